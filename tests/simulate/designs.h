// A design and products that are small enough for paper.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "design/resolved.h"
#include "sparsity/pattern.h"
#include "workload/layer.h"
#include "workload/operands.h"

namespace skeptic {

/// One element of 2 lanes on windows of 4, 8 bits everywhere, nothing skipped or encoded, one tile a layer. DRAM sends 1024 bits a cycle, so that any
/// block below takes one cycle, and buffers hold everything.
inline ResolvedDesign paper_design() {
  ResolvedDesign design;
  design.name = "paper";
  design.lanes = 2;
  design.window = 4;
  design.weights.bits = design.activations.bits = design.output_bits = 8;
  design.activations.chosen = Chosen::Fixed;
  design.tile = TileSize{};
  design.dram_bandwidth = Rational(1'024'000'000'000);  // at 1 GHz
  design.weights_buffer.size_bits = design.activations_buffer.size_bits = 1 << 20;
  return design;
}

/// DRAM of so many bits a cycle.
inline Rational bits_per_cycle(std::int64_t bits) { return Rational(bits * 1'000'000'000); }

struct Product {
  Layer layer;
  LayerOperands operands;
};

/// `weights` row by row, `vectors` column by column of A.
inline Product product(const std::vector<std::vector<float>>& weights, const std::vector<std::vector<float>>& vectors) {
  Product made;
  made.layer.name = "fc";
  made.layer.kind = LayerKind::Linear;
  made.layer.out_channels = static_cast<std::int64_t>(weights.size());
  made.layer.in_channels = static_cast<std::int64_t>(weights.front().size());
  made.layer.tokens = static_cast<std::int64_t>(vectors.size());
  for (const auto& row : weights) made.operands.weights.insert(made.operands.weights.end(), row.begin(), row.end());
  for (const auto& vector : vectors) made.operands.activations.insert(made.operands.activations.end(), vector.begin(), vector.end());
  return made;
}

/// All ones: M rows, depth K, N columns.
inline Product ones(std::size_t rows, std::size_t depth, std::size_t columns) {
  return product(std::vector(rows, std::vector<float>(depth, 1.0F)), std::vector(columns, std::vector<float>(depth, 1.0F)));
}

/// The text that a user would read; empty where nothing is thrown.
inline std::string error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const UserError& error) {
    return format(error.diagnostics());
  }
  return {};
}

}  // namespace skeptic
