// Renderers of a review. A number is printed from its evidence record, and leads to it.
#pragma once

#include <string>

#include "base/json.h"
#include "review/document.h"

namespace skeptic {

/// One screen of summary, then the parts and the evidence; `width` columns.
std::string render_terminal(const Review& review, bool colour, int width);
std::string render_markdown(const Review& review);
/// The same facts: sections as blocks of sentences with the indices of their records, and the records.
Json render_json(const Review& review);

}  // namespace skeptic
