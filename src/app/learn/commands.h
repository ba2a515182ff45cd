// The commands of skeptic-learn.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace skeptic {

/// Runs a chosen command; its result is the exit code.
using LearnCommand = std::function<int()>;

LearnCommand add_trace(CLI::App& app);
LearnCommand add_train(CLI::App& app);

}  // namespace skeptic
