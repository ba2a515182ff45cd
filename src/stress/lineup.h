// Many designs beside each other: one network, each at the area of the first, and who dominates whom.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "stress/equal_area.h"

namespace skeptic {

/// A design of a line-up. At the same area: its array grown or shrunk as AreaGain has it (arrays with buffers), its memories and clock as they are.
struct Standing {
  Subject subject;
  std::int64_t weight_bits = 0, activation_bits = 0;
  double own_area = 0;  ///< square millimetres as written, arrays with buffers, in the technology of the first
  std::int64_t own_cycles = 0;
  std::optional<AreaGain> gain{};  ///< absent for the first, which is at its own area
  double cycles = 0, seconds = 0, joules = 0;
  double speedup = 1;                       ///< the first's time over this one's
  double dropped_energy = 0;                ///< share of the activations' sum of squares, of the design as written; so are the next two
  double dropped_magnitude = 0;             ///< share of the magnitude of the weights that it prunes
  std::int64_t metadata_bits = 0;           ///< that DRAM sends
  std::vector<std::size_t> dominated_by{};  ///< standings, the fastest first

  double energy_delay() const { return joules * seconds; }
  /// "17x16", or "between 16x16 and 17x16".
  std::string array() const;
};

/// A design of the library that cannot run on the setting.
struct NotRun {
  std::string name;
  std::string why;  ///< the first diagnostic's message
};

struct Lineup {
  Setting setting;
  std::int64_t inputs = 1;
  std::size_t given = 1;            ///< how many were given
  std::vector<Standing> standings;  ///< in the order in which they were given; then those of the library, by name
  std::vector<NotRun> not_run;
  bool library = false;

  /// "skeptic compare A B … --library …". Precondition: keys are set on the first design alone.
  std::string command() const;
};

/// The designs of the library that a simulation of their file needs nothing more for, by name.
std::vector<std::string> library_that_runs();

/// `given`: at least one. With `library`, every design of the library that runs stands behind them, unless it is among them; those that cannot run on
/// this setting are named in not_run. Progress goes from `from` to `until`. Throws UserError for those that were given.
Lineup line_up(Laboratory& laboratory, const std::vector<Subject>& given, bool library, const Setting& setting, double from = 0, double until = 1);

/// Whether `a` is at least as good as `b` in time and energy at the same area, in what it drops of activations and of weights, and in the bits of its
/// operands, and better in one of them other than the bits.
bool dominates(const Standing& a, const Standing& b);

/// The layers of a network that stand for it: of every shape the first, the shapes in order of the multiplications of all their layers together, as
/// many shapes as `most`. Of `among`, or of all where that is empty. Each with the share of the multiplications that its shape has.
struct ShapeShare {
  std::string layer;
  double share = 0;
};
std::vector<ShapeShare> largest_shapes(const Network& network, const std::vector<std::string>& among, std::size_t most);

}  // namespace skeptic
