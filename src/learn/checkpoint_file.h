// A checkpoint as a model: which network its tensors are of, and whether they are all there.
#pragma once

#include <string>
#include <string_view>

#include "learn/model.h"

namespace skeptic {

/// Reads a .safetensors file; of a `vit` whose sizes are left out they are taken from its shapes. Throws UserError: what load_network,
/// read_safetensors and checkpoint_problems report, everything at once; TensorMemory where the model would pass `memory_limit` bytes.
Model load_model(const std::string& network, const std::string& weights_file, std::int64_t memory_limit);

/// The same of bytes that are at hand.
Model model_of(Network network, std::string_view bytes, const std::string& name);

}  // namespace skeptic
