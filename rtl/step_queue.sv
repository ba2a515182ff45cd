// step_queue: a processing element's SLACK places for steps that were handed to it and are not finished (machine model, section 4, synchronisation).
//
// The domain hands over one step at a clock edge where `arrive` is one, which it may do only where all its elements show `room`. Step t takes place
// t mod SLACK, so there is room when step t-SLACK is finished, or finishes at this very edge. With `enable` 0 the element is idle in the step: its place
// stays free, and nothing else of the step is looked at.
// The oldest unfinished step is at work: `pending` are its pairs still to be multiplied and `payload_out` what came with it. After every cycle the
// element gives back `rest`; a step whose rest is empty is finished. A step without any pair takes one cycle.
module step_queue #(
    parameter SLACK   = 2,
    parameter WINDOW  = 8,
    parameter PAYLOAD = 8
) (
    input  logic               clock,
    input  logic               reset,
    input  logic               arrive,
    input  logic               enable,
    input  logic [ WINDOW-1:0] match,
    input  logic [PAYLOAD-1:0] payload,
    input  logic [ WINDOW-1:0] rest,
    output logic               room,
    output logic               working,
    output logic               finishing,
    output logic [ WINDOW-1:0] pending,
    output logic [PAYLOAD-1:0] payload_out
);
  localparam PLACES = SLACK;
  localparam PLACE_BITS = PLACES > 1 ? $clog2(PLACES) : 1;
  localparam [PLACE_BITS-1:0] LAST = PLACE_BITS'(PLACES - 1);

  logic [PLACES-1:0] held;               // places with an unfinished step
  logic [PLACES*WINDOW-1:0] pairs;
  logic [PLACES*PAYLOAD-1:0] payloads;
  logic [PLACE_BITS-1:0] next;           // the place of the next step that arrives; what stands there, and after it in a circle, is oldest
  logic [PLACE_BITS-1:0] active;         // the place of the oldest unfinished step

  always_comb begin
    active = next;
    for (int unsigned back = 1; back <= PLACES; back = back + 1) begin : search  // from the youngest place to the oldest
      logic [PLACE_BITS-1:0] place;
      place = circle(next, back);
      if (held[place]) active = place;
    end
  end

  // The place `back` steps before `from` in the circle.
  function automatic logic [PLACE_BITS-1:0] circle(input logic [PLACE_BITS-1:0] from, input int unsigned back);
    logic [31:0] place;
    place = {{(32 - PLACE_BITS) {1'b0}}, from} + PLACES - back;
    if (place >= PLACES) place = place - PLACES;
    circle = place[PLACE_BITS-1:0];
  endfunction

  assign working = |held;
  assign finishing = working && rest == {WINDOW{1'b0}};
  assign room = !held[next] || (finishing && active == next);
  assign pending = working ? pairs[active*WINDOW+:WINDOW] : {WINDOW{1'b0}};
  assign payload_out = payloads[active*PAYLOAD+:PAYLOAD];

  always_ff @(posedge clock) begin
    if (reset) begin
      held <= {PLACES{1'b0}};
      next <= {PLACE_BITS{1'b0}};
    end else begin
      if (working) begin
        pairs[active*WINDOW+:WINDOW] <= rest;
        if (finishing) held[active] <= 1'b0;
      end
      if (arrive) begin
        held[next] <= enable;
        pairs[next*WINDOW+:WINDOW] <= match;
        payloads[next*PAYLOAD+:PAYLOAD] <= payload;
        next <= next == LAST ? {PLACE_BITS{1'b0}} : next + 1'b1;
      end
    end
  end
endmodule
