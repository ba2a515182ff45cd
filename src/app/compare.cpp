// skeptic compare A B …: two designs or many on one network, each at its own area and at the area of the first.
#include <fmt/format.h>

#include <memory>
#include <optional>

#include "app/commands.h"
#include "app/options.h"
#include "app/outputs.h"
#include "app/progress.h"
#include "app/timeline_option.h"
#include "app/tracer.h"
#include "base/diagnostic.h"
#include "report/comparison.h"
#include "report/lineup.h"
#include "review/compared.h"

namespace skeptic {
namespace {

struct Options {
  std::vector<std::string> designs;
  bool library = false;
  SettingOptions setting;
  SetOptions set, set_baseline;
  OutputOptions outputs;
  TimelineOption timeline;
};

void check(const Options& options) {
  const auto fail = [](std::string message, std::string expected, std::string suggestion) {
    throw UserError(Diagnostic{DiagnosticId::CommandLine, {}, std::move(message), std::move(expected), std::move(suggestion)});
  };
  if (options.designs.size() < 2 && !options.library)
    fail("there is nothing to compare " + options.designs.front() + " with", "a second design, or --library: every design of the library that runs",
         "for example: skeptic compare " + options.designs.front() + " ampere-2to4");
  if (!options.set_baseline.sets.empty() && (options.designs.size() != 2 || options.library))
    fail("--set-baseline is for the second of two designs", "two designs, without --library", "--set changes the first of any number");
  if (options.timeline.wanted() && (options.designs.size() != 2 || options.library))
    fail("--perfetto is for two designs", "two designs, without --library", "skeptic simulate DESIGN --perfetto FILE writes it of one");
}

int compare_designs(Options options, const CLI::App& command) {
  check(options);
  options.setting.check(command);
  std::vector<std::string> inputs = files_of(options.setting.setting);
  inputs.insert(inputs.end(), options.designs.begin(), options.designs.end());
  options.outputs.check(inputs, {options.timeline.output()});
  options.timeline.check(options.setting.setting);
  std::vector<Subject> subjects;
  for (const std::string& design : options.designs)
    subjects.push_back(subjects.empty()       ? options.set.apply(design)
                       : subjects.size() == 1 ? options.set_baseline.apply(design)
                                              : Subject::load(design));
  const Setting& setting = options.setting.setting;
  const bool two = subjects.size() == 2 && !options.library;
  ProgressLine line;
  Laboratory laboratory([&](const Progress& progress) { line.show(progress); }, learn_tracer());
  laboratory.limit_memory(options.setting.memory_limit());
  Json json;
  std::string text;
  std::optional<Pair> pair;
  const Lineup lineup = line_up(laboratory, subjects, options.library, setting, 0, two ? 0.8 : 1);
  json = lineup_json(lineup);
  std::string trace;
  if (two) {
    laboratory.say("the other denominators", 0.8, 1);
    const Contest contest{subjects[0], subjects[1]};
    pair = Pair{compare(laboratory, contest, setting), gains_at_equal_area(laboratory, contest, setting), other_gains(laboratory, contest, setting)};
    json.update(comparison_json(pair->comparison, pair->gains, pair->other));
    trace = options.timeline.trace_of(laboratory, contest, setting);
    text = comparison_text(pair->comparison, pair->gains, pair->other, colour_wanted()) + "\n";
  }
  text += lineup_text(lineup, colour_wanted());
  if (options.outputs.wanted()) options.outputs.write({compared(laboratory, lineup, pair), json});
  options.timeline.write(trace);
  line.clear();
  if (!options.outputs.to_standard_output() && !options.timeline.to_standard_output()) fmt::print("{}", text);
  return 0;
}

}  // namespace

Command add_compare(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("compare", "Designs beside each other on one network, at their own areas and at the area of the first");
  command->add_option("designs", options->designs, "Designs; of two, the second is the baseline")->required()->type_name("DESIGN");
  command->add_flag("--library", options->library, "And every design of the library that runs");
  options->setting.add_to(*command);
  command->add_option("--weights", options->setting.setting.weights_file, "Weights of the network, .safetensors")->type_name("FILE");
  command->add_option("--activations", options->setting.setting.activations_file, "Recorded activations, .safetensors")->type_name("FILE");
  options->set.add_to(*command);
  command->add_option("--set-baseline", options->set_baseline.sets, "Of two designs, change one key of the second")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  options->outputs.add_to(*command);
  options->timeline.add_to(*command);
  command->footer(
      "Examples:\n"
      "  skeptic compare examples/dynamic-4of8.yaml ampere-2to4 --network resnet50 --set operands.activations.decide.latency='3 cycles'\n"
      "  skeptic compare dense ampere-2to4 s2ta highlight --network resnet20\n"
      "  skeptic compare my.yaml --library --network vit-b-16 --layers encoder.layers.encoder_layer_0.mlp.0");
  return [options, command] { return compare_designs(*options, *command); };
}

}  // namespace skeptic
