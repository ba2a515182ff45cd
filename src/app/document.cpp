// skeptic document: the generated parts of the documentation.
#include <fmt/format.h>

#include <array>
#include <memory>

#include "app/commands.h"
#include "base/diagnostic.h"
#include "design/documents.h"
#include "papers/paper.h"
#include "stress/axis.h"

namespace skeptic {
namespace {

struct DocumentRow {
  std::string_view name;
  std::string (*text)();
  std::string_view file;
};

constexpr std::array kDocuments{
    DocumentRow{"design-file", design_file_markdown, "docs/design-file.md"},
    DocumentRow{"schema", design_file_schema, "docs/design.schema.json"},
    DocumentRow{"mechanisms", mechanisms_markdown, "docs/mechanisms.md"},
    DocumentRow{"designs", designs_markdown, "docs/designs.md"},
    DocumentRow{"axes", axes_markdown, "docs/axes.md"},
    DocumentRow{"papers", papers::papers_markdown, "docs/papers.md"},
    DocumentRow{"diagnostics", diagnostics_document, "docs/diagnostics.md"},
};

int document(const std::string& name) {
  for (const DocumentRow& row : kDocuments)
    if (row.name == name) {
      fmt::print("{}", row.text());
      return 0;
    }
  std::string known;
  for (const DocumentRow& row : kDocuments) known += fmt::format("{}{}", known.empty() ? "" : ", ", row.name);
  throw UserError(Diagnostic{DiagnosticId::CommandLine, {}, "no document \"" + name + "\"", known, {}});
}

}  // namespace

Command add_document(CLI::App& app) {
  auto name = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("document", "Print a generated part of the documentation");
  command->add_option("name", *name, "design-file, schema (a JSON Schema for editors), mechanisms, designs, axes, papers or diagnostics")
      ->required()
      ->type_name("NAME");
  command->footer("Example:\n  skeptic document schema > design.schema.json");
  return [name] { return document(*name); };
}

}  // namespace skeptic
