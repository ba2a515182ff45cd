#include "sparsity/permutation.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "base/random.h"
#include "sparsity/prune.h"
#include "sparsity/stripe_search.h"

namespace skeptic {
namespace {

/// Channels in descending order of their sums, dealt to the innermost groups in turn, there and back, so that every group has large and small ones.
std::vector<std::int32_t> dealt(const Pattern& pattern, const ChannelColumns& columns) {
  const std::int64_t channels = columns.channels(), length = pattern.levels.back().group();
  std::vector<std::int64_t> sum(static_cast<std::size_t>(channels), 0);
  for (std::int64_t c = 0; c < channels; ++c)
    for (std::int64_t v = 0; v < columns.vectors(); ++v)
      for (std::int64_t lane = 0; lane < kRowLanes; ++lane) sum[static_cast<std::size_t>(c)] += columns.column(static_cast<std::int32_t>(c))[v][lane];
  std::vector<std::int32_t> sorted(static_cast<std::size_t>(channels));
  std::iota(sorted.begin(), sorted.end(), 0);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](std::int32_t a, std::int32_t b) { return sum[static_cast<std::size_t>(a)] > sum[static_cast<std::size_t>(b)]; });
  const std::int64_t groups = (channels + length - 1) / length;
  std::vector<std::int32_t> order(static_cast<std::size_t>(channels));
  auto next = sorted.begin();
  for (std::int64_t turn = 0; turn < length; ++turn)
    for (std::int64_t i = 0; i < groups; ++i) {
      const std::int64_t position = (turn % 2 == 0 ? i : groups - 1 - i) * length + turn;
      if (position < channels) order[static_cast<std::size_t>(position)] = *next++;
    }
  return order;
}

}  // namespace

std::vector<std::int32_t> permute_channels(const Pattern& pattern, std::span<const float> magnitudes, std::int64_t rows, std::int64_t channels,
                                           const PermutationBudget& budget, std::uint64_t seed) {
  assert(static_cast<std::int64_t>(magnitudes.size()) == rows * channels);
  std::vector<std::int32_t> identity(static_cast<std::size_t>(channels));
  std::iota(identity.begin(), identity.end(), 0);
  if (!pattern.structured() || pattern.density() == Rational(1) || channels < 2 || rows == 0) return identity;
  const double before = kept_magnitude(pattern, magnitudes, rows, channels);
  if (before == 1) return identity;
  const ChannelColumns columns(pattern, magnitudes, rows, channels);
  Arrangement arrangement(pattern, columns, identity);
  const std::int64_t kept_before = arrangement.kept();
  Arrangement other(pattern, columns, dealt(pattern, columns));
  if (other.kept() > arrangement.kept()) arrangement = std::move(other);
  Random random(derive_seed(seed, "channel permutation"));
  improve(arrangement, budget, random);
  if (arrangement.kept() <= kept_before) return identity;
  std::vector<std::int32_t> found = arrangement.order();
  return kept_magnitude(pattern, magnitudes, rows, channels, found) > before ? found : identity;
}

double kept_magnitude(const Pattern& pattern, std::span<const float> magnitudes, std::int64_t rows, std::int64_t channels,
                      std::span<const std::int32_t> permutation) {
  assert(static_cast<std::int64_t>(magnitudes.size()) == rows * channels);
  assert(permutation.empty() || static_cast<std::int64_t>(permutation.size()) == channels);
  if (!pattern.structured()) return 1;
  const std::int64_t padded = round_up(channels, pattern.group_length());
  // Some rows at a time, whole blocks of those that share a choice.
  const std::int64_t height = std::min(pattern.height(), std::max<std::int64_t>(rows, 1)), portion = std::max<std::int64_t>(256 / height, 1) * height;
  std::vector<float> values;
  double kept = 0, all = 0;
  for (std::int64_t first = 0; first < rows; first += portion) {
    const std::int64_t count = std::min(portion, rows - first);
    values.assign(static_cast<std::size_t>(count * padded), 0.0F);
    for (std::int64_t r = 0; r < count; ++r)
      for (std::int64_t c = 0; c < channels; ++c) {
        const std::int64_t channel = permutation.empty() ? c : permutation[static_cast<std::size_t>(c)];
        values[static_cast<std::size_t>(r * padded + c)] = magnitudes[static_cast<std::size_t>((first + r) * channels + channel)];
      }
    const Mask slots = slots_of(pattern, values, count, padded);
    for (std::int64_t r = 0; r < count; ++r)
      for (std::int64_t c = 0; c < channels; ++c) {
        const double size = std::fabs(static_cast<double>(values[static_cast<std::size_t>(r * padded + c)]));
        all += size;
        if (slots.get(r, c)) kept += size;
      }
  }
  return all > 0 ? kept / all : 1;
}

std::vector<std::int32_t> inverse(std::span<const std::int32_t> permutation) {
  std::vector<std::int32_t> places(permutation.size());
  for (std::size_t p = 0; p < permutation.size(); ++p) places[static_cast<std::size_t>(permutation[p])] = static_cast<std::int32_t>(p);
  return places;
}

}  // namespace skeptic
