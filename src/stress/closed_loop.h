// Closed loops: a network that runs again with a design's own pruning inside it, so that every later layer, and the answer, see what it drops.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"

namespace skeptic {

class Subject;

/// Which network ran on which inputs: words of `skeptic trace`, without a design and without files to write.
struct TraceRecipe {
  std::vector<std::string> words;  ///< the first two are --network and what it names
  const std::string& network() const { return words.at(1); }
  friend bool operator==(const TraceRecipe&, const TraceRecipe&) = default;
};

/// A network that Skeptic ships, on the first of its own images: `inputs` of them run, `kept` go into the trace.
TraceRecipe shipped_recipe(const std::string& network, std::int64_t inputs, std::int64_t kept);
/// What a trace says it was made by; nothing where it does not say, or says anything that is no choice of network and inputs.
std::optional<TraceRecipe> recipe_of(const std::string& trace_file);

/// Of the networks that Skeptic ships, so many images run, which is what their accuracy is measured on, and by default so many of them are simulated.
inline constexpr std::int64_t kShippedInputs = 500, kShippedKept = 16;

/// Throws UserError, TraceNetwork, where two traces of one recipe were not fed the same: their images or weights have changed since.
void check_same_inputs(const std::string& given, const std::string& made);

/// What a run left: a trace file, and the report of `skeptic trace --json`.
struct MadeTrace {
  std::string file;
  Json report;
};

/// Runs a recipe, with the design's pruning inside where one is given; several may run at once. The library asks; the program starts skeptic-learn.
/// Throws UserError.
using Tracer = std::function<MadeTrace(const TraceRecipe&, const Subject*)>;

/// Right answers among labelled inputs.
struct Accuracy {
  std::int64_t correct = 0, labelled = 0;
  double share() const { return labelled > 0 ? static_cast<double>(correct) / static_cast<double>(labelled) : 0; }
};

/// "skeptic trace --network …  --design …", quoted for a shell.
std::string trace_command(const TraceRecipe& recipe, const Subject* subject);

}  // namespace skeptic
