#include "stress/equal_area.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <functional>

#include "base/diagnostic.h"
#include "cost/interval.h"
#include "cost/power.h"
#include "design/inherit.h"

namespace skeptic {
namespace {

/// Square millimetres, or watts, of a design's arrays.
using Measure = std::function<double(const ResolvedDesign&)>;

Measure area_of_arrays(const Technology& technology) {
  return [&technology](const ResolvedDesign& design) { return area(inventory(design, technology)).arrays; };
}

/// Arrays that anyone would try at a target: of the baseline's rows and columns an eighth to sixteen times as many by powers of two, at most four
/// times as oblong as its own, with at least half of the elements of the largest that fits; and its own, where that fits.
std::vector<ArrayShape> rival_shapes(const ResolvedDesign& baseline, const Measure& measure, double target) {
  constexpr int kSmallest = -3, kLargest = 4, kOblong = 2;
  const ArrayShape own{baseline.array_m, baseline.array_n};
  const auto scaled = [](std::int64_t side, int power) -> std::int64_t {
    if (power >= 0) return side << power;
    return side % (std::int64_t{1} << -power) == 0 ? side >> -power : 0;
  };
  std::vector<ArrayShape> fitting;
  std::int64_t most = 0;
  for (int m = kSmallest; m <= kLargest; ++m)
    for (int n = std::max(kSmallest, m - kOblong); n <= std::min(kLargest, m + kOblong); ++n) {
      const ArrayShape shape{scaled(own.m, m), scaled(own.n, n)};
      if (shape.m == 0 || shape.n == 0 || measure(with_array(baseline, shape)) > target) continue;
      fitting.push_back(shape);
      most = std::max(most, shape.m * shape.n);
    }
  std::erase_if(fitting, [&](const ArrayShape& shape) { return 2 * shape.m * shape.n < most && shape != own; });
  return fitting;
}

/// The cycles of an opponent with another array. One that asks for more than the opponent's buffers hold is nobody's machine: it stays what it is.
std::int64_t cycles_with(Laboratory& laboratory, const Subject& subject, const Setting& setting, ArrayShape shape) {
  try {
    return laboratory.run(with_shape(subject, shape), setting).cycles();
  } catch (const UserError& error) {
    for (const Diagnostic& one : error.diagnostics())
      if (one.id != DiagnosticId::LayerBuffer) throw;
    return laboratory.run(subject, setting).cycles();
  }
}

/// The opponent's time at a target over the proposal's.
double gain_at(Laboratory& laboratory, const Contest& contest, const Setting& setting, const ArraysAround& around, const Measure& measure) {
  const ResolvedDesign proposal = resolve(contest.proposal.design()), baseline = resolve(contest.baseline.design());
  const auto cycles_of = [&](ArrayShape shape) { return static_cast<double>(cycles_with(laboratory, contest.baseline, setting, shape)); };
  const double slow = 1 / cycles_of(around.below.shape), fast = 1 / cycles_of(around.above.shape), span = around.above.value - around.below.value;
  double cycles = 1 / (span > 0 ? slow + (fast - slow) * (around.target - around.below.value) / span : slow);
  for (const ArrayShape& shape : rival_shapes(baseline, measure, around.target)) cycles = std::min(cycles, cycles_of(shape));
  return cycles / baseline.clock.value() / seconds(proposal, laboratory.run(contest.proposal, setting).cycles());
}

/// Whether a subject resolves; one that does not is no opponent.
bool stands(const Subject& subject) {
  try {
    resolve(subject.design());
    return true;
  } catch (const UserError&) {
    return false;
  }
}

}  // namespace

Subject with_shape(const Subject& subject, ArrayShape shape) {
  const ResolvedDesign design = with_array(resolve(subject.design()), shape);
  Subject changed = subject.with({{"fabric.array.m", fmt::format("{}", shape.m)}, {"fabric.array.n", fmt::format("{}", shape.n)}});
  return design.tile ? changed : changed.with("tile", "auto");
}

std::optional<AreaGain> area_gain(Laboratory& laboratory, const Contest& contest, const Setting& setting, Denominator denominator) {
  const ResolvedDesign proposal = resolve(contest.proposal.design()), baseline = resolve(contest.baseline.design());
  const Technology technology = load_technology(proposal.technology);
  const auto cycles_of = [&](const ResolvedDesign& design) {
    return cycles_with(laboratory, contest.baseline, setting, {design.array_m, design.array_n});
  };
  const std::optional<IsoArea> iso = iso_area(baseline, proposal, technology, denominator, IsoRule::Proportional, cycles_of);
  if (!iso) return std::nullopt;
  AreaGain gain;
  gain.denominator = denominator;
  gain.iso = *iso;
  gain.proposal_area = iso->target;
  gain.cycles = iso->cycles;
  for (const ArrayShape& shape : rival_shapes(baseline, area_of_arrays(technology), iso->target)) {
    const auto cycles = static_cast<double>(cycles_of(with_array(baseline, shape)));
    if (cycles < gain.cycles) gain.cycles = cycles, gain.array = shape;
  }
  const double proposal_seconds = seconds(proposal, laboratory.run(contest.proposal, setting).cycles());
  gain.gain = gain.cycles / baseline.clock.value() / proposal_seconds;
  return gain;
}

double gain_at_growth(Laboratory& laboratory, const Contest& contest, const Setting& setting, double growth) {
  const ResolvedDesign baseline = resolve(contest.baseline.design());
  const Technology technology = load_technology(resolve(contest.proposal.design()).technology);
  const Measure measure = area_of_arrays(technology);
  return gain_at(laboratory, contest, setting, arrays_around(baseline, measure(baseline) * growth, measure), measure);
}

GainInterval gain_interval(Laboratory& laboratory, const Contest& contest, const Setting& setting, Denominator denominator) {
  const ResolvedDesign proposal = resolve(contest.proposal.design()), baseline = resolve(contest.baseline.design());
  const Technology technology = load_technology(proposal.technology);
  const bool arrays_alone = denominator == Denominator::Arrays;
  const Interval ratio =
      ratio_interval(area_terms(inventory(baseline, technology), arrays_alone), area_terms(inventory(proposal, technology), arrays_alone));
  // Arrays come in steps, so that the ends of the ratio need not be the ends of the gain.
  const double gains[] = {gain_at_growth(laboratory, contest, setting, ratio.low), gain_at_growth(laboratory, contest, setting, ratio.value),
                          gain_at_growth(laboratory, contest, setting, ratio.high)};
  return {*std::min_element(std::begin(gains), std::end(gains)), *std::max_element(std::begin(gains), std::end(gains))};
}

double gain_at_equal_power(Laboratory& laboratory, const Contest& contest, const Setting& setting) {
  const ResolvedDesign proposal = resolve(contest.proposal.design()), baseline = resolve(contest.baseline.design());
  const Technology technology = load_technology(proposal.technology);
  const Measure measure = [&](const ResolvedDesign& design) { return peak_power(design, inventory(design, technology), technology).arrays(); };
  return gain_at(laboratory, contest, setting, iso_power(baseline, proposal, technology, IsoRule::Proportional), measure);
}

double energy_delay_gain(Laboratory& laboratory, const Contest& contest, const Setting& setting) {
  const auto product = [&](const Subject& subject) {
    const ResolvedDesign design = resolve(subject.design());
    const NetworkCounts& counts = laboratory.run(subject, setting);
    return energy(design, counts).total() * seconds(design, counts.cycles());
  };
  return product(contest.baseline) / product(contest.proposal);
}

OtherGains other_gains(Laboratory& laboratory, const Contest& contest, const Setting& setting) {
  OtherGains found;
  for (const Denominator denominator : {Denominator::Arrays, Denominator::ArraysAndBuffers})
    found.intervals.emplace_back(denominator, gain_interval(laboratory, contest, setting, denominator));
  found.power = gain_at_equal_power(laboratory, contest, setting);
  found.energy_delay = energy_delay_gain(laboratory, contest, setting);
  return found;
}

std::vector<Opponent> opponents(const Contest& contest) {
  std::vector<Opponent> found{{contest.baseline.design().name + " as stated", contest.baseline}};
  const ResolvedDesign proposal = resolve(contest.proposal.design()), baseline = resolve(contest.baseline.design());
  const Pattern& pattern = proposal.weights.pattern;
  if (pattern != baseline.weights.pattern && pattern.density() >= baseline.weights.pattern.density()) try {
      Subject other = contest.baseline.with("operands.weights.pattern", "\"" + pattern.text() + "\"");
      if (stands(other)) found.push_back({fmt::format("{} with {} weights", contest.baseline.design().name, pattern.text()), other});
    } catch (const UserError&) {
      // The baseline's fabric cannot take that pattern; it is no opponent then.
    }
  if (!chooses_at_run_time(contest.proposal.design())) return found;
  for (const Pattern& fixed : proposal.activations.patterns) {
    if (!fixed.structured()) continue;
    const Subject other =
        contest.proposal.with({{"operands.activations.chosen", "fixed"}, {"operands.activations.pattern", "\"" + fixed.text() + "\""}});
    if (stands(other)) found.push_back({fmt::format("the proposal's own fabric with {} imposed on every unit", fixed.text()), other});
  }
  return found;
}

EqualArea equal_area(Laboratory& laboratory, const Contest& contest, const Setting& setting, const WorseAnswers& worse_answers) {
  EqualArea found;
  found.opponents = opponents(contest);
  found.proposal_dropped_energy = laboratory.run(contest.proposal, setting).dropped_energy_share();
  double least = 0;
  for (std::size_t i = 0; i < found.opponents.size(); ++i) {
    Opponent& opponent = found.opponents[i];
    opponent.dropped_energy = laboratory.run(opponent.subject, setting).dropped_energy_share();
    if (i > 0 && opponent.dropped_energy > found.proposal_dropped_energy) opponent.barred = "it drops more than the proposal";
    if (i > 0 && opponent.eligible() && worse_answers) opponent.barred = worse_answers(opponent.subject);
    if (!opponent.eligible()) continue;
    const double gain = gain_at_equal_area(laboratory, {contest.proposal, opponent.subject}, setting);
    if (i == 0 || gain < least) least = gain, found.strongest = i;
  }
  const Contest strongest{contest.proposal, found.opponents[found.strongest].subject};
  found.speedup_over_strongest = compare(laboratory, strongest, setting).speedup();
  found.gains = gains_at_equal_area(laboratory, strongest, setting);
  return found;
}

std::vector<AreaGain> gains_at_equal_area(Laboratory& laboratory, const Contest& contest, const Setting& setting) {
  std::vector<AreaGain> gains;
  for (const DenominatorRow& row : kDenominators)
    if (const std::optional<AreaGain> gain = area_gain(laboratory, contest, setting, row.denominator)) gains.push_back(*gain);
  return gains;
}

double gain_at_equal_area(Laboratory& laboratory, const Contest& contest, const Setting& setting, Denominator denominator) {
  return area_gain(laboratory, contest, setting, denominator)->gain;
}

}  // namespace skeptic
