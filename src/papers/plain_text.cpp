// Characters in their plain form, and lines that become passages.
#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <string>

#include "papers/names.h"
#include "papers/sources.h"

namespace skeptic::papers {
namespace {

struct Replacement {
  std::string_view from, to;
};

/// What a typesetter prints in several ways. Everything else stays as it is.
constexpr std::array kReplacements{
    Replacement{"\xEF\xAC\x80", "ff"},   Replacement{"\xEF\xAC\x81", "fi"},
    Replacement{"\xEF\xAC\x82", "fl"},   Replacement{"\xEF\xAC\x83", "ffi"},
    Replacement{"\xEF\xAC\x84", "ffl"},  Replacement{"\xEF\xAC\x85", "st"},
    Replacement{"\xC2\xA0", " "},        Replacement{"\xE2\x80\x82", " "},
    Replacement{"\xE2\x80\x83", " "},    Replacement{"\xE2\x80\x89", " "},
    Replacement{"\xE2\x80\xAF", " "},    Replacement{"\xE2\x80\x8A", " "},
    Replacement{"\xE2\x80\x8B", ""},     Replacement{"\xC2\xAD", ""},
    Replacement{"\xEF\xBB\xBF", ""},     Replacement{"\xE2\x80\x90", "-"},
    Replacement{"\xE2\x80\x91", "-"},    Replacement{"\xE2\x80\x92", "-"},
    Replacement{"\xE2\x80\x93", "-"},    Replacement{"\xE2\x88\x92", "-"},
    Replacement{"\xE2\x80\x94", " -- "}, Replacement{"\xE2\x80\x98", "'"},
    Replacement{"\xE2\x80\x99", "'"},    Replacement{"\xE2\x80\x9C", "\""},
    Replacement{"\xE2\x80\x9D", "\""},   Replacement{"\xC2\xB2", "2"},
    Replacement{"\xC2\xB3", "3"},        Replacement{"\xE2\x89\xA4", " <= "},
    Replacement{"\xE2\x89\xA5", " >= "}, Replacement{"\xE2\x86\x92", " -> "},
    Replacement{"\xE2\x84\xA2", ""},     Replacement{"\xC2\xAE", ""},
    Replacement{"\xE2\x88\x97", ""},     Replacement{"\xE2\x80\xA2", "\xE2\x80\xA2 "},
    Replacement{"\xE2\x80\xA6", "..."},  Replacement{"\xE2\x88\xBC", "~"},
    Replacement{"\xE2\x88\xB6", ":"},
};

/// Compounds that keep their hyphen at the end of a line: what stands before it is a word of its own.
constexpr std::array<std::string_view, 29> kHyphenated{
    "inner", "outer",   "cartesian", "multiply", "half", "hand", "run",    "zero", "look",   "fine",  "two",   "three",  "four", "five", "six",
    "eight", "sixteen", "thirty",    "sixty",    "work", "high", "single", "dual", "double", "clock", "cycle", "weight", "row",  "top"};

std::string last_word(const std::string& text) {
  std::size_t start = text.size();
  while (start > 0 && std::isalpha(static_cast<unsigned char>(text[start - 1])) != 0) --start;
  std::string word = text.substr(start);
  for (char& letter : word) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return word;
}

}  // namespace

Standpoint Passage::where(std::size_t offset) const {
  Standpoint found = at.empty() ? Standpoint{} : at.front();
  for (const Standpoint& one : at)
    if (one.offset <= offset) found = one;
  return found;
}

std::string plain_text(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      if (byte == '\t' || byte == '\r' || byte == '\n' || byte == '\f')
        plain += ' ';
      else if (byte >= 0x20 && byte != 0x7F)
        plain += text[i];
      ++i;
      continue;
    }
    // U+E000 to U+F8FF, for private use: pieces of large braces
    if ((byte == 0xEE || (byte == 0xEF && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA4)) && i + 2 < text.size()) {
      i += 3;
      continue;
    }
    const auto match =
        std::find_if(kReplacements.begin(), kReplacements.end(), [&](const Replacement& one) { return text.substr(i, one.from.size()) == one.from; });
    if (match != kReplacements.end()) {
      plain += match->to;
      i += match->from.size();
    } else {
      plain += text[i++];
    }
  }
  return plain;
}

/// "Tensor-" and "Dash": a name that was broken where it has a capital, and is none with the hyphen.
static bool broken_name(const std::string& whole, std::string_view text) {
  std::size_t from = whole.size() - 1;
  while (from > 0 && std::isalnum(static_cast<unsigned char>(whole[from - 1])) != 0) --from;
  std::size_t to = 0;
  while (to < text.size() && std::isalnum(static_cast<unsigned char>(text[to])) != 0) ++to;
  const std::string head = whole.substr(from, whole.size() - 1 - from), tail(text.substr(0, to));
  return !head.empty() && name_at(head + tail).length == head.size() + tail.size() && name_at(head + "-" + tail).length <= head.size();
}

void append_line(Passage& passage, std::string_view text, Standpoint at) {
  if (text.empty()) return;
  std::string& whole = passage.text;
  if (!whole.empty()) {
    const bool broken = whole.size() > 1 && whole.back() == '-' && std::isalpha(static_cast<unsigned char>(whole[whole.size() - 2])) != 0 &&
                        std::islower(static_cast<unsigned char>(text.front())) != 0;
    if (broken) {
      whole.pop_back();
      const std::string before = last_word(whole);
      if (std::find(kHyphenated.begin(), kHyphenated.end(), before) != kHyphenated.end()) whole += '-';
    } else if (whole.back() == '-' && std::isupper(static_cast<unsigned char>(text.front())) != 0 && broken_name(whole, text)) {
      whole.pop_back();
    } else if (whole.back() != '-' || std::isdigit(static_cast<unsigned char>(text.front())) == 0) {
      if (!(whole.back() == '-' && whole.size() > 1 && whole[whole.size() - 2] != ' ')) whole += ' ';
    }
  }
  at.offset = whole.size();
  if (passage.at.empty() || passage.at.back().page != at.page || passage.at.back().line != at.line) passage.at.push_back(at);
  if (passage.at.size() == 1) passage.at.front().offset = 0;
  whole += text;
}

namespace {

/// "elements.3 We": the mark of footnote 3 behind punctuation (or, `behind_words`, behind a word of some length).
std::size_t find_mark(const std::string& text, const std::string& number, bool behind_words) {
  for (std::size_t at = text.find(number); at != std::string::npos; at = text.find(number, at + 1)) {
    if (at == 0 || at + number.size() > text.size()) continue;
    const char before = text[at - 1];
    const bool ends = at + number.size() == text.size() || text[at + number.size()] == ' ' ||
                      std::ispunct(static_cast<unsigned char>(text[at + number.size()])) != 0;
    std::size_t letters = 0;
    while (letters < at && std::isalpha(static_cast<unsigned char>(text[at - 1 - letters])) != 0) ++letters;
    const bool mark = before == '.' || before == ',' || before == ';' || before == ':' || before == ')';
    // Behind a digit and a point it could be a decimal, unless a sentence begins.
    const std::size_t past = at + number.size();
    const bool sentence = past + 1 >= text.size() || (text[past] == ' ' && std::isupper(static_cast<unsigned char>(text[past + 1])) != 0);
    const bool decimal = mark && at > 1 && std::isdigit(static_cast<unsigned char>(text[at - 2])) != 0 && !(before == '.' && sentence);
    const bool behind = behind_words ? letters >= 4 : mark && !decimal;
    if (ends && behind) return at;
  }
  return std::string::npos;
}

/// The end of what stands before a mark: the last words of its sentence.
std::string words_before(const std::string& text, std::size_t mark) {
  std::size_t end = mark;
  while (end > 0 && std::ispunct(static_cast<unsigned char>(text[end - 1])) != 0) --end;
  std::size_t start = end;
  int words = 0;
  while (start > 0 && words < 12) {
    --start;
    if (text[start] == ' ') ++words;
    if ((text[start] == '.' || text[start] == ';') && start + 1 < end && text[start + 1] == ' ') {
      ++start;
      break;
    }
  }
  while (start < end && text[start] == ' ') ++start;
  return text.substr(start, end - start);
}

void give_leads(Layout& layout) {
  std::size_t from = 0;
  for (Passage& note : layout.passages) {
    if (note.kind != PassageKind::Footnote || !note.lead.empty()) continue;
    std::size_t digits = 0;
    while (digits < note.text.size() && digits < 2 && std::isdigit(static_cast<unsigned char>(note.text[digits])) != 0) ++digits;
    if (digits == 0 || note.text[digits] == '.' || note.text[digits] == ',' || note.text[digits] == '%') continue;
    const std::string number = note.text.substr(0, digits);
    std::size_t skip = digits;
    while (skip < note.text.size() && note.text[skip] == ' ') ++skip;
    for (std::size_t round = 0; round < 2 && note.lead.empty(); ++round)
      for (std::size_t i = from; i < layout.passages.size(); ++i) {
        Passage& body = layout.passages[i];
        if (body.kind == PassageKind::Footnote || body.kind == PassageKind::Title || body.kind == PassageKind::Heading) continue;
        const std::size_t mark = find_mark(body.text, number, round == 1);
        if (mark == std::string::npos) continue;
        note.lead = words_before(body.text, mark);
        for (std::size_t j = 0; j < digits; ++j) body.text[mark + j] = ' ';  // offsets stay
        for (std::size_t j = 0; j < skip; ++j) note.text[j] = ' ';
        break;
      }
  }
}

}  // namespace

void finish(Layout& layout) {
  std::string section;
  for (Passage& passage : layout.passages) {
    if (passage.kind == PassageKind::Heading) section = passage.text;
    passage.section = section;
  }
  if (layout.title.empty())
    for (const Passage& passage : layout.passages)
      if (passage.kind == PassageKind::Title || passage.kind == PassageKind::Heading || passage.kind == PassageKind::Body) {
        layout.title = passage.text;
        break;
      }
  for (Table& table : layout.tables) tidy_table(table);
  give_leads(layout);
}

}  // namespace skeptic::papers
