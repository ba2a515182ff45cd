#include "stress/measured_inputs.h"

namespace skeptic {

MeasuredInputs measured_inputs(Laboratory& laboratory, const Contest& contest, const Setting& setting) {
  Comparison comparison = compare(laboratory, contest, setting);
  Distribution<double> speedups = distribution(comparison.speedups());
  MeasuredInputs found{std::move(comparison), speedups};
  const NetworkCounts& counts = laboratory.run(contest.proposal, setting);
  found.dropped_energy = counts.dropped_energy_share();
  found.weights_kept = counts.weights_kept_magnitude();
  found.whole = laboratory.accuracy(setting, nullptr);
  found.baseline = laboratory.accuracy(setting, &contest.baseline);
  found.proposal = laboratory.accuracy(setting, &contest.proposal);
  return found;
}

}  // namespace skeptic
