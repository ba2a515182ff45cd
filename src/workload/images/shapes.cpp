#include "workload/images/shapes.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "base/random.h"
#include "workload/images/figures.h"

namespace skeptic {
namespace {

using Colour = std::array<double, 3>;  // of 0 to 1

constexpr int kSide = kShapesSide;

struct Canvas {
  std::array<Colour, std::size_t{kSide} * std::size_t{kSide}> pixels;
  Colour& at(int x, int y) { return pixels[static_cast<std::size_t>(y * kSide + x)]; }
};

double between(Random& random, double low, double high) { return low + (high - low) * random.uniform(); }

struct Direction {
  double x = 1, y = 0;
};

/// Any direction, equally likely.
Direction any_direction(Random& random) {
  while (true) {
    const double x = between(random, -1, 1), y = between(random, -1, 1), length = x * x + y * y;
    if (length > 1 || length < 0.01) continue;
    const double scale = 1 / std::sqrt(length);
    return {x * scale, y * scale};
  }
}

/// A turn by at most 2·atan(most) to either side: the cosine and the sine of twice the angle whose tangent is drawn.
Direction tilt(Random& random, double most) {
  const double t = between(random, -most, most);
  return {(1 - t * t) / (1 + t * t), 2 * t / (1 + t * t)};
}

/// Grey with a tinge.
Colour any_colour(Random& random, double low, double high, double tinge) {
  const double grey = between(random, low, high);
  Colour colour{};
  for (double& c : colour) c = std::clamp(grey + between(random, -tinge, tinge), 0.0, 1.0);
  return colour;
}

/// `contrast` away from `ground` in brightness, and some of it in hue; to the other side where there is no room.
Colour contrasting(const Colour& ground, double contrast, Random& random) {
  double sign = random.below(2) == 1 ? 1 : -1;
  const double mean = (ground[0] + ground[1] + ground[2]) / 3;
  if (mean + sign * contrast > 0.95 || mean + sign * contrast < 0.05) sign = -sign;
  Colour colour{};
  for (std::size_t c = 0; c < 3; ++c) colour[c] = std::clamp(ground[c] + contrast * (sign + between(random, -0.7, 0.7)), 0.0, 1.0);
  return colour;
}

/// Lays `colour` over the pixels within `reach` of (x, y), as much of it as coverage(dx, dy) says.
template <typename Coverage>
void paint(Canvas& canvas, double x, double y, double reach, const Colour& colour, double opacity, const Coverage& coverage) {
  const int left = std::max(0, static_cast<int>(x - reach)), right = std::min(kSide - 1, static_cast<int>(x + reach) + 1);
  const int top = std::max(0, static_cast<int>(y - reach)), bottom = std::min(kSide - 1, static_cast<int>(y + reach) + 1);
  for (int row = top; row <= bottom; ++row)
    for (int column = left; column <= right; ++column) {
      const double part = opacity * coverage(column + 0.5 - x, row + 0.5 - y);
      if (part <= 0) continue;
      Colour& pixel = canvas.at(column, row);
      for (std::size_t c = 0; c < 3; ++c) pixel[c] += part * (colour[c] - pixel[c]);
    }
}

/// A gradient, blotches of some pixels' size, and at times faint stripes.
void draw_ground(Canvas& canvas, Random& random) {
  const Colour base = any_colour(random, 0.2, 0.8, 0.15);
  const Colour slope = any_colour(random, -0.15, 0.15, 0.1);
  const Direction along = any_direction(random);
  constexpr int kMostNodes = 10;
  const int cells = 3 + static_cast<int>(random.below(6));
  const double blotch = between(random, 0.02, 0.16);
  std::array<std::array<double, kMostNodes>, kMostNodes> nodes{};
  for (auto& row : nodes)
    for (double& node : row) node = blotch * between(random, -1, 1);
  const Direction across = any_direction(random);
  const double period = between(random, 3, 9), phase = between(random, 0, 1);
  const double stripe = random.below(3) == 0 ? between(random, 0.04, 0.14) : 0;
  const Colour tinge = any_colour(random, 0.8, 0.8, 0.4);

  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x) {
      const double u = (x + 0.5) / kSide, v = (y + 0.5) / kSide;
      const double ramp = (u - 0.5) * along.x + (v - 0.5) * along.y;
      const double p = u * cells, q = v * cells;
      const auto i = static_cast<std::size_t>(p), j = static_cast<std::size_t>(q);
      const double a = p - static_cast<double>(i), b = q - static_cast<double>(j);
      const double upper = nodes[j][i] + a * (nodes[j][i + 1] - nodes[j][i]);
      const double lower = nodes[j + 1][i] + a * (nodes[j + 1][i + 1] - nodes[j + 1][i]);
      const double turn = (x * across.x + y * across.y) / period + phase;
      const double wave = turn - std::floor(turn);  // a triangle wave of height 1 is 4·|wave - 1/2| - 1
      const double texture = upper + b * (lower - upper) + stripe * (4 * (wave < 0.5 ? 0.5 - wave : wave - 0.5) - 1);
      Colour& pixel = canvas.at(x, y);
      for (std::size_t c = 0; c < 3; ++c) pixel[c] = base[c] + slope[c] * 2 * ramp + tinge[c] * texture;
    }
}

/// A short line, a speck, or a bow, anywhere.
void draw_fragment(Canvas& canvas, const Colour& colour, Random& random) {
  const double x = between(random, 0, kSide), y = between(random, 0, kSide), opacity = between(random, 0.5, 1);
  const Direction d = any_direction(random);
  switch (random.below(3)) {
    case 0: {
      const double half = between(random, 2, 6), width = between(random, 0.5, 1.2);
      paint(canvas, x, y, half + 2, colour, opacity, [&](double u, double v) {
        const double along = u * d.x + v * d.y, off = v * d.x - u * d.y;
        return covered(std::max((along < 0 ? -along : along) - half, (off < 0 ? -off : off) - width));
      });
      break;
    }
    case 1: {
      const double radius = between(random, 0.8, 2.2);
      paint(canvas, x, y, radius + 2, colour, opacity, [&](double u, double v) { return covered(std::sqrt(u * u + v * v) - radius); });
      break;
    }
    default: {
      const double radius = between(random, 3, 7), width = between(random, 0.5, 1.1), part = between(random, -0.3, 0.6);
      paint(canvas, x, y, radius + 2, colour, opacity, [&](double u, double v) {
        const double distance = std::sqrt(u * u + v * v), off = distance - radius;
        return u * d.x + v * d.y < part * distance ? 0 : covered((off < 0 ? -off : off) - width);
      });
    }
  }
}

/// About normal: the sum of four uniform numbers (Irwin and Hall), of deviation 1.
double noise(Random& random) {
  constexpr double kScale = 1.7320508075688772 / 65536;  // sqrt(3): four uniforms on [-1/2, 1/2] have the variance 1/3
  const std::uint64_t bits = random.next();
  const auto word = [&](int i) { return static_cast<double>(bits >> (16 * i) & 0xffff); };
  return kScale * (word(0) + word(1) + word(2) + word(3) - 2 * 65535);
}

/// The class of an image: every block of ten holds each class once, in an order of its own.
std::int64_t shape_class(std::uint64_t seed, const char* stream, std::int64_t index) {
  constexpr auto kClasses = static_cast<std::int64_t>(kShapeClasses.size());
  Random random(derive_seed(derive_seed(seed, stream), "classes", static_cast<std::uint64_t>(index / kClasses)));
  std::array<std::int64_t, kShapeClasses.size()> order{};
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto j = static_cast<std::size_t>(random.below(i + 1));
    order[i] = order[j];
    order[j] = static_cast<std::int64_t>(i);
  }
  return order[static_cast<std::size_t>(index % kClasses)];
}

}  // namespace

Image shapes_image(std::uint64_t seed, const char* stream, std::int64_t index) {
  Random random(derive_seed(seed, stream, static_cast<std::uint64_t>(index)));
  const std::int64_t label = shape_class(seed, stream, index);
  Canvas canvas;
  draw_ground(canvas, random);

  const Figure figure = Figure::draw(label, random);
  constexpr double kMargin = 11;  // the centre's from the image's edge: most of the figure is inside
  const double x = between(random, kMargin, kSide - kMargin), y = between(random, kMargin, kSide - kMargin);
  const Direction turn = tilt(random, 0.14);
  const double contrast = between(random, 0.12, 0.45);
  const Colour ground = canvas.at(static_cast<int>(x), static_cast<int>(y));
  const Colour colour = contrasting(ground, contrast, random);

  const auto fragment = [&] {
    const bool alike = random.below(2) == 1;
    draw_fragment(canvas, alike ? colour : contrasting(ground, between(random, 0.1, 0.45), random), random);
  };
  for (std::uint64_t i = 2 + random.below(5); i > 0; --i) fragment();
  paint(canvas, x, y, 1.5 * figure.radius, colour, between(random, 0.75, 1),
        [&](double u, double v) { return figure.coverage(u * turn.x + v * turn.y, v * turn.x - u * turn.y); });
  for (std::uint64_t i = random.below(4); i > 0; --i) fragment();

  const double deviation = between(random, 0.01, 0.09);
  Image image{3, kSide, kSide, {}, label, {}};
  image.pixels.reserve(canvas.pixels.size() * 3);
  for (const Colour& pixel : canvas.pixels)
    for (const double value : pixel) {
      const double level = 0.5 + 255 * std::clamp(value + deviation * noise(random), 0.0, 1.0);
      image.pixels.push_back(static_cast<std::uint8_t>(level));
    }
  return image;
}

}  // namespace skeptic
