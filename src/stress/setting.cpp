#include "stress/setting.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/shell.h"
#include "workload/sources.h"

namespace skeptic {

std::string Setting::flags() const {
  const Setting usual;
  std::string text = fmt::format(" --network {}", shell_word(network));
  if (images != usual.images) text += fmt::format(" --batch {}", images);
  if (!layers.empty()) text += fmt::format(" --layers {}", shell_word(fmt::format("{}", fmt::join(layers, ","))));
  if (zeros) text += fmt::format(" --zeros {}", *zeros);
  if (spread) text += fmt::format(" --spread {}", *spread);
  if (!channel_zeros.empty()) text += fmt::format(" --channel-zeros {}", fmt::join(channel_zeros, ","));
  if (seed != usual.seed) text += fmt::format(" --seed {}", seed);
  if (recorded()) text += fmt::format(" --weights {} --activations {}", shell_word(weights_file), shell_word(activations_file));
  return text;
}

std::shared_ptr<const TensorSource> tensor_source(const Setting& setting, const Network& network) {
  if (setting.recorded()) {
    Network wanted = network;  // tensors of layers that are not run need not be in the files
    if (!setting.layers.empty())
      std::erase_if(wanted.layers,
                    [&](const Layer& layer) { return std::find(setting.layers.begin(), setting.layers.end(), layer.name) == setting.layers.end(); });
    return std::make_shared<RecordedSource>(wanted, setting.weights_file, setting.activations_file);
  }
  SyntheticOptions options;
  options.zeros = setting.zeros;
  if (setting.spread) options.spread = *setting.spread;
  options.channel_zeros = setting.channel_zeros;
  options.seed = setting.seed;
  return std::make_shared<SyntheticSource>(network, options);
}

}  // namespace skeptic
