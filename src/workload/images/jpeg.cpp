// JPEG by libjpeg. It reports errors through a handler that must not return: ours jumps back, under the same rule as in png.cpp.
//
// jpeglib.h uses FILE and size_t without declaring them, and jerror.h what is in jpeglib.h: in this order.
// clang-format off
#include <cstdio>
#include <jpeglib.h>
#include <jerror.h>
// clang-format on
#include <fmt/format.h>

#include <array>
#include <csetjmp>
#include <cstring>

#include "workload/images/decode.h"

namespace skeptic {
namespace {

/// A progressive file may go over the whole image as often as it likes; real ones do about ten times.
constexpr int kMostScans = 500;

struct Reader {
  Reader() {
    jpeg.client_data = this;
    jpeg.err = jpeg_std_error(&errors);
  }
  ~Reader() { jpeg_destroy_decompress(&jpeg); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  jpeg_decompress_struct jpeg{};
  jpeg_error_mgr errors{};
  jpeg_progress_mgr progress{};
  std::jmp_buf back{};
  bool ended = false;
  std::array<char, JMSG_LENGTH_MAX> message{};
};

extern "C" {

static void jpeg_failed(j_common_ptr jpeg) {
  auto& reader = *static_cast<Reader*>(jpeg->client_data);
  jpeg->err->format_message(jpeg, reader.message.data());
  std::longjmp(reader.back, 1);
}

/// Level -1 is damage that libjpeg would paint over. Bytes that it only skips, between segments, are harmless.
static void jpeg_warned(j_common_ptr jpeg, int level) {
  if (level >= 0 || jpeg->err->msg_code == JWRN_EXTRANEOUS_DATA) return;
  if (jpeg->err->msg_code == JWRN_JPEG_EOF) static_cast<Reader*>(jpeg->client_data)->ended = true;
  jpeg_failed(jpeg);
}

static void jpeg_progressed(j_common_ptr jpeg) {
  if (reinterpret_cast<j_decompress_ptr>(jpeg)->input_scan_number <= kMostScans) return;
  auto& reader = *static_cast<Reader*>(jpeg->client_data);
  std::strncpy(reader.message.data(), "it has too many scans", reader.message.size() - 1);
  std::longjmp(reader.back, 1);
}

}  // extern "C"

bool read_header(Reader& reader, std::string_view bytes) {
  reader.errors.error_exit = jpeg_failed;
  reader.errors.emit_message = jpeg_warned;
  if (setjmp(reader.back) != 0) return false;
  jpeg_create_decompress(&reader.jpeg);
  reader.progress.progress_monitor = jpeg_progressed;
  reader.jpeg.progress = &reader.progress;
  jpeg_mem_src(&reader.jpeg, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  jpeg_read_header(&reader.jpeg, TRUE);
  return true;
}

bool read_rows(Reader& reader, std::uint8_t* pixels, std::size_t row_bytes) {
  if (setjmp(reader.back) != 0) return false;
  jpeg_start_decompress(&reader.jpeg);
  while (reader.jpeg.output_scanline < reader.jpeg.output_height) {
    JSAMPROW row = pixels + reader.jpeg.output_scanline * row_bytes;
    jpeg_read_scanlines(&reader.jpeg, &row, 1);
  }
  jpeg_finish_decompress(&reader.jpeg);
  return true;
}

}  // namespace

Image decode_jpeg(std::string_view bytes, const std::string& file) {
  Reader reader;
  const auto require = [&](bool worked) {
    if (worked) return;
    if (reader.ended) fail_image(DiagnosticId::ImageTruncated, file, fmt::format("ends after {} bytes, before its image does", bytes.size()));
    fail_image(DiagnosticId::ImageFormat, file, fmt::format("is a damaged JPEG: {}", reader.message.data()));
  };
  require(read_header(reader, bytes));
  jpeg_decompress_struct& jpeg = reader.jpeg;
  const std::int64_t width = jpeg.image_width, height = jpeg.image_height;
  require_pixels(width, height, file);
  const bool grey = jpeg.jpeg_color_space == JCS_GRAYSCALE;
  if (!grey && jpeg.jpeg_color_space != JCS_YCbCr && jpeg.jpeg_color_space != JCS_RGB) {
    const bool cmyk = jpeg.jpeg_color_space == JCS_CMYK || jpeg.jpeg_color_space == JCS_YCCK;
    fail_image(DiagnosticId::UnsupportedImage, file,
               cmyk ? std::string("is a JPEG in CMYK, the colours of a printer") : fmt::format("is a JPEG of {} components", jpeg.num_components),
               "grey, or red, green and blue", "convert it");
  }
  jpeg.out_color_space = grey ? JCS_GRAYSCALE : JCS_RGB;

  Image image{grey ? 1 : 3, height, width, {}, {}, file};
  const auto row_bytes = static_cast<std::size_t>(width * image.channels);
  image.pixels.resize(row_bytes * static_cast<std::size_t>(height));
  require(read_rows(reader, image.pixels.data(), row_bytes));
  return image;
}

}  // namespace skeptic
