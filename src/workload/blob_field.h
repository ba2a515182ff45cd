// Standard normal fields over the pixels of an image, with blobs: independent normal nodes some pixels apart, linear in between.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/random.h"

namespace skeptic {

/// Pixels from a node to the next. 1 x 1: every pixel by itself, white noise.
struct BlobSize {
  std::int64_t height = 1, width = 1;
  friend bool operator==(const BlobSize&, const BlobSize&) = default;
};

/// The correlation between two pixels of a field of such blobs, so far apart, on average over where they lie between the nodes.
double blob_correlation(const BlobSize& size, std::int64_t down, std::int64_t right);
/// Its mean over all pairs of pixels of an image, a pixel with itself included: the variance of the image's mean.
double mean_blob_correlation(const BlobSize& size, std::int64_t height, std::int64_t width);

/// A field's share of one size; its variance is amplitude².
struct BlobPart {
  BlobSize size;
  float amplitude = 1;
};

enum class BlobOrigin {
  Corner,  ///< the first pixel lies half a pixel from a node, always
  Random,  ///< the nodes of every field lie elsewhere
};

/// The sum of fields of several sizes. Draws are the same on every machine.
class BlobField {
 public:
  /// `parts`: white noise, if any, comes last.
  BlobField(std::int64_t height, std::int64_t width, std::vector<BlobPart> parts, BlobOrigin origin);
  /// plane: [height][width].
  void draw(std::span<float> plane, Random& random);

 private:
  /// Between which nodes the pixels of one side lie.
  struct Axis {
    std::vector<std::int64_t> node;
    std::vector<float> fraction, norm;  ///< norm: interpolating independent nodes lowers the variance; this restores 1
    Axis(std::int64_t size, std::int64_t cell);
  };
  struct Grid {
    BlobPart part;
    Axis rows, columns;
  };
  void add(const Grid& grid, std::span<float> plane, Random& random);

  std::int64_t height_, width_;
  BlobOrigin origin_;
  std::vector<Grid> grids_;
  float white_ = 0;
  std::vector<float> nodes_, line_, sum_;
};

}  // namespace skeptic
