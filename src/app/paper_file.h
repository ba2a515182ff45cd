// A paper on disk: a PDF through pdftotext in a process of its own, or a source.
#pragma once

#include <string>

#include "papers/layout.h"

namespace skeptic {

/// Whether a file is read as a paper and not as a design: a PDF, or a source by its ending.
bool is_paper(const std::string& file);

/// Throws UserError: FileMissing, FileUnreadable; PaperFormat (empty, encrypted, cut off, no PDF), PaperText (a scan), PaperPages; ProgramMissing,
/// ProgramLimit.
papers::Layout load_paper(const std::string& file);

}  // namespace skeptic
