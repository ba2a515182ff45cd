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

/// A table with what its first rows and its caption say of it.
struct LabelledTable {
  const Table& table;
  const std::vector<Label>& head;
  const Label& caption;
  std::size_t first = 0;          ///< the first row below the headers
  bool networks_in_rows = false;  ///< or else in columns
  bool chosen = false;            ///< its rows are what was chosen of alternatives, whatever the caption says
};

void read_results_of(const LabelledTable& labelled, const Background& background, Collector& collector, const ReadParameter& parameter);

/// A table of densities and the patterns that they give; false where it is none.
bool read_policy_table(const Table& table, Collector& collector);

/// Whether a caption speaks of what was tried and not chosen.
bool of_variants(const std::string& caption);

}  // namespace skeptic::papers
