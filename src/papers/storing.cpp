// How values are stored and fetched, from what a sentence counts: a bit for each position, zeros before a value, a place in its group.
#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

#include "papers/collect.h"
#include "papers/pattern_match.h"

namespace skeptic::papers {
namespace {

struct Cue {
  std::string_view pattern, key, value;
};
constexpr Cue kCues[] = {
    {"run_length|run_lengths|runs_of|zero_count|count_of_zeros|count_of_the_zeros|number_of_zeros|number_of_the_zeros|preceding_zeros", "encoding",
     "run-length"},
    {"csr|compressed_sparse_rows|compressed_rows", "encoding", "csr"},
    {"column_index ... length of|for each|every row", "encoding", "csr"},
    {"one|a|1|single bit for|per each|every|a? position|entry|element|value|channel|place", "encoding", "bitmask"},
    {"position|entry|element|place|value has|have|gets|is_given|owns|carries one|a|its_own bit in|of", "encoding", "bitmask"},
    {"string|vector|row|map|mask of <int>? bits", "encoding", "bitmask"},
    {"mask of <bits>", "encoding", "bitmask"},
    {"position|place|offset|offsets|index|indices|slot within|in|inside the|its|their|a|each group|block|window|four|quad|eight", "encoding",
     "offset"},
    {"<bits> offset|offsets|position|positions|index|indices each|per|for|apiece", "encoding", "offset"},
    {"among|of all|the possible choices|combinations|selections|subsets", "encoding", "combinatorial"},
    {"whole|entire|complete|full|all_the window|windows|block|blocks|group|groups .. fetched|read|loaded|taken|delivered", "read", "window"},
    {"fetched|read|loaded|delivered|fetch|reads .. as|in? a? whole|entire|complete window|windows|block|blocks|group|groups|at|,|.", "read",
     "window"},
    {"fetched|read|loaded|expanded|delivered .. a|one whole|entire? window|group|block at_a_time", "read", "window"},
    {"fetched|read|loaded|delivered whole", "read", "window"},
    {"only|just those|the|such activations|values|words|operands|entries|positions|inputs that|which|whose|with .. fetched|read|loaded|requested",
     "read", "gather"},
};

/// The operand that a cue speaks of: both where the sentence says so, the one that is named, or that of the sentence before.
Operand operand_here(const Sentence& sentence, const Match& match, const Collector& collector) {
  const auto& tokens = sentence.tokens;
  std::size_t from = match.begin;
  while (from > 0 && !any_of(tokens[from - 1], {";", "."})) --from;
  bool weights = false, activations = false;
  for (std::size_t i = from; i < std::min(tokens.size(), match.end + 6); ++i) {
    if (i > match.end && any_of(tokens[i], {";", "."})) break;
    if (any_of(tokens[i], {"both", "either"}) && i + 1 < tokens.size() &&
        any_of(tokens[i + 1], {"operands", "sides", "side", "tensors", "kinds", "kind", "are", "of", "operand", "use"}))
      return Operand::Both;
    weights = weights || mention(sentence, i) == Operand::Weights;
    activations = activations || mention(sentence, i) == Operand::Activations;
  }
  if (weights != activations) return weights ? Operand::Weights : Operand::Activations;
  return weights ? Operand::None : collector.context;
}

}  // namespace

void read_storing(const Sentence& sentence, Collector& collector) {
  static const std::vector<PhrasePattern> patterns = [] {
    std::vector<PhrasePattern> all;
    for (const Cue& cue : kCues) all.emplace_back(cue.pattern);
    return all;
  }();
  if (sentence.row || sentence.kind == PassageKind::Caption) return;
  const auto& tokens = sentence.tokens;
  for (std::size_t p = 0; p < patterns.size(); ++p)
    for (const Match& match : patterns[p].find(sentence)) {
      if (standing_of(sentence, match.literal) != Standing::Own || sentence.negation[match.begin] >= 0) continue;
      const Cue& cue = kCues[p];
      Operand operand = operand_here(sentence, match, collector);
      std::string value(cue.value);
      if (value == "gather") operand = Operand::Activations;
      if (value == "run-length") {
        // Its bits: the nearest small number of bits.
        std::size_t best = tokens.size(), far = 12;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
          const std::size_t gap = i < match.begin ? match.begin - i : i >= match.end ? i - match.end : 0;
          if (tokens[i].unit == UnitKind::Bits && tokens[i].number <= 8 && gap < far) best = i, far = gap;
        }
        if (best == tokens.size()) continue;
        value += " " + tokens[best].value;
      }
      if (value == "offset" && std::none_of(tokens.begin(), tokens.end(), [](const Token& one) {
            return any_of(one, {"stored", "store", "stores", "carry", "carries", "carried", "accompanied", "kept", "held", "bits", "bit", "encoded",
                                "offset", "offsets", "recorded", "written", "tagged"}) ||
                   one.unit == UnitKind::Bits;
          }))
        continue;
      if (operand == Operand::None) continue;
      for (const bool weights : {true, false})
        if (operand == Operand::Both || operand == (weights ? Operand::Weights : Operand::Activations))
          collector.add(sentence, std::string(weights ? "operands.weights." : "operands.activations.") + std::string(cue.key), value, match.begin,
                        match.end, "how-stored", 1);
    }
}

}  // namespace skeptic::papers
