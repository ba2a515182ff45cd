// Liberty files: what synthesis needs to know of a cell library before tools read it, and several files of one library made one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace skeptic {

struct LibertyPin {
  std::string name;
  bool output = false;
  std::string function;    ///< of an output; empty where there is none
  double capacitance = 0;  ///< of an input, in the library's unit
};

struct LibertyCell {
  std::string name;
  double area = 0;  ///< square microns, by convention of all libraries that are named in docs/rtl.md
  bool flip_flop = false;
  bool avoided = false;  ///< dont_use
  std::vector<LibertyPin> pins;
};

/// A library that was read: its cells, and the text that tools are given.
struct Liberty {
  std::string name;                ///< as its `library` group has it
  std::vector<std::string> files;  ///< as they were named
  std::string text;
  double time_unit = 1;         ///< nanoseconds
  double capacitance_unit = 1;  ///< picofarads
  bool power = false;           ///< it has tables of internal power
  std::vector<LibertyCell> cells;
};

/// Reads a library; several files (ASAP7 comes as three) are made one, which has the first one's name, units and tables, and all cells. Throws
/// UserError: FileMissing, FileUnreadable; LibertyFormat where one is compressed, does not parse, has no cells or other units than the first.
Liberty read_liberty(const std::vector<std::string>& files);
/// The same from texts.
Liberty parse_liberty(const std::vector<std::string>& files, const std::vector<std::string>& texts);

/// The cells that units are measured in: the smallest of each kind that may be used.
struct UnitCells {
  const LibertyCell* inverter = nullptr;
  const LibertyCell* nand2 = nullptr;
  const LibertyCell* flip_flop = nullptr;
};
/// Throws UserError, LibertyCell, where there is none of a kind.
UnitCells unit_cells(const Liberty& liberty);

/// The value of a function of Liberty (! ' * & + | ^, parentheses, side by side for AND) for one row of its truth table: bit i of `row` is the value
/// of names[i]. Nothing where the text is no such function, or has other names.
std::optional<bool> function_value(std::string_view function, const std::vector<std::string>& names, unsigned row);

}  // namespace skeptic
