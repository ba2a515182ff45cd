#include "workload/blob_field.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "workload/normal_table.h"

namespace skeptic {
namespace {

/// How far behind its node a pixel lies, in cells.
double fraction_of(std::int64_t at, std::int64_t cell) { return (static_cast<double>(at % cell) + 0.5) / static_cast<double>(cell); }

/// Along one side; every pixel by itself where the cell is 1.
double side_correlation(std::int64_t cell, std::int64_t apart) {
  if (cell == 1) return apart == 0 ? 1 : 0;
  double sum = 0;
  for (std::int64_t at = 0; at < cell; ++at) {
    const double a = fraction_of(at, cell), b = fraction_of(at + apart, cell);
    const std::int64_t nodes = (at + apart) / cell;
    const double shared = nodes == 0 ? (1 - a) * (1 - b) + a * b : nodes == 1 ? a * (1 - b) : 0;
    sum += shared / std::sqrt(((1 - a) * (1 - a) + a * a) * ((1 - b) * (1 - b) + b * b));
  }
  return sum / static_cast<double>(cell);
}

double mean_side_correlation(std::int64_t cell, std::int64_t size) {
  double sum = static_cast<double>(size);
  for (std::int64_t apart = 1; apart < size; ++apart) sum += 2 * static_cast<double>(size - apart) * side_correlation(cell, apart);
  return sum / (static_cast<double>(size) * static_cast<double>(size));
}

}  // namespace

double blob_correlation(const BlobSize& size, std::int64_t down, std::int64_t right) {
  return side_correlation(size.height, down) * side_correlation(size.width, right);
}

double mean_blob_correlation(const BlobSize& size, std::int64_t height, std::int64_t width) {
  return mean_side_correlation(size.height, height) * mean_side_correlation(size.width, width);
}

BlobField::Axis::Axis(std::int64_t size, std::int64_t cell) {
  for (std::int64_t i = 0; i < size; ++i) {
    const float f = cell == 1 ? 0.0F : (static_cast<float>(i % cell) + 0.5f) / static_cast<float>(cell);
    node.push_back(i / cell);
    fraction.push_back(f);
    norm.push_back(1.0f / std::sqrt((1 - f) * (1 - f) + f * f));
  }
}

BlobField::BlobField(std::int64_t height, std::int64_t width, std::vector<BlobPart> parts, BlobOrigin origin)
    : height_(height), width_(width), origin_(origin) {
  for (const BlobPart& part : parts) {
    assert(white_ == 0);
    if (part.size == BlobSize{}) {
      white_ = part.amplitude;
      continue;
    }
    // A random origin moves the image by up to a cell, less a pixel.
    const bool moves = origin == BlobOrigin::Random;
    grids_.push_back({part, Axis(height + (moves ? part.size.height - 1 : 0), part.size.height),
                      Axis(width + (moves ? part.size.width - 1 : 0), part.size.width)});
  }
}

void BlobField::draw(std::span<float> plane, Random& random) {
  assert(plane.size() == static_cast<std::size_t>(height_ * width_));
  sum_.assign(plane.size(), 0.0F);
  for (const Grid& grid : grids_) add(grid, sum_, random);
  if (white_ == 0) {
    std::copy(sum_.begin(), sum_.end(), plane.begin());
    return;
  }
  NormalTable::standard().fill(plane, random);
  for (std::size_t at = 0; at < plane.size(); ++at) plane[at] = sum_[at] + white_ * plane[at];
}

void BlobField::add(const Grid& grid, std::span<float> plane, Random& random) {
  std::size_t top = 0, left = 0;
  if (origin_ == BlobOrigin::Random) {
    top = random.below(static_cast<std::uint64_t>(grid.part.size.height));
    left = random.below(static_cast<std::uint64_t>(grid.part.size.width));
  }
  // One node more than the last pixel's, on both sides.
  const std::int64_t width = grid.columns.node.back() + 2;
  nodes_.resize(static_cast<std::size_t>((grid.rows.node.back() + 2) * width));
  line_.resize(static_cast<std::size_t>(width));
  NormalTable::standard().fill(nodes_, random);
  std::size_t at = 0;
  for (std::size_t y = top; y < top + static_cast<std::size_t>(height_); ++y) {
    const float* above = nodes_.data() + grid.rows.node[y] * width;
    const float* below = above + width;
    const float scale = grid.rows.norm[y] * grid.part.amplitude;
    for (std::size_t x = 0; x < line_.size(); ++x) line_[x] = (above[x] + (below[x] - above[x]) * grid.rows.fraction[y]) * scale;
    for (std::size_t x = left; x < left + static_cast<std::size_t>(width_); ++x, ++at) {
      const float before = line_[static_cast<std::size_t>(grid.columns.node[x])], behind = line_[static_cast<std::size_t>(grid.columns.node[x] + 1)];
      plane[at] += (before + (behind - before) * grid.columns.fraction[x]) * grid.columns.norm[x];
    }
  }
}

}  // namespace skeptic
