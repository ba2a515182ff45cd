// intersection: the AND of both masks, the pairs of a two-sided processing element, and where each pair's values stand among the stored ones.
//
// Combinational. `pending` are the pairs still to be multiplied: match at first, then `rest`. The first LANES of them, lowest position first, go to the
// lanes: lane l multiplies stored weight weight_place[l] and stored activation activation_place[l] where valid[l]. A place is the number of ones of the
// operand's own mask below the pair's position (a prefix sum), so packed operands are addressed by it.
module intersection #(
    parameter WINDOW     = 8,
    parameter LANES      = 2,
    parameter COUNT_BITS = 4
) (
    input  logic [          WINDOW-1:0] weight_mask,
    input  logic [          WINDOW-1:0] activation_mask,
    input  logic [          WINDOW-1:0] pending,
    output logic [          WINDOW-1:0] match,
    output logic [           LANES-1:0] valid,
    output logic [LANES*COUNT_BITS-1:0] weight_place,
    output logic [LANES*COUNT_BITS-1:0] activation_place,
    output logic [          WINDOW-1:0] rest
);
  logic [WINDOW*COUNT_BITS-1:0] weight_rank, activation_rank, pair_rank;
  prefix_sum #(.WINDOW(WINDOW), .COUNT_BITS(COUNT_BITS)) weights (.mask(weight_mask), .rank(weight_rank));
  prefix_sum #(.WINDOW(WINDOW), .COUNT_BITS(COUNT_BITS)) activations (.mask(activation_mask), .rank(activation_rank));
  prefix_sum #(.WINDOW(WINDOW), .COUNT_BITS(COUNT_BITS)) pairs (.mask(pending), .rank(pair_rank));
  assign match = weight_mask & activation_mask;

  logic [LANES*WINDOW-1:0] taken;  // taken[l*WINDOW+p]: lane l takes the pair at position p
  generate
    for (genvar l = 0; l < LANES; l = l + 1) begin : lane
      for (genvar p = 0; p < WINDOW; p = p + 1) begin : position
        assign taken[l*WINDOW+p] = pending[p] && pair_rank[p*COUNT_BITS+:COUNT_BITS] == l[COUNT_BITS-1:0];
      end
      assign valid[l] = |taken[l*WINDOW+:WINDOW];
      always_comb begin
        weight_place[l*COUNT_BITS+:COUNT_BITS] = {COUNT_BITS{1'b0}};
        activation_place[l*COUNT_BITS+:COUNT_BITS] = {COUNT_BITS{1'b0}};
        for (int unsigned p = 0; p < WINDOW; p = p + 1)
          if (taken[l*WINDOW+p]) begin
            weight_place[l*COUNT_BITS+:COUNT_BITS] = weight_place[l*COUNT_BITS+:COUNT_BITS] | weight_rank[p*COUNT_BITS+:COUNT_BITS];
            activation_place[l*COUNT_BITS+:COUNT_BITS] = activation_place[l*COUNT_BITS+:COUNT_BITS] | activation_rank[p*COUNT_BITS+:COUNT_BITS];
          end
      end
    end
  endgenerate
  always_comb begin
    rest = pending;
    for (int unsigned l = 0; l < LANES; l = l + 1) rest = rest & ~taken[l*WINDOW+:WINDOW];
  end
endmodule
