// The format of networks/*.yaml: a table of layers, one a row, checked strictly (docs/networks.md).
#pragma once

#include <string>
#include <string_view>

#include "workload/layer.h"

namespace skeptic {

/// Parses a network's table; `file` names it in diagnostics. Throws UserError with every error of the text at once:
/// YamlSyntax, YamlShape, NetworkLayer.
Network parse_network(std::string_view text, const std::string& file);

}  // namespace skeptic
