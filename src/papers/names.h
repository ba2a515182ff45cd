// Names of the field: designs (those of the library by its names), networks and data sets, as they are printed.
#pragma once

#include <string>
#include <string_view>

namespace skeptic::papers {

enum class NameKind { Design, Network, Dataset };

struct Name {
  NameKind kind = NameKind::Design;
  std::string id;          ///< the library's name where it has one, else as printed
  std::size_t length = 0;  ///< bytes of the text
  bool library = false;    ///< a design of the library or a network of it
};

/// The longest name at the start of a text; length 0 where none is there. What comes before must not be part of a word.
Name name_at(std::string_view text);
std::string small_letters(std::string_view text);
/// Whether the library has a network or a design of this name (its own name for it).
bool of_library(std::string_view id, NameKind kind);
/// Letters and digits alone, in small letters: "ResNet-50" and "resnet50" are the same.
std::string folded(std::string_view text);

}  // namespace skeptic::papers
