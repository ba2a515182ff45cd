// skeptic compare PROPOSAL BASELINE: speed-up, and gain at equal area.
#include <fmt/format.h>

#include <memory>

#include "app/commands.h"
#include "app/options.h"
#include "app/progress.h"
#include "app/tracer.h"
#include "report/comparison.h"

namespace skeptic {
namespace {

struct Options {
  std::string proposal, baseline;
  SettingOptions setting;
  SetOptions set, set_baseline;
  JsonOption json;
};

int compare_designs(Options options, const CLI::App& command) {
  options.setting.check(command);
  options.json.check();
  ProgressLine line;
  Laboratory laboratory([&](const Progress& progress) { line.show(progress); }, learn_tracer());
  laboratory.limit_memory(options.setting.memory_limit());
  const Contest contest{options.set.apply(options.proposal), options.set_baseline.apply(options.baseline)};
  laboratory.say("the proposal", 0, 0.25);
  laboratory.run(contest.proposal, options.setting.setting);
  laboratory.say("the baseline", 0.25, 0.5);
  const Comparison comparison = compare(laboratory, contest, options.setting.setting);
  laboratory.say("the baseline at the proposal's area", 0.5);
  const std::vector<AreaGain> gains = gains_at_equal_area(laboratory, contest, options.setting.setting);
  line.clear();
  if (options.json.wanted()) options.json.write(comparison_json(comparison, gains));
  if (!options.json.to_standard_output()) fmt::print("{}", comparison_text(comparison, gains, colour_wanted()));
  return 0;
}

}  // namespace

Command add_compare(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("compare", "Speed-up of one design over another, each at its own area and at equal area");
  command->add_option("proposal", options->proposal, "A design")->required()->type_name("PROPOSAL");
  command->add_option("baseline", options->baseline, "What it is compared with")->required()->type_name("BASELINE");
  options->setting.add_to(*command);
  command->add_option("--weights", options->setting.setting.weights_file, "Weights of the network, .safetensors")->type_name("FILE");
  command->add_option("--activations", options->setting.setting.activations_file, "Recorded activations, .safetensors")->type_name("FILE");
  options->set.add_to(*command);
  command->add_option("--set-baseline", options->set_baseline.sets, "Change one key of the baseline")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  options->json.add_to(*command);
  command->footer(
      "Example:\n  skeptic compare examples/dynamic-4of8.yaml ampere-2to4 --network resnet50 --set operands.activations.decide.latency='3 cycles'");
  return [options, command] { return compare_designs(*options, *command); };
}

}  // namespace skeptic
