#include "design/yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <sstream>

namespace skeptic {
namespace {

constexpr std::size_t kLongestShownLine = 400;

/// Bytes of the UTF-8 character at `at`, 0 where it is malformed (RFC 3629: no surrogates, no overlong forms).
std::size_t character_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned first = byte(at);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(at + 1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    if ((first == 0xE0 && byte(at + 1) < 0xA0) || (first == 0xED && byte(at + 1) > 0x9F)) return 0;
    return follows(at + 1) && follows(at + 2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    if ((first == 0xF0 && byte(at + 1) < 0x90) || (first == 0xF4 && byte(at + 1) > 0x8F)) return 0;
    return follows(at + 1) && follows(at + 2) && follows(at + 3) ? 4 : 0;
  }
  return 0;
}

bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F; }

[[noreturn]] void fail(DiagnosticId id, Place place, std::string message, std::string expected = {}) {
  throw UserError(Diagnostic{id, std::move(place), std::move(message), std::move(expected), {}});
}

/// NUL ends a YAML stream early, and other bytes would break whatever prints them.
void check_text(const Source& source) {
  const std::string& text = source.text();
  if (text.size() > kLargestDesign)
    fail(DiagnosticId::FileUnreadable, {source.file(), 0, 0, {}}, fmt::format("is larger than {} bytes", kLargestDesign));
  Mark mark;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = text[at] == '\0' ? 0 : character_length(text, at);
    if (length == 0) fail(DiagnosticId::YamlSyntax, source.place(mark), "not YAML: not UTF-8 text");
    if (text[at] == '\n')
      mark = {mark.line + 1, 0};
    else
      mark.column += static_cast<int>(length);
    at += length;
  }
}

/// Whether the quote at `at` has its other half; true where none starts there. yaml-cpp takes the end of the text for it.
bool is_closed(std::string_view text, std::size_t at) {
  const char quote = at < text.size() ? text[at] : '\0';
  if (quote != '"' && quote != '\'') return true;
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\')
      ++i;
    else if (text[i] == quote)
      return true;
  }
  return false;
}

/// Builds the tree from the parser's events; `open_` are the mappings and lists that have not ended.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(const Source& source, Errors& errors) : source_(source), errors_(errors) {}

  YamlNode take() { return std::move(root_); }
  int documents() const { return documents_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ == 2) errors_.add(DiagnosticId::YamlShape, source_.place(at(mark)), "a second document starts here", "one design a file");
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    add(node(YamlNode::Shape::Nothing, mark));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    errors_.add(DiagnosticId::YamlShape, source_.place(at(mark)), "aliases are not read", "the value itself");
    add(node(YamlNode::Shape::Refused, mark));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    YamlNode scalar = node(YamlNode::Shape::Scalar, mark);
    scalar.text = value;
    scalar.quoted = tag == "!";
    if (scalar.quoted && !is_closed(source_.text(), source_.offset(scalar.mark)))
      fail(DiagnosticId::YamlSyntax, source_.place(scalar.mark), "not YAML: a quote is not closed");
    add(std::move(scalar));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(YamlNode::Shape::List, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(YamlNode::Shape::Mapping, mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  static Mark at(const YAML::Mark& mark) { return {mark.line, mark.column}; }
  static YamlNode node(YamlNode::Shape shape, const YAML::Mark& mark) {
    YamlNode made;
    made.shape = shape;
    made.mark = at(mark);
    return made;
  }
  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0) errors_.add(DiagnosticId::YamlShape, source_.place(at(mark)), "anchors are not read", "the value itself");
  }
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!")
      errors_.add(DiagnosticId::YamlShape, source_.place(at(mark)), "tags are not read", "the value itself");
  }
  void open(YamlNode::Shape shape, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (static_cast<int>(open_.size()) >= kDeepestNesting)
      fail(DiagnosticId::YamlShape, source_.place(at(mark)), fmt::format("nested more than {} levels deep", kDeepestNesting));
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    open_.push_back(node(shape, mark));
  }
  void close() {
    YamlNode done = std::move(open_.back());
    open_.pop_back();
    if (done.keys.size() > done.items.size()) done.keys.pop_back();
    add(std::move(done));
  }
  void add(YamlNode done) {
    if (++values_ > kMostValues) fail(DiagnosticId::YamlShape, source_.place(done.mark), fmt::format("more than {} values in one file", kMostValues));
    if (open_.empty()) {
      if (documents_ == 1) root_ = std::move(done);
      return;
    }
    YamlNode& parent = open_.back();
    const bool key = parent.shape == YamlNode::Shape::Mapping && parent.keys.size() == parent.items.size();
    (key ? parent.keys : parent.items).push_back(std::move(done));
  }

  const Source& source_;
  Errors& errors_;
  std::vector<YamlNode> open_;
  YamlNode root_;
  int documents_ = 0, values_ = 0;
};

}  // namespace

std::string in_quotes(std::string_view text) {
  constexpr std::size_t longest = 60;
  std::string shown;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t length = std::max<std::size_t>(1, character_length(text, i));
    if (shown.size() + length > longest) return '"' + shown + "…\"";
    for (std::size_t j = 0; j < length; ++j) shown += is_control(text[i + j]) || text[i + j] == '\t' ? '?' : text[i + j];
    i += length - 1;
  }
  return '"' + shown + '"';
}

Source::Source(std::string file, std::string text, std::string before) : file_(std::move(file)), text_(std::move(text)), before_(std::move(before)) {
  // A byte order mark would shift the first line's columns.
  if (text_.starts_with("\xEF\xBB\xBF")) text_.erase(0, 3);
  lines_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i)
    if (text_[i] == '\n') lines_.push_back(i + 1);
}

std::size_t Source::offset(Mark mark) const {
  const std::size_t line = std::min(static_cast<std::size_t>(std::max(0, mark.line)), lines_.size() - 1);
  return std::min(lines_[line] + static_cast<std::size_t>(std::max(0, mark.column)), text_.size());
}

Place Source::place(Mark mark) const {
  const std::size_t line = std::min(static_cast<std::size_t>(std::max(0, mark.line)), lines_.size() - 1);
  const std::size_t end = line + 1 < lines_.size() ? lines_[line + 1] - 1 : text_.size();
  std::string shown = (line == 0 ? before_ : std::string{}) + text_.substr(lines_[line], end - lines_[line]);
  if (!shown.empty() && shown.back() == '\r') shown.pop_back();
  std::size_t column = static_cast<std::size_t>(std::max(0, mark.column)) + (line == 0 ? before_.size() : 0);
  column = std::min(column, shown.size());
  int characters = 0;
  for (std::size_t i = 0; i < column; ++i) characters += (static_cast<unsigned char>(shown[i]) & 0xC0U) != 0x80U;
  if (shown.size() > kLongestShownLine) shown.clear();
  for (char& c : shown)
    if (is_control(c)) c = '?';
  return {file_, static_cast<int>(line) + 1, characters + 1, std::move(shown)};
}

std::string_view shape_name(YamlNode::Shape shape) {
  switch (shape) {
    case YamlNode::Shape::Scalar:
      return "a single value";
    case YamlNode::Shape::List:
      return "a list";
    case YamlNode::Shape::Mapping:
      return "a mapping";
    case YamlNode::Shape::Nothing:
    case YamlNode::Shape::Refused:
      break;
  }
  return "nothing";
}

YamlNode parse_yaml(const Source& source, Errors& errors) {
  check_text(source);
  TreeBuilder builder(source, errors);
  try {
    std::istringstream stream(source.text());
    YAML::Parser parser(stream);
    while (builder.documents() < 2 && parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    fail(DiagnosticId::YamlSyntax, source.place({error.mark.line, error.mark.column}), "not YAML: " + error.msg);
  }
  return builder.take();
}

}  // namespace skeptic
