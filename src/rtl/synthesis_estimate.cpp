#include "rtl/synthesis_estimate.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <vector>

#include "base/rational.h"

namespace skeptic {
namespace {

/// A parameter of a component that has it.
class Parameters {
 public:
  explicit Parameters(const RtlComponent& component) : component_(component) {}
  double operator()(std::string_view name) const { return static_cast<double>(whole(name)); }
  std::int64_t whole(std::string_view name) const {
    for (const auto& [own, value] : component_.parameters)
      if (own == name) return value;
    assert(false && "a module's parameters are all given");
    return 0;
  }
  double log(std::string_view name) const { return std::max(1.0, static_cast<double>(ceil_log2(static_cast<std::uint64_t>(whole(name))))); }

 private:
  const RtlComponent& component_;
};

/// Every pair of `of` entries compared once, and each entry's smaller ones counted.
double compared(double of, double bits) { return of * (of - 1) / 2 * (5.7 * bits + 4.8); }

double selector_area(const Parameters& p) {
  const double group = p("GROUP"), inner = p("OF0") * p("BLOCK0");
  double area =
      p("ABSOLUTE") * group * p("BITS") * 2.7 + group / inner * compared(p("OF0"), p("BITS")) + group / inner * (inner - p("OF0")) * p("BITS");
  if (p.whole("LEVELS") == 2) area += compared(p("OF1"), p("BITS")) + group * p("BITS") * 5;  // scores of blocks, of what is left in them
  return area;
}

/// A parallel prefix sum over a window (Sklansky), in adder bits.
double prefix_area(const Parameters& p) { return p("WINDOW") / 2 * p.log("WINDOW") * (p.log("WINDOW") + 1); }

struct Structure {
  std::string_view module;
  double (*area)(const Parameters&);
  double (*depth)(const Parameters&);
};

/// Weights are NAND2 a bit, set by eye where the table's rows of one module differ in one parameter.
constexpr Structure kStructures[] = {
    {"selector", selector_area,
     [](const Parameters& p) {
       const double outer = p.whole("LEVELS") == 2 ? 4 * p.log("OF1") + 1.3 * p.log("BITS") : 0;
       return 1.3 * p.log("BITS") + 4 * p.log("OF0") - 2 + p("ABSOLUTE") * 0.6 * p("BITS") + outer;
     }},
    {"compressor", [](const Parameters& p) { return 1.3 * prefix_area(p) + 3.1 * p("SLOTS") * p("WINDOW"); },
     [](const Parameters& p) { return p.log("WINDOW") * p.log("WINDOW") + p.log("SLOTS"); }},
    {"operand_multiplexer", [](const Parameters& p) { return p("LANES") * (p("INPUTS") - 1) * p("BITS"); },
     [](const Parameters& p) { return 1 + p.log("INPUTS"); }},
    {"intersection", [](const Parameters& p) { return 2.6 * prefix_area(p) + 3.1 * p("LANES") * p("WINDOW") * (p.log("WINDOW") + 1); },
     [](const Parameters& p) { return p.log("WINDOW") * p.log("WINDOW") + p.log("LANES"); }},
    {"energy_sums", [](const Parameters& p) { return p("ELEMENTS") * p("BITS") * (12 * p("BITS") + 2.5 * (p("TESTED") + 1)); },
     [](const Parameters& p) { return 2.6 * p("BITS") + 4 * p.log("ELEMENTS"); }},
    {"energy_choice", [](const Parameters& p) { return p("SUM_BITS") * (180 + 20 * p("TESTED")); },
     [](const Parameters& p) { return 30 + 2 * p.log("SUM_BITS") + 2.5 * p("TESTED"); }},
    {"density_count", [](const Parameters& p) { return p("ELEMENTS") * (p("BITS") + 18); },
     [](const Parameters& p) { return p.log("BITS") + 3 * p.log("ELEMENTS"); }},
    {"density_choice", [](const Parameters& p) { return p("COUNT_BITS") * (18 + 10 * p("TESTED")); },
     [](const Parameters& p) { return 8 + p.log("COUNT_BITS") + p("TESTED"); }},
    {"cover_losses", [](const Parameters& p) { return p("ELEMENTS") * (p("BITS") + 2.7 * p("TESTED")); },
     [](const Parameters& p) { return p.log("ELEMENTS") + p.log("BITS"); }},
    {"cover_choice", [](const Parameters& p) { return 14 * p("TESTED") + 6 * p("PATTERN_BITS"); },
     [](const Parameters& p) { return 5 + p("TESTED"); }},
    {"sum_tree", [](const Parameters& p) { return (p("COUNT") - 1) * p("WORDS") * (p("BITS") + 1); },
     [](const Parameters& p) { return p.log("COUNT") * 4 + p.log("SUM_BITS"); }},
    {"any_tree", [](const Parameters& p) { return std::max(1.0, (p("COUNT") - 1) * p("WORDS")); },
     [](const Parameters& p) { return 1 + p.log("COUNT"); }},
    {"packer", [](const Parameters& p) { return 1.3 * prefix_area(p) + 2.5 * p("WINDOW") * p.log("WINDOW") * (p("BITS") + p.log("WINDOW")); },
     [](const Parameters& p) { return p.log("WINDOW") * p.log("WINDOW") + 3 * p.log("WINDOW"); }},
    {"nonzero_mask", [](const Parameters& p) { return p("WINDOW") * p("BITS"); }, [](const Parameters& p) { return 1 + p.log("BITS"); }},
    {"position_mask", [](const Parameters& p) { return p("SLOTS") * p("WINDOW") * (1.4 + 0.45 * p.log("WINDOW")); },
     [](const Parameters& p) { return p.log("WINDOW") + p.log("SLOTS"); }},
    {"step_queue", [](const Parameters& p) { return (11 * p("SLACK") - 5) * (p("PAYLOAD") + 0.7 * p("WINDOW")); },
     [](const Parameters& p) { return 8 + 3 * p.log("SLACK"); }},
    {"gather",
     [](const Parameters& p) {
       const double members = std::max(1.0, p("POSITIONS") / p("BANKS")), shifts = p("BANKS") / p("STEP");
       return p("POSITIONS") * (3.5 + 2 * members + p("PORTS") * 1.4 * p("BITS")) + p("BANKS") * p("PORTS") * (shifts - 1) * 1.35 * p("BITS");
     },
     [](const Parameters& p) { return 4 + 2 * p.log("POSITIONS") + p.log("BANKS"); }},
    {"producer_counters", [](const Parameters& p) { return 10 * p("UNITS") * p("COUNT_BITS") + 4 * p("ELEMENTS") * p("BITS"); },
     [](const Parameters& p) { return p.log("BITS") + p.log("ELEMENTS") + p("COUNT_BITS"); }},
    {"mode_table", [](const Parameters& p) { return p("UNITS") * (8 * p("PATTERN_BITS") + 4); },
     [](const Parameters& p) { return 2 * p.log("UNITS") + p.log("PATTERN_BITS"); }},
};

const Structure& structure_of(const RtlComponent& component) {
  const auto* found =
      std::find_if(std::begin(kStructures), std::end(kStructures), [&](const Structure& row) { return row.module == component.module; });
  assert(found != std::end(kStructures));
  return *found;
}

/// "operand_multiplexer LANES=2 …" back to what text_of made it from.
RtlComponent component_of(const std::string& text) {
  RtlComponent component;
  std::size_t from = text.find(' ');
  component.module = text.substr(0, from);
  while (from != std::string::npos) {
    const std::size_t equals = text.find('=', from), next = text.find(' ', from + 1);
    component.parameters.emplace_back(text.substr(from + 1, equals - from - 1), std::stoll(text.substr(equals + 1, next - equals - 1)));
    from = next;
  }
  return component;
}

AcrossLibraries across(std::vector<double> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return {values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2, values.front(), values.back()};
}

struct Measured {
  RtlComponent component;
  double area = 0;  ///< structural
  AcrossLibraries nand2, fo4, toggles;
  std::size_t libraries = 0, with_power = 0;
};

/// By module, in the order of the table.
using Index = std::map<std::string, std::vector<Measured>>;

Index index_of(const SynthesisTable& table) {
  std::vector<std::string> order;
  struct Values {
    std::vector<double> areas, delays, energies;
  };
  std::map<std::string, Values> values;
  for (const TableResult& result : table.results) {
    const TableLibrary* library = table.library(result.library);
    assert(library != nullptr);
    auto& [areas, delays, energies] = values[result.component];
    if (areas.empty()) order.push_back(result.component);
    areas.push_back(result.area / library->units.nand2_area);
    delays.push_back(result.delay / library->units.fo4);
    if (library->units.toggle > 0) energies.push_back(result.energy / library->units.toggle);
  }
  Index index;
  for (const std::string& text : order) {
    RtlComponent component = component_of(text);
    const auto& [areas, delays, energies] = values[text];
    const double area = structural_area(component);
    index[component.module].push_back({component, area, across(areas), across(delays), across(energies), areas.size(), energies.size()});
  }
  return index;
}

AcrossLibraries times(const AcrossLibraries& values, double factor) { return {values.middle * factor, values.least * factor, values.most * factor}; }

/// 1 for equal parameters, and times the ratio of each that differs (of values plus 1, since some are 0).
double distance(const RtlComponent& a, const RtlComponent& b) {
  double product = 1;
  const Parameters of_b(b);
  for (const auto& [name, value] : a.parameters) {
    const double ratio = (static_cast<double>(value) + 1) / (of_b(name) + 1);
    product *= std::max(ratio, 1 / ratio);
  }
  return product;
}

SynthesisEstimate nearest(const std::vector<Measured>& rows, const RtlComponent& component) {
  const double area = structural_area(component);
  const Measured* best = nullptr;
  double best_apart = 0;
  for (const Measured& row : rows) {
    if (row.component == component) return {component, row.nand2, row.fo4, row.toggles, row.libraries, row.with_power, text_of(row.component), 1};
    const double apart = distance(row.component, component);
    if (best == nullptr || apart < best_apart) best = &row, best_apart = apart;
  }
  const double factor = area / best->area, deeper = structural_depth(component) / structural_depth(best->component);
  return {component,       times(best->nand2, factor), times(best->fo4, deeper), times(best->toggles, factor),
          best->libraries, best->with_power,           text_of(best->component), factor};
}

}  // namespace

double structural_area(const RtlComponent& component) { return structure_of(component).area(Parameters(component)); }
double structural_depth(const RtlComponent& component) { return structure_of(component).depth(Parameters(component)); }

bool has_module(const SynthesisTable& table, const std::string& module) {
  return std::any_of(table.results.begin(), table.results.end(),
                     [&](const TableResult& result) { return result.component.starts_with(module + " "); });
}

SynthesisEstimate estimate(const SynthesisTable& table, const RtlComponent& component) {
  return nearest(index_of(table).at(component.module), component);
}

SynthesisEstimate estimate(const RtlComponent& component) {
  static const Index kShipped = index_of(shipped_synthesis());
  return nearest(kShipped.at(component.module), component);
}

SynthesisEstimate estimate(const RtlComponent& component, const Synthesised& result) {
  const auto alone = [](double value) { return AcrossLibraries{value, value, value}; };
  const bool power = result.toggles > 0;
  return {component,
          alone(result.nand2_equivalents),
          alone(result.fo4_depth),
          power ? alone(result.toggles) : AcrossLibraries{},
          1,
          power ? 1U : 0U,
          text_of(component),
          1};
}

}  // namespace skeptic
