// position_mask: the mask of a window from the positions of its values: the way back from the encoding `offset`.
//
// Combinational. valid[s] says that slot s holds a value, which stands at index[s*INDEX_BITS +: INDEX_BITS]. INDEX_BITS = ceil(log2 WINDOW).
module position_mask #(
    parameter WINDOW     = 8,
    parameter SLOTS      = 4,
    parameter INDEX_BITS = 3
) (
    input  logic [           SLOTS-1:0] valid,
    input  logic [SLOTS*INDEX_BITS-1:0] index,
    output logic [          WINDOW-1:0] mask
);
  always_comb begin
    mask = {WINDOW{1'b0}};
    for (int unsigned s = 0; s < SLOTS; s = s + 1)
      for (int unsigned p = 0; p < WINDOW; p = p + 1)
        if (valid[s] && index[s*INDEX_BITS+:INDEX_BITS] == p[INDEX_BITS-1:0]) mask[p] = 1'b1;
  end
endmodule
