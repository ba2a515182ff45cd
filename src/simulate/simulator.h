// A network on designs, one after the other. What several runs share is computed once: tensors, tiles, and the work of layers whose masks and array
// are the same (a sweep of the decision latency or of the DRAM bandwidth computes no mask twice).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "design/resolved.h"
#include "simulate/counts.h"
#include "workload/tensor_source.h"

namespace skeptic {

class Simulator {
 public:
  /// `layers`: names of the layers to run; all where empty. Element-wise layers are run only where all are. Throws UserError, NetworkLayer.
  Simulator(Network network, std::shared_ptr<const TensorSource> source, std::int64_t images, const std::vector<std::string>& layers = {});
  ~Simulator();
  Simulator(const Simulator&) = delete;
  Simulator& operator=(const Simulator&) = delete;

  /// Exact counts; the same whatever the number of threads. Throws UserError from the first layer, in the network's order, that has one.
  /// `progress(done, of)` is called from any thread after every layer.
  NetworkCounts run(const ResolvedDesign& design, const std::function<void(std::int64_t, std::int64_t)>& progress = {});

  const Network& network() const { return network_; }
  const TensorSource& source() const { return *source_; }
  std::int64_t images() const { return images_; }
  /// Names of the layers that it runs; empty where it runs all.
  const std::vector<std::string>& selection() const { return selection_; }

 private:
  struct LayerCache;
  Network network_;
  std::shared_ptr<const TensorSource> source_;
  std::int64_t images_;
  std::vector<std::string> selection_;
  std::vector<std::unique_ptr<LayerCache>> layers_;
};

}  // namespace skeptic
