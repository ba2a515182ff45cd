#include "sparsity/encoding.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <vector>

namespace skeptic {
namespace {

/// A natural number without limit, lowest word first; as much of its arithmetic as binomial coefficients need.
class Natural {
 public:
  explicit Natural(std::uint32_t value) : words_{value} {}

  void multiply(std::uint32_t factor) {
    std::uint64_t carry = 0;
    for (std::uint32_t& word : words_) {
      carry += std::uint64_t{word} * factor;
      word = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    if (carry > 0) words_.push_back(static_cast<std::uint32_t>(carry));
  }

  /// The caller knows that nothing is left over.
  void divide(std::uint32_t divisor) {
    std::uint64_t rest = 0;
    for (std::size_t i = words_.size(); i-- > 0;) {
      rest = rest << 32 | words_[i];
      words_[i] = static_cast<std::uint32_t>(rest / divisor);
      rest %= divisor;
    }
    while (words_.size() > 1 && words_.back() == 0) words_.pop_back();
    assert(rest == 0);
  }

  /// ceil(log2) of a number above 0: its length in bits, one less for a power of two.
  int ceil_log2() const {
    int ones = 0;
    for (const std::uint32_t word : words_) ones += std::popcount(word);
    const int length = static_cast<int>(words_.size() - 1) * 32 + std::bit_width(words_.back());
    return ones == 1 ? length - 1 : length;
  }

 private:
  std::vector<std::uint32_t> words_;
};

}  // namespace

const EncodingRow& row(EncodingKind kind) {
  const auto* found = std::find_if(kEncodings.begin(), kEncodings.end(), [kind](const EncodingRow& entry) { return entry.kind == kind; });
  assert(found != kEncodings.end());
  return *found;
}

int choice_bits(std::int64_t m, std::int64_t n) {
  assert(0 <= n && n <= m && m <= 4096);
  n = std::min(n, m - n);
  Natural choices{1};
  for (std::int64_t i = 1; i <= n; ++i) {
    // C(m, i) = C(m, i-1) (m-i+1) / i is an integer at every step.
    choices.multiply(static_cast<std::uint32_t>(m - i + 1));
    choices.divide(static_cast<std::uint32_t>(i));
  }
  return choices.ceil_log2();
}

GroupBits group_bits(const Pattern& pattern, EncodingKind encoding) {
  assert(encoding == EncodingKind::Offset || encoding == EncodingKind::Combinatorial);
  GroupBits bits;
  std::int64_t groups = 1;  // of the level at hand, present in one outermost group
  for (std::size_t i = 0; i < pattern.levels.size(); ++i) {
    const Level& level = pattern.levels[i];
    const std::int64_t each =
        encoding == EncodingKind::Offset ? level.keep * ceil_log2(static_cast<std::uint64_t>(level.of)) : choice_bits(level.of, level.keep);
    (i == 0 ? bits.outer : bits.inner) += groups * each;
    if (i + 1 < pattern.levels.size()) groups *= level.keep * (level.block / pattern.levels[i + 1].group());
  }
  return bits;
}

Rational bits_per_nonzero(const Pattern& pattern, EncodingKind encoding) {
  const GroupBits bits = group_bits(pattern, encoding);
  return Rational(bits.outer + bits.inner) / (Rational(pattern.group_length()) * pattern.density());
}

}  // namespace skeptic
