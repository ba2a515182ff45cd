#include "base/shell.h"

#include <algorithm>
#include <cctype>

namespace skeptic {

std::string shell_word(std::string_view word) {
  const auto harmless = [](unsigned char c) {
    return std::isalnum(c) != 0 || std::string_view("-_./:=,+@%").find(static_cast<char>(c)) != std::string_view::npos;
  };
  if (!word.empty() && std::all_of(word.begin(), word.end(), harmless)) return std::string(word);
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'')
      quoted += "'\\''";
    else
      quoted += c;
  }
  return quoted + "'";
}

}  // namespace skeptic
