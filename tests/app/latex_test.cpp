// --latex: what every command writes, compiles.
#include "program.h"
#include "report/pdflatex.h"

namespace skeptic::app_test {
namespace {

class LatexOption : public ProgramTest {
 protected:
  /// Runs a command, with --latex, and compiles what it writes.
  Typeset compiled(Arguments arguments) const {
    arguments.insert(arguments.end(), {"--latex", "a.tex"});
    const Result result = skeptic(arguments);
    EXPECT_EQ(result.code, 0) << result.err;
    return typeset(arguments.front(), contents(folder() / "a.tex"));
  }
  static void expect_clean(const Typeset& found) {
    EXPECT_TRUE(found.compiled) << found.complaints;
    EXPECT_EQ(found.complaints, "");
    EXPECT_LE(found.overfull, 3);
  }
};

TEST_F(LatexOption, WhatReviewCompareAndStressWriteCompiles) {
  if (!has_pdflatex()) GTEST_SKIP() << "pdflatex with PGFPlots is missing";
  for (const Arguments& more :
       {Arguments{"review", "--accuracy-on", "none"}, Arguments{"compare"}, Arguments{"stress", "--axis", "decision-latency"}}) {
    SCOPED_TRACE(more.front());
    Arguments arguments{more.front(), example("dynamic-4of8"), "ampere-2to4", "--network", "skewed64"};
    arguments.insert(arguments.end(), more.begin() + 1, more.end());
    expect_clean(compiled(arguments));
  }
}

TEST_F(LatexOption, LongTheExamplesReviewCompiles) {
  if (!has_pdflatex()) GTEST_SKIP() << "pdflatex with PGFPlots is missing";
  const Typeset found = compiled({"review", example("dynamic-4of8"), "--accuracy-on", "none"});
  expect_clean(found);
  EXPECT_LE(found.pages, 45);
}

}  // namespace
}  // namespace skeptic::app_test
