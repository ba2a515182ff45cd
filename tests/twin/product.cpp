#include "twin/product.h"

#include <algorithm>
#include <cassert>
#include <deque>
#include <numeric>
#include <utility>

#include "base/diagnostic.h"
#include "twin/decide.h"
#include "twin/encode.h"

namespace skeptic::twin {
namespace {

/// One product before anything is pruned: shapes, padded values and where each column finds its vectors.
struct Raw {
  Product product;
  Values weights, vectors;
  std::int64_t images = 1;       ///< among which the vectors are divided evenly
  std::int64_t previous = -1;    ///< matmul: the product of the same head of the previous image; -1 for the first image
  bool separate_images = false;  ///< matmul: each image is a product of its own
};

std::int64_t granule_of(const ResolvedDesign& design, const Layer& layer) {
  std::int64_t granule = std::lcm(design.window, weights_operand(design, layer).pattern.group_length());
  for (const Pattern& pattern : design.activations.listed()) granule = std::lcm(granule, pattern.group_length());
  return granule;
}

void require_shape(bool fits, const Layer& layer) {
  if (!fits)
    throw UserError(Diagnostic{DiagnosticId::LayerTensorShape, {}, "the operands of layer " + layer.name + " do not have its shape", "", ""});
}

Raw raw_convolution(const Layer& layer, const LayerOperands& operands, std::int64_t group, std::int64_t granule) {
  Raw raw;
  Product& product = raw.product;
  raw.images = operands.images;
  product.rows = layer.out_channels / layer.groups;
  product.channels = layer.in_channels / layer.groups;
  product.taps = layer.kernel_height * layer.kernel_width;
  product.granule = granule;
  product.padded_channels = round_up(product.channels, granule);
  product.columns = operands.images * layer.out_height() * layer.out_width();
  for (std::int64_t m = 0; m < product.rows; ++m) {
    raw.weights.emplace_back(product.positions(), 0.0F);
    for (std::int64_t tap = 0; tap < product.taps; ++tap)
      for (std::int64_t c = 0; c < product.channels; ++c)
        raw.weights[m][tap * product.padded_channels + c] =
            operands.weights[((group * product.rows + m) * product.taps + tap) * product.channels + c];
  }
  for (std::int64_t v = 0; v < operands.images * layer.in_height * layer.in_width; ++v) {
    raw.vectors.emplace_back(product.padded_channels, 0.0F);
    for (std::int64_t c = 0; c < product.channels; ++c)
      raw.vectors[v][c] = operands.activations[v * layer.in_channels + group * product.channels + c];
  }
  for (std::int64_t image = 0; image < operands.images; ++image)
    for (std::int64_t p = 0; p < layer.out_height(); ++p)
      for (std::int64_t q = 0; q < layer.out_width(); ++q) {
        std::vector<std::optional<std::int64_t>> taps;
        for (std::int64_t r = 0; r < layer.kernel_height; ++r)
          for (std::int64_t s = 0; s < layer.kernel_width; ++s) {
            const std::int64_t y = p * layer.stride + r - layer.pad_height, x = q * layer.stride + s - layer.pad_width;
            const bool inside = y >= 0 && y < layer.in_height && x >= 0 && x < layer.in_width;
            taps.push_back(inside ? std::optional((image * layer.in_height + y) * layer.in_width + x) : std::nullopt);
          }
        product.source.push_back(taps);
      }
  return raw;
}

/// `rows` x C of W from `first_weight`, `columns` vectors of A from `first_activation`; one tap.
Raw raw_matrix(const Layer& layer, const LayerOperands& operands, std::int64_t columns, std::int64_t index, std::int64_t granule) {
  Raw raw;
  Product& product = raw.product;
  product.rows = layer.out_channels;
  product.columns = columns;
  product.channels = layer.in_channels;
  product.taps = 1;
  product.granule = granule;
  product.padded_channels = round_up(product.channels, granule);
  for (std::int64_t m = 0; m < product.rows; ++m) {
    raw.weights.emplace_back(product.padded_channels, 0.0F);
    for (std::int64_t c = 0; c < product.channels; ++c) raw.weights[m][c] = operands.weights[(index * product.rows + m) * product.channels + c];
  }
  for (std::int64_t n = 0; n < columns; ++n) {
    raw.vectors.emplace_back(product.padded_channels, 0.0F);
    for (std::int64_t c = 0; c < product.channels; ++c) raw.vectors[n][c] = operands.activations[(index * columns + n) * product.channels + c];
    product.source.push_back({n});
  }
  return raw;
}

std::vector<Raw> raw_products(const ResolvedDesign& design, const Layer& layer, const LayerOperands& operands) {
  const std::int64_t granule = granule_of(design, layer), images = operands.images;
  const auto weights = static_cast<std::int64_t>(operands.weights.size()), activations = static_cast<std::int64_t>(operands.activations.size());
  std::vector<Raw> raws;
  switch (layer.kind) {
    case LayerKind::Convolution:
      require_shape(weights == layer.out_channels * layer.kernel_height * layer.kernel_width * (layer.in_channels / layer.groups) &&
                        activations == images * layer.in_height * layer.in_width * layer.in_channels,
                    layer);
      for (std::int64_t group = 0; group < layer.groups; ++group) raws.push_back(raw_convolution(layer, operands, group, granule));
      break;
    case LayerKind::Linear:
      require_shape(weights == layer.out_channels * layer.in_channels && activations == images * layer.tokens * layer.in_channels, layer);
      raws.push_back(raw_matrix(layer, operands, images * layer.tokens, 0, granule));
      raws.back().images = images;
      break;
    case LayerKind::Matmul:
      require_shape(weights == images * layer.groups * layer.out_channels * layer.in_channels &&
                        activations == images * layer.groups * layer.tokens * layer.in_channels,
                    layer);
      for (std::int64_t index = 0; index < images * layer.groups; ++index) {
        raws.push_back(raw_matrix(layer, operands, layer.tokens, index, granule));
        raws.back().separate_images = true;
        raws.back().previous = index - layer.groups;
      }
      break;
    case LayerKind::Elementwise:
      assert(false);
  }
  return raws;
}

/// S of one row, from its slots and its pruned values.
std::vector<bool> slot_mask(Skip skip, const std::vector<bool>& slots, const std::vector<float>& values) {
  std::vector<bool> mask(values.size(), true);
  for (std::size_t c = 0; c < values.size(); ++c) {
    if (skip == Skip::Pattern) mask[c] = slots[c];
    if (skip == Skip::Zeros) mask[c] = values[c] != 0;
  }
  return mask;
}

/// Fills masks and granules of one side. `patterns` gives each granule of each row its pattern; `height` is R.
void finish_side(const Operand& operand, const Product& product, const Values& unpruned, const Bits& slots,
                 const std::vector<std::vector<Pattern>>& patterns, std::int64_t height, Side& side) {
  side.values = pruned(unpruned, slots);
  for (std::size_t r = 0; r < unpruned.size(); ++r) {
    side.mask.push_back(slot_mask(operand.skip, slots[r], side.values[r]));
    Line line{side.values[r], unpruned[r], side.mask[r], {}, patterns[r], static_cast<std::int64_t>(r) % height == 0};
    for (std::size_t c = 0; c < unpruned[r].size(); ++c)
      line.real.push_back(static_cast<std::int64_t>(c) % product.padded_channels < product.channels);
    side.granules.push_back(encode(operand, line, product.granule));
  }
}

/// The rows of a side as a design deals them to the waves (machine-model-notes, "Balancing"): cards from a pile, densest on top.
void deal_rows(Balance balance, std::int64_t array_rows, Side& side) {
  std::vector<std::pair<std::int64_t, std::size_t>> pile;  // minus the ones, and the row: ties fall to the lower index
  for (std::size_t r = 0; r < side.mask.size(); ++r) pile.emplace_back(-std::count(side.mask[r].begin(), side.mask[r].end(), true), r);
  std::sort(pile.begin(), pile.end());
  if (balance == Balance::None || pile.front().first == pile.back().first) return;
  std::deque<std::size_t> ranked;
  for (const auto& [ones, row] : pile) ranked.push_back(row);

  std::vector<std::size_t> room;  // of each wave
  for (std::size_t left = ranked.size(); left > 0; left -= room.back()) room.push_back(std::min<std::size_t>(left, array_rows));
  std::vector<std::vector<std::size_t>> waves(room.size());
  if (balance == Balance::Interleave) {
    while (!ranked.empty())
      for (std::size_t w = 0; w < waves.size(); ++w)
        if (waves[w].size() < room[w]) {
          waves[w].push_back(ranked.front());
          ranked.pop_front();
        }
    for (std::size_t w = 1; w < waves.size(); w += 2) std::reverse(waves[w].begin(), waves[w].end());
  } else {
    for (std::size_t w = 0; w < waves.size(); ++w)
      while (waves[w].size() < room[w]) {
        const bool from_sparse_end = balance == Balance::Pair && w % 2 == 1;
        waves[w].push_back(from_sparse_end ? ranked.back() : ranked.front());
        if (from_sparse_end)
          ranked.pop_back();
        else
          ranked.pop_front();
      }
  }

  Side dealt;
  for (const auto& wave : waves)
    for (const std::size_t row : wave) {
      dealt.values.push_back(side.values[row]);
      dealt.mask.push_back(side.mask[row]);
      dealt.granules.push_back(side.granules[row]);
    }
  side = std::move(dealt);
}

/// What the policy picks for every unit of the images in `raw` by their own values, image after image.
std::vector<std::int64_t> own_choices(const Operand& operand, const Raw& raw) {
  const std::int64_t vectors = static_cast<std::int64_t>(raw.vectors.size()) / raw.images;
  std::vector<std::int64_t> choices;
  for (std::int64_t image = 0; image < raw.images; ++image)
    for (const Unit& unit : units_of(*operand.decide, vectors, raw.product.padded_channels))
      choices.push_back(picked(operand.decide->policy, operand.patterns, values_of(unit, raw.vectors, image * vectors)));
  return choices;
}

/// Chooses and prunes unit by unit; returns the slots.
Bits decide_units(const Operand& operand, const std::vector<Raw>& raws, const Raw& raw, Product& product) {
  const std::int64_t vectors = static_cast<std::int64_t>(raw.vectors.size()) / raw.images;
  const std::int64_t granules = product.padded_channels / product.granule;
  const std::vector<Unit> units = units_of(*operand.decide, vectors, product.padded_channels);
  assert(operand.decide->channels.value_or(0) % product.granule == 0);
  const std::int64_t count = static_cast<std::int64_t>(units.size());
  const std::int64_t last = static_cast<std::int64_t>(operand.patterns.size()) - 1;
  std::vector<std::int64_t> own = own_choices(operand, raw), choices = own;
  if (operand.decide->from == DecideFrom::PreviousInput) {
    for (std::int64_t i = 0; i < raw.images * count; ++i) choices[i] = i < count ? last : own[i - count];
    if (raw.separate_images && raw.previous >= 0) choices = own_choices(operand, raws[raw.previous]);
  }
  product.units_by_pattern.assign(operand.patterns.size(), 0);
  product.unit.assign(raw.vectors.size(), std::vector<std::int64_t>(granules, -1));
  product.pattern = product.unit;
  Bits slots(raw.vectors.size(), std::vector<bool>(product.padded_channels, false));
  for (std::int64_t i = 0; i < raw.images * count; ++i) {
    const Unit& unit = units[i % count];
    const std::int64_t first = i / count * vectors;
    const Bits kept = slots_of(operand.patterns[choices[i]], values_of(unit, raw.vectors, first));
    ++product.units_by_pattern[choices[i]];
    for (std::int64_t v = 0; v < unit.vectors; ++v)
      for (std::int64_t c = 0; c < unit.channels; ++c) {
        const std::int64_t vector = first + unit.first_vector + v, channel = unit.first_channel + c;
        slots[vector][channel] = kept[v][c];
        product.unit[vector][channel / product.granule] = i;
        product.pattern[vector][channel / product.granule] = choices[i];
      }
  }
  return slots;
}

}  // namespace

Operand weights_operand(const ResolvedDesign& design, const Layer& layer) {
  Operand operand = design.weights;
  if (layer.kind == LayerKind::Matmul) operand.pattern = Pattern{};
  return operand;
}

std::vector<Product> products_of(const ResolvedDesign& design, const Layer& layer, const LayerOperands& operands) {
  const Operand weights = weights_operand(design, layer);
  const Operand& activations = design.activations;
  const std::vector<Raw> raws = raw_products(design, layer, operands);
  std::vector<Product> products;
  for (const Raw& raw : raws) {
    Product product = raw.product;
    finish_side(weights, product, raw.weights, slots_of(weights.pattern, raw.weights),
                {raw.weights.size(), std::vector<Pattern>(product.positions() / product.granule, weights.pattern)}, weights.pattern.height(),
                product.weights);
    if (layer.kind != LayerKind::Matmul) deal_rows(design.balance, design.array_m, product.weights);

    const Bits slots = activations.run_time() ? decide_units(activations, raws, raw, product) : slots_of(activations.pattern, raw.vectors);
    std::vector<std::vector<Pattern>> patterns(raw.vectors.size(),
                                               std::vector<Pattern>(product.padded_channels / product.granule, activations.pattern));
    if (activations.run_time())
      for (std::size_t v = 0; v < patterns.size(); ++v)
        for (std::size_t i = 0; i < patterns[v].size(); ++i) patterns[v][i] = activations.patterns[product.pattern[v][i]];
    finish_side(activations, product, raw.vectors, slots, patterns, activations.run_time() ? 1 : activations.pattern.height(), product.activations);

    const Values zeros{std::vector<float>(product.padded_channels, 0.0F)};
    product.outside_mask = slot_mask(activations.skip, slots_of(activations.listed().front(), zeros).front(), zeros.front());
    for (std::size_t v = 0; v < raw.vectors.size(); ++v)
      for (std::size_t c = 0; c < raw.vectors[v].size(); ++c) {
        const double value = raw.vectors[v][c], square = value * value;
        product.energy += square;
        if (value != 0 && product.activations.values[v][c] == 0) {
          ++product.dropped;
          product.dropped_energy += square;
        }
      }
    products.push_back(std::move(product));
  }
  return products;
}

}  // namespace skeptic::twin
