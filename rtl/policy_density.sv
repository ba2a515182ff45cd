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
  logic [ELEMENTS-1:0] nonzero;
  logic [COUNT_BITS-1:0] in_beat, count;
  logic [TESTED*COUNT_BITS-1:0] limits;
  logic complete;  // count is a whole unit's
  logic [PATTERN_BITS-1:0] pick;
  always_comb for (int unsigned e = 0; e < ELEMENTS; e = e + 1) nonzero[e] = |value[e*BITS+:BITS];
  ones_count #(.COUNT(ELEMENTS), .COUNT_BITS(COUNT_BITS)) counter (.bits(nonzero), .ones(in_beat));

  always_comb begin
    pick = TESTED[PATTERN_BITS-1:0];
    for (int unsigned t = TESTED; t > 0; t = t - 1)
      if (count <= limits[(t-1)*COUNT_BITS+:COUNT_BITS]) pick = PATTERN_BITS'(t - 1);
  end
  always_ff @(posedge clock) begin
    complete <= valid && last;
    decided <= complete;
    pattern <= pick;
    if (valid) begin
      count <= (first ? {COUNT_BITS{1'b0}} : count) + in_beat;
      limits <= limit;
    end
  end
endmodule
