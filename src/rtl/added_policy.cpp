#include "rtl/added_policy.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/rational.h"
#include "rtl/rates.h"

namespace skeptic {
namespace {

/// Sums that one tree joins; more take trees above each other.
constexpr std::int64_t kTreeInputs = 16;

/// "policy_energy" is "energy_sums" and "energy_choice".
struct Names {
  std::string_view beat, choice;
};
Names names_of(PolicyKind kind) {
  switch (kind) {
    case PolicyKind::Energy:
      return {"energy_sums", "energy_choice"};
    case PolicyKind::Density:
      return {"density_count", "density_choice"};
    case PolicyKind::Cover:
      break;
  }
  return {"cover_losses", "cover_choice"};
}

std::string rule_of(const Policy& policy) {
  if (policy.kind == PolicyKind::Energy) return fmt::format("keeps {} of the sum of squares", policy.limits[0]);
  return policy.kind == PolicyKind::Density ? "is sparse enough for it" : "drops no nonzero";
}

class Policies {
 public:
  Policies(const ResolvedDesign& design, bool magnitudes)
      : operand_(design.activations),
        decide_(*operand_.decide),
        width_(policy_width(design)),
        names_(names_of(decide_.policy.kind)),
        absolute_(magnitudes ? 0 : 1),
        patterns_(static_cast<std::int64_t>(operand_.patterns.size())) {}

  std::vector<AddedUnit> run() {
    const std::int64_t each = ceil_divide(width_.copies, width_.units);
    add(names_.beat, beat(), width_.copies, fmt::format("what {} elements say; {} elements a cycle", width_.beat, width_.elements), Role::Policy, 0);
    if (width_.joined()) add_tree(each);
    add(names_.choice, choice(each), width_.units,
        fmt::format("picks the first pattern of which a unit of {} elements {}", unit_elements(decide_), rule_of(decide_.policy)), Role::Policy,
        decide_.policy.kind == PolicyKind::Cover ? 1 : 2);
    return std::move(units_);
  }

 private:
  void add_tree(std::int64_t each) {
    const std::string joins = fmt::format("joins {} of them to what a unit of the decision says", each);
    if (decide_.policy.kind == PolicyKind::Cover) {
      add("any_tree", {{"COUNT", each}, {"WORDS", tested()}}, width_.units, joins, Role::PolicyTree, 0);
      return;
    }
    const bool energy = decide_.policy.kind == PolicyKind::Energy;
    std::int64_t bits = energy ? square_bits(width_.beat) : count_bits(width_.beat), level = 0;
    for (std::int64_t left = each; left > 1; left = ceil_divide(left, kTreeInputs)) {
      const std::int64_t joined = std::min(left, kTreeInputs);
      add("sum_tree", tree(joined, energy ? patterns_ : 1, bits), width_.units * ceil_divide(left, kTreeInputs), joins, Role::PolicyTree, 0);
      if (++level > 1) units_.back().name += fmt::format("_{}", level);
      bits += ceil_log2(static_cast<std::uint64_t>(joined));
    }
  }

  std::int64_t tested() const { return patterns_ - 1; }
  /// Of a sum of squares.
  std::int64_t square_bits(std::int64_t squares) const { return 2 * operand_.bits + ceil_log2(static_cast<std::uint64_t>(squares)); }
  std::int64_t sum_bits() const { return 2 * operand_.bits + index_bits(unit_elements(decide_)); }

  void add(std::string_view module, ParameterValues parameters, std::int64_t copies, std::string purpose, Role role, std::int64_t edges) {
    units_.push_back({fmt::format("{}_unit", module),
                      {std::string(module), std::move(parameters)},
                      copies,
                      std::move(purpose),
                      role,
                      DecisionPart::Policy,
                      edges});
  }

  ParameterValues beat() const {
    ParameterValues parameters{{"ELEMENTS", width_.beat}, {"BITS", operand_.bits}};
    switch (decide_.policy.kind) {
      case PolicyKind::Cover:
        parameters.emplace_back("TESTED", tested());
        break;
      case PolicyKind::Density:
        parameters.emplace_back("COUNT_BITS", count_bits(width_.beat));
        break;
      case PolicyKind::Energy:
        parameters.emplace_back("ABSOLUTE", absolute_);
        parameters.emplace_back("TESTED", tested());
        parameters.emplace_back("SUM_BITS", square_bits(width_.beat));
        break;
    }
    return parameters;
  }

  static ParameterValues tree(std::int64_t count, std::int64_t words, std::int64_t bits) {
    return {{"COUNT", count}, {"WORDS", words}, {"BITS", bits}, {"SUM_BITS", bits + ceil_log2(static_cast<std::uint64_t>(count))}};
  }

  ParameterValues choice(std::int64_t each) const {
    ParameterValues parameters{{"TESTED", tested()}, {"PATTERN_BITS", index_bits(patterns_)}};
    const std::int64_t wider = ceil_log2(static_cast<std::uint64_t>(each));
    if (decide_.policy.kind == PolicyKind::Energy) parameters.emplace_back("SUM_BITS", std::max(sum_bits(), square_bits(width_.beat) + wider));
    if (decide_.policy.kind == PolicyKind::Density)
      parameters.emplace_back("COUNT_BITS", std::max(count_bits(unit_elements(decide_)), count_bits(width_.beat) + wider));
    return parameters;
  }

  const Operand& operand_;
  const Decision& decide_;
  PolicyWidth width_;
  Names names_;
  std::int64_t absolute_, patterns_;
  std::vector<AddedUnit> units_;
};

}  // namespace

PolicyWidth policy_width(const ResolvedDesign& design) {
  PolicyWidth width;
  width.elements = selected_elements(design);
  width.beat = std::min({kPolicyElements, width.elements, unit_elements(*design.activations.decide)});
  width.copies = ceil_divide(width.elements, width.beat);
  width.units = ceil_divide(width.elements, unit_elements(*design.activations.decide));
  return width;
}

std::vector<AddedUnit> policy_units(const ResolvedDesign& design, bool magnitudes) {
  const Operand& operand = design.activations;
  if (!operand.run_time() || operand.patterns.size() < 2) return {};
  return Policies(design, magnitudes).run();
}

}  // namespace skeptic
