#include "papers/compared.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace skeptic::papers {

bool results_within(const std::vector<Token>& tokens, std::size_t begin, std::size_t end) {
  return std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(begin), tokens.begin() + static_cast<std::ptrdiff_t>(end), [](const Token& one) {
    return one.kind == TokenKind::Quantity && (one.unit == UnitKind::Factor || one.unit == UnitKind::Percent || one.unit == UnitKind::Points);
  });
}

std::size_t told_of_baseline(const std::vector<Token>& tokens) {
  constexpr std::array<std::string_view, 14> kBuilds{"reimplemented", "reimplement", "model",     "modelled",   "modeled", "simulate", "simulated",
                                                     "implemented",   "implement",   "configure", "configured", "scaled",  "scale",    "built"};
  const std::size_t none = tokens.size();
  if (none < 6 || results_within(tokens, 0, none)) return none;
  const auto at = [&](std::size_t i, std::initializer_list<std::string_view> words) { return i < none && any_of(tokens[i], words); };
  for (const Token& token : tokens)
    if (token.kind == TokenKind::Own || any_of(token, {"both", "ours"})) return none;
  // "Our dense baseline is …", "The baseline has …", "As a baseline, we use …"
  if (at(0, {"our", "the"}))
    for (std::size_t i = 1; i < 4; ++i)
      if (at(i, {"baseline", "baselines"}) && at(i + 1, {"is", "are", "has", "have", "uses", "consists", "comprises", "array", "accelerator"}))
        return 0;
  // "Our baseline SparTen configuration has …"
  if (at(0, {"our", "the"}) && at(1, {"baseline"}) && tokens[2].kind == TokenKind::Design) return 0;
  if (at(0, {"as"}) && (at(1, {"baseline"}) || at(2, {"baseline", "reference"}) || at(3, {"baseline", "reference"}))) return 0;
  if (!at(0, {"we", "i"}) && !(at(0, {"for"}) && at(1, {"comparison"}))) return none;
  bool compares = at(1, {"compare", "compared"}), builds = false, baseline = false;
  for (std::size_t i = 1; i < none; ++i) {
    builds = builds || one_of(tokens[i], kBuilds);
    if (at(i, {"our"})) return none;
    baseline = baseline || (compares && at(i, {"baseline", "array", "accelerator", "machine"})) ||
               (builds && (at(i, {"baseline"}) || (tokens[i].kind == TokenKind::Design && i < 6)));
    if (baseline && at(i, {"having", "with", "that", "which", "using", "in", "at", "consisting"})) return i;
  }
  return none;
}

namespace {

class Compared {
 public:
  explicit Compared(Sentence& sentence) : sentence_(sentence), tokens_(sentence.tokens), count_(sentence.tokens.size()) {}

  void tell() {
    for (std::size_t i = 0; i < count_; ++i) baseline(i);
    opening();
    run_on_another();
    of_designs();
    processes();
    formats();
    used_by();
    supposed();
    first_then();
  }

 private:
  bool at(std::size_t i, std::initializer_list<std::string_view> words) const { return i < count_ && any_of(tokens_[i], words); }
  bool own(std::size_t i) const { return i < count_ && tokens_[i].kind == TokenKind::Own; }
  bool design(std::size_t i) const { return i < count_ && tokens_[i].kind == TokenKind::Design; }
  /// What describes a machine: a number or a quantity, and no result.
  bool quantity(std::size_t i) const {
    return i < count_ && (tokens_[i].kind == TokenKind::Number || (tokens_[i].kind == TokenKind::Quantity && tokens_[i].unit != UnitKind::Factor &&
                                                                   tokens_[i].unit != UnitKind::Percent && tokens_[i].unit != UnitKind::Points));
  }
  /// Quantities and ratios between two tokens.
  void mark(std::size_t from, std::size_t to, Standing standing) {
    for (std::size_t i = from; i < std::min(to, count_); ++i)
      if (quantity(i) || tokens_[i].kind == TokenKind::Ratio) sentence_.standing[i] = standing;
  }
  std::size_t next(std::size_t from, std::initializer_list<std::string_view> words) const {
    while (from < count_ && !any_of(tokens_[from], words)) ++from;
    return from;
  }

  /// "the 4096-MAC baseline", "relative to a dense array with 4096 MACs", "4.1 mm2 of the baseline": the machine's noun is token i.
  void baseline(std::size_t i) {
    const bool named = at(i, {"baseline", "reference"}) && !at(i + 1, {"design", "model", "accuracy", "network", "implementation"});
    if (!named && !(at(i, {"array", "accelerator", "machine", "design"}) && i > 0 && at(i - 1, {"dense", "baseline", "reference"}))) return;
    std::size_t article = i;
    while (article > 0 && i - article < 6 && !at(article, {"the", "a", "an"}) && tokens_[article].kind != TokenKind::Mark) --article;
    if (!at(article, {"the", "a", "an"})) return;
    for (std::size_t j = article; j < i; ++j)
      if (quantity(j) && !at(j - 1, {"same"})) std::fill(place(j), place(i + 1), Standing::Other);
    const bool compared = article > 0 && (at(article - 1, {"than", "over", "against", "versus", "vs"}) ||
                                          (article > 1 && at(article - 1, {"to", "with"}) && at(article - 2, {"relative", "compared"})));
    if (compared && at(i + 1, {"with", "of", "having", "at"}) && !at(i + 2, {"the", "equal", "same"}))
      mark(i + 2, next(i + 2, {",", ";", ".", "and"}), Standing::Other);
    if (article > 1 && at(article - 1, {"of", "in", "for"}) && quantity(article - 2) && tokens_[article - 2].kind == TokenKind::Quantity)
      std::fill(place(article - 2), place(i + 1), Standing::Other);
  }

  /// "Compared to an A100 GPU with 2:4 sparsity, …", "On an A100 with batch size 128, …", "On a V100, we use FP16": what opens with a design.
  void opening() {
    const bool on = at(0, {"on"}), compared = at(0, {"compared", "relative"}) && at(1, {"to", "with"});
    if (count_ < 4 || (!on && !compared)) return;
    std::size_t name = on ? 1 : 2;
    while (at(name, {"a", "an", "the", "nvidia", "gpu", "commercial"})) ++name;
    if (design(name)) mark(name + 1, next(name + 1, {",", ";"}), Standing::Other);
    if (on && design(name) && at(name + 1, {","}))
      for (std::size_t i = name; i < count_ && !tokens_[i].is(";") && !own(i); ++i) mark(i, i + 1, Standing::Other);
    // "Compared to the 256x256 array of the TPU, ours …"
    const std::size_t comma = next(0, {","});
    const bool named = std::any_of(tokens_.begin(), tokens_.begin() + static_cast<std::ptrdiff_t>(comma),
                                   [](const Token& one) { return one.kind == TokenKind::Design; });
    if (compared && named && (own(comma + 1) || at(comma + 1, {"we", "our", "ours"}))) mark(2, comma, Standing::Other);
  }

  /// "We run the A100 at batch 64"
  void run_on_another() {
    for (std::size_t i = 1; i + 2 < count_; ++i)
      if (at(i - 1, {"run", "runs", "ran"}) && at(i, {"the"}) && design(i + 1)) mark(i + 2, next(i + 2, {",", ";"}), Standing::Other);
  }

  /// "24 MiB in the TPU"; "takes 15 cycles in Antler, but only 4 in Willow", with a name that no list has.
  void of_designs() {
    for (std::size_t i = 0; i + 2 < count_; ++i) {
      if (!quantity(i)) continue;
      const std::size_t name = at(i + 2, {"the"}) ? i + 3 : i + 2;
      if (tokens_[i].kind == TokenKind::Quantity && at(i + 1, {"in", "of", "for"}) && design(name)) sentence_.standing[i] = Standing::Other;
      if (!at(i + 1, {"in"}) || tokens_[i + 2].kind != TokenKind::Word || !tokens_[i + 2].capital || i + 3 >= count_ ||
          tokens_[i + 3].kind != TokenKind::Mark)
        continue;
      for (std::size_t j = i + 3; j + 1 < count_; ++j)
        if (at(j, {"in"}) && own(j + 1)) sentence_.standing[i] = Standing::Other;
    }
  }

  /// "published in 16 nm", "the 65 nm results of Eyeriss"
  void processes() {
    for (std::size_t i = 0; i < count_; ++i) {
      if (tokens_[i].unit != UnitKind::Node) continue;
      const bool published = i > 1 && at(i - 1, {"in", "at", "for"}) && at(i - 2, {"published", "reported"});
      const bool results = at(i + 1, {"results", "numbers", "figures"}) && at(i + 2, {"of", "from"}) && design(i + 3);
      const bool numbers = i > 2 && at(i - 1, {"for", "in"}) && at(i - 2, {"are"}) && at(i - 3, {"numbers", "energies"});
      if (published || results || numbers) sentence_.standing[i] = Standing::Other;
    }
  }

  /// "CSC, which EIE uses, needs …"; "Although CSR is compact …, we opt for bitmaps"
  void formats() {
    for (std::size_t i = 1; i + 3 < count_; ++i)
      if (at(i, {"which"}) && design(i + 1) && at(i + 2, {"uses", "needs", "employs", "adopts", "has"}))
        for (std::size_t j = 0; j < count_ && !at(j, {";"}); ++j)
          if (sentence_.standing[j] == Standing::Own && !own(j)) sentence_.standing[j] = Standing::Other;
    if (!at(0, {"although", "though", "while"})) return;
    const std::size_t comma = next(0, {","});
    if ((at(comma + 1, {"we"}) || own(comma + 1)) && at(comma + 2, {"opt", "opts", "prefer", "prefers", "choose", "chose", "chooses"}))
      std::fill(place(0), place(comma), Standing::Absent);
  }

  /// "CSC is used by EIE": up to the end of its clause, where nothing of ours is in it
  void used_by() {
    for (std::size_t i = 1; i + 2 < count_; ++i) {
      if (!at(i, {"used", "employed", "adopted", "chosen"}) || !at(i + 1, {"by", "in"}) || !design(i + 2) ||
          !at(i - 1, {"is", "are", "was", "were", ","}))
        continue;
      const int clause = sentence_.clause[i];
      bool ours = false;
      for (std::size_t j = 0; j < count_; ++j) ours = ours || (sentence_.clause[j] == clause && (own(j) || at(j, {"we", "our", "also", "here"})));
      for (std::size_t j = 0; j < count_ && !ours; ++j)
        if (sentence_.clause[j] == clause && sentence_.standing[j] == Standing::Own) sentence_.standing[j] = Standing::Other;
    }
  }

  /// "With HBM2 (256 GB/s), Willow would no longer …"
  void supposed() {
    if (count_ < 4 || !at(0, {"with", "given"})) return;
    for (std::size_t i = 2; i + 1 < count_ && !tokens_[i].is(";"); ++i)
      if (at(i + 1, {"would"}) && (own(i) || at(i, {"it", "we", "design"})) && !at(i + 2, {"measure", "occupy"})) return mark(0, i, Standing::Absent);
  }

  /// "was first synthesised in 65 nm, then ported to 28 nm"
  void first_then() {
    for (std::size_t i = 0; i + 2 < count_; ++i)
      if (tokens_[i].is("first") && at(i + 1, {"synthesised", "synthesized", "built", "implemented", "fabricated", "designed", "mapped"}))
        if (const std::size_t then = next(i + 2, {"then"}); then < count_) std::fill(place(i), place(then), Standing::Absent);
  }

  std::vector<Standing>::iterator place(std::size_t i) { return sentence_.standing.begin() + static_cast<std::ptrdiff_t>(std::min(i, count_)); }

  Sentence& sentence_;
  const std::vector<Token>& tokens_;
  std::size_t count_;
};

}  // namespace

void told_of_compared(Sentence& sentence) { Compared(sentence).tell(); }

}  // namespace skeptic::papers
