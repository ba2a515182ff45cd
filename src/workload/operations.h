// The element-wise operations that a network's table may have: how many operations of the vector unit they take, and what they do to zeros.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace skeptic {

/// How the sizes of a row follow from its keys.
enum class OperationShape {
  Same,     ///< `elements` in and out
  Join,     ///< two or more inputs of `elements` each, `elements` out
  Append,   ///< two or more inputs of any size, one behind the other; `elements` out
  Pool,     ///< a window over an image
  Reshape,  ///< `elements-in` in, `elements-out` out
  Held,     ///< parameters alone: nothing read, nothing computed
};

/// An activation function, by what it leaves of its input.
enum class ActivationFunction {
  None,
  Rectifier,         ///< exact zeros
  SquaredRectifier,  ///< the same zeros; what is left of a rectifier is squared
  Smooth,            ///< values near zero, no zeros
};

struct OperationRow {
  std::string_view name;
  OperationShape shape;
  int operations;  ///< per element in (Same), per element out and input past the first (Join), per window position (Pool), per element out (Reshape,
                   ///< Append)
  ActivationFunction function;
  bool keeps_zeros;  ///< its output has exact zeros where its input has them
  std::string_view meaning;
};

/// An operation is one lane of the vector unit for one cycle; exponential, square root, reciprocal and error function are tables, hence one each.
inline constexpr std::array kOperations{
    OperationRow{"relu", OperationShape::Same, 1, ActivationFunction::Rectifier, false, "max(x, 0)"},
    OperationRow{"relu6", OperationShape::Same, 2, ActivationFunction::Rectifier, false, "min(max(x, 0), 6)"},
    OperationRow{"squared-relu", OperationShape::Same, 2, ActivationFunction::SquaredRectifier, false, "max(x, 0)^2: maximum, multiply"},
    OperationRow{"gelu", OperationShape::Same, 5, ActivationFunction::Smooth, false, "x/2 (1 + erf(x/sqrt 2)): scale, erf, add, halve, multiply"},
    OperationRow{"silu", OperationShape::Same, 4, ActivationFunction::Smooth, false, "x / (1 + e^-x): exp, add, reciprocal, multiply"},
    OperationRow{"softmax", OperationShape::Same, 5, ActivationFunction::None, false, "maximum, subtract, exp, sum, multiply by the reciprocal"},
    OperationRow{"layer-norm", OperationShape::Same, 7, ActivationFunction::None, false,
                 "sum, subtract mean, square, sum, times 1/deviation, scale, shift"},
    OperationRow{"batch-norm", OperationShape::Same, 2, ActivationFunction::None, false,
                 "scale, shift; only where it is not folded into a convolution"},
    OperationRow{"add", OperationShape::Join, 1, ActivationFunction::None, false, "sum of the inputs, element by element"},
    OperationRow{"multiply", OperationShape::Join, 1, ActivationFunction::None, false, "product of the inputs, element by element"},
    OperationRow{"concat", OperationShape::Append, 0, ActivationFunction::None, true, "the inputs' channels, one input behind the other: a copy"},
    OperationRow{"max-pool", OperationShape::Pool, 1, ActivationFunction::None, true, "one comparison a window position"},
    OperationRow{"average-pool", OperationShape::Pool, 1, ActivationFunction::None, false, "one addition a window position; the division is folded"},
    OperationRow{"pad-channels", OperationShape::Reshape, 0, ActivationFunction::None, true,
                 "every other pixel, with channels of zeros added, half before and half behind: a copy"},
    OperationRow{"position", OperationShape::Reshape, 1, ActivationFunction::None, false, "the class token put in front, position embeddings added"},
    OperationRow{"embedding", OperationShape::Reshape, 2, ActivationFunction::None, false, "rows of three tables (word, position, segment) added"},
    OperationRow{"held", OperationShape::Held, 0, ActivationFunction::None, false, "parameters of the checkpoint that this task does not run"},
};

constexpr const OperationRow* find_operation(std::string_view name) {
  for (const OperationRow& row : kOperations)
    if (row.name == name) return &row;
  return nullptr;
}

}  // namespace skeptic
