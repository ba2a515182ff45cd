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
  const ResolvedDesign design = resolve(subject.design());
  const std::string each = design.arrays > 1 ? fmt::format("{} of ", design.arrays) : "";
  if (!gain) return each + shape_text({design.array_m, design.array_n});
  if (gain->array || gain->iso.below.shape == gain->iso.above.shape) return each + shape_text(gain->best_shape());
  return fmt::format("{}between {} and {}", each, shape_text(gain->iso.below.shape), shape_text(gain->iso.above.shape));
}

std::vector<std::vector<std::size_t>> Lineup::rows() const {
  const auto same = [&](const Standing& a, const Standing& b) {
    return a.seconds == b.seconds && a.cycles == b.cycles && a.joules == b.joules && a.own_area == b.own_area && a.array() == b.array() &&
           a.dropped_energy == b.dropped_energy && a.dropped_magnitude == b.dropped_magnitude && a.metadata_bits == b.metadata_bits &&
           a.weight_bits == b.weight_bits && a.activation_bits == b.activation_bits;
  };
  std::vector<std::vector<std::size_t>> found;
  for (std::size_t i = 0; i < standings.size(); ++i) {
    const auto row = std::find_if(found.begin(), found.end(), [&](const auto& one) { return same(standings[one.front()], standings[i]); });
    if (row == found.end())
      found.push_back({i});
    else
      row->push_back(i);
  }
  return found;
}

std::string Lineup::name(std::size_t standing) const {
  const Subject& subject = standings[standing].subject;
  const std::string& name = subject.design().name;
  std::size_t alike = 0, before = 0;
  for (std::size_t i = 0; i < standings.size(); ++i) {
    if (standings[i].subject.design().name != name) continue;
    ++alike;
    before += i < standing ? 1 : 0;
  }
  if (alike == 1) return name;
  std::string sets;
  for (const auto& [path, value] : subject.sets()) sets += fmt::format("{}{}={}", sets.empty() ? "" : ", ", path, value);
  return sets.empty() ? fmt::format("{} #{}", name, before + 1) : fmt::format("{} with {}", name, sets);
}

std::string Lineup::names(const std::vector<std::size_t>& row) const {
  std::string text;
  for (const std::size_t i : row) text += (text.empty() ? "" : ", ") + name(i);
  return text;
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

double miss(const Standing& a, const Standing& b) {
  const auto fewer = [](std::int64_t bits, std::int64_t than) { return static_cast<double>(than) / static_cast<double>(bits) - 1; };
  return std::max({0.0, a.seconds / b.seconds - 1, a.joules / b.joules - 1, a.dropped_energy - b.dropped_energy,
                   a.dropped_magnitude - b.dropped_magnitude, fewer(a.weight_bits, b.weight_bits), fewer(a.activation_bits, b.activation_bits)});
}

std::vector<std::string> processes(const Lineup& lineup) {
  struct BuiltRow {
    std::string_view design, process;
  };
  // Of the library, what was built in a process that the technology tables do not have.
  constexpr std::array kBuilt{BuiltRow{"nvidia-h100", "TSMC 4N"}};
  const Rational clock = resolve(lineup.standings.front().subject.design()).clock;
  const std::string charged = fmt::format("{} nm", resolve(lineup.standings.front().subject.design()).technology);
  std::vector<std::string> found;
  for (std::size_t i = 0; i < lineup.standings.size(); ++i) {
    const Design& design = lineup.standings[i].subject.design();
    const Rational own = resolve(design).clock;
    const auto* built = std::find_if(kBuilt.begin(), kBuilt.end(), [&](const BuiltRow& one) { return one.design == design.source; });
    std::string text;
    if (own != clock) text = fmt::format("runs at its own {:.4g} GHz, {} at {:.4g} GHz", own.value() * 1e-9, lineup.name(0), clock.value() * 1e-9);
    if (built != kBuilt.end())
      text += fmt::format("{}was built in {}, and area and energy are charged as at {}", text.empty() ? "" : "; it ", built->process, charged);
    if (!text.empty()) found.push_back(fmt::format("{} {}", lineup.name(i), text));
  }
  return found;
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

}  // namespace skeptic
