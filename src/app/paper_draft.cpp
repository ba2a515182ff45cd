#include "app/paper_draft.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <system_error>

#include "app/output_file.h"
#include "app/paper_file.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "cost/technology.h"

namespace skeptic {
namespace {

PaperSaid said_in(const papers::Paper& paper) {
  PaperSaid said{paper.file, {}, {}};
  for (const papers::Entry& entry : paper.entries) {
    const auto quote = [&](const papers::Stated& one) { return PaperQuote{entry.key, one.value, one.page, one.quote}; };
    if (entry.agreement == papers::Agreement::One) {
      said.quotes.push_back(quote(entry.values.front()));
      continue;
    }
    PaperDoubt& doubt = said.doubts.emplace_back();
    doubt.contradiction = entry.agreement == papers::Agreement::Contradictory;
    for (const papers::Stated& one : entry.values) doubt.readings.push_back(quote(one));
  }
  return said;
}

}  // namespace

std::string draft_name(const std::string& paper, papers::PaperRole role, const std::string& other) {
  const std::string stem = std::filesystem::path(paper).stem().string();
  const bool same = is_paper(other) && std::filesystem::path(other).stem().string() == stem;
  return stem + (!same ? "" : role == papers::PaperRole::Baseline ? ".baseline" : ".proposal") + ".draft.yaml";
}

void write_draft(const std::string& file, const std::string& yaml, const std::string& paper) {
  std::error_code error;
  if (file != "-" && std::filesystem::exists(file, error) && std::filesystem::is_regular_file(file, error) && read_file(file) != yaml)
    throw UserError(Diagnostic{DiagnosticId::FileUnwritable,
                               Place{file, 0, 0, {}},
                               "is not what " + paper + " reads as, and may hold your corrections",
                               {},
                               "name it in place of the paper, or move it away to draft the paper anew"});
  write_text(file, yaml);
}

PaperDraft draft_of_paper(const std::string& paper, papers::PaperRole role, const std::string& other) {
  const papers::Paper read = papers::read_paper(load_paper(paper));
  const std::string file = draft_name(paper, role, other);
  write_draft(file, papers::draft_of(read, role, technology_nodes()).yaml, paper);
  fmt::print(stderr, "{} is read as {}: correct it, and name it in place of the paper.\n", paper, file);
  return {file, said_in(read)};
}

std::string design_file_of(const std::string& name, papers::PaperRole role, const std::string& other) {
  return is_paper(name) ? draft_of_paper(name, role, other).file : name;
}

}  // namespace skeptic
