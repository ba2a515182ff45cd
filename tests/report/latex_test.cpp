// The LaTeX file: every block of a document, every kind of chart, and that pdflatex takes them whatever the words are.
#include "report/latex.h"

#include <gtest/gtest.h>

#include <cctype>
#include <cmath>
#include <regex>

#include "base/file.h"
#include "report/latex_plot.h"
#include "report/latex_table.h"
#include "report/pdflatex.h"
#include "report/sample.h"

namespace skeptic {
namespace {

std::size_t times_in(const std::string& text, const std::string& part) {
  std::size_t times = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++times;
  return times;
}

std::string chart_of(ChartKind kind, std::size_t which = 0) {
  for (const Chart& chart : sample_charts())
    if (chart.kind == kind && which-- == 0) return latex_chart(chart);
  return {};
}

/// The charts' sample with words that TeX would run.
Document hostile() {
  Document document = sample_with_charts();
  const std::string evil =
      "\\input{/etc/passwd} 100% #1 $x_2^{3}$ ~ & \\end{document} \xE2\x89\xA4 \xC3\x97 \xC2\xB5 \xE2\x80\x93 \xE4\xB8\xAD \\write18{x}";
  document.title = evil;
  document.records[0].what = document.records[1].designs = document.records[2].command = evil;
  document.sections[0].heading = evil;
  document.sections[1].say(say("{}", Quoted{evil}));
  document.sections[1].blocks.emplace_back(Bullets{{say("{}", Quoted{"[x] * y"})}});
  document.sections[1].blocks.emplace_back(Listing{evil + "\n\n" + evil});
  document.sections[1].blocks.emplace_back(
      Table{evil, {"[a]", "*b"}, {{say("{}", Quoted{"[c"}), say("{}", Quoted{"]*"})}, {say("{}", Quoted{"* d"})}}});
  for (Section& section : document.sections)
    for (Block& block : section.blocks)
      if (auto* chart = std::get_if<Chart>(&block)) {
        chart->title = chart->x.title = evil;
        chart->y.title = "%#_{";
        if (!chart->x.categories.empty()) chart->x.categories[0] = "\\a{b}%, =[c], d";
        for (ChartSeries& series : chart->series) series.name += " 50% #_{";
        for (ChartMark& mark : chart->marks) mark.label += "_%";
      }
  return document;
}

TEST(Latex, ANumberLeadsToItsRecordAndTheRecordToItsRun) {
  const std::string text = render_latex(sample());
  EXPECT_NE(text.find("You are at \\skepticnumber{1}{1.04$\\times$}, says a{*}b\\textbar{}c\\_d."), std::string::npos) << text;
  EXPECT_NE(text.find("\\skepticrecord{\\skeptictarget{3}{[3]}}{a\\textbar{}b: \\textbf{62,491 cycles}}{run 1, speedup; source: a source}"),
            std::string::npos)
      << text;
  EXPECT_EQ(times_in(text, "\\skepticcommand{skeptic compare a.yaml \\textquotesingle{}b c\\textquotesingle{} -{}-json -}"), 1u)
      << "a command that gives three numbers stands once";
  EXPECT_NE(text.find("All runs are on one kind of inputs: synthetic \\textbar{} normal; seed 9."), std::string::npos);
  EXPECT_NE(text.find("\\skepticverdict{Kill}{At equal area you are at"), std::string::npos);
}

TEST(Latex, ATableSaysWhereItsNumbersAreFrom) {
  const std::string text = render_latex(sample());
  EXPECT_NE(text.find("\\skeptictable{Pipes \\textbar{} and {*}stars{*} (evidence 1--2)}"), std::string::npos) << text;
  EXPECT_NE(text.find("\nshort & \\skepticcellnumber{1}{1.04$\\times$} \\\\\n"), std::string::npos) << text;
}

TEST(Latex, IsAsciiAndTheSameEveryTime) {
  const std::string text = render_latex(hostile());
  for (const char c : text) ASSERT_TRUE(c == '\n' || (c >= 0x20 && c < 0x7F)) << static_cast<int>(c);
  EXPECT_EQ(render_latex(hostile()), text);
}

TEST(Latex, ColumnsOfATableAreNoWiderThanTheLine) {
  const auto shares = [](const std::string& table) {
    double sum = 0;
    const std::regex share(R"(dimexpr([0-9.]+)\\linewidth)");
    for (auto one = std::sregex_iterator(table.begin(), table.end(), share); one != std::sregex_iterator(); ++one) sum += std::stod((*one)[1]);
    return sum;
  };
  const std::string words(300, 'w');
  EXPECT_LE(shares(latex_table("t", {"a", "b", "c"}, {{{words, words}, {words, words}, {"1", "1"}}})), 1.0005);
  EXPECT_LE(shares(latex_table("t", std::vector<std::string>(30, "header"), {})), 1.0005);
  EXPECT_LT(shares(latex_table("t", {"a", "b"}, {{{"x", "x"}, {"1", "1"}}})), 0.2) << "a small table stays small";
}

TEST(LatexTicks, AreRound) {
  EXPECT_EQ(latex::even_ticks(0.88, 1.36, 4).labels, (std::vector<std::string>{"1", "1.2"}));
  EXPECT_EQ(latex::even_ticks(0, 100, 5, " %").labels, (std::vector<std::string>{"0 \\%", "20 \\%", "40 \\%", "60 \\%", "80 \\%", "100 \\%"}));
  EXPECT_EQ(latex::decade_ticks(0.8, 25).labels, (std::vector<std::string>{"1", "2", "5", "10", "20"}));
  EXPECT_EQ(latex::short_number(1500000), "1.5M");
}

TEST(LatexTicks, TheLogarithmIsTheLogarithm) {
  for (const double x : {1e-9, 0.1, 0.5, 1.0, 2.718281828459045, 1024.0, 1e12})
    EXPECT_NEAR(latex::logarithm(x), std::log(x), 1e-12 * (1 + std::abs(std::log(x))));
}

TEST(LatexChart, StackedBarsHaveAnAxisAPanelAndABarASeries) {
  const std::string text = chart_of(ChartKind::StackedBars);
  EXPECT_EQ(times_in(text, "\\begin{axis}"), 2u);
  EXPECT_EQ(times_in(text, "\\addplot[fill=skepticloss"), 6u);
  EXPECT_NE(text.find("\\addplot[fill=skepticloss1, draw=none] coordinates { (2000,0) (4000,1) (6000,2) (8000,3) };"), std::string::npos) << text;
  EXPECT_EQ(times_in(text, "\\skeptickey{"), 3u);
  EXPECT_EQ(times_in(text, "xmax=28560"), 2u) << "one scale: 1.02 times the highest stack, 7 * 4000";
}

TEST(LatexChart, LinesHaveTheirLevelsBreaksAndRanges) {
  const std::string text = chart_of(ChartKind::Lines, 1);
  EXPECT_NE(text.find("\\addplot[skeptic line 0] coordinates { (20,1.5) (40,1.3) (60,1.1) (80,0.9) (100,0.8) };"), std::string::npos) << text;
  EXPECT_NE(text.find("\\addplot[skeptic break] coordinates { (70,0.99) };"), std::string::npos);
  EXPECT_NE(text.find("\\path[skeptic range] (axis cs:35,"), std::string::npos);
  EXPECT_EQ(times_in(text, "{baseline};"), 1u);
  EXPECT_NE(text.find("{breaks at 70 \\%}"), std::string::npos);
}

TEST(LatexChart, AWideAxisThatStartsAtZeroIsDrawnByTheLogarithm) {
  const std::string text = chart_of(ChartKind::Lines, 0);
  EXPECT_NE(text.find("% x is drawn at ln(1 + x/1)\n"), std::string::npos);
  EXPECT_NE(text.find(" (0,1.4) (0.693147,1.3993)"), std::string::npos) << "ln 2 = 0.693147\n" << text;
  EXPECT_NE(text.find("xtick={0,"), std::string::npos);
}

TEST(LatexChart, CategoriesStandInTheirOrder) {
  const std::string text = chart_of(ChartKind::Lines, 2);
  EXPECT_NE(text.find("xtick={0,1,2}, xticklabels={{square},{depthwise},{ragged}}"), std::string::npos) << text;
}

TEST(LatexChart, AWaterfallGoesFromLevelToLevel) {
  const std::string text = chart_of(ChartKind::Waterfall);
  EXPECT_EQ(times_in(text, "\\path[fill=skepticlevel"), 3u);
  // From 1.04 down to 0.9, and up again to 0.95.
  EXPECT_NE(text.find("\\path[fill=skepticdown, draw=skepticdown, line width=0.6pt] (axis cs:0.9,1.7) rectangle (axis cs:1.04,2.3);"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("\\path[fill=skepticup, draw=skepticup, line width=0.6pt] (axis cs:0.9,2.7) rectangle (axis cs:0.95,3.3);"), std::string::npos);
}

TEST(LatexChart, ARooflineIsLogarithmicBothWays) {
  const std::string text = chart_of(ChartKind::Roofline);
  EXPECT_NE(text.find("xmode=log, ymode=log"), std::string::npos);
  EXPECT_EQ(times_in(text, "no marks] coordinates { (1,12.5) (57.8,722) (120,722) };"), 2u);
  EXPECT_EQ(times_in(text, "only marks, opacity"), 2u);
}

TEST(LatexChart, AScatterHasItsFrontAndNamesIt) {
  const std::string text = chart_of(ChartKind::Scatter);
  EXPECT_EQ(times_in(text, "\\addplot[const plot"), 1u);
  for (const char* name : {"{ampere-2to4};", "{dynamic 4:8};", "{sigma};"}) EXPECT_EQ(times_in(text, name), 1u) << name;
  EXPECT_EQ(times_in(text, "{scnn};"), 0u);
  EXPECT_EQ(times_in(text, "\\addplot[skeptic aside]"), 1u);
}

TEST(LatexChart, AHeatMapHasACellAPoint) {
  const std::string text = chart_of(ChartKind::HeatMap);
  EXPECT_EQ(times_in(text, "\\skepticcell{"), 64u);
  // 90 of 100 is 0.7 of the way from the third to the fourth of the colours.
  EXPECT_NE(text.find("\\skepticcell{0}{0}{skepticheat3!70!skepticheat2}{90}"), std::string::npos) << text;
}

TEST(LatexChart, BarsHaveTheirNumbers) {
  const std::string text = chart_of(ChartKind::Bars);
  EXPECT_EQ(times_in(text, "\\addplot[xbar"), 2u);
  EXPECT_NE(text.find("at ([yshift=-3.5pt]axis cs:0.12,2) {0.12};"), std::string::npos) << text;
}

TEST(LatexChart, AHistogramHasItsPlaces) {
  const std::string text = chart_of(ChartKind::Histogram);
  EXPECT_NE(text.find("(axis cs:0.96,0) rectangle (axis cs:0.98,40);"), std::string::npos) << text;
  EXPECT_EQ(times_in(text, "\\draw[skeptic level"), 2u);
  Chart far;
  for (const Chart& chart : sample_charts())
    if (chart.kind == ChartKind::Histogram) far = chart;
  far.marks.push_back({MarkKind::Place, "claim", 3, 0});
  EXPECT_NE(latex_chart(far).find("{claim at 3$\\times$ $\\rightarrow$};"), std::string::npos) << "one far away leaves the bars their room";
}

TEST(LatexChart, AnEmptyChartIsStillAChart) {
  for (const ChartKindRow& kind : kChartKinds) {
    const Chart chart = sample_chart(kind.kind, "empty", "Nothing");
    EXPECT_NE(latex_chart(chart).find("\\end{tikzpicture}"), std::string::npos) << kind.key;
  }
}

TEST(Latex, ColoursAreThePages) {
  const std::string theme = read_file(SKEPTIC_SOURCE "/report/theme.js"), light = theme.substr(0, theme.find("const dark"));
  const std::string preamble = latex_preamble();
  const auto colour = [&](const std::string& name) {
    std::smatch part;
    EXPECT_TRUE(std::regex_search(preamble, part, std::regex("\\\\definecolor\\{skeptic" + name + "\\}\\{HTML\\}\\{([0-9A-F]{6})\\}"))) << name;
    return part[1].str();
  };
  const auto upper = [](std::string hex) {
    for (char& c : hex) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return hex;
  };
  for (const std::string name : {"muted", "grid", "axis", "level", "up", "down", "range", "broken"}) {
    std::smatch part;
    ASSERT_TRUE(std::regex_search(light, part, std::regex(name + ": '#([0-9a-f]{6})'"))) << name;
    EXPECT_EQ(colour(name), upper(part[1]));
  }
  for (const std::string name : {"series", "loss", "heat"}) {
    std::smatch part;
    ASSERT_TRUE(std::regex_search(light, part, std::regex(name + ": \\[([^\\]]*)\\]"))) << name;
    const std::string list = part[1];
    const std::regex one("#([0-9a-f]{6})");
    std::size_t index = 0;
    for (auto hex = std::sregex_iterator(list.begin(), list.end(), one); hex != std::sregex_iterator(); ++hex)
      EXPECT_EQ(colour(name + std::to_string(index++)), upper((*hex)[1]));
    EXPECT_GE(index, 4u);
  }
}

TEST(LatexCompiles, EveryKindOfBlockWhateverTheWords) {
  if (!has_pdflatex()) GTEST_SKIP() << "pdflatex with PGFPlots is missing";
  for (const auto& [name, document] : {std::pair{"sample", sample_with_charts()}, std::pair{"hostile", hostile()}}) {
    const Typeset found = typeset(name, render_latex(document));
    EXPECT_TRUE(found.compiled) << name << "\n"
                                << found.complaints << found.log.substr(found.log.size() - std::min<std::size_t>(found.log.size(), 1500));
    EXPECT_EQ(found.complaints, "") << name;
    EXPECT_GE(found.pages, 2) << name;
    if (name == std::string("sample")) {
      EXPECT_LE(found.overfull, 3) << found.log;
    }
  }
}

TEST(LatexCompiles, ChartsOfNothing) {
  if (!has_pdflatex()) GTEST_SKIP() << "pdflatex with PGFPlots is missing";
  Document document = sample();
  for (const ChartKindRow& kind : kChartKinds) document.sections[1].blocks.emplace_back(sample_chart(kind.kind, std::string(kind.key), "Nothing"));
  const Typeset found = typeset("nothing", render_latex(document));
  EXPECT_TRUE(found.compiled) << found.complaints << found.log.substr(found.log.size() - std::min<std::size_t>(found.log.size(), 1500));
}

TEST(LatexCompiles, APaperReadsItInOneColumnOfTwo) {
  if (!has_pdflatex()) GTEST_SKIP() << "pdflatex with PGFPlots is missing";
  const std::string paper =
      "\\documentclass[twocolumn]{article}\n\\usepackage{array, booktabs, longtable, textcomp, pgfplots}\n\\pgfplotsset{compat=1.16}\n"
      "\\begin{document}\nAs Figure~\\ref{skeptic:pareto} shows.\n\\appendix\n\\input{review}\n\\section{Thanks}\nTo all.\n\\end{document}\n";
  const Typeset found = typeset("paper", paper, render_latex(sample_with_charts()));
  EXPECT_TRUE(found.compiled) << found.complaints << found.log.substr(found.log.size() - std::min<std::size_t>(found.log.size(), 1500));
  EXPECT_EQ(found.complaints, "");
  EXPECT_LE(found.overfull, 20);
}

}  // namespace
}  // namespace skeptic
