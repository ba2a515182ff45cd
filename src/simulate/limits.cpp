#include "simulate/limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/diagnostic.h"
#include "base/parallel.h"
#include "simulate/feeds.h"
#include "simulate/vector_unit.h"
#include "simulate/wave_gathers.h"

namespace skeptic {
namespace {

constexpr double kMegabyte = 1 << 20;
/// The program itself, its threads and what allocators hold back.
constexpr double kBase = 30 * kMegabyte;
/// No granule stores more bits a position than a value's and this many.
constexpr long double kMetadataBits = 64;

/// Positions of both operands, and of what the columns reach of the activations, one for every tap.
struct Positions {
  double weights = 0, activations = 0, reached = 0;
};

Positions positions_of(const Layer& layer, std::int64_t images) {
  const double taps = static_cast<double>(layer.kernel_height * layer.kernel_width), batch = static_cast<double>(images);
  const double inputs = static_cast<double>(layer.input_elements()) * batch, channels = static_cast<double>(layer.in_channels);
  const double groups = static_cast<double>(layer.groups), rows = static_cast<double>(layer.out_channels);
  if (layer.kind == LayerKind::Matmul)
    return {groups * rows * channels * batch, groups * static_cast<double>(layer.tokens) * channels * batch, inputs};
  if (layer.kind == LayerKind::Linear) return {rows * channels, inputs, inputs};
  return {rows * channels / groups * taps, inputs, static_cast<double>(layer.out_height() * layer.out_width()) * taps * channels * batch};
}

/// What one layer takes while it runs, apart from the tensors themselves: padded values, masks, running sums of three kinds of bits by granule; and
/// both operands as the kernels read them, a byte for four positions.
double work_of(const ResolvedDesign& design, const Layer& layer, std::int64_t images) {
  const Positions positions = positions_of(layer, images);
  const double granule = static_cast<double>(granule_size(design, layer));
  const double channels = static_cast<double>(layer.in_channels) / (layer.kind == LayerKind::Convolution ? static_cast<double>(layer.groups) : 1);
  const double padding = std::ceil(channels / granule) * granule / channels;
  const bool gathers = design.weights.read == Read::Gather || design.activations.read == Read::Gather;
  const double of_stored = sizeof(float) + 3.0 / 8 + 3 * sizeof(std::int64_t) / granule;
  const double of_read = 1.0 / 4 + (gathers ? sizeof(std::uint64_t) / static_cast<double>(design.window) : 0);
  return padding * ((positions.weights + positions.activations) * of_stored + (positions.weights + positions.reached) * of_read);
}

bool selected(const std::vector<std::string>& layers, const Layer& layer) {
  return layers.empty() || std::find(layers.begin(), layers.end(), layer.name) != layers.end();
}

}  // namespace

double memory_of(const ResolvedDesign& design, const Network& network, const Batches& batches, const std::vector<std::string>& layers,
                 std::int64_t threads, Runs runs) {
  double kept = 0;
  std::vector<double> works;
  for (const Layer& layer : network.layers) {
    if (layer.kind == LayerKind::Elementwise || !selected(layers, layer) || on_vector_unit(design, layer)) continue;
    const Positions positions = positions_of(layer, batches.images);
    kept += sizeof(float) * (positions.weights + positions.activations);
    works.push_back(work_of(design, layer, batches.images));
  }
  std::sort(works.rbegin(), works.rend());
  const std::size_t at_once = std::min(works.size(), static_cast<std::size_t>(threads));
  double work = 0;
  for (std::size_t i = 0; i < at_once; ++i) work += works[i];
  if (runs == Runs::Many)
    for (const double of_layer : works) work += of_layer * static_cast<double>(kKeptDesigns * std::min(batches.count, kKeptBatches));
  // Every thread counts the busy cycles of all elements, in the kernels' layout and in the array's own, and so does each layer that runs.
  const double elements = static_cast<double>(design.array_m) * static_cast<double>(design.array_n) * static_cast<double>(design.array_k);
  return kBase + kept + work + elements * 2 * static_cast<double>(threads) * (2 * sizeof(std::int64_t) + 4 * sizeof(std::uint32_t));
}

void check_memory(const ResolvedDesign& design, const Network& network, const Batches& batches, const std::vector<std::string>& layers,
                  std::int64_t limit) {
  if (limit <= 0) return;
  const double needed = memory_of(design, network, batches, layers, threads());
  if (needed <= static_cast<double>(limit)) return;
  throw UserError(Diagnostic{DiagnosticId::TensorMemory,
                             {},
                             fmt::format("simulating {} on {} takes about {:.0f} MB of memory", network.name, design.name, needed / kMegabyte),
                             fmt::format("at most {:.0f} MB", static_cast<double>(limit) / kMegabyte),
                             "a smaller --batch, some --layers, or a higher --memory-limit"});
}

long double slots_bound(const ResolvedDesign& design, const Geometry& shape, const Tile& tile) {
  const auto real = [](std::int64_t value) { return static_cast<long double>(value); };
  const auto ratio = [&](const Rational& value) { return real(value.numerator()) / real(value.denominator()); };
  const Operand &weights = design.weights, &activations = design.activations;
  const long double waves = real(shape.groups) * real(ceil_divide(shape.rows, design.array_m)) * real(ceil_divide(shape.columns, design.array_n));
  const long double windows = real(ceil_divide(shape.depth(), design.window)) + real(shape.taps * design.array_k);
  long double step = real(std::max({ceil_divide(design.window, design.lanes), design.empty_window, largest_gather(design)})) + 1;
  step += feed_bound(design);
  const long double row_blocks = real(ceil_divide(shape.rows, tile.m)), column_blocks = real(ceil_divide(shape.columns, tile.n));
  const long double tiles = real(shape.groups) * row_blocks * column_blocks * real(ceil_divide(shape.depth(), tile.k));
  long double cycles = 0;
  if (activations.run_time()) {
    step += real(activations.decide->switch_cycles) + real(activations.decide->latency);
    cycles += tiles * (real(activations.decide->latency) + 1) +
              column_blocks * row_blocks * real(shape.groups) * real(shape.vectors * shape.padded) / ratio(activations.decide->rate);
  }
  cycles += waves * windows * step;
  const long double bits = real(shape.groups) * (real(shape.rows) * real(shape.depth()) * (real(weights.bits) + kMetadataBits) * column_blocks +
                                                 real(shape.vectors) * real(shape.depth()) * (real(activations.bits) + kMetadataBits) * row_blocks +
                                                 real(shape.rows) * real(shape.columns) * (real(design.output_bits) + kMetadataBits));
  cycles += bits / ratio(design.dram_rate()) + 4 * tiles;
  if (design.decode_rate)
    cycles += real(shape.groups) * (real(shape.rows) * column_blocks + real(shape.vectors) * row_blocks) * real(shape.granules()) /
              ratio(*design.decode_rate);
  return cycles * real(design.multipliers());
}

void check_slots(const ResolvedDesign& design, const std::string& network, long double bound) {
  constexpr long double kMost = 9.2e18L;
  if (bound < kMost) return;
  throw UserError(Diagnostic{DiagnosticId::LayerSlots,
                             {},
                             fmt::format("lane slots of {} on {}, {} multipliers, could pass 64 bits: up to {:.2g}", network, design.name,
                                         design.multipliers(), static_cast<double>(bound)),
                             fmt::format("at most {:.2g}", static_cast<double>(kMost)),
                             "a smaller array, fewer inputs, or some --layers"});
}

}  // namespace skeptic
