#include "simulate/quads.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace skeptic {
namespace {

/// The windows of a slice in the four steps of a quad.
struct QuadWindows {
  std::array<std::int64_t, kQuad> tap{}, window{};  ///< the window within its tap; -1 where there is none
  bool together = false;                            ///< four windows of one tap, one after the other
};

QuadWindows quad_windows(const StepPlan& plan, std::int64_t slice, std::int64_t quad, std::int64_t windows_of_tap) {
  QuadWindows found;
  for (std::int64_t s = 0; s < kQuad; ++s) {
    const std::int64_t step = quad * kQuad + s;
    const std::int64_t window = step < plan.steps() ? plan.window(step, slice) : -1;
    found.tap[static_cast<std::size_t>(s)] = window < 0 ? 0 : window / windows_of_tap;
    found.window[static_cast<std::size_t>(s)] = window < 0 ? -1 : window % windows_of_tap;
  }
  found.together = found.window[0] >= 0;
  for (std::size_t s = 1; s < kQuad; ++s)
    found.together = found.together && found.tap[s] == found.tap[0] && found.window[s] == found.window[s - 1] + 1;
  return found;
}

/// row_of(tap, element): the row of `planes` in which an element's window lies.
template <typename RowOf>
QuadWords make_quads(const StepPlan& plan, const WindowPlanes& planes, std::int64_t count, std::int64_t elements, const RowOf& row_of) {
  QuadWords made;
  made.slices = plan.slices;
  made.quads = (plan.steps() + kQuad - 1) / kQuad;
  made.planes = planes.planes();
  made.stride = padded_lanes(elements);
  const std::int64_t blocks = (count + elements - 1) / elements;
  made.bytes.assign(static_cast<std::size_t>(blocks * made.block_bytes()), 0);
  const std::int64_t plane_bytes = made.stride * kQuad;
  std::vector<QuadWindows> windows;
  for (std::int64_t slice = 0; slice < made.slices; ++slice)
    for (std::int64_t quad = 0; quad < made.quads; ++quad) windows.push_back(quad_windows(plan, slice, quad, planes.windows()));
  for (std::int64_t block = 0; block < blocks; ++block) {
    std::uint8_t* words = made.bytes.data() + block * made.block_bytes();
    const std::int64_t first = block * elements, width = std::min(elements, count - first);
    for (const QuadWindows& quad : windows) {
      for (std::int64_t element = 0; element < width; ++element) {
        std::uint8_t* to = words + element * kQuad;
        if (quad.together) {
          const std::int64_t row = row_of(quad.tap[0], first + element);
          for (int plane = 0; plane < made.planes; ++plane) std::memcpy(to + plane * plane_bytes, planes.at(plane, row, quad.window[0]), kQuad);
          continue;
        }
        for (std::size_t s = 0; s < kQuad; ++s) {
          if (quad.window[s] < 0) continue;
          const std::int64_t row = row_of(quad.tap[s], first + element);
          for (int plane = 0; plane < made.planes; ++plane)
            to[plane * plane_bytes + static_cast<std::int64_t>(s)] = *planes.at(plane, row, quad.window[s]);
        }
      }
      words += made.planes * plane_bytes;
    }
  }
  return made;
}

}  // namespace

WindowPlanes::WindowPlanes(const Mask& mask, const Mask* outside, std::int64_t window, const Kernels& kernels)
    : rows_(mask.rows() + 1), windows_(mask.columns() / window), planes_(planes_of(kernels, window)) {
  bytes_.assign(static_cast<std::size_t>(planes_ * rows_ * windows_ + kQuad), 0);
  for (std::int64_t row = 0; row < mask.rows(); ++row) cut(mask, row, row, window, kernels.plane_bits);
  if (outside != nullptr) cut(*outside, 0, outside_row(), window, kernels.plane_bits);
}

void WindowPlanes::cut(const Mask& mask, std::int64_t row, std::int64_t as, std::int64_t window, int plane_bits) {
  const std::uint64_t ones = (std::uint64_t{1} << plane_bits) - 1;
  const int used = static_cast<int>((window + plane_bits - 1) / plane_bits);
  const std::int64_t of_plane = rows_ * windows_;
  std::uint8_t* to = bytes_.data() + as * windows_;
  for (std::int64_t w = 0; w < windows_; ++w, ++to) {
    std::uint64_t word = mask.bits(row, w * window, static_cast<int>(window));
    for (int plane = 0; plane < used; ++plane, word >>= plane_bits) to[plane * of_plane] = static_cast<std::uint8_t>(word & ones);
  }
}

QuadWords weight_quads(const StepPlan& plan, const WindowPlanes& planes, std::int64_t rows, std::int64_t elements) {
  return make_quads(plan, planes, rows, elements, [](std::int64_t, std::int64_t row) { return row; });
}

QuadWords activation_quads(const StepPlan& plan, const WindowPlanes& planes, const Geometry& shape, std::int64_t elements) {
  return make_quads(plan, planes, shape.columns, elements, [&](std::int64_t tap, std::int64_t column) {
    const std::int64_t vector = shape.vector_at(tap, column);
    return vector < 0 ? planes.outside_row() : vector;
  });
}

}  // namespace skeptic
