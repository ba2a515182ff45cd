#include "workload/images/figures.h"

#include <algorithm>
#include <cmath>

namespace skeptic {
namespace {

double magnitude(double x) { return x < 0 ? -x : x; }

/// The distance to the nearest of the lines at 0, ±period, ±2·period, …
double to_nearest(double x, double period) { return magnitude(x - period * std::floor(x / period + 0.5)); }

/// Of stripes across x, `bars` of them and the gaps between as wide as they, from -half to half.
double stripes(double x, double half, double bars) {
  const double width = 2 * half / (2 * bars - 1);
  return covered(to_nearest(x + half - 0.5 * width, 2 * width) - 0.5 * width);
}

/// Of fields of a checkerboard across x: 1 in the odd ones.
double fields(double x, double half, double count) {
  const double width = 2 * half / count;
  return covered(to_nearest(x + half - 0.5 * width, 2 * width) - 0.5 * width);
}

}  // namespace

Figure Figure::draw(std::int64_t kind, Random& random) {
  Figure figure;
  figure.kind = kind;
  figure.radius = 7.5 + 4.5 * random.uniform();
  figure.stroke = 0.26 + 0.16 * random.uniform();
  figure.flipped = random.below(2) == 1;
  const bool fine = random.below(2) == 1;
  figure.parts = fine && figure.radius > 9 ? 4 : 3;
  return figure;
}

double Figure::coverage(double u, double v) const {
  const double box = std::max(magnitude(u), magnitude(v));
  const double side = 0.86 * radius;  // of the figures in a square, whose corners reach further
  const double width = stroke * radius;
  switch (kind) {
    case 0:
      return covered(std::sqrt(u * u + v * v) - radius);
    case 1:
      return covered(magnitude(std::sqrt(u * u + v * v) - (radius - 0.5 * width)) - 0.5 * width);
    case 2:
      return covered(box - side);
    case 3:
      return covered(magnitude(box - (side - 0.5 * width)) - 0.5 * width);
    case 4: {
      // Equilateral: its three edges are half a radius and a tenth from the centre, at 120 degrees to each other.
      constexpr double kHalfRoot3 = 0.86602540378443865;
      const double down = flipped ? -v : v;
      return covered(std::max(down, kHalfRoot3 * magnitude(u) - 0.5 * down) - 0.6 * radius);
    }
    case 5:
      return covered(std::max(box - radius, std::min(magnitude(u), magnitude(v)) - 0.6 * width));
    case 6:
      return covered(box - side) * stripes(v, side, parts);
    case 7:
      return covered(box - side) * stripes(u, side, parts);
    case 8: {
      const double across = fields(u, side, parts), along = fields(v, side, parts);
      return covered(box - side) * (across * along + (1 - across) * (1 - along));
    }
    default: {
      const double spacing = 2 * side / (parts - 0.4);
      const double shift = static_cast<std::int64_t>(parts) % 2 == 0 ? 0.5 * spacing : 0;
      if (box > 0.5 * parts * spacing) return 0;
      const double x = to_nearest(u + shift, spacing), y = to_nearest(v + shift, spacing);
      return covered(std::sqrt(x * x + y * y) - 0.3 * spacing);
    }
  }
}

}  // namespace skeptic
