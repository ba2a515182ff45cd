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
  std::string bias_name;
  /// Convolution, linear: the batch normalisation behind it, whose tensors are this name with .weight, .bias, .running_mean and .running_var;
  /// layer-norm and batch-norm rows: likewise (a layer norm has the first two). Empty where there is none.
  std::string norm_name;
  std::vector<std::string> tensor_names;  ///< position: class token, positions; embedding: words, positions, segments
  std::vector<std::int64_t> table_rows;   ///< embedding: how many words, positions and segments its tables hold; as many as tensor_names
  double epsilon = 1e-5;                  ///< of its normalisation
  bool ceil = false;                      ///< pools: a window that sticks out counts, as far as it lies inside
  std::string activations_name;           ///< name of the recorded input tensor; empty where none is recorded

  std::int64_t out_height() const { return windows(in_height, pad_height, kernel_height); }
  std::int64_t out_width() const { return windows(in_width, pad_width, kernel_width); }
  bool depthwise() const { return kind == LayerKind::Convolution && groups > 1 && groups == in_channels; }
  /// Multiplications of one image.
  std::int64_t macs() const;
  /// Elements of the input and output tensors of one image.
  std::int64_t input_elements() const;
  std::int64_t output_elements() const;

 private:
  /// Windows along one side. With `ceil` one more than fits, where it starts inside the image or the padding before it (torch's rule).
  std::int64_t windows(std::int64_t size, std::int64_t pad, std::int64_t kernel) const {
    const std::int64_t rest = size + 2 * pad - kernel, whole = rest / stride + 1;
    return ceil && rest % stride != 0 && whole * stride < size + pad ? whole + 1 : whole;
  }
};

/// Layers with equal keys have the same sizes, whatever they are called and whatever they read.
std::string shape_key(const Layer& layer);

/// How an image becomes the network's input; by default as torchvision's ImageNet models take it. A pixel v of 0 … 255 becomes
/// (v · scale - mean) / deviation.
struct Preprocessing {
  /// By channel, in the order that the network reads; where the table says nothing and there are not three channels, 0 and 1 of each.
  std::vector<double> mean{0.485, 0.456, 0.406}, deviation{0.229, 0.224, 0.225};
  double scale = 1.0 / 255;
  std::int64_t resize = 0;  ///< the shorter side is scaled to this many pixels first; 0: not scaled
  bool bgr = false;         ///< the network reads blue first
  friend bool operator==(const Preprocessing&, const Preprocessing&) = default;
};

struct Network {
  std::string name;
  std::string title;
  std::string source;               ///< where the table's shapes come from
  std::string activation;           ///< "relu", "gelu": what makes the zeros of its activations
  std::string text;                 ///< the table as it was parsed: parse_network gives the same network again
  std::vector<std::int64_t> input;  ///< shape of one input: [channels, height, width], or [tokens]
  Preprocessing preprocessing;
  std::vector<Layer> layers;

  std::int64_t macs() const;
  std::int64_t parameters() const;
  const Layer* find(std::string_view layer) const;
  /// The row whose output is the network's: the last one that is not held; null where there is none.
  const Layer* output() const;
};

/// A network of the library ("resnet50"), of a family ("vit:depth=6,…", vit_family.h) or a file (.yaml). Throws UserError.
Network load_network(const std::string& name_or_file);
std::vector<std::string> library_networks();

}  // namespace skeptic
