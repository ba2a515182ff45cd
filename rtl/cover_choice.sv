// cover_choice: the first pattern of the list that drops no nonzero in any beat of a unit (machine model, section 8, cover).
//
// A unit comes in beats, one where `valid` is one; first and last mark its ends (both, if it is one beat). beat[t] is what cover_losses says of pattern t
// in it, or any_tree of several, for the TESTED patterns before the list's last. One edge after the last beat `decided` is one for a cycle and `pattern`
// the pick, an index into the list; if none qualifies, TESTED, the last.
module cover_choice #(
    parameter TESTED       = 2,
    parameter PATTERN_BITS = 2
) (
    input  logic                    clock,
    input  logic                    valid,
    input  logic                    first,
    input  logic                    last,
    input  logic [      TESTED-1:0] beat,
    output logic                    decided,
    output logic [PATTERN_BITS-1:0] pattern
);
  logic [TESTED-1:0] loses, lost;  // in this beat or before; before it
  logic [PATTERN_BITS-1:0] pick;
  always_comb begin
    loses = beat | (first ? {TESTED{1'b0}} : lost);
    pick = TESTED[PATTERN_BITS-1:0];
    for (int unsigned t = TESTED; t > 0; t = t - 1)
      if (!loses[t-1]) pick = PATTERN_BITS'(t - 1);
  end
  always_ff @(posedge clock) begin
    decided <= valid && last;
    if (valid) begin
      lost <= loses;
      if (last) pattern <= pick;
    end
  end
endmodule
