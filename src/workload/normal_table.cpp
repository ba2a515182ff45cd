#include "workload/normal_table.h"

namespace skeptic {

const NormalTable& NormalTable::standard() {
  static const NormalTable table;
  return table;
}

NormalTable::NormalTable() {
  for (std::uint32_t i = 1; i < kCells; ++i) boundary_[i] = static_cast<float>(normal_quantile(static_cast<double>(i) / kCells));
}

float NormalTable::tail(std::uint32_t bits) { return static_cast<float>(normal_quantile((static_cast<double>(bits) + 0.5) * 0x1p-32)); }

}  // namespace skeptic
