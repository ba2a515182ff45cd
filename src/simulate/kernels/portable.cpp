#include "simulate/kernels/portable.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace skeptic::portable {
namespace {

/// Bytes that are worked on together: a group of lanes in four steps.
constexpr std::size_t kGroup = kLaneGroup * kQuad;
using Group = std::array<std::uint8_t, kGroup>;

constexpr std::uint8_t ones_of(std::uint8_t byte) {
  std::uint8_t v = static_cast<std::uint8_t>(byte - ((byte >> 1) & 0x55));
  v = static_cast<std::uint8_t>((v & 0x33) + ((v >> 2) & 0x33));
  return static_cast<std::uint8_t>((v + (v >> 4)) & 0x0F);
}

/// ceil(x / multipliers) of every x <= 64.
std::array<std::uint8_t, 65> cost_table(int multipliers) {
  std::array<std::uint8_t, 65> table{};
  for (int x = 0; x <= 64; ++x) table[static_cast<std::size_t>(x)] = static_cast<std::uint8_t>((x + multipliers - 1) / multipliers);
  return table;
}

/// One quad of one group of lanes and one scalar.
void group_costs(const CostBlock& block, const CostSegment& segment, const std::array<std::uint8_t, 65>& table, std::int64_t quad, std::int64_t lane,
                 std::int64_t scalar) {
  const std::int64_t lane_plane = block.lane_stride * kQuad, scalar_plane = block.scalar_stride * kQuad, offset = lane * kQuad;
  Group ones{}, cost;
  for (std::int64_t plane = 0; plane < block.planes; ++plane) {
    const std::uint8_t* of_lanes = segment.lanes + (quad * block.planes + plane) * lane_plane + offset;
    const std::uint8_t* of_scalar = segment.scalars + (quad * block.planes + plane) * scalar_plane + scalar * kQuad;
    for (std::size_t i = 0; i < kGroup; ++i)
      ones[i] = static_cast<std::uint8_t>(ones[i] + ones_of(static_cast<std::uint8_t>(of_lanes[i] & of_scalar[i % kQuad])));
  }
  const std::uint8_t* least = segment.empty + segment.active[quad] * lane_plane + offset;
  std::uint8_t* most = segment.most + quad * lane_plane + offset;
  for (std::size_t i = 0; i < kGroup; ++i) {
    const std::size_t at = static_cast<std::size_t>(lane) + i / kQuad;
    const std::uint8_t cost0 = table[ones[i]];
    cost[i] = std::max(cost0, least[i]);
    block.empty_cycles[at] += static_cast<std::uint32_t>(cost[i] - cost0);
    if (block.gathers && ones[i] != 0) {
      const std::uint8_t read = std::max(segment.lane_reads[quad * lane_plane + offset + static_cast<std::int64_t>(i)],
                                         segment.scalar_reads[quad * scalar_plane + scalar * kQuad + static_cast<std::int64_t>(i % kQuad)]);
      if (read > cost[i]) {
        block.read_cycles[at] += static_cast<std::uint32_t>(read - cost[i]);
        cost[i] = read;
      }
    }
    most[i] = std::max(most[i], cost[i]);
    block.busy[scalar * block.lane_stride + static_cast<std::int64_t>(at)] += cost[i];
  }
  if (segment.costs != nullptr) std::memcpy(segment.costs + (quad * block.costs_of_quad + scalar) * lane_plane + offset, cost.data(), kGroup);
}

/// A step's cost of one element, with what switching adds.
std::uint32_t cost_of(const DriftStep& step, std::int64_t scalar, std::int64_t lane) {
  const std::uint32_t cost = step.costs[(scalar * step.lane_stride + lane) * kQuad + step.step_of_quad];
  return step.lane_switch == nullptr ? cost : cost + (step.lane_switch[lane] & step.scalar_works[scalar]);
}

std::uint32_t of_lane(const std::uint32_t* values, std::int64_t lane) { return values == nullptr ? 0 : values[lane]; }

}  // namespace

void costs(const CostBlock& block) {
  const std::array<std::uint8_t, 65> table = cost_table(block.multipliers);
  for (const CostSegment& segment : block.segments)
    for (std::int64_t quad = 0; quad < segment.quads; ++quad)
      for (std::int64_t lane = 0; lane < block.lane_stride; lane += kLaneGroup)
        for (std::int64_t scalar = 0; scalar < block.scalar_count; ++scalar) group_costs(block, segment, table, quad, lane, scalar);
}

void largest_of_steps(const std::uint8_t* most, std::int64_t lane_stride, std::int64_t quads, std::uint8_t* largest) {
  for (std::int64_t quad = 0; quad < quads; ++quad)
    for (std::int64_t s = 0; s < kQuad; ++s) {
      std::uint8_t found = 0;
      for (std::int64_t lane = 0; lane < lane_stride; ++lane) found = std::max(found, most[(quad * lane_stride + lane) * kQuad + s]);
      largest[quad * kQuad + s] = found;
    }
}

std::int64_t sum_of_largest(const std::uint8_t* most, std::int64_t lane_stride, std::int64_t quads) {
  std::int64_t sum = 0;
  for (std::int64_t quad = 0; quad < quads; ++quad) {
    std::array<std::uint8_t, kQuad> largest{};
    largest_of_steps(most + quad * lane_stride * kQuad, lane_stride, 1, largest.data());
    for (const std::uint8_t step : largest) sum += step;
  }
  return sum;
}

void sum_steps(const std::uint8_t* most, std::int64_t lane_stride, std::int64_t first, std::int64_t past, std::uint32_t* sums) {
  for (std::int64_t step = first; step < past; ++step)
    for (std::int64_t lane = 0; lane < lane_stride; ++lane) sums[lane] += most[(step / kQuad * lane_stride + lane) * kQuad + step % kQuad];
}

void drift(const DriftStep& step) {
  const bool all = step.domain == DriftDomain::All, each = step.domain == DriftDomain::Each;
  std::uint32_t slowest_of_all = 0;
  if (all) *step.arrive = std::max(*step.arrive + of_lane(step.lane_feed, 0), *step.slowest) + of_lane(step.lane_wait, 0);
  for (std::int64_t lane = 0; lane < step.lane_stride; ++lane) {
    const std::uint32_t wait = of_lane(step.lane_wait, lane), feed = of_lane(step.lane_feed, lane);
    if (!all && !each) step.arrive[lane] = std::max(step.arrive[lane] + feed, step.slowest[lane]) + wait;
    std::uint32_t slowest = 0;
    for (std::int64_t scalar = 0; scalar < step.scalar_count; ++scalar) {
      const std::int64_t at = scalar * step.lane_stride + lane;
      std::uint32_t arrive = all ? *step.arrive : step.arrive[each ? at : lane];
      if (each) step.arrive[at] = arrive = std::max(arrive + std::max(feed, of_lane(step.scalar_feed, scalar)), step.slowest[at]) + wait;
      step.finish[at] = std::max(step.finish[at], arrive) + cost_of(step, scalar, lane);
      slowest = std::max(slowest, step.finish[at]);
      if (each) step.slowest[at] = step.finish[at];
    }
    if (!all && !each) step.slowest[lane] = slowest;
    slowest_of_all = std::max(slowest_of_all, slowest);
  }
  if (all) *step.slowest = slowest_of_all;
}

void drift_run(const DriftRun& run) {
  const std::int64_t domains = run.domain == DriftDomain::All ? 1 : run.lane_stride;
  DriftStep step;
  step.domain = run.domain;
  step.scalar_count = run.scalar_count, step.lane_stride = run.lane_stride;
  step.arrive = run.arrive, step.finish = run.finish;
  for (std::int64_t at = run.first; at < run.past; ++at) {
    step.costs = run.costs + at / kQuad * run.scalar_count * run.lane_stride * kQuad, step.step_of_quad = static_cast<int>(at % kQuad);
    step.slowest = run.slowest + (run.slot + at - run.first) % run.slack * domains;
    drift(step);
  }
}

void fullest_banks(const std::uint64_t* words, std::int64_t count, std::int64_t banks, std::uint8_t* most) {
  for (std::int64_t i = 0; i < count; ++i) {
    std::array<std::uint8_t, 64> used{};
    most[i] = 0;
    for (std::uint64_t rest = words[i]; rest != 0; rest &= rest - 1)
      most[i] = std::max(most[i], ++used[static_cast<std::size_t>(std::countr_zero(rest) % banks)]);
  }
}

void spread(const std::uint32_t* words, std::int64_t elements, std::int64_t planes, std::uint8_t* to, std::int64_t plane_bytes) {
  for (std::int64_t plane = 0; plane < planes; ++plane)
    for (std::int64_t i = 0; i < elements * kQuad; ++i) to[plane * plane_bytes + i] = static_cast<std::uint8_t>(words[i] >> (8 * plane));
}

std::uint64_t and_count(const std::uint8_t* a, const std::uint8_t* b, std::int64_t bytes, std::int64_t rounds) {
  std::uint64_t ones = 0;
  for (std::int64_t round = 0; round < rounds; ++round)
    for (std::int64_t at = 0; at < bytes; at += 8) {
      std::uint64_t of_a = 0, of_b = 0;
      std::memcpy(&of_a, a + at, 8), std::memcpy(&of_b, b + at, 8);
      ones += static_cast<std::uint64_t>(std::popcount(of_a & of_b));
    }
  return ones;
}

}  // namespace skeptic::portable
