#include "design/schema.h"

#include <algorithm>
#include <cassert>

namespace skeptic {

const Row* find_row(std::string_view path) {
  for (const Row& row : schema())
    if (row.path == path) return &row;
  return nullptr;
}

bool is_below(std::string_view path, std::string_view group) {
  if (group.empty() || path == group) return true;
  return path.size() > group.size() && path.starts_with(group) && path[group.size()] == '.';
}

bool is_group(std::string_view path) {
  return std::any_of(schema().begin(), schema().end(), [&](const Row& row) { return row.path != path && is_below(row.path, path); });
}

std::vector<std::string> children(std::string_view group) {
  std::vector<std::string> names;
  for (const Row& row : schema()) {
    if (!is_below(row.path, group) || row.path == group) continue;
    std::string_view rest = row.path.substr(group.empty() ? 0 : group.size() + 1);
    std::string child(rest.substr(0, rest.find_first_of(".[")));
    if (std::find(names.begin(), names.end(), child) == names.end()) names.push_back(std::move(child));
  }
  return names;
}

std::vector<std::string> paths_below(std::string_view path) {
  std::vector<std::string> paths;
  for (const Row& row : schema())
    if (is_below(row.path, path)) paths.emplace_back(row.path);
  return paths;
}

std::vector<std::string> alternatives(std::string_view text) {
  std::vector<std::string> words;
  constexpr std::string_view separator = " | ";
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    words.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + separator.size());
  }
  return words;
}

std::vector<std::string> choices(const Row& row) { return alternatives(row.choices); }

namespace {

std::string joined(const std::vector<std::string>& words, const char* last) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? last : ", ";
    text += words[i];
  }
  return text;
}

std::string span(const Row& row) {
  if (row.minimum.empty()) return {};
  return " from " + std::string(row.minimum) + " to " + std::string(row.maximum);
}

}  // namespace

std::string one_of(const std::vector<std::string>& words) { return joined(words, " or "); }
std::string all_of(const std::vector<std::string>& words) { return joined(words, " and "); }

std::string expectation(const Row& row) {
  switch (row.kind) {
    case Kind::Text:
      return "a text";
    case Kind::Number:
      return "a number" + span(row);
    case Kind::Integer:
      return row.minimum == row.maximum ? std::string(row.minimum) : "an integer" + span(row);
    case Kind::IntegerOrAll:
      return "an integer" + span(row) + ", or all";
    case Kind::Quantity: {
      const std::string units = unit_names(row.dimension);
      const bool one_unit = units.find(' ') == std::string::npos;
      return std::string(skeptic::row(row.dimension).noun) + span(row) + (one_unit ? "" : ", in " + units);
    }
    case Kind::Choice:
      return one_of(choices(row)) + (is_group(row.path) ? ", or a mapping with " + all_of(children(row.path)) : std::string{});
    case Kind::ChoiceList:
      return "a list of " + all_of(choices(row));
    case Kind::Pattern:
      return "dense, unstructured, or levels N:M, N:M@B or N:M@BxR joined by /";
    case Kind::PatternList:
      return "a list of patterns, sparsest first";
    case Kind::Encoding:
      return "none, bitmask, offset, combinatorial, run-length r (1 to 16 bits) or csr";
    case Kind::Policy:
      return "cover, {energy: x} with 0 < x <= 1, or {density: [d1, …]} with one limit a pattern, nondecreasing, from 0 to 1";
  }
  assert(false);
  return {};
}

std::string_view name(Presence presence) {
  switch (presence) {
    case Presence::Required:
      return "required";
    case Presence::Default:
      return "default";
    case Presence::Optional:
      return "optional";
    case Presence::Question:
      return "question";
  }
  return {};
}

std::string_view name(Role role) {
  switch (role) {
    case Role::Mechanism:
      return "mechanism";
    case Role::Parameter:
      return "parameter";
    case Role::Label:
      return "label";
  }
  return {};
}

}  // namespace skeptic
