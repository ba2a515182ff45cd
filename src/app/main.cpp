// The command line: which command, and what exit code. 0: done; 2: the user's input is wrong; 1: a bug.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/commands.h"
#include "app/exit_code.h"
#include "app/sibling_program.h"
#include "base/diagnostic.h"
#include "base/suggest.h"

namespace {

/// Commands of the programs beside this one, which have the rest of their command lines. `whole`: the command is the program, and its name no
/// argument.
struct SiblingCommandRow {
  std::string_view name, meaning;
  skeptic::SiblingProgram program;
  bool whole;
};
constexpr std::array kSiblingCommands{
    SiblingCommandRow{"trace", "Runs a network on real inputs and keeps what its layers see", skeptic::kLearnProgram, false},
    SiblingCommandRow{"train", "Trains a small network, densely, on labelled images", skeptic::kLearnProgram, false},
    SiblingCommandRow{"bench", "Measures the simulator beside this machine's own peak", skeptic::kBenchProgram, true},
};

/// A second word that is none of the commands below the first.
void check_subcommand(const CLI::App& app, const std::string& name, const std::string& below) {
  for (const CLI::App* command : app.get_subcommands({})) {
    if (command->get_name() != name) continue;
    std::vector<std::string> names;
    for (const CLI::App* one : command->get_subcommands({})) names.push_back(one->get_name());
    if (names.empty() || std::find(names.begin(), names.end(), below) != names.end()) return;
    const std::string suggestion = skeptic::did_you_mean(below, names);
    throw skeptic::UserError(skeptic::Diagnostic{skeptic::DiagnosticId::CommandLine,
                                                 {},
                                                 fmt::format("skeptic {} has no command \"{}\"", name, below),
                                                 {},
                                                 suggestion.empty() ? fmt::format("skeptic {} --help shows what it takes", name) : suggestion});
  }
}

int run(int argc, char** argv) {
  CLI::App app{"Skeptic stress-tests ideas for sparse neural-network accelerators until they break, and then helps to fix them.", "skeptic"};
  app.set_version_flag("--version", "skeptic 0.1.0");
  app.require_subcommand(1);
  for (const SiblingCommandRow& row : kSiblingCommands) {
    app.add_subcommand(std::string(row.name), std::string(row.meaning));
    if (argc > 1 && row.name == argv[1]) skeptic::become(row.program, row.whole ? argv + 1 : argv);
  }
  app.footer(
      "Examples:\n"
      "  skeptic review examples/dynamic-4of8.yaml          the four parts and the verdict\n"
      "  skeptic simulate ampere-2to4 --network resnet50    cycles and where they go\n"
      "  skeptic designs                                    the library: prior art as mechanisms\n\n"
      "skeptic COMMAND --help tells more. Exit codes: 0 done, 2 wrong input, 1 a bug in Skeptic.");
  std::map<std::string, skeptic::Command> commands;
  commands["review"] = skeptic::add_review(app);
  commands["simulate"] = skeptic::add_simulate(app);
  commands["compare"] = skeptic::add_compare(app);
  commands["stress"] = skeptic::add_stress(app);
  commands["render"] = skeptic::add_render(app);
  commands["designs"] = skeptic::add_designs(app);
  commands["fit"] = skeptic::add_fit(app);
  commands["cost"] = skeptic::add_cost(app);
  commands["rtl"] = skeptic::add_rtl(app);
  commands["mirror"] = skeptic::add_mirror(app);
  commands["show"] = skeptic::add_show(app);
  commands["document"] = skeptic::add_document(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
    std::vector<std::string> names;
    for (const auto& [name, command] : commands) names.push_back(name);
    for (const SiblingCommandRow& row : kSiblingCommands) names.emplace_back(row.name);
    const bool unknown = argc > 1 && argv[1][0] != '-' && commands.count(argv[1]) == 0;
    const std::string suggestion = unknown ? skeptic::did_you_mean(argv[1], names) : "";
    if (!unknown && argc > 2 && argv[2][0] != '-') check_subcommand(app, argv[1], argv[2]);
    const std::string help = !unknown && argc > 1 && argv[1][0] != '-' ? fmt::format("skeptic {} --help shows what it takes", argv[1])
                                                                       : "skeptic --help shows the commands";
    throw skeptic::UserError(skeptic::Diagnostic{skeptic::DiagnosticId::CommandLine,
                                                 {},
                                                 unknown ? fmt::format("there is no command \"{}\"", argv[1]) : std::string(error.what()),
                                                 {},
                                                 suggestion.empty() ? help : suggestion});
  }
  return commands.at(app.get_subcommands().front()->get_name())();
}

}  // namespace

int main(int argc, char** argv) {
  return skeptic::exit_code_of("skeptic", [&] { return run(argc, argv); });
}
