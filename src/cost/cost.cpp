#include "cost/cost.h"

#include <algorithm>

namespace skeptic {

Area area(const Inventory& inventory) {
  Area area;
  area.chip = inventory.chip_area;
  for (const Component& component : inventory.components) {
    const double square_millimetres = component.total_area();
    area.groups[static_cast<std::size_t>(component.group())] += square_millimetres;
    area.arrays_and_buffers += square_millimetres;
    if (row(component.group()).arrays) area.arrays += square_millimetres;
  }
  return area;
}

std::optional<double> area_under(Denominator denominator, const Inventory& design, const Inventory& base) {
  const Area all = area(design);
  switch (denominator) {
    case Denominator::Arrays:
      return all.arrays;
    case Denominator::ArraysAndBuffers:
      return all.arrays_and_buffers;
    case Denominator::Chip:
      break;
  }
  const Area before = area(base);
  const std::optional<double> chip = before.chip ? before.chip : all.chip;
  if (!chip) return std::nullopt;
  return *chip + (all.arrays_and_buffers - before.arrays_and_buffers);
}

double Difference::added_in(Group group) const {
  double sum = 0;
  for (const DifferenceRow& entry : rows)
    if (row(entry.part).group == group) sum += entry.added();
  return sum;
}

Difference difference(const Inventory& baseline, const Inventory& proposal) {
  const double base_area = area(baseline).arrays_and_buffers;
  Difference result;
  result.baseline_node = baseline.node;
  result.node = proposal.node;
  for (const PartRow& part : kParts) {
    const Component* before = baseline.find(part.part);
    const Component* after = proposal.find(part.part);
    if (!before && !after) continue;
    const Component& shown = after ? *after : *before;
    DifferenceRow entry;
    entry.part = part.part;
    entry.change = !before ? Change::Added : !after ? Change::Removed : Change::Changed;
    if (before) entry.count_before = before->count, entry.area_before = before->total_area();
    if (after) entry.count_after = after->count, entry.area_after = after->total_area();
    if (before && after && before->count == after->count && before->area.value == after->area.value) continue;
    entry.share = entry.added() / base_area;
    entry.detail = shown.detail;
    entry.confidence = before ? worse(before->area.confidence, shown.area.confidence) : shown.area.confidence;
    entry.source = shown.area.source;
    result.added += entry.added();
    result.rows.push_back(std::move(entry));
  }
  result.share = result.added / base_area;
  return result;
}

}  // namespace skeptic
