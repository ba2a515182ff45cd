// Tokens that belong together: written numbers, numbers and their units, "two of every four", names of one design.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <optional>

#include "papers/unit_words.h"

namespace skeptic::papers {
namespace {

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
std::optional<double> number_word(std::string_view word) {
  for (const NumberWord& one : kNumberWords)
    if (one.word == word) return one.value;
  return {};
}

std::optional<double> fraction_word(std::string_view word) {
  for (const NumberWord& one : kFractions) {
    if (one.word == word) return one.value;
    if (word.size() == one.word.size() + 1 && word.back() == 's' && word.substr(0, one.word.size()) == one.word) return one.value;
  }
  return {};
}

std::string number_text(double value) {
  if (std::abs(value) < 1e15 && value == std::floor(value)) return fmt::format("{}", static_cast<long long>(value));
  std::string text = fmt::format("{:.6g}", value);
  return text;
}

class Merger {
 public:
  Merger(std::string_view text, std::vector<Token>& tokens) : text_(text), tokens_(tokens) {}

  void run() {
    number_words();
    ranges_of_ratios();
    units();
    sides_of_areas();
    ratios();
    bounded_blocks();
    one_name();
    prefixed_networks();
  }

 private:
  void merge(std::size_t from, std::size_t to, double value) {
    Token& first = tokens_[from];
    first.kind = TokenKind::Number;
    first.end = tokens_[to - 1].end;
    first.number = value;
    first.value = number_text(value);
    first.word = small_letters(text_.substr(first.begin, first.end - first.begin));
    tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(from) + 1, tokens_.begin() + static_cast<std::ptrdiff_t>(to));
  }

  bool word_at(std::size_t i, std::string_view word) const { return i < tokens_.size() && tokens_[i].is(word); }

  void number_words() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].kind != TokenKind::Word) continue;
      if (word_at(i, "half") && word_at(i + 1, "a") && word_at(i + 2, "dozen")) {
        merge(i, i + 3, 6);
        continue;
      }
      const std::string& word = tokens_[i].word;
      if (word.size() > 3 && (word.substr(0, 3) == "int" || word.substr(0, 4) == "uint") && is_digit(word.back())) {
        const std::size_t digits = word.find_first_of("0123456789");
        bits(i, std::atoi(word.c_str() + digits));
        continue;
      }
      if (word == "e4m3" || word == "e5m2" || word == "mxfp8" || word == "mxint8") {
        bits(i, 8);
        continue;
      }
      if (word == "e2m1" || word == "mxfp4" || word == "nvfp4" || word == "nf4") {
        bits(i, 4);
        continue;
      }
      if (word == "i8" || word == "u8" || word == "i4" || word == "i16" || word == "i32" || word == "s8" || word == "f16" || word == "f32") {
        bits(i, std::atoi(word.c_str() + 1));
        continue;
      }
      if (word == "bfloat16" || word == "bf16" || word == "fp16" || word == "fp8" || word == "fp32" || word == "fp4" || word == "int8s" ||
          word == "float16" || word == "half2") {
        const std::size_t digits = word.find_first_of("0123456789");
        bits(i, std::atoi(word.c_str() + digits));
        continue;
      }
      if ((word == "half" || word == "quarter" || word == "third") && i > 0 && !number_like(i - 1)) {
        const bool article = tokens_[i - 1].is("a") || tokens_[i - 1].is("one");
        if (word == "half" && i + 2 < tokens_.size() && (word_at(i + 1, "a"))) {
          merge(i, i + 1, 0.5);
          continue;
        }
        if (article && word != "third") {
          merge(i - 1, i + 1, 1 / *fraction_word(word));
          --i;
          continue;
        }
      }
      // "a fifth", "a thirty-second part"
      if (i > 0 && (tokens_[i - 1].is("a") || tokens_[i - 1].is("an"))) {
        if (const auto fraction = fraction_word(word); fraction && word.back() != 's' && word != "second") {
          merge(i - 1, i + 1, 1 / *fraction);
          --i;
          continue;
        }
        const auto tens = number_word(word);
        if (tens && *tens >= 20 && i + 2 < tokens_.size() && tokens_[i + 1].hyphened && tokens_[i + 2].is("part")) {
          constexpr std::array kOrdinals{NumberWord{"first", 1}, NumberWord{"second", 2}, NumberWord{"third", 3}, NumberWord{"fourth", 4},
                                         NumberWord{"fifth", 5}, NumberWord{"sixth", 6},  NumberWord{"eighth", 8}};
          for (const NumberWord& one : kOrdinals)
            if (tokens_[i + 1].word == one.word) {
              merge(i - 1, i + 3, 1 / (*tens + one.value));
              break;
            }
          continue;
        }
      }
      auto value = number_word(word);
      if (!value) continue;
      if ((word == "quartet" || word == "trio" || word == "octet") && word_at(i + 1, "of")) {
        merge(i, i + 2, *value);
        continue;
      }
      if (word == "single" && !(i > 0 && (tokens_[i - 1].is("a") || tokens_[i - 1].is("one")))) {
        if (!word_at(i + 1, "clock") && !word_at(i + 1, "cycle") && !word_at(i + 1, "port") && !word_at(i + 1, "multiplier")) continue;
      }
      std::size_t end = i + 1;
      double total = *value, part = *value;
      const bool fold = word.size() > 4 && word.substr(word.size() - 4) == "fold";
      if (fold) {
        merge(i, end, total);
        tokens_[i].kind = TokenKind::Quantity;
        tokens_[i].unit = UnitKind::Factor;
        continue;
      }
      bool more = true;
      double sum = 0;
      while (more && end < tokens_.size()) {
        more = false;
        std::size_t next = end;
        if (tokens_[next].is("and") && next + 1 < tokens_.size() && (sum > 0 || part >= 100) && number_word(tokens_[next + 1].word)) ++next;
        const Token& token = tokens_[next];
        if (token.kind != TokenKind::Word) break;
        if (token.word == "hundred" && part < 100)
          part *= 100, end = next + 1, more = true;
        else if (token.word == "thousand" && part < 1000)
          sum += part * 1000, part = 0, end = next + 1, more = true;
        else if (const auto other = number_word(token.word);
                 other && ((*other < 10 && part >= 20 && std::fmod(part, 10) == 0 && part < 100) ||
                           (part >= 100 && *other < 100 && std::fmod(part, 100) == 0) ||
                           (std::fmod(part, 100) >= 20 && std::fmod(part, 10) == 0 && *other < 10 && part > 100) || (part == 0 && sum > 0)))
          part += *other, end = next + 1, more = true;
      }
      total = sum + part;
      // "two and a half", "one and three quarters", "four-and-twenty"
      if (word_at(end, "and") && end + 2 < tokens_.size()) {
        const auto fraction = tokens_[end + 2].word != "second" ? fraction_word(tokens_[end + 2].word) : std::nullopt;
        const auto count = word_at(end + 1, "a") || word_at(end + 1, "one") ? std::optional<double>(1) : number_word(tokens_[end + 1].word);
        if (fraction && count && *count < *fraction) {
          merge(i, end + 3, total + *count / *fraction);
          continue;
        }
      }
      if (word_at(end, "and") && end + 1 < tokens_.size() && tokens_[end + 1].hyphened && total < 10)
        if (const auto tens = number_word(tokens_[end + 1].word); tens && *tens >= 20 && *tens < 100) {
          merge(i, end + 2, total + *tens);
          continue;
        }
      if (word_at(end, "tenths") || word_at(end, "thirds") || word_at(end, "quarters") || word_at(end, "fifths") || word_at(end, "eighths") ||
          word_at(end, "tenth") || word_at(end, "hundredths") ||
          (total == 1 &&
           (word_at(end, "fifth") || word_at(end, "quarter") || word_at(end, "third") || word_at(end, "half") || word_at(end, "eighth")))) {
        total /= *fraction_word(tokens_[end].word);
        ++end;
      }
      merge(i, end, total);
    }
  }

  bool number_like(std::size_t i) const {
    return tokens_[i].kind == TokenKind::Number || (tokens_[i].kind == TokenKind::Word && number_word(tokens_[i].word).has_value());
  }

  void bits(std::size_t i, int count) {
    tokens_[i].kind = TokenKind::Quantity;
    tokens_[i].unit = UnitKind::Bits;
    tokens_[i].number = count;
    tokens_[i].value = std::to_string(count);
  }

  /// How many tokens from `i` on are this unit; 0 where they are not.
  std::size_t unit_length(std::size_t i, std::string_view words) const {
    std::size_t count = 0;
    for (std::size_t at = 0; at < words.size();) {
      const std::size_t end = std::min(words.find(' ', at), words.size());
      const std::string_view word = words.substr(at, end - at);
      if (i + count >= tokens_.size() || tokens_[i + count].word != word || tokens_[i + count].kind == TokenKind::Quantity) return 0;
      ++count;
      at = end + 1;
    }
    return count;
  }

  void units() {
    for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
      if (tokens_[i].kind != TokenKind::Number) continue;
      const UnitWord* best = nullptr;
      std::size_t length = 0;
      for (const UnitWord& unit : kUnits) {
        const std::size_t count = unit_length(i + 1, unit.words);
        if (count <= length) continue;
        // Letters that are also words or names must touch the number, or be as printed.
        const Token& first = tokens_[i + 1];
        const std::string printed(text_.substr(first.begin, first.end - first.begin));
        if (unit.words == "b" && printed != (unit.kind == UnitKind::Bits ? "b" : "B")) continue;
        if (unit.words == "b" && unit.kind == UnitKind::Bits && tokens_[i].number > 32) continue;
        if ((unit.words == "x" || unit.words == "\xC3\x97" || unit.words == "k") && i + 2 < tokens_.size() &&
            (tokens_[i + 2].kind == TokenKind::Number || number_like(i + 2)) && unit.words != "k")
          continue;
        if ((unit.words == "k" || unit.words == "x") && first.begin != tokens_[i].end) continue;
        if ((unit.words == "s" || unit.words == "v" || unit.words == "w" || unit.words == "j") && printed != "V" && printed != "W" &&
            printed != "J" && printed != "s")
          continue;
        if (unit.words == "mw" && printed != "mW" && printed != "MW") continue;
        if (unit.words == "mb" && printed == "Mb") continue;
        if (unit.words == "times" && i + 2 < tokens_.size() && tokens_[i + 2].kind == TokenKind::Number) continue;
        best = &unit;
        length = count;
      }
      if (best == nullptr) continue;
      Token& token = tokens_[i];
      token.end = tokens_[i + length].end;
      token.kind = best->words == "k" ? TokenKind::Number : TokenKind::Quantity;
      token.unit = best->kind;
      if (best->factor != 1) {
        token.number *= best->factor;
        token.value = number_text(token.number);
      }
      const std::string unit(text_.substr(tokens_[i + 1].begin, tokens_[i + 1].end - tokens_[i + 1].begin));
      token.value += best->kind == UnitKind::Width && unit == "b" ? " bits/cycle" : best->written;
      token.word = small_letters(text_.substr(token.begin, token.end - token.begin));
      tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(i) + 1, tokens_.begin() + static_cast<std::ptrdiff_t>(i + 1 + length));
    }
  }

  void ranges_of_ratios() {
    // "1/1.44 of": one divided by a number is the number, as a factor.
    for (std::size_t i = 0; i + 3 < tokens_.size(); ++i)
      if (tokens_[i].kind == TokenKind::Number && tokens_[i].value == "1" && tokens_[i + 1].is("/") && tokens_[i + 2].kind == TokenKind::Number &&
          tokens_[i + 2].number > 1 && tokens_[i + 3].is("of")) {
        tokens_[i].number = tokens_[i + 2].number;
        tokens_[i].value = tokens_[i + 2].value;
        tokens_[i].kind = TokenKind::Quantity;
        tokens_[i].unit = UnitKind::Factor;
        tokens_[i].end = tokens_[i + 2].end;
        tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(i) + 1, tokens_.begin() + static_cast<std::ptrdiff_t>(i) + 3);
      }
  }

  /// "the sparse tensor cores in the A100", "A100 (Ampere)": one design, by its narrower name.
  void one_name() {
    // "the 2:4 sparsity of the A100"
    for (std::size_t i = 1; i < tokens_.size(); ++i)
      if (tokens_[i].kind == TokenKind::Design && tokens_[i].value == "nvidia-a100")
        for (std::size_t j = i > 6 ? i - 6 : 0; j < i; ++j)
          if (tokens_[j].kind == TokenKind::Ratio && tokens_[j].value == "2:4" && (word_at(i - 1, "of") || word_at(i - 2, "of")))
            tokens_[i].value = "ampere-2to4";
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].kind != TokenKind::Design || tokens_[i].value != "ampere-2to4") continue;
      for (std::size_t j = i > 2 ? i - 2 : 0; j < std::min(tokens_.size(), i + 5); ++j)
        if (j != i && tokens_[j].kind == TokenKind::Design &&
            (tokens_[j].value.rfind("nvidia-", 0) == 0 ||
             (tokens_[j].value == "ampere-2to4" && tokens_[i].word.find("tensor") != std::string::npos)) &&
            !word_at(std::max(i, j) - 1, "and") && !word_at(std::max(i, j) - 1, ",")) {
          tokens_[i].kind = TokenKind::Word;
          break;
        }
    }
  }

  /// "TSM-ResNet-50", "SSD-ResNet34": capitals joined to a network's name belong to it.
  void prefixed_networks() {
    for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
      if (tokens_[i].kind != TokenKind::Word || tokens_[i + 1].kind != TokenKind::Network || !tokens_[i + 1].hyphened) continue;
      const std::string_view prefix = text_.substr(tokens_[i].begin, tokens_[i].end - tokens_[i].begin);
      if (prefix.size() < 2 || prefix.size() > 5 || tokens_[i].end + 1 != tokens_[i + 1].begin ||
          !std::all_of(prefix.begin(), prefix.end(), [](unsigned char c) { return std::isupper(c) != 0; }))
        continue;
      tokens_[i + 1].begin = tokens_[i].begin;
      tokens_[i + 1].value = std::string(text_.substr(tokens_[i].begin, tokens_[i + 1].end - tokens_[i].begin));
      tokens_[i + 1].library = tokens_[i + 1].hyphened = false;
      tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  bool plain_number(std::size_t i) const {
    return i < tokens_.size() && tokens_[i].kind == TokenKind::Number && tokens_[i].number == std::floor(tokens_[i].number) &&
           tokens_[i].number >= 1 && tokens_[i].number <= 256;
  }

  static bool group_size(double number) {
    return number == 2 || number == 4 || number == 8 || number == 16 || number == 32 || number == 64 || number == 128;
  }

  /// "2.1 mm x 1.9 mm", "2.1 x 1.9 mm2": sides of a die, whose area is their product.
  void sides_of_areas() {
    for (std::size_t i = 0; i + 2 < tokens_.size(); ++i) {
      if (tokens_[i].kind != TokenKind::Number) continue;
      const bool millimetres = word_at(i + 1, "mm");
      const std::size_t by = i + (millimetres ? 2 : 1);
      if (!(word_at(by, "x") || word_at(by, "by") || word_at(by, "\xC3\x97")) || by + 1 >= tokens_.size()) continue;
      const bool side = tokens_[by + 1].kind == TokenKind::Number && word_at(by + 2, "mm");
      const bool squared = !millimetres && tokens_[by + 1].unit == UnitKind::Area;
      if (!side && !squared) continue;
      const std::size_t last = by + (side ? 2 : 1);
      Token& token = tokens_[i];
      token.kind = TokenKind::Quantity;
      token.unit = UnitKind::Area;
      token.number *= tokens_[by + 1].number;
      token.value = fmt::format("{:.6g} mm2", token.number);
      token.end = tokens_[last].end;
      token.word = small_letters(text_.substr(token.begin, token.end - token.begin));
      tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(i) + 1, tokens_.begin() + static_cast<std::ptrdiff_t>(last) + 1);
    }
  }

  /// "4/8 density-bound blocks", "DBB of 2/8": so do the papers of bounded blocks write N:M.
  void bounded_blocks() {
    const bool bounded = text_.find("density") != std::string_view::npos || text_.find("DBB") != std::string_view::npos;
    for (std::size_t i = 0; bounded && i + 2 < tokens_.size(); ++i) {
      if (!plain_number(i) || !tokens_[i + 1].is("/") || !plain_number(i + 2) || !group_size(tokens_[i + 2].number) ||
          tokens_[i].number > tokens_[i + 2].number)
        continue;
      tokens_[i].kind = TokenKind::Ratio;
      tokens_[i].value += ":" + tokens_[i + 2].value;
      tokens_[i].end = tokens_[i + 2].end;
      tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(i) + 1, tokens_.begin() + static_cast<std::ptrdiff_t>(i) + 3);
    }
  }

  /// "two of every four", "2 out of 4", "one in four consecutive", "two, four or six out of each eight".
  void ratios() {
    constexpr std::array<std::string_view, 40> kAfter{
        "and",         "or",       "values",     "weights",  "consecutive", "positions", "entries", "elements", "activations", "neighbouring",
        "neighboring", "adjacent", "contiguous", "is",       "are",         "kept",      "survive", "within",   "inside",      "in",
        "per",         "along",    "pattern",    "patterns", "sparsity",    "blocks",    "inputs",  "nonzero",  "non",         "zero",
        "at",          "for",      "to",         "channels", "structured",  "with",      "format",  "mode",     "on",          "coefficients"};
    for (std::size_t i = 0; i + 2 < tokens_.size(); ++i) {
      if (!plain_number(i) || tokens_[i].hyphened) continue;
      std::size_t at = i + 1;
      bool sure = false;
      if (word_at(at, "consecutive") || word_at(at, "values") || word_at(at, "value") || word_at(at, "weights") || word_at(at, "positions") ||
          word_at(at, "entries") || word_at(at, "elements") || word_at(at, "nonzeros") || word_at(at, "largest") || word_at(at, "strongest") ||
          word_at(at, "biggest") || word_at(at, "greatest") || word_at(at, "best") || word_at(at, "heaviest"))
        ++at;
      if (word_at(at, "out")) sure = true, ++at;
      // "selects one of eight inputs": a multiplexer
      if (i > 0 && (word_at(i - 1, "selects") || word_at(i - 1, "select") || word_at(i - 1, "picks") || word_at(i - 1, "chooses")) &&
          tokens_[i].value == "1" && word_at(at, "of"))
        continue;
      // "leads to one in eight, one of up to 0.35 to three in eight": in words, and nothing is counted behind
      const auto in_letters = [&](std::size_t j) { return tokens_[j].word.find_first_of("0123456789") == std::string::npos; };
      const bool in_words = at == i + 1 && word_at(at, "in") && at + 1 < tokens_.size() && plain_number(at + 1) && in_letters(i) &&
                            in_letters(at + 1) && tokens_[i].number < tokens_[at + 1].number && !tokens_[at + 1].hyphened &&
                            (at + 2 >= tokens_.size() || tokens_[at + 2].kind == TokenKind::Mark || word_at(at + 2, "and") || word_at(at + 2, "or") ||
                             word_at(at + 2, "remain") || word_at(at + 2, "stay") || word_at(at + 2, "survive"));
      if (in_words) sure = true;
      if (!in_words && !word_at(at, "of") && !(word_at(at, "in") && (word_at(at + 1, "every") || word_at(at + 1, "each")))) continue;
      ++at;
      if (word_at(at, "every") || word_at(at, "each") || word_at(at, "any") || word_at(at, "all")) sure = true, ++at;
      if (word_at(at, "group") && word_at(at + 1, "of")) at += 2;
      if (word_at(at, "the") || word_at(at, "consecutive")) ++at;
      if (!plain_number(at) || !group_size(tokens_[at].number) || tokens_[i].number > tokens_[at].number) continue;
      if (!sure) {
        const bool hyphens = tokens_[i + 1].hyphened && tokens_[at].hyphened;
        const bool ends = at + 1 >= tokens_.size() || (tokens_[at + 1].kind == TokenKind::Mark) ||
                          std::find(kAfter.begin(), kAfter.end(), tokens_[at + 1].word) != kAfter.end();
        if (!hyphens && !ends) continue;
      }
      if (at + 1 < tokens_.size() && (tokens_[at + 1].is("networks") || tokens_[at + 1].is("multiplications") || tokens_[at + 1].is("clusters") ||
                                      tokens_[at + 1].is("cores") || tokens_[at + 1].is("arrays")))
        continue;
      const std::string group = tokens_[at].value;
      // Numbers before that share the group.
      for (std::size_t back = i; back >= 2; back -= 2) {
        const Token& joint = tokens_[back - 1];
        if (!(joint.is(",") || joint.is("or") || joint.is("and")) || !plain_number(back - 2) || tokens_[back - 2].number > tokens_[at].number) break;
        tokens_[back - 2].kind = TokenKind::Ratio;
        tokens_[back - 2].value += ":" + group;
      }
      Token& token = tokens_[i];
      token.kind = TokenKind::Ratio;
      token.value += ":" + group;
      token.end = tokens_[at].end;
      token.word = small_letters(text_.substr(token.begin, token.end - token.begin));
      tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(i) + 1, tokens_.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    }
  }

  std::string_view text_;
  std::vector<Token>& tokens_;
};

}  // namespace

void merge_tokens(std::string_view text, std::vector<Token>& tokens) { Merger(text, tokens).run(); }

}  // namespace skeptic::papers
