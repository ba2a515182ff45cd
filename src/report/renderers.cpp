#include "report/latex.h"
#include "report/render.h"

namespace skeptic {
namespace {

std::string json(const Rendered& rendered) {
  Json all = rendered.facts;
  all.update(render_json(rendered.document));
  return all.dump(1) + "\n";
}

std::string markdown(const Rendered& rendered) { return render_markdown(rendered.document); }

std::string latex(const Rendered& rendered) { return render_latex(rendered.document); }

std::string html(const Rendered& rendered) { return render_html(rendered.document); }

constexpr std::array<RendererRow, kRendererCount> kRenderers{{
    {"json", "--json", ".json", "Write the facts as JSON", &json},
    {"markdown", "--markdown", ".md", "Write it as Markdown", &markdown},
    {"latex", "--latex", ".tex", "Write it as LaTeX: it compiles alone, and a paper's appendix reads it", &latex},
    {"html", "--html", ".html", "Write it as a page: text, charts and evidence in one file", &html, &check_html},
}};

}  // namespace

const std::array<RendererRow, kRendererCount>& renderers() { return kRenderers; }

}  // namespace skeptic
