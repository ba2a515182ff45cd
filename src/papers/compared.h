// What a sentence tells of a machine that it compares with.
#pragma once

#include "papers/sentence.h"

namespace skeptic::papers {

/// Whether a factor, a percentage or points stand between two tokens.
bool results_within(const std::vector<Token>& tokens, std::size_t begin, std::size_t end);
/// Where a sentence goes over to what a baseline has, "We compare with a dense baseline having …", "Our baseline is …", "We modelled SparTen with …";
/// the number of tokens in other sentences.
std::size_t told_of_baseline(const std::vector<Token>& tokens);
/// What a sentence says of a machine that it compares with: "Relative to a dense array with 4096 MACs", "the 4096-MAC baseline", "4.1 mm2 of the
/// baseline", "24 MiB in the TPU", "CSC is used by EIE".
void told_of_compared(Sentence& sentence);

}  // namespace skeptic::papers
