// sum_tree: adds what COUNT units say of the same thing: WORDS sums at once, for units of a decision that are wider than a beat.
//
// Combinational: a balanced tree for each word. Word w of unit c is value[(c*WORDS+w)*BITS +: BITS]; SUM_BITS = BITS + ceil(log2 COUNT) hold every sum.
module sum_tree #(
    parameter COUNT    = 4,
    parameter WORDS    = 3,
    parameter BITS     = 20,
    parameter SUM_BITS = 22
) (
    input  logic [COUNT*WORDS*BITS-1:0] value,
    output logic [  WORDS*SUM_BITS-1:0] sum
);
  logic [WORDS*COUNT*BITS-1:0] by_word;
  generate
    for (genvar w = 0; w < WORDS; w = w + 1) begin : word
      for (genvar c = 0; c < COUNT; c = c + 1) begin : unit
        assign by_word[(w*COUNT+c)*BITS+:BITS] = value[(c*WORDS+w)*BITS+:BITS];
      end
    end
  endgenerate
  block_scores #(.OF(WORDS), .BLOCK(COUNT), .BITS(BITS), .SCORE_BITS(SUM_BITS)) sums (.size(by_word), .score(sum));
endmodule
