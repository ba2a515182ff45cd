#include "sparsity/kernels/portable.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

namespace skeptic::portable {
namespace {

/// One number for each of four groups, which are ranked together.
using Lanes [[gnu::vector_size(16)]] = std::int32_t;
constexpr int kLanes = 4;

/// The `keep` highest of each of four groups of M values as bits, by counting for each value how many go before it.
template <int M>
Lanes highest(const float* values, int keep) {
  std::array<Lanes, M> size;
  std::array<Lanes, M> before{};
  for (int i = 0; i < M; ++i)
    for (int lane = 0; lane < kLanes; ++lane) size[i][lane] = std::bit_cast<std::int32_t>(values[lane * M + i]) & 0x7fffffff;
  for (int i = 1; i < M; ++i) {
    Lanes before_i = Lanes{} + i;
    for (int j = 0; j < i; ++j) {
      const Lanes larger = size[i] > size[j];  // -1 where it is
      before[j] -= larger;
      before_i += larger;
    }
    before[i] = before_i;
  }
  Lanes bits{};
  for (int i = 0; i < M; ++i) bits |= (before[i] < keep) & static_cast<std::int32_t>(std::uint32_t{1} << i);
  return bits;
}

template <int M>
void keep_of(const float* values, std::int64_t count, int keep, std::uint64_t* words) {
  std::array<float, M * kLanes> last;
  for (std::int64_t first = 0; first < count; first += M * kLanes) {
    const auto groups = static_cast<int>(std::min<std::int64_t>(kLanes, (count - first) / M));
    if (groups < kLanes) {
      last.fill(0);
      std::copy(values + first, values + count, last.begin());
    }
    const Lanes bits = highest<M>(groups < kLanes ? last.data() : values + first, keep);
    for (int lane = 0; lane < groups; ++lane) {  // groups divide words
      const std::int64_t at = first + lane * M;
      words[at >> 6] |= std::uint64_t{static_cast<std::uint32_t>(bits[lane])} << (at & 63);
    }
  }
}

}  // namespace

void nonzeros(const float* values, std::int64_t count, std::uint64_t* words) {
  for (std::int64_t first = 0; first < count; first += 64) {
    std::uint64_t word = 0;
    const auto length = static_cast<int>(std::min<std::int64_t>(64, count - first));
    for (int i = 0; i < length; ++i) word |= std::uint64_t{values[first + i] != 0.0F} << i;
    words[first >> 6] = word;
  }
}

void keep(const float* values, std::int64_t count, int of, int keep, std::uint64_t* words) {
  std::fill(words, words + (count + 63) / 64, 0);
  switch (of) {
    case 2:
      keep_of<2>(values, count, keep, words);
      break;
    case 4:
      keep_of<4>(values, count, keep, words);
      break;
    case 8:
      keep_of<8>(values, count, keep, words);
      break;
    case 16:
      keep_of<16>(values, count, keep, words);
      break;
    default:
      keep_of<32>(values, count, keep, words);
  }
}

void squares(const float* values, std::int64_t count, const std::uint64_t* words, float* all, float* kept) {
  for (std::int64_t first = 0; first < count; first += kSquaresSpan) {
    float sum = 0, kept_sum = 0;
    const std::uint64_t bits = words[first >> 6] >> (first & 63);  // spans divide words
    for (int i = 0; i < kSquaresSpan; ++i) {
      const float square = values[first + i] * values[first + i];
      sum += square;
      kept_sum += (bits >> i & 1) != 0 ? square : 0.0F;
    }
    all[first / kSquaresSpan] = sum;
    kept[first / kSquaresSpan] = kept_sum;
  }
}

void add_pairs(float* numbers, std::int64_t count) {
  for (std::int64_t pair = 0; 2 * pair < count; ++pair) numbers[pair] = numbers[2 * pair] + numbers[2 * pair + 1];
}

void compare(const float* kept, const float* all, std::int64_t count, const Share& share, std::uint64_t* above, std::uint64_t* below) {
  std::fill(above, above + (count + 63) / 64, 0);
  std::fill(below, below + (count + 63) / 64, 0);
  for (std::int64_t i = 0; i < count; ++i) {
    const bool finite = all[i] <= std::numeric_limits<float>::max();
    above[i >> 6] |= std::uint64_t{kept[i] > share.high * all[i] + share.least} << (i & 63);
    below[i >> 6] |= std::uint64_t{finite && kept[i] < share.low * all[i] - share.least} << (i & 63);
  }
}

}  // namespace skeptic::portable
