#include "report/designs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "design/mechanism.h"
#include "design/schema.h"
#include "report/style.h"
#include "review/prior_art.h"

namespace skeptic {
namespace {

std::string label(const Design& design, std::string_view path) {
  const Value* value = design.find(path);
  return value == nullptr ? std::string{} : value->written;
}

/// "runs", "waits for the outer-product fabric", "compared alone: latency is unknown".
std::string simulation(const Design& design) {
  if (const std::optional<std::string> waits = waits_for(design)) return "waits for " + *waits;
  const std::vector<std::string> unknowns = design.unknowns();
  if (unknowns.empty()) return "runs";
  return fmt::format("asks for {}{}", unknowns.front(), unknowns.size() == 1 ? "" : fmt::format(" and {} more", unknowns.size() - 1));
}

/// Sizes, ratios, rates and widths: what two designs of equal mechanisms may differ in.
std::vector<std::pair<std::string, std::string>> parameters(const Design& design) {
  std::vector<std::pair<std::string, std::string>> found;
  for (const Row& row : schema()) {
    const bool numbers = row.role == Role::Parameter || row.kind == Kind::Pattern || row.kind == Kind::PatternList || row.kind == Kind::Policy;
    const Value* value = design.find(row.path);
    if (numbers && row.role != Role::Label && value != nullptr) found.emplace_back(row.path, value->written);
  }
  return found;
}

Json mechanisms_json(const Design& design) {
  Json mechanisms = Json::array();
  for (const Mechanism& one : mechanisms_of(design)) mechanisms.push_back(Json{{"facet", one.facet}, {"value", one.value}});
  return mechanisms;
}

Json head_json(const Design& design) {
  Json json;
  json["name"] = design.name;
  const std::string year = label(design, "year"), citation = label(design, "citation");
  json["year"] = year.empty() ? Json(nullptr) : Json(std::stoi(year));
  json["citation"] = citation.empty() ? Json(nullptr) : Json(citation);
  const std::optional<std::string> waits = waits_for(design);
  json["waits_for"] = waits ? Json(*waits) : Json(nullptr);
  json["unknown"] = design.unknowns();
  json["runs"] = !waits && design.unknowns().empty();
  return json;
}

/// The library without the design itself, where it is one of it, and without what came after it; nothing where it is the first.
std::optional<PriorArt> beside_the_library(const Design& design) {
  std::vector<PriorDesign> library = known_to(design);
  std::erase_if(library, [&](const PriorDesign& one) { return one.name == design.source; });
  if (library.empty()) return std::nullopt;
  return prior_art(design, std::move(library));
}

/// Of the library and without a year: nothing in it came before, so it is made of none.
bool undated(const Design& design) {
  const std::vector<std::string> names = library_designs();
  return label(design, "year").empty() && std::find(names.begin(), names.end(), design.source) != names.end();
}

std::vector<std::string> names(const PriorArt& prior, const std::vector<std::size_t>& designs) {
  std::vector<std::string> found;
  for (const std::size_t design : designs) found.push_back(prior.library[design].name);
  return found;
}

std::vector<std::string> texts(const std::vector<Mechanism>& mechanisms) {
  std::vector<std::string> found;
  for (const Mechanism& one : mechanisms) found.push_back(text(one));
  return found;
}

std::vector<std::string> absent(const PriorArt& prior) {
  std::vector<std::string> found;
  for (const Credit* credit : prior.not_in_library()) found.push_back(text(credit->mechanism));
  return found;
}

Json prior_json(const Design& design) {
  const std::optional<PriorArt> found = beside_the_library(design);
  if (!found) return nullptr;
  const PriorArt& prior = *found;
  Json json;
  json["same_structure"] = prior.same ? Json(names(prior, prior.same->designs)) : Json::array();
  json["parameters"] = Json::object();
  if (prior.same)
    for (const KeyChange& change : prior.same->parameters) json["parameters"][change.path] = Json{{"theirs", change.before}, {"its", change.after}};
  json["nearest"] = Json{
      {"name", prior.library[prior.nearest].name}, {"adds", texts(prior.from_nearest.added)}, {"does_without", texts(prior.from_nearest.removed)}};
  json["smallest_cover"] = undated(design) ? Json::array() : Json(names(prior, prior.cover));
  json["not_in_library"] = absent(prior);
  return json;
}

std::string prior_text(const Design& design, int width) {
  const std::optional<PriorArt> found = beside_the_library(design);
  if (!found) return "  None of it is as old as this one.\n";
  const PriorArt& prior = *found;
  std::string text;
  const auto line = [&](const std::string& title, const std::string& words) {
    text += fmt::format("  {:<18}{}\n", title, wrapped(words, width, std::string(20, ' '), 20));
  };
  const auto listed = [](const std::vector<std::string>& words) {
    return words.empty() ? std::string("none") : fmt::format("{}", fmt::join(words, ", "));
  };
  if (prior.same) {
    std::vector<std::string> keys;
    for (const KeyChange& change : prior.same->parameters) keys.push_back(change.path);
    line("same structure", listed(names(prior, prior.same->designs)));
    line("other parameters", listed(keys));
    return text;
  }
  std::string nearest = prior.library[prior.nearest].name;
  if (!prior.from_nearest.added.empty()) nearest += "; adds " + listed(texts(prior.from_nearest.added));
  if (!prior.from_nearest.removed.empty()) nearest += "; does without " + listed(texts(prior.from_nearest.removed));
  line("nearest", nearest);
  if (!undated(design)) line("made of", listed(names(prior, prior.cover)));
  if (!prior.unknown.empty()) line("unknown", listed(texts(prior.unknown)));
  line("not in library", listed(absent(prior)));
  return text;
}

}  // namespace

Json designs_json(const std::vector<Design>& designs) {
  Json json = Json::array();
  for (const Design& design : designs) {
    Json one = head_json(design);
    one["mechanisms"] = mechanisms_json(design);
    json.push_back(one);
  }
  return Json{{"designs", json}};
}

std::string designs_text(const std::vector<Design>& designs, bool colour, int width) {
  const Style style{colour};
  std::vector<const Design*> sorted;
  for (const Design& design : designs) sorted.push_back(&design);
  std::stable_sort(sorted.begin(), sorted.end(), [](const Design* a, const Design* b) { return label(*a, "year") < label(*b, "year"); });
  std::string text =
      fmt::format("  {}\n\n", wrapped("The designs of the library, with the mechanisms that they have. Any of them is a baseline, and what a "
                                      "proposal is held against; skeptic designs show NAME tells more.",
                                      width, "  ", 2));
  for (const Design* design : sorted) {
    text += fmt::format("  {:>4}  {}  {}\n", label(*design, "year"), style.bold(fmt::format("{:<19}", design->name)),
                        wrapped(simulation(*design), width, std::string(29, ' '), 29));
    if (const std::string citation = label(*design, "citation"); !citation.empty())
      text += "        " + wrapped(citation, width, "        ", 8) + "\n";
    std::string mechanisms;
    for (const Mechanism& one : mechanisms_of(*design)) mechanisms += (mechanisms.empty() ? "" : "; ") + skeptic::text(one);
    text += "        " + style.faint(wrapped(mechanisms, width, "        ", 8)) + "\n\n";
  }
  return text;
}

Json design_json(const Design& design) {
  Json json = head_json(design);
  json["mechanisms"] = Json::array();
  for (const Mechanism& one : mechanisms_of(design)) {
    Json mechanism{{"facet", one.facet}, {"value", one.value}};
    if (const Term* term = find_term(one)) {
      mechanism["meaning"] = term->meaning;
      mechanism["paper"] = term->paper.empty() ? Json(nullptr) : Json(term->paper);
    }
    json["mechanisms"].push_back(mechanism);
  }
  json["parameters"] = Json::object();
  for (const auto& [path, value] : parameters(design)) json["parameters"][path] = value;
  json["left_out"] = left_out(design);
  json["prior_art"] = prior_json(design);
  return json;
}

std::string design_text(const Design& design, bool colour, int width) {
  const Style style{colour};
  const std::string year = label(design, "year"), citation = label(design, "citation");
  std::string text = fmt::format("{}{}, {}\n", style.bold(design.name), year.empty() ? "" : " (" + year + ")", simulation(design));
  text += citation.empty() ? "" : "  " + wrapped(citation, width, "  ", 2) + "\n";
  text += "\n" + style.heading("Mechanisms") + "\n";
  for (const Mechanism& one : mechanisms_of(design)) {
    text += fmt::format("  {}\n", style.bold(skeptic::text(one)));
    const Term* term = find_term(one);
    const std::string words = term == nullptr ? std::string("Not known.") : std::string(term->meaning);
    text += "      " + wrapped(words, width, "      ", 6) + "\n";
    if (term != nullptr && !term->paper.empty()) text += "      " + style.faint(wrapped(term->paper, width, "      ", 6)) + "\n";
  }
  text += "\n" + style.heading("Beside the rest of the library") + "\n" + prior_text(design, width);
  text += "\n" + style.heading("Parameters") + "\n";
  for (const auto& [path, value] : parameters(design)) text += fmt::format("  {:<44}{}\n", path, value);
  const std::vector<std::string> left = left_out(design);
  if (!left.empty()) text += "\n" + style.heading("What a simulation leaves out") + "\n";
  for (const std::string& sentence : left) text += "  " + wrapped(sentence, width, "  ", 2) + "\n";
  return text;
}

}  // namespace skeptic
