// Many normal variates, cheaply: the quantile in 4096 cells of equal probability, linear within a cell, exact in the two outermost.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "base/random.h"

namespace skeptic {

class NormalTable {
 public:
  /// The table of normal_quantile, built once.
  static const NormalTable& standard();

  /// The quantile at p = (bits + 1/2) / 2^32: never 0, nor infinite.
  float quantile(std::uint32_t bits) const {
    const std::uint32_t cell = bits >> kFractionBits;
    if (cell == 0 || cell == kCells - 1) return tail(bits);
    const float fraction = (static_cast<float>(bits & (kFraction - 1)) + 0.5f) * (1.0f / kFraction);
    return boundary_[cell] + (boundary_[cell + 1] - boundary_[cell]) * fraction;
  }

  /// values[i] = value(normal variate, its 32 random bits); two variates a step of the generator.
  template <typename Value>
  void fill(std::span<float> values, Random& random, const Value& value) const {
    for (std::size_t i = 0; i < values.size(); i += 2) {
      const std::uint64_t bits = random.next();
      const auto low = static_cast<std::uint32_t>(bits), high = static_cast<std::uint32_t>(bits >> 32);
      values[i] = value(quantile(low), low);
      if (i + 1 < values.size()) values[i + 1] = value(quantile(high), high);
    }
  }
  void fill(std::span<float> values, Random& random) const {
    fill(values, random, [](float normal, std::uint32_t) { return normal; });
  }

 private:
  static constexpr std::uint32_t kCells = 4096, kFractionBits = 20, kFraction = 1u << kFractionBits;
  NormalTable();
  static float tail(std::uint32_t bits);
  std::array<float, kCells + 1> boundary_{};
};

}  // namespace skeptic
