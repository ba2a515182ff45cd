// The idx format (http://yann.lecun.com/exdb/mnist): two bytes 0, the type, the number of dimensions, the sizes in big-endian order, the values.
#include <fmt/format.h>
#include <zlib.h>

#include <cassert>
#include <filesystem>
#include <utility>

#include "base/file.h"
#include "workload/elements.h"
#include "workload/images/decode.h"
#include "workload/images/records.h"

namespace skeptic {
namespace {

constexpr int kUnsignedBytes = 8;
constexpr std::int64_t kHighestRatio = 1032;  // a bound of the deflate format

bool gzipped(std::string_view bytes) { return bytes.starts_with("\x1f\x8b"); }

/// The start of a file's content, at most `size` bytes of it.
struct Content {
  std::string bytes;
  bool damaged = false;  ///< gzip: the data are wrong, or something follows them
  bool ended = false;    ///< there is no more content, and gzip's checksum and length agree with it
};

Content inflate_start(std::string_view packed, std::size_t size) {
  Content content{std::string(size, '\0')};
  z_stream stream{};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(content.bytes.data());
  stream.avail_out = static_cast<uInt>(size);
  if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK) return {{}, true, false};
  int result = Z_OK;
  while (result == Z_OK && stream.avail_out > 0) result = inflate(&stream, Z_NO_FLUSH);
  content.bytes.resize(size - stream.avail_out);
  content.ended = result == Z_STREAM_END && stream.avail_in == 0;
  content.damaged = (result == Z_STREAM_END && stream.avail_in > 0) || (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR);
  inflateEnd(&stream);
  return content;
}

Content content_start(std::string_view bytes, std::size_t size) {
  if (gzipped(bytes)) return inflate_start(bytes, size);
  return {std::string(bytes.substr(0, size)), false, bytes.size() <= size};
}

class IdxSet : public ImageSet {
 public:
  IdxSet(Idx images, std::optional<std::string> labels, std::string file)
      : images_(std::move(images)), labels_(std::move(labels)), file_(std::move(file)) {}

  std::int64_t size() const override { return images_.shape[0]; }

  Image image(std::int64_t index) const override {
    assert(0 <= index && index < size());
    Image image{1, images_.shape[1], images_.shape[2], {}, {}, fmt::format("{}[{}]", file_, index)};
    const std::int64_t pixels = image.height * image.width;
    const char* first = images_.values.data() + index * pixels;
    image.pixels.assign(first, first + pixels);
    if (labels_) image.label = static_cast<unsigned char>((*labels_)[static_cast<std::size_t>(index)]);
    return image;
  }

  std::string describe() const override { return fmt::format("{} images in {}{}", size(), file_, labels_ ? "" : ", without labels"); }

 private:
  Idx images_;
  std::optional<std::string> labels_;
  std::string file_;
};

/// The labels of the file beside `file`; nothing where there is none.
std::optional<std::string> labels_beside(const std::string& file, std::int64_t images) {
  constexpr std::string_view kImages = "images-idx3", kLabels = "labels-idx1";
  const std::filesystem::path path(file);
  std::string name = path.filename().string();
  const std::size_t place = name.rfind(kImages);
  if (place == std::string::npos) return std::nullopt;
  name.replace(place, kImages.size(), kLabels);
  std::vector<std::string> names{name};
  names.push_back(name.ends_with(".gz") ? name.substr(0, name.size() - 3) : name + ".gz");
  for (const std::string& candidate : names) {
    const std::string beside = (path.parent_path() / candidate).string();
    std::error_code error;
    if (!std::filesystem::exists(beside, error)) continue;
    Idx labels = parse_idx(read_file(beside, kMostImageBytes), 1, beside);
    if (labels.shape[0] != images)
      fail_image(DiagnosticId::ImageLabel, beside, fmt::format("has {} labels", labels.shape[0]),
                 fmt::format("{}, one for each image of {}", images, file));
    return std::move(labels.values);
  }
  return std::nullopt;
}

}  // namespace

bool starts_as_idx(std::string_view bytes) { return gzipped(bytes) || bytes.starts_with(std::string_view("\0\0\x08", 3)); }

Idx parse_idx(std::string_view bytes, std::size_t dimensions, const std::string& file) {
  const std::size_t header_bytes = 4 + 4 * dimensions;
  const Content header = content_start(bytes, header_bytes);
  const auto byte = [&](std::size_t i) { return static_cast<std::int64_t>(static_cast<unsigned char>(header.bytes[i])); };
  constexpr std::string_view kDamaged = "is a damaged gzip file";
  if (header.damaged) fail_image(DiagnosticId::ImageFormat, file, std::string(kDamaged));
  const auto truncated = [&](std::size_t size, std::string expected) {
    fail_image(DiagnosticId::ImageTruncated, file, fmt::format("ends after {} bytes{}", size, gzipped(bytes) ? ", unpacked" : ""),
               std::move(expected));
  };
  if (header.bytes.size() < 4) truncated(header.bytes.size(), fmt::format("an idx header of {} bytes", header_bytes));
  if (byte(0) != 0 || byte(1) != 0) fail_image(DiagnosticId::ImageFormat, file, "is not an idx file by its first bytes");
  if (byte(2) != kUnsignedBytes || byte(3) != static_cast<std::int64_t>(dimensions))
    fail_image(DiagnosticId::ImageFormat, file, fmt::format("is an idx file of type 0x{:02x} and {} dimensions", byte(2), byte(3)),
               fmt::format("0x08 (unsigned bytes) and {}", dimensions));
  if (header.bytes.size() < header_bytes) truncated(header.bytes.size(), fmt::format("an idx header of {} bytes", header_bytes));

  Idx idx;
  for (std::size_t d = 0; d < dimensions; ++d) {
    const std::size_t at = 4 + 4 * d;
    idx.shape.push_back(byte(at) << 24 | byte(at + 1) << 16 | byte(at + 2) << 8 | byte(at + 3));
  }
  if (dimensions == 3) require_pixels(idx.shape[2], idx.shape[1], file);
  std::int64_t count = 1;
  for (const std::int64_t size : idx.shape) {
    if (size == 0) fail_image(DiagnosticId::ImageFormat, file, fmt::format("has the shape {}", shape_text(idx.shape)), "no size of 0");
    if (size > kMostImageBytes / count)
      fail_image(DiagnosticId::ImageSize, file, fmt::format("claims the shape {}", shape_text(idx.shape)),
                 fmt::format("at most {} bytes", kMostImageBytes));
    count *= size;
  }
  const auto whole = header_bytes + static_cast<std::size_t>(count);
  const std::string expected = fmt::format("{} bytes, a header of {} and {}", whole, header_bytes, shape_text(idx.shape));
  // No gzip file can be that small; refused before memory is asked for.
  if (gzipped(bytes) && static_cast<std::int64_t>(whole) > (static_cast<std::int64_t>(bytes.size()) + 1) * kHighestRatio)
    fail_image(DiagnosticId::ImageFormat, file, fmt::format("claims {} bytes packed into {}", whole, bytes.size()), "gzip data");
  Content content = content_start(bytes, whole + 1);
  if (content.damaged) fail_image(DiagnosticId::ImageFormat, file, std::string(kDamaged));
  if (content.bytes.size() > whole) fail_image(DiagnosticId::ImageFormat, file, "goes on behind its values", expected);
  if (content.bytes.size() < whole) truncated(content.bytes.size(), expected);
  if (!content.ended) fail_image(DiagnosticId::ImageTruncated, file, "ends before gzip's checksum");
  idx.values = std::move(content.bytes.erase(0, header_bytes));
  return idx;
}

std::unique_ptr<ImageSet> read_idx(const std::string& bytes, const std::string& file) {
  Idx images = parse_idx(bytes, 3, file);
  std::optional<std::string> labels = labels_beside(file, images.shape[0]);
  return std::make_unique<IdxSet>(std::move(images), std::move(labels), file);
}

}  // namespace skeptic
