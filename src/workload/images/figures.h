// The figures of the generated set: how much of a pixel each covers.
#pragma once

#include <cstdint>

#include "base/random.h"

namespace skeptic {

/// A figure in its own coordinates: u to the right, v downwards, in pixels from its centre.
struct Figure {
  std::int64_t kind = 0;  ///< index into kShapeClasses
  double radius = 8;      ///< half of its width, about
  double stroke = 0.3;    ///< width of lines, as a part of the radius
  double parts = 3;       ///< bars, fields of the checkerboard or dots along a side
  bool flipped = false;   ///< upside down

  static Figure draw(std::int64_t kind, Random& random);
  /// From 0 to 1, of the pixel whose centre is (u, v): the distance to the figure's edge, cut to a pixel's width.
  double coverage(double u, double v) const;
};

/// 1 well inside of an edge, 0 well outside; `distance` is positive outside.
inline double covered(double distance) { return distance < -0.5 ? 1 : distance > 0.5 ? 0 : 0.5 - distance; }

}  // namespace skeptic
