#include "rtl/tool.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/diagnostic.h"

namespace skeptic {
namespace {

constexpr std::size_t kLinesShown = 5;

[[noreturn]] void fail(DiagnosticId id, std::string message, const std::string& output, std::string suggestion) {
  const std::string lines = last_lines(output, kLinesShown);
  if (!lines.empty()) message += "; its last lines:\n  " + lines;
  throw UserError(Diagnostic{id, {}, std::move(message), {}, std::move(suggestion)});
}

}  // namespace

std::string last_lines(std::string_view output, std::size_t count) {
  std::vector<std::string_view> lines;
  for (std::size_t end = output.size(); lines.size() < count && end > 0;) {
    const std::size_t newline = output.rfind('\n', end - 1);
    const std::size_t start = newline == std::string_view::npos ? 0 : newline + 1;
    const std::string_view line = output.substr(start, end - start);
    if (line.find_first_not_of(" \t\r\n") != std::string_view::npos) lines.push_back(line);
    end = newline == std::string_view::npos ? 0 : newline;
  }
  std::reverse(lines.begin(), lines.end());
  return fmt::format("{}", fmt::join(lines, "\n  "));
}

std::string run_tool(const ToolRunner& run, const ToolCommand& command, std::string_view package) {
  ToolResult result = run(command);
  const auto limit = [&](const std::string& what) {
    fail(DiagnosticId::ProgramLimit, fmt::format("{} needs more than {}", command.program, what), result.output,
         "allow more with --tool-seconds and --tool-megabytes, or ask for less");
  };
  switch (result.end) {
    case ToolEnd::Exited:
      break;
    case ToolEnd::Missing:
      fail(DiagnosticId::ProgramMissing, fmt::format("{} is not to be found", command.program), {}, fmt::format("apt-get install {}", package));
    case ToolEnd::TimeLimit:
      limit(fmt::format("{} s", command.limits.seconds));
      break;
    case ToolEnd::MemoryLimit:
      limit(fmt::format("{} MB of memory", command.limits.megabytes));
      break;
    case ToolEnd::Killed:
      fail(DiagnosticId::ProgramFailed, fmt::format("{} was ended by signal {}", command.program, result.code), result.output, {});
  }
  if (result.code != 0) fail(DiagnosticId::ProgramFailed, fmt::format("{} fails with exit code {}", command.program, result.code), result.output, {});
  return std::move(result.output);
}

}  // namespace skeptic
