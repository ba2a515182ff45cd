// PNG and JPEG files made by libpng and libjpeg, for the tests that read them.
#pragma once

// jpeglib.h uses FILE and size_t without declaring them: in this order.
// clang-format off
#include <cstdio>
#include <jpeglib.h>
// clang-format on
#include <png.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

namespace skeptic {

struct PngFile {
  unsigned width = 1, height = 1;
  int depth = 8, colour = PNG_COLOR_TYPE_RGB, interlace = PNG_INTERLACE_NONE;
  std::vector<std::uint8_t> rows{};  ///< as PNG stores them: packed bits, big-endian 16-bit values
  std::vector<png_color> palette{};
  std::vector<png_byte> alphas{};  ///< tRNS of a palette
};

inline std::string png_file(const PngFile& file) {
  std::string bytes;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  png_set_write_fn(
      png, &bytes,
      [](png_structp to, png_bytep data, std::size_t size) {
        static_cast<std::string*>(png_get_io_ptr(to))->append(reinterpret_cast<const char*>(data), size);
      },
      [](png_structp) {});
  png_set_IHDR(png, info, file.width, file.height, file.depth, file.colour, file.interlace, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (!file.palette.empty()) png_set_PLTE(png, info, file.palette.data(), static_cast<int>(file.palette.size()));
  if (!file.alphas.empty()) png_set_tRNS(png, info, file.alphas.data(), static_cast<int>(file.alphas.size()), nullptr);
  png_write_info(png, info);
  const std::size_t row_bytes = png_get_rowbytes(png, info);
  if (file.rows.size() != row_bytes * file.height) std::abort();
  std::vector<png_bytep> rows;
  for (unsigned y = 0; y < file.height; ++y) rows.push_back(const_cast<png_bytep>(file.rows.data() + y * row_bytes));
  png_write_image(png, rows.data());
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  return bytes;
}

struct JpegFile {
  unsigned width = 8, height = 8;
  int components = 3;
  J_COLOR_SPACE space = JCS_RGB;
  bool progressive = false;
  std::vector<std::uint8_t> pixels{};
  int repeat_last_scan = 0;  ///< one scan a component, and the last one so many times more
};

/// Of the best quality, and with the chrominance of every pixel.
inline std::string jpeg_file(const JpegFile& file) {
  jpeg_compress_struct jpeg{};
  jpeg_error_mgr errors{};
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&jpeg, &memory, &size);
  jpeg.image_width = file.width;
  jpeg.image_height = file.height;
  jpeg.input_components = file.components;
  jpeg.in_color_space = file.space;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, 100, TRUE);
  for (int c = 0; c < jpeg.num_components; ++c) jpeg.comp_info[c].h_samp_factor = jpeg.comp_info[c].v_samp_factor = 1;
  if (file.progressive) jpeg_simple_progression(&jpeg);
  std::vector<jpeg_scan_info> scans;
  for (int c = 0; file.repeat_last_scan > 0 && c < jpeg.num_components; ++c) scans.push_back({1, {c, 0, 0, 0}, 0, 63, 0, 0});
  if (!scans.empty()) {
    jpeg.scan_info = scans.data();
    jpeg.num_scans = static_cast<int>(scans.size());
  }
  jpeg_start_compress(&jpeg, TRUE);
  while (jpeg.next_scanline < jpeg.image_height) {
    auto* row = const_cast<JSAMPROW>(file.pixels.data() + std::size_t{jpeg.next_scanline} * file.width * static_cast<unsigned>(file.components));
    jpeg_write_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_compress(&jpeg);
  std::string bytes(reinterpret_cast<const char*>(memory), size);
  jpeg_destroy_compress(&jpeg);
  std::free(memory);
  const std::size_t last = bytes.rfind("\xff\xda");
  const std::string scan = bytes.substr(last, bytes.size() - 2 - last);
  for (int i = 0; i < file.repeat_last_scan; ++i) bytes.insert(bytes.size() - 2, scan);
  return bytes;
}

}  // namespace skeptic
