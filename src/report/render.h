// Renderers of a document: one table, which every command offers as options. A number is printed from its evidence record, and leads to it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "review/document.h"

namespace skeptic {

/// One screen of summary, then the parts; `whole`: with the details and the evidence behind them. `width` columns.
std::string render_terminal(const Document& document, bool colour, int width, bool whole);
std::string render_markdown(const Document& document);
/// One page that needs nothing beside it. Throws UserError, PageMissing, where it was not built; so does check_html.
std::string render_html(const Document& document);
void check_html();

/// The version of the JSON that render_json writes and read_document reads.
inline constexpr int kDocumentVersion = 1;
/// The document whole: sentences as text and as their pieces, charts with their data, and the records.
Json render_json(const Document& document);
/// A chart alone, without its caption.
Json chart_json(const Chart& chart);

/// What is written: the document, and what else a command has found, for programs alone.
struct Rendered {
  const Document& document;
  Json facts = Json::object();
};

struct RendererRow {
  std::string_view name;    ///< "markdown"
  std::string_view option;  ///< "--markdown"
  std::string_view suffix;  ///< ".md"
  std::string_view meaning;
  std::string (*render)(const Rendered&);
  void (*check)() = nullptr;  ///< throws what render would throw for any document
};

inline constexpr std::size_t kRendererCount = 4;
/// In the order in which they are offered and written.
const std::array<RendererRow, kRendererCount>& renderers();

/// The document that render_json wrote, from the text of a file. Throws UserError, DocumentFormat and DocumentVersion.
Document read_document(const std::string& file, std::string_view text);

}  // namespace skeptic
