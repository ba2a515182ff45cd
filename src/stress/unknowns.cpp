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
  const double number = ratios ? from.number * exact_exp(exact_log(to.number / from.number) * share) : from.number + (to.number - from.number) * share;
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

}  // namespace

ResolvedSubjects resolve_unknowns(const Subject& proposal, double claim, const std::function<double(const Subject&)>& speed,
                                  const std::function<double(const Subject&)>& gain) {
  ResolvedSubjects found{proposal, proposal, {}};
  const std::vector<std::string> paths = proposal.design().unknowns();
  // A first value for each, so that there is a machine to measure on; then every unknown is moved by itself, and stays at its kindest.
  for (const std::string& path : paths) {
    const std::vector<std::string> range = unknown_range(proposal.design(), path);
    if (!range.empty()) found.kind = found.kind.with(path, range.front());
  }
  for (const std::string& path : paths) {
    const std::vector<std::string> range = unknown_range(proposal.design(), path);
    if (range.empty()) continue;
    UnknownFinding finding;
    finding.path = path;
    const auto search = [&](const std::function<double(const Subject&)>& measure) {
      for (const std::string& value : range) {
        const double at = measure(found.kind.with(path, value));
        if (finding.kind_value.empty() || at > finding.at_kind) finding.kind_value = value, finding.at_kind = at;
        if (finding.harsh_value.empty() || at < finding.at_harsh) finding.harsh_value = value, finding.at_harsh = at;
      }
    };
    search(speed);
    const std::function<double(const Subject&)>* measure = &speed;
    if (finding.at_kind == finding.at_harsh) {
      finding = {};
      finding.path = path;
      finding.by_area = true;
      measure = &gain;
      search(gain);
    }
    finding.threshold = !finding.by_area && finding.at_kind >= claim ? claim : 1.0;
    find_break_even(finding, [&](const std::string& value) { return (*measure)(found.kind.with(path, value)); });
    found.kind = found.kind.with(path, finding.kind_value);
    found.unknowns.push_back(finding);
  }
  found.harsh = found.kind;
  for (const UnknownFinding& finding : found.unknowns) found.harsh = found.harsh.with(finding.path, finding.harsh_value);
  return found;
}

}  // namespace skeptic
