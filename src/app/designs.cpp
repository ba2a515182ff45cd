// skeptic designs: the library as prior art, and one design as its mechanisms.
#include "report/designs.h"

#include <fmt/format.h>

#include <memory>

#include "app/commands.h"
#include "app/options.h"

namespace skeptic {
namespace {

struct Options {
  std::string name;
  SetOptions set;
  JsonOption json;
};

void print(const JsonOption& option, const std::vector<std::string>& inputs, const Json& json, const std::string& text) {
  option.check(inputs);
  if (option.wanted()) option.write(json);
  if (!option.to_standard_output()) fmt::print("{}", text);
}

int list(const Options& options) {
  std::vector<Design> designs;
  for (const std::string& name : library_designs()) designs.push_back(load_design(name));
  print(options.json, {}, designs_json(designs), designs_text(designs, colour_wanted(), terminal_width()));
  return 0;
}

int show(const Options& options) {
  const Design design = options.set.apply(options.name).design();
  print(options.json, {options.name}, design_json(design), design_text(design, colour_wanted(), terminal_width()));
  return 0;
}

}  // namespace

Command add_designs(CLI::App& app) {
  auto all = std::make_shared<Options>(), one = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("designs", "The library: prior art as mechanisms, what runs and what waits for which fabric");
  all->json.add_to(*command);
  command->footer("Examples:\n  skeptic designs\n  skeptic designs show highlight\n  skeptic designs show my.yaml --json -");
  CLI::App* details = command->add_subcommand("show", "One design: citation, mechanisms and whose they are, parameters");
  details->add_option("name", one->name, "A design of the library, or a file")->required()->type_name("NAME");
  one->set.add_to(*details);
  one->json.add_to(*details);
  details->footer("Example:\n  skeptic designs show s2ta");
  return [all, one, details] { return details->parsed() ? show(*one) : list(*all); };
}

}  // namespace skeptic
