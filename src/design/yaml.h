// YAML as designs use it: mappings, lists and single values, each with its place. Input is hostile until read: the depth and the number of
// values are bounded, and anchors, aliases and tags are refused, so that a small file cannot unfold into a large one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "design/errors.h"

namespace skeptic {

inline constexpr std::uint64_t kLargestDesign = std::uint64_t{1} << 20;  ///< bytes
inline constexpr int kDeepestNesting = 32;
inline constexpr int kMostValues = 2000;

/// A position in a text, counted from 0; `column` in bytes.
struct Mark {
  int line = 0;
  int column = 0;
};

/// A text that diagnostics point into.
class Source {
 public:
  /// `before` stands in front of the text on its first line: the `key=` of a setting on the command line.
  Source(std::string file, std::string text, std::string before = {});
  const std::string& file() const { return file_; }
  const std::string& text() const { return text_; }
  Place place(Mark mark) const;
  /// Where a mark stands in the text.
  std::size_t offset(Mark mark) const;

 private:
  std::string file_, text_, before_;
  std::vector<std::size_t> lines_;  ///< where each line starts
};

struct YamlNode {
  enum class Shape { Scalar, List, Mapping, Nothing, Refused };  ///< Refused: an error that was already reported
  Shape shape = Shape::Nothing;
  Mark mark;
  std::string text;  ///< a scalar's value
  bool quoted = false;
  std::vector<YamlNode> keys;   ///< a mapping's, in the file's order; parallel to `items`
  std::vector<YamlNode> items;  ///< a mapping's values, a list's items

  bool is_word(std::string_view word) const { return shape == Shape::Scalar && !quoted && text == word; }
};

/// "a list", "a mapping", "a single value", "nothing".
std::string_view shape_name(YamlNode::Shape shape);

/// The one document of a text; Nothing where it is empty. Throws UserError: YamlSyntax, YamlShape (nesting, number of values), FileUnreadable (size).
/// Anchors, aliases and tags are added to `errors`.
YamlNode parse_yaml(const Source& source, Errors& errors);

}  // namespace skeptic
