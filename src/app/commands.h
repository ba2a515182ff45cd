// The subcommands. Each adds itself to the command line and returns what to run where it was chosen.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace skeptic {

/// Runs a chosen command; its result is the exit code.
using Command = std::function<int()>;

Command add_review(CLI::App& app);
Command add_simulate(CLI::App& app);
Command add_compare(CLI::App& app);
Command add_stress(CLI::App& app);
Command add_render(CLI::App& app);
Command add_designs(CLI::App& app);
Command add_fit(CLI::App& app);
Command add_cost(CLI::App& app);
Command add_rtl(CLI::App& app);
Command add_mirror(CLI::App& app);
Command add_show(CLI::App& app);
Command add_document(CLI::App& app);

}  // namespace skeptic
