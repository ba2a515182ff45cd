#include "stress/measured_switches.h"

#include <fmt/format.h>

#include "design/resolved.h"

namespace skeptic {

std::vector<MeasuredSwitches> measured_switches(Laboratory& laboratory, const AxisCase& of) {
  const std::int64_t cycles_each = resolve(of.contest.proposal.design()).activations.decide->switch_cycles;
  std::vector<MeasuredSwitches> all;
  for (const Setting& setting : of.measured) {
    const NetworkCounts& counts = laboratory.run(of.contest.proposal, setting);
    const Stack stack = counts.stack();
    MeasuredSwitches& found = all.emplace_back();
    found.setting = setting, found.network = counts.network, found.inputs = counts.inputs, found.cycles_each = cycles_each;
    found.switches = counts.switches(), found.compute_cycles = counts.compute_cycles();
    found.share = static_cast<double>(stack[Slot::Switch]) / static_cast<double>(stack.total());
    for (const LayerCounts& layer : counts.layers) {
      if (layer.switches == 0) continue;
      const MeasuredSwitches::Busiest one{layer.name, layer.switches, layer.compute_cycles};
      if (!found.busiest || one.period() < found.busiest->period()) found.busiest = one;
    }
  }
  return all;
}

std::string text(const MeasuredSwitches& found) {
  std::string line = fmt::format("measured: on {} input{} of {} patterns change {} times", found.inputs, found.inputs == 1 ? "" : "s", found.network,
                                 found.switches);
  if (found.busiest)
    line +=
        fmt::format(", once in {:.1f} cycles of computing; most often in {}, once in {:.1f}; at {} cycles each that is {:.1f} % of the lane slots",
                    found.period(), found.busiest->layer, found.busiest->period(), found.cycles_each, 100 * found.share);
  return line;
}

}  // namespace skeptic
