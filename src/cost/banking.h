// What each operand buffer must deliver so that the array never waits for it: width, banks and ports, against those that the design gives.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/rational.h"
#include "design/resolved.h"

namespace skeptic {

/// At full rate every PE takes its windows as fast as the cost rule lets it (machine-model, section 4), under the pair of listed patterns and the
/// number of slots that ask for most. Not covered: `empty-window: 0`, for which no width is enough (windows are fed here in at least a cycle each),
/// and products of two activations, whose weights come dense.
struct BufferNeed {
  std::string_view buffer;  ///< "weights", "activations"
  bool gathered = false;
  std::int64_t streams = 0;  ///< windows that are read at once, one for each row (column) and slice, or PE
  std::int64_t sets = 1;     ///< of banks: one a row (column) of the array where the operand is gathered

  Rational width_needed;                ///< bits a cycle: windows of any one kind, one after the other, are fed as fast as they are taken
  Rational width_always;                ///< and a wide window after one that was through sooner: no step but a tile's first has a feed cycle
  std::optional<Rational> width_given;  ///< absent: the design states none, and the machine model takes it as unlimited
  std::string window;                   ///< the window that asks for it: "72 bits (4 of 8, 4:8) in 1 cycle"

  /// Bits that one port of a bank delivers: the width over the banks; 64 where no width is given, and the operand's bits where it is gathered, as the
  /// inventory has them.
  Rational port_bits;
  std::int64_t banks_given = 1, ports_given = 1;
  /// With the ports given, and with the banks given. By windows: as many as carry width_needed. Gathered: as many as no step's positions can collide
  /// in; absent where no number is enough.
  std::optional<std::int64_t> banks_needed, ports_needed;

  bool wide_enough() const { return !width_given || *width_given >= width_needed; }
  bool enough() const { return wide_enough() && banks_needed && *banks_needed <= banks_given; }
};

/// Of weights and of activations, in one array.
std::vector<BufferNeed> buffer_needs(const ResolvedDesign& design);

/// Gathered: the most of a step's positions that can lie in one of `banks` banks, each of k slices having `slots` of a window. Interleaved slices
/// hold k·window consecutive positions; blocked ones k windows that may all start in the same bank.
std::int64_t most_in_a_bank(const ResolvedDesign& design, std::int64_t slots, std::int64_t banks);

}  // namespace skeptic
