// A document as one page that needs nothing beside it. All words and numbers are in the text; the script draws the charts, and adds what is to be
// pressed. Without it the page is whole but for the pictures, whose data are there as tables.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "base/diagnostic.h"
#include "report/chart_table.h"
#include "report/page.h"
#include "report/render.h"

namespace skeptic {
namespace {

class Page {
 public:
  Page(const Document& document, const PageParts& parts) : document_(document), parts_(parts), uses_(document.records.size()) {}

  std::string render() {
    for (const Section& section : document_.sections) slugs_.push_back(slug(section.heading));
    // The body first: it counts where every record is used.
    headline();
    for (std::size_t i = 0; i < document_.sections.size(); ++i) print(document_.sections[i], slugs_[i]);
    evidence();
    return head() + contents() + "<main id=\"main\" tabindex=\"-1\">\n" + text_ + "</main>\n</div>\n" +
           fmt::format("<script type=\"application/json\" id=\"charts\">{}</script>\n", script_json(charts_.dump())) +
           fmt::format("<script>{}</script>\n</body>\n</html>\n", parts_.script);
  }

 private:
  /// An address in the page; no two are the same, nor that of a record or of a chart.
  std::string slug(const std::string& heading) {
    std::string found = "part";
    for (const char c : heading) {
      const auto letter = static_cast<unsigned char>(c);
      if (std::isalnum(letter) != 0 && letter < 0x80)
        found += (found == "part" ? "-" : "") + std::string(1, static_cast<char>(std::tolower(letter)));
      else if (found.back() != '-')
        found += '-';
    }
    while (!taken_.insert(found).second) found += "-more";
    return found;
  }

  std::string head() const {
    return fmt::format(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '{}'; style-src '{}'; style-src-attr 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
        "<meta name=\"generator\" content=\"Skeptic\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">To the text</a>\n",
        parts_.script_hash, parts_.style_hash, html_escaped(document_.title), parts_.style);
  }

  std::string contents() const {
    std::string text = "<header class=\"bar\"><span class=\"brand\">Skeptic</span><span class=\"tools\"></span></header>\n<div class=\"frame\">\n";
    text += "<nav class=\"contents\" aria-label=\"Contents\">\n<ol>\n";
    for (std::size_t i = 0; i < document_.sections.size(); ++i) {
      text += fmt::format("<li><a href=\"#{}\">{}</a>", slugs_[i], html_escaped(document_.sections[i].heading));
      if (const auto drawn = figures_.find(slugs_[i]); drawn != figures_.end()) text += "\n<ol class=\"figures\">\n" + drawn->second + "</ol>\n";
      text += "</li>\n";
    }
    if (!document_.records.empty()) text += "<li><a href=\"#evidence\">Evidence</a></li>\n";
    return text + "</ol>\n</nav>\n";
  }

  std::string words(const Sentence& sentence) {
    std::string out;
    for (const Piece& piece : sentence.pieces) {
      if (const auto* text = std::get_if<std::string>(&piece)) out += html_escaped(*text);
      if (const auto* quoted = std::get_if<Quoted>(&piece)) out += html_escaped(quoted->text);
      if (const auto* ref = std::get_if<Ref>(&piece)) {
        const Record& record = document_.records[ref->record];
        out +=
            fmt::format("<a class=\"n\" id=\"u{0}-{1}\" href=\"#e{0}\" data-n=\"{0}\" title=\"{2}\">{3}</a>", ref->record + 1, ++uses_[ref->record],
                        html_escaped(fmt::format("Evidence {}: {}", ref->record + 1, record.what)), html_escaped(record.text));
      }
    }
    return out;
  }

  void headline() {
    text_ += fmt::format("<header class=\"title\">\n<p class=\"kicker\">{}</p>\n<h1>{}</h1>\n</header>\n",
                         document_.verdict ? "A review by Skeptic" : "Measured by Skeptic", html_escaped(document_.title));
    if (document_.verdict) {
      const std::string_view judged = name(document_.verdict->judgement);
      text_ += fmt::format(
          "<section class=\"verdict {}\" aria-label=\"Verdict\">\n<p class=\"judgement\">{}</p>\n<p class=\"because\">{}</p>\n</section>\n", judged,
          capital(std::string(judged)), words(document_.verdict->because));
    }
    if (document_.summary.empty()) return;
    text_ += "<section class=\"summary\" aria-label=\"Summary\">\n<ul>\n";
    for (const Sentence& line : document_.summary) text_ += "<li>" + words(line) + "</li>\n";
    text_ += "</ul>\n</section>\n";
  }

  void print(const Section& section, const std::string& address) {
    text_ += fmt::format("<section id=\"{0}\" aria-labelledby=\"{0}-heading\">\n<h2 id=\"{0}-heading\">{1}</h2>\n", address,
                         html_escaped(section.heading));
    print(section.blocks, address);
    // Behind the text: charts to be seen, and everything between two of them folded away under the titles of its tables.
    for (std::size_t from = 0; from < section.details.size();) {
      std::size_t to = from;
      const bool drawn = std::holds_alternative<Chart>(section.details[from]);
      std::string titles;
      while (to < section.details.size() && std::holds_alternative<Chart>(section.details[to]) == drawn) {
        if (const auto* table = std::get_if<Table>(&section.details[to])) titles += (titles.empty() ? "" : " · ") + table->title;
        ++to;
      }
      if (!drawn) text_ += fmt::format("<details class=\"more\"><summary>{}</summary>\n", html_escaped(titles.empty() ? "In detail" : titles));
      print({section.details.begin() + static_cast<std::ptrdiff_t>(from), section.details.begin() + static_cast<std::ptrdiff_t>(to)}, address);
      if (!drawn) text_ += "</details>\n";
      from = to;
    }
    text_ += "</section>\n";
  }

  void print(const std::vector<Block>& blocks, const std::string& address) {
    bool in_grid = false;
    for (const Block& block : blocks) {
      const auto* chart = std::get_if<Chart>(&block);
      const bool small = chart != nullptr && chart->small;
      if (small && !in_grid) text_ += "<div class=\"grid\">\n";
      if (!small && in_grid) text_ += "</div>\n";
      in_grid = small;
      if (chart != nullptr && !small)
        figures_[address] += fmt::format("<li><a href=\"#figure-{}\">{}</a></li>\n", chart->id, html_escaped(chart->title));
      std::visit([this](const auto& part) { print(part); }, block);
    }
    if (in_grid) text_ += "</div>\n";
  }

  void print(const Paragraph& paragraph) { text_ += "<p>" + words(paragraph.text) + "</p>\n"; }

  void print(const Bullets& bullets) {
    text_ += "<ul>\n";
    for (const Sentence& item : bullets.items) text_ += "<li>" + words(item) + "</li>\n";
    text_ += "</ul>\n";
  }

  void print(const Listing& listing) { command(listing.text); }

  void command(const std::string& text) { text_ += "<div class=\"command\"><pre><code>" + html_escaped(text) + "</code></pre></div>\n"; }

  void print(const Table& table) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& row : table.rows) {
      rows.emplace_back();
      for (const Sentence& cell : row) rows.back().push_back(words(cell));
    }
    print_table(table.title, table.header, rows, 1, "words");
  }

  /// Cells are HTML; the header and the title are text. The first `keys` cells of a row say what it is.
  void print_table(const std::string& title, const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows,
                   std::size_t keys, std::string_view kind) {
    text_ += fmt::format(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table class=\"{1}\"><caption>{0}</caption>\n<thead><tr>",
        html_escaped(title), kind);
    for (const std::string& cell : header) text_ += cell.empty() ? "<td></td>" : "<th scope=\"col\">" + html_escaped(cell) + "</th>";
    text_ += "</tr></thead>\n<tbody>\n";
    for (const auto& row : rows) {
      text_ += "<tr>";
      for (std::size_t i = 0; i < row.size(); ++i) text_ += i < keys ? "<th scope=\"row\">" + row[i] + "</th>" : "<td>" + row[i] + "</td>";
      text_ += "</tr>\n";
    }
    text_ += "</tbody></table></div>\n";
  }

  void print(const Chart& chart) {
    charts_.push_back(chart_json(chart));
    const std::string title = html_escaped(chart.title);
    text_ += fmt::format(
        "<figure id=\"figure-{0}\" class=\"chart {1}{2}\">\n<figcaption><h3>{3}</h3><p>{4}</p></figcaption>\n"
        "<div class=\"plot\" data-chart=\"{0}\" role=\"img\" aria-label=\"{5}\"><noscript><p>The picture needs a script; the numbers are "
        "below.</p></noscript></div>\n",
        chart.id, row(chart.kind).key, chart.small ? " small" : "", title, words(chart.caption),
        html_escaped(chart.title + ". " + chart.alternative));
    text_ += "<div class=\"under\">\n<details class=\"data\"><summary>Data</summary>\n";
    const ChartTable table = chart_table(chart);
    std::vector<std::vector<std::string>> rows;
    for (const auto& cells : table.rows) {
      rows.emplace_back();
      for (const std::string& cell : cells) rows.back().push_back(html_escaped(cell));
    }
    print_table(chart.title, table.header, rows, table.keys, "numbers");
    text_ += "</details>\n";
    if (!chart.commands.empty()) {
      text_ += "<details class=\"commands\"><summary>Command</summary>\n";
      for (const std::string& line : chart.commands) command(line);
      text_ += "</details>\n";
    }
    text_ += "</div>\n</figure>\n";
  }

  void evidence() {
    if (document_.records.empty()) return;
    text_ +=
        "<section id=\"evidence\" aria-labelledby=\"evidence-heading\">\n<h2 id=\"evidence-heading\">Evidence</h2>\n"
        "<p>Every number above leads here: what was run, and the command that repeats it, which ends in the JSON key to look at.</p>\n"
        "<ol class=\"evidence\">\n";
    for (std::size_t i = 0; i < document_.records.size(); ++i) {
      const Record& record = document_.records[i];
      text_ +=
          fmt::format("<li id=\"e{}\">\n<p class=\"what\">{} <strong>{}</strong></p>\n", i + 1, html_escaped(record.what), html_escaped(record.text));
      command(record.command);
      std::string ran = record.designs;
      if (!record.inputs.empty()) ran += fmt::format("; {}; seed {}", record.inputs, record.seed);
      if (!record.source.empty()) ran += "; source: " + record.source;
      text_ += fmt::format("<p class=\"ran\">{}</p>\n", html_escaped(ran));
      if (uses_[i] > 0) {
        text_ += "<p class=\"uses\">Used";
        for (std::size_t use = 1; use <= uses_[i]; ++use)
          text_ += fmt::format(" <a href=\"#u{0}-{1}\" aria-label=\"Evidence {0}, use {1}\">{2}{1}</a>", i + 1, use, "↑");
        text_ += "</p>\n";
      }
      text_ += "</li>\n";
    }
    text_ += "</ol>\n</section>\n";
  }

  const Document& document_;
  const PageParts& parts_;
  std::vector<std::size_t> uses_;  ///< so far, by record
  std::vector<std::string> slugs_;
  std::set<std::string> taken_{"main", "evidence", "charts"};
  std::map<std::string, std::string> figures_;  ///< of the contents, by section
  Json charts_ = Json::array();
  std::string text_;
};

/// Throws UserError, PageMissing.
void check_parts(const PageParts& parts) {
  if (!parts.missing.empty())
    throw UserError(Diagnostic{DiagnosticId::PageMissing,
                               {},
                               fmt::format("no page can be written: {}", parts.missing),
                               {},
                               "install nodejs and npm, and build again; --markdown needs neither"});
}

}  // namespace

std::string render_html(const Document& document, const PageParts& parts) {
  check_parts(parts);
  return Page(document, parts).render();
}

std::string render_html(const Document& document) { return render_html(document, page_parts()); }

void check_html() { check_parts(page_parts()); }

}  // namespace skeptic
