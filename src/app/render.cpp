// skeptic render REVIEW.json: what another command wrote as JSON, as anything else.
#include "report/render.h"

#include <fmt/format.h>

#include <memory>

#include "app/commands.h"
#include "app/options.h"
#include "app/outputs.h"
#include "base/file.h"

namespace skeptic {
namespace {

struct Options {
  std::string file;
  bool full = false;
  OutputOptions outputs;
};

int render(const Options& options) {
  options.outputs.check({options.file});
  const Document document = read_document(options.file, read_file(options.file));
  options.outputs.write({document});
  if (!options.outputs.wanted()) fmt::print("{}", render_terminal(document, colour_wanted(), terminal_width(), options.full));
  return 0;
}

}  // namespace

Command add_render(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("render", "What review, compare or stress wrote with --json, as a page, as Markdown, or on the terminal");
  command->add_option("file", options->file, "The JSON of a review, a comparison or a stress test")->required()->type_name("FILE");
  command->add_flag("--full", options->full, "On the terminal: every table, and the evidence of every number");
  options->outputs.add_to(*command);
  command->footer(
      "Without an option it prints to the terminal, as the command did.\n"
      "Examples:\n"
      "  skeptic render review.json --html review.html\n"
      "  skeptic render review.json --markdown review.md");
  return [options] { return render(*options); };
}

}  // namespace skeptic
