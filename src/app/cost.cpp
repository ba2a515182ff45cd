// skeptic cost DESIGN: the inventory, and what it adds to another design.
#include <fmt/format.h>

#include <memory>

#include "app/commands.h"
#include "app/options.h"
#include "report/comparison.h"

namespace skeptic {
namespace {

struct Options {
  std::string design, against;
  SetOptions set, set_baseline;
  JsonOption json;
};

int cost(const Options& options) {
  const ResolvedDesign design = resolve(options.set.apply(options.design).design());
  const Technology technology = load_technology(design.technology);
  const Inventory own = inventory(design, technology);
  Json json = inventory_json(own);
  std::string text = inventory_text(own, technology, colour_wanted());
  if (!options.against.empty()) {
    const Difference over = difference(inventory(resolve(options.set_baseline.apply(options.against).design())), own);
    json["over_baseline"] = difference_json(over);
    text += difference_text(over, colour_wanted());
  }
  if (options.json.wanted()) options.json.write(json);
  if (!options.json.to_standard_output()) fmt::print("{}", text);
  return 0;
}

}  // namespace

Command add_cost(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("cost", "Area of a design, part by part, with the source of every figure");
  command->add_option("design", options->design, "A design")->required()->type_name("DESIGN");
  command->add_option("--against", options->against, "Show what the design adds to this one")->type_name("BASELINE");
  options->set.add_to(*command);
  command->add_option("--set-baseline", options->set_baseline.sets, "Change one key of the baseline")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  options->json.add_to(*command);
  command->footer("Example:\n  skeptic cost examples/dynamic-4of8.yaml --against ampere-2to4");
  return [options] { return cost(*options); };
}

}  // namespace skeptic
