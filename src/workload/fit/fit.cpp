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
/// Tokens are told apart up to this many.
constexpr std::int64_t kMostTokens = 1024;

std::int64_t side_kind(std::int64_t at, std::int64_t size) {
  if (size <= kSideKinds) return at;
  if (at < 2) return at;
  return at < size - 2 ? 2 : at - size + kSideKinds;
}

}  // namespace

TensorShape activations_shape(const Network& network, const Layer& layer) {
  if (layer.kind == LayerKind::Convolution) return {layer.in_height, layer.in_width, layer.in_channels, 0};
  if (layer.kind == LayerKind::Matmul) return {layer.groups, layer.tokens, layer.in_channels, 0};
  // Patches of an image, in a square: with a class token or without.
  for (std::int64_t leading = 0; leading <= 1 && network.input.size() == 3; ++leading)
    for (std::int64_t side = 2; side * side + leading <= layer.tokens; ++side)
      if (side * side + leading == layer.tokens) return {side, side, layer.in_channels, leading};
  return {1, layer.tokens, layer.in_channels, 0};
}

TensorShape second_shape(const Layer& layer) { return {layer.groups, layer.out_channels, layer.in_channels, 0}; }

std::string tensor_name(const Network& network, const Layer& layer) {
  const TensorShape shape = activations_shape(network, layer);
  // The operands of a matmul are parts of what it reads.
  const bool itself = layer.kind == LayerKind::Matmul || layer.inputs.empty();
  return fmt::format("{} | {} {} {} {}", itself ? layer.name : fmt::format("{}", fmt::join(layer.inputs, " ")), shape.leading, shape.height,
                     shape.width, shape.channels);
}

PositionKinds::PositionKinds(const TensorShape& shape)
    : shape_(shape), by_itself_((shape.height == 1 || shape.leading > 0) && shape.vectors() <= kMostTokens) {
  const std::int64_t of_image = std::min(shape.height, kSideKinds) * std::min(shape.width, kSideKinds);
  count_ = static_cast<std::size_t>(by_itself_ ? shape.vectors() : shape.leading + of_image);
}

std::size_t PositionKinds::of(std::int64_t vector) const {
  const std::int64_t pixel = vector - shape_.leading;
  if (by_itself_ || pixel < 0) return static_cast<std::size_t>(vector);
  const std::int64_t row = side_kind(pixel / shape_.width, shape_.height), column = side_kind(pixel % shape_.width, shape_.width);
  return static_cast<std::size_t>(shape_.leading + row * std::min(shape_.width, kSideKinds) + column);
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
