// policy_energy: the first pattern of the list that keeps at least a share of the unit's sum of squares (machine model, section 8).
//
// A unit comes in beats of ELEMENTS values, one where `valid` is one; first and last mark its ends. keep[t*ELEMENTS+e] says whether pattern t of the list
// keeps element e, for the TESTED patterns before the list's last. The share is share/2^FRACTION, 0 to 1: a share that is no multiple of 2^-FRACTION is
// rounded up, so that never less is kept than was asked for. Sums are exact: SUM_BITS = 2*BITS + ceil(log2 of a unit's positions).
// ABSOLUTE 1: values are two's complement, otherwise unsigned. Two edges after the last beat `decided` is one for a cycle and `pattern` the pick; if none
// qualifies, TESTED, the last.
module policy_energy #(
    parameter ELEMENTS     = 16,
    parameter BITS         = 8,
    parameter ABSOLUTE     = 1,
    parameter TESTED       = 2,
    parameter PATTERN_BITS = 2,
    parameter SUM_BITS     = 26,
    parameter FRACTION     = 16
) (
    input  logic                       clock,
    input  logic                       valid,
    input  logic                       first,
    input  logic                       last,
    input  logic [  ELEMENTS*BITS-1:0] value,
    input  logic [TESTED*ELEMENTS-1:0] keep,
    input  logic [         FRACTION:0] share,
    output logic                       decided,
    output logic [   PATTERN_BITS-1:0] pattern
);
  localparam WIDE = SUM_BITS + FRACTION + 1;
  logic [ELEMENTS*BITS-1:0] size;
  logic [ELEMENTS*SUM_BITS-1:0] square;
  magnitude #(.COUNT(ELEMENTS), .BITS(BITS), .ABSOLUTE(ABSOLUTE)) sizes (.value(value), .size(size));
  generate
    for (genvar e = 0; e < ELEMENTS; e = e + 1) begin : element
      assign square[e*SUM_BITS+:SUM_BITS] = SUM_BITS'(size[e*BITS+:BITS]) * SUM_BITS'(size[e*BITS+:BITS]);
    end
  endgenerate

  logic [SUM_BITS-1:0] beat_all, all;
  logic [TESTED*SUM_BITS-1:0] beat_kept, kept;
  logic [FRACTION:0] share_then;
  logic complete;  // the sums are a whole unit's
  block_scores #(.OF(1), .BLOCK(ELEMENTS), .BITS(SUM_BITS), .SCORE_BITS(SUM_BITS)) sum_all (.size(square), .score(beat_all));
  generate
    for (genvar t = 0; t < TESTED; t = t + 1) begin : tested
      logic [ELEMENTS*SUM_BITS-1:0] left;
      for (genvar e = 0; e < ELEMENTS; e = e + 1) begin : element
        assign left[e*SUM_BITS+:SUM_BITS] = keep[t*ELEMENTS+e] ? square[e*SUM_BITS+:SUM_BITS] : {SUM_BITS{1'b0}};
      end
      block_scores #(.OF(1), .BLOCK(ELEMENTS), .BITS(SUM_BITS), .SCORE_BITS(SUM_BITS)) sum_kept (
          .size(left), .score(beat_kept[t*SUM_BITS+:SUM_BITS])
      );
      always_ff @(posedge clock)
        if (valid) kept[t*SUM_BITS+:SUM_BITS] <= (first ? {SUM_BITS{1'b0}} : kept[t*SUM_BITS+:SUM_BITS]) + beat_kept[t*SUM_BITS+:SUM_BITS];
    end
  endgenerate

  logic [WIDE-1:0] wanted;  // share * all, in units of 2^-FRACTION
  logic [PATTERN_BITS-1:0] pick;
  always_comb begin
    wanted = WIDE'(share_then) * WIDE'(all);
    pick = TESTED[PATTERN_BITS-1:0];
    for (int unsigned t = TESTED; t > 0; t = t - 1)
      if ({1'b0, kept[(t-1)*SUM_BITS+:SUM_BITS], {FRACTION{1'b0}}} >= wanted) pick = PATTERN_BITS'(t - 1);
  end
  always_ff @(posedge clock) begin
    complete <= valid && last;
    decided <= complete;
    pattern <= pick;
    if (valid) begin
      all <= (first ? {SUM_BITS{1'b0}} : all) + beat_all;
      share_then <= share;
    end
  end
endmodule
