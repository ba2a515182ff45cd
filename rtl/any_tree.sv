// any_tree: whether any of COUNT units says so, for each of WORDS things: for units of a decision that are wider than a beat.
//
// Combinational. What unit c says of thing w is value[c*WORDS+w].
module any_tree #(
    parameter COUNT = 4,
    parameter WORDS = 2
) (
    input  logic [COUNT*WORDS-1:0] value,
    output logic [      WORDS-1:0] any
);
  always_comb begin
    any = {WORDS{1'b0}};
    for (int unsigned c = 0; c < COUNT; c = c + 1) any = any | value[c*WORDS+:WORDS];
  end
endmodule
