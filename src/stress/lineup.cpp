#include "stress/lineup.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>

#include "base/diagnostic.h"
#include "base/shell.h"
#include "design/hash.h"
#include "design/mechanism.h"

namespace skeptic {
namespace {

constexpr Denominator kDenominator = Denominator::ArraysAndBuffers;

std::string shape_text(ArrayShape shape) { return fmt::format("{}x{}", shape.m, shape.n); }

/// What does not depend on the area.
Standing as_written(Laboratory& laboratory, const Subject& subject, const Setting& setting, const Technology& technology) {
  const ResolvedDesign design = resolve(subject.design());
  const NetworkCounts& counts = laboratory.run(subject, setting);
  Standing standing{subject, design.weights.bits, design.activations.bits};
  standing.own_area = area(inventory(design, technology)).arrays_and_buffers;
  standing.own_cycles = counts.cycles();
  standing.dropped_energy = counts.dropped_energy_share();
  standing.dropped_magnitude = 1 - counts.weights_kept_magnitude();
  standing.metadata_bits = counts.metadata_bits();
  return standing;
}

double joules_at(Laboratory& laboratory, const Subject& subject, ArrayShape shape, const Setting& setting, const Technology& technology) {
  const Subject changed = with_shape(subject, shape);
  return energy(resolve(changed.design()), laboratory.run(changed, setting), technology).total();
}

Standing first(Laboratory& laboratory, const Subject& subject, const Setting& setting, const Technology& technology) {
  Standing standing = as_written(laboratory, subject, setting, technology);
  const ResolvedDesign design = resolve(subject.design());
  standing.cycles = static_cast<double>(standing.own_cycles);
  standing.seconds = seconds(design, standing.own_cycles);
  standing.joules = energy(design, laboratory.run(subject, setting), technology).total();
  return standing;
}

Standing at_area_of(const Standing& first, Laboratory& laboratory, const Subject& subject, const Setting& setting, const Technology& technology) {
  Standing standing = as_written(laboratory, subject, setting, technology);
  standing.gain = area_gain(laboratory, {first.subject, subject}, setting, kDenominator);
  const AreaGain& gain = *standing.gain;
  standing.cycles = gain.cycles;
  standing.seconds = gain.cycles / resolve(subject.design()).clock.value();
  standing.speedup = first.seconds / standing.seconds;
  standing.joules = joules_at(laboratory, subject, gain.best_shape(), setting, technology);
  const double span = gain.iso.above.area - gain.iso.below.area;
  if (!gain.array && span > 0) {
    const double above = joules_at(laboratory, subject, gain.iso.above.shape, setting, technology);
    standing.joules += (above - standing.joules) * (gain.iso.target - gain.iso.below.area) / span;
  }
  return standing;
}

void find_dominators(std::vector<Standing>& standings) {
  for (Standing& standing : standings) {
    for (std::size_t i = 0; i < standings.size(); ++i)
      if (dominates(standings[i], standing)) standing.dominated_by.push_back(i);
    std::stable_sort(standing.dominated_by.begin(), standing.dominated_by.end(),
                     [&](std::size_t a, std::size_t b) { return standings[a].seconds < standings[b].seconds; });
  }
}

/// Those of the library that are not among the given ones.
std::vector<Subject> others(const std::vector<Subject>& given) {
  std::vector<Subject> found;
  for (const std::string& name : library_that_runs()) {
    Subject subject = Subject::load(name);
    const std::string hash = content_hash(subject.design());
    const bool there = std::any_of(given.begin(), given.end(), [&](const Subject& one) {
      return content_hash(one.design()) == hash && one.design().name == subject.design().name;
    });
    if (!there) found.push_back(std::move(subject));
  }
  return found;
}

}  // namespace

std::string Standing::array() const {
  if (!gain) {
    const ResolvedDesign design = resolve(subject.design());
    return shape_text({design.array_m, design.array_n});
  }
  if (gain->array || gain->iso.below.shape == gain->iso.above.shape) return shape_text(gain->best_shape());
  return fmt::format("between {} and {}", shape_text(gain->iso.below.shape), shape_text(gain->iso.above.shape));
}

std::string Lineup::command() const {
  std::string text = "skeptic compare";
  for (std::size_t i = 0; i < given; ++i) {
    assert(i == 0 || standings[i].subject.sets().empty());
    text += " " + shell_word(standings[i].subject.reference());
  }
  for (const auto& [path, value] : standings.front().subject.sets()) text += " --set " + shell_word(path + "=" + value);
  return text + (library ? " --library" : "") + setting.flags();
}

std::vector<std::string> library_that_runs() {
  std::vector<std::string> names;
  for (const std::string& name : library_designs()) {
    const Design design = load_design(name);
    if (!waits_for(design) && design.unknowns().empty()) names.push_back(name);
  }
  return names;
}

bool dominates(const Standing& a, const Standing& b) {
  const std::array<double, 4> of_a{a.seconds, a.joules, a.dropped_energy, a.dropped_magnitude},
      of_b{b.seconds, b.joules, b.dropped_energy, b.dropped_magnitude};
  if (a.weight_bits < b.weight_bits || a.activation_bits < b.activation_bits) return false;
  bool better = false;
  for (std::size_t i = 0; i < of_a.size(); ++i) {
    if (of_a[i] > of_b[i]) return false;
    better = better || of_a[i] < of_b[i];
  }
  return better;
}

Lineup line_up(Laboratory& laboratory, const std::vector<Subject>& given, bool library, const Setting& setting, double from, double until) {
  assert(!given.empty());
  for (const Subject& subject : given) resolve(subject.design());  // what cannot run is told before the first runs
  const std::vector<Subject> more = library ? others(given) : std::vector<Subject>{};
  const Technology technology = load_technology(resolve(given.front().design()).technology);
  Lineup found{setting, 1, given.size(), {}, {}, library};
  const std::size_t all = given.size() + more.size();
  for (std::size_t i = 0; i < all; ++i) {
    const bool was_given = i < given.size();
    const Subject& subject = was_given ? given[i] : more[i - given.size()];
    const double step = (until - from) / static_cast<double>(all), at = from + static_cast<double>(i) * step;
    laboratory.say(subject.design().name + (i == 0 ? "" : " at the area of " + given.front().design().name), at, at + step);
    try {
      found.standings.push_back(i == 0 ? first(laboratory, subject, setting, technology)
                                       : at_area_of(found.standings.front(), laboratory, subject, setting, technology));
    } catch (const UserError& error) {
      if (was_given) throw;
      found.not_run.push_back({subject.design().name, error.diagnostics().front().message});
    }
  }
  found.inputs = laboratory.run(given.front(), setting).inputs;
  find_dominators(found.standings);
  return found;
}

std::vector<ShapeShare> largest_shapes(const Network& network, const std::vector<std::string>& among, std::size_t most) {
  struct Shape {
    std::string key;
    ShapeShare first;
  };
  std::vector<Shape> shapes;
  double total = 0;
  for (const Layer& layer : network.layers) {
    if (layer.kind == LayerKind::Elementwise || layer.macs() == 0) continue;
    if (!among.empty() && std::find(among.begin(), among.end(), layer.name) == among.end()) continue;
    const std::string key = fmt::format("{} {} {} {} {} {} {} {} {} {} {} {}", static_cast<int>(layer.kind), layer.groups, layer.in_channels,
                                        layer.out_channels, layer.in_height, layer.in_width, layer.kernel_height, layer.kernel_width, layer.stride,
                                        layer.pad_height, layer.pad_width, layer.tokens);
    const auto macs = static_cast<double>(layer.macs());
    total += macs;
    const auto known = std::find_if(shapes.begin(), shapes.end(), [&](const Shape& shape) { return shape.key == key; });
    if (known == shapes.end())
      shapes.push_back({key, {layer.name, macs}});
    else
      known->first.share += macs;
  }
  std::stable_sort(shapes.begin(), shapes.end(), [](const Shape& a, const Shape& b) { return a.first.share > b.first.share; });
  std::vector<ShapeShare> found;
  for (const Shape& shape : shapes)
    if (found.size() < most) found.push_back({shape.first.layer, shape.first.share / total});
  return found;
}

}  // namespace skeptic
