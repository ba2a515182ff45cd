#include "workload/table_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <yaml-cpp/eventhandler.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

#include "base/suggest.h"
#include "workload/elements.h"

namespace skeptic {
namespace {

class NoEvents : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}
};

/// Whether anything follows the text's first document. YAML::LoadAll never ends on a text such as ",", which it takes for document after document.
bool has_more(const std::string& text) {
  std::istringstream stream(text);
  YAML::Parser parser(stream);
  NoEvents ignored;
  return parser.HandleNextDocument(ignored) && parser.HandleNextDocument(ignored);
}

}  // namespace

TableReader::TableReader(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    std::string_view line = text.substr(start, end - start);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines_.push_back(line);
    start = end + 1;
  }
}

std::optional<YAML::Node> TableReader::root(const std::string& expected) {
  try {
    const std::string text(text_);
    const YAML::Node document = YAML::Load(text);
    if (document.IsMap() && !has_more(text)) return document;
    error(DiagnosticId::YamlShape, YAML::Mark::null_mark(), "is not one mapping", expected);
  } catch (const YAML::Exception& exception) {
    error(DiagnosticId::YamlSyntax, exception.mark, exception.msg);
  }
  return std::nullopt;
}

void TableReader::error(DiagnosticId id, const YAML::Mark& mark, std::string message, std::string expected, std::string suggestion) {
  Place place{file_, 0, 0, {}};
  if (!mark.is_null() && mark.line >= 0) {
    place.line = mark.line + 1;
    place.column = mark.column + 1;
    if (static_cast<std::size_t>(mark.line) < lines_.size()) place.text = std::string(lines_[static_cast<std::size_t>(mark.line)]);
  }
  diagnostics_.push_back({id, std::move(place), std::move(message), std::move(expected), std::move(suggestion)});
}

void TableReader::wrong(const YAML::Node& node, std::string message, std::string expected, std::string suggestion) {
  error(DiagnosticId::NetworkLayer, node.Mark(), std::move(message), std::move(expected), std::move(suggestion));
}

TableKeys TableReader::mapping(const YAML::Node& node, const std::string& what, const std::vector<std::string>& required,
                               const std::vector<std::string>& optional) {
  TableKeys result;
  std::vector<std::string> known = required;
  known.insert(known.end(), optional.begin(), optional.end());
  for (const auto& entry : node) {
    const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : std::string{};
    if (!entry.first.IsScalar())
      error(DiagnosticId::YamlShape, entry.first.Mark(), fmt::format("a key of {} is not a word", what), fmt::format("{}", fmt::join(known, ", ")));
    else if (std::find(known.begin(), known.end(), key) == known.end())
      wrong(entry.first, fmt::format("{} has no key {}", what, quoted_name(key)), fmt::format("{}", fmt::join(known, ", ")),
            did_you_mean(key, known));
    else if (!result.emplace(key, entry.second).second)
      wrong(entry.first, fmt::format("the key {} is here twice", quoted_name(key)), "each key once");
  }
  for (const std::string& key : required)
    if (result.find(key) == result.end())
      wrong(node, fmt::format("{} lacks the key \"{}\"", what, key), fmt::format("{}", fmt::join(required, ", ")));
  return result;
}

std::optional<std::string> TableReader::word(const TableKeys& keys, const std::string& key) {
  const auto found = keys.find(key);
  if (found == keys.end()) return std::nullopt;
  if (found->second.IsScalar() && !found->second.Scalar().empty()) return found->second.Scalar();
  error(DiagnosticId::YamlShape, found->second.Mark(), fmt::format("\"{}\" is not a word", key), "one value");
  return std::nullopt;
}

std::optional<std::int64_t> TableReader::size(const YAML::Node& node, const std::string& key, std::int64_t least) {
  std::int64_t value = -1;
  bool whole = node.IsScalar();
  if (whole) {
    const std::string& text = node.Scalar();
    const auto [rest, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    whole = status == std::errc{} && rest == text.data() + text.size();
  }
  if (whole && value >= least && value <= kLargestSize) return value;
  wrong(node, fmt::format("\"{}\" is not a size", key), fmt::format("a whole number from {} to {}", least, kLargestSize));
  return std::nullopt;
}

std::int64_t TableReader::size(const TableKeys& keys, const std::string& key, std::int64_t least, std::int64_t absent) {
  const auto found = keys.find(key);
  if (found == keys.end()) return absent;
  return size(found->second, key, least).value_or(absent);
}

std::pair<std::int64_t, std::int64_t> TableReader::extent(const TableKeys& keys, const std::string& key, std::int64_t least, std::int64_t absent) {
  const auto found = keys.find(key);
  if (found == keys.end()) return {absent, absent};
  const YAML::Node& node = found->second;
  if (!node.IsSequence()) {
    const std::int64_t both = size(node, key, least).value_or(absent);
    return {both, both};
  }
  if (node.size() != 2) {
    wrong(node, fmt::format("\"{}\" has {} sizes", key, node.size()), "one size, or [height, width]");
    return {absent, absent};
  }
  return {size(node[0], key, least).value_or(absent), size(node[1], key, least).value_or(absent)};
}

std::optional<double> TableReader::number(const YAML::Node& node, const std::string& key) {
  double value = 0;
  if (node.IsScalar()) {
    const std::string& text = node.Scalar();
    const auto [rest, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (status == std::errc{} && rest == text.data() + text.size() && std::isfinite(value)) return value;
  }
  wrong(node, fmt::format("\"{}\" is not a number", key), "a number, as 0.5 or 1e-6");
  return std::nullopt;
}

bool TableReader::flag(const TableKeys& keys, const std::string& key) {
  const auto found = keys.find(key);
  if (found == keys.end()) return false;
  const std::string text = found->second.IsScalar() ? found->second.Scalar() : std::string{};
  if (text != "true" && text != "false") wrong(found->second, fmt::format("\"{}\" is neither true nor false", key), "true or false");
  return text == "true";
}

}  // namespace skeptic
