#include "report/style.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <sstream>

namespace skeptic {
namespace {

TEST(Columns, CountsCharactersAndNotBytes) {
  EXPECT_EQ(columns(""), 0U);
  EXPECT_EQ(columns("abc"), 3U);
  EXPECT_EQ(columns("1.04×"), 5U);
  EXPECT_EQ(columns("Σ a²"), 4U);
  EXPECT_EQ(columns("█▏"), 2U);
}

TEST(Grouped, EveryThreeDigits) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(-1'234'567), "-1,234,567");
}

TEST(Wrapped, BreaksAtSpacesByColumns) {
  EXPECT_EQ(wrapped("aa bb cc", 5, ""), "aa bb\ncc");
  EXPECT_EQ(wrapped("×× ×× ××", 5, ""), "×× ××\n××");  // eleven bytes in the first line
  EXPECT_EQ(wrapped("aa bb cc", 4, "  "), "aa\n  bb\n  cc");
  EXPECT_EQ(wrapped("longer-than-the-width x", 5, ""), "longer-than-the-width\nx");
  EXPECT_EQ(wrapped("", 5, "  "), "");
  EXPECT_EQ(wrapped("aa bb cc", 8, "", 3), "aa bb\ncc");  // three columns stand before the first line
}

RC_GTEST_PROP(Wrapped, LosesNoWordAndKeepsTheWidth, ()) {
  const auto lengths = *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 9));
  const int width = *rc::gen::inRange(12, 40);
  std::string text;
  for (const int length : lengths) {
    if (!text.empty()) text += ' ';
    for (int i = 0; i < length; ++i) text += i % 2 == 0 ? "×" : "x";
  }
  const std::string broken = wrapped(text, width, "  ");
  std::istringstream lines(broken), words(broken);
  std::string joined;
  for (std::string line; std::getline(lines, line);) RC_ASSERT(columns(line) <= static_cast<std::size_t>(width));
  for (std::string word; words >> word;) joined += (joined.empty() ? "" : " ") + word;
  RC_ASSERT(joined == text);
}

TEST(Style, IsPlainWithoutColour) {
  EXPECT_EQ(Style{false}.bold("x"), "x");
  EXPECT_EQ(Style{true}.bold("x"), "\033[1mx\033[0m");
}

TEST(Style, ABarIsItsShareInEighths) {
  const Style style;
  EXPECT_EQ(style.bar(0, 4), "");
  EXPECT_EQ(style.bar(1, 4), "████");
  EXPECT_EQ(style.bar(0.5, 1), "▌");
  EXPECT_EQ(style.bar(2, 4), "████");
  EXPECT_EQ(style.bar(-1, 4), "");
}

}  // namespace
}  // namespace skeptic
