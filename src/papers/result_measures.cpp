#include "papers/result_measures.h"

#include <algorithm>

namespace skeptic::papers {

std::string ResultMeasures::metric_of(const std::vector<Mark>& list) const {
  const std::size_t begin = list.front().begin, end = list.back().end;
  const bool percent = list.front().unit == UnitKind::Percent;
  std::string best;
  double distance = 1e9;
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (i >= begin && i < end) continue;
    std::string_view metric = metric_at(sentence_, i);
    if (metric.empty()) continue;
    const Token& token = tokens_[i];
    if (!percent && better_in_something(token)) {
      if (const std::string_view in = in_terms_of(i); !in.empty())
        metric = in;
      else if (topic_is_energy() && !speed_said())
        metric = "claims.energy";
    }
    if (percent && (token.is("time") || token.is("runs") || token.is("cycles") || token.is("latency"))) continue;
    if ((token.is("core") || token.is("chip")) && (!percent || i < begin)) continue;
    if (token.is("overhead") && !percent) continue;
    if (token.is("consumption") && metric_beside(i)) continue;
    // "2.3x on VGG-16, and 46 % of the energy is saved": of the number that stands nearer, behind "and"
    if (i > end && !percent && metric == "claims.energy" && i > 3) {
      std::size_t number = i;
      while (number > end && i - number < 4 && tokens_[number].unit != UnitKind::Percent) --number;
      if (tokens_[number].unit == UnitKind::Percent && number > end && tokens_[number - 1].is("and")) continue;
    }
    // "1.8x on A vs. dense; -34 % energy": what stands right behind another number is its measure
    if (i >= end && i > 0 && tokens_[i - 1].kind == TokenKind::Quantity && i - 1 >= end &&
        std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(end), tokens_.begin() + static_cast<std::ptrdiff_t>(i),
                    [](const Token& one) { return one.is(";"); }))
      continue;
    // "27 % against the same core"
    if ((token.is("core") || token.is("chip")) && i >= end && !near(begin, end, 5, kAdded)) continue;
    const std::size_t at = i < begin ? begin : end - 1;
    double off = i < begin ? static_cast<double>(begin - i) + 0.5 : static_cast<double>(i - at);
    // A word that says what the quantity is stands close behind it: "1.3x faster", "37 percent less energy".
    for (std::size_t j = std::min(i, at) + 1; j < std::max(i, at); ++j)
      if (tokens_[j].kind == TokenKind::Quantity &&
          (tokens_[j].unit == UnitKind::Factor || tokens_[j].unit == UnitKind::Percent || tokens_[j].unit == UnitKind::Points) &&
          !(j >= begin && j < end))
        off += 4;
    if (sentence_.clause[i] != sentence_.clause[at]) off += 6;
    for (std::size_t j = std::min(i, at); j < std::max(i, at); ++j)
      if (tokens_[j].is(";")) off += 12;
    if (parts_[i] != parts_[at]) off += 8;
    if (off < distance) distance = off, best = metric;
  }
  return best;
}

bool ResultMeasures::speed_said() const {
  for (std::size_t i = 0; i < tokens_.size(); ++i)
    if (metric_at(sentence_, i) == "claims.speedup" && !better_in_something(tokens_[i])) return true;
  return false;
}

bool ResultMeasures::topic_is_energy() const { return (before_measure_.empty() ? topic_ : before_measure_) == "claims.energy"; }

bool ResultMeasures::metric_beside(std::size_t i) const {
  return i == 0 || !(tokens_[i - 1].is("energy") || tokens_[i - 1].is("power") || tokens_[i - 1].possessive);
}

std::vector<std::string> ResultMeasures::measures_in_order(const std::vector<Mark>& list) const {
  if (list.size() < 2 || listed_.size() == list.size()) return {};
  std::vector<std::string> measures;
  for (std::size_t i = 0; i < list.front().begin; ++i) {
    if (tokens_[i].kind == TokenKind::Quantity) measures.clear();
    const std::string_view metric = metric_at(sentence_, i);
    if (metric.empty() || parts_[i] != parts_[list.front().begin] || (!measures.empty() && measures.back() == metric)) continue;
    measures.emplace_back(metric);
  }
  std::vector<std::string> once = measures;
  std::sort(once.begin(), once.end());
  once.erase(std::unique(once.begin(), once.end()), once.end());
  return measures.size() == list.size() && once.size() == measures.size() ? measures : std::vector<std::string>{};
}

std::vector<std::string> ResultMeasures::measures_behind(const std::vector<Mark>& list) const {
  std::vector<std::string> measures;
  bool in = false;
  for (std::size_t i = list.back().end; i < tokens_.size() && tokens_[i].kind != TokenKind::Quantity; ++i) {
    in = in || (i < list.back().end + 3 && word(i, "in"));
    const std::string_view metric = metric_at(sentence_, i);
    if (!in || metric.empty() || (!measures.empty() && measures.back() == metric)) continue;
    measures.emplace_back(metric);
  }
  return measures.size() == list.size() && measures.size() == 2 ? measures : std::vector<std::string>{};
}

std::string ResultMeasures::metric_in_order(const std::vector<std::vector<Mark>>& lists, std::size_t which) const {
  std::vector<std::string_view> measures;
  for (const std::vector<Mark>& list : lists)
    if (list.size() != 1) return {};
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const std::string_view metric = metric_at(sentence_, i);
    if (better_in_something(tokens_[i]) && !in_terms_of(i).empty()) continue;
    if (metric.empty() || (i < lists.front().front().begin && std::find(measures.begin(), measures.end(), metric) != measures.end())) continue;
    if (i > lists.front().front().begin) return {};
    measures.push_back(metric);
  }
  return lists.size() > 1 && measures.size() == lists.size() ? std::string(measures[which]) : std::string();
}

}  // namespace skeptic::papers
