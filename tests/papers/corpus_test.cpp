// The corpus: LaTeX is built to PDF and read as users' papers are; precision and recall against what a careful expert takes from each paper.
#include <gtest/gtest.h>

#include <array>
#include <filesystem>

#include "app/tool_process.h"
#include "base/file.h"
#include "design/design.h"
#include "papers/score.h"

namespace skeptic::papers {
namespace {

constexpr std::array<const char*, 19> kTuned{"antler",    "basalt",   "cinder", "dovetail", "fennel", "gull",    "igniscore",
                                             "juggernet", "larkspur", "marrow", "ombra",    "osier",  "quillet", "rundle",
                                             "trivet",    "umber",    "wherry", "xebec",    "zeugma"};
/// Set aside before the grammar was written: it measures whether the grammar holds for papers that nobody has looked at.
constexpr std::array<const char*, 9> kSetAside{"bramble", "estuary", "hobnail", "kestrel", "nacre", "pergola", "sarsen", "vesper", "yarrow"};

std::string corpus(const std::string& name) { return std::string(SKEPTIC_SOURCE) + "/tests/papers/corpus/" + name; }

/// Runs a tool in a folder; false where it is not installed or fails.
bool run(const std::string& folder, const std::string& program, std::vector<std::string> arguments) {
  const ToolResult result = run_tool_process({program, std::move(arguments), folder, {120, 2048}});
  return result.end == ToolEnd::Exited && result.code == 0;
}

/// What is reached on them, rounded down; the goal is 0.9 for both.
constexpr double kSetAsidePrecision = 0.85, kSetAsideRecall = 0.75;

bool tools_are_there() { return run(".", "pdflatex", {"--version"}) && run(".", "pdftotext", {"-v"}); }

Layout layout_of(const std::string& name) {
  for (const char* ending : {".txt", ".md", ".html"}) {
    const std::string file = corpus(name) + "/paper" + ending;
    SourceKind kind;
    if (std::filesystem::exists(file) && is_source(file, kind)) return arrange_source(read_file(file), kind, file);
  }
  const std::string folder = std::string(SKEPTIC_PAPERS) + "/" + name, source = corpus(name) + "/paper.tex", words = folder + "/paper.xhtml";
  std::filesystem::create_directories(folder);
  if (!std::filesystem::exists(words) || std::filesystem::last_write_time(words) < std::filesystem::last_write_time(source)) {
    for (int round = 0; round < 2; ++round)
      EXPECT_TRUE(run(folder, "pdflatex", {"-interaction=batchmode", "-output-directory=" + folder, source})) << name;
    EXPECT_TRUE(run(folder, "pdftotext", {"-bbox-layout", "paper.pdf", "paper.xhtml"})) << name;
  }
  return arrange(parse_boxes(read_file(words), source), source);
}

template <std::size_t N>
Score score_of_all(const std::array<const char*, N>& names) {
  Score score;
  for (const char* name : names) score += score_of(read_paper(layout_of(name)), read_file(corpus(name) + "/expected.yaml"));
  return score;
}

void report(const char* what, const Score& score) {
  std::printf("%s: precision %.3f (%d of %d), recall %.3f (%d of %d); page %d of %d; results with network and opponent %d of %d\n", what,
              score.precision(), score.right, score.stated, score.recall(), score.found, score.expected, score.pages_right, score.pages,
              score.results_whole, score.results);
}

TEST(Corpus, PapersThatTheGrammarWasWrittenBy) {
  if (!tools_are_there()) GTEST_SKIP() << "pdflatex or pdftotext is not installed";
  const Score score = score_of_all(kTuned);
  report("written by", score);
  EXPECT_GE(score.precision(), 0.9);
  EXPECT_GE(score.recall(), 0.9);
  EXPECT_GE(score.pages_right, score.pages * 9 / 10);
}

// Only the totals: to look at what is missed would be to write the grammar by these papers.
TEST(Corpus, PapersThatWereSetAside) {
  if (!tools_are_there()) GTEST_SKIP() << "pdflatex or pdftotext is not installed";
  const Score score = score_of_all(kSetAside);
  report("set aside", score);
  RecordProperty("precision", std::to_string(score.precision()));
  RecordProperty("recall", std::to_string(score.recall()));
  EXPECT_GE(score.precision(), kSetAsidePrecision);
  EXPECT_GE(score.recall(), kSetAsideRecall);
}

TEST(Corpus, EveryDraftReads) {
  if (!tools_are_there()) GTEST_SKIP() << "pdflatex or pdftotext is not installed";
  const auto check = [](const char* name) {
    const Paper paper = read_paper(layout_of(name));
    for (const PaperRole role : {PaperRole::Proposal, PaperRole::Baseline})
      EXPECT_NO_THROW(parse_design(draft_of(paper, role).yaml, "draft.yaml")) << name;
  };
  for (const char* name : kTuned) check(name);
  for (const char* name : kSetAside) check(name);
}

}  // namespace
}  // namespace skeptic::papers
