// Tools as processes, their limits, and what is said where they fail.
#include "rtl/tool.h"

#include <gtest/gtest.h>

#include <string>

#include "app/tool_process.h"
#include "base/diagnostic.h"

namespace skeptic {
namespace {

std::string error_of(const ToolResult& result) {
  try {
    run_tool([&](const ToolCommand&) { return result; }, {"yosys", {}, {}, {60, 1000}}, "yosys");
  } catch (const UserError& error) {
    return error.what();
  }
  return {};
}

TEST(Tool, LastLines) {
  EXPECT_EQ(last_lines("", 3), "");
  EXPECT_EQ(last_lines("a", 3), "a");
  EXPECT_EQ(last_lines("a\nb\n\n  \nc\n", 2), "b\n  c");
}

TEST(Tool, WhatIsSaidWhereOneFails) {
  EXPECT_EQ(error_of({ToolEnd::Exited, 0, "fine"}), "");
  EXPECT_EQ(error_of({ToolEnd::Missing, 0, ""}), "error: yosys is not to be found [program-missing]\n  apt-get install yosys\n");
  EXPECT_EQ(error_of({ToolEnd::Exited, 1, "1\n2\n3\n4\n5\nERROR: no such cell\n\n"}),
            "error: yosys fails with exit code 1; its last lines:\n  2\n  3\n  4\n  5\n  ERROR: no such cell [program-failed]\n");
  EXPECT_EQ(error_of({ToolEnd::Killed, 11, ""}), "error: yosys was ended by signal 11 [program-failed]\n");
  EXPECT_EQ(error_of({ToolEnd::TimeLimit, 0, "Executing ABC.\n"}),
            "error: yosys needs more than 60 s; its last lines:\n  Executing ABC. [program-limit]\n"
            "  allow more with --tool-seconds and --tool-megabytes, or ask for less\n");
  EXPECT_EQ(error_of({ToolEnd::MemoryLimit, 1, "out of memory\n"}),
            "error: yosys needs more than 1000 MB of memory; its last lines:\n  out of memory [program-limit]\n"
            "  allow more with --tool-seconds and --tool-megabytes, or ask for less\n");
}

TEST(ToolProcess, OutputAndExitCode) {
  const ToolResult result = run_tool_process({"sh", {"-c", "echo one; echo two >&2; exit 3"}, {}, {}});
  EXPECT_EQ(result.end, ToolEnd::Exited);
  EXPECT_EQ(result.code, 3);
  EXPECT_EQ(result.output, "one\ntwo\n");
}

TEST(ToolProcess, RunsInItsFolder) { EXPECT_EQ(run_tool_process({"pwd", {}, "/usr", {}}).output, "/usr\n"); }

TEST(ToolProcess, MissingOnesAreKnown) { EXPECT_EQ(run_tool_process({"no-such-tool-at-all", {}, {}, {}}).end, ToolEnd::Missing); }

TEST(ToolProcess, SignalsAreKnown) {
  const ToolResult result = run_tool_process({"sh", {"-c", "kill -9 $$"}, {}, {}});
  EXPECT_EQ(result.end, ToolEnd::Killed);
  EXPECT_EQ(result.code, 9);
}

TEST(ToolProcess, PastItsTimeItIsEndedWithWhatItStarted) {
  // The second process would hold the pipe for a minute.
  const ToolResult result = run_tool_process({"sh", {"-c", "echo begun; sleep 60 & sleep 60"}, {}, {1, 4096}});
  EXPECT_EQ(result.end, ToolEnd::TimeLimit);
  EXPECT_EQ(result.output, "begun\n");
}

TEST(ToolProcess, PastItsMemoryItFails) { EXPECT_EQ(run_tool_process({"tail", {"/dev/zero"}, {}, {30, 64}}).end, ToolEnd::MemoryLimit); }

}  // namespace
}  // namespace skeptic
