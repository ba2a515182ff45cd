#include <algorithm>
#include <cassert>
#include <cmath>

#include "workload/images/preprocess.h"

namespace skeptic {
namespace {

constexpr int kWeightBits = 22;

/// Output element i is the sum of weights[k] · input[first + k].
struct Taps {
  std::int64_t first = 0;
  std::vector<std::int64_t> weights;  ///< in units of 2^-22
};

std::int64_t nearest(double x) { return static_cast<std::int64_t>(std::floor(x + 0.5)); }

/// The triangle max(0, 1 - |d|) over distances d from the output's centre, in units of the larger of an input and an output element.
std::vector<Taps> triangle_taps(std::int64_t from, std::int64_t to) {
  std::vector<Taps> all(static_cast<std::size_t>(to));
  const double step = static_cast<double>(from) / static_cast<double>(to);
  const double reach = std::max(step, 1.0);
  for (std::int64_t i = 0; i < to; ++i) {
    const double centre = (static_cast<double>(i) + 0.5) * step;
    const std::int64_t first = std::max<std::int64_t>(0, nearest(centre - reach));
    const std::int64_t end = std::min(from, nearest(centre + reach));
    std::vector<double> triangle;
    double sum = 0;
    for (std::int64_t k = first; k < end; ++k) {
      const double distance = (static_cast<double>(k) - centre + 0.5) / reach;
      triangle.push_back(std::max(0.0, distance < 0 ? 1 + distance : 1 - distance));
      sum += triangle.back();
    }
    Taps& taps = all[static_cast<std::size_t>(i)];
    taps.first = first;
    for (const double weight : triangle) taps.weights.push_back(nearest(weight / sum * (1 << kWeightBits)));
  }
  return all;
}

/// `step` elements lie between neighbours along the direction of the taps.
std::uint8_t weighted(const std::uint8_t* input, std::int64_t step, const Taps& taps) {
  std::int64_t sum = std::int64_t{1} << (kWeightBits - 1);
  for (std::size_t k = 0; k < taps.weights.size(); ++k) sum += taps.weights[k] * input[(taps.first + static_cast<std::int64_t>(k)) * step];
  return static_cast<std::uint8_t>(std::min<std::int64_t>(sum >> kWeightBits, 255));
}

}  // namespace

Image resize_bilinear(const Image& image, std::int64_t height, std::int64_t width) {
  assert(height > 0 && width > 0 && image.height > 0 && image.width > 0);
  const std::int64_t channels = image.channels;
  Image narrow{channels, image.height, width, {}, image.label, image.name};
  narrow.pixels.resize(static_cast<std::size_t>(image.height * width * channels));
  const std::vector<Taps> columns = triangle_taps(image.width, width);
  for (std::int64_t y = 0; y < image.height; ++y)
    for (std::int64_t x = 0; x < width; ++x)
      for (std::int64_t c = 0; c < channels; ++c)
        narrow.pixels[static_cast<std::size_t>((y * width + x) * channels + c)] =
            weighted(image.pixels.data() + y * image.width * channels + c, channels, columns[static_cast<std::size_t>(x)]);

  Image result{channels, height, width, {}, image.label, image.name};
  result.pixels.resize(static_cast<std::size_t>(height * width * channels));
  const std::vector<Taps> rows = triangle_taps(image.height, height);
  for (std::int64_t y = 0; y < height; ++y)
    for (std::int64_t i = 0; i < width * channels; ++i)
      result.pixels[static_cast<std::size_t>(y * width * channels + i)] =
          weighted(narrow.pixels.data() + i, width * channels, rows[static_cast<std::size_t>(y)]);
  return result;
}

}  // namespace skeptic
