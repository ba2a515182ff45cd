// What kinds of tables there are beside parameters and results, and names of parameters that are identifiers.
#pragma once

#include <string>
#include <vector>

#include "papers/layout.h"
#include "papers/sentence.h"
#include "papers/table_labels.h"

namespace skeptic::papers {

/// Whether a table says what the parts of a chip take: its areas and shares are of parts, but the total.
bool is_breakdown(const Table& table, const std::vector<Label>& head, std::size_t first);
/// "Total", "Chip", "Sum": the whole in a table of parts.
bool whole_of_parts(const std::string& label);
/// "range studied", "symbol": a column of what was tried, or without values.
bool of_a_study(const std::string& head);
/// Where only the first row of the body names the paper's design in a column ("Core | Name | others"), that column is the paper's own.
void own_by_second_head(const Table& table, std::vector<Label>& head, std::size_t first, const OwnName& own);
/// Joins a first column of groups ("Memory" beside four rows) with the labels in the second.
void join_groups(Table& table, std::vector<Label>& head, std::size_t first);
/// A name with a capital that no list has: a design beside the paper's own; empty where it is none.
std::string unlisted_design(const std::string& text, const OwnName& own);
/// "GLB_A_BANKS" as words: "activation buffer banks", "W format" as "weight format"; other labels as they are.
std::string parameter_in_words(const std::string& label);

}  // namespace skeptic::papers
