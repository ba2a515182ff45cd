#include "support/random_case.h"

#include <algorithm>
#include <initializer_list>
#include <numeric>

#include "support/draw.h"
#include "support/random_corners.h"

namespace skeptic {
namespace {

using std::int64_t;

/// Levels outermost first; a block of 0 is the inner level's group.
Pattern levels(std::initializer_list<Level> list) {
  Pattern pattern;
  pattern.kind = PatternKind::Structured;
  pattern.levels = list;
  int64_t inner = 1;
  for (auto level = pattern.levels.rbegin(); level != pattern.levels.rend(); ++level) {
    if (level->block == 0) level->block = inner;
    inner = level->group();
  }
  return pattern;
}

Pattern one(int64_t keep, int64_t of, int64_t block = 0, int64_t height = 1) { return levels({{keep, of, block, height}}); }

Pattern unstructured() {
  Pattern pattern;
  pattern.kind = PatternKind::Unstructured;
  return pattern;
}

Pattern fixed_pattern(Draw& draw) {
  return draw.pick<Pattern>({{},
                             {},
                             unstructured(),
                             unstructured(),
                             one(1, 2),
                             one(1, 4),
                             one(2, 4),
                             one(2, 4),
                             one(3, 8),
                             one(4, 8),
                             one(2, 3),
                             one(4, 4),
                             one(5, 6),
                             one(8, 16),
                             one(1, 2, 4),
                             one(2, 4, 2),
                             one(1, 2, 4, 2),
                             one(2, 4, 1, 3),
                             one(1, 3, 2, 5),
                             levels({{2, 4, 0, 1}, {1, 2, 0, 1}}),
                             levels({{2, 4, 0, 1}, {2, 4, 0, 1}}),
                             levels({{1, 2, 8, 1}, {2, 4, 0, 1}}),
                             levels({{2, 4, 4, 4}, {1, 2, 0, 1}}),
                             levels({{1, 2, 8, 2}, {1, 4, 2, 1}}),
                             levels({{2, 4, 8, 1}, {1, 2, 0, 1}}),
                             levels({{1, 2, 0, 1}, {2, 3, 0, 1}, {1, 2, 0, 1}}),
                             levels({{1, 2, 16, 1}, {2, 4, 2, 1}, {1, 2, 0, 1}}),
                             levels({{3, 4, 0, 3}, {1, 2, 0, 1}, {1, 2, 0, 1}})});
}

std::vector<Pattern> pattern_list(Draw& draw) {
  return draw.pick<std::vector<Pattern>>({{one(2, 8), one(4, 8), {}},
                                          {one(1, 4), one(2, 4), {}},
                                          {one(2, 4), {}},
                                          {one(1, 8), one(1, 4), one(2, 4), one(3, 4), {}},
                                          {one(1, 4), one(2, 4)},
                                          {levels({{2, 4, 0, 1}, {1, 2, 0, 1}}), one(4, 8)},
                                          {levels({{1, 2, 8, 1}, {1, 2, 0, 1}}), one(4, 8), {}},
                                          {one(1, 3), one(2, 3), {}},
                                          {one(2, 4)},
                                          {levels({{1, 2, 0, 1}, {1, 2, 0, 1}, {1, 2, 0, 1}}), one(1, 2), unstructured()},
                                          {one(1, 2, 4), {}}});
}

Rational density(const Pattern& pattern) {
  Rational product(1);
  for (const Level& level : pattern.levels) product = product * Rational(level.keep, level.of);
  return product;
}

Encoding encoding_for(Draw& draw, Skip skip) {
  const EncodingKind kind = skip == Skip::Pattern
                                ? draw.pick({EncodingKind::None, EncodingKind::Bitmask, EncodingKind::Offset, EncodingKind::Combinatorial})
                            : skip == Skip::Zeros ? draw.pick({EncodingKind::None, EncodingKind::Bitmask, EncodingKind::RunLength, EncodingKind::Csr})
                                                  : draw.pick({EncodingKind::None, EncodingKind::Bitmask});
  return {kind, kind == EncodingKind::RunLength ? static_cast<int>(draw.between(1, 4)) : 0};
}

bool whole_reduction(const Operand& operand) {
  return operand.encoding.kind == EncodingKind::RunLength || operand.encoding.kind == EncodingKind::Csr;
}

Operand operand(Draw& draw) {
  Operand operand;
  operand.bits = draw.pick<int64_t>({4, 8, 8, 16});
  operand.pattern = fixed_pattern(draw);
  operand.skip = draw.pick({Skip::None, Skip::Pattern, Skip::Pattern, Skip::Zeros, Skip::Zeros});
  operand.encoding = encoding_for(draw, operand.skip);
  return operand;
}

int64_t granule_of(const ResolvedDesign& design, bool matmul) {
  int64_t granule = std::lcm(design.window, matmul ? 1 : design.weights.pattern.group_length());
  for (const Pattern& pattern : design.activations.listed()) granule = std::lcm(granule, pattern.group_length());
  return granule;
}

void draw_decision(Draw& draw, ResolvedDesign& design) {
  Operand& activations = design.activations;
  activations.chosen = Chosen::RunTime;
  activations.pattern = Pattern{};
  activations.patterns = pattern_list(draw);
  Decision decide;
  decide.by = draw.percent(60) ? DecideBy::Consumer : DecideBy::Producer;
  decide.when = draw.pick({DecideWhen::Tile, DecideWhen::Use});
  decide.stored = draw.pick({Stored::None, Stored::Bitmask});
  decide.from = draw.percent(70) ? DecideFrom::ThisInput : DecideFrom::PreviousInput;
  decide.policy.kind = draw.pick({PolicyKind::Cover, PolicyKind::Energy, PolicyKind::Energy, PolicyKind::Density});
  if (decide.policy.kind == PolicyKind::Energy) decide.policy.limits = {draw.pick({0.5, 0.75, 0.875, 0.95, 1.0, 0.0})};
  decide.pixels = draw.pick<int64_t>({1, 2, 3, 4, 5, 8, 16});
  activations.decide = decide;  // from here on the granule is that of the listed patterns
  if (draw.percent(65)) decide.channels = granule_of(design, false) * draw.between(1, 2);
  const int64_t positions = decide.pixels * decide.channels.value_or(granule_of(design, false));
  if (decide.policy.kind == PolicyKind::Density)  // limits that whole units can meet exactly, and others
    for (const Pattern& pattern : activations.patterns)
      decide.policy.limits.push_back(draw.percent(50)   ? density(pattern).value()
                                     : draw.percent(70) ? static_cast<double>(draw.between(0, positions)) / static_cast<double>(positions)
                                                        : static_cast<double>(draw.between(0, 100)) / 100);
  std::sort(decide.policy.limits.begin(), decide.policy.limits.end());
  decide.latency = draw.pick<int64_t>({0, 1, 3, 7, 15, 20});
  decide.rate = draw.pick<Rational>({{1}, {2}, {3}, {1, 2}, {3, 2}, {2, 7}});
  decide.switch_cycles = draw.pick<int64_t>({0, 1, 2, 5});
  activations.decide = decide;
}

void draw_fabric(Draw& draw, const Corners& corners, ResolvedDesign& design) {
  design.array_m = draw.between(1, 5);
  design.array_n = draw.between(1, 5);
  design.array_k = draw.pick<int64_t>({1, 1, 2, 2, 3, 4});
  design.slices = draw.pick({Slices::Interleaved, Slices::Blocked});
  design.window = draw.pick<int64_t>({4, 4, 8, 8, 16, 16, 32, 64, 5, 6, 12, 24});
  design.lanes = std::min(design.window, draw.pick<int64_t>({1, 1, 2, 2, 3, 4, 8, design.window / 2, design.window}));
  design.empty_window = draw.pick<int64_t>({1, 1, 1, 1, 0, 0, 2});
  design.order = draw.pick({Order::MOuter, Order::NOuter});
  design.domain = draw.pick({Domain::Array, Domain::Row, Domain::Column, Domain::Pe});
  design.slack = draw.pick<int64_t>({1, 1, 2, 3, 5});
  if (draw.percent(50)) design.decode_rate = draw.pick<Rational>({{1}, {2}, {16}, {1, 2}, {3, 2}, {5, 3}});
  draw_fabric_corners(draw, corners, design);
  design.weights = operand(draw);
  design.activations = operand(draw);
  if (draw.percent(50) || corners.long_waits) draw_decision(draw, design);
  if (draw.percent(35) || corners.full_banks) {
    const int64_t which = draw.between(0, 2);
    if (which != 1) design.weights.read = Read::Gather;
    if (which != 0) design.activations.read = Read::Gather;
    design.slack = 1;
    design.domain = which == 2 || draw.percent(50) ? Domain::Array : which == 0 ? Domain::Row : Domain::Column;
  }
}

void draw_memory(Draw& draw, ResolvedDesign& design) {
  design.output_bits = draw.pick<int64_t>({4, 8, 16, 32});
  design.clock = draw.pick<Rational>({{1'000'000'000}, {1'410'000'000}, {700'000'000}});
  design.dram_bandwidth = Rational(draw.pick<int64_t>({2, 8, 25, 64, 100, 512, 4096})) * Rational(draw.pick<int64_t>({1'000'000'000, 8'000'000'000}));
  for (OperandBuffer* buffer : {&design.weights_buffer, &design.activations_buffer}) {
    buffer->banks = draw.pick<int64_t>({1, 2, 3, 4, 8, 16, 32});
    buffer->ports = draw.pick<int64_t>({1, 1, 2, 3});
    if (draw.percent(50)) buffer->width = draw.pick<Rational>({{16}, {32}, {100}, {128}, {512}, {2048}, {1000, 3}, {33, 2}});
  }
  design.buffers = draw.pick<int64_t>({1, 2, 2, 2, 3, 4});
}

int64_t images_of(Draw& draw) { return draw.pick<int64_t>({1, 1, 2, 2, 3}); }

/// Channels of one group: ragged, whole, or fewer than a granule; a few granules at most.
int64_t channels_of(Draw& draw, int64_t granule, int64_t limit) {
  const int64_t granules = std::max<int64_t>(1, std::min<int64_t>(draw.pick<int64_t>({1, 1, 2, 3, 4, 6}), limit / granule));
  return draw.percent(30) ? granules * granule : draw.between((granules - 1) * granule + 1, granules * granule);
}

void draw_convolution(Draw& draw, int64_t granule, RandomCase& random) {
  Layer& layer = random.layer;
  layer.kind = LayerKind::Convolution;
  random.operands.images = images_of(draw);
  layer.groups = draw.percent(35) ? draw.between(2, 4) : 1;
  do {
    layer.kernel_height = draw.between(1, 3);
    layer.kernel_width = draw.between(1, 3);
    layer.in_height = draw.between(1, 6);
    layer.in_width = draw.between(1, 6);
    layer.stride = draw.pick<int64_t>({1, 1, 1, 2, 3});
    layer.pad_height = draw.pick<int64_t>({0, 0, 1, 1, 2});
    layer.pad_width = draw.percent(80) ? layer.pad_height : draw.between(0, 2);
  } while (layer.in_height + 2 * layer.pad_height < layer.kernel_height || layer.in_width + 2 * layer.pad_width < layer.kernel_width ||
           random.operands.images * layer.out_height() * layer.out_width() > 40);
  const int64_t taps = layer.kernel_height * layer.kernel_width;
  const int64_t channels = layer.groups > 1 && draw.percent(25) ? 1 : channels_of(draw, granule, std::max<int64_t>(granule, 240 / taps));
  layer.in_channels = layer.groups * channels;
  layer.out_channels = layer.groups * draw.between(1, layer.groups > 1 ? 7 : 14);
}

void draw_layer(Draw& draw, const Corners& corners, RandomCase& random) {
  Layer& layer = random.layer;
  layer.name = "random";
  const int64_t kind = draw.between(0, 99);
  const int64_t granule = granule_of(random.design, kind >= 80);
  if (kind < 55) {
    draw_convolution(draw, granule, random);
  } else {
    const bool matmul = kind >= 80;
    layer.kind = matmul ? LayerKind::Matmul : LayerKind::Linear;
    layer.groups = matmul ? draw.between(1, 3) : 1;
    random.operands.images = images_of(draw);
    layer.in_channels = channels_of(draw, granule, 240);
    layer.out_channels = draw.between(1, matmul ? 9 : 20);
    layer.tokens = draw.between(1, matmul ? 9 : 24 / random.operands.images);
  }
  if (corners.shape) draw_shape_corner(draw, random);
}

struct Extent {
  int64_t m, n, k, products;  ///< M, N, K' of one product, and how many there are
};

Extent extent_of(const RandomCase& random) {
  const Layer& layer = random.layer;
  const int64_t granule = granule_of(random.design, layer.kind == LayerKind::Matmul);
  if (layer.kind == LayerKind::Convolution)
    return {layer.out_channels / layer.groups, random.operands.images * layer.out_height() * layer.out_width(),
            layer.kernel_height * layer.kernel_width * round_up(layer.in_channels / layer.groups, granule), layer.groups};
  const int64_t k = round_up(layer.in_channels, granule);
  if (layer.kind == LayerKind::Linear) return {layer.out_channels, random.operands.images * layer.tokens, k, 1};
  return {layer.out_channels, layer.tokens, k, random.operands.images * layer.groups};
}

/// Tile and buffer sizes: from what the smallest tile needs to more than the layer.
void draw_tile(Draw& draw, const Corners& corners, RandomCase& random) {
  ResolvedDesign& design = random.design;
  const Extent all = extent_of(random);
  const bool whole = whole_reduction(design.weights) || whole_reduction(design.activations);
  const int64_t step = granule_of(design, random.layer.kind == LayerKind::Matmul) * design.array_k;
  Extent tile{design.array_m, design.array_n, whole ? all.k : std::min(all.k, step), all.products};
  if (corners.any_tile || draw.percent(55)) {
    TileSize size;
    if (draw.percent(75)) size.m = design.array_m * draw.between(1, 3);
    if (draw.percent(75)) size.n = design.array_n * draw.between(1, 3);
    if (!whole && draw.percent(60)) size.k = step * draw.pick<int64_t>({1, 1, 2, 3});
    if (!whole && corners.any_tile) size.k = step * draw.between(1, 9);
    tile = {std::min(all.m, size.m.value_or(all.m)), std::min(all.n, size.n.value_or(all.n)), std::min(all.k, size.k.value_or(all.k)), all.products};
    design.tile = size;
  }
  const auto size_for = [&](int64_t rows, int64_t all_rows, int64_t bits) {
    const int64_t least = rows * tile.k * (bits + 1) * design.buffers;
    if (draw.percent(30)) return 2 * all.products * all_rows * all.k * (bits + 1) + 4 * least;
    if (draw.percent(2)) return least / 3;
    return least * draw.pick<int64_t>({100, 100, 115, 150, 200, 300, 400, 800}) / 100;
  };
  design.weights_buffer.size_bits = size_for(std::min(tile.m, all.m), all.m, design.weights.bits);
  design.activations_buffer.size_bits = size_for(std::min(tile.n, all.n), all.n, design.activations.bits);
  if (draw.percent(40)) design.accumulator_bits = tile.m * tile.n * 32 * draw.pick<int64_t>({1, 1, 2, 3, 4, 16});
}

/// Values of `rows` rows: each row, and each run of channels in it, has a density of its own, unless one is given for all, in percent.
std::vector<float> values(Draw& draw, int64_t rows, int64_t columns, std::optional<int64_t> of_all) {
  const int64_t largest = draw.pick<int64_t>({1, 2, 3, 7}), unit = draw.percent(80) ? 1 : 4;
  const bool uniform = draw.percent(30);
  const int64_t run = draw.between(1, 16);
  int64_t row_density = draw.between(10, 90), density_here = row_density;
  std::vector<float> result;
  for (int64_t r = 0; r < rows; ++r) {
    if (!uniform && draw.percent(60)) row_density = draw.pick<int64_t>({0, 5, 15, 30, 50, 70, 100});
    for (int64_t c = 0; c < columns; ++c) {
      if (c % run == 0) density_here = uniform || draw.percent(60) ? row_density : draw.pick<int64_t>({0, 10, 50, 100});
      if (of_all) density_here = *of_all;
      const bool negative = draw.percent(50);
      const auto magnitude = static_cast<float>(draw.percent(density_here) ? draw.between(1, largest * unit) : 0) / static_cast<float>(unit);
      result.push_back(negative && (magnitude != 0 || draw.percent(4)) ? -magnitude : magnitude);  // now and then a negative zero
    }
  }
  return result;
}

void draw_values(Draw& draw, const Corners& corners, RandomCase& random) {
  const Layer& layer = random.layer;
  LayerOperands& operands = random.operands;
  if (layer.kind == LayerKind::Convolution) {
    operands.weights =
        values(draw, layer.out_channels, layer.kernel_height * layer.kernel_width * layer.in_channels / layer.groups, corners.weights_density);
    operands.activations = values(draw, operands.images * layer.in_height * layer.in_width, layer.in_channels, corners.activations_density);
  } else {
    const int64_t products = layer.kind == LayerKind::Matmul ? operands.images * layer.groups : 1;
    operands.weights = values(draw, products * layer.out_channels, layer.in_channels, corners.weights_density);
    operands.activations = values(draw, operands.images * (layer.kind == LayerKind::Matmul ? layer.groups : 1) * layer.tokens, layer.in_channels,
                                  corners.activations_density);
  }
}

/// The work of an implementation that visits every value; auto tiles are tried one by one.
bool small(const RandomCase& random) {
  const Extent all = extent_of(random);
  return all.products * all.m * all.n * all.k <= (random.design.tile ? 80'000 : 25'000);
}

RandomCase draw_case(Draw draw, const Corners& corners) {
  for (;;) {
    RandomCase random;
    random.design.name = "random";
    draw_fabric(draw, corners, random.design);
    if (granule_of(random.design, false) > 96) continue;
    draw_memory(draw, random.design);
    draw_memory_corners(draw, corners, random.design);
    draw_layer(draw, corners, random);
    draw_tile(draw, corners, random);
    if (!small(random)) continue;
    draw_values(draw, corners, random);
    if (draw.percent(10)) {
      random.design.outputs_as_read = true;
      const Extent all = extent_of(random);
      random.output_bits = draw.between(0, all.products * all.m * all.n * random.design.output_bits);
    }
    // Drawn last, so that all else of a seed's case is what it was without.
    if (random.design.weights.pattern.height() == 1 && draw.percent(50))
      random.design.balance = draw.pick({Balance::Sort, Balance::Pair, Balance::Interleave});
    if (draw.percent(50)) random.design.arrays = draw.between(2, 5);
    return random;
  }
}

}  // namespace

RandomCase random_case(std::uint64_t seed) {
  Draw draw(seed);
  const Corners corners = seed % 2 == 0 ? Corners{} : draw_corners(draw);
  RandomCase random = draw_case(draw, corners);
  random.seed = seed;
  return random;
}

RandomCase random_case(std::span<const std::uint8_t> bytes) {
  Draw draw(bytes);
  const Corners corners = draw.percent(50) ? Corners{} : draw_corners(draw);
  return draw_case(draw, corners);
}

}  // namespace skeptic
