// One image, as it was stored: bytes, before any preprocessing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic_ids.h"

namespace skeptic {

struct Image {
  std::int64_t channels = 0, height = 0, width = 0;  ///< 3 channels are red, green, blue; 1 is grey
  std::vector<std::uint8_t> pixels;                  ///< [height][width][channels]
  std::optional<std::int64_t> label;
  std::string name;  ///< its file; within a file of many, `file[index]`
};

/// No image of more pixels is read: a small file can claim any size.
inline constexpr std::int64_t kMostPixels = std::int64_t{1} << 26;
/// No file of more bytes is read, packed or not.
inline constexpr std::int64_t kMostImageBytes = std::int64_t{1} << 30;

/// Throws UserError for a file of images as a whole.
[[noreturn]] void fail_image(DiagnosticId id, const std::string& file, std::string message, std::string expected = {}, std::string suggestion = {});

}  // namespace skeptic
