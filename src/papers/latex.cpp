// LaTeX sources: enough of the language to read what is printed. Commands that are not known are left out and their arguments read.
#include <algorithm>
#include <array>
#include <cctype>
#include <map>

#include "papers/sources.h"

namespace skeptic::papers {
namespace {

struct Symbol {
  std::string_view command, text;
};
constexpr std::array kSymbols{
    Symbol{"times", "\xC3\x97"},    Symbol{"ldots", "..."},     Symbol{"le", " <= "},    Symbol{"leq", " <= "},       Symbol{"ge", " >= "},
    Symbol{"geq", " >= "},          Symbol{"cdot", "\xC2\xB7"}, Symbol{"quad", " "},     Symbol{"qquad", " "},        Symbol{"to", " -> "},
    Symbol{"rightarrow", " -> "},   Symbol{"sim", "~"},         Symbol{"approx", "~"},   Symbol{"texttrademark", ""}, Symbol{"item", ""},
    Symbol{"in", " \xE2\x88\x88 "}, Symbol{"Delta", "delta "},  Symbol{"maketitle", ""}, Symbol{"ell", "l"},
};
/// Commands whose argument is not printed, or not as words.
constexpr std::array<std::string_view, 22> kSilent{"cite",      "ref",      "label",      "eqref",           "usepackage",   "documentclass",
                                                   "setlength", "vspace",   "hspace",     "includegraphics", "bibliography", "color",
                                                   "pagestyle", "cmidrule", "hypersetup", "captionsetup",    "setcounter",   "input",
                                                   "bibitem",   "cline",    "date",       "thispagestyle"};

/// Units as siunitx spells them.
struct UnitMacro {
  std::string_view command, text;
};
constexpr std::array kUnitMacros{
    UnitMacro{"tera", "T"},    UnitMacro{"giga", "G"},   UnitMacro{"mega", "M"},    UnitMacro{"kilo", "k"},  UnitMacro{"milli", "m"},
    UnitMacro{"micro", "u"},   UnitMacro{"nano", "n"},   UnitMacro{"pico", "p"},    UnitMacro{"kibi", "Ki"}, UnitMacro{"mebi", "Mi"},
    UnitMacro{"gibi", "Gi"},   UnitMacro{"hertz", "Hz"}, UnitMacro{"metre", "m"},   UnitMacro{"meter", "m"}, UnitMacro{"byte", "B"},
    UnitMacro{"bit", "bit"},   UnitMacro{"second", "s"}, UnitMacro{"watt", "W"},    UnitMacro{"joule", "J"}, UnitMacro{"volt", "V"},
    UnitMacro{"percent", "%"}, UnitMacro{"per", "/"},    UnitMacro{"squared", "2"}, UnitMacro{"nm", "nm"},   UnitMacro{"mm", "mm"},
    UnitMacro{"um", "um"},     UnitMacro{"GHz", "GHz"},  UnitMacro{"MHz", "MHz"},   UnitMacro{"kB", "kB"},   UnitMacro{"KB", "KB"},
    UnitMacro{"MB", "MB"},     UnitMacro{"ms", "ms"},    UnitMacro{"us", "us"},     UnitMacro{"mJ", "mJ"},   UnitMacro{"mW", "mW"},
    UnitMacro{"square", ""},   UnitMacro{"cubic", ""},   UnitMacro{"ns", "ns"},     UnitMacro{"pJ", "pJ"},   UnitMacro{"W", "W"},
};

/// `\giga\hertz` as "GHz", `\square\milli\metre` as "mm2"; other text as it stands.
std::string unit_of(const std::string& source) {
  std::string unit;
  bool square = false;
  for (std::size_t at = 0; at < source.size();) {
    if (source[at] != '\\') {
      if (source[at] != '^' && source[at] != '{' && source[at] != '}' && source[at] != '.' && source[at] != '~') unit += source[at];
      ++at;
      continue;
    }
    std::size_t end = ++at;
    while (end < source.size() && std::isalpha(static_cast<unsigned char>(source[end])) != 0) ++end;
    const std::string name = source.substr(at, end - at);
    const auto* known = std::find_if(kUnitMacros.begin(), kUnitMacros.end(), [&](const UnitMacro& one) { return one.command == name; });
    if (known != kUnitMacros.end()) unit += known->text;
    square = square || name == "square";
    at = std::max(end, at + 1);
  }
  return square ? unit + "2" : unit;
}

class Latex {
 public:
  Latex(std::string_view text, const std::string& file) : text_(text), build_(file) {}

  Layout read() {
    const std::size_t begin = text_.find("\\begin{document}");
    preamble(text_.substr(0, begin == std::string_view::npos ? 0 : begin));
    at_ = begin == std::string_view::npos ? 0 : begin + 16;
    line_ = 1 + static_cast<int>(std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at_), '\n'));
    body();
    flush();
    return build_.done();
  }

 private:
  struct Macro {
    std::string body;
    int arguments = 0;
  };
  static constexpr std::size_t kMostExpanded = std::size_t{1} << 20;

  std::string group() {  // {…}, with what is inside as it stands; `at_` is behind it
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) step();
    if (at_ >= text_.size() || text_[at_] != '{') return {};
    const std::size_t from = at_ + 1;
    int depth = 0;
    while (at_ < text_.size()) {
      if (text_[at_] == '\\')
        step();
      else if (text_[at_] == '{')
        ++depth;
      else if (text_[at_] == '}' && --depth == 0)
        break;
      if (at_ < text_.size()) step();
    }
    const std::string inside(text_.substr(from, std::min(at_, text_.size()) - std::min(from, text_.size())));
    if (at_ < text_.size()) step();
    return inside;
  }

  void option() {
    if (at_ < text_.size() && text_[at_] == '[') {
      while (at_ < text_.size() && text_[at_] != ']') step();
      if (at_ < text_.size()) step();
    }
  }

  void step() {
    if (text_[at_] == '\n') ++line_;
    ++at_;
  }

  /// The words of a piece of source, without footnotes and environments.
  std::string printed(const std::string& piece) const {
    if (inline_depth_ > 8) return {};
    Latex inner(piece, {});
    inner.inline_depth_ = inline_depth_ + 1;
    inner.macros_ = macros_;
    inner.spent_ = spent_;
    inner.inline_only_ = true;
    inner.body();
    return trimmed(plain_text(inner.words_));
  }

  void preamble(std::string_view text) {
    for (const std::string_view define : {"\\newcommand", "\\renewcommand", "\\providecommand", "\\def\\"})
      for (std::size_t at = text.find(define); at != std::string_view::npos; at = text.find(define, at + 1)) {
        // {\name}[1]{…} or \name{…}
        std::size_t from = at + define.size();
        while (from < text.size() && (text[from] == '*' || text[from] == '{' || text[from] == '\\')) ++from;
        std::size_t end = from;
        while (end < text.size() && std::isalpha(static_cast<unsigned char>(text[end])) != 0) ++end;
        if (end == from) continue;
        const std::string name(text.substr(from, end - from));
        if (end < text.size() && text[end] == '}') ++end;
        Macro macro;
        if (end + 2 < text.size() && text[end] == '[' && text[end + 1] >= '1' && text[end + 1] <= '9' && text[end + 2] == ']') {
          macro.arguments = text[end + 1] - '0';
          end += 3;
        }
        if (end >= text.size() || text[end] != '{') continue;
        Latex inner(text.substr(end), {});
        macro.body = inner.group();
        macros_[name] = std::move(macro);
      }
    const std::size_t title = text.find("\\title");
    if (title == std::string_view::npos) return;
    Latex inner(text.substr(title + 6), {});
    const std::string words = printed(inner.group());
    if (!words.empty()) build_.start(PassageKind::Title, words, 1);
  }

  void flush() {
    const std::string words = trimmed(plain_text(words_));
    words_.clear();
    if (!words.empty()) build_.start(kind_, words, start_);
    for (auto& [note, lead] : notes_) build_.note(note, lead, line_);
    notes_.clear();
    kind_ = PassageKind::Body;
  }

  void table(const std::string& source, int line) {
    std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
    int depth = 0;
    for (std::size_t i = 0; i < source.size(); ++i) {
      if (source[i] == '\\' && i + 1 < source.size()) {
        if (source[i + 1] == '\\' && depth == 0) {
          rows.emplace_back(1);
          ++i;
          continue;
        }
        rows.back().back() += source[i];
        rows.back().back() += source[++i];
        continue;
      }
      if (source[i] == '{') ++depth;
      if (source[i] == '}') --depth;
      if (source[i] == '&' && depth == 0)
        rows.back().emplace_back();
      else
        rows.back().back() += source[i];
    }
    std::vector<std::vector<std::string>> cells;
    for (const auto& row : rows) {
      std::vector<std::string> words;
      bool any = false;
      for (const std::string& cell : row) {
        const std::size_t span_at = cell.find("\\multicolumn{");
        const int span = span_at == std::string::npos ? 1 : std::clamp(cell[std::min(span_at + 13, cell.size() - 1)] - '0', 1, 9);
        std::string text = printed(cell.substr(span_at == std::string::npos ? 0 : span_at));
        any = any || !text.empty();
        for (int i = 0; i < span; ++i) words.push_back(text);
      }
      if (any) cells.push_back(std::move(words));
    }
    build_.table(std::move(cells), line, caption_);
  }

  void environment(const std::string& name) {
    option();
    if (name.rfind("tabular", 0) == 0 || name == "longtable") {
      if (name == "tabularx" || name == "tabular*") group();
      option();
      group();
      const std::string end = "\\end{" + name + "}";
      const std::size_t past = std::min(text_.find(end, at_), text_.size());
      const std::string source(text_.substr(at_, past - at_));
      const int line = line_;
      flush();
      line_ += static_cast<int>(std::count(source.begin(), source.end(), '\n'));
      at_ = std::min(past + end.size(), text_.size());
      if (caption_.empty()) {  // below the table
        const std::size_t below = text_.find("\\caption", at_), close = text_.find("\\end{table", at_);
        if (below != std::string_view::npos && close != std::string_view::npos && below < close) {
          Latex inner(text_.substr(below + 8), {});
          caption_ = printed(inner.group());
        }
      }
      table(source, line);
    } else if (name == "table" || name == "table*") {
      flush();
      caption_.clear();
    } else if (name == "thebibliography") {
      at_ = std::min(text_.find("\\end{thebibliography}", at_), text_.size());
    } else if (name == "abstract" || name == "itemize" || name == "enumerate" || name == "description") {
      flush();
    }
  }

  void command(const std::string& name) {
    const auto symbol = std::find_if(kSymbols.begin(), kSymbols.end(), [&](const Symbol& one) { return one.command == name; });
    if (name == "begin") {
      environment(group());
    } else if (name == "end") {
      const std::string ended = group();
      if (ended == "table" || ended == "table*") caption_.clear();
      if (ended != "equation" && ended != "cases" && ended != "tabular") flush();
    } else if (name.rfind("section", 0) == 0 || name == "subsection" || name == "subsubsection" || name == "chapter") {
      flush();
      if (at_ < text_.size() && text_[at_] == '*') step();
      const int line = line_;
      build_.start(PassageKind::Heading, printed(group()), line);
    } else if (name == "paragraph" || name == "par" || name == "title") {
      flush();
      if (name == "title") build_.start(PassageKind::Title, printed(group()), line_);
      if (name == "paragraph") words_ += printed(group()) + " ";
    } else if (name == "caption") {
      flush();
      option();
      caption_ = printed(group());
      build_.start(PassageKind::Caption, caption_, line_);
    } else if (name == "footnote" || name == "footnotetext" || name == "thanks") {
      option();
      const std::string note = printed(group());
      std::string lead = trimmed(plain_text(words_));
      if (lead.size() > 80)
        lead = lead.substr(lead.find(' ', lead.size() - 80) == std::string::npos ? lead.size() - 80 : lead.find(' ', lead.size() - 80) + 1);
      const std::size_t stop = lead.size() > 1 ? lead.rfind(". ", lead.size() - 2) : std::string::npos;
      if (stop != std::string::npos) lead = lead.substr(stop + 2);
      if (!inline_only_) notes_.emplace_back(note, lead);
    } else if (name == "item") {
      flush();
      kind_ = PassageKind::Item;
      if (at_ < text_.size() && text_[at_] == '[') {
        ++at_;
        std::string label;
        while (at_ < text_.size() && text_[at_] != ']') label += text_[at_], step();
        if (at_ < text_.size()) step();
        words_ += printed(label) + " ";
      }
    } else if (name == "author") {
      group();
    } else if (std::find(kSilent.begin(), kSilent.end(), name) != kSilent.end()) {
      option();
      group();
      if (name == "setlength" || name == "setcounter") group();
    } else if (symbol != kSymbols.end()) {
      words_ += symbol->text;
    } else if (const auto macro = macros_.find(name); macro != macros_.end() && inline_depth_ < 8) {
      expand(macro->second);
    } else if (name == "SI" || name == "qty") {
      option();
      words_ += printed(group()) + " ";
      option();
      words_ += unit_of(group());
    } else if (name == "SIrange" || name == "qtyrange") {
      option();
      words_ += printed(group()) + " to ";
      words_ += printed(group()) + " ";
      words_ += unit_of(group());
    } else if (name == "num") {
      option();
      words_ += printed(group());
    } else if (name == "si" || name == "unit") {
      words_ += unit_of(group());
    } else {
      option();  // the argument of \textbf and others is read as it comes
      if (name == "href" || name == "multirow" || name == "multicolumn" || name == "textcolor") {
        group();
        if (name != "href" && name != "textcolor")
          at_ < text_.size() && text_[at_] == '{' ? (void)group() : [&] {
            if (at_ < text_.size()) step();
          }();
      }
    }
  }

  /// What a macro of the paper prints, with its arguments; nothing once macros that use each other have printed too much.
  void expand(const Macro& macro) {
    std::string body = macro.body;
    for (int i = 1; i <= macro.arguments; ++i) {
      const std::string argument = group(), place = "#" + std::to_string(i);
      for (std::size_t at = body.find(place); at != std::string::npos && body.size() < kMostExpanded; at = body.find(place, at + argument.size()))
        body.replace(at, place.size(), argument);
    }
    *spent_ += body.size() + 1;
    if (*spent_ > kMostExpanded) return;
    words_ += printed(body);
    if (at_ + 1 < text_.size() && text_[at_] == '{' && text_[at_ + 1] == '}') at_ += 2;
    if (body.find("\\xspace") != std::string::npos && at_ < text_.size() && std::isalnum(static_cast<unsigned char>(text_[at_])) != 0) words_ += ' ';
  }

  void body() {
    while (at_ < text_.size()) {
      const char letter = text_[at_];
      if (trimmed(words_).empty()) start_ = line_;
      if (letter == '%' && (at_ == 0 || text_[at_ - 1] != '\\')) {
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
        if (at_ < text_.size()) step();
      } else if (letter == '\\' && at_ + 1 < text_.size()) {
        step();
        if (std::isalpha(static_cast<unsigned char>(text_[at_])) == 0) {
          const char sign = text_[at_];
          words_ += sign == ',' || sign == ';' || sign == ' ' || sign == '\\' || sign == ':'                                ? ' '
                    : sign == '%' || sign == '&' || sign == '$' || sign == '#' || sign == '_' || sign == '{' || sign == '}' ? sign
                                                                                                                            : '\0';
          if (!words_.empty() && words_.back() == '\0') words_.pop_back();
          step();
          continue;
        }
        std::string name;
        while (at_ < text_.size() && std::isalpha(static_cast<unsigned char>(text_[at_])) != 0) name += text_[at_], step();
        if (name == "section" || name == "item" || name == "begin") {
        } else {
          while (at_ < text_.size() && text_[at_] == ' ') step();
        }
        command(name);
      } else if (letter == '\n' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') {
        step();
        if (!inline_only_)
          flush();
        else
          words_ += ' ';
      } else {
        if (letter == '~' || letter == '\n')
          words_ += ' ';
        else if (letter != '{' && letter != '}' && letter != '$' && letter != '^')
          words_ += letter;
        step();
      }
    }
    for (std::size_t at = words_.find("---"); at != std::string::npos; at = words_.find("---", at)) words_.replace(at, 3, " \x01\x01 ");
    for (std::size_t at = words_.find("--"); at != std::string::npos; at = words_.find("--", at)) words_.replace(at, 2, "-");
    std::replace(words_.begin(), words_.end(), '\x01', '-');
  }

  std::string_view text_;
  SourceBuilder build_;
  std::size_t at_ = 0;
  int line_ = 1, start_ = 1, inline_depth_ = 0;
  bool inline_only_ = false;
  PassageKind kind_ = PassageKind::Body;
  std::string words_, caption_;
  std::map<std::string, Macro> macros_;
  std::size_t spent_here_ = 0, *spent_ = &spent_here_;  ///< bytes of macros that were expanded, of all pieces together
  std::vector<std::pair<std::string, std::string>> notes_;
};

}  // namespace

Layout arrange_latex(std::string_view text, const std::string& file) { return Latex(text, file).read(); }

}  // namespace skeptic::papers
