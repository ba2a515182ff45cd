// Where the tensors of a network's layers come from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "workload/layer.h"
#include "workload/operands.h"

namespace skeptic {

class TensorSource {
 public:
  virtual ~TensorSource() = default;
  /// The operands of a layer that the array runs, for inputs [first, first + images). The same arguments give the same values, and an input's are the
  /// same whatever `first` is. Weights of a layer that is no matmul are those of every input. Throws UserError.
  virtual LayerOperands operands(const Layer& layer, std::int64_t first, std::int64_t images) const = 0;
  /// The same with no more weights than those of a matmul: for inputs behind the first that was asked for.
  virtual LayerOperands activations(const Layer& layer, std::int64_t first, std::int64_t images) const { return operands(layer, first, images); }
  /// What the tensors are, for reports: part of a sentence, without a full stop.
  virtual std::string describe() const = 0;

  /// Inputs that there are; nothing where as many are made as are asked for.
  virtual std::optional<std::int64_t> size() const { return std::nullopt; }
  /// Whether the activations are those of a network that ran, or drawn to be like them.
  virtual bool measured() const { return false; }
  /// Whether activations are ones and zeros that stand for nonzeros and zeros.
  virtual bool masks() const { return false; }
  /// The pruning_key (simulate/pruned.h) under which the activations were measured, and the design that it is of; empty: nothing was pruned.
  virtual std::string pruning() const { return {}; }
  virtual std::string pruned_by() const { return {}; }
};

}  // namespace skeptic
