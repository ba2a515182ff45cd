// skeptic cost DESIGN [BASELINE]: area, peak power and their sources; what it adds to another design; on a network, energy, roofline and banking.
#include "report/cost.h"

#include <fmt/format.h>

#include <map>
#include <memory>

#include "app/commands.h"
#include "app/options.h"
#include "app/progress.h"
#include "app/synthesis_session.h"
#include "app/tracer.h"
#include "base/diagnostic.h"
#include "report/roofline.h"

namespace skeptic {
namespace {

struct Options {
  std::string design, baseline, against;
  SettingOptions setting;
  SetOptions set, set_baseline;
  SynthesisOptions synthesis;
  JsonOption json;
};

[[noreturn]] void fail(std::string message, std::string expected) {
  throw UserError(Diagnostic{DiagnosticId::CommandLine, {}, std::move(message), std::move(expected), {}});
}

/// Whether there is something to run. Options of a run need one of the three that say what.
bool runs(const CLI::App& command) {
  for (const char* what : {"--network", "--trace", "--fit"})
    if (command.count(what) > 0) return true;
  for (const char* option : {"--input", "--inputs", "--closed-loop", "--synthetic", "--batch", "--layers", "--zeros", "--spread", "--weight-zeros",
                             "--weight-spread", "--image-deviation", "--channel-zeros", "--seed", "--weights", "--activations", "--memory-limit"})
    if (command.count(option) > 0) fail(fmt::format("{} is of a run, and nothing is run", option), "--network NAME, --trace FILE or --fit FILE");
  return false;
}

std::optional<ResolvedDesign> baseline_of(const Options& options) {
  if (!options.baseline.empty() && !options.against.empty()) fail("two baselines are given", "a second design, or --against DESIGN");
  const std::string& name = options.baseline.empty() ? options.against : options.baseline;
  if (name.empty() && !options.set_baseline.sets.empty()) fail("--set-baseline is for a baseline", "a second design");
  if (name.empty()) return std::nullopt;
  return resolve(options.set_baseline.apply(name).design());
}

/// Modules from the tools, each once.
CostLogic from_tools(const SynthesisOptions& options) {
  struct Made {
    explicit Made(const SessionOptions& of) : session(of) {}
    SynthesisSession session;
    std::map<std::string, SynthesisEstimate> results;
    ProgressLine line;
  };
  auto made = std::make_shared<Made>(options.session);
  CostLogic logic;
  logic.source.name = fmt::format("synthesised now, Yosys and OpenSTA on {}", made->session.units().library);
  logic.source.of = [made](const RtlComponent& component) {
    const std::string name = text_of(component);
    if (const auto found = made->results.find(name); found != made->results.end()) return found->second;
    made->line.show(Progress{"synthesising " + component.module, 0});
    return made->results.emplace(name, estimate(component, made->session.synthesise(component))).first->second;
  };
  if (!options.session.liberty.empty()) logic.library = made->session.units();
  return logic;
}

int cost(Options options, const CLI::App& command) {
  const bool run = runs(command);
  if (run) options.setting.check(command);
  options.synthesis.check();
  std::vector<std::string> inputs = files_of(options.setting.setting);
  inputs.insert(inputs.end(), {options.design, options.baseline, options.against});
  inputs.insert(inputs.end(), options.synthesis.session.liberty.begin(), options.synthesis.session.liberty.end());
  options.json.check(inputs);
  const Subject subject = options.set.apply(options.design);
  const ResolvedDesign design = resolve(subject.design());
  const CostReport report =
      cost_report(design, baseline_of(options), options.synthesis.synthesise ? std::optional(from_tools(options.synthesis)) : std::nullopt);
  Json json = cost_json(report);
  std::string text = cost_text(report, colour_wanted());
  if (run) {
    ProgressLine line;
    Laboratory laboratory([&](const Progress& progress) { line.show(progress); }, learn_tracer());
    laboratory.limit_memory(options.setting.memory_limit());
    laboratory.expect_one_run();
    laboratory.say("simulating " + design.name, 0, 1);
    const NetworkCounts& counts = laboratory.run(subject, options.setting.setting);
    const Energy spent = energy(design, counts, report.technology);
    const Roofline roofs = roofline(design, counts);
    line.clear();
    json["network"] = counts.network;
    json["energy"] = run_power_json(spent);
    json["roofline"] = roofline_json(roofs);
    json["banking"] = banking_json(report.needs);
    text += fmt::format("\n  on {}\n", counts.network) + run_power_text(spent, colour_wanted()) + roofline_text(roofs, colour_wanted()) +
            banking_text(report.needs, colour_wanted());
  }
  if (options.json.wanted()) options.json.write(json);
  if (!options.json.to_standard_output()) fmt::print("{}", text);
  return 0;
}

}  // namespace

Command add_cost(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("cost", "Area and power of a design, part by part, with the source of every figure");
  command->add_option("design", options->design, "A design")->required()->type_name("DESIGN");
  command->add_option("baseline", options->baseline, "Show what the design adds to this one, and this one at equal area and power")
      ->type_name("BASELINE");
  command->add_option("--against", options->against, "The same as BASELINE")->type_name("BASELINE");
  options->setting.add_to(*command);
  command->add_option("--weights", options->setting.setting.weights_file, "Weights of the network, .safetensors")->type_name("FILE");
  command->add_option("--activations", options->setting.setting.activations_file, "Recorded activations, .safetensors")->type_name("FILE");
  options->synthesis.add_to(*command, "logic of rtl/ from your tools and library instead of the shipped table");
  options->set.add_to(*command);
  command->add_option("--set-baseline", options->set_baseline.sets, "Change one key of the baseline")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  options->json.add_to(*command);
  command->footer(
      "With --network, --trace or --fit the design runs: energy and average power, the roofline of every layer, and the buffers' width and banks.\n"
      "Examples:\n"
      "  skeptic cost ampere-2to4                                             inventory, area, peak power, what the tables leave open\n"
      "  skeptic cost examples/dynamic-4of8.yaml ampere-2to4                  and what it adds; the baseline at equal area and power\n"
      "  skeptic cost examples/dynamic-4of8.yaml --network resnet20 --json -  and a run's energy, roofline and banking\n"
      "  skeptic cost DESIGN --synthesise --liberty a.lib                     modules in a cell library of the design's node, with your tools");
  return [options, command] { return cost(*options, *command); };
}

}  // namespace skeptic
