// A design file is refused with diagnostics that point into it, or read; one that was read comes back from the file that is written, and resolves or
// says why not.
#include "design/design.h"

#include <string>

#include "design/resolved.h"
#include "fuzz/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace skeptic;
  Design design;
  try {
    design = parse_design(fuzz::text_of(data, size), "fuzz.yaml");
  } catch (const UserError& error) {
    fuzz::check(!error.diagnostics().empty(), "an error has a diagnostic");
    for (const Diagnostic& diagnostic : error.diagnostics()) {
      fuzz::check(diagnostic.place.line >= 0 && diagnostic.place.column >= 0, "lines and columns count from 1, 0 is the file");
      fuzz::check(!diagnostic.message.empty(), "an error says what is wrong");
    }
    return 0;
  }
  const Design again = parse_design(to_yaml(design), "again.yaml");
  fuzz::check(again.values.size() == design.values.size(), "every value is written out");
  for (const auto& [path, value] : design.values)
    fuzz::check(again.values.contains(path) && again.values.at(path).data == value.data, "values come back as they were written");
  try {
    resolve(design);
  } catch (const UserError& error) {
    fuzz::check(!error.diagnostics().empty(), "an error has a diagnostic");
  }
  return 0;
}
