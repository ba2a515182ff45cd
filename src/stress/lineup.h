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

  /// Standings that are one machine: the same to the last digit in everything that a line-up shows. In order, each row with the first of its own.
  std::vector<std::vector<std::size_t>> rows() const;
  /// "ampere-2to4, sr-ste": the names of a row; designs of one name, or keys that were set, have what was set behind it, else a number.
  std::string name(std::size_t standing) const;
  std::string names(const std::vector<std::size_t>& row) const;

  /// "skeptic compare A B … --library …". Precondition: keys are set on the first design alone.
  std::string command() const;
};

/// The designs of the library that a simulation of their file needs nothing more for, by name.
std::vector<std::string> library_that_runs();

/// How far a design is from dominating another: the largest of the shares by which it takes more time or energy, has fewer bits, and the additional
/// share that it drops of either operand; 0 where it is as good in all five.
double miss(const Standing& a, const Standing& b);

/// What the table of a line-up does not say by itself: who keeps which clock, and who was built in another process than it is charged in.
std::vector<std::string> processes(const Lineup& lineup);

/// `given`: at least one. With `library`, every design of the library that runs stands behind them, unless it is among them; those that cannot run on
/// this setting are named in not_run. Progress goes from `from` to `until`. Throws UserError for those that were given.
Lineup line_up(Laboratory& laboratory, const std::vector<Subject>& given, bool library, const Setting& setting, double from = 0, double until = 1);

/// Whether `a` is at least as good as `b` in time and energy at the same area, in what it drops of activations and of weights, and in the bits of its
/// operands, and better in one of them other than the bits.
bool dominates(const Standing& a, const Standing& b);

}  // namespace skeptic
