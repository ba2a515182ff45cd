// A setting: the network, the inputs and the batch of an experiment, and the flags of the command line that stand for it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "simulate/simulator.h"
#include "stress/closed_loop.h"
#include "workload/layer.h"
#include "workload/tensor_source.h"

namespace skeptic {

struct Setting {
  std::string network = "resnet50";     ///< a name of the library, or a file; with a trace, the name of its network
  std::int64_t images = 1;              ///< inputs that run together
  std::vector<std::string> layers;      ///< all where empty
  std::int64_t shapes = 0;              ///< of those, the first of each of so many largest shapes, counted once for every layer of its shape; 0: all
  std::optional<double> zeros;          ///< zero fraction of synthetic activations; the network's default where absent
  std::optional<double> spread;         ///< of the channels' zero fractions; the default where absent
  std::vector<double> channel_zeros;    ///< zero fractions by channel, in place of the two
  std::optional<double> weight_zeros;   ///< zero fraction of synthetic weights; none where absent
  std::optional<double> weight_spread;  ///< of the rows' zero fractions; none where absent
  std::optional<double> image_deviation;  ///< of the images' zero fractions; the default where absent
  std::uint64_t seed = 1;
  std::string weights_file, activations_file;  ///< recorded tensors; synthetic where empty

  std::string trace;                   ///< a trace file; then nothing is synthetic or recorded
  std::string fit;                     ///< a fit file; then all tensors are drawn from it
  std::optional<std::int64_t> input;   ///< this input of the trace, or of those that are drawn, alone
  std::optional<std::int64_t> inputs;  ///< the first inputs; where neither is given, all of the trace, or one batch of those that are drawn

  bool drawn = false;  ///< synthetic tensors though the network has weights of its own
  bool closed_loop =
      false;  ///< on a trace: a design that drops values runs on a trace of its own, made as the given one was, with its pruning inside

  bool recorded() const { return !weights_file.empty(); }
  /// A network that Skeptic ships, on its own weights and images: every design in a closed loop.
  bool shipped() const;
  /// What is run to measure inputs; nothing where they are drawn, recorded, or a trace that is taken as it is.
  std::optional<TraceRecipe> recipe() const;
  bool traced() const { return !trace.empty(); }
  bool fitted() const { return !fit.empty(); }
  /// The same network, layers and batch on synthetic tensors.
  Setting synthetic() const;
  /// " --network resnet50 --batch 8 …", quoted for a shell; what is at its default is left out.
  std::string flags() const;
  friend bool operator==(const Setting&, const Setting&) = default;
};

/// A setting with a trace: its network is the trace's. `named`: the network was asked for, and must be that one. Throws UserError: TraceNetwork, and
/// what the files have.
Setting on_trace(Setting setting, bool named);
/// The same of a fit: FitNetwork.
Setting on_fit(Setting setting, bool named);

/// What a setting stands for. Inputs run in whole batches; those that are left over do not run.
struct Workload {
  Network network;
  std::shared_ptr<const TensorSource> source;
  Batches batches;
};

/// Throws UserError: NetworkUnknown, what the files have, TraceFormat where a trace has fewer inputs than are asked for, CommandLine where they are
/// fewer than a batch.
Workload load_workload(const Setting& setting);

}  // namespace skeptic
