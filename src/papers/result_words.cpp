#include "papers/result_words.h"

namespace skeptic::papers {
namespace {

constexpr std::array<std::string_view, 4> kEnlarges{"enlarge", "enlarges", "enlarged", "enlarging"};
constexpr std::array<std::string_view, 10> kMachines{"accelerator", "chip",      "core",   "die",    "array",
                                                     "macro",       "processor", "engine", "design", "machine"};

}  // namespace

ResultWords::ResultWords(const Sentence& sentence) : sentence_(sentence), tokens_(sentence.tokens), parts_(parts_by_measure(sentence)) {
  for (const Token& token : tokens_)
    if (token.kind == TokenKind::Network && std::find(listed_.begin(), listed_.end(), token.value) == listed_.end()) listed_.push_back(token.value);
}

bool ResultWords::compared(const std::vector<Mark>& list) const {
  constexpr std::array<std::string_view, 16> kCounted{"more",   "larger",  "smaller",   "bigger",  "fewer",    "higher",  "lower", "compression",
                                                      "memory", "traffic", "bandwidth", "storage", "accesses", "density", "wider", "longer"};
  if (near(list.front().begin, list.back().end, 3, kCounted) || varies() || list.front().number > 100) return false;
  bool ours = false, named = false;
  for (const Token& token : tokens_) {
    ours = ours || token.kind == TokenKind::Own || token.is("we") || token.is("us") || token.is("our") || token.is("ours");
    named = named || token.kind == TokenKind::Design || token.is("dense");
  }
  return named && (ours || (!list.front().times && !over_of(sentence_, list).empty() && sentence_.standing[list.front().begin] == Standing::Own));
}

bool ResultWords::area_of_part(const std::vector<Mark>& list) const {
  const std::size_t next = list.back().end;
  if (word(next, "of") && near(list.front().begin, next, 3, kShareOf))
    for (std::size_t i = next + 1; i < std::min(tokens_.size(), next + 4); ++i)
      for (const std::string_view whole : {"array", "accelerator", "chip", "die", "core", "engine", "tile", "processor", "pe", "element", "total"})
        if (tokens_[i].is(whole)) return true;
  bool machine = sentence_.tokens[0].is("it");
  for (std::size_t i = 0; i < list.front().begin; ++i)
    machine = machine || tokens_[i].kind == TokenKind::Own || tokens_[i].is("array") || tokens_[i].is("engine") || tokens_[i].is("chip") ||
              tokens_[i].is("design") || tokens_[i].is("core") || tokens_[i].is("die");
  if (machine && (word(next, "smaller") || word(next, "larger") || word(next, "bigger"))) return true;
  // "makes the macro 5.2% larger", "enlarges the dense accelerator by 11.8%"
  const bool larger = word(next, "larger") || word(next, "bigger") || near(list.front().begin, next, 6, kEnlarges);
  if (larger && near(list.front().begin, next, 5, kMachines)) return true;
  // "bigger than the dense one by 9.6%", "swells the design by 5.2%"
  if (list.front().begin > 0 && word(list.front().begin - 1, "by"))
    for (std::size_t i = list.front().begin > 8 ? list.front().begin - 8 : 0; i < list.front().begin; ++i)
      if (tokens_[i].is("larger") || tokens_[i].is("bigger") || tokens_[i].is("swells") || tokens_[i].is("swell") || tokens_[i].is("grows"))
        return true;
  const bool printed = std::any_of(tokens_.begin(), tokens_.begin() + static_cast<std::ptrdiff_t>(list.front().begin),
                                   [](const Token& one) { return one.kind == TokenKind::Quantity && one.unit == UnitKind::Area; });
  const bool which = std::any_of(tokens_.begin(), tokens_.begin() + static_cast<std::ptrdiff_t>(list.front().begin),
                                 [](const Token& one) { return one.is("which"); });
  return printed && (which || near(list.front().begin, next, 4, kShareOf));
}

bool ResultWords::correct(std::size_t begin, std::size_t end) const {
  constexpr std::array<std::string_view, 7> kRight{"correct", "correctly", "aright", "right", "recognises", "recognizes", "classified"};
  constexpr std::array<std::string_view, 8> kAt{"at", "reaches", "attains", "to", "scores", "reach", "remains", "keeps"};
  constexpr std::array<std::string_view, 16> kElse{"sparsity", "utilisation", "utilization", "zeros",   "zero",   "energy",      "sparse", "area",
                                                   "density",  "multipliers", "cycles",      "nonzero", "layers", "activations", "time",   "weights"};
  if (listed_.empty() && !near(begin, end, 8, kRight)) return false;
  for (std::size_t i = begin > 5 ? begin - 5 : 0; i < std::min(tokens_.size(), end + 4); ++i)
    if (one_of(tokens_[i], kElse) && parts_[i] == parts_[begin]) return false;
  if (near(begin, end, 8, kRight)) return true;
  return begin > 0 && one_of(tokens_[begin - 1], kAt) && !listed_.empty() && sentence_.standing[begin] == Standing::Own &&
         tokens_[begin].value.find('.') != std::string::npos && !(begin > 1 && tokens_[begin - 2].kind == TokenKind::Quantity);
}

bool ResultWords::varies() const {
  return std::any_of(tokens_.begin(), tokens_.end(), [](const Token& one) {
    return one.is("varies") || one.is("vary") || one.is("varied") || one.is("varying") || one.is("spread") || one.is("differ") ||
           one.is("oversubscribed");
  });
}

bool ResultWords::less_before(std::size_t end) const {
  for (std::size_t i = 0; i < end; ++i)
    if (one_of(tokens_[i], kLess)) return true;
  return false;
}

bool ResultWords::speed_near(std::size_t begin, std::size_t end) const {
  for (std::size_t i = begin > 5 ? begin - 5 : 0; i < std::min(tokens_.size(), end + 5); ++i)
    if (metric_at(sentence_, i) == "claims.speedup") return true;
  return false;
}

bool ResultWords::area_anywhere() const {
  for (std::size_t i = 0; i < tokens_.size(); ++i)
    if (metric_at(sentence_, i) == "claims.area" || (tokens_[i].kind == TokenKind::Quantity && tokens_[i].unit == UnitKind::Area)) return true;
  return false;
}

bool ResultWords::no_loss(std::size_t i) const {
  const auto loss = [&](std::size_t j) { return word(j, "loss") || word(j, "drop") || word(j, "degradation") || word(j, "losses"); };
  const std::size_t from = loss(i + 1) ? i : i > 1 && loss(i - 2) && (word(i - 1, "of") || word(i - 1, "in")) ? i - 2 : tokens_.size();
  if (from == tokens_.size() || from == 0) return false;
  std::size_t at = from - 1;
  if (at > 0 && (word(at, "any") || word(at, "measurable") || word(at, "observable") || word(at, "the"))) --at;
  const bool none = word(at, "no") || word(at, "without") || word(at, "zero");
  return none && !(at > 0 && (word(at - 1, "almost") || word(at - 1, "nearly") || word(at - 1, "virtually") || word(at - 1, "practically")));
}

}  // namespace skeptic::papers
