#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/file.h"
#include "workload/images/decode.h"
#include "workload/images/preprocess.h"
#include "workload/user_error.h"

namespace skeptic {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;

Network network(std::vector<std::int64_t> input, std::int64_t resize = 0) {
  Network result;
  result.name = "net";
  result.input = std::move(input);
  const auto channels = static_cast<std::size_t>(result.input.empty() ? 3 : result.input[0]);
  result.preprocessing = {std::vector<double>(channels, 0), std::vector<double>(channels, 1), 1, resize, false};
  return result;
}

TEST(ImagesPreprocess, PlanesInTheNetworksOrder) {
  const Image image{3, 1, 2, {1, 2, 3, 4, 5, 6}, {}, "cat"};
  Network net = network({3, 1, 2});
  EXPECT_THAT(preprocess(image, net), ElementsAre(1, 4, 2, 5, 3, 6));
  net.preprocessing.bgr = true;
  EXPECT_THAT(preprocess(image, net), ElementsAre(3, 6, 2, 5, 1, 4));
  // The means are by channel in the order that the network reads.
  net.preprocessing.mean = {1, 2, 3};
  net.preprocessing.deviation = {2, 4, 8};
  net.preprocessing.scale = 2;
  EXPECT_THAT(preprocess(image, net), ElementsAre(2.5, 5.5, 0.5, 2, -0.125, 0.625));
}

TEST(ImagesPreprocess, GreyIsRepeated) {
  const Image image{1, 1, 2, {7, 9}, {}, "cat"};
  EXPECT_THAT(preprocess(image, network({3, 1, 2})), ElementsAre(7, 9, 7, 9, 7, 9));
  EXPECT_THAT(preprocess(image, network({1, 1, 2})), ElementsAre(7, 9));
}

TEST(ImagesPreprocess, TheBitsOfSinglePrecision) {
  // ToTensor divides a float by 255; Normalize subtracts and divides floats.
  Network net = network({1, 16, 16});
  net.preprocessing.scale = 1.0 / 255;
  net.preprocessing.mean = {0.485};
  net.preprocessing.deviation = {0.229};
  Image image{1, 16, 16, {}, {}, "cat"};
  for (int v = 0; v < 256; ++v) image.pixels.push_back(static_cast<std::uint8_t>(v));
  const std::vector<float> values = preprocess(image, net);
  for (int v = 0; v < 256; ++v) {
    const float quotient = static_cast<float>(v) / 255.0F;
    const float centred = quotient - 0.485F;
    EXPECT_EQ(values[static_cast<std::size_t>(v)], centred / 0.229F) << v;
  }
}

TEST(ImagesPreprocess, TheDefaultsAreThoseOfImageNet) {
  Network net = network({3, 1, 1});
  net.preprocessing = {};
  const Image white{3, 1, 1, {255, 255, 255}, {}, "cat"};
  EXPECT_THAT(preprocess(white, net), ElementsAre((1 - 0.485F) / 0.229F, (1 - 0.456F) / 0.224F, (1 - 0.406F) / 0.225F));
}

std::string refusal(const Image& image, const Network& net) {
  return user_error([&] { preprocess(image, net); });
}

TEST(ImagesPreprocess, OtherSizesAreRefused) {
  const Image image{3, 20, 40, std::vector<std::uint8_t>(2400), {}, "cat"};
  EXPECT_EQ(refusal(image, network({3, 32, 32})),
            "cat: error: has 40 x 20 pixels [image-size]\n  expected: 32 x 32, which net reads\n"
            "  --resize 32 scales the shorter side and cuts out the centre\n");
  EXPECT_EQ(refusal(image, network({3, 32, 32}, 31)),
            "cat: error: has 62 x 31 pixels after its shorter side was scaled to 31 [image-size]\n  expected: at least 32 x 32, which net reads\n"
            "  --resize 32 scales the shorter side and cuts out the centre\n");
  EXPECT_EQ(refusal(image, network({3, 8, 32})),
            "cat: error: has 40 x 20 pixels [image-size]\n  expected: 32 x 8, which net reads\n"
            "  --resize 16 scales the shorter side and cuts out the centre\n");
  EXPECT_EQ(refusal(image, network({3, 8, 32}, 16)), "");
  EXPECT_EQ(refusal(image, network({3, 8, 8}, 1000000)), "cat: error: is to be scaled to 1000000 pixels [image-size]\n  expected: 1 to 65536\n");
  EXPECT_EQ(refusal(image, network({3, 8, 8}, 60000)),
            "cat: error: claims 120000 x 60000 pixels [image-size]\n  expected: at most 67108864 pixels\n");
}

TEST(ImagesPreprocess, OtherInputsAreRefused) {
  const Image image{3, 1, 1, {1, 2, 3}, {}, "cat"};
  EXPECT_EQ(refusal(image, network({1, 1, 1})), "cat: error: is in colour, and net reads grey images [unsupported-image]\n  convert it\n");
  EXPECT_EQ(refusal(image, network({128})),
            "cat: error: is an image, and net reads [128] [unsupported-image]\n"
            "  expected: a network whose input is [3, height, width] or [1, height, width]\n");
  EXPECT_EQ(refusal(image, network({64, 28, 28})),
            "cat: error: is an image, and net reads [64, 28, 28] [unsupported-image]\n"
            "  expected: a network whose input is [3, height, width] or [1, height, width]\n");
  Network net = network({3, 1, 1});
  net.preprocessing.mean = {0};
  EXPECT_EQ(refusal(image, net),
            "net: error: has a preprocessing of 1 means and 3 deviations [network-layer]\n  expected: 3, one for each channel of its input\n");
}

TEST(ImagesPreprocess, TheCentreIsCutOut) {
  // 5 columns, 2 wanted: 1.5 to the left, rounded to the even 2. 7 rows, 2 wanted: 2.5, rounded to 2.
  Image image{1, 7, 5, {}, {}, "cat"};
  for (int i = 0; i < 35; ++i) image.pixels.push_back(static_cast<std::uint8_t>(i));
  EXPECT_THAT(preprocess(image, network({1, 2, 2}, 5)), ElementsAre(12, 13, 17, 18));
  EXPECT_THAT(preprocess(image, network({1, 1, 1}, 5)), ElementsAre(17));
}

TEST(ImagesResize, HalvedByHand) {
  // A reach of 2 input pixels about the centres 1, 3, 5: the first sees weights 3/4, 3/4, 1/4 of pixels 0 to 2, the second 1/4, 3/4, 3/4, 1/4 of
  // 1 to 4.
  const Image image{1, 1, 6, {70, 140, 0, 210, 0, 0}, {}, "cat"};
  // (210 + 420 + 0)/7 = 90; (140 + 0 + 630 + 0)/8 = 96.25; (210 + 0 + 0)/7 = 30.
  EXPECT_THAT(resize_bilinear(image, 1, 3).pixels, ElementsAre(90, 96, 30));
  const Image column{1, 6, 1, image.pixels, {}, "cat"};
  EXPECT_THAT(resize_bilinear(column, 3, 1).pixels, ElementsAre(90, 96, 30));
}

TEST(ImagesResize, DoubledByHand) {
  // Output centres at -0.25, 0.25, 0.75, 1.25 of the inputs' indices: 0, 3/4·0 + 1/4·100, 1/4·0 + 3/4·100, 100.
  const Image image{1, 1, 2, {0, 100}, {}, "cat"};
  EXPECT_THAT(resize_bilinear(image, 1, 4).pixels, ElementsAre(0, 25, 75, 100));
}

TEST(ImagesResize, TheSameSizeIsTheSameImage) {
  Image image{3, 5, 4, {}, {}, "cat"};
  for (int i = 0; i < 60; ++i) image.pixels.push_back(static_cast<std::uint8_t>(i * 41));
  EXPECT_EQ(resize_bilinear(image, 5, 4).pixels, image.pixels);
}

TEST(ImagesResize, TheBytesOfPillow) {
  const std::filesystem::path folder = std::filesystem::path(SKEPTIC_SHARED) / "data/images/photos";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no folder " << folder;
  struct Row {
    const char* name;
    std::int64_t width, height;
    unsigned long checksum;  // zlib.crc32(Image.open(name).convert("RGB").resize((width, height), Image.BILINEAR).tobytes()), Pillow 9.4.0
  };
  constexpr std::array kRows{
      Row{"kodim03.png", 384, 256, 44549254},        Row{"kodim03.png", 48, 32, 1098341034},      Row{"kodim03.png", 1051, 701, 863436150},
      Row{"grace_hopper.png", 256, 300, 2754901760}, Row{"grace_hopper.png", 32, 37, 1687955153}, Row{"grace_hopper.png", 701, 821, 1713743959},
  };
  for (const Row& row : kRows) {
    const Image image = resize_bilinear(decode_image(read_file((folder / row.name).string()), row.name), row.height, row.width);
    EXPECT_EQ(crc32(0, image.pixels.data(), static_cast<uInt>(image.pixels.size())), row.checksum) << row.name << " " << row.width;
  }
}

RC_GTEST_PROP(ImagesResize, FlatStaysFlatAndNothingLeavesTheRange, ()) {
  const auto side = [] { return *rc::gen::inRange<std::int64_t>(1, 40); };
  const std::int64_t height = side(), width = side();
  Image image{*rc::gen::element<std::int64_t>(1, 3), height, width, {}, {}, "cat"};
  const auto value = *rc::gen::arbitrary<std::uint8_t>();
  image.pixels.assign(static_cast<std::size_t>(image.channels * height * width), value);
  const std::int64_t to_height = side(), to_width = side();
  const Image flat = resize_bilinear(image, to_height, to_width);
  EXPECT_THAT(flat.pixels, Each(value));
  EXPECT_EQ(static_cast<std::int64_t>(flat.pixels.size()), image.channels * to_height * to_width);
  for (std::uint8_t& pixel : image.pixels) pixel = *rc::gen::arbitrary<std::uint8_t>();
  const auto [low, high] = std::minmax_element(image.pixels.begin(), image.pixels.end());
  for (const std::uint8_t pixel : resize_bilinear(image, to_height, to_width).pixels) {
    EXPECT_LE(*low, pixel);
    EXPECT_LE(pixel, *high);
  }
}

}  // namespace
}  // namespace skeptic
