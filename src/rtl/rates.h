// How many elements and windows the logic that a design adds must take in a cycle, and so how often it is there.
#pragma once

#include <cstdint>

#include "design/resolved.h"

namespace skeptic {

/// Elements of one unit of a decision. `channels: all` is taken as 512: it has no value before a layer is known.
std::int64_t unit_elements(const Decision& decision);
/// Activations that the choice or pruning logic must take in a cycle; 0 where the design has none. By the consumer: rate x unit. By the producer, and
/// for a fixed pattern imposed on activations: as fast as outputs can be stored (store_elements).
std::int64_t selected_elements(const ResolvedDesign& design);
/// Outputs that DRAM takes in a cycle, rounded up.
std::int64_t store_elements(const ResolvedDesign& design);
/// Windows that are packed for storing, in a cycle: of elements stored, and of elements that a consumer prunes.
std::int64_t encode_windows(const ResolvedDesign& design);
/// Decoders that an operand has: one a stream at line rate, or what `fabric.decode.rate` asks for.
std::int64_t decode_units(const ResolvedDesign& design, const Operand& operand, std::int64_t streams);

}  // namespace skeptic
