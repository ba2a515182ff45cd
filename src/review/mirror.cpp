// The Mirror: what is understood, and what is not known.
#include <fmt/format.h>

#include <algorithm>

#include "base/shell.h"
#include "review/case_file.h"

namespace skeptic {
namespace {

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

Sentence array(const ResolvedDesign& design) {
  const Quoted elements = quoted(fmt::format("{} x {} x {}", design.array_m, design.array_n, design.array_k)),
               lanes = quoted(fmt::format("{} multiplier{}", design.lanes, design.lanes == 1 ? "" : "s"));
  const Sentence one = say("an array of {} elements with {} each works on windows of {} positions of the reduction", elements, lanes,
                           quoted(fmt::format("{}", design.window)));
  if (design.arrays == 1) return one;
  return say("one DRAM channel feeds {}, each with buffers of its own; {}", quoted(fmt::format("{} arrays", design.arrays)), one);
}

Sentence stepping(const ResolvedDesign& design) {
  Sentence streams;
  switch (design.domain) {
    case Domain::Array:
      streams = say("one stream of steps drives all elements");
      break;
    case Domain::Row:
      streams = say("every row has its own stream of steps");
      break;
    case Domain::Column:
      streams = say("every column has its own stream of steps");
      break;
    case Domain::Pe:
      streams = say("every element has its own stream of steps");
      break;
  }
  if (design.slack == 1) return say("{}, in lockstep: the slowest of a step holds up the rest", streams);
  return say("{}, with {} steps of slack between the fastest and the slowest", streams, quoted(fmt::format("{}", design.slack)));
}

Sentence weights(const ResolvedDesign& design) {
  const Operand& operand = design.weights;
  return say("weights are {} ({}), {}, stored with encoding {} and read {}", quoted(operand.pattern.text()),
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
    return say("activations are {}, {}, stored with encoding {} and read {}; nothing is decided at run time", quoted(operand.pattern.text()),
               quoted(skip_words(operand.skip)), encoding(operand.encoding),
               quoted(operand.read == Read::Gather ? "position by position" : "by whole windows"));
  const Decision& decide = *operand.decide;
  Sentence text =
      say("activations get one of {} at run time, {}, for units of {},", quoted(patterns_text(operand.patterns)), quoted(skip_words(operand.skip)),
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
    text = text + say("the previous layer decides as it writes, and stores the tensor pruned, with encoding {};", encoding(operand.encoding));
  else
    text = text + say("the consumer decides {}, {} after the values arrive at {}, and the tensor lies in DRAM {};",
                      stated("when", decide.when == DecideWhen::Tile ? "for a tile before it computes" : "at the first use of a unit"),
                      stated("latency", fmt::format("{} cycles", decide.latency)),
                      stated("rate", decide.rate.text() == "1" ? std::string("one unit a cycle") : decide.rate.text() + " units a cycle"),
                      quoted(decide.stored == Stored::Bitmask ? "unpruned, under a bitmask" : "unpruned and dense"));
  return text + say("changing from one pattern to another stops the elements for {}, and the mechanism keeps {} of state",
                    stated("switch", fmt::format("{} cycles", decide.switch_cycles)),
                    stated("state", fmt::format("{:.4g} KiB", static_cast<double>(decide.state_bits) / 8192)));
}

/// What the idea stands on, the first first.
constexpr std::string_view kQuoted[] = {"operands.activations.patterns",
                                        "operands.activations.decide.policy",
                                        "operands.activations.decide.by",
                                        "operands.activations.decide.latency",
                                        "operands.activations.decide.state",
                                        "operands.activations.pattern",
                                        "operands.weights.pattern",
                                        "operands.activations.skip",
                                        "operands.weights.skip",
                                        "claims.speedup"};
constexpr std::size_t kQuotes = 4;

/// The words of the paper behind what matters most, and what it says twice and differently.
void say_paper(Section& section, const PaperSaid& said) {
  std::vector<Sentence> quotes;
  for (const std::string_view key : kQuoted)
    for (const PaperQuote& quote : said.quotes)
      if (quote.key == key && quotes.size() < kQuotes)
        quotes.push_back(say("on page {} you say “{}”, which I take for {}", quoted(fmt::format("{}", quote.page)), quoted(quote.words),
                             quoted(fmt::format("{}: {}", quote.key, quote.value))));
  if (!quotes.empty()) section.say(say("I read {}: {}. Is that correct?", quoted(said.file), listed(quotes)));
  Bullets doubts;
  for (const PaperDoubt& doubt : said.doubts) {
    std::vector<Sentence> readings;
    for (const PaperQuote& one : doubt.readings)
      readings.push_back(say("{} on page {} (“{}”)", quoted(one.value), quoted(fmt::format("{}", one.page)), quoted(one.words)));
    const Quoted key = quoted(doubt.readings.front().key);
    doubts.items.push_back(doubt.contradiction
                               ? say("{} contradicts itself: {}. The draft says what I took meanwhile; which one holds?", key, listed(readings))
                               : say("{} may be {}. The draft says what I took meanwhile; which one is meant?", key, listed(readings)));
  }
  if (!doubts.items.empty()) section.blocks.emplace_back(doubts);
}

/// One thing that a dataflow is made of, of both designs.
struct Aspect {
  const char* what;
  Sentence own, other;
};

bool alike(const Sentence& a, const Sentence& b) {
  const auto text = [](const Piece& piece) {
    const auto* quoted = std::get_if<Quoted>(&piece);
    return quoted != nullptr ? quoted->text : std::get<std::string>(piece);
  };
  return std::equal(a.pieces.begin(), a.pieces.end(), b.pieces.begin(), b.pieces.end(),
                    [&](const Piece& one, const Piece& other) { return text(one) == text(other); });
}

/// A clause as a sentence.
Sentence stated(Sentence clause) {
  std::string& first = std::get<std::string>(clause.pieces.front());
  first = capital(first);
  return say("{}.", clause);
}

std::vector<Aspect> aspects(const CaseFile& file, const ResolvedDesign& proposal, const ResolvedDesign& baseline) {
  return {{"the array", array(proposal), array(baseline)},
          {"its steps", stepping(proposal), stepping(baseline)},
          {"the weights", weights(proposal), weights(baseline)},
          {"the activations", activations(proposal, Told(&file)), activations(baseline)}};
}

/// What is different in full, and what is the same by name.
Sentence dataflow(const CaseFile& file, const ResolvedDesign& proposal, const ResolvedDesign& baseline) {
  Sentence text =
      file.unknowns.unknowns.empty()
          ? say("Let me make sure that I understand the dataflow of {}, of which your file leaves nothing open, before I start poking holes.",
                quoted(proposal.name))
          : say("Let me make sure that I understand the dataflow of {} before I start poking holes.", quoted(proposal.name));

  std::vector<std::string> same;
  for (const Aspect& aspect : aspects(file, proposal, baseline))
    if (alike(aspect.own, aspect.other))
      same.emplace_back(aspect.what);
    else
      text = text + stated(aspect.own);
  if (same.empty()) return text;
  return text + say("What you leave as {} has it: {}.", quoted(baseline.name), quoted(listed(same)));
}

/// A design's dataflow whole.
Sentence whole(const char* which, const ResolvedDesign& design, const std::vector<Sentence>& clauses) {
  Sentence text = say("{}, {}.", quoted(which), quoted(design.name));
  for (const Sentence& clause : clauses) text = text + stated(clause);
  return text;
}

}  // namespace

Section mirror(const CaseFile& file, Evidence& evidence) {
  Section section{"The Mirror", {}};
  const ResolvedDesign proposal = resolve(file.contest.proposal.design()), baseline = resolve(file.contest.baseline.design());
  const Quoted own = quoted(proposal.name), other = quoted(baseline.name);
  if (proposal.activations.run_time() && !baseline.activations.run_time())
    section.say(
        say("I see you are trying to extend {} by choosing the sparsity pattern of the activations at run time, among {}, in {}: is that "
            "correct?",
            other, quoted(patterns_text(proposal.activations.patterns)),
            quoted(file.leaves_unknown("operands.activations.decide.by")   ? "a layer that you do not name"
                   : proposal.activations.decide->by == DecideBy::Producer ? "the layer that writes them"
                                                                           : "the layer that reads them")));
  else if (proposal.activations.skip != baseline.activations.skip || proposal.weights.skip != baseline.weights.skip)
    section.say(say("I see you are trying to extend {} by changing what the array may skip: weights are {}, activations {}: is that correct?", other,
                    quoted(skip_words(proposal.weights.skip)), quoted(skip_words(proposal.activations.skip))));
  else if (!file.delta.mechanisms.empty())
    section.say(say("I see {} next to {}, with the same way of skipping work and another structure, by {}: is that correct?", own, other,
                    quoted(paths(file.delta.mechanisms))));
  else if (!file.delta.parameters.empty())
    section.say(say("I see {} next to {}, with the same way of skipping work and other sizes: is that correct?", own, other));
  else
    section.say(say("I see {} next to {}, key by key the same: is that correct?", own, other));

  if (file.claim)
    section.say(say("You claim {} over {} on {} at batch {}. I ran {} against {} on {} at batch {}, and measure {}.", quoted(times(file.claimed)),
                    quoted(file.claim->over), quoted(file.claim->on), quoted(fmt::format("{}", file.claim->batch)), own, other,
                    quoted(file.network()), quoted(fmt::format("{}", file.setting.images)), evidence.speedup(file.measured)) +
                (file.claim_over_another
                     ? say(" These are two comparisons: you state nothing over {}, and I hold it to the number that you state over {}.", other,
                           quoted(file.claim->over))
                     : Sentence{}));
  else
    section.say(
        say("You state no claim, so I measure {} against {} itself on {}: {}.", own, other, quoted(file.network()), evidence.speedup(file.measured)));
  if (file.said) say_paper(section, *file.said);
  if (proposal.technology != baseline.technology)
    section.say(
        say("{} stands on {} and {} on {}: areas and energies below compare two processes as well as two ideas. Which of them is your point? With "
            "technology: {} I compare the ideas alone.",
            own, quoted(fmt::format("{} nm", proposal.technology)), other, quoted(fmt::format("{} nm", baseline.technology)),
            quoted(fmt::format("{}nm", baseline.technology))));
  section.say(dataflow(file, proposal, baseline));
  std::vector<Sentence> own_clauses, other_clauses;
  for (const Aspect& aspect : aspects(file, proposal, baseline)) own_clauses.push_back(aspect.own), other_clauses.push_back(aspect.other);
  section.detail(Paragraph{whole("The proposal", proposal, own_clauses)});
  section.detail(Paragraph{whole("The baseline", baseline, other_clauses)});

  if (!file.unknowns.unknowns.empty()) {
    section.say(
        say("What I do not know, and had to try at both ends of what is plausible; what most hangs on comes first, and wherever I give one value, it "
            "is the kindest "
            "to your speed:"));
    Bullets list;
    for (const UnknownFinding& unknown : file.unknowns_by_weight()) {
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
