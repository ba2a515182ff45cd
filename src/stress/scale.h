// A design at 400 TOPS: as many arrays as that takes on its one DRAM channel, what they then ask for, and what gives way first
// (docs/machine-model-notes.md, "Arrays on one channel").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cost/banking.h"
#include "stress/comparison.h"

namespace skeptic {

/// Operations a second, two for a multiplication.
inline constexpr double kScaleTarget = 400e12;

/// Dense operations a second at the design's clock: two for every multiplier of every array in every cycle.
double peak_operations(const ResolvedDesign& design);
/// The numbers of arrays 1, 2, 4, … up to the first at which the peak reaches the target, or 4096, the most that a design can have.
std::vector<std::int64_t> array_counts(const ResolvedDesign& design);
/// Both designs with as many arrays.
Contest with_arrays(const Contest& contest, std::int64_t arrays);

/// Measured with one number of arrays.
struct ScalePoint {
  std::int64_t arrays = 1;
  double speedup = 0;  ///< over the baseline with as many
  double seconds = 0;  ///< of the proposal, here and below
  Stack stack;
  double dram_bits = 0;  ///< loaded and stored
  double decided = 0;    ///< units, with repetition
  double share(Slot slot) const { return static_cast<double>(stack[slot]) / static_cast<double>(stack.total()); }
};

/// "At the pace of one array": what the arrays would ask for if each ran as fast as one by itself does.
struct Scaling {
  std::vector<ScalePoint> points;  ///< of array_counts
  std::int64_t multipliers = 0;    ///< of one array
  double clock = 0;                ///< hertz
  double peak = 0;                 ///< operations a second of all arrays

  /// The first point at which the proposal has lost more than a tenth of the pace of one array; absent where none has.
  std::optional<std::size_t> gives_way;
  Slot grown = Slot::Load;  ///< whose share grew most from one array to there, or to the last point; the vector unit left out
  /// The first point whose speed-up over the baseline is more than a tenth below that of one array; absent where none is.
  std::optional<std::size_t> slower;

  double dram_given = 0, dram_drawn = 0;   ///< bits a second: of the channel, and at the pace of one array
  std::optional<std::int64_t> dram_short;  ///< arrays from which on the pace of one array draws more than is given
  /// The least bandwidth, found to some 2 %, with which the speed-up of all arrays is within a tenth of that of one, each design's multiplied alike;
  /// absent where none that a design can state brings it back.
  std::optional<double> dram_keeps;

  std::int64_t decision_units = 0;               ///< one in each array that chooses at run time
  double decided_given = 0, decided_needed = 0;  ///< units a second; given: 0 where no rate is stated, as a producer's
  double metadata_bits = 0;                      ///< of both operands, read from the buffers in a cycle at the pace of one array
  std::vector<BufferNeed> buffers;               ///< of one array

  const ScalePoint& one() const { return points.front(); }
  /// How fast each of a point's arrays runs, of one array by itself.
  double pace(const ScalePoint& point) const { return one().seconds / point.seconds / static_cast<double>(point.arrays); }
  const ScalePoint& all() const { return points.back(); }
};

/// Runs both designs with every number of arrays. Throws UserError.
Scaling measure_scaling(Laboratory& laboratory, const Contest& contest, const Setting& setting);
/// What it found, a sentence or two a line.
std::vector<std::string> scaling_lines(const Scaling& scaling);

}  // namespace skeptic
