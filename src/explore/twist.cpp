#include "explore/twist.h"

#include <algorithm>
#include <cmath>

#include "base/diagnostic.h"
#include "cost/cost.h"
#include "stress/equal_area.h"

namespace skeptic {
namespace {

bool answers(const TwistRow& row, Slot loss, BrokenAxis broken) {
  return std::find(row.losses.begin(), row.losses.end(), loss) != row.losses.end() ||
         std::find(row.axes.begin(), row.axes.end(), broken) != row.axes.end();
}

/// Square millimetres that one design adds to another; what rounding leaves of equal ones is nothing.
double added_area(const Subject& before, const Subject& after) {
  const double added = difference(inventory(resolve(before.design())), inventory(resolve(after.design()))).added;
  return std::abs(added) < 1e-9 ? 0 : added;
}

std::optional<TwistTrial> attempt(Laboratory& laboratory, const TwistRow& row, const Contest& contest, const Subject& opponent,
                                  const Setting& setting) {
  const std::optional<Sets> sets = row.change(resolve(contest.proposal.design()));
  if (!sets) return std::nullopt;
  try {
    TwistTrial trial{&row, contest.proposal.with(*sets)};
    const NetworkCounts& counts = laboratory.run(trial.proposal, setting);
    trial.cycles = counts.cycles();
    trial.dropped_energy = counts.dropped_energy_share();
    trial.speedup = compare(laboratory, {trial.proposal, contest.baseline}, setting).speedup();
    trial.gain = gain_at_equal_area(laboratory, {trial.proposal, opponent}, setting);
    trial.added_area = added_area(contest.proposal, trial.proposal);
    return trial;
  } catch (const UserError&) {
    return std::nullopt;  // the change does not fit this design
  }
}

}  // namespace

Slot largest_loss(const Stack& stack) {
  Slot loss = Slot::Ineffectual;
  for (const SlotRow& row : kStack)
    if (row.slot != Slot::Useful && row.slot != Slot::Vector && stack[row.slot] > stack[loss]) loss = row.slot;
  return loss;
}

TwistSearch search_twist(Laboratory& laboratory, const Contest& contest, const Subject& opponent, const Setting& setting, BrokenAxis broken) {
  TwistSearch search;
  const Stack stack = laboratory.run(contest.proposal, setting).stack();
  search.largest_loss = largest_loss(stack);
  search.loss_share = static_cast<double>(stack[search.largest_loss]) / static_cast<double>(stack.total());
  search.broken = broken;
  search.gain = gain_at_equal_area(laboratory, {contest.proposal, opponent}, setting);
  const double dropped = laboratory.run(contest.proposal, setting).dropped_energy_share();
  for (const bool keyed : {true, false}) {
    if (!keyed && search.best() != nullptr) break;
    for (const TwistRow& row : twist_table()) {
      if (answers(row, search.largest_loss, broken) != keyed) continue;
      std::optional<TwistTrial> trial = attempt(laboratory, row, contest, opponent, setting);
      if (!trial) continue;
      trial->comparable = trial->dropped_energy <= dropped + 0.005;
      trial->keyed = keyed;
      search.trials.push_back(std::move(*trial));
    }
    std::stable_sort(search.trials.begin(), search.trials.end(),
                     [](const TwistTrial& a, const TwistTrial& b) { return a.comparable != b.comparable ? a.comparable : a.gain > b.gain; });
  }
  return search;
}

const TwistTrial* TwistSearch::best() const {
  if (trials.empty() || !trials.front().comparable || trials.front().gain <= 1.01 * gain) return nullptr;
  return &trials.front();
}

}  // namespace skeptic
