// A folder that exists as long as its object.
#pragma once

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

namespace skeptic {

class TemporaryFolder {
 public:
  /// Throws std::system_error where none can be made.
  TemporaryFolder() : name_((std::filesystem::temp_directory_path() / "skeptic-XXXXXX").string()) {
    if (mkdtemp(name_.data()) == nullptr) throw std::system_error(errno, std::generic_category(), name_);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(name_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& name() const { return name_; }
  std::string file(const std::string& file_name) const { return name_ + "/" + file_name; }

 private:
  std::string name_;
};

}  // namespace skeptic
