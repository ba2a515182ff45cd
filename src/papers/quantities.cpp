// Quantities take their meaning from the nearest words: a size from the memory that is named beside it, a frequency from itself.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "papers/collect.h"

namespace skeptic::papers {
namespace {

template <std::size_t N>
bool one_of(const Token& token, const std::array<std::string_view, N>& words) {
  return token.kind == TokenKind::Word && std::find(words.begin(), words.end(), token.word) != words.end();
}

constexpr std::array<std::string_view, 30> kMemoryWords{
    "buffer",  "buffers",    "sram",        "srams",    "ram",     "rams",      "memory",   "memories", "scratchpad", "bram",
    "brams",   "spm",        "cache",       "store",    "storage", "registers", "register", "block",    "bank",       "weight",
    "weights", "activation", "activations", "capacity", "side",    "local",     "on",       "chip",     "holds",      "global"};
constexpr std::array<std::string_view, 10> kAccumulators{"accumulator",  "accumulators", "partial", "psum",    "psums",
                                                         "accumulation", "accumulate",   "sums",    "results", "ofmap"};
constexpr std::array<std::string_view, 27> kState{"table",      "tables",   "history",     "statistics", "statistic", "counters",  "counter",
                                                  "header",     "headers",  "bookkeeping", "metadata",   "verdict",   "verdicts",  "state",
                                                  "entries",    "register", "registers",   "index",      "indices",   "predictor", "selector",
                                                  "thresholds", "counts",   "count",       "lookup",     "directory", "decision"};

enum class Memory { None, Weights, Activations, Accumulators, State, Dram, Unknown };

Memory memory_at(const Sentence& sentence, std::size_t i) {
  const Token& token = sentence.tokens[i];
  if (token.kind != TokenKind::Word) return Memory::None;
  if (one_of(token, kAccumulators)) {
    if (token.is("results") || token.is("sums"))
      return token.is("sums") && i > 0 && sentence.tokens[i - 1].is("partial") ? Memory::Accumulators : Memory::None;
    if (token.is("partial") && !(i + 1 < sentence.tokens.size() && (sentence.tokens[i + 1].is("sums") || sentence.tokens[i + 1].is("sum") ||
                                                                    sentence.tokens[i + 1].is("results") || sentence.tokens[i + 1].is("products"))))
      return Memory::None;
    return Memory::Accumulators;
  }
  if (token.is("dram") || token.is("hbm") || token.is("ddr3") || token.is("ddr4") || token.is("lpddr4") || token.is("lpddr5") ||
      token.is("external") || token.is("hbm2") || token.is("psram"))
    return Memory::Dram;
  switch (mention(sentence, i)) {
    case Operand::Weights:
      return Memory::Weights;
    case Operand::Activations:
      return token.is("token") || token.is("tokens") || token.is("frame") || token.is("hidden") ? Memory::None : Memory::Activations;
    default:
      break;
  }
  if (token.is("input") && i + 1 < sentence.tokens.size() && one_of(sentence.tokens[i + 1], kMemoryWords)) return Memory::Activations;
  if (one_of(token, kState)) return Memory::State;
  return Memory::None;
}

std::string_view key_of(Memory memory) {
  switch (memory) {
    case Memory::Weights:
      return "memory.weights";
    case Memory::Activations:
      return "memory.activations";
    case Memory::Accumulators:
      return "memory.accumulators";
    default:
      return "";
  }
}

/// The memory that a quantity at `at` belongs to: named right behind it, else before it.
Memory memory_of(const Sentence& sentence, std::size_t at) {
  const auto& tokens = sentence.tokens;
  bool preposition = false;
  for (std::size_t i = at + 1; i < std::min(tokens.size(), at + 7); ++i) {
    const Token& token = tokens[i];
    if (token.kind == TokenKind::Mark || token.is("and") || token.is("with") || token.kind == TokenKind::Quantity ||
        token.kind == TokenKind::Number || token.is("which") || token.is("in") || token.is("per"))
      break;
    if (token.is("for") || token.is("of") || token.is("holds") || token.is("hold")) preposition = true;
    const Memory memory = memory_at(sentence, i);
    if (memory == Memory::None) continue;
    const bool near = i <= at + 3 || preposition;
    if (near && memory != Memory::Dram) {
      // "a table of 2 KB", "3.5 KB of registers": what was named before decides where a state is behind.
      if (memory == Memory::State && i > at + 1) break;
      return memory;
    }
  }
  for (std::size_t i = at; i-- > 0;) {
    const Token& token = tokens[i];
    if (token.is("?") || (token.is(";") && at - i > 1)) break;
    const Memory memory = memory_at(sentence, i);
    if (memory != Memory::None) {
      // "the activation buffer's table", "index table for weights": a state that was named between
      return memory;
    }
  }
  return Memory::None;
}

bool word_within(const Sentence& sentence, std::size_t at, int clauses_id, std::initializer_list<std::string_view> words) {
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    if (clauses_id >= 0 && sentence.clause[i] != clauses_id) continue;
    for (const std::string_view word : words)
      if (sentence.tokens[i].is(word)) return true;
  }
  (void)at;
  return false;
}

/// "Weights and activations … 128 KB and 256 KB, respectively": the mention at the place that this quantity has among its like.
template <typename What>
What respective(const Sentence& sentence, std::size_t at, What nothing, What (*what)(const Sentence&, std::size_t)) {
  const auto& tokens = sentence.tokens;
  if (std::none_of(tokens.begin(), tokens.end(), [](const Token& one) { return one.is("respectively"); })) return nothing;
  std::vector<What> named;
  std::size_t place = 0, count = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (const What one = what(sentence, i); one != nothing && (named.empty() || named.back() != one)) named.push_back(one);
    if (tokens[i].kind == TokenKind::Quantity && tokens[i].unit == tokens[at].unit) {
      if (i < at) ++place;
      ++count;
    }
  }
  return named.size() == count && place < named.size() ? named[place] : nothing;
}

void read_size(const Sentence& sentence, std::size_t i, Standing standing, Collector& collector) {
  const Token& token = sentence.tokens[i];
  if (token.value.size() > 3 && token.value.substr(token.value.size() - 3) == " GB") return;  // a capacity of DRAM
  // "/s" was not part of the unit, "per inference" is traffic
  if (i + 1 < sentence.tokens.size() &&
      (sentence.tokens[i + 1].is("/") ||
       (sentence.tokens[i + 1].is("per") && i + 2 < sentence.tokens.size() &&
        (sentence.tokens[i + 2].is("inference") || sentence.tokens[i + 2].is("image") || sentence.tokens[i + 2].is("token")))))
    return;
  if (i + 2 < sentence.tokens.size() && sentence.tokens[i + 1].is("per") &&
      (sentence.tokens[i + 2].is("bank") || sentence.tokens[i + 2].is("pe") || sentence.tokens[i + 2].is("array")))
    return;
  Memory memory = respective(sentence, i, Memory::None, memory_at);
  if (memory == Memory::None) memory = memory_of(sentence, i);
  // 8-16 KB: a range
  std::string low;
  if (i > 0 && token.hyphened && sentence.tokens[i - 1].kind == TokenKind::Number)
    low = sentence.tokens[i - 1].value + token.value.substr(token.value.find(' '));
  if (i > 1 && sentence.tokens[i - 1].is("to") && sentence.tokens[i - 2].kind == TokenKind::Number)
    low = sentence.tokens[i - 2].value + token.value.substr(token.value.find(' '));
  std::string value = token.value;
  if (i > 1 && sentence.tokens[i - 2].kind == TokenKind::Number && (sentence.tokens[i - 1].is("x") || sentence.tokens[i - 1].is("\xC3\x97")) &&
      sentence.tokens[i - 2].number > 0 && sentence.tokens[i - 2].number <= 64)
    value = fmt::format("{:.6g}{}", sentence.tokens[i - 2].number * token.number, token.value.substr(token.value.find(' ')));
  const auto add = [&](std::string_view key, std::string_view rule, int weight) {
    if (!low.empty()) collector.add(sentence, key, low, i, i + 1, "range", weight, standing);
    collector.add(sentence, key, value, i, i + 1, low.empty() ? rule : "range", weight, standing);
  };
  if (memory == Memory::State ||
      (memory == Memory::None && word_within(sentence, i, -1, {"additional", "extra", "added", "bookkeeping", "entries"}))) {
    add("operands.activations.decide.state", "size-of-state", 2);
  } else if (!key_of(memory).empty()) {
    add(std::string(key_of(memory)) + ".size", "size-of-memory", sentence.row ? 3 : 2);
  } else if (memory == Memory::None && !word_within(sentence, i, -1, {"output", "outputs"}) &&
             word_within(sentence, i, -1, {"buffer", "buffers", "sram", "memory", "scratchpad"})) {
    collector.add(sentence, "memory.activations.size", token.value, i, i + 1, "size-of-shared-memory", 1, standing);
  }
}

/// Banks, ports and the like, of the memory that was named last.
void read_banks(const Sentence& sentence, std::size_t i, Standing standing, Collector& collector) {
  const auto& tokens = sentence.tokens;
  const Token& token = tokens[i];
  const auto number_before = [&]() -> std::optional<std::string> {
    if (i > 0 && tokens[i - 1].kind == TokenKind::Number) return tokens[i - 1].value;
    if (i > 1 &&
        (tokens[i - 1].is("read") || tokens[i - 1].is("independent") || tokens[i - 1].is("access") || tokens[i - 1].is("single") ||
         tokens[i - 1].is("memory") || tokens[i - 1].is("sram") || tokens[i - 1].is("separate")) &&
        tokens[i - 2].kind == TokenKind::Number)
      return tokens[i - 2].value;
    return {};
  };
  std::optional<std::string> value;
  std::string_view what;
  if (token.is("banked") && i + 2 < tokens.size() && tokens[i + 1].kind == TokenKind::Number &&
      (tokens[i + 2].is("ways") || tokens[i + 2].is("way"))) {
    what = ".banks";
    value = tokens[i + 1].value;
  } else if (token.is("banks") || token.is("bank") || token.is("banked") || token.is("way")) {
    if (token.is("way")) return;
    what = ".banks";
    value = number_before();
    // "banks 8", "weight banks: 12"
    if (!value && token.is("banks") && i + 1 < tokens.size() &&
        (tokens[i + 1].kind == TokenKind::Number || (tokens[i + 1].is(":") && i + 2 < tokens.size() && tokens[i + 2].kind == TokenKind::Number)))
      value = tokens[i + 1].kind == TokenKind::Number ? tokens[i + 1].value : tokens[i + 2].value;
    if (token.is("bank") && !(value && i > 0 && token.hyphened)) value.reset();
  } else if (token.is("port") || token.is("ports") || token.is("ported")) {
    what = ".ports";
    value = number_before();
    if (!value && i > 0 && (tokens[i - 1].is("dual") || tokens[i - 1].is("double"))) value = "2";
    if (!value && i > 0 && tokens[i - 1].is("single")) value = "1";
    if (!value && token.is("ports") && i + 1 < tokens.size() &&
        (tokens[i + 1].kind == TokenKind::Number || (tokens[i + 1].is(":") && i + 2 < tokens.size() && tokens[i + 2].kind == TokenKind::Number)))
      value = tokens[i + 1].kind == TokenKind::Number ? tokens[i + 1].value : tokens[i + 2].value;
    if (value == "1" && i > 1 && tokens[i - 1].kind == TokenKind::Number && tokens[i - 1].word == "one" &&
        !(tokens[i - 2].is("with") || tokens[i - 2].is("has") || tokens[i - 2].is("have") || tokens[i - 2].is("of") || tokens[i - 2].is(",")))
      value.reset();
  } else if (token.word.size() == 2 && token.word[1] == 'r' && token.word[0] >= '1' && token.word[0] <= '8' && sentence.row) {
    what = ".ports";  // 2R
    value = token.word.substr(0, 1);
  }
  if (!value || what.empty()) return;
  Memory memory = Memory::None;
  bool both = false;
  for (std::size_t back = i; back-- > 0 && memory == Memory::None;) {
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

void read_bits(const Sentence& sentence, std::size_t i, Standing standing, Collector& collector) {
  const auto& tokens = sentence.tokens;
  const Token& token = tokens[i];
  if (token.number < 1 || token.number > 32) return;
  constexpr std::array<std::string_view, 33> kNotValues{
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
        tokens[j].is("offsets") || tokens[j].is("positions") || tokens[j].is("entries") || tokens[j].is("length") || tokens[j].is("lengths"))
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
  int weight = 2;
  if (operand == Operand::None) {
    const bool arithmetic =
        word_within(sentence, i, -1, {"macs",         "mac",       "precision", "arithmetic", "integers", "integer",   "multipliers", "quantization",
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

}  // namespace

void read_quantities(const Sentence& sentence, Collector& collector) {
  const auto& tokens = sentence.tokens;
  for (std::size_t i = sentence.lead; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    const Standing standing = standing_of(sentence, {i});
    if (token.kind == TokenKind::Word) {
      read_banks(sentence, i, standing, collector);
      // "batch of 8", "batch size is one", "one image at a time"
      if (token.is("batch") || token.is("batches")) {
        for (std::size_t j = i + 1; j < std::min(tokens.size(), i + 6); ++j) {
          if (tokens[j].kind == TokenKind::Number && tokens[j].number >= 1 && tokens[j].number == static_cast<int>(tokens[j].number)) {
            collector.add(sentence, "batch", tokens[j].value, i, j + 1, "batch", 2, standing);
            break;
          }
          if (!(tokens[j].is("size") || tokens[j].is("sizes") || tokens[j].is("of") || tokens[j].is("is") || tokens[j].is("=") || tokens[j].is(":") ||
                tokens[j].is("was") || tokens[j].is("a") || tokens[j].is("always")))
            break;
        }
        if (i >= 3 && (tokens[i - 1].is("per") || tokens[i - 1].is("a"))) {
          for (std::size_t j = i; j-- > (i > 5 ? i - 5 : 0);)
            if (tokens[j].kind == TokenKind::Number && j + 1 < i &&
                (tokens[j + 1].is("images") || tokens[j + 1].is("image") || tokens[j + 1].is("sequences") || tokens[j + 1].is("samples")))
              collector.add(sentence, "batch", tokens[j].value, j, i + 1, "batch", 2, standing);
        }
      }
      if (token.value == "" && token.is("by") && i > 0 && i + 1 < tokens.size() && tokens[i - 1].value == "1" && tokens[i + 1].value == "1")
        collector.add(sentence, "batch", "1", i - 1, i + 2, "one-at-a-time", 1, standing);
      if (token.is("single") && i + 1 < tokens.size() &&
          (tokens[i + 1].is("image") || tokens[i + 1].is("images") || tokens[i + 1].is("inputs") || tokens[i + 1].is("input") ||
           tokens[i + 1].is("frames")) &&
          i > 0 && (tokens[i - 1].is("on") || tokens[i - 1].is("for") || tokens[i - 1].is("of") || tokens[i - 1].is("with") || tokens[i - 1].is("a")))
        collector.add(sentence, "batch", "1", i, i + 2, "one-at-a-time", 1, standing);
      if ((token.is("image") || token.is("picture") || token.is("frame") || token.is("sample") || token.is("sequence") || token.is("token")) &&
          i + 3 < tokens.size() && i > 0 && tokens[i - 1].value == "1" && tokens[i + 1].is("at") && tokens[i + 2].is("a"))
        collector.add(sentence, "batch", "1", i - 1, i + 4, "one-at-a-time", 2, standing);
      continue;
    }
    if (token.kind == TokenKind::Number && i + 2 < tokens.size() && token.value == "1" && tokens[i + 1].is("at") && tokens[i + 2].is("a") &&
        i + 3 < tokens.size() && tokens[i + 3].is("time") &&
        word_within(sentence, i, -1, {"image", "images", "pictures", "set", "frames", "samples"}))
      collector.add(sentence, "batch", "1", i, i + 4, "one-at-a-time", 2, standing);
    if (token.kind == TokenKind::Number && token.number >= 32 && token.number == static_cast<long long>(token.number) && i + 1 < tokens.size()) {
      // "2048 multipliers in total", and not "4 multipliers per PE"
      std::size_t at = i + 1;
      while (at < tokens.size() && at < i + 4 &&
             (tokens[at].is("bit") || tokens[at].unit == UnitKind::Bits || tokens[at].is("parallel") || tokens[at].is("sparse")))
        ++at;
      const bool macs =
          at < tokens.size() && (tokens[at].is("multipliers") || tokens[at].is("macs") || tokens[at].is("mac") ||
                                 (tokens[at].is("multiply") && at + 1 < tokens.size()) || (tokens[at].is("multiplier") && at + 1 < tokens.size()));
      const bool each = at + 1 < tokens.size() && (tokens[at + 1].is("each") || tokens[at + 1].is("per"));
      const bool with =
          i > 0 && (tokens[i - 1].is("to") || tokens[i - 1].is("with")) && word_within(sentence, i, sentence.clause[i], {"scaled", "implemented"});
      if (macs && !each && !with) collector.add(sentence, "multipliers", token.value, i, at + 1, "multipliers", 2, standing);
    }
    if (token.kind != TokenKind::Quantity) continue;
    switch (token.unit) {
      case UnitKind::Frequency:
        if (!word_within(sentence, i, sentence.clause[i], {"dram", "hbm", "bus", "refresh", "lpddr"}) && standing != Standing::Absent)
          collector.add(sentence, "clock", token.value, i, i + 1, "clock", sentence.row ? 3 : 2, standing);
        if (standing == Standing::Absent) collector.add(sentence, "clock", token.value, i, i + 1, "clock", 1, standing);
        break;
      case UnitKind::Time:
        if (token.number > 0 && token.number <= 100 &&
            (word_within(sentence, i, sentence.clause[i], {"period"}) ||
             (i >= 3 && word_within(sentence, i, sentence.clause[i], {"time"}) && word_within(sentence, i, sentence.clause[i], {"cycle", "clock"}))))
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
        if (!inner || word_within(sentence, i, sentence.clause[i], {"dram", "hbm", "hbm2", "external", "off"}))
          collector.add(sentence, "memory.dram.bandwidth", token.value, i, i + 1, "bandwidth", sentence.row ? 3 : 2, standing);
        break;
      }
      case UnitKind::Width: {
        const Memory memory = memory_of(sentence, i);
        if (memory == Memory::Weights || memory == Memory::Activations)
          collector.add(sentence, std::string(key_of(memory)) + ".width", token.value, i, i + 1, "width-of-buffer", 2, standing);
        break;
      }
      case UnitKind::Bits: {
        // "the weight buffer 1152 bits", in a sentence of deliveries per cycle
        const bool delivers =
            token.number > 64 && word_within(sentence, i, -1, {"delivers", "delivered", "deliver", "provides", "supplies", "reads"});
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
        const bool part = word_within(sentence, i, sentence.clause[i],
                                      {"selector", "decoder", "decoders", "predictor", "unit", "multiplexers", "ushers", "logic", "precisely", "adds",
                                       "add", "added", "additional", "sram", "buffer", "buffers", "wire", "phy"}) &&
                          !word_within(sentence, i, sentence.clause[i], {"die", "total", "chip", "core", "entire", "whole", "including"});
        if (!part) collector.add(sentence, "chip.area", token.value, i, i + 1, "area", sentence.row ? 3 : 2, standing);
        break;
      }
      default:
        break;
    }
  }
}

}  // namespace skeptic::papers
