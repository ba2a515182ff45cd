// Tables: parameters become sentences "label: value" of the column that is the paper's own; results are read by row, column and caption.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "papers/collect.h"
#include "papers/memories.h"
#include "papers/table_columns.h"
#include "papers/table_kinds.h"
#include "papers/table_labels.h"
#include "papers/table_pairs.h"
#include "papers/table_results.h"
#include "papers/table_rewrite.h"

namespace skeptic::papers {
namespace {

constexpr std::size_t kMostColumns = 40;

class Reader {
 public:
  Reader(const Table& table, const Background& background, Collector& collector) : table_(table), background_(background), collector_(collector) {}

  void read() {
    // A first row that is one cell over all columns is a title.
    if (table_.rows.size() > 2 && table_.rows[0].size() > 1 && !table_.rows[0][0].empty() &&
        std::all_of(table_.rows[0].begin(), table_.rows[0].end(), [&](const std::string& one) { return one == table_.rows[0][0] || one.empty(); }) &&
        table_.rows[0][0].find(' ') != std::string::npos) {
      table_.caption += (table_.caption.empty() ? "" : " ") + table_.rows[0][0];
      table_.rows.erase(table_.rows.begin());
    }
    // No paper prints a table of more columns; what reads every cell in the light of all columns is bounded by it.
    for (std::vector<std::string>& row : table_.rows)
      if (row.size() > kMostColumns) row.resize(kMostColumns);
    drop_groups(table_, background_.own);
    if (table_.rows.empty() || table_.rows[0].size() < 2) return;
    if (read_policy_table(table_, collector_)) return;
    write_out_symbols(table_);
    head_ = headers_of(table_, background_.own, first_);
    keep_typical(table_, head_, first_);
    caption_ = label_of(table_.caption, background_.own);
    if (first_ > 0) mark_versions(head_, background_.own);
    names();
    chosen_ = keep_chosen(table_, head_, first_, background_.own);
    if (chosen_) sentence(head_[0].text, cell(first_, 0), Standing::Own, first_);
    for (const Label& head : head_)
      if (!head.batch.empty()) collector_.add(stated("batch", head.batch, 0));
    bool networks_in_rows = false, networks_in_head = false;
    std::size_t rows_of_networks = 0;
    for (std::size_t r = first_; r < table_.rows.size(); ++r)
      rows_of_networks += label_of(table_.rows[r][0], background_.own).network.empty() ? 0 : 1;
    networks_in_rows = rows_of_networks > 0 && rows_of_networks * 4 >= table_.rows.size() - first_;
    for (std::size_t c = 1; c < head_.size(); ++c) networks_in_head = networks_in_head || !head_[c].network.empty();
    own_by_second_head(table_, head_, first_, background_.own);
    rivals();
    if (networks_in_rows || networks_in_head || systems_of_a_network())
      read_results_of(
          {table_, head_, caption_, first_, networks_in_rows, chosen_}, background_, collector_,
          [&](const std::string& label, const std::string& value, Standing standing, std::size_t r) { sentence(label, value, standing, r); });
    else {
      join_groups(table_, head_, first_);
      parameters();
    }
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

  /// "Results on ResNet-50": systems in rows, this paper's among them, and what was measured in columns.
  bool systems_of_a_network() const {
    if ((caption_.network.empty() && !chosen_) || first_ == 0) return false;
    std::size_t measures = 0, own = 0, others = 0;
    for (std::size_t c = 1; c < head_.size(); ++c) measures += metric_of(head_[c].text).empty() ? 0 : 1;
    for (std::size_t r = first_; r < table_.rows.size(); ++r) {
      const Label label = label_of(cell(r, 0), background_.own);
      own += label.own ? 1 : 0, others += label.design || label.dense ? 1 : 0;
    }
    return (measures > 1 && own == 1 && others > 0) || (measures > 0 && chosen_);
  }

  /// All names in cells: networks and data sets are the paper's own where a result stands beside them.
  void names() {
    for (std::size_t c = 0; first_ > 0 && c < head_.size(); ++c) {
      std::string head = small_letters(head_[c].text);
      while (!head.empty() && head.back() == ' ') head.pop_back();
      const bool networks = head == "network" || head == "networks" || head == "model" || head == "models" || head == "dnn" || head == "benchmark" ||
                            head == "workload" || head == "workloads";
      const bool sets = head == "dataset" || head == "data set" || head == "data" || head == "datasets" || head == "corpus";
      for (std::size_t r = first_; (networks || sets) && r < table_.rows.size(); ++r) unlisted(r, c, networks);
    }
    for (std::size_t r = 0; r < table_.rows.size(); ++r) {
      bool value = r < first_;
      for (std::size_t c = 1; c < table_.rows[r].size(); ++c) value = value || cell(r, c).find_first_of("0123456789") != std::string::npos;
      for (const std::string& text : table_.rows[r])
        for (const Token& token : tokens_of(text, background_.own.names)) {
          if (token.kind == TokenKind::Design) collector_.add(stated("prior-work", token.value, r));
          const std::string first = small_letters(cell(r, 0));
          const bool listing = first == "data set" || first == "dataset" || first == "data" || first == "network" || first == "model";
          const bool own = (value || listing) && !has(table_.rows[r].back(), "not yet");
          if (token.kind == TokenKind::Network) collector_.add(stated("networks", token.value, r), own ? Standing::Own : Standing::Absent);
          if (token.kind == TokenKind::Dataset) collector_.add(stated("datasets", token.value, r), own ? Standing::Own : Standing::Absent);
        }
    }
  }

  /// Names that no list has, beside the paper's own in the heads of columns or rows: "| Dense | Sabkha | Ours".
  void rivals() {
    std::size_t own = 0;
    for (std::size_t c = 1; c < head_.size(); ++c) own += head_[c].own && !head_[c].design ? 1 : 0;
    if (own != 1 || head_.size() < 3) return;
    for (std::size_t c = 1; c < head_.size(); ++c)
      if (const std::string name = unlisted_design(head_[c].text, background_.own); !name.empty()) collector_.add(stated("prior-work", name, 0));
  }

  /// A network or a data set that no list has, by the head of its column.
  void unlisted(std::size_t r, std::size_t c, bool network) {
    std::string name = cell(r, c).substr(0, cell(r, c).find_first_of("(,["));
    while (!name.empty() && name.back() == ' ') name.pop_back();
    const auto tokens = tokens_of(name, background_.own.names);
    // "MobileNetV2f": the mark of a footnote
    if (name.size() > 4 && std::islower(static_cast<unsigned char>(name.back())) != 0 &&
        std::isdigit(static_cast<unsigned char>(name[name.size() - 2])) != 0 && name_at(name.substr(0, name.size() - 1)).length == name.size() - 1)
      name.pop_back();
    const bool known = std::any_of(tokens.begin(), tokens.end(), [](const Token& one) {
      return one.kind == TokenKind::Network || one.kind == TokenKind::Dataset || one.kind == TokenKind::Design || one.kind == TokenKind::Own;
    });
    const auto capitals = std::count_if(name.begin(), name.end(), [](char one) { return one >= 'A' && one <= 'Z'; });
    const bool digit = name.find_first_of("0123456789") != std::string::npos;
    if (known || tokens.empty() || tokens.size() > 4 || name.size() < 3 || !(capitals > 1 || (capitals == 1 && digit))) return;
    if (has(name, "mean") || has(name, "average") || has(name, "total") || has(name, "%")) return;
    collector_.add(stated(network ? "networks" : "datasets", name, r));
  }

  void sentence(const std::string& label, const std::string& value, Standing standing, std::size_t r) {
    if (trimmed_empty(value) || small_letters(label) == "host" || small_letters(label) == "host cpu") return;
    std::string words = label;  // brackets in a label are no clause of their own
    std::replace_if(
        words.begin(), words.end(), [](char c) { return c == '(' || c == ')' || c == ':'; }, ' ');
    Sentence one = sentence_of(parameter_in_words(words) + " : " + value, background_.own);
    one.row = true;
    one.page = table_.page;
    one.line = table_.line;
    std::fill(one.standing.begin(), one.standing.end(), standing);
    std::fill(one.negation.begin(), one.negation.end(), -1);
    collector_.context = Operand::None;
    std::string plain = small_letters(parameter_in_words(words));
    for (std::size_t at = plain.find(" / "); at != std::string::npos; at = plain.find(" / ", at)) plain.replace(at, 3, "/");
    if (read_pair(one, plain, standing, collector_) || read_of_all(one, plain, standing, collector_)) return;
    read_phrases(one, collector_);
    read_patterns(one, collector_);
    if (std::count(value.begin(), value.end(), ' ') > 2) read_synchronisation(one, collector_);
    const auto colon = std::find_if(one.tokens.begin(), one.tokens.end(), [](const Token& token) { return token.is(":"); });
    if (!read_memory_row(one, static_cast<std::size_t>(colon - one.tokens.begin()), standing, collector_)) read_quantities(one, collector_);
    // "1.88 mm2, of which the selectors are 4 %"
    if (standing == Standing::Own && has(value, "of which")) read_results(sentence_of(value, background_.own), background_, collector_);
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
    if ((has(plain, "multipliers") || has(plain, "macs") || has(plain, "mac units") || has(plain, "number of mac") || has(plain, "mults")) &&
        !has(plain, "per ") && !has(plain, " in a ") && !has(plain, " of a") && !has(plain, " a ") && !has(plain, "every") && !has(plain, "each") &&
        !has(plain, "lanes")) {
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
    if (has(plain, "batch") && !has(plain, "token") && !has(plain, "/s") && value_tokens.size() <= 3 && value.find('.') == std::string::npos &&
        label_of(label, background_.own).network.empty())
      add("batch", first_number());
    if (plain.rfind("total", 0) == 0 && (plain == "total" || has(plain, "area")) && has(table_.caption, "area") && value_tokens.size() <= 2 &&
        !value_tokens.empty() && value_tokens[0].kind == TokenKind::Number && has(table_.caption, "mm"))
      add("chip.area", value_tokens[0].value + " mm2");
    if ((has(plain, "mm2") || has(plain, "mm\xC2\xB2")) && !has(plain, "/mm2") && !has(plain, "per mm2") && !has(plain, "tops") &&
        value_tokens.size() == 1 && value_tokens[0].kind == TokenKind::Number)
      add("chip.area", value_tokens[0].value + " mm2");
    // Units in the label: "Clock (MHz): 800"
    if (value_tokens.size() == 1 && value_tokens[0].kind == TokenKind::Number)
      if (auto [key, text] = quantity_of_label(plain, value_tokens[0].value); !key.empty()) add(std::move(key), std::move(text));
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
    if (metric.empty() || metric == "perplexity" || (!chosen_ && of_variants(table_.caption)) || !number_in(value, background_.own, number) ||
        number.number <= 0)
      return;
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
    // Rows of what was tried: each is another design, but the one that says that it is chosen.
    const std::string corner = head_.empty() ? std::string() : small_letters(head_[0].text);
    const bool column_of_choice = std::any_of(head_.begin(), head_.end(), [](const Label& one) {
      const std::string text = small_letters(one.text);
      return text == "chosen" || text == "used" || text == "default" || text == "selected" || text == "our choice";
    });
    variants_ = !chosen_ && !column_of_choice &&
                (corner == "variant" || corner == "variants" || corner == "ablation" || corner == "alternative" || corner == "option" ||
                 corner == "without" || has(table_.caption, "what if") || has(table_.caption, "ablation") || has(table_.caption, "variants") ||
                 has(table_.caption, "alternatives") || has(table_.caption, "sensitivity") || has(table_.caption, "design space") ||
                 has(table_.caption, "not choose") || has(table_.caption, "sweep"));
    const bool others = variants_ || has(table_.caption, "others") || has(table_.caption, "prior") ||
                        has(table_.caption, "published accelerators and") || section_kind(table_.section) == SectionKind::Others;
    bool rows_of_designs = false, row_of_own = false;
    for (std::size_t r = first_; r < table_.rows.size(); ++r) {
      const Label label = label_of(cell(r, 0), background_.own);
      rows_of_designs =
          rows_of_designs || label.design || (label.dense && small_letters(cell(r, 0)).rfind("dense", 0) == 0 && cell(r, 0).size() < 24);
      row_of_own = row_of_own || label.own;
    }
    std::string memory;
    const std::size_t columns = head_.size();
    // Parameter | Value | Parameter | Value
    if (in_pairs(table_, head_, first_)) {
      const bool head = first_ == 1 && small_letters(head_[0].text) == small_letters(head_[2].text);
      for (std::size_t c = 0; c + 1 < columns; c += 2) {
        memory.clear();
        for (std::size_t r = head ? 1 : 0; r < table_.rows.size(); ++r) sentence(with_memory(cell(r, c), memory), cell(r, c + 1), Standing::Own, r);
      }
      return;
    }
    // Systems in rows, properties in columns.
    if (rows_of_designs && !any_other && !any_own && (row_of_own || others || columns > 2)) {
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
             text == "choice" || text == "ship" || text == "typ" || text == "typ." || text == "nominal" || text == "default" || text == "typical" ||
             text == "chosen" || text == "used" || text == "how big" || text == "here" || text == "description" || text == "capacity" ||
             text == "amount" || text == "value used" || text == "used value" || text == "entry";
    };
    if (!(rows_of_designs || any_own || any_other) && rows_are_configurations(table_, head_, first_, background_.own)) {
      for (std::size_t r = first_; r < table_.rows.size(); ++r) {
        const bool chosen = table_.rows.size() == first_ + 1 || says_chosen(table_.rows[r]);
        for (std::size_t c = 1; c < columns; ++c) sentence(head_[c].text, cell(r, c), chosen ? Standing::Own : Standing::Other, r);
      }
      return;
    }
    // Weights | Activations | …, with values that say what they are: each column speaks of its head.
    bool operands = first_ == 1 && columns > 1 && last_operand(sentence_of(head_[0].text, background_.own)) != Operand::None;
    for (std::size_t r = first_; operands && r < table_.rows.size(); ++r)
      operands = cell(r, 0).empty() || sentence_of(cell(r, 0), background_.own).tokens.size() > 1;
    bool other_operand = false;
    for (std::size_t c = 1; c < columns; ++c)
      other_operand = other_operand || last_operand(sentence_of(head_[c].text, background_.own)) != Operand::None;
    if (operands && other_operand && !any_own && !any_other && !rows_of_designs) {
      for (std::size_t r = first_; r < table_.rows.size(); ++r)
        for (std::size_t c = 0; c < columns; ++c) sentence(head_[c].text, cell(r, c), others ? Standing::Other : Standing::Own, r);
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
    if (is_breakdown(table_, head_, first_)) {
      for (std::size_t r = first_; r < table_.rows.size(); ++r)
        if (const std::size_t open = cell(r, 0).find('('); open != std::string::npos && !others)  // "Weight buffer (256 KB)"
          sentence(cell(r, 0).substr(0, open), cell(r, 0).substr(open + 1, cell(r, 0).find(')', open) - open - 1), Standing::Own, r);
      for (std::size_t r = first_; r < table_.rows.size(); ++r)
        for (std::size_t c = 1; c < columns; ++c)
          if (whole_of_parts(cell(r, 0)) || whole_of_parts(head_[c].text)) {
            const bool row = whole_of_parts(cell(r, 0));
            sentence("total " + (row ? head_[c].text : cell(r, 0)), cell(r, c), others ? Standing::Other : Standing::Own, r);
          }
      return;
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
          if (of_a_study(head_[c].text)) continue;
          std::string header = plain_header(c) ? std::string() : " " + head_[c].text;
          sentence(with_memory(label, memory) + header, cell(r, c), others ? Standing::Other : Standing::Own, r);
        }
      } else {
        std::string value;
        for (std::size_t c = at + 1; c < columns; ++c)
          if (!cell(r, c).empty() && !of_a_study(head_[c].text))
            value += (value.empty() ? "" : is_quantity(value + " " + cell(r, c)) ? " " : " , ") + cell(r, c);
        sentence(with_memory(label, memory), value, others ? Standing::Other : Standing::Own, r);
      }
    }
  }

  /// "850 | MHz": a unit in a column of its own
  bool is_quantity(const std::string& text) const {
    const auto tokens = tokens_of(text, background_.own.names);
    return tokens.size() == 1 && tokens[0].kind == TokenKind::Quantity;
  }

  /// "banks" below "Weight SRAM" are its banks.
  std::string with_memory(const std::string& label, std::string& memory) const {
    const std::string plain = small_letters(label);
    bool names = false, property = false, other = false;
    const Sentence words = sentence_of(label, background_.own);
    for (std::size_t i = 0; i < words.tokens.size(); ++i) {
      const Memory one = memory_at(words, i);
      names = names || !key_of(one).empty();
      other = other || one == Memory::Dram || one == Memory::Other;
      const Token& token = words.tokens[i];
      for (const char* word : {"banks", "bank", "ports", "port", "delivers", "delivery", "width", "word", "wide", "size", "capacity", "read", "write",
                               "interface", "bits", "line"})
        property = property || token.is(word);
    }
    if (names) {
      memory = label;
      return label;
    }
    if (!memory.empty() && property && !other && !has(plain, "dram") && !has(plain, "array") && !has(plain, "tile") && words.tokens.size() <= 8)
      return memory + " " + label;
    if (!has(plain, "bank") && !has(plain, "port")) memory.clear();
    return label;
  }

  Table table_;
  const Background& background_;
  Collector& collector_;
  std::vector<Label> head_;
  Label caption_;
  std::size_t first_ = 0;
  bool chosen_ = false;    ///< one row of alternatives is left, which says that it is the design
  bool variants_ = false;  ///< of what was tried, and not of the design
};

}  // namespace

void read_table(const Table& table, const Background& background, Collector& collector) { Reader(table, background, collector).read(); }

}  // namespace skeptic::papers
