#include "papers/collect.h"

#include <algorithm>
#include <array>

namespace skeptic::papers {
namespace {

constexpr std::array<std::string_view, 9> kWeights{"weight", "weights", "filter", "filters", "kernel", "kernels", "coefficient", "coefficients", "w"};
constexpr std::array<std::string_view, 14> kActivations{"activation", "activations",   "feature", "featuremap", "fmap",   "ifmap",       "ifmaps",
                                                        "inputs",     "probabilities", "hidden",  "token",      "tokens", "probability", "frame"};
constexpr std::array<std::string_view, 7> kBoth{"both", "either", "operands", "operand", "everything", "sides", "throughout"};

}  // namespace

Operand mention(const Sentence& sentence, std::size_t at) {
  const Token& token = sentence.tokens[at];
  if (token.kind != TokenKind::Word) return Operand::None;
  if (one_of(token.word, kWeights)) return Operand::Weights;
  // "W is held in CSR, X is dense": matrices by a letter
  if (token.word == "x" && token.capital && (at == 0 || sentence.tokens[at - 1].kind != TokenKind::Number) &&
      !(at + 1 < sentence.tokens.size() && sentence.tokens[at + 1].kind == TokenKind::Number))
    return Operand::Activations;
  if (one_of(token.word, kActivations)) return Operand::Activations;
  if (one_of(token.word, kBoth)) {
    if (token.is("either") && at + 1 < sentence.tokens.size())
      for (const std::string_view other : {"pair", "pairs", "direction", "directions", "case", "way", "member", "end", "half"})
        if (sentence.tokens[at + 1].is(other)) return Operand::None;
    if (token.is("both") && at + 1 < sentence.tokens.size())
      for (const std::string_view other :
           {"values", "halves", "members", "entries", "masks", "ranks", "tiers", "blocks", "slices", "kinds", "cases", "networks"})
        if (sentence.tokens[at + 1].is(other)) return Operand::None;
    if (token.is("both") && at + 1 < sentence.tokens.size() &&
        (sentence.tokens[at + 1].is("buffers") || sentence.tokens[at + 1].is("levels") || sentence.tokens[at + 1].is("directions") ||
         sentence.tokens[at + 1].is("designs")))
      return Operand::None;
    return Operand::Both;
  }
  return Operand::None;
}

Operand operand_of(const Sentence& sentence, std::size_t begin, std::size_t end) {
  const std::size_t count = sentence.tokens.size();
  const auto joined = [&](std::size_t at, Operand found) {
    if (found == Operand::Both) return found;
    // "weights and activations", "weights, activations"
    for (std::size_t i = at > 3 ? at - 3 : 0; i < std::min(count, at + 4); ++i) {
      const Operand other = mention(sentence, i);
      if (other == Operand::None || other == found || other == Operand::Both) continue;
      const std::size_t low = std::min(i, at), high = std::max(i, at);
      bool between = high - low <= 3;
      bool conjunction = false;
      for (std::size_t j = low + 1; j < high; ++j) {
        conjunction = conjunction || sentence.tokens[j].is("and");
        between = between && (sentence.tokens[j].is("and") || sentence.tokens[j].is("the") || sentence.tokens[j].is("its"));
      }
      if (between && conjunction) return Operand::Both;
    }
    return found;
  };
  for (std::size_t i = end; i-- > begin;)
    if (const Operand found = mention(sentence, i); found != Operand::None) return joined(i, found);
  for (std::size_t i = begin; i-- > 0;)
    if (const Operand found = mention(sentence, i); found != Operand::None) return joined(i, found);
  for (std::size_t i = end; i < count && end > 0 && sentence.clause[i] == sentence.clause[end - 1]; ++i)
    if (sentence.tokens[i].is("like"))
      break;
    else if (const Operand found = mention(sentence, i); found != Operand::None)
      return joined(i, found);
  return Operand::None;
}

Operand last_operand(const Sentence& sentence) { return operand_of(sentence, sentence.tokens.size(), sentence.tokens.size()); }

namespace {

/// Writers, readers, maps and pixels are of activations, where a sentence names no operand.
Operand operand_of_place(const Sentence& sentence) {
  constexpr std::array<std::string_view, 14> kPlaces{"writer", "reader", "producer",  "consumer", "pixel", "pixels", "map",
                                                     "maps",   "relu",   "rectifier", "image",    "tile",  "tiles",  "token's"};
  for (const Token& token : sentence.tokens)
    if (token.kind == TokenKind::Word && one_of(token.word, kPlaces)) return Operand::Activations;
  return Operand::None;
}

}  // namespace

std::string quote_of(const Sentence& sentence, std::size_t begin, std::size_t end) {
  if (sentence.tokens.empty()) return {};
  if (sentence.row && sentence.text.size() < 160) {
    std::string row = sentence.text;
    if (const std::size_t colon = row.find(" : "); colon != std::string::npos) row.erase(colon, 2);
    return row;
  }
  begin = std::max(std::min(begin, sentence.tokens.size() - 1), sentence.lead);
  if (begin >= sentence.tokens.size()) begin = sentence.tokens.size() - 1;
  end = std::clamp(end, begin + 1, sentence.tokens.size());
  std::size_t from = begin, to = end;
  while (from > sentence.lead && begin - from < 7 && sentence.clause[from - 1] == sentence.clause[begin]) --from;
  while (to < sentence.tokens.size() && to - end < 5 && sentence.clause[to] == sentence.clause[end - 1]) ++to;
  while (from < begin && sentence.tokens[from].kind == TokenKind::Mark && !sentence.tokens[from].is("(")) ++from;
  while (to > end && (sentence.tokens[to - 1].is(",") || sentence.tokens[to - 1].is(";") || sentence.tokens[to - 1].is(":"))) --to;
  std::string quote = sentence.text.substr(sentence.tokens[from].begin, sentence.tokens[to - 1].end - sentence.tokens[from].begin);
  if (quote.size() > 160) {
    std::size_t cut = 157;
    while (cut > 0 && (static_cast<unsigned char>(quote[cut]) & 0xC0) == 0x80) --cut;
    quote = quote.substr(0, cut) + "...";
  }
  return quote;
}

bool word_within(const Sentence& sentence, int clause, std::initializer_list<std::string_view> words) {
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    if (clause >= 0 && sentence.clause[i] != clause) continue;
    if (any_of(sentence.tokens[i], words)) return true;
  }
  return false;
}

Standing standing_of(const Sentence& sentence, const std::vector<std::size_t>& tokens) {
  Standing standing = Standing::Own;
  // "neither loaded nor given a step": one negation in two words
  const bool nor = std::any_of(tokens.begin(), tokens.end(), [&](std::size_t i) { return sentence.tokens[i].is("nor"); });
  for (const std::size_t i : tokens) {
    if (sentence.standing[i] == Standing::Other) return Standing::Other;
    if (sentence.standing[i] == Standing::Absent) standing = Standing::Absent;
    const int negation = sentence.negation[i];
    if (negation >= 0 && !(nor && sentence.tokens[static_cast<std::size_t>(negation)].is("neither")) &&
        std::find(tokens.begin(), tokens.end(), static_cast<std::size_t>(negation)) == tokens.end())
      standing = Standing::Absent;
  }
  return standing;
}

void Collector::add(Stated stated, Standing standing) {
  (standing == Standing::Own ? collected_.own : collected_.others).push_back(std::move(stated));
}

void Collector::add(const Sentence& sentence, std::string_view key, std::string value, std::size_t begin, std::size_t end, std::string_view rule,
                    int weight, Standing standing) {
  std::string path(key);
  std::vector<std::string> operands{""};
  if (path.find(".?.") != std::string::npos || path.find(".*.") != std::string::npos) {
    Operand operand = Operand::Both;
    if (path.find(".?.") != std::string::npos) {
      operand = operand_of(sentence, begin, end);
      if (operand == Operand::None) operand = operand_of_place(sentence);
      if (operand == Operand::None) operand = context;
    }
    operands = operand == Operand::Weights       ? std::vector<std::string>{"weights"}
               : operand == Operand::Activations ? std::vector<std::string>{"activations"}
               : operand == Operand::Both        ? std::vector<std::string>{"weights", "activations"}
                                                 : std::vector<std::string>{"?"};
  }
  for (const std::string& operand : operands) {
    Stated stated;
    stated.key = path;
    if (!operand.empty()) {
      const std::size_t at = std::min(path.find(".?."), path.find(".*."));
      stated.key = path.substr(0, at) + "." + operand + path.substr(at + 2);
    }
    stated.value = value;
    stated.page = sentence.page;
    stated.line = sentence.line;
    stated.sentence = sentence.number;
    stated.quote = quote_of(sentence, begin, end);
    stated.rule = rule;
    stated.weight = weight;
    stated.planned = standing == Standing::Absent && !sentence.past && begin < sentence.tokens.size() &&
                     sentence.standing[begin] == Standing::Absent && sentence.negation[begin] < 0 &&
                     section_kind(sentence.section) == SectionKind::Own && !sentence.text.ends_with('?') &&
                     !any_of(sentence.tokens[0], {"doubling", "halving", "enlarging", "shrinking", "reducing", "increasing"});
    add(std::move(stated), standing);
  }
}

}  // namespace skeptic::papers
