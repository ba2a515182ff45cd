// pe_array: ROWS x COLUMNS processing elements, and the broadcast of the domain in which they are synchronised (machine model, section 4).
//
// DOMAIN 0: the array, 1: a row, 2: a column, 3: an element. Each domain d has a stream of steps of its own: where offer[d] and ready[d] are both one at a
// clock edge, the step that stands on its ports goes to all its elements. ready[d]: each of them has room, that is, has finished the step SLACK before.
// Domains that drift apart read their operands separately, so there are
//   ROWS streams of weights, or one an element for DOMAIN 2 and 3 (element (r, c) reads stream r*COLUMNS+c), and
//   COLUMNS streams of activations, or one an element for DOMAIN 1 and 3.
// enable[r*COLUMNS+c] 0: the element has no row or no column in this step, and is idle in it. last[d]: the step is the last of its outputs.
// One step a cycle at most is handed to a domain: the machine model's time with `feed` 1, on streams that are never late.
module pe_array #(
    parameter ROWS               = 4,
    parameter COLUMNS            = 4,
    parameter DOMAIN             = 0,
    parameter WINDOW             = 8,
    parameter LANES              = 2,
    parameter SLACK              = 1,
    parameter BITS               = 8,
    parameter SUM_BITS           = 32,
    // These four follow from the others.
    parameter ELEMENTS           = ROWS * COLUMNS,
    parameter DOMAINS            = DOMAIN == 0 ? 1 : DOMAIN == 1 ? ROWS : DOMAIN == 2 ? COLUMNS : ELEMENTS,
    parameter WEIGHT_STREAMS     = DOMAIN >= 2 ? ELEMENTS : ROWS,
    parameter ACTIVATION_STREAMS = DOMAIN == 1 || DOMAIN == 3 ? ELEMENTS : COLUMNS
) (
    input  logic                                      clock,
    input  logic                                      reset,
    input  logic [                       DOMAINS-1:0] offer,
    input  logic [                       DOMAINS-1:0] last,
    input  logic [                      ELEMENTS-1:0] enable,
    input  logic [         WEIGHT_STREAMS*WINDOW-1:0] weight_mask,
    input  logic [    WEIGHT_STREAMS*WINDOW*BITS-1:0] weights,
    input  logic [     ACTIVATION_STREAMS*WINDOW-1:0] activation_mask,
    input  logic [ACTIVATION_STREAMS*WINDOW*BITS-1:0] activations,
    output logic [                       DOMAINS-1:0] ready,
    output logic [                      ELEMENTS-1:0] working,
    output logic [                      ELEMENTS-1:0] result_valid,
    output logic [             ELEMENTS*SUM_BITS-1:0] result
);
  logic [ELEMENTS-1:0] room;
  logic [DOMAINS-1:0] arrive;
  assign arrive = offer & ready;

  generate
    for (genvar r = 0; r < ROWS; r = r + 1) begin : row
      for (genvar c = 0; c < COLUMNS; c = c + 1) begin : column
        localparam P = r * COLUMNS + c;
        localparam D = DOMAIN == 0 ? 0 : DOMAIN == 1 ? r : DOMAIN == 2 ? c : P;
        localparam W = DOMAIN >= 2 ? P : r;
        localparam A = DOMAIN == 1 || DOMAIN == 3 ? P : c;
        processing_element #(.WINDOW(WINDOW), .LANES(LANES), .SLACK(SLACK), .BITS(BITS), .SUM_BITS(SUM_BITS)) element (
            .clock(clock), .reset(reset), .arrive(arrive[D]), .enable(enable[P]), .last(last[D]),
            .weight_mask(weight_mask[W*WINDOW+:WINDOW]), .weights(weights[W*WINDOW*BITS+:WINDOW*BITS]),
            .activation_mask(activation_mask[A*WINDOW+:WINDOW]), .activations(activations[A*WINDOW*BITS+:WINDOW*BITS]),
            .room(room[P]), .working(working[P]), .result_valid(result_valid[P]), .result(result[P*SUM_BITS+:SUM_BITS])
        );
      end
    end
    for (genvar d = 0; d < DOMAINS; d = d + 1) begin : domain
      logic [ELEMENTS-1:0] elsewhere;  // elements of other domains
      for (genvar p = 0; p < ELEMENTS; p = p + 1) begin : member
        assign elsewhere[p] = !(DOMAIN == 0 || (DOMAIN == 1 && p / COLUMNS == d) || (DOMAIN == 2 && p % COLUMNS == d) || (DOMAIN == 3 && p == d));
      end
      assign ready[d] = &(room | elsewhere);
    end
  endgenerate
endmodule
