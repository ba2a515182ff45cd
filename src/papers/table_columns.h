// Which columns and rows of a table of parameters speak of the design.
#pragma once

#include <string>
#include <vector>

#include "papers/table_labels.h"

namespace skeptic::papers {

/// Takes away a first column that only groups rows ("Storage | Weight RAM | 160 KiB") or numbers them.
void drop_groups(Table& table, const OwnName& own);
/// Of "Min | Typ | Max | Unit" keeps what is typical; units join their values.
void keep_typical(Table& table, std::vector<Label>& head, std::size_t first);
/// Columns of what came before the design ("Classic (2023)", "X-0", "test chip") beside the one of the design itself are another's.
void mark_versions(std::vector<Label>& head, const OwnName& own);
/// Parameter | Value | Parameter | Value
bool in_pairs(const Table& table, const std::vector<Label>& head, std::size_t first);
/// Configurations in rows, their parameters in columns.
bool rows_are_configurations(const Table& table, const std::vector<Label>& head, std::size_t first, const OwnName& own);
/// Whether a row says that it is the one that was chosen.
bool says_chosen(const std::vector<std::string>& row);

}  // namespace skeptic::papers
