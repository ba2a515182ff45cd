// skeptic fit TRACE: what a trace's tensors are like, so that more of the kind can be drawn; and whether the drawn ones load a machine as they do.
#include "report/fit.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "app/commands.h"
#include "app/options.h"
#include "app/output_file.h"
#include "app/progress.h"
#include "base/diagnostic.h"
#include "base/shell.h"
#include "stress/closed_loop.h"
#include "workload/fit/estimate.h"
#include "workload/fit/fit_file.h"

namespace skeptic {
namespace {

constexpr std::int64_t kMostInputs = std::int64_t{1} << 31;
/// Inputs of the check, unless more or fewer are asked for.
constexpr std::int64_t kCheckedInputs = 64;

struct Options {
  std::string trace, out;
  std::optional<std::int64_t> inputs, check;
  std::uint64_t seed = 1;
  JsonOption json;
};

[[noreturn]] void too_many(const std::string& file, std::int64_t wanted, std::int64_t there_are) {
  throw UserError(Diagnostic{DiagnosticId::TraceFormat,
                             Place{file, 0, 0, {}},
                             fmt::format("{} inputs are asked for; the trace has {}", wanted, there_are),
                             fmt::format("at most {} inputs", there_are),
                             {}});
}

int fit_command(const Options& options) {
  check_outputs({{"--out", options.out}, {"--json", options.json.file}}, {options.trace});
  const auto trace = std::make_shared<const Trace>(options.trace);
  const std::int64_t there_are = trace->header().inputs, inputs = options.inputs.value_or(there_are);
  if (inputs > there_are) too_many(options.trace, inputs, there_are);
  const std::int64_t checked = options.check.value_or(std::min(inputs, kCheckedInputs));
  if (checked > there_are) too_many(options.trace, checked, there_are);

  ProgressLine line;
  std::mutex writing;  // layers end on any thread
  const auto tell = [&](std::string_view doing, double from, double to) {
    return [&line, &writing, doing, from, to](std::int64_t done, std::int64_t of) {
      const std::lock_guard lock(writing);
      line.show({std::string(doing), from + (to - from) * static_cast<double>(done) / static_cast<double>(of)});
    };
  };
  const double fitting = checked == 0 ? 1 : 0.1;
  Fit fitted = fit_trace(*trace, inputs, tell("fitting the layers", 0, fitting));
  if (const std::optional<TraceRecipe> recipe = recipe_of(options.trace)) fitted.named = recipe->network();
  const auto fit = std::make_shared<const Fit>(std::move(fitted));
  std::optional<FitCheck> check;
  if (checked > 0) check = check_fit(trace, fit, checked, options.seed, tell("checking drawn tensors", fitting, 1));
  line.clear();
  if (!options.out.empty()) write_text(options.out, fit_json(*fit).dump() + "\n");
  if (options.json.wanted()) options.json.write(fit_report_json(*fit, check));
  if (!options.json.to_standard_output() && options.out != "-") {
    fmt::print("{}", fit_report_text(*fit, check, colour_wanted()));
    if (!options.out.empty())
      fmt::print("\nwritten to {0}; to use it: skeptic simulate DESIGN --fit {1} --inputs 1000\n", options.out, shell_word(options.out));
  }
  return 0;
}

}  // namespace

Command add_fit(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("fit", "Density, spread and correlations of a trace's activations, to draw more of the kind");
  command->add_option("trace", options->trace, "A trace (skeptic trace)")->required()->type_name("TRACE");
  command->add_option("--out", options->out, "Write the fit, for --fit of the other commands")->type_name("FILE");
  command->add_option("--inputs", options->inputs, "Fit the first N inputs (default: all)")
      ->type_name("N")
      ->check(CLI::Range(std::int64_t{1}, kMostInputs));
  command->add_option("--check", options->check, "Compare N drawn inputs with as many of the trace (default: at most 64; 0: none)")
      ->type_name("N")
      ->check(CLI::Range(std::int64_t{0}, kMostInputs));
  command->add_option("--seed", options->seed, "Seed of the drawn inputs")->type_name("N");
  options->json.add_to(*command);
  command->footer(
      "Examples:\n"
      "  skeptic fit resnet20.trace --out resnet20.fit.json\n"
      "  skeptic simulate ampere-2to4 --fit resnet20.fit.json --inputs 1000        a thousand inputs like those of the trace");
  return [options] { return fit_command(*options); };
}

}  // namespace skeptic
