// Which layers of a network must agree on the order of their input channels.
//
// Another order of a layer's input channels costs nothing at run time where the layer that makes them writes them in that order: its own rows are
// stored in it, before deployment. Everything else that reads or makes the same tensor must then agree. Tensors that are added to each other, or that
// pass through an operation on each channel by itself, have one order; those for which no order but the given one is right are pinned to it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workload/layer.h"

namespace skeptic {

/// Layers whose input channels have one order; in the order of the network. Every one of them reads `channels` channels.
struct ChannelClass {
  std::int64_t channels = 0;
  std::vector<std::string> layers;
};

struct ChannelClasses {
  std::vector<ChannelClass> classes;
  std::map<std::string, std::size_t> by_layer;  ///< of the layers that the array can run; those that are pinned are absent

  /// The index of the layer's class; nothing where its channels stay as they are.
  std::optional<std::size_t> find(const std::string& layer) const;
};

/// Pinned are: the network's input and output; what a product of two activations reads or makes (heads are runs of channels), what a grouped
/// convolution reads or makes, unless it is depthwise, which hands the order on; channels that are padded, concatenated, embedded, flattened from an
/// image to one vector, or read in part; and what passes through an operation that is not known to treat each channel alike.
ChannelClasses channel_classes(const Network& network);

}  // namespace skeptic
