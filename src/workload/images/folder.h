// Images that are files of their own.
#pragma once

#include <memory>
#include <string>

#include "workload/images/image_set.h"

namespace skeptic {

/// The PNG and JPEG files of a folder, by their content, in the order of their names' bytes; other files and all folders below are counted, not read.
/// `labels.txt`, where there is one, has lines of a file's name and its label; files that it leaves out have none. Throws UserError with everything
/// that is wrong with the names and labels: ImageSetUnknown (no images), ImageFormat (a name that ends as an image's and is none), ImageLabel.
std::unique_ptr<ImageSet> open_folder(const std::string& folder);

/// A set of one image. Throws UserError as decode_image does.
std::unique_ptr<ImageSet> open_image(const std::string& file);

}  // namespace skeptic
