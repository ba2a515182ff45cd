// selector: prunes one group of values to a pattern by magnitude (machine model, section 2), for patterns of one or two levels.
//
// One level (LEVELS 1): KEEP0:OF0 with blocks of BLOCK0 positions. Two (LEVELS 2): KEEP1:OF1 with blocks of BLOCK1, which hold whole inner groups; the
// inner level is pruned first, and a block's score is the sum of what it still holds. Ties go to the lower index.
//
// GROUP = positions of the outermost group. keep[p] is one where position p is kept; it answers `value` STAGES clock edges later, a group a cycle.
// With STAGES 0 the selector is combinational. Ranks of registers are dealt evenly to the places where the logic is cut: behind the magnitudes, the
// scores of blocks, the comparisons, and the choice, of each level.
module selector #(
    parameter LEVELS   = 1,
    parameter KEEP0    = 2,
    parameter OF0      = 4,
    parameter BLOCK0   = 1,
    parameter KEEP1    = 1,
    parameter OF1      = 2,
    parameter BLOCK1   = 4,
    parameter BITS     = 8,
    parameter ABSOLUTE = 1,
    parameter STAGES   = 0,
    parameter GROUP    = 4
) (
    input  logic                  clock,
    input  logic [GROUP*BITS-1:0] value,
    output logic [     GROUP-1:0] keep
);
  // Places where ranks may stand, in order; place c holds (c+1)*STAGES/PLACES - c*STAGES/PLACES of them.
  localparam SIZE = ABSOLUTE != 0 ? 1 : 0;
  localparam SCORE0 = BLOCK0 > 1 ? 1 : 0;
  localparam INNER = SIZE + SCORE0 + 2;  // places up to the end of the inner level
  localparam SCORE1 = BLOCK1 > 1 ? 1 : 0;
  localparam PLACES = INNER + (LEVELS == 2 ? SCORE1 + 2 : 0);
  localparam SIZE_STAGES = SIZE * STAGES / PLACES;
  localparam SCORE0_STAGES = (SIZE + SCORE0) * STAGES / PLACES - SIZE_STAGES;
  localparam COMPARE0_STAGES = (SIZE + SCORE0 + 1) * STAGES / PLACES - (SIZE + SCORE0) * STAGES / PLACES;
  localparam INNER_STAGES = INNER * STAGES / PLACES;  // all up to here
  localparam KEEP0_STAGES = INNER_STAGES - (SIZE + SCORE0 + 1) * STAGES / PLACES;
  localparam SCORE1_STAGES = (INNER + SCORE1) * STAGES / PLACES - INNER_STAGES;
  localparam COMPARE1_STAGES = (INNER + SCORE1 + 1) * STAGES / PLACES - (INNER + SCORE1) * STAGES / PLACES;
  localparam KEEP1_STAGES = STAGES - (INNER + SCORE1 + 1) * STAGES / PLACES;

  localparam GROUP0 = OF0 * BLOCK0;
  localparam GROUPS0 = GROUP / GROUP0;
  logic [GROUP*BITS-1:0] size_now, size;
  logic [GROUP-1:0] keep0;  // by position

  magnitude #(.COUNT(GROUP), .BITS(BITS), .ABSOLUTE(ABSOLUTE)) sizes (.value(value), .size(size_now));
  delay #(.WIDTH(GROUP * BITS), .STAGES(SIZE_STAGES)) after_size (.clock(clock), .in(size_now), .out(size));

  generate
    for (genvar g = 0; g < GROUPS0; g = g + 1) begin : inner
      logic [OF0-1:0] kept;
      prune_level #(
          .KEEP(KEEP0), .OF(OF0), .BLOCK(BLOCK0), .HELD(BLOCK0), .BITS(BITS),
          .SCORE_STAGES(SCORE0_STAGES), .COMPARE_STAGES(COMPARE0_STAGES), .KEEP_STAGES(KEEP0_STAGES)
      ) level (.clock(clock), .size(size[g*GROUP0*BITS+:GROUP0*BITS]), .keep(kept));
      for (genvar p = 0; p < GROUP0; p = p + 1) begin : position
        assign keep0[g*GROUP0+p] = kept[p/BLOCK0];
      end
    end

    if (LEVELS == 2) begin : outer
      localparam HELD = BLOCK1 / GROUP0 * KEEP0 * BLOCK0;
      logic [GROUP*BITS-1:0] size_then, left;
      logic [GROUP-1:0] keep0_then;
      logic [OF1-1:0] kept;
      delay #(.WIDTH(GROUP * BITS), .STAGES(INNER_STAGES - SIZE_STAGES)) beside_inner (.clock(clock), .in(size), .out(size_then));
      delay #(.WIDTH(GROUP), .STAGES(STAGES - INNER_STAGES)) beside_outer (.clock(clock), .in(keep0), .out(keep0_then));
      for (genvar p = 0; p < GROUP; p = p + 1) begin : position
        assign left[p*BITS+:BITS] = keep0[p] ? size_then[p*BITS+:BITS] : {BITS{1'b0}};
        assign keep[p] = keep0_then[p] && kept[p/BLOCK1];
      end
      prune_level #(
          .KEEP(KEEP1), .OF(OF1), .BLOCK(BLOCK1), .HELD(HELD), .BITS(BITS),
          .SCORE_STAGES(SCORE1_STAGES), .COMPARE_STAGES(COMPARE1_STAGES), .KEEP_STAGES(KEEP1_STAGES)
      ) level (.clock(clock), .size(left), .keep(kept));
    end else begin : single
      assign keep = keep0;
    end
  endgenerate
endmodule
