// What printed words need before their pages can be arranged.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "papers/layout.h"

namespace skeptic::papers {

/// Control characters that stand for the ligatures of a font of bitmaps as letters; `bitmaps` becomes true where there are some.
std::string with_ligatures(std::string_view text, bool& bitmaps);
/// Gives words of bitmap fonts the heights of their sizes.
void restore_heights(std::vector<Page>& pages);

}  // namespace skeptic::papers
