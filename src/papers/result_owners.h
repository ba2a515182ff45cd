// Whose the numbers of a sentence are, where names and numbers stand side by side.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "papers/result_marks.h"

namespace skeptic::papers {

/// What the names beside a mark say of it; nothing where they say nothing.
struct Owner {
  std::optional<Standing> standing;
  std::string over;
};

/// One for each mark of each list: "beats SCNN by 2.3x and SparTen by 1.4x", "1.3x for SCNN and 1.9x for ours", "SCNN 1.6x, ours 2.2x", "SCNN and
/// ours are 1.3x and 1.9x faster", "ours (2.1x) beats SCNN (1.7x)", "exceeds SCNN's 1.6x".
std::vector<std::vector<Owner>> owners_of(const Sentence& sentence, const std::vector<std::vector<Mark>>& lists);

}  // namespace skeptic::papers
