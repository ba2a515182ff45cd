#include "review/asked.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/diagnostic.h"
#include "stress/equal_area.h"
#include "workload/layer.h"
#include "workload/shipped_networks.h"
#include "workload/trace_file.h"

namespace skeptic {
namespace {

Subject baseline_of(const ReviewRequest& request) {
  if (request.baseline) return *request.baseline;
  const Design& design = request.proposal.design();
  if (!design.claims.empty()) return Subject::load(design.claims.front().over);
  if (!design.extends.empty()) return Subject::load(design.extends);
  throw UserError(Diagnostic{DiagnosticId::CommandLine, Place{design.source, 0, 0, {}}, "there is no baseline to review the proposal against",
                             "a second design on the command line, a claim with `over`, or `extends`",
                             "for example: skeptic review proposal.yaml ampere-2to4"});
}

/// The claim that is reviewed: the first over the baseline, else the first.
const Claim& claim_of(const Design& design, const Subject& baseline) {
  for (const Claim& claim : design.claims)
    if (Subject::load(claim.over).design().name == baseline.design().name) return claim;
  return design.claims.front();
}

/// What a claim names exists, whatever it is that the review runs in its place.
void check_claims(const Design& design) {
  Diagnostics wrong;
  const auto check = [&](const Claim& claim, const char* key, auto load) {
    try {
      load();
    } catch (const UserError& error) {
      Diagnostic first = error.diagnostics().front();
      // What stands in a file that the claim names has a place of its own.
      if (first.id != DiagnosticId::DesignUnknownDesign && first.id != DiagnosticId::NetworkUnknown) return;
      if (!first.place.file.empty()) return;
      first.place = claim.place;
      first.message = fmt::format("the claim's {}: {}", key, first.message);
      wrong.push_back(std::move(first));
    }
  };
  for (const Claim& claim : design.claims) {
    check(claim, "over", [&] { load_design(claim.over); });
    check(claim, "on", [&] { load_network(claim.on); });
  }
  if (!wrong.empty()) throw UserError(wrong);
}

/// Inputs of a trace on which an axis is swept.
constexpr std::int64_t kSweptInputs = 4;

/// What surrounds an accelerator, and is not the idea's own.
constexpr const char* kPlatform[] = {"clock", "memory.dram.bandwidth", "memory.dram.energy", "technology"};

}  // namespace

Contest on_one_platform(const Subject& proposal, const Subject& baseline, const std::vector<std::string>& platform) {
  Contest contest{proposal, baseline};
  for (const std::string& path : platform)
    for (const auto& [key, value] : proposal.sets())
      if (key == path) contest.baseline = contest.baseline.with(path, value);
  return contest;
}

Asked what_is_asked(const ReviewRequest& request) {
  const Design& design = request.proposal.design();
  check_claims(design);
  Asked asked{std::nullopt, 1, false, baseline_of(request), request.setting, {}};
  Setting& setting = asked.swept;
  if (!design.claims.empty()) {
    asked.claim = claim_of(design, asked.baseline);
    asked.claimed = asked.claim->speedup.value();
    asked.claim_over_another = Subject::load(asked.claim->over).design().name != asked.baseline.design().name;
    if (!request.network_given && !setting.traced() && !setting.fitted()) setting.network = asked.claim->on;
    if (!request.batch_given && !setting.recorded() && !setting.traced()) setting.images = asked.claim->batch;
  }
  asked.all = setting;
  const std::vector<std::string> unknowns = design.unknowns();
  for (const char* path : kPlatform)
    if (std::find(unknowns.begin(), unknowns.end(), path) != unknowns.end()) asked.platform.emplace_back(path);
  if ((setting.traced() || setting.shipped()) && !setting.input && !setting.inputs)
    setting.inputs = std::min(std::max(kSweptInputs, setting.images), setting.traced() ? Trace(setting.trace).header().inputs : kShippedKept);
  return asked;
}

ResolvedSubjects unknowns_of(Laboratory& laboratory, const Subject& proposal, const Asked& asked) {
  return resolve_unknowns(
      proposal, asked.claimed,
      [&](const Subject& tried) { return compare(laboratory, on_one_platform(tried, asked.baseline, asked.platform), asked.swept).speedup(); },
      [&](const Subject& tried) { return gain_at_equal_area(laboratory, on_one_platform(tried, asked.baseline, asked.platform), asked.swept); });
}

AxisCase axis_case(Laboratory& laboratory, const ReviewRequest& request) {
  const Asked asked = what_is_asked(request);
  Contest contest{request.proposal, asked.baseline};
  if (!request.proposal.design().unknowns().empty()) {
    laboratory.say("the unknowns of the proposal", 0);
    contest = on_one_platform(unknowns_of(laboratory, request.proposal, asked).kind, asked.baseline, asked.platform);
  }
  return {contest, asked.swept, asked.claimed};
}

}  // namespace skeptic
