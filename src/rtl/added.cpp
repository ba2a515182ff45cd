#include "rtl/added.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <map>
#include <numeric>

#include "base/diagnostic.h"
#include "base/rational.h"
#include "rtl/added_policy.h"
#include "rtl/operand_select.h"
#include "rtl/rates.h"

namespace skeptic {
namespace {

/// Units that are written at a time: their counters are open together.
constexpr std::int64_t kOpenUnits = 4;
constexpr std::int64_t kSumBits = 32;

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

/// Patterns that something selects, sparsest first.
std::vector<Pattern> selected_patterns(const ResolvedDesign& design) {
  if (selected_elements(design) == 0) return {};
  std::vector<Pattern> patterns = design.activations.listed();
  std::erase_if(patterns, [](const Pattern& pattern) { return !leaves_out(pattern); });
  return patterns;
}

class Adding {
 public:
  Adding(const ResolvedDesign& design, const AddedOptions& options)
      : design_(design),
        options_(options),
        window_(design.window),
        elements_(design.array_m * design.array_n * design.array_k),
        weights_(delivery(design.weights, design.window)),
        activations_(delivery(design.activations, design.window)) {}

  std::vector<AddedUnit> run() {
    add_selectors();
    add_policy();
    add_encoder();
    add_gather("weight", design_.weights, design_.weights_buffer, design_.array_m, Role::WeightGather);
    add_gather("activation", design_.activations, design_.activations_buffer, design_.array_n, Role::ActivationGather);
    add_decoder("weight", design_.weights, weights_, weight_streams(design_), Role::WeightIndices, Role::WeightMask);
    add_decoder("activation", design_.activations, activations_, activation_streams(design_), Role::ActivationIndices, Role::ActivationMask);
    add_elements();
    return std::move(units_);
  }

 private:
  AddedUnit& add(std::string name, RtlComponent component, std::int64_t copies, std::string purpose, Role role) {
    units_.push_back({std::move(name), std::move(component), copies, std::move(purpose), role, DecisionPart::None, 0});
    return units_.back();
  }

  void add_selectors() {
    const std::int64_t elements = selected_elements(design_);
    for (const Pattern& pattern : selected_patterns(design_)) {
      if (!selectable(pattern)) continue;
      add("activation_select_" + word_of(pattern),
          {"selector", selector_parameters(pattern, design_.activations.bits, !options_.magnitudes, options_.stages)},
          ceil_divide(elements, choosing_levels(pattern).front().group()),
          fmt::format("keeps the largest of each group to {}; {} elements a cycle", pattern.text(), elements), Role::Selector)
          .decision = design_.activations.run_time() ? DecisionPart::Selector : DecisionPart::None;
    }
  }

  void add_policy() {
    std::vector<AddedUnit> policy = policy_units(design_, options_.magnitudes);
    if (policy.empty()) return;
    std::move(policy.begin(), policy.end(), std::back_inserter(units_));
    const Decision& decide = *design_.activations.decide;
    const PolicyWidth width = policy_width(design_);
    if (decide.by == DecideBy::Producer)
      add("producer_counts",
          {"producer_counters",
           {{"UNITS", kOpenUnits},
            {"UNIT_BITS", index_bits(kOpenUnits)},
            {"ELEMENTS", width.beat},
            {"BITS", design_.activations.bits},
            {"COUNT_BITS", count_bits(unit_elements(decide))}}},
          width.copies, fmt::format("counts nonzeros of {} open units as the layer before writes them", kOpenUnits), Role::Counters);
    const auto patterns = static_cast<std::int64_t>(design_.activations.patterns.size());
    add("modes", {"mode_table", {{"UNITS", kTableUnits}, {"UNIT_BITS", index_bits(kTableUnits)}, {"PATTERN_BITS", index_bits(patterns)}}}, 1,
        fmt::format("the chosen patterns of {} units, and when to switch", kTableUnits), Role::ModeTable);
  }

  /// Values are moved together; where the metadata are no masks, positions are counted too.
  void add_encoder() {
    const std::int64_t windows = encode_windows(design_), slots = std::max(activations_.slots, std::int64_t{1});
    if (windows <= 0) return;
    if (design_.activations.encoding.kind != EncodingKind::Bitmask)
      add("encode_indices", compressor(slots), windows, fmt::format("the places of up to {} stored values in {} positions", slots, window_),
          Role::EncodeIndices);
    add("encode_values", {"packer", {{"WINDOW", window_}, {"SLOTS", slots}, {"BITS", design_.activations.bits}}}, windows,
        fmt::format("up to {} of {} values moved together for storing", slots, window_), Role::EncodeSelect);
  }

  void add_gather(const std::string& operand, const Operand& own, const OperandBuffer& buffer, std::int64_t sets, Role role) {
    if (own.read != Read::Gather) return;
    const std::int64_t positions = design_.array_k * window_, step = std::gcd(window_, buffer.banks);
    add(operand + "_gather",
        {"gather",
         {{"POSITIONS", positions},
          {"BANKS", buffer.banks},
          {"PORTS", buffer.ports},
          {"STEP", step},
          {"SHIFT_BITS", index_bits(buffer.banks / step)},
          {"MEMBER_BITS", index_bits(ceil_divide(positions, buffer.banks))},
          {"BITS", own.bits}}},
        sets, fmt::format("needed positions of {} from {} banks, the lowest first", positions, buffer.banks), role);
  }

  RtlComponent compressor(std::int64_t slots) const {
    return {"compressor", {{"WINDOW", window_}, {"SLOTS", slots}, {"INDEX_BITS", index_bits(window_)}}};
  }

  /// From what comes with a window to what the elements need: masks where both operands leave positions out, positions where one does.
  void add_decoder(const std::string& operand, const Operand& own, const Delivery& arrives, std::int64_t streams, Role indices, Role mask) {
    if (!arrives.restricts) return;
    const std::int64_t units = decode_units(design_, own, streams);
    const EncodingKind kind = own.encoding.kind;
    const bool is_mask = kind == EncodingKind::None || kind == EncodingKind::Bitmask;
    if (kind == EncodingKind::None)
      add(operand + "_nonzeros", {"nonzero_mask", {{"WINDOW", window_}, {"BITS", own.bits}}}, units, "the mask of values that come without metadata",
          mask);
    if (both() && !is_mask)
      add(operand + "_mask", {"position_mask", {{"WINDOW", window_}, {"SLOTS", arrives.slots}, {"INDEX_BITS", index_bits(window_)}}}, units,
          "the mask of a window from the positions of its values", mask);
    if (!both() && is_mask)
      add(operand + "_indices", compressor(std::min(design_.lanes, window_)), units, "positions of the kept values, from their mask", indices);
  }

  /// One module for the lanes of an element that have equally many inputs.
  void add_multiplexers(const std::string& operand, const std::vector<std::int64_t>& inputs, std::int64_t bits, Role role) {
    std::map<std::int64_t, std::int64_t> lanes;
    for (const std::int64_t n : inputs)
      if (n > 1) ++lanes[n];
    for (const auto& [n, count] : lanes)
      add(operand + "_multiplexers" + (lanes.size() == 1 ? "" : fmt::format("_of_{}", n)),
          {"operand_multiplexer", {{"LANES", count}, {"INPUTS", n}, {"BITS", bits}, {"INDEX_BITS", index_bits(n)}}}, elements_,
          fmt::format("{}s for {} lanes, each from {} places", operand, count, n), role);
  }

  void add_elements() {
    if (both())
      add("pairs", {"intersection", {{"WINDOW", window_}, {"LANES", design_.lanes}, {"COUNT_BITS", count_bits(window_)}}}, elements_,
          "positions that both masks keep, and where their values stand", Role::Pairs);
    const OperandSelect select = operand_select(design_);
    add_multiplexers("weight", select.weights, design_.weights.bits, Role::WeightSelect);
    add_multiplexers("activation", select.activations, design_.activations.bits, Role::ActivationSelect);
    if (design_.slack > 1)
      add("step_queues",
          {"step_queue",
           {{"SLACK", design_.slack},
            {"WINDOW", window_},
            {"PAYLOAD", weights_.value_bits + weights_.mask_bits + activations_.value_bits + activations_.mask_bits + 1}}},
          elements_, fmt::format("{} steps of operands as they arrive, so that an element may run ahead", design_.slack), Role::Queue);
    if (weights_.restricts || activations_.restricts || design_.slack > 1 || design_.domain != Domain::Array)
      add("elements_array",
          {"pe_array",
           {{"ROWS", design_.array_m},
            {"COLUMNS", design_.array_n},
            {"DOMAIN", static_cast<std::int64_t>(design_.domain)},
            {"WINDOW", window_},
            {"LANES", design_.lanes},
            {"SLACK", design_.slack},
            {"BITS", std::max(design_.weights.bits, design_.activations.bits)},
            {"SUM_BITS", kSumBits}}},
          design_.array_k, "the whole array with its queues and broadcast, for simulation", Role::Array);
  }

  bool both() const { return weights_.restricts && activations_.restricts; }

  const ResolvedDesign& design_;
  const AddedOptions& options_;
  std::int64_t window_, elements_;
  Delivery weights_, activations_;
  std::vector<AddedUnit> units_;
};

}  // namespace

std::int64_t index_bits(std::int64_t values) { return std::max<std::int64_t>(1, ceil_log2(static_cast<std::uint64_t>(values))); }
std::int64_t count_bits(std::int64_t most) { return std::bit_width(static_cast<std::uint64_t>(most)); }

std::vector<AddedUnit> built_units(const ResolvedDesign& design, const AddedOptions& options) { return Adding(design, options).run(); }

std::vector<AddedUnit> added_units(const ResolvedDesign& design, const AddedOptions& options) {
  for (const Pattern& pattern : unbuilt_patterns(design))
    throw UserError(Diagnostic{DiagnosticId::UnsupportedRtl,
                               {},
                               fmt::format("there is no selector for {} of {}", pattern.text(), design.name),
                               "a pattern of one or two levels that choose, on single rows",
                               {}});
  return built_units(design, options);
}

std::vector<Pattern> unbuilt_patterns(const ResolvedDesign& design) {
  std::vector<Pattern> patterns = selected_patterns(design);
  std::erase_if(patterns, selectable);
  return patterns;
}

std::vector<std::string> left_out(const ResolvedDesign& design) {
  std::vector<std::string> list;
  for (const Operand* operand : {&design.weights, &design.activations}) {
    const std::string name = operand == &design.weights ? "weights" : "activations";
    if (operand->read == Read::Gather) {
      list.push_back(fmt::format("the banks of gathered {}: SRAM", name));
      if (design.slices == Slices::Blocked && design.array_k > 1)
        list.push_back(fmt::format("the banks' conflicts between blocked slices: {} are gathered as those of interleaved ones", name));
    }
    if (operand->encoding.kind == EncodingKind::Combinatorial || operand->encoding.kind == EncodingKind::RunLength ||
        operand->encoding.kind == EncodingKind::Csr)
      list.push_back(fmt::format("the adders of the decoder of {} in {}", name, row(operand->encoding.kind).name));
  }
  if (design.activations.decide && design.activations.decide->state_bits > 0) list.emplace_back("the decision's state: SRAM");
  if (design.activations.decide && design.activations.decide->from == DecideFrom::PreviousInput)
    list.emplace_back("the choices of the previous input: SRAM");
  if (design.arrays > 1) list.push_back(fmt::format("all but one of {} arrays: each adds the same", design.arrays));
  if (design.array_k > 1) list.emplace_back("adders over the slices of k: each slice is an array of its own");
  const bool restricts = delivery(design.weights, design.window).restricts || delivery(design.activations, design.window).restricts;
  if (design.empty_window != 1 && restricts)
    list.push_back(fmt::format("empty-window {}: the elements take one cycle for an empty window", design.empty_window));
  return list;
}

}  // namespace skeptic
