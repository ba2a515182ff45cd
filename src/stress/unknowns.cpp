#include "stress/unknowns.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/random.h"
#include "design/plausible.h"

namespace skeptic {
namespace {

/// "15 cycles" as 15 and " cycles"; nothing where the text does not start with a number.
struct Amount {
  double number = 0;
  std::string unit;
};

std::optional<Amount> amount(const std::string& text) {
  Amount found;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), found.number);
  if (error != std::errc()) return std::nullopt;
  found.unit = std::string(end, text.data() + text.size());
  return found;
}

/// A value a quarter, half … of the way between two, evenly on a scale of ratios where the ends are far apart.
std::string between(const Amount& from, const Amount& to, double share) {
  const bool ratios = from.number > 0 && to.number > 0 && (to.number / from.number > 16 || from.number / to.number > 16);
  const double number =
      ratios ? from.number * exact_exp(exact_log(to.number / from.number) * share) : from.number + (to.number - from.number) * share;
  const bool whole = from.number == std::floor(from.number) && to.number == std::floor(to.number);
  return whole ? fmt::format("{:.0f}{}", number, from.unit) : fmt::format("{:.4g}{}", number, from.unit);
}

/// Bisects from the kind end to the harsh one.
void find_break_even(UnknownFinding& finding, const std::function<double(const std::string&)>& result) {
  const std::optional<Amount> kind = amount(finding.kind_value), harsh = amount(finding.harsh_value);
  if (!kind || !harsh || kind->unit != harsh->unit || finding.at_kind < finding.threshold || finding.at_harsh >= finding.threshold) return;
  double good = 0, bad = 1;
  finding.last_good = finding.kind_value;
  finding.at_last_good = finding.at_kind;
  for (int round = 0; round < 8; ++round) {
    const double middle = (good + bad) / 2;
    const std::string value = between(*kind, *harsh, middle);
    if (value == finding.last_good) break;
    const double at = result(value);
    if (at >= finding.threshold) {
      good = middle;
      finding.last_good = value;
      finding.at_last_good = at;
    } else {
      bad = middle;
    }
  }
}

/// The value of the range at which the proposal is fastest, of equally fast ones the one that wins most at equal area.
std::string kindest(const Subject& proposal, const std::string& path, const std::vector<std::string>& range,
                    const std::function<double(const Subject&)>& speed, const std::function<double(const Subject&)>& gain) {
  std::string best;
  double best_speed = 0;
  for (const std::string& value : range) {
    const Subject tried = proposal.with(path, value);
    const double at = speed(tried);
    if (best.empty() || at > best_speed || (at == best_speed && gain(tried) > gain(proposal.with(path, best)))) best = value, best_speed = at;
  }
  return best;
}

/// Both ends and the break-even, with all other unknowns at their kindest.
UnknownFinding measure(const Subject& kind, const std::string& path, const std::string& kind_value, const std::vector<std::string>& range,
                       double claim, const std::function<double(const Subject&)>& speed, const std::function<double(const Subject&)>& gain) {
  UnknownFinding finding;
  finding.path = path;
  finding.kind_value = kind_value;
  const std::function<double(const Subject&)>* result = &speed;
  const auto find_harsh = [&] {
    finding.at_kind = finding.at_harsh = (*result)(kind);
    finding.harsh_value = range.back() == kind_value ? range.front() : range.back();
    for (const std::string& value : range) {
      const double at = (*result)(kind.with(path, value));
      if (at < finding.at_harsh) finding.harsh_value = value, finding.at_harsh = at;
    }
  };
  find_harsh();
  if (finding.at_kind == finding.at_harsh) {
    finding.by_area = true;
    result = &gain;
    find_harsh();
  }
  finding.threshold = !finding.by_area && finding.at_kind >= claim ? claim : 1.0;
  find_break_even(finding, [&](const std::string& value) { return (*result)(kind.with(path, value)); });
  return finding;
}

}  // namespace

ResolvedSubjects resolve_unknowns(const Subject& proposal, double claim, const std::function<double(const Subject&)>& speed,
                                  const std::function<double(const Subject&)>& gain) {
  ResolvedSubjects found{proposal, proposal, {}};
  struct OpenKey {
    std::string path, kind_value;
    std::vector<std::string> range;
  };
  std::vector<OpenKey> unknowns;
  for (const std::string& path : proposal.design().unknowns()) {
    const std::vector<std::string> range = unknown_range(proposal.design(), path);
    if (range.empty()) continue;
    unknowns.push_back({path, range.front(), range});
    found.kind = found.kind.with(path, range.front());  // a first value, so that there is a machine to measure on
  }
  for (OpenKey& unknown : unknowns) {
    unknown.kind_value = kindest(found.kind, unknown.path, unknown.range, speed, gain);
    found.kind = found.kind.with(unknown.path, unknown.kind_value);
  }
  for (const OpenKey& unknown : unknowns)
    found.unknowns.push_back(measure(found.kind, unknown.path, unknown.kind_value, unknown.range, claim, speed, gain));
  found.harsh = found.kind;
  for (const UnknownFinding& finding : found.unknowns) found.harsh = found.harsh.with(finding.path, finding.harsh_value);
  return found;
}

}  // namespace skeptic
