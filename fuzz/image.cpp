// A PNG or JPEG is refused with a diagnostic, or read; what was read fills its size.
#include "base/diagnostic.h"
#include "fuzz/check.h"
#include "workload/images/decode.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace skeptic;
  try {
    const Image image = decode_image(fuzz::text_of(data, size), "fuzz.png");
    fuzz::check(image.channels == 1 || image.channels == 3, "an image is grey or in colour");
    fuzz::check(image.height > 0 && image.width > 0 && image.height * image.width <= kMostPixels, "sizes are within the limit");
    fuzz::check(static_cast<std::int64_t>(image.pixels.size()) == image.channels * image.height * image.width, "the pixels fill the size");
  } catch (const UserError& error) {
    fuzz::check(error.diagnostics().size() == 1, "an error has a diagnostic");
  }
  return 0;
}
