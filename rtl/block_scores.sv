// block_scores: the sum of the magnitudes that each of OF blocks still holds (machine model, section 2: the score of a block).
//
// Combinational. Position p of block b is size[(b*BLOCK+p)*BITS +: BITS]; what inner levels dropped is 0. At most HELD of a block's BLOCK values are
// not 0, so SCORE_BITS = BITS + ceil(log2 HELD) hold every sum.
module block_scores #(
    parameter OF         = 4,
    parameter BLOCK      = 2,
    parameter BITS       = 8,
    parameter SCORE_BITS = 9
) (
    input  logic [OF*BLOCK*BITS-1:0] size,
    output logic [ OF*SCORE_BITS-1:0] score
);
  // A balanced tree: node n of a block is the sum of nodes 2n and 2n+1; leaves are nodes LEAVES .. 2*LEAVES-1, those past BLOCK are 0.
  localparam LEAVES = 1 << $clog2(BLOCK);
  generate
    for (genvar b = 0; b < OF; b = b + 1) begin : blocks
      for (genvar n = 2 * LEAVES - 1; n > 0; n = n - 1) begin : node
        logic [SCORE_BITS-1:0] sum;
        if (n >= LEAVES) begin : leaf
          if (n - LEAVES < BLOCK) begin : held
            if (SCORE_BITS > BITS) begin : widen
              assign sum = {{(SCORE_BITS - BITS) {1'b0}}, size[(b*BLOCK+n-LEAVES)*BITS+:BITS]};
            end else begin : same
              assign sum = size[(b*BLOCK+n-LEAVES)*BITS+:BITS];
            end
          end else begin : padding
            assign sum = {SCORE_BITS{1'b0}};
          end
        end else begin : add
          assign sum = node[2*n].sum + node[2*n+1].sum;
        end
      end
      assign score[b*SCORE_BITS+:SCORE_BITS] = node[1].sum;
    end
  endgenerate
endmodule
