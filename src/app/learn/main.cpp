// skeptic-learn: the program that runs and trains networks. `skeptic trace` and `skeptic train` start it.
#include <fmt/format.h>

#include <string>

#include "app/exit_code.h"
#include "app/learn/commands.h"
#include "base/diagnostic.h"

namespace {

int run(int argc, char** argv) {
  CLI::App app{"Runs and trains the networks of Skeptic.", "skeptic"};
  app.require_subcommand(1);
  std::map<std::string, skeptic::LearnCommand> commands;
  commands["trace"] = skeptic::add_trace(app);
  commands["train"] = skeptic::add_train(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    throw skeptic::UserError(skeptic::Diagnostic{skeptic::DiagnosticId::CommandLine,
                                                 {},
                                                 error.what(),
                                                 {},
                                                 fmt::format("skeptic {} --help shows what it takes", argc > 1 ? argv[1] : "trace")});
  }
  return commands.at(app.get_subcommands().front()->get_name())();
}

}  // namespace

int main(int argc, char** argv) {
  return skeptic::exit_code_of("skeptic-learn", [&] { return run(argc, argv); });
}
