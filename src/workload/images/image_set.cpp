#include "workload/images/image_set.h"

#include <filesystem>
#include <utility>

#include "base/file.h"
#include "workload/images/decode.h"
#include "workload/images/folder.h"
#include "workload/images/generated.h"
#include "workload/images/records.h"

namespace skeptic {

std::unique_ptr<ImageSet> open_images(const std::string& path) {
  if (path.starts_with(kGeneratedPrefix)) return generated_images(path);
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (std::filesystem::is_directory(status)) return open_folder(path);
  // Reading a pipe or a device could wait for ever.
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
    fail_image(DiagnosticId::FileUnreadable, path, "is not a regular file");
  std::string bytes = read_file(path, kMostImageBytes);
  // By its ending first: the first bytes of a record of CIFAR-10 can be anything.
  if (path.ends_with(".bin")) return parse_cifar(std::move(bytes), path);
  if (image_kind(bytes) != ImageKind::None) return open_image(path);
  if (starts_as_idx(bytes)) return read_idx(bytes, path);
  fail_image(DiagnosticId::ImageFormat, path,
             "holds no images: it is neither PNG, JPEG nor idx by its first bytes, nor CIFAR-10 (.bin) by its ending",
             "a folder, a PNG or JPEG file, a .bin of CIFAR-10, an idx file (plain or .gz), or generated:shapes");
}

}  // namespace skeptic
