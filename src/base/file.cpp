#include "base/file.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <system_error>

#include "base/diagnostic.h"

namespace skeptic {
namespace {

[[noreturn]] void fail(DiagnosticId id, const std::string& file, std::string message, std::string suggestion = {}) {
  throw UserError(Diagnostic{id, Place{file, 0, 0, {}}, std::move(message), {}, std::move(suggestion)});
}

/// A device or a pipe: something that a file must not take the place of.
bool is_special(const std::string& file) {
  std::error_code ignored;
  const std::filesystem::file_status status = std::filesystem::status(file, ignored);
  return std::filesystem::exists(status) && !std::filesystem::is_regular_file(status) && !std::filesystem::is_directory(status);
}

}  // namespace

std::string read_file(const std::string& file, std::uint64_t limit) {
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (status.type() == std::filesystem::file_type::not_found) fail(DiagnosticId::FileMissing, file, "no such file");
  if (status.type() == std::filesystem::file_type::directory) fail(DiagnosticId::FileUnreadable, file, "this is a folder, not a file");
  if (status.type() == std::filesystem::file_type::fifo)  // opening it would wait for a writer
    fail(DiagnosticId::FileUnreadable, file, "this is a pipe, not a file", "write what comes out of it to a file first");
  std::ifstream stream(file, std::ios::binary | std::ios::ate);
  if (!stream) fail(DiagnosticId::FileUnreadable, file, "cannot be read", "check the file's permissions");
  const auto size = static_cast<std::int64_t>(stream.tellg());
  if (size < 0) fail(DiagnosticId::FileUnreadable, file, "is not a regular file");
  if (static_cast<std::uint64_t>(size) > limit) fail(DiagnosticId::FileUnreadable, file, "is larger than " + std::to_string(limit) + " bytes");
  std::string content(static_cast<std::size_t>(size), '\0');
  stream.seekg(0);
  if (!stream.read(content.data(), size)) fail(DiagnosticId::FileUnreadable, file, "cannot be read to its end");
  return content;
}

void check_writable(const std::string& file) {
  if (is_special(file)) {
    if (access(file.c_str(), W_OK) != 0)
      fail(DiagnosticId::FileUnwritable, file, "cannot be written", "check that its folder exists and can be written to");
    return;
  }
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) fail(DiagnosticId::FileUnwritable, file, "is a folder", "name a file in it");
  const std::string beside = file + ".partial";
  const bool writable = std::ofstream(beside, std::ios::binary | std::ios::trunc).good();
  std::filesystem::remove(beside, ignored);
  if (!writable) fail(DiagnosticId::FileUnwritable, file, "cannot be written", "check that its folder exists and can be written to");
}

void write_file(const std::string& file, std::string_view content) {
  const bool special = is_special(file);
  const std::string beside = special ? file : file + ".partial";
  {
    std::ofstream stream(beside, std::ios::binary | std::ios::trunc);
    if (!stream) fail(DiagnosticId::FileUnwritable, file, "cannot be written", "check that its folder exists and can be written to");
    stream.write(content.data(), static_cast<std::streamsize>(content.size()));
    stream.close();
    if (!stream) {
      std::error_code ignored;
      if (!special) std::filesystem::remove(beside, ignored);
      fail(DiagnosticId::FileUnwritable, file, "cannot be written to its end", "is the disk full?");
    }
  }
  if (special) return;
  std::error_code error;
  std::filesystem::rename(beside, file, error);
  if (error) {
    std::error_code ignored;
    std::filesystem::remove(beside, ignored);
    fail(DiagnosticId::FileUnwritable, file, "cannot be written: " + error.message());
  }
}

}  // namespace skeptic
