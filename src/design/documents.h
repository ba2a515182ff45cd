// The documentation of the format, written from the schema: docs/design-file.md and docs/design.schema.json are these texts.
#pragma once

#include <string>

namespace skeptic {

/// Every key, what it takes, what holds where it is left out, what `unknown` stands for; units; inheritance.
std::string design_file_markdown();
/// A JSON Schema (draft 07) for editors. It checks shapes, words, units and ranges; what holds between keys is checked by the program.
std::string design_file_schema();

}  // namespace skeptic
