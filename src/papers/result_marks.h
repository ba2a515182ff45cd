// The numbers of a sentence that can be results: factors, percents and points, as lists ("1.3x, 1.4x and 1.5x on A, B and C"), in digits or in words.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papers/sentence.h"

namespace skeptic::papers {

/// What stands before that which a result is relative to.
inline constexpr std::array<std::string_view, 10> kBehindOver{"than", "over", "against", "versus", "vs", "to", "with", "of", "from", "as"};

struct Mark {
  std::size_t begin = 0, end = 0;  ///< tokens
  UnitKind unit = UnitKind::Factor;
  double number = 0;
  std::string value;     ///< the number as printed, without its unit
  bool times = false;    ///< "2.6 times", which may count something
  bool bare = false;     ///< without a unit of its own: "a factor of 1.4", "1.2 points on A, 1.9 on B"
  bool share = false;    ///< a fraction in words: "a third", "half"
  std::string metric{};  ///< where the words leave no other: "doubles the throughput"
  bool told = false;     ///< by a rule of rules_results.cpp: its value is as it is stated
  bool ours = false;     ///< a result of ours, whoever the sentence speaks of
  std::string over{};    ///< where its own reading says it: "3.2 ms on SCNN and 2.0 ms here"
};

/// What a word measures: "claims.speedup" and others; empty where it measures nothing.
std::string_view metric_at(const Sentence& sentence, std::size_t at);

/// "Leads", "beats", "gain": better, in whatever is spoken of.
bool better_in_something(const Token& token);

/// Numbers of one unit with nothing but commas, conjunctions and names of networks between them are one list. `before`: what the sentence before
/// measured.
std::vector<std::vector<Mark>> lists_of_marks(const Sentence& sentence, std::string_view before = {});

/// The factor that times, energies, rates or cycles of two sides come to: "from 3.2 ms to 2.0 ms", "84 fps here and 56 fps on the dense array".
std::optional<Mark> before_and_after(const Sentence& sentence);

/// Whether a sentence is on the time or energy of something else than an inference: training, a decision, a compiler.
bool of_no_inference(const Sentence& sentence);

/// By token: parts of a sentence that speak of one measure, "and energy by 23%" being another.
std::vector<int> parts_by_measure(const Sentence& sentence);

/// The network that mark `n` of a list speaks of; `listed`: those of its sentence, `before`: those of the last sentence that names some.
std::string network_of(const Sentence& sentence, const std::vector<Mark>& list, std::size_t n, const std::vector<std::string>& listed,
                       const std::vector<std::string>& before);
/// What a result can be relative to, where token `at` is it: a design by its id, or "dense"; else empty.
std::string opponent_at(const std::vector<Token>& tokens, std::size_t at);
/// What a list is relative to; empty where its sentence does not say.
std::string over_of(const Sentence& sentence, const std::vector<Mark>& list);

/// What mark `n` is relative to where as many opponents as marks are listed before: "Compared with SCNN and S2TA it is 1.8x and 1.3x faster"; else
/// empty.
std::string over_in_order(const Sentence& sentence, const std::vector<Mark>& list, std::size_t n);

/// One opponent for each mark of a list, where they stand behind it: "1.8x and 1.3x faster than SCNN and S2TA"; else empty.
std::vector<std::string> overs_behind(const Sentence& sentence, const std::vector<Mark>& list);

/// Of whom the result at mark `n` of a list speaks; of nobody where it is aimed at, or what it would be without a part.
Standing standing_of_result(const Sentence& sentence, const std::vector<Mark>& list, std::size_t n);

/// Whether another design is what the number at token `at` is compared with behind it: "SCNN takes 1.3 times as long as SparTen".
bool compared_behind(const std::vector<Token>& tokens, std::size_t at);
/// The token that names another design of which a list of factors says that it is worse than ours, which is a result of ours all the same: "An
/// Ampere-like array is slower than ours by 1.15x", "needs 1.2x the cycles of ours"; the number of tokens where there is none.
std::size_t other_is_worse(const Sentence& sentence, const std::vector<Mark>& list);

}  // namespace skeptic::papers
