// policy_density: the first pattern of the list whose limit the unit's density does not pass (machine model, section 8).
//
// A unit comes in beats of ELEMENTS values, one where `valid` is one; first and last mark its ends. limit[t*COUNT_BITS +: COUNT_BITS] is, for the TESTED
// patterns before the list's last, the most nonzeros that a unit may have: the largest whole c with c/positions <= d, computed by whoever configures
// the unit, since positions (padding included) are fewer in a map's last unit. It is read with the last beat. Two edges after it `decided` is one for a
// cycle and `pattern` the pick; if none qualifies, TESTED, the last. COUNT_BITS = ceil(log2(positions of a full unit + 1)).
module policy_density #(
    parameter ELEMENTS     = 16,
    parameter BITS         = 8,
    parameter TESTED       = 2,
    parameter PATTERN_BITS = 2,
    parameter COUNT_BITS   = 11
) (
    input  logic                         clock,
    input  logic                         valid,
    input  logic                         first,
    input  logic                         last,
    input  logic [    ELEMENTS*BITS-1:0] value,
    input  logic [TESTED*COUNT_BITS-1:0] limit,
    output logic                         decided,
    output logic [     PATTERN_BITS-1:0] pattern
);
  logic [COUNT_BITS-1:0] beat;
  density_count #(.ELEMENTS(ELEMENTS), .BITS(BITS), .COUNT_BITS(COUNT_BITS)) counter (.value(value), .count(beat));
  density_choice #(.TESTED(TESTED), .PATTERN_BITS(PATTERN_BITS), .COUNT_BITS(COUNT_BITS)) choice (
      .clock(clock), .valid(valid), .first(first), .last(last), .beat(beat), .limit(limit), .decided(decided), .pattern(pattern)
  );
endmodule
