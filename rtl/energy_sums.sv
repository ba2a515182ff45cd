// energy_sums: the sum of squares of a beat, and what each pattern of the list keeps of it (machine model, section 8, energy).
//
// Combinational. keep[t*ELEMENTS+e] says whether pattern t of the list keeps element e, for the TESTED patterns before the list's last. Word 0 of `sums` is
// the sum of all squares, word 1+t of those that pattern t keeps; SUM_BITS = 2*BITS + ceil(log2 ELEMENTS) hold them. ABSOLUTE 1: values are two's
// complement, otherwise unsigned.
module energy_sums #(
    parameter ELEMENTS = 16,
    parameter BITS     = 8,
    parameter ABSOLUTE = 1,
    parameter TESTED   = 2,
    parameter SUM_BITS = 20
) (
    input  logic [      ELEMENTS*BITS-1:0] value,
    input  logic [    TESTED*ELEMENTS-1:0] keep,
    output logic [(TESTED+1)*SUM_BITS-1:0] sums
);
  logic [ELEMENTS*BITS-1:0] size;
  logic [ELEMENTS*SUM_BITS-1:0] square;
  magnitude #(.COUNT(ELEMENTS), .BITS(BITS), .ABSOLUTE(ABSOLUTE)) sizes (.value(value), .size(size));
  generate
    for (genvar e = 0; e < ELEMENTS; e = e + 1) begin : element
      assign square[e*SUM_BITS+:SUM_BITS] = SUM_BITS'(size[e*BITS+:BITS]) * SUM_BITS'(size[e*BITS+:BITS]);
    end
  endgenerate
  block_scores #(.OF(1), .BLOCK(ELEMENTS), .BITS(SUM_BITS), .SCORE_BITS(SUM_BITS)) sum_all (.size(square), .score(sums[0+:SUM_BITS]));
  generate
    for (genvar t = 0; t < TESTED; t = t + 1) begin : tested
      logic [ELEMENTS*SUM_BITS-1:0] left;
      for (genvar e = 0; e < ELEMENTS; e = e + 1) begin : element
        assign left[e*SUM_BITS+:SUM_BITS] = keep[t*ELEMENTS+e] ? square[e*SUM_BITS+:SUM_BITS] : {SUM_BITS{1'b0}};
      end
      block_scores #(.OF(1), .BLOCK(ELEMENTS), .BITS(SUM_BITS), .SCORE_BITS(SUM_BITS)) sum_kept (
          .size(left), .score(sums[(t+1)*SUM_BITS+:SUM_BITS])
      );
    end
  endgenerate
endmodule
