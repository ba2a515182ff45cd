// prune_level: one level of a pattern on one of its groups: of OF blocks of BLOCK positions the KEEP with the highest scores.
//
// keep[b] answers `size` SCORE_STAGES + COMPARE_STAGES + KEEP_STAGES clock edges later; a step's ranks stand behind it. HELD: values of a block that
// inner levels may have left.
module prune_level #(
    parameter KEEP           = 2,
    parameter OF             = 4,
    parameter BLOCK          = 1,
    parameter HELD           = 1,
    parameter BITS           = 8,
    parameter SCORE_STAGES   = 0,
    parameter COMPARE_STAGES = 0,
    parameter KEEP_STAGES    = 0
) (
    input  logic                     clock,
    input  logic [OF*BLOCK*BITS-1:0] size,
    output logic [           OF-1:0] keep
);
  localparam SCORE_BITS = BITS + $clog2(HELD);
  localparam PAIRS = OF * (OF - 1) / 2;
  logic [OF*SCORE_BITS-1:0] sums, score;
  logic [PAIRS-1:0] compared, earlier;
  logic [OF-1:0] kept;

  block_scores #(.OF(OF), .BLOCK(BLOCK), .BITS(BITS), .SCORE_BITS(SCORE_BITS)) scores (.size(size), .score(sums));
  delay #(.WIDTH(OF * SCORE_BITS), .STAGES(SCORE_STAGES)) after_scores (.clock(clock), .in(sums), .out(score));
  compare_pairs #(.OF(OF), .BITS(SCORE_BITS)) comparators (.score(score), .earlier(compared));
  delay #(.WIDTH(PAIRS), .STAGES(COMPARE_STAGES)) after_compare (.clock(clock), .in(compared), .out(earlier));
  keep_first #(.KEEP(KEEP), .OF(OF)) choice (.earlier(earlier), .keep(kept));
  delay #(.WIDTH(OF), .STAGES(KEEP_STAGES)) after_keep (.clock(clock), .in(kept), .out(keep));
endmodule
