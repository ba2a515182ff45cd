// What costs no time: zeros, or positions that a pattern excludes, of which operand, in whatever words.
#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

#include "papers/collect.h"
#include "papers/pattern_match.h"

namespace skeptic::papers {
namespace {

/// "costs no slot", "no time is spent", "are passed over": that something is not computed.
const std::vector<PhrasePattern>& cues() {
  static const std::vector<PhrasePattern> all = [] {
    std::vector<PhrasePattern> patterns;
    for (const std::string_view text :
         {"take|takes|taking|took|cost|costs|costing|consume|consumes|occupy|occupies|spend|spends|need|needs|require|requires|claim|claims|use|uses "
          "no|zero|neither|not_a|nothing|not_one|no_extra a? time|cycle|cycles|slot|slots|step|steps|work|multiplier|multiplication|beat|beats|tick",
          "no|not_one time|cycle|cycles|multiplication|step|slot is|are|takes spent|place|wasted|needed|lost|used|taken",
          "not|never cost|take|consume|occupy|waste|spend|get a|any|one|even? cycle|cycles|time|slot|slots|step|beat|tick",
          "spends|spend|wastes|loses|waste no time|cycle|cycles|slot on|for|at",
          "is|are|be|get|gets then|all|simply|therefore|both|always|also|thus|would|does? skipped|passed_over|jumped_over|left_out|stepped_over|"
          "omitted|elided|bypassed",
          "is|are never|not issued|scheduled|multiplied|executed|computed|dispatched|fetched_or_multiplied",
          "steps_over|step_over|jumps_over|jump_over|passes_over|pass_over|skips_over|leaves_out|leave_out|skips|skip|skipping",
          "ever issued|scheduled|multiplied|dispatched"})
      patterns.emplace_back(text);
    return patterns;
  }();
  return all;
}

enum class What { None, Zeros, Excluded };

What what_at(const std::vector<Token>& tokens, std::size_t i) {
  if (any_of(tokens[i], {"zero", "zeros", "zeroes"}) || (tokens[i].value == "0" && tokens[i].word == "zero")) return What::Zeros;
  if (any_of(tokens[i], {"excluded", "excludes", "exclude", "pruned", "dropped", "removed", "discarded", "outside", "masked", "lost", "others",
                         "dismissed", "rejected", "unselected", "unkept"}))
    return What::Excluded;
  return What::None;
}

/// Whose zeros these are, by the words at them: "zero activations", "zeros in the weights", "activation zeros"; none where they stand alone.
Operand operand_of_zeros(const Sentence& sentence, std::size_t at) {
  const auto& tokens = sentence.tokens;
  const auto operand = [&](std::size_t i) { return i < tokens.size() ? mention(sentence, i) : Operand::None; };
  if (const Operand behind = operand(at + 1); behind == Operand::Weights || behind == Operand::Activations) return behind;
  if (at + 2 < tokens.size() && tokens[at + 1].is("valued")) return operand(at + 2);
  if (at + 2 < tokens.size() && any_of(tokens[at + 1], {"of", "in", "among"})) {
    const std::size_t noun = at + (any_of(tokens[at + 2], {"the", "its", "their"}) ? 3 : 2);
    // "zeros in weights and activations" are of both
    const bool more = noun + 2 < tokens.size() && any_of(tokens[noun + 1], {"and", "or"}) && operand(noun + 2) != Operand::None;
    return more ? Operand::None : operand(noun);
  }
  return at > 0 && mention(sentence, at - 1) != Operand::None ? mention(sentence, at - 1) : Operand::None;
}

/// "Neither a zero weight nor a zero activation": zeros of both operands, joined.
bool both_named(const Sentence& sentence, std::size_t at) {
  const auto& tokens = sentence.tokens;
  for (std::size_t i = at > 5 ? at - 5 : 0; i < std::min(tokens.size(), at + 6); ++i) {
    if (i == at || what_at(tokens, i) != What::Zeros) continue;
    const Operand one = operand_of_zeros(sentence, i);
    if (one == Operand::None || one == operand_of_zeros(sentence, at)) continue;
    bool joined = false;
    for (std::size_t j = std::min(i, at); j < std::max(i, at); ++j) {
      joined = joined || any_of(tokens[j], {"nor", "or", "and"});
      if (any_of(tokens[j], {"but", ";", "while", "whereas", "are", "is", "skips", "skip", "gates"})) return false;
    }
    if (joined) return true;
  }
  return false;
}

/// "skips zero activations but not zero weights", "Zero activations are skipped, but zero weights are not": the operand whose zeros are not.
void read_but_not(const Sentence& sentence, Collector& collector) {
  const auto& tokens = sentence.tokens;
  const bool skips = std::any_of(tokens.begin(), tokens.end(), [](const Token& one) {
    return any_of(one, {"skip", "skips", "skipped", "skipping", "exploits", "exploited"});
  });
  for (std::size_t i = 1; skips && i + 1 < tokens.size(); ++i) {
    if (what_at(tokens, i) != What::Zeros || sentence.standing[i] != Standing::Own) continue;
    const Operand operand = operand_of_zeros(sentence, i);
    if (operand == Operand::None) continue;
    const bool before = i > 1 && tokens[i - 1].is("not") && tokens[i - 2].is("but");
    bool behind = false;
    for (std::size_t j = i + 1; j + 2 < std::min(tokens.size(), i + 7) && tokens[j].kind != TokenKind::Mark; ++j)
      behind = behind || (any_of(tokens[j], {"are", "is"}) && tokens[j + 1].is("not") && tokens[j + 2].kind == TokenKind::Mark);
    if (before || behind)
      collector.add(sentence, operand == Operand::Weights ? "operands.weights.skip" : "operands.activations.skip", "none", i, i + 2, "but-not", 2);
  }
}

}  // namespace

void read_skipping(const Sentence& sentence, Collector& collector) {
  const auto& tokens = sentence.tokens;
  if (sentence.row) return;
  read_but_not(sentence, collector);
  for (const PhrasePattern& cue : cues())
    for (const Match& match : cue.find(sentence)) {
      if (sentence.standing[match.begin] != Standing::Own) continue;
      // "do not skip them"
      const int negation = sentence.negation[match.begin];
      const bool neither = std::any_of(tokens.begin(), tokens.end(), [](const Token& one) { return one.is("neither"); });
      if (negation >= 0 && match.begin - static_cast<std::size_t>(negation) < 5 && !neither) continue;
      const std::string& first = tokens[match.begin].word;
      if ((first == "is" || first == "are") && match.begin > 0 &&
          any_of(tokens[match.begin - 1], {"layers", "layer", "it", "frames", "this", "step"}))
        continue;
      // "No attempt is made to skip zeros."
      bool attempt = false;
      for (std::size_t i = 0; i < match.begin; ++i) attempt = attempt || any_of(tokens[i], {"attempt", "effort"});
      if (attempt) continue;
      // What it is, nearest before, else behind.
      What what = What::None;
      std::size_t at = tokens.size();
      // "skips zero activations": what stands right behind a verb that acts
      const bool acts = first.starts_with("skip") && first != "skipped";
      for (std::size_t i = match.end; i < std::min(tokens.size(), match.end + 3) && what == What::None && acts; ++i)
        if ((what = what_at(tokens, i)) != What::None) at = i;
      for (std::size_t i = match.begin; i-- > (match.begin > 16 ? match.begin - 16 : 0) && what == What::None;) {
        if (tokens[i].is(";")) break;
        if ((what = what_at(tokens, i)) != What::None) at = i;
      }
      for (std::size_t i = match.end; i < std::min(tokens.size(), match.end + 8) && what == What::None; ++i) {
        if (any_of(tokens[i], {";", ".", ","})) break;
        if ((what = what_at(tokens, i)) != What::None) at = i;
      }
      if (what == What::None) continue;
      // "layers that were pruned away are skipped" speaks of layers
      if (at + 1 < tokens.size() && any_of(tokens[at + 1], {"layers", "layer", "points", "blocks", "percent", "cycles", "rows"})) continue;
      Operand operand = Operand::None;
      bool weights = false, activations = false, both = false;
      for (std::size_t i = std::min(at, match.begin) > 10 ? std::min(at, match.begin) - 10 : 0;
           i < std::min(tokens.size(), std::max(at, match.end) + 6); ++i) {
        if (i > match.end && any_of(tokens[i], {";", "."})) break;
        if (i < match.begin && tokens[i].is(";")) weights = activations = both = false;
        weights = weights || mention(sentence, i) == Operand::Weights;
        activations = activations || mention(sentence, i) == Operand::Activations;
        both = both || (any_of(tokens[i], {"either", "both", "whichever"}) && i + 1 < tokens.size() &&
                        any_of(tokens[i + 1], {"side", "sides", "operand", "operands", "kind", "kinds", "tensor", "tensors", "operand's", "of"}));
      }
      if (both || (weights && activations && what == What::Zeros))
        operand = Operand::Both;
      else if (weights != activations)
        operand = weights ? Operand::Weights : Operand::Activations;
      else if (!weights)
        operand = collector.context;
      if (operand == Operand::None) continue;
      if (what == What::Zeros && !both)
        if (const Operand named = operand_of_zeros(sentence, at); named != Operand::None) operand = both_named(sentence, at) ? Operand::Both : named;
      // "neither skips nor gates zeros"
      const bool neither_skips = match.begin > 0 && any_of(tokens[match.begin - 1], {"neither", "nor"}) && first.starts_with("skip");
      const std::string value = neither_skips ? "none" : what == What::Zeros ? "zeros" : "pattern";
      if (operand != Operand::Activations)
        collector.add(sentence, "operands.weights.skip", value, std::min(at, match.begin), match.end, "costs-no-time", 1);
      if (operand != Operand::Weights)
        collector.add(sentence, "operands.activations.skip", value, std::min(at, match.begin), match.end, "costs-no-time", 1);
    }
}

}  // namespace skeptic::papers
