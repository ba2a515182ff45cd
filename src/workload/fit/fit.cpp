#include "workload/fit/fit.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace skeptic {
namespace {

/// Kinds along one side: 0, 1, inside, size - 2, size - 1.
constexpr std::int64_t kSideKinds = 5;
/// A sequence's tokens are told apart up to this many.
constexpr std::int64_t kLongestSequence = 1024;

std::int64_t side_kind(std::int64_t at, std::int64_t size) {
  if (size <= kSideKinds) return at;
  if (at < 2) return at;
  return at < size - 2 ? 2 : at - size + kSideKinds;
}

}  // namespace

TensorShape activations_shape(const Layer& layer) {
  if (layer.kind == LayerKind::Convolution) return {layer.in_height, layer.in_width, layer.in_channels};
  return {layer.kind == LayerKind::Matmul ? layer.groups : 1, layer.tokens, layer.in_channels};
}

TensorShape second_shape(const Layer& layer) { return {layer.groups, layer.out_channels, layer.in_channels}; }

std::string tensor_name(const Layer& layer) {
  const TensorShape shape = activations_shape(layer);
  // The operands of a matmul are parts of what it reads.
  const bool itself = layer.kind == LayerKind::Matmul || layer.inputs.empty();
  return fmt::format("{} | {} {} {}", itself ? layer.name : fmt::format("{}", fmt::join(layer.inputs, " ")), shape.height, shape.width,
                     shape.channels);
}

PositionKinds::PositionKinds(const TensorShape& shape)
    : height_(shape.height),
      width_(shape.width),
      rows_(std::min(shape.height, kSideKinds)),
      columns_(shape.height == 1 && shape.width <= kLongestSequence ? shape.width : std::min(shape.width, kSideKinds)) {}

std::size_t PositionKinds::of(std::int64_t y, std::int64_t x) const {
  return static_cast<std::size_t>(side_kind(y, height_) * columns_ + (columns_ == width_ ? x : side_kind(x, width_)));
}

double BetaLaw::deviation() const {
  const double size = alpha + beta;
  return std::sqrt(alpha * beta / (size * size * (size + 1)));
}

std::optional<BetaLaw> BetaLaw::of(double mean, double deviation) {
  const double largest = mean * (1 - mean);
  if (!(largest > 0) || !(deviation > 0)) return std::nullopt;
  const double variance = std::min(deviation * deviation, 0.99 * 0.99 * largest);
  const double size = largest / variance - 1;
  if (!(size < 1e9)) return std::nullopt;  // narrower than the fractions of any image are
  const BetaLaw law{rounded(mean * size), rounded((1 - mean) * size)};
  return law.alpha > 0 && law.beta > 0 ? std::optional(law) : std::nullopt;
}

const LayerFit* Fit::find(std::string_view layer) const {
  for (const LayerFit& row : layers)
    if (row.name == layer) return &row;
  return nullptr;
}

double rounded(double value) {
  char text[64];
  const auto [end, error] = std::to_chars(text, text + sizeof(text), static_cast<float>(value));
  double result = 0;
  if (error == std::errc()) std::from_chars(text, end, result);
  return result;
}

}  // namespace skeptic
