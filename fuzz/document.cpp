// The JSON of a review is refused with a diagnostic, or every renderer takes it, and it is the same when written and read again.
#include <string>

#include "base/diagnostic.h"
#include "fuzz/check.h"
#include "report/page.h"
#include "report/render.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace skeptic;
  try {
    const Document document = read_document("fuzz.json", fuzz::text_of(data, size));
    const std::string json = render_json(document).dump();
    fuzz::check(render_json(read_document("fuzz.json", json)).dump() == json, "a document is the same when read again");
    const std::string page = render_html(document, PageParts{"p{}", "draw()", "sha256-a", "sha256-b", {}});
    fuzz::check(page.find("<script", page.find("<script") + 1) == page.rfind("<script"), "a page has its own two scripts");
    render_markdown(document);
    render_terminal(document, false, 100, true);
  } catch (const UserError& error) {
    fuzz::check(!error.diagnostics().empty(), "an error has a diagnostic");
  }
  return 0;
}
