// What a network is run on: images, or tokens.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "workload/images/image_set.h"
#include "workload/layer.h"

namespace skeptic {

class InputSource {
 public:
  virtual ~InputSource() = default;
  virtual std::int64_t size() const = 0;
  /// Input `index` as the network reads it, without a batch dimension: [C][H][W] of floats, or [tokens] of int64. Safe from several threads.
  virtual torch::Tensor input(std::int64_t index) const = 0;
  /// -1 where it has none.
  virtual std::int64_t label(std::int64_t index) const = 0;
  /// "1000 images of test.bin", part of a sentence.
  virtual std::string describe() const = 0;
};

/// Throws UserError: what open_images and preprocess throw.
std::unique_ptr<InputSource> image_inputs(const std::string& path, const Network& network);

/// Token numbers, [inputs][tokens] of a .npy file. Throws UserError: LayerTensorShape, and what read_npy throws.
std::unique_ptr<InputSource> token_inputs(const std::string& file, const Network& network);

}  // namespace skeptic
