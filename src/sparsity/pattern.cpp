#include "sparsity/pattern.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace skeptic {
namespace {

constexpr std::int64_t kLongestGroup = 4096;
constexpr std::int64_t kTallestBlock = 1'000'000'000;
constexpr const char* kGrammar = R"("dense", "unstructured", or levels such as "2:4", "2:4/1:2", "2:4@16x16/1:2")";

/// A level as written, and where: `block` is absent where the default applies.
struct Written {
  int column = 0;
  std::string_view text;
  std::int64_t keep = 0, of = 0, height = 1;
  std::optional<std::int64_t> block;
};

/// Reads the levels of one pattern from left to right.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::vector<Written> levels() {
    std::vector<Written> levels{level()};
    while (take('/')) levels.push_back(level());
    if (position_ < text_.size()) fail(position_, fmt::format("\"{}\" is not a pattern", text_), kGrammar);
    return levels;
  }

  [[noreturn]] static void fail(std::size_t column, std::string message, std::string expected) {
    throw PatternError{static_cast<int>(column), std::move(message), std::move(expected)};
  }

 private:
  Written level() {
    Written level;
    const std::size_t first = position_;
    level.column = static_cast<int>(first);
    level.keep = number("N", kLongestGroup);
    if (!take(':')) fail(position_, fmt::format("\"{}\" is not a pattern", text_), kGrammar);
    level.of = number("M", kLongestGroup);
    if (take('@')) {
      level.block = number("the block", kLongestGroup);
      if (take('x')) level.height = number("the block's height", kTallestBlock);
    }
    level.text = text_.substr(first, position_ - first);
    if (level.keep > level.of) fail(first, fmt::format("\"{}\" keeps {} of {}", level.text, level.keep, level.of), "N:M with N <= M");
    return level;
  }

  std::int64_t number(const char* what, std::int64_t limit) {
    const std::size_t first = position_;
    std::int64_t value = 0;
    for (; position_ < text_.size() && text_[position_] >= '0' && text_[position_] <= '9'; ++position_)
      value = std::min(limit + 1, value * 10 + (text_[position_] - '0'));
    if (position_ == first) fail(first, fmt::format("\"{}\" is not a pattern", text_), kGrammar);
    if (value == 0) fail(first, fmt::format("{} is 0", what), fmt::format("1 to {}", limit));
    if (value > limit) fail(first, fmt::format("{} is larger than {}", what, limit), fmt::format("1 to {}", limit));
    return value;
  }

  bool take(char c) {
    const bool there = position_ < text_.size() && text_[position_] == c;
    position_ += there ? 1 : 0;
    return there;
  }

  std::string_view text_;
  std::size_t position_ = 0;
};

}  // namespace

Rational Pattern::density() const {
  Rational density{1};
  for (const Level& level : levels) density = density * Rational(level.keep, level.of);
  return density;
}

std::string Pattern::text() const {
  if (kind == PatternKind::Dense) return "dense";
  if (kind == PatternKind::Unstructured) return "unstructured";
  std::string text;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const Level& level = levels[i];
    const std::int64_t default_block = i + 1 < levels.size() ? levels[i + 1].group() : 1;
    text += fmt::format("{}{}:{}", i == 0 ? "" : "/", level.keep, level.of);
    if (level.block != default_block || level.height > 1) text += fmt::format("@{}", level.block);
    if (level.height > 1) text += fmt::format("x{}", level.height);
  }
  return text;
}

Pattern parse_pattern(std::string_view text) {
  if (text == "dense") return {};
  if (text == "unstructured") return {PatternKind::Unstructured, {}};
  const std::vector<Written> written = Reader(text).levels();
  Pattern pattern{PatternKind::Structured, std::vector<Level>(written.size())};
  std::int64_t inner_group = 1;
  for (std::size_t i = written.size(); i-- > 0;) {
    const Written& level = written[i];
    const std::int64_t block = level.block.value_or(inner_group);
    if (i > 0 && level.height > 1)
      Reader::fail(level.column, fmt::format("\"{}\" shares rows on an inner level", level.text), "xR on the outermost level only");
    if (block % inner_group != 0)
      Reader::fail(level.column, fmt::format("the block of \"{}\" holds no whole number of inner groups", level.text),
                   fmt::format("a multiple of {}", inner_group));
    if (level.of * block > kLongestGroup)
      Reader::fail(level.column, fmt::format("\"{}\" makes groups of {} positions", level.text, level.of * block),
                   fmt::format("at most {}", kLongestGroup));
    pattern.levels[i] = {level.keep, level.of, block, level.height};
    inner_group = pattern.levels[i].group();
  }
  return pattern;
}

}  // namespace skeptic
