#include "simulate/row_order.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <functional>
#include <numeric>
#include <utility>

namespace skeptic {
namespace {

/// The density's rank that stands in each place of the array, wave by wave.
class Places {
 public:
  Places(std::int64_t rows, std::int64_t wave) : rows_(rows), wave_(wave), waves_(ceil_divide(rows, wave)) {}

  /// Even waves take ranks from the dense end on, odd ones from the sparse end back: what shares a place of the array adds up to rows - 1.
  std::int64_t paired(std::int64_t place) const {
    const std::int64_t wave = place / wave_, from_end = wave / 2 * wave_ + place % wave_;
    return wave % 2 == 0 ? from_end : rows_ - 1 - from_end;
  }
  /// Ranks are dealt to the waves in turn, until the last one, which may be shorter, is full; odd waves hold theirs in falling order.
  std::int64_t interleaved(std::int64_t place) const {
    const std::int64_t wave = place / wave_, of_wave = std::min(wave_, rows_ - wave * wave_), of_last = rows_ - (waves_ - 1) * wave_;
    const std::int64_t dealt = wave % 2 == 0 ? place % wave_ : of_wave - 1 - place % wave_;
    return dealt < of_last ? dealt * waves_ + wave : of_last * waves_ + (dealt - of_last) * (waves_ - 1) + wave;
  }

 private:
  std::int64_t rows_, wave_, waves_;
};

Mask in_order(const Mask& mask, std::span<const std::int64_t> order) {
  Mask ordered(mask.rows(), mask.columns());
  for (std::int64_t place = 0; place < mask.rows(); ++place)
    std::ranges::copy(mask.row(order[static_cast<std::size_t>(place)]), ordered.row(place).begin());
  return ordered;
}

}  // namespace

std::vector<std::int64_t> row_order(Balance balance, std::span<const std::int64_t> ones, std::int64_t wave) {
  if (balance == Balance::None || std::ranges::adjacent_find(ones, std::ranges::not_equal_to{}) == ones.end()) return {};
  std::vector<std::int64_t> ranked(ones.size());
  std::iota(ranked.begin(), ranked.end(), 0);
  std::ranges::stable_sort(ranked, std::ranges::greater{}, [&](std::int64_t row) { return ones[static_cast<std::size_t>(row)]; });
  if (balance == Balance::Sort) return ranked;
  const Places places(static_cast<std::int64_t>(ones.size()), wave);
  std::vector<std::int64_t> order;
  for (std::int64_t place = 0; place < static_cast<std::int64_t>(ones.size()); ++place)
    order.push_back(ranked[static_cast<std::size_t>(balance == Balance::Pair ? places.paired(place) : places.interleaved(place))]);
  return order;
}

WeightSide weights_in_order(const ResolvedDesign& design, const Geometry& shape, const LayerOperands& operands, std::int64_t group) {
  WeightSide side = weight_side(design, shape, operands, group);
  if (design.balance == Balance::None || shape.weights_are_activations) return side;
  assert(design.weights.pattern.height() == 1);
  std::vector<std::int64_t> ones;
  for (std::int64_t row = 0; row < shape.rows; ++row) ones.push_back(side.slots.count(row, 0, shape.depth()));
  const std::vector<std::int64_t> order = row_order(design.balance, ones, design.array_m);
  if (order.empty()) return side;
  side.slots = in_order(side.slots, order);
  side.nonzero = in_order(side.nonzero, order);
  for (GranuleBits* bits : {&side.load, &side.metadata, &side.read_metadata}) *bits = bits->in_order(order);
  return side;
}

std::string row_order_key(const ResolvedDesign& design) {
  return design.balance == Balance::None ? "" : fmt::format(" rows {} of {}", static_cast<int>(design.balance), design.array_m);
}

}  // namespace skeptic
