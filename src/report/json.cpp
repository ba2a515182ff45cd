#include "report/render.h"

namespace skeptic {
namespace {

Json sentence_json(const Sentence& sentence, const Review& review) {
  std::string text;
  Json evidence = Json::array();
  for (const Piece& piece : sentence.pieces) {
    if (const auto* words = std::get_if<std::string>(&piece)) text += *words;
    if (const auto* quoted = std::get_if<Quoted>(&piece)) text += quoted->text;
    if (const auto* ref = std::get_if<Ref>(&piece)) {
      text += review.records[ref->record].text;
      evidence.push_back(ref->record);
    }
  }
  return Json{{"text", text}, {"evidence", evidence}};
}

struct BlockJson {
  const Review& review;

  Json operator()(const Paragraph& paragraph) const {
    Json json = sentence_json(paragraph.text, review);
    json["kind"] = "paragraph";
    return json;
  }
  Json operator()(const Bullets& bullets) const {
    Json items = Json::array();
    for (const Sentence& item : bullets.items) items.push_back(sentence_json(item, review));
    return Json{{"kind", "bullets"}, {"items", items}};
  }
  Json operator()(const Listing& listing) const { return Json{{"kind", "listing"}, {"text", listing.text}}; }
  Json operator()(const Table& table) const {
    Json rows = Json::array();
    for (const auto& row : table.rows) {
      Json cells = Json::array();
      for (const Sentence& cell : row) cells.push_back(sentence_json(cell, review));
      rows.push_back(cells);
    }
    return Json{{"kind", "table"}, {"title", table.title}, {"header", table.header}, {"rows", rows}};
  }
};

}  // namespace

Json render_json(const Review& review) {
  Json json;
  json["title"] = review.title;
  json["verdict"] = Json{{"judgement", name(review.verdict.judgement)},
                         {"because", sentence_json(review.verdict.because, review)},
                         {"depends_on_denominator", review.verdict.depends_on_denominator},
                         {"rule", review.verdict.rule},
                         {"what_would_change_it", review.verdict.changes},
                         {"at_low_end", name(review.verdict.at_low)},
                         {"at_high_end", name(review.verdict.at_high)}};
  json["summary"] = Json::array();
  for (const Sentence& line : review.summary) json["summary"].push_back(sentence_json(line, review));
  json["sections"] = Json::array();
  for (const Section& section : review.sections) {
    Json blocks = Json::array();
    for (const Block& block : section.blocks) blocks.push_back(std::visit(BlockJson{review}, block));
    json["sections"].push_back(Json{{"heading", section.heading}, {"blocks", blocks}});
  }
  json["evidence"] = Json::array();
  for (const Record& record : review.records)
    json["evidence"].push_back(Json{{"what", record.what},
                                    {"value", record.value},
                                    {"text", record.text},
                                    {"unit", record.unit},
                                    {"command", record.command},
                                    {"designs", record.designs},
                                    {"network", record.network},
                                    {"inputs", record.inputs},
                                    {"seed", record.seed},
                                    {"source", record.source}});
  return json;
}

}  // namespace skeptic
