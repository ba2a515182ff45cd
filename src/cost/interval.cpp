#include "cost/interval.h"

#include <map>
#include <string_view>

#include "cost/power.h"
#include "cost/sram.h"

namespace skeptic {
namespace {

/// What two sums have of one figure, with every term at the low and at the high end of its letter.
struct Ends {
  double before[2]{}, after[2]{};
};
using Figures = std::map<std::string, Ends>;

/// The figure behind a source: between and beyond the rows of a table it is still that table.
std::string figure_of(const std::string& source) {
  std::string figure = source;
  for (const std::string_view place : {kBetweenRows, kBeyondRows})
    if (const auto at = figure.find(place); at != std::string::npos) figure.erase(at, place.size());
  return figure;
}

Figures figures_of(const Terms& before, const Terms& after) {
  Figures figures;
  const auto add = [](double(&ends)[2], const Term& term) {
    ends[0] += term.value * uncertainty(term.confidence).low;
    ends[1] += term.value * uncertainty(term.confidence).high;
  };
  for (const Term& term : before) add(figures[figure_of(term.source)].before, term);
  for (const Term& term : after) add(figures[figure_of(term.source)].after, term);
  return figures;
}

struct Sums {
  double before = 0, after = 0;
};

/// The two sums where after - times·before is least or greatest.
Sums extreme(const Figures& figures, double times, bool greatest) {
  Sums sums;
  for (const auto& [figure, ends] : figures) {
    const bool high_is_more = ends.after[1] - times * ends.before[1] > ends.after[0] - times * ends.before[0];
    const int end = high_is_more == greatest ? 1 : 0;
    sums.before += ends.before[end];
    sums.after += ends.after[end];
  }
  return sums;
}

double nominal(const Terms& terms) {
  double sum = 0;
  for (const Term& term : terms) sum += term.value;
  return sum;
}

/// The extreme ratio: from any ratio t on, the ends that are best for after - t·before give a better one, until none does.
double extreme_ratio(const Figures& figures, double ratio, bool greatest) {
  constexpr int kMost = 100;  // it ends after as many rounds as there are figures, and in practice after three
  for (int round = 0; round < kMost; ++round) {
    const Sums sums = extreme(figures, ratio, greatest);
    const double better = sums.after / sums.before;
    if (greatest ? better <= ratio : better >= ratio) break;
    ratio = better;
  }
  return ratio;
}

}  // namespace

Interval interval(const Terms& sum) { return difference_interval({}, sum); }

Interval difference_interval(const Terms& before, const Terms& after) {
  const Figures figures = figures_of(before, after);
  const auto end = [&](bool greatest) {
    const Sums sums = extreme(figures, 1, greatest);
    return sums.after - sums.before;
  };
  return {end(false), nominal(after) - nominal(before), end(true)};
}

Interval ratio_interval(const Terms& before, const Terms& after) {
  const Figures figures = figures_of(before, after);
  const double ratio = nominal(after) / nominal(before);
  return {extreme_ratio(figures, ratio, false), ratio, extreme_ratio(figures, ratio, true)};
}

Terms area_terms(const Inventory& inventory, bool arrays_alone) {
  Terms terms;
  for (const Component& component : inventory.components)
    if (row(component.group()).arrays || !arrays_alone) terms.push_back({component.total_area(), component.area.confidence, component.area.source});
  return terms;
}

Terms power_terms(const ResolvedDesign& design, const Inventory& inventory, const Technology& technology) {
  Terms terms;
  for (const Component& component : inventory.components) {
    const bool writes = component.write && component.write->value > component.energy.value;
    const Figure& access = writes ? *component.write : component.energy;
    terms.push_back({switching_power(design, component), access.confidence, access.source});
    if (component.port_bits > 0) {
      if (component.leakage) terms.push_back({leakage(component, technology), component.leakage->confidence, component.leakage->source});
    } else {
      terms.push_back({leakage(component, technology), worse(component.area.confidence, technology.logic_leakage.confidence),
                       technology.logic_leakage.source + "; by area: " + component.area.source});
    }
  }
  return terms;
}

}  // namespace skeptic
