#include "support/random_corners.h"

namespace skeptic {

using std::int64_t;

Corners draw_corners(Draw& draw) {
  Corners corners;
  for (int64_t i = draw.between(1, 2); i > 0; --i) switch (draw.between(0, 9)) {
      case 0:
        corners.wide_array = true;
        break;
      case 1:
      case 2:
        corners.any_window = true;
        break;
      case 3:
        corners.long_costs = true;
        break;
      case 4:
        corners.long_waits = true;
        break;
      case 5:
        corners.narrow_buffers = true;
        break;
      case 6:
        corners.full_banks = true;
        break;
      case 7:
        corners.any_tile = true;
        break;
      case 8:
        corners.shape = true;
        break;
      default: {
        const int64_t which = draw.between(0, 2);
        if (which != 0) corners.weights_density = draw.pick<int64_t>({0, 100});
        if (which != 1) corners.activations_density = draw.pick<int64_t>({0, 100});
      }
    }
  return corners;
}

/// Before operands are drawn, which depend on the window.
void draw_fabric_corners(Draw& draw, const Corners& corners, ResolvedDesign& design) {
  if (corners.wide_array) {
    int64_t &one_side = draw.percent(50) ? design.array_m : design.array_n, wide = draw.pick<int64_t>({7, 15, 16, 17, 20, 31, 32, 33, 48, 50});
    one_side = wide;
    design.array_k = draw.pick<int64_t>({1, 1, 2, 5});
  }
  if (corners.any_window) {
    design.window = draw.between(1, 64);
    design.lanes = draw.between(1, design.window);
  }
  if (corners.long_costs) {
    design.empty_window = draw.pick<int64_t>({0, 3, 7, 16, 16, 256, 400});  // a design's file gives 16 at most; beyond that costs fill no byte
    design.slack = draw.pick<int64_t>({1, 2, 4, 7, 8, 16, 33, 64});
  }
  if (corners.full_banks) design.window = 64, design.lanes = draw.between(1, 64), design.array_k = draw.pick<int64_t>({1, 3, 4, 8});
}

/// Over what was drawn of waits, widths and banks.
void draw_memory_corners(Draw& draw, const Corners& corners, ResolvedDesign& design) {
  if (corners.long_waits && design.activations.run_time()) {
    Decision& decide = *design.activations.decide;
    decide.by = draw.percent(80) ? DecideBy::Consumer : decide.by;
    decide.when = draw.percent(80) ? DecideWhen::Use : decide.when;
    decide.latency = draw.pick<int64_t>({0, 100, 999'983, 1'000'000, int64_t{1} << 27, int64_t{1} << 28});
    decide.switch_cycles = draw.pick<int64_t>({0, 3, 100, 255, 65'537, 1'000'000, int64_t{1} << 28});
    if (design.weights.read == Read::Window && design.activations.read == Read::Window) design.slack = draw.pick<int64_t>({1, 2, 6, 30, 1024});
  }
  for (OperandBuffer* buffer : {&design.weights_buffer, &design.activations_buffer}) {
    if (corners.narrow_buffers) buffer->width = draw.pick<Rational>({{1}, {3}, {7, 2}, {1, 1000}});
    if (corners.full_banks) buffer->banks = draw.pick<int64_t>({1, 1, 1, 3, 64}), buffer->ports = draw.pick<int64_t>({1, 1, 2, 64});
  }
}

/// One of everything, or primes. A layer of primes may be too large; then another is drawn.
void draw_shape_corner(Draw& draw, RandomCase& random) {
  Layer& layer = random.layer;
  const auto prime = [&] { return draw.pick<int64_t>({2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41}); };
  if (draw.percent(35)) {
    random.operands.images = 1;
    const LayerKind kind = layer.kind;
    layer = {};
    layer.name = "random";
    layer.kind = kind;
    if (kind != LayerKind::Convolution) layer.tokens = 1;
    layer.in_channels = layer.out_channels = 1;
    return;
  }
  if (layer.kind == LayerKind::Convolution) {
    layer.in_channels = layer.groups * prime(), layer.out_channels = layer.groups * prime();
    return;
  }
  random.operands.images = 1;
  layer.out_channels = prime(), layer.in_channels = prime(), layer.tokens = prime();
}

}  // namespace skeptic
