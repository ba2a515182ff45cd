// producer_counters: how many nonzeros were written to each of UNITS open units, for a choice by the layer that writes the tensor.
//
// At a clock edge where `write` is one, the nonzeros among ELEMENTS values are added to the counter of unit write_unit (elements that are not there are
// given as 0). Where `close` is one, the counter of unit close_unit goes to `count`, with what is written to it at the same edge, and starts again from
// 0; one edge later `closed` is one for a cycle. COUNT_BITS = ceil(log2(positions of a unit + 1)). After `reset` all counters are 0.
module producer_counters #(
    parameter UNITS      = 4,
    parameter UNIT_BITS  = 2,
    parameter ELEMENTS   = 4,
    parameter BITS       = 8,
    parameter COUNT_BITS = 11
) (
    input  logic                     clock,
    input  logic                     reset,
    input  logic                     write,
    input  logic [    UNIT_BITS-1:0] write_unit,
    input  logic [ELEMENTS*BITS-1:0] value,
    input  logic                     close,
    input  logic [    UNIT_BITS-1:0] close_unit,
    output logic                     closed,
    output logic [   COUNT_BITS-1:0] count
);
  logic [ELEMENTS-1:0] nonzero;
  logic [COUNT_BITS-1:0] written;
  always_comb for (int unsigned e = 0; e < ELEMENTS; e = e + 1) nonzero[e] = |value[e*BITS+:BITS];
  ones_count #(.COUNT(ELEMENTS), .COUNT_BITS(COUNT_BITS)) counter (.bits(nonzero), .ones(written));

  logic [UNITS*COUNT_BITS-1:0] counts, sums;
  generate
    for (genvar u = 0; u < UNITS; u = u + 1) begin : unit
      logic here;
      assign here = write && write_unit == u[UNIT_BITS-1:0];
      assign sums[u*COUNT_BITS+:COUNT_BITS] = counts[u*COUNT_BITS+:COUNT_BITS] + (here ? written : {COUNT_BITS{1'b0}});
      always_ff @(posedge clock)
        if (reset || (close && close_unit == u[UNIT_BITS-1:0])) counts[u*COUNT_BITS+:COUNT_BITS] <= {COUNT_BITS{1'b0}};
        else counts[u*COUNT_BITS+:COUNT_BITS] <= sums[u*COUNT_BITS+:COUNT_BITS];
    end
  endgenerate
  logic [COUNT_BITS-1:0] closing;
  always_comb begin
    closing = {COUNT_BITS{1'b0}};
    for (int unsigned u = 0; u < UNITS; u = u + 1) if (close_unit == u[UNIT_BITS-1:0]) closing = sums[u*COUNT_BITS+:COUNT_BITS];
  end
  always_ff @(posedge clock) begin
    closed <= close && !reset;
    if (close) count <= closing;
  end
endmodule
