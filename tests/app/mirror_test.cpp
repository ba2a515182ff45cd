// skeptic mirror, and reviews of papers: what is read, what is written, and PDFs that cannot be read.
#include <fmt/format.h>
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

// The way in for most: two papers of one name, on nodes that no table has, with claims on networks that are not here.
TEST_F(Mirror, AReviewOfTwoPapers) {
  for (const char* of : {"a", "b"}) std::filesystem::create_directories(folder() / of);
  write("a/paper.md",
        "# Oak: a dense array\n\nWe present Oak, an accelerator made in 28 nm. The array has 16 rows and 16 columns of processing elements. On "
        "ResNet-50 Oak "
        "is 1.1x faster than the dense array.\n");
  write("b/paper.md", std::string(kIdea) + "Wavelet is made in 16 nm. Wavelet achieves a speedup of 1.2x over Ampere 2:4 on GoogLeNet.\n");
  failed(skeptic({"review", "--baseline", "nosuch.pdf", "--proposal", "b/paper.md"}), "nosuch.pdf: error: no such file [file-missing]\n");
  const auto drafts = [&] {
    std::set<std::string> names;
    for (const std::string& name : files())
      if (name.find(".draft.yaml") != std::string::npos) names.insert(name);
    return names;
  };
  EXPECT_THAT(drafts(), testing::IsEmpty());
  const Result result = skeptic(
      {"review", "--baseline", "a/paper.md", "--proposal", "b/paper.md", "--network", "skewed64", "--accuracy-on", "none", "--json", "r.json"});
  ASSERT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(drafts(), (std::set<std::string>{"paper.baseline.draft.yaml", "paper.proposal.draft.yaml"}));
  EXPECT_THAT(result.err, HasSubstr("b/paper.md is read as paper.proposal.draft.yaml: correct it, and name it in place of the paper.\n"));
  EXPECT_THAT(contents(folder() / "paper.baseline.draft.yaml"),
              HasSubstr("technology: 32nm  # the nearest node that areas and energies are known of"));
  const std::string proposal = contents(folder() / "paper.proposal.draft.yaml");
  EXPECT_THAT(proposal, HasSubstr("technology: unknown  # no areas and energies are known of its node"));
  EXPECT_THAT(proposal, HasSubstr("# - {speedup: 1.2, over: \"ampere-2to4\", on: \"GoogLeNet\""));
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

TEST_F(Mirror, ATextOfSomethingElse) {
  write("poem.txt", "the moon is down and i have not heard the clock\n");
  const Result result = skeptic({"mirror", "poem.txt"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("I recognise nothing here that papers on accelerators say."));
}

TEST_F(Mirror, ADesignIsNoPaper) {
  write("idea.yaml", "name: idea\n");
  failed(skeptic({"mirror", "idea.yaml"}),
         "idea.yaml: error: this is a design file, not a paper [paper-format]\n  expected: a paper: .pdf, .txt, .md, .html or .tex\n"
         "  skeptic review reads it as it is\n");
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
  write("idea.docx", "PK");
  refused({"review", "idea.docx"},
          "idea.docx: error: the file is no PDF [paper-format]\n  expected: a paper: .pdf, .txt, .md, .html or .tex\n  save it as a PDF\n");
  refused({"mirror", "none.pdf"}, "none.pdf: error: no such file [file-missing]\n");
  write("a.pdf", "%PDF-1.4\n");
  failed(shell("PATH=/nowhere ../bin/skeptic mirror a.pdf"),
         "error: pdftotext is not to be found [program-missing]\n  apt-get install poppler-utils\n");
  fake("case $1 in -v) exit 0;; esac; exec tail /dev/zero\n");
  failed(shell("PATH=$PWD/fake:$PATH ../bin/skeptic mirror a.pdf"),
         "a.pdf: error: pdftotext needs more than 1024 MB of memory for it [program-limit]\n  expected: a paper\n"
         "  print the pages that matter to a new PDF\n");
  fake("case $1 in -v) exit 0;; esac; for out; do :; done; exec cat /dev/zero > \"$out\"\n");
  failed(shell("PATH=$PWD/fake:$PATH ../bin/skeptic mirror a.pdf"),
         "a.pdf: error: the text of this paper is more than 32 MiB [paper-pages]\n  expected: a paper\n  give the pages that describe the idea\n");
}

TEST_F(Mirror, AnEncryptedPdfIsSaidToBeOne) {
  write("secret.tex",
        "\\documentclass{article}\n"
        "\\AtBeginDocument{\\special{pdf:encrypt userpw (user) ownerpw (owner) length 128 perm 2052}}\n"
        "\\begin{document}We present Foo, an accelerator with 2:4 weights.\\end{document}\n");
  if (shell("latex -interaction=batchmode secret.tex && dvipdfmx -q secret.dvi").code != 0) GTEST_SKIP() << "latex or dvipdfmx is not installed";
  refused({"mirror", "secret.pdf"},
          "secret.pdf: error: the PDF is encrypted [paper-format]\n  expected: a PDF that opens without a password\n  save it without one\n");
}

/// A PDF of these objects, of which the first is the catalogue.
std::string pdf_of(const std::vector<std::string>& objects) {
  std::string text = "%PDF-1.4\n", table;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", text.size());
    text += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  const std::size_t at = text.size();
  return text + fmt::format("xref\n0 {0}\n0000000000 65535 f \n{1}trailer\n<< /Size {0} /Root 1 0 R >>\nstartxref\n{2}\n%%EOF\n", objects.size() + 1,
                            table, at);
}

/// A PDF whose pages all have this content.
std::string pdf_of_pages(std::size_t pages, const std::string& content) {
  std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
                                   fmt::format("<< /Length {} >>\nstream\n{}\nendstream", content.size(), content)};
  std::string kids;
  for (std::size_t i = 0; i < pages; ++i) {
    objects.emplace_back("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> >>");
    kids += fmt::format("{} 0 R ", objects.size());
  }
  objects[1] = fmt::format("<< /Type /Pages /Count {} /Kids [{}] >>", pages, kids);
  return pdf_of(objects);
}

std::string times_over(std::size_t count, const std::string& text) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

// The real pdftotext; whatever a PDF holds, it ends, and says why.
TEST_F(Mirror, HostilePdfsEndWithinTheirLimits) {
  if (shell("pdftotext -v").code != 0) GTEST_SKIP() << "pdftotext is not installed";
  const std::string words = "BT /F1 12 Tf 72 700 Td (We present Foo, an accelerator with 2:4 weights.) Tj ET";
  const std::string good = pdf_of_pages(1, words);
  write("good.pdf", good);
  ASSERT_EQ(skeptic({"mirror", "good.pdf"}).code, 0);
  const auto is_refused = [&](const std::string& bytes, const std::string& why) {
    write("bad.pdf", bytes);
    refused({"mirror", "bad.pdf"}, "bad.pdf: error: " + why);
  };
  is_refused(pdf_of_pages(10'000, words), "more than 200 pages [paper-pages]\n  expected: a paper\n  give the pages that describe the idea\n");
  const std::string no_text =
      "1 page and no text: a scan? [paper-text]\n  expected: a PDF with text\n  run it through OCR, or write the idea as a design file\n";
  is_refused(pdf_of({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [2 0 R] >>"}), no_text);  // its own child
  is_refused(pdf_of_pages(1, times_over(1'000'000, "[")), no_text);
  const std::string damaged = "the PDF is damaged or cut off: pdftotext cannot read it [paper-format]\n  expected: a whole PDF\n";
  is_refused(good.substr(0, good.size() / 2), damaged);
  is_refused("%PDF-1.4\n1 0 obj\n" + times_over(1'000'000, "[") + "\nendobj\ntrailer\n<< /Root 1 0 R >>\n", damaged);
  is_refused(pdf_of_pages(1, times_over(5'000'000, "q ") + words),
             "pdftotext needs more than 1024 MB of memory for it [program-limit]\n  expected: a paper\n"
             "  print the pages that matter to a new PDF\n");
}

}  // namespace
}  // namespace skeptic::app_test
