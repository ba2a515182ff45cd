// Results in sentences: speed-up, energy, area and accuracy, what they are relative to, on which network, at which batch.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "papers/collect.h"

namespace skeptic::papers {
namespace {

template <std::size_t N>
bool one_of(const Token& token, const std::array<std::string_view, N>& words) {
  return token.kind == TokenKind::Word && std::find(words.begin(), words.end(), token.word) != words.end();
}

constexpr std::array<std::string_view, 22> kSpeed{"faster",      "fast",         "speedup",       "speedups",   "speed",       "quicker",
                                                  "outperforms", "outperform",   "outperforming", "throughput", "performance", "ahead",
                                                  "accelerates", "acceleration", "gain",          "gains",      "cycles",      "time",
                                                  "latency",     "accelerated",  "runs",          "slower"};
constexpr std::array<std::string_view, 6> kEnergy{"energy", "joules", "power", "efficiency", "joule", "efficient"};
constexpr std::array<std::string_view, 7> kArea{"area", "die", "silicon", "footprint", "gates", "core", "chip"};
constexpr std::array<std::string_view, 8> kAccuracy{"accuracy", "top", "quality", "map", "f1", "bleu", "accurate", "accuracies"};
constexpr std::array<std::string_view, 24> kLess{"less",   "saves",   "save",      "saving",    "savings",  "lower",     "lowers",   "reduces",
                                                 "reduce", "reduced", "reduction", "decreases", "decrease", "decreased", "fewer",    "saved",
                                                 "falls",  "drops",   "cuts",      "cut",       "down",     "better",    "improves", "spends"};
constexpr std::array<std::string_view, 29> kLoss{"loses",    "lose",        "loss",       "lost",    "losing",  "drop",      "drops",    "dropped",
                                                 "degrades", "degradation", "diminishes", "falls",   "fell",    "decreases", "decrease", "decreased",
                                                 "cost",     "costs",       "sacrifices", "within",  "below",   "lower",     "wins",     "gains",
                                                 "hurts",    "down",        "reduced",    "reduces", "declines"};
constexpr std::array<std::string_view, 31> kAdded{"adds",  "add",   "added",   "adding",   "overhead", "increase", "increases", "increased",
                                                  "cost",  "costs", "costing", "accounts", "account",  "occupies", "occupy",    "takes",
                                                  "take",  "makes", "claim",   "claims",   "smaller",  "less",     "larger",    "additional",
                                                  "extra", "grows", "below",   "than",     "consumes", "of",       "more"};
constexpr std::array<std::string_view, 9> kBehindOver{"than", "over", "against", "versus", "vs", "to", "with", "of", "from"};

bool near(const Sentence& sentence, std::size_t at, std::size_t reach, const auto& words) {
  for (std::size_t i = at > reach ? at - reach : 0; i < std::min(sentence.tokens.size(), at + reach + 1); ++i)
    if (one_of(sentence.tokens[i], words)) return true;
  return false;
}

/// The metric whose word is nearest; words of the same clause before others.
std::string metric_of(const Sentence& sentence, std::size_t at) {
  std::string best;
  double distance = 1e9;
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    const Token& token = sentence.tokens[i];
    std::string_view metric;
    if (one_of(token, kSpeed)) metric = "claims.speedup";
    if (one_of(token, kEnergy)) metric = "claims.energy";
    if (one_of(token, kArea)) metric = "claims.area";
    if (one_of(token, kAccuracy)) metric = "claims.accuracy";
    if (metric.empty()) continue;
    if (token.is("top") && !(i + 1 < sentence.tokens.size() && (sentence.tokens[i + 1].value == "1" || sentence.tokens[i + 1].value == "5")))
      continue;
    if ((token.is("time") || token.is("runs") || token.is("cycles") || token.is("latency")) && sentence.tokens[at].unit == UnitKind::Percent)
      continue;
    if ((token.is("core") || token.is("chip")) && (sentence.tokens[at].unit != UnitKind::Percent || i < at)) continue;
    double off = i < at ? static_cast<double>(at - i) + 0.5 : static_cast<double>(i - at);
    // A word that says what the quantity is stands close behind it: "1.3x faster", "37 percent less energy".
    for (std::size_t j = std::min(i, at) + 1; j < std::max(i, at); ++j)
      if (sentence.tokens[j].kind == TokenKind::Quantity &&
          (sentence.tokens[j].unit == UnitKind::Factor || sentence.tokens[j].unit == UnitKind::Percent ||
           sentence.tokens[j].unit == UnitKind::Points))
        off += 4;
    if (sentence.clause[i] != sentence.clause[at]) off += 6;
    if (off < distance) distance = off, best = metric;
  }
  return best;
}

}  // namespace

void read_results(const Sentence& sentence, const Background& background, Collector& collector) {
  const auto& tokens = sentence.tokens;
  std::string metric_here;
  std::string last_over;
  bool points_before = false;
  std::vector<std::string> listed;  // the networks of the sentence, for "1.05 and 1.21"
  for (const Token& token : tokens)
    if (token.kind == TokenKind::Network) listed.push_back(token.value);
  for (std::size_t i = sentence.lead; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    const bool quantity =
        token.kind == TokenKind::Quantity && (token.unit == UnitKind::Factor || token.unit == UnitKind::Percent || token.unit == UnitKind::Points);
    // "a speed-up of 1.45", "a factor of 1.12", "factors are 3.9 and 6.2"
    bool plain = false;
    if (token.kind == TokenKind::Number && token.number > 0 && token.number < 1000)
      for (std::size_t j = i > 5 ? i - 5 : 0; j < i; ++j)
        if ((tokens[j].is("factor") || tokens[j].is("factors") || tokens[j].is("speedup") || tokens[j].is("speedups") ||
             (tokens[j].is("up") && j > 0 && tokens[j - 1].is("speed")) || (tokens[j].is("ups") && j > 0 && tokens[j - 1].is("speed"))) &&
            std::none_of(tokens.begin() + static_cast<std::ptrdiff_t>(j), tokens.begin() + static_cast<std::ptrdiff_t>(i),
                         [](const Token& one) { return one.kind == TokenKind::Network || one.kind == TokenKind::Quantity; }))
          plain = true;
    if (plain && (i + 1 < tokens.size() && (tokens[i + 1].kind == TokenKind::Word &&
                                            (tokens[i + 1].is("networks") || tokens[i + 1].is("batch") || tokens[i + 1].is("alternatives")))))
      plain = false;
    // "a fifth" of an area, "1.9 on MNLI" behind points
    bool chained = false;  // "1.2 points on ResNet-50, 1.9 on MNLI"
    if (token.kind == TokenKind::Number && !plain && token.value.find('.') != std::string::npos && points_before) {
      const bool behind = i + 2 < tokens.size() && (tokens[i + 1].is("on") || tokens[i + 1].is("for")) &&
                          (tokens[i + 2].kind == TokenKind::Network || tokens[i + 2].kind == TokenKind::Dataset);
      const bool ahead =
          i > 0 && (tokens[i - 1].kind == TokenKind::Network || (i > 1 && tokens[i - 1].is("by") && tokens[i - 2].kind == TokenKind::Network));
      chained = behind || ahead;
    }
    if (token.kind == TokenKind::Quantity && token.unit == UnitKind::Points) points_before = true;
    const bool fraction =
        token.kind == TokenKind::Number && token.number > 0 && token.number < 1 && token.word.find_first_of("0123456789") == std::string::npos;
    // "doubles the throughput", "twice as fast", "halves the energy"
    std::string multiple;
    if ((token.is("twice") || token.is("thrice")) && near(sentence, i, 3, kSpeed)) multiple = token.is("twice") ? "2" : "3";
    if (token.is("twice") && i + 2 < tokens.size() && tokens[i + 1].is("as") && (tokens[i + 2].is("fast") || tokens[i + 2].is("quick")))
      multiple = "2";
    if ((token.is("doubles") || token.is("doubling") || token.is("triples") || token.is("quadruples")) &&
        near(sentence, i, 3, std::array<std::string_view, 3>{"throughput", "speed", "performance"}) &&
        !near(sentence, i, 4, std::array<std::string_view, 2>{"multipliers", "peak"}))
      multiple = token.is("triples") ? "3" : token.is("quadruples") ? "4" : "2";
    if ((token.is("halves") || token.is("halving") || token.is("halved")) && near(sentence, i, 3, kEnergy)) multiple = "50%";
    if (!quantity && !plain && !fraction && !chained && multiple.empty()) continue;
    std::string metric = metric_of(sentence, i);
    const bool own_metric = !metric.empty();
    if (!own_metric) metric = collector.metric;
    if (token.unit == UnitKind::Points && quantity) metric = "claims.accuracy";
    if (plain && metric != "claims.energy") metric = "claims.speedup";
    if (metric.empty() && quantity && token.unit == UnitKind::Factor && token.word.find("times") == std::string::npos && !listed.empty())
      metric = "claims.speedup";
    if (fraction && metric.empty()) metric = "claims.area";
    if (metric.empty() && multiple.empty()) continue;
    std::string value = token.value;
    std::size_t begin = i, end = i + 1;
    int weight = 2;
    if (!multiple.empty()) {
      metric = multiple == "50%" ? "claims.energy" : "claims.speedup";
      value = multiple;
    } else if (chained) {
      metric = "claims.accuracy";
      value += " points";
    } else if (fraction && metric == "claims.energy" && i > 0 && tokens[i - 1].is("by") && near(sentence, i, 4, kLess)) {
      value = fmt::format("{:.6g}%", token.number * 100);
    } else if (fraction) {
      if (metric != "claims.area" && !(near(sentence, i, 5, kAdded) && near(sentence, i, 30, kArea))) {
        bool area = false;
        for (const Token& one : tokens) area = area || (one.kind == TokenKind::Quantity && one.unit == UnitKind::Area);
        if (!area) continue;
      }
      if (!near(sentence, i, 3, std::array<std::string_view, 7>{"claim", "claims", "occupies", "takes", "occupy", "makes", "accounts"})) continue;
      metric = "claims.area";
      value = fmt::format("{:.6g}%", token.number * 100);
    } else if (token.unit == UnitKind::Percent && quantity) {
      // Shares of something else: "90% of the multiplications", "80 % zeros".
      const bool of = i + 1 < tokens.size() && tokens[i + 1].is("of");
      if (i + 1 < tokens.size() &&
          (tokens[i + 1].is("zeros") || tokens[i + 1].is("sparsity") || tokens[i + 1].is("sparse") || tokens[i + 1].is("nonzero") ||
           tokens[i + 1].is("nonzeros") || tokens[i + 1].is("utilisation") || tokens[i + 1].is("utilization") || tokens[i + 1].is("density")))
        continue;
      if (of && !(i + 3 < tokens.size() && (one_of(tokens[i + 2], kArea) || one_of(tokens[i + 3], kArea) || one_of(tokens[i + 2], kAccuracy) ||
                                            (i + 4 < tokens.size() && one_of(tokens[i + 4], kArea)))))
        continue;
      if (metric == "claims.speedup") {
        if (!near(sentence, i, 5,
                  std::array<std::string_view, 9>{"faster", "outperforms", "speedup", "speed", "outperform", "gain", "throughput", "ahead",
                                                  "quicker"})) {
          // "outperforms X by 27 % on A, 41 % on B"
          bool chain = false;
          for (std::size_t j = 0; j < i; ++j) chain = chain || tokens[j].is("outperforms") || tokens[j].is("faster");
          if (!chain || !own_metric) continue;
        }
        value = fmt::format("{:.6g}", 1 + token.number / 100);
      } else if (metric == "claims.energy") {
        if (!near(sentence, i, 5, kLess) || near(sentence, i, 1, std::array<std::string_view, 1>{"more"})) continue;
        value = fmt::format("{}%", token.number < 0 ? token.value.substr(1, token.value.size() - 2) : token.value.substr(0, token.value.size() - 1));
      } else if (metric == "claims.area") {
        if (!near(sentence, i, 5, kAdded)) continue;
      } else {
        const bool absolute = token.number > 25;
        if (absolute && !own_metric) continue;
        if (absolute) {
          bool dense = false;
          for (std::size_t j = i > 2 ? i - 3 : 0; j < std::min(tokens.size(), i + 3) && sentence.clause[j] <= sentence.clause[i]; ++j)
            dense = dense || tokens[j].is("dense") || tokens[j].is("unpruned") || tokens[j].is("against") || tokens[j].is("baseline") ||
                    tokens[j].is("original") || (tokens[j].is("from") && j + 1 == i);
          if (dense) {
            collector.add(sentence, metric, value, begin, end, "result-of-another", 2, Standing::Other);
            continue;
          }
          weight = 1;
        } else if (!near(sentence, i, 6, kLoss)) {
          continue;
        }
      }
    } else if (token.unit == UnitKind::Factor && quantity) {
      if (metric == "claims.accuracy") metric = near(sentence, i, 3, kSpeed) ? "claims.speedup" : own_metric ? "" : "claims.speedup";
      if (metric.empty()) continue;
      if (metric == "claims.area" && !near(sentence, i, 3, std::array<std::string_view, 4>{"smaller", "larger", "less", "area"}))
        metric = "claims.speedup";
      if (token.word.find("times") != std::string::npos && own_metric && metric == "claims.speedup" && !near(sentence, i, 5, kSpeed)) continue;
      // "can do it twice, four times": no result without a comparison
      if (token.number <= 0 || token.number > 10000) continue;
      if (near(sentence, i, 2, std::array<std::string_view, 1>{"slower"})) continue;
    } else if (token.unit == UnitKind::Points && quantity) {
      if (!tokens.empty() && tokens[0].is("if")) continue;
      if (token.word == "points" || !(near(sentence, i, 8, kLoss) || near(sentence, i, 8, kAccuracy) || collector.metric == "claims.accuracy"))
        continue;
    }
    Stated stated;
    stated.key = metric;
    // "speed-ups of 1.3x and 1.6x on A and B", in this order; or of the sentence before.
    {
      std::vector<std::size_t> alike;
      for (std::size_t j = 0; j < tokens.size(); ++j)
        if ((tokens[j].kind == TokenKind::Quantity && tokens[j].unit == token.unit && quantity) ||
            (plain && tokens[j].kind == TokenKind::Number && j + 6 > i && j < i + 6 && tokens[j].value.find('.') != std::string::npos))
          alike.push_back(j);
      const std::vector<std::string>& networks = listed.empty() ? collector.networks : listed;
      std::size_t first_network = tokens.size();
      for (std::size_t j = tokens.size(); j-- > 0;)
        if (tokens[j].kind == TokenKind::Network) first_network = j;
      if (alike.size() > 1 && alike.size() == networks.size() && (listed.empty() ? plain : first_network > alike.back()))
        stated.on = networks[static_cast<std::size_t>(std::find(alike.begin(), alike.end(), i) - alike.begin())];
    }
    // On which network: behind ("1.3x on X"), else the last before, in this clause or the sentence.
    const bool named_before =
        std::any_of(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(i), [](const Token& one) { return one.kind == TokenKind::Network; });
    for (std::size_t j = i + 1; j < std::min(tokens.size(), i + 7) && stated.on.empty(); ++j) {
      if (tokens[j].is(",") && named_before) break;
      if (tokens[j].kind == TokenKind::Quantity && (tokens[j].unit == token.unit)) break;
      if (tokens[j].kind == TokenKind::Network && j > 0 &&
          (tokens[j - 1].is("on") || tokens[j - 1].is("for") || tokens[j - 1].is("in") || tokens[j - 1].is("complete") || tokens[j - 1].is("of")))
        stated.on = tokens[j].value;
    }
    for (std::size_t j = i; j-- > 0 && stated.on.empty();)
      if (tokens[j].kind == TokenKind::Network) stated.on = tokens[j].value;
    for (std::size_t j = i + 1; j < tokens.size() && stated.on.empty(); ++j)
      if (tokens[j].kind == TokenKind::Network) stated.on = tokens[j].value;
    // Relative to what.
    const auto relative_at = [&](std::size_t j) -> std::string {
      if (tokens[j].kind == TokenKind::Design) return tokens[j].value;
      if (tokens[j].is("dense") || tokens[j].is("unpruned")) return "dense";
      if (tokens[j].is("without") && j + 2 < tokens.size() && (tokens[j + 1].is("sparsity") || tokens[j + 2].is("sparsity"))) return "dense";
      return {};
    };
    for (std::size_t j = i + 1; j < tokens.size() && stated.over.empty(); ++j) {
      if (tokens[j].kind == TokenKind::Quantity && tokens[j].unit == token.unit && j > i + 3) break;
      const std::string other = relative_at(j);
      if (other.empty()) continue;
      for (std::size_t back = j; back-- > (j > 8 ? j - 8 : 0);)
        if (one_of(tokens[back], kBehindOver)) {
          stated.over = other;
          break;
        }
    }
    for (std::size_t j = i; j-- > 0 && stated.over.empty();) {
      const std::string other = relative_at(j);
      if (other.empty()) continue;
      for (std::size_t back = j; back-- > (j > 4 ? j - 4 : 0);)
        if (one_of(tokens[back], kBehindOver) || tokens[back].is("outperforms")) {
          stated.over = other;
          break;
        }
    }
    if (stated.over.empty()) stated.over = last_over;
    last_over = stated.over;
    if (stated.over.empty() && metric != "claims.area") stated.over = background.over;
    for (std::size_t j = 0; j < tokens.size(); ++j)
      if (tokens[j].is("batch"))
        for (std::size_t k = j + 1; k < std::min(tokens.size(), j + 5) && stated.batch.empty(); ++k)
          if (tokens[k].kind == TokenKind::Number) stated.batch = tokens[k].value;
    if (stated.batch.empty()) stated.batch = background.batch;
    Standing standing = standing_of(sentence, {i});
    // "SparTen, which is 4x over dense"; "X's published speed-up of 162x"
    for (std::size_t j = i > 6 ? i - 6 : 0; j < i; ++j)
      if (tokens[j].is("published") || tokens[j].is("reports") || tokens[j].is("report") || tokens[j].is("literature") || tokens[j].is("claims") ||
          tokens[j].is("reported")) {
        const bool ours = std::any_of(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(i),
                                      [](const Token& one) { return one.kind == TokenKind::Own || one.is("we"); });
        if (!ours && tokens[j].word != "report") standing = Standing::Other;
      }
    if (standing == Standing::Own && i > 0 && tokens[i - 1].is("ideal")) standing = Standing::Absent;
    stated.value = value;
    stated.page = sentence.page;
    stated.line = sentence.line;
    stated.quote = quote_of(sentence, begin, end);
    stated.rule = metric == "claims.speedup"  ? "speed-up"
                  : metric == "claims.energy" ? "energy-result"
                  : metric == "claims.area"   ? "area-result"
                                              : "accuracy-result";
    stated.weight = weight;
    collector.add(std::move(stated), standing);
    metric_here = metric;
  }
  if (!listed.empty()) collector.networks = listed;
  if (!metric_here.empty()) {
    collector.metric = metric_here;
  } else {
    // "Energy?" "Accuracy." alone say what comes.
    std::string named;
    for (const Token& token : tokens)
      if (one_of(token, kEnergy))
        named = "claims.energy";
      else if (one_of(token, kArea))
        named = "claims.area";
      else if (token.is("accuracy"))
        named = "claims.accuracy";
      else if (token.is("faster") || token.is("speedup"))
        named = "claims.speedup";
    collector.metric = named;
  }
}

}  // namespace skeptic::papers
