// An output that names one of the command's own inputs is refused before anything is written.
#pragma once

#include <string>
#include <vector>

namespace skeptic {

/// Throws UserError, FileUnwritable, where `output` is the same file as one of `inputs`; those that are no files (designs of the library) are none.
void keep_inputs(const std::string& output, const std::vector<std::string>& inputs);

}  // namespace skeptic
