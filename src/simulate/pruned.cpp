#include "simulate/pruned.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cassert>
#include <numeric>

#include "simulate/geometry.h"
#include "simulate/permuted.h"
#include "simulate/sides.h"
#include "sparsity/permutation.h"

namespace skeptic {
namespace {

bool prunes_activations(const Operand& activations) {
  for (const Pattern& pattern : activations.listed())
    if (pattern.structured()) return true;
  return false;
}

/// Of a choice at run time: the policy, what it looks at, and the unit's cut. Units are cut in granules and padding counts as position, so the
/// granule is part of it.
std::string choice_key(const ResolvedDesign& design) {
  const Decision& decide = *design.activations.decide;
  std::int64_t granule = std::lcm(design.window, design.weights.pattern.group_length());
  for (const Pattern& pattern : design.activations.patterns) granule = std::lcm(granule, pattern.group_length());
  const char* const policy = decide.policy.kind == PolicyKind::Cover ? "cover" : decide.policy.kind == PolicyKind::Energy ? "energy" : "density";
  return fmt::format(" by {} {} of {} input, unit {}x{}, granule {}", policy, fmt::join(decide.policy.limits, ","),
                     decide.from == DecideFrom::ThisInput ? "this" : "previous", decide.pixels,
                     decide.channels ? fmt::format("{}", *decide.channels) : "all", granule);
}

/// Zeroes what `nonzero` has no bit for. Rows are those of `first_of`, taps of `channels` values stand `padded` apart in the mask.
template <typename FirstOf>
void keep(const Mask& nonzero, std::int64_t rows, std::int64_t taps, const Geometry& shape, std::vector<float>& values, const FirstOf& first_of) {
  for (std::int64_t row = 0; row < rows; ++row) {
    float* const from = values.data() + (first_of(row) - values.data());
    for (std::int64_t tap = 0; tap < taps; ++tap)
      for (std::int64_t c = 0; c < shape.channels; ++c)
        if (!nonzero.get(row, tap * shape.padded + c)) from[tap * shape.channels + c] = 0;
  }
}

}  // namespace

std::string pruning_key(const ResolvedDesign& design) {
  std::string key;
  if (design.weights.pattern.structured())
    key = fmt::format("weights {}{}", design.weights.pattern.text(), design.weights.permuted ? " of permuted channels" : "");
  if (!prunes_activations(design.activations)) return key;
  if (!key.empty()) key += ", ";
  std::vector<std::string> patterns;
  for (const Pattern& pattern : design.activations.listed()) patterns.push_back(pattern.text());
  key += fmt::format("activations {}", fmt::join(patterns, " or "));
  if (design.activations.run_time()) key += choice_key(design);
  return key;
}

bool prunes_by_magnitude(const ResolvedDesign& design) {
  if (!prunes_activations(design.activations)) return false;
  // A unit whose nonzeros all fit is the same set whatever their magnitudes; only a fallback that drops would have to rank them.
  const bool covers = design.activations.run_time() && design.activations.decide->policy.kind == PolicyKind::Cover &&
                      design.activations.decide->from == DecideFrom::ThisInput;
  return !(covers && !design.activations.patterns.back().structured());
}

void prune_weights(const ResolvedDesign& design, const Layer& layer, const std::vector<std::int32_t>* order, LayerOperands& operands) {
  if (layer.kind == LayerKind::Matmul || !design.weights.pattern.structured()) return;
  if (order != nullptr) {
    operands = permuted(layer, std::move(operands), *order);
    prune_weights(design, layer, nullptr, operands);
    operands = permuted(layer, std::move(operands), inverse(*order));
    return;
  }
  const Geometry shape = geometry(design, layer, operands);
  for (std::int64_t group = 0; group < shape.groups; ++group) {
    const WeightSide side = weight_side(design, shape, operands, group);
    keep(side.nonzero, shape.rows, shape.taps, shape, operands.weights, [&](std::int64_t row) { return weights_row(operands, shape, group, row); });
  }
}

void prune_activations(const ResolvedDesign& design, const Layer& layer, const std::vector<std::int32_t>* order, LayerOperands& operands,
                       const LayerOperands* before) {
  if (!prunes_activations(design.activations)) return;
  if (order != nullptr) {
    operands = permuted(layer, std::move(operands), *order);
    const LayerOperands last = before != nullptr ? permuted(layer, *before, *order) : LayerOperands{};
    prune_activations(design, layer, nullptr, operands, before != nullptr ? &last : nullptr);
    operands = permuted(layer, std::move(operands), inverse(*order));
    return;
  }
  const bool previous = design.activations.run_time() && design.activations.decide->from == DecideFrom::PreviousInput;
  if (previous && before != nullptr) {
    // The input before becomes the first of a batch of two, which is how the simulator hands it on.
    assert(operands.images == 1);
    LayerOperands both = *before;
    both.images += 1;
    both.activations.insert(both.activations.end(), operands.activations.begin(), operands.activations.end());
    if (layer.kind == LayerKind::Matmul) both.weights.insert(both.weights.end(), operands.weights.begin(), operands.weights.end());
    prune_activations(design, layer, nullptr, both, nullptr);
    operands.activations.assign(both.activations.end() - static_cast<std::ptrdiff_t>(operands.activations.size()), both.activations.end());
    return;
  }
  const Geometry shape = geometry(design, layer, operands);
  // Groups are looked at before any of them changes: a matmul's image looks back at the one before it.
  std::vector<Mask> kept;
  for (std::int64_t group = 0; group < shape.groups; ++group) kept.push_back(kept_activations(design, shape, operands, group));
  for (std::int64_t group = 0; group < shape.groups; ++group)
    keep(kept[static_cast<std::size_t>(group)], shape.vectors, 1, shape, operands.activations,
         [&](std::int64_t vector) { return activations_vector(operands, shape, group, vector); });
}

}  // namespace skeptic
