#include "workload/images/decode.h"

#include <fmt/format.h>

#include <utility>

#include "base/diagnostic.h"

namespace skeptic {

void fail_image(DiagnosticId id, const std::string& file, std::string message, std::string expected, std::string suggestion) {
  throw UserError(Diagnostic{id, Place{file, 0, 0, {}}, std::move(message), std::move(expected), std::move(suggestion)});
}

void require_pixels(std::int64_t width, std::int64_t height, const std::string& file) {
  if (height > 0 && width > kMostPixels / height)
    fail_image(DiagnosticId::ImageSize, file, fmt::format("claims {} x {} pixels", width, height), fmt::format("at most {} pixels", kMostPixels));
}

ImageKind image_kind(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return ImageKind::Png;
  if (bytes.starts_with("\xff\xd8\xff")) return ImageKind::Jpeg;
  return ImageKind::None;
}

Image decode_image(std::string_view bytes, const std::string& file) {
  switch (image_kind(bytes)) {
    case ImageKind::Png:
      return decode_png(bytes, file);
    case ImageKind::Jpeg:
      return decode_jpeg(bytes, file);
    case ImageKind::None:
      break;
  }
  fail_image(DiagnosticId::ImageFormat, file, "is neither a PNG nor a JPEG by its first bytes");
}

}  // namespace skeptic
