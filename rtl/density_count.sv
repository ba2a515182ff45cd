// density_count: the nonzeros of a beat (machine model, section 8, density).
//
// Combinational. COUNT_BITS >= ceil(log2(ELEMENTS + 1)).
module density_count #(
    parameter ELEMENTS   = 16,
    parameter BITS       = 8,
    parameter COUNT_BITS = 5
) (
    input  logic [ELEMENTS*BITS-1:0] value,
    output logic [   COUNT_BITS-1:0] count
);
  logic [ELEMENTS-1:0] nonzero;
  nonzero_mask #(.WINDOW(ELEMENTS), .BITS(BITS)) nonzeros (.value(value), .mask(nonzero));
  ones_count #(.COUNT(ELEMENTS), .COUNT_BITS(COUNT_BITS)) counter (.bits(nonzero), .ones(count));
endmodule
