#include "simulate/geometry.h"

#include <fmt/format.h>

#include <numeric>

namespace skeptic {
namespace {

const Pattern kDense{};

void check_size(const Layer& layer, const char* operand, std::size_t actual, std::int64_t expected) {
  if (static_cast<std::int64_t>(actual) == expected) return;
  throw UserError(Diagnostic{DiagnosticId::LayerTensorShape,
                             {},
                             fmt::format("layer {}: the {} tensor holds {} values", layer.name, operand, actual),
                             fmt::format("{} values", expected),
                             {}});
}

void convolution_reach(const Layer& layer, std::int64_t images, Geometry& shape) {
  const std::int64_t height = layer.out_height(), width = layer.out_width();
  shape.columns = images * height * width;
  shape.reach.reserve(static_cast<std::size_t>(shape.taps * shape.columns));
  for (std::int64_t r = 0; r < layer.kernel_height; ++r)
    for (std::int64_t s = 0; s < layer.kernel_width; ++s)
      for (std::int64_t image = 0; image < images; ++image)
        for (std::int64_t p = 0; p < height; ++p)
          for (std::int64_t q = 0; q < width; ++q) {
            const std::int64_t y = p * layer.stride + r - layer.pad_height, x = q * layer.stride + s - layer.pad_width;
            const bool inside = y >= 0 && y < layer.in_height && x >= 0 && x < layer.in_width;
            shape.reach.push_back(inside ? static_cast<std::int32_t>((image * layer.in_height + y) * layer.in_width + x) : -1);
          }
}

}  // namespace

std::int64_t granule_size(const ResolvedDesign& design, const Layer& layer) {
  std::int64_t granule = layer.kind == LayerKind::Matmul ? design.window : std::lcm(design.window, design.weights.pattern.group_length());
  for (const Pattern& pattern : design.activations.listed()) granule = std::lcm(granule, pattern.group_length());
  return granule;
}

Geometry geometry(const ResolvedDesign& design, const Layer& layer, std::int64_t images) {
  Geometry shape;
  shape.weights_are_activations = layer.kind == LayerKind::Matmul;
  shape.granule = granule_size(design, layer);

  if (layer.kind == LayerKind::Convolution) {
    shape.groups = layer.groups;
    shape.rows = layer.out_channels / layer.groups;
    shape.channels = layer.in_channels / layer.groups;
    shape.taps = layer.kernel_height * layer.kernel_width;
    shape.vectors_per_image = layer.in_height * layer.in_width;
    shape.vectors = images * shape.vectors_per_image;
    convolution_reach(layer, images, shape);
  } else {
    const bool matmul = layer.kind == LayerKind::Matmul;
    shape.groups = matmul ? layer.groups * images : 1;
    shape.heads = matmul ? layer.groups : 0;
    shape.rows = layer.out_channels;
    shape.channels = layer.in_channels;
    shape.vectors_per_image = layer.tokens;
    shape.vectors = matmul ? layer.tokens : layer.tokens * images;
    shape.columns = shape.vectors;
    shape.reach.resize(static_cast<std::size_t>(shape.columns));
    std::iota(shape.reach.begin(), shape.reach.end(), 0);
  }
  shape.padded = round_up(shape.channels, shape.granule);
  return shape;
}

void check_weights(const Layer& layer, const Geometry& shape, const LayerOperands& operands) {
  check_size(layer, "weights", operands.weights.size(), shape.groups * shape.rows * shape.taps * shape.channels);
}

void check_activations(const Layer& layer, const Geometry& shape, const LayerOperands& operands) {
  const std::int64_t all = shape.groups * shape.vectors * shape.channels;
  check_size(layer, "activations", operands.activations.size(), all);
  if (!operands.before.empty()) check_size(layer, "previous activations", operands.before.size(), all / operands.images);
}

Geometry geometry(const ResolvedDesign& design, const Layer& layer, const LayerOperands& operands) {
  Geometry shape = geometry(design, layer, operands.images);
  check_weights(layer, shape, operands);
  check_activations(layer, shape, operands);
  return shape;
}

const Pattern& weights_pattern(const ResolvedDesign& design, const Geometry& shape) {
  return shape.weights_are_activations ? kDense : design.weights.pattern;
}

Skip weights_skip(const ResolvedDesign& design, const Geometry& shape) {
  return shape.weights_are_activations && design.weights.skip == Skip::Pattern ? Skip::None : design.weights.skip;
}

const float* weights_row(const std::vector<float>& weights, const Geometry& shape, std::int64_t group, std::int64_t row) {
  return weights.data() + (group * shape.rows + row) * shape.taps * shape.channels;
}

const float* activations_vector(const std::vector<float>& activations, const Geometry& shape, std::int64_t group, std::int64_t vector) {
  const std::int64_t place =
      shape.weights_are_activations ? (group * shape.vectors + vector) * shape.channels : (vector * shape.groups + group) * shape.channels;
  return activations.data() + place;
}

}  // namespace skeptic
