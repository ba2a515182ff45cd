// Tables of results: each number with its measure, network and what it is relative to, from its row, its column or the caption.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "papers/collect.h"
#include "papers/table_labels.h"

namespace skeptic::papers {

/// Reads a row that is no result: label, value, whose, row.
using ReadParameter = std::function<void(const std::string&, const std::string&, Standing, std::size_t)>;

/// `first`: the first row below the headers `head`. Networks name the rows, or else the columns.
void read_results_of(const Table& table, const std::vector<Label>& head, const Label& caption, std::size_t first, bool networks_in_rows,
                     const Background& background, Collector& collector, const ReadParameter& parameter);

/// A table of densities and the patterns that they give; false where it is none.
bool read_policy_table(const Table& table, Collector& collector);

/// Whether a caption speaks of what was tried and not chosen.
bool of_variants(const Table& table);

}  // namespace skeptic::papers
