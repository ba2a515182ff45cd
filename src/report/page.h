// What a page is made of beside its document: style and script, bundled from report/ and made part of the binary at build time.
#pragma once

#include <string>
#include <string_view>

#include "review/document.h"

namespace skeptic {

struct PageParts {
  std::string_view style, script;
  std::string_view style_hash, script_hash;  ///< "sha256-…", as a Content-Security-Policy names them
  std::string_view missing;                  ///< why there is nothing; empty where all is there
};

/// Of this binary. Generated (cmake/page.cmake).
const PageParts& page_parts();

/// Throws UserError, PageMissing.
std::string render_html(const Document& document, const PageParts& parts);

/// Text between tags or in a quoted attribute.
std::string html_escaped(std::string_view text);

/// JSON between <script> tags: no tag can end it.
std::string script_json(const std::string& json);

}  // namespace skeptic
