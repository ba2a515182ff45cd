// packer: moves the values that a mask keeps together: what an encoder stores of a window.
//
// Combinational. Slot s of `packed_values` is the value at the s-th one of the mask, lowest first; slots past the last one are 0. A value moves down by the
// number of zeros below it (prefix sum): bit d of that number moves it by 2^d in stage d, lowest bit first. Two values never meet, since the upper one moves
// at most as much further as there are zeros between them.
module packer #(
    parameter WINDOW = 8,
    parameter SLOTS  = 8,
    parameter BITS   = 8
) (
    input  logic [     WINDOW-1:0] mask,
    input  logic [WINDOW*BITS-1:0] value,
    output logic [ SLOTS*BITS-1:0] packed_values
);
  localparam STAGES = $clog2(WINDOW);
  localparam COUNT_BITS = $clog2(WINDOW + 1);
  logic [WINDOW*COUNT_BITS-1:0] zeros;
  prefix_sum #(.WINDOW(WINDOW), .COUNT_BITS(COUNT_BITS)) ranks (.mask(~mask), .rank(zeros));
  generate
    for (genvar d = 0; d <= STAGES; d = d + 1) begin : stage
      logic [WINDOW*BITS-1:0] values;
      logic [WINDOW*COUNT_BITS-1:0] left;  // by how much each still moves; 0 where there is no value
      if (d == 0) begin : first
        for (genvar p = 0; p < WINDOW; p = p + 1) begin : position
          assign values[p*BITS+:BITS] = value[p*BITS+:BITS] & {BITS{mask[p]}};
          assign left[p*COUNT_BITS+:COUNT_BITS] = zeros[p*COUNT_BITS+:COUNT_BITS] & {COUNT_BITS{mask[p]}};
        end
      end else begin : move
        for (genvar p = 0; p < WINDOW; p = p + 1) begin : position
          localparam FROM = p + (1 << (d - 1));
          logic stays;
          assign stays = !stage[d-1].left[p*COUNT_BITS+d-1];
          if (FROM < WINDOW) begin : taken
            logic comes;
            assign comes = stage[d-1].left[FROM*COUNT_BITS+d-1];
            assign values[p*BITS+:BITS] = (stage[d-1].values[p*BITS+:BITS] & {BITS{stays}}) | (stage[d-1].values[FROM*BITS+:BITS] & {BITS{comes}});
            assign left[p*COUNT_BITS+:COUNT_BITS] = (stage[d-1].left[p*COUNT_BITS+:COUNT_BITS] & {COUNT_BITS{stays}}) |
                (stage[d-1].left[FROM*COUNT_BITS+:COUNT_BITS] & {COUNT_BITS{comes}});
          end else begin : kept
            assign values[p*BITS+:BITS] = stage[d-1].values[p*BITS+:BITS] & {BITS{stays}};
            assign left[p*COUNT_BITS+:COUNT_BITS] = stage[d-1].left[p*COUNT_BITS+:COUNT_BITS] & {COUNT_BITS{stays}};
          end
        end
      end
    end
    assign packed_values = stage[STAGES].values[SLOTS*BITS-1:0];
    logic unused;
    if (SLOTS < WINDOW) begin : fewer
      assign unused = ^{stage[STAGES].left, stage[STAGES].values[WINDOW*BITS-1:SLOTS*BITS]};
    end else begin : all
      assign unused = ^stage[STAGES].left;
    end
  endgenerate
endmodule
