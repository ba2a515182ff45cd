// skeptic show: the networks of the library, and a design as it is understood.
#include <fmt/format.h>

#include <memory>

#include "app/commands.h"
#include "app/options.h"
#include "base/diagnostic.h"
#include "report/style.h"
#include "workload/layer.h"

namespace skeptic {
namespace {

struct Options {
  std::string what;
  SetOptions set;
};

int show(const Options& options) {
  const Style style{colour_wanted()};
  if (options.what == "designs")
    throw UserError(Diagnostic{DiagnosticId::CommandLine, {}, "the designs of the library are a command of their own", "skeptic designs", {}});
  if (options.what == "networks") {
    for (const std::string& name : library_networks()) {
      const Network network = load_network(name);
      fmt::print("{:<14}{:>16} multiplications {:>12} parameters  {}\n", name, grouped(network.macs()), grouped(network.parameters()),
                 style.faint(network.title));
    }
  } else {
    fmt::print("{}", to_yaml(options.set.apply(options.what).design()));
  }
  return 0;
}

}  // namespace

Command add_show(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("show", "List the networks, or print a design with everything that it inherits");
  command->add_option("what", options->what, "`networks`, or a design")->required()->type_name("WHAT");
  options->set.add_to(*command);
  command->footer("Examples:\n  skeptic show networks\n  skeptic show examples/dynamic-4of8.yaml --set fabric.lanes=4");
  return [options] { return show(*options); };
}

}  // namespace skeptic
