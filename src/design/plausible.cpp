#include "design/plausible.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "design/conflicts.h"
#include "design/lookup.h"
#include "design/schema.h"
#include "design/value.h"

namespace skeptic {
namespace {

std::size_t conflicts(const Design& design) {
  Errors errors;
  check_conflicts(design, errors);
  return errors.sorted().size();
}

/// The multiple of `step` that is nearest to `value` and not below it.
std::string multiple(const std::string& value, std::optional<std::int64_t> step) {
  const auto parsed = parse_quantity(value, Dimension::None);
  if (!step || !std::holds_alternative<Rational>(parsed)) return value;
  return std::to_string(round_up(std::max<std::int64_t>(1, std::get<Rational>(parsed).numerator()), *step));
}

/// An end of the range, moved to where the design allows it.
std::string adapted(const std::string& end, std::string_view path, const Lookup& design) {
  if (path == "fabric.lanes" || path == "fabric.window") {
    const auto other = design.integer(path == "fabric.lanes" ? "fabric.window" : "fabric.lanes");
    if (!other) return end;
    const std::int64_t value = std::stoll(end);
    return std::to_string(path == "fabric.lanes" ? std::min(value, *other) : std::max(value, *other));
  }
  const auto granule = design.granule(), slices = design.integer("fabric.array.k");
  if (path == "operands.activations.decide.unit.channels") return multiple(end, granule);
  if (path == "tile.m") return multiple(end, design.integer("fabric.array.m"));
  if (path == "tile.n") return multiple(end, design.integer("fabric.array.n"));
  if (path == "tile.k" && granule && slices) return multiple(end, *granule * *slices);
  return end;
}

}  // namespace

std::vector<std::string> plausible_values(std::string_view path) {
  const Row* row = find_row(path);
  return row == nullptr ? std::vector<std::string>{} : alternatives(row->plausible);
}

std::vector<std::string> unknown_range(const Design& design, const std::string& path) {
  const std::size_t before = conflicts(design);
  std::vector<std::string> values;
  for (const std::string& end : plausible_values(path)) {
    const std::string value = adapted(end, path, Lookup(design));
    if (std::find(values.begin(), values.end(), value) == values.end() && conflicts(with(design, path, value)) <= before) values.push_back(value);
  }
  return values;
}

}  // namespace skeptic
