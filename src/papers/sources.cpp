// Plain text, Markdown and HTML as the same structure that printed pages have. LaTeX is in latex.cpp.
#include "papers/sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "papers/encoding.h"
#include "papers/names.h"

namespace skeptic::papers {
namespace {

bool ends_with(const std::string& text, std::string_view end) {
  if (text.size() < end.size()) return false;
  for (std::size_t i = 0; i < end.size(); ++i)
    if (std::tolower(static_cast<unsigned char>(text[text.size() - end.size() + i])) != end[i]) return false;
  return true;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line(text.substr(at, end - at));
    if (!line.empty() && line.back() == '\r') line.pop_back();
    lines.push_back(std::move(line));
    at = end + 1;
  }
  return lines;
}

/// A text is a page of letters of one width, so that its tables are found as printed ones are.
Layout arrange_text(std::string_view text, const std::string& file) {
  Page page;
  page.width = 600;
  double top = 0;
  std::size_t words = 0;
  bool cells = false;
  for (const std::string& line : lines_of(text)) {
    top += 12;
    const std::string plain = plain_text(line);
    // Rules of a table that was drawn with letters, and the marks between its cells
    const std::string content = trimmed(plain);
    if (content.size() > 2 && content.find_first_not_of("+-=| ") == std::string::npos) {
      if (cells) top -= 12;  // a rule below the head of a table
      continue;
    }
    cells = content.find("  ") != std::string::npos || content.find('|') != std::string::npos;
    const bool drawn = content.size() > 2 && content.front() == '|' && content.back() == '|';
    PrintedLine printed;
    double shift = 0;
    for (std::size_t at = 0; at < plain.size();) {
      if (plain[at] == ' ' || (drawn && plain[at] == '|')) {
        ++at;
        continue;
      }
      const std::size_t end = std::min(plain.find_first_of(drawn ? " |" : " ", at), plain.size());
      if (++words > kMostWords) break;
      double left = static_cast<double>(at) * 5.0 - shift;
      std::string word = plain.substr(at, end - at);
      if (word == "o" && printed.words.empty() && plain.substr(end, 2) == "  ") word = "-";  // an item
      // Two spaces behind a sentence are no gap between cells.
      if (!printed.words.empty() && at >= 2 && plain[at - 1] == ' ' && plain[at - 2] == ' ' && (at < 3 || plain[at - 3] != ' ') &&
          std::string_view(".!?:").find(printed.words.back().text.back()) != std::string_view::npos)
        shift += left - printed.words.back().box.right - 5, left = printed.words.back().box.right + 5;
      const Box box{left, top, left + static_cast<double>(end - at) * 5.0, top + 9};
      if (printed.words.empty()) printed.box = box;
      printed.box.right = box.right;
      printed.words.push_back({word, box});
      at = end;
    }
    if (!printed.words.empty()) page.lines.push_back(std::move(printed));
  }
  page.height = top + 100;
  if (page.lines.empty()) return {};
  std::vector<Page> pages;
  pages.push_back(std::move(page));
  Layout layout = arrange(std::move(pages), file);
  layout.title = plain_text(layout.passages.empty() ? "" : layout.passages.front().text);
  return layout;
}

std::vector<std::string> markdown_cells(const std::string& line) {
  std::vector<std::string> cells;
  std::string cell;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '|' && (i == 0 || line[i - 1] != '\\')) {
      cells.push_back(cell);
      cell.clear();
    } else {
      cell += line[i];
    }
  }
  cells.push_back(cell);
  if (!cells.empty()) cells.erase(cells.begin());
  if (!cells.empty() && trimmed(cells.back()).empty()) cells.pop_back();
  for (std::string& one : cells) one = trimmed(one);
  return cells;
}

std::string without_marks(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '*' || text[i] == '`') continue;
    if (text[i] == '_' && (i == 0 || text[i - 1] == ' ' || i + 1 == text.size() || text[i + 1] == ' ')) continue;
    if (text[i] == '[') {  // [words](address), [ ] and [^note]
      const std::size_t close = text.find(']', i);
      if (close != std::string::npos && close + 1 < text.size() && text[close + 1] == '(') {
        const std::size_t end = text.find(')', close);
        if (end != std::string::npos) {
          plain += text.substr(i + 1, close - i - 1);
          i = end;
          continue;
        }
      }
      if (close == i + 2 && (text[i + 1] == ' ' || text[i + 1] == 'x')) {
        i = close;
        continue;
      }
    }
    plain += text[i];
  }
  return plain;
}

Layout arrange_markdown(std::string_view text, const std::string& file) {
  SourceBuilder build(file);
  std::vector<std::vector<std::string>> table;
  int number = 0, table_line = 0;
  bool open = false;
  const auto end_table = [&] {
    build.table(std::move(table), table_line);
    table.clear();
  };
  for (const std::string& raw : lines_of(text)) {
    ++number;
    std::string line = trimmed(plain_text(without_marks(raw)));
    while (!line.empty() && line[0] == '>') line = trimmed(line.substr(1));
    if (!line.empty() && line[0] == '|') {
      if (line.find_first_not_of("|:- ") == std::string::npos) continue;
      if (table.empty()) table_line = number;
      table.push_back(markdown_cells(line));
      open = false;
      continue;
    }
    end_table();
    if (line.empty() || line.find_first_not_of("-=") == std::string::npos) {
      open = false;
      continue;
    }
    const std::string bare = trimmed(raw);
    if (line[0] == '#') {
      const std::string heading = trimmed(line.substr(line.find_first_not_of('#') == std::string::npos ? line.size() : line.find_first_not_of('#')));
      build.start(line.size() > 1 && line[1] != '#' && build.untitled() ? PassageKind::Title : PassageKind::Heading, heading, number);
      open = false;
    } else if (bare.rfind("- ", 0) == 0 || bare.rfind("* ", 0) == 0 || bare.rfind("+ ", 0) == 0 ||
               (std::isdigit(static_cast<unsigned char>(bare[0])) != 0 && bare.find(". ") < 3)) {
      const std::size_t skip = line.find(' ');
      const bool marked = line[0] == '-' || line[0] == '+' || std::isdigit(static_cast<unsigned char>(line[0])) != 0;
      build.start(PassageKind::Item, marked && skip != std::string::npos ? trimmed(line.substr(skip)) : line, number);
      open = true;
    } else if (open) {
      build.add(line, number);
    } else {
      build.start(is_caption_text(line) ? PassageKind::Caption : PassageKind::Body, line, number);
      open = true;
    }
  }
  end_table();
  return build.done();
}

struct Entity {
  std::string_view name, text;
};
constexpr Entity kEntities[] = {{"amp", "&"},           {"lt", "<"},           {"gt", ">"},           {"quot", "\""},
                                {"apos", "'"},          {"nbsp", " "},         {"times", "\xC3\x97"}, {"mdash", " -- "},
                                {"ndash", "-"},         {"rsquo", "'"},        {"lsquo", "'"},        {"ldquo", "\""},
                                {"rdquo", "\""},        {"sup2", "2"},         {"trade", ""},         {"reg", ""},
                                {"copy", ""},           {"hellip", "..."},     {"minus", "-"},        {"thinsp", " "},
                                {"le", " <= "},         {"ge", " >= "},        {"rarr", " -> "},      {"shy", ""},
                                {"middot", "\xC2\xB7"}, {"micro", "\xC2\xB5"}, {"deg", "\xC2\xB0"},   {"plusmn", "\xC2\xB1"},
                                {"rho", "\xCF\x81"},    {"delta", "\xCE\xB4"}, {"Delta", "\xCE\x94"}, {"alpha", "\xCE\xB1"},
                                {"lambda", "\xCE\xBB"}, {"tau", "\xCF\x84"},   {"theta", "\xCE\xB8"}, {"ensp", " "},
                                {"emsp", " "},          {"laquo", "\""},       {"raquo", "\""},       {"eacute", "\xC3\xA9"},
                                {"ouml", "\xC3\xB6"},   {"uuml", "\xC3\xBC"},  {"auml", "\xC3\xA4"}};

std::string entities(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t end = text[i] == '&' ? text.find(';', i) : std::string_view::npos;
    if (end == std::string_view::npos || end - i > 9) {
      plain += text[i];
      continue;
    }
    const std::string_view name = text.substr(i + 1, end - i - 1);
    const auto* match = std::find_if(std::begin(kEntities), std::end(kEntities), [&](const Entity& one) { return one.name == name; });
    if (match != std::end(kEntities)) {
      plain += match->text;
    } else if (name.size() > 1 && name[0] == '#') {
      plain += name == "#215" || name == "#xd7" || name == "#xD7" ? "\xC3\x97"
               : name == "#178" || name == "#xb2"                 ? "2"
               : name == "#8211" || name == "#8722"               ? "-"
                                                                  : " ";
    } else {
      plain += text[i];
      continue;
    }
    i = end;
  }
  return plain;
}

/// How many rows or columns the tag of a cell says that it covers.
std::size_t span(std::string_view tag, std::string_view attribute) {
  std::size_t at = tag.find(attribute);
  if (at == std::string_view::npos) return 1;
  at += attribute.size();
  while (at < tag.size() && std::isdigit(static_cast<unsigned char>(tag[at])) == 0 && at < tag.find('>', at)) ++at;
  std::size_t count = 0;
  while (at < tag.size() && std::isdigit(static_cast<unsigned char>(tag[at])) != 0 && count < 100)
    count = 10 * count + static_cast<std::size_t>(tag[at++] - '0');
  return std::clamp<std::size_t>(count, 1, 64);
}

Layout arrange_html(std::string_view text, const std::string& file) {
  SourceBuilder build(file);
  std::vector<std::vector<std::string>> table;
  std::vector<std::vector<std::pair<std::size_t, std::size_t>>> spans;  // of its cells: rows, columns
  std::string words, superscript;
  PassageKind kind = PassageKind::Body;
  bool in_table = false, in_cell = false, in_caption = false, in_superscript = false, in_small = false;
  int line = 1, table_line = 1;
  std::string caption;
  const auto flush = [&] {
    std::string plain = trimmed(plain_text(entities(words)));
    words.clear();
    if (plain.empty()) return;
    if (in_caption)
      caption = plain;
    else if (in_table)
      return;
    build.start(in_caption ? PassageKind::Caption : kind, plain, line);
  };
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '<') {
      const std::size_t end = std::min(text.find('<', at), text.size());
      const std::string_view piece = text.substr(at, end - at);
      line += static_cast<int>(std::count(piece.begin(), piece.end(), '\n'));
      if (in_superscript)
        superscript += piece;
      else if (in_cell && !table.empty() && !table.back().empty())
        table.back().back() += piece;
      else
        words += piece;
      at = end;
      continue;
    }
    if (text.substr(at, 4) == "<!--") {
      at = std::min(text.find("-->", at), text.size());
      continue;
    }
    const std::size_t end = text.find('>', at);
    if (end == std::string_view::npos) break;
    std::string tag(text.substr(at + 1, end - at - 1));
    line += static_cast<int>(std::count(tag.begin(), tag.end(), '\n'));
    for (char& letter : tag) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    at = end + 1;
    const bool closing = !tag.empty() && tag[0] == '/';
    const std::size_t first = closing ? 1 : 0;
    const std::string name = tag.substr(first, tag.find_first_of(" \n\t/", first) - first);
    if ((name == "style" || name == "script" || name == "head") && !closing) {
      const std::size_t past = text.find("</" + name, at);
      at = past == std::string_view::npos ? text.size() : past;
    } else if (name == "sup") {
      if (closing && in_superscript) {
        const std::string mark = trimmed(superscript);
        const bool footnote = !mark.empty() && mark.find_first_not_of("0123456789") == std::string::npos;
        // A mark of a footnote goes; a power stays, and so does the number in front of the note itself.
        if (footnote && in_small) {
          flush();
          kind = PassageKind::Footnote;
        } else {
          std::string& before = in_cell && !table.empty() && !table.back().empty() ? table.back().back() : words;
          // "mm2", and a name in capitals: "EVA2"
          std::size_t capitals = 0;
          while (capitals < before.size() && std::isupper(static_cast<unsigned char>(before[before.size() - 1 - capitals])) != 0) ++capitals;
          const bool power = before.size() > 1 && before.substr(before.size() - 2) == "mm";
          if (!footnote || trimmed(before).size() < 2 || power || (capitals == 3 && before.substr(before.size() - 3) == "EVA")) before += mark;
        }
      }
      superscript.clear();
      in_superscript = !closing;
    } else if (name == "td" || name == "th") {
      in_cell = !closing;
      if (!closing && !table.empty()) {
        table.back().emplace_back();
        spans.resize(table.size());
        spans.back().emplace_back(span(tag, "rowspan"), span(tag, "colspan"));
      }
    } else if (name == "tr") {
      if (!closing) table.emplace_back();
    } else if (name == "caption" || name == "figcaption") {
      if (!closing) words.clear();
      in_caption = true;
      if (closing) flush();
      in_caption = !closing;
    } else if (name == "table") {
      if (!closing) {
        flush();
        table_line = line;
        caption.clear();
      } else {
        for (auto& row : table)
          for (std::string& cell : row) cell = trimmed(plain_text(entities(cell)));
        spans.resize(table.size());
        std::vector<std::vector<SpannedCell>> cells(table.size());
        for (std::size_t r = 0; r < table.size(); ++r)
          for (std::size_t c = 0; c < table[r].size(); ++c) {
            const auto [rows, columns] = c < spans[r].size() ? spans[r][c] : std::pair<std::size_t, std::size_t>{1, 1};
            cells[r].push_back({table[r][c], rows, columns});
          }
        build.table(spread_cells(cells), table_line, caption);
        spans.clear();
        table.clear();
        words.clear();
      }
      in_table = !closing;
      in_cell = false;
    } else if (name == "p" || name == "div" || name == "li" || name == "blockquote" || name == "ul" || name == "ol" || name == "dt" || name == "dd" ||
               name == "section" || (name.size() == 2 && name[0] == 'h' && std::isdigit(static_cast<unsigned char>(name[1])) != 0) ||
               name == "footer" || name == "title") {
      flush();
      kind = closing                              ? PassageKind::Body
             : name == "h1"                       ? (build.untitled() ? PassageKind::Title : PassageKind::Heading)
             : name[0] == 'h' && name.size() == 2 ? PassageKind::Heading
             : name == "li" || name == "dd"       ? PassageKind::Item
                                                  : PassageKind::Body;
      in_small = !closing && (tag.find("small") != std::string::npos || tag.find("foot") != std::string::npos || name == "footer");
      if (in_small) kind = PassageKind::Footnote;
    } else if (name == "br") {
      (in_cell && !table.empty() && !table.back().empty() ? table.back().back() : words) += ' ';
    }
  }
  flush();
  return build.done();
}

}  // namespace

std::string trimmed(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return {};
  return std::string(text.substr(start, text.find_last_not_of(" \t\r\n") - start + 1));
}

bool is_caption_text(const std::string& line) {
  const std::string small = small_letters(line.substr(0, 16));
  for (const std::string_view name : {"table ", "tab. ", "figure ", "fig. "}) {
    if (!small.starts_with(name)) continue;
    const std::size_t end = small.find_first_of(":.", name.size());
    return end != std::string::npos && end > name.size() && end <= name.size() + 4 && (end + 1 >= line.size() || line[end + 1] == ' ');
  }
  return false;
}

void SourceBuilder::start(PassageKind kind, const std::string& text, int line) {
  // A caption below its table
  if (kind == PassageKind::Caption && !layout_.tables.empty() && layout_.tables.back().caption.empty() && behind_table_ == layout_.passages.size() &&
      small_letters(text).starts_with("tab"))
    layout_.tables.back().caption = text;
  if (kind == PassageKind::Title && layout_.title.empty()) layout_.title = text;
  if (kind == PassageKind::Heading) section_ = text;
  Passage passage;
  passage.kind = kind;
  append_line(passage, text, {0, 1, line});
  layout_.passages.push_back(std::move(passage));
}

void SourceBuilder::note(const std::string& text, const std::string& lead, int line) {
  start(PassageKind::Footnote, text, line);
  layout_.passages.back().lead = lead;
}

void SourceBuilder::add(const std::string& text, int line) {
  if (layout_.passages.empty()) return start(PassageKind::Body, text, line);
  append_line(layout_.passages.back(), text, {0, 1, line});
}

void SourceBuilder::table(std::vector<std::vector<std::string>> rows, int line, std::string caption) {
  rows.erase(std::remove_if(rows.begin(), rows.end(), [](const auto& row) { return row.empty(); }), rows.end());
  if (rows.empty()) return;
  std::size_t columns = 0;
  for (const auto& row : rows) columns = std::max(columns, row.size());
  for (auto& row : rows) row.resize(columns);
  if (caption.empty() && !layout_.passages.empty() && layout_.passages.back().kind == PassageKind::Caption) caption = layout_.passages.back().text;
  layout_.tables.push_back({1, line, std::move(caption), section_, std::move(rows)});
  behind_table_ = layout_.passages.size();
}

Layout SourceBuilder::done() {
  layout_.pages = 1;
  finish(layout_);
  return std::move(layout_);
}

bool is_source(const std::string& file, SourceKind& kind) {
  struct Ending {
    std::string_view text;
    SourceKind kind;
  };
  for (const Ending& one : {Ending{".txt", SourceKind::Text}, Ending{".md", SourceKind::Markdown}, Ending{".markdown", SourceKind::Markdown},
                            Ending{".html", SourceKind::Html}, Ending{".htm", SourceKind::Html}, Ending{".tex", SourceKind::Latex}})
    if (ends_with(file, one.text)) {
      kind = one.kind;
      return true;
    }
  return false;
}

Layout arrange_source(std::string_view bytes, SourceKind kind, const std::string& file) {
  const auto fail = [&](DiagnosticId id, std::string message, std::string expected) {
    throw UserError(Diagnostic{id, Place{file, 0, 0, {}}, std::move(message), std::move(expected), {}});
  };
  if (bytes.size() > kLongestText)
    fail(DiagnosticId::PaperPages, fmt::format("the text of this paper is more than {} MiB", kLongestText >> 20), "a paper");
  const std::string text = utf8_of(bytes);
  Layout layout = kind == SourceKind::Text       ? arrange_text(text, file)
                  : kind == SourceKind::Markdown ? arrange_markdown(text, file)
                  : kind == SourceKind::Html     ? arrange_html(text, file)
                                                 : arrange_latex(text, file);
  if (layout.passages.empty() && layout.tables.empty())
    fail(DiagnosticId::PaperText, "nothing is written in this paper", "a paper with sentences or tables");
  layout.pages = 1;
  return layout;
}

}  // namespace skeptic::papers
