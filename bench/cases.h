// What is measured: designs on ResNet-50, layer by layer, with tensors and tiles ready; and the check of each against the naive twin.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "design/resolved.h"
#include "simulate/array.h"
#include "simulate/layer_work.h"

namespace skeptic::bench {

/// A design and what it must reach on one thread: a share of the machine's AND+POPCNT peak, and simulated dense multiplications a second on an idle
/// core with AVX-512; 0: nothing is asked.
struct CaseRow {
  std::string_view name, meaning;
  std::int64_t window, lanes, slack;
  Domain domain;
  bool gather, two_four, widths;
  double share, macs;
};
inline constexpr CaseRow kCases[] = {
    {"lockstep", "both skip zeros, window 16, lockstep over the array", 16, 4, 1, Domain::Array, false, false, false, 0.4, 7e11},
    {"drift", "both skip zeros, window 16, slack 4, domain row", 16, 4, 4, Domain::Row, false, false, false, 0.1, 1.5e11},
    {"gather", "both skip zeros, window 64, lanes 16, activations gathered from 16 banks", 64, 16, 1, Domain::Array, true, false, false, 0.08,
     1.2e11},
    {"static", "weights 2:4 by pattern, activations whole", 4, 2, 1, Domain::Array, false, true, false, 0, 1e13},
    {"lockstep-fed", "as lockstep, operands read from buffers of a given width", 16, 4, 1, Domain::Array, false, false, true, 0, 0},
    {"rows", "both skip zeros, window 16, a stream for every row", 16, 4, 1, Domain::Row, false, false, false, 0, 0},
    {"drift-array", "both skip zeros, window 16, slack 4, domain array", 16, 4, 4, Domain::Array, false, false, false, 0, 0},
    {"elements", "both skip zeros, window 16, every element by itself", 16, 4, 1, Domain::Pe, false, false, false, 0, 0},
    {"lanes-3", "both skip zeros, window 6, three lanes, lockstep", 6, 3, 1, Domain::Array, false, false, false, 0, 0},
    {"window-64", "both skip zeros, window 64, lanes 16, lockstep", 64, 16, 1, Domain::Array, false, false, false, 0, 0},
};

ResolvedDesign design_of(const CaseRow& row);

/// ResNet-50 with half of all weights and half of the activations zero, the channels as uneven as real ones: everything that comes before the array.
class Prepared {
 public:
  /// `layers`: the first so many; 0: all.
  Prepared(const CaseRow& row, std::size_t layers);
  ~Prepared();
  std::int64_t macs() const { return macs_; }
  /// The array on all tiles of all layers, operands packed for it; the sum of compute cycles.
  std::int64_t run() const;

 private:
  struct LayerRun;
  ResolvedDesign design_;
  std::int64_t macs_ = 0;
  std::vector<std::unique_ptr<LayerRun>> layers_;
};

/// The naive twin on a layer that is small enough for it.
struct TwinRun {
  bool same = false;
  std::string difference;      ///< what is not the same
  double macs_per_second = 0;  ///< of the twin
};
TwinRun compare_with_twin(const CaseRow& row);

/// Activation values of ResNet-50 through a choice at run time between 4:8 and dense; how many, and a sum that depends on all.
class Choice {
 public:
  Choice();
  ~Choice();
  std::int64_t values() const;
  std::int64_t run() const;

 private:
  struct Maps;
  std::unique_ptr<Maps> maps_;
};

}  // namespace skeptic::bench
