// The documentation of the format, written from the schema: docs/design-file.md, docs/design.schema.json, docs/mechanisms.md and
// docs/designs.md are these texts.
#pragma once

#include <string>

namespace skeptic {

/// Every key, what it takes, what holds where it is left out, what `unknown` stands for; units; inheritance.
std::string design_file_markdown();
/// A JSON Schema (draft 07) for editors. It checks shapes, words, units and ranges; what holds between keys is checked by the program.
std::string design_file_schema();
/// The vocabulary of mechanisms, a paragraph each, with the designs of the library that have it.
std::string mechanisms_markdown();
/// The library: year, citation, whether it runs or what it waits for, and mechanisms.
std::string designs_markdown();

}  // namespace skeptic
