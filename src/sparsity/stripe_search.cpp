#include "sparsity/stripe_search.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace skeptic {
namespace {

/// In comparisons: scoring a group, for a row and a position; a comparison of rows that share a choice, which are added up in short runs; ranking a
/// swap of a position and a channel.
constexpr std::int64_t kScoring = 48, kShared = 3, kRanking = 40;
/// Groups with more channels than this are searched in parts, so that a swap stays cheap.
constexpr std::size_t kMostChannels = 512;
/// What channels are worth at positions, as many numbers as are kept at once: groups of thousands of positions are not searched.
constexpr std::size_t kMostWorths = std::size_t{1} << 23;
/// Swaps within a group that are tried for real, of those that look best.
constexpr std::size_t kTried = 8;

struct Swap {
  std::int64_t gain = 0;
  std::size_t a = 0, b = 0;
};

/// Some groups of an arrangement, which swap channels with each other.
class Stripes {
 public:
  Stripes(Arrangement& arrangement, std::vector<std::size_t> groups, std::int64_t& left)
      : arrangement_(arrangement), groups_(std::move(groups)), length_(arrangement.group_length()), left_(left) {
    for (const std::size_t group : groups_)
      for (std::size_t p = 0; p < length_; ++p) {
        const std::int32_t channel = arrangement_.group(group)[p];
        own_.push_back(channel == kPadding ? kNowhere : channels_.size());
        if (channel != kPadding) channels_.push_back(channel);
      }
    const std::int64_t rows = arrangement_.columns().vectors() * kRowLanes;
    const std::int64_t each = rows * (arrangement_.columns().vectors_of_block() > 0 ? kShared : 1) + kRanking;
    within_cost_ = rows * static_cast<std::int64_t>(length_) * kScoring;
    refresh_cost_ = static_cast<std::int64_t>(length_ * channels_.size()) * each + within_cost_;
    single_positions_ = arrangement_.pattern().levels.back().block == 1;
    affordable_ = refresh_cost_ * static_cast<std::int64_t>(groups_.size()) <= left_ && own_.size() * channels_.size() <= kMostWorths;
    if (!affordable_) return;
    scores_.resize(own_.size());
    worth_.assign(own_.size(), std::vector<std::int64_t>(channels_.size()));
    between_.assign(groups_.size() * groups_.size(), Swap{});
    within_.assign(groups_.size(), Swap{});
    std::vector<std::size_t> all(groups_.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    refresh(all);
  }

  /// Swaps, always the best one, until none helps or the budget is spent.
  void descend() {
    while (affordable_ && left_ > 0) {
      const Swap best = best_swap();
      if (best.gain <= 0) return;
      swap(best.a, best.b);
      refresh({best.a / length_, best.b / length_});
    }
  }

  /// Random exchanges between two or three groups, each followed by a descent; what does not help is taken back. Ends after so many without success.
  void escape(int limit, Random& random) {
    if (groups_.size() < 2 && single_positions_ && arrangement_.pattern().levels.size() == 1) return;
    for (int failures = 0; affordable_ && left_ > 0 && failures < limit; ++failures) {
      const std::int64_t before = kept();
      undo_.clear();
      recording_ = true;
      std::vector<std::size_t> touched;
      for (std::uint64_t step = 1 + random.below(3); step > 0; --step) {
        const std::size_t a = random.below(own_.size()), b = random.below(own_.size());
        if (own_[a] == kNowhere || own_[b] == kNowhere || a == b) continue;
        swap(a, b);
        touched.push_back(a / length_), touched.push_back(b / length_);
      }
      refresh(touched);
      descend();
      recording_ = false;
      if (kept() > before) {
        failures = -1;
      } else if (!undo_.empty()) {
        touched.clear();
        for (auto step = undo_.rbegin(); step != undo_.rend(); ++step) {
          swap(step->a, step->b);
          touched.push_back(step->a / length_), touched.push_back(step->b / length_);
        }
        refresh(touched);
      }
    }
  }

 private:
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

  std::size_t place(std::size_t position) const { return groups_[position / length_] * length_ + position % length_; }

  std::int64_t kept() const {
    std::int64_t sum = 0;
    for (const std::size_t group : groups_) sum += arrangement_.kept(group);
    return sum;
  }

  void swap(std::size_t a, std::size_t b) {
    arrangement_.swap(place(a), place(b));
    std::swap(own_[a], own_[b]);
    if (recording_) undo_.push_back({0, a, b});
  }

  /// Scores changed groups anew, and the swaps that they take part in.
  void refresh(std::vector<std::size_t> changed) {
    std::sort(changed.begin(), changed.end());
    changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
    left_ -= refresh_cost_ * static_cast<std::int64_t>(changed.size());
    std::vector<const PositionScore*> positions;
    std::vector<std::int64_t*> worth;
    for (const std::size_t group : changed) {
      arrangement_.rescore(groups_[group], {scores_.data() + group * length_, length_});
      for (std::size_t p = group * length_; p < (group + 1) * length_; ++p)
        if (own_[p] != kNowhere) positions.push_back(&scores_[p]), worth.push_back(worth_[p].data());
    }
    score_channels(arrangement_.columns(), channels_, positions, worth);
    for (const std::size_t group : changed) {
      for (std::size_t other = 0; other < groups_.size(); ++other)
        if (other != group)
          between_[std::min(group, other) * groups_.size() + std::max(group, other)] = best_between(std::min(group, other), std::max(group, other));
      within_[group] = best_within(group);
    }
  }

  /// Exact for positions of different groups.
  std::int64_t gain(std::size_t a, std::size_t b) const { return worth_[a][own_[b]] + worth_[b][own_[a]] - worth_[a][own_[a]] - worth_[b][own_[b]]; }

  Swap best_between(std::size_t first, std::size_t second) const {
    Swap best;
    for (std::size_t a = first * length_; a < (first + 1) * length_; ++a)
      for (std::size_t b = second * length_; own_[a] != kNowhere && b < (second + 1) * length_; ++b)
        if (own_[b] != kNowhere && gain(a, b) > best.gain) best = {gain(a, b), a, b};
    return best;
  }

  /// Whether a swap of two positions of one group changes nothing.
  bool alike(std::size_t a, std::size_t b) const {
    const Level& innermost = arrangement_.pattern().levels.back();
    const auto unit = static_cast<std::size_t>(single_positions_ ? innermost.group() : innermost.block);
    return a / unit == b / unit;
  }

  /// Within a group the gain of two positions is an estimate: the best of them are tried.
  Swap best_within(std::size_t group) {
    Swap best;
    std::vector<Swap> candidates;
    for (std::size_t a = group * length_; a < (group + 1) * length_; ++a)
      for (std::size_t b = a + 1; own_[a] != kNowhere && b < (group + 1) * length_; ++b)
        if (own_[b] != kNowhere && !alike(a, b)) candidates.push_back({gain(a, b), a, b});
    const std::size_t tried = std::min(kTried, candidates.size());
    std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(tried), candidates.end(),
                      [](const Swap& x, const Swap& y) { return x.gain != y.gain ? x.gain > y.gain
                                                                : x.a != y.a     ? x.a < y.a
                                                                                 : x.b < y.b; });
    const std::span<const std::int32_t> channels = arrangement_.group(groups_[group]);
    for (std::size_t i = 0; i < tried; ++i) {
      std::vector<std::int32_t> swapped(channels.begin(), channels.end());
      std::swap(swapped[candidates[i].a % length_], swapped[candidates[i].b % length_]);
      const std::int64_t gained = score_group(arrangement_.pattern(), arrangement_.columns(), swapped, {}) - arrangement_.kept(groups_[group]);
      if (gained > best.gain) best = {gained, candidates[i].a, candidates[i].b};
    }
    left_ -= within_cost_ * static_cast<std::int64_t>(tried);
    return best;
  }

  Swap best_swap() const {
    Swap best;
    for (std::size_t a = 0; a < groups_.size(); ++a) {
      if (within_[a].gain > best.gain) best = within_[a];
      for (std::size_t b = a + 1; b < groups_.size(); ++b)
        if (between_[a * groups_.size() + b].gain > best.gain) best = between_[a * groups_.size() + b];
    }
    return best;
  }

  Arrangement& arrangement_;
  std::vector<std::size_t> groups_;
  std::size_t length_;
  std::int64_t& left_;
  std::int64_t refresh_cost_ = 0, within_cost_ = 0;
  bool single_positions_ = true, affordable_ = false, recording_ = false;
  std::vector<std::int32_t> channels_;            // those of the groups, in the order in which they stood at first
  std::vector<std::size_t> own_;                  // by position: the index of its channel
  std::vector<PositionScore> scores_;             // by position
  std::vector<std::vector<std::int64_t>> worth_;  // [position][channel]
  std::vector<Swap> between_, within_;            // the best by pair of groups, and by group
  std::vector<Swap> undo_;
};

}  // namespace

Arrangement::Arrangement(const Pattern& pattern, const ChannelColumns& columns, std::vector<std::int32_t> order)
    : pattern_(&pattern), columns_(&columns), places_(std::move(order)) {
  assert(static_cast<std::int64_t>(places_.size()) == columns.channels());
  const std::size_t count = (places_.size() + group_length() - 1) / group_length();
  places_.resize(count * group_length(), kPadding);
  kept_.assign(count, 0);
  for (std::size_t group = 0; group < count; ++group) rescore(group);
}

std::int64_t Arrangement::kept() const { return std::accumulate(kept_.begin(), kept_.end(), std::int64_t{0}); }

std::vector<std::int32_t> Arrangement::order() const { return {places_.begin(), places_.begin() + columns_->channels()}; }

void Arrangement::rescore(std::size_t index, std::span<PositionScore> positions) {
  kept_[index] = score_group(*pattern_, *columns_, group(index), positions);
}

void improve(Arrangement& arrangement, const PermutationBudget& budget, Random& random) {
  std::int64_t left = budget.comparisons;
  const std::size_t together = std::max<std::size_t>(2, kMostChannels / arrangement.group_length());
  std::vector<std::size_t> groups(arrangement.groups());
  std::iota(groups.begin(), groups.end(), std::size_t{0});
  if (groups.size() <= together) {
    Stripes stripes(arrangement, groups, left);
    stripes.descend();
    stripes.escape(budget.escapes, random);
    return;
  }
  for (std::int64_t before = -1; left > 0 && before < arrangement.kept();) {
    before = arrangement.kept();
    for (std::size_t i = groups.size(); i > 1; --i) std::swap(groups[i - 1], groups[random.below(i)]);
    const std::size_t parts = (groups.size() + together - 1) / together;
    for (std::size_t part = 0; part < parts && left > 0; ++part) {
      const std::size_t from = groups.size() * part / parts, to = groups.size() * (part + 1) / parts;
      Stripes stripes(arrangement, {groups.begin() + static_cast<std::ptrdiff_t>(from), groups.begin() + static_cast<std::ptrdiff_t>(to)}, left);
      stripes.descend();
    }
  }
}

}  // namespace skeptic
