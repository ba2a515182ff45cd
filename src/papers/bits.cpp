// How many bits a value has: beside a quantity in bits, said once for both operands, in one word (W4A8), as bytes and nibbles.
#include <algorithm>
#include <array>

#include "papers/collect.h"
#include "papers/memories.h"

namespace skeptic::papers {
namespace {

/// Bits of an index, a mask or a count of zeros, told by what they say: "three bits that say where it used to sit".
bool counts_positions(const Sentence& sentence, std::size_t i) {
  const auto& tokens = sentence.tokens;
  constexpr std::array<std::string_view, 26> kOfPlaces{"where",    "place",   "places",      "position", "positions",    "zeros",   "choose",
                                                       "possible", "legal",   "combination", "sit",      "admissible",   "ordinal", "which",
                                                       "pairs",    "suffice", "names",       "name",     "pointer",      "count",   "run",
                                                       "runs",     "skip",    "ways",        "shapes",   "combinatorial"};
  for (std::size_t j = i + 1; j < std::min(tokens.size(), i + 3); ++j)
    if (const Operand operand = mention(sentence, j); operand == Operand::Weights || operand == Operand::Activations) return false;
  if (sentence.row) return false;
  for (std::size_t j = i > 8 ? i - 8 : 0; j < std::min(tokens.size(), i + 9); ++j) {
    if (j > i && (tokens[j].is(";") || tokens[j].is(".") || tokens[j].unit == UnitKind::Bits)) return false;
    if (tokens[j].is(";") || tokens[j].is(".")) continue;
    if (one_of(tokens[j], kOfPlaces) && sentence.clause[j] == sentence.clause[i]) return true;
    if (j > i && one_of(tokens[j], kOfPlaces) && j <= i + 3) return true;
  }
  return false;
}

/// "A weight is a nibble", "a byte for each activation".
void read_bytes(const Sentence& sentence, std::size_t i, Standing standing, Collector& collector) {
  const auto& tokens = sentence.tokens;
  const bool nibble = tokens[i].is("nibble") || tokens[i].is("nibbles");
  const bool byte = (tokens[i].kind == TokenKind::Quantity && tokens[i].unit == UnitKind::Size && tokens[i].value == "1 B") ||
                    ((tokens[i].is("byte") || tokens[i].is("bytes")) && i > 0 && any_of(tokens[i - 1], {"a", "single"}));
  if (!(nibble || byte)) return;
  const auto behind = [&](std::size_t j) {
    return j < tokens.size() && (tokens[j].is("flags") || tokens[j].is("of") || tokens[j].is("per") || tokens[j].is("buffer"));
  };
  if (behind(i + 1)) return;
  Operand operand = Operand::None;
  bool linked = false;
  for (std::size_t j = i; j-- > (i > 7 ? i - 7 : 0) && operand == Operand::None && sentence.clause[j] == sentence.clause[i];) {
    linked = linked || tokens[j].is("is") || tokens[j].is("are") || tokens[j].is("each") || tokens[j].is("of") || tokens[j].is("being") ||
             tokens[j].is("as") || tokens[j].is("takes") || tokens[j].is("take") || tokens[j].is(":");
    if (tokens[j].is("share") || tokens[j].is("mask") || tokens[j].is("group")) return;
    operand = mention(sentence, j);
  }
  for (std::size_t j = i + 1; operand == Operand::None && j < std::min(tokens.size(), i + 5); ++j) {
    linked = linked || tokens[j].is("for") || tokens[j].is("being");
    operand = mention(sentence, j);
  }
  if (!linked || (operand != Operand::Weights && operand != Operand::Activations)) return;
  collector.add(sentence, operand == Operand::Weights ? "operands.weights.bits" : "operands.activations.bits", nibble ? "4" : "8", i, i + 1,
                "bytes-and-nibbles", 1, standing);
}

}  // namespace

void read_bits(const Sentence& sentence, std::size_t i, Standing standing, Collector& collector) {
  const auto& tokens = sentence.tokens;
  const Token& token = tokens[i];
  if (token.number < 1 || token.number > 32) return;
  // "INT4/INT8": which is whose is not said
  const auto bits_at = [&](std::size_t j) { return j < tokens.size() && tokens[j].kind == TokenKind::Quantity && tokens[j].unit == UnitKind::Bits; };
  if ((i + 2 < tokens.size() && tokens[i + 1].is("/") && bits_at(i + 2) && tokens[i + 2].value != token.value) ||
      (i > 1 && tokens[i - 1].is("/") && bits_at(i - 2) && tokens[i - 2].value != token.value))
    return;
  constexpr std::array<std::string_view, 66> kNotValues{
      "window",   "windows",   "indexes",     "ordinal",      "block",       "encoder",      "priority", "adder",    "adders",
      "port",     "ports",     "bus",         "find",         "rotator",     "shifter",      "serial",   "parallel", "field",
      "fields",   "rank",      "bus",         "vector",       "pointer",     "pointers",

      "offset",   "offsets",   "index",       "indices",      "mask",        "masks",        "bitmask",  "bitmap",   "header",
      "position", "positions", "accumulator", "accumulators", "accumulated", "accumulation", "partial",  "counter",  "counters",
      "verdict",  "code",      "run",         "coordinate",   "coordinates", "map",          "maps",     "flags",    "sums",
      "product",  "entry",     "entries",     "metadata",     "per",         "bit",          "tag",      "lane",     "long",
      "register", "flag",      "output",      "mode",         "selector",    "result"};
  for (std::size_t j = i + 1; j < std::min(tokens.size(), i + 4); ++j) {
    if (tokens[j].kind == TokenKind::Mark) break;
    if (one_of(tokens[j], kNotValues) && !tokens[j].is("per")) return;
    if (tokens[j].is("per") && j == i + 1 && !(j + 1 < tokens.size() && any_of(tokens[j + 1], {"channel", "tensor", "layer", "token"}))) return;
  }
  for (std::size_t j = i > 5 ? i - 5 : 0; j < i; ++j) {
    if (sentence.clause[j] != sentence.clause[i]) continue;
    if (tokens[j].is("accumulated") || tokens[j].is("accumulators") || tokens[j].is("accumulator") || tokens[j].is("sums") || tokens[j].is("index") ||
        tokens[j].is("offset") || tokens[j].is("indices") || tokens[j].is("mask") || tokens[j].is("bitmask") || tokens[j].is("position") ||
        tokens[j].is("offsets") || tokens[j].is("scales") || tokens[j].is("scale") || tokens[j].is("positions") || tokens[j].is("entries") ||
        tokens[j].is("length") || tokens[j].is("lengths") || tokens[j].is("overhead") ||
        any_of(tokens[j], {"gradients", "coordinates", "code", "expanded"}))
      return;
    if (tokens[j].is("vector") && j + 1 < i && tokens[j + 1].is("unit")) return;
  }
  if (counts_positions(sentence, i)) return;
  // "a 6-bit number per group", "a number of five bits", "5 bits that count the zeros", "four bits, one a run"
  if (i > 1 && tokens[i - 1].is("of") && any_of(tokens[i - 2], {"number", "tag", "count"})) return;
  if (i + 2 < tokens.size() && tokens[i + 1].is("number") && any_of(tokens[i + 2], {"per", "that", "which", "for", "says"})) return;
  if (i + 2 < tokens.size() && any_of(tokens[i + 1], {"that", "which"}) && any_of(tokens[i + 2], {"count", "counts", "tell", "tells", "say", "says"}))
    return;
  if (i + 3 < tokens.size() && tokens[i + 1].is(",") && (tokens[i + 2].is("one") || tokens[i + 2].value == "1") &&
      any_of(tokens[i + 3], {"a", "per", "for"}))
    return;
  // "Weights and activations are of 4 and 8 bits, respectively"
  if (i > 1 && tokens[i - 1].is("and") && tokens[i - 2].kind == TokenKind::Number && tokens[i - 2].number <= 32 &&
      std::any_of(tokens.begin(), tokens.end(), [](const Token& one) { return one.is("respectively"); })) {
    Operand first = Operand::None;
    for (std::size_t j = 0; j < i && first == Operand::None; ++j) first = mention(sentence, j);
    if (first == Operand::Weights || first == Operand::Activations) {
      const bool weights = first == Operand::Weights;
      collector.add(sentence, weights ? "operands.weights.bits" : "operands.activations.bits", tokens[i - 2].value, i - 2, i + 1, "bits-of-values", 2,
                    standing);
      collector.add(sentence, weights ? "operands.activations.bits" : "operands.weights.bits", token.value, i - 2, i + 1, "bits-of-values", 2,
                    standing);
      return;
    }
  }
  // "products are summed in FP32"
  for (std::size_t j = i > 4 ? i - 4 : 0; j < i; ++j)
    if (tokens[j].is("summed") || tokens[j].is("products") || tokens[j].is("added") || tokens[j].is("sum")) return;
  // Behind the quantity: "8-bit weights", "16 bits for weights", "sixteen-bit integers on the weight side".
  Operand operand = Operand::None;
  for (std::size_t j = i + 1; j < std::min(tokens.size(), i + 7); ++j) {
    if (tokens[j].kind == TokenKind::Mark || tokens[j].is("and") || tokens[j].kind == TokenKind::Quantity || sentence.clause[j] != sentence.clause[i])
      break;
    operand = mention(sentence, j);
    if (operand == Operand::Both && tokens[j].is("operand") && j > i + 1 && tokens[j - 1].is("per"))
      operand = Operand::None;  // "12 bits per operand"
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
  if (operand == Operand::None && collector.context != Operand::None &&
      ((sentence.kind == PassageKind::Item && (tokens.size() <= 6 || i < 2)) || (tokens.size() <= 3 && i == 0) || tokens[0].is("they") ||
       tokens[0].is("these")))
    operand = collector.context;
  // "8 bits, like the activations"
  if (operand == Operand::Weights || operand == Operand::Activations)
    for (std::size_t j = i + 1; j + 2 < std::min(tokens.size(), i + 7); ++j)
      if (tokens[j].is("like") && tokens[j + 1].is("the"))
        if (const Operand other = mention(sentence, j + 2); other != Operand::None && other != operand) operand = Operand::Both;
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

namespace {

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
  const std::size_t number = i > 2 && (tokens[i - 1].is("a") || tokens[i - 1].is("an") || tokens[i - 1].is("the")) ? i - 3 : i - 2;
  if (i > 1 && tokens[number].kind == TokenKind::Number && (tokens[number + 1].is("for") || tokens[number + 1].is("in")) &&
      tokens[number].number <= 32 && tokens[number].number >= 1 &&
      std::any_of(tokens.begin(), tokens.end(), [](const Token& one) { return one.unit == UnitKind::Bits; }))
    collector.add(sentence, operand == Operand::Weights ? "operands.weights.bits" : "operands.activations.bits", tokens[number].value, number, i + 1,
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
          token.is("quantised") || token.is("quantized") || token.is("need") || token.is("stay") || token.is("remain") || token.is("is") ||
          token.is("takes") || token.is("shall") || token.is("path") || token.is("side") || token.is("operand") || token.is("will")))
      return;
  }
  if (at >= tokens.size() || tokens[at].kind != TokenKind::Number) return;
  // "weights have 8 bits and activations 16"
  const bool singular = i > 0 && tokens[i - 1].is("an");  // "A weight has 4 bits, an activation 8."
  if (at == i + 1 && !singular && !(i > 0 && tokens[i - 1].is("and") && at + 1 < tokens.size() && tokens[at + 1].is("."))) return;
  if (tokens[at].number < 1 || tokens[at].number > 32 || tokens[at].number != static_cast<int>(tokens[at].number)) return;
  const bool ends = at + 1 >= tokens.size() || tokens[at + 1].is(".") || tokens[at + 1].is(",") || tokens[at + 1].is(";") || tokens[at + 1].is(")") ||
                    tokens[at + 1].is("and") || tokens[at + 1].is("too") || tokens[at + 1].is("as") || tokens[at + 1].is("likewise");
  const bool bits = std::any_of(tokens.begin(), tokens.end(), [](const Token& one) { return one.unit == UnitKind::Bits && one.number <= 32; }) ||
                    (collector.last_size && collector.last_size->unit == UnitKind::Bits &&
                     (tokens[at].number == 4 || tokens[at].number == 8 || tokens[at].number == 16));
  if (!ends || !bits) return;
  collector.add(sentence, operand == Operand::Weights ? "operands.weights.bits" : "operands.activations.bits", tokens[at].value, i, at + 1,
                "bits-said-once", 2, standing);
}

}  // namespace

void read_bits_in_words(const Sentence& sentence, std::size_t i, Standing standing, Collector& collector) {
  read_bytes(sentence, i, standing, collector);
  if (sentence.tokens[i].kind != TokenKind::Word) return;
  read_short_bits(sentence, i, standing, collector);
  read_bare_bits(sentence, i, standing, collector);
}

}  // namespace skeptic::papers
