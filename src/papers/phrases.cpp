// The tables of phrases over a sentence, and names: prior work, networks, data sets.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "papers/collect.h"
#include "papers/memories.h"
#include "papers/pattern_match.h"
#include "papers/rule.h"

namespace skeptic::papers {
namespace {

struct Compiled {
  const PhraseRule* rule;
  PhrasePattern pattern;
  std::vector<std::string> keys;
};

const std::vector<Compiled>& compiled() {
  static const std::vector<Compiled> all = [] {
    std::vector<Compiled> rules;
    for (const auto& table : rule_tables())
      for (const PhraseRule& rule : table) {
        std::vector<std::string> keys;
        for (std::size_t at = 0; at < rule.keys.size();) {
          const std::size_t end = std::min(rule.keys.find(' ', at), rule.keys.size());
          keys.emplace_back(rule.keys.substr(at, end - at));
          at = end + 1;
        }
        rules.push_back({&rule, PhrasePattern(rule.pattern), std::move(keys)});
      }
    return rules;
  }();
  return all;
}

constexpr std::array<std::string_view, 22> kUnits{"tile",  "tiles",  "block", "blocks", "token",  "tokens", "region",  "regions",
                                                  "group", "groups", "head",  "heads",  "row",    "rows",   "channel", "vector",
                                                  "pixel", "layer",  "patch", "strip",  "window", "frame"};

std::string singular(std::string word) {
  if (word.size() > 3 && word.back() == 's' && word != "pes") word.pop_back();
  if (word.size() > 4 && word.substr(word.size() - 3) == "che") word.pop_back();
  return word;
}

/// A word with capitals inside that stands in one list with designs that are known.
bool unknown_design(const Sentence& sentence, std::size_t at) {
  const auto& tokens = sentence.tokens;
  const std::string word = sentence.text.substr(tokens[at].begin, tokens[at].end - tokens[at].begin);
  const auto capitals = std::count_if(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  constexpr std::array<std::string_view, 72> kNoDesigns{
      "jetcas", "iccad",  "date", "isscc", "vlsi",   "neurips", "icml",   "cvpr", "iclr", "aaai", "tcad", "jssc",  "pldi", "eccv",   "iccv",
      "emnlp",  "dac",    "ieee", "acm",   "tinyml", "simd",    "simt",   "gemm", "spmm", "risc", "mcu",  "dsp",   "usb",  "ddr4",   "ddr5",
      "lpddr4", "lpddr5", "cnn",  "cnns",  "dnn",    "dnns",    "pe",     "pes",  "mac",  "macs", "dram", "sram",  "gpu",  "gpus",   "cpu",
      "cpus",   "hbm",    "hbm2", "fpga",  "fpgas",  "asic",    "nvidia", "relu", "gelu", "rtl",  "isca", "micro", "hpca", "asplos", "tsmc",
      "csr",    "csc",    "int8", "fp16",  "fp32",   "npu",     "npus",   "mlp",  "llm",  "llms", "tpu",  "soc"};
  if (capitals < 2 || word.size() < 3 || std::find(kNoDesigns.begin(), kNoDesigns.end(), tokens[at].word) != kNoDesigns.end()) return false;
  const auto joint = [&](std::size_t i) { return i < tokens.size() && (tokens[i].is(",") || tokens[i].is("and") || tokens[i].is("or")); };
  const auto design = [&](std::size_t i) { return i < tokens.size() && tokens[i].kind == TokenKind::Design && tokens[i].library; };
  const bool before = at >= 2 && joint(at - 1) && (design(at - 2) || (joint(at - 2) && at >= 3 && design(at - 3)));
  const bool after = joint(at + 1) && (design(at + 2) || (joint(at + 2) && design(at + 3)));
  return before || after;
}

/// A rule for one operand, in words that name the other alone.
bool of_other_operand(const Compiled& one, const Sentence& sentence, const Match& match) {
  const std::string& key = one.keys[0];
  if (one.keys.size() > 1) return false;
  const bool weights = key.rfind("operands.weights.", 0) == 0, activations = key.rfind("operands.activations.", 0) == 0;
  if (!(weights || activations) || key.find(".decide.") != std::string::npos || one.rule->name == "index-picks" ||
      one.rule->name == "selects-by-position" || one.rule->name == "picked-by-index" || one.rule->value == "activations")
    return false;
  bool own = false, other = false;
  for (std::size_t i = match.begin; i < match.end; ++i) {
    const Operand operand = mention(sentence, i);
    own = own || operand == Operand::Both || operand == (weights ? Operand::Weights : Operand::Activations);
    other = other || operand == (weights ? Operand::Activations : Operand::Weights);
  }
  for (std::size_t i = match.end;
       !own && !other && i < std::min(sentence.tokens.size(), match.end + 4) && sentence.clause[i] == sentence.clause[match.end - 1]; ++i)
    other = mention(sentence, i) == (weights ? Operand::Activations : Operand::Weights);
  if (!own && !other) {
    // Named before, in the same clause: "Of activations, only the retained ones are multiplied."
    for (std::size_t i = match.begin; i-- > 0 && sentence.clause[i] == sentence.clause[match.begin];)
      if (const Operand operand = mention(sentence, i); operand != Operand::None)
        return operand == (weights ? Operand::Activations : Operand::Weights);
    // "Magnitude decides: of ten activations the five nearest to zero are cleared."
    for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
      const Operand operand = mention(sentence, i);
      own = own || operand == Operand::Both || operand == (weights ? Operand::Weights : Operand::Activations);
      other = other || operand == (weights ? Operand::Activations : Operand::Weights);
    }
  }
  return other && !own;
}

/// The memory whose read is so wide: none where the quantity is too large for one read.
std::string_view memory_of_a_read(const Sentence& sentence, const Match& match) {
  const Token& width = sentence.tokens[match.captured[0]];
  if (width.unit == UnitKind::Size && !(width.value.ends_with(" B") && width.number <= 8192)) return {};
  const Memory memory = memory_of(sentence, match.captured[0]);
  return memory == Memory::Weights || memory == Memory::Activations ? key_of(memory) : std::string_view();
}

/// Whether a sentence speaks of what goes on within a row or a column.
bool inside_a_line(const Sentence& sentence) {
  static const PhrasePattern inside("within|inside|along a|the|each|every? row|column|group|cluster|quad|one|it|itself");
  return !inside.find(sentence).empty();
}

/// "in the layer that produces them or right before the PEs?": asked, and both are readings.
void either_side(const Sentence& sentence, Collector& collector) {
  static const PhrasePattern producer("producer|producing|produces|previous_layer|preceding_layer|writes|writer"),
      consumer("consumer|consuming|consumes|next_one|next_layer|before_the_pes|before_the_array|reader|reads|following_layer"),
      open("should|could|either|whether|unclear|open|where|or"), alternative("or");
  const auto before = producer.find(sentence), after = consumer.find(sentence);
  if (before.empty() || after.empty() || open.find(sentence).empty() || alternative.find(sentence).empty()) return;
  if (sentence.text.back() != '?' && sentence.text.find("ould") == std::string::npos && sentence.text.find("unclear") == std::string::npos) return;
  collector.add(sentence, "operands.activations.decide.by", "producer", before[0].begin, before[0].end, "either-side", 3);
  collector.add(sentence, "operands.activations.decide.by", "consumer", after[0].begin, after[0].end, "either-side", 3);
}

}  // namespace

std::string written(const Token& token) {
  if (token.unit == UnitKind::Time) return token.value;
  return token.value;
}

namespace {

/// All rules on one sentence; `across`: on two of them, only what stands together in both.
void read_rules(const Sentence& sentence, bool across, Collector& collector) {
  // Cycles of a switch are not the decision's, and a mask in DRAM before the choice is not the encoding.
  std::vector<std::size_t> switching, taken;
  std::vector<Match> stored;
  for (const Compiled& one : compiled()) {
    const bool switches = one.keys[0] == "operands.activations.decide.switch";
    if (switches && one.pattern.unordered()) continue;
    if (!switches && one.keys[0] != "operands.activations.decide.stored") continue;
    for (const Match& match : one.pattern.find(sentence)) {
      if (switches)
        switching.insert(switching.end(), match.captured.begin(), match.captured.end());
      else
        stored.push_back(match);
    }
  }
  static const PhrasePattern looks("borrow|borrows|look_ahead|lookahead|look_aside|looks_ahead|looking_ahead|predicts|predicted");
  const bool looking = !looks.find(sentence).empty();
  for (const Compiled& one : compiled()) {
    // Which memory, which unit and which design are meant is for a sentence to say.
    if (across && (!one.pattern.unordered() || one.keys[0].starts_with("memory.") || one.keys[0] == "granularity" || one.keys[0] == "extends"))
      continue;
    for (const Match& match : one.pattern.find(sentence)) {
      if (across && match.begin >= sentence.lead) continue;
      // What words in their order have taken is spoken for.
      if (one.pattern.unordered() && std::any_of(match.captured.begin(), match.captured.end(),
                                                 [&](std::size_t at) { return std::find(taken.begin(), taken.end(), at) != taken.end(); }))
        continue;
      if (!one.pattern.unordered()) taken.insert(taken.end(), match.captured.begin(), match.captured.end());
      if (one.keys[0] == "operands.activations.decide.latency" && !match.captured.empty() &&
          std::find(switching.begin(), switching.end(), match.captured[0]) != switching.end())
        continue;
      // "One block every two cycles" is a rate.
      if (one.keys[0] == "operands.activations.decide.latency" && !match.captured.empty() && match.captured[0] > 0 &&
          (sentence.tokens[match.captured[0] - 1].is("every") || sentence.tokens[match.captured[0] - 1].is("per") ||
           sentence.tokens[match.captured[0] - 1].is("each")))
        continue;
      if (one.keys[0] == "operands.?.encoding" || one.rule->name == "held-dense" || one.rule->name == "without-compression")
        if (std::any_of(stored.begin(), stored.end(), [&](const Match& other) { return match.begin < other.end + 3 && other.begin < match.end + 3; }))
          continue;
      if (of_other_operand(one, sentence, match)) continue;
      // "Weights are pruned to 2:8 and activation sparsity is unstructured": of what is named last before it
      if (one.rule->name == "unstructured-weights") {
        Operand last = Operand::None;
        for (std::size_t i = match.begin; i + 1 < match.end; ++i)
          if (const Operand here = mention(sentence, i); here != Operand::None) last = here;
        if (last == Operand::Activations) continue;
      }
      // "16 x 16 x 4": the first two are rows and columns
      if (one.keys[0] == "fabric.array.m" && !match.captured.empty() && match.captured[0] > 1 &&
          any_of(sentence.tokens[match.captured[0] - 1], {"x", "\xC3\x97"}) && sentence.tokens[match.captured[0] - 2].kind == TokenKind::Number)
        continue;
      // "Two multipliers per element: 384" counts them all
      if (one.rule->name == "label-lanes" && match.begin > 0 && sentence.tokens[match.begin - 1].kind == TokenKind::Number) continue;
      if (one.keys[0] == "fabric.arrays" && !match.captured.empty() && sentence.tokens[match.captured[0]].number > 256) continue;
      if (one.keys[0] == "fabric.window" && !match.captured.empty() && sentence.tokens[match.captured[0]].number < 1) continue;
      if (one.keys[0] == "fabric.sync.slack" && !match.captured.empty() && (looking || sentence.tokens[match.captured[0]].number < 1)) continue;
      // "fewer than 2 steps", "with queues of 8 steps instead of 32"
      if (one.keys[0] == "fabric.sync.slack" && !match.captured.empty()) {
        const std::size_t at = match.captured[0];
        if (at > 1 && sentence.tokens[at - 1].is("than") && (sentence.tokens[at - 2].is("fewer") || sentence.tokens[at - 2].is("less"))) continue;
        if (at + 2 < sentence.tokens.size() && (sentence.tokens[at + 1].is("instead") || sentence.tokens[at + 2].is("instead"))) continue;
      }
      std::vector<std::size_t> decisive = match.literal;
      decisive.insert(decisive.end(), match.captured.begin(), match.captured.end());
      const Standing standing = one.rule->keys == "extends" && !match.captured.empty() ? [&] {
        // The name itself is of another design; what counts is who extends it.
        // "SCNN, which we take as our point of departure"
        const Standing literal = standing_of(sentence, match.literal);
        const bool we = std::any_of(match.literal.begin(), match.literal.end(),
                                    [&](std::size_t at) { return sentence.tokens[at].is("we") || sentence.tokens[at].is("i"); });
        return literal == Standing::Other && we ? Standing::Own : literal;
      }() : standing_of(sentence, decisive);
      const std::string_view read = one.keys[0] == "memory.?.width" ? memory_of_a_read(sentence, match) : std::string_view();
      if (one.keys[0] == "memory.?.width" && read.empty()) continue;
      // "Within a column, however, the PEs remain in lockstep."
      if (one.keys[0] == "fabric.sync.domain" && one.rule->value == "array" && inside_a_line(sentence)) continue;
      const int weight = across ? 0 : one.pattern.unordered() ? 1 : 2;  // words that only stand together say less
      const auto value_of = [&](std::size_t i) -> std::string {
        return i < match.captured.size() ? sentence.tokens[match.captured[i]].kind == TokenKind::Word ? sentence.tokens[match.captured[i]].word
                                                                                                      : written(sentence.tokens[match.captured[i]])
                                         : std::string();
      };
      if (one.rule->value.empty()) {
        for (std::size_t i = 0; i < one.keys.size() && i < match.captured.size(); ++i) {
          std::string value = value_of(i);
          // "8 x 8 pixels": all of them.
          const std::size_t at = match.captured[i];
          if (one.keys[i] == "operands.activations.decide.unit.pixels" && at > 1 &&
              (sentence.tokens[at - 1].is("x") || sentence.tokens[at - 1].is("\xC3\x97") || sentence.tokens[at - 1].is("by")) &&
              sentence.tokens[at - 2].kind == TokenKind::Number)
            value = fmt::format("{:.0f}", sentence.tokens[at].number * sentence.tokens[at - 2].number);
          collector.add(sentence, one.keys[i], value, match.begin, match.end, one.rule->name, weight, standing);
        }
        continue;
      }
      std::string value(one.rule->value);
      if (value == "per {1}") {
        const std::string unit = match.captured.empty() ? std::string() : value_of(0);
        if (std::find(kUnits.begin(), kUnits.end(), unit) == kUnits.end()) continue;
        value = "per " + singular(unit);
      } else if (value == "{1}*{2}") {
        value = fmt::format("{:.0f}", sentence.tokens[match.captured[0]].number * sentence.tokens[match.captured[1]].number);
      } else if (value == "1/{1} units/cycle") {
        const double cycles = sentence.tokens[match.captured[0]].number;
        if (cycles <= 0) continue;
        value = fmt::format("{:.6g} units/cycle", 1 / cycles);
      } else if (value == "{energy: {1}}") {
        const Token& kept = sentence.tokens[match.captured[0]];
        double percent = kept.kind == TokenKind::Number ? kept.number * 100 : kept.number;
        // "At most 2% of it may be lost"
        const bool lost = std::any_of(sentence.tokens.begin(), sentence.tokens.end(),
                                      [](const Token& one) { return one.is("lost") || one.is("lose") || one.is("sacrificed"); });
        if (lost && percent < 50) percent = 100 - percent;
        if (percent <= 0 || percent > 100) continue;
        value = fmt::format("{{energy: {:.6g}}}", percent / 100);
      } else if (const std::size_t at = value.find("{1}"); at != std::string::npos) {
        if (match.captured.empty()) continue;
        if (one.rule->keys == "extends" && !sentence.tokens[match.captured[0]].library) continue;
        value.replace(at, 3, value_of(0));
      }
      for (std::string key : one.keys) {
        // "The two largest of each four are kept", among sentences on weights
        if (key == "operands.activations.from" && value == "values" && collector.context == Operand::Weights &&
            last_operand(sentence) == Operand::None)
          key = "operands.weights.from";
        if (!read.empty()) key = std::string(read) + ".width";
        collector.add(sentence, key, value, match.begin, match.end, one.rule->name, weight, standing);
      }
    }
  }
}

}  // namespace

void read_phrases(const Sentence& sentence, Collector& collector) {
  either_side(sentence, collector);
  read_units(sentence, collector);
  read_rules(sentence, false, collector);
}

void read_phrases_across(const Sentence& before, const Sentence& sentence, Collector& collector) {
  Sentence both = sentence;
  both.lead = before.tokens.size();
  both.text = before.text + " " + sentence.text;
  both.tokens = before.tokens;
  both.clause = before.clause, both.standing = before.standing, both.negation = before.negation;
  const std::size_t bytes = before.text.size() + 1;
  const int count = static_cast<int>(before.tokens.size()), clauses = before.clause.empty() ? 0 : before.clause.back() + 1;
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    both.tokens.push_back(sentence.tokens[i]);
    both.tokens.back().begin += bytes, both.tokens.back().end += bytes;
    both.clause.push_back(sentence.clause[i] + clauses);
    both.standing.push_back(sentence.standing[i]);
    both.negation.push_back(sentence.negation[i] < 0 ? -1 : sentence.negation[i] + count);
  }
  read_rules(both, true, collector);
}

namespace {

/// "We did not evaluate X", "We omit X", "Results on X are excluded", "X results are not yet available".
bool not_evaluated(const Sentence& sentence, std::size_t at) {
  const auto& tokens = sentence.tokens;
  for (std::size_t i = at; i-- > 0 && at - i < 5 && sentence.clause[i] == sentence.clause[at];) {
    if (any_of(tokens[i], {"omit", "omitted", "exclude", "excluding", "excluded", "skip"})) return true;
    if (any_of(tokens[i], {"evaluate", "evaluated", "consider", "test", "tested", "run", "study"}) && sentence.negation[i] >= 0) return true;
    if (tokens[i].kind == TokenKind::Quantity) break;
  }
  for (std::size_t i = at + 1; i + 1 < std::min(tokens.size(), at + 6) && sentence.clause[i] == sentence.clause[at]; ++i)
    if (any_of(tokens[i], {"is", "are", "was", "were"}) &&
        (any_of(tokens[i + 1], {"excluded", "omitted", "outdated"}) ||
         (tokens[i + 1].is("not") && i + 2 < tokens.size() && any_of(tokens[i + 2], {"evaluated", "considered", "included", "available", "yet"}))))
      return true;
  return false;
}

}  // namespace

void read_names(const Sentence& sentence, Collector& collector) {
  for (std::size_t i = sentence.lead; i < sentence.tokens.size(); ++i) {
    const Token& token = sentence.tokens[i];
    const bool family = token.kind == TokenKind::Design && !token.library && token.value.find_first_of("0123456789") != std::string::npos &&
                        name_at(token.value).length == 0;
    if (token.kind == TokenKind::Design && !token.earlier)
      collector.add(sentence, "prior-work", token.value, i, i + 1, "named-design", 2,
                    family && sentence.standing[i] == Standing::Absent ? Standing::Absent : Standing::Own);
    // A name in capitals beside designs that are known: "SparTen, SCNN and Xyzzy".
    if (token.kind == TokenKind::Word && token.capital && unknown_design(sentence, i))
      collector.add(sentence, "prior-work", sentence.text.substr(token.begin, token.end - token.begin), i, i + 1, "named-beside-designs", 2);
    // "NVIDIA's 2:4"
    if (token.is("nvidia"))
      for (std::size_t j = i + 1; j < std::min(sentence.tokens.size(), i + 2); ++j)
        if (sentence.tokens[j].kind == TokenKind::Ratio && sentence.tokens[j].value == "2:4")
          collector.add(sentence, "prior-work", "ampere-2to4", i, j + 1, "ratio-of-a-maker", 2);
    if (token.kind != TokenKind::Network && token.kind != TokenKind::Dataset) continue;
    // "BERT-like", "the size of ImageNet"
    Standing standing = sentence.standing[i];
    if (i + 1 < sentence.tokens.size() && (sentence.tokens[i + 1].is("like") || sentence.tokens[i + 1].is("style"))) standing = Standing::Absent;
    if (i > 0 && sentence.tokens[i - 1].is("their")) standing = Standing::Other;
    if (standing == Standing::Own && not_evaluated(sentence, i)) standing = Standing::Absent;
    collector.add(sentence, token.kind == TokenKind::Network ? "networks" : "datasets", token.value, i, i + 1,
                  token.kind == TokenKind::Network ? "named-network" : "named-data-set", 2, standing);
  }
}

}  // namespace skeptic::papers
