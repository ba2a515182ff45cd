// How large an array is and what an element holds, from counts of rows, columns and multipliers wherever a sentence has them.
#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <string_view>

#include "papers/collect.h"

namespace skeptic::papers {
namespace {

using Tokens = std::vector<Token>;

bool counts(const Token& token, double most) {
  return token.kind == TokenKind::Number && token.number >= 1 && token.number <= most && token.number == static_cast<long long>(token.number);
}

bool element_noun(const Tokens& tokens, std::size_t at) {
  if (any_of(tokens[at], {"pe", "pes", "cell", "cells", "element", "elements", "processing_element", "processing_elements", "node", "nodes", "worker",
                          "workers", "processors", "seat", "seats"}))
    return true;
  // "a dot-product unit" is in an element
  return any_of(tokens[at], {"unit", "units"}) && at > 0 && any_of(tokens[at - 1], {"compute", "processing", "each", "every", "a", "the", "per"});
}

bool array_noun(const Token& token) {
  return any_of(token, {"array",  "arrays", "grid",    "mesh",        "matrix",   "fabric", "lattice", "pes",   "elements", "cells", "macs",
                        "engine", "core",   "machine", "accelerator", "datapath", "tile",   "tiles",   "cores", "engines",  "plane"});
}

/// What has rows and columns of its own.
bool of_tensors(const Sentence& sentence) {
  const auto& tokens = sentence.tokens;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i > 0 && tokens[i - 1].is("(")) continue;  // "14 columns (pixels)": what they stand for
    if (any_of(tokens[i], {"table", "image", "images", "pixels", "spreadsheet", "kernel", "kernels", "convolution", "convolutions", "heatmap",
                           "feature", "bitmap", "figure", "sub_array"}))
      return true;
  }
  return false;
}

struct Count {
  std::string value;
  std::size_t begin = 0, end = 0;
  bool there() const { return !value.empty(); }
};

/// "16 rows", "16 (rows)", "16 identical rows"; of the line noun at `at`.
Count number_of_lines(const Tokens& tokens, std::size_t at) {
  std::size_t i = at;
  for (int words = 0; i > 0 && words < 3; ++words) {
    --i;
    if (counts(tokens[i], 4096)) return {tokens[i].value, i, at + 1};
    if (!any_of(tokens[i], {"such", "identical", "parallel", "of", "these", "independent", "(", "physical", "pe", "equal", "=", "element"}))
      return {};
  }
  return {};
}

/// "each row has 32 PEs", "32 PEs per row", "rows of 32 PEs": elements in the line whose noun is at `at`.
Count number_in_line(const Tokens& tokens, std::size_t at) {
  // "32 PEs per row", "32 PEs in each row"
  if (at > 2) {
    std::size_t i = at - 1;
    while (i > 0 && any_of(tokens[i], {"per", "in", "to", "each", "every", "a", "one", "for", "of", "the"})) --i;
    const bool joined = at - i > 1 && std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                                  tokens.begin() + static_cast<std::ptrdiff_t>(at), [](const Token& one) {
                                                    return any_of(one, {"per", "each", "every", "a"});
                                                  });
    if (joined && element_noun(tokens, i))
      for (std::size_t back = i; back-- > (i > 2 ? i - 2 : 0);)
        if (counts(tokens[back], 4096)) return {tokens[back].value, back, at + 1};
  }
  // "each row has 32 PEs", "rows with 64 cells", "16 rows, each of which has 48 PEs"
  bool each = at > 0 && any_of(tokens[at - 1], {"each", "every", "a", "one", "per"});
  if (!each && at > 2 && counts(tokens[at - 1], 4096))
    for (std::size_t back = at - 1; back-- > (at > 4 ? at - 4 : 0);) each = each || any_of(tokens[back], {"each", "every"});
  for (std::size_t i = at + 1; i + 1 < std::min(tokens.size(), at + 9); ++i) {
    if (any_of(tokens[i], {".", ";", "by", "and"})) return {};
    each = each || any_of(tokens[i], {"each", "every", "of", "with"});
    if (!counts(tokens[i], 4096)) continue;
    if (!each) return {};
    for (std::size_t ahead = i + 1; ahead < std::min(tokens.size(), i + 3); ++ahead)
      if (element_noun(tokens, ahead) || tokens[ahead].is("processing")) return {tokens[i].value, at, ahead + 1};
    return {};
  }
  return {};
}

/// "24 rows and twice as many columns": of the line noun at `at`, where the others are `other`.
Count as_many(const Tokens& tokens, std::size_t at, const Count& other) {
  if (!other.there() || at < 2) return {};
  if (any_of(tokens[at - 1], {"many"}) && any_of(tokens[at - 2], {"as", "equally"})) {
    const bool twice = at > 2 && tokens[at - 3].is("twice"), half = at > 2 && tokens[at - 3].is("half");
    const double value = std::stod(other.value) * (twice ? 2 : half ? 0.5 : 1);
    return {std::to_string(static_cast<long long>(value)), std::min(other.begin, at), std::max(other.end, at + 1)};
  }
  // "the same number of columns"
  if (at > 3 && tokens[at - 1].is("of") && tokens[at - 2].is("number") && tokens[at - 3].is("same"))
    return {other.value, std::min(other.begin, at), std::max(other.end, at + 1)};
  return {};
}

void add_size(const Sentence& sentence, const Count& rows, const Count& columns, std::string_view rule, Collector& collector) {
  const Standing standing = standing_of(sentence, {rows.begin, columns.begin});
  const int negation = sentence.negation[rows.begin];
  if (standing == Standing::Absent || negation >= 0) return;
  const std::size_t begin = std::min(rows.begin, columns.begin), end = std::max(rows.end, columns.end);
  collector.add(sentence, "fabric.array.m", rows.value, begin, end, rule, 2, standing);
  collector.add(sentence, "fabric.array.n", columns.value, begin, end, rule, 2, standing);
}

void read_rows_and_columns(const Sentence& sentence, Collector& collector) {
  const Tokens& tokens = sentence.tokens;
  Count rows, columns;
  const auto noun = [&](std::size_t i, bool row) { return row ? any_of(tokens[i], {"row", "rows"}) : any_of(tokens[i], {"column", "columns"}); };
  for (const bool row : {true, false})
    for (std::size_t i = sentence.lead; i < tokens.size(); ++i) {
      if (!noun(i, row)) continue;
      Count& here = row ? rows : columns;
      Count& across = row ? columns : rows;
      if (!here.there()) here = number_of_lines(tokens, i);
      if (!across.there()) across = number_in_line(tokens, i);
    }
  for (const bool row : {true, false})
    for (std::size_t i = sentence.lead; i < tokens.size(); ++i) {
      Count& here = row ? rows : columns;
      if (noun(i, row) && !here.there()) here = as_many(tokens, i, row ? columns : rows);
    }
  // "as many columns as rows, namely 24"
  for (std::size_t i = 2; i + 2 < tokens.size() && !rows.there() && !columns.there(); ++i)
    if ((noun(i, true) || noun(i, false)) && tokens[i - 1].is("many") && tokens[i + 1].is("as") && (noun(i + 2, true) || noun(i + 2, false)))
      for (std::size_t j = i + 3; j < std::min(tokens.size(), i + 8); ++j)
        if (counts(tokens[j], 4096)) {
          rows = columns = Count{tokens[j].value, i, j + 1};
          break;
        }
  if (rows.there() && columns.there()) add_size(sentence, rows, columns, "rows-and-columns-counted", collector);
}

/// "a 48-by-48 output-stationary array", "256 PEs (16 x 16)", "32 elements on a side".
void read_products(const Sentence& sentence, Collector& collector) {
  const Tokens& tokens = sentence.tokens;
  for (std::size_t i = sentence.lead; i + 2 < tokens.size(); ++i) {
    if (!counts(tokens[i], 4096)) continue;
    if (element_noun(tokens, i + 1) || any_of(tokens[i + 1], {"macs"})) {
      std::size_t side = i + 2;
      while (side < std::min(tokens.size(), i + 6) && any_of(tokens[side], {"on", "to", "a", "each", "the", "either", "per", "along", "every"}))
        ++side;
      if (side > i + 2 && side < tokens.size() && any_of(tokens[side], {"side", "edge", "dimension"})) {
        const Count both{tokens[i].value, i, side + 1};
        add_size(sentence, both, both, "elements-on-a-side", collector);
      }
    }
    const bool times = tokens[i + 1].is("x") || tokens[i + 1].is("\xC3\x97") || tokens[i + 1].is("by");
    if (!times || !counts(tokens[i + 2], 4096)) continue;
    if (i + 3 < tokens.size() && any_of(tokens[i + 3], {"x", "\xC3\x97", "by"})) continue;
    if (i > 0 && any_of(tokens[i - 1], {"x", "\xC3\x97", "by"})) continue;
    if (tokens[i].number < 2 && tokens[i + 2].number < 2) continue;
    bool array = false;
    // "a square, 32 by 32, of elements"
    for (std::size_t j = i + 3; j < std::min(tokens.size(), i + 9) && any_of(tokens[i + 3], {",", "of"}); ++j)
      array = array || (element_noun(tokens, j) &&
                        std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(i) + 3, tokens.begin() + static_cast<std::ptrdiff_t>(j),
                                    [](const Token& one) { return one.is("of"); }));
    for (std::size_t j = i + 3; j < std::min(tokens.size(), i + 7) && !array; ++j) {
      if (tokens[j].kind != TokenKind::Word ||
          any_of(tokens[j], {"of",          "for",    "in",     "and",      "is",     "are",     "on",     "with",    "to",
                             "convolution", "pixel",  "pixels", "block",    "tile",   "tiles",   "patch",  "patches", "window",
                             "weights",     "matrix", "kernel", "crossbar", "filter", "filters", "region", "regions"}))
        break;
      if (array_noun(tokens[j])) {
        array = true;
        break;
      }
    }
    // "S2TA has 8 x 8 tensor PEs, whereas ours has 4 x 16"
    if (!array && i > 1 && sentence.clause[i] > 0 && any_of(tokens[i - 1], {"has", "have", "is", "uses"}) &&
        (i + 3 >= tokens.size() || tokens[i + 3].kind == TokenKind::Mark))
      for (std::size_t back = 2; back < i; ++back)
        array = array || (any_of(tokens[back - 1], {"x", "\xC3\x97", "by"}) && sentence.clause[back] < sentence.clause[i] &&
                          std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(back), tokens.begin() + static_cast<std::ptrdiff_t>(i),
                                      [](const Token& one) {
                                        return any_of(one, {"pes", "array", "grid", "elements", "macs"});
                                      }));
    // "256 PEs (16 x 16)"
    if (!array && i > 2 && tokens[i - 1].is("(") && i + 3 < tokens.size() && (tokens[i + 3].is(")") || tokens[i + 3].is(",")))
      for (std::size_t back = i - 1; back-- > (i > 4 ? i - 4 : 0);)
        array = array || any_of(tokens[back], {"pes", "elements", "cells", "macs", "array", "grid", "mesh"});
    if (!array) continue;
    add_size(sentence, {tokens[i].value, i, i + 3}, {tokens[i + 2].value, i, i + 3}, "product-counted", collector);
  }
}

/// Where the words for multipliers end that begin at `at`; `at` itself without any.
std::size_t behind_multipliers(const Tokens& tokens, std::size_t at) {
  std::size_t i = at;
  while (i < std::min(tokens.size(), at + 4) &&
         (tokens[i].unit == UnitKind::Bits || tokens[i].is("x") || tokens[i].is("\xC3\x97") ||
          any_of(tokens[i],
                 {"parallel", "small",  "signed",    "integer", "bit",      "hardware", "scalar",     "such",   "identical", "int8", "independent",
                  "physical", "double", "precision", "single",  "floating", "point",    "bit_serial", "serial", "fp16",      "fixed"})))
    ++i;
  if (i >= tokens.size()) return at;
  if (any_of(tokens[i], {"multipliers", "macs", "mults", "fmas", "multiplier", "mac", "mult"})) return i + 1;
  if (tokens[i].is("multiply") && i + 1 < tokens.size() && any_of(tokens[i + 1], {"accumulate", "accumulators", "add", "accumulates", "units"}))
    return i + 2;
  return at;
}

/// Multipliers that an element holds, in whatever order the two are named: "in every PE, four multipliers work", "two multipliers make up a PE".
void read_multipliers_of_element(const Sentence& sentence, Collector& collector) {
  const Tokens& tokens = sentence.tokens;
  for (std::size_t i = sentence.lead; i + 1 < tokens.size(); ++i) {
    std::string value;
    std::size_t from = i + 1;
    if (counts(tokens[i], 64)) value = tokens[i].value;
    if (tokens[i].is("pair") && tokens[i + 1].is("of")) value = "2", from = i + 2;
    if (value.empty() || sentence.negation[i] >= 0) continue;
    std::size_t end = behind_multipliers(tokens, from);
    // "a four-wide dot-product unit", "a dot product of four"
    if (end == from && from + 2 < tokens.size() && any_of(tokens[from], {"wide", "way", "input", "element", "term", "lane"}) &&
        any_of(tokens[from + 1], {"dot", "inner"}))
      end = from + 3;
    if (end == from) continue;
    if (end < tokens.size() && any_of(tokens[end], {"in", "per", "of", ",", "for"}) && end + 1 < tokens.size() &&
        any_of(tokens[end + 1], {"total", "all", "array", "row", "column", "chip", "tile", "core", "cluster", "engine", "cycle"}) &&
        !any_of(tokens[end + 1], {"cycle"}))
      continue;
    if (end + 2 < tokens.size() && any_of(tokens[end], {"in", "per", "of", "for"}) && any_of(tokens[end + 1], {"each", "every", "a", "the", "one"}) &&
        any_of(tokens[end + 2], {"array", "row", "column", "chip", "tile", "core", "cluster", "engine", "group", "machine"}))
      continue;
    // The nearest element, on either side, that is one and not many.
    std::size_t element = tokens.size();
    for (std::size_t j = i; j-- > (i > 9 ? i - 9 : 0) && element == tokens.size();) {
      if (any_of(tokens[j], {".", ";", "array", "row", "column", "chip", "tile", "core", "cluster", "engine", "machine", "rows", "columns", "tiles"}))
        break;
      if (element_noun(tokens, j)) element = j;
    }
    for (std::size_t j = end; j < std::min(tokens.size(), end + 8) && element == tokens.size(); ++j) {
      if (any_of(tokens[j], {".", ";", ",", "array", "row", "column", "chip", "tile", "core", "cluster", "engine", "machine", "rows", "and"})) break;
      if (element_noun(tokens, j)) element = j;
    }
    // "…, that is to say, it has sixteen multipliers"
    if (element == tokens.size() && i > 1 && any_of(tokens[i - 1], {"has", "have", "holds", "contains", "owns"}) &&
        any_of(tokens[i - 2], {"it", "each", "which", "that"}))
      for (std::size_t j = i - 2; j-- > 0 && element == tokens.size();) {
        if (any_of(tokens[j], {".", ";", "array", "row", "column", "chip", "tile", "core", "cluster", "engine", "machine"})) break;
        if (element_noun(tokens, j)) element = j;
      }
    if (element == tokens.size()) continue;
    const bool many =
        any_of(tokens[element], {"pes", "cells", "elements", "units", "nodes", "processing_elements", "workers", "processors", "seats"});
    std::size_t before = element;
    while (before > 0 && any_of(tokens[before - 1], {"processing", "compute", "sparse", "such"})) --before;
    const bool counted = before > 0 && tokens[before - 1].kind == TokenKind::Number && tokens[before - 1].value != "1";
    const bool one = before > 0 && any_of(tokens[before - 1], {"each", "every", "a", "an", "one", "per", "the", "single", "any", "/", "our", "its"});
    const bool single = before > 0 && tokens[before - 1].value == "1";
    bool each = false;
    for (std::size_t j = std::min(i, element); j < std::min(tokens.size(), std::max(end, element) + 2); ++j)
      each = each || any_of(tokens[j], {"each", "every", "apiece"});
    const bool has = many && element < i && i - element <= 3;  // "PEs have one multiplier"
    if (!((!many && (one || single)) || (many && each) || (has && !counted))) continue;
    collector.add(sentence, "fabric.lanes", value, std::min(i, element), std::max(end, element + 1), "multipliers-of-element", 1,
                  standing_of(sentence, {i}));
  }
}

/// "…multipliers, and the chip six times as many, namely 8640", "Every worker owns sixteen multipliers, which makes 1,024": all of them.
void read_all_multipliers(const Sentence& sentence, Collector& collector) {
  const Tokens& tokens = sentence.tokens;
  std::size_t named = tokens.size();
  for (std::size_t i = sentence.lead; i < tokens.size(); ++i) {
    if (any_of(tokens[i], {"multipliers", "macs", "multiplier", "lanes"})) named = i;
    if (named == tokens.size() || i < named + 2 || i > named + 16 || !counts(tokens[i], 1e6) || tokens[i].number < 32) continue;
    if (i + 1 < tokens.size() && tokens[i + 1].kind == TokenKind::Word &&
        !any_of(tokens[i + 1], {"in", "altogether", "of", "for", "multipliers", "macs", "per"}))
      continue;
    bool sums = any_of(tokens[i - 1], {"namely", "makes", "making", "totalling", "totaling", "giving", "gives", "yields", "yielding", "i.e", "="});
    // "all processing elements together have 1024", "for a total of 512", "which amounts to 512"
    sums = sums ||
           (any_of(tokens[i - 1], {"have", "has", "hold", "contain", "possess"}) && i > 1 && any_of(tokens[i - 2], {"together", "altogether"})) ||
           (i > 1 && tokens[i - 1].is("of") && any_of(tokens[i - 2], {"total", "sum"})) ||
           (i > 1 && tokens[i - 1].is("to") && any_of(tokens[i - 2], {"amounts", "amount", "adds", "comes", "sums"}));
    if (!sums) continue;
    collector.add(sentence, "multipliers", tokens[i].value, named, i + 1, "multipliers-together", 3, standing_of(sentence, {i}));
  }
}

}  // namespace

void read_geometry(const Sentence& sentence, Collector& collector) {
  if (!of_tensors(sentence)) {
    read_rows_and_columns(sentence, collector);
    read_products(sentence, collector);
  }
  read_multipliers_of_element(sentence, collector);
  read_all_multipliers(sentence, collector);
}

}  // namespace skeptic::papers
