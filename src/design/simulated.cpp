// What mechanisms exclude each other, and what this version compares and does not simulate.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "design/errors.h"
#include "design/inherit.h"
#include "design/lookup.h"
#include "design/mechanism.h"

namespace skeptic {
namespace {

/// A mechanism without which the design would be another machine, or do other work.
struct Missing {
  std::string_view facet, value;
  std::string_view key;         ///< that says so
  std::string_view waits_for;   ///< "the outer-product fabric"
  std::string_view suggestion;  ///< what can be simulated
  bool in_training = false;     ///< only of a machine that trains
};

constexpr std::string_view kOther = "fabric.kind: inner-product";
constexpr std::string_view kStill = "runs: inference, whose weights stand still";
constexpr std::string_view kBalance = "fabric.balance: sort, pair or interleave, or fabric.sync.slack for queues";
constexpr std::array kMissing{
    Missing{"fabric.kind", "outer-product", "fabric.kind", "the outer-product fabric", kOther},
    Missing{"fabric.kind", "row-product", "fabric.kind", "the row-product fabric", kOther},
    Missing{"fabric.kind", "cartesian-product", "fabric.kind", "the Cartesian-product fabric", kOther},
    Missing{"fabric.kind", "flexible", "fabric.kind", "the flexible fabric", kOther},
    // The orders of rows are found before deployment.
    Missing{"fabric.balance", "sort", "fabric.balance", "rows that are sorted while weights change", kStill, true},
    Missing{"fabric.balance", "pair", "fabric.balance", "rows that are paired while weights change", kStill, true},
    Missing{"fabric.balance", "interleave", "fabric.balance", "rows that are interleaved while weights change", kStill, true},
    Missing{"fabric.balance", "work-stealing", "fabric.balance", "work stealing", kBalance},
    Missing{"fabric.balance", "displace", "fabric.balance", "displacement of work", kBalance},
    Missing{"fabric.balance", "look-ahead", "fabric.balance", "look-ahead", kBalance},
    Missing{"fabric.balance", "look-aside", "fabric.balance", "look-aside", kBalance},
    Missing{"precision", "bit-serial", "operands.precision", "bit-serial multipliers", "operands.precision: fixed"},
    Missing{"precision", "borrowed", "operands.precision", "values that borrow bits", "operands.precision: fixed"},
    Missing{"precision", "decomposed", "operands.precision", "tensors decomposed by precision", "operands.precision: fixed"},
    Missing{"activations.policy", "threshold", "operands.activations.rule", "activations cut by a threshold", "operands.activations.rule: top-n"},
    Missing{"activations.from", "previous-layer", "operands.activations.decide.from", "choices predicted from the previous layer",
            "operands.activations.decide.from: this-input or previous-input"},
};

/// A mechanism that a simulation runs without: the same machine, of which this part is not counted.
struct LeftOut {
  std::string_view facet, value;
  std::string_view sentence;
};
constexpr std::array kLeftOut{
    LeftOut{"runs", "training", "The machine is for training: only the forward pass is simulated."},
    LeftOut{"fabric.delivery", "systolic", "Operands travel from neighbour to neighbour: the fill and drain of the array take no cycles here."},
    LeftOut{"fabric.delivery", "mesh", "Operands travel through a mesh: its routers take no cycles, area or energy here."},
    LeftOut{"weights.pattern", "unstructured", "Unstructured weights run as the tensors have them: nothing prunes them here."},
    LeftOut{"weights.pattern", "mixed-layers", "Every layer has its own pattern of weights: all layers are simulated with the one that is written."},
    LeftOut{"weights.pattern", "mixed-rows", "Every row has its own pattern of weights: all rows are simulated with the one that is written."},
    LeftOut{"activations.pattern", "mixed-layers",
            "Every layer has its own pattern of activations: all layers are simulated with the one that is written."},
    LeftOut{"weights.from", "gradients", "The mask comes from gradients: weights that are pruned here are pruned by magnitude."},
    LeftOut{"weights.from", "activations", "The mask comes from weights and activations: weights that are pruned here are pruned by magnitude."},
    LeftOut{"activations.from", "weights", "Activations are selected by their weights too: here they are selected by magnitude."},
    LeftOut{"weights.metadata", "on-chip",
            "Metadata of weights live on the chip: they are charged to DRAM with the values, and their table is not counted."},
    LeftOut{"weights.metadata", "in-code", "Metadata of weights live in the instructions, which are not counted."},
    LeftOut{"activations.metadata", "on-chip",
            "Metadata of activations live on the chip: they are charged to DRAM with the values, and their table is not counted."},
    LeftOut{"weights.gate", "zeros", "Multiplications with a zero weight are gated: their energy is charged in full."},
    LeftOut{"activations.gate", "zeros", "Multiplications with a zero activation are gated: their energy is charged in full."},
};

bool has(const std::vector<Mechanism>& mechanisms, std::string_view facet, std::string_view value) {
  return std::any_of(mechanisms.begin(), mechanisms.end(), [&](const Mechanism& one) { return one.facet == facet && one.value == value; });
}

bool misses(const std::vector<Mechanism>& mechanisms, const Missing& row) {
  return has(mechanisms, row.facet, row.value) && (!row.in_training || has(mechanisms, "runs", "training"));
}

/// `key: value` where `other` must be something else.
void conflict(const Lookup& design, Errors& errors, std::string_view key, std::string_view value, std::string_view with, std::string expected) {
  errors.add(DiagnosticId::DesignConflict, design.place(key), fmt::format("{}: {} does not go with {}", key, value, with), std::move(expected),
             fmt::format("or leave {} out", key));
}

}  // namespace

std::optional<std::string> waits_for(const Design& design) {
  const std::vector<Mechanism> mechanisms = mechanisms_of(design);
  std::string waits;
  for (const Missing& row : kMissing)
    if (misses(mechanisms, row)) waits += (waits.empty() ? "" : ", ") + std::string(row.waits_for);
  return waits.empty() ? std::nullopt : std::optional(waits);
}

std::vector<std::string> left_out(const Design& design) {
  const std::vector<Mechanism> mechanisms = mechanisms_of(design);
  std::vector<std::string> sentences;
  for (const LeftOut& row : kLeftOut)
    if (has(mechanisms, row.facet, row.value)) sentences.emplace_back(row.sentence);
  return sentences;
}

void check_simulated(const Design& design, Errors& errors) {
  const std::vector<Mechanism> mechanisms = mechanisms_of(design);
  for (const Missing& row : kMissing) {
    if (!misses(mechanisms, row)) continue;
    const DiagnosticId id = row.facet == "fabric.kind" ? DiagnosticId::UnsupportedFabric : DiagnosticId::UnsupportedMechanism;
    errors.add(id, Lookup(design).place(row.key),
               fmt::format("{} is compared by its mechanisms and not simulated: it waits for {}", design.name, row.waits_for),
               std::string(row.suggestion), "skeptic designs lists what runs, skeptic designs show tells what it is made of");
  }
}

void check_mechanisms(const Design& whole, Errors& errors) {
  const Lookup design(whole);
  const auto pattern = design.pattern("operands.weights.pattern");
  const auto metadata = design.word("operands.weights.metadata"), from = design.word("operands.weights.from"),
             per = design.word("operands.weights.per");
  if (pattern && pattern->kind == PatternKind::Dense) {
    if (from && *from != "values")
      conflict(design, errors, "operands.weights.from", *from, "dense weights, of which nothing is selected",
               "operands.weights.pattern: what is kept");
    if (per && *per != "network")
      conflict(design, errors, "operands.weights.per", *per, "dense weights", "operands.weights.pattern: levels such as \"2:4\"");
  }
  if (from && *from != "values" && design.word("operands.weights.chosen") == "fixed")
    conflict(design, errors, "operands.weights.from", *from, "weights that are fixed as they come", "operands.weights.chosen: offline or learned");
  for (const std::string operand : {"weights", "activations"}) {
    const auto encoding = design.encoding("operands." + operand + ".encoding");
    const std::string key = "operands." + operand + ".metadata";
    const auto where = design.word(key);
    if (where == "in-code" && encoding && encoding->kind != EncodingKind::None)
      conflict(design, errors, key, *where, fmt::format("the encoding {}", row(encoding->kind).name), "operands.weights.encoding: none");
  }
  if (design.word("operands.activations.rule") == "threshold") {
    const auto listed = design.listed("activations");
    if (chooses_at_run_time(whole))
      conflict(design, errors, "operands.activations.rule", "threshold", "chosen: run-time",
               "operands.activations.decide.policy: the rule of a choice");
    else if (listed && listed->front().kind != PatternKind::Unstructured)
      conflict(design, errors, "operands.activations.rule", "threshold", fmt::format("the pattern {}", listed->front().text()),
               "operands.activations.pattern: unstructured");
  }
}

}  // namespace skeptic
