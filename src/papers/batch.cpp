// How many inputs are processed together: "batch size 8", "one image at a time", "inputs are fed singly".
#include <algorithm>
#include <array>
#include <string_view>

#include "papers/collect.h"
#include "papers/pattern_match.h"

namespace skeptic::papers {
namespace {

struct BatchPhrase {
  std::string_view pattern;
  std::string_view value;  ///< empty: what the pattern captures
  int weight;
};
constexpr std::array kPhrases{
    BatchPhrase{"batch|batches|batched|minibatch|minibatches size|sizes? of|is|=|:|was|a|always|in|at|by|throughout|set|fixed|equal|kept? "
                "set|fixed|always|kept|equal|one_of? of|is|to|was|always|in|at? {int}",
                "", 2},
    BatchPhrase{"bs|batchsize = {int}", "", 2},
    BatchPhrase{"{int} images|inputs|image|sequences|samples|frames|sentences|pictures|clips|utterances|requests|prompts "
                "per|in_a|in_each|in_one|to_a|a|form_a|at_a|at_the batch|time|run|pass|same_time|inference",
                "", 2},
    BatchPhrase{"{int} conversations|users|streams|dialogues|prompts|texts .. together|at_once|side_by_side", "", 1},
    BatchPhrase{"{int} images|inputs|sequences|samples|frames|sentences|requests .. together|at_once|concurrently|simultaneously", "", 1},
    BatchPhrase{"run|runs|measurement|experiment|simulation|pass used|uses|processes|takes|consists_of|covers|had|has {int} "
                "images|inputs|sequences|samples|frames",
                "", 2},
    BatchPhrase{"one|1|single image|picture|frame|sample|sequence|token|input|clip|utterance|sentence|photo|query "
                "at_a_time|after_another|after_the_other|per_run|per_pass|by_itself",
                "1", 2},
    BatchPhrase{"one|1|single image|picture|frame|sample|sequence|input|text|sentence is|are processed|handled|run|taken at a time|once", "1", 2},
    BatchPhrase{"one|1|single text|prompt|conversation|dialogue at_a_time", "1", 2},
    BatchPhrase{"one_at_a_time|one_by_one|processed_singly|fed_singly|run_singly|taken_singly|measured_singly|executed_singly|evaluated_singly", "1",
                2},
    BatchPhrase{"images|inputs|image|samples|frames|pictures|sequences|input ... singly|individually", "1", 2},
    BatchPhrase{"on|for|of|with|a|process|processes|individual|is single|individual image|images|inputs|input|frames|samples|frame|sample", "1", 1},
    BatchPhrase{"single image|input|frame|sample|sequence|stream inference|latency|execution|mode|runs|evaluation", "1", 2},
    BatchPhrase{"without|no batching|batch", "1", 2},
    BatchPhrase{"unbatched", "1", 2},
    BatchPhrase{"a? single|1 one? per batch", "1", 2},
    BatchPhrase{"never|not batch|batches|batched", "1", 1},
    BatchPhrase{"{int} in_a|per batch", "", 2},
    BatchPhrase{"batch|batches|mini_batch|minibatch|mini_batches is|of|was|: a? {int} & ~ training|train|trained|second|steps", "", 1},
};

/// "At a batch of one the machine is bound by DRAM", "when the batch is reduced to one": a condition of one result, and not how it is run.
bool conditional(const Sentence& sentence, std::size_t at) {
  if (sentence.row || sentence.kind == PassageKind::Caption || sentence.kind == PassageKind::Footnote) return sentence.kind == PassageKind::Footnote;
  for (std::size_t i = at; i-- > (at > 5 ? at - 5 : 0);)
    if (sentence.tokens[i].is("when") || sentence.tokens[i].is("if")) return true;
  bool change = false;
  for (const Token& token : sentence.tokens)
    for (const std::string_view word : {"advantage", "gain",     "gains", "shrinks", "falls", "drops", "only",  "bound",   "instead", "reduced",
                                        "larger",    "vanishes", "gone",  "lose",    "loses", "grows", "rises", "limited", "still",   "even"})
      change = change || token.is(word);
  return change && at <= 2;
}

/// "Weight decay 3e-5, minibatches of 1024", "fine-tuned with a batch size of 128": of training; its clause says so, or all of the sentence.
bool of_training(const Sentence& sentence, std::size_t at) {
  constexpr std::array<std::string_view, 8> kTraining{"decay", "epochs", "optimiser", "optimizer", "sgd", "adam", "adamw", "momentum"};
  constexpr std::array<std::string_view, 9> kTrains{"trained",    "training",    "train",      "fine_tuned", "finetuned",
                                                    "finetuning", "fine_tuning", "retraining", "retrained"};
  const auto& tokens = sentence.tokens;
  if (std::any_of(tokens.begin(), tokens.end(), [&](const Token& one) { return one_of(one, kTraining); })) return true;
  for (std::size_t i = 0; i < at; ++i)
    if (sentence.clause[i] == sentence.clause[at] &&
        (one_of(tokens[i], kTrains) || (tokens[i].is("fine") && any_of(tokens[i + 1], {"tuned", "tuning"}))))
      return std::none_of(tokens.begin() + static_cast<std::ptrdiff_t>(i), tokens.begin() + static_cast<std::ptrdiff_t>(at), [](const Token& one) {
        return any_of(one, {"inference", "run", "runs", "evaluated", "measured"});
      });
  return false;
}

}  // namespace

void read_batch(const Sentence& sentence, Collector& collector) {
  static const std::vector<PhrasePattern> patterns = [] {
    std::vector<PhrasePattern> all;
    for (const BatchPhrase& one : kPhrases) all.emplace_back(one.pattern);
    return all;
  }();
  for (std::size_t p = 0; p < patterns.size(); ++p)
    for (const Match& match : patterns[p].find(sentence)) {
      if (of_training(sentence, match.begin)) continue;
      std::vector<std::size_t> decisive = match.literal;
      decisive.insert(decisive.end(), match.captured.begin(), match.captured.end());
      const std::string value = match.captured.empty() ? std::string(kPhrases[p].value) : sentence.tokens[match.captured[0]].value;
      if (value == "0" || sentence.tokens[match.begin].hyphened) continue;
      const int weight = conditional(sentence, match.begin) ? 0 : kPhrases[p].weight;
      collector.add(sentence, "batch", value, match.begin, match.end, value == "1" ? "one-at-a-time" : "batch", weight,
                    standing_of(sentence, decisive));
      // "batch sizes of 1, 4 and 16"
      for (std::size_t i = match.end; !match.captured.empty() && match.captured[0] + 1 == match.end;) {
        const std::size_t joint = i;
        while (i < sentence.tokens.size() && any_of(sentence.tokens[i], {",", "and"})) ++i;
        if (i == joint || i == sentence.tokens.size() || sentence.tokens[i].kind != TokenKind::Number ||
            sentence.tokens[i].value.find('.') != std::string::npos)
          break;
        collector.add(sentence, "batch", sentence.tokens[i].value, match.begin, i + 1, "batch", weight, standing_of(sentence, decisive));
        ++i;
      }
    }
}

}  // namespace skeptic::papers
