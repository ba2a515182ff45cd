#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <numeric>

#include "base/file.h"
#include "workload/image_files.h"
#include "workload/images/image_set.h"
#include "workload/user_error.h"

namespace skeptic {
namespace {

using ::testing::ElementsAre;

/// A folder of its own for the test that asks, removed with it.
class ImageSets : public ::testing::Test {
 protected:
  ImageSets()
      : folder_(std::filesystem::path(::testing::TempDir()) /
                ("skeptic_images_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()))) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~ImageSets() override { std::filesystem::remove_all(folder_); }

  std::string folder() const { return folder_.string(); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string write(const std::string& name, const std::string& bytes) const {
    write_file(path(name), bytes);
    return path(name);
  }
  std::string refusal(const std::string& set) const {
    return user_error([&] { open_images(set); });
  }

 private:
  std::filesystem::path folder_;
};

std::string grey_png(std::uint8_t value) { return png_file({.colour = PNG_COLOR_TYPE_GRAY, .rows = {value}}); }

TEST_F(ImageSets, AFolderIsSortedByName) {
  write("b.png", grey_png(2));
  write("a", grey_png(1));
  write("C.JPG", grey_png(3));  // by content, a PNG
  write("d.jpeg", jpeg_file({.pixels = std::vector<std::uint8_t>(192, 77)}));
  write("README", "no image");
  std::filesystem::create_directory(path("below"));
  write("below/e.png", grey_png(5));
  const auto set = open_images(folder());
  ASSERT_EQ(set->size(), 4);
  EXPECT_EQ(set->describe(), "4 images of the folder " + folder() + ", without labels, 2 other files ignored");
  EXPECT_EQ(set->image(0).name, path("C.JPG"));
  EXPECT_THAT(set->image(0).pixels, ElementsAre(3));
  EXPECT_THAT(set->image(1).pixels, ElementsAre(1));
  EXPECT_THAT(set->image(2).pixels, ElementsAre(2));
  EXPECT_EQ(set->image(3).width, 8);
  EXPECT_EQ(set->image(3).label, std::nullopt);
}

TEST_F(ImageSets, LabelsOfAFolder) {
  write("a b.png", grey_png(2));
  write("c.png", grey_png(1));
  write("d.png", grey_png(3));
  write("labels.txt", "# classes\r\n\nd.png\t281 \r\na b.png  7");
  const auto set = open_images(folder());
  EXPECT_EQ(set->describe(), "3 images of the folder " + folder());
  EXPECT_EQ(set->image(0).label, 7);
  EXPECT_EQ(set->image(1).label, std::nullopt);
  EXPECT_EQ(set->image(2).label, 281);
}

TEST_F(ImageSets, LabelsThatFitNoImage) {
  write("cat.png", grey_png(2));
  const std::string labels = write("labels.txt", "cat.png 1\ncta.png 2\ncat.png 3\ncat.png\ncat.png -1\ncat.png 1x\n 5\n");
  EXPECT_EQ(refusal(folder()), labels + ":2:1: error: \"cta.png\" is no image of the folder [image-label]\n  did you mean \"cat.png\"?\n" + labels +
                                   ":3:1: error: \"cat.png\" has a label already [image-label]\n  expected: one line a file\n" + labels +
                                   ":4:1: error: \"cat.png\" is no file and label [image-label]\n"
                                   "  expected: a file's name, a blank, a label from 0 to 1000000000\n" +
                                   labels +
                                   ":5:1: error: \"cat.png -1\" is no file and label [image-label]\n"
                                   "  expected: a file's name, a blank, a label from 0 to 1000000000\n" +
                                   labels +
                                   ":6:1: error: \"cat.png 1x\" is no file and label [image-label]\n"
                                   "  expected: a file's name, a blank, a label from 0 to 1000000000\n" +
                                   labels + ":7:1: error: \"\" is no image of the folder [image-label]\n");
}

TEST_F(ImageSets, AFolderWithoutImages) {
  EXPECT_EQ(refusal(folder()), folder() +
                                   ": error: holds no images, and 0 other files [image-set-unknown]\n"
                                   "  expected: PNG or JPEG files in the folder itself\n");
  write("README", "no image");
  EXPECT_EQ(refusal(folder()), folder() +
                                   ": error: holds no images, and 1 other file [image-set-unknown]\n"
                                   "  expected: PNG or JPEG files in the folder itself\n");
}

TEST_F(ImageSets, FilesThatAreNamedAsImages) {
  write("a.png", grey_png(2));
  const std::string page = write("b.JPEG", "<html>"), empty = write("c.png", "");
  EXPECT_EQ(refusal(folder()), page + ": error: is neither a PNG nor a JPEG by its first bytes [image-format]\n" + empty +
                                   ": error: is neither a PNG nor a JPEG by its first bytes [image-format]\n");
}

TEST_F(ImageSets, ATruncatedImageOfAFolderIsNamed) {
  const std::string whole = grey_png(2);
  write("a.png", whole);
  const std::string bad = write("b.png", whole.substr(0, 50));
  const auto set = open_images(folder());
  EXPECT_EQ(user_error([&] { set->image(0); }), "");
  EXPECT_EQ(user_error([&] { set->image(1); }), bad + ": error: ends after 50 bytes, before its image does [image-truncated]\n");
}

TEST_F(ImageSets, OneImage) {
  const std::string file = write("cat.png", grey_png(9));
  const auto set = open_images(file);
  EXPECT_EQ(set->size(), 1);
  EXPECT_EQ(set->describe(), "the image " + file);
  EXPECT_THAT(set->image(0).pixels, ElementsAre(9));
  EXPECT_EQ(set->image(0).name, file);
  const std::string bad = write("bad.png", grey_png(9).substr(0, 40));
  EXPECT_EQ(refusal(bad), bad + ": error: ends after 40 bytes, before its image does [image-truncated]\n");
}

TEST_F(ImageSets, OtherFiles) {
  EXPECT_EQ(refusal(path("none")), path("none") + ": error: no such file [file-missing]\n");
  const std::string text = write("words", "no image");
  EXPECT_EQ(refusal(text), text +
                               ": error: holds no images: it is neither PNG, JPEG nor idx by its first bytes, nor CIFAR-10 (.bin) by its ending "
                               "[image-format]\n"
                               "  expected: a folder, a PNG or JPEG file, a .bin of CIFAR-10, an idx file (plain or .gz), or generated:shapes\n");
}

TEST_F(ImageSets, Cifar) {
  // Pixel i of record r and plane c is i % 61 + 100 c + r.
  std::string bytes;
  for (int r = 0; r < 2; ++r) {
    bytes += static_cast<char>(7 + r);
    for (int c = 0; c < 3; ++c)
      for (int i = 0; i < 1024; ++i) bytes += static_cast<char>(i % 61 + 75 * c + r);
  }
  const std::string file = write("two.bin", bytes);
  const auto set = open_images(file);
  ASSERT_EQ(set->size(), 2);
  EXPECT_EQ(set->describe(), "2 images of CIFAR-10 in " + file);
  const Image image = set->image(1);
  EXPECT_EQ(image.channels, 3);
  EXPECT_EQ(image.height, 32);
  EXPECT_EQ(image.width, 32);
  EXPECT_EQ(image.label, 8);
  EXPECT_EQ(image.name, file + "[1]");
  ASSERT_EQ(image.pixels.size(), 3072u);
  for (std::size_t i = 0; i < 1024; ++i)
    for (std::size_t c = 0; c < 3; ++c) ASSERT_EQ(image.pixels[3 * i + c], i % 61 + 75 * c + 1);
}

TEST_F(ImageSets, DamagedCifar) {
  const std::string empty = write("empty.bin", "");
  EXPECT_EQ(refusal(empty), empty + ": error: is empty [image-truncated]\n  expected: records of 3073 bytes\n");
  const std::string part = write("part.bin", std::string(2 * 3073 + 17, '\0'));
  EXPECT_EQ(refusal(part), part + ": error: ends 17 bytes into record 2 [image-truncated]\n  expected: CIFAR-10's records of 3073 bytes\n");
  const std::string label = write("label.bin", std::string(3073, '\0') + '\x0a' + std::string(3072, '\0'));
  EXPECT_EQ(refusal(label), label + ": error: has the label 10 in record 1 [image-label]\n  expected: CIFAR-10's labels, 0 to 9\n");
}

/// Two images of 2 x 3.
std::string idx_images() {
  std::string bytes{"\0\0\x08\x03\0\0\0\2\0\0\0\2\0\0\0\3", 16};
  for (int i = 0; i < 12; ++i) bytes += static_cast<char>(240 + i);
  return bytes;
}
std::string idx_labels(const std::string& labels) { return std::string("\0\0\x08\x01\0\0\0", 7) + static_cast<char>(labels.size()) + labels; }

std::string gzip(const std::string& bytes) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

TEST_F(ImageSets, IdxPlainAndPackedWithLabelsBeside) {
  const std::string plain = write("t-images-idx3-ubyte", idx_images()), packed = write("u-images-idx3-ubyte.gz", gzip(idx_images()));
  write("t-labels-idx1-ubyte.gz", gzip(idx_labels("\x05\xff")));
  write("u-labels-idx1-ubyte", idx_labels("\x05\xff"));
  for (const std::string& file : {plain, packed}) {
    const auto set = open_images(file);
    ASSERT_EQ(set->size(), 2);
    EXPECT_EQ(set->describe(), "2 images in " + file);
    const Image image = set->image(1);
    EXPECT_EQ(image.channels, 1);
    EXPECT_EQ(image.height, 2);
    EXPECT_EQ(image.width, 3);
    EXPECT_THAT(image.pixels, ElementsAre(246, 247, 248, 249, 250, 251));
    EXPECT_EQ(image.label, 255);
    EXPECT_EQ(image.name, file + "[1]");
    EXPECT_EQ(set->image(0).label, 5);
  }
}

TEST_F(ImageSets, IdxWithoutLabels) {
  for (const std::string name : {"images-idx3-ubyte", "digits"}) {
    const auto set = open_images(write(name, idx_images()));
    EXPECT_EQ(set->describe(), "2 images in " + path(name) + ", without labels");
    EXPECT_EQ(set->image(0).label, std::nullopt);
  }
}

TEST_F(ImageSets, IdxLabelsThatDoNotFit) {
  const std::string file = write("images-idx3-ubyte", idx_images()), labels = write("labels-idx1-ubyte", idx_labels("\1\2\3"));
  EXPECT_EQ(refusal(file), labels + ": error: has 3 labels [image-label]\n  expected: 2, one for each image of " + file + "\n");
  write("labels-idx1-ubyte", "12345678");
  EXPECT_EQ(refusal(file), labels + ": error: is not an idx file by its first bytes [image-format]\n");
}

TEST_F(ImageSets, DamagedIdx) {
  const auto plain = [&](const std::string& bytes) {
    const std::string file = write("digits", bytes), text = refusal(file);
    return text.substr(std::min(text.size(), file.size()));
  };
  EXPECT_EQ(plain(std::string("\0\0\x0d\1", 4) + "12345678"),
            ": error: holds no images: it is neither PNG, JPEG nor idx by its first bytes, nor CIFAR-10 (.bin) by its ending [image-format]\n"
            "  expected: a folder, a PNG or JPEG file, a .bin of CIFAR-10, an idx file (plain or .gz), or generated:shapes\n");
  EXPECT_EQ(plain(idx_labels("\1\2")),
            ": error: is an idx file of type 0x08 and 1 dimensions [image-format]\n  expected: 0x08 (unsigned bytes) and 3\n");
  EXPECT_EQ(plain(idx_images().substr(0, 3)), ": error: ends after 3 bytes [image-truncated]\n  expected: an idx header of 16 bytes\n");
  EXPECT_EQ(plain(idx_images().substr(0, 15)), ": error: ends after 15 bytes [image-truncated]\n  expected: an idx header of 16 bytes\n");
  EXPECT_EQ(plain(idx_images().substr(0, 20)),
            ": error: ends after 20 bytes [image-truncated]\n  expected: 28 bytes, a header of 16 and [2, 2, 3]\n");
  EXPECT_EQ(plain(idx_images() + "1"), ": error: goes on behind its values [image-format]\n  expected: 28 bytes, a header of 16 and [2, 2, 3]\n");
  std::string none = idx_images();
  none[7] = 0;
  EXPECT_EQ(plain(none), ": error: has the shape [0, 2, 3] [image-format]\n  expected: no size of 0\n");
  std::string huge = idx_images();
  huge[4] = '\xff';
  EXPECT_EQ(plain(huge), ": error: claims the shape [4278190082, 2, 3] [image-size]\n  expected: at most 1073741824 bytes\n");
  const std::string wide = std::string("\0\0\x08\3\0\0\0\1\0\x01\0\0\0\0\x04\1", 16);
  EXPECT_EQ(plain(wide), ": error: claims 1025 x 65536 pixels [image-size]\n  expected: at most 67108864 pixels\n");
}

TEST_F(ImageSets, DamagedGzip) {
  const auto packed = [&](const std::string& bytes) {
    const std::string file = write("digits.gz", bytes), text = refusal(file);
    return text.substr(std::min(text.size(), file.size()));
  };
  const std::string whole = gzip(idx_images());
  EXPECT_EQ(packed(gzip("12345678")), ": error: is not an idx file by its first bytes [image-format]\n");
  EXPECT_EQ(packed(gzip(idx_images().substr(0, 20))),
            ": error: ends after 20 bytes, unpacked [image-truncated]\n  expected: 28 bytes, a header of 16 and [2, 2, 3]\n");
  EXPECT_EQ(packed(whole.substr(0, whole.size() - 3)), ": error: ends before gzip's checksum [image-truncated]\n");
  EXPECT_EQ(packed(whole + "more"), ": error: is a damaged gzip file [image-format]\n");
  std::string wrong = whole;
  wrong[wrong.size() - 6] ^= 1;
  EXPECT_EQ(packed(wrong), ": error: is a damaged gzip file [image-format]\n");
  // A header that claims a gigabyte, in a file of some bytes; and a gigabyte behind a header that claims little would stop at the first byte too
  // many.
  std::string claim = idx_images();
  claim[4] = '\x04';
  EXPECT_EQ(packed(gzip(claim)).substr(0, 39), ": error: claims 402653212 bytes packed ");
  EXPECT_EQ(packed(gzip(idx_images() + std::string(1 << 20, '\0'))),
            ": error: goes on behind its values [image-format]\n  expected: 28 bytes, a header of 16 and [2, 2, 3]\n");
}

TEST(ImagesShared, CifarAndMnist) {
  const std::filesystem::path folder = std::filesystem::path(SKEPTIC_SHARED) / "data/images";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no folder " << folder;
  // Bytes 0; 1, 1025, 2049; 34, …; 1024, … of the file.
  const auto cifar = open_images((folder / "cifar10/test_first1000.bin").string());
  ASSERT_EQ(cifar->size(), 1000);
  const Image cat = cifar->image(0);
  EXPECT_EQ(cat.label, 3);
  EXPECT_THAT(std::vector(cat.pixels.begin(), cat.pixels.begin() + 3), ElementsAre(158, 112, 49));
  EXPECT_THAT(std::vector(cat.pixels.begin() + 99, cat.pixels.begin() + 102), ElementsAre(151, 110, 40));
  EXPECT_THAT(std::vector(cat.pixels.end() - 3, cat.pixels.end()), ElementsAre(21, 67, 110));
  EXPECT_EQ(cifar->image(999).label, 8);

  const auto mnist = open_images((folder / "mnist/t3k-images-idx3-ubyte.gz").string());
  ASSERT_EQ(mnist->size(), 3000);
  const Image seven = mnist->image(0);
  EXPECT_EQ(seven.label, 7);
  EXPECT_EQ(seven.pixels[7 * 28 + 6], 84);
  EXPECT_EQ(std::accumulate(seven.pixels.begin(), seven.pixels.end(), 0), 18454);
  EXPECT_EQ(mnist->image(4).label, 4);
  EXPECT_EQ(open_images((folder / "fashion_mnist/sprite900-images-idx3-ubyte.gz").string())->size(), 900);

  const auto photos = open_images((folder / "photos").string());
  EXPECT_EQ(photos->size(), 11);
  EXPECT_THAT(photos->describe(), testing::HasSubstr("11 images of the folder "));
  EXPECT_THAT(photos->describe(), testing::EndsWith(", without labels, 1 other file ignored"));
}

}  // namespace
}  // namespace skeptic
