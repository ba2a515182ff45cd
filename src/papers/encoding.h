// The characters of a paper's source, whatever wrote it.
#pragma once

#include <string>
#include <string_view>

namespace skeptic::papers {

/// The text as UTF-8: UTF-16 by its byte order mark, UTF-8 where the bytes are (without a mark), else Windows-1252, of which ISO 8859-1 is a part.
std::string utf8_of(std::string_view bytes);

}  // namespace skeptic::papers
