// What the labels of rows and columns of tables mean.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "papers/sentence.h"

namespace skeptic::papers {

/// Whether a text has a word that begins so, in any case.
bool has(const std::string& text, std::string_view word);

struct Label {
  std::string text;
  bool own = false, design = false, dense = false;
  std::string over, network, batch;
};

Label label_of(const std::string& text, const OwnName& own);
/// "claims.energy" and others of a header, a label or a caption; empty where it names none.
std::string metric_of(const std::string& text);
/// A loss, a difference, a change.
bool is_change(const std::string& text);
/// The number of a cell; false where it has none, or is no result.
bool number_in(const std::string& cell, const OwnName& own, Token& found);

/// One or two rows of headers: the text of a column's header is both. `first`: the row after them, 0 where there are none.
std::vector<Label> headers_of(const Table& table, const OwnName& own, std::size_t& first);

/// A label and a value in words that state a key.
struct LabelWord {
  std::string_view label, value, key, meaning;
};
std::span<const LabelWord> label_words();

/// The key and the value of a number whose unit stands in its label: "clock (mhz)" and 800; empty where the label has none.
std::pair<std::string, std::string> quantity_of_label(const std::string& plain, const std::string& number);

}  // namespace skeptic::papers
