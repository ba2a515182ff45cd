#include "design/conflicts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "design/inherit.h"
#include "design/lookup.h"

namespace skeptic {
namespace {

constexpr std::int64_t kMostElements = std::int64_t{1} << 20;

std::string at(std::string_view operand, std::string_view key) { return fmt::format("operands.{}.{}", operand, key); }

/// Whether the tile holds the whole reduction; `auto` can always do so.
bool whole_reduction(const Design& design) {
  return design.find("tile.k") == nullptr || design.find("tile.k")->written == "all" || design.find("tile.k")->unknown();
}

void check_array(const Lookup& design, Errors& errors) {
  const auto lanes = design.integer("fabric.lanes"), window = design.integer("fabric.window");
  if (lanes && window && *window < *lanes)
    errors.add(DiagnosticId::DesignConflict, design.place("fabric.window"),
               fmt::format("the window of {} is smaller than the {} lanes", *window, *lanes), "fabric.window >= fabric.lanes");
  const auto m = design.integer("fabric.array.m"), n = design.integer("fabric.array.n"), k = design.integer("fabric.array.k");
  if (m && n && k && *m * *n * *k > kMostElements)
    errors.add(DiagnosticId::DesignConflict, design.place("fabric.array.m"), fmt::format("the array has {} elements", *m * *n * *k),
               fmt::format("m·n·k of at most {}", kMostElements));
  const auto granule = design.granule();
  if (granule && *granule > kLongestGranule)
    errors.add(DiagnosticId::DesignConflict, design.place("fabric.window"),
               "windows and the groups of the patterns meet only after too many positions",
               fmt::format("a least common multiple of at most {}", kLongestGranule));
}

/// A gather serves one step of the whole array, or of the part that shares the gathered operand.
void check_gather(std::string_view operand, std::string_view own_domain, const Lookup& design, Errors& errors) {
  if (design.word(at(operand, "read")) != "gather") return;
  const auto slack = design.integer("fabric.sync.slack");
  if (slack && *slack != 1)
    errors.add(DiagnosticId::DesignConflict, design.place("fabric.sync.slack"),
               fmt::format("{} read by gather do not go with a slack of {}", operand, *slack), "fabric.sync.slack: 1",
               fmt::format("or {}: window", at(operand, "read")));
  const auto domain = design.word("fabric.sync.domain");
  if (domain && *domain != "array" && *domain != own_domain)
    errors.add(DiagnosticId::DesignConflict, design.place("fabric.sync.domain"),
               fmt::format("{} read by gather do not go with the domain {}", operand, *domain),
               fmt::format("fabric.sync.domain: array or {}", own_domain), fmt::format("or {}: window", at(operand, "read")));
}

void check_encoding(std::string_view operand, const Design& whole, const Lookup& design, Errors& errors) {
  const auto encoding = design.encoding(at(operand, "encoding"));
  if (!encoding) return;
  const EncodingRow& row = skeptic::row(encoding->kind);
  const auto skip = design.word(at(operand, "skip"));
  const std::string_view needed = row.needs_pattern ? "pattern" : row.needs_zeros ? "zeros" : "";
  if (skip && !needed.empty() && *skip != needed)
    errors.add(DiagnosticId::UnsupportedEncoding, design.place(at(operand, "encoding")), fmt::format("{} does not go with skip: {}", row.name, *skip),
               fmt::format("{}: {}", at(operand, "skip"), needed));
  if (row.needs_zeros && !whole_reduction(whole))
    errors.add(DiagnosticId::UnsupportedEncoding, design.place("tile.k"),
               fmt::format("{} of {} does not go with a tile of a part of the reduction", row.name, operand), "tile.k: all");
}

/// Channels are put in another order before deployment, for a pattern that depends on their neighbours.
void check_permutation(const Lookup& design, Errors& errors) {
  const std::string key = "operands.weights.permutation";
  if (design.word(key) != "channels") return;
  const auto pattern = design.pattern("operands.weights.pattern");
  if (pattern && !pattern->structured())
    errors.add(DiagnosticId::DesignConflict, design.place(key), fmt::format("a permutation of channels does not go with {} weights", pattern->text()),
               "operands.weights.pattern: levels such as \"2:4\"", "or operands.weights.permutation: none");
  if (design.word("operands.weights.chosen") == "fixed")
    errors.add(DiagnosticId::DesignConflict, design.place(key), "a permutation of channels does not go with weights that are fixed as they come",
               "operands.weights.chosen: offline or learned", "or operands.weights.permutation: none");
}

/// Rows are put in one order before deployment, each by itself.
void check_row_order(const Lookup& design, Errors& errors) {
  const std::string key = "fabric.balance";
  std::vector<std::string> orders;
  for (const std::string& word : design.words(key).value_or(std::vector<std::string>{}))
    if (word == "sort" || word == "pair" || word == "interleave") orders.push_back(word);
  if (orders.empty()) return;
  if (orders.size() > 1 && orders.back() == "interleave")
    errors.add(DiagnosticId::DesignConflict, design.place(key),
               fmt::format("rows cannot stand in two orders at once: {}", fmt::join(orders, " and ")), "one of sort, pair and interleave",
               "pair sorts rows first, so that sort may stand beside it");
  const auto pattern = design.pattern("operands.weights.pattern");
  if (pattern && pattern->height() > 1)
    errors.add(DiagnosticId::DesignConflict, design.place(key),
               fmt::format("an order of the rows ({}) does not go with {}, of which {} neighbours share a choice", orders.back(), pattern->text(),
                           pattern->height()),
               "operands.weights.pattern: levels without xR", "or fabric.balance: none");
}

void check_decision(const Lookup& design, Errors& errors) {
  const std::string unit = "operands.activations.decide.unit.channels";
  const auto channels = design.integer(unit), granule = design.granule();
  if (channels && granule && *granule <= kLongestGranule && *channels % *granule != 0)
    errors.add(DiagnosticId::DesignConflict, design.place(unit),
               fmt::format("{} channels are no multiple of the granule of {} positions", *channels, *granule),
               fmt::format("a multiple of {}, the least common multiple of the window and the groups of all patterns, or all", *granule));
  const std::string key = "operands.activations.decide.policy";
  const auto policy = design.policy(key);
  const auto patterns = design.patterns("operands.activations.patterns");
  if (policy && patterns && policy->kind == PolicyKind::Density && policy->limits.size() != patterns->size())
    errors.add(DiagnosticId::DesignConflict, design.place(key),
               fmt::format("{} limits of density for {} patterns", policy->limits.size(), patterns->size()), "one limit a pattern");
}

void check_tile(std::string_view key, std::optional<std::int64_t> step, std::string_view meaning, const Lookup& design, Errors& errors) {
  const std::string path = fmt::format("tile.{}", key);
  const auto size = design.integer(path);
  if (size && step && *size % *step != 0)
    errors.add(DiagnosticId::LayerTile, design.place(path), fmt::format("{} of {} is no multiple of {}", path, *size, *step),
               fmt::format("a multiple of {}, or all", meaning));
}

}  // namespace

void check_conflicts(const Design& whole, Errors& errors) {
  const Lookup design(whole);
  check_exclusions(whole, errors);
  check_array(design, errors);
  check_gather("weights", "row", design, errors);
  check_gather("activations", "column", design, errors);
  check_permutation(design, errors);
  check_row_order(design, errors);
  check_encoding("weights", whole, design, errors);
  check_encoding("activations", whole, design, errors);
  if (chooses_at_run_time(whole)) check_decision(design, errors);
  check_tile("m", design.integer("fabric.array.m"), "fabric.array.m", design, errors);
  check_tile("n", design.integer("fabric.array.n"), "fabric.array.n", design, errors);
  const auto granule = design.granule(), slices = design.integer("fabric.array.k");
  if (granule && slices && *granule <= kLongestGranule)
    check_tile("k", *granule * *slices, fmt::format("the granule of {} positions times fabric.array.k", *granule), design, errors);
}

}  // namespace skeptic
