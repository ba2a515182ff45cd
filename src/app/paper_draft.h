// Papers in the place of design files: the draft that is reviewed, and what the review quotes.
#pragma once

#include <string>

#include "papers/paper.h"
#include "review/paper_said.h"

namespace skeptic {

struct PaperDraft {
  std::string file;  ///< of the draft
  PaperSaid said;
};

/// Reads a paper and writes the draft of its design file into the current folder: of call/proposal.pdf proposal.draft.yaml. Throws UserError as
/// load_paper does, and FileUnwritable where a file of that name says something else: somebody may have corrected it.
PaperDraft draft_of_paper(const std::string& paper, papers::PaperRole role);

/// A paper's draft, or the name itself where it is no paper.
std::string design_file_of(const std::string& name, papers::PaperRole role);

}  // namespace skeptic
