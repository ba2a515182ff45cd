// Activations with zeros as a rectifier leaves them: channels of different density, in blobs, different in every image.
//
// What real ones look like, measured on ResNet-20 (CIFAR-10, 60 test images, all 19 ReLUs): channel densities within an image have a standard
// deviation of 0.10 to 0.37; a channel's density varies over images by 0.06 to 0.22 (median 0.10), a layer's mean by 0.011 to 0.036; zeros
// correlate by 0.37 between neighbours, 0.12 two pixels apart and 0.06 four apart (medians).
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "base/random.h"

namespace skeptic {

/// Zero fractions of `channels` channels: a beta distribution of the given mean and standard deviation, drawn stratified (channel c of a random
/// permutation gets the quantile of (c + 1/2)/channels) and shifted so that their mean is exact.
std::vector<double> channel_zero_fractions(std::int64_t channels, double mean, double deviation, Random& random);

/// The fractions of one image: every channel moves at random by `deviation` at a fraction of 1/2, by nothing at 0 and 1; the mean becomes `mean`.
std::vector<double> vary_zero_fractions(std::vector<double> fractions, double mean, double deviation, Random& random);

/// How many zeros each channel has: its fraction of the pixels, rounded so that the rest goes to the next channel in a random order.
std::vector<std::int64_t> zero_counts(const std::vector<double>& fractions, std::int64_t pixels, Random& random);

/// Makes the `zeros` lowest values 0 and subtracts their highest from the others, which are positive then. `sorted` is working space.
void rectify(std::span<float> plane, std::int64_t zeros, std::vector<float>& sorted);

/// Makes an image, [pixels][channels], plane by plane: `draw(channel, plane)` is called for the channels in their order.
template <typename Draw>
void fill_planes(std::span<float> image, std::size_t channels, const Draw& draw) {
  constexpr std::size_t kTogether = 16;  // channels, so that the transposed writes fill cache lines
  const std::size_t pixels = image.size() / channels;
  std::vector<float> planes(kTogether * pixels);
  for (std::size_t first = 0; first < channels; first += kTogether) {
    const std::size_t count = std::min(kTogether, channels - first);
    for (std::size_t c = 0; c < count; ++c) draw(first + c, std::span(planes.data() + c * pixels, pixels));
    for (std::size_t p = 0; p < pixels; ++p)
      for (std::size_t c = 0; c < count; ++c) image[p * channels + first + c] = planes[c * pixels + p];
  }
}

/// One image, [height][width][channels]: channel c has round(fraction · height · width) zeros, up to one, so that the sum over channels is exact to
/// one; other values are positive, the part of a standard normal field above the threshold that gives those zeros.
void fill_rectified(std::span<float> image, std::int64_t height, std::int64_t width, const std::vector<double>& zero_fractions, Random& random);

}  // namespace skeptic
