// A network on designs, one after the other. What several runs share is computed once: tensors, tiles, and the work of layers whose masks and array
// are the same (a sweep of the decision latency or of the DRAM bandwidth computes no mask twice).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "design/resolved.h"
#include "simulate/counts.h"
#include "simulate/timeline.h"
#include "workload/tensor_source.h"

namespace skeptic {

class Permutations;
struct LayerWork;

/// Which inputs run, and how many of them together: `count` batches of `images` inputs each, one after the other.
struct Batches {
  std::int64_t first = 0;  ///< the first input
  std::int64_t count = 1;
  std::int64_t images = 1;
  std::int64_t inputs() const { return count * images; }
  friend bool operator==(const Batches&, const Batches&) = default;
};

/// How many runs there will be: one takes less memory, many share what they have in common.
enum class Runs { One, Many };
/// Designs whose masks and layouts many runs keep: a sweep goes back and forth between a baseline and a proposal; and batches at most.
inline constexpr std::int64_t kKeptDesigns = 2, kKeptBatches = 64;

class Simulator {
 public:
  /// `layers`: names of the layers to run; all where empty. Element-wise layers are run only where all are. Throws UserError, NetworkLayer.
  Simulator(Network network, std::shared_ptr<const TensorSource> source, Batches batches, const std::vector<std::string>& layers = {},
            Runs runs = Runs::Many);
  /// One batch of the first `images` inputs.
  Simulator(Network network, std::shared_ptr<const TensorSource> source, std::int64_t images, const std::vector<std::string>& layers = {})
      : Simulator(std::move(network), std::move(source), Batches{0, 1, images}, layers) {}
  ~Simulator();
  Simulator(const Simulator&) = delete;
  Simulator& operator=(const Simulator&) = delete;

  /// Exact counts, summed over the batches in their order; the same whatever the number of threads. Memory is that of a few batches, however many
  /// there are. Throws UserError: TraceMasks where the design needs values and there are masks alone; otherwise from the first batch that has one,
  /// and of it the first layer in the network's order. `progress(done, of)` is called from any thread after every layer of every batch.
  /// `recorded`, where given, gets the times of the first batch.
  NetworkCounts run(const ResolvedDesign& design, const std::function<void(std::int64_t, std::int64_t)>& progress = {},
                    NetworkTimeline* recorded = nullptr);

  const Network& network() const { return network_; }
  const TensorSource& source() const { return *source_; }
  const Batches& batches() const { return batches_; }
  /// Names of the layers that it runs; empty where it runs all.
  const std::vector<std::string>& selection() const { return selection_; }

 private:
  struct LayerCache;
  struct ShapeCache;
  struct Run;
  /// By layer: the one that reads its outputs, where they are stored as they will be read; -1: none.
  std::vector<std::int64_t> readers_of(const ResolvedDesign& design) const;
  /// Of one layer on one batch, of which these are the works; nothing where the layer does not run.
  std::optional<LayerCounts> counts_of(const ResolvedDesign& design, std::int64_t layer, std::span<const std::shared_ptr<const LayerWork>> works,
                                       const std::vector<std::int64_t>& readers, LayerTimeline* recorded) const;

  Network network_;
  std::shared_ptr<const TensorSource> source_;
  Batches batches_;
  std::vector<std::string> selection_;
  Runs runs_;
  std::vector<std::unique_ptr<LayerCache>> layers_;
  std::vector<std::unique_ptr<ShapeCache>> shapes_;
  std::unique_ptr<Permutations> permutations_;  ///< for designs that permute channels
};

}  // namespace skeptic
