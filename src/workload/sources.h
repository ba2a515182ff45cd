// The sources of tensors: synthetic, recorded, and traces.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "workload/recorded.h"
#include "workload/synthetic.h"
#include "workload/tensor_source.h"
#include "workload/trace_file.h"

namespace skeptic {

class SyntheticSource : public TensorSource {
 public:
  /// Throws UserError (CommandLine) where an option lies outside its range.
  SyntheticSource(Network network, SyntheticOptions options);
  LayerOperands operands(const Layer& layer, std::int64_t first, std::int64_t images) const override;
  std::string describe() const override;

 private:
  Network network_;
  SyntheticOptions options_;
};

class RecordedSource : public TensorSource {
 public:
  /// Reads both files and checks them against every layer of the network. Throws UserError with everything that is missing or misshapen.
  RecordedSource(const Network& network, const std::string& weights_file, const std::string& activations_file);
  /// Throws UserError (TensorMissing) for another image than the first: one is recorded.
  LayerOperands operands(const Layer& layer, std::int64_t first, std::int64_t images) const override;
  std::string describe() const override;
  std::optional<std::int64_t> size() const override { return 1; }
  bool measured() const override { return true; }

 private:
  RecordedTensors tensors_;
};

/// The inputs of a trace. Throws UserError: what Trace::operands has.
class TraceSource : public TensorSource {
 public:
  explicit TraceSource(std::shared_ptr<const Trace> trace) : trace_(std::move(trace)) {}
  LayerOperands operands(const Layer& layer, std::int64_t first, std::int64_t images) const override {
    return trace_->operands(layer, first, images);
  }
  LayerOperands activations(const Layer& layer, std::int64_t first, std::int64_t images) const override {
    return trace_->activations(layer, first, images);
  }
  std::string describe() const override;
  std::optional<std::int64_t> size() const override { return trace_->header().inputs; }
  bool measured() const override { return true; }
  bool masks() const override { return trace_->header().store == TraceStore::Masks; }
  std::string pruning() const override { return trace_->header().pruning; }
  std::string pruned_by() const override { return pruning().empty() ? std::string() : trace_->header().design; }

 private:
  std::shared_ptr<const Trace> trace_;
};

}  // namespace skeptic
