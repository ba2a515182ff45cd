// The Mirror: what is understood, and what is not known.
#include <fmt/format.h>

#include <algorithm>

#include "base/shell.h"
#include "review/case_file.h"

namespace skeptic {
namespace {

Quoted quoted(std::string text) { return {std::move(text)}; }

std::string patterns_text(const std::vector<Pattern>& patterns) {
  std::string text;
  for (std::size_t i = 0; i < patterns.size(); ++i) text += (i == 0 ? "" : i + 1 == patterns.size() ? " and " : ", ") + patterns[i].text();
  return text;
}

const char* skip_words(Skip skip) {
  switch (skip) {
    case Skip::None:
      return "multiplied whatever they are";
    case Skip::Pattern:
      return "skipped outside their pattern";
    case Skip::Zeros:
      return "skipped wherever they are zero";
  }
  return "";
}

std::string paths(const std::vector<KeyChange>& changes) {
  std::string text;
  for (const KeyChange& change : changes) text += (text.empty() ? "" : ", ") + change.path;
  return text;
}

Quoted encoding(const Encoding& encoding) {
  const std::string name(row(encoding.kind).name);
  return {encoding.kind == EncodingKind::RunLength ? fmt::format("{} {}", name, encoding.run_bits) : name};
}

Sentence fabric(const ResolvedDesign& design) {
  Sentence text = say("An array of {} elements with {} each works on windows of {} positions of the reduction,",
                      quoted(fmt::format("{} x {} x {}", design.array_m, design.array_n, design.array_k)),
                      quoted(fmt::format("{} multiplier{}", design.lanes, design.lanes == 1 ? "" : "s")), quoted(fmt::format("{}", design.window)));
  switch (design.domain) {
    case Domain::Array:
      text = text + say("and one stream of steps drives all of them");
      break;
    case Domain::Row:
      text = text + say("and every row has its own stream of steps");
      break;
    case Domain::Column:
      text = text + say("and every column has its own stream of steps");
      break;
    case Domain::Pe:
      text = text + say("and every element has its own stream of steps");
      break;
  }
  if (design.arrays > 1)
    text = say("One DRAM channel feeds {}, each with buffers of its own.", quoted(fmt::format("{} arrays", design.arrays))) + text;
  if (design.slack == 1) return text + say("in lockstep: the slowest element of a step holds up the rest.");
  return text + say("with {} steps of slack between the fastest and the slowest.", quoted(fmt::format("{}", design.slack)));
}

Sentence weights(const ResolvedDesign& design) {
  const Operand& operand = design.weights;
  return say("Weights are {} ({}), {}, stored with encoding {} and read {}.", quoted(operand.pattern.text()),
             quoted(operand.chosen == Chosen::Learned ? "learned"
                    : operand.chosen == Chosen::Fixed ? "imposed"
                                                      : "pruned offline"),
             quoted(skip_words(operand.skip)), encoding(operand.encoding),
             quoted(operand.read == Read::Gather ? "position by position" : "by whole windows"));
}

/// A value with the note that nobody stated it, where that is so.
class Told {
 public:
  explicit Told(const CaseFile* file = nullptr) : file_(file) {}
  bool unknown(std::string_view key) const { return file_ != nullptr && file_->leaves_unknown("operands.activations.decide." + std::string(key)); }
  Quoted operator()(std::string_view key, std::string value) const { return {unknown(key) ? value + " (unknown; the kindest end)" : value}; }

 private:
  const CaseFile* file_;  ///< null: a design without unknowns
};

Sentence activations(const ResolvedDesign& design, const Told& stated = Told()) {
  const Operand& operand = design.activations;
  if (!operand.run_time())
    return say("Activations are {}, {}, stored with encoding {} and read {}; nothing is decided at run time.", quoted(operand.pattern.text()),
               quoted(skip_words(operand.skip)), encoding(operand.encoding),
               quoted(operand.read == Read::Gather ? "position by position" : "by whole windows"));
  const Decision& decide = *operand.decide;
  Sentence text =
      say("Activations get one of {} at run time, {}, for units of {},", quoted(patterns_text(operand.patterns)), quoted(skip_words(operand.skip)),
          quoted(fmt::format("{} pixels x {} channels", decide.pixels, decide.channels ? fmt::format("{}", *decide.channels) : "all")));
  switch (decide.policy.kind) {
    case PolicyKind::Cover:
      text = text + say("the sparsest that drops no nonzero;");
      break;
    case PolicyKind::Energy:
      text = text + say("the sparsest that keeps {} of the unit's energy;", quoted(percent(decide.policy.limits[0])));
      break;
    case PolicyKind::Density:
      text = text + say("the sparsest whose density limit the unit meets;");
      break;
  }
  if (stated.unknown("by")) text = text + say("who decides is unknown, and I took the kindest end:");
  if (decide.by == DecideBy::Producer)
    text = text + say("the previous layer decides as it writes, and stores the tensor pruned, with encoding {}.", encoding(operand.encoding));
  else
    text = text + say("the consumer decides {}, {} after the values arrive at {}, and the tensor lies in DRAM {}.",
                      stated("when", decide.when == DecideWhen::Tile ? "for a tile before it computes" : "at the first use of a unit"),
                      stated("latency", fmt::format("{} cycles", decide.latency)), stated("rate", decide.rate.text() + " units/cycle"),
                      quoted(decide.stored == Stored::Bitmask ? "unpruned, under a bitmask" : "unpruned and dense"));
  return text + say("Changing from one pattern to another stops the elements for {}, and the mechanism keeps {} of state.",
                    stated("switch", fmt::format("{} cycles", decide.switch_cycles)),
                    stated("state", fmt::format("{:.4g} KiB", static_cast<double>(decide.state_bits) / 8192)));
}

}  // namespace

Section mirror(const CaseFile& file, Evidence& evidence) {
  Section section{"The Mirror", {}};
  const ResolvedDesign proposal = resolve(file.contest.proposal.design()), baseline = resolve(file.contest.baseline.design());
  const Quoted own = quoted(proposal.name), other = quoted(baseline.name);
  if (proposal.activations.run_time() && !baseline.activations.run_time())
    section.say(
        say("I see you are trying to extend {} by choosing the sparsity pattern of the activations at run time, among {}. Is that correct? Let me "
            "make sure that I "
            "understand the dataflow before I start poking holes.",
            other, quoted(patterns_text(proposal.activations.patterns))));
  else if (proposal.activations.skip != baseline.activations.skip || proposal.weights.skip != baseline.weights.skip)
    section.say(say("I see you are trying to extend {} by changing what the array may skip: weights are {}, activations {}. Is that correct?", other,
                    quoted(skip_words(proposal.weights.skip)), quoted(skip_words(proposal.activations.skip))));
  else if (!file.delta.mechanisms.empty())
    section.say(say("I see {} next to {}, with the same way of skipping work and another structure, by {}. Is that correct?", own, other,
                    quoted(paths(file.delta.mechanisms))));
  else if (!file.delta.parameters.empty())
    section.say(say("I see {} next to {}, with the same way of skipping work and other sizes. Is that correct?", own, other));
  else
    section.say(say("I see {} next to {}, key by key the same. Is that correct?", own, other));

  if (file.claim)
    section.say(say("You claim {} over {} on {} at batch {}. I ran both on {}: {}.", quoted(times(file.claimed)), quoted(file.claim->over),
                    quoted(file.claim->on), quoted(fmt::format("{}", file.claim->batch)), quoted(file.setting.network),
                    evidence.speedup(file.measured)));
  else
    section.say(
        say("You state no claim, so I measure against {} itself on {}: {}.", other, quoted(file.setting.network), evidence.speedup(file.measured)));

  section.say(say("The dataflow of {}, as I read it.", own) + fabric(proposal) + weights(proposal) + activations(proposal, Told(&file)));
  section.say(say("The baseline, {}.", other) + fabric(baseline) + weights(baseline) + activations(baseline));

  if (file.unknowns.unknowns.empty()) {
    section.say(say("Every value that changes time or area is in your file; nothing had to be assumed."));
  } else {
    section.say(say("What I do not know, and had to try at both ends of what is plausible; wherever I give one value, it is the kindest:"));
    Bullets list;
    for (const UnknownFinding& unknown : file.unknowns.unknowns) {
      Sentence range = say("{}: between {} and {}", quoted(unknown.path), quoted(unknown.kind_value), quoted(unknown.harsh_value));
      if (file.decision && unknown.path == "operands.activations.decide.latency")
        range = say("{}: between {} and {}; as gates, without wires, it is no less than {}: what is yours?", quoted(unknown.path),
                    quoted(unknown.kind_value), quoted(unknown.harsh_value), least_latency(file, evidence));
      if (std::find(file.platform.begin(), file.platform.end(), unknown.path) != file.platform.end())
        range = range + say("(your baseline stands on the same platform, and gets the same)");
      list.items.push_back(range);
    }
    section.blocks.emplace_back(list);
  }
  return section;
}

}  // namespace skeptic
