// Tables in LaTeX: columns as wide as their words need, in shares of the line, so that they fit whatever line they stand in.
#pragma once

#include <string>
#include <vector>

namespace skeptic {

struct LatexCell {
  std::string latex;
  std::string plain;  ///< what is read, for its width
};

/// \skeptictable{title}{columns}{header}{rows}; rows may be shorter than the header. `title` is LaTeX, `header` text.
std::string latex_table(const std::string& title, const std::vector<std::string>& header, const std::vector<std::vector<LatexCell>>& rows);

}  // namespace skeptic
