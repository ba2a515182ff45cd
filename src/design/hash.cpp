#include "design/hash.h"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>

#include "design/schema.h"
#include "design/value.h"

namespace skeptic {

std::string content_hash(const Design& design) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  const auto add = [&](std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  };
  // The map is in the order of its keys; '\n' ends every value and occurs in none.
  for (const auto& [path, value] : design.values)
    if (find_row(path)->role != Role::Label) add(fmt::format("{}={}\n", path, canonical(value.data)));
  return fmt::format("{:016x}", hash);
}

}  // namespace skeptic
