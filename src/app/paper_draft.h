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

/// Where the draft of a paper is written: of call/proposal.pdf proposal.draft.yaml, in the current folder; with its role where `other`, the paper
/// beside it, has the same name: paper.baseline.draft.yaml.
std::string draft_name(const std::string& paper, papers::PaperRole role, const std::string& other = {});

/// Writes a draft. Throws UserError, FileUnwritable, where a file of that name says something else: somebody may have corrected it.
void write_draft(const std::string& file, const std::string& yaml, const std::string& paper);

/// Reads a paper, writes the draft of its design file and says so on standard error. Throws UserError as load_paper and write_draft do.
PaperDraft draft_of_paper(const std::string& paper, papers::PaperRole role, const std::string& other = {});

/// A paper's draft, or the name itself where it is no paper.
std::string design_file_of(const std::string& name, papers::PaperRole role, const std::string& other = {});

}  // namespace skeptic
