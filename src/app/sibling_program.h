// The programs beside this one: skeptic-learn, which runs and trains networks, and skeptic-bench, which measures the simulator.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace skeptic {

struct SiblingProgram {
  std::string_view name, meaning, package;  ///< package: what it needs beside the rest
};
inline constexpr SiblingProgram kLearnProgram{"skeptic-learn", "runs networks", "libtorch-dev"};
inline constexpr SiblingProgram kBenchProgram{"skeptic-bench", "measures the simulator", "libbenchmark-dev"};

/// Its file, in the folder of the running program; empty where it was not built.
std::string file_of(const SiblingProgram& program);

/// Throws UserError, ProgramMissing, where there is none.
void check_there(const SiblingProgram& program);

/// Becomes the program: its output, its exit code. `arguments` are those of this program. Throws UserError, ProgramMissing, where there is none.
[[noreturn]] void become(const SiblingProgram& program, char** arguments);

/// Runs it and waits; its standard output is dropped, its standard error is returned with its exit code. Throws UserError, ProgramMissing.
struct ProgramResult {
  int code = 0;
  std::string errors;
};
ProgramResult run_program(const SiblingProgram& program, const std::vector<std::string>& arguments);

}  // namespace skeptic
