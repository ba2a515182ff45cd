#include "review/crossing.h"

#include <fmt/format.h>

namespace skeptic {
namespace {

/// Of an axis whose places are kinds: "the lead is there at 64 channels (1.01×) and depthwise (1.00×), and not at 3 channels (0.88×)".
Sentence of_kinds(const AxisCase& of, const AxisFinding& finding, const AxisCurve& curve, const BreakPoint& found, const std::string& what,
                  Evidence& evidence) {
  std::vector<Sentence> there, missing;
  for (const CurvePoint& point : curve.points)
    (point.result >= found.threshold ? there : missing)
        .push_back(say("{} ({})", quoted(finding.place(point.x)), evidence.at(of, finding, curve, point)));
  return say("{} is there at {}, and not at {}", quoted(what), listed(there), listed(missing));
}

}  // namespace

Sentence crossing(const AxisCase& of, const AxisFinding& finding, const AxisCurve& curve, const BreakPoint& found, const std::string& what,
                  Evidence& evidence) {
  const auto at = [&](std::int64_t x) { return evidence.at(of, finding, curve, *curve.at(x)); };
  const auto place = [&](std::int64_t x) { return quoted(finding.place(x)); };
  if (found.regained && !finding.plan.names.empty()) return of_kinds(of, finding, curve, found, what, evidence);
  const std::int64_t worst = curve.worst().x, first = finding.plan.samples.front();
  const Sentence again = found.regained ? say(" and returns at {}", place(*found.regained)) : Sentence{};
  switch (found.kind) {
    case Break::Never:
      return say("{} holds over the whole range, with {} at {} as its worst", quoted(what), at(worst), place(worst));
    case Break::AtOnce:
      if (found.regained) return say("{} is missing at {} ({}){}", quoted(what), place(first), at(first), again);
      if (worst == first) return say("{} is missing from the start, with {} at {}", quoted(what), at(first), place(first));
      return say("{} is missing from the start, and {} at {} falls to {} at {}", quoted(what), at(first), place(first), at(worst), place(worst));
    case Break::Between:
      return say("{} holds up to {} ({}), breaks at {} ({}){}", quoted(what), place(found.last_good), at(found.last_good), place(found.first_bad),
                 at(found.first_bad), again);
  }
  return {};
}

Sentence crossings(const AxisCase& of, const AxisFinding& finding, const AxisCurve& curve, Evidence& evidence) {
  if (finding.axis->watched == Watched::Kept) return crossing(of, finding, curve, curve.even, "the energy that your policy promises", evidence);
  const bool one = curve.claim.threshold == curve.even.threshold;
  const Sentence lead = crossing(of, finding, curve, curve.even, "your lead over the baseline", evidence);
  if (one || (curve.claim.kind == Break::AtOnce && !curve.claim.regained)) return lead;  // what matters then is the lead
  const Sentence claim = crossing(of, finding, curve, curve.claim, "the claim", evidence);
  return curve.claim.kind == Break::Never ? claim : say("{}; {}", claim, lead);
}

}  // namespace skeptic
