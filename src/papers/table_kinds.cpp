#include "papers/table_kinds.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <utility>

#include "papers/names.h"

namespace skeptic::papers {
namespace {

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(' ');
  return begin == std::string::npos ? std::string() : text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

bool part_of_chip(const std::string& text) {
  for (const std::string_view part :
       {"multiplier",  "buffer",      "sram",   "queue",     "control",   "noc",        "dma",      "decoder",  "selector", "selection",
        "mux",         "multiplexer", "adder",  "memory",    "memories",  "clock",      "register", "pe array", "mac",      "logic",
        "accumulator", "predictor",   "sorter", "interface", "crossbar",  "network",    "store",    "link",     "mask",     "unit",
        "rest",        "misc",        "other",  "datapath",  "sequencer", "dispatcher", "merge",    "encoder"})
    if (has(text, part)) return true;
  return false;
}

}  // namespace

bool whole_of_parts(const std::string& label) {
  const std::string text = trimmed(small_letters(label));
  for (const std::string_view whole : {"total", "sum", "chip", "whole chip", "all", "overall", "die", "entire chip", "complete chip", "core total",
                                       "total area", "chip total", "accelerator", "whole", "altogether", "together"})
    if (text == whole || text.rfind(std::string(whole) + " (", 0) == 0) return true;
  return text.rfind("total", 0) == 0;
}

bool is_breakdown(const Table& table, const std::vector<Label>& head, std::size_t first) {
  if (head.size() < 2) return false;
  const auto measure = [](const std::string& text) {
    const bool area = has(text, "area") || has(text, "mm2") || has(text, "mm\xC2\xB2");
    const bool share = has(text, "share") || has(text, "%") || has(text, "percent") || has(text, "power") || has(text, "energy");
    return area || share;
  };
  // Parts in rows, measures in columns.
  bool measures = true, area = false;
  for (std::size_t c = 1; c < head.size(); ++c) {
    measures = measures && measure(head[c].text) && !head[c].own && !head[c].design;
    area = area || has(head[c].text, "area") || has(head[c].text, "mm2") || has(head[c].text, "mm\xC2\xB2");
  }
  int parts = 0, rows = 0;
  for (std::size_t r = first; r < table.rows.size(); ++r) ++rows, parts += part_of_chip(table.rows[r][0]) ? 1 : 0;
  if (first > 0 && measures && area && rows >= 3 && 2 * parts >= rows) return true;
  // Parts in columns, measures in rows.
  parts = 0;
  for (std::size_t c = 1; c < head.size(); ++c) parts += part_of_chip(head[c].text) ? 1 : 0;
  if (first == 0 || parts < 3) return false;
  return std::all_of(table.rows.begin() + static_cast<std::ptrdiff_t>(first), table.rows.end(),
                     [&](const std::vector<std::string>& row) { return row.empty() || measure(row[0]) || trimmed(row[0]).size() < 2; });
}

bool of_a_study(const std::string& head) {
  const std::string text = small_letters(head);
  for (const std::string_view word : {"range", "studied", "explored", "varied", "swept", "sweep", "tested", "alternatives", "considered", "tried",
                                      "earlier", "previous", "old value", "supported", "symbol", "notation", "rejected", "discarded"})
    if (text.find(word) != std::string::npos) return true;
  for (const std::string_view word : {"was", "were", "old", "formerly", "draft 1", "draft 2", "last year", "withdrawn"})
    if (has(head, word)) return true;
  return false;
}

void own_by_second_head(const Table& table, std::vector<Label>& head, std::size_t first, const OwnName& own) {
  if (first == 0 || first >= table.rows.size() || head.size() < 3) return;
  if (std::any_of(head.begin() + 1, head.end(), [](const Label& one) { return one.own || one.design || !one.network.empty(); })) return;
  const std::vector<std::string>& row = table.rows[first];
  std::size_t at = 0, names = 0;
  for (std::size_t c = 1; c < row.size() && c < head.size(); ++c) {
    const Label label = label_of(row[c], own);
    if (label.own && !label.design) at = c, ++names;
    if (trimmed(row[c]).empty() || std::isdigit(static_cast<unsigned char>(trimmed(row[c])[0])) != 0) return;
  }
  if (names != 1 || trimmed(row[at]).size() > 30) return;
  for (std::size_t c = 1; c < row.size() && c < head.size(); ++c) {
    head[c] = label_of(row[c], own);
    head[c].text = row[c];
    if (c != at) head[c].design = true;
  }
}

void join_groups(Table& table, std::vector<Label>& head, std::size_t first) {
  if (first == 0 || head.size() < 3 || table.rows.size() < first + 3 || head[1].own) return;
  std::size_t blank = 0, words = 0, rows = 0;
  std::string before;
  for (std::size_t r = first; r < table.rows.size(); ++r) {
    const std::vector<std::string>& row = table.rows[r];
    if (row.size() < 3) return;
    ++rows;
    const std::string group = trimmed(row[0]), label = trimmed(row[1]);
    blank += group.empty() || group == before ? 1 : 0;
    words += !label.empty() && std::isdigit(static_cast<unsigned char>(label[0])) == 0 && label[0] != '-' ? 1 : 0;
    before = group;
  }
  // Groups are fewer than rows, and no row is without a label of its own.
  if (words < rows || 3 * blank < rows || (head[1].design && !head[1].dense)) return;
  std::size_t numbers = 0;
  for (std::size_t r = first; r < table.rows.size(); ++r) numbers += table.rows[r].back().find_first_of("0123456789") != std::string::npos ? 1 : 0;
  if (2 * numbers < rows) return;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    std::vector<std::string>& row = table.rows[r];
    if (r >= first && !trimmed(row[0]).empty() && row[0] != row[1]) row[1] = row[0] + " " + row[1];
    row.erase(row.begin());
  }
  head.erase(head.begin());
}

std::string unlisted_design(const std::string& text, const OwnName& own) {
  std::string name = trimmed(text.substr(0, text.find_first_of("[(,")));
  if (name.size() < 4 || name.size() > 20 || std::isupper(static_cast<unsigned char>(name[0])) == 0 || name.find(' ') != std::string::npos) return {};
  const std::string lower = small_letters(name);
  if (std::find(own.names.begin(), own.names.end(), lower) != own.names.end() || name_at(name).length > 0) return {};
  if (name_at(name.substr(0, name.size() - 1)).length + 1 == name.size()) return {};  // the mark of a footnote
  if (!own.name.empty() && lower.rfind(small_letters(own.name.substr(0, own.name.find_first_of("-0123456789 "))), 0) == 0) return {};
  for (const std::string_view word :
       {"dense",    "value",    "unit",        "units",      "weights",   "activations",   "ours",      "baseline", "network",    "model",
        "speedup",  "energy",   "area",        "accuracy",   "metric",    "note",          "notes",     "batch",    "sparse",     "source",
        "symbol",   "this",     "change",      "remark",     "reference", "configuration", "power",     "clock",    "structured", "unstructured",
        "dataset",  "static",   "dynamic",     "fixed",      "measured",  "simulated",     "published", "best",     "worst",      "mean",
        "total",    "typical",  "cycles",      "throughput", "latency",   "pattern",       "loss",      "gain",     "default",    "small",
        "large",    "medium",   "prior",       "random",     "ratio",     "difference",    "data",      "unpruned", "result",     "setting",
        "comment",  "delta",    "improvement", "factor",     "saving",    "reduction",     "task",      "layer",    "top",        "our",
        "proposed", "with",     "without",     "original",   "full",      "quality",       "time",      "size",     "parameter",  "feature",
        "property", "platform", "design",      "method",     "scheme",    "rejected",      "chosen",    "explored", "producer",   "consumer",
        "host",     "offline",  "discarded",   "asic",       "fpga",      "measure"})
    if (lower.rfind(word, 0) == 0) return {};
  return name;
}

std::string parameter_in_words(const std::string& label) {
  if (label.rfind("W ", 0) == 0) return "weight" + label.substr(1);  // "W format"
  if (label.rfind("A ", 0) == 0) return "activation" + label.substr(1);
  const bool capitals = std::none_of(label.begin(), label.end(), [](char c) { return std::islower(static_cast<unsigned char>(c)) != 0; });
  if ((label.find('_') == std::string::npos && !(capitals && label.size() > 2)) || label.find("/W") != std::string::npos) return label;
  constexpr std::array<std::pair<std::string_view, std::string_view>, 30> kWords{{{"w", "weight"},
                                                                                  {"wgt", "weight"},
                                                                                  {"wt", "weight"},
                                                                                  {"a", "activation"},
                                                                                  {"act", "activation"},
                                                                                  {"iact", "activation"},
                                                                                  {"acts", "activation"},
                                                                                  {"mult", "multipliers"},
                                                                                  {"mults", "multipliers"},
                                                                                  {"num", ""},
                                                                                  {"n", ""},
                                                                                  {"glb", "buffer"},
                                                                                  {"gb", "buffer"},
                                                                                  {"buf", "buffer"},
                                                                                  {"mem", "buffer"},
                                                                                  {"psum", "partial sums"},
                                                                                  {"acc", "accumulators"},
                                                                                  {"f", ""},
                                                                                  {"clk", "clock"},
                                                                                  {"freq", "clock"},
                                                                                  {"bw", "bandwidth"},
                                                                                  {"cols", "columns"},
                                                                                  {"col", "columns"},
                                                                                  {"row", "rows"},
                                                                                  {"fmt", "format"},
                                                                                  {"meta", "metadata"},
                                                                                  {"tech", "technology"},
                                                                                  {"prec", "precision"},
                                                                                  {"win", "window"},
                                                                                  {"fifo", "queue"}}};
  std::string result, word, memory;
  const auto flush = [&] {
    const std::string lower = small_letters(word);
    std::string text = word;
    for (const auto& [name, meaning] : kWords)
      if (lower == name) text = std::string(meaning);
    if (text == word) text = lower;
    word.clear();
    if (text.empty()) return;
    // "GLB_A": the activation buffer
    if (text == "buffer") {
      memory = text;
      return;
    }
    result += (result.empty() ? "" : " ") + text;
    if (!memory.empty() && (text == "weight" || text == "activation")) result += " " + std::exchange(memory, std::string());
  };
  for (const char c : label + " ")
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80) {
      word += c;
    } else {
      flush();
      if (c != '_' && c != ' ') result += std::string(" ") + c;
    }
  if (!memory.empty()) result += " " + memory;
  return result;
}

}  // namespace skeptic::papers
