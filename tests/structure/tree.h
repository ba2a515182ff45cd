// The files of this repository, as the tests of its structure read them.
#pragma once

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "base/file.h"

namespace skeptic::structure {

inline std::filesystem::path root() { return SKEPTIC_SOURCE; }

/// Paths of the files below a folder, relative to the root and sorted; without what is built, and without the version control's own.
inline std::vector<std::string> files_below(const std::string& folder) {
  std::vector<std::string> files;
  if (!std::filesystem::is_directory(root() / folder)) return files;
  for (auto entry = std::filesystem::recursive_directory_iterator(root() / folder, std::filesystem::directory_options::follow_directory_symlink);
       entry != std::filesystem::recursive_directory_iterator(); ++entry) {
    const std::string path = entry->path().lexically_relative(root()).generic_string();
    if (path == "build" || path == ".git" || path == ".cache") {
      entry.disable_recursion_pending();
    } else if (entry->is_regular_file()) {
      files.push_back(path);
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

inline std::string text_of(const std::string& path) { return read_file((root() / path).string()); }

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

inline bool is_source(const std::string& path) { return path.ends_with(".cpp") || path.ends_with(".h"); }

}  // namespace skeptic::structure
