// What a network's table needs of a checkpoint, and how a file's tensors compare with that: names and shapes alone, in torch's layouts.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "workload/layer.h"

namespace skeptic {

/// Names and shapes of a file's tensors.
using TensorShapes = std::map<std::string, std::vector<std::int64_t>>;

/// The tensors that the network's rows name: convolutions [M][C/groups][R][S], linear [M][K], biases and norms [M], class token [1][1][D], positions
/// [1][T][D], embeddings [rows][D]. Held rows need none.
TensorShapes expected_tensors(const Network& network);

/// What stands before all names and is no part of any network's: `module.`, `model.`, `bert.` and `vit.`, also several of them. Tensors of heads that
/// are not run (`cls.…`) need not have it.
std::string common_prefix(const std::vector<std::string>& names);

/// Of the tensors that the network expects, by the table's name: what the file calls them, with its prefix, or by names that older releases gave
/// (LayerNorm.gamma and .beta; mlp.linear_1 and _2 of torchvision). Without those that the file lacks.
std::map<std::string, std::string> checkpoint_names(const Network& network, const std::vector<std::string>& names);

/// Everything that is wrong with a file as a checkpoint of the network (TensorMissing, TensorExtra, LayerTensorShape), by name and all at once;
/// first, where it is a better checkpoint of another network, that (CheckpointNetwork). Counts of batches, position numbers, heads that are not run
/// and the tensors of held rows may be there.
Diagnostics checkpoint_problems(const Network& network, const TensorShapes& tensors, const std::string& file);

}  // namespace skeptic
