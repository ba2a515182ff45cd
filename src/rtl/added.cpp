#include "rtl/added.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "base/diagnostic.h"
#include "base/rational.h"

namespace skeptic {
namespace {

/// Where `channels: all` leaves it open (docs/cost.md).
constexpr std::int64_t kAllChannels = 512;
/// Units that are written at a time: their counters are open together.
constexpr std::int64_t kOpenUnits = 4;
constexpr std::int64_t kSumBits = 32;

std::int64_t bits_for(std::int64_t values) { return std::max<std::int64_t>(1, std::bit_width(static_cast<std::uint64_t>(values - 1))); }
std::int64_t count_bits(std::int64_t most) { return std::bit_width(static_cast<std::uint64_t>(most)); }

bool leaves_out(const Pattern& pattern) { return pattern.structured() && pattern.density() < Rational(1); }

bool restricts(const Operand& operand) {
  if (operand.skip == Skip::Zeros) return true;
  const std::vector<Pattern> patterns = operand.listed();
  return operand.skip == Skip::Pattern && std::any_of(patterns.begin(), patterns.end(), leaves_out);
}

/// "2of8" of 2:8, "2of4_1of2" of 2:4/1:2, "1of2x4" of 1:2@4.
std::string word_of(const Pattern& pattern) {
  std::string word;
  for (std::size_t i = 0; i < pattern.levels.size(); ++i) {
    const Level& level = pattern.levels[i];
    const std::int64_t own = i + 1 < pattern.levels.size() ? pattern.levels[i + 1].group() : 1;
    word += fmt::format("{}{}of{}{}", i == 0 ? "" : "_", level.keep, level.of, level.block == own ? "" : fmt::format("x{}", level.block));
  }
  return word;
}

/// Elements that are decided, or pruned, in a cycle.
std::int64_t elements_a_cycle(const ResolvedDesign& design) {
  const auto& decide = design.activations.decide;
  if (decide && decide->by == DecideBy::Consumer)
    return ceil_divide(decide->rate * Rational(decide->pixels * decide->channels.value_or(kAllChannels)), Rational(1));
  return std::max<std::int64_t>(1, ceil_divide(design.dram_rate(), Rational(design.output_bits)));
}

std::int64_t unit_of(const Decision& decide) { return decide.pixels * decide.channels.value_or(kAllChannels); }

class Adding {
 public:
  Adding(const ResolvedDesign& design, const AddedOptions& options) : design_(design), options_(options) {}

  std::vector<AddedUnit> run() {
    const Operand& activations = design_.activations;
    const bool imposed = activations.chosen == Chosen::Fixed && leaves_out(activations.pattern);
    if (activations.run_time() || imposed) add_selectors();
    if (activations.run_time()) add_policy();
    add_elements();
    return std::move(units_);
  }

 private:
  AddedUnit& add(std::string name, RtlComponent component, std::int64_t copies, std::string purpose) {
    units_.push_back({std::move(name), std::move(component), copies, std::move(purpose), DecisionPart::None, 0, false});
    return units_.back();
  }

  void add_selectors() {
    const std::int64_t elements = elements_a_cycle(design_);
    for (const Pattern& pattern : design_.activations.listed()) {
      if (!leaves_out(pattern)) continue;
      if (!selectable(pattern))
        throw UserError(Diagnostic{DiagnosticId::UnsupportedRtl,
                                   {},
                                   fmt::format("there is no selector for {} of {}", pattern.text(), design_.name),
                                   "a pattern of one or two levels that choose, on single rows",
                                   {}});
      const std::int64_t copies = ceil_divide(elements, pattern.group_length());
      add("activation_select_" + word_of(pattern),
          {"selector", selector_parameters(pattern, design_.activations.bits, !options_.magnitudes, options_.stages)}, copies,
          fmt::format("keeps the largest of each group to {}; {} elements a cycle", pattern.text(), elements))
          .decision = design_.activations.run_time() ? DecisionPart::Selector : DecisionPart::None;
    }
  }

  void add_policy() {
    const std::optional<PolicyUnit> unit = policy_unit(design_, options_.magnitudes);
    if (!unit) return;
    const Decision& decide = *design_.activations.decide;
    AddedUnit& policy = add(
        "choose_" + unit->component.module, unit->component, unit->copies,
        fmt::format("picks the first pattern of which a unit of {} elements {}; {} elements a cycle", unit_of(decide), unit->rule, unit->elements));
    policy.decision = DecisionPart::Policy;
    policy.edges = unit->edges;
    if (decide.by == DecideBy::Producer)
      add("producer_counts", producer_counters(design_, *unit), unit->copies,
          fmt::format("counts nonzeros of {} open units as the layer before writes them", kOpenUnits));
    add("modes", mode_table(design_), 1, fmt::format("the chosen patterns of {} units, and when to switch", kTableUnits));
  }

  void add_multiplexers(const std::string& operand, std::int64_t bits, std::int64_t lanes, std::int64_t inputs, std::int64_t copies) {
    if (inputs < 2) return;
    add(operand + "_multiplexers", {"operand_multiplexer", {{"LANES", lanes}, {"INPUTS", inputs}, {"BITS", bits}, {"INDEX_BITS", bits_for(inputs)}}},
        copies,
        fmt::format("{} that the kept positions meet, {} lanes of {} inputs", operand == "weight" ? "weights" : "activations", lanes, inputs));
  }

  void add_indices(const std::string& operand, std::int64_t copies) {
    add(operand + "_indices", {"compressor", {{"WINDOW", design_.window}, {"SLOTS", design_.lanes}, {"INDEX_BITS", bits_for(design_.window)}}},
        copies, "positions of the kept values, from their mask");
  }

  /// The multiplexers that one restricting operand asks of the other (docs/cost.md, select).
  void add_one_sided(const Operand& operand, const std::string& own, const std::string& other, std::int64_t other_bits, std::int64_t streams) {
    const std::int64_t elements = design_.array_m * design_.array_n * design_.array_k, window = design_.window;
    const bool by_offset = operand.encoding.kind == EncodingKind::Offset;
    if (!by_offset) add_indices(own, streams);
    const std::int64_t group = operand.pattern.group_length();
    const bool fixed = operand.skip == Skip::Pattern && !operand.run_time() && operand.pattern.levels.size() == 1 && window % group == 0;
    const std::int64_t slots = fixed ? operand.pattern.levels[0].keep * operand.pattern.levels[0].block : 0;
    if (fixed && design_.lanes >= slots * (window / group))
      add_multiplexers(other, other_bits, slots, group, elements * (window / group));
    else
      add_multiplexers(other, other_bits, design_.lanes, window, elements);
  }

  void add_elements() {
    const bool weights = restricts(design_.weights), activations = restricts(design_.activations);
    const std::int64_t elements = design_.array_m * design_.array_n * design_.array_k, window = design_.window;
    if (weights && activations) {
      add("pairs", {"intersection", {{"WINDOW", window}, {"LANES", design_.lanes}, {"COUNT_BITS", count_bits(window)}}}, elements,
          "positions that both masks keep, and where their values stand");
      add_multiplexers("weight", design_.weights.bits, design_.lanes, window, elements);
      add_multiplexers("activation", design_.activations.bits, design_.lanes, window, elements);
    } else if (weights) {
      add_one_sided(design_.weights, "weight", "activation", design_.activations.bits, design_.array_m * design_.array_k);
    } else if (activations) {
      add_one_sided(design_.activations, "activation", "weight", design_.weights.bits, design_.array_n * design_.array_k);
    }
    if (design_.slack > 1)
      add("step_queues",
          {"step_queue", {{"SLACK", design_.slack}, {"WINDOW", window}, {"PAYLOAD", window * (design_.weights.bits + design_.activations.bits) + 1}}},
          elements, fmt::format("{} steps of operands, so that an element may run ahead", design_.slack));
    if (weights || activations || design_.slack > 1 || design_.domain != Domain::Array)
      add("elements_array",
          {"pe_array",
           {{"ROWS", design_.array_m},
            {"COLUMNS", design_.array_n},
            {"DOMAIN", static_cast<std::int64_t>(design_.domain)},
            {"WINDOW", window},
            {"LANES", design_.lanes},
            {"SLACK", design_.slack},
            {"BITS", std::max(design_.weights.bits, design_.activations.bits)},
            {"SUM_BITS", kSumBits}}},
          design_.array_k, "the whole array with its queues and broadcast, for simulation")
          .whole_array = true;
  }

  const ResolvedDesign& design_;
  const AddedOptions& options_;
  std::vector<AddedUnit> units_;
};

}  // namespace

std::optional<PolicyUnit> policy_unit(const ResolvedDesign& design, bool magnitudes) {
  const Operand& operand = design.activations;
  const auto patterns = static_cast<std::int64_t>(operand.patterns.size());
  if (!operand.run_time() || patterns < 2) return std::nullopt;
  const Decision& decide = *operand.decide;
  const std::int64_t unit = unit_of(decide), elements = elements_a_cycle(design), beat = std::min(kPolicyElements, elements);
  ParameterValues parameters{{"ELEMENTS", beat}, {"BITS", operand.bits}};
  PolicyUnit policy{{"policy_cover", {}}, "drops no nonzero", elements, ceil_divide(elements, beat), 1};
  if (decide.policy.kind == PolicyKind::Energy) {
    policy.component.module = "policy_energy", policy.rule = fmt::format("keeps {} of the sum of squares", decide.policy.limits[0]), policy.edges = 2;
    parameters.emplace_back("ABSOLUTE", magnitudes ? 0 : 1);
  }
  if (decide.policy.kind == PolicyKind::Density)
    policy.component.module = "policy_density", policy.rule = "is sparse enough for it", policy.edges = 2;
  parameters.emplace_back("TESTED", patterns - 1);
  parameters.emplace_back("PATTERN_BITS", bits_for(patterns));
  if (decide.policy.kind == PolicyKind::Energy) parameters.emplace_back("SUM_BITS", 2 * operand.bits + bits_for(unit));
  if (decide.policy.kind == PolicyKind::Density) parameters.emplace_back("COUNT_BITS", count_bits(unit));
  policy.component.parameters = std::move(parameters);
  return policy;
}

RtlComponent producer_counters(const ResolvedDesign& design, const PolicyUnit& policy) {
  return {"producer_counters",
          {{"UNITS", kOpenUnits},
           {"UNIT_BITS", bits_for(kOpenUnits)},
           {"ELEMENTS", std::min(kPolicyElements, policy.elements)},
           {"BITS", design.activations.bits},
           {"COUNT_BITS", count_bits(unit_of(*design.activations.decide))}}};
}

RtlComponent mode_table(const ResolvedDesign& design) {
  const auto patterns = static_cast<std::int64_t>(design.activations.patterns.size());
  return {"mode_table", {{"UNITS", kTableUnits}, {"UNIT_BITS", bits_for(kTableUnits)}, {"PATTERN_BITS", bits_for(patterns)}}};
}

std::vector<AddedUnit> added_units(const ResolvedDesign& design, const AddedOptions& options) { return Adding(design, options).run(); }

std::vector<std::string> left_out(const ResolvedDesign& design) {
  std::vector<std::string> list;
  if (design.weights.read == Read::Gather || design.activations.read == Read::Gather) list.emplace_back("banks of a gathered operand: SRAM");
  if (design.activations.run_time() && design.activations.patterns.size() > 1 && elements_a_cycle(design) > kPolicyElements)
    list.push_back(
        fmt::format("the tree above policy units of {} elements: {} elements are decided in a cycle", kPolicyElements, elements_a_cycle(design)));
  if (design.activations.decide && design.activations.decide->state_bits > 0) list.emplace_back("the decision's state: SRAM");
  if (design.activations.decide && design.activations.decide->from == DecideFrom::PreviousInput)
    list.emplace_back("the choices of the previous input: SRAM");
  for (const Operand* operand : {&design.weights, &design.activations})
    if (operand->encoding.kind == EncodingKind::Combinatorial || operand->encoding.kind == EncodingKind::RunLength ||
        operand->encoding.kind == EncodingKind::Csr)
      list.push_back(
          fmt::format("the decoder of {} {}", operand == &design.weights ? "weights in" : "activations in", row(operand->encoding.kind).name));
  if (design.arrays > 1) list.push_back(fmt::format("all but one of {} arrays: each adds the same", design.arrays));
  if (design.array_k > 1) list.emplace_back("adders over the slices of k: each slice is an array of its own");
  if (design.empty_window != 1 && (restricts(design.weights) || restricts(design.activations)))
    list.push_back(fmt::format("empty-window {}: the elements take one cycle for an empty window", design.empty_window));
  return list;
}

}  // namespace skeptic
