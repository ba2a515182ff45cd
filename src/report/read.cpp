// The document out of its JSON: everything that a renderer may rely on is checked here.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <span>

#include "base/diagnostic.h"
#include "report/render.h"

namespace skeptic {
namespace {

/// What a terminal would obey instead of print: control characters but for the end of a line, and those that turn the direction of what follows.
bool holds_controls(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte < 0x20 && byte != '\n') || byte == 0x7F) return true;
    const auto next = [&](std::size_t at) { return i + at < text.size() ? static_cast<unsigned char>(text[i + at]) : 0U; };
    if (byte == 0xC2 && next(1) >= 0x80 && next(1) < 0xA0) return true;
    if (byte == 0xE2 && ((next(1) == 0x80 && next(2) >= 0xAA && next(2) <= 0xAE) || (next(1) == 0x81 && next(2) >= 0xA6 && next(2) <= 0xA9)))
      return true;
  }
  return false;
}

/// A value of the file and the way to it: "sections.2.blocks.0".
class Node {
 public:
  Node(const std::string& file, const Json& json, std::string path = {}) : file_(&file), json_(&json), path_(std::move(path)) {}

  [[noreturn]] void fail(const std::string& message, std::string expected = {}) const {
    throw UserError(Diagnostic{DiagnosticId::DocumentFormat, Place{*file_, 0, 0, {}}, path_.empty() ? message : path_ + ": " + message,
                               std::move(expected), "skeptic review PROPOSAL --json FILE writes such a file"});
  }

  bool has(const char* key) const { return json_->is_object() && json_->contains(key); }
  Node at(const char* key) const {
    if (!json_->is_object()) fail(fmt::format("{} where an object is expected", json_->type_name()));
    if (!json_->contains(key)) fail(fmt::format("there is no \"{}\"", key));
    return {*file_, (*json_)[key], path_.empty() ? key : path_ + "." + key};
  }
  std::vector<Node> items() const {
    if (!json_->is_array()) fail(fmt::format("{} where a list is expected", json_->type_name()));
    std::vector<Node> nodes;
    for (std::size_t i = 0; i < json_->size(); ++i) nodes.emplace_back(*file_, (*json_)[i], fmt::format("{}.{}", path_, i));
    return nodes;
  }
  std::string text() const {
    if (!json_->is_string()) fail(fmt::format("{} where a text is expected", json_->type_name()));
    const std::string& text = json_->get_ref<const std::string&>();
    if (holds_controls(text)) fail("a text holds control characters", "printable text");
    return text;
  }
  double number() const {
    if (!json_->is_number()) fail(fmt::format("{} where a number is expected", json_->type_name()));
    return json_->get<double>();
  }
  bool flag() const {
    if (!json_->is_boolean()) fail(fmt::format("{} where true or false is expected", json_->type_name()));
    return json_->get<bool>();
  }
  std::vector<std::string> texts() const {
    std::vector<std::string> found;
    for (const Node& item : items()) found.push_back(item.text());
    return found;
  }
  const Json& json() const { return *json_; }
  /// The index of a word among those that are possible.
  template <typename Names>
  std::size_t among(const Names& names) const {
    const std::string word = text();
    std::string all;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (word == names[i]) return i;
      all += fmt::format("{}{}", all.empty() ? "" : ", ", names[i]);
    }
    fail(fmt::format("\"{}\" is none of its words", word), all);
  }

 private:
  const std::string* file_;
  const Json* json_;
  std::string path_;
};

class Reader {
 public:
  explicit Reader(std::size_t records) : records_(records) {}

  Sentence sentence(const Node& node) const {
    Sentence found;
    for (const Node& piece : node.at("pieces").items()) {
      if (piece.json().is_string()) {
        found.pieces.emplace_back(piece.text());
      } else if (piece.has("quoted")) {
        found.pieces.emplace_back(Quoted{piece.at("quoted").text()});
      } else {
        if (!piece.json().is_number_unsigned() && !(piece.json().is_number_integer() && piece.json().get<std::int64_t>() >= 0))
          piece.fail("this is no piece of a sentence", "a text, {\"quoted\": text}, or the number of a record");
        const auto record = piece.json().get<std::uint64_t>();
        if (record >= records_) piece.fail(fmt::format("there is no record {}", record), fmt::format("less than {}", records_));
        found.pieces.emplace_back(Ref{static_cast<std::size_t>(record)});
      }
    }
    return found;
  }

  std::vector<Sentence> sentences(const Node& node) const {
    std::vector<Sentence> found;
    for (const Node& item : node.items()) found.push_back(sentence(item));
    return found;
  }

  Block block(const Node& node) {
    static constexpr std::array<std::string_view, 5> kKinds{"paragraph", "bullets", "table", "listing", "figure"};
    switch (node.at("kind").among(kKinds)) {
      case 0:
        return Paragraph{sentence(node)};
      case 1:
        return Bullets{sentences(node.at("items"))};
      case 2:
        return table(node);
      case 3:
        return Listing{node.at("text").text()};
      default:
        return chart(node);
    }
  }

 private:
  Table table(const Node& node) const {
    Table found{node.at("title").text(), node.at("header").texts(), {}};
    for (const Node& row : node.at("rows").items()) {
      found.rows.push_back(sentences(row));
      if (found.rows.back().size() != found.header.size())
        row.fail(fmt::format("{} cells in a table of {} columns", found.rows.back().size(), found.header.size()));
    }
    return found;
  }

  static ChartAxis axis(const Node& node) {
    ChartAxis found;
    found.title = node.at("title").text();
    found.unit = node.at("unit").text();
    found.scale = static_cast<Scale>(node.at("scale").among(kScales));
    if (found.scale == Scale::Categories) found.categories = node.at("categories").texts();
    if (node.has("step")) found.step = node.at("step").number();
    return found;
  }

  static double place(const Node& node, const ChartAxis& axis) {
    const double x = node.number();
    if (axis.scale == Scale::Categories && !(x >= 0 && x < static_cast<double>(axis.categories.size()) && x == std::floor(x)))
      node.fail(fmt::format("there is no category {}", x), fmt::format("a whole number below {}", axis.categories.size()));
    if (axis.scale == Scale::Logarithmic && !(x >= 0)) node.fail(fmt::format("{} on a logarithmic scale", x), "0 or more");
    return x;
  }

  Chart chart(const Node& node) {
    Chart found;
    std::array<std::string_view, kChartKinds.size()> kinds;
    for (std::size_t i = 0; i < kinds.size(); ++i) kinds[i] = kChartKinds[i].key;
    found.kind = static_cast<ChartKind>(node.at("figure").among(kinds));
    found.id = node.at("id").text();
    const bool plain = std::all_of(found.id.begin(), found.id.end(),
                                   [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; });
    if (found.id.empty() || !plain) node.at("id").fail("this is no name of a figure", "letters, digits and hyphens");
    if (!ids_.insert(found.id).second) node.at("id").fail(fmt::format("there are two figures \"{}\"", found.id));
    found.title = node.at("title").text();
    found.caption = sentence(node.at("caption"));
    found.alternative = node.at("alternative").text();
    found.x = axis(node.at("x"));
    found.y = axis(node.at("y"));
    if (found.kind == ChartKind::HeatMap) {
      found.value_title = node.at("value").at("title").text();
      found.value_unit = node.at("value").at("unit").text();
      for (const char* one : {"x", "y"})
        if (node.at(one).at("scale").text() != "categories") node.at(one).fail("a heat map has columns and rows", "the scale \"categories\"");
    }
    for (const Node& series : node.at("series").items()) {
      ChartSeries one{series.at("name").text(), series.at("panel").text(), static_cast<SeriesRole>(series.at("role").among(kSeriesRoles)), {}};
      for (const Node& point : series.at("points").items()) {
        one.points.push_back({place(point.at("x"), found.x), place(point.at("y"), found.y), {}, {}});
        if (point.has("value")) one.points.back().value = point.at("value").number();
        if (point.has("label")) one.points.back().label = point.at("label").text();
      }
      found.series.push_back(std::move(one));
    }
    for (const Node& mark : node.at("marks").items())
      found.marks.push_back(
          {static_cast<MarkKind>(mark.at("kind").among(kMarkKinds)), mark.at("label").text(), mark.at("at").number(), mark.at("to").number()});
    found.commands = node.at("commands").texts();
    found.small = node.at("small").flag();
    return found;
  }

  std::size_t records_;
  std::set<std::string> ids_;
};

Record record(const Node& node) {
  Record found;
  found.what = node.at("what").text();
  // JSON has no word for what is not finite; its text says it.
  found.value = node.at("value").json().is_null() ? std::numeric_limits<double>::quiet_NaN() : node.at("value").number();
  found.text = node.at("text").text();
  found.unit = node.at("unit").text();
  found.command = node.at("command").text();
  found.designs = node.at("designs").text();
  found.network = node.at("network").text();
  found.inputs = node.at("inputs").text();
  const Node seed = node.at("seed");
  if (!seed.json().is_number_integer()) seed.fail("a seed is a whole number");
  found.seed = seed.json().get<std::uint64_t>();
  found.source = node.at("source").text();
  return found;
}

Verdict verdict(const Node& node, const Reader& reader) {
  static const std::array<std::string_view, 3> kJudgements{name(Judgement::Kill), name(Judgement::Fix), name(Judgement::Pursue)};
  const auto judgement = [&](const char* key) { return static_cast<Judgement>(node.at(key).among(kJudgements)); };
  return {judgement("judgement"),  reader.sentence(node.at("because")),    node.at("depends_on_denominator").flag(),
          node.at("rule").text(),  node.at("what_would_change_it").text(), judgement("at_low_end"),
          judgement("at_high_end")};
}

Json parsed(const std::string& file, std::string_view text) {
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    const std::string_view before = text.substr(0, std::min<std::size_t>(error.byte > 0 ? error.byte - 1 : 0, text.size()));
    const std::size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    throw UserError(
        Diagnostic{DiagnosticId::DocumentFormat,
                   Place{file, 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n')), 1 + static_cast<int>(before.size() - start), {}},
                   "this is not JSON",
                   {},
                   "skeptic review PROPOSAL --json FILE writes such a file"});
  } catch (const Json::exception&) {  // a number that no double holds
    throw UserError(Diagnostic{DiagnosticId::DocumentFormat, Place{file, 0, 0, {}}, "a number is too large", {}, {}});
  }
}

}  // namespace

Document read_document(const std::string& file, std::string_view text) {
  const Json json = parsed(file, text);
  const Node root(file, json);
  if (!root.has("skeptic_review"))
    root.fail("this is no review: there is no \"skeptic_review\"", fmt::format("\"skeptic_review\": {}", kDocumentVersion));
  const Json& version = json["skeptic_review"];
  if (version != kDocumentVersion)
    throw UserError(Diagnostic{DiagnosticId::DocumentVersion, Place{file, 0, 0, {}}, fmt::format("this is a review of version {}", version.dump()),
                               fmt::format("version {}, which this Skeptic writes", kDocumentVersion),
                               "write it anew: skeptic review PROPOSAL --json FILE"});
  Document document;
  document.title = root.at("title").text();
  for (const Node& one : root.at("evidence").items()) document.records.push_back(record(one));
  Reader reader(document.records.size());
  if (root.has("verdict")) document.verdict = verdict(root.at("verdict"), reader);
  document.summary = reader.sentences(root.at("summary"));
  for (const Node& section : root.at("sections").items()) {
    document.sections.push_back({section.at("heading").text(), {}});
    for (const Node& block : section.at("blocks").items()) document.sections.back().blocks.push_back(reader.block(block));
    for (const Node& block : section.at("details").items()) document.sections.back().details.push_back(reader.block(block));
  }
  return document;
}

}  // namespace skeptic
