// Designs and errors for the tests of the module.
#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <string>

#include "base/diagnostic.h"
#include "design/design.h"

namespace skeptic {

/// A small design without anything that is optional, default or a question.
inline constexpr const char* kSmall = R"(skeptic: 1
name: small
clock: 1 GHz
fabric:
  array: {m: 4, n: 4}
  lanes: 2
  window: 4
operands:
  weights: {bits: 8}
  activations: {bits: 8}
  outputs: {bits: 8}
memory:
  dram: {bandwidth: 64 GB/s}
  weights: {size: 64 KiB}
  activations: {size: 64 KiB}
technology: 7nm
)";

inline Design small() { return parse_design(kSmall, "small.yaml"); }

/// The text that a user would read; empty where nothing is thrown.
inline std::string error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const UserError& error) {
    return error.what();
  }
  return {};
}

/// The errors of a file "x.yaml" that holds `text` below its version.
inline std::string parse_error(const std::string& text) {
  return error_of([&] { parse_design("skeptic: 1\n" + text, "x.yaml"); });
}

/// The same for what the file changes in ampere-2to4.
inline std::string child_error(const std::string& text) { return parse_error("extends: ampere-2to4\n" + text); }

/// A folder that is removed with its files.
class Folder {
 public:
  Folder() {
    std::random_device random;
    path_ = std::filesystem::temp_directory_path() / ("skeptic-design-" + std::to_string(random()) + std::to_string(random()));
    std::filesystem::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
    return (path_ / name).string();
  }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

/// `text` with every `from` replaced: for the folder's name in messages.
inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  return text;
}

}  // namespace skeptic
