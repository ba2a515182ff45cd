#include "stress/unknowns.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/diagnostic.h"
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

/// Corners that are all tried.
constexpr std::size_t kMostCorners = 32;
/// Else every unknown is visited at most so often.
constexpr int kMostRounds = 4;

struct OpenKey {
  std::string path;
  std::vector<std::string> range;
  std::optional<std::string> middle;  ///< of a range of numbers: what is best or worst may lie inside
  std::vector<std::string> tried() const {
    std::vector<std::string> values = range;
    if (middle) values.push_back(*middle);
    return values;
  }
};

std::optional<std::string> middle_of(const std::vector<std::string>& range) {
  const std::optional<Amount> from = amount(range.front()), to = amount(range.back());
  if (!from || !to || from->unit != to->unit) return std::nullopt;
  const std::string value = between(*from, *to, 0.5);
  return std::find(range.begin(), range.end(), value) == range.end() ? std::optional(value) : std::nullopt;
}

/// Searches the best or the worst combination of the unknowns' values.
class CornerSearch {
 public:
  CornerSearch(const std::vector<OpenKey>& keys, const std::function<double(const Subject&)>& speed,
               const std::function<double(const Subject&)>& gain)
      : keys_(keys), speed_(speed), gain_(gain) {}

  Subject extreme(const Subject& start, bool best) {
    best_ = best, found_ = start;
    std::size_t corners = 1;
    for (const OpenKey& key : keys_) corners = std::min(kMostCorners + 1, corners * key.range.size());
    if (corners <= kMostCorners) {
      try_all(start, 0);
    } else {
      for (int round = 0; round < kMostRounds; ++round)
        if (!improve_one_by_one()) break;
    }
    for (const OpenKey& key : keys_)
      if (key.middle) consider_with(key.path, *key.middle);
    return *found_;
  }

 private:
  void try_all(const Subject& subject, std::size_t key) {
    if (key == keys_.size()) {
      consider(subject);
      return;
    }
    for (const std::string& value : keys_[key].range) try_all(subject.with(keys_[key].path, value), key + 1);
  }

  bool improve_one_by_one() {
    bool improved = false;
    for (const OpenKey& key : keys_)
      for (const std::string& value : key.range) improved = consider_with(key.path, value) || improved;
    return improved;
  }

  bool consider_with(const std::string& path, const std::string& value) {
    try {
      return consider(found_->with(path, value));
    } catch (const UserError&) {
      return false;  // no value for this design: a number between two multiples
    }
  }

  bool consider(const Subject& subject) {
    try {
      const double sign = best_ ? 1 : -1, ahead = sign * (speed_(subject) - speed_(*found_));
      if (ahead < 0 || (ahead == 0 && sign * (gain_(subject) - gain_(*found_)) <= 0)) return false;
    } catch (const UserError&) {
      return false;  // each value goes with the file, but these do not go with each other
    }
    found_ = subject;
    return true;
  }

  const std::vector<OpenKey>& keys_;
  const std::function<double(const Subject&)>&speed_, &gain_;
  bool best_ = true;
  std::optional<Subject> found_;
};

/// The value that a subject was given last.
std::string value_of(const Subject& subject, const std::string& path) {
  for (const auto& [key, value] : subject.sets())
    if (key == path) return value;
  return {};
}

/// Both ends and the break-even, with all other unknowns as in the best corner; and the ends as in the worst.
UnknownFinding measure(const Subject& kind, const Subject& harsh, const std::string& path, const std::vector<std::string>& range, double claim,
                       const std::function<double(const Subject&)>& speed, const std::function<double(const Subject&)>& gain) {
  UnknownFinding finding;
  finding.path = path;
  finding.kind_value = value_of(kind, path);
  const std::function<double(const Subject&)>* result = &speed;
  // What a value comes to with the others as in a corner; nothing where it contradicts them.
  const auto at = [&](const Subject& corner, const std::string& value) -> std::optional<double> {
    try {
      return (*result)(corner.with(path, value));
    } catch (const UserError&) {
      return std::nullopt;
    }
  };
  const auto find_harsh = [&](const Subject& corner) {
    const double start = at(corner, finding.kind_value).value_or((*result)(corner));
    double least = start;
    finding.harsh_value = range.back() == finding.kind_value ? range.front() : range.back();
    for (const std::string& value : range)
      if (const std::optional<double> found = at(corner, value); found && *found < least) finding.harsh_value = value, least = *found;
    return least < start;
  };
  if (!find_harsh(kind) && !find_harsh(harsh)) {
    finding.by_area = true;
    result = &gain;
    find_harsh(kind);
  }
  finding.at_kind = (*result)(kind);
  finding.at_harsh = at(kind, finding.harsh_value).value_or(finding.at_kind);
  finding.worst_at_harsh = at(harsh, finding.harsh_value).value_or((*result)(harsh));
  finding.worst_at_kind = at(harsh, finding.kind_value).value_or(finding.worst_at_harsh);
  finding.threshold = !finding.by_area && finding.at_kind >= claim ? claim : 1.0;
  find_break_even(finding, [&](const std::string& value) { return (*result)(kind.with(path, value)); });
  return finding;
}

}  // namespace

bool UnknownFinding::falls() const {
  const std::optional<Amount> kind = amount(kind_value), harsh = amount(harsh_value);
  return kind && harsh && kind->number > harsh->number;
}

ResolvedSubjects resolve_unknowns(const Subject& proposal, double claim, const std::function<double(const Subject&)>& speed,
                                  const std::function<double(const Subject&)>& gain) {
  ResolvedSubjects found{proposal, proposal, {}};
  std::vector<OpenKey> unknowns;
  for (const std::string& path : proposal.design().unknowns()) {
    const std::vector<std::string> range = unknown_range(proposal.design(), path);
    if (range.empty()) continue;
    unknowns.push_back({path, range, middle_of(range)});
    found.kind = found.kind.with(path, range.front());  // a first value, so that there is a machine to measure on
  }
  if (unknowns.empty()) return found;
  CornerSearch corners(unknowns, speed, gain);
  found.harsh = corners.extreme(found.kind, false);
  found.kind = corners.extreme(found.kind, true);
  for (const OpenKey& unknown : unknowns)
    found.unknowns.push_back(measure(found.kind, found.harsh, unknown.path, unknown.tried(), claim, speed, gain));
  return found;
}

}  // namespace skeptic
