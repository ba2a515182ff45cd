// Text that means something to TeX is text.
#include "report/latex_text.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace skeptic {
namespace {

TEST(LatexText, WhatMeansSomethingToTexIsEscaped) {
  EXPECT_EQ(latex_text("\\input{/etc/passwd}"), "\\textbackslash{}input\\{/\\allowbreak{}etc/\\allowbreak{}passwd\\}");
  EXPECT_EQ(latex_text("50 % of $x_1$ & #2 ~ ^"), "50 \\% of \\$x\\_1\\$ \\& \\#2 \\textasciitilde{} \\textasciicircum{}");
  EXPECT_EQ(latex_text("[1] a*b <c> \"d\" `e` |f|"),
            "{[}1{]} a{*}b \\textless{}c\\textgreater{} \\char34{}d\\char34{} \\textasciigrave{}e\\textasciigrave{} \\textbar{}f\\textbar{}");
}

TEST(LatexText, HyphensAreNoDashesAndQuotesAreNoOthers) {
  EXPECT_EQ(latex_text("--json - ''"), "-{}-json - '{}'");
  EXPECT_EQ(latex_text("falls by -1.7 or -x"), "falls by $-$1.7 or -x");
  EXPECT_EQ(latex_text("2020-21"), "2020-21");
}

TEST(LatexText, SignsBeyondAsciiHaveCommands) {
  EXPECT_EQ(latex_text("1.04× ≤ 2 µm, Σ a², 5–7 …"), "1.04$\\times$ $\\leq$ 2 $\\mu$m, $\\Sigma$ a$^{2}$, 5--7 \\ldots{}");
  EXPECT_EQ(latex_text("Größe Łódź"), "Gr\\\"o\\ss{}e \\L{}\\'od\\'z");
  EXPECT_EQ(latex_text("中"), "U+4E2D");
  EXPECT_EQ(latex_text("a\xFF\xC3"), "aU+FFFDU+FFFD") << "what is no UTF-8 is said to be none";
}

TEST(LatexText, ControlCharactersAreLeftOutAndNoLineIsBlank) { EXPECT_EQ(latex_text(std::string("a\0b\x1b\n\n\nc", 8)), "ab c"); }

TEST(LatexText, LongWordsBreakAtTheirJoints) {
  EXPECT_EQ(latex_text("operands.activations.chosen"), "operands.\\allowbreak{}activations.\\allowbreak{}chosen");
  EXPECT_EQ(latex_text("ampere-2to4"), "ampere-2to4");
  EXPECT_EQ(latex_text("10,000,000,000.125"), "10,000,000,000.125") << "numbers do not";
}

TEST(LatexText, CodeKeepsItsSpacesAndSigns) {
  EXPECT_EQ(latex_code("skeptic x --set 'a=1 | 2'   # k"), "skeptic x -{}-set \\textquotesingle{}a=1 \\textbar{} 2\\textquotesingle{} ~~\\# k");
}

/// Braces that are no text are in pairs, and no character of meaning is left bare.
bool is_safe(const std::string& latex) {
  int depth = 0;
  for (std::size_t i = 0; i < latex.size(); ++i) {
    const char c = latex[i];
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7F) return false;
    if (c == '\\') {
      ++i;
      continue;
    }
    depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    if (depth < 0 || std::string_view("#%&").find(c) != std::string_view::npos) return false;
  }
  return depth == 0;
}

RC_GTEST_PROP(LatexText, IsSafeWhateverTheTextIs, (const std::string& text)) {
  RC_ASSERT(is_safe(latex_text(text)));
  RC_ASSERT(is_safe(latex_code(text)));
}

RC_GTEST_PROP(LatexText, IsSafeForWhatLooksLikeTex, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("\\{}%#&$_^~[]-'`\"<>|* a1\n\xC3\x97\xE2")));
  RC_ASSERT(is_safe(latex_text(text)));
  RC_ASSERT(is_safe(latex_code(text)));
}

}  // namespace
}  // namespace skeptic
