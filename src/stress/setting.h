// A setting: the network, the inputs and the batch of an experiment, and the flags of the command line that stand for it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "workload/layer.h"
#include "workload/tensor_source.h"

namespace skeptic {

struct Setting {
  std::string network = "resnet50";  ///< a name of the library, or a file
  std::int64_t images = 1;
  std::vector<std::string> layers;    ///< all where empty
  std::optional<double> zeros;        ///< zero fraction of synthetic activations; the network's default where absent
  std::optional<double> spread;       ///< of the channels' zero fractions; the default where absent
  std::vector<double> channel_zeros;  ///< zero fractions by channel, in place of the two
  std::uint64_t seed = 1;
  std::string weights_file, activations_file;  ///< recorded tensors; synthetic where empty

  bool recorded() const { return !weights_file.empty(); }
  /// " --network resnet50 --batch 8 …", quoted for a shell; what is at its default is left out.
  std::string flags() const;
  friend bool operator==(const Setting&, const Setting&) = default;
};

/// The tensors of a setting. Throws UserError: NetworkUnknown, and what the files have.
std::shared_ptr<const TensorSource> tensor_source(const Setting& setting, const Network& network);

}  // namespace skeptic
