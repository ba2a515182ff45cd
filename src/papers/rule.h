// The grammar as tables: which words state which key of a design. docs/papers.md is written from these rows, and a test runs every example.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace skeptic::papers {

struct PhraseRule {
  std::string_view name;
  std::string_view keys;     ///< separated by spaces, one a captured value; `operands.?` is the operand that is spoken of
  std::string_view value;    ///< what the key then is; empty: what the pattern captures; {1} stands for the capture
  std::string_view pattern;  ///< pattern_match.h
  std::string_view example;
  std::string_view refuses = {};  ///< a sentence that it must not match
};

/// What the number of a result comes to; p is a share, n a factor.
enum class Way {
  Share,    ///< takes p of the time of another: 1/p
  Saved,    ///< takes p less of the time: 1/(1-p)
  More,     ///< another takes p more: 1+p
  Factor,   ///< n
  Inverse,  ///< takes n of the time of another: 1/n
  Percent,  ///< p, as "33%"
  Part,     ///< p as it is told: "60%", "0.6"
  Points,   ///< "0.4 points"
  Nothing,  ///< no result, whatever other rules take it for
};

enum class Whose {
  Told,    ///< as the sentence says
  Ours,    ///< whatever the sentence says: its negation or supposition is part of the rule
  Theirs,  ///< told of what it is compared with, and so a result of ours: "SCNN takes 1.8 times as long"
};

/// A result whose number does not stand beside the word for what is measured, or is no plain factor or percentage.
struct ResultRule {
  std::string_view name;
  std::string_view key;  ///< claims.*
  Way way;
  Whose whose;
  std::string_view pattern;  ///< the first capture is the number
  std::string_view example;
  std::string_view result;  ///< of the example; empty for nothing
};
std::span<const ResultRule> result_rules();

std::span<const PhraseRule> fabric_rules();
std::span<const PhraseRule> operand_rules();
std::span<const PhraseRule> storage_rules();
std::span<const PhraseRule> decision_rules();
std::span<const PhraseRule> together_rules();
std::span<const PhraseRule> timing_rules();
std::span<const PhraseRule> any_order_rules();
std::span<const PhraseRule> any_order_machine_rules();
std::span<const PhraseRule> plain_rules();
std::span<const PhraseRule> described_rules();
std::span<const PhraseRule> described_machine_rules();

/// In the order in which they are tried; all that match are taken.
inline std::array<std::span<const PhraseRule>, 11> rule_tables() {
  return {fabric_rules(),    operand_rules(),           storage_rules(), decision_rules(),  together_rules(),         timing_rules(),
          any_order_rules(), any_order_machine_rules(), plain_rules(),   described_rules(), described_machine_rules()};
}

}  // namespace skeptic::papers
