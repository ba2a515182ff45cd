// skeptic mirror, and reviews of papers: what is read, what is written, and PDFs that cannot be read.
#include <gmock/gmock.h>

#include "program.h"

namespace skeptic::app_test {
namespace {

using testing::HasSubstr;

constexpr const char* kIdea = R"(# Choosing the pattern while it runs

We present Wavelet, an accelerator that extends NVIDIA's Ampere 2:4 sparse tensor core. Weights are pruned offline to 2:4.
Activations are pruned at run time: for each unit of 16 pixels by 64 channels the consumer picks one of 2:8, 4:8 or dense,
the sparsest that keeps 94 % of the energy. The decision takes 15 cycles per tile. Unlike S2TA, which uses 4:8 for weights,
we leave the weights of the baseline alone. The array has 16 rows and 16 columns of processing elements.
Wavelet achieves a speedup of 1.3x over Ampere 2:4 on ResNet-50 at batch 1.

The activation buffer holds 200 KB.

## Evaluation

The activation buffer holds 256 KB.
)";

class Mirror : public ProgramTest {
 protected:
  void fake(const std::string& body) const {
    std::filesystem::create_directories(folder() / "fake");
    write("fake/pdftotext", "#!/bin/sh\n" + body);
    std::filesystem::permissions(folder() / "fake/pdftotext", std::filesystem::perms::owner_all);
  }
  static void failed(const Result& result, const std::string& err) {
    EXPECT_EQ(result.code, 2);
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.err, err);
  }
};

TEST_F(Mirror, SaysWhatAPaperSaysAndDraftsItsDesign) {
  write("idea.md", kIdea);
  const Result result = skeptic({"mirror", "idea.md", "--json", "-"});
  ASSERT_EQ(result.code, 0) << result.err;
  const Json json = result.json();
  const auto stated = [&](const std::string& key) {
    for (const Json& entry : json["stated"])
      if (entry["key"] == key) return entry;
    return Json();
  };
  EXPECT_EQ(stated("operands.weights.pattern")["values"][0]["value"], "2:4") << json["stated"];
  EXPECT_THAT(stated("operands.weights.pattern")["values"][0]["quote"].get<std::string>(), HasSubstr("pruned offline to 2:4"));
  EXPECT_EQ(stated("operands.activations.decide.latency")["values"][0]["value"], "15 cycles");
  EXPECT_EQ(stated("memory.activations.size")["agreement"], "contradictory");
  EXPECT_EQ(stated("operands.weights.pattern")["agreement"], "one");  // S2TA's 4:8 is not the paper's own
  const Result draft = skeptic({"mirror", "idea.md", "--out", "draft.yaml"});
  ASSERT_EQ(draft.code, 0) << draft.err;
  EXPECT_THAT(draft.out, HasSubstr("Contradictions"));
  const Result shown = skeptic({"designs", "show", "draft.yaml"});
  EXPECT_EQ(shown.code, 0) << shown.err;
}

TEST_F(Mirror, AReviewTakesPapersAndQuotesThem) {
  write("idea.md", kIdea);
  const Result result = skeptic(
      {"review", "--baseline", "ampere-2to4", "--proposal", "idea.md", "--network", "skewed64", "--accuracy-on", "none", "--json", "review.json"});
  ASSERT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(files(), (std::set<std::string>{"idea.md", "idea.draft.yaml", "review.json"}));
  const Json review = Json::parse(contents(folder() / "review.json"));
  std::string mirror;
  for (const Json& block : review["sections"][0]["blocks"]) {
    if (block.contains("text")) mirror += block["text"].get<std::string>() + "\n";
    if (block.contains("items"))
      for (const Json& item : block["items"]) mirror += item["text"].get<std::string>() + "\n";
  }
  EXPECT_THAT(mirror, HasSubstr("I read idea.md: on page 1 you say “"));
  EXPECT_THAT(mirror, HasSubstr("which I take for operands.activations.patterns: [\"2:8\", \"4:8\", dense]"));
  EXPECT_THAT(mirror, HasSubstr("memory.activations.size contradicts itself: 200 KB on page 1 (“"));
  EXPECT_THAT(mirror, HasSubstr("The draft says what I took meanwhile; which one holds?"));
  // Its commands name the draft, so they run.
  EXPECT_THAT(review["evidence"][0]["command"].get<std::string>(), HasSubstr("idea.draft.yaml"));
  // Corrections are not lost.
  write("idea.draft.yaml", "skeptic: 1\nname: mine\nextends: ampere-2to4\n");
  refused({"review", "idea.md", "ampere-2to4", "--network", "skewed64"},
          "idea.draft.yaml: error: is not what idea.md reads as, and may hold your corrections [file-unwritable]\n"
          "  name it in place of the paper, or move it away to draft the paper anew\n");
}

TEST_F(Mirror, DraftsAreNotWrittenOver) {
  write("idea.md", kIdea);
  write("draft.yaml", "skeptic: 1\nname: mine\nextends: ampere-2to4\n");
  failed(skeptic({"mirror", "idea.md", "--out", "draft.yaml", "--json", "-"}),
         "draft.yaml: error: is not what idea.md reads as, and may hold your corrections [file-unwritable]\n"
         "  name it in place of the paper, or move it away to draft the paper anew\n");
  refused({"mirror", "idea.md", "--out", "a", "--json", "./a"},
          "error: --out and --json would both write ./a [command-line]\n  expected: a file for each\n");
  refused({"review", "idea.md", "ampere-2to4", "--network", "skewed64", "--json", "idea.draft.yaml"},
          "idea.draft.yaml: error: is an input of this command, and would be lost [file-unwritable]\n  name another file\n");
}

TEST_F(Mirror, NamesOfAReview) {
  refused({"review"}, "error: no proposal is named [command-line]\n  expected: skeptic review PROPOSAL, a design file or a paper\n");
  refused({"review", "a.yaml", "b.yaml", "--baseline", "c.yaml"},
          "error: there are two of the baseline: b.yaml and --baseline c.yaml [command-line]\n  expected: one\n");
}

TEST_F(Mirror, PdfsThatCannotBeRead) {
  write("empty.pdf", "");
  refused({"mirror", "empty.pdf"}, "empty.pdf: error: the file is empty [paper-format]\n  expected: a paper: .pdf, .txt, .md, .html or .tex\n");
  write("no.pdf", "hello");
  refused({"mirror", "no.pdf"}, "no.pdf: error: the file is no PDF [paper-format]\n  expected: a paper: .pdf, .txt, .md, .html or .tex\n");
  refused({"mirror", "none.pdf"}, "none.pdf: error: no such file [file-missing]\n");
  write("a.pdf", "%PDF-1.4\n");
  failed(shell("PATH=/nowhere ../bin/skeptic mirror a.pdf"),
         "error: pdftotext is not to be found [program-missing]\n  apt-get install poppler-utils\n");
  fake("case $1 in -v) exit 0;; esac; echo 'Command Line Error: Incorrect password'; exit 1\n");
  failed(shell("PATH=$PWD/fake:$PATH ../bin/skeptic mirror a.pdf"),
         "a.pdf: error: the PDF is encrypted [paper-format]\n  expected: a PDF that opens without a password\n  save it without one\n");
  fake("case $1 in -v) exit 0;; esac; exec tail /dev/zero\n");
  failed(shell("PATH=$PWD/fake:$PATH ../bin/skeptic mirror a.pdf"),
         "a.pdf: error: pdftotext needs more than 1024 MB of memory for it [program-limit]\n  expected: a paper\n"
         "  print the pages that matter to a new PDF\n");
  fake("case $1 in -v) exit 0;; esac; for out; do :; done; exec cat /dev/zero > \"$out\"\n");
  failed(shell("PATH=$PWD/fake:$PATH ../bin/skeptic mirror a.pdf"),
         "a.pdf: error: the text of this paper is more than 32 MiB [paper-pages]\n  expected: a paper\n  give the pages that describe the idea\n");
}

}  // namespace
}  // namespace skeptic::app_test
