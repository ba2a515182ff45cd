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
QuadWords make_quads(const StepPlan& plan, const WindowPlanes& planes, std::int64_t count, std::int64_t elements, const Kernels& kernels,
                     const RowOf& row_of) {
  QuadWords made;
  made.slices = plan.slices;
  made.quads = (plan.steps() + kQuad - 1) / kQuad;
  made.planes = planes.planes();
  made.stride = padded_lanes(elements);
  const std::int64_t blocks = (count + elements - 1) / elements;
  made.bytes = std::make_unique_for_overwrite<std::uint8_t[]>(static_cast<std::size_t>(blocks * made.block_bytes()));
  const std::int64_t plane_bytes = made.stride * kQuad;
  std::vector<QuadWindows> windows;
  for (std::int64_t slice = 0; slice < made.slices; ++slice)
    for (std::int64_t quad = 0; quad < made.quads; ++quad) windows.push_back(quad_windows(plan, slice, quad, planes.windows()));
  std::vector<std::uint32_t> words(static_cast<std::size_t>(plane_bytes));  // [element][step]
  for (std::int64_t block = 0; block < blocks; ++block) {
    std::uint8_t* to = made.bytes.get() + block * made.block_bytes();
    const std::int64_t first = block * elements, width = std::min(elements, count - first);
    std::fill(words.begin(), words.end(), 0);
    const std::int64_t written = (width + 3) / 4 * 4;
    if (written < made.stride) std::fill_n(to, made.block_bytes(), 0);
    for (const QuadWindows& quad : windows) {
      for (std::int64_t four = 0; four < planes.fours(); ++four) {
        for (std::int64_t element = 0; element < width; ++element) {
          std::uint32_t* of_element = words.data() + element * kQuad;
          if (quad.together) {
            std::memcpy(of_element, planes.at(four, row_of(quad.tap[0], first + element), quad.window[0]), kQuad * sizeof(std::uint32_t));
            continue;
          }
          for (std::size_t s = 0; s < kQuad; ++s)
            of_element[s] = quad.window[s] < 0 ? 0 : *planes.at(four, row_of(quad.tap[s], first + element), quad.window[s]);
        }
        kernels.spread(words.data(), written, std::min<std::int64_t>(4, made.planes - 4 * four), to + 4 * four * plane_bytes, plane_bytes);
      }
      to += made.planes * plane_bytes;
    }
  }
  return made;
}

/// Four bits in each of four bytes, the lowest first, from 16 bits.
std::uint32_t nibbles(std::uint64_t bits) {
  std::uint32_t spread = static_cast<std::uint32_t>(bits & 0xFFFF);
  spread = (spread | spread << 8) & 0x00FF00FF;
  return (spread | spread << 4) & 0x0F0F0F0F;
}

}  // namespace

WindowPlanes::WindowPlanes(const Mask& mask, const Mask* outside, std::int64_t window, const Kernels& kernels)
    : rows_(mask.rows() + 1), windows_(mask.columns() / window), planes_(planes_of(kernels, window)) {
  fours_ = (planes_ + 3) / 4;
  words_.assign(static_cast<std::size_t>(fours_ * rows_ * windows_), 0);
  for (std::int64_t row = 0; row < mask.rows(); ++row) cut(mask, row, row, window, kernels.plane_bits);
  if (outside != nullptr) cut(*outside, 0, outside_row(), window, kernels.plane_bits);
}

void WindowPlanes::cut(const Mask& mask, std::int64_t row, std::int64_t as, std::int64_t window, int plane_bits) {
  std::uint32_t* to = words_.data() + as * windows_;
  const std::int64_t of_four = rows_ * windows_;
  const int bits_of_four = 4 * plane_bits;
  if (window <= 16 && 64 % window == 0) {  // as many in every word of the mask, and none needs a second four
    const std::uint64_t ones = (std::uint64_t{1} << window) - 1;
    std::int64_t left = windows_;
    for (std::uint64_t word : mask.row(row))
      for (std::int64_t at = 0; at < 64 && left > 0; at += window, word >>= window, --left)
        *to++ = plane_bits == 4 ? nibbles(word & ones) : static_cast<std::uint32_t>(word & ones);
    return;
  }
  for (std::int64_t w = 0; w < windows_; ++w, ++to) {
    std::uint64_t word = mask.bits(row, w * window, static_cast<int>(window));
    for (std::int64_t four = 0; four < fours_; ++four, word >>= bits_of_four)
      to[four * of_four] = plane_bits == 4 ? nibbles(word) : static_cast<std::uint32_t>(word);
  }
}

QuadWords weight_quads(const StepPlan& plan, const WindowPlanes& planes, std::int64_t rows, std::int64_t elements) {
  return make_quads(plan, planes, rows, elements, kernels(), [](std::int64_t, std::int64_t row) { return row; });
}

QuadWords activation_quads(const StepPlan& plan, const WindowPlanes& planes, const Geometry& shape, std::int64_t elements) {
  return make_quads(plan, planes, shape.columns, elements, kernels(), [&](std::int64_t tap, std::int64_t column) {
    const std::int64_t vector = shape.vector_at(tap, column);
    return vector < 0 ? planes.outside_row() : vector;
  });
}

}  // namespace skeptic
