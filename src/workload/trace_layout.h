// Which tensors a trace holds, for a network and a number of inputs: the one description that its writer and its reader share.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "workload/elements.h"
#include "workload/trace_file.h"

namespace skeptic {

/// The row of kElementTypes for a type that a trace holds.
const ElementTypeRow& element_row(ElementType type);

struct TraceTensor {
  std::string name;
  ElementType type;
  std::vector<std::int64_t> shape;
  bool by_input = false;  ///< read input by input, not whole
};

/// Of one input, as LayerOperands has them: weights [M][R][S][C/groups], [M][K] or [heads][M][K], activations [height][width][channels],
/// [tokens][K] or [heads][tokens][K].
std::vector<std::int64_t> traced_weights_shape(const Layer& layer);
std::vector<std::int64_t> traced_activations_shape(const Layer& layer);

std::string traced_weights_name(const Layer& layer);
std::string traced_activations_name(const Layer& layer);

/// All tensors of a trace, widest elements first, so that each lies at a multiple of its elements' size.
std::vector<TraceTensor> trace_layout(const Network& network, TraceStore store, std::int64_t inputs, std::int64_t classes);

/// Bytes that a row of so many values takes in a trace of masks.
inline std::int64_t packed_bytes(std::int64_t values) { return (values + 7) / 8; }

/// Keys of the metadata that every trace has; all others are facts.
inline constexpr std::string_view kTraceMark = "skeptic-trace", kTraceVersion = "1";
inline constexpr std::string_view kTraceNetwork = "network", kTraceTable = "network-table", kTraceDesign = "design", kTracePruning = "pruning",
                                  kTraceInputs = "inputs", kTraceStore = "store";
inline constexpr std::array kTraceKeys{kTraceMark, kTraceNetwork, kTraceTable, kTraceDesign, kTracePruning, kTraceInputs, kTraceStore};

/// `values` and `masks`, by TraceStore.
inline constexpr std::array<std::string_view, 2> kTraceStores{"values", "masks"};

}  // namespace skeptic
