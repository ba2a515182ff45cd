#include "papers/encoding.h"

#include <iconv.h>

#include <array>
#include <cerrno>

namespace skeptic::papers {
namespace {

/// Whether the bytes are text of `encoding`; then `text` is it as UTF-8. Bytes that are not are U+FFFD where `whatever` is asked for.
bool convert(std::string_view bytes, const char* encoding, bool whatever, std::string& text) {
  const iconv_t way = iconv_open("UTF-8", encoding);
  if (way == reinterpret_cast<iconv_t>(-1)) return false;
  text.clear();
  std::string copy(bytes);  // iconv takes what it does not change as char*
  char* from = copy.data();
  std::size_t left = copy.size();
  bool good = true;
  while (left > 0 && good) {
    std::array<char, 4096> room;
    char* to = room.data();
    std::size_t free = room.size();
    const bool done = iconv(way, &from, &left, &to, &free) != static_cast<std::size_t>(-1);
    const int error = errno;
    text.append(room.data(), room.size() - free);
    if (done || error == E2BIG) continue;
    if (whatever && left > 0) text += "\xEF\xBF\xBD", ++from, --left;
    good = whatever;
  }
  iconv_close(way);
  return good;
}

}  // namespace

std::string utf8_of(std::string_view bytes) {
  std::string text;
  if (bytes.starts_with("\xFF\xFE") && convert(bytes.substr(2), "UTF-16LE", true, text)) return text;
  if (bytes.starts_with("\xFE\xFF") && convert(bytes.substr(2), "UTF-16BE", true, text)) return text;
  const std::string_view unmarked = bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes;
  if (convert(unmarked, "UTF-8", false, text) || convert(unmarked, "WINDOWS-1252", true, text)) return text;
  return std::string(bytes);
}

}  // namespace skeptic::papers
