// density_choice: adds the nonzeros of a unit's beats, and picks the first pattern whose limit they do not pass (machine model, section 8, density).
//
// A unit comes in beats, one where `valid` is one; first and last mark its ends. `beat` is what density_count says of one, or sum_tree of several.
// limit[t*COUNT_BITS +: COUNT_BITS] is, for the TESTED patterns before the list's last, the most nonzeros that a unit may have: the largest whole c with
// c/positions <= d, computed by whoever configures the unit, since positions (padding included) are fewer in a map's last unit. It is read with the last
// beat. Two edges after it `decided` is one for a cycle and `pattern` the pick; if none qualifies, TESTED, the last.
// COUNT_BITS = ceil(log2(positions of a full unit + 1)).
module density_choice #(
    parameter TESTED       = 2,
    parameter PATTERN_BITS = 2,
    parameter COUNT_BITS   = 11
) (
    input  logic                         clock,
    input  logic                         valid,
    input  logic                         first,
    input  logic                         last,
    input  logic [       COUNT_BITS-1:0] beat,
    input  logic [TESTED*COUNT_BITS-1:0] limit,
    output logic                         decided,
    output logic [     PATTERN_BITS-1:0] pattern
);
  logic [COUNT_BITS-1:0] count;
  logic [TESTED*COUNT_BITS-1:0] limits;
  logic complete;  // count is a whole unit's
  logic [PATTERN_BITS-1:0] pick;
  always_comb begin
    pick = TESTED[PATTERN_BITS-1:0];
    for (int unsigned t = TESTED; t > 0; t = t - 1)
      if (count <= limits[(t-1)*COUNT_BITS+:COUNT_BITS]) pick = PATTERN_BITS'(t - 1);
  end
  always_ff @(posedge clock) begin
    complete <= valid && last;
    decided <= complete;
    pattern <= pick;
    if (valid) begin
      count <= (first ? {COUNT_BITS{1'b0}} : count) + beat;
      limits <= limit;
    end
  end
endmodule
