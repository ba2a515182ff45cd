// What random cases that are small and ordinary never meet (random_case.h).
#pragma once

#include <cstdint>
#include <optional>

#include "support/draw.h"
#include "support/random_case.h"

namespace skeptic {

/// Half of the random cases have one or two of these.
struct Corners {
  bool wide_array = false;      ///< more rows or columns than a vector has lanes, and mostly more than the layer has
  bool any_window = false;      ///< of 1 … 64, and any lanes
  bool long_costs = false;      ///< empty windows that take long, and much slack
  bool long_waits = false;      ///< decisions and switches of up to 2^28 cycles
  bool narrow_buffers = false;  ///< feeds that take long
  bool full_banks = false;      ///< gathers that take long: past 255 cycles too
  bool any_tile = false;        ///< ranges of K' of any number of steps
  bool shape = false;           ///< a layer of one product, or of prime sizes
  std::optional<std::int64_t> weights_density, activations_density;  ///< all values zero (0), or none (100)
};

Corners draw_corners(Draw& draw);
/// Before operands are drawn, which depend on the window.
void draw_fabric_corners(Draw& draw, const Corners& corners, ResolvedDesign& design);
/// Over what was drawn of waits, widths and banks.
void draw_memory_corners(Draw& draw, const Corners& corners, ResolvedDesign& design);
/// Over the layer that was drawn: one of everything, or primes.
void draw_shape_corner(Draw& draw, RandomCase& random);

}  // namespace skeptic
