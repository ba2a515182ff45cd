#include "papers/table_results.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace skeptic::papers {
namespace {

/// "Gain over XB-100": a system that no list has.
std::string compared(const std::string& text) {
  for (const std::string_view word : {"over ", "vs ", "vs. ", "versus ", "than ", "relative to ", "against ", "compared to ", "compared with "}) {
    const std::size_t at = small_letters(text).find(word);
    if (at == std::string::npos) continue;
    std::string rest = text.substr(at + word.size());
    if (rest.rfind("the ", 0) == 0) rest.erase(0, 4);
    const std::string first = rest.substr(0, rest.find(' '));
    // "over the same chip with its selectors off", "against the first column"
    for (const std::string_view itself : {"same", "unmodified", "original", "unpruned", "uncompressed"})
      if (first == itself) return "dense";
    for (const std::string_view no_name : {"first", "second", "other", "network", "baseline", "previous", "one", "that", "what", "design", "its"})
      if (first == no_name) return {};
    return first;
  }
  return {};
}

class TableOfResults {
 public:
  TableOfResults(const LabelledTable& labelled, const Background& background, Collector& collector, const ReadParameter& parameter)
      : table_(labelled.table),
        head_(labelled.head),
        caption_(labelled.caption),
        first_(labelled.first),
        networks_in_rows_(labelled.networks_in_rows),
        chosen_(labelled.chosen),
        background_(background),
        collector_(collector),
        parameter_(parameter) {}

  void read() {
    for (std::size_t c = 1; c < head_.size(); ++c) {
      change_column_ = change_column_ || is_change(head_[c].text);
      column_of_own_ = column_of_own_ || (head_[c].own && head_[c].network.empty() && metric_of(head_[c].text).empty());
    }
    for (std::size_t r = first_; r < table_.rows.size(); ++r) {
      const Label row = label_of(cell(r, 0), background_.own);
      row_of_own_ = row_of_own_ || (row.own && metric_of(cell(r, 0)).empty());
    }
    caption_metric_ = metric_of(table_.caption);
    // "Cycles, normalised to ours", "Time of each machine divided by that of ours"
    if (has(table_.caption, "time") || has(table_.caption, "latency") || has(table_.caption, "cycles"))
      for (const std::string_view by : {"normalised to", "normalized to", "divided by", "in multiples of"})
        if (const std::size_t at = small_letters(table_.caption).find(by); at != std::string::npos)
          normalised_ = normalised_ || label_of(table_.caption.substr(at), background_.own).own;
    find_systems();
    for (std::size_t c = 1; c < head_.size() && networks_in_rows_; ++c)
      if (const std::string head = small_letters(head_[c].text); head == "metric" || head == "measure" || head == "metric used") metrics_ = c;
    if (const std::size_t at = small_letters(table_.caption).find("in brackets"); at != std::string::npos)
      in_brackets_ = metric_of(table_.caption.substr(at));
    if (const std::size_t at = small_letters(table_.caption).find("in parentheses"); at != std::string::npos)
      in_brackets_ = metric_of(table_.caption.substr(at));
    compound_ = parts_of(table_.caption);
    find_reference();
    for (std::size_t r = first_; r < table_.rows.size(); ++r) {
      Label row = label_of(cell(r, 0), background_.own);
      if (systems_ > 0) row.network = network_of_row(r);
      if (metrics_ > 0) row.text += " " + cell(r, metrics_);
      if (row.network.empty() && networks_in_rows_ && !row.own && !row.design) row.network = unlisted_network(cell(r, 0));
      for (std::size_t c = 1; c < head_.size(); ++c)
        if (!cell(r, c).empty() && c != systems_ && c != metrics_) read_cell(row, r, c);
    }
  }

 private:
  std::string cell(std::size_t r, std::size_t c) const { return c < table_.rows[r].size() ? table_.rows[r][c] : std::string(); }

  /// A second column of words names systems, this paper's among them: "ResNet-50 | dense | 1.0", "| ours | 1.5".
  void find_systems() {
    if (!networks_in_rows_ || head_.size() < 3) return;
    int own = 0, words = 0, numbers = 0;
    for (std::size_t r = first_; r < table_.rows.size(); ++r) {
      const std::string text = cell(r, 1);
      if (text.empty()) continue;
      Token number;
      ++(number_in(text, background_.own, number) ? numbers : words);
      own += label_of(text, background_.own).own ? 1 : 0;
    }
    if (own > 0 && words > 1 && numbers == 0) systems_ = 1;
  }

  /// The system whose column holds nothing but ones: all others are relative to it.
  void find_reference() {
    for (std::size_t c = 1; c < head_.size() && reference_.empty(); ++c) {
      if (head_[c].own || head_[c].over.empty() || metric_of(head_[c].text) != std::string()) continue;
      int ones = 0, others = 0;
      for (std::size_t r = first_; r < table_.rows.size(); ++r) {
        Token number;
        if (!number_in(cell(r, c), background_.own, number)) continue;
        ++(number.number == 1 ? ones : others);
      }
      if (ones > 1 && others == 0) reference_ = head_[c].over;
    }
  }

  /// "Dense | ours | gain": what the gain is over, where one column is of another.
  std::string the_other_column() const {
    std::string other;
    for (std::size_t c = 1; c < head_.size(); ++c) {
      if (head_[c].own || head_[c].over.empty()) continue;
      if (!other.empty()) return {};
      other = head_[c].over;
    }
    return column_of_own_ ? other : std::string();
  }

  /// A name that no list has, below a head that says that networks stand there; empty where it is none.
  std::string unlisted_network(const std::string& text) const {
    const std::string head = small_letters(head_[0].text);
    if (head.find("network") == std::string::npos && head.find("model") == std::string::npos && head != "dnn" && head != "net" && head != "nets" &&
        !(head.empty() && networks_in_rows_) && head.find("workload") == std::string::npos)
      return {};
    if (text.size() < 3 || text.size() > 24 || std::isupper(static_cast<unsigned char>(text[0])) == 0) return {};
    for (const std::string_view word : {"mean", "average", "total", "all", "overall", "sum", "gmean", "area", "power", "energy"})
      if (has(text, word)) return {};
    const bool digit = text.find_first_of("0123456789") != std::string::npos;
    const auto capitals = std::count_if(text.begin(), text.end(), [](char one) { return one >= 'A' && one <= 'Z'; });
    return digit || capitals > 1 ? text : std::string();
  }

  /// The network of a row of systems: beside it, in a row of its own above or below, or that of the rows before.
  std::string network_of_row(std::size_t r) const {
    const auto network = [&](std::size_t at) { return label_of(cell(at, 0), background_.own).network; };
    const auto alone = [&](std::size_t at) {
      if (at < first_ || at >= table_.rows.size() || network(at).empty()) return false;
      return std::all_of(table_.rows[at].begin() + 1, table_.rows[at].end(), [](const std::string& text) { return text.empty(); });
    };
    if (!network(r).empty()) return network(r);
    if (r > 0 && alone(r - 1)) return network(r - 1);
    if (alone(r + 1)) return network(r + 1);
    for (std::size_t at = r; at-- > first_;)
      if (!network(at).empty()) return network(at);
    return {};
  }

  /// "Each cell: speed-up / energy / change of quality": the measures of a caption's list, where there are several.
  static std::vector<std::string> parts_of(const std::string& text) {
    std::vector<std::string> metrics;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find(" / ", at), text.size());
      metrics.push_back(metric_of(text.substr(at, std::min(end - at, text.find('.', at) - at))));
      at = end + 3;
    }
    if (metrics.size() < 2 || std::any_of(metrics.begin(), metrics.end(), [](const std::string& one) { return one.empty(); })) return {};
    return metrics;
  }

  /// "Latency (ResNet-50)": a row of times.
  static bool row_of_time(const Label& row) { return has(row.text, "latency") || has(row.text, "time") || has(row.text, "cycles"); }

  struct Measure {
    std::string metric;
    bool said = false;  ///< by the row or the column, and not by the caption alone
  };
  Measure measure(const Label& row, const Label& head, const Token& number) const {
    std::string metric = metric_of(networks_in_rows_ || chosen_ ? head.text : row.text);
    // "Change vs. S2TA", in a row that says of what
    if (networks_in_rows_ && has(head.text, "change"))
      if (const std::string of = row_of_time(row) ? "claims.speedup" : metric_of(row.text); !of.empty()) metric = of;
    if (metric.empty()) metric = metric_of(networks_in_rows_ ? row.text : head.text);
    if (!metric.empty()) return {metric, true};
    // "Cycles", over factors
    if (number.unit == UnitKind::Factor && (has(head.text, "cycles") || has(head.text, "time"))) return {"claims.speedup", true};
    if (number.unit == UnitKind::Points) metric = "claims.accuracy";
    const bool over = !compared(head.text).empty() || !compared(row.text).empty();
    if (metric.empty() && over) metric = has(table_.caption, "energy") && !has(table_.caption, "speed") ? "claims.energy" : "claims.speedup";
    // A caption of several measures: what is beside one system is the first of them.
    if (metric.empty()) metric = caption_metric_;
    if (metric.empty() && number.unit == UnitKind::Factor) metric = "claims.speedup";
    if (metric == "claims.energy" && has(table_.caption, "speed") && has(table_.caption, "energy") &&
        small_letters(table_.caption).find("speed") < small_letters(table_.caption).find("energy"))
      metric = "claims.speedup";
    if (normalised_) metric = "claims.speedup";
    return {metric, false};
  }

  void read_cell(const Label& row, std::size_t r, std::size_t c) {
    std::string text = cell(r, c);
    // "3.44 (2.61)", where the caption says what stands in brackets
    if (const std::size_t open = text.find('('); !in_brackets_.empty() && open != std::string::npos && open > 0 && text.back() == ')') {
      read_value(row, r, c, text.substr(open + 1, text.size() - open - 2), in_brackets_);
      text.resize(text.find_last_not_of(' ', open - 1) + 1);
    }
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find(" / ", at), text.size());
      parts.push_back(text.substr(at, end - at));
      at = end + 3;
    }
    std::vector<std::string> metrics = parts.size() > 1 ? parts_of(head_[c].text) : std::vector<std::string>{};
    if (metrics.size() != parts.size()) metrics = compound_;
    if (parts.size() < 2 || metrics.size() != parts.size()) return read_value(row, r, c, text, {});
    for (std::size_t i = 0; i < parts.size(); ++i) read_value(row, r, c, parts[i], metrics[i]);
  }

  /// `given`: the measure, where the cell's place says it.
  void read_value(const Label& row, std::size_t r, std::size_t c, const std::string& text, const std::string& given) {
    const Label& head = head_[c];
    Token number;
    const bool pattern = (has(head.text, "weight") || has(head.text, "activation")) && (has(head.text, "pattern") || has(head.text, "sparsity"));
    if (pattern && networks_in_rows_ && text.find(':') != std::string::npos) return parameter_(head.text, text, Standing::Own, r);
    if (!number_in(text, background_.own, number)) {
      // A row of words among results: "Activation sparsity: zero skipping"
      if (networks_in_rows_ && row.network.empty() && metric_of(row.text).empty() && (head.own || !column_of_own_) && !head.design)
        parameter_(row.text, text, Standing::Own, r);
      return;
    }
    const std::string network = !row.network.empty() ? row.network : !head.network.empty() ? head.network : caption_.network;
    if (network.empty() && !(networks_in_rows_ && of_all(row.text)) && !chosen_) {
      // A row of parameters among results: "Process: 5 nm".
      if (networks_in_rows_) parameter_(row.text, text, head.own || !(head.design || column_of_own_) ? Standing::Own : Standing::Other, r);
      return;
    }
    if ((number.kind == TokenKind::Number || number.unit == UnitKind::Percent) && given.empty() && raw(networks_in_rows_ ? head.text : row.text))
      return;
    // "Throughput (fps): dense | ours | gain": columns of systems hold what was measured, and no ratio
    if (networks_in_rows_ && number.kind == TokenKind::Number && given.empty() && !normalised_ && (head.own || head.design || head.dense) &&
        metric_of(head.text).empty() && raw(table_.caption))
      return;
    if (networks_in_rows_ && !head.own && of_a_bound(head.text)) return;
    auto [metric, said] = measure(row, head, number);
    if (!given.empty()) metric = given, said = true;
    // "31% less energy", in the cell itself
    if (const std::string told = metric_of(text); !said && !told.empty()) metric = told, said = true;
    if (metric.empty() || metric == "claims.area" ||
        (metric == "perplexity" && !row.own && !head.own && text.find('+') == std::string::npos &&
         !is_change(networks_in_rows_ ? head.text : row.text)) ||
        (has(head.text, "batch") && metric_of(head.text).empty()))
      return;
    std::string over = networks_in_rows_ ? head.over : row.over;
    if (over.empty()) over = networks_in_rows_ ? row.over : head.over;
    if (over.empty()) over = compared(head.text).empty() ? compared(row.text) : compared(head.text);
    const std::string own_over = over;
    if (over.empty()) over = reference_;
    if (over.empty() && has(head.text, "gain")) over = the_other_column();
    // Columns without a name are over the dense machine of the caption, where the design that it names has a column of its own.
    const bool named_apart =
        has(table_.caption, "dense") && caption_.over != "dense" &&
        std::any_of(head_.begin(), head_.end(), [&](const Label& one) { return !one.over.empty() && one.over == caption_.over; });
    const bool by_others = over.empty() && caption_.over.empty() && !has(table_.caption, "dense");
    if (over.empty()) over = !caption_.over.empty() && !named_apart ? caption_.over : has(table_.caption, "dense") ? "dense" : background_.over;
    std::string value;
    bool own = true;
    if (metric == "perplexity") metric = "claims.accuracy";
    const bool kept =
        metric == "claims.speedup" ? speedup(row, head, number, said, text, value)
        : metric == "claims.energy"
            ? energy(row, head, number,
                     !given.empty() || (number.number < 200 &&
                                        (has(table_.caption, "relative to") || has(table_.caption, "factor of") || has(table_.caption, "reduction") ||
                                         has(table_.caption, "saving") || has(table_.caption, "saved") || has(table_.caption, "divided by"))),
                     value)
            : accuracy(row, head, number, text, own_over, over, value, own);
    if (!kept) return;
    // Rows or columns of systems: only the paper's own counts.
    if (row_of_own_ && !networks_in_rows_ && !row.own && metric_of(row.text).empty()) own = false;
    if (!networks_in_rows_ && !row.own && !row.design && (has(row.text, "oracle") || has(row.text, "without ") || has(row.text, "w/o "))) own = false;
    if (systems_ > 0 && !label_of(cell(r, systems_), background_.own).own) own = false;
    // Under one header of several systems only the paper's own column counts.
    if (networks_in_rows_ && !head.own && !is_change(head.text) && own_beside(c)) own = false;
    if (metrics_ > 0 && !head.own && (head.design || head.dense)) own = false;
    if (column_of_own_ && networks_in_rows_ && !head.own && !said && metric == caption_metric_ &&
        (head.design || head.dense || metric == "claims.accuracy"))
      own = false;
    if (normalised_ && networks_in_rows_ && metric == "claims.speedup") {
      own = !head.own && (head.design || head.dense || !head.over.empty());
      if (!own) return;
    }
    const bool percent = table_.caption.find('%') != std::string::npos || has(table_.caption, "percent") || has(table_.caption, "per cent");
    if (networks_in_rows_ && column_of_own_ && head.own && metric == "claims.energy" && number.kind == TokenKind::Number) {
      if (!percent || number.number > 100) return;
      value += "%";
    } else if (metric == "claims.energy" && number.kind == TokenKind::Number && percent && number.number >= 1 &&
               (has(table_.caption, "saved") || has(table_.caption, "saving"))) {
      value += "%";
    }
    Stated one;
    one.key = metric;
    one.value = std::move(value);
    one.page = table_.page;
    one.line = table_.line;
    for (const std::string& part : table_.rows[r]) one.quote += (one.quote.empty() || part.empty() ? "" : " ") + part;
    one.weight = 3;
    one.on = network;
    // What a network loses, it loses against itself before it was changed, whatever results elsewhere are over.
    one.over = metric == "claims.accuracy" && by_others && (!over.empty() || is_change(networks_in_rows_ ? head.text : row.text)) ? "dense" : over;
    for (std::size_t b = 1; b < head_.size() && one.batch.empty(); ++b)  // a column of batches
      if (has(head_[b].text, "batch") && b != c && metric_of(head_[b].text).empty() && !raw(head_[b].text)) {
        Token images;
        if (number_in(cell(r, b), background_.own, images) && images.value.find('.') == std::string::npos) one.batch = images.value;
      }
    if (one.batch.empty())
      one.batch = !head.batch.empty() ? head.batch : !row.batch.empty() ? row.batch : !caption_.batch.empty() ? caption_.batch : background_.batch;
    one.rule = "table-of-results";
    collector_.add(std::move(one), !chosen_ && of_variants(table_.caption) ? Standing::Absent : own ? Standing::Own : Standing::Other);
  }

  /// "Geomean", "average": what a row holds over all networks.
  static bool of_all(const std::string& text) {
    for (const std::string_view mean : {"geomean", "gmean", "geo. mean", "geometric mean", "mean", "average", "geo mean"})
      if (has(text, mean)) return true;
    return false;
  }

  /// "Ideal speed-up", "upper bound": what nothing reaches.
  static bool of_a_bound(const std::string& text) {
    return has(text, "ideal") || has(text, "upper bound") || has(text, "theoretical") || has(text, "oracle") || has(text, "limit");
  }

  /// A quantity in a unit of its own, which is no ratio: "mJ/frame", "latency (ms)".
  static bool raw(const std::string& text) {
    for (const std::string_view unit :
         {"mj",     "uj",  "\xC2\xB5j", "joule",   "ms",      "fps", "watt",     "gops",    "images/s",  "tokens/s", "frames/s",
          "cycles", "(s)", "[s]",       "seconds", "density", "mw",  "non-zero", "nonzero", "non-zeros", "sparsity"})
      for (std::size_t at = small_letters(text).find(unit); at != std::string::npos; at = small_letters(text).find(unit, at + 1)) {
        const auto letter = [&](std::size_t i) { return i < text.size() && std::isalpha(static_cast<unsigned char>(text[i])) != 0; };
        if (!(at > 0 && letter(at - 1)) && !letter(at + unit.size()))
          return !has(text, "saving") && !has(text, "fewer") && !has(text, "ratio") && !has(text, "relative") && !has(text, "speed");
      }
    return false;
  }

  /// Whether another column of the same measure is the paper's own: "Speed-up over dense: SCNN | SparTen | ours".
  bool own_beside(std::size_t c) const {
    const std::string metric = metric_of(head_[c].text);
    if (metric.empty()) return false;
    for (std::size_t i = 1; i < head_.size(); ++i) {
      if (i == c || !head_[i].own || metric_of(head_[i].text) != metric) continue;
      // The same words before the name of the system
      std::size_t same = 0;
      while (same < head_[i].text.size() && same < head_[c].text.size() && head_[i].text[same] == head_[c].text[same]) ++same;
      if (same > 4 && !metric_of(head_[c].text.substr(0, same)).empty()) return true;
    }
    return false;
  }

  bool speedup(const Label& row, const Label& head, const Token& number, bool said, const std::string& text, std::string& value) const {
    if ((number.number <= 0 && !(has(head.text, "change") && row_of_time(row))) || number.number > 1000) return false;
    // A throughput is a result where it is relative to another.
    const std::string labels = head.text + " " + row.text;
    if (has(labels, "throughput") && metric_of(labels) == "claims.speedup" && number.unit != UnitKind::Factor && number.unit != UnitKind::Percent) {
      bool relative = false;
      for (const std::string_view word : {"relative", "over", "normali", "gain", "compared", "versus", "vs", "ratio", "speed"})
        relative = relative || has(table_.caption, word) || has(labels, word);
      if (!relative) return false;
    }
    const bool less = number.number < 0 && has(head.text, "change") && row_of_time(row);
    if (number.unit == UnitKind::Percent && (has(head.text + row.text + table_.caption, "reduction") || less) && number.number < 100) {
      value = fmt::format("{:.3g}", 1 / (1 - std::abs(number.number) / 100));
      return true;
    }
    if (number.unit == UnitKind::Percent) {
      if (text.find('+') == std::string::npos && !has(head.text + row.text, "faster")) return false;
      value = fmt::format("{:.6g}", 1 + number.number / 100);
      return true;
    }
    if (!said && caption_metric_ == "claims.speedup" && number.kind == TokenKind::Number && number.value.find('.') == std::string::npos &&
        number.number > 100)
      return false;
    if (networks_in_rows_)
      for (const std::string_view word : {"density", "sparsity", "utili", "cycles", "latency", "time", "fps", "parameters", "zeros"})
        if (has(head.text, word) && number.unit != UnitKind::Factor && !has(head.text, "faster")) return false;
    if (number.unit != UnitKind::Factor && (has(head.text, "per second") || has(head.text, "ms") || has(head.text, "tokens/s") || has(text, "ms")))
      return false;
    value = number.value;
    return true;
  }

  static bool energy(const Label& row, const Label& head, const Token& number, bool given, std::string& value) {
    bool ratio = given || number.unit == UnitKind::Factor || number.unit == UnitKind::Percent;
    for (const std::string& text : {head.text, row.text})
      for (const std::string_view word :
           {"ratio", "saving", "saved", "gain", "reduction", "over ", "vs", "efficiency", "times", "relative", "less", "lower", "normali"})
        ratio = ratio || has(text, word);
    if (!ratio || number.number == 0) return false;
    value = number.value[0] == '-' ? number.value.substr(1) : number.value;
    return true;
  }

  bool accuracy(const Label& row, const Label& head, const Token& number, const std::string& text, const std::string& own_over, std::string& over,
                std::string& value, bool& own) const {
    const std::string words = networks_in_rows_ ? (metrics_ > 0 ? head.text + " " + row.text : head.text) : row.text;
    const std::string context = words + " " + text;
    const bool perplexity = has(words, "perplexity") || has(words, "ppl");
    if (perplexity && change_column_ && !is_change(head.text)) return false;
    const bool change = is_change(words) || number.unit == UnitKind::Points || (std::abs(number.number) < 12 && !has(words, "dense")) ||
                        (is_change(table_.caption) && std::abs(number.number) < 12);
    if (change) {
      if (std::abs(number.number) > 30) return false;
      value = number.unit == UnitKind::Percent && !has(context, "point") ? number.value
              : number.unit == UnitKind::Percent                         ? number.value.substr(0, number.value.size() - 1) + " points"
              : number.unit == UnitKind::Points                          ? number.value
                                                                         : number.value + " points";
    } else {
      if (change_column_ && !(head.own && metric_of(head.text) == "claims.accuracy")) return false;
      if (head.dense || row.dense) own = false;
      for (const std::string_view word : {"dense", "unpruned", "baseline", "original", "reference", "before", "fp32", "float"})
        if (has(words, word)) own = false;
      value = number.unit == UnitKind::Percent ? number.value : number.value + "%";
    }
    if (own_over.empty() && !change) over.clear();
    if (has(text, "ppl") || has(text, "perplexity") || has(words, "perplexity") || has(words, "ppl")) {
      if (!change && text.find('+') == std::string::npos && !is_change(words) && !(row.own || head.own)) return false;
      value = value.substr(0, value.find_first_not_of("+-0123456789.")) + " perplexity";
    }
    return true;
  }

  const Table& table_;
  const std::vector<Label>& head_;
  const Label& caption_;
  std::size_t first_;
  bool networks_in_rows_, chosen_;
  const Background& background_;
  Collector& collector_;
  const ReadParameter& parameter_;
  std::size_t systems_ = 0;            ///< the column that names systems, 0 for none
  std::string reference_;              ///< what a column of ones stands for
  std::size_t metrics_ = 0;            ///< the column that names measures, 0 for none
  std::string in_brackets_;            ///< the measure of what stands in brackets
  std::vector<std::string> compound_;  ///< the measures of "1.9 / 0.55 / 4.2"
  bool change_column_ = false, row_of_own_ = false, column_of_own_ = false, normalised_ = false;
  std::string caption_metric_;
};

}  // namespace

bool of_variants(const std::string& caption) {
  return has(caption, "did not choose") || has(caption, "what if") || has(caption, "ablation") || has(caption, "sensitivity") ||
         has(caption, "not adopted") || has(caption, "variants of") || has(caption, "design space");
}

void read_results_of(const LabelledTable& labelled, const Background& background, Collector& collector, const ReadParameter& parameter) {
  TableOfResults(labelled, background, collector, parameter).read();
}

}  // namespace skeptic::papers
