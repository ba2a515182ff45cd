#include "simulate/tiling.h"

#include <fmt/format.h>

#include "simulate/auto_tile.h"

namespace skeptic {

TileWalk tile_walk(const ResolvedDesign& design, const Geometry& shape, const Tile& tile) {
  const bool weights_stay =
      weights_layer_capacity(weight_capacity(design, shape), weights_pattern(design, shape), shape) <= design.weights_buffer.size_bits;
  const bool activations_stay =
      activations_layer_capacity(activation_capacity(design, shape), design.activations.pattern, shape) <= design.activations_buffer.size_bits;
  return {ceil_divide(shape.rows, tile.m),
          ceil_divide(shape.columns, tile.n),
          ceil_divide(shape.depth(), tile.k),
          design.order,
          weights_stay,
          activations_stay};
}

std::int64_t steps_of(const ResolvedDesign& design, const Geometry& shape, std::int64_t position, std::int64_t past_position) {
  if (design.slices == Slices::Interleaved) return ceil_divide((past_position - position) / design.window, design.array_k);
  std::int64_t steps = 0;
  for (std::int64_t at = position; at < past_position;) {
    const std::int64_t past = std::min(past_position, (at / shape.padded + 1) * shape.padded);
    steps += ceil_divide((past - at) / design.window, design.array_k);
    at = past;
  }
  return steps;
}

std::int64_t weights_layer_capacity(const GranuleCapacity& capacity, const Pattern& pattern, const Geometry& shape) {
  const std::int64_t first_rows = ceil_divide(shape.rows, pattern.height()), last_granules = shape.taps;
  const auto bits = [&](int first) { return capacity.bits[first][0] * (shape.granules() - last_granules) + capacity.bits[first][1] * last_granules; };
  return shape.groups * (first_rows * bits(1) + (shape.rows - first_rows) * bits(0));
}

std::int64_t activations_layer_capacity(const GranuleCapacity& capacity, const Pattern& pattern, const Geometry& shape) {
  const std::int64_t first_vectors = ceil_divide(shape.vectors, pattern.height()), granules = shape.granules_per_tap();
  const auto bits = [&](int first) { return capacity.bits[first][0] * (granules - 1) + capacity.bits[first][1]; };
  return shape.groups * (first_vectors * bits(1) + (shape.vectors - first_vectors) * bits(0));
}

std::int64_t select_cycles(const ResolvedDesign& design, const TileLoads& loads) {
  if (!design.activations.run_time() || loads.activation_granules == 0) return 0;
  const Decision& decide = *design.activations.decide;
  if (decide.by != DecideBy::Consumer || decide.when != DecideWhen::Tile) return 0;
  return decide.latency + ceil_divide(loads.units, decide.rate);
}

std::int64_t decode_cycles(const ResolvedDesign& design, const TileLoads& loads) {
  if (!design.decode_rate) return 0;
  const bool stored_unpruned = design.activations.run_time() && design.activations.decide->by == DecideBy::Consumer;
  std::int64_t granules = 0;
  if (design.weights.encoding.kind != EncodingKind::None) granules += loads.weight_granules;
  if (design.activations.encoding.kind != EncodingKind::None && !stored_unpruned) granules += loads.activation_granules;
  return ceil_divide(granules, *design.decode_rate);
}

namespace {

[[noreturn]] void fail(DiagnosticId id, const std::string& layer, std::string message, std::string expected) {
  throw UserError(Diagnostic{id, {}, fmt::format("layer {}: {}", layer, message), std::move(expected), {}});
}

std::string kib(std::int64_t bits) {
  const std::int64_t bytes = ceil_divide(bits, 8);
  return bytes % 1024 == 0 ? fmt::format("{} KiB", bytes / 1024) : fmt::format("{:.2f} KiB ({} bytes)", static_cast<double>(bytes) / 1024, bytes);
}

void check_given(const ResolvedDesign& design, const Geometry& shape, const Tile& tile, const std::string& layer) {
  const TileSize& given = *design.tile;
  const auto multiple = [&](const char* side, std::optional<std::int64_t> size, std::int64_t unit, const char* of) {
    if (size && (*size <= 0 || *size % unit != 0))
      fail(DiagnosticId::LayerTile, layer, fmt::format("tile.{} is {}, not a multiple of {}", side, *size, unit),
           fmt::format("a multiple of {} ({}), or all", unit, of));
  };
  multiple("m", given.m, design.array_m, "the array's m");
  multiple("n", given.n, design.array_n, "the array's n");
  multiple("k", given.k, shape.granule * design.array_k, "the granule times the array's k");
  const BlockNeeds needs = block_needs(design, shape, tile);
  const auto fits = [&](const char* buffer, std::int64_t block, std::int64_t copies, std::int64_t size) {
    if (block * copies > size)
      fail(DiagnosticId::LayerBuffer, layer,
           fmt::format("the tile does not fit memory.{}: its block takes {}{}, and the buffer has {}", buffer, kib(block),
                       copies > 1 ? fmt::format(", {} of them {}", copies, kib(block * copies)) : "", kib(size)),
           fmt::format("memory.{}.size of at least {}, or a smaller tile", buffer, kib(block * copies)));
  };
  fits("weights", needs.weights, design.buffers, design.weights_buffer.size_bits);
  fits("activations", needs.activations, design.buffers, design.activations_buffer.size_bits);
  if (design.accumulator_bits) fits("accumulators", needs.accumulators, 1, *design.accumulator_bits);
}

}  // namespace

Tile choose_tile(const ResolvedDesign& design, const Geometry& shape, const std::string& layer, BlockTables& tables) {
  if (design.tile) {
    const Tile tile{design.tile->m.value_or(shape.rows), design.tile->n.value_or(shape.columns), design.tile->k.value_or(shape.depth())};
    check_given(design, shape, tile, layer);
    return tile;
  }
  if (const std::optional<Tile> best = best_tile(design, shape, tables)) return *best;
  const BlockNeeds needs = smallest_needs(design, shape);
  std::string what;
  const auto add = [&](const char* buffer, std::int64_t need, std::int64_t size) {
    if (need > size) what += fmt::format("{}memory.{} of {} (it has {})", what.empty() ? "" : ", ", buffer, kib(need), kib(size));
  };
  add("weights", needs.weights * design.buffers, design.weights_buffer.size_bits);
  add("activations", needs.activations * design.buffers, design.activations_buffer.size_bits);
  if (design.accumulator_bits) add("accumulators", needs.accumulators, *design.accumulator_bits);
  fail(DiagnosticId::LayerBuffer, layer, "no tile fits the buffers", "at least " + what);
}

}  // namespace skeptic
