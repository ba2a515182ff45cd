// Layers and networks: tables of shapes. Multiplications and parameters add up exactly to the published totals.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace skeptic {

enum class LayerKind {
  Convolution,  ///< grouped where groups > 1; depthwise where one channel a group
  Linear,       ///< one tap; each column is a token
  Matmul,       ///< of two activations; `groups` heads, each with an operand of its own
  Elementwise,  ///< softmax, normalisation, residual, activation, pooling: for the vector unit
};

/// One row of a network's table. Sizes are for one image; what the field means for each kind is in the comment.
struct Layer {
  std::string name;
  LayerKind kind = LayerKind::Convolution;
  std::string operation;                     ///< element-wise: "relu", "softmax", "layer-norm", … ; otherwise empty
  std::int64_t groups = 1;                   ///< convolution: groups; matmul: heads
  std::int64_t in_channels = 1;              ///< C of all groups; linear: K; matmul: K of one head
  std::int64_t out_channels = 1;             ///< M of all groups; linear: M; matmul: M of one head
  std::int64_t in_height = 1, in_width = 1;  ///< convolution
  std::int64_t kernel_height = 1, kernel_width = 1, stride = 1, pad_height = 0, pad_width = 0;
  std::int64_t tokens = 1;                                         ///< linear: columns of one image; matmul: columns of one head of one image
  std::int64_t elements_in = 0, elements_out = 0, operations = 0;  ///< element-wise, for one image
  std::int64_t parameters = 0;      ///< everything trained that the row stands for: weights, biases, normalisation, embeddings
  std::vector<std::string> inputs;  ///< names of the rows whose outputs it reads; "input" is the network's
  std::string weights_name;         ///< tensor names in checkpoints; empty where the row has none
  std::string activations_name;     ///< name of the recorded input tensor; empty where none is recorded

  std::int64_t out_height() const { return (in_height + 2 * pad_height - kernel_height) / stride + 1; }
  std::int64_t out_width() const { return (in_width + 2 * pad_width - kernel_width) / stride + 1; }
  bool depthwise() const { return kind == LayerKind::Convolution && groups > 1 && groups == in_channels; }
  /// Multiplications of one image.
  std::int64_t macs() const;
  /// Elements of the input and output tensors of one image.
  std::int64_t input_elements() const;
  std::int64_t output_elements() const;
};

struct Network {
  std::string name;
  std::string title;
  std::string source;      ///< where the table's shapes come from
  std::string activation;  ///< "relu", "gelu": what makes the zeros of its activations
  std::vector<Layer> layers;

  std::int64_t macs() const;
  std::int64_t parameters() const;
  const Layer* find(std::string_view layer) const;
};

/// A network of the library ("resnet50") or a file (.yaml). Throws UserError.
Network load_network(const std::string& name_or_file);
std::vector<std::string> library_networks();

}  // namespace skeptic
