// Banks and ports of memories.
#include <algorithm>
#include <array>
#include <optional>

#include "papers/memories.h"

namespace skeptic::papers {

using namespace std::literals::string_view_literals;

void read_banks(const Sentence& sentence, std::size_t i, Standing standing, Collector& collector) {
  const auto& tokens = sentence.tokens;
  const Token& token = tokens[i];
  const auto number_before = [&]() -> std::optional<std::string> {
    if (i > 0 && tokens[i - 1].kind == TokenKind::Number) return tokens[i - 1].value;
    // "sixteen 32 KB banks"
    if (i > 1 && tokens[i - 1].unit == UnitKind::Size && tokens[i - 2].kind == TokenKind::Number) return tokens[i - 2].value;
    // "12 independent banks", "two read ports"
    constexpr std::array kBetween{"read"sv,        "independent"sv, "access"sv,  "single"sv, "memory"sv,   "sram"sv,        "separate"sv,
                                  "interleaved"sv, "physical"sv,    "equal"sv,   "buffer"sv, "parallel"sv, "reading"sv,     "narrow"sv,
                                  "wide"sv,        "such"sv,        "equally"sv, "sized"sv,  "dual"sv,     "identical"sv,   "weight"sv,
                                  "activation"sv,  "ported"sv,      "port"sv,    "double"sv, "small"sv,    "addressable"sv, "interleaving"sv};
    for (std::size_t back = i; back-- > (i > 3 ? i - 3 : 0) && one_of(tokens[back], kBetween);)
      if (back > 0 && tokens[back - 1].kind == TokenKind::Number) return tokens[back - 1].value;
    return {};
  };
  std::optional<std::string> value;
  std::string_view what;
  if (token.is("banked") && i + 2 < tokens.size() && tokens[i + 1].kind == TokenKind::Number &&
      (tokens[i + 2].is("ways") || tokens[i + 2].is("way"))) {
    what = ".banks";
    value = tokens[i + 1].value;
  } else if (token.is("banks") || token.is("bank") || token.is("banked")) {
    if (token.is("banked") && i > 1 && tokens[i - 1].is("way") && tokens[i - 2].kind == TokenKind::Number) value = tokens[i - 2].value;
    what = ".banks";
    if (!value) value = number_before();
    // "banks 8", "weight banks: 12"
    if (!value && token.is("banks") && i + 1 < tokens.size() &&
        (tokens[i + 1].kind == TokenKind::Number || (tokens[i + 1].is(":") && i + 2 < tokens.size() && tokens[i + 2].kind == TokenKind::Number)))
      value = tokens[i + 1].kind == TokenKind::Number ? tokens[i + 1].value : tokens[i + 2].value;
    // "Weight banks have a single port each, activation banks two."
    if (value && token.is("banks") && i + 1 < tokens.size() && tokens[i + 1].kind == TokenKind::Number && !sentence.row && tokens[i + 1].number <= 4)
      for (std::size_t back = 0; back < i; ++back)
        if (any_of(tokens[back], {"port", "ports", "ported"})) what = ".ports";
    if (token.is("bank") && !(value && i > 0 && (token.hyphened || (sentence.row && value == "1")))) value.reset();
  } else if ((token.is("twice") || token.is("once")) && i > 0 && i + 2 < tokens.size() &&
             (tokens[i + 1].is("in") || tokens[i + 1].is("per") || tokens[i + 1].is("a") || tokens[i + 1].is("each") || tokens[i + 1].is("every")) &&
             (tokens[i + 2].is("cycle") || (i + 3 < tokens.size() && tokens[i + 3].is("cycle"))) &&
             (tokens[i - 1].is("read") || tokens[i - 1].is("accessed"))) {
    what = ".ports";  // "each bank can be read twice in a cycle"
    value = token.is("twice") ? "2" : "1";
  } else if (token.is("port") || token.is("ports") || token.is("ported")) {
    what = ".ports";
    const bool counted = i > 0 && (tokens[i - 1].is("dual") || tokens[i - 1].is("double") || tokens[i - 1].is("single"));
    if (!counted) value = number_before();
    if (!value && i > 0 && (tokens[i - 1].is("dual") || tokens[i - 1].is("double"))) value = "2";
    if (!value && i > 0 && tokens[i - 1].is("single")) value = "1";
    if (!value && token.is("ports") && i + 1 < tokens.size() &&
        (tokens[i + 1].kind == TokenKind::Number || (tokens[i + 1].is(":") && i + 2 < tokens.size() && tokens[i + 2].kind == TokenKind::Number)))
      value = tokens[i + 1].kind == TokenKind::Number ? tokens[i + 1].value : tokens[i + 2].value;
    // "one read and one write port": of these, one is read
    for (std::size_t back = i; back-- > (i > 6 ? i - 6 : 0);)
      if (tokens[back].is("read") && back > 0 && tokens[back - 1].kind == TokenKind::Number && tokens[back + 1].is("and") &&
          !tokens[i - 1].is("read"))
        value = tokens[back - 1].value;
    if (value == "1" && i > 1 && tokens[i - 1].kind == TokenKind::Number && tokens[i - 1].word == "one" &&
        !(tokens[i - 2].is("with") || tokens[i - 2].is("has") || tokens[i - 2].is("have") || tokens[i - 2].is("of") || tokens[i - 2].is(",")))
      value.reset();
  } else if (token.word.size() == 3 && token.word[0] == 'r' && token.word[2] == 'w' && i > 0 && tokens[i - 1].kind == TokenKind::Number &&
             tokens[i - 1].end == token.begin) {
    what = ".ports";  // 2R1W
    value = tokens[i - 1].value;
  } else if (token.word.size() == 2 && token.word[1] == 'r' && token.word[0] >= '1' && token.word[0] <= '8' && sentence.row) {
    what = ".ports";  // 2R
    value = token.word.substr(0, 1);
  }
  if (!value || what.empty()) return;
  // "W-SRAM and A-SRAM have 32 and 16 banks", "8 and 12 banks for weights and activations"
  if (i > 2 && tokens[i - 1].kind == TokenKind::Number && tokens[i - 2].is("and") && tokens[i - 3].kind == TokenKind::Number) {
    std::vector<Memory> named;
    for (std::size_t j = 0; j < tokens.size(); ++j)
      if (const Memory one = memory_at(sentence, j);
          (one == Memory::Weights || one == Memory::Activations) && (named.empty() || named.back() != one) && (j < i || j < i + 6))
        named.push_back(one);
    if (named.size() == 2) {
      collector.add(sentence, std::string(key_of(named[0])) + std::string(what), tokens[i - 3].value, i - 3, i + 1, "banks-and-ports", 2, standing);
      collector.add(sentence, std::string(key_of(named[1])) + std::string(what), tokens[i - 1].value, i - 3, i + 1, "banks-and-ports", 2, standing);
      return;
    }
  }
  // "divided among 16 banks, activation SRAM among 40"
  if (what == ".banks")
    for (std::size_t j = i + 1; j + 1 < tokens.size(); ++j)
      if ((any_of(tokens[j], {"among", "into", "over", "in", "has", "having", "with", "of", "buffer", "sram", "memory"}) ||
           key_of(memory_at(sentence, j)).size() > 1) &&
          tokens[j + 1].kind == TokenKind::Number && (j + 2 >= tokens.size() || tokens[j + 2].kind == TokenKind::Mark || tokens[j + 2].is("and")))
        for (std::size_t back = j + 1; back-- > (j > 4 ? j - 4 : 0) && back > i;)
          if (const Memory other = memory_at(sentence, back); other == Memory::Weights || other == Memory::Activations) {
            collector.add(sentence, std::string(key_of(other)) + ".banks", tokens[j + 1].value, back, j + 2, "banks-and-ports", 2, standing);
            break;
          }
  // "the 32-bank activation buffer"
  if (token.is("bank") && i + 1 < tokens.size())
    if (const Memory behind = memory_at(sentence, i + 1); behind == Memory::Weights || behind == Memory::Activations) {
      collector.add(sentence, std::string(key_of(behind)) + std::string(what), *value, i - 1, i + 2, "banks-and-ports", 2, standing);
      return;
    }
  Memory memory = named_by_order(sentence, i);
  // "the former in eight banks, the latter in twelve"
  if (memory != Memory::None && what == ".banks")
    for (std::size_t j = i + 1; j + 2 < tokens.size(); ++j)
      if (tokens[j].is("latter") && (tokens[j + 1].is("in") || tokens[j + 1].is("has") || tokens[j + 1].is("into") || tokens[j + 1].is("of")) &&
          tokens[j + 2].kind == TokenKind::Number && (j + 3 >= tokens.size() || tokens[j + 3].kind == TokenKind::Mark))
        if (const Memory other = named_by_order(sentence, j + 1); !key_of(other).empty())
          collector.add(sentence, std::string(key_of(other)) + ".banks", tokens[j + 2].value, j, j + 3, "banks-and-ports", 2, standing);
  if (memory == Memory::None) memory = memory_meant(sentence, i, collector);
  bool both = both_meant(sentence, i, collector);
  both = both || (i + 1 < tokens.size() && (tokens[i + 1].is("everywhere") || tokens[i + 1].is("throughout")));
  // "in eight banks, the latter in twelve, all with one read port"
  for (std::size_t back = i; back-- > (i > 7 ? i - 7 : 0) && key_of(memory_at(sentence, back)).empty() && !both;)
    both = (tokens[back].is("all") || tokens[back].is("both")) && back + 1 < i &&
           (tokens[back + 1].is("with") || tokens[back + 1].is("have") || tokens[back + 1].is("of"));
  if (both) memory = Memory::None;
  // "In the activation buffer only words that meet a weight are read; the buffer therefore has …"
  for (std::size_t back = i; back-- > (i > 7 ? i - 7 : 0) && memory == Memory::None && !both;) {
    if (!(tokens[back].is("buffer") || tokens[back].is("memory") || tokens[back].is("sram")) || back == 0) continue;
    if (!(tokens[back - 1].is("the") || tokens[back - 1].is("this") || tokens[back - 1].is("that"))) break;
    for (std::size_t named = back; named-- > 1 && memory == Memory::None;)
      if (tokens[named].word == tokens[back].word) memory = memory_at(sentence, named - 1);
    break;
  }
  for (std::size_t back = i; back-- > 0 && memory == Memory::None && !both;) {
    const Memory one = memory_at(sentence, back);
    if (one != Memory::None && one != Memory::State) memory = one;
    if (tokens[back].is("both") || tokens[back].is("all")) both = memory == Memory::None;
    if (both) break;
  }
  if (memory == Memory::None && !both)
    for (std::size_t ahead = i + 1; ahead < std::min(tokens.size(), i + 6) && memory == Memory::None; ++ahead) memory = memory_at(sentence, ahead);
  if (memory == Memory::None && !both && collector.context == Operand::Weights) memory = Memory::Weights;
  if (memory == Memory::None && !both && collector.context == Operand::Activations) memory = Memory::Activations;
  const std::size_t begin = i > 1 ? i - 1 : i;
  if (both) {
    collector.add(sentence, "memory.weights" + std::string(what), *value, begin, i + 1, "banks-and-ports", 1, standing);
    collector.add(sentence, "memory.activations" + std::string(what), *value, begin, i + 1, "banks-and-ports", 1, standing);
  } else if (memory == Memory::Weights || memory == Memory::Activations) {
    collector.add(sentence, std::string(key_of(memory)) + std::string(what), *value, begin, i + 1, "banks-and-ports", 2, standing);
  }
}

}  // namespace skeptic::papers
