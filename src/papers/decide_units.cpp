// What one decision covers: "a tile of 16 pixels by 64 channels", "64-channel blocks of 8 x 8 pixels", "region = 64 pixels, all channels".
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "papers/collect.h"

namespace skeptic::papers {
namespace {

constexpr std::array<std::string_view, 20> kPixels{"pixels",  "pixel",    "tokens",    "token",       "positions", "queries", "query",
                                                   "vectors", "samples",  "timesteps", "locations",   "points",    "patches", "words",
                                                   "frames",  "position", "rows",      "activations", "spatial",   "outputs"};
constexpr std::array<std::string_view, 12> kChannels{"channels", "channel", "features", "keys",     "key",    "dimensions",
                                                     "feature",  "columns", "neurons",  "elements", "values", "lanes"};
constexpr std::array<std::string_view, 46> kUnits{
    "tile",  "tiles",  "block",   "blocks",   "region", "regions", "strip", "strips",     "patch",   "patches",  "piece",  "pieces",
    "chunk", "chunks", "segment", "segments", "slab",   "slabs",   "group", "groups",     "window",  "windows",  "parcel", "parcels",
    "brick", "bricks", "panel",   "panels",   "stripe", "stripes", "cell",  "cells",      "zone",    "zones",    "unit",   "units",
    "quad",  "bundle", "bundles", "slice",    "slices", "box",     "boxes", "macroblock", "stretch", "stretches"};
constexpr std::array<std::string_view, 29> kBetween{"by",  "and",      "with", "of",    "for",   "times", "across", "over", "x",     "per",
                                                    "a",   "deep",     "wide", "tall",  "long",  "each",  "high",   "in",   "along", "all",
                                                    "its", "covering", "line", "image", "frame", "map",   "one",    "the",  "same"};
constexpr std::array<std::string_view, 16> kFillers{"adjacent",   "neighbouring", "neighboring", "consecutive", "output", "input",
                                                    "contiguous", "cached",       "spatial",     "successive",  "or",     "hidden",
                                                    "query",      "feature",      "key",         "map"};

bool times(const Token& token) { return token.is("x") || token.is("\xC3\x97") || token.is("by"); }

struct Extent {
  std::size_t begin = 0, end = 0;
  std::string value;
};

class Units {
 public:
  Units(const Sentence& sentence, Collector& collector) : sentence_(sentence), tokens_(sentence.tokens), collector_(collector) {}

  void read() {
    for (std::size_t i = sentence_.lead; i < tokens_.size(); ++i) {
      const auto pixels = extent(i, kPixels);
      if (pixels) {
        if (const auto channels = channels_from(pixels->end); channels && joined(pixels->end, channels->begin) && !of_an_array(*pixels, *channels))
          add(*pixels, *channels);
        continue;
      }
      if (const auto channels = channels_from(i, 0)) {
        for (std::size_t j = channels->end; j < std::min(tokens_.size(), channels->end + 5); ++j)
          if (const auto behind = extent(j, kPixels); behind && joined(channels->end, j)) {
            add(*behind, *channels);
            break;
          }
      }
      named_behind(i);
    }
  }

 private:
  bool number(std::size_t i) const {
    return i < tokens_.size() && tokens_[i].kind == TokenKind::Number && tokens_[i].number >= 1 && tokens_[i].number <= 65536 &&
           tokens_[i].number == static_cast<int>(tokens_[i].number);
  }

  /// "24 rows and 12 columns of cells", unless a tile or a block is said to have them.
  bool of_an_array(const Extent& pixels, const Extent& channels) const {
    if (!tokens_[pixels.end - 1].is("rows") || !tokens_[channels.end - 1].is("columns")) return false;
    for (std::size_t i = pixels.begin > 4 ? pixels.begin - 4 : 0; i < pixels.begin; ++i)
      if (one_of(tokens_[i], kUnits) && !tokens_[i].is("cell") && !tokens_[i].is("cells") && !tokens_[i].is("unit") && !tokens_[i].is("units"))
        return false;
    return true;
  }

  /// A number, or a product of two, and what it counts.
  template <std::size_t N>
  std::optional<Extent> extent(std::size_t i, const std::array<std::string_view, N>& nouns) const {
    if (!number(i) || (i > 1 && times(tokens_[i - 1]) && number(i - 2) && tokens_[i - 1].is("x"))) return {};
    double value = tokens_[i].number;
    std::size_t at = i + 1;
    if (at + 1 < tokens_.size() && times(tokens_[at]) && number(at + 1)) value *= tokens_[at + 1].number, at += 2;
    if (at + 2 < tokens_.size() && one_of(tokens_[at], kUnits) && tokens_[at + 1].is("of") && one_of(tokens_[at + 2], nouns))
      at += 2;  // "4 x 4 patch of pixels"
    while (at < tokens_.size() && at < i + 6 && one_of(tokens_[at], kFillers) && !one_of(tokens_[at], nouns)) ++at;
    // "pixels or tokens"
    if (at >= tokens_.size() || !one_of(tokens_[at], nouns)) return {};
    ++at;
    if (at + 1 < tokens_.size() && tokens_[at].is("or") && one_of(tokens_[at + 1], nouns)) at += 2;
    return Extent{i, at, fmt::format("{:.0f}", value)};
  }

  std::optional<Extent> channels_from(std::size_t from, std::size_t reach = 7) const {
    for (std::size_t i = from; i < std::min(tokens_.size(), from + reach + 1); ++i) {
      if (auto channels = extent(i, kChannels)) return channels;
      const bool all = tokens_[i].is("all") || tokens_[i].is("every") || tokens_[i].is("full") || tokens_[i].is("entire");
      for (std::size_t j = i + 1; all && j < std::min(tokens_.size(), i + 4); ++j)
        if (tokens_[j].is("channels") || tokens_[j].is("channel") || (tokens_[j].is("depth") && j == i + 1)) return Extent{i, j + 1, "all"};
      if (number(i)) return {};
    }
    return {};
  }

  bool joined(std::size_t from, std::size_t to) const {
    if (to < from || to - from > 7) return false;
    for (std::size_t i = from; i < to; ++i)
      if (!one_of(tokens_[i], kBetween) && !one_of(tokens_[i], kUnits) && !times(tokens_[i]) &&
          !(tokens_[i].kind == TokenKind::Mark && tokens_[i].word != ";" && tokens_[i].word != ":"))
        return false;
    return to > from;
  }

  /// "a 16 x 64 tile (pixels x channels)", "tiles of 16 by 64 (tokens by features)"
  void named_behind(std::size_t i) {
    if (!number(i) || i + 6 >= tokens_.size() || !times(tokens_[i + 1]) || !number(i + 2)) return;
    for (std::size_t j = i + 3; j + 2 < std::min(tokens_.size(), i + 8); ++j) {
      if (number(j)) return;
      const bool first = one_of(tokens_[j], kPixels) && one_of(tokens_[j + 2], kChannels),
                 second = one_of(tokens_[j], kChannels) && one_of(tokens_[j + 2], kPixels);
      if (!(first || second) || !times(tokens_[j + 1])) continue;
      const Extent a{i, j + 3, fmt::format("{:.0f}", tokens_[i].number)}, b{i, j + 3, fmt::format("{:.0f}", tokens_[i + 2].number)};
      return first ? add(a, b) : add(b, a);
    }
  }

  /// The word of the unit: before the extents, or right behind them.
  std::string unit(std::size_t begin, std::size_t end) const {
    for (std::size_t i = begin; i-- > (begin > 10 ? begin - 10 : 0);) {
      if (tokens_[i].is(";") || tokens_[i].is("array") || tokens_[i].is("pes") || tokens_[i].is("buffer") || tokens_[i].is("multipliers")) break;
      if (one_of(tokens_[i], kUnits)) return tokens_[i].word;
    }
    for (std::size_t i = end; i < std::min(tokens_.size(), end + 5); ++i)
      if (one_of(tokens_[i], kUnits)) return tokens_[i].word;
    return {};
  }

  void add(const Extent& pixels, const Extent& channels) {
    const std::size_t begin = std::min(pixels.begin, channels.begin), end = std::max(pixels.end, channels.end);
    std::string name = unit(begin, end);
    const bool decides = std::any_of(tokens_.begin(), tokens_.end(), [](const Token& one) {
      return one.is("pattern") || one.is("granularity") || one.is("decision") || one.is("chosen") || one.is("choice") || one.is("density") ||
             one.is("decides");
    });
    if (name.empty() && !decides) return;
    const Standing standing = standing_of(sentence_, {pixels.begin, channels.begin});
    collector_.add(sentence_, "operands.activations.decide.unit.pixels", pixels.value, begin, end, "unit-of-decision", 2, standing);
    collector_.add(sentence_, "operands.activations.decide.unit.channels", channels.value, begin, end, "unit-of-decision", 2, standing);
    if (name.size() > 3 && name.back() == 's') name.pop_back();
    if (name == "patche" || name == "boxe" || name == "stretche") name.pop_back();
    if (name.empty()) return;
    const auto plural = [&](const Extent& count) {
      const std::string& noun = tokens_[count.end - 1].word;
      return noun.ends_with('s') || count.value == "1" ? noun : noun + "s";
    };
    collector_.add(sentence_, "granularity",
                   fmt::format("per {} of {} {} x {} {}", name, pixels.value, plural(pixels), channels.value, plural(channels)), begin, end,
                   "unit-of-decision", 3, standing);
  }

  const Sentence& sentence_;
  const std::vector<Token>& tokens_;
  Collector& collector_;
};

}  // namespace

void read_units(const Sentence& sentence, Collector& collector) { Units(sentence, collector).read(); }

}  // namespace skeptic::papers
