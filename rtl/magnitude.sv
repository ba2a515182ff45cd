// magnitude: absolute values of COUNT numbers of BITS bits.
//
// Combinational. With ABSOLUTE 1 the values are two's complement, and the magnitude of the lowest, -2^(BITS-1), is 2^(BITS-1): it needs all BITS bits
// and no more. With ABSOLUTE 0 the values are magnitudes already (unsigned, or the bits below the sign of a floating-point number, which order as
// integers do), and this is wires.
module magnitude #(
    parameter COUNT    = 4,
    parameter BITS     = 8,
    parameter ABSOLUTE = 1
) (
    input  logic [COUNT*BITS-1:0] value,
    output logic [COUNT*BITS-1:0] size
);
  generate
    for (genvar i = 0; i < COUNT; i = i + 1) begin : each
      logic [BITS-1:0] number;
      assign number = value[i*BITS+:BITS];
      if (ABSOLUTE != 0) begin : negate
        assign size[i*BITS+:BITS] = number[BITS-1] ? (~number + {{(BITS - 1) {1'b0}}, 1'b1}) : number;
      end else begin : pass
        assign size[i*BITS+:BITS] = number;
      end
    end
  endgenerate
endmodule
