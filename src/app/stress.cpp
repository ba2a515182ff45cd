// skeptic stress PROPOSAL [BASELINE]: every axis until it breaks.
#include "report/stress.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <memory>
#include <utility>

#include "app/commands.h"
#include "app/options.h"
#include "app/outputs.h"
#include "app/progress.h"
#include "app/tracer.h"
#include "base/diagnostic.h"
#include "report/audit.h"
#include "review/asked.h"
#include "review/compared.h"

namespace skeptic {
namespace {

struct Options {
  std::string proposal, baseline;
  std::vector<std::string> axes;
  bool audit = false;
  std::optional<double> claim;
  SettingOptions setting;
  SetOptions set, set_baseline;
  OutputOptions outputs;
};

constexpr int kInterrupted = 130;
constexpr std::int64_t kMostKept = std::int64_t{350} << 20;  ///< bytes of tensors and masks: many settings run
std::atomic<bool> interrupted_by_user{false};
struct Interrupted {};

void interrupt(int) { interrupted_by_user = true; }

int stress(Options options, const CLI::App& command) {
  options.setting.check(command);
  std::vector<std::string> inputs = files_of(options.setting.setting);
  inputs.insert(inputs.end(), {options.proposal, options.baseline});
  options.outputs.check(inputs);
  std::vector<const AxisRow*> rows;
  for (const std::string& name : options.axes) rows.push_back(&axis(name));
  const bool audits = options.audit || rows.empty();
  if (rows.empty() && !options.audit)
    for (const AxisRow& row : axes()) rows.push_back(&row);

  ProgressLine line;
  Laboratory laboratory(
      [&](const Progress& progress) {
        if (interrupted_by_user) throw Interrupted{};
        line.show(progress);
      },
      learn_tracer());
  laboratory.limit_memory(options.setting.memory_limit());
  laboratory.keep_at_most(kMostKept);
  ReviewRequest request{options.set.apply(options.proposal), std::nullopt, options.setting.setting, options.setting.network_given,
                        command.count("--batch") > 0};
  if (!options.baseline.empty()) request.baseline = options.set_baseline.apply(options.baseline);
  if (options.baseline.empty() && !options.set_baseline.sets.empty())
    throw UserError(Diagnostic{DiagnosticId::CommandLine, {}, "--set-baseline is for a baseline", "a second design", {}});
  AxisCase of = axis_case(laboratory, request);
  if (options.claim) of.claimed = *options.claim;
  if (!std::isfinite(of.claimed))
    throw UserError(Diagnostic{DiagnosticId::CommandLine, {}, fmt::format("--claim {} is no speed-up", of.claimed), "a number such as 1.3", {}});

  const bool prints = !options.outputs.to_standard_output();
  // Printed with the first result: what is wrong with the request is told by itself.
  bool headed = !prints;
  const auto head = [&] {
    if (!std::exchange(headed, true)) fmt::print("{}", stress_head(of, request.proposal.design().unknowns(), colour_wanted()));
  };
  std::vector<AxisFinding> findings;
  std::vector<RealInputs> real;
  std::optional<Audit> assumed;
  std::signal(SIGINT, interrupt);
  try {
    of.measured = measured_settings(laboratory, of.setting);
    if (std::any_of(rows.begin(), rows.end(), [](const AxisRow* row) { return row->real != nullptr; })) {
      laboratory.say("inputs of networks that run", 0);
      real = real_inputs_of(laboratory, of.measured);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double share = static_cast<double>(i) / static_cast<double>(rows.size());
      laboratory.say(std::string(rows[i]->title), share);
      findings.push_back(run_axis(laboratory, *rows[i], of, real));
      line.clear();
      if (!prints) continue;
      head();
      fmt::print("{}", axis_text(findings.back(), real, colour_wanted()));
      std::fflush(stdout);
    }
    if (audits) {
      laboratory.say("hidden assumptions", 1);
      assumed = audit(laboratory, of);
      line.clear();
      head();
      if (prints) fmt::print("{}", audit_text(*assumed, colour_wanted()));
    }
  } catch (const Interrupted&) {
    line.clear();
  } catch (const UserError&) {
    if (!interrupted_by_user) throw;  // a program that was started was interrupted, too
    line.clear();
  }
  std::signal(SIGINT, SIG_DFL);
  if (options.outputs.wanted()) {
    Json json = stress_json(of, findings, real);
    if (assumed) json["audit"] = audit_json(*assumed);
    options.outputs.write({stressed(laboratory, of, findings, assumed), json});
  }
  if (prints) fmt::print("{}", stress_summary(findings, colour_wanted()));
  if (!interrupted_by_user) return 0;
  fmt::print(stderr, "interrupted: {} of {} axes are finished\n", findings.size(), rows.size());
  return kInterrupted;
}

}  // namespace

Command add_stress(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("stress", "Every axis until the claim breaks: density, imbalance, latency, metadata, bandwidth, shapes …");
  command->add_option("proposal", options->proposal, "The proposal: a design file")->required()->type_name("PROPOSAL");
  command->add_option("baseline", options->baseline, "What it claims to beat (default: what its claim is over, else what it extends)")
      ->type_name("BASELINE");
  std::string names;
  for (const AxisRow& row : axes()) names += fmt::format("{}{}", names.empty() ? "" : ", ", row.name);
  command->add_option("--axis", options->axes, "This axis alone, as often as wanted: " + names)->type_name("NAME")->allow_extra_args(false);
  command->add_flag("--audit", options->audit, "The hidden assumptions, each taken away, and the axes that --axis names");
  command->add_option("--claim", options->claim, "The speed-up that is claimed (default: the file's claim)")
      ->type_name("X")
      ->check(CLI::Range(0.01, 100000.0));
  options->setting.add_to(*command);
  options->set.add_to(*command);
  command->add_option("--set-baseline", options->set_baseline.sets, "Change one key of the baseline")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  options->outputs.add_to(*command);
  command->footer(
      "Examples:\n"
      "  skeptic stress examples/dynamic-4of8.yaml\n"
      "  skeptic stress examples/dynamic-4of8.yaml --axis decision-latency --axis dram-bandwidth --network vit-b-16\n"
      "  skeptic stress proposal.yaml ampere-2to4 --network resnet20 --json stress.json\n"
      "Ctrl-C prints what is finished and ends with 130.");
  return [options, command] { return stress(*options, *command); };
}

}  // namespace skeptic
