#include "simulate/layer_work.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "simulate/kernels/kernels.h"
#include "simulate/pipeline.h"
#include "simulate/position_counts.h"

namespace skeptic {
namespace {

/// Ones by position of K' over all rows.
std::vector<std::int64_t> position_counts(const Geometry& shape, const Mask& weights) {
  PositionCounter counter(shape.depth());
  for (std::int64_t row = 0; row < shape.rows; ++row) counter.add(weights.row(row));
  return counter.counts();
}

/// Σ over positions of (ones of the rows of W) x (ones of the columns of A); taps outside the image count with `outside`, if given.
std::int64_t products(const Geometry& shape, const std::vector<std::int64_t>& weight_counts, const Mask& activations, const Mask* outside) {
  std::int64_t sum = 0;
  for (std::int64_t tap = 0; tap < shape.taps; ++tap) {
    PositionCounter of_activations(shape.padded);
    for (std::int64_t column = 0; column < shape.columns; ++column) {
      const std::int64_t vector = shape.vector_at(tap, column);
      if (vector >= 0)
        of_activations.add(activations.row(vector));
      else if (outside != nullptr)
        of_activations.add(outside->row(0));
    }
    const std::vector<std::int64_t> counts = of_activations.counts();
    for (std::int64_t position = 0; position < shape.padded; ++position)
      sum += counts[static_cast<std::size_t>(position)] * weight_counts[static_cast<std::size_t>(tap * shape.padded + position)];
  }
  return sum;
}

/// Bits that name a unit's pattern where the producer stores it encoded (section 7).
std::int64_t bits_of_unit(const Operand& operand) {
  const bool named = operand.run_time() && operand.decide->by == DecideBy::Producer && operand.encoding.kind != EncodingKind::None;
  return named ? ceil_log2(operand.patterns.size()) : 0;
}

/// What the blocks of the weights load, by [row block][depth block].
std::vector<TileLoads> weight_loads(const Geometry& shape, const Tile& tile, const WeightSide& weights) {
  std::vector<TileLoads> table;
  for (std::int64_t block = 0; block < ceil_divide(shape.rows, tile.m); ++block)
    for (std::int64_t depth = 0; depth < ceil_divide(shape.depth(), tile.k); ++depth) {
      TileLoads loads;
      const std::int64_t from = depth * tile.k / shape.granule, to = std::min(shape.granules(), from + tile.k / shape.granule);
      for (std::int64_t row = block * tile.m; row < std::min(shape.rows, (block + 1) * tile.m); ++row) {
        loads.weight_bits += weights.load.sum(row, from, to);
        loads.weight_metadata_bits += weights.metadata.sum(row, from, to);
        loads.weight_granules += to - from;
      }
      table.push_back(loads);
    }
  return table;
}

/// What the blocks of the activations load, by [column block][depth block].
std::vector<TileLoads> activation_loads(const ResolvedDesign& design, const Geometry& shape, const Tile& tile, const TileWalk& walk,
                                        const ActivationSide& activations) {
  std::vector<TileLoads> table;
  const std::int64_t bits_per_unit = bits_of_unit(design.activations);
  ActivationBlocks blocks(shape, tile.n, tile.k, walk.activations_stay);
  UnitCounter units(activations.units, shape);
  for (std::int64_t block = 0; block < walk.column_blocks; ++block)
    for (std::int64_t depth = 0; depth < walk.depth_blocks; ++depth) {
      TileLoads loads;
      units.start_block();
      blocks.for_each(block, depth, [&](std::int64_t vector, std::int64_t from, std::int64_t to) {
        loads.activation_bits += activations.load.sum(vector, from, to);
        loads.activation_metadata_bits += activations.metadata.sum(vector, from, to);
        loads.activation_granules += to - from;
        units.add(vector, from, to);
      });
      loads.units = units.count();
      loads.activation_bits += loads.units * bits_per_unit;
      loads.activation_metadata_bits += loads.units * bits_per_unit;
      table.push_back(loads);
    }
  return table;
}

TileLoads loads_of(const std::vector<TileLoads>& of_weights, const std::vector<TileLoads>& of_activations, const TileWalk& walk,
                   const TileStep& step) {
  TileLoads loads;
  if (step.loads_activations) loads = of_activations[static_cast<std::size_t>(step.column_block * walk.depth_blocks + step.depth_block)];
  if (step.loads_weights) {
    const TileLoads& weights = of_weights[static_cast<std::size_t>(step.row_block * walk.depth_blocks + step.depth_block)];
    loads.weight_bits = weights.weight_bits;
    loads.weight_metadata_bits = weights.weight_metadata_bits;
    loads.weight_granules = weights.weight_granules;
  }
  return loads;
}

LayerWeights::Group group_weights(const ResolvedDesign& design, const Geometry& shape, const LayerOperands& operands, const Tile& tile,
                                  std::int64_t group) {
  const WeightSide side = weight_side(design, shape, operands, group);
  LayerWeights::Group made;
  made.packed = packed_weights(design, shape, side, tile);
  made.loads = weight_loads(shape, tile, side);
  made.slots = position_counts(shape, side.slots);
  made.nonzero = position_counts(shape, side.nonzero);
  made.reads = weight_reads(design, shape, side);
  made.dropped = side.dropped;
  made.magnitude = side.magnitude, made.kept_of_it = side.kept_of_it;
  return made;
}

void add_group(const ResolvedDesign& design, const Geometry& shape, const LayerOperands& operands, std::int64_t group,
               const LayerWeights::Group& weights, ArrayState& state, LayerWork& work) {
  const ActivationSide activations = activation_side(design, shape, operands, group);
  const TileWalk walk = tile_walk(design, shape, work.tile);
  const std::vector<TileLoads> loads = activation_loads(design, shape, work.tile, walk, activations);
  const std::unique_ptr<Array> array = make_array(design, shape, *weights.packed, activations, work.tile);
  std::vector<TileStep> steps;
  walk.for_each([&](const TileStep& step) { steps.push_back(step); });
  const ArrayRun run = array->run(steps, state);
  work.sums += run.sums;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const TileStep& step = steps[i];
    TileWork tile;
    tile.compute = run.cycles[i];
    tile.loads = loads_of(weights.loads, loads, walk, step);
    const std::int64_t rows = std::min(work.tile.m, shape.rows - step.row_block * work.tile.m);
    const std::int64_t columns = std::min(work.tile.n, shape.columns - step.column_block * work.tile.n);
    tile.outputs = step.last_depth ? rows * columns : 0;
    work.tiles.push_back(tile);
  }

  work.executed += products(shape, weights.slots, activations.slots, &activations.outside);
  work.useful += products(shape, weights.nonzero, activations.nonzero, nullptr);
  work.reads.weights += weights.reads;
  work.reads.activations += activation_reads(design, shape, activations);
  work.dropped_weights += weights.dropped;
  work.weights_magnitude += weights.magnitude, work.weights_kept += weights.kept_of_it;
  work.choices.dropped += activations.choices.dropped;
  work.choices.dropped_energy += activations.choices.dropped_energy;
  work.choices.units.resize(activations.choices.units.size());
  for (std::size_t i = 0; i < activations.choices.units.size(); ++i) work.choices.units[i] += activations.choices.units[i];
  work.activation_energy += activations.energy;
  work.output_elements += shape.rows * shape.columns;
  for (std::int64_t v = 0; v < shape.vectors; ++v) work.activation_bits += activations.load.sum(v, 0, shape.granules_per_tap());
  if (activations.units) work.activation_bits += activations.units->count() * bits_of_unit(design.activations);
}

std::string operand_key(const Operand& operand) {
  std::string key = fmt::format("{} {} {} {} {} {}", operand.bits, operand.pattern.text(), static_cast<int>(operand.skip),
                                static_cast<int>(operand.encoding.kind), operand.encoding.run_bits, static_cast<int>(operand.read));
  if (operand.permuted) key += " permuted";
  for (const Pattern& pattern : operand.patterns) key += " " + pattern.text();
  if (operand.decide) {
    const Decision& decide = *operand.decide;
    // The latency of a choice made at use is part of the array's time; that of a choice made per tile is a stage of its own.
    const std::int64_t latency = decide.when == DecideWhen::Use ? decide.latency : 0;
    key += fmt::format(" {} {} {} {} {} {} {} {} {} {}", static_cast<int>(decide.by), static_cast<int>(decide.when), static_cast<int>(decide.stored),
                       static_cast<int>(decide.from), static_cast<int>(decide.policy.kind), fmt::join(decide.policy.limits, ","), decide.pixels,
                       decide.channels.value_or(0), latency, decide.switch_cycles);
  }
  return key;
}

std::string buffer_key(const OperandBuffer& buffer, bool gathers, bool stays) {
  return fmt::format("{} {} {} {}", gathers ? buffer.banks : 0, gathers ? buffer.ports : 0, buffer.width ? buffer.width->text() : "-", stays);
}

}  // namespace

LayerWeights layer_weights(const ResolvedDesign& design, const Geometry& shape, const LayerOperands& operands, const Tile& tile) {
  LayerWeights weights;
  for (std::int64_t group = 0; group < shape.groups; ++group) weights.groups.push_back(group_weights(design, shape, operands, tile, group));
  return weights;
}

LayerWork layer_work(const ResolvedDesign& design, const Geometry& shape, const LayerWeights& weights, const LayerOperands& activations,
                     const Tile& tile) {
  LayerWork work;
  work.tile = tile;
  ArrayState state = initial_state(design);
  for (std::int64_t group = 0; group < shape.groups; ++group)
    add_group(design, shape, activations, group, weights.groups[static_cast<std::size_t>(group)], state, work);
  work.busy = std::move(state.busy);
  return work;
}

LayerWork layer_work(const ResolvedDesign& design, const Geometry& shape, const LayerOperands& weights, const LayerOperands& activations,
                     const Tile& tile) {
  LayerWork work;
  work.tile = tile;
  ArrayState state = initial_state(design);
  for (std::int64_t group = 0; group < shape.groups; ++group)
    add_group(design, shape, activations, group, group_weights(design, shape, weights, tile, group), state, work);
  work.busy = std::move(state.busy);
  return work;
}

std::string work_key(const ResolvedDesign& design) {
  // Operands are laid out for the kernels in use.
  return fmt::format("{} {} {} {} {} {} {} {} {} {} {} | {} | {} | {} {} | {} {}", kernels().name, design.array_m, design.array_n, design.array_k,
                     static_cast<int>(design.slices), design.lanes, design.window, design.empty_window, static_cast<int>(design.order),
                     static_cast<int>(design.domain), design.slack, operand_key(design.weights), operand_key(design.activations),
                     buffer_key(design.weights_buffer, design.weights.read == Read::Gather, false), design.weights_buffer.size_bits,
                     buffer_key(design.activations_buffer, design.activations.read == Read::Gather, false), design.activations_buffer.size_bits);
}

LayerCounts layer_counts(const ResolvedDesign& design, const Layer& layer, std::int64_t macs, const LayerWork& work, std::int64_t output_bits) {
  LayerCounts counts;
  counts.name = layer.name;
  counts.lanes = design.multipliers();
  counts.tiles = static_cast<std::int64_t>(work.tiles.size());
  counts.tile_m = work.tile.m, counts.tile_n = work.tile.n, counts.tile_k = work.tile.k;
  counts.macs = macs;
  counts.choices = work.choices;
  counts.dropped_weights = work.dropped_weights;
  counts.weights_magnitude = work.weights_magnitude, counts.weights_kept = work.weights_kept;
  counts.activation_energy = work.activation_energy;
  counts.weights.buffer_read_bits = work.reads.weights;
  counts.activations.buffer_read_bits = work.reads.activations;

  const Rational rate = design.dram_rate();
  const bool decides = design.activations.run_time() && design.activations.decide->by == DecideBy::Consumer;
  const bool at_use = decides && design.activations.decide->when == DecideWhen::Use;
  const std::int64_t lanes = design.lanes, all = design.multipliers();
  std::vector<TileStages> stages;
  stages.reserve(work.tiles.size());
  for (const TileWork& tile : work.tiles) {
    const std::int64_t out =
        output_bits < 0
            ? tile.outputs * design.output_bits
            : static_cast<std::int64_t>((static_cast<__int128>(output_bits) * tile.outputs + work.output_elements - 1) / work.output_elements);
    stages.push_back({ceil_divide(tile.loads.weight_bits + tile.loads.activation_bits, rate), select_cycles(design, tile.loads),
                      decode_cycles(design, tile.loads), tile.compute, ceil_divide(out, rate)});
    counts.weights.dram_bits += tile.loads.weight_bits;
    counts.weights.dram_metadata_bits += tile.loads.weight_metadata_bits;
    counts.activations.dram_bits += tile.loads.activation_bits;
    counts.activations.dram_metadata_bits += tile.loads.activation_metadata_bits;
    counts.store_bits += out;
    if (decides && !at_use) counts.decided_units += tile.loads.units;
  }
  const ArraySums& sum = work.sums;
  counts.compute_cycles = sum.cycles;
  counts.switches = sum.switches;
  if (at_use) counts.decided_units = sum.first_uses;
  const PipelineTimes times = run_pipeline(stages, design.buffers);
  counts.cycles = times.end;

  Stack& stack = counts.stack;
  stack[Slot::Useful] = work.useful;
  stack[Slot::Ineffectual] = work.executed - work.useful;
  stack[Slot::Underfill] = sum.cost0 * lanes - work.executed;
  stack[Slot::Empty] = (sum.cost1 - sum.cost0) * lanes;
  stack[Slot::BankConflict] = (sum.cost2 - sum.cost1) * lanes;
  stack[Slot::Switch] = (sum.cost - sum.cost2) * lanes;
  stack[Slot::Select] = (sum.cycles - sum.cycles_without_waits + times.wait_select) * all;
  stack[Slot::Feed] = (sum.cycles_without_waits - sum.cycles_without_feeds) * all;
  stack[Slot::Edge] = sum.edge * lanes;
  stack[Slot::Imbalance] = sum.imbalance * lanes;
  stack[Slot::Load] = times.wait_load * all;
  stack[Slot::Decode] = times.wait_decode * all;
  stack[Slot::Store] = times.wait_store * all;

  const std::int64_t plane = design.array_m * design.array_n;
  for (std::int64_t pe = 0; pe < plane; ++pe)
    for (std::int64_t slice = 0; slice < design.array_k; ++slice) counts.pe_busy.push_back(work.busy[static_cast<std::size_t>(slice * plane + pe)]);
  return counts;
}

}  // namespace skeptic
