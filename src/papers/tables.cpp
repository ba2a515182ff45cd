// Tables: parameters become sentences "label: value" of the column that is the paper's own; results are read by row, column and caption.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "papers/collect.h"
#include "papers/table_labels.h"

namespace skeptic::papers {
namespace {

class Reader {
 public:
  Reader(const Table& table, const Background& background, Collector& collector) : table_(table), background_(background), collector_(collector) {}

  void read() {
    if (table_.rows.empty() || table_.rows[0].size() < 2) return;
    head_ = headers_of(table_, background_.own, first_);
    caption_ = label_of(table_.caption, background_.own);
    names();
    for (const Label& head : head_)
      if (!head.batch.empty()) collector_.add(stated("batch", head.batch, 0));
    bool networks_in_rows = false, networks_in_head = false;
    for (std::size_t r = first_; r < table_.rows.size(); ++r)
      networks_in_rows = networks_in_rows || !label_of(table_.rows[r][0], background_.own).network.empty();
    for (std::size_t c = 1; c < head_.size(); ++c) networks_in_head = networks_in_head || !head_[c].network.empty();
    if (networks_in_rows || networks_in_head)
      results(networks_in_rows);
    else
      parameters();
  }

 private:
  std::string cell(std::size_t r, std::size_t c) const { return c < table_.rows[r].size() ? table_.rows[r][c] : std::string(); }

  Stated stated(std::string key, std::string value, std::size_t r) const {
    Stated one;
    one.key = std::move(key);
    one.value = std::move(value);
    one.page = table_.page;
    one.line = table_.line;
    for (const std::string& text : table_.rows[r]) one.quote += (one.quote.empty() || text.empty() ? "" : " ") + text;
    one.rule = "table";
    one.weight = 3;
    return one;
  }

  /// All names in cells: networks and data sets are the paper's own where a result stands beside them.
  void names() {
    for (std::size_t r = 0; r < table_.rows.size(); ++r) {
      bool value = r < first_;
      for (std::size_t c = 1; c < table_.rows[r].size(); ++c) value = value || cell(r, c).find_first_of("0123456789") != std::string::npos;
      for (const std::string& text : table_.rows[r])
        for (const Token& token : tokens_of(text, background_.own.names)) {
          if (token.kind == TokenKind::Design) collector_.add(stated("prior-work", token.value, r));
          const bool own = value && !has(table_.rows[r].back(), "not yet");
          if (token.kind == TokenKind::Network) collector_.add(stated("networks", token.value, r), own ? Standing::Own : Standing::Absent);
          if (token.kind == TokenKind::Dataset) collector_.add(stated("datasets", token.value, r), own ? Standing::Own : Standing::Absent);
        }
    }
  }

  void sentence(const std::string& label, const std::string& value, Standing standing, std::size_t r) {
    if (trimmed_empty(value)) return;
    std::string words = label;  // brackets in a label are no clause of their own
    std::replace_if(
        words.begin(), words.end(), [](char c) { return c == '(' || c == ')' || c == ':'; }, ' ');
    Sentence one = sentence_of(words + " : " + value, background_.own);
    one.row = true;
    one.page = table_.page;
    one.line = table_.line;
    std::fill(one.standing.begin(), one.standing.end(), standing);
    std::fill(one.negation.begin(), one.negation.end(), -1);
    collector_.context = Operand::None;
    const std::string plain = small_letters(label);
    read_phrases(one, collector_);
    read_patterns(one, collector_);
    read_quantities(one, collector_);
    // Labels that are a key of their own.
    const auto value_tokens = tokens_of(value, background_.own.names);
    const auto first_number = [&]() -> std::string {
      for (const Token& token : value_tokens)
        if (token.kind == TokenKind::Number && token.number == std::floor(token.number)) return token.value;
      return {};
    };
    const auto add = [&](std::string key, std::string text) {
      if (text.empty()) return;
      Stated entry = stated(std::move(key), std::move(text), r);
      collector_.add(std::move(entry), standing);
    };
    if ((has(plain, "multipliers") || has(plain, "macs") || has(plain, "mac units") || has(plain, "number of mac")) && !has(plain, "per ") &&
        !has(plain, "each") && !has(plain, "lanes")) {
      const std::string number = first_number();
      if (!number.empty() && std::strtod(number.c_str(), nullptr) >= 16 && value.find('%') == std::string::npos) add("multipliers", number);
    }
    const bool weights = has(plain, "weight"), activations = has(plain, "activation");
    if ((has(plain, "pattern") || has(plain, "sparsity")) && (weights != activations)) {
      for (const Token& token : value_tokens) {
        if (token.is("unstructured") || token.is("any") || token.is("irregular"))
          add(weights ? "operands.weights.pattern" : "operands.activations.pattern", "unstructured");
        if ((token.is("dense") || token.is("none")) && value_tokens.size() == 1)
          add(weights ? "operands.weights.pattern" : "operands.activations.pattern", "dense");
      }
    }
    if (has(plain, "encoding") || has(plain, "format") || has(plain, "compression") || has(plain, "metadata")) {
      std::string encoding;
      if (has(value, "bitmask") || has(value, "bit mask") || has(value, "bitmap") || has(value, "bit-mask")) encoding = "bitmask";
      if (has(value, "offset") || has(value, "index") || has(value, "indices")) encoding = "offset";
      if (has(value, "csr") || has(value, "csc")) encoding = "csr";
      if (has(value, "combinatorial")) encoding = "combinatorial";
      if (has(value, "run length") || has(value, "run-length") || has(value, "rle"))
        for (const Token& token : value_tokens)
          if (token.unit == UnitKind::Bits || token.kind == TokenKind::Number)
            encoding = "run-length " + std::to_string(static_cast<int>(token.number));
      if (!encoding.empty()) {
        if (weights || !activations) add("operands.weights.encoding", encoding);
        if (activations || !weights) add("operands.activations.encoding", encoding);
      }
    }
    if (has(plain, "precision") || has(plain, "bits") || has(plain, "number format") || has(plain, "data type") || has(plain, "word")) {
      if (value_tokens.size() == 1 && value_tokens[0].kind == TokenKind::Number && value_tokens[0].number <= 32) {
        if (weights || !activations) add("operands.weights.bits", value_tokens[0].value);
        if (activations || !weights) add("operands.activations.bits", value_tokens[0].value);
      }
    }
    words_of_label(plain, small_letters(value), r, standing);
    if (standing == Standing::Own) result(label, value, r);
    if (has(plain, "batch") && value_tokens.size() <= 3) add("batch", first_number());
    if (plain.rfind("total", 0) == 0 && (plain == "total" || has(plain, "area")) && has(table_.caption, "area") && value_tokens.size() <= 2 &&
        !value_tokens.empty() && value_tokens[0].kind == TokenKind::Number && has(table_.caption, "mm"))
      add("chip.area", value_tokens[0].value + " mm2");
    if ((plain == "area" || has(plain, "die") || has(plain, "core area")) && has(plain, "mm2") && value_tokens.size() == 1 &&
        value_tokens[0].kind == TokenKind::Number)
      add("chip.area", value_tokens[0].value + " mm2");
    // "Latency of selection: 16 cycles", units in the label: "Clock (MHz): 800"
    if (value_tokens.size() == 1 && value_tokens[0].kind == TokenKind::Number) {
      const std::string number = value_tokens[0].value;
      constexpr std::array<std::array<std::string_view, 3>, 9> kUnitLabels{{{"mhz", " MHz", "clock"},
                                                                            {"ghz", " GHz", "clock"},
                                                                            {"(nm)", "nm", "technology"},
                                                                            {"gb/s", " GB/s", "memory.dram.bandwidth"},
                                                                            {"tops", " TOPS", "peak"},
                                                                            {"(kb)", " KB", ""},
                                                                            {"(kib)", " KiB", ""},
                                                                            {"(mb)", " MB", ""},
                                                                            {"(mib)", " MiB", ""}}};
      for (const auto& unit : kUnitLabels)
        if (has(plain, unit[0])) {
          const std::string text = number + std::string(unit[1]);
          std::string key(unit[2]);
          if (key.empty())
            key = weights                                              ? "memory.weights.size"
                  : activations                                        ? "memory.activations.size"
                  : has(plain, "accumulator") || has(plain, "partial") ? "memory.accumulators.size"
                                                                       : "";
          if (!key.empty()) add(key, text);
          break;
        }
    }
  }

  /// Labels whose values are words.
  void words_of_label(const std::string& label, const std::string& value, std::size_t r, Standing standing) {
    std::string before;
    for (const LabelWord& word : label_words()) {
      if (label.find(word.label) == std::string::npos || value.find(word.value) == std::string::npos) continue;
      if (before == word.key && word.key != "fabric.balance") continue;  // the first meaning holds
      before = word.key;
      collector_.add(stated(std::string(word.key), std::string(word.meaning), r), standing);
    }
  }

  /// A result in a table of parameters: "Speed-up over Ampere: 1.3x", "Area overhead: 4 %".
  void result(const std::string& label, const std::string& value, std::size_t r) {
    const std::string metric = metric_of(label);
    Token number;
    if (metric.empty() || metric == "perplexity" || !number_in(value, background_.own, number) || number.number <= 0) return;
    if (metric == "claims.area" && number.unit != UnitKind::Percent) return;
    if (metric == "claims.energy" && number.unit == UnitKind::None) return;
    if (metric == "claims.speedup" && (number.unit == UnitKind::Percent || number.number > 200 ||
                                       !(number.unit == UnitKind::Factor || has(label, "speed-up") || has(label, "speedup"))))
      return;
    if (metric == "claims.accuracy" && number.unit == UnitKind::None) return;
    Stated one = stated(metric, number.value, r);
    const Label names = label_of(label, background_.own);
    one.over = names.over.empty() ? background_.over : names.over;
    one.on = names.network.empty() ? caption_.network : names.network;
    one.batch = names.batch.empty() ? background_.batch : names.batch;
    collector_.add(std::move(one));
  }

  static bool trimmed_empty(const std::string& text) { return text.find_first_not_of(" -") == std::string::npos; }

  void parameters() {
    bool any_own = false, any_other = false;
    for (std::size_t c = 1; c < head_.size(); ++c) any_own = any_own || head_[c].own, any_other = any_other || head_[c].design;
    const bool others = has(table_.caption, "others") || has(table_.caption, "prior") || has(table_.caption, "published accelerators and") ||
                        section_kind(table_.section) == SectionKind::Others;
    bool rows_of_designs = false, row_of_own = false;
    for (std::size_t r = first_; r < table_.rows.size(); ++r) {
      const Label label = label_of(cell(r, 0), background_.own);
      rows_of_designs = rows_of_designs || label.design || (label.dense && cell(r, 0).size() < 24);
      row_of_own = row_of_own || label.own;
    }
    std::string memory;
    const std::size_t columns = head_.size();
    // Systems in rows, properties in columns.
    if (rows_of_designs && !any_other && (row_of_own || others || columns > 2)) {
      for (std::size_t r = first_; r < table_.rows.size(); ++r) {
        const Label label = label_of(cell(r, 0), background_.own);
        for (std::size_t c = 1; c < columns; ++c)
          sentence(head_[c].text, cell(r, c), label.own && !label.design ? Standing::Own : Standing::Other, r);
      }
      return;
    }
    const auto plain_header = [&](std::size_t c) {
      const std::string text = small_letters(head_[c].text);
      return text.empty() || head_[c].own || text == "value" || text == "size" || text == "remarks" || text == "how much" || text == "setting" ||
             text == "number" || text == "count" || text == "notes" || text == "remark" || text == "specification" || text == "spec" ||
             text == "parameter" || text == "quantity" || text == "unit" || text == "comment" || text == "details" || text == "configuration" ||
             text == "choice" || text == "description" || text == "capacity" || text == "amount";
    };
    // Parameter | Value | Parameter | Value
    if (columns == 4 && first_ == 1 && !head_[0].text.empty() && small_letters(head_[0].text) == small_letters(head_[2].text)) {
      for (std::size_t c = 0; c < 4; c += 2) {
        memory.clear();
        for (std::size_t r = first_; r < table_.rows.size(); ++r) sentence(with_memory(cell(r, c), memory), cell(r, c + 1), Standing::Own, r);
      }
      return;
    }
    // A first row of two cells that is no header of columns is a parameter, too.
    if (columns == 2 && first_ == 1 && !any_own && !any_other) {
      const std::string text = small_letters(head_[0].text);
      bool header = plain_header(1) || text.empty();
      for (const std::string_view word :
           {"parameter", "item", "feature", "component", "property", "quantity", "thing", "name", "module", "unit", "metric", "system", "memory"})
        header = header || text == word;
      if (!header) sentence(head_[0].text, head_[1].text, others ? Standing::Other : Standing::Own, 0);
    }
    for (std::size_t r = first_; r < table_.rows.size(); ++r) {
      // The label: the first cells that are words, the value: what follows.
      std::size_t at = 0;
      std::string label = cell(r, 0);
      if (!any_own && !any_other)
        while (at + 2 < columns &&
               (label.empty() || small_letters(head_[at + 1].text) == "item" || small_letters(head_[at + 1].text) == "parameter")) {
          ++at;
          label = cell(r, at);
          if (!label.empty() && small_letters(head_[at].text) != "item") break;
        }
      if (label.empty()) continue;
      const bool several = columns > at + 2;
      bool all_plain = true;
      for (std::size_t c = at + 1; c < columns; ++c) all_plain = all_plain && plain_header(c) && !head_[c].design;
      if (any_own || any_other) {
        for (std::size_t c = at + 1; c < columns; ++c) {
          const bool own = head_[c].own || (!any_own && !head_[c].design && !others && !head_[c].text.empty() && any_other == false);
          sentence(with_memory(label, memory), cell(r, c), own ? Standing::Own : Standing::Other, r);
        }
      } else if (several && !all_plain && first_ > 0) {
        for (std::size_t c = at + 1; c < columns; ++c) {
          std::string header = plain_header(c) ? std::string() : " " + head_[c].text;
          sentence(label + header, cell(r, c), others ? Standing::Other : Standing::Own, r);
        }
      } else {
        std::string value;
        for (std::size_t c = at + 1; c < columns; ++c)
          if (!cell(r, c).empty()) value += (value.empty() ? "" : " , ") + cell(r, c);
        sentence(with_memory(label, memory), value, others ? Standing::Other : Standing::Own, r);
      }
    }
  }

  /// "banks" below "Weight SRAM" are its banks.
  static std::string with_memory(const std::string& label, std::string& memory) {
    const std::string plain = small_letters(label);
    const bool names = has(plain, "weight") || has(plain, "activation") || has(plain, "accumulator") || has(plain, "partial");
    if (names) {
      memory = label;
      return label;
    }
    if (!memory.empty() &&
        (plain == "banks" || plain == "ports" || plain == "delivers" || plain == "width" || plain == "read width" || plain == "bandwidth per cycle" ||
         plain == "size" || plain == "capacity" || plain == "read ports" || plain == "number of banks"))
      return memory + " " + label;
    if (!has(plain, "bank") && !has(plain, "port")) memory.clear();
    return label;
  }

  void results(bool networks_in_rows) {
    bool change_column = false, row_of_own = false, column_of_own = false;
    for (std::size_t c = 1; c < head_.size(); ++c)
      change_column = change_column || is_change(head_[c].text), column_of_own = column_of_own || (head_[c].own && head_[c].network.empty());
    for (std::size_t r = first_; r < table_.rows.size(); ++r) row_of_own = row_of_own || label_of(cell(r, 0), background_.own).own;
    const std::string caption_metric = metric_of(table_.caption);
    // What the results are relative to: the caption's comparison.
    std::string caption_over = caption_.over;
    for (std::size_t r = first_; r < table_.rows.size(); ++r) {
      const Label row = label_of(cell(r, 0), background_.own);
      for (std::size_t c = 1; c < head_.size(); ++c) {
        const std::string text = cell(r, c);
        if (text.empty()) continue;
        const Label& head = head_[c];
        Token number;
        if (!number_in(text, background_.own, number)) {
          if (networks_in_rows || head.network.empty()) continue;
          continue;
        }
        const std::string network = !row.network.empty() ? row.network : !head.network.empty() ? head.network : caption_.network;
        if (network.empty()) {
          // A row of parameters among results: "Process: 5 nm".
          if (networks_in_rows) sentence(row.text, text, head.own || !(head.design || column_of_own) ? Standing::Own : Standing::Other, r);
          continue;
        }
        std::string metric = metric_of(networks_in_rows ? head.text : row.text);
        if (metric.empty()) metric = metric_of(networks_in_rows ? row.text : head.text);
        const bool said = !metric.empty();
        if (metric.empty() && number.unit == UnitKind::Points) metric = "claims.accuracy";
        if (metric.empty() && (has(head.text, "over ") || has(head.text, "vs") || has(row.text, "over ")) && has(table_.caption, "energy") &&
            !has(table_.caption, "speed"))
          metric = "claims.energy";
        if (metric.empty() && (has(head.text, "over ") || has(head.text, "vs") || has(row.text, "over ") || has(row.text, "vs")))
          metric = "claims.speedup";
        if (metric.empty()) metric = caption_metric;
        if (metric.empty() || metric == "perplexity" || metric == "claims.area" || has(head.text, "batch")) continue;
        std::string over = networks_in_rows ? head.over : row.over;
        if (over.empty()) over = networks_in_rows ? row.over : head.over;
        if (over.empty()) over = compared(head.text).empty() ? compared(row.text) : compared(head.text);
        const std::string own_over = over;
        if (over.empty()) over = caption_over.empty() ? (has(table_.caption, "dense") ? "dense" : background_.over) : caption_over;
        std::string value;
        bool own = true;
        if (metric == "claims.speedup") {
          if (number.unit == UnitKind::Percent || number.number <= 0 || number.number > 1000) continue;
          if (!said && caption_metric == "claims.speedup" && number.kind == TokenKind::Number && number.value.find('.') == std::string::npos &&
              number.number > 100)
            continue;
          if (networks_in_rows && (has(head.text, "density") || has(head.text, "sparsity") || has(head.text, "utili") || has(head.text, "cycles") ||
                                   has(head.text, "latency") || has(head.text, "time") || has(head.text, "fps") || has(head.text, "parameters") ||
                                   has(head.text, "zeros")))
            continue;
          if (has(head.text, "per second") || has(head.text, "ms") || has(head.text, "tokens/s") || has(text, "ms")) continue;
          value = number.value;
        } else if (metric == "claims.energy") {
          const bool ratio = number.unit == UnitKind::Factor || number.unit == UnitKind::Percent || has(head.text, "ratio") ||
                             has(head.text, "saving") || has(row.text, "saving") || has(row.text, "saved") || has(head.text, "gain") ||
                             has(head.text, "reduction") || has(head.text, "over ") || has(row.text, "over ") || has(row.text, "reduction") ||
                             has(head.text, "vs") || has(head.text, "efficiency") || has(row.text, "efficiency");
          if (!ratio || number.number == 0) continue;
          value = number.value[0] == '-' ? number.value.substr(1) : number.value;
        } else {
          const std::string& words = networks_in_rows ? head.text : row.text;
          const std::string& context = words + " " + text;
          const bool change = is_change(words) || number.unit == UnitKind::Points || (std::abs(number.number) < 12 && !has(words, "dense")) ||
                              (is_change(table_.caption) && std::abs(number.number) < 12);
          if (change) {
            if (std::abs(number.number) > 30) continue;
            value = number.unit == UnitKind::Percent && !has(context, "point") ? number.value
                    : number.unit == UnitKind::Percent                         ? number.value.substr(0, number.value.size() - 1) + " points"
                    : number.unit == UnitKind::Points                          ? number.value
                                                                               : number.value + " points";
          } else {
            if (change_column) continue;
            const bool dense = head.dense || row.dense;
            if (dense) own = false;
            value = number.unit == UnitKind::Percent ? number.value : number.value + "%";
          }
          if (own_over.empty() && !change) over.clear();
        }
        // Rows or columns of systems: only the paper's own counts.
        if (row_of_own && !networks_in_rows && !row.own) own = false;
        if (column_of_own && networks_in_rows && !head.own && !said && metric == caption_metric && (head.design || head.dense))
          own = metric == "claims.speedup" && false;
        if (networks_in_rows && column_of_own && head.own && metric == "claims.energy" && number.kind == TokenKind::Number) continue;
        Stated one = stated(metric, value, r);
        one.on = network;
        one.over = over;
        for (std::size_t b = 1; b < head_.size() && one.batch.empty(); ++b)  // a column of batches
          if (has(head_[b].text, "batch") && b != c) {
            Token images;
            if (number_in(cell(r, b), background_.own, images)) one.batch = images.value;
          }
        if (one.batch.empty())
          one.batch = !head.batch.empty()       ? head.batch
                      : !row.batch.empty()      ? row.batch
                      : !caption_.batch.empty() ? caption_.batch
                                                : background_.batch;
        one.rule = "table-of-results";
        collector_.add(std::move(one), own ? Standing::Own : Standing::Other);
      }
    }
  }

  /// "Gain over XB-100": a system that no list has.
  static std::string compared(const std::string& text) {
    for (const std::string_view word : {"over ", "vs ", "vs. ", "versus ", "than "}) {
      const std::size_t at = small_letters(text).find(word);
      if (at == std::string::npos) continue;
      std::string rest = text.substr(at + word.size());
      return rest.substr(0, rest.find(' '));
    }
    return {};
  }

  const Table& table_;
  const Background& background_;
  Collector& collector_;
  std::vector<Label> head_;
  Label caption_;
  std::size_t first_ = 0;
};

}  // namespace

void read_table(const Table& table, const Background& background, Collector& collector) { Reader(table, background, collector).read(); }

}  // namespace skeptic::papers
