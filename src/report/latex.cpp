#include "report/latex.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "report/latex_plot.h"
#include "report/latex_table.h"
#include "report/latex_text.h"

namespace skeptic {
namespace {

/// "3, 7--12".
std::string ranges(const std::set<std::size_t>& numbers) {
  std::string out;
  for (auto from = numbers.begin(); from != numbers.end();) {
    auto to = from;
    while (std::next(to) != numbers.end() && *std::next(to) == *to + 1) ++to;
    out += (out.empty() ? "" : ", ") + (from == to ? fmt::format("{}", *from) : fmt::format("{}--{}", *from, *to));
    from = std::next(to);
  }
  return out;
}

/// A command and what is looked at in what it prints: what stands behind its "   # ".
std::pair<std::string, std::string> parted(const std::string& command) {
  const std::size_t at = command.rfind("   # ");
  if (at == std::string::npos) return {command, {}};
  return {command.substr(0, at), command.substr(at + 5)};
}

class Latex {
 public:
  explicit Latex(const Document& document) : document_(document) {}

  std::string render() {
    text_ = latex_preamble();
    text_ += fmt::format("\\skeptictitle{{{}}}\n", latex_text(document_.title));
    if (document_.verdict) {
      const std::string judged = capital(std::string(name(document_.verdict->judgement)));
      text_ += fmt::format("\\skepticverdict{{{}}}{{{}}}\n", judged, words(document_.verdict->because));
    }
    list(document_.summary);
    for (const Section& section : document_.sections) {
      text_ += fmt::format("\n\\skepticheading{{{}}}\n", latex_text(section.heading));
      print(section.blocks);
    }
    details();
    evidence();
    return text_ + "\\skepticend\n";
  }

 private:
  /// `command`: that prints a number, which shows its record or only leads to it.
  std::string words(const Sentence& sentence, std::string_view command = "skepticnumber") const {
    std::string out;
    for (const Piece& piece : sentence.pieces) {
      if (const auto* text = std::get_if<std::string>(&piece)) out += latex_text(*text);
      if (const auto* quoted = std::get_if<Quoted>(&piece)) out += latex_text(quoted->text);
      if (const auto* ref = std::get_if<Ref>(&piece))
        out += fmt::format("\\{}{{{}}}{{{}}}", command, ref->record + 1, latex_text(document_.records[ref->record].text));
    }
    return out;
  }

  /// Behind the text, so that it reads as a whole.
  void details() {
    bool any = false;
    for (const Section& section : document_.sections) {
      if (section.details.empty()) continue;
      if (!any) text_ += "\n\\skepticheading{In detail}\n";
      any = true;
      text_ += fmt::format("\n\\skepticsubheading{{{}}}\n", latex_text(section.heading));
      print(section.details);
    }
  }

  void print(const std::vector<Block>& blocks) {
    bool in_grid = false;
    for (const Block& block : blocks) {
      const auto* chart = std::get_if<Chart>(&block);
      const bool small = chart != nullptr && chart->small;
      if (small && !in_grid) text_ += "\\begin{skepticgrid}\n";
      if (!small && in_grid) text_ += "\\end{skepticgrid}\n";
      in_grid = small;
      std::visit([this](const auto& part) { print(part); }, block);
    }
    if (in_grid) text_ += "\\end{skepticgrid}\n";
  }

  void print(const Paragraph& paragraph) { text_ += "\n" + words(paragraph.text) + "\n"; }

  void print(const Bullets& bullets) { list(bullets.items); }

  void list(const std::vector<Sentence>& items) {
    if (items.empty()) return;
    text_ += "\n\\begin{itemize}\\skeptictight\n";
    for (const Sentence& item : items) text_ += "\\item{} " + words(item) + "\n";
    text_ += "\\end{itemize}\n";
  }

  void print(const Table& table) {
    std::vector<std::vector<LatexCell>> rows;
    std::set<std::size_t> records;
    for (const auto& row : table.rows) {
      rows.emplace_back();
      for (const Sentence& cell : row) {
        rows.back().push_back({words(cell, "skepticcellnumber"), text_of(document_.records, cell)});
        for (const Piece& piece : cell.pieces)
          if (const auto* ref = std::get_if<Ref>(&piece)) records.insert(ref->record + 1);
      }
    }
    const std::string title = latex_text(table.title);
    text_ += "\n" + latex_table(records.empty() ? title : fmt::format("{} (evidence {})", title, ranges(records)), table.header, rows);
  }

  void print(const Listing& listing) { text_ += "\n" + commands(listing.text); }

  static std::string commands(std::string_view text) {
    std::string out;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      if (end > 0) out += fmt::format("\\skepticcommand{{{}}}\n", latex_code(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
  }

  void print(const Chart& chart) {
    const std::string label = "skeptic:" + chart.id, title = latex_text(chart.title);
    text_ += fmt::format("{}\\{}{{%\n{}}}{{{}}}{{{}}}{{{}}}\n", chart.small ? "" : "\n", chart.small ? "skepticsmallfigure" : "skepticfigure",
                         latex_chart(chart), title, words(chart.caption), label);
    if (chart.commands.empty()) return;
    std::string numbers;
    for (const std::string& command : chart.commands) {
      const auto [run, key] = parted(command);
      numbers += fmt::format("{}run {}{}", numbers.empty() ? "" : "; ", number(run, {}), key.empty() ? "" : ", " + latex_text(key));
    }
    figures_ += fmt::format("\\skepticrecord{{Figure~\\ref{{{}}}}}{{{}}}{{{}}}\n", label, title, numbers);
  }

  /// Of a run: the place of its command among all of them. `on`: what it ran on, of this record.
  std::size_t number(const std::string& command, const std::vector<std::string>& on) {
    auto found = std::find_if(runs_.begin(), runs_.end(), [&](const Run& run) { return run.command == command; });
    if (found == runs_.end()) found = runs_.insert(runs_.end(), {command, {}});
    for (const std::string& one : on)
      if (!one.empty() && std::find(found->on.begin(), found->on.end(), one) == found->on.end()) found->on.push_back(one);
    return static_cast<std::size_t>(found - runs_.begin()) + 1;
  }

  void evidence() {
    if (document_.records.empty() && figures_.empty()) return;
    std::set<std::string> inputs;
    for (const Record& record : document_.records)
      if (!record.inputs.empty()) inputs.insert(fmt::format("{}; seed {}", record.inputs, record.seed));
    const bool shared = inputs.size() == 1;
    text_ +=
        "\n\\skepticheading{Evidence}\n\nEvery number above leads here, and from here to the run that repeats it and to the JSON key to look at.";
    text_ += shared ? fmt::format(" All runs are on one kind of inputs: {}.\n\n", latex_text(*inputs.begin())) : "\n\n";
    for (std::size_t i = 0; i < document_.records.size(); ++i) {
      const Record& record = document_.records[i];
      const auto [command, key] = parted(record.command);
      const std::string inputs_of_it = record.inputs.empty() || shared ? std::string() : fmt::format("{}; seed {}", record.inputs, record.seed);
      text_ += fmt::format("\\skepticrecord{{\\skeptictarget{{{0}}}{{[{0}]}}}}{{{1}: \\textbf{{{2}}}}}{{run {3}{4}{5}}}\n", i + 1,
                           latex_text(record.what), latex_text(record.text), number(command, {record.designs, inputs_of_it}),
                           key.empty() ? "" : ", " + latex_text(key), record.source.empty() ? "" : "; source: " + latex_text(record.source));
    }
    text_ += figures_;
    text_ += "\n\\skepticheading{Runs}\n\n";
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      std::string on;
      for (const std::string& one : runs_[i].on) on += (on.empty() ? "" : "; ") + one;
      text_ += fmt::format("\\skepticrun{{{}}}{{{}}}\n", i + 1, latex_text(on)) + commands(runs_[i].command);
    }
  }

  struct Run {
    std::string command;
    std::vector<std::string> on;  ///< designs and inputs
  };
  std::vector<Run> runs_;
  const Document& document_;
  std::string figures_, text_;
};

}  // namespace

std::string latex_chart(const Chart& chart) {
  switch (chart.kind) {
    case ChartKind::StackedBars:
      return latex::stacked_bars(chart);
    case ChartKind::Lines:
      return latex::lines(chart);
    case ChartKind::Waterfall:
      return latex::waterfall(chart);
    case ChartKind::Roofline:
      return latex::roofline(chart);
    case ChartKind::Scatter:
      return latex::scatter(chart);
    case ChartKind::HeatMap:
      return latex::heat_map(chart);
    case ChartKind::Bars:
      return latex::bars(chart);
    case ChartKind::Histogram:
      return latex::histogram(chart);
  }
  return {};
}

std::string render_latex(const Document& document) { return Latex(document).render(); }

}  // namespace skeptic
