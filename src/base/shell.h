// Words as a shell reads them, for commands that people copy.
#pragma once

#include <string>
#include <string_view>

namespace skeptic {

/// The word itself where every character is harmless, else in single quotes.
std::string shell_word(std::string_view word);

}  // namespace skeptic
