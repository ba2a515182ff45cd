// A document through its JSON and back, and what is said of files that hold none.
#include <gtest/gtest.h>

#include <functional>

#include "base/diagnostic.h"
#include "report/latex.h"
#include "report/page.h"
#include "report/render.h"
#include "report/sample.h"

namespace skeptic {
namespace {

constexpr PageParts kPlain{"p{}", "draw()", "sha256-a", "sha256-b", {}};

Document read_back(const Document& document) { return read_document("review.json", render_json(document).dump(1)); }

TEST(ReadDocument, EveryRendererGivesTheSameBytes) {
  for (const Document& document : {sample(), sample_with_details(), sample_with_charts(), Document{}}) {
    const Document read = read_back(document);
    EXPECT_EQ(render_json(read).dump(), render_json(document).dump());
    EXPECT_EQ(render_terminal(read, true, 100, true), render_terminal(document, true, 100, true));
    EXPECT_EQ(render_markdown(read), render_markdown(document));
    EXPECT_EQ(render_html(read, kPlain), render_html(document, kPlain));
    EXPECT_EQ(render_latex(read), render_latex(document));
  }
}

TEST(ReadDocument, AVerdictIsOptionalAndWhole) {
  Document document = sample();
  document.verdict->rule = "no-gain", document.verdict->changes = "the gain";
  document.verdict->at_low = Judgement::Kill, document.verdict->at_high = Judgement::Pursue;
  const Document read = read_back(document);
  ASSERT_TRUE(read.verdict);
  EXPECT_EQ(read.verdict->judgement, Judgement::Kill);
  EXPECT_EQ(read.verdict->at_high, Judgement::Pursue);
  EXPECT_EQ(read.verdict->rule, "no-gain");
  EXPECT_TRUE(read.verdict->depends_on_denominator);
  document.verdict.reset();
  EXPECT_FALSE(read_back(document).verdict);
}

/// What is said of a text.
std::string refused(const std::string& text) {
  try {
    read_document("r.json", text);
  } catch (const UserError& error) {
    return error.what();
  }
  return "nothing";
}

/// The same of the sample's JSON with a change.
std::string refused(const std::function<void(Json&)>& change) {
  Json json = render_json(sample_with_charts());
  change(json);
  return refused(json.dump());
}

constexpr const char* kTry = "  skeptic review PROPOSAL --json FILE writes such a file\n";

TEST(ReadDocument, SaysWhatIsNoJson) {
  EXPECT_EQ(refused("{\"a\": 1,\n  oh}"), std::string("r.json:2:3: error: this is not JSON [document-format]\n") + kTry);
  EXPECT_EQ(refused(""), std::string("r.json:1:1: error: this is not JSON [document-format]\n") + kTry);
  EXPECT_EQ(refused("{\"a\": 1e999}"), "r.json: error: a number is too large [document-format]\n");
}

TEST(ReadDocument, SaysWhatIsNoReview) {
  const std::string text =
      std::string("r.json: error: this is no review: there is no \"skeptic_review\" [document-format]\n  expected: \"skeptic_review\": 1\n") + kTry;
  EXPECT_EQ(refused("{\"cycles\": 7}"), text);
  EXPECT_EQ(refused("[1, 2]"), text);
}

TEST(ReadDocument, SaysWhichVersionItReads) {
  EXPECT_EQ(refused([](Json& json) { json["skeptic_review"] = 2; }),
            "r.json: error: this is a review of version 2 [document-version]\n"
            "  expected: version 1, which this Skeptic writes\n"
            "  write it anew: skeptic review PROPOSAL --json FILE\n");
}

TEST(ReadDocument, SaysWhereAReviewIsNotWhole) {
  const auto said = [](const std::string& what, const std::string& expected = {}) {
    return "r.json: error: " + what + " [document-format]\n" + (expected.empty() ? "" : "  expected: " + expected + "\n") + kTry;
  };
  EXPECT_EQ(refused([](Json& json) { json.erase("title"); }), said("there is no \"title\""));
  EXPECT_EQ(refused([](Json& json) { json["title"] = 7; }), said("title: number where a text is expected"));
  EXPECT_EQ(refused([](Json& json) { json["sections"][1]["blocks"] = "no"; }), said("sections.1.blocks: string where a list is expected"));
  EXPECT_EQ(refused([](Json& json) { json["summary"][0]["pieces"][1] = 3; }), said("summary.0.pieces.1: there is no record 3", "less than 3"));
  EXPECT_EQ(refused([](Json& json) { json["summary"][0]["pieces"][1] = -1; }),
            said("summary.0.pieces.1: this is no piece of a sentence", "a text, {\"quoted\": text}, or the number of a record"));
  EXPECT_EQ(refused([](Json& json) { json["verdict"]["judgement"] = "maybe"; }),
            said("verdict.judgement: \"maybe\" is none of its words", "kill, fix, pursue"));
  EXPECT_EQ(refused([](Json& json) { json["sections"][0]["blocks"][0]["kind"] = "song"; }),
            said("sections.0.blocks.0.kind: \"song\" is none of its words", "paragraph, bullets, table, listing, figure"));
  EXPECT_EQ(refused([](Json& json) { json["sections"][1]["blocks"][0]["rows"][1].erase(0); }),
            said("sections.1.blocks.0.rows.1: 1 cells in a table of 2 columns"));
}

TEST(ReadDocument, SaysWhereAFigureIsWrong) {
  const auto figure = [](Json& json) -> Json& { return json["sections"][2]["blocks"][1]; };  // stacked bars of four layers
  const auto said = [](const std::string& what, const std::string& expected) {
    return "r.json: error: sections.2.blocks.1" + what + " [document-format]\n  expected: " + expected + "\n" + kTry;
  };
  EXPECT_EQ(refused([&](Json& json) { figure(json)["series"][0]["points"][0]["x"] = 4; }),
            said(".series.0.points.0.x: there is no category 4", "a whole number below 4"));
  EXPECT_EQ(refused([&](Json& json) { figure(json)["series"][0]["points"][0]["x"] = 0.5; }),
            said(".series.0.points.0.x: there is no category 0.5", "a whole number below 4"));
  EXPECT_EQ(refused([&](Json& json) { figure(json)["id"] = "a b"; }), said(".id: this is no name of a figure", "letters, digits and hyphens"));
  EXPECT_EQ(refused([&](Json& json) { figure(json)["id"] = "roofline"; }),
            "r.json: error: sections.2.blocks.2.id: there are two figures \"roofline\" [document-format]\n" + std::string(kTry));
  EXPECT_EQ(refused([&](Json& json) { json["sections"][2]["blocks"][2]["series"][0]["points"][0]["y"] = -1; }),
            "r.json: error: sections.2.blocks.2.series.0.points.0.y: -1 on a logarithmic scale [document-format]\n  expected: 0 or more\n" +
                std::string(kTry));
  EXPECT_EQ(refused([&](Json& json) { json["sections"][2]["blocks"][3]["x"]["scale"] = "linear"; }),
            "r.json: error: sections.2.blocks.3.x: a heat map has columns and rows [document-format]\n  expected: the scale \"categories\"\n" +
                std::string(kTry));
}

TEST(ReadDocument, NeverReadsMoreThanItChecks) {
  // Each key of each object in turn is gone, or is something else: a diagnostic or a document, never a failure of another kind.
  const Json whole = render_json(sample_with_charts());
  const Json flat = whole.flatten();
  std::size_t places = 0;
  for (const auto& [path, value] : flat.items()) {
    if (++places % 7 != 0) continue;
    for (const Json& other : {Json(nullptr), Json("text"), Json(1e300), Json(-1), Json::array(), Json::object(), Json(true)}) {
      Json changed = whole;
      changed[Json::json_pointer(path)] = other;
      try {
        const Document document = read_document("r.json", changed.dump());
        render_html(document, kPlain);
        render_markdown(document);
      } catch (const UserError&) {
      }
    }
  }
  EXPECT_GT(places, 500u);
}

// A terminal obeys control characters, and shows what stands behind a turned direction in another order.
TEST(ReadDocument, ControlCharactersAreRefused) {
  for (const char* title : {"a\x1b[2Jb", "a\x7f", "a\u0085", "a\u202e", "a\u2066", "a\tb"}) {
    Json json = render_json(sample());
    json["title"] = title;
    try {
      read_document("r.json", json.dump());
      ADD_FAILURE() << title;
    } catch (const UserError& error) {
      EXPECT_STREQ(error.what(),
                   "r.json: error: title: a text holds control characters [document-format]\n  expected: printable text\n"
                   "  skeptic review PROPOSAL --json FILE writes such a file\n");
    }
  }
  Json json = render_json(sample());
  json["title"] = "two\nlines of ≤ 4:8 – “fine”";
  EXPECT_EQ(read_document("r.json", json.dump()).title, "two\nlines of ≤ 4:8 – “fine”");
}

}  // namespace
}  // namespace skeptic
