// processing_element: LANES multipliers on windows of WINDOW positions, of which only the pairs that both masks keep are multiplied.
//
// A window with x pairs takes max(1, ceil(x/LANES)) cycles (machine model, section 4, with empty-window 1). Values are two's complement of BITS bits;
// the sum has SUM_BITS, and wraps. Steps come as step_queue describes. `last` marks the last window of an output: one edge after its step finishes,
// result_valid is one for a cycle and `result` the sum, and the next output starts from 0.
module processing_element #(
    parameter WINDOW   = 8,
    parameter LANES    = 2,
    parameter SLACK    = 1,
    parameter BITS     = 8,
    parameter SUM_BITS = 32
) (
    input  logic                   clock,
    input  logic                   reset,
    input  logic                   arrive,
    input  logic                   enable,
    input  logic                   last,
    input  logic [     WINDOW-1:0] weight_mask,
    input  logic [WINDOW*BITS-1:0] weights,
    input  logic [     WINDOW-1:0] activation_mask,
    input  logic [WINDOW*BITS-1:0] activations,
    output logic                   room,
    output logic                   working,
    output logic                   result_valid,
    output logic [   SUM_BITS-1:0] result
);
  localparam INDEX_BITS = WINDOW > 1 ? $clog2(WINDOW) : 1;
  localparam PAYLOAD = 2 * WINDOW * BITS + 1;
  logic [WINDOW-1:0] pending, rest;
  logic [PAYLOAD-1:0] step;
  logic [LANES-1:0] valid;
  logic [LANES*INDEX_BITS-1:0] index;
  logic [LANES*BITS-1:0] lane_weights, lane_activations;
  logic finishing;

  step_queue #(.SLACK(SLACK), .WINDOW(WINDOW), .PAYLOAD(PAYLOAD)) queue (
      .clock(clock), .reset(reset), .arrive(arrive), .enable(enable), .match(weight_mask & activation_mask),
      .payload({last, weights, activations}), .rest(rest), .room(room), .working(working), .finishing(finishing), .pending(pending), .payload_out(step)
  );
  compressor #(.WINDOW(WINDOW), .SLOTS(LANES), .INDEX_BITS(INDEX_BITS)) pairs (.mask(pending), .valid(valid), .index(index), .rest(rest));
  operand_multiplexer #(.LANES(LANES), .INPUTS(WINDOW), .BITS(BITS), .INDEX_BITS(INDEX_BITS)) choose_weights (
      .value(step[WINDOW*BITS+:WINDOW*BITS]), .index(index), .chosen(lane_weights)
  );
  operand_multiplexer #(.LANES(LANES), .INPUTS(WINDOW), .BITS(BITS), .INDEX_BITS(INDEX_BITS)) choose_activations (
      .value(step[0+:WINDOW*BITS]), .index(index), .chosen(lane_activations)
  );

  logic signed [SUM_BITS-1:0] sum, next_sum;
  always_comb begin
    next_sum = sum;
    for (int unsigned l = 0; l < LANES; l = l + 1)
      if (valid[l]) next_sum = next_sum + SUM_BITS'($signed(lane_weights[l*BITS+:BITS])) * SUM_BITS'($signed(lane_activations[l*BITS+:BITS]));
  end
  always_ff @(posedge clock) begin
    result_valid <= !reset && finishing && step[PAYLOAD-1];
    if (finishing && step[PAYLOAD-1]) result <= next_sum;
    if (reset || (finishing && step[PAYLOAD-1])) sum <= {SUM_BITS{1'b0}};
    else if (working) sum <= next_sum;
  end
endmodule
