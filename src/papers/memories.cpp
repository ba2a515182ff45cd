#include "papers/memories.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace skeptic::papers {
namespace {

using namespace std::literals::string_view_literals;

constexpr std::array kMemoryWords{
    "buffer"sv, "buffers"sv, "sram"sv,     "srams"sv, "ram"sv,       "rams"sv,      "memory"sv,     "memories"sv, "scratchpad"sv,  "scratchpads"sv,
    "bram"sv,   "brams"sv,   "spm"sv,      "cache"sv, "store"sv,     "storage"sv,   "registers"sv,  "register"sv, "block"sv,       "bank"sv,
    "weight"sv, "weights"sv, "capacity"sv, "side"sv,  "local"sv,     "on"sv,        "activation"sv, "chip"sv,     "activations"sv, "holds"sv,
    "global"sv, "file"sv,    "fifo"sv,     "array"sv, "partition"sv, "reservoir"sv, "pool"sv,       "stash"sv};
constexpr std::array kAccumulators{"accumulator"sv, "accumulators"sv, "partial"sv, "psum"sv, "psums"sv, "accumulation"sv, "accumulate"sv,
                                   "sums"sv,        "results"sv,      "ofmap"sv,   "acc"sv,  "accum"sv, "pbuf"sv,         "accbuf"sv};
constexpr std::array kState{
    "table"sv,       "tables"sv,    "history"sv,  "statistics"sv, "statistic"sv, "counters"sv, "counter"sv,   "header"sv,     "headers"sv,
    "bookkeeping"sv, "metadata"sv,  "verdict"sv,  "verdicts"sv,   "state"sv,     "entries"sv,  "register"sv,  "registers"sv,  "index"sv,
    "indices"sv,     "predictor"sv, "selector"sv, "thresholds"sv, "counts"sv,    "count"sv,    "lookup"sv,    "directory"sv,  "decision"sv,
    "grader"sv,      "codes"sv,     "flags"sv,    "scheduler"sv,  "profile"sv,   "profiles"sv, "histogram"sv, "histograms"sv, "record"sv,
    "records"sv,     "tags"sv,      "tally"sv,    "tallies"sv,    "classes"sv,   "mode"sv,     "modes"sv};
constexpr std::array kDram{"dram"sv,   "hbm"sv,      "ddr3"sv, "ddr4"sv, "ddr5"sv,  "lpddr4"sv, "lpddr5"sv, "lpddr4x"sv, "lpddr5x"sv,
                           "lpddr3"sv, "external"sv, "hbm2"sv, "hbm3"sv, "hbm2e"sv, "psram"sv,  "ddr"sv,    "lpddr"sv,   "gddr6"sv};
constexpr std::array kWeightMemories{"wbuf"sv, "wgtbuf"sv, "wmem"sv, "wsram"sv, "wgt"sv, "synapse"sv, "synapses"sv, "synaptic"sv, "parameters"sv};
constexpr std::array kActivationMemories{"ibuf"sv, "abuf"sv,  "actbuf"sv, "amem"sv,    "asram"sv, "ifmbuf"sv,
                                         "act"sv,  "fmaps"sv, "neuron"sv, "neurons"sv, "ifm"sv,   "maps"sv};
/// Before a memory's noun: what no key describes.
constexpr std::array kOtherMemories{"output"sv, "outputs"sv, "instruction"sv, "instructions"sv, "program"sv,
                                    "code"sv,   "ofm"sv,     "obuf"sv,        "command"sv};

}  // namespace

Memory memory_at(const Sentence& sentence, std::size_t i) {
  const Token& token = sentence.tokens[i];
  if (token.kind != TokenKind::Word) return Memory::None;
  if (one_of(token, kAccumulators)) {
    if (token.is("results") || token.is("sums"))
      return token.is("sums") &&
                     (i == 0 || sentence.tokens[i - 1].is("partial") ||
                      (i + 1 < sentence.tokens.size() && (sentence.tokens[i + 1].unit == UnitKind::Size || sentence.tokens[i + 1].is(":"))))
                 ? Memory::Accumulators
                 : Memory::None;
    if (token.is("partial") && !(i + 1 < sentence.tokens.size() && (sentence.tokens[i + 1].is("sums") || sentence.tokens[i + 1].is("sum") ||
                                                                    sentence.tokens[i + 1].is("results") || sentence.tokens[i + 1].is("products"))))
      return Memory::None;
    return Memory::Accumulators;
  }
  if (one_of(token, kDram)) return Memory::Dram;
  // "A-SRAM", "I-buffer"
  if (i + 1 < sentence.tokens.size() && sentence.tokens[i + 1].hyphened && one_of(sentence.tokens[i + 1], kMemoryWords) &&
      (token.is("a") || token.is("i") || token.is("x")))
    return Memory::Activations;
  if (one_of(token, kWeightMemories)) return Memory::Weights;
  if (one_of(token, kActivationMemories)) return Memory::Activations;
  const bool noun_next = i + 1 < sentence.tokens.size() && one_of(sentence.tokens[i + 1], kMemoryWords);
  if (noun_next && one_of(token, kOtherMemories)) return Memory::Other;
  switch (mention(sentence, i)) {
    case Operand::Weights:
      return Memory::Weights;
    case Operand::Activations:
      return ((token.is("token") || token.is("tokens")) && !noun_next) || token.is("frame") || token.is("hidden") ? Memory::None
                                                                                                                  : Memory::Activations;
    default:
      break;
  }
  // "the global buffer", which holds activations where weights have a buffer of their own
  if (token.is("glb") || (noun_next && (token.is("global") || token.is("unified")) && sentence.tokens[i + 1].word.starts_with("buffer")))
    return Memory::Activations;
  if (noun_next && (token.is("input") || token.is("data") || token.is("image") || token.is("feature") || token.is("map"))) return Memory::Activations;
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

Memory memory_of(const Sentence& sentence, std::size_t at) {
  const auto& tokens = sentence.tokens;
  bool preposition = false, state = false;
  for (std::size_t i = at + 1; i < std::min(tokens.size(), at + 7); ++i) {
    const Token& token = tokens[i];
    if (token.kind == TokenKind::Mark || token.is("and") || token.is("with") || token.kind == TokenKind::Quantity ||
        token.kind == TokenKind::Number || token.is("which") || token.is("in") || token.is("per"))
      break;
    if (token.is("for") || token.is("of") || token.is("holds") || token.is("hold")) preposition = true;
    if (token.is("to") && i == at + 2 && (tokens[at + 1].is("go") || tokens[at + 1].is("goes"))) preposition = true;  // "55 KB go to the activations"
    const Memory memory = memory_at(sentence, i);
    if (memory == Memory::None) continue;
    const bool near = i <= at + 3 || preposition;
    if (near && memory != Memory::Dram) {
      // "a table of 2 KB", "3.5 KB of registers": what was named before decides where a state is behind.
      if (memory == Memory::State && i > at + 1) {
        state = i <= at + 4;
        break;
      }
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
  return state ? Memory::State : Memory::None;
}

namespace {

/// "weights and activations have memories of their own (448 KB and 672 KB)": two sizes in the order of the two memories before them.
Memory in_order(const Sentence& sentence, std::size_t at) {
  const auto& tokens = sentence.tokens;
  const auto size = [&](std::size_t i) { return i < tokens.size() && tokens[i].unit == UnitKind::Size; };
  const bool first = size(at + 2) && tokens[at + 1].is("and"), second = at > 1 && size(at - 2) && tokens[at - 1].is("and");
  if (first == second) return Memory::None;
  const std::size_t begin = first ? at : at - 2, end = first ? at + 3 : at + 1;
  if (end < tokens.size() && tokens[end].kind != TokenKind::Mark) return Memory::None;
  std::vector<Memory> named;
  for (std::size_t i = 0; i < begin; ++i) {
    if (size(i)) return Memory::None;
    if (const Memory one = memory_at(sentence, i); !key_of(one).empty() && (named.empty() || named.back() != one)) named.push_back(one);
  }
  return named.size() == 2 ? named[first ? 0 : 1] : Memory::None;
}

bool names_memory(const Sentence& sentence, std::size_t until, std::size_t from = 0) {
  for (std::size_t i = from; i < until; ++i)
    if (memory_at(sentence, i) != Memory::None) return true;
  return false;
}

}  // namespace

Memory memory_meant(const Sentence& sentence, std::size_t i, const Collector& collector) {
  // "That memory hands over 640 bits per cycle."
  const auto& tokens = sentence.tokens;
  if (collector.memories.size() == 1 && tokens.size() > 2 && (tokens[0].is("the") || tokens[0].is("this") || tokens[0].is("that")) &&
      (tokens[1].is("buffer") || tokens[1].is("memory") || tokens[1].is("sram") || tokens[1].is("store")) && i > 1 &&
      memory_at(sentence, 1) == Memory::None && !names_memory(sentence, i, 2))
    return static_cast<Memory>(collector.memories.front());
  if (collector.memories.empty() || names_memory(sentence, i)) return Memory::None;
  for (std::size_t at = 0; at < std::min<std::size_t>(i, 4); ++at) {
    const Token& token = sentence.tokens[at];
    if (token.is("former")) return static_cast<Memory>(collector.memories.front());
    if (token.is("latter")) return static_cast<Memory>(collector.memories.size() > 1 ? collector.memories[1] : collector.memories.front());
    if (at == 0 && (token.is("it") || token.is("its")) && collector.memories.size() == 1) return static_cast<Memory>(collector.memories.front());
  }
  return Memory::None;
}

Memory named_by_order(const Sentence& sentence, std::size_t i) {
  const auto& tokens = sentence.tokens;
  // The nearest "former" or "latter" before, with no memory named between.
  for (std::size_t back = i; back-- > 0;) {
    const Memory one = memory_at(sentence, back);
    if (!key_of(one).empty()) return Memory::None;
    if (!tokens[back].is("former") && !tokens[back].is("latter")) continue;
    std::vector<Memory> named;
    for (std::size_t j = 0; j < back; ++j)
      if (const Memory other = memory_at(sentence, j); !key_of(other).empty() && (named.empty() || named.back() != other)) named.push_back(other);
    if (named.size() < 2) return Memory::None;
    return tokens[back].is("former") ? named[named.size() - 2] : named.back();
  }
  return Memory::None;
}

bool both_meant(const Sentence& sentence, std::size_t i, const Collector& collector) {
  if (collector.memories.size() < 2 || names_memory(sentence, i) || sentence.tokens.empty()) return false;
  const Token& first = sentence.tokens[0];
  return first.is("either") || first.is("both") || first.is("each") || first.is("they");
}

void remember_memories(const Sentence& sentence, Collector& collector) {
  std::vector<int> named;
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    const Memory one = memory_at(sentence, i);
    if (key_of(one).empty() || (!named.empty() && std::find(named.begin(), named.end(), static_cast<int>(one)) != named.end())) continue;
    const bool noun = std::any_of(sentence.tokens.begin(), sentence.tokens.end(), [](const Token& token) {
      return token.unit == UnitKind::Size || token.is("buffer") || token.is("memory") || token.is("sram") || token.is("buffers") ||
             token.is("memories");
    });
    if (noun) named.push_back(static_cast<int>(one));
  }
  if (!named.empty()) collector.memories = std::move(named);
}

/// How many banks have the size at token i: "ten banks of 32 KiB", "8 banks, each of 32 KB", "sixteen 32 KB banks"; 0 where it is a bank's and their
/// number is not told, nothing where it is no bank's.
std::optional<double> banks_of_size(const Sentence& sentence, std::size_t i) {
  const auto& tokens = sentence.tokens;
  const auto of_banks = [&](std::size_t at) {
    return at < tokens.size() && any_of(tokens[at], {"banks", "slices", "macros", "halves", "instances"});
  };
  const auto count = [&](std::size_t at) {
    return tokens[at].kind == TokenKind::Number && tokens[at].number >= 1 && tokens[at].number <= 1024 ? tokens[at].number : 0;
  };
  if (i > 0 && of_banks(i + 1) && tokens[i - 1].kind == TokenKind::Number) return count(i - 1);
  std::size_t at = i;
  while (at > 0 && i - at < 4 && any_of(tokens[at - 1], {"of", "with", "x", "\xC3\x97", "each", ",", "("})) --at;
  if (i - at == 1 && tokens[at].is(",")) return std::nullopt;  // "in 16 banks, 128 KB for activations"
  if (at == 0 || at == i || !of_banks(at - 1)) {
    const bool each = i + 1 < tokens.size() && tokens[i + 1].is("each");
    if (!each || at == 0 || !of_banks(at - 1)) return std::nullopt;
  }
  // "16 SRAM banks"
  if (at > 2 && any_of(tokens[at - 2], {"sram", "memory", "independent", "single", "identical", "equal", "separate"})) --at;
  return at > 1 ? count(at - 2) : 0;
}

/// A size that no buffer has: "The weights of ResNet-50 take 25 MB", "The largest layer's activations occupy 784 KB".
bool of_a_tensor(const Sentence& sentence) {
  bool tensor = false;
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    const Token& token = sentence.tokens[i];
    if (any_of(token, {"buffer", "buffers", "sram", "srams", "memory", "memories", "scratchpad", "scratchpads", "store", "cache", "ram", "storage",
                       "bank", "banks", "hold", "holds"}))
      return false;
    tensor = tensor || (token.kind == TokenKind::Network && i > 1 && sentence.tokens[i - 1].is("of")) || any_of(token, {"largest", "checkpoint"});
  }
  return tensor;
}

/// "Each row has a private 16 KB weight buffer": a part's.
bool of_each_part(const Sentence& sentence, std::size_t at) {
  const auto& tokens = sentence.tokens;
  std::size_t head = at;
  while (head > 0 && sentence.clause[head - 1] == sentence.clause[at] && !tokens[head - 1].is(",")) --head;
  return head + 1 < at && any_of(tokens[head], {"each", "every"}) && any_of(tokens[head + 1], {"row", "column", "pe", "element", "lane", "cell"}) &&
         std::none_of(tokens.begin() + static_cast<std::ptrdiff_t>(head), tokens.begin() + static_cast<std::ptrdiff_t>(at),
                      [](const Token& one) { return one.unit == UnitKind::Size; });
}

/// "128 KB for outputs", "outputs in a 32 KB buffer".
bool of_outputs(const Sentence& sentence, std::size_t at) {
  const auto& tokens = sentence.tokens;
  const auto outputs = [&](std::size_t i) { return i < tokens.size() && any_of(tokens[i], {"output", "outputs"}); };
  if (at + 2 < tokens.size() && tokens[at + 1].is("for") && (outputs(at + 2) || (tokens[at + 2].is("the") && outputs(at + 3)))) return true;
  for (std::size_t i = at; i-- > 0 && at - i < 4;) {
    if (outputs(i)) return true;
    if (!any_of(tokens[i], {"in", "a", "an", "of", "have", "has"})) break;
  }
  return false;
}

/// "The 1 MB buffer is divided evenly between weights and activations."
bool divided_evenly(const Sentence& sentence) {
  const auto& tokens = sentence.tokens;
  for (std::size_t i = 1; i + 4 < tokens.size(); ++i)
    if (any_of(tokens[i], {"evenly", "equally"}) && any_of(tokens[i - 1], {"divided", "split", "shared"}) &&
        any_of(tokens[i + 1], {"between", "among", "by"}))
      return mention(sentence, i + 2) != Operand::None && mention(sentence, i + 4) != Operand::None;
  return false;
}

/// "Weight buffer and activation buffer have 512 KB each", "The weight and input SRAMs are each 128 KB": of both.
bool of_both_each(const Sentence& sentence, std::size_t at) {
  const auto& tokens = sentence.tokens;
  bool each = at + 1 < tokens.size() && tokens[at + 1].is("each"), weights = false, activations = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i != at && tokens[i].unit == UnitKind::Size) return false;
    if (i >= at) continue;
    const Memory memory = memory_at(sentence, i);
    if (any_of(tokens[i], {"bank", "banks", "pe", "row", "column", "element"})) return false;
    each = each || tokens[i].is("each") || (i == 0 && tokens[i].is("both"));
    weights = weights || memory == Memory::Weights, activations = activations || memory == Memory::Activations;
  }
  return each && weights && activations;
}

void read_size(const Sentence& sentence, std::size_t i, Standing standing, Collector& collector) {
  const Token& token = sentence.tokens[i];
  if (token.value.size() > 3 && token.value.substr(token.value.size() - 3) == " GB") return;                       // a capacity of DRAM
  if (token.value.size() > 2 && token.value.substr(token.value.size() - 2) == " B" && token.number < 128) return;  // of a word or a line
  // "/s" was not part of the unit, "per inference" is traffic
  // "a 256-byte wide read port"
  if (token.value.size() > 2 && token.value.substr(token.value.size() - 2) == " B" && token.number <= 4096 &&
      word_within(sentence, -1, {"wide", "port", "ports", "width", "line", "lines", "bus", "burst", "word", "words"})) {
    const Memory wide = memory_of(sentence, i);
    if ((wide == Memory::Weights || wide == Memory::Activations) && word_within(sentence, -1, {"wide", "port", "ports", "width"}))
      collector.add(sentence, std::string(key_of(wide)) + ".width", token.value + "/cycle", i, i + 1, "width-of-buffer", 1, standing);
    return;
  }
  if (i + 1 < sentence.tokens.size() &&
      ((sentence.tokens[i + 1].is("/") && i + 2 < sentence.tokens.size() && sentence.tokens[i + 2].kind == TokenKind::Word) ||
       (sentence.tokens[i + 1].is("per") && i + 2 < sentence.tokens.size() &&
        (sentence.tokens[i + 2].is("inference") || sentence.tokens[i + 2].is("image") || sentence.tokens[i + 2].is("token")))))
    return;
  if (i + 2 < sentence.tokens.size() && sentence.tokens[i + 1].is("per") &&
      (sentence.tokens[i + 2].is("bank") || sentence.tokens[i + 2].is("pe") || sentence.tokens[i + 2].is("element")))
    return;
  // "6 KiB of accumulators per element"
  for (std::size_t j = i + 1; j + 1 < std::min(sentence.tokens.size(), i + 6); ++j)
    if ((sentence.tokens[j].is("per") || sentence.tokens[j].is("each") || sentence.tokens[j].is("every")) &&
        (sentence.tokens[j + 1].is("pe") || sentence.tokens[j + 1].is("element") || sentence.tokens[j + 1].is("bank") ||
         sentence.tokens[j + 1].is("row") || sentence.tokens[j + 1].is("column") || sentence.tokens[j + 1].is("cell") ||
         sentence.tokens[j + 1].is("lane")))
      return;
  // "from the weight buffer 288 bytes are delivered in a cycle", "weights, delivered per cycle: 180 bytes"
  if (token.value.size() > 2 && token.value.substr(token.value.size() - 2) == " B" && word_within(sentence, -1, {"cycle", "clock", "beat"}) &&
      word_within(sentence, -1, {"delivered", "delivers", "deliver",  "delivery", "read",    "reads", "supplied", "supplies", "fetched", "fetches",
                                 "emits",     "provides", "provided", "yields",   "hands",   "come",  "comes",    "out",      "leave",   "leaves",
                                 "outputs",   "pass",     "passes",   "travel",   "travels", "feeds", "swallows", "puts",     "flow",    "sends"})) {
    const Memory from = memory_of(sentence, i);
    if (from == Memory::Weights || from == Memory::Activations)
      collector.add(sentence, std::string(key_of(from)) + ".width", token.value + "/cycle", i, i + 1, "width-of-buffer", 2, standing);
    return;
  }
  if (of_a_tensor(sentence) || of_each_part(sentence, i) || of_outputs(sentence, i)) return;
  if (const bool halves = divided_evenly(sentence); halves || of_both_each(sentence, i)) {
    const std::string of_one = halves ? fmt::format("{:.6g}{}", token.number / 2, token.value.substr(token.value.find(' '))) : token.value;
    for (const Memory one : {Memory::Weights, Memory::Activations})
      collector.add(sentence, std::string(key_of(one)) + ".size", of_one, i, i + 1, "size-of-both", 2, standing);
    return;
  }
  std::optional<double> banks = banks_of_size(sentence, i);
  // "Two 64 KB activation buffers"
  if (!banks && i > 0 && sentence.tokens[i - 1].kind == TokenKind::Number && sentence.tokens[i - 1].number >= 2 &&
      sentence.tokens[i - 1].number <= 4 &&
      std::any_of(sentence.tokens.begin() + static_cast<std::ptrdiff_t>(i),
                  sentence.tokens.begin() + static_cast<std::ptrdiff_t>(std::min(sentence.tokens.size(), i + 4)), [](const Token& one) {
                    return any_of(one, {"buffers", "srams", "memories", "scratchpads"});
                  }))
    banks = sentence.tokens[i - 1].number;
  if (banks && *banks == 0) return;  // a part of it, of how many is not said
  Memory memory = respective(sentence, i, Memory::None, memory_at);
  if (memory == Memory::None) memory = in_order(sentence, i);
  if (memory == Memory::None) memory = named_by_order(sentence, i);
  if (memory == Memory::None) memory = memory_of(sentence, i);
  if (memory == Memory::None) memory = memory_meant(sentence, i, collector);
  // "The weight buffer of SparTen is 36 KB; ours is 64 KB."
  if (memory == Memory::None && i > 1 && sentence.clause[i] > 0) {
    std::size_t head = i;
    while (head > 0 && sentence.clause[head - 1] == sentence.clause[i]) --head;
    if (i - head < 6 && (sentence.tokens[head].kind == TokenKind::Own || any_of(sentence.tokens[head], {"ours", "we", "the", "this", "here"})))
      for (std::size_t j = head; j-- > 0 && memory == Memory::None;)
        if (const Memory one = memory_at(sentence, j); one != Memory::State) memory = one;
  }
  // 8-16 KB: a range
  std::string low;
  if (i > 0 && token.hyphened && sentence.tokens[i - 1].kind == TokenKind::Number)
    low = sentence.tokens[i - 1].value + token.value.substr(token.value.find(' '));
  if (i > 1 && sentence.tokens[i - 1].is("to") && sentence.tokens[i - 2].kind == TokenKind::Number)
    low = sentence.tokens[i - 2].value + token.value.substr(token.value.find(' '));
  std::string value = token.value;
  if (banks) value = fmt::format("{:.6g}{}", *banks * token.number, token.value.substr(token.value.find(' ')));
  if (!banks && i > 1 && sentence.tokens[i - 2].kind == TokenKind::Number &&
      (sentence.tokens[i - 1].is("x") || sentence.tokens[i - 1].is("\xC3\x97")) && sentence.tokens[i - 2].number > 0 &&
      sentence.tokens[i - 2].number <= 64)
    value = fmt::format("{:.6g}{}", sentence.tokens[i - 2].number * token.number, token.value.substr(token.value.find(' ')));
  const auto add = [&](std::string_view key, std::string_view rule, int weight) {
    if (!low.empty()) collector.add(sentence, key, low, i, i + 1, "range", weight, standing);
    collector.add(sentence, key, value, i, i + 1, low.empty() ? rule : "range", weight, standing);
  };
  if (memory == Memory::State || (memory == Memory::None && word_within(sentence, -1, {"additional", "extra", "added", "bookkeeping", "entries"}))) {
    add("operands.activations.decide.state", "size-of-state", 2);
  } else if (!key_of(memory).empty()) {
    add(std::string(key_of(memory)) + ".size", "size-of-memory", sentence.row ? 3 : 2);
  } else if (memory == Memory::None && !word_within(sentence, -1, {"output", "outputs"}) &&
             std::count_if(sentence.tokens.begin(), sentence.tokens.end(), [](const Token& one) { return one.unit == UnitKind::Size; }) == 1 &&
             word_within(sentence, -1, {"buffer", "buffers", "sram", "memory", "scratchpad"})) {
    collector.add(sentence, "memory.activations.size", token.value, i, i + 1, "size-of-shared-memory", 1, standing);
  }
}

bool read_memory_row(const Sentence& row, std::size_t colon, Standing standing, Collector& collector) {
  const auto& tokens = row.tokens;
  Memory memory = Memory::None;
  bool banks = false, ports = false, width = false, each = false, size = false;
  std::string unit;
  for (std::size_t i = 0; i < colon; ++i) {
    const Memory one = memory_at(row, i);
    if (one != Memory::None && one != Memory::State && memory == Memory::None) memory = one;
    const std::string& word = tokens[i].word;
    if (word == "per" || word == "/" || word == "each") each = true;
    if (word.rfind("bank", 0) == 0 && !each && !(ports && word == "bank")) banks = true;
    if (word.rfind("port", 0) == 0 && !each) ports = true;
    if (word == "width" || word == "word" || word == "interface" || word == "wide" || word == "bits" || word == "bit" || word == "read" ||
        word == "delivers" || word == "delivery" || word == "port" || word == "cycle" || word == "b/cycle" || word == "line")
      width = true;
    if (word == "size" || word == "capacity" || word == "sram" || word == "memory" || word == "buffer" || word == "store" || word == "storage")
      size = true;
    if (word == "kb" || word == "kib" || word == "mb" || word == "mib" || word == "kbyte" || word == "kbytes")
      unit = word.substr(0, 2) == "ki" ? " KiB" : word.substr(0, 2) == "mi" ? " MiB" : word[0] == 'k' ? " KB" : " MB";
  }
  if (key_of(memory).empty()) return false;
  const auto add = [&](std::string_view what, std::string value, std::size_t i) {
    collector.add(row, std::string(key_of(memory)) + std::string(what), std::move(value), i, i + 1, "row-of-a-memory", 3, standing);
    return true;
  };
  const bool described = memory != Memory::Accumulators;
  for (std::size_t i = colon + 1; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    const bool last = i + 1 == tokens.size() || tokens[i + 1].kind == TokenKind::Mark;
    if (described && width && !banks && !ports && token.kind == TokenKind::Quantity && token.unit == UnitKind::Bits && last && token.number >= 32)
      return add(".width", token.value + " bits/cycle", i);
    if (token.kind != TokenKind::Number || token.number < 1 || !last) continue;
    if (described && banks) return add(".banks", token.value, i);
    if (described && ports && !banks && token.number <= 16) return add(".ports", token.value, i);
    if (described && width && token.number >= 32) return add(".width", token.value + " bits/cycle", i);
    if (!unit.empty() && (size || !width)) return add(".size", token.value + unit, i);
    break;
  }
  return false;
}

}  // namespace skeptic::papers
