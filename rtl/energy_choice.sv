// energy_choice: adds the sums of a unit's beats, and picks the first pattern that keeps at least a share of them (machine model, section 8, energy).
//
// A unit comes in beats, one where `valid` is one; first and last mark its ends. `beat` is what energy_sums says of one, or sum_tree of several: word 0 is
// the sum of all squares, word 1+t of those that pattern t of the list keeps, for the TESTED patterns before the list's last. The share is
// share/2^FRACTION, 0 to 1: a share that is no multiple of 2^-FRACTION is rounded up, so that never less is kept than was asked for. Sums are exact:
// SUM_BITS hold those of a unit. Two edges after the last beat `decided` is one for a cycle and `pattern` the pick; if none qualifies, TESTED, the last.
module energy_choice #(
    parameter TESTED       = 2,
    parameter PATTERN_BITS = 2,
    parameter SUM_BITS     = 26,
    parameter FRACTION     = 16
) (
    input  logic                           clock,
    input  logic                           valid,
    input  logic                           first,
    input  logic                           last,
    input  logic [(TESTED+1)*SUM_BITS-1:0] beat,
    input  logic [             FRACTION:0] share,
    output logic                           decided,
    output logic [       PATTERN_BITS-1:0] pattern
);
  localparam WIDE = SUM_BITS + FRACTION + 1;
  logic [(TESTED+1)*SUM_BITS-1:0] sums;
  logic [FRACTION:0] share_then;
  logic complete;  // the sums are a whole unit's
  generate
    for (genvar w = 0; w <= TESTED; w = w + 1) begin : word
      always_ff @(posedge clock)
        if (valid) sums[w*SUM_BITS+:SUM_BITS] <= (first ? {SUM_BITS{1'b0}} : sums[w*SUM_BITS+:SUM_BITS]) + beat[w*SUM_BITS+:SUM_BITS];
    end
  endgenerate

  logic [WIDE-1:0] wanted;  // share * all, in units of 2^-FRACTION
  logic [PATTERN_BITS-1:0] pick;
  always_comb begin
    wanted = WIDE'(share_then) * WIDE'(sums[0+:SUM_BITS]);
    pick = TESTED[PATTERN_BITS-1:0];
    for (int unsigned t = TESTED; t > 0; t = t - 1)
      if ({1'b0, sums[t*SUM_BITS+:SUM_BITS], {FRACTION{1'b0}}} >= wanted) pick = PATTERN_BITS'(t - 1);
  end
  always_ff @(posedge clock) begin
    complete <= valid && last;
    decided <= complete;
    pattern <= pick;
    if (valid) share_then <= share;
  end
endmodule
