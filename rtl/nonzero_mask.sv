// nonzero_mask: which values of a window are not zero, for operands that come without metadata.
//
// Combinational.
module nonzero_mask #(
    parameter WINDOW = 8,
    parameter BITS   = 8
) (
    input  logic [WINDOW*BITS-1:0] value,
    output logic [     WINDOW-1:0] mask
);
  always_comb for (int unsigned p = 0; p < WINDOW; p = p + 1) mask[p] = |value[p*BITS+:BITS];
endmodule
