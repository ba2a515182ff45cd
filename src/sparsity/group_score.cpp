#include "sparsity/group_score.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <numeric>

namespace skeptic {
namespace {

using Sums [[gnu::vector_size(16)]] = std::uint16_t;
using WideSums [[gnu::vector_size(16)]] = std::uint32_t;

/// Four rows. Whole numbers below 2^24, so that single precision is exact: a group has at most 4096 positions of at most 4095 each.
using Rows [[gnu::vector_size(16)]] = float;
constexpr std::int64_t kRows = 4;
using HalfLanes [[gnu::vector_size(8)]] = std::int16_t;

Rows larger(Rows a, Rows b) { return a > b ? a : b; }
Rows lesser(Rows a, Rows b) { return a < b ? a : b; }

/// The sum of the N highest of some scores, the N-th and the one after it, row by row.
struct Highest {
  Rows sum{}, least{}, next{};
  bool all = false;  ///< are kept, whatever they are
  /// The N-th highest of the others: what a score has to exceed to be kept.
  Rows rival(Rows own) const { return all ? Rows{} : own >= least ? next : least; }
};

/// The highest number that at least `count` of the scores reach.
Rows reached_by(std::span<const Rows> score, std::size_t count) {
  Rows reached{};
  for (float step = 1 << 23; step >= 1; step /= 2) {
    Rows reaching{};
    for (const Rows& one : score) reaching += one >= reached + step ? Rows{} + 1 : Rows{};
    reached += reaching >= static_cast<float>(count) ? Rows{} + step : Rows{};
  }
  return reached;
}

/// `sorted` is room to work in.
Highest highest(std::span<const Rows> score, std::size_t keep, std::vector<Rows>& sorted) {
  Highest found;
  found.all = keep == score.size();
  constexpr std::size_t kMostSorted = 16;
  if (found.all) {
    for (const Rows& one : score) found.sum += one;
  } else if (keep <= kMostSorted) {
    sorted.assign(keep + 1, Rows{});
    for (Rows one : score)
      for (Rows& place : sorted) {
        const Rows low = lesser(place, one);
        place = larger(place, one);
        one = low;
      }
    for (std::size_t i = 0; i < keep; ++i) found.sum += sorted[i];
    found.least = sorted[keep - 1], found.next = sorted[keep];
  } else {
    found.least = reached_by(score, keep), found.next = reached_by(score, keep + 1);
    for (const Rows& one : score) found.sum += larger(one - found.least, Rows{});
    found.sum += found.least * static_cast<float>(keep);
  }
  return found;
}

/// The levels of a pattern at work on one group of positions, four rows at a time.
class GroupLevels {
 public:
  explicit GroupLevels(const Pattern& pattern)
      : values(static_cast<std::size_t>(pattern.group_length())), thresholds(values.size()), pattern_(pattern) {}

  std::vector<Rows> values, thresholds;

  /// Runs all levels but the outermost `without`; `units` is what they keep.
  void run(std::size_t without) {
    units_ = values;
    std::fill(thresholds.begin(), thresholds.end(), Rows{});
    unit_length_ = 1;
    for (std::size_t level = pattern_.levels.size(); level-- > without;) apply(pattern_.levels[level]);
  }
  const std::vector<Rows>& units() const { return units_; }
  /// Positions of a unit.
  std::size_t unit_length() const { return unit_length_; }

 private:
  void apply(const Level& level) {
    const auto length = static_cast<std::size_t>(level.block), of = static_cast<std::size_t>(level.of);
    blocks_.assign(values.size() / length, Rows{});
    for (std::size_t unit = 0; unit < units_.size(); ++unit) blocks_[unit * unit_length_ / length] += units_[unit];
    units_.resize(blocks_.size() / of);
    for (std::size_t group = 0; group < units_.size(); ++group) {
      const std::span<const Rows> own(blocks_.data() + group * of, of);
      const Highest found = highest(own, static_cast<std::size_t>(level.keep), sorted_);
      units_[group] = found.sum;
      for (std::size_t block = 0; block < of; ++block) raise((group * of + block) * length, length, own[block], found.rival(own[block]));
    }
    unit_length_ = of * length;
  }

  /// A position counts where it exceeds its threshold; from now on, where the score of its block with it also exceeds the rival's.
  void raise(std::size_t from, std::size_t length, Rows score, Rows rival) {
    for (std::size_t p = from; p < from + length; ++p) {
      const Rows own = larger(values[p] - thresholds[p], Rows{});
      thresholds[p] += larger(rival - (score - own), Rows{});
    }
  }

  const Pattern& pattern_;
  std::size_t unit_length_ = 1;
  std::vector<Rows> units_, blocks_, sorted_;
};

/// The outermost level where rows share its choice. Sums over its rows; any number of them.
class SharedLevel {
 public:
  SharedLevel(const Level& level, std::size_t positions) : level_(level), total_(static_cast<std::size_t>(level.of), 0), worth_(positions, 0) {}

  void add(const GroupLevels& levels) {
    for (std::size_t unit = 0; unit < levels.units().size(); ++unit) total_[block(unit * levels.unit_length())] += sum(levels.units()[unit]);
    for (std::size_t p = 0; p < worth_.size(); ++p) worth_[p] += sum(larger(levels.values[p] - levels.thresholds[p], Rows{}));
  }
  /// What the rows so far keep, together; starts afresh. `deficit(position)`, how much a position's worth has to exceed, is told first.
  template <typename Tell>
  std::int64_t finish(const Tell& tell) {
    std::vector<std::int64_t> sorted(total_);
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    const auto keep = static_cast<std::size_t>(level_.keep);
    for (std::size_t p = 0; p < worth_.size(); ++p) {
      const std::int64_t score = total_[block(p)];
      const std::int64_t rival = keep == sorted.size() ? 0 : score >= sorted[keep - 1] ? sorted[keep] : sorted[keep - 1];
      tell(p, std::max<std::int64_t>(0, rival - (score - worth_[p])));
    }
    std::fill(total_.begin(), total_.end(), 0);
    std::fill(worth_.begin(), worth_.end(), 0);
    return std::accumulate(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(keep), std::int64_t{0});
  }

 private:
  static std::int64_t sum(Rows rows) {
    std::int64_t all = 0;
    for (std::int64_t lane = 0; lane < kRows; ++lane) all += static_cast<std::int64_t>(rows[lane]);
    return all;
  }
  std::size_t block(std::size_t position) const { return position / static_cast<std::size_t>(level_.block); }

  const Level& level_;
  std::vector<std::int64_t> total_, worth_;
};

/// Σ max(x, t): there is an instruction for eight of these, and none for max(0, x - t).
std::int64_t sum_of_larger(const RowLanes* x, const RowLanes* t, std::int64_t vectors) {
  const auto at = [&](std::int64_t v) { return (Sums)(x[v] > t[v] ? x[v] : t[v]); };
  WideSums wide{};
  constexpr std::int64_t kVectors = 16;
  for (std::int64_t first = 0; first < vectors; first += kVectors) {
    const std::int64_t last = std::min(vectors, first + kVectors);
    Sums sum{};
    std::int64_t v = first;
    for (; v + 4 <= last; v += 4) sum += (at(v) + at(v + 1)) + (at(v + 2) + at(v + 3));
    for (; v < last; ++v) sum += at(v);
    const auto pairs = (WideSums)sum;
    wide += (pairs & 0xffffU) + (pairs >> 16);
  }
  return std::int64_t{wide[0]} + wide[1] + wide[2] + wide[3];
}

}  // namespace

ChannelColumns::ChannelColumns(const Pattern& pattern, std::span<const float> magnitudes, std::int64_t rows, std::int64_t channels)
    : channels_(channels) {
  const std::int64_t height = std::min(pattern.height(), std::max<std::int64_t>(rows, 1));
  const std::int64_t shared = height > 1 ? (height + kRowLanes - 1) / kRowLanes : 0;
  vectors_of_block_ = shared;
  vectors_ = shared > 0 ? (rows + height - 1) / height * shared : (rows + kRowLanes - 1) / kRowLanes;
  data_.assign(static_cast<std::size_t>((channels + 1) * vectors_), RowLanes{});
  double sum = 0, largest = 0;
  for (const float value : magnitudes) {
    const double size = std::fabs(static_cast<double>(value));
    sum += size;
    largest = std::max(largest, size);
  }
  if (largest == 0) return;
  const double unit = std::min(largest, 32 * sum / static_cast<double>(magnitudes.size())) / kLargestMagnitude;
  if (!(unit > 0)) return;
  for (std::int64_t r = 0; r < rows; ++r) {
    const std::int64_t place = shared > 0 ? r / height * shared * kRowLanes + r % height : r;
    for (std::int64_t c = 0; c < channels; ++c) {
      const double size = std::fabs(static_cast<double>(magnitudes[static_cast<std::size_t>(r * channels + c)])) / unit;
      data_[static_cast<std::size_t>(c * vectors_ + place / kRowLanes)][place % kRowLanes] =
          static_cast<std::int16_t>(std::min<double>(kLargestMagnitude, std::floor(size + 0.5)));
    }
  }
}

std::int64_t score_group(const Pattern& pattern, const ChannelColumns& columns, std::span<const std::int32_t> channels,
                         std::span<PositionScore> positions) {
  assert(static_cast<std::int64_t>(channels.size()) == pattern.group_length());
  assert(positions.empty() || positions.size() == channels.size());
  const std::int64_t block = columns.vectors_of_block();
  for (PositionScore& position : positions) {
    position.thresholds.resize(static_cast<std::size_t>(columns.vectors()));
    position.deficits.assign(static_cast<std::size_t>(block > 0 ? columns.vectors() / block : 0), 0);
  }
  std::vector<const RowLanes*> column;
  for (const std::int32_t channel : channels) column.push_back(columns.column(channel));
  GroupLevels levels(pattern);
  SharedLevel shared(pattern.levels.front(), channels.size());
  std::int64_t kept = 0;
  for (std::int64_t v = 0; v < columns.vectors(); ++v) {
    for (std::int64_t half = 0; half < kRowLanes; half += kRows) {
      for (std::size_t p = 0; p < channels.size(); ++p)
        for (std::int64_t lane = 0; lane < kRows; ++lane) levels.values[p][lane] = column[p][v][half + lane];
      levels.run(block > 0 ? 1 : 0);
      for (std::size_t p = 0; p < positions.size(); ++p) {
        const Rows threshold = lesser(levels.thresholds[p], Rows{} + kLargestMagnitude);
        RowLanes& thresholds = positions[p].thresholds[static_cast<std::size_t>(v)];
        for (std::int64_t lane = 0; lane < kRows; ++lane) thresholds[half + lane] = static_cast<std::int16_t>(threshold[lane]);
      }
      if (block > 0)
        shared.add(levels);
      else
        for (std::int64_t lane = 0; lane < kRows; ++lane) kept += static_cast<std::int64_t>(levels.units().front()[lane]);
    }
    if (block > 0 && (v + 1) % block == 0)
      kept += shared.finish([&](std::size_t p, std::int64_t deficit) {
        if (!positions.empty()) positions[p].deficits[static_cast<std::size_t>(v / block)] = deficit;
      });
  }
  for (PositionScore& position : positions)
    position.threshold_sum = sum_of_larger(position.thresholds.data(), position.thresholds.data(), columns.vectors());
  return kept;
}

void score_channels(const ChannelColumns& columns, std::span<const std::int32_t> channels, std::span<const PositionScore* const> positions,
                    std::span<std::int64_t* const> worth) {
  const std::int64_t block = columns.vectors_of_block();
  for (std::size_t p = 0; p < positions.size(); ++p)
    for (std::size_t c = 0; c < channels.size(); ++c) worth[p][c] = block > 0 ? 0 : -positions[p]->threshold_sum;
  // So many vectors of some positions stay in the nearest cache while the channels pass by.
  constexpr std::int64_t kChunk = 64;
  if (block == 0) {
    for (std::int64_t v = 0; v < columns.vectors(); v += kChunk) {
      const std::int64_t vectors = std::min(kChunk, columns.vectors() - v);
      for (std::size_t c = 0; c < channels.size(); ++c) {
        const RowLanes* x = columns.column(channels[c]) + v;
        for (std::size_t p = 0; p < positions.size(); ++p) worth[p][c] += sum_of_larger(x, positions[p]->thresholds.data() + v, vectors);
      }
    }
    return;
  }
  for (std::size_t p = 0; p < positions.size(); ++p) {
    const RowLanes* thresholds = positions[p]->thresholds.data();
    std::vector<std::int64_t> minimum(positions[p]->deficits);  // of Σ max(x, t): Σ t + deficit
    for (std::size_t b = 0; b < minimum.size(); ++b)
      minimum[b] += sum_of_larger(thresholds + static_cast<std::int64_t>(b) * block, thresholds + static_cast<std::int64_t>(b) * block, block);
    for (std::size_t c = 0; c < channels.size(); ++c) {
      const RowLanes* x = columns.column(channels[c]);
      for (std::size_t b = 0; b < minimum.size(); ++b) {
        const std::int64_t from = static_cast<std::int64_t>(b) * block;
        worth[p][c] += std::max<std::int64_t>(0, sum_of_larger(x + from, thresholds + from, block) - minimum[b]);
      }
    }
  }
}

}  // namespace skeptic
