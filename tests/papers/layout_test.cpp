// Printed pages and sources: columns, paragraphs, tables, footnotes; and what is refused.
#include "papers/layout.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "papers/stated.h"

namespace skeptic::papers {
namespace {

using testing::ElementsAre;

/// A line of words of 5 points a letter, 10 points high.
std::string line(double left, double top, const std::string& text) {
  std::string words;
  double at = left;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find(' ', from), text.size());
    const double width = 4.0 * static_cast<double>(end - from);
    words += fmt::format("<word xMin=\"{}\" yMin=\"{}\" xMax=\"{}\" yMax=\"{}\">{}</word>\n", at, top, at + width, top + 10,
                         text.substr(from, end - from));
    at += width + 3;
    from = end + 1;
  }
  return fmt::format("<line xMin=\"{}\" yMin=\"{}\" xMax=\"{}\" yMax=\"{}\">\n{}</line>\n", left, top, at - 3, top + 10, words);
}

std::string page(const std::string& lines) { return "<page width=\"612\" height=\"792\">\n" + lines + "</page>\n"; }

std::string message_of(const std::string& xhtml) {
  try {
    parse_boxes(xhtml, "paper.pdf");
  } catch (const UserError& error) {
    return error.what();
  }
  return "read";
}

TEST(Layout, TwoColumnsAreReadOneAfterTheOther) {
  std::string lines;
  const std::string left = "the left column has words of its own in it and they go on";
  const std::string right = "the right one too and it is as long as the left one has it";
  for (int i = 0; i < 12; ++i) lines += line(50, 100 + 12 * i, i == 11 ? "the left ends with a sparse ac-" : left);
  for (int i = 0; i < 12; ++i) lines += line(320, 100 + 12 * i, i == 0 ? "celerator. " + right.substr(0, 50) : right);
  const Layout layout = arrange(parse_boxes(page(lines), "paper.pdf"), "paper.pdf");
  std::string text;
  for (const Passage& passage : layout.passages) text += passage.text + " ";
  EXPECT_NE(text.find("the left ends with a sparse accelerator."), std::string::npos) << text;
  EXPECT_LT(text.rfind("left column"), text.find("right one"));
}

TEST(Layout, CellsOfATable) {
  std::string lines = line(100, 100, "Table 1: Parameters of the chip.");
  lines += line(100, 120, "Clock") + line(250, 120, "1 GHz") + line(100, 132, "Weight buffer") + line(250, 132, "64 KB, 8 banks") +
           line(100, 144, "Area") + line(250, 144, "2 mm2");
  const Layout layout = arrange(parse_boxes(page(lines), "paper.pdf"), "paper.pdf");
  ASSERT_EQ(layout.tables.size(), 1U);
  EXPECT_EQ(layout.tables[0].caption, "Table 1: Parameters of the chip.");
  EXPECT_THAT(layout.tables[0].rows,
              testing::ElementsAre(testing::ElementsAre("Clock", "1 GHz"), testing::ElementsAre("Weight buffer", "64 KB, 8 banks"),
                                   testing::ElementsAre("Area", "2 mm2")));
}

// Columns that are set with little more than a space between them: numbers stand below numbers.
TEST(Layout, TightColumnsOfNumbers) {
  std::string lines = line(100, 100, "Table 1: Speed-up over three designs.");
  lines += line(100, 120, "Network") + line(160, 120, "Dense") + line(186, 120, "S2TA") + line(208, 120, "SCNN");
  int row = 0;
  for (const char* name : {"ResNet-50", "MobileNet", "DeiT-S"}) {
    const double top = 132 + 12 * row++;
    lines += line(100, top, name) + line(160, top, "1.83x") + line(186, top, "1.2x") + line(208, top, "1.05x");
  }
  const Layout layout = arrange(parse_boxes(page(lines), "paper.pdf"), "paper.pdf");
  ASSERT_EQ(layout.tables.size(), 1U);
  EXPECT_THAT(
      layout.tables[0].rows,
      testing::ElementsAre(testing::ElementsAre("Network", "Dense", "S2TA", "SCNN"), testing::ElementsAre("ResNet-50", "1.83x", "1.2x", "1.05x"),
                           testing::ElementsAre("MobileNet", "1.83x", "1.2x", "1.05x"), testing::ElementsAre("DeiT-S", "1.83x", "1.2x", "1.05x")));
}

TEST(Layout, LigaturesAndDashes) {
  EXPECT_EQ(plain_text("e\xEF\xAC\x83"
                       "cient \xE2\x80\x93 4\xC2\xA0KB"),
            "efficient - 4 KB");
}

TEST(Layout, SourcesHaveTheSameStructure) {
  const Layout markdown =
      arrange_source("# Willow: a chip\n\nWe present *Willow*.\n\n| Clock | 1 GHz |\n|---|---|\n| Area | 2 mm2 |\n", SourceKind::Markdown, "a.md");
  EXPECT_EQ(markdown.title, "Willow: a chip");
  ASSERT_EQ(markdown.tables.size(), 1U);
  EXPECT_EQ(markdown.tables[0].rows.size(), 2U);
  const Layout html =
      arrange_source("<h1>Willow</h1><p>4&nbsp;KB &times; 2</p><table><tr><td>Clock</td><td>1 GHz</td></tr></table>", SourceKind::Html, "a.html");
  EXPECT_EQ(html.title, "Willow");
  EXPECT_EQ(html.passages[1].text, "4 KB \xC3\x97 2");
  ASSERT_EQ(html.tables.size(), 1U);
  const Layout latex = arrange_source(
      "\\title{Willow}\n\\begin{document}\nA 1.5$\\times$ gain\\footnote{On paper.} of \\textbf{ours}.\n\\begin{tabular}{ll}Clock & 1~GHz \\\\ Area "
      "& 2 mm$^2$\\end{tabular}\n\\end{document}",
      SourceKind::Latex, "a.tex");
  EXPECT_EQ(latex.title, "Willow");
  ASSERT_EQ(latex.tables.size(), 1U);
  EXPECT_EQ(latex.tables[0].rows[1][1], "2 mm2");
}

TEST(Layout, HeadsOverSeveralColumns) {
  std::string lines = line(100, 100, "Table 2: Results.");
  lines += line(224, 120, "Speedup over") + line(376, 120, "Energy over");
  const auto row = [](double top, const std::vector<std::string>& cells) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) text += line(i == 0 ? 100 : 100 + 60.0 * static_cast<double>(i) + 20, top, cells[i]);
    return text;
  };
  lines += row(132, {"Network", "dense", "SCNN", "S2TA", "dense", "SCNN"});
  lines += row(144, {"AlexNet", "3.1", "1.4", "1.2", "2.5", "1.3"}) + row(156, {"VGG-16", "4.1", "1.5", "1.1", "3.1", "1.2"});
  const Layout layout = arrange(parse_boxes(page(lines), "paper.pdf"), "paper.pdf");
  ASSERT_EQ(layout.tables.size(), 1U);
  EXPECT_THAT(layout.tables[0].rows[0], testing::ElementsAre("", "Speedup over", "Speedup over", "Speedup over", "Energy over", "Energy over"));
}

TEST(Layout, HeadsOverSomeOfTheColumns) {
  // The data sets have no head above them, the last column has its own in the second row alone.
  std::string lines = line(100, 100, "Table 2: Results.");
  lines += line(254, 120, "Speedup over") + line(361, 120, "Energy");
  const auto row = [](double top, const std::vector<std::string>& cells) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) text += line(i == 0 ? 100 : 100 + 60.0 * static_cast<double>(i) + 20, top, cells[i]);
    return text;
  };
  lines += row(132, {"Network", "Data", "dense", "SCNN", "less by", "quality"});
  lines += row(144, {"AlexNet", "ImageNet", "3.1", "1.4", "31%", "-0.4"}) + row(156, {"VGG-16", "ImageNet", "4.1", "1.5", "25%", "-0.6"});
  const Layout layout = arrange(parse_boxes(page(lines), "paper.pdf"), "paper.pdf");
  ASSERT_EQ(layout.tables.size(), 1U);
  EXPECT_THAT(layout.tables[0].rows[0], testing::ElementsAre("", "", "Speedup over", "Speedup over", "Energy", ""));
}

TEST(Layout, CellsThatWereBrokenIntoLines) {
  std::string lines = line(100, 100, "Table 1: Parameters.");
  lines += line(100, 120, "Clock") + line(250, 120, "1 GHz") + line(100, 132, "Array") + line(250, 132, "16 rows and 16 columns of elements, each") +
           line(250, 144, "with four multipliers") + line(100, 156, "Area") + line(250, 156, "2 mm2") + line(100, 168, "Node") +
           line(250, 168, "28 nm");
  const Layout layout = arrange(parse_boxes(page(lines), "paper.pdf"), "paper.pdf");
  ASSERT_EQ(layout.tables.size(), 1U);
  ASSERT_EQ(layout.tables[0].rows.size(), 4U);
  EXPECT_EQ(layout.tables[0].rows[1][1], "16 rows and 16 columns of elements, each with four multipliers");
}

TEST(Layout, CellsOverRowsAndColumns) {
  const Layout html = arrange_source(
      "<h1>Willow</h1><table><tr><th rowspan=2>Storage</th><td>Weight RAM</td><td>16 KB</td></tr><tr><td>Banks</td><td>8</td></tr>"
      "<tr><td colspan=2>Area</td><td>2 mm<sup>2</sup></td></tr></table>",
      SourceKind::Html, "a.html");
  ASSERT_EQ(html.tables.size(), 1U);
  EXPECT_THAT(html.tables[0].rows,
              testing::ElementsAre(testing::ElementsAre("Storage", "Weight RAM", "16 KB"), testing::ElementsAre("Storage", "Banks", "8"),
                                   testing::ElementsAre("Area", "Area", "2 mm2")));
}

TEST(Layout, HeadsOfPagesAreNoText) {
  std::string pages;
  for (const char* text : {"One page of words.", "Another page of words."})
    pages += page(line(100, 30, "TR-12 Willow, a report") + line(100, 100, text) + line(300, 760, "1"));
  const Layout layout = arrange(parse_boxes(pages, "paper.pdf"), "paper.pdf");
  for (const Passage& passage : layout.passages) EXPECT_EQ(passage.text.find("TR-12"), std::string::npos) << passage.text;
}

TEST(Layout, ScansAndOtherFilesAreRefused) {
  EXPECT_EQ(message_of(page("") + page("")),
            "paper.pdf: error: 2 pages and no text: a scan? [paper-text]\n"
            "  expected: a PDF with text\n"
            "  run it through OCR, or write the idea as a design file\n");
  EXPECT_EQ(message_of("garbage"),
            "paper.pdf: error: no page could be read [paper-format]\n"
            "  expected: the XHTML of pdftotext -bbox-layout\n");
  std::string many;
  for (int i = 0; i <= kMostPages; ++i) many += page("");
  EXPECT_EQ(message_of(many),
            "paper.pdf: error: more than 200 pages [paper-pages]\n"
            "  expected: a paper\n"
            "  give the pages that describe the idea\n");
}

TEST(Layout, LatexOfUnitsAndMacros) {
  const Paper paper = read_paper(arrange_source(
      "\\documentclass{article}\n\\newcommand{\\sys}{Quern\\xspace}\n\\newcommand{\\speedup}[1]{#1$\\times$}\n\\newcommand\\clk{\\SI{1}{"
      "\\giga\\hertz}}\n"
      "\\begin{document}\n\\title{\\sys: an engine}\n\\section{Architecture}\n\\sys has a clock of \\clk\\ in \\SI{7}{\\nano\\meter}, a weight "
      "buffer of "
      "\\qty{256}{\\kibi\\byte} and \\SI{25.6}{\\giga\\byte\\per\\second} of DRAM. The die takes \\SI{3.2}{\\square\\milli\\metre}. It reaches "
      "\\speedup{1.6} over the A100 on ResNet-50. Activations use $N \\in \\{1,2,4\\}$ of $M=8$, chosen at run time for each "
      "tile.\n\\end{document}\n",
      SourceKind::Latex, "a.tex"));
  EXPECT_THAT(values(paper, "clock"), ElementsAre("1 GHz"));
  EXPECT_THAT(values(paper, "technology"), ElementsAre("7nm"));
  EXPECT_THAT(values(paper, "memory.weights.size"), ElementsAre("256 KiB"));
  EXPECT_THAT(values(paper, "memory.dram.bandwidth"), ElementsAre("25.6 GB/s"));
  EXPECT_THAT(values(paper, "chip.area"), ElementsAre("3.2 mm2"));
  EXPECT_THAT(results(paper, "claims.speedup"), ElementsAre("1.6 over nvidia-a100 on resnet50"));
  EXPECT_THAT(values(paper, "operands.activations.patterns"), ElementsAre("[\"1:8\", \"2:8\", \"4:8\"]"));
}

TEST(Layout, MacrosThatUseEachOtherEnd) {
  std::string source = "\\newcommand{\\a}{ab }\n";
  for (char name = 'b'; name < 'n'; ++name) {
    source += std::string("\\newcommand{\\") + name + "}{";
    for (int i = 0; i < 10; ++i) source += std::string("\\") + static_cast<char>(name - 1) + " ";
    source += "}\n";
  }
  // \m is ten to the twelfth times "ab ": what is kept of it is bounded.
  const Layout layout = arrange_source(source + "\\begin{document}\nAlways here. \\m\n\\end{document}\n", SourceKind::Latex, "a.tex");
  EXPECT_EQ(layout.passages.front().text.rfind("Always here.", 0), 0U);
  std::size_t bytes = 0;
  for (const Passage& passage : layout.passages) bytes += passage.text.size();
  EXPECT_LT(bytes, std::size_t{2} << 20);
}

TEST(Layout, WideTablesAreReadToTheirFortiethColumn) {
  std::string head = "|Network|", line = "|---|", row = "|ResNet-50|";
  for (int c = 1; c < 200; ++c) head += "Speed-up|", line += "---|", row += "1." + std::to_string(100 + c) + "x|";
  const std::vector<std::string> speedups = values(
      read_paper(arrange_source("Quern: an engine\n\n" + head + "\n" + line + "\n" + row + "\n", SourceKind::Markdown, "a.md")), "claims.speedup");
  EXPECT_EQ(speedups.size(), 39U);  // beside the label
  EXPECT_EQ(speedups.back(), "1.139");
}

TEST(Layout, HostileSourcesEnd) {
  std::string deep(20000, '{');
  for (const char* piece : {"\\footnote{", "\\textbf{", "\\begin{tabular}{l}"}) {
    std::string nested;
    for (int i = 0; i < 2000; ++i) nested += piece;
    arrange_source("x " + nested, SourceKind::Latex, "a.tex");
  }
  arrange_source("x " + deep, SourceKind::Latex, "a.tex");
  arrange_source("<p>x" + std::string(20000, '<') + "<table><tr>" + std::string(5000, '&'), SourceKind::Html, "a.html");
}

}  // namespace
}  // namespace skeptic::papers
