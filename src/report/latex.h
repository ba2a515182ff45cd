// A document as LaTeX: one file that compiles alone and that a paper reads with \input (docs/latex.md).
#pragma once

#include <string>

#include "review/document.h"

namespace skeptic {

/// ASCII; the same bytes for the same document.
std::string render_latex(const Document& document);

/// A chart: a picture and its keys, without caption.
std::string latex_chart(const Chart& chart);

/// What stands before the document: packages where the file compiles alone, colours, styles and commands.
std::string latex_preamble();

}  // namespace skeptic
