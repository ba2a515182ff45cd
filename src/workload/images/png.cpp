// PNG by libpng. It reports errors by longjmp, which must not pass over destructors: the functions that call setjmp hold nothing that has one, and
// what they fill is owned by their callers.
#include <fmt/format.h>
#include <png.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <csetjmp>
#include <cstring>
#include <vector>

#include "workload/images/decode.h"

namespace skeptic {
namespace {

struct Reader {
  explicit Reader(std::string_view bytes) : rest(bytes) {}
  ~Reader() { png_destroy_read_struct(&png, &info, nullptr); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  png_structp png = nullptr;
  png_infop info = nullptr;
  std::string_view rest;
  bool ended = false;  ///< more bytes were asked for than there are
  std::array<char, 160> message{};
};

extern "C" {

static void png_failed(png_structp png, png_const_charp message) {
  auto& reader = *static_cast<Reader*>(png_get_error_ptr(png));
  std::strncpy(reader.message.data(), message, reader.message.size() - 1);
  png_longjmp(png, 1);
}

static void png_warned(png_structp, png_const_charp) {}

static void png_take(png_structp png, png_bytep to, size_t size) {
  auto& reader = *static_cast<Reader*>(png_get_io_ptr(png));
  if (size > reader.rest.size()) {
    reader.ended = true;
    png_error(png, "no more bytes");
  }
  std::memcpy(to, reader.rest.data(), size);
  reader.rest.remove_prefix(size);
}

}  // extern "C"

struct Size {
  std::int64_t width = 0, height = 0, channels = 0;
};

/// Reads all before the pixels; false where libpng failed.
bool read_header(Reader& reader, Size& size) {
  reader.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &reader, png_failed, png_warned);
  if (reader.png == nullptr) return false;
  if (setjmp(png_jmpbuf(reader.png)) != 0) return false;
  reader.info = png_create_info_struct(reader.png);
  if (reader.info == nullptr) png_error(reader.png, "out of memory");
  png_set_read_fn(reader.png, &reader, png_take);
  png_set_user_limits(reader.png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  // Texts, profiles and gamma change no pixel here; some of them are packed, and could be bombs of their own.
  png_set_keep_unknown_chunks(reader.png, PNG_HANDLE_CHUNK_NEVER, nullptr, -1);
  png_read_info(reader.png, reader.info);
  size.width = png_get_image_width(reader.png, reader.info);
  size.height = png_get_image_height(reader.png, reader.info);
  return true;
}

/// Asks for 8 bits, grey or red, green, blue, with alpha where there is transparency.
bool choose_transforms(Reader& reader, Size& size) {
  if (setjmp(png_jmpbuf(reader.png)) != 0) return false;
  png_set_scale_16(reader.png);
  png_set_expand(reader.png);
  png_set_interlace_handling(reader.png);
  png_read_update_info(reader.png, reader.info);
  size.channels = png_get_channels(reader.png, reader.info);
  return true;
}

bool read_rows(Reader& reader, png_bytepp rows) {
  if (setjmp(png_jmpbuf(reader.png)) != 0) return false;
  png_read_image(reader.png, rows);
  png_read_end(reader.png, nullptr);
  return true;
}

/// Lays the pixels on black: [height][width][channels + alpha] becomes [height][width][channels].
void lay_on_black(std::vector<std::uint8_t>& pixels, std::int64_t channels) {
  const auto colours = static_cast<std::size_t>(channels);
  std::size_t to = 0;
  for (std::size_t from = 0; from < pixels.size(); from += colours + 1) {
    const unsigned alpha = pixels[from + colours];
    for (std::size_t c = 0; c < colours; ++c) pixels[to++] = static_cast<std::uint8_t>((pixels[from + c] * alpha + 127) / 255);
  }
  pixels.resize(to);
}

}  // namespace

Image decode_png(std::string_view bytes, const std::string& file) {
  Reader reader(bytes);
  const auto require = [&](bool worked) {
    if (worked) return;
    if (reader.ended) fail_image(DiagnosticId::ImageTruncated, file, fmt::format("ends after {} bytes, before its image does", bytes.size()));
    fail_image(DiagnosticId::ImageFormat, file, fmt::format("is a damaged PNG: {}", reader.message.data()));
  };
  Size size;
  require(read_header(reader, size));
  require_pixels(size.width, size.height, file);
  require(choose_transforms(reader, size));

  Image image{size.channels, size.height, size.width, {}, {}, file};
  const auto row_bytes = static_cast<std::size_t>(size.width * size.channels);
  assert(png_get_rowbytes(reader.png, reader.info) == row_bytes);
  image.pixels.resize(row_bytes * static_cast<std::size_t>(size.height));
  std::vector<png_bytep> rows;
  for (std::int64_t y = 0; y < size.height; ++y) rows.push_back(image.pixels.data() + static_cast<std::size_t>(y) * row_bytes);
  require(read_rows(reader, rows.data()));
  if (size.channels % 2 == 0) lay_on_black(image.pixels, --image.channels);
  return image;
}

}  // namespace skeptic
