#include "explore/twist_table.h"

#include <fmt/format.h>

#include <numeric>

namespace skeptic {
namespace {

constexpr const char* kDecide = "operands.activations.decide.";

std::string decide(const char* key) { return std::string(kDecide) + key; }

std::optional<Sets> slack(const ResolvedDesign& design) {
  if (design.slack >= 4 || design.weights.read == Read::Gather || design.activations.read == Read::Gather) return std::nullopt;
  return Sets{{"fabric.sync.slack", "4"}};
}

std::optional<Sets> rows_apart(const ResolvedDesign& design) {
  if (design.domain != Domain::Array || design.activations.read == Read::Gather) return std::nullopt;
  return Sets{{"fabric.sync.domain", "column"}};
}

std::optional<Sets> coarser_unit(const ResolvedDesign& design) {
  if (!design.activations.run_time() || !design.activations.decide->channels) return std::nullopt;
  return Sets{{decide("unit.channels"), "all"}};
}

std::optional<Sets> narrower_unit(const ResolvedDesign& design) {
  if (!design.activations.run_time() || design.activations.decide->pixels <= 4) return std::nullopt;
  return Sets{{decide("unit.pixels"), fmt::format("{}", design.activations.decide->pixels / 4)}};
}

std::optional<Sets> producer(const ResolvedDesign& design) {
  if (!design.activations.run_time() || design.activations.decide->by == DecideBy::Producer) return std::nullopt;
  return Sets{{decide("by"), "producer"}};
}

std::optional<Sets> producer_without_state(const ResolvedDesign& design) {
  if (!design.activations.run_time() || design.activations.decide->by == DecideBy::Producer || design.activations.decide->state_bits == 0)
    return std::nullopt;
  // A pattern number a unit in flight is all that is left to hold: 1 KiB.
  return Sets{{decide("by"), "producer"}, {decide("state"), "1 KiB"}};
}

std::optional<Sets> hierarchical(const ResolvedDesign& design) {
  if (!design.activations.run_time() || design.activations.skip != Skip::Pattern || design.window % 2 != 0) return std::nullopt;
  for (const Pattern& pattern : design.activations.patterns)
    if (pattern.levels.size() > 1) return std::nullopt;
  const std::int64_t granule = std::lcm(std::int64_t{4} * design.window, design.weights.pattern.group_length());
  const std::int64_t channels = design.activations.decide->channels.value_or(granule);
  return Sets{{decide("by"), "producer"},
              {"operands.activations.patterns", fmt::format("[\"2:4@{}/1:2\", \"2:4@{}\", \"1:2\", dense]", design.window, design.window)},
              {decide("policy"), "{energy: 0.95}"},
              {decide("unit.channels"), fmt::format("{}", round_up(channels, granule))}};
}

std::optional<Sets> static_pattern(const ResolvedDesign& design) {
  if (!design.activations.run_time()) return std::nullopt;
  for (auto pattern = design.activations.patterns.rbegin(); pattern != design.activations.patterns.rend(); ++pattern)
    if (pattern->structured()) return Sets{{"operands.activations.chosen", "fixed"}, {"operands.activations.pattern", "\"" + pattern->text() + "\""}};
  return std::nullopt;
}

std::optional<Sets> interleaved(const ResolvedDesign& design) {
  if (design.slices == Slices::Interleaved || design.array_k == 1) return std::nullopt;
  return Sets{{"fabric.slices", "interleaved"}};
}

std::optional<Sets> more_banks(const ResolvedDesign& design) {
  if (design.activations.read != Read::Gather && design.weights.read != Read::Gather) return std::nullopt;
  const bool activations = design.activations.read == Read::Gather;
  const std::int64_t banks = activations ? design.activations_buffer.banks : design.weights_buffer.banks;
  if (banks >= design.window * design.array_k) return std::nullopt;
  return Sets{{fmt::format("memory.{}.banks", activations ? "activations" : "weights"), fmt::format("{}", design.window * design.array_k)}};
}

std::optional<Sets> read_windows(const ResolvedDesign& design) {
  if (design.activations.read == Read::Gather) return Sets{{"operands.activations.read", "window"}};
  if (design.weights.read == Read::Gather) return Sets{{"operands.weights.read", "window"}};
  return std::nullopt;
}

std::optional<Sets> wider_port(const ResolvedDesign& design) {
  Sets sets;
  if (design.weights_buffer.width) sets.emplace_back("memory.weights.width", (*design.weights_buffer.width * Rational(2)).text() + " bits/cycle");
  if (design.activations_buffer.width)
    sets.emplace_back("memory.activations.width", (*design.activations_buffer.width * Rational(2)).text() + " bits/cycle");
  return sets.empty() ? std::nullopt : std::optional(sets);
}

std::optional<Sets> skip_activations(const ResolvedDesign& design) {
  if (design.activations.run_time() || design.activations.skip != Skip::None || design.activations.pattern.structured()) return std::nullopt;
  return Sets{{"operands.activations.skip", "zeros"}, {"operands.activations.encoding", "bitmask"}};
}

std::optional<Sets> two_sided_queues(const ResolvedDesign& design) {
  if (design.activations.run_time() || design.weights.read == Read::Gather || design.activations.read == Read::Gather || design.window > 16 ||
      design.slack > 1)
    return std::nullopt;
  if (design.activations.skip != Skip::None || design.activations.pattern.structured()) return std::nullopt;
  Sets sets{{"operands.activations.skip", "zeros"},
            {"operands.activations.encoding", "bitmask"},
            {"fabric.window", fmt::format("{}", 2 * design.window)},
            {"fabric.sync.slack", "8"}};
  if (const std::optional<Sets> ports = wider_port(design)) sets.insert(sets.end(), ports->begin(), ports->end());
  return sets;
}

std::optional<Sets> longer_window(const ResolvedDesign& design) {
  if (design.window > 32 || design.activations.run_time()) return std::nullopt;
  if (design.weights.skip == Skip::None && design.activations.skip == Skip::None) return std::nullopt;
  return Sets{{"fabric.window", fmt::format("{}", design.window * 2)}};
}

std::optional<Sets> hierarchical_weights(const ResolvedDesign& design) {
  if (!design.weights.pattern.structured() || design.weights.pattern.levels.size() > 1 || design.weights.skip != Skip::Pattern) return std::nullopt;
  if (design.weights.pattern.density() != Rational(1, 2)) return std::nullopt;
  return Sets{{"operands.weights.pattern", fmt::format("\"3:4@{}/2:4\"", std::lcm(std::int64_t{4}, design.window))}};
}

std::optional<Sets> compressed_outputs(const ResolvedDesign& design) {
  if (design.outputs_as_read || design.activations.encoding.kind == EncodingKind::None) return std::nullopt;
  return Sets{{"operands.outputs.encoding", "as-read"}};
}

std::optional<Sets> third_buffer(const ResolvedDesign& design) {
  if (design.buffers >= 3) return std::nullopt;
  return Sets{{"memory.buffers", "3"}};
}

std::optional<Sets> combinatorial(const ResolvedDesign& design) {
  if (design.activations.skip != Skip::Pattern || design.activations.encoding.kind == EncodingKind::Combinatorial) return std::nullopt;
  return Sets{{"operands.activations.encoding", "combinatorial"}};
}

std::optional<Sets> faster_decode(const ResolvedDesign& design) {
  if (!design.decode_rate) return std::nullopt;
  return Sets{{"fabric.decode.rate", (*design.decode_rate * Rational(4)).text() + " granules/cycle"}};
}

}  // namespace

const std::vector<TwistRow>& twist_table() {
  static const std::vector<TwistRow> table{
      {"slack queues",
       "let the elements drift apart by four steps, with short operand queues",
       "a queue averages the work of neighbouring steps, so the slowest element of one step no longer stops all",
       {Slot::Imbalance},
       {BrokenAxis::ChannelSkew},
       slack},
      {"columns apart",
       "give every column of the array its own stream of steps",
       "a column then waits for its own rows alone, and pays with reads of its own",
       {Slot::Imbalance},
       {BrokenAxis::InputVariance},
       rows_apart},
      {"narrower unit",
       "decide for fewer pixels at a time",
       "a smaller unit holds values that are more alike, so a sparse pattern fits more of them",
       {Slot::Imbalance, Slot::Underfill},
       {BrokenAxis::InputVariance},
       narrower_unit},
      {"coarser unit",
       "share one pattern among all channels of a pixel group",
       "a pattern that holds along the whole reduction is set once and not switched on the way",
       {Slot::Switch},
       {},
       coarser_unit},
      {"producer-side choice",
       "choose as the previous layer writes its outputs",
       "the choice is then hidden behind the previous layer, and the tensor is stored pruned and encoded",
       {Slot::Select, Slot::Load},
       {BrokenAxis::DecisionLatency, BrokenAxis::Metadata},
       producer},
      {"producer-side choice without index memory",
       "choose as the previous layer writes, where a counter a unit is all the state there is",
       "the values are at hand when they are written, so nothing has to be indexed and kept",
       {Slot::Select},
       {BrokenAxis::Area, BrokenAxis::DecisionLatency},
       producer_without_state},
      {"hierarchical pattern",
       "combine two levels, tiles of windows and pairs within them, chosen from the previous layer's activations",
       "whole windows of zeros are skipped at the outer level, and pairs balance the lanes at the inner one",
       {Slot::Imbalance, Slot::Empty, Slot::Switch},
       {BrokenAxis::Metadata, BrokenAxis::Area},
       hierarchical},
      {"static pattern",
       "impose the densest sparse pattern of the list on every unit",
       "no decision, no switch and no index memory: what is left is the gain of the pattern itself",
       {Slot::Switch, Slot::Select},
       {BrokenAxis::Area, BrokenAxis::DecisionLatency},
       static_pattern},
      {"interleaved slices",
       "deal windows to the slices in turn",
       "neighbouring channels then go to different elements, so a dense run of channels no longer starves the others",
       {Slot::Imbalance, Slot::Edge},
       {BrokenAxis::ChannelSkew},
       interleaved},
      {"more banks",
       "give the gathered operand a bank for every position",
       "positions that meet no longer share a port",
       {Slot::BankConflict},
       {},
       more_banks},
      {"whole windows",
       "read whole windows and select beside the multipliers",
       "one wide read replaces many narrow ones, and no bank is asked twice",
       {Slot::BankConflict},
       {},
       read_windows},
      {"wider read ports",
       "double the width of both read ports",
       "the steps then wait for the multipliers and not for their operands",
       {Slot::Feed},
       {},
       wider_port},
      {"skip activation zeros",
       "skip the zeros of the activations as well, found by a bitmask",
       "multiplications with a zero activation are work that nobody needs",
       {Slot::Ineffectual},
       {BrokenAxis::Area},
       skip_activations},
      {"two-sided skipping with queues",
       "skip the zeros of both operands on windows of twice the length, with eight steps of slack and read ports to match",
       "skipping alone is lost in lockstep, where the slowest element sets the pace; the queues are what turns skipped work into time",
       {Slot::Ineffectual},
       {},
       two_sided_queues},
      {"longer window",
       "look at twice as many positions for each step",
       "more candidates fill the lanes better, and fewer windows are empty",
       {Slot::Underfill, Slot::Empty},
       {},
       longer_window},
      {"hierarchical weights",
       "keep three of four blocks, and two of four within them",
       "the outer level skips whole windows, which a single level never can",
       {Slot::Ineffectual},
       {BrokenAxis::Area},
       hierarchical_weights},
      {"compressed outputs",
       "store the outputs as the next layer reads them",
       "the channel then moves no zeros on their way out",
       {Slot::Store, Slot::Load},
       {},
       compressed_outputs},
      {"a third buffer", "load two tiles ahead", "a long load then hides behind two tiles of computing", {Slot::Load, Slot::Store}, {}, third_buffer},
      {"combinatorial encoding",
       "number the choices instead of marking the positions",
       "the number of a choice is the shortest code that a pattern allows",
       {Slot::Load},
       {BrokenAxis::Metadata},
       combinatorial},
      {"faster decoder",
       "decode four times as many granules in a cycle",
       "tiles then wait for DRAM and not for the decoder",
       {Slot::Decode},
       {},
       faster_decode},
  };
  return table;
}

std::string_view name(BrokenAxis axis) {
  switch (axis) {
    case BrokenAxis::None:
      return "none";
    case BrokenAxis::DecisionLatency:
      return "decision latency";
    case BrokenAxis::InputVariance:
      return "variance across inputs";
    case BrokenAxis::ChannelSkew:
      return "uneven channels";
    case BrokenAxis::Metadata:
      return "metadata of changing patterns";
    case BrokenAxis::Area:
      return "equal area";
  }
  return "none";
}

}  // namespace skeptic
