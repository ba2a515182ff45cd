// The search for a channel permutation: swaps of two channels, the best first, and random steps away from where no swap helps.
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.h"
#include "sparsity/group_score.h"
#include "sparsity/permutation.h"

namespace skeptic {

/// Channels on positions, in whole groups of the pattern, and what every group keeps.
class Arrangement {
 public:
  /// `order` holds every channel once. The pattern and the columns must outlive the arrangement.
  Arrangement(const Pattern& pattern, const ChannelColumns& columns, std::vector<std::int32_t> order);

  const Pattern& pattern() const { return *pattern_; }
  const ChannelColumns& columns() const { return *columns_; }
  std::size_t groups() const { return kept_.size(); }
  std::size_t group_length() const { return static_cast<std::size_t>(pattern_->group_length()); }
  /// The channels of a group; padding last.
  std::span<const std::int32_t> group(std::size_t index) const { return {places_.data() + index * group_length(), group_length()}; }
  std::int64_t kept() const;
  std::int64_t kept(std::size_t group) const { return kept_[group]; }
  std::vector<std::int32_t> order() const;

  std::int32_t at(std::size_t position) const { return places_[position]; }
  /// Neither position may be padding. What the groups keep is stale until `rescore`.
  void swap(std::size_t a, std::size_t b) { std::swap(places_[a], places_[b]); }
  void rescore(std::size_t group, std::span<PositionScore> positions = {});

 private:
  const Pattern* pattern_;
  const ChannelColumns* columns_;
  std::vector<std::int32_t> places_;
  std::vector<std::int64_t> kept_;
};

/// Never makes it keep less. The same random numbers give the same result.
void improve(Arrangement& arrangement, const PermutationBudget& budget, Random& random);

}  // namespace skeptic
