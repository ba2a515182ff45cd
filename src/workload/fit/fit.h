// A fit: what a trace's tensors are like, in numbers from which tensors of the same kind can be drawn (docs/fit.md).
//
// The model of an activation tensor. In an input, channel c has a fraction of zeros that is beta distributed over the inputs; fractions of different
// channels move together by common normal variates of the input. Which pixels are the zeros, a normal field says: of channel c
//     z_c = Σ_k fields_ck · common_k + sqrt(1 - Σ_k fields_ck²) · own_c
// and the pixels where it is lowest are zero, as many as the fraction asks for. Common and own fields are blobs of several sizes; common ones also
// have a part that is the same in all inputs (the border of an image, the class token of a sequence).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "workload/blob_field.h"
#include "workload/layer.h"

namespace skeptic {

/// Sizes of blobs that a fitted field is made of; white noise is the first.
inline constexpr std::array<BlobSize, 8> kFitBlobs{{{1, 1}, {2, 2}, {4, 4}, {8, 8}, {1, 4}, {4, 1}, {1, 16}, {16, 1}}};
/// Shares of a field's variance within an image, by size; they sum to 1.
using BlobShares = std::array<double, kFitBlobs.size()>;

/// Distances at which correlation is measured.
struct PixelLag {
  std::int64_t down, right;
};
inline constexpr std::array<PixelLag, 6> kFitLags{{{0, 1}, {0, 2}, {0, 4}, {1, 0}, {2, 0}, {4, 0}}};
using LagValues = std::array<double, kFitLags.size()>;

/// At most; one more common field may last in all inputs altogether.
inline constexpr std::size_t kCommonFields = 4, kInputVariates = 4;

/// Vectors of one input: `leading` ones that are no pixels (class tokens), and behind them an image. A vision transformer's tokens are one, other
/// tokens lie in a row of height 1, and a matmul's heads are rows.
struct TensorShape {
  std::int64_t height = 1, width = 1, channels = 1, leading = 0;
  std::int64_t pixels() const { return height * width; }
  std::int64_t vectors() const { return leading + pixels(); }
  std::int64_t elements() const { return vectors() * channels; }
  friend bool operator==(const TensorShape&, const TensorShape&) = default;
};
TensorShape activations_shape(const Network& network, const Layer& layer);
/// Of a matmul: its other operand.
TensorShape second_shape(const Layer& layer);

/// What a layer reads, as a name: equal for layers that read the same tensor in the same shape.
std::string tensor_name(const Network& network, const Layer& layer);

/// Vectors that are alike in all inputs: of an image the border, the pixels next to it, and the rest (25 kinds); every token by itself.
class PositionKinds {
 public:
  explicit PositionKinds(const TensorShape& shape);
  std::size_t count() const { return count_; }
  std::size_t of(std::int64_t vector) const;

 private:
  TensorShape shape_;
  bool by_itself_;
  std::size_t count_;
};

/// A beta distribution.
struct BetaLaw {
  double alpha = 1, beta = 1;
  double mean() const { return alpha / (alpha + beta); }
  double deviation() const;
  /// By moments; nothing where the deviation is 0. The deviation is cut to 99 % of what is possible.
  static std::optional<BetaLaw> of(double mean, double deviation);
  friend bool operator==(const BetaLaw&, const BetaLaw&) = default;
};

struct ChannelFit {
  std::optional<BetaLaw> zeros;  ///< the fraction of zeros over the inputs
  double point = 0;              ///< that of all inputs, where there is no distribution: 1 of a dead channel, 0 of one that is always on
  double scale = 0;              ///< root mean square of its nonzeros; 0 where it has none
  std::vector<double> fields;    ///< loadings on the common fields
  std::vector<double> inputs;    ///< loadings of its fraction on the input's variates
  double mean() const { return zeros ? zeros->mean() : point; }
  friend bool operator==(const ChannelFit&, const ChannelFit&) = default;
};

struct CommonField {
  BlobShares blobs{};
  double lasting = 0;           ///< share of its variance that is the same in all inputs
  std::vector<double> profile;  ///< that part, by kind of position: mean 0, variance 1 over the vectors; empty where `lasting` is 0
  friend bool operator==(const CommonField&, const CommonField&) = default;
};

struct TensorFit {
  TensorShape shape;
  double density = 0;              ///< share of nonzeros
  double deviation = 0;            ///< over the inputs, of an input's density
  double negative = 0;             ///< share of negative values among the nonzeros
  LagValues correlation{};         ///< of zeros within a channel, at the lags of kFitLags; 0 where the image is too small
  double channel_correlation = 0;  ///< of zeros of two channels at one position, mean over pairs
  std::vector<CommonField> common;
  BlobShares own{};
  std::vector<ChannelFit> channels;
  friend bool operator==(const TensorFit&, const TensorFit&) = default;
};

/// Weights of a layer that is no matmul.
struct WeightsFit {
  double density = 1;
  std::vector<double> scales;     ///< root mean square of the nonzeros, by input channel of all groups
  std::vector<double> densities;  ///< by input channel; empty where there are no zeros
  std::vector<double> rows;       ///< density by row; empty likewise
  std::vector<double> taps;       ///< density by tap of the kernel, (0, 0), (0, 1), …; empty likewise
  std::string pattern;            ///< which all weights follow; empty where none of kWeightPatterns
  friend bool operator==(const WeightsFit&, const WeightsFit&) = default;
};
/// Patterns that pruned checkpoints follow, sparsest first.
inline constexpr std::array<std::string_view, 5> kWeightPatterns{"1:4", "2:8", "1:2", "2:4", "4:8"};

struct LayerFit {
  std::string name;
  TensorFit activations;
  std::optional<TensorFit> second;    ///< of a matmul
  std::optional<WeightsFit> weights;  ///< of all others
  /// Correlation over the input channels of their activations' density with their weights' density, and with their weights' magnitude; nothing where
  /// one of the two does not vary.
  std::optional<double> weight_density, weight_magnitude;
  friend bool operator==(const LayerFit&, const LayerFit&) = default;
};

struct Fit {
  Network network;        ///< with its text
  std::string trace;      ///< the file that was fitted, for people
  std::string named;      ///< the word by which --network named it; empty: its name
  std::string pruned_by;  ///< the design whose pruning was part of the forward pass; empty: nobody's
  std::string pruning;    ///< pruning_key of that design (simulate/pruned.h)
  std::int64_t inputs = 0;
  bool masks = false;            ///< the trace had no values: scales are 1
  std::vector<LayerFit> layers;  ///< every layer that the array can run, in the network's order
  const LayerFit* find(std::string_view layer) const;
};

/// The nearest float, as the shortest decimal that names it: what a fit's numbers are rounded to, so that its file is short and exact.
double rounded(double value);

}  // namespace skeptic
