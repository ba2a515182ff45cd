// keep_first: the KEEP entries of OF that stand first.
//
// Combinational. `earlier` is that of compare_pairs. An entry is kept when fewer than KEEP others stand before it, so exactly KEEP are.
module keep_first #(
    parameter KEEP = 2,
    parameter OF   = 4
) (
    input  logic [OF*(OF-1)/2-1:0] earlier,
    output logic [         OF-1:0] keep
);
  localparam COUNT_BITS = $clog2(OF + 1);
  generate
    for (genvar i = 0; i < OF; i = i + 1) begin : entry
      logic [OF-1:0] ahead;  // who stands before entry i
      for (genvar j = 0; j < OF; j = j + 1) begin : other
        if (j < i) begin : lower
          assign ahead[j] = earlier[i*(i-1)/2+j];
        end else if (j > i) begin : higher
          assign ahead[j] = !earlier[j*(j-1)/2+i];
        end else begin : itself
          assign ahead[j] = 1'b0;
        end
      end
      logic [COUNT_BITS-1:0] count;
      always_comb begin
        count = {COUNT_BITS{1'b0}};
        for (int unsigned j = 0; j < OF; j = j + 1) count = count + {{(COUNT_BITS - 1) {1'b0}}, ahead[j]};
      end
      assign keep[i] = count < KEEP[COUNT_BITS-1:0];
    end
  endgenerate
endmodule
