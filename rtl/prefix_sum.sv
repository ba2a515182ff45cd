// prefix_sum: for every position, how many ones stand below it.
//
// Combinational. rank[p*COUNT_BITS +: COUNT_BITS] = ones in mask[p-1:0], COUNT_BITS = ceil(log2(WINDOW+1)). A Sklansky network: ceil(log2 WINDOW) levels
// of adders, WINDOW/2 in each.
module prefix_sum #(
    parameter WINDOW     = 8,
    parameter COUNT_BITS = 4
) (
    input  logic [           WINDOW-1:0] mask,
    output logic [WINDOW*COUNT_BITS-1:0] rank
);
  localparam LEVELS = $clog2(WINDOW);
  generate
    // sum of level l at position p: ones in the positions of p's block of 2^l, up to and with p.
    for (genvar l = 0; l <= LEVELS; l = l + 1) begin : level
      logic [WINDOW*COUNT_BITS-1:0] sum;
      for (genvar p = 0; p < WINDOW; p = p + 1) begin : position
        if (l == 0) begin : one
          assign sum[p*COUNT_BITS+:COUNT_BITS] = {{(COUNT_BITS - 1) {1'b0}}, mask[p]};
        end else if (((p >> (l - 1)) & 1) != 0) begin : add
          assign sum[p*COUNT_BITS+:COUNT_BITS] =
              level[l-1].sum[p*COUNT_BITS+:COUNT_BITS] + level[l-1].sum[(((p>>(l-1))<<(l-1))-1)*COUNT_BITS+:COUNT_BITS];
        end else begin : pass
          assign sum[p*COUNT_BITS+:COUNT_BITS] = level[l-1].sum[p*COUNT_BITS+:COUNT_BITS];
        end
      end
    end
    assign rank[COUNT_BITS-1:0] = {COUNT_BITS{1'b0}};
    if (WINDOW > 1) begin : exclusive
      assign rank[WINDOW*COUNT_BITS-1:COUNT_BITS] = level[LEVELS].sum[(WINDOW-1)*COUNT_BITS-1:0];
    end
    logic unused;
    assign unused = ^level[LEVELS].sum[WINDOW*COUNT_BITS-1-:COUNT_BITS];
  endgenerate
endmodule
