// Costs of the elements of one slice of a wave: see CostBlock. Included once for every instruction set.
#if defined(SKEPTIC_KERNELS_COSTS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef SKEPTIC_KERNELS_COSTS_INL
#undef SKEPTIC_KERNELS_COSTS_INL
#else
#define SKEPTIC_KERNELS_COSTS_INL
#endif

#include <hwy/highway.h>

#include <algorithm>
#include <cstring>

#include "simulate/kernels/kernels.h"

#if HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128  // too short vectors: portable.h
HWY_BEFORE_NAMESPACE();
namespace skeptic {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Bytes = hn::ScalableTag<std::uint8_t>;
using Words = hn::Repartition<std::uint32_t, Bytes>;
using ByteVector = hn::Vec<Bytes>;
using WordVector = hn::Vec<Words>;

/// Counting the ones of 4 bits is a look-up in a register; where there is no instruction that counts those of 8, that is the shortest.
#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_SSE4 || HWY_TARGET == HWY_SSSE3 || HWY_TARGET == HWY_AVX3
inline constexpr int kPlaneBits = 4;
#else
inline constexpr int kPlaneBits = 8;
#endif

HWY_INLINE ByteVector plane_ones(ByteVector plane, ByteVector table) {
  if constexpr (kPlaneBits == 4) return hn::TableLookupBytes(table, plane);
  return hn::PopulationCount(plane);
}

HWY_INLINE ByteVector ones_table() {
  alignas(16) static constexpr std::uint8_t kOnes[16] = {0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4};
  return hn::LoadDup128(Bytes(), kOnes);
}

/// The 32 bits at `from` in every four bytes.
HWY_INLINE ByteVector four_of(const std::uint8_t* from) {
  std::uint32_t four = 0;
  std::memcpy(&four, from, sizeof(four));
  return hn::BitCast(Bytes(), hn::Set(Words(), four));
}

/// Sums of four bytes each.
HWY_INLINE WordVector sums_of_four(ByteVector bytes) {
  const hn::Repartition<std::uint16_t, Bytes> halves;
  const auto pairs = hn::BitCast(halves, bytes);
  const auto sums = hn::BitCast(Words(), hn::Add(hn::And(pairs, hn::Set(halves, 0x00FF)), hn::ShiftRight<8>(pairs)));
  return hn::Add(hn::And(sums, hn::Set(Words(), 0x0000FFFF)), hn::ShiftRight<16>(sums));
}

HWY_INLINE void add_to(std::uint32_t* sums, WordVector more) { hn::StoreU(hn::Add(hn::LoadU(Words(), sums), more), Words(), sums); }

/// ceil(x / multipliers) for x <= 64. kShift: the multipliers are 2^kShift; 3: any larger power of two; 4: any number.
template <int kShift>
struct Divide {
  int multipliers, shift, most;
  explicit HWY_INLINE Divide(const CostBlock& block)
      : multipliers(block.multipliers), shift(0), most((block.window + block.multipliers - 1) / block.multipliers) {
    while ((1 << shift) < multipliers) ++shift;
  }
  HWY_INLINE ByteVector operator()(ByteVector x) const {
    const Bytes bytes;
    const ByteVector zero = hn::Zero(bytes);
    if constexpr (kShift == 0) return x;
    if constexpr (kShift == 1) return hn::AverageRound(x, zero);
    if constexpr (kShift == 2) return hn::AverageRound(hn::AverageRound(x, zero), zero);
    if constexpr (kShift == 3) {
      const hn::Repartition<std::uint16_t, Bytes> halves;
      const auto rounded = hn::BitCast(halves, hn::Add(x, hn::Set(bytes, static_cast<std::uint8_t>(multipliers - 1))));
      return hn::And(hn::BitCast(bytes, hn::ShiftRightSame(rounded, shift)), hn::Set(bytes, static_cast<std::uint8_t>(0xFF >> shift)));
    }
    // One more for every multiple of the multipliers that x passes.
    const hn::RebindToSigned<Bytes> numbers;
    const auto ones = hn::BitCast(numbers, x);
    auto cost = hn::Zero(numbers);
    for (int passed = 0; passed < most; ++passed)
      cost = hn::Sub(cost, hn::VecFromMask(numbers, hn::Gt(ones, hn::Set(numbers, static_cast<std::int8_t>(passed * multipliers)))));
    return hn::BitCast(bytes, cost);
  }
};

/// How a block's loops are compiled. kShift as in Divide. kGroup: the strides are one group of lanes, known to the compiler.
template <int kPlanesOf, int kShiftOf, bool kGathersOf, bool kStoresOf, bool kGroupOf>
struct Loop {
  static constexpr int kPlanes = kPlanesOf, kShift = kShiftOf;
  static constexpr bool kGathers = kGathersOf, kStores = kStoresOf, kGroup = kGroupOf;
};

/// All quads of one vector of lanes and kScalars scalars, whose sums stay in registers.
template <typename Kind, int kScalars>
HWY_NOINLINE void lanes_by_scalars(const CostBlock& block, std::int64_t lane, std::int64_t scalar) {
  const Bytes bytes;
  const Divide<Kind::kShift> divide(block);
  const ByteVector table = ones_table(), zero = hn::Zero(bytes);
  const std::int64_t lane_plane = (Kind::kGroup ? kLaneGroup : block.lane_stride) * kQuad;
  const std::int64_t scalar_plane = (Kind::kGroup ? kLaneGroup : block.scalar_stride) * kQuad, offset = lane * kQuad;
  const std::int64_t held = std::max<std::int64_t>(1, std::min(255 / block.largest_cost, 255 / std::max(1, block.largest_empty * kScalars)));

  ByteVector busy[kScalars], reads[kScalars], empty = zero;
  for (int i = 0; i < kScalars; ++i) busy[i] = zero, reads[i] = zero;
  const auto take = [&] {
    for (int i = 0; i < kScalars; ++i) {
      add_to(block.busy + (scalar + i) * block.lane_stride + lane, sums_of_four(busy[i]));
      if constexpr (Kind::kGathers) add_to(block.read_cycles + lane, sums_of_four(reads[i]));
      busy[i] = zero, reads[i] = zero;
    }
    add_to(block.empty_cycles + lane, sums_of_four(empty));
    empty = zero;
  };

  std::int64_t left = held;
  for (const CostSegment& segment : block.segments) {
    const std::uint8_t *lanes = segment.lanes + offset, *scalars = segment.scalars + scalar * kQuad, *least_of = segment.empty + offset;
    const std::uint8_t *lane_reads = nullptr, *scalar_reads = nullptr;
    if constexpr (Kind::kGathers) lane_reads = segment.lane_reads + offset, scalar_reads = segment.scalar_reads + scalar * kQuad;
    std::uint8_t *most_of = segment.most + offset, *costs = Kind::kStores ? segment.costs + scalar * lane_plane + offset : nullptr;
    for (const std::uint8_t *active = segment.active, *end = active + segment.quads; active < end; ++active) {
      const ByteVector least = hn::LoadU(bytes, least_of + *active * lane_plane);
      ByteVector most = hn::LoadU(bytes, most_of);
      for (int i = 0; i < kScalars; ++i) {
        ByteVector ones = plane_ones(hn::And(hn::LoadU(bytes, lanes), four_of(scalars + i * kQuad)), table);
        for (int plane = 1; plane < Kind::kPlanes; ++plane)
          ones = hn::Add(
              ones, plane_ones(hn::And(hn::LoadU(bytes, lanes + plane * lane_plane), four_of(scalars + plane * scalar_plane + i * kQuad)), table));
        const ByteVector cost0 = divide(ones);
        ByteVector cost = hn::Max(cost0, least);
        empty = hn::Add(empty, hn::Sub(cost, cost0));
        if constexpr (Kind::kGathers) {
          const ByteVector read = hn::Max(hn::LoadU(bytes, lane_reads), four_of(scalar_reads + i * kQuad));
          const ByteVector gathered = hn::IfThenElse(hn::Eq(ones, zero), cost, hn::Max(cost, read));
          reads[i] = hn::Add(reads[i], hn::Sub(gathered, cost));
          cost = gathered;
        }
        busy[i] = hn::Add(busy[i], cost);
        most = hn::Max(most, cost);
        if constexpr (Kind::kStores) hn::StoreU(cost, bytes, costs + i * lane_plane);
      }
      hn::StoreU(most, bytes, most_of);
      lanes += Kind::kPlanes * lane_plane, scalars += Kind::kPlanes * scalar_plane, most_of += lane_plane;
      if constexpr (Kind::kStores) costs += block.costs_of_quad * lane_plane;
      if constexpr (Kind::kGathers) lane_reads += lane_plane, scalar_reads += scalar_plane;
      if (--left == 0) take(), left = held;
    }
  }
  take();
}

template <typename Kind>
void costs_of(const CostBlock& block) {
  constexpr int kAtOnce = Kind::kGathers ? 2 : (HWY_TARGET == HWY_AVX3_DL ? 8 : 4);
  const std::int64_t lanes_of_vector = static_cast<std::int64_t>(hn::Lanes(Words()));
  for (std::int64_t lane = 0; lane < block.lane_stride; lane += lanes_of_vector) {
    std::int64_t scalar = 0;
    for (; scalar + kAtOnce <= block.scalar_count; scalar += kAtOnce) lanes_by_scalars<Kind, kAtOnce>(block, lane, scalar);
    for (; scalar < block.scalar_count; ++scalar) lanes_by_scalars<Kind, 1>(block, lane, scalar);
  }
}

template <int kPlanes, int kShift>
void costs_by_kind(const CostBlock& block) {
  const bool group = block.lane_stride == kLaneGroup && block.scalar_stride == kLaneGroup, stores = block.segments.front().costs != nullptr;
  if (block.gathers)
    return stores ? costs_of<Loop<kPlanes, kShift, true, true, false>>(block) : costs_of<Loop<kPlanes, kShift, true, false, false>>(block);
  if (stores) return group ? costs_of<Loop<kPlanes, kShift, false, true, true>>(block) : costs_of<Loop<kPlanes, kShift, false, true, false>>(block);
  return group ? costs_of<Loop<kPlanes, kShift, false, false, true>>(block) : costs_of<Loop<kPlanes, kShift, false, false, false>>(block);
}

template <int kPlanes>
void costs_by_multipliers(const CostBlock& block) {
  switch (block.multipliers) {
    case 1:
      return costs_by_kind<kPlanes, 0>(block);
    case 2:
      return costs_by_kind<kPlanes, 1>(block);
    case 4:
      return costs_by_kind<kPlanes, 2>(block);
    default:
      return (block.multipliers & (block.multipliers - 1)) == 0 ? costs_by_kind<kPlanes, 3>(block) : costs_by_kind<kPlanes, 4>(block);
  }
}

inline void costs(const CostBlock& block) {
  if (block.segments.empty()) return;
  switch (block.planes) {
    case 1:
      return costs_by_multipliers<1>(block);
    case 2:
      return costs_by_multipliers<2>(block);
    case 4:
      return costs_by_multipliers<4>(block);
    case 8:
      return costs_by_multipliers<8>(block);
    default:
      if constexpr (kPlaneBits == 4) return costs_by_multipliers<16>(block);
  }
}

/// The largest of all lanes in the four steps of a quad, in every four bytes.
HWY_INLINE hn::Vec<hn::FixedTag<std::uint8_t, 16>> largest_of_quad(const std::uint8_t* of_quad, std::int64_t lane_stride) {
  const hn::FixedTag<std::uint8_t, 16> bytes;
  const hn::FixedTag<std::uint32_t, 4> words;
  auto found = hn::LoadU(bytes, of_quad);
  for (std::int64_t at = 16; at < lane_stride * kQuad; at += 16) found = hn::Max(found, hn::LoadU(bytes, of_quad + at));
  found = hn::Max(found, hn::BitCast(bytes, hn::Shuffle1032(hn::BitCast(words, found))));
  return hn::Max(found, hn::BitCast(bytes, hn::Shuffle2301(hn::BitCast(words, found))));
}

inline void largest_of_steps(const std::uint8_t* most, std::int64_t lane_stride, std::int64_t quads, std::uint8_t* largest) {
  for (std::int64_t quad = 0; quad < quads; ++quad) {
    const auto found = largest_of_quad(most + quad * lane_stride * kQuad, lane_stride);
    const std::uint32_t four = hn::GetLane(hn::BitCast(hn::FixedTag<std::uint32_t, 4>(), found));
    std::memcpy(largest + quad * kQuad, &four, sizeof(four));
  }
}

inline std::int64_t sum_of_largest(const std::uint8_t* most, std::int64_t lane_stride, std::int64_t quads) {
  const hn::FixedTag<std::uint64_t, 2> longs;
  auto sum = hn::Zero(longs);
  // Every four bytes hold the same four steps: sums of eight bytes count each of them twice.
  for (std::int64_t quad = 0; quad < quads; ++quad) sum = hn::Add(sum, hn::SumsOf8(largest_of_quad(most + quad * lane_stride * kQuad, lane_stride)));
  return static_cast<std::int64_t>(hn::GetLane(sum) / 2);
}

inline void sum_steps(const std::uint8_t* most, std::int64_t lane_stride, std::int64_t first, std::int64_t past, std::uint32_t* sums) {
  const Bytes bytes;
  const std::int64_t lanes_of_vector = static_cast<std::int64_t>(hn::Lanes(Words())), first_quad = first / kQuad, last_quad = (past - 1) / kQuad;
  if (first >= past) return;
  // Steps of the first and the last quad that lie outside are masked.
  const std::uint32_t from = ~std::uint32_t{0} << (8 * (first % kQuad)), to = ~std::uint32_t{0} >> (8 * (kQuad - 1 - (past - 1) % kQuad));
  for (std::int64_t lane = 0; lane < lane_stride; lane += lanes_of_vector) {
    WordVector sum = hn::LoadU(Words(), sums + lane);
    for (std::int64_t quad = first_quad; quad <= last_quad; ++quad) {
      ByteVector four = hn::LoadU(bytes, most + (quad * lane_stride + lane) * kQuad);
      if (quad == first_quad) four = hn::And(four, hn::BitCast(bytes, hn::Set(Words(), from)));
      if (quad == last_quad) four = hn::And(four, hn::BitCast(bytes, hn::Set(Words(), to)));
      sum = hn::Add(sum, sums_of_four(four));
    }
    hn::StoreU(sum, Words(), sums + lane);
  }
}

/// Four elements at a time: bytes [element][step][plane] to [plane][element][step].
inline void spread(const std::uint32_t* words, std::int64_t elements, std::int64_t planes, std::uint8_t* to, std::int64_t plane_bytes) {
  const hn::FixedTag<std::uint8_t, 16> bytes;
  const hn::FixedTag<std::uint32_t, 4> lanes;
  const hn::FixedTag<std::uint64_t, 2> longs;
  alignas(16) static constexpr std::uint8_t kBySteps[16] = {0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15};
  const auto order = hn::Load(bytes, kBySteps);
  for (std::int64_t element = 0; element < elements; element += 4, to += 4 * kQuad) {
    const auto of = [&](int i) {
      return hn::BitCast(lanes, hn::TableLookupBytes(hn::BitCast(bytes, hn::LoadU(lanes, words + (element + i) * kQuad)), order));
    };
    const auto a = of(0), b = of(1), c = of(2), d = of(3);
    const auto ab_low = hn::BitCast(longs, hn::InterleaveLower(lanes, a, b)), cd_low = hn::BitCast(longs, hn::InterleaveLower(lanes, c, d));
    const auto ab_high = hn::BitCast(longs, hn::InterleaveUpper(lanes, a, b)), cd_high = hn::BitCast(longs, hn::InterleaveUpper(lanes, c, d));
    hn::StoreU(hn::BitCast(bytes, hn::InterleaveLower(longs, ab_low, cd_low)), bytes, to);
    if (planes > 1) hn::StoreU(hn::BitCast(bytes, hn::InterleaveUpper(longs, ab_low, cd_low)), bytes, to + plane_bytes);
    if (planes > 2) hn::StoreU(hn::BitCast(bytes, hn::InterleaveLower(longs, ab_high, cd_high)), bytes, to + 2 * plane_bytes);
    if (planes > 3) hn::StoreU(hn::BitCast(bytes, hn::InterleaveUpper(longs, ab_high, cd_high)), bytes, to + 3 * plane_bytes);
  }
}

/// Counters of all banks side by side, as bits of planes; the parts of a word are added one by one.
template <int kBanks>
void fullest_of(const std::uint64_t* words, std::int64_t count, std::uint8_t* most) {
  constexpr int kParts = 64 / kBanks, kPlanes = kParts == 1 ? 1 : kParts == 2 ? 2 : kParts == 4 ? 3 : 4;
  const hn::ScalableTag<std::uint64_t> longs;
  const std::int64_t lanes = static_cast<std::int64_t>(hn::Lanes(longs));
  const auto one = hn::Set(longs, 1), zero = hn::Zero(longs),
             of_part = hn::Set(longs, kBanks == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << (kBanks % 64)) - 1);
  alignas(64) std::uint64_t held[8], found[8];
  for (std::int64_t i = 0; i < count; i += lanes) {
    const std::int64_t width = std::min(lanes, count - i);
    for (std::int64_t lane = 0; lane < lanes; ++lane) held[lane] = lane < width ? words[i + lane] : 0;
    auto word = hn::Load(longs, held);
    hn::Vec<decltype(longs)> planes[kPlanes];
    for (auto& plane : planes) plane = zero;
    for (int part = 0; part < kParts; ++part) {
      auto carry = hn::And(word, of_part);
      for (auto& plane : planes) {
        const auto next = hn::And(plane, carry);
        plane = hn::Xor(plane, carry);
        carry = next;
      }
      word = hn::ShiftRight<kBanks % 64>(word);
    }
    auto fullest = of_part, largest = zero;
    for (int plane = kPlanes - 1; plane >= 0; --plane) {
      const auto with = hn::And(fullest, planes[plane]);
      const auto none = hn::Eq(with, zero);
      largest = hn::Add(hn::Add(largest, largest), hn::IfThenElse(none, zero, one));
      fullest = hn::IfThenElse(none, fullest, with);
    }
    hn::Store(largest, longs, found);
    for (std::int64_t lane = 0; lane < width; ++lane) most[i + lane] = static_cast<std::uint8_t>(found[lane]);
  }
}

inline void fullest_banks(const std::uint64_t* words, std::int64_t count, std::int64_t banks, std::uint8_t* most) {
  switch (banks) {
    case 8:
      return fullest_of<8>(words, count, most);
    case 16:
      return fullest_of<16>(words, count, most);
    case 32:
      return fullest_of<32>(words, count, most);
    default:
      return fullest_of<64>(words, count, most);
  }
}

/// The measure that everything is compared with: one AND and one count a vector, on data that stay in the first-level cache.
inline std::uint64_t and_count(const std::uint8_t* a, const std::uint8_t* b, std::int64_t bytes_of_each, std::int64_t rounds) {
  const Bytes bytes;
  const hn::Repartition<std::uint64_t, Bytes> longs;
  const std::int64_t step = static_cast<std::int64_t>(hn::Lanes(bytes));
  auto sum0 = hn::Zero(longs), sum1 = sum0;
#if HWY_TARGET == HWY_AVX3_DL
  const auto ones = [&](std::int64_t at) {
    return hn::PopulationCount(hn::BitCast(longs, hn::And(hn::LoadU(bytes, a + at), hn::LoadU(bytes, b + at))));
  };
  for (std::int64_t round = 0; round < rounds; ++round) {
    std::int64_t at = 0;
    for (; at + 2 * step <= bytes_of_each; at += 2 * step) sum0 = hn::Add(sum0, ones(at)), sum1 = hn::Add(sum1, ones(at + step));
    if (at < bytes_of_each) sum0 = hn::Add(sum0, ones(at));
  }
#else
  // Counts stay in bytes, 8 at most in each, until 31 rounds of the loop have been added up.
  const ByteVector zero = hn::Zero(bytes), table = ones_table(), low = hn::Set(bytes, 0x0F);
  const hn::Repartition<std::uint16_t, Bytes> halves;
  const auto count = [&](ByteVector both) {
    if constexpr (kPlaneBits != 4) return hn::PopulationCount(both);
    const ByteVector high = hn::And(hn::BitCast(bytes, hn::ShiftRight<4>(hn::BitCast(halves, both))), low);
    return hn::Add(hn::TableLookupBytes(table, hn::And(both, low)), hn::TableLookupBytes(table, high));
  };
  constexpr std::int64_t kHeld = 31;
  for (std::int64_t round = 0; round < rounds; ++round)
    for (std::int64_t at = 0; at < bytes_of_each;) {
      const std::int64_t end = std::min(bytes_of_each, at + kHeld * step);
      ByteVector held = zero;
      for (; at + step <= end; at += step) held = hn::Add(held, count(hn::And(hn::LoadU(bytes, a + at), hn::LoadU(bytes, b + at))));
      sum0 = hn::Add(sum0, hn::SumsOf8(held));
    }
#endif
  return hn::GetLane(hn::SumOfLanes(longs, hn::Add(sum0, sum1)));
}

}  // namespace HWY_NAMESPACE
}  // namespace skeptic
HWY_AFTER_NAMESPACE();
#endif

#endif
