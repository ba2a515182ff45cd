// A design as a file.
#include <fmt/format.h>

#include <algorithm>

#include "design/design.h"
#include "design/schema.h"

namespace skeptic {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Words that YAML or the format read as something else than text.
bool is_reserved(const std::string& text) { return text == "unknown" || text == "none" || text == "null" || text == "Null" || text == "NULL"; }

std::string text_scalar(const std::string& text) {
  const auto plain = [](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == ' ' || c == '-' || c == '_' || c == '.' || c == '/'; };
  if (!text.empty() && is_letter(text.front()) && text.back() != ' ' && std::all_of(text.begin(), text.end(), plain) && !is_reserved(text))
    return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      quoted += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    else if (c == '"' || c == '\\')
      quoted += fmt::format("\\{}", c);
    else
      quoted += c;
  }
  return quoted + '"';
}

std::string scalar(const std::string& path, const Value& value) {
  if (find_row(path)->kind == Kind::Text) return text_scalar(value.written);
  const auto* pattern = std::get_if<Pattern>(&value.data);
  // Unquoted, other YAML readers take 2:4 for a number in base 60.
  if (pattern != nullptr && pattern->structured()) return '"' + value.written + '"';
  return value.written;
}

class Writer {
 public:
  explicit Writer(const Design& design) : design_(design) {}

  std::string file() {
    text_ = fmt::format("skeptic: 1\nname: {}\n", text_scalar(design_.name));
    if (!design_.claims.empty()) text_ += "claims:\n";
    for (const Claim& claim : design_.claims)
      text_ += fmt::format("  - {{speedup: {}, over: {}, on: {}, batch: {}}}\n", claim.speedup.text(), text_scalar(claim.over), text_scalar(claim.on),
                           claim.batch);
    for (const std::string& child : children("")) entry("", child, 0);
    return std::move(text_);
  }

 private:
  bool present(const std::string& path) const {
    return std::any_of(design_.values.begin(), design_.values.end(), [&](const auto& value) { return is_below(value.first, path); });
  }

  void entry(const std::string& group, const std::string& child, int depth) {
    const std::string path = group.empty() ? child : group + "." + child;
    if (!present(path)) return;
    const std::string indent(static_cast<std::size_t>(2 * depth), ' ');
    if (const Value* value = design_.find(path)) {
      text_ += fmt::format("{}{}: {}\n", indent, child, scalar(path, *value));
      return;
    }
    // A mapping of values alone stands on one line.
    const std::vector<std::string> below = children(path);
    const bool flat = std::none_of(below.begin(), below.end(), [&](const std::string& key) { return is_group(path + "." + key); });
    if (flat) {
      std::string inner;
      for (const std::string& key : below)
        if (const Value* value = design_.find(path + "." + key))
          inner += fmt::format("{}{}: {}", inner.empty() ? "" : ", ", key, scalar(path + "." + key, *value));
      text_ += fmt::format("{}{}: {{{}}}\n", indent, child, inner);
      return;
    }
    text_ += fmt::format("{}{}:\n", indent, child);
    for (const std::string& key : below) entry(path, key, depth + 1);
  }

  const Design& design_;
  std::string text_;
};

}  // namespace

std::string to_yaml(const Design& design) { return Writer(design).file(); }

}  // namespace skeptic
