// The roofline: the rate that a layer attains against what the multipliers, the DRAM channel and the buffers allow it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "design/resolved.h"
#include "simulate/counts.h"

namespace skeptic {

/// What can bind a layer, the first where several are as low.
enum class Roof { Peak, Dram, WeightBuffer, ActivationBuffer };

struct RoofRow {
  Roof roof;
  std::string_view key;
  std::string_view meaning;
};

inline constexpr std::array kRoofs{
    RoofRow{Roof::Peak, "peak", "every multiplier in every cycle"},
    RoofRow{Roof::Dram, "dram", "the DRAM channel: loads and stores"},
    RoofRow{Roof::WeightBuffer, "weight_buffer", "reads of the weights' buffer, by its width"},
    RoofRow{Roof::ActivationBuffer, "activation_buffer", "reads of the activations' buffer, by its width"},
};

constexpr const RoofRow& row(Roof roof) { return kRoofs[static_cast<std::size_t>(roof)]; }

/// One memory that a layer's operands pass.
struct MemoryRoof {
  Roof roof{};
  double bytes = 0;                 ///< moved, metadata included
  double metadata_bytes = 0;        ///< of these; at a buffer by the share of what was loaded (an estimate, docs/cost.md)
  std::optional<double> bandwidth;  ///< bytes a second; absent: unlimited

  /// Multiplications a byte; absent where nothing is moved.
  std::optional<double> intensity, intensity_without_metadata;
  /// Multiplications a second that it allows: intensity times bandwidth, metadata included.
  std::optional<double> ceiling;
};

struct RooflineRow {
  std::string name;
  bool vector = false;               ///< on the vector unit: its operations stand for multiplications, its lanes for multipliers
  std::int64_t multiplications = 0;  ///< executed, useful and ineffectual
  std::int64_t useful = 0;           ///< of two nonzero values
  std::int64_t dense = 0;            ///< that the dense layer has
  double seconds = 0;

  double peak = 0;      ///< multiplications a second
  double attained = 0;  ///< executed multiplications a second
  /// Multiplications of the dense layer a second: at the pace of the fastest pattern, and as they were. No peak where empty windows are free.
  std::optional<double> dense_peak;
  double dense_attained = 0;

  std::vector<MemoryRoof> memories;  ///< DRAM, then the buffers
  double ceiling = 0;                ///< the least of the peak and the memories' ceilings
  Roof binds = Roof::Peak;
  /// What it attains of its ceiling. The rest is lost to what no roof knows: underfill, imbalance, edges, decisions, waiting in turns.
  double share() const { return ceiling > 0 ? attained / ceiling : 0; }
};

struct Roofline {
  std::vector<RooflineRow> layers;
  RooflineRow total;  ///< of the layers on the array
};

Roofline roofline(const ResolvedDesign& design, const NetworkCounts& counts);

/// Positions of the reduction that a PE can pass in a cycle at best, by the cost rule (machine-model, section 4): the window over the fewest cycles
/// that one with work takes under the sparsest patterns. Absent where empty windows are free (`empty-window: 0`).
std::optional<double> dense_positions(const ResolvedDesign& design);

}  // namespace skeptic
