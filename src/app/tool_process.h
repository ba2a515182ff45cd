// Running a tool as a process, within limits of time and memory.
#pragma once

#include "rtl/tool.h"

namespace skeptic {

/// Runs the command and waits. Past its time it is killed with all processes that it started; its address space is limited, which its own processes
/// inherit.
ToolResult run_tool_process(const ToolCommand& command);

}  // namespace skeptic
