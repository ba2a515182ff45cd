#include "twin/encode.h"

#include <cassert>

namespace skeptic::twin {
namespace {

/// ceil(log2 C(m, n)) by Pascal's triangle.
std::int64_t choice_bits(std::int64_t m, std::int64_t n) {
  assert(m <= 64);
  std::vector<std::vector<unsigned __int128>> choose(m + 1, std::vector<unsigned __int128>(m + 1, 0));
  for (std::int64_t i = 0; i <= m; ++i) {
    choose[i][0] = 1;
    for (std::int64_t j = 1; j <= i; ++j) choose[i][j] = choose[i - 1][j - 1] + choose[i - 1][j];
  }
  std::int64_t bits = 0;
  unsigned __int128 power = 1;
  while (power < choose[m][n]) {
    power *= 2;
    ++bits;
  }
  return bits;
}

/// Metadata of one group of a pattern, walking from the outermost level inwards: `groups` of the level at hand are present.
std::int64_t group_bits(const Pattern& pattern, EncodingKind kind, bool charged) {
  std::int64_t bits = 0, groups = 1;
  for (std::size_t i = 0; i < pattern.levels.size(); ++i) {
    const Level& level = pattern.levels[i];
    const std::int64_t one = kind == EncodingKind::Offset ? level.keep * ceil_log2(level.of) : choice_bits(level.of, level.keep);
    if (i > 0 || charged) bits += groups * one;
    if (i + 1 < pattern.levels.size()) groups = groups * level.keep * (level.block / pattern.levels[i + 1].group());
  }
  return bits;
}

std::int64_t count(const std::vector<bool>& bits, std::int64_t from, std::int64_t length) {
  std::int64_t ones = 0;
  for (std::int64_t c = from; c < from + length; ++c) ones += bits[c];
  return ones;
}

/// r bits with every nonzero; a padding zero is its own `bits` and r bits, at the position where it stands.
void run_length(const Operand& operand, const Line& line, std::int64_t granule, std::vector<Granule>& result) {
  const std::int64_t longest = std::int64_t{1} << operand.encoding.run_bits;
  std::vector<std::int64_t> run;  // positions of the zeros since the last value
  for (std::size_t c = 0; c < line.values.size(); ++c) {
    if (!line.real[c]) continue;
    if (line.values[c] == 0) {
      run.push_back(static_cast<std::int64_t>(c));
      continue;
    }
    result[c / granule].metadata += operand.encoding.run_bits;
    for (std::size_t z = 1; z <= run.size(); ++z)
      if (z % longest == 0) result[run[z - 1] / granule].metadata += operand.bits + operand.encoding.run_bits;
    run.clear();
  }
}

/// An index with every nonzero; the row's own length once, in its first granule.
void csr(const Line& line, std::int64_t granule, std::vector<Granule>& result) {
  const std::int64_t length = count(line.real, 0, static_cast<std::int64_t>(line.real.size()));
  for (std::size_t c = 0; c < line.values.size(); ++c)
    if (line.values[c] != 0) result[c / granule].metadata += ceil_log2(length);
  result[0].metadata += ceil_log2(length + 1);
}

}  // namespace

std::vector<Granule> encode(const Operand& operand, const Line& line, std::int64_t granule) {
  const std::int64_t granules = static_cast<std::int64_t>(line.values.size()) / granule;
  std::vector<Granule> result(granules);
  const EncodingKind kind = operand.encoding.kind;
  if (kind == EncodingKind::RunLength) run_length(operand, line, granule, result);
  if (kind == EncodingKind::Csr) csr(line, granule, result);
  for (std::int64_t i = 0; i < granules; ++i) {
    Granule& cost = result[i];
    const std::int64_t real = count(line.real, i * granule, granule);
    if (kind == EncodingKind::Bitmask) cost.metadata = granule;
    if ((kind == EncodingKind::Offset || kind == EncodingKind::Combinatorial) && line.patterns[i].structured())
      cost.metadata = granule / line.patterns[i].group_length() * group_bits(line.patterns[i], kind, line.charged);

    const std::int64_t stored = kind == EncodingKind::None ? real : count(line.mask, i * granule, granule);
    cost.dram_metadata = cost.metadata;
    cost.dram_bits = stored * operand.bits + cost.metadata;
    if (operand.run_time() && operand.decide->by == DecideBy::Consumer) {
      std::int64_t nonzeros = 0;
      for (std::int64_t c = i * granule; c < (i + 1) * granule; ++c) nonzeros += line.unpruned[c] != 0;
      const bool masked = operand.decide->stored == Stored::Bitmask;
      cost.dram_metadata = masked ? granule : 0;
      cost.dram_bits = masked ? nonzeros * operand.bits + granule : real * operand.bits;
    }
    const bool any = operand.run_time() || (operand.skip == Skip::Zeros && kind != EncodingKind::None);
    cost.capacity = any ? granule * (operand.bits + 1) : cost.dram_bits;
  }
  return result;
}

}  // namespace skeptic::twin
