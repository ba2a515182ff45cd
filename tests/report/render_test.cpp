#include "report/render.h"

#include <gtest/gtest.h>

#include <regex>
#include <sstream>

#include "report/sample.h"
#include "report/style.h"

namespace skeptic {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::size_t times_in(const std::string& text, const std::string& part) {
  std::size_t times = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++times;
  return times;
}

TEST(Terminal, PrintsEveryRecordOnceInTheEvidence) {
  const Document review = sample();
  const std::string text = render_terminal(review, false, 100, true);
  const std::string evidence = text.substr(text.find("\nEvidence\n"));
  for (std::size_t i = 0; i < review.records.size(); ++i) {
    const Record& record = review.records[i];
    EXPECT_EQ(times_in(evidence, "  [" + std::to_string(i + 1) + "] " + record.what + " = " + record.text + "\n"), 1U) << evidence;
  }
  EXPECT_EQ(times_in(evidence, review.records[0].command), 3U);
  EXPECT_EQ(times_in(evidence, "synthetic | normal"), 1U) << "inputs that all records share are said once";
}

TEST(Terminal, ANumberIsItsRecordsTextAndLeadsToIt) {
  const std::string text = render_terminal(sample(), false, 100, true);
  EXPECT_NE(text.find("You are at 1.04× [1], says a*b|c_d."), std::string::npos) << text;
  EXPECT_NE(text.find("• It takes 62,491 cycles [3]."), std::string::npos);
  EXPECT_NE(text.find("  KILL  At equal area you are at 1.04×.\n"), std::string::npos) << "the screen of summary is without brackets";
}

TEST(Terminal, PartsStandInTheirOrder) {
  const std::string text = render_terminal(sample(), false, 100, true);
  std::size_t last = 0;
  for (const char* part : {"dynamic_4:8 against ampere*", "KILL", "Measured:", "Largest loss:", "The Mirror", "The Twist",
                           "skeptic review a.yaml --set 'x=1 | 2'", "Evidence"}) {
    const std::size_t at = text.find(part, last);
    ASSERT_NE(at, std::string::npos) << part;
    last = at;
  }
}

TEST(Terminal, EscapeCodesOnlyWhereColourIsWanted) {
  const std::string plain = render_terminal(sample(), false, 100, true), colour = render_terminal(sample(), true, 100, true);
  EXPECT_EQ(plain.find('\033'), std::string::npos);
  EXPECT_NE(colour.find('\033'), std::string::npos);
  EXPECT_EQ(std::regex_replace(colour, std::regex("\033\\[[0-9;]*m"), ""), plain);
}

TEST(Terminal, ParagraphsBulletsAndTablesKeepTheWidth) {
  Document review = sample();
  Sentence lengthy;
  for (int i = 0; i < 40; ++i) lengthy = lengthy + say("Größe {} ist «{}».", Ref{0}, Quoted{"Σ a²"});
  review.summary.push_back(lengthy);
  review.sections[0].say(lengthy);
  review.sections[0].blocks.emplace_back(Bullets{{lengthy}});
  review.sections[1].blocks.emplace_back(Table{"wide", {"what", "how it is counted", "n"}, {{say("{}", Ref{0}), lengthy, say("{}", Ref{1})}}});
  for (const int width : {72, 100, 120}) {
    const std::string text = render_terminal(review, false, width, true);
    for (const std::string& line : lines_of(text.substr(0, text.find("\nEvidence\n")))) {
      if (line.find("Numbers in brackets") != std::string::npos) continue;  // one fixed sentence
      EXPECT_LE(columns(line), static_cast<std::size_t>(width)) << line;
    }
  }
}

TEST(Terminal, TheVerdictsSentenceKeepsTheWidth) {
  for (const Judgement judgement : {Judgement::Kill, Judgement::Fix, Judgement::Pursue}) {
    Document review = sample();
    review.verdict = Verdict{judgement, {}, false};
    for (int i = 0; i < 20; ++i) review.verdict->because = review.verdict->because + say("At {} it is a b c.", Ref{0});
    const std::string text = render_terminal(review, false, 80, true);
    for (const std::string& line : lines_of(text.substr(0, text.find("Measured:")))) EXPECT_LE(columns(line), 80U) << line;
  }
}

TEST(Terminal, ColumnsOfATableStandUnderEachOther) {
  // "Σ a² | x" is 8 columns wide, and 10 bytes.
  const std::string text = render_terminal(sample(), false, 100, true);
  EXPECT_NE(text.find("  key|one   at\n  Σ a² | x  26 % [2]\n  short     1.04× [1]\n"), std::string::npos) << text;
}

TEST(Markdown, EscapesWhatWouldBeMarkup) {
  const std::string text = render_markdown(sample());
  EXPECT_TRUE(text.starts_with("# dynamic\\_4:8 against ampere\\*\n\n**kill** ")) << text.substr(0, 80);
  EXPECT_NE(text.find("says a\\*b\\|c\\_d."), std::string::npos);
  EXPECT_NE(text.find("**Pipes \\| and \\*stars\\***"), std::string::npos);
  EXPECT_NE(text.find("| key\\|one | at |\n|---|---|\n| Σ a² \\| x | [26 %](#e2) |\n"), std::string::npos) << text;
}

TEST(Markdown, EveryRowOfATableHasAsManyCellsAsItsHeader) {
  std::size_t rows = 0;
  for (std::string line : lines_of(render_markdown(sample()))) {
    if (!line.starts_with("|")) continue;
    for (std::size_t at = line.find("\\|"); at != std::string::npos; at = line.find("\\|")) line.erase(at, 2);
    EXPECT_EQ(times_in(line, "|"), 3U) << line;
    ++rows;
  }
  EXPECT_EQ(rows, 4U);
}

TEST(Markdown, EveryNumberLeadsToItsRecordAndEveryRecordStandsOnce) {
  const Document review = sample();
  const std::string text = render_markdown(review);
  for (std::size_t i = 0; i < review.records.size(); ++i) {
    EXPECT_EQ(times_in(text, "<a id=\"e" + std::to_string(i + 1) + "\"></a>"), 1U);
    EXPECT_GE(times_in(text, "](#e" + std::to_string(i + 1) + ")"), 1U);
  }
  EXPECT_EQ(times_in(text, review.records[0].command), 3U) << "commands are not escaped";
  EXPECT_NE(text.find("[1.04×](#e1)"), std::string::npos);
  EXPECT_NE(text.find("62,491 cycles](#e3)"), std::string::npos);
  EXPECT_NE(text.find("```sh\nskeptic review a.yaml --set 'x=1 | 2'\n```"), std::string::npos);
}

TEST(ReviewJson, HoldsTheSameFacts) {
  const Document review = sample();
  const Json json = render_json(review);
  EXPECT_EQ(json["title"], review.title);
  EXPECT_EQ(json["verdict"]["judgement"], "kill");
  EXPECT_EQ(json["verdict"]["depends_on_denominator"], true);
  EXPECT_EQ(json["verdict"]["because"]["text"], "At equal area you are at 1.04×.");
  EXPECT_EQ(json["verdict"]["because"]["evidence"], Json::array({0}));
  ASSERT_EQ(json["evidence"].size(), review.records.size());
  for (std::size_t i = 0; i < review.records.size(); ++i) {
    const Json& record = json["evidence"][i];
    EXPECT_EQ(record["what"], review.records[i].what);
    EXPECT_EQ(record["value"].get<double>(), review.records[i].value);  // never formatted
    EXPECT_EQ(record["text"], review.records[i].text);
    for (const char* key : {"unit", "command", "designs", "network", "inputs", "seed", "source"}) EXPECT_TRUE(record.contains(key)) << key;
  }
  ASSERT_EQ(json["sections"].size(), 2U);
  EXPECT_EQ(json["sections"][0]["heading"], "The Mirror");
  EXPECT_EQ(json["sections"][0]["blocks"][0]["kind"], "paragraph");
  EXPECT_EQ(json["sections"][0]["blocks"][0]["text"], "You are at 1.04×, says a*b|c_d.");
  EXPECT_EQ(json["sections"][0]["blocks"][1]["items"][0]["evidence"], Json::array({2}));
  EXPECT_EQ(json["sections"][1]["blocks"][0]["rows"][0][1]["text"], "26 %");
  EXPECT_EQ(json["sections"][1]["blocks"][1]["text"], "skeptic review a.yaml --set 'x=1 | 2'");
}

TEST(Details, StandBehindTheTextAndOnTheTerminalOnlyWhereAllIsAsked) {
  const Document document = sample_with_details();
  const std::string text = render_terminal(document, false, 100, false), whole = render_terminal(document, false, 100, true);
  EXPECT_EQ(text.find("Behind it"), std::string::npos);
  EXPECT_EQ(text.find("\nEvidence\n"), std::string::npos);
  EXPECT_NE(text.find("--full prints it"), std::string::npos);
  EXPECT_NE(whole.find("  Behind it: 62,491 cycles [3].\n\n  In full\n"), std::string::npos) << whole;
  const std::string markdown = render_markdown(document);
  EXPECT_LT(markdown.find("Nothing else."), markdown.find("\n### The Mirror, in detail\n\nBehind it: [62,491 cycles](#e3).\n"));
  EXPECT_EQ(render_json(document)["sections"][0]["details"].size(), 2U);
  EXPECT_TRUE(render_json(document)["sections"][1]["details"].empty());
}

// The first record that a reader meets has the first number; what nothing refers to is gone.
TEST(NumberRecords, ByTheOrderOfReading) {
  Document document = sample_with_details();
  document.records.push_back(sample_record("unused", 1, "1"));
  document.verdict->because = say("It takes {}.", Ref{2});
  document.summary = {say("Largest loss: {}.", Ref{1})};
  number_records(document);
  ASSERT_EQ(document.records.size(), 3U);
  EXPECT_EQ(document.records[0].text, "62,491 cycles");
  EXPECT_EQ(document.records[1].text, "26 %");
  EXPECT_EQ(document.records[2].text, "1.04×");
  EXPECT_NE(render_terminal(document, false, 100, true).find("You are at 1.04× [3], says"), std::string::npos);
  EXPECT_NE(render_terminal(document, false, 100, true).find("Behind it: 62,491 cycles [1]."), std::string::npos);
}

}  // namespace
}  // namespace skeptic
