// Running a network on real inputs and keeping what its layers saw, with a design's own pruning inside the forward pass where one is given.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "design/resolved.h"
#include "learn/inputs.h"
#include "learn/model.h"
#include "learn/statistics.h"
#include "workload/trace_file.h"

namespace skeptic {

struct TraceRequest {
  std::int64_t first = 0, inputs = 1;  ///< inputs [first, first + inputs) are run
  std::int64_t kept = 0;               ///< so many of them are written to `file`
  std::string file;                    ///< empty: nothing is written
  TraceStore store = TraceStore::Values;
  std::optional<ResolvedDesign> design;  ///< its pruning of weights and activations is part of the network (closed loop)
  /// Activations behind GELU or SiLU whose magnitude is under this share of their input's root mean square become zero; 0: none.
  double threshold = 0;
  std::map<std::string, std::string> facts;  ///< for the file's metadata
};

/// What pruning took from one layer, over all inputs.
struct Dropped {
  std::int64_t weights = 0, weights_of = 0;          ///< nonzero weights dropped, and of how many
  double weights_magnitude = 0, weights_kept = 0;    ///< sum of their magnitudes, before and after
  std::int64_t activations = 0, activations_of = 0;  ///< nonzero activations
  double energy = 0, energy_of = 0;                  ///< sums of squares
};

struct LayerReport {
  ZeroReport zeros;  ///< of what the layer reads, before its own pruning
  Dropped dropped;
};

struct TraceReport {
  std::vector<LayerReport> layers;    ///< those that the array can run, in order
  std::vector<ZeroReport> functions;  ///< outputs of activation functions
  std::vector<ZeroReport> attention;  ///< softmax rows; here "zero" means under 0.001
  std::vector<Dropped> thresholds;    ///< by activation function: what the threshold took
  std::vector<float> logits;          ///< [inputs][classes]
  std::vector<std::int64_t> labels;   ///< -1 where unknown
  std::int64_t classes = 0;
  std::int64_t labelled = 0, correct = 0;
  std::int64_t batch = 1;  ///< inputs that were run together
};

/// Inputs that are run where nobody says how many.
inline constexpr std::int64_t kDefaultInputs = 1000;

/// Bytes that a trace takes at most on `threads` threads: the parameters, and every row's output of one batch a thread.
std::int64_t memory_of(const Model& model, std::int64_t threads);

/// Inputs that one forward pass takes: as many as give it work for a core, the same for a network everywhere.
std::int64_t inputs_of_a_pass(const Network& network);

/// `progress(done, of)` after every batch, from any thread; false ends the run, which then throws Interrupted. The report and the file are the same
/// on any number of threads. Throws UserError: what inputs and TraceWriter throw.
TraceReport trace(const Model& model, const InputSource& inputs, const TraceRequest& request,
                  const std::function<bool(std::int64_t, std::int64_t)>& progress);

/// Thrown where `progress` returned false.
struct Interrupted {};

}  // namespace skeptic
