// Quantities take their meaning from the nearest words: a size from the memory that is named beside it, a frequency from itself.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "papers/collect.h"
#include "papers/memories.h"

namespace skeptic::papers {
namespace {

void read_bits(const Sentence& sentence, std::size_t i, Standing standing, Collector& collector) {
  const auto& tokens = sentence.tokens;
  const Token& token = tokens[i];
  if (token.number < 1 || token.number > 32) return;
  // "INT4/INT8": which is whose is not said
  const auto bits_at = [&](std::size_t j) { return j < tokens.size() && tokens[j].kind == TokenKind::Quantity && tokens[j].unit == UnitKind::Bits; };
  if ((i + 2 < tokens.size() && tokens[i + 1].is("/") && bits_at(i + 2) && tokens[i + 2].value != token.value) ||
      (i > 1 && tokens[i - 1].is("/") && bits_at(i - 2) && tokens[i - 2].value != token.value))
    return;
  constexpr std::array<std::string_view, 57> kNotValues{
      "window",      "windows",      "indexes",     "ordinal",      "block",   "encoder",  "priority", "adder",   "adders", "port",     "ports",
      "bus",         "find",         "rotator",     "shifter",      "serial",  "parallel", "field",    "fields",  "rank",   "bus",      "vector",
      "pointer",     "pointers",

      "offset",      "offsets",      "index",       "indices",      "mask",    "masks",    "bitmask",  "bitmap",  "header", "position", "positions",
      "accumulator", "accumulators", "accumulated", "accumulation", "partial", "counter",  "counters", "verdict", "code",   "run",      "coordinate",
      "coordinates", "sums",         "product",     "entry",        "entries", "metadata", "per",      "bit",     "tag",    "lane",     "long"};
  for (std::size_t j = i + 1; j < std::min(tokens.size(), i + 4); ++j) {
    if (tokens[j].kind == TokenKind::Mark) break;
    if (one_of(tokens[j], kNotValues) && !tokens[j].is("per")) return;
    if (tokens[j].is("per") && j == i + 1) return;
  }
  for (std::size_t j = i > 5 ? i - 5 : 0; j < i; ++j) {
    if (sentence.clause[j] != sentence.clause[i]) continue;
    if (tokens[j].is("accumulated") || tokens[j].is("accumulators") || tokens[j].is("accumulator") || tokens[j].is("sums") || tokens[j].is("index") ||
        tokens[j].is("offset") || tokens[j].is("indices") || tokens[j].is("mask") || tokens[j].is("bitmask") || tokens[j].is("position") ||
        tokens[j].is("offsets") || tokens[j].is("scales") || tokens[j].is("scale") || tokens[j].is("positions") || tokens[j].is("entries") ||
        tokens[j].is("length") || tokens[j].is("lengths"))
      return;
  }
  // Behind the quantity: "8-bit weights", "16 bits for weights", "sixteen-bit integers on the weight side".
  Operand operand = Operand::None;
  for (std::size_t j = i + 1; j < std::min(tokens.size(), i + 7); ++j) {
    if (tokens[j].kind == TokenKind::Mark || tokens[j].is("and") || tokens[j].kind == TokenKind::Quantity || sentence.clause[j] != sentence.clause[i])
      break;
    operand = mention(sentence, j);
    if (operand != Operand::None) {
      // "8-bit weights and activations"
      if (j + 2 < tokens.size() && tokens[j + 1].is("and") && mention(sentence, j + 2) != Operand::None && mention(sentence, j + 2) != operand &&
          !(j + 3 < tokens.size() && tokens[j + 3].kind == TokenKind::Quantity))
        operand = Operand::Both;
      break;
    }
  }
  if (operand == Operand::None) {
    for (std::size_t j = i; j-- > 0 && operand == Operand::None;) {
      if (tokens[j].kind == TokenKind::Quantity && tokens[j].unit == UnitKind::Bits && sentence.clause[j] != sentence.clause[i]) break;
      operand = mention(sentence, j);
      if (operand == Operand::Both || operand == Operand::None) continue;
      for (std::size_t k = j > 4 ? j - 4 : 0; k < j; ++k)
        if (const Operand other = mention(sentence, k);
            other != Operand::None && other != operand && j - k <= 3 &&
            std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(k), tokens.begin() + static_cast<std::ptrdiff_t>(j),
                        [](const Token& one) { return one.is("and"); }) &&
            std::none_of(tokens.begin() + static_cast<std::ptrdiff_t>(k), tokens.begin() + static_cast<std::ptrdiff_t>(j),
                         [](const Token& one) { return one.kind == TokenKind::Quantity; }))
          operand = Operand::Both;
    }
  }
  if (const Operand one = respective(sentence, i, Operand::None, mention); one != Operand::None) operand = one;
  // "accumulate into 24 bits", "accumulation is done in 32 bits"
  for (std::size_t j = i > 8 ? i - 8 : 0; j < i; ++j)
    if (sentence.clause[j] == sentence.clause[i] && tokens[j].kind == TokenKind::Word && tokens[j].word.rfind("accumulat", 0) == 0 &&
        std::none_of(tokens.begin() + static_cast<std::ptrdiff_t>(j), tokens.begin() + static_cast<std::ptrdiff_t>(i),
                     [](const Token& one) { return one.kind == TokenKind::Quantity; }))
      return;
  int weight = 2;
  // "8 bits." below a heading "Weights"
  if (operand == Operand::None && collector.context != Operand::None && sentence.kind == PassageKind::Item && (tokens.size() <= 6 || i < 2))
    operand = collector.context;
  if (operand == Operand::None && token.number > 24 && !word_within(sentence, -1, {"arithmetic", "operands", "multipliers", "precision"})) return;
  for (std::size_t j = i + 1; j < std::min(tokens.size(), i + 3); ++j)
    if (tokens[j].is("model") || tokens[j].is("checkpoint") || tokens[j].is("baseline") || tokens[j].is("original") || tokens[j].is("words")) return;
  if (operand == Operand::None) {
    const bool arithmetic =
        word_within(sentence, -1, {"macs",         "mac",       "precision", "arithmetic", "integers", "integer",   "multipliers", "quantization",
                                   "quantisation", "quantized", "quantised", "datapath",   "fixed",    "int8",      "number",      "format",
                                   "inference",    "bfloat16",  "numbers",   "data",       "word",     "multiplier"}) ||
        token.word.substr(0, 3) == "int" || token.word.substr(0, 2) == "fp" || token.word.substr(0, 2) == "bf";
    if (!arithmetic) return;
    operand = Operand::Both;
    weight = 1;
  }
  if (operand != Operand::Activations) collector.add(sentence, "operands.weights.bits", token.value, i, i + 1, "bits-of-values", weight, standing);
  if (operand != Operand::Weights) collector.add(sentence, "operands.activations.bits", token.value, i, i + 1, "bits-of-values", weight, standing);
}

/// "was relaxed from 1.25 GHz to 1 GHz", "grew from 96 KB to 128 KB": what it was is no longer there.
bool was_before(const Sentence& sentence, std::size_t i) {
  const auto& tokens = sentence.tokens;
  if (i == 0 || i + 2 >= tokens.size() || !tokens[i - 1].is("from") ||
      !(tokens[i + 1].is("to") || tokens[i + 1].is("down") || tokens[i + 1].is("up")))
    return false;
  const bool same = tokens[i + 2].unit == tokens[i].unit || (i + 3 < tokens.size() && tokens[i + 3].unit == tokens[i].unit);
  return same && !word_within(sentence, -1, {"range", "ranges", "ranging", "between", "anything", "anywhere", "varies", "scales", "configurable"});
}

/// "from 100 to 400 MHz"
bool ranged(const Sentence& sentence, std::size_t i) {
  return i > 1 && (sentence.tokens[i - 1].is("to") || sentence.tokens[i - 1].is("and")) && sentence.tokens[i - 2].kind == TokenKind::Number;
}

/// "W4A8": the bits of weights and activations in one word.
void read_short_bits(const Sentence& sentence, std::size_t i, Standing standing, Collector& collector) {
  const std::string& word = sentence.tokens[i].word;
  const std::size_t a = word.find('a');
  if (word.size() < 4 || word.size() > 6 || word[0] != 'w' || a == std::string::npos || a < 2 || a + 1 >= word.size()) return;
  const std::string weights = word.substr(1, a - 1), activations = word.substr(a + 1);
  if ((weights + activations).find_first_not_of("0123456789") != std::string::npos) return;
  collector.add(sentence, "operands.weights.bits", weights, i, i + 1, "bits-in-short", 2, standing);
  collector.add(sentence, "operands.activations.bits", activations, i, i + 1, "bits-in-short", 2, standing);
}

/// "Weights have 4 bits, activations have 8": the unit is said once.
void read_bare_bits(const Sentence& sentence, std::size_t i, Standing standing, Collector& collector) {
  const auto& tokens = sentence.tokens;
  const Operand operand = mention(sentence, i);
  if (operand != Operand::Weights && operand != Operand::Activations) return;
  // "eight bits for weights, eight for activations"
  if (i > 1 && tokens[i - 2].kind == TokenKind::Number && (tokens[i - 1].is("for") || tokens[i - 1].is("in")) && tokens[i - 2].number <= 32 &&
      std::any_of(tokens.begin(), tokens.end(), [](const Token& one) { return one.unit == UnitKind::Bits; }))
    collector.add(sentence, operand == Operand::Weights ? "operands.weights.bits" : "operands.activations.bits", tokens[i - 2].value, i - 2, i + 1,
                  "bits-said-once", 2, standing);
  // "weights are INT8, activations likewise"
  if (i + 1 < tokens.size() && i > 0 &&
      (tokens[i + 1].is("likewise") || tokens[i + 1].is("too") || tokens[i + 1].is("also") || tokens[i + 1].is("ditto") ||
       (tokens[i + 1].is("as") && i + 2 < tokens.size() && tokens[i + 2].is("well"))))
    for (std::size_t j = i; j-- > 0;)
      if (tokens[j].unit == UnitKind::Bits && tokens[j].number <= 32) {
        collector.add(sentence, operand == Operand::Weights ? "operands.weights.bits" : "operands.activations.bits", tokens[j].value, j, i + 2,
                      "bits-said-once", 2, standing);
        break;
      }
  std::size_t at = i + 1;
  for (int words = 0; at < tokens.size() && words < 4; ++at, ++words) {
    const Token& token = tokens[at];
    if (token.kind == TokenKind::Number) break;
    if (!(token.is("have") || token.is("has") || token.is("are") || token.is("at") || token.is("in") || token.is("to") || token.is("use") ||
          token.is("with") || token.is("get") || token.is("take") || token.is("keep") || token.is("only") || token.is("of") || token.is("carry") ||
          token.is("quantised") || token.is("quantized") || token.is("need") || token.is("stay") || token.is("remain")))
      return;
  }
  if (at >= tokens.size() || tokens[at].kind != TokenKind::Number) return;
  // "weights have 8 bits and activations 16"
  if (at == i + 1 && !(i > 0 && tokens[i - 1].is("and") && at + 1 < tokens.size() && tokens[at + 1].is("."))) return;
  const double number = tokens[at].number;
  if (number != 2 && number != 4 && number != 6 && number != 8 && number != 12 && number != 16 && number != 32) return;
  const bool ends = at + 1 >= tokens.size() || tokens[at + 1].is(".") || tokens[at + 1].is(",") || tokens[at + 1].is(";") || tokens[at + 1].is(")") ||
                    tokens[at + 1].is("and") || tokens[at + 1].is("too") || tokens[at + 1].is("as") || tokens[at + 1].is("likewise");
  const bool bits = std::any_of(tokens.begin(), tokens.end(), [](const Token& one) { return one.unit == UnitKind::Bits; });
  if (!ends || !bits) return;
  collector.add(sentence, operand == Operand::Weights ? "operands.weights.bits" : "operands.activations.bits", tokens[at].value, i, at + 1,
                "bits-said-once", 2, standing);
}

}  // namespace

void read_quantities(const Sentence& sentence, Collector& collector) {
  const auto& tokens = sentence.tokens;
  read_batch(sentence, collector);
  for (std::size_t i = sentence.lead; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    const Standing standing = standing_of(sentence, {i});
    if (token.kind == TokenKind::Word) {
      read_banks(sentence, i, standing, collector);
      read_short_bits(sentence, i, standing, collector);
      read_bare_bits(sentence, i, standing, collector);
      continue;
    }
    if (token.kind == TokenKind::Number && token.number >= 32 && token.number == static_cast<long long>(token.number) && i + 1 < tokens.size()) {
      // "2048 multipliers in total", and not "4 multipliers per PE"
      std::size_t at = i + 1;
      while (at < tokens.size() && at < i + 4 &&
             (tokens[at].is("bit") || tokens[at].unit == UnitKind::Bits || tokens[at].is("parallel") || tokens[at].is("sparse")))
        ++at;
      const bool macs =
          at < tokens.size() && (tokens[at].is("multipliers") || tokens[at].is("macs") || tokens[at].is("fmas") || tokens[at].is("mults") ||
                                 tokens[at].is("mac") || (tokens[at].is("multiply") && at + 1 < tokens.size()) ||
                                 (tokens[at].is("multiplier") && at + 1 < tokens.size() && !tokens[at + 1].is("columns") &&
                                  !tokens[at + 1].is("rows") && !tokens[at + 1].is("column") && !tokens[at + 1].is("row")));
      // "A core has 1440 multipliers, and the chip six times as many, namely 8640"
      const bool part = std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(i), tokens.end(), [](const Token& one) { return one.is("namely"); });
      // "8 multipliers per PE (1792 in all)"
      if ((tokens[i + 1].is("in") && i + 2 < tokens.size() && (tokens[i + 2].is("all") || tokens[i + 2].is("total"))) ||
          tokens[i + 1].is("altogether") || tokens[i + 1].is("overall"))
        for (std::size_t back = i; back-- > (i > 9 ? i - 9 : 0);)
          if (tokens[back].is("multipliers") || tokens[back].is("macs") || tokens[back].is("mac") || tokens[back].is("multiplier")) {
            collector.add(sentence, "multipliers", token.value, back, i + 2, "multipliers-in-all", 2, standing);
            break;
          }
      const bool whole = at + 2 < tokens.size() && tokens[at + 1].is("per") &&
                         (tokens[at + 2].is("engine") || tokens[at + 2].is("chip") || tokens[at + 2].is("die") || tokens[at + 2].is("array"));
      const bool each = at + 1 < tokens.size() && (tokens[at + 1].is("each") || (tokens[at + 1].is("per") && !whole));
      const bool with =
          i > 0 && (tokens[i - 1].is("to") || tokens[i - 1].is("with")) && word_within(sentence, sentence.clause[i], {"scaled", "implemented"});
      if (macs && !each && !with && !part) collector.add(sentence, "multipliers", token.value, i, at + 1, "multipliers", 2, standing);
    }
    if (token.kind != TokenKind::Quantity || was_before(sentence, i)) continue;
    switch (token.unit) {
      case UnitKind::Frequency:
        if (!word_within(sentence, sentence.clause[i], {"dram", "hbm", "bus", "refresh", "lpddr"}) && standing != Standing::Absent)
          collector.add(sentence, "clock", token.value, i, i + 1, "clock", ranged(sentence, i) ? 1 : sentence.row ? 3 : 2, standing);
        if (standing == Standing::Absent) collector.add(sentence, "clock", token.value, i, i + 1, "clock", 1, standing);
        break;
      case UnitKind::Time:
        if (token.number > 0 && token.number <= 100 &&
            (word_within(sentence, sentence.clause[i], {"period"}) ||
             (i >= 3 && word_within(sentence, sentence.clause[i], {"time"}) && word_within(sentence, sentence.clause[i], {"cycle", "clock"}))))
          collector.add(sentence, "clock", fmt::format("{:.6g} MHz", 1000 / token.number), i, i + 1, "clock-period", 2, standing);
        break;
      case UnitKind::Node:
        collector.add(sentence, "technology", token.value, i, i + 1, "technology", sentence.row ? 3 : 2, standing);
        break;
      case UnitKind::Tops:
        collector.add(sentence, "peak", token.value, i, i + 1, "peak", 2, standing);
        break;
      case UnitKind::Bandwidth: {
        bool inner = false;
        for (std::size_t j = 0; j < i; ++j)
          if (sentence.clause[j] == sentence.clause[i] && (tokens[j].is("buffer") || tokens[j].is("sram") || tokens[j].is("network") ||
                                                           tokens[j].is("link") || tokens[j].is("pcie") || tokens[j].is("interconnect")))
            inner = true;
        if (!inner || word_within(sentence, sentence.clause[i], {"dram", "hbm", "hbm2", "external", "off"}))
          collector.add(sentence, "memory.dram.bandwidth", token.value, i, i + 1, "bandwidth", sentence.row ? 3 : 2, standing);
        break;
      }
      case UnitKind::Width: {
        Memory memory = memory_of(sentence, i);
        if (memory == Memory::None) memory = memory_meant(sentence, i, collector);
        if (memory == Memory::None && both_meant(sentence, i, collector))
          for (const Memory one : {Memory::Weights, Memory::Activations})
            collector.add(sentence, std::string(key_of(one)) + ".width", token.value, i, i + 1, "width-of-buffer", 1, standing);
        if (memory == Memory::Weights || memory == Memory::Activations)
          collector.add(sentence, std::string(key_of(memory)) + ".width", token.value, i, i + 1, "width-of-buffer", 2, standing);
        break;
      }
      case UnitKind::Bits: {
        // "the weight buffer 1152 bits", in a sentence of deliveries per cycle
        const bool delivers =
            token.number > 64 &&
            word_within(sentence, -1, {"delivers", "delivered", "deliver", "provides", "supplies", "supply",  "reads", "read",  "wide",  "port",
                                       "ports",    "fetches",   "fetched", "hands",    "outputs",  "returns", "width", "emits", "feeds", "reading"});
        if (delivers) {
          const Memory memory = memory_of(sentence, i);
          if (memory == Memory::Weights || memory == Memory::Activations)
            collector.add(sentence, std::string(key_of(memory)) + ".width", token.value + " bits/cycle", i, i + 1, "width-of-buffer", 2, standing);
        } else {
          read_bits(sentence, i, standing, collector);
        }
        break;
      }
      case UnitKind::Size:
        read_size(sentence, i, standing, collector);
        break;
      case UnitKind::Area: {
        const bool part = word_within(sentence, sentence.clause[i],
                                      {"selector", "decoder", "decoders", "predictor", "unit", "multiplexers", "ushers", "overhead", "logic",
                                       "precisely", "adds", "add", "added", "additional", "sram", "buffer", "buffers", "wire", "phy"}) &&
                          !word_within(sentence, sentence.clause[i], {"die", "total", "chip", "core", "entire", "whole", "including"});
        // "41 mm2 without PHY"
        const bool without = word_within(sentence, -1, {"without", "excluding", "excl", "except", "excluded", "plus", "including", "incl"});
        // "0.07 mm2 out of 2.9 mm2"
        const bool share = i + 2 < tokens.size() && (tokens[i + 1].is("out") || tokens[i + 1].is("of")) &&
                           std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                       tokens.begin() + static_cast<std::ptrdiff_t>(std::min(tokens.size(), i + 7)),
                                       [](const Token& one) { return one.unit == UnitKind::Area; });
        const bool whole = i > 1 && tokens[i - 1].is("of") && word_within(sentence, sentence.clause[i], {"out"});
        if ((((!part || without) && !share) || whole))
          collector.add(sentence, "chip.area", token.value, i, i + 1, "area", sentence.row ? 3 : 2, standing);
        break;
      }
      default:
        break;
    }
  }
  remember_memories(sentence, collector);
}

}  // namespace skeptic::papers
