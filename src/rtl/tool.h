// Tools that run beside Skeptic (Yosys, OpenSTA): what they are asked, within which limits, and what they say. The library makes commands and reads
// answers; whoever calls it runs them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace skeptic {

struct ToolLimits {
  std::int64_t seconds = 600;
  std::int64_t megabytes = 4096;
};

struct ToolCommand {
  std::string program;  ///< found along the search path
  std::vector<std::string> arguments;
  std::string folder;  ///< where it runs; empty: where the caller is
  ToolLimits limits;
};

enum class ToolEnd { Exited, Missing, TimeLimit, MemoryLimit, Killed };

struct ToolResult {
  ToolEnd end = ToolEnd::Exited;
  int code = 0;        ///< exit code, or the signal that killed it
  std::string output;  ///< standard output and errors, in the order in which they came
};

using ToolRunner = std::function<ToolResult(const ToolCommand&)>;

/// The last `count` lines that are not empty, each on a line of its own.
std::string last_lines(std::string_view output, std::size_t count);

/// Runs a command that must succeed; its output. `package`: the Debian package that has the program. Throws UserError: ProgramMissing; ProgramLimit;
/// ProgramFailed with the tool's own last lines.
std::string run_tool(const ToolRunner& run, const ToolCommand& command, std::string_view package);

}  // namespace skeptic
