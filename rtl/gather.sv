// gather: reads the positions that a step needs from banks, one value a port and cycle, lowest position first (machine model, section 4, read: gather).
//
// Of the POSITIONS of a step, p lies in bank (p + shift*STEP) mod BANKS: steps start at multiples of STEP, a divisor of BANKS. At a clock edge where `start`
// is one, the step's `needed` positions become pending. In every cycle each bank reads the PORTS lowest pending positions that lie in it: port o of bank b
// where read[b*PORTS+o], the member read_member[(b*PORTS+o)*MEMBER_BITS +: MEMBER_BITS] of the step's positions in the bank, from 0. What the ports answer
// within the cycle goes to the positions: value[p*BITS +: BITS] where fresh[p]. `done` says that nothing is left, so a step takes as many cycles as its
// fullest bank has needed positions, over PORTS and rounded up; and one, if it needs none.
module gather #(
    parameter POSITIONS   = 8,
    parameter BANKS       = 4,
    parameter PORTS       = 1,
    parameter STEP        = 4,
    parameter SHIFT_BITS  = 1,
    parameter MEMBER_BITS = 1,
    parameter BITS        = 8
) (
    input  logic                               clock,
    input  logic                               start,
    input  logic [              POSITIONS-1:0] needed,
    input  logic [             SHIFT_BITS-1:0] shift,
    input  logic [       BANKS*PORTS*BITS-1:0] bank_value,
    output logic [            BANKS*PORTS-1:0] read,
    output logic [BANKS*PORTS*MEMBER_BITS-1:0] read_member,
    output logic [              POSITIONS-1:0] fresh,
    output logic [         POSITIONS*BITS-1:0] value,
    output logic                               done
);
  localparam MEMBERS = (POSITIONS + BANKS - 1) / BANKS, SHIFTS = BANKS / STEP;
  // Positions that are equal modulo BANKS are a class: they lie in one bank, wherever the step starts.
  logic [POSITIONS-1:0] pending;
  logic [BANKS*PORTS-1:0] class_read;
  logic [BANKS*PORTS*MEMBER_BITS-1:0] class_member;
  logic [BANKS*PORTS*BITS-1:0] class_value;
  generate
    for (genvar c = 0; c < BANKS; c = c + 1) begin : classes
      for (genvar o = 0; o < PORTS; o = o + 1) begin : port
        logic [MEMBERS-1:0] takes;  // the member that is the o-th pending one
        for (genvar i = 0; i < MEMBERS; i = i + 1) begin : member
          if (i * BANKS + c < POSITIONS) begin : there
            // Members before this one that are pending: exactly o of them.
            logic [$clog2(MEMBERS + 1)-1:0] ahead;
            always_comb begin
              ahead = {$clog2(MEMBERS + 1) {1'b0}};
              for (int j = 0; j < i; j = j + 1) ahead = ahead + {{($clog2(MEMBERS + 1) - 1) {1'b0}}, pending[j*BANKS+c]};
            end
            assign takes[i] = pending[i*BANKS+c] && ahead == $clog2(MEMBERS + 1)'(o);
          end else begin : absent
            assign takes[i] = 1'b0;
          end
        end
        assign class_read[c*PORTS+o] = |takes;
        always_comb begin
          class_member[(c*PORTS+o)*MEMBER_BITS+:MEMBER_BITS] = {MEMBER_BITS{1'b0}};
          for (int unsigned i = 0; i < MEMBERS; i = i + 1)
            if (takes[i]) class_member[(c*PORTS+o)*MEMBER_BITS+:MEMBER_BITS] = class_member[(c*PORTS+o)*MEMBER_BITS+:MEMBER_BITS] | MEMBER_BITS'(i);
        end
      end
    end
    for (genvar p = 0; p < POSITIONS; p = p + 1) begin : position
      logic [PORTS-1:0] from;
      for (genvar o = 0; o < PORTS; o = o + 1) begin : port
        assign from[o] = classes[p%BANKS].port[o].takes[p/BANKS];
      end
      assign fresh[p] = |from;
      always_comb begin
        value[p*BITS+:BITS] = {BITS{1'b0}};
        for (int unsigned o = 0; o < PORTS; o = o + 1)
          value[p*BITS+:BITS] = value[p*BITS+:BITS] | (class_value[((p%BANKS)*PORTS+o)*BITS+:BITS] & {BITS{from[o]}});
      end
    end
    // Class c lies in bank c + shift*STEP: a rotation, both ways.
    for (genvar c = 0; c < BANKS; c = c + 1) begin : turn
      always_comb begin
        class_value[c*PORTS*BITS+:PORTS*BITS] = {(PORTS * BITS) {1'b0}};
        read[c*PORTS+:PORTS] = {PORTS{1'b0}};
        read_member[c*PORTS*MEMBER_BITS+:PORTS*MEMBER_BITS] = {(PORTS * MEMBER_BITS) {1'b0}};
        for (int unsigned s = 0; s < SHIFTS; s = s + 1)
          if (SHIFTS == 1 || shift == SHIFT_BITS'(s)) begin
            class_value[c*PORTS*BITS+:PORTS*BITS] = bank_value[((c+s*STEP)%BANKS)*PORTS*BITS+:PORTS*BITS];
            read[c*PORTS+:PORTS] = class_read[((c+BANKS-s*STEP)%BANKS)*PORTS+:PORTS];
            read_member[c*PORTS*MEMBER_BITS+:PORTS*MEMBER_BITS] = class_member[((c+BANKS-s*STEP)%BANKS)*PORTS*MEMBER_BITS+:PORTS*MEMBER_BITS];
          end
      end
    end
    if (SHIFTS == 1) begin : fixed
      logic unused;
      assign unused = ^shift;
    end
  endgenerate
  assign done = (pending & ~fresh) == {POSITIONS{1'b0}};
  always_ff @(posedge clock) pending <= start ? needed : pending & ~fresh;
endmodule
