// What a run would take, told before it begins: memory, and slot counts that 64 bits cannot hold.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "design/resolved.h"
#include "simulate/geometry.h"
#include "simulate/simulator.h"
#include "simulate/tiling.h"

namespace skeptic {

/// Bytes that a Simulator takes at its peak, to about a third: the tensors that it keeps, and the work of as many of the largest layers as there are
/// threads; with many runs the work of all layers of the last designs. `layers` as a Simulator takes them.
double memory_of(const ResolvedDesign& design, const Network& network, const Batches& batches, const std::vector<std::string>& layers,
                 std::int64_t threads, Runs runs = Runs::One);

/// Throws UserError, TensorMemory, where a run would take more than so many bytes; a limit of 0 is none.
void check_memory(const ResolvedDesign& design, const Network& network, const Batches& batches, const std::vector<std::string>& layers,
                  std::int64_t limit);

/// An upper bound of a layer's lane slots: every step as slow as it can be, every tile's blocks loaded anew, nothing overlapped.
long double slots_bound(const ResolvedDesign& design, const Geometry& geometry, const Tile& tile);

/// Throws UserError, LayerSlots, where slot counts could pass 64 bits.
void check_slots(const ResolvedDesign& design, const std::string& network, long double bound);

}  // namespace skeptic
