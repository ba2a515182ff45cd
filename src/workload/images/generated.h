// Sets of images that are made from a seed: nothing is stored, nothing is downloaded.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "workload/images/image_set.h"

namespace skeptic {

inline constexpr std::string_view kGeneratedPrefix = "generated:";

/// `generated:NAME`, `generated:NAME?seed=N&count=N` (seed 1 where absent). NAME is `shapes` (10,000 images where no count is given) or
/// `shapes-train` (2^40: as many as are wanted), which share no image. Throws UserError, ImageSetUnknown.
std::unique_ptr<ImageSet> generated_images(const std::string& path);

}  // namespace skeptic
