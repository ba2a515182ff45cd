// Reading and writing whole files, with a user's diagnostics.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace skeptic {

/// The file's bytes. Throws UserError: FileMissing, FileUnreadable (a folder, no permission, or over `limit` bytes).
std::string read_file(const std::string& file, std::uint64_t limit = std::uint64_t{4} << 30);
/// Throws as write_file would where the file cannot be written, so that long work need not be done in vain.
void check_writable(const std::string& file);
/// Writes beside the file and renames, so that a failure leaves no partial output; devices and pipes are written themselves. Throws UserError:
/// FileUnwritable.
void write_file(const std::string& file, std::string_view content);

}  // namespace skeptic
