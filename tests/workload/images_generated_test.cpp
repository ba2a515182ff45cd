#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <array>
#include <cmath>
#include <set>

#include "workload/images/figures.h"
#include "workload/images/generated.h"
#include "workload/images/shapes.h"
#include "workload/user_error.h"

namespace skeptic {
namespace {

std::uint32_t checksum(const std::vector<std::uint8_t>& bytes, std::uint32_t before = 0) {
  return static_cast<std::uint32_t>(crc32(before, bytes.data(), static_cast<uInt>(bytes.size())));
}

TEST(ImagesGenerated, TheSameBytesForTheSameSeedAndIndex) {
  const auto set = generated_images("generated:shapes"), other = generated_images("generated:shapes?count=3&seed=1");
  const Image image = set->image(2);
  EXPECT_EQ(image.channels, 3);
  EXPECT_EQ(image.height, 32);
  EXPECT_EQ(image.width, 32);
  EXPECT_EQ(image.pixels.size(), 3072u);
  EXPECT_EQ(image.name, "generated:shapes?seed=1[2]");
  EXPECT_EQ(other->image(2).pixels, image.pixels);
  EXPECT_EQ(other->image(2).label, image.label);
  // Recorded once: a change of these bytes changes every network that was trained on them.
  std::uint32_t sum = 0;
  for (std::int64_t i = 0; i < 100; ++i) sum = checksum(set->image(i).pixels, sum);
  EXPECT_EQ(sum, 2468622056u);
}

TEST(ImagesGenerated, TestAndTrainingImagesAndSeedsDiffer) {
  std::set<std::uint32_t> sums;
  for (const char* path : {"generated:shapes", "generated:shapes-train", "generated:shapes?seed=2", "generated:shapes-train?seed=2"}) {
    const auto set = generated_images(path);
    for (std::int64_t i = 0; i < 50; ++i) sums.insert(checksum(set->image(i).pixels));
  }
  EXPECT_EQ(sums.size(), 200u);
}

TEST(ImagesGenerated, EveryTenImagesHoldEachClassOnce) {
  const auto set = generated_images("generated:shapes?seed=7");
  std::set<std::vector<std::int64_t>> orders;
  for (std::int64_t block = 0; block < 20; ++block) {
    std::vector<std::int64_t> order;
    for (std::int64_t i = 0; i < 10; ++i) order.push_back(set->image(10 * block + i).label.value());
    EXPECT_THAT(order, testing::UnorderedElementsAre(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    orders.insert(order);
  }
  EXPECT_GT(orders.size(), 15u) << "the blocks have orders of their own";
}

TEST(ImagesGenerated, Sizes) {
  EXPECT_EQ(generated_images("generated:shapes")->size(), 10'000);
  EXPECT_EQ(generated_images("generated:shapes")->describe(), "10000 generated images of the set shapes, seed 1");
  const auto train = generated_images("generated:shapes-train?seed=3");
  EXPECT_EQ(train->size(), std::int64_t{1} << 40);
  EXPECT_EQ(train->describe(), "any number of generated images of the set shapes-train, seed 3");
  EXPECT_EQ(train->image(train->size() - 1).pixels.size(), 3072u);
  EXPECT_EQ(generated_images("generated:shapes?count=12")->size(), 12);
}

TEST(ImagesGenerated, OtherNamesAreRefused) {
  const auto refusal = [](const std::string& path) { return user_error([&] { generated_images(path); }); };
  EXPECT_EQ(refusal("generated:shaeps"),
            "generated:shaeps: error: \"shaeps\" is no generated set [image-set-unknown]\n  expected: generated:shapes or generated:shapes-train\n"
            "  did you mean \"shapes\"?\n");
  EXPECT_EQ(refusal("generated:"),
            "generated:: error: \"\" is no generated set [image-set-unknown]\n  expected: generated:shapes or generated:shapes-train\n");
  const std::string expected = " [image-set-unknown]\n  expected: seed=N, from 0 to 18446744073709551615, or count=N, from 1 to 1099511627776\n";
  for (const std::string option : {"", "sed=1", "seed=-1", "seed=", "seed=1x", "seed=18446744073709551616", "count=0", "count=1099511627777"})
    EXPECT_EQ(refusal("generated:shapes?" + option), "generated:shapes?" + option + ": error: has the option \"" + option + "\"" + expected);
  EXPECT_EQ(refusal("generated:shapes?seed=18446744073709551615&count=1099511627776"), "");
}

/// The share of `tests` images that the nearest of the classes' mean images, over `trained` images, names rightly.
double nearest_mean_accuracy(std::int64_t trained, std::int64_t tests) {
  std::array<std::vector<double>, 10> means;
  for (auto& mean : means) mean.assign(3072, 0);
  for (std::int64_t i = 0; i < trained; ++i) {
    const Image image = shapes_image(1, "shapes-train", i);
    for (std::size_t k = 0; k < 3072; ++k) means[static_cast<std::size_t>(*image.label)][k] += image.pixels[k] * 10.0 / static_cast<double>(trained);
  }
  std::int64_t right = 0;
  for (std::int64_t i = 0; i < tests; ++i) {
    const Image image = shapes_image(1, "shapes", i);
    std::array<double, 10> distance{};
    for (std::size_t c = 0; c < 10; ++c)
      for (std::size_t k = 0; k < 3072; ++k) distance[c] += (image.pixels[k] - means[c][k]) * (image.pixels[k] - means[c][k]);
    right += std::min_element(distance.begin(), distance.end()) - distance.begin() == *image.label;
  }
  return static_cast<double>(right) / static_cast<double>(tests);
}

TEST(ImagesGenerated, MeansOfPixelsDoNotTellTheClasses) { EXPECT_LT(nearest_mean_accuracy(2000, 500), 0.3); }

/// The part of the square from -half to half that a figure covers, in pixels.
double area(const Figure& figure, double half = 20) {
  double sum = 0;
  constexpr double kStep = 0.125;
  for (double v = -half + kStep / 2; v < half; v += kStep)
    for (double u = -half + kStep / 2; u < half; u += kStep) sum += figure.coverage(u, v);
  return sum * kStep * kStep;
}

TEST(ImagesFigures, AreasByHand) {
  Figure figure{.kind = 0, .radius = 8, .stroke = 0.3, .parts = 3};
  const auto expect_area = [&](std::int64_t kind, double expected, double tolerance) {
    figure.kind = kind;
    EXPECT_NEAR(area(figure), expected, tolerance) << kShapeClasses[static_cast<std::size_t>(kind)];
  };
  const double pi = std::acos(-1.0), side = 2 * 0.86 * 8, width = 0.3 * 8;
  // An edge that is blurred over a pixel keeps the area behind a straight edge; corners lose or gain some tenths of a pixel.
  expect_area(0, pi * 64, 1);
  expect_area(1, pi * (64 - (8 - width) * (8 - width)), 1);
  expect_area(2, side * side, 1.5);
  expect_area(3, side * side - (side - 2 * width) * (side - 2 * width), 2);
  expect_area(4, 3 * std::sqrt(3.0) * 4.8 * 4.8, 2);
  // Two arms of 16 x 2.88.
  expect_area(5, 2 * 16 * 1.2 * width - 1.44 * width * width, 2);
  // Where a bar ends at the square's edge it is blurred twice: the mean of t² is a sixth below that of t.
  expect_area(6, side * side * 3 / 5 - 2 * side / 6, 1);
  expect_area(7, side * side * 3 / 5 - 2 * side / 6, 1);
  expect_area(8, side * side * 5 / 9, 4);
  // Nine dots of a radius of 0.3 of their spacing; a blurred disc gains π/12.
  expect_area(9, 9 * pi * (0.09 * side * side / (2.6 * 2.6) + 1.0 / 12), 1);
}

TEST(ImagesFigures, PointsByHand) {
  // Of radius 10: a square's side is 17.2; of three bars each is 3.44 wide; a field of the checkerboard 17.2/3 wide.
  const auto at = [](std::int64_t kind, double u, double v, bool flipped = false, double parts = 3) {
    return Figure{.kind = kind, .radius = 10, .stroke = 0.3, .parts = parts, .flipped = flipped}.coverage(u, v);
  };
  EXPECT_EQ(at(0, 6, 8), 0.5);
  EXPECT_EQ(at(0, 0, 9.75), 0.75);
  EXPECT_EQ(at(1, 0, 0), 0);
  EXPECT_EQ(at(1, 0, 8.5), 1);
  EXPECT_EQ(at(3, 0, 0), 0);
  EXPECT_EQ(at(4, 0, 5), 1);
  EXPECT_EQ(at(4, 0, 9), 0);
  EXPECT_EQ(at(4, 0, -9), 1);
  EXPECT_EQ(at(4, 0, 9, true), 1);
  EXPECT_EQ(at(5, 9, 0), 1);
  EXPECT_EQ(at(5, 9, 9), 0);
  EXPECT_EQ(at(6, 7, 0), 1);
  EXPECT_EQ(at(6, 7, 3.44), 0);
  EXPECT_EQ(at(6, 7, 6.88), 1);
  EXPECT_EQ(at(7, 3.44, 7), 0);
  EXPECT_EQ(at(8, 0, 0), 1);
  EXPECT_EQ(at(8, 5.73, 0), 0);
  EXPECT_EQ(at(8, 5.73, 5.73), 1);
  EXPECT_EQ(at(9, 0, 0), 1);
  EXPECT_EQ(at(9, 3.3, 3.3), 0);
  EXPECT_EQ(at(9, 0, 0, false, 4), 0);
}

}  // namespace
}  // namespace skeptic
