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
  logic [(TESTED+1)*SUM_BITS-1:0] beat;
  energy_sums #(.ELEMENTS(ELEMENTS), .BITS(BITS), .ABSOLUTE(ABSOLUTE), .TESTED(TESTED), .SUM_BITS(SUM_BITS)) squares (
      .value(value), .keep(keep), .sums(beat)
  );
  energy_choice #(.TESTED(TESTED), .PATTERN_BITS(PATTERN_BITS), .SUM_BITS(SUM_BITS), .FRACTION(FRACTION)) choice (
      .clock(clock), .valid(valid), .first(first), .last(last), .beat(beat), .share(share), .decided(decided), .pattern(pattern)
  );
endmodule
