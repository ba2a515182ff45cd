#include "simulate/sides.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "simulate/choose.h"
#include "sparsity/nonzeros.h"
#include "sparsity/prune.h"

namespace skeptic {
namespace {

/// What storing an operand takes, apart from its values.
struct Storage {
  const Operand& operand;
  Skip skip;
  std::int64_t granule, padded, channels;

  std::int64_t granules_per_tap() const { return padded / granule; }
  /// Real positions of the granule with this index within its tap.
  std::int64_t real_positions(std::int64_t granule_of_tap) const { return std::clamp<std::int64_t>(channels - granule_of_tap * granule, 0, granule); }
  /// Metadata bits of a granule in a pattern, for the encodings that depend on nothing else.
  std::int64_t pattern_metadata(const Pattern& pattern, bool first_of_block) const {
    if (operand.encoding.kind == EncodingKind::Bitmask) return granule;
    if (operand.encoding.kind != EncodingKind::Offset && operand.encoding.kind != EncodingKind::Combinatorial) return 0;
    const GroupBits bits = group_bits(pattern, operand.encoding.kind);
    return granule / pattern.group_length() * (bits.inner + (first_of_block ? bits.outer : 0));
  }
  bool by_row() const { return operand.encoding.kind == EncodingKind::RunLength || operand.encoding.kind == EncodingKind::Csr; }
};

/// Bits beside the values of one row in run-length or csr, by granule. `nonzero` holds the row's stored values; padding zeros of long runs
/// (their value bits included) and csr's row length, charged to the row's first granule, are metadata.
std::vector<std::int64_t> row_metadata(const Storage& storage, const Mask& nonzero, std::int64_t row, std::int64_t taps) {
  const std::int64_t length = taps * storage.channels;
  std::vector<std::int64_t> bits(static_cast<std::size_t>(taps * storage.granules_per_tap()), 0);
  const auto granule_of = [&](std::int64_t real) {
    return static_cast<std::size_t>(real / storage.channels * storage.granules_per_tap() + real % storage.channels / storage.granule);
  };
  const Encoding& encoding = storage.operand.encoding;
  if (encoding.kind == EncodingKind::Csr) bits[0] += ceil_log2(static_cast<std::uint64_t>(length) + 1);
  const std::int64_t reach = std::int64_t{1} << encoding.run_bits;
  std::int64_t run_start = 0;
  for (std::int64_t real = 0; real < length; ++real) {
    if (!nonzero.get(row, real / storage.channels * storage.padded + real % storage.channels)) continue;
    if (encoding.kind == EncodingKind::Csr) {
      bits[granule_of(real)] += ceil_log2(static_cast<std::uint64_t>(length));
    } else {
      for (std::int64_t pad = run_start + reach - 1; pad < real; pad += reach) bits[granule_of(pad)] += storage.operand.bits + encoding.run_bits;
      bits[granule_of(real)] += encoding.run_bits;
      run_start = real + 1;
    }
  }
  return bits;
}

Mask all_ones(std::int64_t rows, std::int64_t columns) {
  Mask mask(rows, columns);
  for (std::int64_t r = 0; r < rows; ++r) {
    for (std::uint64_t& word : mask.row(r)) word = ~std::uint64_t{0};
    if (columns % 64 != 0) mask.row(r).back() = (std::uint64_t{1} << (columns % 64)) - 1;
  }
  return mask;
}

/// Ones where `values` [rows, columns] are not zero and, if given, `kept` has a one.
Mask nonzeros(const std::vector<float>& values, std::int64_t rows, std::int64_t columns, const Mask* kept) {
  Mask mask = nonzeros_of(values.data(), rows, columns);
  for (std::int64_t r = 0; kept != nullptr && r < rows; ++r)
    for (std::size_t word = 0; word < mask.row(r).size(); ++word) mask.row(r)[word] &= kept->row(r)[word];
  return mask;
}

std::vector<float> padded_values(const float* (*source)(const std::vector<float>&, const Geometry&, std::int64_t, std::int64_t),
                                 const std::vector<float>& tensor, const Geometry& shape, std::int64_t group, std::int64_t rows, std::int64_t taps) {
  std::vector<float> values(static_cast<std::size_t>(rows * taps * shape.padded), 0.0F);
  for (std::int64_t r = 0; r < rows; ++r) {
    const float* from = source(tensor, shape, group, r);
    for (std::int64_t tap = 0; tap < taps; ++tap)
      std::copy_n(from + tap * shape.channels, shape.channels, values.begin() + (r * taps + tap) * shape.padded);
  }
  return values;
}

/// The slot mask of section 3 from what a pattern keeps and what is not zero.
Mask slot_mask(Skip skip, const Pattern* fixed, const Mask& kept, const Mask& nonzero) {
  switch (skip) {
    case Skip::None:
      return all_ones(nonzero.rows(), nonzero.columns());
    case Skip::Zeros:
      return nonzero;
    case Skip::Pattern:
      break;
  }
  return fixed == nullptr || fixed->structured() ? kept : all_ones(nonzero.rows(), nonzero.columns());
}

/// Bits of a granule as it is stored: values and metadata (section 7).
void set_stored(Side& side, const Storage& storage, std::int64_t row, std::int64_t granule, std::int64_t metadata) {
  const std::int64_t of_tap = granule % storage.granules_per_tap();
  std::int64_t values = storage.granule;
  if (storage.operand.encoding.kind == EncodingKind::None)
    values = storage.real_positions(of_tap);
  else if (storage.skip != Skip::None)
    values = side.slots.count(row, granule * storage.granule, (granule + 1) * storage.granule);
  side.load.set(row, granule, values * storage.operand.bits + metadata);
  side.metadata.set(row, granule, metadata);
  side.read_metadata.set(row, granule, metadata);
}

GranuleCapacity capacity(const Storage& storage, const Pattern& pattern) {
  GranuleCapacity capacity;
  const bool any_input = storage.operand.run_time() || (storage.skip == Skip::Zeros && storage.operand.encoding.kind != EncodingKind::None);
  for (const bool first : {false, true})
    for (const bool last : {false, true}) {
      const std::int64_t real = storage.real_positions(last ? storage.granules_per_tap() - 1 : 0);
      std::int64_t bits = 0;
      if (any_input) {
        bits = storage.granule * (storage.operand.bits + 1);
      } else if (storage.operand.encoding.kind == EncodingKind::None) {
        bits = (last ? real : storage.granule) * storage.operand.bits;
      } else {
        const Rational slots = storage.skip == Skip::Pattern ? pattern.density() * Rational(storage.granule) : Rational(storage.granule);
        bits = ceil_divide(slots, Rational(1)) * storage.operand.bits + storage.pattern_metadata(pattern, first);
      }
      capacity.bits[first][last] = bits;
    }
  return capacity;
}

Storage weight_storage(const ResolvedDesign& design, const Geometry& shape) {
  return {design.weights, weights_skip(design, shape), shape.granule, shape.padded, shape.channels};
}

Storage activation_storage(const ResolvedDesign& design, const Geometry& shape) {
  return {design.activations, design.activations.skip, shape.granule, shape.padded, shape.channels};
}

}  // namespace

WeightSide weight_side(const ResolvedDesign& design, const Geometry& shape, const LayerOperands& operands, std::int64_t group) {
  const Pattern& pattern = weights_pattern(design, shape);
  const Storage storage = weight_storage(design, shape);
  const std::vector<float> values = padded_values(weights_row, operands.weights, shape, group, shape.rows, shape.taps);
  WeightSide side;
  const Mask kept = pattern.structured() ? slots_of(pattern, values, shape.rows, shape.depth()) : Mask();
  side.nonzero = nonzeros(values, shape.rows, shape.depth(), pattern.structured() ? &kept : nullptr);
  if (pattern.structured()) side.dropped = nonzeros(values, shape.rows, shape.depth(), nullptr).count() - side.nonzero.count();
  for (std::int64_t row = 0; pattern.structured() && row < shape.rows; ++row) {
    const float* of_row = values.data() + row * shape.depth();
    const std::span<const std::uint64_t> kept_of_row = std::as_const(side.nonzero).row(row);
    for (std::int64_t p = 0; p < shape.depth(); ++p) {
      const double size = std::fabs(static_cast<double>(of_row[p]));
      side.magnitude += size;
      side.kept_of_it += (kept_of_row[static_cast<std::size_t>(p >> 6)] >> (p & 63) & 1) != 0 ? size : 0.0;
    }
  }
  side.slots = slot_mask(storage.skip, &pattern, kept, side.nonzero);
  side.load = side.metadata = side.read_metadata = GranuleBits(shape.rows, shape.granules());
  for (std::int64_t row = 0; row < shape.rows; ++row) {
    const std::vector<std::int64_t> own = storage.by_row() ? row_metadata(storage, side.nonzero, row, shape.taps) : std::vector<std::int64_t>{};
    const std::int64_t fixed = storage.pattern_metadata(pattern, row % pattern.height() == 0);
    for (std::int64_t granule = 0; granule < shape.granules(); ++granule)
      set_stored(side, storage, row, granule, storage.by_row() ? own[static_cast<std::size_t>(granule)] : fixed);
  }
  return side;
}

std::optional<Units> cut_units(const ResolvedDesign& design, const Geometry& shape) {
  if (!design.activations.run_time()) return std::nullopt;
  const Decision& decide = *design.activations.decide;
  Units units;
  units.pixels = decide.pixels;
  units.channels = decide.channels.value_or(shape.padded);
  units.vectors_per_image = shape.vectors_per_image;
  units.units_per_image = ceil_divide(shape.vectors_per_image, units.pixels);
  units.units_per_vector = ceil_divide(shape.padded, units.channels);
  return units;
}

namespace {

/// What a group's activations are before pruning, and what pruning leaves of them.
struct PrunedMap {
  PaddedMap map;
  Mask before, kept, nonzero;  ///< kept: of a design that prunes, whatever is zero
  std::optional<Units> units;
};

bool prunes(const Operand& operand) { return operand.run_time() || operand.pattern.structured(); }

PrunedMap pruned_map(const ResolvedDesign& design, const Geometry& shape, const LayerOperands& operands, std::int64_t group) {
  const Operand& operand = design.activations;
  const auto map_of = [&](const std::vector<float>& activations, std::int64_t of_group, std::int64_t vectors) {
    return PaddedMap{vectors, shape.padded, padded_values(activations_vector, activations, shape, of_group, vectors, 1)};
  };
  PrunedMap pruned;
  pruned.map = map_of(operands.activations, group, shape.vectors);
  pruned.before = nonzeros(pruned.map.values, shape.vectors, shape.padded, nullptr);
  pruned.units = cut_units(design, shape);
  if (operand.run_time()) {
    pruned.kept = Mask(shape.vectors, shape.padded);
    std::optional<PaddedMap> previous;
    if (operand.decide->from == DecideFrom::PreviousInput) {
      if (shape.heads > 0 && group >= shape.heads)  // the images of a matmul are groups of their own
        previous = map_of(operands.activations, group - shape.heads, shape.vectors);
      else if (!operands.before.empty())
        previous = map_of(operands.before, group, shape.vectors_per_image);
    }
    choose_patterns(operand, pruned.map, previous ? &*previous : nullptr, *pruned.units, pruned.kept);
  } else if (prunes(operand)) {
    pruned.kept = slots_of(operand.pattern, pruned.map.values, shape.vectors, shape.padded);
  }
  pruned.nonzero = prunes(operand) ? nonzeros(pruned.map.values, shape.vectors, shape.padded, &pruned.kept) : pruned.before;
  return pruned;
}

}  // namespace

Mask kept_activations(const ResolvedDesign& design, const Geometry& shape, const LayerOperands& operands, std::int64_t group) {
  return pruned_map(design, shape, operands, group).nonzero;
}

ActivationSide activation_side(const ResolvedDesign& design, const Geometry& shape, const LayerOperands& operands, std::int64_t group) {
  const Operand& operand = design.activations;
  const Storage storage = activation_storage(design, shape);
  PrunedMap pruned = pruned_map(design, shape, operands, group);
  const PaddedMap& map = pruned.map;
  const Mask &before = pruned.before, &kept = pruned.kept;

  ActivationSide side;
  side.units = std::move(pruned.units);
  if (operand.run_time()) {
    side.choices.units.assign(operand.patterns.size(), 0);
    for (const std::uint8_t pattern : side.units->pattern) ++side.choices.units[pattern];
  }
  side.nonzero = std::move(pruned.nonzero);
  side.slots = slot_mask(operand.skip, operand.run_time() ? nullptr : &operand.pattern, kept, side.nonzero);

  const Pattern first = operand.listed().front();
  const Mask outside_kept = slots_of(first, std::vector<float>(static_cast<std::size_t>(shape.padded), 0.0F), 1, shape.padded);
  side.outside = slot_mask(operand.skip, nullptr, outside_kept, Mask(1, shape.padded));

  side.choices.dropped = before.count() - side.nonzero.count();
  for (std::int64_t v = 0; v < shape.vectors; ++v) {
    const float* of_vector = map.values.data() + v * shape.padded;
    const std::span<const std::uint64_t> kept_of_vector = std::as_const(side.nonzero).row(v);
    for (std::int64_t p = 0; p < shape.channels; ++p) {
      const double value = of_vector[p], square = value * value;
      side.energy += square;
      if (prunes(operand)) side.choices.dropped_energy += (kept_of_vector[static_cast<std::size_t>(p >> 6)] >> (p & 63) & 1) != 0 ? 0.0 : square;
    }
  }

  side.load = side.metadata = side.read_metadata = GranuleBits(shape.vectors, shape.granules_per_tap());
  const bool unpruned = operand.run_time() && operand.decide->by == DecideBy::Consumer;
  for (std::int64_t v = 0; v < shape.vectors; ++v) {
    const std::vector<std::int64_t> own = storage.by_row() ? row_metadata(storage, side.nonzero, v, 1) : std::vector<std::int64_t>{};
    for (std::int64_t granule = 0; granule < shape.granules_per_tap(); ++granule) {
      const Pattern& pattern = operand.run_time()
                                   ? operand.patterns[side.units->pattern[static_cast<std::size_t>(side.units->unit(v, granule * shape.granule))]]
                                   : operand.pattern;
      const std::int64_t metadata =
          storage.by_row() ? own[static_cast<std::size_t>(granule)] : storage.pattern_metadata(pattern, v % pattern.height() == 0);
      if (!unpruned) {
        set_stored(side, storage, v, granule, metadata);
        continue;
      }
      // The tensor lies in DRAM as the previous layer left it; only the array reads it in the design's own encoding.
      const bool bitmask = operand.decide->stored == Stored::Bitmask;
      const std::int64_t stored = bitmask ? before.count(v, granule * shape.granule, (granule + 1) * shape.granule) : storage.real_positions(granule);
      side.load.set(v, granule, stored * operand.bits + (bitmask ? shape.granule : 0));
      side.metadata.set(v, granule, bitmask ? shape.granule : 0);
      side.read_metadata.set(v, granule, metadata);
    }
  }
  return side;
}

GranuleCapacity weight_capacity(const ResolvedDesign& design, const Geometry& shape) {
  return capacity(weight_storage(design, shape), weights_pattern(design, shape));
}

GranuleCapacity activation_capacity(const ResolvedDesign& design, const Geometry& shape) {
  return capacity(activation_storage(design, shape), design.activations.pattern);
}

}  // namespace skeptic
