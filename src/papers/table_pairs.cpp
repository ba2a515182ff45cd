#include "papers/table_pairs.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "papers/table_labels.h"

namespace skeptic::papers {

bool read_pair(const Sentence& one, const std::string& plain, Standing standing, Collector& collector) {
  std::vector<std::size_t> numbers;
  std::size_t colon = 0;
  while (colon < one.tokens.size() && !one.tokens[colon].is(":")) ++colon;
  for (std::size_t i = colon; i < one.tokens.size(); ++i)
    if (one.tokens[i].kind == TokenKind::Number || one.tokens[i].unit == UnitKind::Bits) numbers.push_back(i);
  if (numbers.size() < 2 || numbers[1] > numbers[0] + 3) return false;
  const auto both = [&](std::string_view first, std::string_view second, const char* one_key, const char* other_key) {
    const std::size_t a = plain.find(first), b = plain.find(second);
    if (a == std::string::npos || b == std::string::npos) return false;
    collector.add(one, a < b ? one_key : other_key, one.tokens[numbers[0]].value, numbers[0], numbers[0] + 1, "two-in-one-row", 3, standing);
    collector.add(one, a < b ? other_key : one_key, one.tokens[numbers[1]].value, numbers[1], numbers[1] + 1, "two-in-one-row", 3, standing);
    return true;
  };
  const bool bits = has(plain, "bit") || has(plain, "precision") || one.tokens[numbers[0]].unit == UnitKind::Bits || one.tokens.back().is("b") ||
                    one.tokens.back().is("bits") || one.tokens.back().is("bit");
  if (one.tokens[numbers[0]].unit == UnitKind::None && both("row", "column", "fabric.array.m", "fabric.array.n")) return true;
  if (has(plain, "w/a") && one.tokens[numbers[0]].number <= 32 && one.tokens[numbers[1]].number <= 32)
    return both("w/a", "/a", "operands.weights.bits", "operands.activations.bits");
  if (!bits || one.tokens[numbers[0]].number > 32 || one.tokens[numbers[1]].number > 32) return false;
  return both("weight", "activation", "operands.weights.bits", "operands.activations.bits");
}

bool read_of_all(const Sentence& one, const std::string& plain, Standing standing, Collector& collector) {
  const auto number = std::find_if(one.tokens.begin(), one.tokens.end(), [](const Token& token) { return token.kind == TokenKind::Number; });
  if (number == one.tokens.end()) return false;
  const auto at = static_cast<std::size_t>(number - one.tokens.begin());
  const bool times = has(plain, " x ") || has(plain, "\xC3\x97") || has(plain, "*");
  if (has(plain, "pes") && times && (has(plain, "lanes") || has(plain, "multipliers") || has(plain, "macs"))) {
    collector.add(one, "multipliers", number->value, at, at + 1, "two-in-one-row", 3, standing);
    return true;
  }
  const bool both = has(plain, "both") || has(plain, "each buffer") || has(plain, "all buffers") || has(plain, "every buffer");
  const std::string_view what = has(plain, "port") ? "ports" : has(plain, "bank") ? "banks" : "";
  if (!both || what.empty() || number->number > 256) return false;
  for (const std::string_view memory : {"weights", "activations"})
    collector.add(one, fmt::format("memory.{}.{}", memory, what), number->value, at, at + 1, "two-in-one-row", 3, standing);
  return true;
}

}  // namespace skeptic::papers
