// Results in sentences: speed-up, energy, area and accuracy, what they are relative to, on which network, at which batch.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "papers/collect.h"
#include "papers/result_measures.h"
#include "papers/result_owners.h"

namespace skeptic::papers {
namespace {

/// Words that a percentage of each measure needs beside it.
constexpr std::array<std::string_view, 19> kFaster{"faster", "outperforms", "speedup",  "speed",    "outperform",  "gain",     "throughput",
                                                   "ahead",  "quicker",     "beats",    "improves", "improvement", "improved", "performance",
                                                   "slower", "advantage",   "speedups", "gains",    "improve"};
constexpr std::array<std::string_view, 42> kLoss{
    "loses", "lose",  "loss",      "lost",     "losing",    "drop",     "drops",    "dropped",    "degrades", "degradation", "diminishes",
    "falls", "fell",  "decreases", "decrease", "decreased", "cost",     "costs",    "sacrifices", "within",   "below",       "lower",
    "wins",  "gains", "hurts",     "down",     "reduced",   "reduces",  "declines", "losses",     "behind",   "short",       "slips",
    "worse", "goes",  "less",      "missing",  "cedes",     "forfeits", "under",    "sink",       "fewer"};
constexpr std::array<std::string_view, 10> kAchieves{"achieves", "achieve", "reaches", "attains", "delivers",
                                                     "gets",     "obtains", "yields",  "brings",  "gives"};

class Results : ResultMeasures {
 public:
  Results(const Sentence& sentence, const Background& background, Collector& collector)
      : ResultMeasures(sentence, collector.metric, collector.topic), background_(background), collector_(collector) {}

  void read() {
    before_ = collector_.overs;
    const std::vector<std::vector<Mark>> lists = lists_of_marks(sentence_, collector_.metric);
    const std::vector<std::vector<Owner>> owners = owners_of(sentence_, lists);
    last_list_ = lists.empty() ? nullptr : &lists.back();
    for (std::size_t i = 0; i < lists.size(); ++i) {
      owners_ = &owners[i];
      read_list(lists[i], metric_in_order(lists, i));
    }
    if (!overs_.empty()) collector_.overs = overs_;
    // "Speed-up over dense." before what was measured on each network
    if (lists.empty() && tokens_.size() <= 9)
      for (std::size_t i = 0; i + 1 < tokens_.size(); ++i)
        if ((metric_at(sentence_, i) == "claims.speedup" && (word(i + 1, "over") || word(i + 1, "relative") || word(i + 1, "against"))) ||
            (any_of(tokens_[i], {"normalised", "normalized"}) && word(i + 1, "to"))) {
          Mark here;
          here.begin = here.end = i + 1;
          if (std::string over = over_of(sentence_, {here}); !over.empty()) collector_.overs = {std::move(over)};
        }
    unaffected();
    if (!listed_.empty()) collector_.networks = listed_;
    if (!metric_here_.empty()) {
      collector_.metric = metric_here_;
      return;
    }
    // "Energy?" "Accuracy." alone say what comes.
    std::string named;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const std::string_view metric = metric_at(sentence_, i);
      const Token& token = tokens_[i];
      if (metric == "claims.energy" || metric == "claims.area" || token.is("accuracy") || token.is("faster") || token.is("speedup")) named = metric;
      if (named.empty() && any_of(token, {"normalised", "normalized"}) && word(i + 1, "to")) named = "claims.speedup";
    }
    for (const Token& token : tokens_)
      if (named.empty() && token.kind == TokenKind::Quantity && token.unit == UnitKind::Area) named = "claims.area";
    collector_.metric = named;
    if (tokens_.size() <= 5 && !named.empty()) collector_.topic = named;
  }

 private:
  /// "performance per area", "area efficiency": neither a speed-up nor an area.
  bool per_area(const Mark& mark) const {
    for (std::size_t i = mark.begin > 8 ? mark.begin - 8 : 0; i + 1 < std::min(tokens_.size(), mark.end + 8); ++i)
      if (parts_[i] == parts_[mark.begin] &&
          ((word(i, "per") && (word(i + 1, "area") || word(i + 1, "mm2") || word(i + 1, "mm"))) || (word(i, "area") && word(i + 1, "efficiency"))))
        return true;
    return false;
  }

  /// "…; on ResNet-50 by …": a part of the sentence that begins with its network.
  bool opens_with_network(const std::vector<Mark>& list) const {
    for (std::size_t i = list.front().begin; i-- > 2;) {
      if (tokens_[i].kind == TokenKind::Quantity) return false;
      if (tokens_[i].kind == TokenKind::Network) return word(i - 1, "on") && word(i - 2, ";");
    }
    return false;
  }

  /// `in_order`: the measure where the sentence names one for each list.
  void read_list(const std::vector<Mark>& list, const std::string& in_order) {
    const Mark& first = list.front();
    if (first.told) {
      for (std::size_t n = 0; n < list.size(); ++n) add(list, n, list[n].metric, list[n].value, 2);
      return;
    }
    if (per_area(first) || not_of_the_design(first)) return;
    std::string metric = !first.metric.empty() ? first.metric : !in_order.empty() ? in_order : metric_of(list);
    const bool own_metric = !metric.empty();
    if (!own_metric) metric = collector_.metric;
    if (first.unit == UnitKind::Points) metric = "claims.accuracy";
    if (first.bare && first.unit == UnitKind::Factor) {
      if (metric == "claims.accuracy" || metric == "claims.area") metric.clear();
      const bool compared = !listed_.empty() || own_metric || near(first.begin, list.back().end, 8, kBehindOver);
      if (metric.empty() && compared && !varies()) metric = "claims.speedup";
      if (varies()) return;
    }
    if (metric.empty() && first.unit == UnitKind::Factor && (!first.times || !listed_.empty()) && !listed_.empty()) metric = "claims.speedup";
    // "Ours achieves 3.1x over the dense array."
    if (metric.empty() && first.unit == UnitKind::Factor && !first.times && near(first.begin, first.end, 3, kAchieves) &&
        !over_of(sentence_, list).empty())
      metric = "claims.speedup";
    if (metric.empty() && first.unit == UnitKind::Factor && (compared(list) || other_is_worse(sentence_, list) < tokens_.size()))
      metric = collector_.topic == "claims.energy" ? "claims.energy" : "claims.speedup";
    if (const std::string_view signed_one = signed_in_brackets(first); !signed_one.empty()) metric = signed_one;
    if (first.share && metric.empty()) metric = "claims.area";
    // "1.23x faster and 2.4% larger"
    if (first.unit == UnitKind::Percent && first.metric.empty() && (word(list.back().end, "larger") || word(list.back().end, "bigger")) &&
        list.size() == 1 && area_of_part(list))
      metric = "claims.area";
    if (first.unit == UnitKind::Percent && !own_metric && first.metric.empty() && area_of_part(list)) metric = "claims.area";
    if (first.unit == UnitKind::Percent && first.number >= 50 && correct(first.begin, list.back().end)) metric = "claims.accuracy";
    if (metric.empty() && first.unit == UnitKind::Percent && speed_of_time(first) > 0 && (!listed_.empty() || !over_of(sentence_, list).empty()))
      metric = "claims.speedup";
    if (first.unit == UnitKind::Factor && of_efficiency(first)) metric = "claims.energy";
    if (area_before(first)) metric = "claims.area";
    if (metric.empty()) return;
    // "speed and energy efficiency improve by 1.3x and 1.5x"
    std::vector<std::string> several = list.size() > 1 ? measures_behind(list) : std::vector<std::string>{};
    if (several.empty()) several = measures_in_order(list);
    for (std::size_t n = 0; n < list.size(); ++n) {
      std::string value, one = several.empty() ? metric : several[n];
      int weight = 2;
      if (!value_of(list, n, own_metric, one, value, weight)) continue;
      add(list, n, one, std::move(value), weight);
    }
  }

  /// The value of a mark as a result of a measure; false where it is none.
  bool value_of(const std::vector<Mark>& list, std::size_t n, bool own_metric, std::string& metric, std::string& value, int& weight) {
    const Mark& mark = list[n];
    const std::size_t begin = list.front().begin, end = list.back().end;
    value = mark.value;
    switch (mark.unit) {
      case UnitKind::Points:
        return points(mark, begin, end, value);
      case UnitKind::Factor: {
        if (metric == "claims.accuracy") metric = near(begin, end, 3, kFaster) || !own_metric || !listed_.empty() ? "claims.speedup" : "";
        if (metric.empty()) return false;
        if (metric == "claims.area" && !near(begin, end, 3, std::array<std::string_view, 5>{"smaller", "larger", "less", "area", "bigger"}))
          metric = "claims.speedup";
        if (mark.times && own_metric && metric == "claims.speedup" && !speed_near(begin, end) && listed_.empty()) return false;
        if (other_is_worse(sentence_, list) < tokens_.size()) return mark.number > 0 && mark.number < 1000;
        // "four times fewer multiplications", "twice as many cycles"
        if (mark.times && !word(mark.end + 1, "cycles") && (word(mark.end, "fewer") || (word(mark.end, "as") && word(mark.end + 1, "many"))))
          return false;
        if (mark.number <= 0 || mark.number > 10000) return false;
        if (metric == "claims.speedup" && mark.number < 1 && time_of_another(mark)) value = fmt::format("{:.3g}", 1 / mark.number);
        // "We are slower than SparTen by 1.2x."
        for (std::size_t i = 0; i < begin; ++i)
          if (tokens_[i].is("slower") && i + 6 > begin && parts_[i] == parts_[begin]) return false;
        return !near(begin, end, 2, std::array<std::string_view, 1>{"slower"});
      }
      default:
        break;
    }
    // "buffers take 61 %, multipliers 22 %": what a part takes that every chip has
    if (begin > 0 && (any_of(tokens_[begin - 1], {"buffers", "multipliers", "memories", "srams"}) ||
                      (begin > 1 && any_of(tokens_[begin - 1], {"take", "takes"}) &&
                       any_of(tokens_[begin - 2], {"buffers", "multipliers", "memories", "srams", "sram"}))))
      return false;
    // "of which SRAM accounts for 60 %"
    for (std::size_t i = begin; i-- > (begin > 4 ? begin - 4 : 0);)
      if (one_of(tokens_[i], kShareOf) && i > 0 && any_of(tokens_[i - 1], {"sram", "srams", "memory", "memories", "buffers", "multipliers", "macs"}))
        return false;
    if (mark.share && mark.metric.empty()) {
      for (std::size_t i = mark.end; i < std::min(tokens_.size(), mark.end + 4); ++i)
        if (any_of(tokens_[i], {"cycles", "time", "latency", "multiplications"})) return false;
      if (metric != "claims.area" && !(near(begin, end, 5, kAdded) && area_anywhere())) return false;
      if (!near(begin, end, 3, kShareOf)) return false;
      metric = "claims.area";
      value += "%";
      return true;
    }
    if (!mark.metric.empty()) {
      value += "%";
      return true;
    }
    return percent(list, n, own_metric, metric, value, weight);
  }

  bool points(const Mark& mark, std::size_t begin, std::size_t end, std::string& value) const {
    if (word(0, "if") || tokens_[mark.begin].word == "points") return false;
    bool accuracy = false;
    for (std::size_t i = begin > 8 ? begin - 8 : 0; i < std::min(tokens_.size(), end + 8); ++i)
      accuracy = accuracy || metric_at(sentence_, i) == "claims.accuracy";
    const bool given_up = begin > 1 && word(begin - 1, "up") && any_of(tokens_[begin - 2], {"gives", "give", "gave", "giving"});
    if (!accuracy && mark.metric.empty() && !given_up && !near(begin, end, 8, kLoss) && collector_.metric != "claims.accuracy" && value[0] != '-')
      return false;
    const bool perplexity = word(mark.end, "perplexity") || (word(mark.end, "of") && word(mark.end + 1, "perplexity")) ||
                            (tokens_[mark.begin].kind == TokenKind::Number && named_before(begin, "perplexity"));
    const bool bleu = word(mark.end, "bleu") || (tokens_[mark.begin].kind == TokenKind::Number && named_before(begin, "bleu"));
    value += perplexity ? " perplexity" : bleu ? " BLEU" : " points";
    return true;
  }

  bool percent(const std::vector<Mark>& list, std::size_t n, bool own_metric, std::string& metric, std::string& value, int& weight) {
    const Mark& mark = list[n];
    const std::size_t begin = list.front().begin, end = list.back().end;
    // "39, 30 and 12 percent of the energy"
    const std::size_t next = tokens_[mark.begin].kind == TokenKind::Number ? end : mark.end;
    if (const double factor = speed_of_time(mark); factor > 0) {
      metric = "claims.speedup";
      value = fmt::format("{:.3g}", factor);
      return true;
    }
    // Shares of something else: "90% of the multiplications", "80 % zeros".
    for (const std::string_view other :
         {"zeros", "sparsity", "sparse", "nonzero", "nonzeros", "utilisation", "utilization", "density", "zero", "dense", "occupancy"})
      if (word(next, other)) return false;
    for (std::size_t i = next; i < std::min(tokens_.size(), next + 4); ++i)
      if (word(i, "removed") || word(i, "pruned") || word(i, "deleted")) return false;
    bool of_energy = false;
    if (word(next, "of") && !(metric == "claims.accuracy" && mark.number >= 50 && correct(begin, end))) {
      const std::string_view whole = whole_of(list, n, metric, collector_.metric);
      if (whole.empty()) return false;
      if (whole == "claims.area") metric = whole;
      of_energy = whole == "claims.energy";
    }
    value += "%";
    // "prunes to 80 %"
    if (begin > 1 && word(begin - 1, "to") && tokens_[begin - 2].word.starts_with("prun")) return false;
    // How exact a model is, and how much a pattern keeps, are no results.
    for (std::size_t i = begin > 6 ? begin - 6 : 0; i < begin; ++i)
      for (const std::string_view exact :
           {"sparsity", "density", "occupancy", "error", "agrees", "agree", "deviation", "deviates", "calibrated", "verified", "rtl", "validated"})
        if (tokens_[i].is(exact)) return false;
    if (metric == "claims.energy" && near(begin, end, 7,
                                          std::array<std::string_view, 10>{"survives", "survive", "retained", "retains", "kept", "keeps", "preserved",
                                                                           "retain", "keep", "threshold"}))
      return false;
    if (metric == "claims.speedup") {
      // "is lowered from 92% to 85%": a share of something
      if (begin > 0 && word(begin - 1, "from") && word(next, "to")) return false;
      if (n > 0 && begin > 0 && word(begin - 1, "from")) return false;
      if (!near(begin, end, 5, kFaster)) {
        // "outperforms X by 27 % on A, 41 % on B"
        bool chain = false;
        for (std::size_t j = 0; j < begin; ++j) chain = chain || tokens_[j].is("outperforms") || tokens_[j].is("faster");
        if (!chain || !own_metric) return false;
      }
      const bool slower = near(begin, end, 3, std::array<std::string_view, 1>{"slower"});
      value = fmt::format("{:.6g}", slower ? 1 - mark.number / 100 : 1 + mark.number / 100);
      return true;
    }
    // "27 % more energy-efficient"
    if (metric == "claims.energy" && word(next, "more") &&
        (word(next + 1, "energy") || word(next + 1, "efficient") || word(next + 1, "energy_efficient"))) {
      value = fmt::format("{:.6g}", 1 + mark.number / 100);
      return word(next + 2, "efficient") || !word(next + 1, "energy");
    }
    // "improves energy efficiency by 19 %"
    if (metric == "claims.energy" && efficiency_grows(begin, end)) {
      value = fmt::format("{:.6g}", 1 + mark.number / 100);
      return true;
    }
    if (metric == "claims.energy") {
      // "consumes less than 1 % of the energy": a share of a part; "rises by 2 %"
      if (begin > 1 && word(begin - 1, "than") && word(begin - 2, "less") &&
          near(begin, begin, 5, std::array<std::string_view, 3>{"consumes", "takes", "accounts"}))
        return false;
      if (begin > 1 && word(begin - 1, "by") && any_of(tokens_[begin - 2], {"rises", "increases", "grows", "rose"})) return false;
      if (value[0] == '-') {
        value.erase(0, 1);
        return true;
      }
      const bool follows = last_metric_ == metric && (word(begin - 1, "by") || word(begin - 1, "and") || word(begin - 1, ",") ||
                                                      word(begin - 1, "mere") || word(begin - 1, "only") || word(begin - 1, "another"));
      const bool by = begin > 0 && (word(begin - 1, "by") || (begin > 1 && word(begin - 1, ",") && tokens_[begin - 2].kind == TokenKind::Network)) &&
                      less_before(begin);
      // "The energy savings over A and B amount to 38 % and 17 %"
      bool savings = false;
      for (std::size_t i = begin; i-- > 0 && tokens_[i].kind != TokenKind::Quantity;)
        savings = savings || any_of(tokens_[i], {"savings", "saving", "reduction", "reductions"});
      // "With DeiT-S it is 22 %, with GPT-2 19 %", behind a sentence on energy
      bool continues = !own_metric && collector_.metric == metric && !listed_.empty() && begin > 0 &&
                       (tokens_[begin - 1].kind == TokenKind::Network || any_of(tokens_[begin - 1], {"is", "are", ",", "only", "even", "with"}));
      for (std::size_t i = 0; i < tokens_.size(); ++i)
        continues = continues && metric_at(sentence_, i).empty() && !any_of(tokens_[i], {"zero", "zeros", "sparsity", "density"});
      return (continues || near(begin, end, 5, kLess) || follows || by || of_energy || savings) &&
             !near(begin, end, 1, std::array<std::string_view, 1>{"more"});
    }
    if (metric == "claims.area")
      return !signed_in_brackets(list.front()).empty() || overhead_said(begin) ||
             (last_metric_ == metric && begin > 0 && word(begin - 1, "another")) || near(begin, end, 5, kAdded) || word(next, "of") ||
             area_of_part(list) || (signed_with(mark, '+') && begin > 0 && (word(begin - 1, ":") || word(next, "area") || word(next, "silicon"))) ||
             area_before(list.front());
    if (metric != "claims.accuracy") return false;
    if (mark.number >= 50 && (dense_is_subject(begin) || of_the_unchanged(mark))) {
      collector_.add(sentence_, metric, value, mark.begin, mark.end, "result-of-another", 2, Standing::Other);
      return false;
    }
    if (mark.number >= 50 && correct(begin, end)) {
      weight = 1;
      return true;
    }
    if (mark.number <= 25) {
      bool loss = near(begin, end, 6, kLoss) || !signed_in_brackets(list.front()).empty();
      for (std::size_t i = 0; i < begin && !loss; ++i)
        loss = own_metric && sentence_.clause[i] == sentence_.clause[begin] &&
               (tokens_[i].is("loss") || tokens_[i].is("drop") || tokens_[i].is("losses"));
      return loss;
    }
    if (!own_metric) return false;
    bool dense = false;
    for (std::size_t j = begin > 2 ? begin - 3 : 0;
         j < std::min(tokens_.size(), mark.begin + 3) && sentence_.clause[j] <= sentence_.clause[mark.begin]; ++j)
      dense = dense || tokens_[j].is("dense") || tokens_[j].is("unpruned") || tokens_[j].is("against") || tokens_[j].is("baseline") ||
              tokens_[j].is("original") || (tokens_[j].is("from") && j + 1 == mark.begin);
    if (dense) {
      collector_.add(sentence_, metric, value, mark.begin, mark.end, "result-of-another", 2, Standing::Other);
      return false;
    }
    weight = 1;
    return true;
  }

  /// "Accuracy is unaffected", "without loss of accuracy".
  void unaffected() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!tokens_[i].is("accuracy") && !tokens_[i].is("accuracies")) continue;
      bool same = no_loss(i), untouched = false;
      std::size_t end = i + 1;
      for (std::size_t j = i + 1; j < std::min(tokens_.size(), i + 6) && sentence_.clause[j] == sentence_.clause[i]; ++j) {
        if (tokens_[j].kind == TokenKind::Quantity || tokens_[j].kind == TokenKind::Number) break;
        const bool says = tokens_[j].is("unaffected") || tokens_[j].is("unchanged") || tokens_[j].is("untouched") || tokens_[j].is("intact") ||
                          tokens_[j].is("identical");
        if (says && sentence_.negation[j] < 0) same = true, end = j + 1;
        const bool touched = any_of(tokens_[j], {"touched", "affected", "changed", "altered", "harmed", "impaired", "compromised"});
        if (touched && sentence_.negation[j] >= 0) same = untouched = true, end = j + 1;
      }
      if (!same || (sentence_.negation[i] >= 0 && !no_loss(i))) continue;
      Stated stated = blank("claims.accuracy", "0 points", i, end);
      collector_.add(std::move(stated), no_loss(i) || untouched ? sentence_.standing[i] : standing_of(sentence_, {i, end - 1}));
    }
    // "ResNet-50 loses nothing"
    for (std::size_t i = 1; i + 1 < tokens_.size(); ++i)
      if (any_of(tokens_[i], {"loses", "lose", "lost", "losing"}) && tokens_[i + 1].is("nothing") && tokens_[i - 1].kind == TokenKind::Network) {
        Stated stated = blank("claims.accuracy", "0 points", i, i + 2);
        stated.on = tokens_[i - 1].value, stated.over = "dense";
        collector_.add(std::move(stated), sentence_.standing[i]);
      }
  }

  Stated blank(const std::string& metric, std::string value, std::size_t begin, std::size_t end) const {
    Stated stated;
    stated.key = metric;
    stated.value = std::move(value);
    stated.sentence = sentence_.number;
    stated.page = sentence_.page;
    stated.line = sentence_.line;
    stated.quote = quote_of(sentence_, begin, end);
    stated.rule = metric == "claims.speedup"  ? "speed-up"
                  : metric == "claims.energy" ? "energy-result"
                  : metric == "claims.area"   ? "area-result"
                                              : "accuracy-result";
    return stated;
  }

  void add(const std::vector<Mark>& list, std::size_t n, const std::string& metric, std::string value, int weight) {
    const Mark& mark = list[n];
    Stated stated = blank(metric, std::move(value), mark.begin, mark.end);
    stated.weight = weight;
    stated.on = network_of(sentence_, list, n, listed_, collector_.networks);
    stated.over = listed_.size() == list.size() && list.size() > 1 ? std::string() : over_in_order(sentence_, list, n);
    if (const std::vector<std::string> behind = overs_behind(sentence_, list); !behind.empty()) {
      stated.over = behind[n];
      if (listed_.size() == list.size()) stated.on.clear();  // of all of them
    }
    // "…; on ResNet-50 by 1.8x and 1.3x": over the same as before it
    if (stated.over.empty() && list.size() > 1 && overs_.size() - std::min(n, overs_.size()) == list.size() && opens_with_network(list))
      stated.over = overs_[n];
    if (mark.ours) stated.over = mark.over;
    if (!(*owners_)[n].over.empty()) stated.over = (*owners_)[n].over;
    if (stated.over.empty()) stated.over = over_of(sentence_, list);
    // "energy by 2.1x and area by 1.3x against SparTen": both are over it
    if (stated.over.empty() && last_list_ != nullptr && &list != last_list_ && mark.unit == last_list_->front().unit && metric != "claims.accuracy" &&
        std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(mark.end), tokens_.begin() + static_cast<std::ptrdiff_t>(last_list_->front().begin),
                    [](const Token& one) { return one.is("and"); }) &&
        std::none_of(tokens_.begin() + static_cast<std::ptrdiff_t>(mark.end),
                     tokens_.begin() + static_cast<std::ptrdiff_t>(last_list_->front().begin),
                     [](const Token& one) { return one.kind == TokenKind::Mark; }))
      stated.over = over_of(sentence_, *last_list_);
    // What a network loses, it loses against itself before it was changed, where the sentence does not say.
    if (metric == "claims.accuracy" && stated.over.empty() && (mark.unit == UnitKind::Points || mark.number < 50)) stated.over = "dense";
    if (stated.over.empty()) stated.over = last_over_;
    if (stated.over.empty() && list.size() > 1 && listed_.size() == 1 && before_.size() == list.size())
      stated.over = before_[n];
    else if (stated.over.empty() && before_.size() == 1 && overs_.empty() && sentence_.kind == PassageKind::Caption && !stated.on.empty())
      stated.over = before_[0];
    else if (metric != "claims.accuracy")
      last_over_ = stated.over;
    if (metric == "claims.speedup" || metric == "claims.energy") overs_.push_back(stated.over);
    if (stated.over.empty() && metric != "claims.area") stated.over = background_.over;
    for (std::size_t j = 0; j < tokens_.size(); ++j)
      if (tokens_[j].is("batch"))
        for (std::size_t k = j + 1; k < std::min(tokens_.size(), j + 5) && stated.batch.empty(); ++k)
          if (tokens_[k].kind == TokenKind::Number) stated.batch = tokens_[k].value;
    if (stated.batch.empty()) stated.batch = background_.batch;
    collector_.add(std::move(stated), mark.ours ? Standing::Own : (*owners_)[n].standing.value_or(standing_of_result(sentence_, list, n)));
    metric_here_ = metric;
    last_metric_ = metric;
  }

  const Background& background_;
  Collector& collector_;
  std::vector<std::string> before_, overs_;  ///< what results are relative to: of the sentence before, and of this one
  std::string metric_here_, last_over_, last_metric_;
  const std::vector<Mark>* last_list_ = nullptr;
  const std::vector<Owner>* owners_ = nullptr;  ///< of the marks of the list that is read
};

}  // namespace

void read_results(const Sentence& sentence, const Background& background, Collector& collector) { Results(sentence, background, collector).read(); }

}  // namespace skeptic::papers
