// Two designs beside each other: time, equal area, inventories.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "cost/cost.h"
#include "stress/equal_area.h"

namespace skeptic {

Json comparison_json(const Comparison& comparison, const std::vector<AreaGain>& gains, const OtherGains& other);
std::string comparison_text(const Comparison& comparison, const std::vector<AreaGain>& gains, const OtherGains& other, bool colour);

/// The inventory of a design with area, energy of an event, source and confidence of every part.
Json inventory_json(const Inventory& inventory);
std::string inventory_text(const Inventory& inventory, const Technology& technology, bool colour);
/// What a proposal adds to its baseline.
Json difference_json(const Difference& difference);
std::string difference_text(const Difference& difference, bool colour);

}  // namespace skeptic
