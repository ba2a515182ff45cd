// The generated set "shapes": one of ten figures, of any place, size, tilt and colour, on a textured ground with clutter and noise. Hard enough that
// averages of pixels do not tell the classes apart, and easy enough that small networks learn it.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "workload/images/image.h"

namespace skeptic {

inline constexpr std::array<std::string_view, 10> kShapeClasses{
    "disc", "ring", "square", "frame", "triangle", "cross", "horizontal bars", "vertical bars", "checkerboard", "dots"};
inline constexpr std::int64_t kShapesSide = 32;

/// 3 x 32 x 32, without a name. `stream` ("shapes", "shapes-train") separates sets that share a seed. The label is the index into kShapeClasses; of
/// every ten images from a multiple of ten on, each class has one. Only + - * / and sqrt of IEEE doubles: the same bytes everywhere.
Image shapes_image(std::uint64_t seed, const char* stream, std::int64_t index);

}  // namespace skeptic
