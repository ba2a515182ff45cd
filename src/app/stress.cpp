// skeptic stress PROPOSAL [BASELINE]: every axis until it breaks.
#include "report/stress.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <memory>

#include "app/commands.h"
#include "app/options.h"
#include "app/progress.h"
#include "app/tracer.h"
#include "base/diagnostic.h"
#include "review/asked.h"

namespace skeptic {
namespace {

struct Options {
  std::string proposal, baseline;
  std::vector<std::string> axes;
  std::optional<double> claim;
  SettingOptions setting;
  SetOptions set;
  JsonOption json;
};

constexpr int kInterrupted = 130;
constexpr std::int64_t kMeasuredInputs = 16;
std::atomic<bool> g_interrupted{false};
struct Interrupted {};

void interrupt(int) { g_interrupted = true; }

/// What real inputs look like: those of the setting where they are measured, else those of the networks that Skeptic ships and that hold zeros.
std::vector<RealInputs> measured(Laboratory& laboratory, const AxisCase& of, const std::vector<const AxisRow*>& rows) {
  if (std::none_of(rows.begin(), rows.end(), [](const AxisRow* row) { return row->real != nullptr; })) return {};
  laboratory.say("inputs of networks that run", 0);
  if (of.setting.traced() || of.setting.shipped()) return {real_inputs(laboratory, of.setting, kMeasuredInputs)};
  std::vector<RealInputs> found;
  for (const char* network : {"shapes-cnn", "shapes-vit-relu"}) {
    if (!laboratory.runs_networks()) break;
    Setting shipped;
    shipped.network = network;
    found.push_back(real_inputs(laboratory, shipped, kMeasuredInputs));
    laboratory.forget(shipped);
  }
  return found;
}

int stress(Options options, const CLI::App& command) {
  options.setting.check(command);
  options.json.check();
  std::vector<const AxisRow*> rows;
  for (const std::string& name : options.axes) rows.push_back(&axis(name));
  if (rows.empty())
    for (const AxisRow& row : axes()) rows.push_back(&row);

  ProgressLine line;
  Laboratory laboratory(
      [&](const Progress& progress) {
        if (g_interrupted) throw Interrupted{};
        line.show(progress);
      },
      learn_tracer());
  laboratory.limit_memory(options.setting.memory_limit());
  ReviewRequest request{options.set.apply(options.proposal), std::nullopt, options.setting.setting, options.setting.network_given,
                        command.count("--batch") > 0};
  if (!options.baseline.empty()) request.baseline = Subject::load(options.baseline);
  AxisCase of = axis_case(laboratory, request);
  if (options.claim) of.claimed = *options.claim;

  const bool prints = !options.json.to_standard_output();
  if (prints) fmt::print("{}", stress_head(of, colour_wanted()));
  std::vector<AxisFinding> findings;
  std::vector<RealInputs> real;
  std::signal(SIGINT, interrupt);
  try {
    real = measured(laboratory, of, rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double share = static_cast<double>(i) / static_cast<double>(rows.size());
      laboratory.say(std::string(rows[i]->title), share);
      findings.push_back(run_axis(laboratory, *rows[i], of, real));
      line.clear();
      if (!prints) continue;
      fmt::print("{}", axis_text(findings.back(), real, colour_wanted()));
      std::fflush(stdout);
    }
  } catch (const Interrupted&) {
    line.clear();
  } catch (const UserError&) {
    if (!g_interrupted) throw;  // a program that was started was interrupted, too
    line.clear();
  }
  std::signal(SIGINT, SIG_DFL);
  if (options.json.wanted()) options.json.write(stress_json(of, findings, real));
  if (prints) fmt::print("{}", stress_summary(findings, colour_wanted()));
  if (!g_interrupted) return 0;
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
  command->add_option("--claim", options->claim, "The speed-up that is claimed (default: the file's claim)")
      ->type_name("X")
      ->check(CLI::Range(0.01, 100000.0));
  options->setting.add_to(*command);
  options->set.add_to(*command);
  options->json.add_to(*command);
  command->footer(
      "Examples:\n"
      "  skeptic stress examples/dynamic-4of8.yaml\n"
      "  skeptic stress examples/dynamic-4of8.yaml --axis decision-latency --axis dram-bandwidth --network vit-b-16\n"
      "  skeptic stress proposal.yaml ampere-2to4 --network resnet20 --json stress.json");
  return [options, command] { return stress(*options, *command); };
}

}  // namespace skeptic
