// skeptic review PROPOSAL [BASELINE]: the four parts and the verdict.
#include "review/review.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

#include "app/commands.h"
#include "app/options.h"
#include "app/outputs.h"
#include "app/paper_draft.h"
#include "app/paper_file.h"
#include "app/progress.h"
#include "app/sibling_program.h"
#include "app/timeline_option.h"
#include "app/tracer.h"
#include "base/diagnostic.h"
#include "report/render.h"

namespace skeptic {
namespace {

constexpr std::int64_t kMostKept = std::int64_t{3} << 30;  ///< bytes of tensors and masks, of all settings

struct Options {
  std::string proposal, baseline, proposal_option, baseline_option;
  std::vector<std::string> accuracy_on;
  SettingOptions setting;
  SetOptions set;
  bool full = false;
  OutputOptions outputs;
  TimelineOption timeline;
};

/// The networks of --accuracy-on. Throws UserError.
std::vector<std::string> networks_for_accuracy(const std::vector<std::string>& asked) {
  if (asked == std::vector<std::string>{"none"}) return {};
  check_there(kLearnProgram);
  for (const std::string& network : asked)
    if (!is_shipped(network))
      throw UserError(Diagnostic{DiagnosticId::CommandLine,
                                 {},
                                 fmt::format("--accuracy-on {}: Skeptic ships no such network", network),
                                 fmt::format("{}, or none", fmt::join(kShippedNetworks, ", ")),
                                 {}});
  return asked;
}

/// --proposal and --baseline are other ways to say the first and the second name.
void name_designs(Options& options) {
  const auto fail = [](std::string message, std::string expected) {
    throw UserError(Diagnostic{DiagnosticId::CommandLine, {}, std::move(message), std::move(expected), {}});
  };
  const auto one_of = [&](std::string& name, const std::string& option, const char* which) {
    if (!name.empty() && !option.empty()) fail(fmt::format("there are two of the {}: {} and --{} {}", which, name, which, option), "one");
    if (name.empty()) name = option;
  };
  if (!options.proposal_option.empty() && !options.proposal.empty() && options.baseline.empty()) std::swap(options.proposal, options.baseline);
  one_of(options.proposal, options.proposal_option, "proposal");
  one_of(options.baseline, options.baseline_option, "baseline");
  if (options.proposal.empty()) fail("no proposal is named", "skeptic review PROPOSAL, a design file or a paper");
}

int review_proposal(Options options, const CLI::App& command) {
  name_designs(options);
  options.setting.check(command);
  std::vector<std::string> inputs = files_of(options.setting.setting);
  inputs.insert(inputs.end(), {options.proposal, options.baseline});
  if (is_paper(options.proposal)) inputs.push_back(draft_name(options.proposal, papers::PaperRole::Proposal, options.baseline));
  if (is_paper(options.baseline)) inputs.push_back(draft_name(options.baseline, papers::PaperRole::Baseline, options.proposal));
  options.outputs.check(inputs, {options.timeline.output()});
  options.timeline.check(options.setting.setting);
  std::optional<PaperSaid> said;
  // A baseline that cannot be read ends it before anything is written.
  const std::string baseline_named = options.baseline;
  if (!options.baseline.empty()) options.baseline = design_file_of(options.baseline, papers::PaperRole::Baseline, options.proposal);
  if (is_paper(options.proposal)) {
    PaperDraft draft = draft_of_paper(options.proposal, papers::PaperRole::Proposal, baseline_named);
    options.proposal = draft.file, said = std::move(draft.said);
  }
  ReviewRequest request{options.set.apply(options.proposal), std::nullopt, options.setting.setting, options.setting.network_given,
                        command.count("--batch") > 0};
  if (command.count("--accuracy-on") > 0) request.accuracy_on = networks_for_accuracy(options.accuracy_on);
  request.said = std::move(said);
  if (!options.baseline.empty()) request.baseline = Subject::load(options.baseline);
  ProgressLine line;
  Laboratory laboratory([&](const Progress& progress) { line.show(progress); }, learn_tracer());
  laboratory.limit_memory(options.setting.memory_limit());
  laboratory.keep_at_most(kMostKept);
  const CaseFile file = investigate(laboratory, request);
  const Document found = word(laboratory, file);
  const std::string trace = options.timeline.trace_of(laboratory, file.contest, file.setting);
  line.clear();
  options.outputs.write({found});
  options.timeline.write(trace);
  if (!options.outputs.to_standard_output() && !options.timeline.to_standard_output())
    fmt::print("{}", render_terminal(found, colour_wanted(), terminal_width(), options.full));
  return 0;
}

}  // namespace

Command add_review(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("review", "The Mirror, the Novelty Gap, the Mechanism Stress Test, the Twist, and a verdict");
  command->add_option("design", options->proposal, "The proposal: a design file, or a paper (.pdf, .txt, .md, .html, .tex)")->type_name("PROPOSAL");
  command->add_option("against", options->baseline, "What it claims to beat (default: what its claim is over, else what it extends)")
      ->type_name("BASELINE");
  command->add_option("--proposal", options->proposal_option, "The proposal, by name")->type_name("FILE");
  command->add_option("--baseline", options->baseline_option, "The baseline, by name: a design or a paper")->type_name("FILE");
  options->setting.add_to(*command);
  command->add_option("--weights", options->setting.setting.weights_file, "Weights of the network, .safetensors")->type_name("FILE");
  command->add_option("--activations", options->setting.setting.activations_file, "Recorded activations, .safetensors")->type_name("FILE");
  command->add_option("--accuracy-on", options->accuracy_on, "Of the networks that Skeptic ships, those that run for accuracy, or none (all)")
      ->delimiter(',')
      ->type_name("A,B");
  options->set.add_to(*command);
  command->add_flag("--full", options->full, "Print every table, and the evidence of every number: the command that repeats it");
  options->outputs.add_to(*command);
  options->timeline.add_to(*command);
  command->footer(
      "Examples:\n"
      "  skeptic review examples/dynamic-4of8.yaml                                   three pages; all of it with --full\n"
      "  skeptic review proposal.yaml ampere-2to4 --network vit-b-16 --html review.html\n"
      "  skeptic review --baseline proposal_call.pdf --proposal proposal.pdf         two papers; their drafts are written, to correct\n"
      "  skeptic review proposal.yaml --trace resnet20.trace --closed-loop");
  return [options, command] { return review_proposal(*options, *command); };
}

}  // namespace skeptic
