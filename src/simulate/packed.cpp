#include "simulate/packed.h"

#include <algorithm>

namespace skeptic {
namespace {

/// Bits of one window times the granule: values and the granule's metadata in proportion (section 4).
struct WindowBits {
  const ResolvedDesign& design;
  const Operand& operand;
  std::int64_t granule;
  std::int64_t operator()(std::int64_t slots, std::int64_t metadata) const {
    if (operand.encoding.kind == EncodingKind::None) return granule * design.window * operand.bits;
    return granule * slots * operand.bits + design.window * metadata;
  }
};

/// ceil(domains · bits / width), bits in units of 1/granule.
std::int32_t feed_cycles(std::int64_t domains, std::int64_t bits, std::int64_t granule, const Rational& width) {
  return static_cast<std::int32_t>(ceil_divide(domains * bits, width * Rational(granule)));
}

std::int64_t weight_window_bits(const WindowBits& bits, const Geometry& shape, const WeightSide& side, std::int64_t row, std::int64_t window,
                                std::int64_t slots) {
  const std::int64_t granule = window * bits.design.window / shape.granule;
  return bits(slots, side.read_metadata.sum(row, granule, granule + 1));
}

std::int64_t activation_window_bits(const WindowBits& bits, const Geometry& shape, const ActivationSide& side, std::int64_t vector,
                                    std::int64_t position, std::int64_t slots) {
  if (vector < 0) return 0;
  const std::int64_t granule = position / shape.granule;
  return bits(slots, side.read_metadata.sum(vector, granule, granule + 1));
}

}  // namespace

std::int64_t domain_count(const ResolvedDesign& design) {
  switch (design.domain) {
    case Domain::Array:
      return 1;
    case Domain::Row:
      return design.array_m;
    case Domain::Column:
      return design.array_n;
    case Domain::Pe:
      return design.array_m * design.array_n * design.array_k;
  }
  return 1;
}

template <typename Word>
Packed<Word> pack(const ResolvedDesign& design, const Geometry& shape, const WeightSide& weights, const ActivationSide& activations,
                  std::int64_t position, std::int64_t past_position) {
  Packed<Word> packed;
  packed.plan = plan_steps(design, shape, position, past_position);
  packed.rows = design.array_m;
  packed.columns = design.array_n;
  const StepPlan& plan = packed.plan;
  const std::int64_t steps = plan.steps(), slices = plan.slices, window = design.window;
  const std::int64_t row_blocks = ceil_divide(shape.rows, packed.rows), column_blocks = ceil_divide(shape.columns, packed.columns);
  const std::int64_t domains = domain_count(design);
  const bool pe = design.domain == Domain::Pe;

  const WindowBits weight_bits{design, design.weights, shape.granule};
  packed.weights.assign(static_cast<std::size_t>(row_blocks * steps * slices * packed.rows), 0);
  packed.weight_feeds = design.domain == Domain::Row ? packed.rows : pe ? packed.rows * slices : 1;
  std::vector<std::int64_t> reads;
  if (design.weights_buffer.width) reads.assign(static_cast<std::size_t>(row_blocks * steps * packed.weight_feeds), 0);
  for (std::int64_t row = 0; row < shape.rows; ++row) {
    const std::int64_t block = row / packed.rows, element = row % packed.rows;
    for (std::int64_t step = 0; step < steps; ++step)
      for (std::int64_t slice = 0; slice < plan.active[static_cast<std::size_t>(step)]; ++slice) {
        const std::int64_t w = plan.window(step, slice);
        const std::uint64_t slots = weights.slots.bits(row, w * window, static_cast<int>(window));
        packed.weights[static_cast<std::size_t>(((block * steps + step) * slices + slice) * packed.rows + element)] = static_cast<Word>(slots);
        if (reads.empty()) continue;
        const std::int64_t feed = packed.weight_feeds == 1 ? 0 : pe ? slice * packed.rows + element : element;
        reads[static_cast<std::size_t>((block * steps + step) * packed.weight_feeds + feed)] +=
            weight_window_bits(weight_bits, shape, weights, row, w, std::popcount(slots));
      }
  }
  for (const std::int64_t bits : reads) packed.weight_feed.push_back(feed_cycles(domains, bits, shape.granule, *design.weights_buffer.width));

  const WindowBits activation_bits{design, design.activations, shape.granule};
  const bool gathers = design.weights.read == Read::Gather || design.activations.read == Read::Gather;
  const std::size_t words = static_cast<std::size_t>(column_blocks * steps * slices * packed.columns);
  packed.activations.assign(words, 0);
  if (activations.units) packed.units.assign(words, -1);
  if (gathers) packed.inside.assign(words, 0);
  packed.activation_feeds = design.domain == Domain::Column ? packed.columns : pe ? packed.columns * slices : 1;
  reads.clear();
  if (design.activations_buffer.width) reads.assign(static_cast<std::size_t>(column_blocks * steps * packed.activation_feeds), 0);
  for (std::int64_t step = 0; step < steps; ++step)
    for (std::int64_t slice = 0; slice < plan.active[static_cast<std::size_t>(step)]; ++slice) {
      const std::int64_t at = plan.window(step, slice) * window, tap = at / shape.padded, channel = at % shape.padded;
      const std::uint64_t outside = activations.outside.bits(0, channel, static_cast<int>(window));
      for (std::int64_t column = 0; column < shape.columns; ++column) {
        const std::int64_t block = column / packed.columns, element = column % packed.columns;
        const std::int64_t vector = shape.vector_at(tap, column);
        const std::uint64_t slots = vector < 0 ? outside : activations.slots.bits(vector, channel, static_cast<int>(window));
        const std::size_t index = packed.column_index(block, step, slice, element);
        packed.activations[index] = static_cast<Word>(slots);
        if (activations.units && vector >= 0) packed.units[index] = static_cast<std::int32_t>(activations.units->unit(vector, channel));
        if (gathers) packed.inside[index] = vector >= 0;
        if (reads.empty()) continue;
        const std::int64_t feed = packed.activation_feeds == 1 ? 0 : pe ? slice * packed.columns + element : element;
        reads[static_cast<std::size_t>((block * steps + step) * packed.activation_feeds + feed)] +=
            activation_window_bits(activation_bits, shape, activations, vector, channel, std::popcount(slots));
      }
    }
  for (const std::int64_t bits : reads) packed.activation_feed.push_back(feed_cycles(domains, bits, shape.granule, *design.activations_buffer.width));
  return packed;
}

template Packed<std::uint8_t> pack(const ResolvedDesign&, const Geometry&, const WeightSide&, const ActivationSide&, std::int64_t, std::int64_t);
template Packed<std::uint16_t> pack(const ResolvedDesign&, const Geometry&, const WeightSide&, const ActivationSide&, std::int64_t, std::int64_t);
template Packed<std::uint32_t> pack(const ResolvedDesign&, const Geometry&, const WeightSide&, const ActivationSide&, std::int64_t, std::int64_t);
template Packed<std::uint64_t> pack(const ResolvedDesign&, const Geometry&, const WeightSide&, const ActivationSide&, std::int64_t, std::int64_t);

BufferReads buffer_reads(const ResolvedDesign& design, const Geometry& shape, const WeightSide& weights, const ActivationSide& activations) {
  // A window's share of its granule's metadata sums to the whole over the granule, so sums over rows and vectors need no windows.
  BufferReads reads;
  const std::int64_t row_blocks = ceil_divide(shape.rows, design.array_m), column_blocks = ceil_divide(shape.columns, design.array_n);
  const std::int64_t weight_copies = design.domain == Domain::Column || design.domain == Domain::Pe ? design.array_n : 1;
  const std::int64_t activation_copies = design.domain == Domain::Row || design.domain == Domain::Pe ? design.array_m : 1;
  const auto bits = [&](const Operand& operand, const Side& side, std::int64_t row, std::int64_t granules) {
    if (operand.encoding.kind == EncodingKind::None) return granules * shape.granule * operand.bits;
    return side.slots.count(row, 0, granules * shape.granule) * operand.bits + side.read_metadata.sum(row, 0, granules);
  };
  for (std::int64_t row = 0; row < shape.rows; ++row) reads.weights += bits(design.weights, weights, row, shape.granules());
  std::vector<std::int64_t> of_vector(static_cast<std::size_t>(shape.vectors));
  for (std::int64_t v = 0; v < shape.vectors; ++v)
    of_vector[static_cast<std::size_t>(v)] = bits(design.activations, activations, v, shape.granules_per_tap());
  for (const std::int32_t vector : shape.reach)
    if (vector >= 0) reads.activations += of_vector[static_cast<std::size_t>(vector)];
  reads.weights *= weight_copies * column_blocks;
  reads.activations *= activation_copies * row_blocks;
  return reads;
}

}  // namespace skeptic
