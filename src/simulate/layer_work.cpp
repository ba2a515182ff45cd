#include "simulate/layer_work.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "simulate/dealing.h"
#include "simulate/dealt_pipeline.h"
#include "simulate/kernels/kernels.h"
#include "simulate/pipeline.h"
#include "simulate/position_counts.h"
#include "simulate/row_order.h"

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

/// What a tile loads, given those of its block of weights, and of its activations.
TileLoads loads_of(const std::vector<TileLoads>& of_weights, const TileLoads& of_activations, const TileWalk& walk, const TileStep& step) {
  TileLoads loads;
  if (step.loads_activations) loads = of_activations;
  if (step.loads_weights) {
    const TileLoads& weights = of_weights[static_cast<std::size_t>(step.row_block * walk.depth_blocks + step.depth_block)];
    loads.weight_bits = weights.weight_bits;
    loads.weight_metadata_bits = weights.weight_metadata_bits;
    loads.weight_granules = weights.weight_granules;
  }
  return loads;
}

/// What blocks of activations load, one after the other.
class ActivationLoader {
 public:
  ActivationLoader(const ResolvedDesign& design, const Geometry& shape, const Tile& tile, bool stays, const ActivationSide& activations)
      : activations_(activations),
        bits_per_unit_(bits_of_unit(design.activations)),
        blocks_(shape, tile.n, tile.k, stays),
        units_(activations.units, shape) {}

  ActivationBlocks& blocks() { return blocks_; }

  TileLoads load(std::int64_t column_block, std::int64_t depth) {
    TileLoads loads;
    units_.start_block();
    blocks_.for_each(column_block, depth, [&](std::int64_t vector, std::int64_t from, std::int64_t to) {
      loads.activation_bits += activations_.load.sum(vector, from, to);
      loads.activation_metadata_bits += activations_.metadata.sum(vector, from, to);
      loads.activation_granules += to - from;
      units_.add(vector, from, to);
    });
    loads.units = units_.count();
    loads.activation_bits += loads.units * bits_per_unit_;
    loads.activation_metadata_bits += loads.units * bits_per_unit_;
    return loads;
  }

 private:
  const ActivationSide& activations_;
  std::int64_t bits_per_unit_;
  ActivationBlocks blocks_;
  UnitCounter units_;
};

/// Where activations stay in the buffers of several arrays, by tile: an array loads what it has not loaded before.
std::vector<TileLoads> stayed_loads(const ResolvedDesign& design, const Geometry& shape, const TileWalk& walk, const Tile& size,
                                    const Dealing& dealing, const std::vector<TileStep>& steps, const ActivationSide& activations) {
  std::vector<TileLoads> loads(steps.size());
  ActivationLoader loader(design, shape, size, true, activations);
  for (const std::vector<FirstSight>& sights : first_sights(dealing, dealt_blocks(walk, dealing))) {
    if (sights.empty()) continue;
    std::vector<std::int64_t> order;
    for (const FirstSight& sight : sights) order.push_back(sight.column_block);
    loader.blocks().visit_in(order);
    for (const FirstSight& sight : sights)
      for (std::int64_t depth = 0; depth < walk.depth_blocks; ++depth)
        loads[static_cast<std::size_t>(sight.block * walk.depth_blocks + depth)] = loader.load(sight.column_block, depth);
  }
  return loads;
}

void add_group(const ResolvedDesign& design, const Geometry& shape, const GroupArray& group, const WeightLoads& of_weights, ArrayState& state,
               LayerWork& work) {
  const ActivationSide& activations = *group.activations;
  const TileWalk walk = tile_walk(design, shape, work.tile);
  const Tile& size = work.tile;
  const Dealing dealing{design.arrays, static_cast<std::int64_t>(work.tiles.size()) / walk.depth_blocks};
  const std::vector<TileStep> steps = dealt_tiles(walk, dealing);
  const bool by_tile = design.arrays > 1 && walk.activations_stay;
  std::shared_ptr<const ActivationLoads> of_blocks;
  std::vector<TileLoads> of_tiles;
  if (by_tile)
    of_tiles = stayed_loads(design, shape, walk, size, dealing, steps, activations);
  else
    of_blocks = group.loads->get(fmt::format("{} {} {}", size.n, size.k, walk.activations_stay),
                                 [&] { return activation_loads(design, shape, walk, size, activations); });
  work.tiles.reserve(work.tiles.size() + steps.size());
  const ArrayRun run = group.array->run(work.tile, steps, state);
  work.sums += run.sums;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const TileStep& step = steps[i];
    TileWork tile;
    tile.compute = run.cycles[i];
    const TileLoads& of_activations =
        by_tile ? of_tiles[i] : (*of_blocks)[static_cast<std::size_t>(step.column_block * walk.depth_blocks + step.depth_block)];
    tile.loads = loads_of(of_weights, of_activations, walk, step);
    const std::int64_t rows = std::min(work.tile.m, shape.rows - step.row_block * work.tile.m);
    const std::int64_t columns = std::min(work.tile.n, shape.columns - step.column_block * work.tile.n);
    tile.outputs = step.last_depth ? rows * columns : 0;
    work.loads += tile.loads;
    work.tiles.push_back(tile);
  }

  const WeightSide& weights = group.weights->side;
  work.executed += group.executed, work.useful += group.useful;
  work.reads.weights += group.reads.weights, work.reads.activations += group.reads.activations;
  work.dropped_weights += weights.dropped;
  work.weights_magnitude += weights.magnitude, work.weights_kept += weights.kept_of_it;
  work.choices.dropped += activations.choices.dropped;
  work.choices.dropped_energy += activations.choices.dropped_energy;
  work.choices.units.resize(activations.choices.units.size());
  for (std::size_t i = 0; i < activations.choices.units.size(); ++i) work.choices.units[i] += activations.choices.units[i];
  work.activation_energy += activations.energy;
  work.output_elements += shape.rows * shape.columns;
  work.activation_bits += group.activation_bits;
}

/// The last value of a function.
class Memo {
 public:
  template <typename Function>
  std::int64_t operator()(std::int64_t argument, const Function& function) {
    if (argument != argument_) value_ = function(argument), argument_ = argument;
    return value_;
  }

 private:
  std::int64_t argument_ = 0, value_ = 0;  // each of these functions is 0 at 0
};

/// What is kept of an operand's values and how it is stored.
std::string side_key(const Operand& operand) {
  std::string key = fmt::format("{} {} {} {} {}", operand.bits, operand.pattern.text(), static_cast<int>(operand.skip),
                                static_cast<int>(operand.encoding.kind), operand.encoding.run_bits);
  if (operand.permuted) key += " permuted";
  for (const Pattern& pattern : operand.patterns) key += " " + pattern.text();
  if (operand.decide) {
    const Decision& decide = *operand.decide;
    key += fmt::format(" {} {} {} {} {} {} {}", static_cast<int>(decide.by), static_cast<int>(decide.stored), static_cast<int>(decide.from),
                       static_cast<int>(decide.policy.kind), fmt::join(decide.policy.limits, ","), decide.pixels, decide.channels.value_or(0));
  }
  return key;
}

/// And what the array does with it.
std::string operand_key(const Operand& operand) {
  std::string key = fmt::format("{} {}", side_key(operand), static_cast<int>(operand.read));
  if (operand.decide) {
    const Decision& decide = *operand.decide;
    // The latency of a choice made at use is part of the array's time; that of a choice made per tile is a stage of its own.
    key += fmt::format(" {} {} {}", static_cast<int>(decide.when), decide.when == DecideWhen::Use ? decide.latency : 0, decide.switch_cycles);
  }
  return key;
}

std::string buffer_key(const OperandBuffer& buffer, bool gathers, bool stays) {
  return fmt::format("{} {} {} {}", gathers ? buffer.banks : 0, gathers ? buffer.ports : 0, buffer.width ? buffer.width->text() : "-", stays);
}

}  // namespace

GroupWeights group_weights(const ResolvedDesign& design, const Geometry& shape, const LayerOperands& operands, std::int64_t group) {
  GroupWeights made;
  made.side = weights_in_order(design, shape, operands, group);
  made.slots = position_counts(shape, made.side.slots);
  made.nonzero = position_counts(shape, made.side.nonzero);
  return made;
}

GroupArray group_array(const ResolvedDesign& design, std::shared_ptr<const Geometry> geometry, std::shared_ptr<const GroupWeights> weights,
                       std::shared_ptr<const PackedWeights> packed, std::shared_ptr<const ActivationSide> activations, bool runs_again) {
  const Geometry& shape = *geometry;
  GroupArray group;
  group.array = make_array(design, shape, *packed, *activations, runs_again);
  group.executed = products(shape, weights->slots, activations->slots, &activations->outside);
  group.useful = products(shape, weights->nonzero, activations->nonzero, nullptr);
  group.reads = {weight_reads(design, shape, weights->side), activation_reads(design, shape, *activations)};
  for (std::int64_t v = 0; v < shape.vectors; ++v) group.activation_bits += activations->load.sum(v, 0, shape.granules_per_tap());
  if (activations->units) group.activation_bits += activations->units->count() * bits_of_unit(design.activations);
  group.shape = std::move(geometry), group.weights = std::move(weights), group.packed = std::move(packed), group.activations = std::move(activations);
  return group;
}

WeightLoads weight_loads(const Geometry& shape, const Tile& tile, const WeightSide& weights) {
  WeightLoads table;
  const std::int64_t depths = ceil_divide(shape.depth(), tile.k), of_depth = tile.k / shape.granule;
  table.resize(static_cast<std::size_t>(ceil_divide(shape.rows, tile.m) * depths));
  for (std::int64_t row = 0; row < shape.rows; ++row) {
    TileLoads* loads = table.data() + row / tile.m * depths;
    for (std::int64_t from = 0; from < shape.granules(); from += of_depth, ++loads) {
      const std::int64_t to = std::min(shape.granules(), from + of_depth);
      loads->weight_bits += weights.load.sum(row, from, to);
      loads->weight_metadata_bits += weights.metadata.sum(row, from, to);
      loads->weight_granules += to - from;
    }
  }
  return table;
}

ActivationLoads activation_loads(const ResolvedDesign& design, const Geometry& shape, const TileWalk& walk, const Tile& tile,
                                 const ActivationSide& activations) {
  ActivationLoads table;
  ActivationLoader loader(design, shape, tile, walk.activations_stay, activations);
  for (std::int64_t block = 0; block < walk.column_blocks; ++block)
    for (std::int64_t depth = 0; depth < walk.depth_blocks; ++depth) table.push_back(loader.load(block, depth));
  return table;
}

LayerWork layer_work(const ResolvedDesign& design, const Geometry& shape, const Tile& tile,
                     const std::function<std::shared_ptr<const GroupArray>(std::int64_t)>& group, const std::vector<WeightLoads>* loads) {
  LayerWork work;
  work.tile = tile;
  work.depth_blocks = ceil_divide(shape.depth(), tile.k);
  ArrayState state = initial_state(design);
  for (std::int64_t g = 0; g < shape.groups; ++g) {
    const std::shared_ptr<const GroupArray> of_group = group(g);
    add_group(design, shape, *of_group, loads != nullptr ? (*loads)[static_cast<std::size_t>(g)] : weight_loads(shape, tile, of_group->weights->side),
              state, work);
  }
  work.busy = std::move(state.busy);
  return work;
}

LayerWork layer_work(const ResolvedDesign& design, const Geometry& shape, const LayerOperands& operands, const Tile& tile) {
  const auto geometry = std::make_shared<const Geometry>(shape);
  return layer_work(design, shape, tile, [&](std::int64_t group) {
    auto weights = std::make_shared<const GroupWeights>(group_weights(design, shape, operands, group));
    std::shared_ptr<const PackedWeights> packed = packed_weights(design, shape, weights->side, tile);
    auto activations = std::make_shared<const ActivationSide>(activation_side(design, shape, operands, group));
    return std::make_shared<const GroupArray>(group_array(design, geometry, std::move(weights), std::move(packed), std::move(activations), false));
  });
}

std::string weights_key(const ResolvedDesign& design) { return side_key(design.weights) + row_order_key(design); }

std::string activations_key(const ResolvedDesign& design) {
  // A permutation is the weights' and moves both operands.
  return side_key(design.activations) + (design.weights.permuted ? " by " + design.weights.pattern.text() : "");
}

std::string work_key(const ResolvedDesign& design) {
  // Operands are laid out for the kernels in use.
  return fmt::format("{} {} {} {} {} {} {} {} {} {} {} | {}{} | {} | {} {} | {} {}", kernels().name, design.array_m, design.array_n, design.array_k,
                     static_cast<int>(design.slices), design.lanes, design.window, design.empty_window, static_cast<int>(design.order),
                     static_cast<int>(design.domain), design.slack, operand_key(design.weights), row_order_key(design),
                     operand_key(design.activations), buffer_key(design.weights_buffer, design.weights.read == Read::Gather, false),
                     design.weights_buffer.size_bits, buffer_key(design.activations_buffer, design.activations.read == Read::Gather, false),
                     design.activations_buffer.size_bits);
}

LayerCounts layer_counts(const ResolvedDesign& design, const Layer& layer, std::int64_t macs, const LayerWork& work, std::int64_t output_bits,
                         LayerTimeline* recorded) {
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
  const std::int64_t lanes = design.lanes, all = design.array_multipliers();
  std::vector<TileStages> stages;
  stages.reserve(work.tiles.size());
  Memo of_load, of_select, of_outputs, of_store;  // neighbours mostly move the same
  for (const TileWork& tile : work.tiles) {
    const std::int64_t out = of_outputs(tile.outputs, [&](std::int64_t outputs) {
      if (output_bits < 0) return outputs * design.output_bits;
      return static_cast<std::int64_t>((static_cast<__int128>(output_bits) * outputs + work.output_elements - 1) / work.output_elements);
    });
    const auto moving = [&](std::int64_t bits) { return ceil_divide(bits, rate); };
    const std::int64_t selected = tile.loads.activation_granules == 0 ? 0 : tile.loads.units + 1;
    stages.push_back({of_load(tile.loads.weight_bits + tile.loads.activation_bits, moving),
                      of_select(selected, [&](std::int64_t) { return select_cycles(design, tile.loads); }), decode_cycles(design, tile.loads),
                      tile.compute, of_store(out, moving)});
    counts.store_bits += out;
  }
  counts.weights.dram_bits = work.loads.weight_bits, counts.weights.dram_metadata_bits = work.loads.weight_metadata_bits;
  counts.activations.dram_bits = work.loads.activation_bits, counts.activations.dram_metadata_bits = work.loads.activation_metadata_bits;
  if (decides) counts.decided_units = at_use ? work.sums.first_uses : work.loads.units;
  const ArraySums& sum = work.sums;
  counts.compute_cycles = sum.cycles;
  counts.switches = sum.switches;
  std::vector<TileTimes>* tiles = recorded == nullptr ? nullptr : &recorded->tiles;
  const PipelineTimes times =
      design.arrays == 1 ? run_pipeline(stages, design.buffers, tiles) : run_dealt(stages, {design.arrays, work.depth_blocks, design.buffers}, tiles);
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
  stack[Slot::Edge] = sum.edge * lanes + times.wait_edge * all;
  stack[Slot::Imbalance] = sum.imbalance * lanes + times.wait_imbalance * all;
  stack[Slot::Load] = times.wait_load * all;
  stack[Slot::Decode] = times.wait_decode * all;
  stack[Slot::Store] = times.wait_store * all;

  const std::int64_t plane = design.array_m * design.array_n;
  for (std::int64_t pe = 0; pe < plane; ++pe)
    for (std::int64_t slice = 0; slice < design.array_k; ++slice) counts.pe_busy.push_back(work.busy[static_cast<std::size_t>(slice * plane + pe)]);
  if (recorded != nullptr) {
    recorded->counts = counts;
    recorded->arrays = design.arrays;
    recorded->waits = waits_between(recorded->tiles, design.arrays, counts.cycles);
  }
  return counts;
}

}  // namespace skeptic
