// Tensors that are drawn from a fit.
#pragma once

#include <memory>
#include <string>

#include "workload/fit/fit.h"
#include "workload/tensor_source.h"

namespace skeptic {

class FittedSource : public TensorSource {
 public:
  /// `file`: where the fit comes from, for people.
  FittedSource(std::shared_ptr<const Fit> fit, std::string file, std::uint64_t seed) : fit_(std::move(fit)), file_(std::move(file)), seed_(seed) {}
  /// Layers that read the same tensor get the same values. The layer is one of the fit's.
  LayerOperands operands(const Layer& layer, std::int64_t first, std::int64_t images) const override;
  LayerOperands activations(const Layer& layer, std::int64_t first, std::int64_t images) const override;
  std::string describe() const override;
  bool masks() const override { return fit_->masks; }
  /// They stand for those that were fitted, with the pruning that these had inside.
  bool measured() const override { return true; }
  std::string pruning() const override { return fit_->pruning; }
  std::string pruned_by() const override { return fit_->pruned_by; }

 private:
  std::shared_ptr<const Fit> fit_;
  std::string file_;
  std::uint64_t seed_;
};

}  // namespace skeptic
