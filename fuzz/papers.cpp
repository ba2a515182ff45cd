// A paper is refused with diagnostics, or read; what is made of it as a draft is a design file that reads. The first byte says which kind of source
// it is, or that it is the XHTML of pdftotext.
#include <string>

#include "design/design.h"
#include "fuzz/check.h"
#include "papers/paper.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace skeptic;
  if (size < 2 || size > 20000) return 0;
  const std::string text(fuzz::text_of(data + 1, size - 1));
  papers::Layout layout;
  try {
    switch (data[0] % 5) {
      case 0:
        layout = papers::arrange(papers::parse_boxes(text, "fuzz.pdf"), "fuzz.pdf");
        break;
      case 1:
        layout = papers::arrange_source(text, papers::SourceKind::Text, "fuzz.txt");
        break;
      case 2:
        layout = papers::arrange_source(text, papers::SourceKind::Markdown, "fuzz.md");
        break;
      case 3:
        layout = papers::arrange_source(text, papers::SourceKind::Html, "fuzz.html");
        break;
      default:
        layout = papers::arrange_source(text, papers::SourceKind::Latex, "fuzz.tex");
        break;
    }
  } catch (const UserError& error) {
    fuzz::check(!error.diagnostics().empty() && !error.diagnostics()[0].message.empty(), "an error says what is wrong");
    return 0;
  }
  const papers::Paper paper = papers::read_paper(layout);
  for (const papers::Entry& entry : paper.entries) {
    fuzz::check(!entry.values.empty() && !entry.key.empty(), "an entry has a key and a value");
    fuzz::check(entry.key.find('?') == std::string::npos, "every operand is decided");
    for (const papers::Stated& one : entry.values) fuzz::check(one.page >= 1 && !one.rule.empty(), "a value has a page and a rule");
  }
  for (const papers::PaperRole role : {papers::PaperRole::Proposal, papers::PaperRole::Baseline}) {
    const papers::Draft draft = papers::draft_of(paper, role);
    try {
      parse_design(draft.yaml, "draft.yaml");
    } catch (const UserError& error) {
      std::fprintf(stderr, "%s\n%s\n", draft.yaml.c_str(), error.what());
      fuzz::check(false, "a draft reads");
    }
  }
  return 0;
}
