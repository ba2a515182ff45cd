#include "papers/table_labels.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

namespace skeptic::papers {
namespace {

constexpr std::array kWords{
    LabelWord{"sync", "row", "fabric.sync.domain", "row"},
    LabelWord{"sync", "column", "fabric.sync.domain", "column"},
    LabelWord{"sync", "array", "fabric.sync.domain", "array"},
    LabelWord{"sync", "independent", "fabric.sync.domain", "pe"},
    LabelWord{"sync", "per pe", "fabric.sync.domain", "pe"},
    LabelWord{"decid", "producer", "operands.activations.decide.by", "producer"},
    LabelWord{"decid", "previous layer", "operands.activations.decide.by", "producer"},
    LabelWord{"decid", "consumer", "operands.activations.decide.by", "consumer"},
    LabelWord{"decision", "producer", "operands.activations.decide.by", "producer"},
    LabelWord{"decision", "consumer", "operands.activations.decide.by", "consumer"},
    LabelWord{"balanc", "steal", "fabric.balance", "work-stealing"},
    LabelWord{"balanc", "sort", "fabric.balance", "sort"},
    LabelWord{"balanc", "pair", "fabric.balance", "pair"},
    LabelWord{"balanc", "interleav", "fabric.balance", "interleave"},
    LabelWord{"balanc", "look-ahead", "fabric.balance", "look-ahead"},
    LabelWord{"balanc", "lookahead", "fabric.balance", "look-ahead"},
    LabelWord{"balanc", "look-aside", "fabric.balance", "look-aside"},
    LabelWord{"dataflow", "inner", "fabric.kind", "inner-product"},
    LabelWord{"dataflow", "outer", "fabric.kind", "outer-product"},
    LabelWord{"dataflow", "cartesian", "fabric.kind", "cartesian-product"},
    LabelWord{"dataflow", "row-wise", "fabric.kind", "row-product"},
    LabelWord{"dataflow", "gustavson", "fabric.kind", "row-product"},
    LabelWord{"weight", "offline", "operands.weights.chosen", "offline"},
    LabelWord{"weight", "learned", "operands.weights.chosen", "learned"},
    LabelWord{"weight", "magnitude", "operands.weights.from", "values"},
    LabelWord{"mask", "learned", "operands.weights.chosen", "learned"},
    LabelWord{"mask", "offline", "operands.weights.chosen", "offline"},
    LabelWord{"activation", "dynamic", "operands.activations.chosen", "run-time"},
    LabelWord{"activation", "run time", "operands.activations.chosen", "run-time"},
    LabelWord{"activation", "run-time", "operands.activations.chosen", "run-time"},
    LabelWord{"activation", "runtime", "operands.activations.chosen", "run-time"},
};

}  // namespace

std::span<const LabelWord> label_words() { return kWords; }

bool has(const std::string& text, std::string_view word) {
  const std::string small = small_letters(text);
  const auto letter = [](char one) { return std::isalpha(static_cast<unsigned char>(one)) != 0; };
  for (std::size_t at = small.find(word); at != std::string::npos; at = small.find(word, at + 1))
    if (at == 0 || !letter(word[0]) || !letter(small[at - 1])) return true;  // "against" has no gain
  return false;
}

Label label_of(const std::string& text, const OwnName& own) {
  Label label;
  label.text = text;
  for (const Token& token : tokens_of(text, own.names)) {
    if (token.kind == TokenKind::Own) label.own = true;
    if (token.kind == TokenKind::Design) {
      // A size of the paper's own design: "Pumice-8" where the paper presents Pumice.
      const bool versioned = own.name.find_first_of("0123456789") != std::string::npos;
      const bool family = !own.name.empty() && !versioned && small_letters(token.value).rfind(small_letters(own.name), 0) == 0;
      (family ? label.own : label.design) = true;
      if (!family) label.over = token.value;
    }
    if (token.kind == TokenKind::Network && label.network.empty()) label.network = token.value;
    if (token.is("dense") || token.is("unpruned")) label.dense = true;
    if (token.is("ours") || token.is("proposed") || token.is("our")) label.own = true;
  }
  for (const char* here : {"this work", "this paper", "this thesis", "this proposal", "this chip", "this report", "this design"})
    if (has(text, here)) label.own = true;
  if (label.own && label.design && has(text, "(ours)")) label.own = false;
  // "XB-100 (previous generation)"
  if (has(text, "previous") || has(text, "baseline") || has(text, "prior")) label.design = true, label.own = false;
  // "Ours without mask": what it is compared with
  if (label.own && (has(text, " without ") || has(text, " w/o ") || has(text, "switched off") || has(text, "turned off") || has(text, "disabled")) &&
      metric_of(text).empty())
    label.design = true, label.own = false;
  if (label.dense && label.over.empty()) label.over = "dense";
  const auto tokens = tokens_of(text, own.names);
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i)
    if (tokens[i].is("batch") || (tokens[i].is("b") && tokens[i + 1].is("=")))
      for (std::size_t j = i + 1; j < std::min(tokens.size(), i + 4) && label.batch.empty(); ++j)
        if (tokens[j].kind == TokenKind::Number) label.batch = tokens[j].value;
  return label;
}

std::string metric_of(const std::string& text) {
  if (has(text, "energy") || has(text, "energies") || has(text, "efficiency") || has(text, "joule") || has(text, "per watt")) return "claims.energy";
  if (has(text, "speed") || has(text, "faster") || has(text, "gain") || has(text, "throughput") || has(text, "performance") ||
      has(text, "fewer cycles") || has(text, "accelerat") || text == "x" || text == "\xC3\x97" || text == "(x)" || text == "(\xC3\x97)")
    return "claims.speedup";
  if (has(text, "reduction") && (has(text, "latency") || has(text, "time") || has(text, "cycles"))) return "claims.speedup";
  if (has(text, "perplexity") || has(text, "ppl")) return "perplexity";
  if (has(text, "accuracy") || has(text, "top-1") || has(text, "top-5") || has(text, "loss") || has(text, "lost") || has(text, "quality") ||
      has(text, "degradation") || has(text, "drop") || has(text, "change") || has(text, "map") || has(text, "f1") || has(text, "acc.") ||
      has(text, "difference") || has(text, "miou") || has(text, "points") || small_letters(text) == "acc" || has(text, "bleu"))
    return "claims.accuracy";
  if (has(text, "area")) return "claims.area";
  return {};
}

bool is_change(const std::string& text) {
  return has(text, "loss") || has(text, "lost") || has(text, "change") || has(text, "drop") || has(text, "degradation") || has(text, "points") ||
         has(text, "delta") || has(text, "\xE2\x88\x86") || has(text, "\xCE\x94") || has(text, "difference") || has(text, "increase") ||
         has(text, "rise of") || has(text, "rise in");
}

std::pair<std::string, std::string> quantity_of_label(const std::string& plain, const std::string& number) {
  struct Unit {
    std::string_view said, written, key;
  };
  constexpr std::array kUnits{Unit{"mhz", " MHz", "clock"},
                              Unit{"ghz", " GHz", "clock"},
                              Unit{"nm", "nm", "technology"},
                              Unit{"gb/s", " GB/s", "memory.dram.bandwidth"},
                              Unit{"tb/s", " TB/s", "memory.dram.bandwidth"},
                              Unit{"gib/s", " GiB/s", "memory.dram.bandwidth"},
                              Unit{"tops/w", "", ""},
                              Unit{"tops/mm2", "", ""},
                              Unit{"tops", " TOPS", "peak"},
                              Unit{"tflops", " TFLOPS", "peak"},
                              Unit{"gflops", " GFLOPS", "peak"},
                              Unit{"gops", " GOPS", "peak"},
                              Unit{"gop/s", " GOPS", "peak"},
                              Unit{"top/s", " TOPS", "peak"},
                              Unit{"kb", " KB", ""},
                              Unit{"kib", " KiB", ""},
                              Unit{"mb", " MB", ""},
                              Unit{"mib", " MiB", ""}};
  const auto said = [&](std::string_view unit) {  // as a word of its own
    for (std::size_t at = plain.find(unit); at != std::string::npos; at = plain.find(unit, at + 1)) {
      const bool before = at == 0 || std::isalnum(static_cast<unsigned char>(plain[at - 1])) == 0;
      // "Area (mm2, 45 nm)": a quantity of the label
      if (at > 1 && plain[at - 1] == ' ' && std::isdigit(static_cast<unsigned char>(plain[at - 2])) != 0) continue;
      const std::size_t end = at + unit.size();
      if (before && (end == plain.size() || std::isalnum(static_cast<unsigned char>(plain[end])) == 0)) return true;
    }
    return false;
  };
  for (const Unit& unit : kUnits) {
    if (!said(unit.said)) continue;
    if (unit.written.empty()) return {};
    const bool weights = has(plain, "weight"), accumulators = has(plain, "accumulator") || has(plain, "partial");
    const std::string memory = weights                    ? "memory.weights.size"
                               : has(plain, "activation") ? "memory.activations.size"
                               : accumulators             ? "memory.accumulators.size"
                                                          : "";
    return {unit.key.empty() ? memory : std::string(unit.key), number + std::string(unit.written)};
  }
  return {};
}

/// The number of a cell; false where it has none, or is no result.
bool number_in(const std::string& cell, const OwnName& own, Token& found) {
  const auto tokens = tokens_of(cell, own.names);
  for (const Token& token : tokens)
    if (token.kind == TokenKind::Number || (token.kind == TokenKind::Quantity &&
                                            (token.unit == UnitKind::Factor || token.unit == UnitKind::Percent || token.unit == UnitKind::Points))) {
      found = token;
      return tokens.size() <= 4;
    }
  return false;
}

}  // namespace skeptic::papers
