// The library's data files (designs, networks, technologies, SystemVerilog), made part of the binary at build time.
#pragma once

#include <span>
#include <string_view>

namespace skeptic {

struct EmbeddedFile {
  std::string_view name;  ///< without folder and ending
  std::string_view text;
};

std::span<const EmbeddedFile> designs_files();
std::span<const EmbeddedFile> networks_files();
std::span<const EmbeddedFile> technology_files();
std::span<const EmbeddedFile> rtl_files();

}  // namespace skeptic
