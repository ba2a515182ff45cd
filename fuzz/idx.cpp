// A file of many images, idx or CIFAR-10, is refused with a diagnostic, or read; every image of it is whole.
#include <string>

#include "base/diagnostic.h"
#include "fuzz/check.h"
#include "workload/images/records.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace skeptic;
  const auto look = [](const ImageSet& set) {
    fuzz::check(set.size() > 0, "a set has images");
    for (const std::int64_t index : {std::int64_t{0}, set.size() - 1}) {
      const Image image = set.image(index);
      fuzz::check(static_cast<std::int64_t>(image.pixels.size()) == image.channels * image.height * image.width, "the pixels fill the size");
    }
  };
  const std::string bytes(fuzz::text_of(data, size));
  const auto attempt = [](const auto& action) {
    try {
      action();
    } catch (const UserError& error) {
      fuzz::check(error.diagnostics().size() == 1, "an error has a diagnostic");
    }
  };
  attempt([&] { look(*read_idx(bytes, "fuzz.idx")); });
  attempt([&] { look(*parse_cifar(bytes, "fuzz.bin")); });
  return 0;
}
