// PNG and JPEG files, decoded by libpng and libjpeg. Bytes are taken for hostile: sizes are checked before memory is asked for, and whatever the
// libraries complain about becomes a diagnostic.
#pragma once

#include <string>
#include <string_view>

#include "workload/images/image.h"

namespace skeptic {

enum class ImageKind { None, Png, Jpeg };

/// By the first bytes.
ImageKind image_kind(std::string_view bytes);

/// `file` names the bytes in diagnostics and becomes the image's name. Throws UserError: ImageFormat, ImageTruncated, ImageSize, UnsupportedImage.
Image decode_image(std::string_view bytes, const std::string& file);
/// 16 bits become 8, rounded; palettes and fewer bits are expanded; transparent pixels are laid on black, in the stored (not linear) values.
Image decode_png(std::string_view bytes, const std::string& file);
/// Grey and YCbCr or RGB, 8 bits; baseline, progressive, arithmetic.
Image decode_jpeg(std::string_view bytes, const std::string& file);

/// Throws UserError, ImageSize, for an image of more than kMostPixels.
void require_pixels(std::int64_t width, std::int64_t height, const std::string& file);

}  // namespace skeptic
