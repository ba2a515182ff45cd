#include "simulate/packed.h"

#include <algorithm>

#include "simulate/step_costs.h"

namespace skeptic {
namespace {

/// Bits of one window times the granule: values and the granule's metadata in proportion (section 4).
struct WindowBits {
  const ResolvedDesign& design;
  const Operand& operand;
  std::int64_t granule;
  bool encoded() const { return operand.encoding.kind != EncodingKind::None; }
  std::int64_t dense() const { return granule * design.window * operand.bits; }
  std::int64_t operator()(std::int64_t slots, std::int64_t metadata) const {
    return encoded() ? granule * slots * operand.bits + design.window * metadata : dense();
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

/// The unit of each vector's first position; the others of the vector follow it. Empty where there are none.
std::vector<std::int32_t> units_by_vector(const Geometry& shape, const ActivationSide& side) {
  std::vector<std::int32_t> units;
  if (!side.units) return units;
  for (std::int64_t vector = 0; vector < shape.vectors; ++vector) units.push_back(static_cast<std::int32_t>(side.units->unit(vector, 0)));
  return units;
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
WeightBlock<Word> pack_weights(const ResolvedDesign& design, const Geometry& shape, const WeightSide& weights, std::int64_t position,
                               std::int64_t past_position) {
  WeightBlock<Word> packed;
  packed.plan = plan_steps(design, shape, position, past_position);
  const StepPlan& plan = packed.plan;
  const std::int64_t steps = plan.steps(), slices = plan.slices, window = design.window, rows = design.array_m;
  const std::int64_t row_blocks = ceil_divide(shape.rows, rows), domains = domain_count(design);
  const bool pe = design.domain == Domain::Pe;

  const WindowBits weight_bits{design, design.weights, shape.granule};
  packed.words.assign(static_cast<std::size_t>(row_blocks * steps * slices * rows), 0);
  packed.feeds = design.domain == Domain::Row ? rows : pe ? rows * slices : 1;
  std::vector<std::int64_t> reads;
  if (design.weights_buffer.width) reads.assign(static_cast<std::size_t>(row_blocks * steps * packed.feeds), 0);
  for (std::int64_t row = 0; row < shape.rows; ++row) {
    const std::int64_t block = row / rows, element = row % rows;
    for (std::int64_t step = 0; step < steps; ++step)
      for (std::int64_t slice = 0; slice < plan.active[static_cast<std::size_t>(step)]; ++slice) {
        const std::int64_t w = plan.window(step, slice);
        const std::uint64_t slots = weights.slots.bits(row, w * window, static_cast<int>(window));
        packed.words[static_cast<std::size_t>(((block * steps + step) * slices + slice) * rows + element)] = static_cast<Word>(slots);
        if (reads.empty()) continue;
        const std::int64_t feed = packed.feeds == 1 ? 0 : pe ? slice * rows + element : element;
        reads[static_cast<std::size_t>((block * steps + step) * packed.feeds + feed)] +=
            weight_window_bits(weight_bits, shape, weights, row, w, ones(slots));
      }
  }
  for (const std::int64_t bits : reads) packed.feed.push_back(feed_cycles(domains, bits, shape.granule, *design.weights_buffer.width));
  return packed;
}

template <typename Word>
Packed<Word> pack(const ResolvedDesign& design, const Geometry& shape, const WeightBlock<Word>& weights, const ActivationSide& activations) {
  Packed<Word> packed;
  packed.weights = &weights;
  packed.rows = design.array_m;
  packed.columns = design.array_n;
  const StepPlan& plan = weights.plan;
  const std::int64_t steps = plan.steps(), slices = plan.slices, window = design.window;
  const std::int64_t column_blocks = ceil_divide(shape.columns, packed.columns);
  const std::int64_t domains = domain_count(design);
  const bool pe = design.domain == Domain::Pe;

  const bool gathers = design.weights.read == Read::Gather || design.activations.read == Read::Gather;
  const std::size_t words = static_cast<std::size_t>(column_blocks * steps * slices * packed.columns);
  packed.activations.assign(words, 0);
  if (activations.units) packed.units.assign(words, -1);
  if (gathers) packed.inside.assign(words, 0);
  packed.activation_feeds = design.domain == Domain::Column ? packed.columns : pe ? packed.columns * slices : 1;
  std::vector<std::int64_t> reads;
  if (design.activations_buffer.width) reads.assign(static_cast<std::size_t>(column_blocks * steps * packed.activation_feeds), 0);
  const std::vector<std::int32_t> first_units = units_by_vector(shape, activations);
  const WindowBits activation_bits{design, design.activations, shape.granule};
  for (std::int64_t step = 0; step < steps; ++step)
    for (std::int64_t slice = 0; slice < plan.active[static_cast<std::size_t>(step)]; ++slice) {
      const std::int64_t at = plan.window(step, slice) * window, tap = at / shape.padded, channel = at % shape.padded;
      const std::int64_t granule = channel / shape.granule, unit = activations.units ? channel / activations.units->channels : 0;
      const std::uint64_t outside = activations.outside.bits(0, channel, static_cast<int>(window));
      const std::int32_t* reached = shape.reach.data() + tap * shape.columns;
      for (std::int64_t block = 0; block < column_blocks; ++block) {
        const std::size_t first = packed.column_index(block, step, slice, 0);
        const std::int64_t width = std::min(packed.columns, shape.columns - block * packed.columns);
        for (std::int64_t element = 0; element < width; ++element) {
          const std::int64_t vector = *reached++;
          const std::uint64_t slots = vector < 0 ? outside : activations.slots.bits(vector, channel, static_cast<int>(window));
          const std::size_t index = first + static_cast<std::size_t>(element);
          packed.activations[index] = static_cast<Word>(slots);
          if (vector < 0) continue;
          if (activations.units) packed.units[index] = static_cast<std::int32_t>(first_units[static_cast<std::size_t>(vector)] + unit);
          if (gathers) packed.inside[index] = 1;
          if (reads.empty()) continue;
          const std::int64_t feed = packed.activation_feeds == 1 ? 0 : pe ? slice * packed.columns + element : element;
          reads[static_cast<std::size_t>((block * steps + step) * packed.activation_feeds + feed)] +=
              activation_bits.encoded() ? activation_bits(ones(slots), activations.read_metadata.sum(vector, granule, granule + 1))
                                        : activation_bits.dense();
        }
      }
    }
  for (const std::int64_t bits : reads) packed.activation_feed.push_back(feed_cycles(domains, bits, shape.granule, *design.activations_buffer.width));
  return packed;
}

template WeightBlock<std::uint8_t> pack_weights(const ResolvedDesign&, const Geometry&, const WeightSide&, std::int64_t, std::int64_t);
template WeightBlock<std::uint16_t> pack_weights(const ResolvedDesign&, const Geometry&, const WeightSide&, std::int64_t, std::int64_t);
template WeightBlock<std::uint32_t> pack_weights(const ResolvedDesign&, const Geometry&, const WeightSide&, std::int64_t, std::int64_t);
template WeightBlock<std::uint64_t> pack_weights(const ResolvedDesign&, const Geometry&, const WeightSide&, std::int64_t, std::int64_t);
template Packed<std::uint8_t> pack(const ResolvedDesign&, const Geometry&, const WeightBlock<std::uint8_t>&, const ActivationSide&);
template Packed<std::uint16_t> pack(const ResolvedDesign&, const Geometry&, const WeightBlock<std::uint16_t>&, const ActivationSide&);
template Packed<std::uint32_t> pack(const ResolvedDesign&, const Geometry&, const WeightBlock<std::uint32_t>&, const ActivationSide&);
template Packed<std::uint64_t> pack(const ResolvedDesign&, const Geometry&, const WeightBlock<std::uint64_t>&, const ActivationSide&);

namespace {

// A window's share of its granule's metadata sums to the whole over the granule, so sums over rows and vectors need no windows.
std::int64_t row_bits(const Operand& operand, const Side& side, const Geometry& shape, std::int64_t row, std::int64_t granules) {
  if (operand.encoding.kind == EncodingKind::None) return granules * shape.granule * operand.bits;
  return side.slots.count(row, 0, granules * shape.granule) * operand.bits + side.read_metadata.sum(row, 0, granules);
}

}  // namespace

std::int64_t weight_reads(const ResolvedDesign& design, const Geometry& shape, const WeightSide& weights) {
  const std::int64_t copies = design.domain == Domain::Column || design.domain == Domain::Pe ? design.array_n : 1;
  std::int64_t bits = 0;
  for (std::int64_t row = 0; row < shape.rows; ++row) bits += row_bits(design.weights, weights, shape, row, shape.granules());
  return bits * copies * ceil_divide(shape.columns, design.array_n);
}

std::int64_t activation_reads(const ResolvedDesign& design, const Geometry& shape, const ActivationSide& activations) {
  const std::int64_t copies = design.domain == Domain::Row || design.domain == Domain::Pe ? design.array_m : 1;
  std::vector<std::int64_t> of_vector(static_cast<std::size_t>(shape.vectors));
  for (std::int64_t v = 0; v < shape.vectors; ++v)
    of_vector[static_cast<std::size_t>(v)] = row_bits(design.activations, activations, shape, v, shape.granules_per_tap());
  std::int64_t bits = 0;
  for (const std::int32_t vector : shape.reach)
    if (vector >= 0) bits += of_vector[static_cast<std::size_t>(vector)];
  return bits * copies * ceil_divide(shape.rows, design.array_m);
}

}  // namespace skeptic
