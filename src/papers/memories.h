// Memories of a design and what a paper says of them: sizes, banks, ports and widths belong to the memory that is named nearest.
#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "papers/collect.h"

namespace skeptic::papers {

enum class Memory {
  None,
  Weights,
  Activations,
  Accumulators,
  State,  ///< tables, counters and the like
  Dram,
  Other,  ///< instructions, outputs: a memory that no key describes
};

Memory memory_at(const Sentence& sentence, std::size_t i);
/// The memory that a quantity at `at` belongs to: named right behind it, else before it.
Memory memory_of(const Sentence& sentence, std::size_t at);
/// "memory.weights", and nothing where no key describes it.
std::string_view key_of(Memory memory);

/// The memory of the sentences before that "it", "the former" or "the latter" before token `i` stands for.
Memory memory_meant(const Sentence& sentence, std::size_t i, const Collector& collector);
/// The memory that "the former" or "the latter" before token `i` stands for, of those that its own sentence names.
Memory named_by_order(const Sentence& sentence, std::size_t i);
/// Whether "either", "both" or "each" before token `i` stands for two memories of the sentences before.
bool both_meant(const Sentence& sentence, std::size_t i, const Collector& collector);
/// Remembers the memories that a sentence names.
void remember_memories(const Sentence& sentence, Collector& collector);
void read_size(const Sentence& sentence, std::size_t i, Standing standing, Collector& collector);
/// Banks, ports and the like, of the memory that was named last.
void read_banks(const Sentence& sentence, std::size_t i, Standing standing, Collector& collector);
/// Sizes and widths that are told by another: "half as much for the activations".
void read_relative_sizes(const Sentence& sentence, Collector& collector);
/// A row of a table whose label names a memory and what is said of it: "Weight store banks : 8".
bool read_memory_row(const Sentence& row, std::size_t colon, Standing standing, Collector& collector);

/// "Weights and activations … 128 KB and 256 KB, respectively": the mention at the place that this quantity has among its like.
template <typename What>
What respective(const Sentence& sentence, std::size_t at, What nothing, What (*what)(const Sentence&, std::size_t)) {
  const auto& tokens = sentence.tokens;
  bool said = false;
  for (const Token& token : tokens) said = said || token.is("respectively") || token.is("respective") || token.is("resp");
  if (!said) return nothing;
  std::vector<What> named;
  std::size_t place = 0, count = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (const What one = what(sentence, i); one != nothing && (named.empty() || named.back() != one)) named.push_back(one);
    if (tokens[i].kind == TokenKind::Quantity && tokens[i].unit == tokens[at].unit) {
      if (i < at) ++place;
      ++count;
    }
  }
  return named.size() == count && place < named.size() ? named[place] : nothing;
}

}  // namespace skeptic::papers
