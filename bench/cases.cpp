#include "cases.h"

#include <fmt/format.h>

#include <chrono>

#include "base/random.h"
#include "design/design.h"
#include "simulate/auto_tile.h"
#include "simulate/choose.h"
#include "simulate/simulate.h"
#include "twin/twin.h"
#include "workload/layer.h"
#include "workload/network_file.h"
#include "workload/synthetic.h"

namespace skeptic::bench {
namespace {

constexpr double kZeros = 0.5;

/// Half of the weights, by the toss of a coin.
void drop_weights(std::vector<float>& weights, std::uint64_t seed) {
  Random random(seed);
  for (float& weight : weights)
    if (random.uniform() < kZeros) weight = 0;
}

LayerOperands operands_of(const Network& network, const Layer& layer, bool dense_weights) {
  SyntheticOptions options;
  options.zeros = kZeros;
  LayerOperands operands = synthetic_operands(network, layer, 1, options);
  if (!dense_weights) drop_weights(operands.weights, derive_seed(1, layer.name.c_str()));
  return operands;
}

}  // namespace

ResolvedDesign design_of(const CaseRow& row) {
  ResolvedDesign design = resolve(load_design("dense"));
  design.name = row.name;
  design.array_m = design.array_n = 16;
  design.lanes = row.lanes, design.window = row.window;
  design.slack = row.slack, design.domain = row.domain;
  design.weights.skip = row.two_four ? Skip::Pattern : Skip::Zeros;
  if (row.two_four) design.weights.pattern = parse_pattern("2:4");
  design.activations.skip = row.two_four ? Skip::None : Skip::Zeros;
  design.activations.read = row.gather ? Read::Gather : Read::Window;
  design.activations_buffer.banks = 16;
  if (!row.widths) design.weights_buffer.width.reset(), design.activations_buffer.width.reset();
  return design;
}

struct Prepared::LayerRun {
  Geometry shape;
  Tile tile;
  struct Group {
    ActivationSide activations;
    std::unique_ptr<PackedWeights> weights;
  };
  std::vector<Group> groups;
  std::vector<TileStep> tiles;
};

Prepared::Prepared(const CaseRow& row, std::size_t layers) : design_(design_of(row)) {
  const Network network = load_network("resnet50");
  for (const Layer& layer : network.layers) {
    if (layer.kind == LayerKind::Elementwise || (layers > 0 && layers_.size() == layers)) continue;
    const LayerOperands operands = operands_of(network, layer, row.two_four);
    auto run = std::make_unique<LayerRun>();
    run->shape = geometry(design_, layer, operands);
    BlockTables tables;
    run->tile = choose_tile(design_, run->shape, layer.name, tables);
    for (std::int64_t group = 0; group < run->shape.groups; ++group)
      run->groups.push_back({activation_side(design_, run->shape, operands, group),
                             packed_weights(design_, run->shape, weight_side(design_, run->shape, operands, group), run->tile)});
    tile_walk(design_, run->shape, run->tile).for_each([&](const TileStep& tile) { run->tiles.push_back(tile); });
    macs_ += layer.macs();
    layers_.push_back(std::move(run));
  }
}

Prepared::~Prepared() = default;

std::int64_t Prepared::run() const {
  std::int64_t cycles = 0;
  for (const auto& layer : layers_) {
    ArrayState state = initial_state(design_);
    for (const LayerRun::Group& group : layer->groups)
      cycles += make_array(design_, layer->shape, *group.weights, group.activations, false)->run(layer->tile, layer->tiles, state).sums.cycles;
  }
  return cycles;
}

TwinRun compare_with_twin(const CaseRow& row) {
  const Network network = parse_network(
      "name: small\ntitle: small\nsource: none\nactivation: relu\ninput: [48, 7, 7]\nlayers:\n"
      "  - {name: conv, kind: convolution, inputs: [input], in: 48, out: 40, image: 7, kernel: 3, pad: 1}\n",
      "small");
  const Layer& layer = network.layers.front();
  ResolvedDesign design = design_of(row);
  LayerOperands operands = operands_of(network, layer, row.two_four);
  Random random(7);
  for (float& value : operands.activations)
    if (random.uniform() < kZeros) value = 0;
  const auto before = std::chrono::steady_clock::now();
  const LayerCounts slow = twin::simulate_layer(design, layer, operands);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
  const LayerCounts fast = simulate_layer(design, layer, operands);
  TwinRun run;
  run.macs_per_second = static_cast<double>(layer.macs()) / seconds;
  run.same = fast.cycles == slow.cycles && fast.compute_cycles == slow.compute_cycles && fast.stack == slow.stack && fast.pe_busy == slow.pe_busy;
  if (!run.same) run.difference = fmt::format("{}: {} cycles, the twin has {}", row.name, fast.cycles, slow.cycles);
  return run;
}

struct Choice::Maps {
  Operand operand;
  struct Map {
    PaddedMap map;
    Units units;
  };
  std::vector<Map> maps;
  std::int64_t values = 0;
};

Choice::Choice() : maps_(std::make_unique<Maps>()) {
  maps_->operand.chosen = Chosen::RunTime;
  maps_->operand.patterns = {parse_pattern("4:8"), Pattern{}};
  Decision decide;
  decide.policy = Policy{PolicyKind::Energy, {0.95}};
  decide.pixels = 1, decide.channels = 16;
  maps_->operand.decide = decide;
  const Network network = load_network("resnet50");
  for (const Layer& layer : network.layers) {
    if (layer.kind != LayerKind::Convolution || layer.in_channels % 16 != 0) continue;
    LayerOperands operands = operands_of(network, layer, true);
    Maps::Map made;
    made.map = {layer.in_height * layer.in_width, layer.in_channels, std::move(operands.activations)};
    made.units.pixels = 1, made.units.channels = 16;
    made.units.vectors_per_image = made.units.units_per_image = made.map.vectors;
    made.units.units_per_vector = layer.in_channels / 16;
    maps_->values += made.map.vectors * made.map.padded;
    maps_->maps.push_back(std::move(made));
  }
}

Choice::~Choice() = default;

std::int64_t Choice::values() const { return maps_->values; }

std::int64_t Choice::run() const {
  std::int64_t kept = 0;
  for (Maps::Map& map : maps_->maps) {
    Mask slots(map.map.vectors, map.map.padded);
    choose_patterns(maps_->operand, map.map, nullptr, map.units, slots);
    kept += static_cast<std::int64_t>(slots.row(0).front() & 0xFF) + map.units.pattern.back();
  }
  return kept;
}

}  // namespace skeptic::bench
