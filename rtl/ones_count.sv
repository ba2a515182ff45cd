// ones_count: how many of COUNT bits are one.
//
// Combinational: a balanced tree of adders. COUNT_BITS >= ceil(log2(COUNT+1)).
module ones_count #(
    parameter COUNT      = 16,
    parameter COUNT_BITS = 5
) (
    input  logic [     COUNT-1:0] bits,
    output logic [COUNT_BITS-1:0] ones
);
  localparam LEAVES = 1 << $clog2(COUNT);
  generate
    for (genvar n = 2 * LEAVES - 1; n > 0; n = n - 1) begin : node
      logic [COUNT_BITS-1:0] sum;
      if (n >= LEAVES) begin : leaf
        if (n - LEAVES < COUNT) begin : bit_of
          assign sum = {{(COUNT_BITS - 1) {1'b0}}, bits[n-LEAVES]};
        end else begin : padding
          assign sum = {COUNT_BITS{1'b0}};
        end
      end else begin : add
        assign sum = node[2*n].sum + node[2*n+1].sum;
      end
    end
    assign ones = node[1].sum;
  endgenerate
endmodule
