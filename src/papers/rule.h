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

std::span<const PhraseRule> fabric_rules();
std::span<const PhraseRule> operand_rules();
std::span<const PhraseRule> storage_rules();
std::span<const PhraseRule> decision_rules();
std::span<const PhraseRule> together_rules();
std::span<const PhraseRule> timing_rules();
std::span<const PhraseRule> any_order_rules();
std::span<const PhraseRule> any_order_machine_rules();
std::span<const PhraseRule> plain_rules();

/// In the order in which they are tried; all that match are taken.
inline std::array<std::span<const PhraseRule>, 9> rule_tables() {
  return {fabric_rules(), operand_rules(),   storage_rules(),           decision_rules(), together_rules(),
          timing_rules(), any_order_rules(), any_order_machine_rules(), plain_rules()};
}

}  // namespace skeptic::papers
