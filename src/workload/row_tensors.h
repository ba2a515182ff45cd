// The keys of a network's table that name tensors of a checkpoint, and those that say how an image becomes the network's input.
#pragma once

#include <cstdint>
#include <vector>

#include "workload/layer.h"
#include "workload/table_reader.h"

namespace skeptic {

/// Fills the layer's names (weights, bias, norm, tensors) and its epsilon from the row's keys. `bias`: the row has one. `sizes_known`: the layer's
/// sizes and parameters are read; tensors that they do not allow are errors.
void read_tensor_names(TableReader& table, const TableKeys& keys, bool bias, bool sizes_known, Layer& layer);

/// The network's key `preprocess`, for an input of this shape.
Preprocessing read_preprocessing(TableReader& table, const TableKeys& keys, const std::vector<std::int64_t>& input);

}  // namespace skeptic
