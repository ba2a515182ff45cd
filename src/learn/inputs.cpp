#include "learn/inputs.h"

#include <fmt/format.h>

#include <cmath>

#include "base/diagnostic.h"
#include "workload/elements.h"
#include "workload/images/preprocess.h"
#include "workload/tensor.h"

namespace skeptic {
namespace {

/// Rows of the table that the tokens choose from.
std::int64_t words(const Network& network) {
  for (const Layer& layer : network.layers)
    if (!layer.table_rows.empty()) return layer.table_rows.front();
  return 0;
}

class Images : public InputSource {
 public:
  Images(const std::string& path, const Network& network) : set_(open_images(path)), network_(network) {}
  std::int64_t size() const override { return set_->size(); }
  torch::Tensor input(std::int64_t index) const override {
    const std::vector<float> values = preprocess(set_->image(index), network_);
    return torch::tensor(values).reshape(network_.input);
  }
  std::int64_t label(std::int64_t index) const override { return set_->image(index).label.value_or(-1); }
  std::string describe() const override { return set_->describe(); }

 private:
  std::unique_ptr<ImageSet> set_;
  Network network_;
};

class Tokens : public InputSource {
 public:
  Tokens(const std::string& file, const Network& network) : file_(file), tokens_(read_npy(file)) {
    const auto wrong = [&](std::string message, std::string expected) {
      throw UserError(Diagnostic{DiagnosticId::LayerTensorShape, Place{file, 0, 0, {}}, std::move(message), std::move(expected), {}});
    };
    if (tokens_.shape.size() != 2 || tokens_.shape[1] != network.input.front() || tokens_.shape[0] == 0)
      wrong("the tokens have the shape " + shape_text(tokens_.shape), fmt::format("[inputs, {}]", network.input.front()));
    const std::int64_t vocabulary = words(network);
    for (const float token : tokens_.values)
      if (token != std::floor(token) || token < 0 || token >= static_cast<float>(vocabulary))
        wrong(fmt::format("{:g} is no token", token), fmt::format("whole numbers from 0 to {}", vocabulary - 1));
  }
  std::int64_t size() const override { return tokens_.shape[0]; }
  torch::Tensor input(std::int64_t index) const override {
    const auto from = tokens_.values.begin() + static_cast<std::ptrdiff_t>(index * tokens_.shape[1]);
    return torch::tensor(std::vector<std::int64_t>(from, from + static_cast<std::ptrdiff_t>(tokens_.shape[1])));
  }
  std::int64_t label(std::int64_t) const override { return -1; }
  std::string describe() const override { return fmt::format("{} token sequences of {}", size(), file_); }

 private:
  std::string file_;
  Tensor tokens_;
};

}  // namespace

std::unique_ptr<InputSource> image_inputs(const std::string& path, const Network& network) { return std::make_unique<Images>(path, network); }

std::unique_ptr<InputSource> token_inputs(const std::string& file, const Network& network) { return std::make_unique<Tokens>(file, network); }

}  // namespace skeptic
