#include "papers/token.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <optional>

#include "papers/unit_words.h"

namespace skeptic::papers {
namespace {

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80; }
class Tokenizer {
 public:
  Tokenizer(std::string_view text, const std::vector<std::string>& own) : text_(text), own_(own) {}

  std::vector<Token> read() {
    scan();
    merge_tokens(text_, tokens_);
    return std::move(tokens_);
  }

 private:
  Token& push(TokenKind kind, std::size_t begin, std::size_t end) {
    Token token;
    token.kind = kind;
    token.begin = begin;
    token.end = end;
    token.word = small_letters(text_.substr(begin, end - begin));
    token.capital = std::isupper(static_cast<unsigned char>(text_[begin])) != 0;
    token.hyphened = hyphen_;
    hyphen_ = false;
    tokens_.push_back(std::move(token));
    return tokens_.back();
  }

  bool own_at(std::size_t at) {
    for (const std::string& name : own_) {
      if (name.empty() || small_letters(text_.substr(at, name.size())) != name) continue;
      const std::size_t end = at + name.size();
      if (end < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[end])) != 0)) continue;
      if (end + 1 < text_.size() && text_[end] == '-' && is_digit(text_[end + 1])) continue;  // a version of it
      if (name.find(' ') == std::string::npos && another_type(at, end)) continue;
      push(TokenKind::Own, at, end);
      at_ = end;
      return true;
    }
    return false;
  }

  /// "Whimbrel W2" where the paper's own is Whimbrel W1: a type that has the family's name before it.
  bool another_type(std::size_t at, std::size_t end) const {
    const bool types = std::any_of(own_.begin(), own_.end(), [&](const std::string& one) {
      return one.size() > 3 && one[one.size() - 3] == ' ' && is_digit(one.back()) &&
             one.compare(0, one.size() - 3, small_letters(text_.substr(at, end - at))) == 0;
    });
    return types && end + 2 < text_.size() && text_[end] == ' ' && std::isupper(static_cast<unsigned char>(text_[end + 1])) != 0 &&
           is_digit(text_[end + 2]);
  }

  /// Another version or member of the paper's own family: "XB-100" beside XB-200, "Rundle-0".
  bool relative_at(std::size_t at) {
    for (const std::string& name : own_) {
      std::size_t stem = name.find_first_of("0123456789");
      if (stem == std::string::npos) stem = name.size();
      while (stem > 0 && name[stem - 1] == '-') --stem;
      if (stem < 2 || small_letters(text_.substr(at, stem)) != name.substr(0, stem)) continue;
      std::size_t end = at + stem;
      if (end < text_.size() && (text_[end] == '-' || text_[end] == ' ')) ++end;
      const std::size_t number = end;
      if (end < text_.size() && std::isupper(static_cast<unsigned char>(text_[end])) != 0 && end + 1 < text_.size() && is_digit(text_[end + 1]))
        ++end;
      while (end < text_.size() && is_digit(text_[end])) ++end;
      if (end == number || (text_[number - 1] == ' ' && is_digit(text_[number])) ||
          (end < text_.size() && std::isalnum(static_cast<unsigned char>(text_[end])) != 0))
        continue;
      if (std::find(own_.begin(), own_.end(), small_letters(text_.substr(at, end - at))) != own_.end()) continue;
      Token& token = push(TokenKind::Design, at, end);
      token.value = std::string(text_.substr(at, end - at));
      at_ = end;
      return true;
    }
    return false;
  }

  /// " 7B" behind "LLaMA-2": how long it is.
  std::size_t parameters_at(std::size_t at) const {
    std::size_t i = at;
    if (i + 2 >= text_.size() || text_[i] != ' ' || !is_digit(text_[i + 1])) return 0;
    for (++i; i < text_.size() && (is_digit(text_[i]) || text_[i] == '.'); ++i)
      ;
    if (i >= text_.size() || text_[i] != 'B' || (i + 1 < text_.size() && std::isalnum(static_cast<unsigned char>(text_[i + 1])) != 0)) return 0;
    return i + 1 - at;
  }

  bool known_at(std::size_t at) {
    Name name = name_at(text_.substr(at));
    if (name.length == 0) return false;
    if (const std::size_t size = name.kind == NameKind::Network && !name.library ? parameters_at(at + name.length) : 0; size > 0) {
      name.length += size;
      name.id = std::string(text_.substr(at, name.length));
    }
    Token& token = push(name.kind == NameKind::Design    ? TokenKind::Design
                        : name.kind == NameKind::Network ? TokenKind::Network
                                                         : TokenKind::Dataset,
                        at, at + name.length);
    token.value = name.id;
    token.library = name.library;
    at_ = at + name.length;
    return true;
  }

  /// Whether a slash at `i` stands between alternatives, of which there are three or more in groups of one size ("2:8/4:8/dense"), and not between
  /// the levels of one pattern ("2:4@16/1:2").
  bool of_alternatives(std::size_t at, std::size_t i, const std::string& value, std::size_t number, long group) const {
    if (i >= text_.size() || text_[i] != '/' || value.find('@') != std::string::npos || value.find('/') != std::string::npos) return false;
    if (at > 0 && text_[at - 1] == '/') return true;
    if (text_.substr(i + 1, 5) == "dense") return true;
    const std::size_t next = text_.find(':', i);
    if (next == std::string_view::npos || next - i > 4) return false;
    std::size_t end = next + 1;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    return std::strtol(std::string(text_.substr(next + 1, 4)).c_str(), nullptr, 10) == group && end < text_.size() && text_[end] == '/' &&
           text_.substr(i + 1, next - i - 1) != value.substr(0, number - 1);
  }

  /// 2:4, 2:4@16/1:2, 4 : 8
  bool ratio_at(std::size_t at) {
    std::size_t i = at;
    std::string value;
    const auto digits = [&] {
      const std::size_t from = i;
      while (i < text_.size() && is_digit(text_[i]) && i - from < 4) value += text_[i++];
      return i > from;
    };
    for (;;) {
      if (!digits()) return false;
      std::size_t colon = i;
      while (colon < text_.size() && text_[colon] == ' ' && colon - i < 2) ++colon;
      if (colon >= text_.size() || text_[colon] != ':') return false;
      i = colon + 1;
      while (i < text_.size() && text_[i] == ' ' && i - colon < 3) ++i;
      if (i >= text_.size() || !is_digit(text_[i])) return false;
      value += ':';
      const std::size_t number = value.size();
      if (!digits()) return false;
      const long group = std::strtol(value.c_str() + number, nullptr, 10);
      if (group < 2 || group > 256) return false;
      if (i + 1 < text_.size() && text_[i] == '.' && is_digit(text_[i + 1])) return false;  // "at batch 1: 2.07x"
      if (i < text_.size() && text_[i] == '@' && i + 1 < text_.size() && is_digit(text_[i + 1])) {
        value += text_[i++];
        digits();
        if (i + 1 < text_.size() && text_[i] == 'x' && is_digit(text_[i + 1])) {
          value += text_[i++];
          digits();
        }
      }
      if (of_alternatives(at, i, value, number, group)) break;
      if (i + 3 < text_.size() && text_[i] == '/' && is_digit(text_[i + 1]) && text_.substr(i, 6).find(':') != std::string_view::npos) {
        value += text_[i++];
        continue;
      }
      break;
    }
    const std::string first = value.substr(0, value.find(':'));
    const std::string second = value.substr(value.find(':') + 1);
    if (std::atoi(first.c_str()) > std::atoi(second.c_str()) || std::atoi(first.c_str()) == 0) return false;
    if (i < text_.size() && std::isalnum(static_cast<unsigned char>(text_[i])) != 0) return false;
    push(TokenKind::Ratio, at, i).value = value;
    at_ = i;
    return true;
  }

  /// "3,61" in a cell of a table, "1,5%": a comma as a decimal point.
  bool decimal_comma(std::size_t at, std::size_t comma) const {
    if (comma == at || comma - at > 3 || text_[comma] != ',') return false;
    std::size_t end = comma + 1;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    if (end == comma + 1 || end - comma > 3 ||
        (end < text_.size() && (text_[end] == ',' || text_[end] == '.' || is_letter(text_[end])) && text_.substr(end, 2) != "\xC3\x97" &&
         text_[end] != 'x'))
      return false;
    const bool alone = at == 0 || text_[at - 1] == ' ' || text_[at - 1] == '-' || text_[at - 1] == '+';
    const bool unit =
        end < text_.size() && (text_[end] == '%' || text_[end] == 'x' || text_.substr(end, 2) == "\xC3\x97" || text_.substr(end, 2) == " %");
    return alone && (text_.size() <= 12 || unit);
  }

  void number_at(std::size_t at, bool negative) {
    std::size_t i = at;
    std::string digits = negative ? "-" : "";
    while (i < text_.size() && (is_digit(text_[i]) ||
                                (text_[i] == ',' && i + 3 < text_.size() && is_digit(text_[i + 1]) && is_digit(text_[i + 2]) &&
                                 is_digit(text_[i + 3]) && (i + 4 >= text_.size() || !is_digit(text_[i + 4])) && i > at) ||
                                (text_[i] == '.' && i + 1 < text_.size() && is_digit(text_[i + 1]) && digits.find('.') == std::string::npos))) {
      if (text_[i] != ',') digits += text_[i];
      ++i;
      if (digits.size() > 20) break;
    }
    if (i < text_.size() && digits.find('.') == std::string::npos && decimal_comma(at, i)) {
      digits += '.';
      for (++i; i < text_.size() && is_digit(text_[i]); ++i) digits += text_[i];
    }
    Token& token = push(TokenKind::Number, negative ? at - 1 : at, i);
    token.value = digits;
    token.number = std::strtod(digits.c_str(), nullptr);
    at_ = i;
  }

  /// "i.e." is one word, and its points end nothing.
  bool abbreviation(std::size_t end) {
    const std::string_view rest = text_.substr(at_);
    std::size_t length = 0;
    for (const std::string_view one : {"i.e.", "e.g.", "i. e.", "e. g."})
      if (rest.substr(0, one.size()) == one) length = one.size();
    const std::string word = small_letters(text_.substr(at_, end - at_));
    for (const std::string_view one : {"viz", "cf", "resp", "approx", "incl", "vs", "max", "min"})
      if (word == one && end < text_.size() && text_[end] == '.') length = end + 1 - at_;
    if (length == 0) return false;
    Token& token = push(TokenKind::Word, at_, at_ + length);
    token.word.erase(std::remove_if(token.word.begin(), token.word.end(), [](char c) { return c == '.' || c == ' '; }), token.word.end());
    at_ += length;
    return true;
  }

  /// "off-line", "non-zeros": one word with what stands before the hyphen.
  bool one_word(std::string_view part) {
    const std::string word = small_letters(part);
    if (tokens_.empty() || tokens_.back().kind != TokenKind::Word || tokens_.back().end + 1 != at_) return false;
    Token& before = tokens_.back();
    const bool joined = ((before.word == "off" || before.word == "on") && word == "line") || (before.word == "sign" && word == "magnitude") ||
                        (before.word == "non" && (word == "zero" || word == "zeros" || word == "zeroes"));
    if (!joined) return false;
    before.word += word == "zeroes" ? "zeros" : word;
    before.end = at_ + part.size();
    return true;
  }

  void scan() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == ' ') {
        ++at_;
        hyphen_ = false;
        continue;
      }
      const bool fresh = at_ == 0 || std::isalnum(static_cast<unsigned char>(text_[at_ - 1])) == 0;
      if (c == '[') {  // citations
        const std::size_t close = text_.find(']', at_);
        if (close != std::string_view::npos && close - at_ < 16 &&
            text_.substr(at_ + 1, close - at_ - 1).find_first_not_of("0123456789, -") == std::string_view::npos) {
          at_ = close + 1;
          continue;
        }
      }
      if (fresh && (relative_at(at_) || own_at(at_) || known_at(at_))) continue;
      if (is_digit(c)) {
        if (!ratio_at(at_)) number_at(at_, false);
        continue;
      }
      if ((c == '-' || c == '+') && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]) &&
          (at_ == 0 || text_[at_ - 1] == ' ' || text_[at_ - 1] == '(')) {
        ++at_;
        number_at(at_, c == '-');
        continue;
      }
      if (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]) && fresh) {
        number_at(at_, false);
        continue;
      }
      if (text_.substr(at_, 2) == "\xC3\x97") {
        push(TokenKind::Mark, at_, at_ + 2);
        at_ += 2;
        continue;
      }
      if (is_letter(c)) {
        std::size_t end = at_;
        while (end < text_.size() && (is_letter(text_[end]) || is_digit(text_[end])) && text_.substr(end, 2) != "\xC3\x97") ++end;
        // A digit behind letters belongs to the word; "x" between digits is a sign.
        if (c == 'x' && end > at_ + 1 && is_digit(text_[at_ + 1])) end = at_ + 1;
        if (abbreviation(end)) continue;
        if (hyphen_ && one_word(text_.substr(at_, end - at_))) {
          at_ = end;
          hyphen_ = false;
          continue;
        }
        Token& word = push(TokenKind::Word, at_, end);
        at_ = end;
        if (at_ + 1 < text_.size() && text_[at_] == '\'' && text_[at_ + 1] == 's') {
          word.possessive = true;
          at_ += 2;
        } else if (at_ + 1 < text_.size() && text_[at_] == '\'' && text_[at_ + 1] == 't') {
          word.word += "'t";
          at_ += 2;
        }
        continue;
      }
      if (c == '-' && at_ > 0 && text_[at_ - 1] != ' ' && at_ + 1 < text_.size() && text_[at_ + 1] != ' ' && text_[at_ + 1] != '-') {
        hyphen_ = true;
        ++at_;
        continue;
      }
      if (c == '-' && text_.substr(at_, 2) == "--") {
        push(TokenKind::Mark, at_, at_ + 2);
        at_ += 2;
        continue;
      }
      if (c == '\'' && at_ + 1 < text_.size() && text_[at_ + 1] == 's' && !tokens_.empty() && tokens_.back().end == at_) {
        tokens_.back().possessive = true;
        at_ += 2;
        continue;
      }
      if (text_.substr(at_, 2) == "->" || text_.substr(at_, 2) == "<=" || text_.substr(at_, 2) == ">=") {
        push(TokenKind::Mark, at_, at_ + 2);
        at_ += 2;
        continue;
      }
      push(TokenKind::Mark, at_, at_ + 1);
      ++at_;
    }
  }

  std::string_view text_;
  const std::vector<std::string>& own_;
  std::size_t at_ = 0;
  bool hyphen_ = false;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view sentence, const std::vector<std::string>& own) { return Tokenizer(sentence, own).read(); }

}  // namespace skeptic::papers
