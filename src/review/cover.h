// The smallest collection of sets that holds everything that is wanted; exact.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace skeptic {

struct CoverSet {
  int year = 0;
  std::string name;       ///< no two are equal
  std::uint64_t has = 0;  ///< one bit an element
};

/// Indices of the fewest sets whose union holds every wanted bit, sorted; of equally few those whose years, from the latest down, are the earliest,
/// then those whose sorted names come first. Nothing where nothing is wanted. Precondition: all sets together hold it.
std::vector<std::size_t> minimum_cover(const std::vector<CoverSet>& sets, std::uint64_t wanted);

}  // namespace skeptic
