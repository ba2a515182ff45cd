#include "app/timeline_option.h"

#include "base/diagnostic.h"
#include "report/perfetto.h"

namespace skeptic {

void TimelineOption::add_to(CLI::App& command) {
  command.add_option("--perfetto", file_, "Write when which tile was in which stage, as a trace for ui.perfetto.dev; - is standard output")
      ->type_name("FILE");
}

void TimelineOption::check(const Setting& setting) const {
  if (wanted() && setting.shapes > 0)
    throw UserError(Diagnostic{DiagnosticId::CommandLine,
                               {},
                               "--perfetto does not go with --shapes, which counts a layer for others that do not run",
                               "one of the two",
                               {}});
}

std::string TimelineOption::trace_of(Laboratory& laboratory, const Contest& contest, const Setting& setting) const {
  if (!wanted()) return {};
  const auto timed = [&](const Subject& subject, NetworkTimeline& timeline) {
    laboratory.say("the timeline of " + subject.design().name, 1, 1);
    return static_cast<std::int64_t>(laboratory.run(subject, setting, timeline).batch_cycles.size());
  };
  NetworkTimeline own, other;
  const std::int64_t runs = timed(contest.proposal, own);
  timed(contest.baseline, other);
  const ResolvedDesign proposal = resolve(contest.proposal.design()), baseline = resolve(contest.baseline.design());
  return trace_events({{own, proposal, runs}, {other, baseline, runs}});
}

void TimelineOption::write(const std::string& trace) const {
  if (wanted()) write_text(file_, trace);
}

}  // namespace skeptic
