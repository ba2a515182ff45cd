// The shape of one layer as matrix products (machine-model, section 1): groups of O[M,N] = W[M,K'] · A[K',N], columns that reach vectors by taps.
#pragma once

#include <cstdint>
#include <vector>

#include "design/resolved.h"
#include "workload/layer.h"
#include "workload/operands.h"

namespace skeptic {

/// Everything is counted within one group; all groups have the same shape.
struct Geometry {
  std::int64_t groups = 1;
  std::int64_t rows = 1;     ///< M
  std::int64_t columns = 1;  ///< N
  std::int64_t taps = 1;
  std::int64_t channels = 1;  ///< C, real
  std::int64_t padded = 1;    ///< C', a multiple of the granule
  std::int64_t granule = 1;   ///< g, positions
  std::int64_t vectors = 1;   ///< length of the list of activation vectors
  std::int64_t vectors_per_image = 1;
  bool weights_are_activations = false;  ///< a matmul of two activations
  std::int64_t heads = 0;                ///< of a matmul: group = image · heads + head; 0 otherwise
  std::vector<std::int32_t> reach;       ///< [tap][column]: the vector, or -1 outside the image

  std::int64_t depth() const { return taps * padded; }  ///< K'
  std::int64_t granules_per_tap() const { return padded / granule; }
  std::int64_t granules() const { return taps * granules_per_tap(); }
  std::int64_t images() const { return vectors / vectors_per_image; }
  std::int64_t vector_at(std::int64_t tap, std::int64_t column) const { return reach[static_cast<std::size_t>(tap * columns + column)]; }
};

/// Of a design, the shape depends on the granule alone.
std::int64_t granule_size(const ResolvedDesign& design, const Layer& layer);
Geometry geometry(const ResolvedDesign& design, const Layer& layer, std::int64_t images);
/// Throws UserError, LayerTensorShape, where the operands do not have the layer's sizes.
void check_weights(const Layer& layer, const Geometry& geometry, const LayerOperands& operands);
void check_activations(const Layer& layer, const Geometry& geometry, const LayerOperands& operands);
/// The shape, with both checks.
Geometry geometry(const ResolvedDesign& design, const Layer& layer, const LayerOperands& operands);

/// The weights' pattern in this layer: dense where both operands are activations.
const Pattern& weights_pattern(const ResolvedDesign& design, const Geometry& geometry);
/// The weights' skip rule in this layer: `pattern` acts as `none` where both operands are activations.
Skip weights_skip(const ResolvedDesign& design, const Geometry& geometry);

/// First value of a row of W (its taps and channels follow) and of a vector of A, both within a group; of the operands, or of one of their tensors.
const float* weights_row(const std::vector<float>& weights, const Geometry& geometry, std::int64_t group, std::int64_t row);
const float* activations_vector(const std::vector<float>& activations, const Geometry& geometry, std::int64_t group, std::int64_t vector);
inline const float* weights_row(const LayerOperands& operands, const Geometry& geometry, std::int64_t group, std::int64_t row) {
  return weights_row(operands.weights, geometry, group, row);
}
inline const float* activations_vector(const LayerOperands& operands, const Geometry& geometry, std::int64_t group, std::int64_t vector) {
  return activations_vector(operands.activations, geometry, group, vector);
}

}  // namespace skeptic
