// compressor: turns a mask into the indices of its first SLOTS ones.
//
// Combinational. index[s*INDEX_BITS +: INDEX_BITS] is the position of the s-th one, lowest first, and valid[s] says that there is one; an index that is
// not valid is 0. `rest` is the mask without those ones. INDEX_BITS = ceil(log2 WINDOW): the metadata of the encoding `offset`.
module compressor #(
    parameter WINDOW     = 8,
    parameter SLOTS      = 2,
    parameter INDEX_BITS = 3
) (
    input  logic [          WINDOW-1:0] mask,
    output logic [           SLOTS-1:0] valid,
    output logic [SLOTS*INDEX_BITS-1:0] index,
    output logic [          WINDOW-1:0] rest
);
  localparam COUNT_BITS = $clog2(WINDOW + 1);
  logic [WINDOW*COUNT_BITS-1:0] rank;
  prefix_sum #(.WINDOW(WINDOW), .COUNT_BITS(COUNT_BITS)) ranks (.mask(mask), .rank(rank));

  logic [SLOTS*WINDOW-1:0] taken;  // taken[s*WINDOW+p]: slot s takes position p
  generate
    for (genvar s = 0; s < SLOTS; s = s + 1) begin : slot
      for (genvar p = 0; p < WINDOW; p = p + 1) begin : position
        assign taken[s*WINDOW+p] = mask[p] && rank[p*COUNT_BITS+:COUNT_BITS] == s[COUNT_BITS-1:0];
      end
      assign valid[s] = |taken[s*WINDOW+:WINDOW];
      always_comb begin
        index[s*INDEX_BITS+:INDEX_BITS] = {INDEX_BITS{1'b0}};
        for (int unsigned p = 0; p < WINDOW; p = p + 1)
          if (taken[s*WINDOW+p]) index[s*INDEX_BITS+:INDEX_BITS] = index[s*INDEX_BITS+:INDEX_BITS] | p[INDEX_BITS-1:0];
      end
    end
  endgenerate
  always_comb begin
    rest = mask;
    for (int unsigned s = 0; s < SLOTS; s = s + 1) rest = rest & ~taken[s*WINDOW+:WINDOW];
  end
endmodule
