#include "design/value.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>
#include <charconv>
#include <set>

#include "base/suggest.h"

namespace skeptic {
namespace {

constexpr int kMostPatterns = 16;
constexpr int kMostRunBits = 16;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Without blanks at the ends, runs of blanks as one space.
std::string collapsed(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (!is_blank(c))
      result += c;
    else if (!result.empty() && result.back() != ' ')
      result += ' ';
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

/// Reads the values of one row.
class ValueReader {
 public:
  ValueReader(const Row& row, const Source& source, Errors& errors)
      : row_(row), key_(row.path.starts_with("claims[].") ? row.path.substr(9) : row.path), source_(source), errors_(errors) {}

  std::optional<Value> read(const YamlNode& node) {
    if (node.shape == YamlNode::Shape::Refused) return std::nullopt;
    if (node.is_word("unknown")) {
      if (!row_.plausible.empty()) return Value{Unknown{}, "unknown", source_.place(node.mark)};
      return fail(DiagnosticId::DesignValue, node, fmt::format("{} cannot be unknown", key_));
    }
    if (row_.kind == Kind::PatternList) return patterns(node);
    if (row_.kind == Kind::Policy) return policy(node);
    if (row_.kind == Kind::ChoiceList) return choice_list(node);
    if (!scalar(node)) return std::nullopt;
    const std::string text = collapsed(node.text);
    switch (row_.kind) {
      case Kind::Text:
        return words(node);
      case Kind::Choice:
        return choice(node, text);
      case Kind::Pattern:
        return pattern(node, text);
      case Kind::Encoding:
        return encoding(node, text);
      case Kind::IntegerOrAll:
        if (text == "all") return made(All{}, text, node);
        return quantity(node, text);
      case Kind::Number:
      case Kind::Integer:
      case Kind::Quantity:
        return quantity(node, text);
      case Kind::ChoiceList:
      case Kind::PatternList:
      case Kind::Policy:
        break;
    }
    assert(false);
    return std::nullopt;
  }

 private:
  std::optional<Value> made(ValueData data, std::string written, const YamlNode& node) {
    return Value{std::move(data), std::move(written), source_.place(node.mark)};
  }
  std::nullopt_t fail(DiagnosticId id, const YamlNode& node, std::string message, std::string suggestion = {}) {
    errors_.add(id, source_.place(node.mark), std::move(message), expectation(row_), std::move(suggestion));
    return std::nullopt;
  }
  std::nullopt_t wrong_shape(const YamlNode& node) {
    if (node.shape != YamlNode::Shape::Refused) fail(DiagnosticId::YamlShape, node, fmt::format("{} is {}", key_, shape_name(node.shape)));
    return std::nullopt;
  }
  bool scalar(const YamlNode& node) {
    if (node.shape == YamlNode::Shape::Scalar) return true;
    wrong_shape(node);
    return false;
  }

  std::optional<Value> words(const YamlNode& node) {
    const std::string text = collapsed(node.text);
    if (text.empty()) return fail(DiagnosticId::DesignValue, node, fmt::format("{} is empty", key_));
    if (text.size() > kLongestName || has_control(text))
      return fail(DiagnosticId::DesignValue, node, fmt::format("{} is longer than {} bytes or holds control characters", key_, kLongestName));
    return made(text, text, node);
  }

  std::optional<Value> choice(const YamlNode& node, const std::string& text) {
    const std::vector<std::string> words = choices(row_);
    if (std::find(words.begin(), words.end(), text) != words.end()) return made(text, text, node);
    std::string suggestion = did_you_mean(text, words);
    // A systolic array is how operands travel; what it computes is one of the other fabrics.
    if (row_.path == "fabric.kind" && text == "systolic") suggestion = "write fabric.delivery: systolic, and here what meets in the array";
    if (row_.path == "operands.weights.chosen" && text == "run-time")
      return fail(DiagnosticId::UnsupportedCombination, node, "weights chosen at run time are not simulated by this version");
    return fail(DiagnosticId::DesignChoice, node, fmt::format("{} cannot be {}", key_, in_quotes(text)), std::move(suggestion));
  }

  /// Several choices, each once; kept in the schema's order, so that equal sets are equal values.
  std::optional<Value> choice_list(const YamlNode& node) {
    if (node.shape != YamlNode::Shape::List) return wrong_shape(node);
    const std::vector<std::string> words = choices(row_);
    if (node.items.empty()) return fail(DiagnosticId::DesignValue, node, fmt::format("{} lists nothing", key_), "or none");
    std::set<std::string> listed;
    bool good = true;
    for (const YamlNode& item : node.items) {
      const std::string text = scalar(item) ? collapsed(item.text) : std::string{};
      const bool known = std::find(words.begin(), words.end(), text) != words.end();
      good = good && known;
      if (item.shape != YamlNode::Shape::Scalar) continue;
      if (!known) {
        std::string suggestion = did_you_mean(text, words);
        if (row_.path == "fabric.balance" && text == "queue") suggestion = "a queue is fabric.sync.slack: 2 or more";
        fail(DiagnosticId::DesignChoice, item, fmt::format("{} cannot hold {}", key_, in_quotes(text)), std::move(suggestion));
      } else if (!listed.insert(text).second) {
        fail(DiagnosticId::DesignValue, item, fmt::format("{} lists {} twice", key_, text));
        good = false;
      }
    }
    if (!good) return std::nullopt;
    std::vector<std::string> read;
    for (const std::string& word : words)
      if (listed.contains(word)) read.push_back(word);
    return made(read, fmt::format("[{}]", fmt::join(read, ", ")), node);
  }

  /// The pattern of a scalar; on an error the caret stands where the pattern goes wrong.
  std::optional<Pattern> read_pattern(const YamlNode& node, const std::string& text) {
    if (text.size() > kLongestName || has_control(text)) {
      fail(DiagnosticId::DesignPattern, node, fmt::format("{} is not a pattern", in_quotes(text)));
      return std::nullopt;
    }
    try {
      return parse_pattern(text);
    } catch (const PatternError& error) {
      const Mark mark{node.mark.line, node.mark.column + (node.quoted ? 1 : 0) + error.column};
      errors_.add(DiagnosticId::DesignPattern, source_.place(mark), error.message, error.expected);
      return std::nullopt;
    }
  }

  std::optional<Value> pattern(const YamlNode& node, const std::string& text) {
    std::optional<Pattern> read = read_pattern(node, text);
    if (!read) return std::nullopt;
    return made(std::move(*read), text, node);
  }

  std::optional<Value> patterns(const YamlNode& node) {
    if (node.shape != YamlNode::Shape::List) return wrong_shape(node);
    if (node.items.empty() || node.items.size() > kMostPatterns)
      return fail(DiagnosticId::DesignRange, node, fmt::format("{} lists {} patterns, not 1 to {}", key_, node.items.size(), kMostPatterns));
    std::vector<Pattern> read;
    std::string written;
    bool good = true;
    for (const YamlNode& item : node.items) {
      if (!scalar(item)) {
        good = false;
        continue;
      }
      const std::string text = collapsed(item.text);
      const std::optional<Pattern> one = read_pattern(item, text);
      if (!one) {
        good = false;
        continue;
      }
      if (one->height() > 1) {
        errors_.add(DiagnosticId::DesignConflict, source_.place(item.mark),
                    fmt::format("{} shares rows, and a list cannot hold such patterns", in_quotes(text)), "patterns without xR");
        good = false;
      }
      if (!read.empty() && one->density() < read.back().density()) {
        errors_.add(DiagnosticId::DesignRange, source_.place(item.mark), fmt::format("{} is sparser than the pattern before it", in_quotes(text)),
                    expectation(row_));
        good = false;
      }
      if (std::find(read.begin(), read.end(), *one) != read.end()) {
        errors_.add(DiagnosticId::DesignRange, source_.place(item.mark), fmt::format("{} is listed twice", in_quotes(text)));
        good = false;
      }
      read.push_back(*one);
      written += (written.empty() ? "" : ", ") + (one->structured() ? '"' + text + '"' : text);
    }
    if (!good) return std::nullopt;
    return made(std::move(read), '[' + written + ']', node);
  }

  std::optional<Value> encoding(const YamlNode& node, const std::string& text) {
    std::vector<std::string> names;
    for (const EncodingRow& candidate : kEncodings) {
      const std::string encoding_name(candidate.name);
      names.push_back(encoding_name);
      if (candidate.kind == EncodingKind::RunLength) {
        if (text != encoding_name && !text.starts_with(encoding_name + ' ')) continue;
        const std::string bits = text.size() > encoding_name.size() ? text.substr(encoding_name.size() + 1) : std::string{};
        int run_bits = 0;
        const auto end = std::from_chars(bits.data(), bits.data() + bits.size(), run_bits);
        if (end.ec != std::errc{} || end.ptr != bits.data() + bits.size() || run_bits < 1 || run_bits > kMostRunBits)
          return fail(DiagnosticId::DesignValue, node, fmt::format("{} is {}", key_, in_quotes(text)),
                      "write the bits of a run, such as run-length 4");
        return made(Encoding{candidate.kind, run_bits}, text, node);
      }
      if (text == encoding_name) return made(Encoding{candidate.kind, 0}, text, node);
    }
    return fail(DiagnosticId::DesignChoice, node, fmt::format("{} cannot be {}", key_, in_quotes(text)), did_you_mean(text, names));
  }

  std::optional<Value> quantity(const YamlNode& node, const std::string& text) {
    const auto read = parse_quantity(text, row_.dimension);
    if (const auto* error = std::get_if<QuantityError>(&read)) return bad_quantity(node, text, *error);
    const Rational& value = std::get<Rational>(read);
    const bool integer = row_.kind == Kind::Integer || row_.kind == Kind::IntegerOrAll;
    if (integer && value.denominator() != 1)
      return fail(DiagnosticId::DesignValue, node, fmt::format("{} is {}, not an integer", key_, in_quotes(text)));
    if (!row_.minimum.empty() && (value < bound(row_.minimum) || bound(row_.maximum) < value)) {
      const bool version = row_.path == "skeptic";
      return fail(version ? DiagnosticId::DesignVersion : DiagnosticId::DesignRange, node, fmt::format("{} is {}", key_, text),
                  version ? "this program reads version 1 of the format" : "");
    }
    return made(value, text, node);
  }

  Rational bound(std::string_view written) const { return std::get<Rational>(parse_quantity(written, row_.dimension)); }

  std::optional<Value> bad_quantity(const YamlNode& node, const std::string& text, const QuantityError& error) {
    switch (error.fault) {
      case QuantityFault::NotANumber:
        return fail(DiagnosticId::DesignValue, node, fmt::format("{} is not a number: {}", key_, in_quotes(text)));
      case QuantityFault::NoUnit:
        return fail(DiagnosticId::DesignUnit, node, fmt::format("{} has no unit", key_));
      case QuantityFault::WrongUnit: {
        if (row_.dimension == Dimension::None)
          return fail(DiagnosticId::DesignUnit, node, fmt::format("{} takes no unit: {}", key_, in_quotes(text)));
        std::vector<std::string> units;
        for (const Unit& unit : kUnits)
          if (unit.dimension == row_.dimension) units.emplace_back(unit.name);
        return fail(DiagnosticId::DesignUnit, node, fmt::format("{} has the unit {}", key_, in_quotes(error.unit)), did_you_mean(error.unit, units));
      }
      case QuantityFault::TooManyDigits:
        return fail(DiagnosticId::DesignValue, node, fmt::format("{} has more than {} significant digits", key_, kSignificantDigits));
      case QuantityFault::NotWhole:
        return fail(DiagnosticId::DesignValue, node, fmt::format("{} is {}, not a whole number of {}", key_, text, row(row_.dimension).base));
      case QuantityFault::OutOfReach:
        return fail(DiagnosticId::DesignRange, node, fmt::format("{} is {}", key_, in_quotes(text)));
    }
    return std::nullopt;
  }

  /// A limit of a policy, with its text. `above_zero`: 0 itself is not allowed.
  std::optional<double> limit(const YamlNode& node, bool above_zero, std::string& written) {
    if (!scalar(node)) return std::nullopt;
    const std::string text = collapsed(node.text);
    const auto read = parse_quantity(text, Dimension::None);
    if (std::holds_alternative<QuantityError>(read)) {
      fail(DiagnosticId::DesignValue, node, fmt::format("{} has the limit {}", key_, in_quotes(text)));
      return std::nullopt;
    }
    const Rational& value = std::get<Rational>(read);
    if (value < Rational(0) || Rational(1) < value || (above_zero && value == Rational(0))) {
      fail(DiagnosticId::DesignRange, node, fmt::format("{} has the limit {}", key_, text));
      return std::nullopt;
    }
    written = text;
    return value.value();
  }

  std::optional<Value> policy(const YamlNode& node) {
    const std::vector<std::string> words{"cover", "energy", "density"};
    if (node.shape == YamlNode::Shape::Scalar) {
      const std::string text = collapsed(node.text);
      if (text == "cover") return made(Policy{}, text, node);
      return fail(DiagnosticId::DesignChoice, node, fmt::format("{} cannot be {}", key_, in_quotes(text)), did_you_mean(text, words));
    }
    if (node.shape != YamlNode::Shape::Mapping) return wrong_shape(node);
    if (node.keys.size() != 1) return fail(DiagnosticId::DesignValue, node, fmt::format("{} has {} rules, not one", key_, node.keys.size()));
    const std::string& rule = node.keys[0].text;
    const YamlNode& limits = node.items[0];
    std::string written;
    if (rule == "energy") {
      const std::optional<double> share = limit(limits, true, written);
      if (!share) return std::nullopt;
      return made(Policy{PolicyKind::Energy, {*share}}, fmt::format("{{energy: {}}}", written), node);
    }
    if (rule != "density")
      return fail(DiagnosticId::DesignChoice, node.keys[0], fmt::format("{} cannot be {}", key_, in_quotes(rule)), did_you_mean(rule, words));
    if (limits.shape != YamlNode::Shape::List) return wrong_shape(limits);
    Policy policy{PolicyKind::Density, {}};
    bool good = !limits.items.empty();
    if (!good) fail(DiagnosticId::DesignValue, limits, fmt::format("{} has no limits", key_));
    std::string all;
    for (const YamlNode& item : limits.items) {
      const std::optional<double> one = limit(item, false, written);
      if (one && !policy.limits.empty() && *one < policy.limits.back())
        fail(DiagnosticId::DesignRange, item, fmt::format("{} has limits that fall", key_));
      if (!one || (!policy.limits.empty() && *one < policy.limits.back())) {
        good = false;
        continue;
      }
      policy.limits.push_back(*one);
      all += (all.empty() ? "" : ", ") + written;
    }
    if (!good) return std::nullopt;
    return made(std::move(policy), fmt::format("{{density: [{}]}}", all), node);
  }

  const Row& row_;
  std::string_view key_;
  const Source& source_;
  Errors& errors_;
};

}  // namespace

std::optional<Value> parse_value(const Row& row, const YamlNode& node, const Source& source, Errors& errors) {
  return ValueReader(row, source, errors).read(node);
}

Value schema_value(const Row& row, std::string_view written) {
  const Source source("", std::string(written));
  Errors errors;
  const bool structured = row.kind == Kind::PatternList || row.kind == Kind::Policy || row.kind == Kind::ChoiceList;
  YamlNode node;
  if (structured) {
    node = parse_yaml(source, errors);
  } else {
    node.shape = YamlNode::Shape::Scalar;
    node.text = written;
  }
  std::optional<Value> value = parse_value(row, node, source, errors);
  assert(value && errors.empty());
  value->place = {};
  return std::move(*value);
}

const Rational& number(const Value& value) { return std::get<Rational>(value.data); }

namespace {

std::string exact(const Rational& value) { return fmt::format("{}/{}", value.numerator(), value.denominator()); }

struct Canonical {
  std::string operator()(const Unknown&) const { return "unknown"; }
  std::string operator()(const All&) const { return "all"; }
  std::string operator()(const Rational& value) const { return exact(value); }
  std::string operator()(const std::string& word) const { return "'" + word; }
  std::string operator()(const std::vector<std::string>& words) const { return fmt::format("words {}", fmt::join(words, ",")); }
  std::string operator()(const Pattern& pattern) const { return pattern.text(); }
  std::string operator()(const std::vector<Pattern>& patterns) const {
    std::string text = "[";
    for (const Pattern& pattern : patterns) text += pattern.text() + ",";
    return text + "]";
  }
  std::string operator()(const Encoding& encoding) const { return fmt::format("{} {}", row(encoding.kind).name, encoding.run_bits); }
  std::string operator()(const Policy& policy) const {
    std::string text = fmt::format("policy {}", static_cast<int>(policy.kind));
    for (const double limit : policy.limits) text += fmt::format(" {}", limit);
    return text;
  }
};

}  // namespace

std::string canonical(const ValueData& data) { return std::visit(Canonical{}, data); }

}  // namespace skeptic
