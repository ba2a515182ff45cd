// A user's error: what is wrong, where, what was expected, what to try.
//
// Three failures, three ways: a user's error is a UserError that carries diagnostics; something this version does not
// do is a diagnostic whose id starts with "unsupported"; a bug is an assertion. The library never prints or exits.
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic_ids.h"

namespace skeptic {

/// A position in a source file. `line` and `column` count from 1; 0 stands for the file as a whole.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;
  std::string text;  ///< the whole source line, shown with a caret below `column`
};

struct Diagnostic {
  DiagnosticId id{};
  Place place;
  std::string message;     ///< what is wrong, without a final full stop
  std::string expected;    ///< what would be right; may be empty
  std::string suggestion;  ///< "did you mean …" or what to do; may be empty
};

using Diagnostics = std::vector<Diagnostic>;

/// Thrown by the library for every error of a user; all errors that were found at once.
class UserError : public std::exception {
 public:
  explicit UserError(Diagnostics diagnostics);
  explicit UserError(Diagnostic diagnostic);
  const Diagnostics& diagnostics() const { return diagnostics_; }
  const char* what() const noexcept override { return text_.c_str(); }

 private:
  Diagnostics diagnostics_;
  std::string text_;
};

/// `file:line:column: error: message [id]`, the line, a caret, `expected: …`, `suggestion: …`; ends with a newline.
std::string format(const Diagnostic& diagnostic);
std::string format(const Diagnostics& diagnostics);

/// docs/diagnostics.md, made from the table of ids.
std::string diagnostics_document();

}  // namespace skeptic
