// delay: STAGES ranks of registers; a wire where STAGES is 0.
//
// out is what in was STAGES clock edges before. There is no reset: what leaves in the first STAGES cycles has no meaning.
module delay #(
    parameter WIDTH  = 8,
    parameter STAGES = 1
) (
    input  logic             clock,
    input  logic [WIDTH-1:0] in,
    output logic [WIDTH-1:0] out
);
  generate
    if (STAGES == 0) begin : wires
      logic unused;
      assign unused = clock;
      assign out = in;
    end else begin : registers
      logic [STAGES*WIDTH-1:0] held;
      logic [(STAGES+1)*WIDTH-1:0] line;
      assign line = {held, in};
      assign out = line[STAGES*WIDTH+:WIDTH];
      always_ff @(posedge clock) held <= line[STAGES*WIDTH-1:0];
    end
  endgenerate
endmodule
