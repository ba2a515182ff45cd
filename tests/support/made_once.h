// Files that take long to make and that several test processes share.
#pragma once
#include <filesystem>
#include <functional>
#include <string>

namespace skeptic {

/// Makes a file where it is not there yet, in a place of its own, and moves it there. Other processes that want the same file wait.
/// @param make is called with a new folder and the file to write in it; what it throws leaves `file` absent
void made_once(const std::filesystem::path& file,
               const std::function<void(const std::filesystem::path& folder, const std::filesystem::path& made)>& make);

/// A name for a text, as a file name: FNV-1a, twice with different starts.
std::string name_for(const std::string& text);

}  // namespace skeptic
