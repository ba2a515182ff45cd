#include "papers/result_marks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "papers/collect.h"
#include "papers/told_results.h"

namespace skeptic::papers {
namespace {

constexpr std::array<std::string_view, 47> kSpeed{
    "lead",          "leads",        "outrun",      "outruns",       "beaten",   "trails",       "surpasses",   "beat",
    "faster",        "fast",         "speedup",     "speedups",      "speed",    "quicker",      "outperforms", "outperform",
    "outperforming", "throughput",   "performance", "ahead",         "beats",    "acceleration", "accelerates", "accelerated",
    "gain",          "gains",        "cycles",      "time",          "latency",  "runs",         "slower",      "speeds",
    "improvement",   "improvements", "runtime",     "accelerations", "quickly",  "fps",          "slowdown",    "advantage",
    "sooner",        "accelerating", "outpaces",    "sped",          "shortens", "shorten",      "shortened"};
constexpr std::array<std::string_view, 14> kEnergy{"energy",  "joules",      "power",     "efficiency",  "joule", "efficient", "millijoules",
                                                   "battery", "consumption", "thriftier", "microjoules", "watt",  "energies",  "electricity"};
constexpr std::array<std::string_view, 12> kArea{"area", "die",  "silicon",  "footprint", "gates",     "core",
                                                 "chip", "luts", "overhead", "mm2",       "floorplan", "areas"};
constexpr std::array<std::string_view, 14> kAccuracy{"accuracy",   "top",  "quality", "map",  "f1",  "bleu", "accurate",
                                                     "accuracies", "miou", "em",      "psnr", "auc", "dice", "perplexity"};

bool network(const Token& token) { return token.kind == TokenKind::Network || token.kind == TokenKind::Dataset; }

/// "4.1 mJ"
bool in_joules(const Sentence& sentence, const Token& token) {
  return token.kind == TokenKind::Quantity && token.unit == UnitKind::Other && sentence.text[token.end - 1] == 'J';
}

bool result_unit(const Token& token) {
  return token.kind == TokenKind::Quantity && (token.unit == UnitKind::Factor || token.unit == UnitKind::Percent || token.unit == UnitKind::Points);
}

/// What may stand between two numbers of one list.
bool joins(const Token& token) {
  constexpr std::array<std::string_view, 22> kJoints{
      "that",    "of", "and",           "or",   "to",   "on",     "for",   "in",   "at",   "with",         "about",
      "roughly", "by", "approximately", "some", "only", "around", "still", "even", "just", "respectively", "nearly"};
  return network(token) || one_of(token, kJoints) ||
         (token.kind == TokenKind::Mark && (token.word == "," || token.word == "/" || token.word == "(" || token.word == ")" || token.word == "~"));
}

class Marks {
 public:
  Marks(const Sentence& sentence, std::string_view before) : sentence_(sentence), tokens_(sentence.tokens), before_(before) {}

  std::vector<std::vector<Mark>> lists() {
    marks_ = told_results(sentence_);
    for (std::size_t i = sentence_.lead; i < tokens_.size(); ++i) {
      if (told(i)) continue;
      if (result_unit(tokens_[i]))
        printed(i);
      else if (tokens_[i].kind == TokenKind::Number)
        number(i);
      else if (tokens_[i].kind == TokenKind::Word)
        word(i);
    }
    inherit();
    std::erase_if(marks_, [](const Mark& one) { return one.told && one.metric.empty(); });
    if (marks_.empty()) perplexity();
    if (marks_.empty()) accuracy_from_to();
    if (marks_.empty())
      if (std::optional<Mark> mark = before_and_after(sentence_)) marks_.push_back(std::move(*mark));
    std::sort(marks_.begin(), marks_.end(), [](const Mark& a, const Mark& b) { return a.begin < b.begin; });
    std::vector<std::vector<Mark>> lists;
    for (Mark& mark : marks_) {
      const bool goes_on = !lists.empty() && lists.back().back().unit == mark.unit &&
                           (lists.back().back().metric.empty() == mark.metric.empty() || mark.unit == UnitKind::Points) &&
                           lists.back().back().share == mark.share && lists.back().back().told == mark.told &&
                           between(lists.back().back().end, mark.begin);
      if (!goes_on) lists.emplace_back();
      lists.back().push_back(std::move(mark));
    }
    return lists;
  }

 private:
  bool at(std::size_t i, std::string_view word) const { return i < tokens_.size() && tokens_[i].is(word); }
  bool told(std::size_t i) const {
    return std::any_of(marks_.begin(), marks_.end(), [&](const Mark& one) { return one.told && one.begin == i; });
  }
  bool between(std::size_t from, std::size_t to) const {
    if (to < from || to - from > 8) return false;
    return std::all_of(tokens_.begin() + static_cast<std::ptrdiff_t>(from), tokens_.begin() + static_cast<std::ptrdiff_t>(to), joins);
  }
  bool metric_near(std::size_t i, std::size_t reach, std::string_view metric) const {
    for (std::size_t j = i > reach ? i - reach : 0; j < std::min(tokens_.size(), i + reach + 1); ++j)
      if (metric_at(sentence_, j) == metric) return true;
    return false;
  }

  void add(std::size_t begin, std::size_t end, UnitKind unit, std::string value, double number, std::string metric = {}) {
    Mark mark;
    mark.begin = begin, mark.end = end, mark.unit = unit, mark.value = std::move(value), mark.number = number, mark.metric = std::move(metric);
    marks_.push_back(std::move(mark));
  }

  void printed(std::size_t i) {
    const Token& token = tokens_[i];
    if (i > 1 && tokens_[i - 1].is("±") && tokens_[i - 2].kind == TokenKind::Number) return;
    if (token.unit == UnitKind::Percent && i > 0 && tokens_[i - 1].is("at") && at(i + 1, ",") && i < 3) return;  // "At 75 %, it is 2.3x faster"
    std::string value = token.value;
    if (token.unit == UnitKind::Percent) value.resize(value.find('%'));
    if (token.unit == UnitKind::Points) value.resize(value.find(' '));
    add(i, i + 1, token.unit, std::move(value), token.number);
    marks_.back().times = token.word.find("times") != std::string::npos;
  }

  void number(std::size_t i) {
    const Token& token = tokens_[i];
    // "it is 1/1.62"
    if (token.value == "1" && at(i + 1, "/") && i + 2 < tokens_.size() && tokens_[i + 2].kind == TokenKind::Number && tokens_[i + 2].number > 1 &&
        tokens_[i + 2].value.find('.') != std::string::npos) {
      add(i, i + 3, UnitKind::Factor, tokens_[i + 2].value, tokens_[i + 2].number);
      marks_.back().bare = true;
      return;
    }
    // "75.9 ± 0.1 %"
    if (at(i + 1, "±") && i + 2 < tokens_.size() && result_unit(tokens_[i + 2]) && tokens_[i + 2].unit != UnitKind::Factor)
      return add(i, i + 1, tokens_[i + 2].unit, token.value, token.number);
    const bool in_digits = token.word.find_first_of("0123456789") != std::string::npos;
    if (token.number > 0 && token.number < 1 && !in_digits) return share(i);
    if (token.number == 0 || token.number >= 1000 || network_part(i) || (i > 0 && tokens_[i - 1].is("batch"))) return;
    // "a speed-up of 1.45", "a factor of 1.12", "factors are 3.9 and 6.2"
    for (std::size_t j = i > 9 ? i - 9 : 0; j < i && token.number > 0; ++j) {
      if (i - j > 5 && !(tokens_[j].is("gain") || tokens_[j].is("advantage"))) continue;
      const bool ahead = (tokens_[j].is("ahead") || tokens_[j].is("faster") || tokens_[j].is("quicker")) && j + 1 < i && tokens_[i - 1].is("by") &&
                         token.value.find('.') != std::string::npos;
      // "the gain shrinks from 2.9 to 2.3"
      const bool moves = (tokens_[j].is("gain") || tokens_[j].is("advantage")) && token.value.find('.') != std::string::npos &&
                         (tokens_[i - 1].is("to") || tokens_[i - 1].is("from"));
      const bool cue = ahead || moves || tokens_[j].is("factor") || tokens_[j].is("factors") || tokens_[j].is("speedup") ||
                       tokens_[j].is("speedups") || ((tokens_[j].is("up") || tokens_[j].is("ups")) && j > 0 && tokens_[j - 1].is("speed"));
      if (!cue) continue;
      const bool apart = std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(j), tokens_.begin() + static_cast<std::ptrdiff_t>(i),
                                     [](const Token& one) { return one.kind == TokenKind::Network || one.kind == TokenKind::Quantity; });
      const bool counts = i + 1 < tokens_.size() && (at(i + 1, "networks") || at(i + 1, "batch") || at(i + 1, "alternatives") ||
                                                     at(i + 1, "models") || at(i + 1, "workloads") || at(i + 1, "benchmarks") ||
                                                     at(i + 1, "designs") || at(i + 1, "accelerators") || at(i + 1, "baselines"));
      if (apart || counts) continue;
      add(i, i + 1, UnitKind::Factor, token.value, token.number);
      marks_.back().bare = true;
      return;
    }
    // "speed-up(ResNet-50, dense) = 2.31", "in the ratio 1.52 : 1", "in the proportion of 1.83 to 1"
    const bool equals = i > 3 && tokens_[i - 1].is("=") && (tokens_[i - 2].is(")") || network(tokens_[i - 2])) &&
                        (named_before(i, "speedup") || named_before(i, "speed"));
    const bool ratio = (at(i + 1, ":") || at(i + 1, "to")) && i + 2 < tokens_.size() && tokens_[i + 2].value == "1" && token.number > 1 &&
                       token.value.find('.') != std::string::npos && (named_before(i, "ratio") || named_before(i, "proportion"));
    if (equals || ratio) {
      add(i, ratio ? i + 3 : i + 1, UnitKind::Factor, token.value, token.number);
      marks_.back().bare = true;
      return;
    }
    // "a factor of 1.9 over A and of 1.2 over B"
    if (i > 2 && tokens_[i - 1].is("of") && tokens_[i - 2].is("and") && token.value.find('.') != std::string::npos)
      for (std::size_t j = i > 14 ? i - 14 : 0; j < i; ++j)
        if (tokens_[j].is("factor") || tokens_[j].is("factors") || tokens_[j].is("speedup") || tokens_[j].is("speedups")) {
          add(i, i + 1, UnitKind::Factor, token.value, token.number);
          marks_.back().bare = true;
          return;
        }
    if (stands_alone(i)) {
      add(i, i + 1, UnitKind::Factor, token.value, token.number);
      marks_.back().bare = true;
      return;
    }
    // "0.9 mAP", "-0.6 in F1", "F1 goes down by 0.5"
    const bool small = token.value.find('.') != std::string::npos && std::abs(token.number) <= 12;
    if (!small) return;
    const auto score = [&](std::size_t j) {
      return at(j, "map") || at(j, "f1") || at(j, "miou") || at(j, "bleu") || at(j, "em") || (at(j, "top") && j + 1 < tokens_.size()) ||
             at(j, "psnr") || at(j, "perplexity");
    };
    const bool behind = score(i + 1) || ((at(i + 1, "in") || at(i + 1, "of") || at(i + 1, "on")) && score(i + 2));
    bool moved = false;
    const bool loses =
        i > 0 && (tokens_[i - 1].is("loses") || tokens_[i - 1].is("costs") || tokens_[i - 1].is("cedes") || tokens_[i - 1].is("lose") ||
                  tokens_[i - 1].is("forfeits") || tokens_[i - 1].is("sacrifices") || tokens_[i - 1].is("lost") ||
                  (tokens_[i - 1].is("up") && i > 1 && (tokens_[i - 2].is("gives") || tokens_[i - 2].is("give"))));
    // "ResNet-18 gives up 0.8.", behind a sentence on accuracy
    if (loses && (before_ == "claims.accuracy" ||
                  std::any_of(tokens_.begin(), tokens_.begin() + static_cast<std::ptrdiff_t>(i),
                              [](const Token& one) { return one.kind == TokenKind::Quantity && one.unit == UnitKind::Points; })))
      moved = true;
    if (i > 0 && (loses || tokens_[i - 1].is("by") || tokens_[i - 1].is("of") || tokens_[i - 1].is("mere") || tokens_[i - 1].is("only") ||
                  tokens_[i - 1].is("merely") || tokens_[i - 1].is("just")))
      for (std::size_t j = i; j-- > (i > 8 ? i - 8 : 0);) {
        if (result_unit(tokens_[j]) || tokens_[j].is(";")) break;
        const std::string_view metric = metric_at(sentence_, j);
        if (metric.empty()) continue;
        moved = metric == "claims.accuracy";
        break;
      }
    // "brings the total loss to 0.49", "the perplexity is 0.15 above that of the dense model"
    moved = moved || (i > 1 && tokens_[i - 1].is("to") && (tokens_[i - 2].is("loss") || tokens_[i - 2].is("drop")) && before_ != "claims.energy");
    moved = moved || ((at(i + 1, "above") || at(i + 1, "higher") || at(i + 1, "worse") || at(i + 1, "more")) && named_before(i, "perplexity"));
    if (!behind && !moved) return;
    add(i, i + 1, UnitKind::Points, token.value, token.number, "claims.accuracy");
  }

  /// "With DeepLabv3 these numbers are 2.3 and 1.22." "We lead S2TA by 1.14 on YOLOv5m.": a decimal without a unit beside a network or an opponent,
  /// where speed or energy is what is measured.
  bool stands_alone(std::size_t i) const {
    const Token& token = tokens_[i];
    if (token.value.find('.') == std::string::npos || token.number < 0.3 || token.number > 60 || token.hyphened) return false;
    constexpr std::array<std::string_view, 17> kBehind{"on",   "for", "over",  "against", "and",    "with", "in",    "at",          "than",
                                                       "when", "but", "while", "whereas", "versus", "of",   "again", "respectively"};
    if (i + 1 < tokens_.size() && tokens_[i + 1].kind != TokenKind::Mark && !network(tokens_[i + 1]) && !one_of(tokens_[i + 1], kBehind))
      return false;
    if (at(i + 1, "-") || at(i + 1, "/") || at(i + 1, "±") || at(i + 1, "%") || (i > 0 && (tokens_[i - 1].is("±") || tokens_[i - 1].is("="))))
      return false;
    constexpr std::array<std::string_view, 24> kNotBefore{"set",      "as",      "section",  "table",     "figure", "fig",      "sec",     "version",
                                                          "batch",    "density", "sparsity", "threshold", "volt",   "v",        "weight",  "eq",
                                                          "equation", "chapter", "rate",     "slack",     "mean",   "variance", "entropy", "loss"};
    for (std::size_t j = i > 3 ? i - 3 : 0; j < i; ++j)
      if (one_of(tokens_[j], kNotBefore)) return false;
    bool beside = false;
    for (std::size_t j = 0; j < tokens_.size(); ++j)
      beside = beside || tokens_[j].kind == TokenKind::Network || tokens_[j].kind == TokenKind::Design || tokens_[j].is("dense");
    if (!beside) return false;
    // The measure that was named last, in this sentence or before it; one that follows right behind is as good.
    std::string_view metric = before_;
    for (std::size_t j = sentence_.lead; j < i; ++j) {
      if (const std::string_view one = metric_at(sentence_, j); !one.empty()) metric = one;
      if (tokens_[j].kind == TokenKind::Quantity && !result_unit(tokens_[j])) metric = {};
      if (tokens_[j].kind == TokenKind::Quantity && tokens_[j].unit == UnitKind::Points) metric = {};
    }
    for (std::size_t j = i + 1; j < std::min(tokens_.size(), i + 4); ++j)
      if (const std::string_view one = metric_at(sentence_, j); !one.empty()) metric = one;
    return metric == "claims.speedup" || metric == "claims.energy";
  }

  bool named_before(std::size_t i, std::string_view word) const {
    return std::any_of(tokens_.begin(), tokens_.begin() + static_cast<std::ptrdiff_t>(i), [&](const Token& one) { return one.is(word); });
  }
  bool network_part(std::size_t i) const { return i > 0 && tokens_[i].hyphened && tokens_[i - 1].kind == TokenKind::Network; }

  /// "Perplexity rises from 5.47 to 5.62", "a perplexity of 5.62, against 5.47": what it rises by.
  void perplexity() {
    if (!named_before(tokens_.size(), "perplexity")) return;
    std::vector<std::size_t> found;
    for (std::size_t i = sentence_.lead; i < tokens_.size(); ++i)
      if (tokens_[i].kind == TokenKind::Number && tokens_[i].value.find('.') != std::string::npos) found.push_back(i);
    if (found.size() != 2) return;
    const std::size_t one = found[0], two = found[1];
    const bool rises = one > 0 && at(one - 1, "from") && at(two - 1, "to");
    bool against = false;
    for (std::size_t i = one + 1; i < two && two - one < 6; ++i) against = against || any_of(tokens_[i], {"against", "versus", "vs", "compared"});
    if (!rises && !against) return;
    const double more = rises ? tokens_[two].number - tokens_[one].number : tokens_[one].number - tokens_[two].number;
    if (more <= 0) return;
    const std::size_t digits = tokens_[two].value.size() - tokens_[two].value.find('.') - 1;
    add(rises ? two : one, (rises ? two : one) + 1, UnitKind::Points, fmt::format("{:.{}f}", more, digits), more, "claims.accuracy");
  }

  /// "Top-1 decreases from 76.15 to 75.92": by 0.23 points.
  void accuracy_from_to() {
    for (std::size_t i = sentence_.lead + 1; i + 2 < tokens_.size(); ++i) {
      const Token &one = tokens_[i], &two = tokens_[i + 2];
      if (!tokens_[i - 1].is("from") || !tokens_[i + 1].is("to") || one.kind != TokenKind::Number || two.kind != TokenKind::Number) continue;
      if (one.number > 100 || two.number < 20 || one.number - two.number <= 0 || one.number - two.number > 15 ||
          !metric_near(i, 10, "claims.accuracy"))
        continue;
      const std::size_t dot = two.value.find('.'), digits = dot == std::string::npos ? 0 : two.value.size() - dot - 1;
      return add(i + 2, i + 3, UnitKind::Points, fmt::format("{:.{}f}", one.number - two.number, digits), one.number - two.number, "claims.accuracy");
    }
  }

  /// "a third faster", "half the energy", "cuts the energy by a quarter", "a fifth of the area"
  void share(std::size_t i) {
    const Token& token = tokens_[i];
    const bool faster = at(i + 1, "faster") || at(i + 1, "quicker") ||
                        ((at(i + 1, "more") || at(i + 1, "higher")) && (at(i + 2, "throughput") || at(i + 2, "speed") || at(i + 2, "performance")));
    if (faster) return add(i, i + 1, UnitKind::Factor, fmt::format("{:.3g}", 1 + token.number), 1 + token.number, "claims.speedup");
    // "drops by less than half a point"
    if (at(i + 1, "a") && (at(i + 2, "point") || (at(i + 2, "percentage") && at(i + 3, "point"))))
      return add(i, i + 1, UnitKind::Points, token.value, token.number);
    const double percent = token.number * 100;
    // A third is 33 %, an eighth 12.5 %.
    const std::string text = fmt::format("{:.6g}", std::abs(percent * 8 - std::round(percent * 8)) < 1e-9 ? percent : std::round(percent));
    const bool by = i > 0 && tokens_[i - 1].is("by");
    if (by && metric_near(i, 5, "claims.energy")) return add(i, i + 1, UnitKind::Percent, text, percent, "claims.energy");
    if (at(i + 1, "less") &&
        (at(i + 2, "energy") || at(i + 2, "power") ||
         std::any_of(tokens_.begin(), tokens_.begin() + static_cast<std::ptrdiff_t>(i), [&](const Token& one) { return in_joules(sentence_, one); })))
      return add(i, i + 1, UnitKind::Percent, text, percent, "claims.energy");
    const bool of_energy = at(i + 1, "of") && at(i + 2, "the") && at(i + 3, "energy");
    if (of_energy && std::any_of(tokens_.begin(), tokens_.end(), [](const Token& one) {
          return any_of(one, {"saved", "saves", "spared", "spares"});
        }))
      return add(i, i + 1, UnitKind::Percent, text, percent, "claims.energy");
    if (token.number == 0.5 && (at(i + 1, "the") || at(i + 1, "as")) && (at(i + 2, "energy") || at(i + 2, "power")))
      return add(i, i + 1, UnitKind::Percent, text, percent, "claims.energy");
    add(i, i + 1, UnitKind::Percent, text, percent);
    marks_.back().share = true;
  }

  /// "doubles the throughput", "twice as fast", "halves the energy"
  void word(std::size_t i) {
    const Token& token = tokens_[i];
    const auto near = [&](std::size_t reach, std::string_view metric) { return metric_near(i, reach, metric); };
    const auto has = [&](std::size_t reach, std::initializer_list<std::string_view> words) {
      for (std::size_t j = i > reach ? i - reach : 0; j < std::min(tokens_.size(), i + reach + 1); ++j)
        for (const std::string_view one : words)
          if (tokens_[j].is(one)) return true;
      return false;
    };
    if ((token.is("twice") || token.is("thrice")) && (near(3, "claims.speedup") || (at(i + 1, "as") && (at(i + 2, "fast") || at(i + 2, "quick")))))
      return add(i, i + 1, UnitKind::Factor, token.is("twice") ? "2" : "3", token.is("twice") ? 2 : 3, "claims.speedup");
    const bool doubles = token.is("doubles") || token.is("doubling") || token.is("doubled");
    if ((doubles || token.is("triples") || token.is("tripled") || token.is("quadruples")) && has(3, {"throughput", "speed", "performance"}) &&
        !has(4, {"multipliers", "peak"})) {
      const int factor = doubles ? 2 : token.is("quadruples") ? 4 : 3;
      return add(i, i + 1, UnitKind::Factor, std::to_string(factor), factor, "claims.speedup");
    }
    if (token.is("half") && at(i + 1, "a") && (at(i + 2, "percent") || (at(i + 2, "per") && at(i + 3, "cent"))) && near(8, "claims.accuracy"))
      return add(i, i + 1, UnitKind::Percent, "0.5", 0.5);
    if (token.is("half") && (at(i + 1, "the") || (at(i + 1, "as") && at(i + 2, "much"))) &&
        (at(i + 2, "energy") || at(i + 3, "energy") || at(i + 2, "power")))
      return add(i, i + 1, UnitKind::Percent, "50", 50, "claims.energy");
    if (token.is("half") && i > 0 && (tokens_[i - 1].is("by") || tokens_[i - 1].is("in")) && near(5, "claims.energy") && !at(i + 1, "of") &&
        !at(i + 1, "a"))
      return add(i, i + 1, UnitKind::Percent, "50", 50, "claims.energy");
    if ((token.is("halves") || token.is("halving") || token.is("halved")) && has(4, {"time", "latency", "runtime"}) && !has(4, {"energy"}))
      return add(i, i + 1, UnitKind::Factor, "2", 2, "claims.speedup");
    if ((token.is("halves") || token.is("halving") || token.is("halved")) && near(3, "claims.energy"))
      return add(i, i + 1, UnitKind::Percent, "50", 50, "claims.energy");
  }

  /// Numbers beside marks of a list are of its unit: "0.4 and 0.9 points", "2.6 times on A, 1.9 on B".
  void inherit() {
    for (bool more = true; more;) {
      more = false;
      for (std::size_t i = sentence_.lead; i < tokens_.size(); ++i) {
        const Token& token = tokens_[i];
        if (token.kind != TokenKind::Number || token.number == 0 || network_part(i)) continue;
        if (std::any_of(marks_.begin(), marks_.end(), [&](const Mark& one) { return one.begin <= i && i < one.end; })) continue;
        const bool decimal = token.value.find('.') != std::string::npos;
        for (const Mark& mark : marks_) {
          if (mark.told || (!mark.metric.empty() && mark.metric != "claims.accuracy")) continue;
          if (mark.share || (mark.bare && (i < mark.begin || token.value.find('.') == std::string::npos))) continue;
          const bool before = i < mark.begin;
          const std::size_t from = before ? i + 1 : mark.end, to = before ? mark.begin : i;
          if (to < from || !between(from, to)) continue;
          // Whole numbers only where nothing but a comma or "and" lies between: "3, 4 and 5x".
          if (!decimal && !(to - from == 1 && before && mark.unit != UnitKind::Points)) continue;
          if (!decimal && (tokens_[from].is("on") || tokens_[from].is("for") || tokens_[from].is("in") || tokens_[from].is("at"))) continue;
          if (to == from && !tokens_[before ? mark.begin : i].hyphened) continue;
          // "76.1 on A": behind a list, a network or a conjunction has to be there
          if (!before && std::none_of(tokens_.begin() + static_cast<std::ptrdiff_t>(from),
                                      tokens_.begin() + static_cast<std::ptrdiff_t>(std::min(tokens_.size(), i + 3)),
                                      [](const Token& one) { return network(one); }))
            continue;
          if (mark.unit == UnitKind::Percent && std::abs(token.number) > 100) continue;
          if (mark.unit == UnitKind::Points && std::abs(token.number) > 20) continue;
          if (i > 0 && tokens_[i - 1].is("batch")) continue;
          if (before && !decimal && i > 0 && any_of(tokens_[i - 1], {"with", "at", "of"})) continue;  // "with sixteen, 1.6x"
          Mark one = mark;
          one.begin = i, one.end = i + 1, one.value = token.value, one.number = token.number;
          marks_.push_back(std::move(one));
          more = true;
          break;
        }
      }
    }
  }

  const Sentence& sentence_;
  const std::vector<Token>& tokens_;
  std::string_view before_;
  std::vector<Mark> marks_;
};

}  // namespace

std::string_view metric_at(const Sentence& sentence, std::size_t at) {
  const Token& token = sentence.tokens[at];
  const auto next = [&](std::string_view word) { return at + 1 < sentence.tokens.size() && sentence.tokens[at + 1].is(word); };
  if (token.is("top"))
    return at + 1 < sentence.tokens.size() && (sentence.tokens[at + 1].value == "1" || sentence.tokens[at + 1].value == "5") ? "claims.accuracy"
                                                                                                                             : std::string_view{};
  if (token.is("map") && (sentence.text[token.begin] != 'm' || sentence.text[token.begin + 1] != 'A')) return {};
  if (token.is("em") && sentence.text[token.begin] != 'E') return {};
  if (token.is("energy") && next("delay")) return {};
  if ((token.is("frame") || token.is("frames")) && next("rate")) return "claims.speedup";
  if (token.is("wer") || (token.is("error") && (next("rate") || next("rates")))) return "claims.accuracy";
  if (token.is("power") && (next("of") || next("mode") || next("gating") || next("model"))) return {};
  if (in_joules(sentence, token)) return "claims.energy";
  if (one_of(token, kAccuracy)) return "claims.accuracy";
  if (one_of(token, kEnergy)) return "claims.energy";
  if (one_of(token, kArea)) return "claims.area";
  if (one_of(token, kSpeed)) return "claims.speedup";
  return {};
}

bool better_in_something(const Token& token) {
  constexpr std::array<std::string_view, 18> kBetter{"lead",      "leads",       "outrun",       "outruns", "beaten", "trails",
                                                     "surpasses", "beat",        "beats",        "ahead",   "gain",   "gains",
                                                     "advantage", "improvement", "improvements", "better",  "wins",   "win"};
  return one_of(token, kBetter);
}

std::string topic_of(const Sentence& heading) {
  std::string topic;
  for (std::size_t i = 0; i < heading.tokens.size(); ++i) {
    const std::string_view metric = metric_at(heading, i);
    if (metric.empty() || metric == topic || better_in_something(heading.tokens[i])) continue;
    if (!topic.empty()) return {};
    topic = metric;
  }
  return topic;
}

std::vector<std::vector<Mark>> lists_of_marks(const Sentence& sentence, std::string_view before) { return Marks(sentence, before).lists(); }

std::vector<int> parts_by_measure(const Sentence& sentence) {
  const auto& tokens = sentence.tokens;
  std::vector<int> parts(tokens.size(), 0);
  int part = 0;
  bool marked = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i > 0 && sentence.clause[i] != sentence.clause[i - 1]) marked = false;
    const bool joint = tokens[i].is("and") || tokens[i].is(",") || tokens[i].is("but") || tokens[i].is("while") || tokens[i].is("plus");
    if (joint && marked)
      for (std::size_t j = i + 1; j < std::min(tokens.size(), i + 5); ++j) {
        if (tokens[j].kind == TokenKind::Quantity || tokens[j].kind == TokenKind::Number || tokens[j].is(",")) break;
        if (metric_at(sentence, j).empty()) continue;
        ++part;
        marked = false;
        break;
      }
    marked = marked || result_unit(tokens[i]) || (tokens[i].kind == TokenKind::Number && tokens[i].value.find('.') != std::string::npos);
    parts[i] = part;
  }
  return parts;
}

}  // namespace skeptic::papers
