// The largest of every group, on vectors: see PruningKernels. Included once for every instruction set.
//
// A *span* is 8, 16 or 32 consecutive values: one group, or the groups of 2 or 4 that fill eight positions. Every lane of a vector holds one position
// of a span of its own, so that the values of a group meet in the same lane of different vectors; a value is kept when fewer than `keep` go before
// it.
#if defined(SKEPTIC_SPARSITY_KERNELS_KEEP_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef SKEPTIC_SPARSITY_KERNELS_KEEP_INL
#undef SKEPTIC_SPARSITY_KERNELS_KEEP_INL
#else
#define SKEPTIC_SPARSITY_KERNELS_KEEP_INL
#endif

#include <hwy/cache_control.h>
#include <hwy/highway.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <utility>

#include "sparsity/kernels/kernels.h"

#if HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128  // portable.h
HWY_BEFORE_NAMESPACE();
namespace skeptic {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

static_assert(std::endian::native == std::endian::little, "words of a mask are written byte by byte");

/// Vectors of one, two or four blocks of 16 bytes.
inline constexpr int kBlocks = HWY_MAX_BYTES >= 64 ? 4 : HWY_MAX_BYTES >= 32 ? 2 : 1;
inline constexpr int kSpans = 4 * kBlocks;  ///< that are worked on together: one a lane
using Floats = hn::FixedTag<float, kSpans>;
using Numbers = hn::Repartition<std::int32_t, Floats>;
using Pairs = hn::Repartition<std::uint64_t, Floats>;
using SignBytes = hn::Repartition<std::int8_t, Floats>;
using FloatVector = hn::Vec<Floats>;
using NumberVector = hn::Vec<Numbers>;

/// Which span a lane holds: in order; or in halves, the first two lanes of all blocks the first half of the spans and the last two the other half, so
/// that the bits of each half come out in order.
struct InOrder {
  static constexpr int span(int block, int lane) { return 4 * block + lane; }
};
struct InHalves {
  static constexpr int span(int block, int lane) { return lane < 2 ? 2 * block + lane : 2 * kBlocks + 2 * block + lane - 2; }
};

/// A bit a lane.
HWY_INLINE std::uint64_t lane_bits(hn::Mask<Floats> mask) {
  std::uint8_t bits[8];
  hn::StoreMaskBits(Floats(), mask, bits);
  return kSpans > 8 ? std::uint64_t{bits[1]} << 8 | bits[0] : std::uint64_t{bits[0]};
}

/// Four consecutive values of one span a block, that of lane `lane` in the end.
template <typename Order, int kSpan, int kLane>
HWY_INLINE NumberVector four_values(const float* values) {
  const hn::FixedTag<float, 4> four;
  const auto block = [&](int b) { return hn::LoadU(four, values + Order::span(b, kLane) * kSpan); };
  if constexpr (kBlocks == 1) {
    return hn::BitCast(Numbers(), block(0));
  } else if constexpr (kBlocks == 2) {
    return hn::BitCast(Numbers(), hn::Combine(Floats(), block(1), block(0)));
  } else {
    const hn::FixedTag<float, 8> eight;
    return hn::BitCast(Numbers(), hn::Combine(Floats(), hn::Combine(eight, block(3), block(2)), hn::Combine(eight, block(1), block(0))));
  }
}

/// Absolute values, as numbers that order as they do, of positions [0, 4) of all spans.
template <typename Order, int kSpan>
HWY_INLINE void sizes_of_four(const float* values, NumberVector* size) {
  const Numbers numbers;
  const Pairs pairs;
  const auto v0 = four_values<Order, kSpan, 0>(values), v1 = four_values<Order, kSpan, 1>(values);
  const auto v2 = four_values<Order, kSpan, 2>(values), v3 = four_values<Order, kSpan, 3>(values);
  const auto low01 = hn::BitCast(pairs, hn::InterleaveLower(numbers, v0, v1)), high01 = hn::BitCast(pairs, hn::InterleaveUpper(numbers, v0, v1));
  const auto low23 = hn::BitCast(pairs, hn::InterleaveLower(numbers, v2, v3)), high23 = hn::BitCast(pairs, hn::InterleaveUpper(numbers, v2, v3));
  const auto no_sign = hn::Set(numbers, 0x7fffffff);
  size[0] = hn::And(no_sign, hn::BitCast(numbers, hn::InterleaveLower(pairs, low01, low23)));
  size[1] = hn::And(no_sign, hn::BitCast(numbers, hn::InterleaveUpper(pairs, low01, low23)));
  size[2] = hn::And(no_sign, hn::BitCast(numbers, hn::InterleaveLower(pairs, high01, high23)));
  size[3] = hn::And(no_sign, hn::BitCast(numbers, hn::InterleaveUpper(pairs, high01, high23)));
}

template <typename Order, int kSpan, int... kFour>
HWY_INLINE void sizes_of_span(const float* values, NumberVector* size, std::integer_sequence<int, kFour...>) {
  (sizes_of_four<Order, kSpan>(values + 4 * kFour, size + 4 * kFour), ...);
}

/// An earlier and a later value of a group: one of them goes before the other, the earlier where they are equal.
HWY_INLINE void meet(NumberVector early, NumberVector late, NumberVector& before_early, NumberVector& before_late) {
  const auto larger = hn::VecFromMask(Numbers(), hn::Gt(late, early));  // -1 where it is
  before_early = hn::Sub(before_early, larger);
  before_late = hn::Add(before_late, larger);
}

template <int kLate, int... kEarly>
HWY_INLINE void meet_earlier(const NumberVector* size, NumberVector* before, NumberVector keep, std::integer_sequence<int, kEarly...>) {
  before[kLate] = hn::Sub(hn::Set(Numbers(), kLate), keep);
  (meet(size[kEarly], size[kLate], before[kEarly], before[kLate]), ...);
}

/// before[i]: how many of the group go before its value i, less `keep`: negative where it is kept.
template <int... kLate>
HWY_INLINE void rank(const NumberVector* size, NumberVector* before, NumberVector keep, std::integer_sequence<int, kLate...>) {
  (meet_earlier<kLate>(size, before, keep, std::make_integer_sequence<int, kLate>()), ...);
}

template <int kOf, int... kGroup>
HWY_INLINE void rank_groups(const NumberVector* size, NumberVector* before, NumberVector keep, std::integer_sequence<int, kGroup...>) {
  (rank(size + kGroup * kOf, before + kGroup * kOf, keep, std::make_integer_sequence<int, kOf>()), ...);
}

/// A byte of each of four vectors, whose numbers are so small that all bytes have their sign.
HWY_INLINE NumberVector signs_of_four(const NumberVector* before) {
  const SignBytes bytes;
  const hn::Repartition<std::uint16_t, Floats> halves;
  const auto low = hn::BitCast(halves, hn::OddEven(hn::BitCast(bytes, before[1]), hn::BitCast(bytes, before[0])));
  const auto high = hn::BitCast(halves, hn::OddEven(hn::BitCast(bytes, before[3]), hn::BitCast(bytes, before[2])));
  return hn::BitCast(Numbers(), hn::OddEven(high, low));
}

HWY_INLINE void store_signs(NumberVector numbers, std::uint8_t* bits) {
  const SignBytes bytes;
  std::uint8_t stored[8];  // the least that there must be room for
  hn::StoreMaskBits(bytes, hn::Lt(hn::BitCast(bytes, numbers), hn::Zero(bytes)), stored);
  std::memcpy(bits, stored, kSpans / 2);
}

/// The bits of positions [first, first + 8) of all spans.
template <int kSpan>
HWY_INLINE void store_eight(const NumberVector* before, int first, std::uint8_t* bits) {
  const Numbers numbers;
  const auto low = signs_of_four(before + first), high = signs_of_four(before + first + 4);
  const auto first_half = hn::InterleaveLower(numbers, low, high), last_half = hn::InterleaveUpper(numbers, low, high);
  if constexpr (kSpan == 8) {
    store_signs(first_half, bits);
    store_signs(last_half, bits + kSpans / 2);
  } else {
    std::uint8_t eights[kSpans];
    store_signs(first_half, eights);
    store_signs(last_half, eights + kSpans / 2);
    for (int span = 0; span < kSpans; ++span) bits[span * (kSpan / 8) + first / 8] = eights[span];
  }
}

/// Values some time before they are ranked: maps are larger than caches, and ranking takes so long that nothing else asks for the next ones in time.
template <int kStep>
HWY_INLINE void prefetch(const float* values) {
  constexpr std::uintptr_t kAhead = 4096, kLine = 64;
  const std::uintptr_t at = reinterpret_cast<std::uintptr_t>(values) + kAhead;
  for (std::uintptr_t line = 0; line < kStep * sizeof(float); line += kLine) hwy::Prefetch(reinterpret_cast<const float*>(at + line));
}

/// kSpans spans.
template <int kOf>
HWY_INLINE void keep_spans(const float* values, NumberVector keep, std::uint8_t* bits) {
  constexpr int kSpan = kOf < 8 ? 8 : kOf;
  NumberVector size[kSpan], before[kSpan];
  sizes_of_span<InHalves, kSpan>(values, size, std::make_integer_sequence<int, kSpan / 4>());
  rank_groups<kOf>(size, before, keep, std::make_integer_sequence<int, kSpan / kOf>());
  for (int first = 0; first < kSpan; first += 8) store_eight<kSpan>(before, first, bits);
}

template <int kOf>
HWY_NOINLINE void keep_of(const float* values, std::int64_t count, int keep, std::uint64_t* words) {
  constexpr int kStep = (kOf < 8 ? 8 : kOf) * kSpans;
  if (count == 0) return;
  const NumberVector number = hn::Set(Numbers(), keep);
  auto* bits = reinterpret_cast<std::uint8_t*>(words);
  words[(count - 1) / 64] = 0;
  std::int64_t first = 0;
  for (; first + kStep <= count; first += kStep) {
    prefetch<kStep>(values + first);
    keep_spans<kOf>(values + first, number, bits + first / 8);
  }
  if (first == count) return;
  float last[kStep] = {};
  std::uint64_t last_bits[(kStep + 63) / 64] = {};
  std::copy(values + first, values + count, last);
  keep_spans<kOf>(last, number, reinterpret_cast<std::uint8_t*>(last_bits));
  if ((count - first) % 64 != 0) last_bits[(count - first) / 64] &= (std::uint64_t{1} << ((count - first) % 64)) - 1;
  std::memcpy(bits + first / 8, last_bits, static_cast<std::size_t>((count - first + 7) / 8));
}

void keep(const float* values, std::int64_t count, int of, int keep, std::uint64_t* words) {
  switch (of) {
    case 2:
      return keep_of<2>(values, count, keep, words);
    case 4:
      return keep_of<4>(values, count, keep, words);
    case 8:
      return keep_of<8>(values, count, keep, words);
    case 16:
      return keep_of<16>(values, count, keep, words);
    default:
      return keep_of<32>(values, count, keep, words);
  }
}

/// Sums of squares of kSpans spans of eight.
HWY_INLINE void squares_of_spans(const float* values, const std::uint8_t* bits, float* all_of, float* kept_of) {
  const Floats floats;
  const Numbers numbers;
  NumberVector size[8];
  sizes_of_span<InOrder, 8>(values, size, std::make_integer_sequence<int, 2>());
  auto sign = hn::ShiftLeft<24>(hn::PromoteTo(numbers, hn::LoadU(hn::Rebind<std::uint8_t, Numbers>(), bits)));
  auto all = hn::Zero(floats), kept = hn::Zero(floats);
  for (int i = 7; i >= 0; --i) {
    const auto value = hn::BitCast(floats, size[i]);
    all = hn::MulAdd(value, value, all);
    kept = hn::MulAdd(hn::BitCast(floats, hn::And(size[i], hn::BroadcastSignBit(sign))), value, kept);
    sign = hn::Add(sign, sign);
  }
  hn::StoreU(all, floats, all_of);
  hn::StoreU(kept, floats, kept_of);
}

void squares(const float* values, std::int64_t count, const std::uint64_t* words, float* all, float* kept) {
  constexpr int kStep = 8 * kSpans;
  const auto* bits = reinterpret_cast<const std::uint8_t*>(words);
  std::int64_t first = 0;
  for (; first + kStep <= count; first += kStep) squares_of_spans(values + first, bits + first / 8, all + first / 8, kept + first / 8);
  if (first == count) return;
  float last[kStep] = {}, last_all[kSpans], last_kept[kSpans];
  std::uint8_t last_bits[kSpans] = {};
  const std::int64_t spans = (count - first) / 8;
  std::copy(values + first, values + count, last);
  std::copy(bits + first / 8, bits + count / 8, last_bits);
  squares_of_spans(last, last_bits, last_all, last_kept);
  std::copy(last_all, last_all + spans, all + first / 8);
  std::copy(last_kept, last_kept + spans, kept + first / 8);
}

void add_pairs(float* numbers, std::int64_t count) {
  const Floats floats;
  std::int64_t pair = 0;
  for (; 2 * (pair + kSpans) <= count; pair += kSpans) {
    const auto first = hn::LoadU(floats, numbers + 2 * pair), second = hn::LoadU(floats, numbers + 2 * pair + kSpans);
    hn::StoreU(hn::Add(hn::ConcatEven(floats, second, first), hn::ConcatOdd(floats, second, first)), floats, numbers + pair);
  }
  for (; 2 * pair < count; ++pair) numbers[pair] = numbers[2 * pair] + numbers[2 * pair + 1];
}

void compare(const float* kept, const float* all, std::int64_t count, const Share& share, std::uint64_t* above, std::uint64_t* below) {
  const Floats floats;
  const auto high = hn::Set(floats, share.high), low = hn::Set(floats, share.low), least = hn::Set(floats, share.least);
  const auto largest = hn::Set(floats, std::numeric_limits<float>::max());
  for (std::int64_t first = 0; first < count; first += 64) {
    std::uint64_t above_word = 0, below_word = 0;
    const auto length = static_cast<int>(std::min<std::int64_t>(64, count - first));
    for (int i = 0; i < length; i += kSpans) {
      float last[2][kSpans] = {};
      const float *of_kept = kept + first + i, *of_all = all + first + i;
      if (length - i < kSpans) {
        std::copy(of_kept, of_kept + (length - i), last[0]);
        std::copy(of_all, of_all + (length - i), last[1]);
        of_kept = last[0], of_all = last[1];
      }
      const auto k = hn::LoadU(floats, of_kept), a = hn::LoadU(floats, of_all);
      above_word |= lane_bits(hn::Gt(k, hn::Add(hn::Mul(high, a), least))) << i;
      below_word |= lane_bits(hn::And(hn::Lt(k, hn::Sub(hn::Mul(low, a), least)), hn::Le(a, largest))) << i;
    }
    above[first / 64] = above_word;
    below[first / 64] = below_word;
  }
}

/// A value is 0 where no bit but its sign is one.
void nonzeros(const float* values, std::int64_t count, std::uint64_t* words) {
  const Numbers numbers;
  const Floats floats;
  const auto no_sign = hn::Set(numbers, 0x7fffffff);
  std::int64_t first = 0;
  for (; first + 64 <= count; first += 64) {
    std::uint64_t word = 0;
    for (int i = 0; i < 64; i += kSpans) {
      const auto size = hn::And(no_sign, hn::BitCast(numbers, hn::LoadU(floats, values + first + i)));
      word |= lane_bits(hn::RebindMask(floats, hn::Gt(size, hn::Zero(numbers)))) << i;
    }
    words[first / 64] = word;
  }
  if (first == count) return;
  std::uint64_t word = 0;
  for (std::int64_t i = first; i < count; ++i) word |= std::uint64_t{values[i] != 0.0F} << (i - first);
  words[first / 64] = word;
}

}  // namespace HWY_NAMESPACE
}  // namespace skeptic
HWY_AFTER_NAMESPACE();
#endif  // HWY_TARGET != HWY_SCALAR
#endif
