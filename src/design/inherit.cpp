#include "design/inherit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "design/schema.h"

namespace skeptic {
namespace {

const std::string kChosen = "operands.activations.chosen";

/// `path` makes no difference where `other` is `word` (machine-model, section 8).
struct Moot {
  std::string_view path, other, word;
};
constexpr std::array kMoot{
    Moot{"operands.activations.decide.when", "operands.activations.decide.by", "producer"},
    Moot{"operands.activations.decide.stored", "operands.activations.decide.by", "producer"},
    Moot{"operands.activations.decide.latency", "operands.activations.decide.by", "producer"},
    Moot{"operands.activations.decide.rate", "operands.activations.decide.by", "producer"},
    Moot{"operands.activations.decide.rate", "operands.activations.decide.when", "use"},
};

bool is_run_time_key(std::string_view path) { return path == "operands.activations.patterns" || is_below(path, "operands.activations.decide"); }

}  // namespace

void erase(Design& design, std::string_view path) {
  std::erase_if(design.values, [&](const auto& entry) { return is_below(entry.first, path); });
  std::erase_if(design.own, [&](const std::string& own) { return is_below(own, path); });
}

Place place_of(const Design& design) { return {design.source, 0, 0, {}}; }

void apply(Design& design, const Written& written) {
  for (const std::string& path : written.removed) erase(design, path);
  const auto chosen = written.values.find(kChosen);
  if (chosen != written.values.end()) {
    if (chosen->second.written == "run-time") {
      erase(design, "operands.activations.pattern");
    } else {
      erase(design, "operands.activations.patterns");
      erase(design, "operands.activations.decide");
    }
  }
  const bool writes_tile = std::any_of(written.values.begin(), written.values.end(), [](const auto& entry) { return is_below(entry.first, "tile"); });
  if (writes_tile && written.values.contains("tile")) erase(design, "tile");
  if (writes_tile && !written.values.contains("tile")) {
    design.values.erase("tile");
    std::erase(design.own, "tile");
  }
  for (const auto& [path, value] : written.values) {
    design.values.insert_or_assign(path, value);
    if (std::find(design.own.begin(), design.own.end(), path) == design.own.end()) design.own.push_back(path);
  }
  std::sort(design.own.begin(), design.own.end());
}

std::string word(const Design& design, std::string_view path) {
  if (const Value* value = design.find(path)) return value->unknown() ? std::string{} : value->written;
  const Row* row = find_row(path);
  return row != nullptr && row->presence == Presence::Default ? std::string(row->fallback) : std::string{};
}

bool chooses_at_run_time(const Design& design) { return word(design, kChosen) == "run-time"; }

bool is_moot(const Design& design, std::string_view path) {
  return std::any_of(kMoot.begin(), kMoot.end(), [&](const Moot& moot) { return moot.path == path && word(design, moot.other) == moot.word; });
}

void complete(Design& design) {
  if (!chooses_at_run_time(design)) return;
  // What is left out is asked for where its mechanism is described.
  Place place = design.find(kChosen)->place;
  for (const auto& [path, value] : design.values)
    if (is_below(path, "operands.activations.decide")) {
      place = value.place;
      break;
    }
  for (const Row& row : schema()) {
    if (row.presence != Presence::Question || design.find(row.path) != nullptr || is_moot(design, row.path)) continue;
    design.values.emplace(row.path, Value{Unknown{}, "unknown", place});
  }
}

void check_required(const Design& design, const Written& written, Errors& errors) {
  const std::map<std::string, Place>& mappings = written.mappings;
  // A value that could not be read stands for itself, and a wrong shape for everything below it.
  const auto tried = [&](std::string_view path) {
    return std::any_of(written.seen.begin(), written.seen.end(),
                       [&](const std::string& seen) { return is_below(path, seen) && !mappings.contains(seen); });
  };
  for (const Row& row : schema()) {
    if (row.presence != Presence::Required || row.role == Role::Label || design.find(row.path) != nullptr || tried(row.path)) continue;
    // The nearest mapping that the file does have.
    std::string group(row.path);
    auto found = mappings.end();
    while (found == mappings.end() && !group.empty()) {
      const std::size_t dot = group.rfind('.');
      group = dot == std::string::npos ? "" : group.substr(0, dot);
      found = mappings.find(group);
    }
    errors.add(DiagnosticId::DesignMissingKey, found != mappings.end() ? found->second : place_of(design), fmt::format("{} is not written", row.path),
               expectation(row), row.plausible.empty() ? "" : "write unknown where it is not decided yet");
  }
}

void check_exclusions(const Design& design, Errors& errors) {
  const bool run_time = chooses_at_run_time(design);
  for (const auto& [path, value] : design.values) {
    if (path == "operands.activations.pattern" && run_time)
      errors.add(DiagnosticId::DesignConflict, value.place, "one pattern does not go with chosen: run-time", "patterns, the list that is chosen from",
                 "or write chosen: offline, learned or fixed");
    // Of a whole `decide`, the first key speaks for all.
    if (is_run_time_key(path) && !run_time) {
      errors.add(DiagnosticId::DesignConflict, value.place, fmt::format("{} does not go with chosen: {}", path, word(design, kChosen)),
                 "chosen: run-time");
      return;
    }
  }
}

const Value* Design::find(std::string_view path) const {
  const auto found = values.find(std::string(path));
  return found == values.end() ? nullptr : &found->second;
}

std::vector<std::string> Design::unknowns() const {
  std::vector<std::string> paths;
  for (const Row& row : schema()) {
    const Value* value = find(row.path);
    if (value != nullptr && value->unknown() && !is_moot(*this, row.path)) paths.emplace_back(row.path);
  }
  return paths;
}

}  // namespace skeptic
