#include "workload/fit/blobs.h"

#include <algorithm>
#include <cmath>

#include "workload/fit/moments.h"

namespace skeptic {
namespace {

constexpr int kExchanges = 1000;

/// At least two nodes on a side; on a row of tokens only the width counts, and sizes that differ in nothing else are one.
bool fits(const BlobSize& size, const TensorShape& shape) {
  if (shape.height == 1 && size.height != std::min<std::int64_t>(size.width, 8) && size.width < 16) return false;
  const auto side = [](std::int64_t cell, std::int64_t pixels) { return cell == 1 || 2 * cell <= pixels + 1; };
  return (shape.height == 1 || side(size.height, shape.height)) && (shape.width == 1 ? size.width == 1 : side(size.width, shape.width));
}

}  // namespace

BlobBasis::BlobBasis(const TensorShape& shape) : shape_(shape) {
  for (std::size_t b = 0; b < kFitBlobs.size(); ++b) {
    used_[b] = b == 0 || (shape.pixels() > 1 && fits(kFitBlobs[b], shape));
    if (!used_[b] || shape.pixels() == 1) continue;
    of_mean_[b] = mean_blob_correlation(kFitBlobs[b], shape.height, shape.width);
    for (std::size_t lag = 0; lag < kFitLags.size(); ++lag)
      correlation_[b][lag] = (blob_correlation(kFitBlobs[b], kFitLags[lag].down, kFitLags[lag].right) - of_mean_[b]) / (1 - of_mean_[b]);
  }
}

LagValues BlobBasis::correlation(const BlobShares& shares) const {
  LagValues sum{};
  for (std::size_t b = 0; b < shares.size(); ++b)
    for (std::size_t lag = 0; lag < sum.size(); ++lag) sum[lag] += shares[b] * correlation_[b][lag];
  return sum;
}

BlobShares BlobBasis::shares(const LagValues& correlation) const {
  // Least squares over shares that sum to 1: two of them at a time exchange as much as is best, until all pairs had their turn many times.
  BlobShares shares{};
  shares[0] = 1;
  LagValues missing = correlation;
  for (std::size_t lag = 0; lag < missing.size(); ++lag) missing[lag] -= correlation_[0][lag];
  const auto exchange = [&](std::size_t from, std::size_t to) {
    LagValues gain{};
    double along = 0, square = 0;
    for (std::size_t lag = 0; lag < gain.size(); ++lag) {
      if (!has_lag(shape_, kFitLags[lag])) continue;
      gain[lag] = correlation_[to][lag] - correlation_[from][lag];
      along += missing[lag] * gain[lag];
      square += gain[lag] * gain[lag];
    }
    if (!(square > 0)) return;
    const double moved = std::clamp(along / square, -shares[to], shares[from]);
    shares[from] -= moved;
    shares[to] += moved;
    for (std::size_t lag = 0; lag < gain.size(); ++lag) missing[lag] -= moved * gain[lag];
  };
  for (int step = 0; step < kExchanges; ++step)
    for (std::size_t to = 1; to < shares.size(); ++to)
      for (std::size_t from = 0; from < to && used_[to]; ++from)
        if (used_[from]) exchange(from, to);
  for (double& share : shares) share = rounded(std::max(0.0, share));
  return shares;
}

std::vector<BlobPart> BlobBasis::parts(const BlobShares& shares) const {
  std::vector<BlobPart> parts;
  for (std::size_t b = 1; b < shares.size(); ++b)
    if (used_[b] && shares[b] > 0) parts.push_back({kFitBlobs[b], static_cast<float>(std::sqrt(shares[b] / (1 - of_mean_[b])))});
  if (shares[0] > 0 || parts.empty()) parts.push_back({kFitBlobs[0], static_cast<float>(std::sqrt(std::max(shares[0], 1e-6) / (1 - of_mean_[0])))});
  return parts;
}

}  // namespace skeptic
