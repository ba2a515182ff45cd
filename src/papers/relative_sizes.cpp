// Sizes of buffers and widths of operands that are told by another: "half as much for the activations", "weights have four bits, activations twice
// as many", "the weights get 128 KB and the activations 256".
#include <fmt/format.h>

#include <optional>

#include "papers/memories.h"

namespace skeptic::papers {
namespace {

class RelativeSizes {
 public:
  RelativeSizes(const Sentence& sentence, Collector& collector) : sentence_(sentence), tokens_(sentence.tokens), collector_(collector) {}

  void read() {
    for (std::size_t i = sentence_.lead; i < tokens_.size(); ++i) {
      if (sentence_.standing[i] != Standing::Own || sentence_.negation[i] >= 0) continue;
      if (const std::optional<Factor> factor = factor_at(i)) {
        const std::optional<std::size_t> base = base_of(i);
        if (base || collector_.last_size) add(i, factor->end, factor->times, base ? tokens_[*base] : *collector_.last_size);
      } else if (tokens_[i].kind == TokenKind::Number && tokens_[i].number >= 1 && tokens_[i].number == static_cast<int>(tokens_[i].number)) {
        same_unit(i);
      }
    }
    collector_.last_size.reset();
    for (const Token& token : tokens_)
      if (measured(token)) collector_.last_size = token;
  }

 private:
  struct Factor {
    double times = 1;
    std::size_t end = 0;
  };

  bool at(std::size_t i, std::initializer_list<std::string_view> words) const { return i < tokens_.size() && any_of(tokens_[i], words); }
  static bool measured(const Token& token) {
    return token.kind == TokenKind::Quantity && (token.unit == UnitKind::Size || (token.unit == UnitKind::Bits && token.number <= 32));
  }

  /// "twice as large", "half that", "the same".
  std::optional<Factor> factor_at(std::size_t i) const {
    if (at(i, {"the"}) && at(i + 1, {"same"}) && (i + 2 == tokens_.size() || tokens_[i + 2].kind == TokenKind::Mark) && i > 0 &&
        at(i - 1, {":", "have", "has", "get", "is"}))
      return Factor{1, i + 2};
    double times = at(i, {"twice", "double"}) ? 2 : at(i, {"half"}) ? 0.5 : at(i, {"thrice"}) ? 3 : 0;
    std::size_t next = i + 1;
    if (times == 0 && tokens_[i].kind == TokenKind::Quantity && tokens_[i].unit == UnitKind::Factor) times = tokens_[i].number;
    if (tokens_[i].kind == TokenKind::Number && tokens_[i].number > 0 && tokens_[i].number < 1 && at(next, {"as", "that"})) times = tokens_[i].number;
    if (times <= 0 || times > 64) return {};
    if (at(next, {"as"}) && at(next + 1, {"large", "big", "much", "many", "wide"})) return Factor{times, next + 2};
    if (at(next, {"that"}) && !at(next + 1, {"of"})) return Factor{times, next + 1};
    if (at(next, {"the"}) && at(next + 1, {"size", "width", "amount"})) return Factor{times, next + 2};
    return {};
  }

  /// The quantity that stands before token i.
  std::optional<std::size_t> base_of(std::size_t i) const {
    for (std::size_t j = i; j-- > 0;)
      if (measured(tokens_[j])) return j;
    return {};
  }

  /// The operand or memory that is spoken of around [begin, end): behind it with "for", else before it.
  Memory memory_around(std::size_t begin, std::size_t end) const {
    for (std::size_t j = end; j < std::min(tokens_.size(), end + 4) && tokens_[j].kind == TokenKind::Word; ++j)
      if (at(j, {"for", "to"}))
        for (std::size_t k = j + 1; k < std::min(tokens_.size(), j + 4); ++k)
          if (const Memory one = memory_of_operand(k); one != Memory::None) return one;
    for (std::size_t j = begin; j-- > 0 && begin - j < 7 && !measured(tokens_[j]);)
      if (const Memory one = memory_of_operand(j); one != Memory::None) return one;
    return Memory::None;
  }
  Memory memory_of_operand(std::size_t i) const {
    const Operand operand = mention(sentence_, i);
    if (operand == Operand::Weights) return Memory::Weights;
    if (operand == Operand::Activations) return Memory::Activations;
    if (at(i, {"accumulators", "psums"}) || (at(i, {"sums"}) && i > 0 && at(i - 1, {"partial"}))) return Memory::Accumulators;
    return Memory::None;
  }

  /// "and the activations 256": in the unit of the quantity before it.
  void same_unit(std::size_t i) {
    if (i == 0) return;
    const bool ends = i + 1 == tokens_.size() || tokens_[i + 1].kind == TokenKind::Mark || at(i + 1, {"for", "and"});
    const std::optional<std::size_t> base = base_of(i);
    if (!ends || !base || tokens_[*base].unit != UnitKind::Size || i - *base > 14) return;
    for (std::size_t j = *base + 1; j < i; ++j)
      if (tokens_[j].kind == TokenKind::Quantity ||
          any_of(tokens_[j], {"banks", "rows", "columns", "per", "section", "table", "figure", "least", "most"}))
        return;
    // "the activations 256", "320 for activations"
    Memory memory = memory_of_operand(i - 1);
    if (memory == Memory::None && at(i + 1, {"for"}) && divided())
      for (std::size_t k = i + 2; k < std::min(tokens_.size(), i + 5) && memory == Memory::None; ++k) memory = memory_of_operand(k);
    if (memory == Memory::None) return;
    const std::string unit = tokens_[*base].value.substr(tokens_[*base].value.find(' '));
    collector_.add(sentence_, std::string(key_of(memory)) + ".size", tokens_[i].value + unit, *base, i + 1, "size-in-the-same-unit", 2);
  }
  bool divided() const {
    return std::any_of(tokens_.begin(), tokens_.end(), [](const Token& one) {
      return any_of(one, {"divided", "split", "shared", "distributed", "follows"});
    });
  }

  void add(std::size_t begin, std::size_t end, double times, const Token& base) {
    const Memory memory = memory_around(begin, end);
    if (memory == Memory::None) return;
    if (base.unit == UnitKind::Bits) {
      if (memory == Memory::Accumulators) return;
      const double bits = base.number * times;
      if (bits < 1 || bits > 32) return;
      collector_.add(sentence_, memory == Memory::Weights ? "operands.weights.bits" : "operands.activations.bits", fmt::format("{:.6g}", bits), begin,
                     end, "width-by-another", 2);
      return;
    }
    const std::size_t space = base.value.find(' ');
    if (space == std::string::npos) return;
    const double size = std::strtod(base.value.c_str(), nullptr) * times;
    collector_.add(sentence_, std::string(key_of(memory)) + ".size", fmt::format("{:.6g}{}", size, base.value.substr(space)), begin, end,
                   "size-by-another", 2);
  }

  const Sentence& sentence_;
  const std::vector<Token>& tokens_;
  Collector& collector_;
};

}  // namespace

void read_relative_sizes(const Sentence& sentence, Collector& collector) { RelativeSizes(sentence, collector).read(); }

}  // namespace skeptic::papers
