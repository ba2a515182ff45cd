// Where results go: one answer in many forms, a review out of its JSON, and what is refused before anything runs.
#include "program.h"

namespace skeptic::app_test {
namespace {

class Outputs : public ProgramTest {
 protected:
  static Arguments small(const std::string& command) {
    Arguments arguments{command, example("dynamic-4of8"), "ampere-2to4", "--network", "skewed64"};
    if (command == "review") arguments.insert(arguments.end(), {"--accuracy-on", "none"});
    if (command == "stress") arguments.insert(arguments.end(), {"--axis", "decision-latency"});
    return arguments;
  }
  static Arguments with(Arguments arguments, const Arguments& more) {
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }
};

TEST_F(Outputs, EveryCommandWritesEveryForm) {
  for (const std::string command : {"review", "compare", "stress"}) {
    const Result result = skeptic(with(small(command), {"--json", "a.json", "--markdown", "a.md", "--html", "a.html"}));
    ASSERT_EQ(result.code, 0) << command << result.err;
    EXPECT_TRUE(contents(folder() / "a.html").starts_with("<!doctype html>\n"));
    EXPECT_TRUE(contents(folder() / "a.md").starts_with("# "));
    EXPECT_EQ(Json::parse(contents(folder() / "a.json"))["skeptic_review"], 1);
    // Out of the JSON, the same bytes.
    ASSERT_EQ(skeptic({"render", "a.json", "--html", "b.html", "--markdown", "b.md"}).code, 0) << command;
    EXPECT_EQ(contents(folder() / "b.html"), contents(folder() / "a.html")) << command;
    EXPECT_EQ(contents(folder() / "b.md"), contents(folder() / "a.md")) << command;
    EXPECT_EQ(files(), (std::set<std::string>{"a.json", "a.md", "a.html", "b.html", "b.md"}));
  }
}

TEST_F(Outputs, RenderPrintsWhatTheReviewPrinted) {
  const Result review = skeptic(with(small("review"), {"--json", "a.json"}));
  ASSERT_EQ(review.code, 0) << review.err;
  const Result rendered = skeptic({"render", "a.json"});
  EXPECT_EQ(rendered.code, 0) << rendered.err;
  EXPECT_EQ(rendered.out, review.out);
}

TEST_F(Outputs, StandardOutputTakesOne) {
  for (const std::string command : {"review", "compare", "stress"})
    refused(with(small(command), {"--json", "-", "--markdown", "-"}),
            "error: --json - and --markdown - would both write to standard output [command-line]\n  expected: a file for one of the two\n");
}

TEST_F(Outputs, AFileTakesOne) {
  refused(with(small("review"), {"--json", "a", "--html", "./a"}),
          "error: --json and --html would both write ./a [command-line]\n  expected: a file for each\n");
}

TEST_F(Outputs, WhatIsReadIsNotWrittenOver) {
  write("mine.yaml", contents(example("dynamic-4of8")));
  refused({"review", "mine.yaml", "ampere-2to4", "--network", "skewed64", "--html", "./mine.yaml"},
          "./mine.yaml: error: is an input of this command, and would be lost [file-unwritable]\n  name another file\n");
  refused({"compare", "mine.yaml", "dense", "--network", "skewed64", "--json", "mine.yaml"},
          "mine.yaml: error: is an input of this command, and would be lost [file-unwritable]\n  name another file\n");
  refused({"stress", "mine.yaml", "dense", "--network", "skewed64", "--markdown", "mine.yaml"},
          "mine.yaml: error: is an input of this command, and would be lost [file-unwritable]\n  name another file\n");
  write("r.json", "{}");
  refused({"render", "r.json", "--markdown", "r.json"},
          "r.json: error: is an input of this command, and would be lost [file-unwritable]\n  name another file\n");
}

TEST_F(Outputs, APlaceThatCannotBeWrittenIsToldFirst) {
  refused(with(small("review"), {"--html", "none/a.html"}),
          "none/a.html: error: cannot be written [file-unwritable]\n  check that its folder exists and can be written to\n");
}

TEST_F(Outputs, RenderTakesReviewsOfItsVersion) {
  write("other.json", "{\"skeptic_review\": 7}");
  refused({"render", "other.json", "--html", "a.html"},
          "other.json: error: this is a review of version 7 [document-version]\n"
          "  expected: version 1, which this Skeptic writes\n"
          "  write it anew: skeptic review PROPOSAL --json FILE\n");
  write("none.json", "{\"cycles\": 7}");
  refused({"render", "none.json", "--html", "a.html"},
          "none.json: error: this is no review: there is no \"skeptic_review\" [document-format]\n"
          "  expected: \"skeptic_review\": 1\n"
          "  skeptic review PROPOSAL --json FILE writes such a file\n");
  refused({"render", "missing.json", "--html", "a.html"}, "missing.json: error: no such file [file-missing]\n");
}

}  // namespace
}  // namespace skeptic::app_test
