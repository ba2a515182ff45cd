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
        if (tokens_[i].is(whole) && !(i + 1 < tokens_.size() && any_of(tokens_[i + 1], {"power", "energy", "time"}))) return true;
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
  constexpr std::array<std::string_view, 9> kAt{"at", "reaches", "attains", "to", "scores", "reach", "remains", "keeps", "gives"};
  constexpr std::array<std::string_view, 16> kElse{"sparsity", "utilisation", "utilization", "zeros",   "zero",   "energy",      "sparse", "area",
                                                   "density",  "multipliers", "cycles",      "nonzero", "layers", "activations", "time",   "weights"};
  if (listed_.empty() && !near(begin, end, 8, kRight)) return false;
  if (near(begin, end, 3, kRight)) return true;
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

std::string_view ResultWords::whole_of(const std::vector<Mark>& list, std::size_t n, std::string_view metric, std::string_view before) const {
  const std::size_t begin = list.front().begin, end = list.back().end, next = list[n].end;
  const bool printed = std::any_of(tokens_.begin(), tokens_.begin() + static_cast<std::ptrdiff_t>(begin),
                                   [](const Token& one) { return one.kind == TokenKind::Quantity && one.unit == UnitKind::Area; });
  if ((printed || before == "claims.area") && (word(next + 1, "it") || word(next + 1, "this") || word(next + 1, "that") || word(next + 1, "them")))
    return "claims.area";
  const bool saved = near(begin, end, 5, kLess) || less_before(begin) || near(end, tokens_.size(), 0, kLess);
  const bool takes = near(begin, end, 3, kShareOf) || near(begin, end, 3, std::array<std::string_view, 3>{"amount", "amounts", "represent"});
  constexpr std::array<std::string_view, 6> kWhole{"accelerator", "array", "engine", "tile", "design", "processor"};
  std::string_view whole;
  if (metric == "claims.accuracy" && begin > 0 && word(begin - 1, "within")) whole = metric;
  for (std::size_t i = next + 1; i < std::min(tokens_.size(), next + 5); ++i) {
    const std::string_view of = metric_at(sentence_, i);
    if (of == "claims.area" || (whole.empty() && (of == "claims.accuracy" || (of == "claims.energy" && saved)))) whole = of;
    const bool machine = one_of(tokens_[i], kWhole) || tokens_[i].kind == TokenKind::Own;
    if (machine && whole != "claims.energy" && (takes || before == "claims.area" || metric == "claims.area" || whole == "claims.area"))
      return "claims.area";
  }
  return whole;
}

bool ResultWords::named_before(std::size_t at, std::string_view text) const {
  return std::any_of(tokens_.begin(), tokens_.begin() + static_cast<std::ptrdiff_t>(at), [&](const Token& one) { return one.is(text); });
}

double ResultWords::speed_of_time(const Mark& mark) const {
  constexpr std::array<std::string_view, 8> kTime{"latency", "cycles", "time", "runtime", "delay", "latencies", "duration", "times"};
  constexpr std::array<std::string_view, 3> kRun{"execution", "inference", "computation"};
  constexpr std::array<std::string_view, 4> kShorter{"fewer", "less", "lower", "shorter"};
  constexpr std::array<std::string_view, 20> kReduces{"reduce",   "reduces",   "reduced", "reducing",  "cut",     "cuts",      "cutting",
                                                      "lowers",   "lower",     "lowered", "shortens",  "drops",   "shortened", "shorten",
                                                      "decrease", "decreases", "falls",   "decreased", "shrinks", "drop"};
  constexpr std::array<std::string_view, 9> kTakes{"in", "takes", "needs", "take", "need", "requires", "require", "within", "only"};
  if (mark.number <= 0 || mark.number >= 100) return 0;
  const auto time_at = [&](std::size_t i) {
    return i < tokens_.size() && (one_of(tokens_[i], kTime) || (word(i, "cycle") && (word(i + 1, "count") || word(i + 1, "counts"))));
  };
  const double saved = 1 / (1 - mark.number / 100);
  if (mark.end + 1 < tokens_.size() && one_of(tokens_[mark.end], kShorter) && !any_of(tokens_[mark.end + 1], {"than", "with", "on", "when"}))
    return time_at(mark.end + 1) || (time_at(mark.end + 2) && (word(mark.end + 1, "execution") || word(mark.end + 1, "inference"))) ? saved : 0;
  // "finishes in 58 % of the cycles of the dense array"
  if (word(mark.end, "of") && word(mark.end + 1, "the") && mark.begin > 0 && one_of(tokens_[mark.begin - 1], kTakes))
    return time_at(mark.end + 2) || (time_at(mark.end + 3) && one_of(tokens_[mark.end + 2], kRun)) ? 100 / mark.number : 0;
  // "a 45 % reduction in execution time"
  if (mark.end + 2 < tokens_.size() && any_of(tokens_[mark.end], {"reduction", "decrease", "drop", "cut"}) &&
      any_of(tokens_[mark.end + 1], {"in", "of"}))
    for (std::size_t i = mark.end + 2; i < std::min(tokens_.size(), mark.end + 5); ++i)
      if (time_at(i)) return saved;
  // "The execution time of ResNet-50 is 55 % lower", "the number of cycles shrinks to 48 %"
  const bool lower = mark.end < tokens_.size() && any_of(tokens_[mark.end], {"lower", "shorter", "less"});
  const bool to = mark.begin > 1 && word(mark.begin - 1, "to") && one_of(tokens_[mark.begin - 2], kReduces);
  if (lower || to)
    for (std::size_t i = mark.begin; i-- > 0 && tokens_[i].kind != TokenKind::Quantity && sentence_.clause[i] == sentence_.clause[mark.begin];) {
      if (const std::string_view metric = metric_at(sentence_, i); metric == "claims.energy" || metric == "claims.area") break;
      if (time_at(i)) return to ? 100 / mark.number : saved;
    }
  if (mark.begin < 2 || !word(mark.begin - 1, "by")) return 0;
  // "shrinks by 30 % on A and by 20 % on B"
  if (word(mark.begin - 2, "and"))
    for (std::size_t i = mark.begin - 2; i-- > 1;)
      if (tokens_[i].kind == TokenKind::Quantity && tokens_[i].unit == UnitKind::Percent) {
        Mark before = mark;
        before.begin = i, before.end = i + 1;
        return speed_of_time(before) > 0 ? saved : 0;
      }
  bool time = false, less = false;
  for (std::size_t i = mark.begin > 9 ? mark.begin - 9 : 0; i < mark.begin; ++i) {
    if (tokens_[i].kind == TokenKind::Quantity) time = less = false;
    const std::string_view metric = metric_at(sentence_, i);
    if (metric == "claims.energy" || metric == "claims.area") time = false;
    time = time || time_at(i) || (one_of(tokens_[i], kRun) && less);
    less = less || one_of(tokens_[i], kReduces);
  }
  return time && less ? saved : 0;
}

bool ResultWords::signed_with(const Mark& mark, char sign) const {
  const std::size_t at = tokens_[mark.begin].begin;
  return sentence_.text[at] == sign || (at > 0 && sentence_.text[at - 1] == sign);
}

bool ResultWords::of_efficiency(const Mark& mark) const {
  if (!(word(mark.end, "better") || word(mark.end, "higher") || word(mark.end, "more") || word(mark.end, "that"))) return false;
  for (std::size_t i = mark.begin > 6 ? mark.begin - 6 : 0; i < mark.begin; ++i) {
    if (tokens_[i].kind != TokenKind::Quantity || tokens_[i].unit != UnitKind::Other) continue;
    const std::string text = sentence_.text.substr(tokens_[i].begin, tokens_[i].end - tokens_[i].begin);
    if (text.find("/W") != std::string::npos || text.find("per watt") != std::string::npos) return true;
  }
  return false;
}

bool ResultWords::area_before(const Mark& mark) const {
  if (mark.unit != UnitKind::Percent || !(word(mark.end, "more") || word(mark.end, "above") || word(mark.end, "over"))) return false;
  if (mark.begin < 2 || !word(mark.begin - 1, ",")) return false;
  std::size_t i = mark.begin - 2;  // "3.8 mm2 in 28 nm, 7 % more than …"
  if (i > 1 && tokens_[i].unit == UnitKind::Node && (word(i - 1, "in") || word(i - 1, "at"))) i -= 2;
  return tokens_[i].kind == TokenKind::Quantity && tokens_[i].unit == UnitKind::Area;
}

std::string_view ResultWords::signed_in_brackets(const Mark& mark) const {
  if (mark.unit != UnitKind::Percent || mark.begin < 2 || !word(mark.begin - 1, "(") || mark.value.empty()) return {};
  const Token& before = tokens_[mark.begin - 2];
  if (signed_with(mark, '+') && before.kind == TokenKind::Quantity && before.unit == UnitKind::Area) return "claims.area";
  if (!signed_with(mark, '-') || before.kind != TokenKind::Quantity || before.unit != UnitKind::Percent) return {};
  for (std::size_t i = 0; i < mark.begin; ++i)
    if (metric_at(sentence_, i) == "claims.accuracy") return "claims.accuracy";
  return {};
}

bool ResultWords::overhead_said(std::size_t begin) const {
  constexpr std::array<std::string_view, 6> kOverhead{"overhead", "surcharge", "penalty", "increase", "growth", "overheads"};
  constexpr std::array<std::string_view, 12> kIs{"is", "of", "at", "to", "are", "was", "stays", "remains", "only", "about", "mere", ":"};
  if (begin == 0 || !(one_of(tokens_[begin - 1], kIs) || word(begin - 1, ":"))) return false;
  for (std::size_t i = begin; i-- > 0 && tokens_[i].kind != TokenKind::Quantity && !word(i, ";");) {
    if (!one_of(tokens_[i], kOverhead)) continue;
    for (std::size_t j = i > 3 ? i - 3 : 0; j < i + 4 && j < begin; ++j)
      if (word(j, "area") || word(j, "silicon")) return true;
  }
  return false;
}

bool ResultWords::efficiency_grows(std::size_t begin, std::size_t end) const {
  constexpr std::array<std::string_view, 14> kGrows{"improves", "improve", "improved", "improvement", "raises", "raised", "higher",
                                                    "better",   "grows",   "rises",    "increases",   "gain",   "gains",  "increase"};
  std::size_t at = tokens_.size();
  for (std::size_t i = begin > 6 ? begin - 6 : 0; i < std::min(tokens_.size(), end + 4); ++i)
    if (parts_[i] == parts_[begin] && (word(i, "efficiency") || (word(i, "efficient") && i > end))) at = i;
  if (at == tokens_.size() || near(begin, end, 4, std::array<std::string_view, 4>{"less", "lower", "saving", "saves"})) return false;
  for (std::size_t i = begin > 12 ? begin - 12 : 0; i < std::min(tokens_.size(), end + 3); ++i)
    if (one_of(tokens_[i], kGrows)) return true;
  return false;
}

std::string_view ResultWords::in_terms_of(std::size_t i) const {
  for (std::size_t j = 0; j + 2 < tokens_.size(); ++j) {
    const bool terms = word(j, "terms") && word(j + 1, "of");
    const bool behind = word(j, "in") && j > i && j < i + 3;
    if (!terms && !behind) continue;
    for (std::size_t k = j + (terms ? 2 : 1); k < std::min(tokens_.size(), j + 5); ++k)
      if (const std::string_view metric = metric_at(sentence_, k); !metric.empty() && !better_in_something(tokens_[k])) return metric;
  }
  return {};
}

bool ResultWords::not_of_the_design(const Mark& mark) const {
  if (word(mark.end, "sparse") || word(mark.end, "sparser")) return true;  // "for 4x sparse layers"
  // "four times sooner in 1:8 than in 4:8": of patterns
  for (std::size_t i = mark.end; i + 2 < std::min(tokens_.size(), mark.end + 6); ++i)
    if (word(i, "than") && (word(i + 1, "in") || word(i + 1, "at")) && tokens_[i + 2].kind == TokenKind::Ratio) return true;
  // "2.5 TOPS/mm2, which is 1.8x that of …", "380 mW, which is 1.4x less": of something else
  for (std::size_t i = mark.begin; i-- > (mark.begin > 6 ? mark.begin - 6 : 0) && mark.unit == UnitKind::Factor;)
    if (tokens_[i].kind == TokenKind::Quantity && tokens_[i].unit == UnitKind::Other && word(i + 1, ",") && word(i + 2, "which")) {
      const std::string text = sentence_.text.substr(tokens_[i].begin, tokens_[i].end - tokens_[i].begin);
      return text.find("mm") != std::string::npos || text.ends_with("mW") || text.ends_with(" W");
    }
  for (std::size_t i = mark.begin; i-- > (mark.begin > 5 ? mark.begin - 5 : 0) && mark.unit == UnitKind::Factor;)
    if (word(i, "footprint") || word(i, "traffic")) return true;
  // "pruned by a factor of four"
  for (std::size_t i = mark.begin; i-- > (mark.begin > 12 ? mark.begin - 12 : 0) && mark.bare && mark.unit == UnitKind::Factor;)
    if (any_of(tokens_[i], {"pruned", "compressed", "shrunk", "prunes"}) && !speed_near(mark.begin, mark.end)) return true;
  constexpr std::array<std::string_view, 6> kTools{"simulator", "simulation", "simulating", "simulators", "emulator", "compiler"};
  constexpr std::array<std::string_view, 8> kPart{"sram", "srams", "memory", "memories", "buffers", "buffer", "macros", "dram"};
  for (std::size_t i = 0; i < tokens_.size(); ++i)
    if (parts_[i] == parts_[mark.begin] && sentence_.clause[i] == sentence_.clause[mark.begin] &&
        (word(i, "edp") || (word(i, "delay") && word(i + 1, "product")) ||
         (i < mark.begin && one_of(tokens_[i], kTools) && word(mark.end, "faster"))))
      return true;
  if (mark.unit != UnitKind::Percent || !word(mark.end, "of") || mark.begin < 2) return false;
  return one_of(tokens_[mark.begin - 2], kPart) && (word(mark.begin - 1, "fills") || word(mark.begin - 1, "fill"));
}

bool ResultWords::dense_is_subject(std::size_t begin) const {
  constexpr std::array<std::string_view, 8> kStands{"stands", "reaches", "has", "scores", "attains", "is", "had", "lies"};
  for (std::size_t i = 1; i < begin; ++i) {
    if (!one_of(tokens_[i], kStands) || sentence_.clause[i] != sentence_.clause[begin] || begin - i > 3) continue;
    for (std::size_t j = i > 3 ? i - 3 : 0; j < i; ++j)
      if (sentence_.clause[j] == sentence_.clause[i] && (word(j, "dense") || word(j, "unpruned") || word(j, "original") || word(j, "checkpoint")))
        return true;
    // "the checkpoint we started from has 82.1 %"
    if (i > 3 && word(i - 1, "from") && word(i - 2, "started")) return true;
  }
  return false;
}

bool ResultWords::of_the_unchanged(const Mark& mark) const {
  const bool against =
      mark.begin > 0 && (word(mark.begin - 1, "against") || word(mark.begin - 1, "versus") || word(mark.begin - 1, "vs") ||
                         (mark.begin > 1 && (word(mark.begin - 1, "to") || word(mark.begin - 1, "with")) && word(mark.begin - 2, "compared")));
  if (!against) return false;
  for (std::size_t i = mark.end; i < std::min(tokens_.size(), mark.end + 4); ++i)
    if (any_of(tokens_[i], {"dense", "unpruned", "original", "baseline"}) ||
        (any_of(tokens_[i], {"without", "before"}) && i + 1 < tokens_.size() && any_of(tokens_[i + 1], {"pruning", "sparsity", "sparsification"})))
      return true;
  return false;
}

bool ResultWords::time_of_another(const Mark& mark) const {
  if (word(mark.end, "the") && mark.end + 1 < tokens_.size() && any_of(tokens_[mark.end + 1], {"cycles", "time", "runtime", "latency"})) return true;
  if (!word(mark.end, "of") || !(word(mark.end + 1, "that") || word(mark.end + 1, "the"))) return false;
  for (std::size_t i = 0; i < mark.begin; ++i)
    if (any_of(tokens_[i], {"runtime", "time", "latency", "cycles", "delay"}) && parts_[i] == parts_[mark.begin]) return true;
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
