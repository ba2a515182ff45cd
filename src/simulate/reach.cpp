#include "simulate/reach.h"

#include <algorithm>
#include <bit>
#include <cassert>

namespace skeptic {
namespace {

using Bits = std::vector<std::uint64_t>;
constexpr std::int64_t kWord = 64;

/// Collects the vectors of one block of columns after the other, and counts them.
class BlockCounter {
 public:
  BlockCounter(const Geometry& shape, const ReachRules& rules, const std::vector<Bits>& reached) : shape_(shape), rules_(rules), reached_(reached) {
    block_.assign(reached.front().size(), 0);
    if (rules.height == 1) return;
    firsts_.assign(block_.size(), 0);
    for (std::int64_t vector = 0; vector < shape.vectors; vector += rules.height)
      firsts_[static_cast<std::size_t>(vector / kWord)] |= std::uint64_t{1} << (vector % kWord);
  }

  void start(std::int64_t first_column, std::int64_t past_column) {
    first_column_ = first_column, past_column_ = std::min(past_column, shape_.columns);
    std::fill(block_.begin() + from_, block_.begin() + past_, 0);
    from_ = past_ = 0;
  }

  /// body(word's place, its bits) of what the block reaches by a tap.
  template <typename Body>
  void for_each_word(std::int64_t tap, const Body& body) const {
    std::int64_t first = first_column_, last = past_column_ - 1;
    while (first <= last && shape_.vector_at(tap, first) < 0) ++first;
    if (first > last) return;
    while (shape_.vector_at(tap, last) < 0) --last;
    const std::int64_t from = shape_.vector_at(tap, first), to = shape_.vector_at(tap, last);
    const Bits& bits = reached_[static_cast<std::size_t>(tap)];
    for (std::int64_t word = from / kWord; word <= to / kWord; ++word) {
      std::uint64_t found = bits[static_cast<std::size_t>(word)];
      if (word == from / kWord) found &= ~std::uint64_t{0} << (from % kWord);
      if (word == to / kWord) found &= ~std::uint64_t{0} >> (kWord - 1 - to % kWord);
      body(word, found);
    }
  }

  void add(std::int64_t tap) {
    for_each_word(tap, [&](std::int64_t word, std::uint64_t found) {
      from_ = past_ == 0 ? word : std::min(from_, word), past_ = std::max(past_, word + 1);
      block_[static_cast<std::size_t>(word)] |= found;
    });
  }

  /// What a tap adds beside what others have reached; without units.
  Reach add_new(std::int64_t tap, const Bits& others) {
    Reach reach;
    for_each_word(tap, [&](std::int64_t word, std::uint64_t found) {
      from_ = past_ == 0 ? word : std::min(from_, word), past_ = std::max(past_, word + 1);
      std::uint64_t& block = block_[static_cast<std::size_t>(word)];
      const std::uint64_t added = found & ~block & ~others[static_cast<std::size_t>(word)];
      block |= found;
      reach.vectors += std::popcount(added);
      reach.firsts += std::popcount(rules_.height > 1 ? added & firsts_[static_cast<std::size_t>(word)] : added);
    });
    return reach;
  }

  void add_to(Bits& others) const {
    for (std::int64_t word = from_; word < past_; ++word) others[static_cast<std::size_t>(word)] |= block_[static_cast<std::size_t>(word)];
  }
  void remove(const Bits& others) {
    for (std::int64_t word = from_; word < past_; ++word) block_[static_cast<std::size_t>(word)] &= ~others[static_cast<std::size_t>(word)];
  }
  void remove(std::int64_t tap) {
    for_each_word(tap, [&](std::int64_t word, std::uint64_t found) { block_[static_cast<std::size_t>(word)] &= ~found; });
  }

  Reach count() const {
    Reach reach;
    for (std::int64_t word = from_; word < past_; ++word) {
      const std::uint64_t bits = block_[static_cast<std::size_t>(word)];
      reach.vectors += std::popcount(bits);
      if (rules_.height > 1) reach.firsts += std::popcount(bits & firsts_[static_cast<std::size_t>(word)]);
    }
    if (rules_.height == 1) reach.firsts = reach.vectors;
    if (rules_.pixels > 0) reach.unit_rows = count_units();
    return reach;
  }

 private:
  std::int64_t count_units() const {
    std::int64_t units = 0, vector = from_ * kWord;
    while (vector < past_ * kWord) {
      const std::uint64_t rest = block_[static_cast<std::size_t>(vector / kWord)] >> (vector % kWord);
      if (rest == 0) {
        vector = (vector / kWord + 1) * kWord;
        continue;
      }
      vector += std::countr_zero(rest);
      ++units;
      const std::int64_t image = vector / shape_.vectors_per_image * shape_.vectors_per_image, of_image = vector - image;
      vector = image + std::min(shape_.vectors_per_image, (of_image / rules_.pixels + 1) * rules_.pixels);
    }
    return units;
  }

  const Geometry& shape_;
  const ReachRules& rules_;
  const std::vector<Bits>& reached_;
  Bits block_, firsts_;
  std::int64_t from_ = 0, past_ = 0;  ///< words of block_ that may have bits
  std::int64_t first_column_ = 0, past_column_ = 0;
};

}  // namespace

ReachRules reach_rules(const ResolvedDesign& design) {
  return {design.activations.pattern.height(), design.activations.run_time() ? design.activations.decide->pixels : 0};
}

void LayerReach::find_reached(const Geometry& shape) {
  if (!reached_.empty()) return;
  reached_.assign(static_cast<std::size_t>(shape.taps), Bits(static_cast<std::size_t>(ceil_divide(shape.vectors, kWord)), 0));
  for (std::int64_t tap = 0; tap < shape.taps; ++tap) {
    [[maybe_unused]] std::int64_t before = -1;
    Bits& bits = reached_[static_cast<std::size_t>(tap)];
    for (std::int64_t column = 0; column < shape.columns; ++column) {
      const std::int64_t vector = shape.vector_at(tap, column);
      if (vector < 0) continue;
      assert(vector > before);
      before = vector;
      bits[static_cast<std::size_t>(vector / kWord)] |= std::uint64_t{1} << (vector % kWord);
    }
  }
}

Reach LayerReach::first_block(const Geometry& shape, const ReachRules& rules, std::int64_t tile_n, const TapRange& taps) {
  find_reached(shape);
  BlockCounter block(shape, rules, reached_);
  block.start(0, tile_n);
  for (std::int64_t tap = taps.first; tap <= taps.last; ++tap) block.add(tap);
  return block.count();
}

const std::vector<Reach>& LayerReach::new_by_tap(const Geometry& shape, const ReachRules& rules, std::int64_t tile_n) {
  std::vector<Reach>& known = new_by_tap_[{rules, tile_n}];
  if (!known.empty()) return known;
  BlockCounter block(shape, rules, reached_);
  Bits seen(reached_.front().size(), 0);
  for (std::int64_t column = 0; column < shape.columns; column += tile_n) {
    block.start(column, column + tile_n);
    known.emplace_back();
    for (std::int64_t tap = 0; tap < shape.taps; ++tap) {
      const Reach added = block.add_new(tap, seen), before = known.back();
      known.push_back({before.vectors + added.vectors, before.firsts + added.firsts, 0});
    }
    block.add_to(seen);
  }
  return known;
}

std::shared_ptr<const ReachTable> LayerReach::get(const Geometry& shape, const ReachRules& rules, std::int64_t tile_n, bool stays,
                                                  const TapRange& taps) {
  find_reached(shape);
  std::shared_ptr<const ReachTable>& known = tables_[{rules, tile_n, stays, taps}];
  if (known) return known;
  auto table = std::make_shared<ReachTable>();
  const auto add = [&](const Reach& reach) {
    table->blocks.push_back(reach);
    Reach &sum = table->sum, &largest = table->largest;
    sum.vectors += reach.vectors, sum.firsts += reach.firsts, sum.unit_rows += reach.unit_rows;
    largest.vectors = std::max(largest.vectors, reach.vectors), largest.firsts = std::max(largest.firsts, reach.firsts);
    largest.unit_rows = std::max(largest.unit_rows, reach.unit_rows);
  };
  const std::int64_t blocks = ceil_divide(shape.columns, tile_n);
  table->blocks.reserve(static_cast<std::size_t>(blocks));
  if (stays && rules.pixels == 0) {
    const std::vector<Reach>& upto = new_by_tap(shape, rules, tile_n);
    for (std::int64_t block = 0; block < blocks; ++block) {
      const Reach &below = upto[static_cast<std::size_t>(block * (shape.taps + 1) + taps.first)],
                  &all = upto[static_cast<std::size_t>(block * (shape.taps + 1) + taps.last + 1)];
      add({all.vectors - below.vectors, all.firsts - below.firsts, 0});
    }
    return known = table;
  }
  BlockCounter block(shape, rules, reached_);
  Bits seen(stays ? reached_.front().size() : 0, 0);
  for (std::int64_t column = 0; column < shape.columns; column += tile_n) {
    block.start(column, column + tile_n);
    for (std::int64_t tap = taps.first; tap <= taps.last; ++tap) block.add(tap);
    if (stays) {
      block.remove(seen);
      for (std::int64_t tap = 0; tap < taps.first; ++tap) block.remove(tap);
      for (std::int64_t tap = 0; tap < shape.taps; ++tap)
        block.for_each_word(tap, [&](std::int64_t word, std::uint64_t found) { seen[static_cast<std::size_t>(word)] |= found; });
    }
    add(block.count());
  }
  return known = table;
}

}  // namespace skeptic
