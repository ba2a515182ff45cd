#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <numeric>

#include "base/file.h"
#include "workload/image_files.h"
#include "workload/images/decode.h"
#include "workload/user_error.h"

namespace skeptic {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;

std::string refusal(const std::string& bytes) {
  return user_error([&] { decode_image(bytes, "cat"); });
}

/// A colour gradient.
std::vector<std::uint8_t> gradient(unsigned width, unsigned height, unsigned channels) {
  std::vector<std::uint8_t> pixels;
  for (unsigned y = 0; y < height; ++y)
    for (unsigned x = 0; x < width; ++x)
      for (unsigned c = 0; c < channels; ++c) pixels.push_back(static_cast<std::uint8_t>(20 + 3 * x + 5 * y + 40 * c));
  return pixels;
}

TEST(ImagesPng, ColoursComeBack) {
  for (const int interlace : {PNG_INTERLACE_NONE, PNG_INTERLACE_ADAM7}) {
    const PngFile file{.width = 13, .height = 7, .interlace = interlace, .rows = gradient(13, 7, 3)};
    const Image image = decode_image(png_file(file), "a.png");
    EXPECT_EQ(image.channels, 3);
    EXPECT_EQ(image.width, 13);
    EXPECT_EQ(image.height, 7);
    EXPECT_EQ(image.name, "a.png");
    EXPECT_FALSE(image.label);
    EXPECT_EQ(image.pixels, file.rows);
  }
}

TEST(ImagesPng, GreyStaysGrey) {
  const Image image = decode_image(png_file({.width = 5, .height = 2, .colour = PNG_COLOR_TYPE_GRAY, .rows = gradient(5, 2, 1)}), "a.png");
  EXPECT_EQ(image.channels, 1);
  EXPECT_EQ(image.pixels, gradient(5, 2, 1));
}

TEST(ImagesPng, FewerBitsSpanTheWholeRange) {
  // 1 bit: 0b10100000; 2 bits: 0b00011011; 4 bits: 0x0f, 0x80.
  EXPECT_THAT(decode_image(png_file({.width = 3, .depth = 1, .colour = PNG_COLOR_TYPE_GRAY, .rows = {0xa0}}), "").pixels, ElementsAre(255, 0, 255));
  EXPECT_THAT(decode_image(png_file({.width = 4, .depth = 2, .colour = PNG_COLOR_TYPE_GRAY, .rows = {0x1b}}), "").pixels,
              ElementsAre(0, 85, 170, 255));
  EXPECT_THAT(decode_image(png_file({.width = 3, .depth = 4, .colour = PNG_COLOR_TYPE_GRAY, .rows = {0x0f, 0x80}}), "").pixels,
              ElementsAre(0, 255, 136));
}

TEST(ImagesPng, SixteenBitsAreRounded) {
  // v·255/65535 = v/257: 0x0080 = 128 -> 0.498, 0x0081 = 129 -> 0.502, 0xff7f -> 254.502, 0xff7e -> 254.498.
  const std::vector<std::uint8_t> rows{0x00, 0x80, 0x00, 0x81, 0xff, 0x7f, 0xff, 0x7e};
  EXPECT_THAT(decode_image(png_file({.width = 4, .depth = 16, .colour = PNG_COLOR_TYPE_GRAY, .rows = rows}), "").pixels, ElementsAre(0, 1, 255, 254));
}

TEST(ImagesPng, PalettesBecomeColours) {
  const PngFile file{.width = 2, .height = 2, .colour = PNG_COLOR_TYPE_PALETTE, .rows = {0, 1, 1, 0}, .palette = {{1, 2, 3}, {250, 251, 252}}};
  EXPECT_THAT(decode_image(png_file(file), "").pixels, ElementsAre(1, 2, 3, 250, 251, 252, 250, 251, 252, 1, 2, 3));
}

TEST(ImagesPng, TransparentPixelsAreLaidOnBlack) {
  // 200·128/255 = 100.4, 100·128/255 = 50.2, 50·128/255 = 25.1.
  const Image colour = decode_image(png_file({.width = 3, .colour = PNG_COLOR_TYPE_RGBA, .rows = {200, 100, 50, 128, 9, 8, 7, 255, 9, 8, 7, 0}}), "");
  EXPECT_EQ(colour.channels, 3);
  EXPECT_THAT(colour.pixels, ElementsAre(100, 50, 25, 9, 8, 7, 0, 0, 0));
  const Image grey = decode_image(png_file({.width = 2, .colour = PNG_COLOR_TYPE_GA, .rows = {200, 128, 77, 255}}), "");
  EXPECT_EQ(grey.channels, 1);
  EXPECT_THAT(grey.pixels, ElementsAre(100, 77));
  // The second colour of the palette is half transparent: 250·128/255 = 125.5.
  const PngFile palette{.width = 2, .colour = PNG_COLOR_TYPE_PALETTE, .rows = {0, 1}, .palette = {{1, 2, 3}, {250, 251, 252}}, .alphas = {255, 128}};
  EXPECT_THAT(decode_image(png_file(palette), "").pixels, ElementsAre(1, 2, 3, 125, 126, 126));
}

TEST(ImagesJpeg, ColoursComeBackNearly) {
  for (const bool progressive : {false, true}) {
    const JpegFile file{.width = 24, .height = 9, .progressive = progressive, .pixels = gradient(24, 9, 3)};
    const Image image = decode_image(jpeg_file(file), "a.jpg");
    EXPECT_EQ(image.channels, 3);
    EXPECT_EQ(image.width, 24);
    EXPECT_EQ(image.height, 9);
    ASSERT_EQ(image.pixels.size(), file.pixels.size());
    for (std::size_t i = 0; i < file.pixels.size(); ++i) EXPECT_NEAR(image.pixels[i], file.pixels[i], 2) << i;
  }
}

TEST(ImagesJpeg, GreyStaysGrey) {
  const JpegFile file{.width = 16, .height = 8, .components = 1, .space = JCS_GRAYSCALE, .pixels = gradient(16, 8, 1)};
  const Image image = decode_image(jpeg_file(file), "a.jpg");
  EXPECT_EQ(image.channels, 1);
  ASSERT_EQ(image.pixels.size(), file.pixels.size());
  for (std::size_t i = 0; i < file.pixels.size(); ++i) EXPECT_NEAR(image.pixels[i], file.pixels[i], 1) << i;
}

TEST(ImagesJpeg, BytesBetweenSegmentsAreSkipped) {
  const JpegFile file{.pixels = gradient(8, 8, 3)};
  std::string bytes = jpeg_file(file);
  const Image image = decode_image(bytes, "a.jpg");
  const std::size_t table = bytes.find("\xff\xdb");
  bytes.insert(table, std::string(3, '\0'));
  EXPECT_EQ(decode_image(bytes, "a.jpg").pixels, image.pixels);
}

TEST(ImagesBad, OtherBytes) {
  for (const std::string bytes : {"", "GIF89a", "\x89PNG", "\xff\xd8"})
    EXPECT_EQ(refusal(bytes), "cat: error: is neither a PNG nor a JPEG by its first bytes [image-format]\n");
}

TEST(ImagesBad, Truncated) {
  const std::string png = png_file({.width = 40, .height = 40, .rows = gradient(40, 40, 3)});
  const std::string jpeg = jpeg_file({.width = 40, .height = 40, .pixels = gradient(40, 40, 3)});
  const std::string progressive = jpeg_file({.width = 40, .height = 40, .progressive = true, .pixels = gradient(40, 40, 3)});
  for (const std::string& whole : {png, jpeg, progressive})
    for (std::size_t size = 8; size < whole.size(); ++size)
      ASSERT_EQ(refusal(whole.substr(0, size)), fmt::format("cat: error: ends after {} bytes, before its image does [image-truncated]\n", size));
}

TEST(ImagesBad, DamagedPng) {
  std::string bytes = png_file({.width = 9, .height = 9, .rows = gradient(9, 9, 3)});
  bytes[16] = '\x01';
  EXPECT_EQ(refusal(bytes), "cat: error: is a damaged PNG: IHDR: CRC error [image-format]\n");
}

TEST(ImagesBad, DamagedJpeg) {
  std::string bytes = jpeg_file({.width = 64, .height = 64, .pixels = gradient(64, 64, 3)});
  const std::size_t scan = bytes.find("\xff\xda");
  bytes.replace(scan + 60, 2, "\xff\xd9");
  EXPECT_EQ(refusal(bytes), "cat: error: is a damaged JPEG: Corrupt JPEG data: premature end of data segment [image-format]\n");
}

/// A PNG whose header claims another size, with the right checksum.
std::string png_claiming(std::uint32_t width, std::uint32_t height) {
  std::string bytes = png_file({.rows = {1, 2, 3}});
  const auto put = [&](std::size_t at, std::uint32_t value) {
    for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<char>(value >> (24 - 8 * i) & 0xff);
  };
  put(16, width);
  put(20, height);
  put(29, static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(bytes.data()) + 12, 17)));
  return bytes;
}

TEST(ImagesBad, DimensionBombs) {
  EXPECT_EQ(refusal(png_claiming(0x7fffffff, 0x7fffffff)),
            "cat: error: claims 2147483647 x 2147483647 pixels [image-size]\n  expected: at most 67108864 pixels\n");
  EXPECT_EQ(refusal(png_claiming(1, (1 << 26) + 1)), "cat: error: claims 1 x 67108865 pixels [image-size]\n  expected: at most 67108864 pixels\n");
  std::string jpeg = jpeg_file({.pixels = gradient(8, 8, 3)});
  const std::size_t frame = jpeg.find("\xff\xc0");
  jpeg.replace(frame + 5, 4, "\xfd\xe8\xfd\xe8");
  EXPECT_EQ(refusal(jpeg), "cat: error: claims 65000 x 65000 pixels [image-size]\n  expected: at most 67108864 pixels\n");
}

TEST(ImagesBad, TooManyScans) {
  JpegFile file{.pixels = gradient(8, 8, 3), .repeat_last_scan = 497};
  EXPECT_EQ(refusal(jpeg_file(file)), "");  // three and 497
  file.repeat_last_scan = 498;
  EXPECT_EQ(refusal(jpeg_file(file)), "cat: error: is a damaged JPEG: it has too many scans [image-format]\n");
}

TEST(ImagesBad, ColoursOfPrinters) {
  const std::string cmyk = jpeg_file({.components = 4, .space = JCS_CMYK, .pixels = gradient(8, 8, 4)});
  EXPECT_EQ(refusal(cmyk),
            "cat: error: is a JPEG in CMYK, the colours of a printer [unsupported-image]\n  expected: grey, or red, green and blue\n  convert it\n");
  const std::string two = jpeg_file({.components = 2, .space = JCS_UNKNOWN, .pixels = gradient(8, 8, 2)});
  EXPECT_EQ(refusal(two), "cat: error: is a JPEG of 2 components [unsupported-image]\n  expected: grey, or red, green and blue\n  convert it\n");
}

TEST(ImagesBad, EveryFlippedByteIsReadOrRefused) {
  const std::string png = png_file({.width = 12, .height = 12, .interlace = PNG_INTERLACE_ADAM7, .rows = gradient(12, 12, 3)});
  const std::string jpeg = jpeg_file({.width = 12, .height = 12, .progressive = true, .pixels = gradient(12, 12, 3)});
  for (const std::string& whole : {png, jpeg})
    for (std::size_t i = 0; i < whole.size(); ++i)
      for (const int mask : {0x01, 0x80, 0xff}) {
        std::string bytes = whole;
        bytes[i] = static_cast<char>(bytes[i] ^ mask);
        try {
          const Image image = decode_image(bytes, "cat");
          ASSERT_EQ(static_cast<std::int64_t>(image.pixels.size()), image.channels * image.height * image.width);
        } catch (const UserError& error) {
          ASSERT_EQ(error.diagnostics().size(), 1u);
        }
      }
}

TEST(ImagesPhotos, AreDecoded) {
  const std::filesystem::path folder = std::filesystem::path(SKEPTIC_SHARED) / "data/images/photos";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no folder " << folder;
  // Sums of all bytes. Those of the PNGs are from a decoder that shares no code with this one; those of the JPEGs, whose last bits the standard
  // leaves open, may move by one in a hundred.
  struct Photo {
    std::int64_t width, height, sum;
  };
  const std::map<std::string, Photo> photos{
      {"cat_720p.jpg", {1280, 720, 314211033}}, {"face.jpg", {512, 355, 52172957}},     {"grace_hopper.png", {512, 600, 74151718}},
      {"hot_dog.jpg", {512, 384, 30632285}},    {"kodim03.png", {768, 512, 113910652}}, {"kodim12.png", {768, 512, 183406777}},
      {"kodim20.png", {768, 512, 201112072}},   {"kodim23.png", {768, 512, 120737792}}, {"owl.jpg", {512, 384, 55041777}},
      {"parrot.jpg", {512, 929, 188229173}},    {"pets.jpg", {512, 430, 62838943}},
  };
  for (const auto& [name, photo] : photos) {
    const Image image = decode_image(read_file((folder / name).string()), name);
    EXPECT_EQ(image.channels, 3) << name;
    EXPECT_EQ(image.width, photo.width) << name;
    EXPECT_EQ(image.height, photo.height) << name;
    const std::int64_t sum = std::accumulate(image.pixels.begin(), image.pixels.end(), std::int64_t{0});
    EXPECT_NEAR(sum, photo.sum, name.ends_with(".png") ? 0 : photo.sum / 100) << name;
  }
}

}  // namespace
}  // namespace skeptic
