// Where the tensors of a network's layers come from.
#pragma once

#include <cstdint>
#include <string>

#include "workload/layer.h"
#include "workload/operands.h"

namespace skeptic {

class TensorSource {
 public:
  virtual ~TensorSource() = default;
  /// The operands of a layer that the array runs. The same arguments give the same values. Throws UserError.
  virtual LayerOperands operands(const Layer& layer, std::int64_t images) const = 0;
  /// What the tensors are, for reports: part of a sentence, without a full stop.
  virtual std::string describe() const = 0;
};

}  // namespace skeptic
