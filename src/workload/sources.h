// The sources of tensors: synthetic, and recorded.
#pragma once

#include <string>

#include "workload/recorded.h"
#include "workload/synthetic.h"
#include "workload/tensor_source.h"

namespace skeptic {

class SyntheticSource : public TensorSource {
 public:
  /// Throws UserError (CommandLine) where an option lies outside its range.
  SyntheticSource(Network network, SyntheticOptions options);
  LayerOperands operands(const Layer& layer, std::int64_t images) const override;
  std::string describe() const override;

 private:
  Network network_;
  SyntheticOptions options_;
};

class RecordedSource : public TensorSource {
 public:
  /// Reads both files and checks them against every layer of the network. Throws UserError with everything that is missing or misshapen.
  RecordedSource(const Network& network, const std::string& weights_file, const std::string& activations_file);
  /// Throws UserError (TensorMissing) for more than one image: one is recorded.
  LayerOperands operands(const Layer& layer, std::int64_t images) const override;
  std::string describe() const override;

 private:
  RecordedTensors tensors_;
};

}  // namespace skeptic
