#include "report/render.h"

namespace skeptic {
namespace {

/// `text` and `evidence` for those who read it, `pieces` for those who render it anew: words, numbers of records, {"quoted": …}.
Json sentence_json(const Sentence& sentence, const Document& document) {
  std::string text;
  Json evidence = Json::array(), pieces = Json::array();
  for (const Piece& piece : sentence.pieces) {
    if (const auto* words = std::get_if<std::string>(&piece)) {
      text += *words;
      pieces.push_back(*words);
    } else if (const auto* quoted = std::get_if<Quoted>(&piece)) {
      text += quoted->text;
      pieces.push_back(Json{{"quoted", quoted->text}});
    } else if (const auto* ref = std::get_if<Ref>(&piece)) {
      text += document.records[ref->record].text;
      evidence.push_back(ref->record);
      pieces.push_back(ref->record);
    }
  }
  return Json{{"text", text}, {"evidence", evidence}, {"pieces", pieces}};
}

Json axis_json(const ChartAxis& axis) {
  Json json{{"title", axis.title}, {"unit", axis.unit}, {"scale", kScales[static_cast<std::size_t>(axis.scale)]}};
  if (axis.scale == Scale::Categories) json["categories"] = axis.categories;
  if (axis.step > 0) json["step"] = axis.step;
  return json;
}

/// A chart's data, without its words.
Json data_json(const Chart& chart) {
  Json json{{"kind", "figure"}, {"figure", row(chart.kind).key}, {"id", chart.id}, {"title", chart.title}, {"alternative", chart.alternative}};
  json["x"] = axis_json(chart.x);
  json["y"] = axis_json(chart.y);
  if (chart.kind == ChartKind::HeatMap) json["value"] = Json{{"title", chart.value_title}, {"unit", chart.value_unit}};
  json["series"] = Json::array();
  for (const ChartSeries& series : chart.series) {
    Json points = Json::array();
    for (const ChartPoint& point : series.points) {
      Json one{{"x", point.x}, {"y", point.y}};
      if (point.value) one["value"] = *point.value;
      if (!point.label.empty()) one["label"] = point.label;
      points.push_back(std::move(one));
    }
    json["series"].push_back(Json{{"name", series.name},
                                  {"panel", series.panel},
                                  {"role", kSeriesRoles[static_cast<std::size_t>(series.role)]},
                                  {"points", std::move(points)}});
  }
  json["marks"] = Json::array();
  for (const ChartMark& mark : chart.marks)
    json["marks"].push_back(Json{{"kind", kMarkKinds[static_cast<std::size_t>(mark.kind)]}, {"label", mark.label}, {"at", mark.at}, {"to", mark.to}});
  json["commands"] = chart.commands;
  json["small"] = chart.small;
  return json;
}

struct BlockJson {
  const Document& document;

  Json operator()(const Paragraph& paragraph) const {
    Json json = sentence_json(paragraph.text, document);
    json["kind"] = "paragraph";
    return json;
  }
  Json operator()(const Bullets& bullets) const {
    Json items = Json::array();
    for (const Sentence& item : bullets.items) items.push_back(sentence_json(item, document));
    return Json{{"kind", "bullets"}, {"items", items}};
  }
  Json operator()(const Listing& listing) const { return Json{{"kind", "listing"}, {"text", listing.text}}; }
  Json operator()(const Table& table) const {
    Json rows = Json::array();
    for (const auto& row : table.rows) {
      Json cells = Json::array();
      for (const Sentence& cell : row) cells.push_back(sentence_json(cell, document));
      rows.push_back(cells);
    }
    return Json{{"kind", "table"}, {"title", table.title}, {"header", table.header}, {"rows", rows}};
  }
  Json operator()(const Chart& chart) const {
    Json json = data_json(chart);
    json["caption"] = sentence_json(chart.caption, document);
    return json;
  }
};

}  // namespace

Json chart_json(const Chart& chart) { return data_json(chart); }

Json render_json(const Document& document) {
  Json json;
  json["skeptic_review"] = kDocumentVersion;
  json["title"] = document.title;
  if (document.verdict)
    json["verdict"] = Json{{"judgement", name(document.verdict->judgement)},
                           {"because", sentence_json(document.verdict->because, document)},
                           {"depends_on_denominator", document.verdict->depends_on_denominator},
                           {"rule", document.verdict->rule},
                           {"what_would_change_it", document.verdict->changes},
                           {"at_low_end", name(document.verdict->at_low)},
                           {"at_high_end", name(document.verdict->at_high)}};
  json["summary"] = Json::array();
  for (const Sentence& line : document.summary) json["summary"].push_back(sentence_json(line, document));
  json["sections"] = Json::array();
  for (const Section& section : document.sections) {
    const auto list = [&](const std::vector<Block>& blocks) {
      Json found = Json::array();
      for (const Block& block : blocks) found.push_back(std::visit(BlockJson{document}, block));
      return found;
    };
    json["sections"].push_back(Json{{"heading", section.heading}, {"blocks", list(section.blocks)}, {"details", list(section.details)}});
  }
  json["evidence"] = Json::array();
  for (const Record& record : document.records)
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
