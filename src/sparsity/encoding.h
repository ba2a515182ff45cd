// Bits of the metadata of every encoding (machine-model, section 7).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/rational.h"
#include "sparsity/pattern.h"

namespace skeptic {

enum class EncodingKind { None, Bitmask, Offset, Combinatorial, RunLength, Csr };

struct Encoding {
  EncodingKind kind = EncodingKind::None;
  int run_bits = 0;  ///< r of `run-length r`
  friend bool operator==(const Encoding&, const Encoding&) = default;
};

struct EncodingRow {
  EncodingKind kind;
  std::string_view name;
  bool needs_pattern;  ///< needs `skip: pattern`
  bool needs_zeros;    ///< needs `skip: zeros` and a tile of the whole reduction
  std::string_view meaning;
};

inline constexpr std::array kEncodings{
    EncodingRow{EncodingKind::None, "none", false, false, "values alone, padding not stored"},
    EncodingRow{EncodingKind::Bitmask, "bitmask", false, false, "one bit a position"},
    EncodingRow{EncodingKind::Offset, "offset", true, false, "the index of every kept entry, ceil(log2 M) bits, at every level"},
    EncodingRow{EncodingKind::Combinatorial, "combinatorial", true, false, "the number of the choice, ceil(log2 C(M,N)) bits, at every level"},
    EncodingRow{EncodingKind::RunLength, "run-length", false, true, "r bits of preceding zeros with every stored value"},
    EncodingRow{EncodingKind::Csr, "csr", false, true, "a column index with every value, and the length of every row"},
};

const EncodingRow& row(EncodingKind kind);

/// ceil(log2 C(m, n)), exact for every m <= 4096.
int choice_bits(std::int64_t m, std::int64_t n);

/// Metadata bits of one group of a structured pattern, split by level: `outer` is the outermost level's share (which a pattern of height R
/// pays once in R rows), `inner` that of all others. 0 for dense and unstructured patterns. `encoding` is offset or combinatorial.
struct GroupBits {
  std::int64_t outer = 0;
  std::int64_t inner = 0;
};
GroupBits group_bits(const Pattern& pattern, EncodingKind encoding);

/// Metadata bits per kept position of one group (height 1): the check values of the literature.
Rational bits_per_nonzero(const Pattern& pattern, EncodingKind encoding);

}  // namespace skeptic
