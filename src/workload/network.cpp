#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/diagnostic.h"
#include "base/embedded.h"
#include "base/file.h"
#include "base/suggest.h"
#include "workload/elements.h"
#include "workload/layer.h"
#include "workload/layer_family.h"
#include "workload/network_file.h"
#include "workload/vit_family.h"

namespace skeptic {

std::vector<std::string> library_networks() {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : networks_files()) names.emplace_back(file.name);
  std::sort(names.begin(), names.end());  // files are in the order of their names with the ending
  return names;
}

Network load_network(const std::string& name_or_file) {
  const bool file = name_or_file.find('/') != std::string::npos || name_or_file.ends_with(".yaml") || name_or_file.ends_with(".yml");
  constexpr std::uint64_t kLargest = std::uint64_t{16} << 20;
  if (file) return parse_network(read_file(name_or_file, kLargest), name_or_file);
  if (is_vit_name(name_or_file)) return parse_network(vit_table(name_or_file), name_or_file);
  if (is_layer_name(name_or_file)) return parse_network(layer_table(name_or_file), name_or_file);
  for (const EmbeddedFile& row : networks_files())
    if (row.name == name_or_file) return parse_network(row.text, fmt::format("networks/{}.yaml", row.name));
  const std::vector<std::string> names = library_networks();
  throw UserError(Diagnostic{DiagnosticId::NetworkUnknown,
                             {},
                             fmt::format("there is no network {}", quoted_name(name_or_file)),
                             fmt::format("{}, vit:…, conv:…, linear:…, attention:…, or a file that ends in .yaml", fmt::join(names, ", ")),
                             did_you_mean(name_or_file, names)});
}

}  // namespace skeptic
