// One SRAM macro of any size, port width and number of ports, from the rows of a technology's tables.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "cost/technology.h"

namespace skeptic {

struct SramMacro {
  std::int64_t size_bits = 0;
  std::int64_t port_bits = 64;
  std::int64_t ports = 1;
  Figure area;                    ///< square millimetres
  Figure read, write;             ///< joules an access of the whole port
  std::optional<Figure> leakage;  ///< watts
};

/// A row's own figures at its size and port. Between sizes and ports, and beyond them along the last segment, straight lines in logarithms: the
/// confidence is B at best between rows and C beyond them. Each further port makes the cell taller and wider (Technology::port_height, port_width),
/// the macro with it, and an access dearer by the root of the area. A port below 16 bits costs what one of 16 does.
/// Precondition: size_bits, port_bits and ports above 0.
SramMacro sram_macro(const Technology& technology, std::int64_t size_bits, std::int64_t port_bits, std::int64_t ports = 1);

/// What a source says of a figure that no row has.
inline constexpr std::string_view kBetweenRows = "; between the table's rows", kBeyondRows = "; beyond the table's rows";

/// The widest port that a table has; wider reads take macros side by side.
std::int64_t widest_port(const Technology& technology);

}  // namespace skeptic
