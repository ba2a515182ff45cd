// What the technology table's own uncertainty leaves open: every figure times a factor by its confidence letter.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "cost/inventory.h"

namespace skeptic {

struct UncertaintyRow {
  Confidence confidence;
  double low, high;  ///< factors
  std::string_view why;
};

/// The one place of these factors. They say how far a figure may be from what its source would answer if it were asked exactly this, not how far a
/// source is from silicon: CACTI's reads are 15 to 40 % below Horowitz's. B and C are what the tables show of themselves (tests/cost).
inline constexpr std::array kUncertainty{
    UncertaintyRow{Confidence::A, 0.95, 1.05, "as printed, with two or three digits"},
    UncertaintyRow{Confidence::B, 0.85, 1.15, "a line between rows: a row that is left out lies within 15 % of the line through its neighbours"},
    UncertaintyRow{
        Confidence::C, 0.70, 1.30,
        "another node, or beyond the table: scaled by node, 22 of CACTI's 24 rows of 32 and 22 nm come out within 30 %, two at 33 and 50 %"},
    UncertaintyRow{Confidence::R, 0.50, 2.00, "unverified: the order of magnitude is what is known"},
};

constexpr const UncertaintyRow& uncertainty(Confidence confidence) { return kUncertainty[static_cast<std::size_t>(confidence)]; }

struct Interval {
  double low = 0, value = 0, high = 0;
};

/// One summand, and the figure that it is proportional to. Summands of one source are off together, each as far as its letter says.
struct Term {
  double value = 0;
  Confidence confidence = Confidence::A;
  std::string source;
};
using Terms = std::vector<Term>;

/// Every figure at the end of its range that makes the result least (most): no assumption about how errors cancel.
Interval interval(const Terms& sum);
/// after - before, and after / before: what both use from one source is off in the same direction in both. `before` is above 0.
Interval difference_interval(const Terms& before, const Terms& after);
Interval ratio_interval(const Terms& before, const Terms& after);

/// Square millimetres, part by part; of the arrays alone, or of everything.
Terms area_terms(const Inventory& inventory, bool arrays_alone = false);
/// Watts of peak_power, switching and leaking.
Terms power_terms(const ResolvedDesign& design, const Inventory& inventory, const Technology& technology);

}  // namespace skeptic
