// compare_pairs: compares every pair of OF scores once.
//
// Combinational. For j < i, earlier[i*(i-1)/2 + j] says that entry j stands before entry i: its score is at least as high. On a tie the lower index
// stands first: that is the tie rule of the machine model (section 2).
module compare_pairs #(
    parameter OF   = 4,
    parameter BITS = 8
) (
    input  logic [       OF*BITS-1:0] score,
    output logic [OF*(OF-1)/2-1:0] earlier
);
  generate
    for (genvar i = 1; i < OF; i = i + 1) begin : later
      for (genvar j = 0; j < i; j = j + 1) begin : pair
        assign earlier[i*(i-1)/2+j] = score[j*BITS+:BITS] >= score[i*BITS+:BITS];
      end
    end
  endgenerate
endmodule
