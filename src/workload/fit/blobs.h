// Which mixture of blobs has a given correlation between neighbours.
#pragma once

#include "workload/fit/fit.h"

namespace skeptic {

/// The blobs of kFitBlobs on images of one size. Correlations are about the image's own mean: a field that hardly changes within an image counts only
/// with what does.
class BlobBasis {
 public:
  explicit BlobBasis(const TensorShape& shape);
  /// Shares that come nearest to the correlations at the lags that the image has (least squares, none negative).
  BlobShares shares(const LagValues& correlation) const;
  LagValues correlation(const BlobShares& shares) const;
  /// The parts of a field with variance 1 within an image, in the order that BlobField wants.
  std::vector<BlobPart> parts(const BlobShares& shares) const;

 private:
  TensorShape shape_;
  std::array<bool, kFitBlobs.size()> used_{};
  std::array<double, kFitBlobs.size()> of_mean_{};  ///< share of the variance that the image's mean has
  std::array<LagValues, kFitBlobs.size()> correlation_{};
};

}  // namespace skeptic
