#include "review/prior_art.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <limits>
#include <tuple>

#include "design/lookup.h"
#include "review/cover.h"

namespace skeptic {
namespace {

struct KindRow {
  std::string_view facet;  ///< without its operand
  NoveltyKind kind;
};

constexpr std::array kKinds{
    KindRow{"skip", NoveltyKind::Primitive},
    KindRow{"gate", NoveltyKind::Primitive},
    KindRow{"pattern", NoveltyKind::CoDesign},
    KindRow{"chosen", NoveltyKind::Selection},
    KindRow{"from", NoveltyKind::Selection},
    KindRow{"when", NoveltyKind::Selection},
    KindRow{"unit", NoveltyKind::Selection},
    KindRow{"policy", NoveltyKind::Selection},
    KindRow{"permutation", NoveltyKind::CoDesign},
    KindRow{"stored", NoveltyKind::Primitive},
    KindRow{"encoding", NoveltyKind::Primitive},
    KindRow{"metadata", NoveltyKind::Primitive},
    KindRow{"read", NoveltyKind::Primitive},
    KindRow{"fabric.kind", NoveltyKind::Primitive},
    KindRow{"fabric.delivery", NoveltyKind::Primitive},
    KindRow{"fabric.order", NoveltyKind::Primitive},
    KindRow{"fabric.slices", NoveltyKind::Primitive},
    KindRow{"fabric.sync", NoveltyKind::Primitive},
    KindRow{"fabric.balance", NoveltyKind::Primitive},
    KindRow{"precision", NoveltyKind::Primitive},
    KindRow{"outputs.encoding", NoveltyKind::Primitive},
    KindRow{"runs", NoveltyKind::CoDesign},
};

bool known(const Mechanism& mechanism) { return mechanism.value != "unknown"; }

bool has(const PriorDesign& design, const Mechanism& mechanism) {
  return std::binary_search(design.mechanisms.begin(), design.mechanisms.end(), mechanism);
}

/// Orders designs of the library.
auto age(const PriorDesign& design) { return std::tuple(design.year == 0 ? std::numeric_limits<int>::max() : design.year, design.name); }

void by_age(const std::vector<PriorDesign>& library, std::vector<std::size_t>& designs) {
  std::sort(designs.begin(), designs.end(), [&](std::size_t a, std::size_t b) { return age(library[a]) < age(library[b]); });
}

std::optional<SameStructure> same_structure(const Design& proposal, const std::vector<Mechanism>& mechanisms,
                                            const std::vector<PriorDesign>& library) {
  if (!std::all_of(mechanisms.begin(), mechanisms.end(), known)) return std::nullopt;
  SameStructure same;
  for (std::size_t i = 0; i < library.size(); ++i)
    if (library[i].mechanisms == mechanisms) same.designs.push_back(i);
  if (same.designs.empty()) return std::nullopt;
  const auto changes = [&](std::size_t i) { return delta(library[i].design, proposal).parameters; };
  std::sort(same.designs.begin(), same.designs.end(), [&](std::size_t a, std::size_t b) {
    return std::tuple(changes(a).size(), age(library[a])) < std::tuple(changes(b).size(), age(library[b]));
  });
  same.parameters = changes(same.designs.front());
  same.how = !same.parameters.empty()                                ? Sameness::Resized
             : proposal.source == library[same.designs.front()].name ? Sameness::Itself
                                                                     : Sameness::Renamed;
  return same;
}

std::vector<std::size_t> smallest_cover(const Design& proposal, std::size_t nearest, const std::vector<Credit>& credits,
                                        const std::vector<PriorDesign>& library) {
  assert(credits.size() <= 64);
  std::vector<CoverSet> sets;
  // A set with the design that the proposal extends is preferred to one that was complete earlier.
  for (const PriorDesign& design : library)
    sets.push_back({design.year != 0 && design.name == proposal.extends ? 0 : std::get<0>(age(design)), design.name, 0});
  std::uint64_t wanted = 0;
  for (std::size_t bit = 0; bit < credits.size(); ++bit)
    for (const std::size_t design : credits[bit].designs) {
      wanted |= std::uint64_t{1} << bit;
      sets[design].has |= std::uint64_t{1} << bit;
    }
  std::vector<std::size_t> cover = minimum_cover(sets, wanted);
  by_age(library, cover);
  // What designs share is the one's from which the proposal starts, and not the oldest one's.
  std::stable_sort(cover.begin(), cover.end(), [&](std::size_t a, std::size_t b) {
    const auto rank = [&](std::size_t i) { return library[i].name == proposal.extends ? 0 : i == nearest ? 1 : 2; };
    return rank(a) < rank(b);
  });
  return cover;
}

/// "Gondimalla et al." of "After Gondimalla et al., SparTen, MICRO 2019, without its balancing".
std::string_view first_author(const PriorDesign& design) {
  std::string_view text = design.citation;
  if (text.starts_with("After ")) text.remove_prefix(std::string_view("After ").size());
  return text.substr(0, text.find(','));
}

bool one_machine(const PriorDesign& a, const PriorDesign& b) {
  const bool published_together = !first_author(a).empty() && first_author(a) == first_author(b) && a.year == b.year;
  return published_together || a.mechanisms == b.mechanisms;
}

/// Without the facets that either leaves unknown: of those nobody can say that they are there or missing.
StructuralDifference shown_difference(const std::vector<Mechanism>& before, const std::vector<Mechanism>& after) {
  StructuralDifference found = structural_difference(before, after);
  const auto open = [&](const Mechanism& one) {
    const auto unknown = [&](const Mechanism& other) { return !known(other) && other.facet == one.facet; };
    return std::any_of(before.begin(), before.end(), unknown) || std::any_of(after.begin(), after.end(), unknown);
  };
  std::erase_if(found.added, open);
  std::erase_if(found.removed, open);
  return found;
}

}  // namespace

NoveltyKind novelty_kind(std::string_view facet) {
  for (const std::string_view operand : {"weights.", "activations."})
    if (facet.starts_with(operand)) facet.remove_prefix(operand.size());
  const auto* row = std::find_if(kKinds.begin(), kKinds.end(), [&](const KindRow& one) { return one.facet == facet; });
  assert(row != kKinds.end());
  return row->kind;
}

std::vector<PriorDesign> prior_designs() {
  std::vector<PriorDesign> library;
  for (const std::string& name : library_designs()) {
    Design design = load_design(name);
    const Lookup lookup(design);
    const auto year = static_cast<int>(lookup.integer("year").value_or(0));
    std::string citation = lookup.word("citation").value_or("");
    std::vector<Mechanism> mechanisms = mechanisms_of(design);
    library.push_back({name, year, std::move(citation), std::move(design), std::move(mechanisms)});
  }
  return library;
}

std::vector<std::size_t> one_of_each_machine(const std::vector<PriorDesign>& library, const std::vector<std::size_t>& designs) {
  std::vector<std::size_t> found;
  for (const std::size_t design : designs)
    if (std::none_of(found.begin(), found.end(), [&](std::size_t other) { return one_machine(library[design], library[other]); }))
      found.push_back(design);
  return found;
}

std::vector<PriorDesign> known_to(const Design& proposal, std::vector<PriorDesign> library) {
  const auto itself = std::find_if(library.begin(), library.end(), [&](const PriorDesign& one) { return one.name == proposal.source; });
  if (itself == library.end() || itself->year == 0) return library;
  const int year = itself->year;
  std::erase_if(library, [&](const PriorDesign& one) { return one.year == 0 || one.year > year; });
  return library;
}

std::vector<const Credit*> PriorArt::not_in_library() const {
  std::vector<const Credit*> found;
  for (const Credit& credit : mechanisms)
    if (credit.designs.empty()) found.push_back(&credit);
  return found;
}

std::vector<const Credit*> PriorArt::of_kind(NoveltyKind kind) const {
  std::vector<const Credit*> found;
  for (const Credit& credit : mechanisms)
    if (novelty_kind(credit.mechanism.facet) == kind) found.push_back(&credit);
  return found;
}

std::vector<std::size_t> PriorArt::with_all(const std::vector<Mechanism>& wanted) const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < library.size(); ++i)
    if (std::all_of(wanted.begin(), wanted.end(), [&](const Mechanism& one) { return has(library[i], one); })) found.push_back(i);
  by_age(library, found);
  return found;
}

PriorArt prior_art(const Design& proposal, std::vector<PriorDesign> library) {
  assert(!library.empty());
  const std::vector<Mechanism> mechanisms = mechanisms_of(proposal);
  PriorArt found;
  found.library = std::move(library);
  for (const Mechanism& mechanism : mechanisms) {
    if (known(mechanism))
      found.mechanisms.push_back({mechanism, found.with_all({mechanism}), find_term(mechanism)});
    else
      found.unknown.push_back(mechanism);
  }
  found.same = same_structure(proposal, mechanisms, found.library);
  const auto distance = [&](std::size_t i) {
    return std::tuple(structural_difference(found.library[i].mechanisms, mechanisms).size(), age(found.library[i]));
  };
  for (std::size_t i = 1; i < found.library.size(); ++i)
    if (distance(i) < distance(found.nearest)) found.nearest = i;
  if (found.same) found.nearest = found.same->designs.front();
  found.from_nearest = shown_difference(found.library[found.nearest].mechanisms, mechanisms);
  found.cover = smallest_cover(proposal, found.nearest, found.mechanisms, found.library);
  return found;
}

}  // namespace skeptic
