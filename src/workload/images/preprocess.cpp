#include "workload/images/preprocess.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "workload/elements.h"
#include "workload/images/decode.h"

namespace skeptic {
namespace {

constexpr std::int64_t kLongestSide = 1 << 16;  // of a network's input, and of what the shorter side is scaled to

void require_readable(const Image& image, const Network& network) {
  const std::vector<std::int64_t>& input = network.input;
  const Preprocessing& how = network.preprocessing;
  const auto sensible = [](std::int64_t side) { return side >= 1 && side <= kLongestSide; };
  if (input.size() != 3 || (input[0] != 1 && input[0] != 3) || !sensible(input[1]) || !sensible(input[2]))
    fail_image(DiagnosticId::UnsupportedImage, image.name, fmt::format("is an image, and {} reads {}", network.name, shape_text(input)),
               "a network whose input is [3, height, width] or [1, height, width]");
  if (image.channels > input[0])
    fail_image(DiagnosticId::UnsupportedImage, image.name, fmt::format("is in colour, and {} reads grey images", network.name), {}, "convert it");
  const auto channels = static_cast<std::size_t>(input[0]);
  if (how.mean.size() != channels || how.deviation.size() != channels)
    fail_image(DiagnosticId::NetworkLayer, network.name,
               fmt::format("has a preprocessing of {} means and {} deviations", how.mean.size(), how.deviation.size()),
               fmt::format("{}, one for each channel of its input", channels));
}

/// Half of `difference`, rounded to the nearest even number where it is odd, as torchvision's CenterCrop does.
std::int64_t centred(std::int64_t difference) { return difference / 2 + (difference % 2 == 1 && difference / 2 % 2 == 1 ? 1 : 0); }

/// The part of `image` of this size that starts in row `top`, column `left`.
Image crop(const Image& image, std::int64_t top, std::int64_t left, std::int64_t height, std::int64_t width) {
  Image part{image.channels, height, width, {}, image.label, image.name};
  part.pixels.reserve(static_cast<std::size_t>(height * width * image.channels));
  for (std::int64_t y = 0; y < height; ++y) {
    const auto row = image.pixels.begin() + ((top + y) * image.width + left) * image.channels;
    part.pixels.insert(part.pixels.end(), row, row + width * image.channels);
  }
  return part;
}

/// The smallest `resize` for which the network's input fits: the sides become `resize` and resize · long / short, rounded down.
std::int64_t smallest_resize(const Image& image, std::int64_t height, std::int64_t width) {
  const std::int64_t shorter = std::min(image.height, image.width);
  const auto needed = [&](std::int64_t side, std::int64_t wanted) { return (wanted * shorter + side - 1) / side; };
  return std::max(needed(image.height, height), needed(image.width, width));
}

Image fitted(const Image& image, const Network& network) {
  const std::int64_t height = network.input[1], width = network.input[2], resize = network.preprocessing.resize;
  const std::string reads = fmt::format("{} x {}, which {} reads", width, height, network.name);
  const std::string suggestion = fmt::format("--resize {} scales the shorter side and cuts out the centre", smallest_resize(image, height, width));
  if (resize == 0) {
    if (image.height == height && image.width == width) return image;
    fail_image(DiagnosticId::ImageSize, image.name, fmt::format("has {} x {} pixels", image.width, image.height), reads, suggestion);
  }
  if (resize < 0 || resize > kLongestSide)
    fail_image(DiagnosticId::ImageSize, image.name, fmt::format("is to be scaled to {} pixels", resize), fmt::format("1 to {}", kLongestSide));
  const std::int64_t shorter = std::min(image.height, image.width);
  const std::int64_t scaled_height = resize * image.height / shorter, scaled_width = resize * image.width / shorter;
  if (scaled_height < height || scaled_width < width)
    fail_image(DiagnosticId::ImageSize, image.name,
               fmt::format("has {} x {} pixels after its shorter side was scaled to {}", scaled_width, scaled_height, resize), "at least " + reads,
               suggestion);
  require_pixels(scaled_width, scaled_height, image.name);
  const Image scaled = resize_bilinear(image, scaled_height, scaled_width);
  return crop(scaled, centred(scaled_height - height), centred(scaled_width - width), height, width);
}

}  // namespace

std::vector<float> preprocess(const Image& image, const Network& network) {
  require_readable(image, network);
  const Image input = fitted(image, network);
  const Preprocessing& how = network.preprocessing;
  const std::int64_t channels = network.input[0], pixels = input.height * input.width;
  std::vector<float> values;
  values.reserve(static_cast<std::size_t>(channels * pixels));
  for (std::int64_t c = 0; c < channels; ++c) {
    const std::int64_t stored = input.channels == 1 ? 0 : how.bgr ? channels - 1 - c : c;
    const auto mean = static_cast<float>(how.mean[static_cast<std::size_t>(c)]);
    const auto deviation = static_cast<float>(how.deviation[static_cast<std::size_t>(c)]);
    // v · (1/255) in double precision, rounded to single, is v/255 in single precision for every byte v.
    for (std::int64_t i = 0; i < pixels; ++i) {
      const auto v = static_cast<float>(input.pixels[static_cast<std::size_t>(i * input.channels + stored)] * how.scale);
      values.push_back((v - mean) / deviation);
    }
  }
  return values;
}

}  // namespace skeptic
