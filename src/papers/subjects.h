// Who a clause speaks of.
#pragma once

#include <optional>

#include "papers/sentence.h"

namespace skeptic::papers {

/// Who is spoken of in the tokens of one clause; nothing where it does not say.
std::optional<Standing> subject_of(const Sentence& sentence, std::size_t begin, std::size_t end);
/// "[11] achieves …": a verb whose subject is a citation.
bool cited(const Sentence& sentence, std::size_t at);

}  // namespace skeptic::papers
