#include "simulate/feeds.h"

#include <algorithm>
#include <bit>

namespace skeptic {
namespace {

/// Bits of one window times the granule: values and the granule's metadata in proportion.
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
std::vector<std::int64_t> feed_cycles(const ResolvedDesign& design, const std::vector<std::int64_t>& reads, std::int64_t granule,
                                      const Rational& width) {
  const std::int64_t domains = domain_count(design);
  std::vector<std::int64_t> cycles;
  cycles.reserve(reads.size());
  for (const std::int64_t bits : reads) cycles.push_back(ceil_divide(domains * bits, width * Rational(granule)));
  return cycles;
}

// A window's share of its granule's metadata sums to the whole over the granule, so sums over rows and vectors need no windows.
std::int64_t row_bits(const Operand& operand, const Side& side, const Geometry& shape, std::int64_t row, std::int64_t granules) {
  if (operand.encoding.kind == EncodingKind::None) return granules * shape.granule * operand.bits;
  return side.slots.count(row, 0, granules * shape.granule) * operand.bits + side.read_metadata.sum(row, 0, granules);
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

std::int64_t Feeds::largest() const { return cycles.empty() ? 0 : *std::max_element(cycles.begin(), cycles.end()); }

long double feed_bound(const ResolvedDesign& design) {
  constexpr long double kMetadataBits = 64;  // of a position, at most
  const auto of = [&](const OperandBuffer& buffer, const Operand& operand, std::int64_t elements) -> long double {
    if (!buffer.width) return 0;
    const long double positions =
        static_cast<long double>(elements * design.array_k * design.window) * static_cast<long double>(domain_count(design));
    const long double width = static_cast<long double>(buffer.width->numerator()) / static_cast<long double>(buffer.width->denominator());
    return positions * (static_cast<long double>(operand.bits) + kMetadataBits) / width + 1;
  };
  return std::max(of(design.weights_buffer, design.weights, design.array_m), of(design.activations_buffer, design.activations, design.array_n));
}

namespace {

/// A window that a step reads, without what depends on the row or the vector that it is read from.
struct ReadWindow {
  std::int64_t tap, channel, granule;  ///< the first position in its tap, and the granule there
  std::int64_t at;                     ///< the place of its first element among the reads of its wave
};

/// All windows of a plan, by step and slice. Of the reduction as a whole where `per_tap` is 0.
std::vector<ReadWindow> read_windows(const StepPlan& plan, std::int64_t window, std::int64_t granule, std::int64_t per_tap, std::int64_t of_step,
                                     std::int64_t of_slice) {
  std::vector<ReadWindow> all;
  for (std::int64_t step = 0; step < plan.steps(); ++step)
    for (std::int64_t slice = 0; slice < plan.active[static_cast<std::size_t>(step)]; ++slice) {
      const std::int64_t position = plan.window(step, slice) * window, tap = per_tap == 0 ? 0 : position / per_tap;
      const std::int64_t channel = position - tap * per_tap;
      all.push_back({tap, channel, channel / granule, step * of_step + slice * of_slice});
    }
  return all;
}

}  // namespace

Feeds weight_feeds(const ResolvedDesign& design, const Geometry& shape, const StepPlan& plan, const WeightSide& weights) {
  Feeds feeds;
  if (!design.weights_buffer.width) return feeds;
  const std::int64_t steps = plan.steps(), rows = design.array_m, window = design.window;
  const bool pe = design.domain == Domain::Pe;
  feeds.of_step = design.domain == Domain::Row ? rows : pe ? rows * plan.slices : 1;
  const WindowBits window_bits{design, design.weights, shape.granule};
  const bool encoded = window_bits.encoded(), by_element = feeds.of_step > 1;
  const std::vector<ReadWindow> windows = read_windows(plan, window, shape.granule, 0, feeds.of_step, pe ? rows : 0);
  std::vector<std::int64_t> reads(static_cast<std::size_t>(ceil_divide(shape.rows, rows) * steps * feeds.of_step), 0);
  for (std::int64_t row = 0; row < shape.rows; ++row) {
    std::int64_t* of_row = reads.data() + row / rows * steps * feeds.of_step + (by_element ? row % rows : 0);
    for (const ReadWindow& one : windows)
      of_row[one.at] += encoded ? window_bits(std::popcount(weights.slots.bits(row, one.channel, static_cast<int>(window))),
                                              weights.read_metadata.sum(row, one.granule, one.granule + 1))
                                : window_bits.dense();
  }
  feeds.cycles = feed_cycles(design, reads, shape.granule, *design.weights_buffer.width);
  return feeds;
}

Feeds activation_feeds(const ResolvedDesign& design, const Geometry& shape, const StepPlan& plan, const ActivationSide& activations) {
  Feeds feeds;
  if (!design.activations_buffer.width) return feeds;
  const std::int64_t steps = plan.steps(), columns = design.array_n, window = design.window;
  const bool pe = design.domain == Domain::Pe;
  feeds.of_step = design.domain == Domain::Column ? columns : pe ? columns * plan.slices : 1;
  const WindowBits window_bits{design, design.activations, shape.granule};
  const bool encoded = window_bits.encoded(), by_element = feeds.of_step > 1;
  std::vector<std::int64_t> reads(static_cast<std::size_t>(ceil_divide(shape.columns, columns) * steps * feeds.of_step), 0);
  for (const ReadWindow& one : read_windows(plan, window, shape.granule, shape.padded, feeds.of_step, pe ? columns : 0)) {
    std::int64_t* of_block = reads.data() + one.at;
    for (std::int64_t first = 0; first < shape.columns; first += columns, of_block += steps * feeds.of_step)
      for (std::int64_t element = 0; element < std::min(columns, shape.columns - first); ++element) {
        const std::int64_t vector = shape.vector_at(one.tap, first + element);
        if (vector < 0) continue;  // a window outside the image is not read
        of_block[by_element ? element : 0] += encoded
                                                  ? window_bits(std::popcount(activations.slots.bits(vector, one.channel, static_cast<int>(window))),
                                                                activations.read_metadata.sum(vector, one.granule, one.granule + 1))
                                                  : window_bits.dense();
      }
  }
  feeds.cycles = feed_cycles(design, reads, shape.granule, *design.activations_buffer.width);
  return feeds;
}

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
