// Quantities take their meaning from the nearest words: a size from the memory that is named beside it, a frequency from itself.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "papers/collect.h"
#include "papers/memories.h"

namespace skeptic::papers {
namespace {

/// "was relaxed from 1.25 GHz to 1 GHz", "grew from 96 KB to 128 KB": what it was is no longer there.
bool was_before(const Sentence& sentence, std::size_t i) {
  const auto& tokens = sentence.tokens;
  if (i == 0 || i + 2 >= tokens.size() || !tokens[i - 1].is("from") ||
      !(tokens[i + 1].is("to") || tokens[i + 1].is("down") || tokens[i + 1].is("up")))
    return false;
  if (tokens[i + 1].is("to") && (tokens[i + 2].is("the") || tokens[i + 2].is("its"))) return true;  // "from 390 MHz to the said value"
  const bool same = tokens[i + 2].unit == tokens[i].unit || (i + 3 < tokens.size() && tokens[i + 3].unit == tokens[i].unit);
  return same && !word_within(sentence, -1, {"range", "ranges", "ranging", "between", "anything", "anywhere", "varies", "scales", "configurable"});
}

/// "from 100 to 400 MHz"
bool ranged(const Sentence& sentence, std::size_t i) {
  return i > 1 && (sentence.tokens[i - 1].is("to") || sentence.tokens[i - 1].is("and")) && sentence.tokens[i - 2].kind == TokenKind::Number;
}

/// Whether this clause tells of the whole die, and not of a part as a share of it ("1 % of the chip").
bool whole_chip(const Sentence& sentence, int clause) {
  const auto& tokens = sentence.tokens;
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (sentence.clause[i] == clause && any_of(tokens[i], {"die", "total", "chip", "core", "entire", "whole", "including"}) &&
        !(i > 1 && any_of(tokens[i - 1], {"the", "total", "whole", "entire"}) && tokens[i - 2].is("of") &&
          any_of(tokens[i], {"die", "chip", "core"})))
      return true;
  return false;
}

/// A bandwidth inside of the chip or between chips, what is drawn of one, or one under a supposition: "the buffer's bandwidth", "the required
/// bandwidth averages …", "When the bandwidth is halved to …", "At 16 GB/s it becomes …".
bool not_of_dram(const Sentence& sentence, std::size_t at) {
  const auto& tokens = sentence.tokens;
  const auto external = [](const Token& one) {
    return any_of(one, {"dram", "hbm", "hbm2", "hbm3", "external", "off", "lpddr4", "lpddr5", "lpddr4x", "lpddr5x", "ddr4", "ddr5", "ddr", "gddr6"});
  };
  bool decided = false, inside = false;
  for (std::size_t i = at; i-- > 0 && !decided && tokens[i].unit != UnitKind::Bandwidth;) {
    if (tokens[i].is(";")) break;
    const bool inner = any_of(tokens[i], {"buffer", "sram", "network", "link", "pcie", "interconnect", "noc", "bisection", "nvlink"});
    if (inner || external(tokens[i])) inside = inner, decided = true;
  }
  for (std::size_t i = at + 1; i < std::min(tokens.size(), at + 4) && tokens[i].unit != UnitKind::Bandwidth && inside; ++i)
    if (external(tokens[i])) inside = false;
  if (inside) return true;
  for (std::size_t i = at; i-- > 0 && tokens[i].unit != UnitKind::Bandwidth && sentence.clause[i] == sentence.clause[at];)
    if (any_of(tokens[i], {"required", "averages", "effective", "achieved"}) || (any_of(tokens[i], {"requires", "draws"}) && at - i < 4) ||
        (tokens[i].is("traffic") && word_within(sentence, sentence.clause[at], {"reduced", "amounts", "falls", "drops", "shrinks"})))
      return !word_within(sentence, sentence.clause[at], {"exceed", "exceeds", "limited", "most"});
  const std::size_t head = [&] {
    std::size_t i = at;
    while (i > 0 && sentence.clause[i - 1] == sentence.clause[at] && !tokens[i - 1].is(",")) --i;
    return i;
  }();
  if (any_of(tokens[head], {"when", "if"}))
    for (std::size_t i = head; i < at; ++i)
      if (any_of(tokens[i], {"halved", "doubled", "reduced", "increased", "raised", "cut", "lowered", "limited"})) return true;
  const bool other = std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(at) + 1, tokens.end(),
                                 [](const Token& one) { return one.unit == UnitKind::Bandwidth; });
  return other && at == 1 && tokens[0].is("at");
}

/// A frequency that is not the accelerator's: of memories, of a host, what is aimed at where another is reached.
bool another_clock(const Sentence& sentence, std::size_t at) {
  const auto& tokens = sentence.tokens;
  std::size_t frequencies = 0;
  for (const Token& one : tokens) frequencies += one.unit == UnitKind::Frequency ? 1 : 0;
  std::size_t i = at;
  while (i > 0 && at - i < 5 &&
         any_of(tokens[i - 1], {"at", "clocked", "run", "runs", "running", "are", "is", "operate", "operates", "to", "of", "the"}))
    --i;
  if (i > 0 && any_of(tokens[i - 1], {"interface", "host", "dram", "hbm", "bus", "cpu", "lpddr", "refresh", "srams"})) return true;
  if (i > 0 && tokens[i - 1].is("sram") && at - i > 1) return true;
  for (std::size_t j = at > 4 ? at - 4 : 0; j < at && frequencies > 1; ++j)
    if (any_of(tokens[j], {"targets", "target", "targeted", "targeting"}) ||
        (any_of(tokens[j], {"maximum", "maximal"}) && tokens[j + 1].is("frequency")))
      return true;
  return false;
}

/// The process that a name of a foundry's or of a free kit says: "ASAP7", "FreePDK45", "TSMC N7", "Intel 4"; in nm, 0 for none.
int process_at(const std::vector<Token>& tokens, std::size_t i) {
  const std::string& word = tokens[i].word;
  const auto number = [](std::string_view digits) {
    int value = 0;
    for (const char c : digits)
      if (c >= '0' && c <= '9') value = 10 * value + (c - '0');
    return value >= 2 && value <= 350 ? value : 0;
  };
  for (const std::string_view kit : {"asap", "freepdk", "nangate", "sky", "gf", "tsmc"})
    if (word.size() > kit.size() && word.starts_with(kit) && word.find_first_not_of("0123456789", kit.size()) == std::string::npos)
      return number(std::string_view(word).substr(kit.size()));
  const auto next = [&](std::initializer_list<std::string_view> words) { return i + 1 < tokens.size() && any_of(tokens[i + 1], words); };
  const auto foundry = [&](std::size_t at) { return any_of(tokens[at], {"tsmc", "samsung", "gf", "globalfoundries", "umc", "smic"}); };
  if (i > 0 && foundry(i - 1) && word.size() > 1 && word[0] == 'n' && std::isdigit(static_cast<unsigned char>(word[1])) != 0)
    return number(word.substr(1));
  if (tokens[i].is("intel") && i + 1 < tokens.size() && tokens[i + 1].kind == TokenKind::Number && !next({"cores"}))
    for (const int node : {3, 4, 7, 10, 14, 16, 22})
      if (tokens[i + 1].number == node && i > 0 && any_of(tokens[i - 1], {"in", "on", "for", "the"})) return node;
  return 0;
}

/// An area beside that of the whole chip: "0.21 mm2, i.e. 4.5 % of the 4.69 mm2 chip", "The PE array takes 1.9 mm2, the whole chip 3.5 mm2".
bool beside_the_whole(const Sentence& sentence, std::size_t at) {
  const auto& tokens = sentence.tokens;
  const auto of_whole = [&](std::size_t i) {
    if (i + 1 < tokens.size() && any_of(tokens[i + 1], {"chip", "die", "accelerator"})) return true;
    for (std::size_t j = i; j-- > (i > 5 ? i - 5 : 0) && tokens[j].unit != UnitKind::Area && !tokens[j].is(";");)
      if (any_of(tokens[j], {"chip", "die", "total"}) && !(j > 1 && tokens[j - 1].is("the") && any_of(tokens[j - 2], {"of"}) && tokens[i].is("of")))
        return true;
    return false;
  };
  if (of_whole(at) || (at > 1 && tokens[at - 1].is("(") && tokens[at - 2].unit == UnitKind::Area)) return false;
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (i != at && tokens[i].unit == UnitKind::Area && tokens[i].kind == TokenKind::Quantity && sentence.standing[i] == Standing::Own && of_whole(i))
      return true;
  return false;
}

/// "16 HBM channels, each providing 8 GB/s": how many; 0 where a bandwidth is not that of one channel, and -1 where it is and nothing says how many.
int of_each_channel(const Sentence& sentence, std::size_t at) {
  const auto& tokens = sentence.tokens;
  const auto word = [&](std::size_t i, std::string_view text) { return i < tokens.size() && tokens[i].is(text); };
  const auto channel = [&](std::size_t i) {
    return word(i, "channel") || word(i, "channels") || word(i, "stack") || word(i, "stacks") || word(i, "module") || word(i, "modules");
  };
  bool each = word(at + 1, "each") || ((word(at + 1, "per") || word(at + 1, "/")) && channel(at + 2));
  for (std::size_t i = at > 4 ? at - 4 : 0; i < at; ++i) each = (each && (i + 1 < at || !word(i, ","))) || word(i, "each");
  if (!each) return 0;
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (i != at && tokens[i].kind == TokenKind::Quantity && tokens[i].unit == UnitKind::Bandwidth) return -1;
  for (std::size_t i = 0; i < at; ++i)
    if (tokens[i].kind == TokenKind::Number && tokens[i].number >= 1 && tokens[i].number <= 64 &&
        (channel(i + 1) || channel(i + 2) || channel(i + 3)))
      return static_cast<int>(tokens[i].number) == 1 ? 0 : static_cast<int>(tokens[i].number);
  return -1;
}

}  // namespace

void read_quantities(const Sentence& sentence, Collector& collector) {
  const auto& tokens = sentence.tokens;
  read_batch(sentence, collector);
  for (std::size_t i = sentence.lead; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    const Standing standing = standing_of(sentence, {i});
    read_bits_in_words(sentence, i, standing, collector);
    if (token.kind == TokenKind::Word) {
      read_banks(sentence, i, standing, collector);
      if (const int node = process_at(tokens, i); node > 0)
        collector.add(sentence, "technology", fmt::format("{}nm", node), i, i + 1, "process", 2, standing);
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
      // "the array performs 8192 MACs per cycle"
      const bool at_once =
          at + 2 < tokens.size() && tokens[at + 1].is("per") && tokens[at + 2].is("cycle") &&
          word_within(sentence, sentence.clause[i],
                      {"array", "chip", "engine", "accelerator", "datapath", "performs", "peak", "provides", "utilization", "utilisation"}) &&
          !word_within(sentence, sentence.clause[i],
                       {"effective", "average", "sustains", "sustained", "each", "every", "pe", "element", "dense", "equivalent"});
      const bool each = at + 1 < tokens.size() && (tokens[at + 1].is("each") || (tokens[at + 1].is("per") && !whole && !at_once));
      // "16 tiles, each with 64 multipliers"
      bool of_core = false;  // "Each core holds 1024 MACs; four cores give …"
      for (std::size_t j = i; j-- > (i > 6 ? i - 6 : 0) && !of_core && !tokens[j].is(";");)
        of_core = any_of(tokens[j], {"core", "tile", "cluster"}) && j > 0 && any_of(tokens[j - 1], {"each", "every", "one", "per"});
      const bool of_each =
          of_core || (i > 1 && tokens[i - 2].is("each") && any_of(tokens[i - 1], {"with", "has", "have", "containing", "contains", "holding", "of"}));
      const bool with =
          i > 0 && (tokens[i - 1].is("to") || tokens[i - 1].is("with")) && word_within(sentence, sentence.clause[i], {"scaled", "implemented"});
      // "64x64 multipliers"
      const bool product = i > 1 && any_of(tokens[i - 1], {"x", "\xC3\x97", "by"}) && tokens[i - 2].kind == TokenKind::Number &&
                           tokens[i - 2].number >= 2 && !(i > 2 && any_of(tokens[i - 3], {"x", "\xC3\x97"}));
      const std::string many = product ? fmt::format("{:.0f}", token.number * tokens[i - 2].number) : token.value;
      if (macs && !each && !of_each && !with && !part) collector.add(sentence, "multipliers", many, i, at + 1, "multipliers", 2, standing);
    }
    if (token.kind != TokenKind::Quantity || was_before(sentence, i)) continue;
    switch (token.unit) {
      case UnitKind::Frequency:
        if (another_clock(sentence, i)) break;
        if (!word_within(sentence, sentence.clause[i], {"hbm", "bus", "refresh", "lpddr"}) && standing != Standing::Absent)
          collector.add(sentence, "clock", token.value, i, i + 1, "clock", ranged(sentence, i) ? 1 : sentence.row ? 3 : 2, standing);
        if (standing == Standing::Absent) collector.add(sentence, "clock", token.value, i, i + 1, "clock", 1, standing);
        break;
      case UnitKind::Time:
        if (token.number > 0 && token.number <= 100 &&
            (word_within(sentence, sentence.clause[i], {"period"}) ||
             (i > 1 && any_of(tokens[i - 1], {"lasts", "last"}) && word_within(sentence, sentence.clause[i], {"cycle"})) ||
             (i >= 3 && word_within(sentence, sentence.clause[i], {"time"}) && word_within(sentence, sentence.clause[i], {"cycle", "clock"}))))
          collector.add(sentence, "clock", fmt::format("{:.6g} MHz", 1000 / token.number), i, i + 1, "clock-period", 2, standing);
        break;
      case UnitKind::Node:
        collector.add(sentence, "technology", token.value, i, i + 1, "technology", sentence.row ? 3 : 2, standing);
        break;
      case UnitKind::Tops:
        // "1.9 TOPS at 95 % utilisation", "The throughput on VGG-16 is 1.2 TOPS"
        if (!word_within(sentence, -1, {"peak"}) &&
            ((i + 3 < tokens.size() && tokens[i + 1].is("at") && any_of(tokens[i + 3], {"utilisation", "utilization"})) ||
             (word_within(sentence, sentence.clause[i], {"throughput"}) &&
              std::any_of(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(i),
                          [](const Token& one) { return one.kind == TokenKind::Network; }))))
          break;
        // "Sustained throughput is 2.1 TOPS"
        if (i > 0 && word_within(sentence, sentence.clause[i], {"sustained", "sustains", "sustain"}) &&
            !(i + 1 < tokens.size() && tokens[i + 1].is("peak")))
          break;
        collector.add(sentence, "peak", token.value, i, i + 1, "peak", 2, standing);
        break;
      case UnitKind::Bandwidth: {
        if (not_of_dram(sentence, i)) break;
        if (const int channels = of_each_channel(sentence, i); channels > 1) {
          collector.add(sentence, "memory.dram.bandwidth",
                        fmt::format("{:.6g}{}", channels * token.number, token.value.substr(token.value.find(' '))), i, i + 1, "bandwidth", 2,
                        standing);
          break;
        } else if (channels < 0) {  // of one channel, where the total is printed as well, or nothing says how many there are
          break;
        }
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
        const bool part =
            word_within(sentence, sentence.clause[i],
                        {"selector",  "decoder", "decoders", "predictor", "unit",        "multiplexers", "ushers",   "overhead", "logic",
                         "precisely", "adds",    "add",      "added",     "additional",  "sram",         "buffer",   "buffers",  "wire",
                         "slot",      "phy",     "alone",    "detector",  "comparators", "arbiter",      "crossbar", "pe",       "element"}) &&
            !whole_chip(sentence, sentence.clause[i]);
        // "41 mm2 without PHY"
        const bool without = word_within(sentence, -1, {"without", "excluding", "excl", "except", "excluded", "plus", "including", "incl"});
        // "0.07 mm2 out of 2.9 mm2"
        const bool share = i + 2 < tokens.size() && (tokens[i + 1].is("out") || tokens[i + 1].is("of")) &&
                           std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                       tokens.begin() + static_cast<std::ptrdiff_t>(std::min(tokens.size(), i + 7)),
                                       [](const Token& one) { return one.unit == UnitKind::Area; });
        const bool whole = i > 1 && tokens[i - 1].is("of") && word_within(sentence, sentence.clause[i], {"out"});
        // "occupies 0.21 mm2, or 4.2 % of it", and not "1.8 mm2, of which the selector takes 4 %"
        const std::size_t next = i + 1 < tokens.size() && tokens[i + 1].is(",") ? i + 2 : i + 1;
        const bool part_in_percent =
            next + 2 < tokens.size() && any_of(tokens[next], {"or", "("}) && tokens[next + 1].unit == UnitKind::Percent && tokens[next + 2].is("of");
        const bool of_which = next + 1 < tokens.size() && tokens[next].is("of") && any_of(tokens[next + 1], {"which", "these", "this"}) &&
                              !word_within(sentence, sentence.clause[i], {"alone"});
        const bool in_all = i + 2 < tokens.size() && tokens[i + 1].is("in") && any_of(tokens[i + 2], {"all", "total"});
        if ((((!part || without) && !share) || whole || in_all || of_which) && !part_in_percent && !beside_the_whole(sentence, i))
          collector.add(sentence, "chip.area", token.value, i, i + 1, "area", sentence.row ? 3 : 2, standing);
        break;
      }
      default:
        break;
    }
  }
  read_relative_sizes(sentence, collector);
  remember_memories(sentence, collector);
}

}  // namespace skeptic::papers
