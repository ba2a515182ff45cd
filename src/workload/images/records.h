// Files that hold many images of one size: CIFAR-10 and idx (MNIST). They are kept in memory as they are unpacked.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workload/images/image_set.h"

namespace skeptic {

/// Records of 3073 bytes: a label, 0 to 9, then the planes red, green and blue of 32 x 32. Throws UserError: ImageTruncated, ImageLabel, ImageFormat.
std::unique_ptr<ImageSet> parse_cifar(std::string bytes, const std::string& file);

/// Whether the bytes start as a gzip file or as an idx file of unsigned bytes do.
bool starts_as_idx(std::string_view bytes);
/// An idx file of three dimensions, unsigned bytes, plain or gzipped; its labels stand in a file beside it whose name has `labels-idx1` for
/// `images-idx3`, if there is one. Throws UserError: ImageFormat, ImageTruncated, ImageSize, ImageLabel.
std::unique_ptr<ImageSet> read_idx(const std::string& bytes, const std::string& file);

/// The bytes of an idx file of so many dimensions.
struct Idx {
  std::vector<std::int64_t> shape;
  std::string values;
};
Idx parse_idx(std::string_view bytes, std::size_t dimensions, const std::string& file);

}  // namespace skeptic
