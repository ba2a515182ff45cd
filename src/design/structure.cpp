#include "design/structure.h"

#include <fmt/format.h>

#include <set>

#include "design/inherit.h"
#include "design/schema.h"
#include "design/value.h"

namespace skeptic {

std::string form_of(const Pattern& pattern) {
  if (!pattern.structured()) return pattern.text();
  std::string form;
  for (std::size_t i = 0; i < pattern.levels.size(); ++i) {
    const Level& level = pattern.levels[i];
    const std::int64_t inner = i + 1 < pattern.levels.size() ? pattern.levels[i + 1].group() : 1;
    form += i == 0 ? "N:M" : "/N:M";
    if (level.block != inner || level.height > 1) form += "@B";
    if (level.height > 1) form += "xR";
  }
  return form;
}

std::string structure_of(std::string_view path, const Value& value) {
  const Row* row = find_row(path);
  if (row == nullptr || row->role != Role::Mechanism) return {};
  if (value.unknown()) return "unknown";
  switch (row->kind) {
    case Kind::Pattern:
      return form_of(std::get<Pattern>(value.data));
    case Kind::PatternList: {
      std::set<std::string> forms;
      for (const Pattern& pattern : std::get<std::vector<Pattern>>(value.data)) forms.insert(form_of(pattern));
      std::string text;
      for (const std::string& form : forms) text += (text.empty() ? "" : ", ") + form;
      return text;
    }
    case Kind::Encoding:
      return std::string(skeptic::row(std::get<Encoding>(value.data).kind).name);
    case Kind::Policy: {
      const PolicyKind kind = std::get<Policy>(value.data).kind;
      return kind == PolicyKind::Cover ? "cover" : kind == PolicyKind::Energy ? "energy" : "density";
    }
    case Kind::Integer:
      return value.written == row->fallback ? std::string(row->fallback) : fmt::format("not {}", row->fallback);
    default:
      return value.written;
  }
}

std::string structure_of(const Design& design, std::string_view path) {
  if (const Value* value = design.find(path)) return structure_of(path, *value);
  const Row* row = find_row(path);
  if (row == nullptr || row->presence != Presence::Default || row->role != Role::Mechanism) return {};
  // The one pattern of a design that chooses at run time is not dense: there is none.
  if (path == "operands.activations.pattern" && chooses_at_run_time(design)) return {};
  return structure_of(path, schema_value(*row, row->fallback));
}

}  // namespace skeptic
