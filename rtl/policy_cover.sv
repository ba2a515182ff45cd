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
  logic [ELEMENTS-1:0] nonzero;
  logic [TESTED-1:0] loses, lost;  // in this beat or before; before it
  logic [PATTERN_BITS-1:0] pick;
  always_comb begin
    for (int unsigned e = 0; e < ELEMENTS; e = e + 1) nonzero[e] = |value[e*BITS+:BITS];
    for (int unsigned t = 0; t < TESTED; t = t + 1) loses[t] = (!first && lost[t]) || |(nonzero & ~keep[t*ELEMENTS+:ELEMENTS]);
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
