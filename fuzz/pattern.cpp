// A pattern is refused or understood; one that is understood comes back from its text, and pruning keeps exactly its share.
#include <vector>

#include "base/random.h"
#include "fuzz/check.h"
#include "sparsity/encoding.h"
#include "sparsity/prune.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace skeptic;
  Pattern pattern;
  try {
    pattern = parse_pattern(fuzz::text_of(data, size));
  } catch (const PatternError& error) {
    fuzz::check(error.column >= 0 && static_cast<std::size_t>(error.column) <= size, "an error's column lies in the text");
    fuzz::check(!error.message.empty(), "an error says what is wrong");
    return 0;
  }
  fuzz::check(parse_pattern(pattern.text()) == pattern, "a pattern comes back from its text");
  fuzz::check(pattern.density() <= Rational(1) && pattern.density() > Rational(0), "a density lies in (0, 1]");

  Random random(size);
  const std::int64_t rows = 3, columns = pattern.group_length();
  std::vector<float> values(static_cast<std::size_t>(rows * columns));
  for (float& value : values) value = static_cast<float>(random.below(4)) - 1.5f;
  const Mask slots = slots_of(pattern, values, rows, columns);
  fuzz::check(Rational(slots.count()) == Rational(rows * columns) * pattern.density(), "pruning keeps the pattern's share");
  const GroupBits offset = group_bits(pattern, EncodingKind::Offset), choice = group_bits(pattern, EncodingKind::Combinatorial);
  fuzz::check(choice.outer <= offset.outer && choice.inner <= offset.inner, "no offsets are shorter than the number of the choice");
  return 0;
}
