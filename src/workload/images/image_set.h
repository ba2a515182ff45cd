// Sets of images: a folder, one image, a file of many, or a set that is made from a seed (docs/images.md).
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "workload/images/image.h"

namespace skeptic {

class ImageSet {
 public:
  virtual ~ImageSet() = default;
  virtual std::int64_t size() const = 0;
  /// 0 <= index < size(). Safe to call from several threads; the same index gives the same image. Throws UserError: a file of a folder is decoded
  /// here.
  virtual Image image(std::int64_t index) const = 0;
  /// What the images are, for reports: part of a sentence, without a full stop.
  virtual std::string describe() const = 0;
};

/// A folder, a PNG or JPEG file, a CIFAR-10 `.bin`, an idx file (plain or `.gz`), or `generated:NAME?seed=N`. Throws UserError.
std::unique_ptr<ImageSet> open_images(const std::string& path);

}  // namespace skeptic
