#include "design/structure.h"

#include <algorithm>

#include "design/mechanism.h"
#include "design/schema.h"

namespace skeptic {

std::string structure_of(const Design& design, std::string_view path) {
  const Row* row = find_row(path);
  if (row == nullptr || row->role != Role::Mechanism) return {};
  std::string found;
  for (const Mechanism& mechanism : mechanisms_of(design)) {
    const std::vector<std::string> keys = keys_of(mechanism.facet);
    if (std::find(keys.begin(), keys.end(), path) != keys.end()) found += (found.empty() ? "" : ", ") + text(mechanism);
  }
  return found;
}

}  // namespace skeptic
