// Of the stress test: the claim, and where the cycles go that it lacks.
#include <fmt/format.h>

#include <algorithm>

#include "review/objection.h"

namespace skeptic {
namespace {

double share_of(const Stack& stack, Slot slot) { return static_cast<double>(stack[slot]) / static_cast<double>(stack.total()); }

Ref share(const CaseFile& file, Slot slot, Evidence& evidence) {
  return evidence.share(file.contest.proposal, file.setting, std::string(row(slot).key), share_of(file.proposal_stack, slot));
}

/// Slots that lose this much of the lane slots are named.
constexpr double kNamed = 0.05;

/// The losses: the one that a change of the array could win most by, then the largest of the others.
std::vector<Slot> losses(const CaseFile& file) {
  std::vector<Slot> found;
  for (const SlotRow& row : kStack)
    if (row.slot != Slot::Useful && row.slot != file.twist.largest_loss && share_of(file.proposal_stack, row.slot) >= kNamed)
      found.push_back(row.slot);
  std::stable_sort(found.begin(), found.end(), [&](Slot a, Slot b) { return file.proposal_stack[a] > file.proposal_stack[b]; });
  found.insert(found.begin(), file.twist.largest_loss);
  return found;
}

/// "26 % to imbalance (elements that wait for slower ones), 18 % to vector (cycles of the vector unit) and 8.0 % to …"
Sentence lost(const CaseFile& file, Evidence& evidence) {
  std::vector<Sentence> all;
  for (const Slot slot : losses(file))
    all.push_back(say("{} to {}", share(file, slot, evidence),
                      quoted(slot == Slot::Vector ? "the vector unit (element-wise layers, which no array makes faster)"
                                                  : fmt::format("{} ({})", words(slot), row(slot).meaning))));
  return listed(all);
}

}  // namespace

Objection of_claim(const CaseFile& file, Evidence& evidence) {
  const double speedup = file.measured.speedup();
  Objection found{"the claim", speedup / file.claimed, {}, {}, true};
  found.text = say("Where the cycles go at {}, {}: {} of your lane slots do useful work; you lose {}.", evidence.speedup(file.measured),
                   quoted(file.claimed <= 1         ? "over " + file.contest.baseline.design().name
                          : file.claim_over_another ? fmt::format("where you claim {} over {}", times(file.claimed), file.claim->over)
                                                    : fmt::format("where you claim {}", times(file.claimed))),
                   share(file, Slot::Useful, evidence), lost(file, evidence));
  const auto cycles = [&](const Subject& subject, std::int64_t number, std::size_t place) {
    return evidence.simulated(subject, file.setting, fmt::format("cycles of {} in {}", subject.design().name, file.costliest.layer),
                              static_cast<double>(number), grouped(number) + " cycles", "cycles", fmt::format("layers.{}.cycles", place));
  };
  if (!file.costliest.layer.empty()) {
    Setting alone = file.setting;
    alone.layers = {file.costliest.layer};
    found.text = found.text + say("The layer that costs you most {} is {}: {}, where {} takes {}, and {} of its lane slots go to {}.",
                                  quoted(file.claimed > 1 ? "of the claim" : "of the lead"), quoted(file.costliest.layer),
                                  cycles(file.contest.proposal, file.costliest.proposal, file.costliest.in_proposal), file.baseline_name(),
                                  cycles(file.contest.baseline, file.costliest.baseline, file.costliest.in_baseline),
                                  evidence.share(file.contest.proposal, alone, std::string(row(file.costliest.loss).key), file.costliest.share),
                                  quoted(words(file.costliest.loss)));
  }
  if (speedup >= file.claimed) return found;
  if (file.costliest.layer.empty())
    found.survive = say(" If you want this to survive peer review, reach {}, and show what you do about {}.", quoted(times(file.claimed)),
                        quoted(words(file.twist.largest_loss)));
  else
    found.survive = say(" If you want this to survive peer review, show {} at {} of the speed that it has on {}, and what you do about {} in it.",
                        quoted(file.costliest.layer), quoted(times(file.claimed)), file.baseline_name(), quoted(words(file.costliest.loss)));
  return found;
}

namespace {

/// Where the multipliers' cycles go, in both designs.
Table stack_table(const CaseFile& file, Evidence& evidence) {
  Table table{"Where the lane slots go", {"", file.contest.baseline.design().name, file.contest.proposal.design().name}, {}};
  const Stack &baseline = file.baseline_stack, &proposal = file.proposal_stack;
  for (const SlotRow& row : kStack) {
    if (baseline[row.slot] == 0 && proposal[row.slot] == 0) continue;
    const auto share = [&](const Subject& subject, const Stack& stack) {
      return say("{}", evidence.share(subject, file.setting, std::string(row.key), share_of(stack, row.slot)));
    };
    table.rows.push_back({say("{}", quoted(fmt::format("{}: {}", row.key, row.meaning))), share(file.contest.baseline, baseline),
                          share(file.contest.proposal, proposal)});
  }
  return table;
}

}  // namespace

void detail_stack(Section& section, const CaseFile& file, Evidence& evidence) { section.detail(stack_table(file, evidence)); }

}  // namespace skeptic
