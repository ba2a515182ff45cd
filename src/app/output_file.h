// A file that a command writes: the checks that come before long work, and the writing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace skeptic {

/// Whether two names are one regular file; of files that are not there yet, whether they would be.
bool same_file(const std::string& a, const std::string& b);

/// Throws UserError, FileUnwritable, where write_text would fail, and where `file` is one of `inputs`: of these, names that are no files (designs and
/// networks of the library) are none. Nothing is asked of "" and "-".
void check_output(const std::string& file, const std::vector<std::string>& inputs = {});

/// A file that an option names.
struct NamedOutput {
  std::string_view option;  ///< "--json"
  const std::string& file;
};

/// The same of all outputs of a command, and that no two are one file or both standard output. Throws UserError, CommandLine, too.
void check_outputs(const std::vector<NamedOutput>& outputs, const std::vector<std::string>& inputs);

/// - is standard output. Throws UserError.
void write_text(const std::string& file, const std::string& text);

}  // namespace skeptic
