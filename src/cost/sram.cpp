#include "cost/sram.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "base/random.h"

namespace skeptic {
namespace {

constexpr std::int64_t kNarrowestPort = 16;

/// A place on an axis of table points: between `low` and the next one, or on `low`.
struct Position {
  std::size_t low = 0;
  bool exact = false;
  bool outside = false;
  double share = 0;  ///< of the way from `low` to the next point, in logarithms; below 0 or above 1 outside the table

  Confidence confidence() const { return exact ? Confidence::A : outside ? Confidence::C : Confidence::B; }
};

Position locate(const std::vector<std::int64_t>& points, std::int64_t x) {
  assert(points.size() >= 2 && x > 0);
  const auto above = std::lower_bound(points.begin(), points.end(), x);
  if (above != points.end() && *above == x) return {static_cast<std::size_t>(above - points.begin()), true, false, 0};
  const auto index = std::clamp<std::ptrdiff_t>(above - points.begin() - 1, 0, static_cast<std::ptrdiff_t>(points.size()) - 2);
  const auto low = static_cast<std::size_t>(index);
  const auto ratio = [&](std::int64_t value) { return exact_log(static_cast<double>(value) / static_cast<double>(points[low])); };
  return {low, false, above == points.begin() || above == points.end(), ratio(x) / ratio(points[low + 1])};
}

double between(double low, double high, double share) { return low * exact_exp(share * exact_log(high / low)); }

double value_at(const std::vector<double>& values, const Position& at) {
  return at.exact ? values[at.low] : between(values[at.low], values[at.low + 1], at.share);
}

/// One column of the tables at a size and a port.
Figure figure_at(const Technology& technology, SramColumn SramTable::*column, const Position& port, const Position& size) {
  const SramColumn& low = technology.sram[port.low].*column;
  Figure figure{value_at(low.values, size), worse(low.confidence, worse(size.confidence(), port.confidence())), low.source};
  if (!port.exact) {
    const SramColumn& high = technology.sram[port.low + 1].*column;
    figure.value = between(figure.value, value_at(high.values, size), port.share);
    figure.confidence = worse(figure.confidence, high.confidence);
  }
  if (size.outside || port.outside)
    figure.source += kBeyondRows;
  else if (!size.exact || !port.exact)
    figure.source += kBetweenRows;
  return figure;
}

}  // namespace

SramMacro sram_macro(const Technology& technology, std::int64_t size_bits, std::int64_t port_bits, std::int64_t ports) {
  assert(ports > 0);
  std::vector<std::int64_t> widths;
  for (const SramTable& table : technology.sram) widths.push_back(table.port_bits);
  const Position port = locate(widths, std::max(port_bits, kNarrowestPort)), size = locate(technology.sram.front().size_bits, size_bits);

  SramMacro macro{size_bits,
                  port_bits,
                  ports,
                  figure_at(technology, &SramTable::area, port, size),
                  figure_at(technology, &SramTable::read, port, size),
                  figure_at(technology, &SramTable::write, port, size),
                  {}};
  if (const auto& leakage = technology.sram.front().leakage)
    macro.leakage = Figure{value_at(leakage->values, size), worse(leakage->confidence, size.confidence()), leakage->source};
  else if (technology.sram_leakage)
    macro.leakage = Figure{technology.sram_leakage->value * macro.area.value, technology.sram_leakage->confidence, technology.sram_leakage->source};
  if (ports > 1) {
    const auto more = static_cast<double>(ports - 1);
    const double growth = (1 + technology.port_height * more) * (1 + technology.port_width * more);
    const auto grow = [&](Figure& figure, double factor) {
      figure.value *= factor;
      figure.confidence = worse(figure.confidence, technology.port_confidence);
      figure.source += fmt::format("; times {:.3f} for {} ports ({})", factor, ports, technology.port_source);
    };
    grow(macro.area, growth);
    grow(macro.read, std::sqrt(growth));
    grow(macro.write, std::sqrt(growth));
    if (macro.leakage) grow(*macro.leakage, growth);
  }
  return macro;
}

std::int64_t widest_port(const Technology& technology) { return technology.sram.back().port_bits; }

}  // namespace skeptic
