// policy_cover: the first pattern of the list that drops no nonzero of a unit (machine model, section 8).
//
// A unit comes in beats of ELEMENTS values, one where `valid` is one; first and last mark its ends (both, if it is one beat). keep[t*ELEMENTS+e] says
// whether pattern t of the list keeps element e, for the TESTED patterns before the list's last (a dense one keeps all). One edge after the last beat
// `decided` is one for a cycle and `pattern` the pick, an index into the list; if none qualifies, TESTED, the last.
module policy_cover #(
    parameter ELEMENTS     = 16,
    parameter BITS         = 8,
    parameter TESTED       = 2,
    parameter PATTERN_BITS = 2
) (
    input  logic                       clock,
    input  logic                       valid,
    input  logic                       first,
    input  logic                       last,
    input  logic [  ELEMENTS*BITS-1:0] value,
    input  logic [TESTED*ELEMENTS-1:0] keep,
    output logic                       decided,
    output logic [   PATTERN_BITS-1:0] pattern
);
  logic [TESTED-1:0] beat;
  cover_losses #(.ELEMENTS(ELEMENTS), .BITS(BITS), .TESTED(TESTED)) losses (.value(value), .keep(keep), .loses(beat));
  cover_choice #(.TESTED(TESTED), .PATTERN_BITS(PATTERN_BITS)) choice (
      .clock(clock), .valid(valid), .first(first), .last(last), .beat(beat), .decided(decided), .pattern(pattern)
  );
endmodule
