// Of the Novelty Gap: the library's designs that a proposal is made of.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "review/case_file.h"

namespace skeptic {
namespace {

/// "highlight (2023)".
std::string dated(const PriorDesign& design) { return design.year == 0 ? design.name : fmt::format("{} ({})", design.name, design.year); }

std::string names(const PriorArt& prior, const std::vector<std::size_t>& designs) {
  std::vector<std::string> words;
  for (const std::size_t design : designs) words.push_back(dated(prior.library[design]));
  return listed(words);
}

std::string texts(const std::vector<Mechanism>& mechanisms) {
  std::vector<std::string> words;
  for (const Mechanism& one : mechanisms) words.push_back(text(one));
  return listed(words);
}

/// "highlight (2023; Wu et al., …)": the name, and where it is from.
std::string cited(const PriorDesign& design) {
  if (design.citation.empty()) return design.name;
  return fmt::format("{} ({})", design.name, design.citation);
}

void say_same(Section& section, const PriorArt& prior) {
  const std::vector<std::size_t>& designs = prior.same->designs;
  const Quoted nearest = quoted(cited(prior.library[designs.front()]));
  if (prior.same->how == Sameness::Itself) {
    section.say(say("Against my library: this is {} itself.", nearest));
  } else if (prior.same->how == Sameness::Renamed) {
    section.say(say("Against my library: key by key this is {}, under another name. A name is not a paper either.", nearest));
  } else {
    std::vector<std::string> keys;
    for (const KeyChange& change : prior.same->parameters) keys.push_back(change.path);
    section.say(
        say("My immediate concern: against my library this is structurally identical to {}, just with another {}. That is a parameter, not a "
            "paper.",
            nearest, quoted(listed(keys))));
  }
  if (designs.size() > 1)
    section.say(say("The same structure is in {}; in these terms they are one machine.", quoted(names(prior, {designs.begin() + 1, designs.end()}))));
}

void say_nearest(Section& section, const PriorArt& prior) {
  const StructuralDifference& from = prior.from_nearest;
  const Quoted nearest = quoted(cited(prior.library[prior.nearest]));
  Sentence text = say("My immediate concern is how near you are to {}:", nearest);
  if (!from.added.empty()) text = text + say("you add {}", quoted(texts(from.added)));
  if (!from.added.empty()) text = text + (from.removed.empty() ? say("and take nothing away.") : say("and"));
  if (!from.removed.empty()) text = text + say("you do without {}.", quoted(texts(from.removed)));
  if (from.added.empty() && from.removed.empty()) text = text + say("you differ by what you leave unknown, if at all.");
  section.say(text);
}

void say_cover(Section& section, const PriorArt& prior) {
  const bool all = prior.not_in_library().empty();
  const Quoted cover = quoted(names(prior, prior.cover));
  if (prior.cover.size() == 1 && all)
    section.say(
        say("Every mechanism that you name is in {} alone; what you do differently is to leave something out, or to leave it unsaid.", cover));
  else if (prior.cover.size() > 1 && all)
    section.say(
        say("Give me {} and a stapler: between them they have every mechanism that you name, and no fewer designs of this library do. What is "
            "left is the combination. Show that its parts gain from each other, measured together and one by one, or that is what a reviewer "
            "will say.",
            cover));
  else if (!prior.cover.empty())
    section.say(say("What my library has of yours is in {}, and in no fewer designs.", cover));
}

/// What the library lacks of the proposal, with whoever had it first.
void say_absent(Section& section, const PriorArt& prior) {
  std::vector<std::string> first, unclaimed;
  for (const Credit* credit : prior.not_in_library())
    if (credit->term != nullptr && !credit->term->paper.empty())
      first.push_back(fmt::format("{} ({})", text(credit->mechanism), credit->term->paper));
    else
      unclaimed.push_back(text(credit->mechanism));
  Sentence said;
  if (!first.empty())
    said = say("Not in my library, but not new either: {}; say what you do that the first of them does not.", quoted(listed(first)));
  if (!unclaimed.empty()) said = said + say("Of {} I know no first; look for one before a reviewer does.", quoted(listed(unclaimed)));
  if (!said.empty()) section.say(said);
}

void say_unknown(Section& section, const PriorArt& prior) {
  if (prior.unknown.empty()) return;
  section.say(say("What you leave unknown equals nothing that is known, so I can neither hold it against you nor give you credit for it."));
  Bullets list;
  for (const Mechanism& one : prior.unknown) {
    const std::size_t dot = one.facet.find('.');
    const bool operand = one.facet.starts_with("weights.") || one.facet.starts_with("activations.");
    const std::string_view name = operand ? std::string_view(one.facet).substr(dot + 1) : std::string_view(one.facet);
    for (const Facet& facet : facets())
      if (facet.name == name && facet.operand == operand) list.items.push_back(say("{}? {}", quoted(one.facet), quoted(std::string(facet.question))));
  }
  section.blocks.emplace_back(list);
}

/// "nvidia-a100 (2020), haziza-2to4 (2025) and 7 more"; of several variants of a machine the earliest.
std::string owners(const PriorArt& prior, const Credit& credit) {
  constexpr std::size_t kNamed = 4;
  if (credit.designs.empty()) return "not in this library";
  const std::vector<std::size_t> machines = one_of_each_machine(prior.library, credit.designs);
  if (machines.size() <= kNamed + 1) return names(prior, machines);
  std::vector<std::string> words;
  for (std::size_t i = 0; i < kNamed; ++i) words.push_back(dated(prior.library[machines[i]]));
  words.push_back(fmt::format("{} more", machines.size() - kNamed));
  return listed(words);
}

/// In more than half of the machines of the library.
bool everybodys(const PriorArt& prior, const Credit& credit) {
  std::vector<std::size_t> all(prior.library.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return 2 * one_of_each_machine(prior.library, credit.designs).size() > one_of_each_machine(prior.library, all).size();
}

void say_common(Section& section, const PriorArt& prior) {
  std::vector<Mechanism> common;
  for (const Credit& credit : prior.mechanisms)
    if (everybodys(prior, credit)) common.push_back(credit.mechanism);
  if (!common.empty()) section.detail(Paragraph{say("In most machines of this library, and nobody's argument: {}.", quoted(texts(common)))});
}

Table credits(const PriorArt& prior) {
  Table table{"Who has your mechanisms", {"mechanism", "in this library; the first, as best known"}, {}};
  for (const Credit& credit : prior.mechanisms) {
    if (everybodys(prior, credit)) continue;
    const std::string paper = credit.term == nullptr || credit.term->paper.empty() ? "no first is known" : std::string(credit.term->paper);
    table.rows.push_back({say("{}", quoted(text(credit.mechanism))), say("{}; {}", quoted(owners(prior, credit)), quoted(paper))});
  }
  return table;
}

/// Each design of the cover with what it brings that those before it do not.
Bullets cover(const PriorArt& prior) {
  Bullets list;
  std::vector<Mechanism> left;
  for (const Credit& credit : prior.mechanisms) left.push_back(credit.mechanism);
  for (const std::size_t design : prior.cover) {
    std::vector<Mechanism> brings;
    std::erase_if(left, [&](const Mechanism& one) {
      const std::vector<Mechanism>& has = prior.library[design].mechanisms;
      if (!std::binary_search(has.begin(), has.end(), one)) return false;
      brings.push_back(one);
      return true;
    });
    list.items.push_back(say("{} brings {}.", quoted(cited(prior.library[design])), quoted(texts(brings))));
  }
  return list;
}

}  // namespace

void say_prior_art(Section& section, const CaseFile& file) {
  const PriorArt& prior = file.prior;
  if (prior.same) {
    say_same(section, prior);
  } else {
    say_nearest(section, prior);
    say_cover(section, prior);
    if (!prior.cover.empty()) section.detail(cover(prior));
    say_absent(section, prior);
    say_unknown(section, prior);
  }
  if (const Table table = credits(prior); !table.rows.empty()) section.detail(table);
  say_common(section, prior);
}

Sentence known_structure(const PriorArt& prior) {
  const Quoted design = quoted(dated(prior.library[prior.same->designs.front()]));
  switch (prior.same->how) {
    case Sameness::Itself:
      return say("This is {} itself: prior art, and no proposal.", design);
    case Sameness::Renamed:
      return say("This is {} under another name: not a paper.", design);
    case Sameness::Resized:
      return say("This is {} with other numbers: not a paper.", design);
  }
  return {};
}

Sentence structure_in_short(const CaseFile& file) {
  const PriorArt& prior = file.prior;
  std::vector<Mechanism> absent;
  for (const Credit* credit : prior.not_in_library()) absent.push_back(credit->mechanism);
  return say("Structure: made of {}; not in this library: {}.", quoted(names(prior, prior.cover)),
             quoted(absent.empty() ? "nothing" : texts(absent)));
}

}  // namespace skeptic
