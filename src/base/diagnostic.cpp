#include "base/diagnostic.h"

#include <fmt/format.h>

namespace skeptic {

UserError::UserError(Diagnostics diagnostics) : diagnostics_(std::move(diagnostics)), text_(format(diagnostics_)) {}

UserError::UserError(Diagnostic diagnostic) : UserError(Diagnostics{std::move(diagnostic)}) {}

std::string format(const Diagnostic& diagnostic) {
  const Place& place = diagnostic.place;
  std::string text;
  if (!place.file.empty()) {
    text += place.file;
    if (place.line > 0) text += fmt::format(":{}:{}", place.line, place.column);
    text += ": ";
  }
  text += fmt::format("error: {} [{}]\n", diagnostic.message, name(diagnostic.id));
  if (place.line > 0 && !place.text.empty()) {
    // A tab in the line is a tab above the caret, so that both end at the same column on any terminal.
    std::string indent;
    for (int i = 0; i + 1 < place.column; ++i) {
      const bool tab = static_cast<std::size_t>(i) < place.text.size() && place.text[i] == '\t';
      indent += tab ? '\t' : ' ';
    }
    text += fmt::format("  {}\n  {}^\n", place.text, indent);
  }
  if (!diagnostic.expected.empty()) text += fmt::format("  expected: {}\n", diagnostic.expected);
  if (!diagnostic.suggestion.empty()) text += fmt::format("  {}\n", diagnostic.suggestion);
  return text;
}

std::string format(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) text += format(diagnostic);
  return text;
}

std::string diagnostics_document() {
  std::string text = R"(# Diagnostics

Everything that Skeptic refuses, it refuses with a diagnostic: the place, what is wrong, its id in brackets, the line with a caret, what was
expected, and what to try. All errors of a file are reported at once; the exit code is 2, and no output file is left behind.

```
proposal.yaml:14:25: error: "5:4" keeps 5 of 4 [design-pattern]
      patterns: ["2:8", "5:4"]
                         ^
  expected: N:M with N <= M
```

This file is made from the table in `src/base/diagnostic_ids.h`: `./run document diagnostics > docs/diagnostics.md` writes it, a test compares the two.

| id | meaning |
|---|---|
)";
  for (const DiagnosticRow& row : kDiagnostics) text += fmt::format("| `{}` | {} |\n", row.name, row.meaning);
  return text;
}

}  // namespace skeptic
