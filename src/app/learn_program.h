// skeptic-learn, the program beside this one: it runs and trains networks.
#pragma once

#include <string>
#include <vector>

namespace skeptic {

/// The file of skeptic-learn, in the folder of the running program; empty where it was not built.
std::string learn_program();

/// Becomes skeptic-learn: its output, its exit code. Throws UserError, ProgramMissing, where there is none.
[[noreturn]] void become_learn_program(char** arguments);

/// Runs it and waits; its standard output is dropped, its standard error is returned with its exit code. Throws UserError, ProgramMissing.
struct ProgramResult {
  int code = 0;
  std::string errors;
};
ProgramResult run_learn_program(const std::vector<std::string>& arguments);

}  // namespace skeptic
