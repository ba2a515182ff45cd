// What a program's end says. 0: done; 2: the user's input is wrong; 1: a bug.
#pragma once

#include <functional>
#include <string_view>

namespace skeptic {

/// Runs and returns its exit code; diagnostics and the name of the program with a bug go to standard error.
int exit_code_of(std::string_view program, const std::function<int()>& run);

}  // namespace skeptic
