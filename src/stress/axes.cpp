#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/diagnostic.h"
#include "base/suggest.h"
#include "stress/axis_plans.h"

namespace skeptic {
namespace {

RealRange percent(const Distribution<double>& found) { return {100 * found.min, 100 * found.max}; }
RealRange real_density(const RealInputs& inputs) { return percent(inputs.density); }
RealRange real_spread(const RealInputs& inputs) { return percent(inputs.spread); }
RealRange real_swing(const RealInputs& inputs) { return percent(inputs.swing); }
RealRange real_deviation(const RealInputs& inputs) { return percent(inputs.deviation); }

// clang-format off
constexpr AxisRow kAxes[] = {
    {"activation-density", "Activation density", "share of the activations of one input that are not zero", " %", Watched::Speedup,
     "report the distribution of zeros over the inputs of your data set, and the speed-up at its dense tail", activation_density, real_density},
    {"input-variance", "Inputs that differ", "how far the zeros of an input are off, on average, around the same mean", " points", Watched::Speedup,
     "report the speed-up of every input, p50 and p99, and of a batch that waits for its slowest", varied_inputs, real_swing},
    {"channel-spread", "Uneven channels", "standard deviation of the zeros over the channels, at the same mean", " %", Watched::Speedup,
     "show queues, a pattern that bounds the work of every element, or channels sorted by density", channel_spread, real_spread},
    {"channel-halves", "Two halves of channels", "difference of zeros between the first and the last half of the channels, mean 40 %", " points",
     Watched::Speedup, "interleave the slices, or sort channels by density, and say what the sorting costs", channel_halves},
    {"row-spread", "Uneven output channels", "standard deviation of the zeros over the rows of the weights", " %", Watched::Speedup,
     "balance rows offline (sort, pair or interleave them), and show what is left at the measured spread", row_spread},
    {"balance", "Load balancing", "standard deviation of the zeros over the rows of the weights, for each strategy", " %", Watched::Speedup,
     "say which order of the rows or which queues balance your array, and charge what they cost", balance},
    {"decision-latency", "Latency of the decision", "from the last value that it needs to the choice", " cycles", Watched::Speedup,
     "show a decision pipeline that is shorter than this at your clock, as gates", decision_latency},
    {"decision-rate", "Rate of the decision", "cycles that a unit takes to decide", " cycles a unit", Watched::Speedup,
     "show deciders side by side that keep this rate, and their area", decision_rate},
    {"switch-cost", "Switching in mid-layer", "cycles of a step whose patterns differ from those before", " cycles", Watched::Speedup,
     "show that the selectors change in the shadow of a step, or choose larger units", switch_cost},
    {"index-storage", "Storage of the decision", "statistics, index buffers and tables on chip", " KiB", Watched::AreaGain,
     "keep less state than this, or show what else it does", index_storage},
    {"metadata-width", "Metadata on the read port", "time that the activations' read port takes for a word, of what is stated", " %", Watched::Speedup,
     "state the width of the index memory, and choose the encoding that survives it", metadata_width},
    {"banks", "Banks and ports", "banks of every row's or column's set, of either operand that is gathered", "", Watched::Speedup,
     "state banks and ports, and charge their area", banks},
    {"batch", "Batch", "images that run together", "", Watched::Speedup,
     "state the batch beside every number, and show the smallest at which the claim holds", batch_size},
    {"ragged-sizes", "Sizes that are no multiples", "channels or tokens more or fewer than a multiple of the array", " off the multiple", Watched::Speedup,
     "report real networks' odd layers one by one", ragged_sizes},
    {"odd-layers", "First and depthwise layers", "kind of layer", "", Watched::Speedup,
     "say what runs these layers, and count them in every total", odd_layers},
    {"attention", "Products of attention", "tokens; no operand is known before the input", " tokens", Watched::Speedup,
     "say what your mechanism does where both operands are activations", attention_products},
    {"adversarial-mask", "The input that hurts most", "activations that are not zero; where, a seeded search decides", " %", Watched::Speedup,
     "bound the work of every element in every step, or show why such inputs do not come", adversarial_mask},
    {"activation-function", "Activation function", "what makes the zeros", "", Watched::Speedup,
     "show accuracy and zeros with the function that your networks really use", activation_functions},
    {"previous-input", "Choice from the previous input", "how far the zeros of an image are off, on average", " points", Watched::Kept,
     "show the misprediction rate on video and on shuffled images, and the accuracy with it", previous_input, real_deviation},
    {"dram-bandwidth", "DRAM bandwidth", "time that DRAM takes for a bit, of what is stated, for both designs", " %", Watched::Speedup,
     "state the bandwidth at which the claim was measured, and show the roofline", dram_bandwidth},
    {"read-width", "Read ports", "time that the buffers' read ports take for a word, of what is stated, for both designs", " %", Watched::Speedup,
     "show that a memory of this width closes at your clock, or choose tiles that read less", read_width},
    {"precision", "Precision", "bits of a value; metadata keep theirs", "", Watched::Speedup,
     "show the claim at eight bits and below, where metadata weigh more", precision},
    {"scale", "Scale to 400 TOPS", "arrays on one DRAM channel, tiles dealt in turn, both designs with as many", " arrays", Watched::Speedup,
     "show the bandwidth, or the sharing of operands between arrays, that keeps all of them busy", scale},
};
// clang-format on

}  // namespace

std::span<const AxisRow> axes() { return kAxes; }

const AxisRow& axis(const std::string& name) {
  std::vector<std::string> names;
  for (const AxisRow& row : kAxes) {
    if (row.name == name) return row;
    names.emplace_back(row.name);
  }
  throw UserError(Diagnostic{DiagnosticId::CommandLine,
                             {},
                             fmt::format("there is no axis \"{}\"", name),
                             fmt::format("{}", fmt::join(names, ", ")),
                             did_you_mean(name, names)});
}

std::string axes_markdown() {
  std::string text =
      "# The axes of the stress test\n\n"
      "`skeptic stress PROPOSAL` varies one thing at a time and measures the claim along it: at the samples of the axis, and between them by "
      "bisection to the\n"
      "next integer, or to a percent of where it stands. What it finds of each axis:\n\n"
      "- the *curve*, by every way along it that makes a difference (decided per tile or at use, blocked or interleaved slices, every encoding);\n"
      "- the *break point* of the claim, and of being faster than the baseline at all: the last place at which it holds and the first at which it "
      "does not. A curve\n"
      "  that rises and falls breaks where it first falls below;\n"
      "- the *cause*: what takes most of the lane slots that the proposal loses from the best place to the worst, by the cycle stack;\n"
      "- where *measured* inputs lie, of the traced network or of those that Skeptic ships, where inputs say something about the axis;\n"
      "- the condition that would lift the objection. A design without the mechanism is spared, with the reason.\n\n"
      "Axes of the inputs and `scale` run on synthetic tensors; of networks with more than 200 million multiplications on the "
      "largest layers of three shapes,\n"
      "`batch` on one with many weights, and `input-variance` on the largest alone. All other axes run on what was asked for. Ctrl-C prints what is "
      "finished.\n\n"
      "| axis | what it varies | watches | to lift the objection |\n|---|---|---|---|\n";
  for (const AxisRow& row : kAxes) {
    const std::string_view watches = row.watched == Watched::Kept       ? "energy kept"
                                     : row.watched == Watched::AreaGain ? "gain at equal area"
                                                                        : "speed-up";
    text += fmt::format("| `{}` | {} | {} | {} |\n", row.name, row.varies, watches, row.lifts);
  }
  return text;
}

AxisPlan spared(std::string why) {
  AxisPlan plan;
  plan.spared = std::move(why);
  return plan;
}

}  // namespace skeptic
