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
  return same;
}

std::vector<std::size_t> smallest_cover(const std::vector<Credit>& credits, const std::vector<PriorDesign>& library) {
  assert(credits.size() <= 64);
  std::vector<CoverSet> sets;
  for (const PriorDesign& design : library) sets.push_back({std::get<0>(age(design)), design.name, 0});
  std::uint64_t wanted = 0;
  for (std::size_t bit = 0; bit < credits.size(); ++bit)
    for (const std::size_t design : credits[bit].designs) {
      wanted |= std::uint64_t{1} << bit;
      sets[design].has |= std::uint64_t{1} << bit;
    }
  std::vector<std::size_t> cover = minimum_cover(sets, wanted);
  by_age(library, cover);
  return cover;
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
  found.from_nearest = structural_difference(found.library[found.nearest].mechanisms, mechanisms);
  found.cover = smallest_cover(found.mechanisms, found.library);
  return found;
}

}  // namespace skeptic
