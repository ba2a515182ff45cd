// operand_multiplexer: the operands that stored values meet: LANES multiplexers of INPUTS values each.
//
// Combinational. Lane l takes value[index[l]]: for N:M weights with their offsets, N lanes of M inputs, N*(M-1) two-input multiplexers a bit.
// INDEX_BITS = ceil(log2 INPUTS); an index past the last input gives 0.
module operand_multiplexer #(
    parameter LANES      = 2,
    parameter INPUTS     = 4,
    parameter BITS       = 8,
    parameter INDEX_BITS = 2
) (
    input  logic [      INPUTS*BITS-1:0] value,
    input  logic [LANES*INDEX_BITS-1:0] index,
    output logic [      LANES*BITS-1:0] chosen
);
  // A tree for each lane: node n of level l chooses between nodes 2n and 2n+1 of the level below by bit l of the index.
  generate
    for (genvar l = 0; l < LANES; l = l + 1) begin : lane
      for (genvar d = 0; d <= INDEX_BITS; d = d + 1) begin : level
        logic [(1<<(INDEX_BITS-d))*BITS-1:0] node;
        for (genvar n = 0; n < (1 << (INDEX_BITS - d)); n = n + 1) begin : place
          if (d == 0) begin : leaf
            if (n < INPUTS) begin : input_value
              assign node[n*BITS+:BITS] = value[n*BITS+:BITS];
            end else begin : past
              assign node[n*BITS+:BITS] = {BITS{1'b0}};
            end
          end else begin : choose
            assign node[n*BITS+:BITS] =
                index[l*INDEX_BITS+d-1] ? level[d-1].node[(2*n+1)*BITS+:BITS] : level[d-1].node[2*n*BITS+:BITS];
          end
        end
      end
      assign chosen[l*BITS+:BITS] = level[INDEX_BITS].node;
    end
  endgenerate
endmodule
