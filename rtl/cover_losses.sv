// cover_losses: whether a pattern drops a nonzero of a beat, for each pattern (machine model, section 8, cover).
//
// Combinational. keep[t*ELEMENTS+e] says whether pattern t of the list keeps element e, for the TESTED patterns before the list's last.
module cover_losses #(
    parameter ELEMENTS = 16,
    parameter BITS     = 8,
    parameter TESTED   = 2
) (
    input  logic [  ELEMENTS*BITS-1:0] value,
    input  logic [TESTED*ELEMENTS-1:0] keep,
    output logic [         TESTED-1:0] loses
);
  logic [ELEMENTS-1:0] nonzero;
  nonzero_mask #(.WINDOW(ELEMENTS), .BITS(BITS)) nonzeros (.value(value), .mask(nonzero));
  always_comb for (int unsigned t = 0; t < TESTED; t = t + 1) loses[t] = |(nonzero & ~keep[t*ELEMENTS+:ELEMENTS]);
endmodule
