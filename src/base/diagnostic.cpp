#include "base/diagnostic.h"

#include <fmt/format.h>

namespace skeptic {

UserError::UserError(Diagnostics diagnostics)
    : diagnostics_(std::move(diagnostics)), text_(format(diagnostics_)) {}

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

}  // namespace skeptic
