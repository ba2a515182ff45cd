// mode_table: which pattern each of UNITS units was given, and whether an element must switch to read the next one (machine model, section 8, switching).
//
// At a clock edge where `write` is one, write_unit gets write_pattern. Where `read` is one, the pattern of read_unit goes to `pattern`; one edge later
// `valid` is one for a cycle, and `switches` says that the pattern differs from that of the read before it. The first read after `start` (a layer's
// first) never switches. A unit is read no sooner than the edge after it was written.
module mode_table #(
    parameter UNITS        = 16,
    parameter UNIT_BITS    = 4,
    parameter PATTERN_BITS = 2
) (
    input  logic                    clock,
    input  logic                    start,
    input  logic                    write,
    input  logic [   UNIT_BITS-1:0] write_unit,
    input  logic [PATTERN_BITS-1:0] write_pattern,
    input  logic                    read,
    input  logic [   UNIT_BITS-1:0] read_unit,
    output logic                    valid,
    output logic [PATTERN_BITS-1:0] pattern,
    output logic                    switches
);
  logic [PATTERN_BITS-1:0] patterns[0:UNITS-1];
  logic seen;  // `pattern` is that of a read since start
  logic [PATTERN_BITS-1:0] next;
  assign next = patterns[read_unit];
  always_ff @(posedge clock) begin
    if (write) patterns[write_unit] <= write_pattern;
    valid <= read;
    if (start) seen <= read;
    else if (read) seen <= 1'b1;
    if (read) begin
      pattern <= next;
      switches <= seen && !start && next != pattern;
    end
  end
endmodule
