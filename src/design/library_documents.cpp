// docs/mechanisms.md from the vocabulary, docs/designs.md from the library.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/markdown.h"
#include "design/documents.h"
#include "design/mechanism.h"

namespace skeptic {
namespace {

constexpr std::string_view kMechanisms = R"(# Mechanisms

<!-- Written from the tables in src/design/vocabulary.cpp. Do not edit: SKEPTIC_WRITE_DOCS=1 build/tests/design_test writes it anew. -->

Skeptic compares designs by what they do, not by their names or sizes. A design is a set of mechanisms; each is derived from the keys of its
[file](design-file.md), so that nothing is said twice. What is not there is no mechanism: no encoding, a dense operand, no balancing. N, M, sizes, widths,
latencies, rates and counts never change the set; where a number does become structure, its facet says so. A mechanism whose key is `unknown` equals no
other design's.

Each mechanism names the paper that had it first, as best known; where none is named, none is known to be first. An operand's mechanisms are called
`weights.` and `activations.`; both are answered from the keys below `operands.weights` and `operands.activations`.
)";

constexpr std::string_view kDesigns = R"(# The library of designs

<!-- Written from the files in designs/. Do not edit: SKEPTIC_WRITE_DOCS=1 build/tests/design_test writes it anew. -->

Prior art as [mechanisms](mechanisms.md). Each file says in its comments which numbers its paper states, which are recalled and which are unknown. Designs
that run have the multipliers of `dense`, so that they compare, except for `nvidia-a100` and `nvidia-h100`, which are one multiprocessor of the chip. The
others are compared by their mechanisms, and say what a simulation of them waits for.
)";

std::string written(const Design& design, std::string_view path) {
  const Value* value = design.find(path);
  return value == nullptr ? std::string{} : value->written;
}

/// "`a`, `b`": the designs that have a term, for any operand.
std::map<const Term*, std::string> owners() {
  std::map<const Term*, std::string> names;
  for (const std::string& name : library_designs()) {
    std::vector<const Term*> terms;
    for (const Mechanism& mechanism : mechanisms_of(load_design(name)))
      if (const Term* term = find_term(mechanism)) terms.push_back(term);
    std::sort(terms.begin(), terms.end());
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    for (const Term* term : terms) names[term] += (names[term].empty() ? "`" : ", `") + name + "`";
  }
  return names;
}

/// "weights.skip, activations.skip"; an operand without a key for it is not asked.
std::string heading(const Facet& facet) {
  if (!facet.operand) return std::string(facet.name);
  std::string text;
  for (const std::string operand : {"weights.", "activations."}) {
    const std::string name = operand + std::string(facet.name);
    if (!keys_of(name).empty()) text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

}  // namespace

std::string mechanisms_markdown() {
  const std::map<const Term*, std::string> names = owners();
  std::string text(kMechanisms);
  for (const Facet& facet : facets()) {
    text += fmt::format("\n## {}\n\n{}\n", heading(facet), facet.question);
    for (const Term& term : vocabulary()) {
      if (term.facet != facet.name) continue;
      text += fmt::format("\n**{}.** {}", term.value, term.meaning);
      if (!term.paper.empty()) text += fmt::format(" *{}.*", term.paper);
      const auto found = names.find(&term);
      text += found == names.end() ? " In no design of the library.\n" : fmt::format(" In {}.\n", found->second);
    }
  }
  return text;
}

std::string designs_markdown() {
  struct Line {
    std::string year, name, text;
  };
  std::vector<Line> lines;
  for (const std::string& name : library_designs()) {
    const Design design = load_design(name);
    std::string mechanisms;
    for (const Mechanism& mechanism : mechanisms_of(design)) mechanisms += (mechanisms.empty() ? "" : "; ") + skeptic::text(mechanism);
    const std::optional<std::string> waits = waits_for(design);
    const std::string year = written(design, "year");
    lines.push_back({year, name,
                     fmt::format("| {} | `{}` | {} | {} | {} |\n", year, name, table_cell(written(design, "citation")),
                                 waits ? "waits for " + *waits : "runs", table_cell(mechanisms))});
  }
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.year < b.year; });
  std::string text(kDesigns);
  text += "\n| year | design | taken from | simulation | mechanisms |\n|---|---|---|---|---|\n";
  for (const Line& line : lines) text += line.text;
  return text;
}

}  // namespace skeptic
