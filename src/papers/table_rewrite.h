// Tables as they are meant: symbols of the caption written out, rows of alternatives without those that were not chosen.
#pragma once

#include <string>
#include <vector>

#include "papers/layout.h"
#include "papers/table_labels.h"

namespace skeptic::papers {

/// "Speed-up (S) and energy (E) relative to SCNN": a head or a label that is one of these letters becomes the words before it.
void write_out_symbols(Table& table);
/// Rows of alternatives of which one says that it is the design ("(default)", "(ours)"): the others go. Rows of other designs and of networks stay.
/// Whether it was so.
bool keep_chosen(Table& table, const std::vector<Label>& head, std::size_t first, const OwnName& own);

}  // namespace skeptic::papers
