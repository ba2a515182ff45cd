// The SystemVerilog modules that Skeptic has: the files of rtl/, which are part of the program.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace skeptic {

struct RtlParameter {
  std::string name;
  std::string value;  ///< as the module's header has it: a number, or an expression of parameters before it

  friend bool operator==(const RtlParameter&, const RtlParameter&) = default;
};

struct RtlPort {
  bool output = false;
  std::string range;  ///< "[WIDTH-1:0]", or empty for one bit
  std::string name;
};

/// One module, one file.
struct RtlModule {
  std::string name;
  std::string text;   ///< the whole file
  std::string about;  ///< the first sentence of its comment, without the name
  std::vector<RtlParameter> parameters;
  std::vector<RtlPort> ports;
  std::vector<std::string> uses;  ///< modules that it instantiates, sorted
};

/// All modules, sorted by name.
std::span<const RtlModule> rtl_modules();
/// A module that there is.
const RtlModule& rtl_module(std::string_view name);
/// These modules and all that they use, directly or through others; sorted.
std::vector<std::string> with_used_modules(std::vector<std::string> names);

}  // namespace skeptic
