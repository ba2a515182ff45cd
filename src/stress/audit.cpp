#include "stress/audit.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/diagnostic.h"
#include "stress/equal_area.h"
#include "stress/scenarios.h"
#include "workload/layer.h"

namespace skeptic {
namespace {

/// A speed-up that changes by less tells the two designs' needs apart by nothing.
constexpr double kSame = 0.02;

/// The same change to both designs.
template <typename Change>
Trial of_both(const Trial& trial, const Change& change) {
  return {{change(trial.contest.proposal), change(trial.contest.baseline)}, trial.setting};
}

Trial in_network_order(Laboratory&, const Trial& trial, std::string&) {
  return of_both(trial, [](const Subject& subject) {
    return resolve(subject.design()).weights.permuted ? subject.with("operands.weights.permutation", "none") : subject;
  });
}

/// The design with the tile that suits the layer of most cycles among those that fit every layer.
Subject with_one_tile(Laboratory& laboratory, const Subject& subject, const Setting& setting, std::string& note) {
  if (resolve(subject.design()).tile) return subject;
  std::vector<LayerCounts> layers = laboratory.run(subject, setting).layers;
  std::stable_sort(layers.begin(), layers.end(), [](const LayerCounts& a, const LayerCounts& b) { return a.cycles > b.cycles; });
  for (const LayerCounts& layer : layers) {
    if (layer.tiles == 0) continue;  // the vector unit's
    const Subject fixed = subject.with("tile", fmt::format("{{m: {}, n: {}, k: {}}}", layer.tile_m, layer.tile_n, layer.tile_k));
    try {
      laboratory.run(fixed, setting);
      return fixed;
    } catch (const UserError&) {
      // Too large for another layer: the next.
    }
  }
  note = fmt::format("no tile of a layer of {} fits all of its layers, so each keeps its own", subject.design().name);
  return subject;
}

Trial with_one_tile(Laboratory& laboratory, const Trial& trial, std::string& note) {
  return of_both(trial, [&](const Subject& subject) { return with_one_tile(laboratory, subject, trial.setting, note); });
}

/// No value is zero, and what is skipped has to be found by a mask that is stored.
Trial without_zeros(Laboratory&, const Trial& trial, std::string&) {
  Trial without = of_both(trial, [](const Subject& subject) {
    const Operand& activations = resolve(subject.design()).activations;
    const bool free = activations.skip != Skip::None && activations.encoding.kind == EncodingKind::None;
    return free ? subject.with("operands.activations.encoding", "bitmask") : subject;
  });
  without.setting.zeros = 0.0;
  without.setting.spread = 0.0;
  without.setting.channel_zeros.clear();
  return without;
}

Trial one_by_one(Laboratory&, const Trial& trial, std::string&) {
  Trial without = trial;
  without.setting.images = 1;
  return without;
}

// clang-format off
constexpr AssumptionRow kAssumptions[] = {
    {"weight-permutation", "channels are permuted before deployment, so that pruning keeps more", "weights keep the order of the network",
     in_network_order},
    {"known-dimensions", "the compiler knows every layer's dimensions, and chooses a tile for each", "one tile for all layers", with_one_tile},
    {"free-sparsity", "activations hold zeros for nothing, as behind ReLU", "no activation is zero, and a mask marks what is skipped",
     without_zeros},
    {"large-batch", "inputs come in batches", "inputs come one by one", one_by_one},
};
// clang-format on

bool same(const Subject& a, const Subject& b) { return a.sets() == b.sets(); }

Dependence dependence(const Trial& start, const AssumptionFinding& found, double before) {
  const Trial& without = found.alone;
  if (same(start.contest.proposal, without.contest.proposal) && same(start.contest.baseline, without.contest.baseline) &&
      start.setting == without.setting)
    return Dependence::Unused;
  const double change = found.speedup_alone / before;
  return change > 1 + kSame ? Dependence::Broken : change < 1 - kSame ? Dependence::Needed : Dependence::Even;
}

}  // namespace

std::span<const AssumptionRow> assumptions() { return kAssumptions; }

std::string_view name(Dependence dependence) {
  switch (dependence) {
    case Dependence::Unused:
      return "unused";
    case Dependence::Even:
      return "even";
    case Dependence::Broken:
      return "broken";
    case Dependence::Needed:
      return "needed";
  }
  return "";
}

std::string_view words(Dependence dependence) {
  switch (dependence) {
    case Dependence::Unused:
      return "nobody assumes it";
    case Dependence::Even:
      return "both alike";
    case Dependence::Broken:
      return "the idea breaks it";
    case Dependence::Needed:
      return "the claim needs it";
  }
  return "";
}

std::string assumptions_that_are(const Audit& audit, Dependence dependence) {
  std::vector<std::string> names;
  for (const AssumptionFinding& finding : audit.findings)
    if (finding.dependence == dependence) names.emplace_back(finding.row->name);
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return text;
}

Audit audit(Laboratory& laboratory, const AxisCase& of) {
  Audit found{.start = {of.contest, of.setting.synthetic()}};
  Setting& setting = found.start.setting;
  const std::int64_t asked = setting.shapes;
  setting = standing_in(setting);
  if (setting.shapes != asked) found.note = fmt::format("{} layers that stand for the largest shapes", setting.shapes);
  if (!(setting == of.setting) && (of.setting.traced() || of.setting.fitted() || of.setting.recorded() || of.setting.shipped()))
    found.note = "drawn tensors" + (found.note.empty() ? "" : ", " + found.note);
  found.claimed = of.claimed;
  const auto comparison = [&](const Trial& trial) { return compare(laboratory, trial.contest, trial.setting); };
  const Comparison start = comparison(found.start);
  found.speedup = start.speedup();
  Trial together = found.start;
  for (const AssumptionRow& row : kAssumptions) {
    std::string note, said;  // what cannot be taken away alone is told once
    Trial gone = row.remove(laboratory, found.start, note);
    together = row.remove(laboratory, together, said);
    AssumptionFinding finding{.row = &row, .alone = std::move(gone), .together = together, .note = std::move(note)};
    const Comparison alone = comparison(finding.alone);
    finding.speedup_alone = alone.speedup();
    // Of a batch that becomes one input, the cycles of one.
    const auto slower = [&](std::int64_t without, std::int64_t with) {
      return static_cast<double>(without) * static_cast<double>(found.start.setting.images) / static_cast<double>(finding.alone.setting.images) /
             static_cast<double>(with);
    };
    finding.proposal_slower = slower(alone.proposal_cycles, start.proposal_cycles);
    finding.baseline_slower = slower(alone.baseline_cycles, start.baseline_cycles);
    finding.speedup_together = comparison(together).speedup();
    const auto kept = [&](const Subject& with, const Subject& without) {
      return Kept{laboratory.run(with, found.start.setting).weights_kept_magnitude(),
                  laboratory.run(without, finding.alone.setting).weights_kept_magnitude()};
    };
    finding.proposal_kept = kept(of.contest.proposal, finding.alone.contest.proposal);
    finding.baseline_kept = kept(of.contest.baseline, finding.alone.contest.baseline);
    finding.dependence = dependence(found.start, finding, found.speedup);
    found.findings.push_back(std::move(finding));
  }
  found.at_equal_area = gain_at_equal_area(laboratory, together.contest, together.setting);
  return found;
}

}  // namespace skeptic
