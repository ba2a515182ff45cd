// Results that are told by what was measured on either side: "3.2 ms on the dense array and 2.0 ms on ours", "from 4.2 mJ to 2.8 mJ".
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "papers/result_marks.h"

namespace skeptic::papers {
namespace {

enum class Of { Time, Energy, Rate, Cycles };

struct Reading {
  std::size_t begin = 0, end = 0;  ///< tokens
  double number = 0;               ///< in one unit for each kind
  Of of = Of::Time;
};

constexpr std::array<std::string_view, 8> kPieces{"frames", "images", "inferences", "requests", "samples", "tokens", "queries", "sequences"};

class Readings {
 public:
  explicit Readings(const Sentence& sentence) : sentence_(sentence), tokens_(sentence.tokens) {}

  std::vector<Reading> all() const {
    std::vector<Reading> all;
    for (std::size_t i = sentence_.lead; i < tokens_.size(); ++i)
      if (Reading one; read(i, one)) all.push_back(one), i = one.end - 1;
    return all;
  }
  /// A number without a unit that ends what is said: "whereas the dense array manages 230".
  bool bare(std::size_t i, const Reading& like, Reading& one) const {
    if (tokens_[i].kind != TokenKind::Number || tokens_[i].number <= 0 || tokens_[i].hyphened || i == 0) return false;
    const bool ends = i + 1 >= tokens_.size() || tokens_[i + 1].kind == TokenKind::Mark || at(i + 1, "on") || at(i + 1, "here");
    const bool said = tokens_[i - 1].kind == TokenKind::Own || tokens_[i - 1].kind == TokenKind::Design ||
                      any_of(tokens_[i - 1], {"manages", "reaches", "baseline", "array"}) ||
                      any_of(tokens_[i - 1], {"needs", "takes", "achieves", "serves", "processes", "of", "only", "does", "has", "spends", "from"});
    if (!ends || !said) return false;
    one = like;
    one.begin = i, one.end = i + 1, one.number = tokens_[i].number * scale_of(like);
    return true;
  }

 private:
  bool at(std::size_t i, std::string_view word) const { return i < tokens_.size() && tokens_[i].is(word); }
  double scale_of(const Reading& one) const { return one.number / tokens_[one.begin].number; }

  bool read(std::size_t i, Reading& one) const {
    const Token& token = tokens_[i];
    if ((token.kind != TokenKind::Quantity && token.kind != TokenKind::Number) || token.number <= 0 || token.hyphened) return false;
    one.begin = i, one.end = i + 1;
    std::string unit;
    if (token.kind == TokenKind::Quantity) {
      unit = sentence_.text.substr(token.begin, token.end - token.begin);
      unit.erase(0, unit.find_last_of("0123456789") + 1);
      unit.erase(0, unit.find_first_not_of(" ~"));
    } else if (i + 1 < tokens_.size() && tokens_[i + 1].kind == TokenKind::Word) {
      unit = tokens_[i + 1].word;
      ++one.end;
    }
    struct Row {
      std::string_view unit;
      Of of;
      double factor;
    };
    constexpr std::array kRows{Row{"s", Of::Time, 1e3},
                               Row{"ms", Of::Time, 1},
                               Row{"us", Of::Time, 1e-3},
                               Row{"\xC2\xB5s", Of::Time, 1e-3},
                               Row{"\xCE\xBCs", Of::Time, 1e-3},
                               Row{"seconds", Of::Time, 1e3},
                               Row{"milliseconds", Of::Time, 1},
                               Row{"microseconds", Of::Time, 1e-3},
                               Row{"J", Of::Energy, 1e3},
                               Row{"mJ", Of::Energy, 1},
                               Row{"uJ", Of::Energy, 1e-3},
                               Row{"\xC2\xB5J", Of::Energy, 1e-3},
                               Row{"\xCE\xBCJ", Of::Energy, 1e-3},
                               Row{"nJ", Of::Energy, 1e-6},
                               Row{"millijoules", Of::Energy, 1},
                               Row{"microjoules", Of::Energy, 1e-3},
                               Row{"joules", Of::Energy, 1e3},
                               Row{"fps", Of::Rate, 1},
                               Row{"FPS", Of::Rate, 1}};
    for (const Row& row : kRows)
      if (row.unit == unit) {
        one.of = row.of, one.number = token.number * row.factor;
        return true;
      }
    if (token.kind != TokenKind::Number) return false;
    if (std::find(kPieces.begin(), kPieces.end(), unit) != kPieces.end()) {
      for (std::size_t j = i + 2; j + 1 < std::min(tokens_.size(), i + 6); ++j)
        if ((at(j, "per") || at(j, "a") || at(j, "/")) && (at(j + 1, "second") || at(j + 1, "s"))) {
          one.of = Of::Rate, one.number = token.number, one.end = j + 2;
          return true;
        }
      return false;
    }
    const double many = unit == "million" || unit == "m" ? 1e6 : unit == "billion" ? 1e9 : unit == "thousand" || unit == "k" ? 1e3 : 0;
    if (many == 0 || std::none_of(tokens_.begin(), tokens_.end(), [](const Token& word) { return word.is("cycles"); })) return false;
    one.of = Of::Cycles, one.number = token.number * many;
    return true;
  }

  const Sentence& sentence_;
  const std::vector<Token>& tokens_;
};

enum class Side { Nobody, Ours, Others };

/// Whose a reading is: who is named nearest to it, up to the other reading.
Side side_of(const std::vector<Token>& tokens, const Reading& one, const Reading& two, std::string& other) {
  const auto side = [&](std::size_t i, std::string& name) {
    const Token& token = tokens[i];
    if (token.kind == TokenKind::Own || any_of(token, {"ours", "our", "we", "here", "us"})) return Side::Ours;
    if (token.kind == TokenKind::Design || any_of(token, {"dense", "baseline"})) {
      name = token.kind == TokenKind::Design ? token.value : "dense";
      return Side::Others;
    }
    return Side::Nobody;
  };
  const bool first = one.begin < two.begin;
  const std::size_t low = first ? 0 : two.end, high = first ? two.begin : tokens.size();
  // Behind it, "3.1 ms on the dense array"; else before it, "the dense array needs 3.1 ms".
  for (std::size_t i = one.end; i < std::min(high, one.end + 5) && !any_of(tokens[i], {"and", ",", ";", "("}); ++i)
    if (const Side found = side(i, other); found != Side::Nobody) return found;
  for (std::size_t i = one.begin; i-- > low;)
    if (const Side found = side(i, other); found != Side::Nobody) return found;
  return Side::Nobody;
}

}  // namespace

bool of_no_inference(const Sentence& sentence) {
  constexpr std::array<std::string_view, 12> kElse{"training",    "compile",   "compiling",       "simulation", "compilation", "decision",
                                                   "fine_tuning", "bandwidth", "reconfiguration", "selection",  "reconfigure", "decide"};
  return std::any_of(sentence.tokens.begin(), sentence.tokens.end(), [&](const Token& token) { return one_of(token, kElse); });
}

std::optional<Mark> before_and_after(const Sentence& sentence) {
  constexpr std::array<std::string_view, 7> kInstead{"instead", "rather", "against", "versus", "vs", "than", "down"};
  constexpr std::array<std::string_view, 12> kRun{"inference", "latency",    "image",  "frame",  "execution",  "runtime",
                                                  "run",       "inferences", "images", "frames", "throughput", "energy"};
  const auto& tokens = sentence.tokens;
  const Readings readings(sentence);
  std::vector<Reading> all = readings.all();
  if (all.empty() || all.size() > 2 || of_no_inference(sentence)) return {};
  bool runs = false;
  for (const Token& token : tokens) runs = runs || token.kind == TokenKind::Network || one_of(token, kRun);
  if (!runs) return {};
  for (std::size_t i = sentence.lead; i < tokens.size() && all.size() == 1; ++i) {
    if (i >= all[0].begin && i < all[0].end) continue;
    if (Reading one; readings.bare(i, all[0], one)) all.insert(i < all[0].begin ? all.begin() : all.end(), one);
  }
  if (all.size() != 2 || all[0].of != all[1].of) return {};
  Reading old = all[0], now = all[1];
  std::string other, ignored;
  const auto at = [&](std::size_t i, std::string_view word) { return i < tokens.size() && tokens[i].is(word); };
  const bool from_to = old.begin > 0 && at(old.begin - 1, "from") && now.begin > 0 && at(now.begin - 1, "to");
  bool instead = false;
  for (std::size_t i = old.end; i < now.begin && i < old.end + 4; ++i) instead = instead || one_of(tokens[i], kInstead);
  const Side first = side_of(tokens, all[0], all[1], other), second = side_of(tokens, all[1], all[0], first == Side::Others ? ignored : other);
  if (from_to)
    ;
  else if (first == Side::Others && second == Side::Ours)
    ;
  else if ((first == Side::Ours && second == Side::Others) || (instead && first != Side::Others))
    std::swap(old, now);
  else
    return {};
  const double ratio = now.of == Of::Rate ? now.number / old.number : old.number / now.number;
  if (!(ratio > 0.2 && ratio < 1000)) return {};
  Mark mark;
  mark.begin = now.begin, mark.end = now.end, mark.number = ratio, mark.value = fmt::format("{:.3g}", ratio), mark.over = other;
  mark.metric = now.of == Of::Energy ? "claims.energy" : "claims.speedup";
  return mark;
}

}  // namespace skeptic::papers
