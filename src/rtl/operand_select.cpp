#include "rtl/operand_select.h"

#include <algorithm>
#include <functional>
#include <numeric>

#include "base/rational.h"
#include "sparsity/encoding.h"

namespace skeptic {
namespace {

/// The assumed width of an absolute column index (csr): its true width follows each layer's length.
constexpr std::int64_t kCsrBits = 16;

/// The most positions kept in [from, to) of one group of level `i`.
std::int64_t most_kept(const Pattern& pattern, std::size_t i, std::int64_t from, std::int64_t to) {
  if (i == pattern.levels.size()) return to - from;
  const Level& level = pattern.levels[i];
  const std::int64_t inner = i + 1 < pattern.levels.size() ? pattern.levels[i + 1].group() : level.block;
  std::vector<std::int64_t> blocks;
  for (std::int64_t block = from / level.block; block * level.block < to; ++block) {
    const std::int64_t first = std::max(from, block * level.block), last = std::min(to, (block + 1) * level.block);
    std::int64_t kept = 0;
    for (std::int64_t group = first / inner; group * inner < last; ++group)
      kept += most_kept(pattern, i + 1, std::max(first - group * inner, std::int64_t{0}), std::min(last - group * inner, inner));
    blocks.push_back(kept);
  }
  std::sort(blocks.begin(), blocks.end(), std::greater<>());
  const std::size_t count = std::min(blocks.size(), static_cast<std::size_t>(level.keep));
  return std::accumulate(blocks.begin(), blocks.begin() + static_cast<std::ptrdiff_t>(count), std::int64_t{0});
}

/// Marks the positions that `lane` may take from a window under a pattern: slot j of the window goes to lane j mod lanes.
void mark_reach(const Pattern& pattern, std::int64_t window, std::int64_t lanes, std::int64_t lane, std::vector<bool>& reached) {
  if (!leaves_out(pattern)) {
    for (std::int64_t position = lane; position < window; position += lanes) reached[static_cast<std::size_t>(position)] = true;
    return;
  }
  const std::int64_t slots = window_slots(pattern, window);
  if (lane >= slots) return;
  // The outermost level that chooses within a window; a level whose blocks hold whole windows drops or keeps all of one.
  std::size_t first = 0;
  while (first < pattern.levels.size() && pattern.levels[first].block % window == 0) ++first;
  if (first == pattern.levels.size()) {
    for (std::int64_t position = lane; position < window; position += lanes) reached[static_cast<std::size_t>(position)] = true;
    return;
  }
  const std::int64_t group = pattern.levels[first].group();
  if (window % group != 0) {  // a group straddles the window's end: any slot may be anywhere
    std::fill(reached.begin(), reached.end(), true);
    return;
  }
  const std::int64_t a_group = slots / (window / group), block = pattern.levels.back().block;
  for (std::int64_t slot = lane; slot < slots; slot += lanes)  // an innermost block is kept whole: a slot keeps its offset in it
    for (std::int64_t position = slot / a_group * group + slot % a_group % block; position < (slot / a_group + 1) * group; position += block)
      reached[static_cast<std::size_t>(position)] = true;
}

std::int64_t reach(const Operand& operand, std::int64_t window, std::int64_t lanes, std::int64_t lane) {
  if (operand.skip == Skip::Zeros) return window;
  std::vector<bool> reached(static_cast<std::size_t>(window), false);
  for (const Pattern& pattern : operand.listed()) mark_reach(pattern, window, lanes, lane, reached);
  return std::count(reached.begin(), reached.end(), true);
}

/// Metadata bits of one window, the most of all patterns.
std::int64_t mask_bits(const Operand& operand, std::int64_t window, std::int64_t slots) {
  switch (operand.encoding.kind) {
    case EncodingKind::None:
    case EncodingKind::Bitmask:
      return window;
    case EncodingKind::RunLength:
      return operand.encoding.run_bits * slots;
    case EncodingKind::Csr:
      return kCsrBits * slots;
    case EncodingKind::Offset:
    case EncodingKind::Combinatorial:
      break;
  }
  std::int64_t most = 0;
  for (const Pattern& pattern : operand.listed()) {
    const GroupBits bits = group_bits(pattern, operand.encoding.kind);
    most = std::max(most, ceil_divide((bits.outer + bits.inner) * window, pattern.group_length()));
  }
  return most;
}

}  // namespace

bool leaves_out(const Pattern& pattern) { return pattern.structured() && pattern.density() < Rational(1); }

std::int64_t window_slots(const Pattern& pattern, std::int64_t window) {
  if (!pattern.structured()) return window;
  const std::int64_t group = pattern.group_length(), period = std::lcm(group, window);
  std::int64_t most = 0;
  for (std::int64_t start = 0; start < period; start += window) {
    std::int64_t kept = 0;
    for (std::int64_t g = start / group; g * group < start + window; ++g)
      kept += most_kept(pattern, 0, std::max(start - g * group, std::int64_t{0}), std::min(start + window - g * group, group));
    most = std::max(most, kept);
  }
  return most;
}

Delivery delivery(const Operand& operand, std::int64_t window) {
  Delivery arrives;
  const std::vector<Pattern> patterns = operand.listed();
  arrives.restricts = operand.skip == Skip::Zeros || (operand.skip == Skip::Pattern && std::any_of(patterns.begin(), patterns.end(), leaves_out));
  arrives.packed = arrives.restricts && operand.encoding.kind != EncodingKind::None;
  arrives.slots = window;
  if (arrives.restricts && operand.skip == Skip::Pattern) {
    arrives.slots = 0;
    for (const Pattern& pattern : patterns) arrives.slots = std::max(arrives.slots, window_slots(pattern, window));
  }
  arrives.value_bits = (arrives.packed ? arrives.slots : window) * operand.bits;
  arrives.mask_bits = arrives.restricts ? mask_bits(operand, window, arrives.slots) : 0;
  return arrives;
}

OperandSelect operand_select(const ResolvedDesign& design) {
  const std::int64_t window = design.window, lanes = design.lanes;
  const Delivery weights = delivery(design.weights, window), activations = delivery(design.activations, window);
  const auto sequence = [&](std::int64_t values, std::int64_t lane) { return values > lane ? ceil_divide(values - lane, lanes) : 0; };
  const auto own = [&](const Delivery& arrives, std::int64_t lane, std::int64_t reached) {
    return arrives.packed ? sequence(arrives.slots, lane) : reached;
  };
  const auto places = [&](const Delivery& arrives) { return arrives.packed ? arrives.slots : window; };

  OperandSelect select;
  for (std::int64_t lane = 0; lane < lanes; ++lane) {
    std::int64_t w = 0, a = 0;
    if (weights.restricts && activations.restricts) {  // any pair that both keep may be the lane's next
      const bool works = lane < std::min(weights.slots, activations.slots);
      w = works ? places(weights) : 0;
      a = works ? places(activations) : 0;
    } else if (weights.restricts) {
      a = lane < weights.slots ? reach(design.weights, window, lanes, lane) : 0;
      w = own(weights, lane, a);
    } else if (activations.restricts) {
      w = lane < activations.slots ? reach(design.activations, window, lanes, lane) : 0;
      a = own(activations, lane, w);
    } else {
      w = a = sequence(window, lane);
    }
    select.weights.push_back(w);
    select.activations.push_back(a);
  }
  return select;
}

std::int64_t mux2(const std::vector<std::int64_t>& inputs) {
  std::int64_t count = 0;
  for (const std::int64_t n : inputs) count += std::max(n - 1, std::int64_t{0});
  return count;
}

std::int64_t weight_streams(const ResolvedDesign& design) {
  const bool drift = design.domain == Domain::Column || design.domain == Domain::Pe;
  return design.array_m * design.array_k * (drift ? design.array_n : 1);
}

std::int64_t activation_streams(const ResolvedDesign& design) {
  const bool drift = design.domain == Domain::Row || design.domain == Domain::Pe;
  return design.array_n * design.array_k * (drift ? design.array_m : 1);
}

std::int64_t granule_of(const ResolvedDesign& design) {
  std::int64_t granule = std::lcm(design.window, design.weights.pattern.group_length());
  for (const Pattern& pattern : design.activations.listed()) granule = std::lcm(granule, pattern.group_length());
  return granule;
}

}  // namespace skeptic
