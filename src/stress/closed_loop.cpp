#include "stress/closed_loop.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/diagnostic.h"
#include "base/shell.h"
#include "stress/laboratory.h"
#include "workload/shipped_networks.h"
#include "workload/trace_file.h"

namespace skeptic {
namespace {

/// All that a recipe may say. A trace is a file from anywhere: it must not choose what is written, or where.
constexpr std::array<std::string_view, 11> kRecipeOptions{"--network", "--weights", "--images", "--tokens",    "--first",    "--count",
                                                          "--keep",    "--resize",  "--mean",   "--deviation", "--threshold"};

}  // namespace

TraceRecipe shipped_recipe(const std::string& network, std::int64_t inputs, std::int64_t kept) {
  TraceRecipe recipe{{"--network", network, "--count", fmt::format("{}", inputs)}};
  if (kept < inputs) recipe.words.insert(recipe.words.end(), {"--keep", fmt::format("{}", kept)});
  return recipe;
}

std::optional<TraceRecipe> recipe_of(const std::string& trace_file) {
  const Trace trace(trace_file);
  const auto fact = trace.header().facts.find(std::string(kTraceArguments));
  if (fact == trace.header().facts.end()) return std::nullopt;
  const Json words = Json::parse(fact->second, nullptr, false);
  if (!words.is_array() || words.size() < 2 || words.size() % 2 != 0 || words.front() != "--network") return std::nullopt;
  TraceRecipe recipe;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!words[i].is_string()) return std::nullopt;
    recipe.words.push_back(words[i].get<std::string>());
    const bool option = std::find(kRecipeOptions.begin(), kRecipeOptions.end(), recipe.words.back()) != kRecipeOptions.end();
    if (option != (i % 2 == 0)) return std::nullopt;
  }
  return recipe;
}

void check_same_inputs(const std::string& given, const std::string& made) {
  const Trace first(given), second(made);
  for (const Layer& layer : first.network().layers) {
    if (layer.kind == LayerKind::Elementwise || layer.inputs != std::vector<std::string>{"input"}) continue;
    LayerOperands before = first.operands(layer, 0, 1), after = second.operands(layer, 0, 1);
    if (first.header().store == TraceStore::Masks)
      for (float& value : after.activations) value = value != 0 ? 1.0F : 0.0F;
    if (before.activations == after.activations && before.weights == after.weights) continue;
    throw UserError(Diagnostic{DiagnosticId::TraceNetwork, Place{given, 0, 0, {}},
                               "the images or the weights that the trace was made from are others now", "the files of that day",
                               "trace again, or leave out --closed-loop"});
  }
}

std::string trace_command(const TraceRecipe& recipe, const Subject* subject) {
  std::string text = "skeptic trace";
  for (const std::string& word : recipe.words) text += " " + shell_word(word);
  if (subject != nullptr) text += " --design " + subject->words();
  return text;
}

}  // namespace skeptic
