// Every instruction set against the loops that its comments describe, on random data.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>

#include "simulate/chosen_kernels.h"
#include "support/draw.h"

namespace skeptic {
namespace {

using Bytes = std::vector<std::uint8_t>;
using Words = std::vector<std::uint32_t>;

std::size_t at(std::int64_t index) { return static_cast<std::size_t>(index); }

Bytes random_bytes(Draw& draw, std::int64_t count, std::int64_t largest) {
  Bytes bytes(at(count));
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(draw.between(0, largest));
  return bytes;
}

Words random_words(Draw& draw, std::int64_t count, std::int64_t largest) {
  Words words(at(count));
  for (std::uint32_t& word : words) word = static_cast<std::uint32_t>(draw.between(0, largest));
  return words;
}

/// A block of costs with room for everything in it.
struct CostCase {
  struct Segment {
    std::int64_t quads;
    Bytes lanes, scalars, active, lane_reads, scalar_reads, most, costs;
  };
  std::int64_t lane_stride, scalar_stride, scalar_count, planes, costs_of_quad;
  int plane_bits, multipliers, window, largest_empty = 0;
  bool gathers, keeps_costs;
  Bytes empty;
  std::vector<Segment> segments;
  Words busy, empty_cycles, read_cycles;

  CostCase(Draw& draw, int bits_of_plane) : plane_bits(bits_of_plane) {
    window = static_cast<int>(draw.percent(30) ? draw.between(1, 64) : draw.pick<std::int64_t>({4, 8, 16, 32, 64}));
    multipliers = static_cast<int>(draw.percent(50) ? draw.between(1, window)
                                                    : std::min<std::int64_t>(window, draw.pick<std::int64_t>({1, 2, 4, 8, 16, 32, 64})));
    planes = 1;
    while (planes * plane_bits < window) planes *= 2;
    lane_stride = draw.pick<std::int64_t>({16, 16, 48});
    scalar_count = draw.between(1, 17);
    scalar_stride = padded_lanes(scalar_count);
    costs_of_quad = scalar_count + draw.between(0, 2);
    gathers = draw.percent(40), keeps_costs = draw.percent(50);
    draw_empty(draw);
    for (std::int64_t i = draw.between(1, 3); i > 0; --i) segments.push_back(segment(draw));
    busy = random_words(draw, scalar_count * lane_stride, 9), empty_cycles = random_words(draw, lane_stride, 9);
    read_cycles = random_words(draw, lane_stride, 9);
  }

  /// Some lanes are idle: the last, always or never.
  void draw_empty(Draw& draw) {
    largest_empty = static_cast<int>(draw.pick<std::int64_t>({0, 1, 1, 2, 16}));
    const std::int64_t working = draw.between(1, lane_stride);
    empty.assign(at(16 * lane_stride * kQuad), 0);
    for (std::int64_t steps = 0; steps < 16; ++steps)
      for (std::int64_t lane = 0; lane < working; ++lane)
        for (std::int64_t step = 0; step < kQuad; ++step)
          if ((steps >> step & 1) != 0) empty[at((steps * lane_stride + lane) * kQuad + step)] = static_cast<std::uint8_t>(largest_empty);
  }

  /// Of all densities; many quads, so that sums held in bytes are passed on.
  Segment segment(Draw& draw) const {
    Segment made;
    made.quads = draw.pick<std::int64_t>({1, 1, 2, 2, 3, 7, 7, 20, 20, 40, 270});
    const std::int64_t density_of_lanes = draw.pick<std::int64_t>({0, 25, 50, 75, 100}), density_of_scalars = draw.pick<std::int64_t>({0, 50, 100});
    made.lanes = words(draw, made.quads, lane_stride, density_of_lanes), made.scalars = words(draw, made.quads, scalar_stride, density_of_scalars);
    made.active = random_bytes(draw, made.quads, 15);
    const std::int64_t longest = draw.pick<std::int64_t>({3, 64, 255});
    if (gathers) {
      made.lane_reads = random_bytes(draw, made.quads * lane_stride * kQuad, longest);
      made.scalar_reads = random_bytes(draw, made.quads * scalar_stride * kQuad, longest);
    }
    made.most = random_bytes(draw, made.quads * lane_stride * kQuad, draw.pick<std::int64_t>({0, 0, 20}));
    made.costs.assign(at(made.quads * costs_of_quad * lane_stride * kQuad), 0xAA);
    return made;
  }

  Bytes words(Draw& draw, std::int64_t quads, std::int64_t stride, std::int64_t density) const {
    Bytes made;
    for (std::int64_t quad = 0; quad < quads; ++quad)
      for (std::int64_t plane = 0; plane < planes; ++plane)
        for (std::int64_t i = 0; i < stride * kQuad; ++i) {
          const std::int64_t bits = std::clamp<std::int64_t>(window - plane * plane_bits, 0, plane_bits);
          const std::uint64_t random = draw.next();
          const std::uint64_t byte = density == 0    ? 0
                                     : density == 25 ? random & random >> 8
                                     : density == 50 ? random
                                     : density == 75 ? random | random >> 8
                                                     : ~0ULL;
          made.push_back(static_cast<std::uint8_t>(byte & ((1U << bits) - 1)));
        }
    return made;
  }

  int largest_cost() const {
    int largest = std::max((window + multipliers - 1) / multipliers, largest_empty);
    for (const Segment& of : segments)
      for (const Bytes* reads : {&of.lane_reads, &of.scalar_reads})
        for (const std::uint8_t read : *reads) largest = std::max<int>(largest, read);
    return largest;
  }

  void run(const Kernels& set) {
    std::vector<CostSegment> given;
    for (Segment& of : segments)
      given.push_back({of.lanes.data(), of.scalars.data(), of.quads, empty.data(), of.active.data(), gathers ? of.lane_reads.data() : nullptr,
                       gathers ? of.scalar_reads.data() : nullptr, of.most.data(), keeps_costs ? of.costs.data() : nullptr});
    CostBlock block;
    block.segments = given;
    block.lane_stride = lane_stride, block.scalar_stride = scalar_stride, block.scalar_count = scalar_count, block.planes = planes;
    block.multipliers = multipliers, block.window = window, block.largest_cost = largest_cost(), block.largest_empty = largest_empty;
    block.gathers = gathers, block.costs_of_quad = costs_of_quad;
    block.busy = busy.data(), block.empty_cycles = empty_cycles.data(), block.read_cycles = read_cycles.data();
    set.costs(block);
  }

  void run_plainly() {
    for (Segment& of : segments)
      for (std::int64_t quad = 0; quad < of.quads; ++quad)
        for (std::int64_t scalar = 0; scalar < scalar_count; ++scalar)
          for (std::int64_t lane = 0; lane < lane_stride; ++lane)
            for (std::int64_t step = 0; step < kQuad; ++step) element(of, quad, scalar, lane, step);
  }

  void element(Segment& of, std::int64_t quad, std::int64_t scalar, std::int64_t lane, std::int64_t step) {
    int ones = 0;
    for (std::int64_t plane = 0; plane < planes; ++plane)
      ones += std::popcount(static_cast<unsigned>(of.lanes[at(((quad * planes + plane) * lane_stride + lane) * kQuad + step)] &
                                                  of.scalars[at(((quad * planes + plane) * scalar_stride + scalar) * kQuad + step)]));
    const int cost0 = (ones + multipliers - 1) / multipliers;
    const int cost1 = std::max<int>(cost0, empty[at((of.active[at(quad)] * lane_stride + lane) * kQuad + step)]);
    int cost = cost1;
    if (gathers && ones > 0)
      cost = std::max<int>({cost1, of.lane_reads[at((quad * lane_stride + lane) * kQuad + step)],
                            of.scalar_reads[at((quad * scalar_stride + scalar) * kQuad + step)]});
    empty_cycles[at(lane)] += static_cast<std::uint32_t>(cost1 - cost0), read_cycles[at(lane)] += static_cast<std::uint32_t>(cost - cost1);
    busy[at(scalar * lane_stride + lane)] += static_cast<std::uint32_t>(cost);
    std::uint8_t& most = of.most[at((quad * lane_stride + lane) * kQuad + step)];
    most = std::max(most, static_cast<std::uint8_t>(cost));
    if (keeps_costs) of.costs[at(((quad * costs_of_quad + scalar) * lane_stride + lane) * kQuad + step)] = static_cast<std::uint8_t>(cost);
  }
};

class KernelsOfSet : public testing::TestWithParam<const Kernels*> {};

TEST_P(KernelsOfSet, CostsAreThoseOfPlainLoops) {
  for (std::uint64_t seed = 0; seed < 90; ++seed) {
    Draw draw(seed);
    CostCase fast(draw, GetParam()->plane_bits);
    CostCase plain = fast;
    fast.run(*GetParam()), plain.run_plainly();
    SCOPED_TRACE(testing::Message() << "seed " << seed << ": window " << fast.window << ", " << fast.multipliers << " multipliers, "
                                    << fast.scalar_count << " scalars, " << fast.lane_stride << " lanes, empty " << fast.largest_empty
                                    << (fast.gathers ? ", gathers" : ""));
    ASSERT_EQ(fast.busy, plain.busy);
    ASSERT_EQ(fast.empty_cycles, plain.empty_cycles);
    ASSERT_EQ(fast.read_cycles, plain.read_cycles);
    for (std::size_t i = 0; i < fast.segments.size(); ++i) {
      ASSERT_EQ(fast.segments[i].most, plain.segments[i].most) << "segment " << i;
      ASSERT_EQ(fast.segments[i].costs, plain.segments[i].costs) << "segment " << i;
    }
  }
}

// Sums that no byte and no 16 bits hold.
TEST_P(KernelsOfSet, StepsAddUp) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Draw draw(seed);
    const std::int64_t stride = draw.pick<std::int64_t>({16, 32, 48, 64}), quads = draw.pick<std::int64_t>({0, 1, 3, 50, 700});
    const Bytes most = random_bytes(draw, quads * stride * kQuad, draw.pick<std::int64_t>({1, 64, 255}));
    Bytes largest(at(quads * kQuad), 0);
    const std::int64_t first = draw.between(0, quads * kQuad), past = draw.percent(40) ? quads * kQuad : draw.between(first, quads * kQuad);
    Words sums = random_words(draw, stride, 1'000'000), fast_sums = sums;
    std::int64_t sum = 0;
    for (std::int64_t quad = 0; quad < quads; ++quad)
      for (std::int64_t step = 0; step < kQuad; ++step) {
        std::uint8_t& of_step = largest[at(quad * kQuad + step)];
        for (std::int64_t lane = 0; lane < stride; ++lane) {
          const std::uint8_t one = most[at((quad * stride + lane) * kQuad + step)];
          of_step = std::max(of_step, one);
          if (quad * kQuad + step >= first && quad * kQuad + step < past) sums[at(lane)] += one;
        }
        sum += of_step;
      }
    Bytes fast_largest(largest.size(), 0xAA);
    GetParam()->largest_of_steps(most.data(), stride, quads, fast_largest.data());
    GetParam()->sum_steps(most.data(), stride, first, past, fast_sums.data());
    ASSERT_EQ(fast_largest, largest) << seed;
    ASSERT_EQ(fast_sums, sums) << seed;
    ASSERT_EQ(GetParam()->sum_of_largest(most.data(), stride, quads), sum) << seed;
  }
}

/// What one step of DriftStep reads and writes.
struct DriftCase {
  DriftDomain domain;
  std::int64_t stride, scalars, domains;
  bool switches, waits, lane_feeds, scalar_feeds;
  Words arrive, finish, slowest;

  explicit DriftCase(Draw& draw) {
    domain = draw.pick({DriftDomain::Lanes, DriftDomain::All, DriftDomain::Each});
    stride = draw.pick<std::int64_t>({16, 32, 48}), scalars = draw.between(1, 17);
    domains = domain == DriftDomain::All ? 1 : domain == DriftDomain::Lanes ? stride : stride * scalars;
    switches = draw.percent(50), waits = draw.percent(50), lane_feeds = draw.percent(60);
    scalar_feeds = domain == DriftDomain::Each && draw.percent(50);
    // Times beyond 2^31 too.
    const std::int64_t longest = draw.pick<std::int64_t>({20, 1000, 3'000'000'000});
    arrive = random_words(draw, domains, longest), slowest = random_words(draw, domains, longest),
    finish = random_words(draw, stride * scalars, longest);
  }

  void run(const Kernels& set, const Bytes& costs, int step, const Words& lanes, const Words& of_scalars) {
    DriftStep given;
    given.domain = domain, given.costs = costs.data(), given.step_of_quad = step, given.scalar_count = scalars, given.lane_stride = stride;
    if (switches) given.lane_switch = lanes.data(), given.scalar_works = of_scalars.data();
    if (lane_feeds) given.lane_feed = lanes.data() + stride;
    if (waits) given.lane_wait = lanes.data() + 2 * stride;
    if (scalar_feeds) given.scalar_feed = of_scalars.data() + scalars;
    given.arrive = arrive.data(), given.finish = finish.data(), given.slowest = slowest.data();
    set.drift(given);
  }

  /// Machine-model, section 4: one step of every element; `slowest` is that of the step `slack` before.
  void run_plainly(const Bytes& costs, int step, const Words& lanes, const Words& of_scalars) {
    Words slowest_now(slowest.size(), 0);
    std::vector<bool> arrived(arrive.size(), false);
    for (std::int64_t scalar = 0; scalar < scalars; ++scalar)
      for (std::int64_t lane = 0; lane < stride; ++lane) {
        const std::int64_t element = scalar * stride + lane;
        const std::size_t d = at(domain == DriftDomain::All ? 0 : domain == DriftDomain::Lanes ? lane : element);
        const std::int64_t of_lane = domain == DriftDomain::All ? 0 : lane;
        if (!arrived[d]) {
          std::uint32_t feed = lane_feeds ? lanes[at(stride + of_lane)] : 0;
          if (scalar_feeds) feed = std::max(feed, of_scalars[at(scalars + scalar)]);
          arrive[d] = std::max(arrive[d] + feed, slowest[d]) + (waits ? lanes[at(2 * stride + of_lane)] : 0);
          arrived[d] = true;
        }
        const std::uint32_t added = switches ? lanes[at(lane)] & of_scalars[at(scalar)] : 0;
        finish[at(element)] = std::max(finish[at(element)], arrive[d]) + costs[at(element * kQuad + step)] + added;
        slowest_now[d] = std::max(slowest_now[d], finish[at(element)]);
      }
    slowest = slowest_now;
  }
};

TEST_P(KernelsOfSet, ElementsDriftAsTheModelSays) {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    Draw draw(seed);
    DriftCase fast(draw), plain = fast;
    for (int step = 0; step < 8; ++step) {
      const Bytes costs = random_bytes(draw, fast.stride * fast.scalars * kQuad, 255);
      const Words lanes = random_words(draw, 3 * fast.stride, draw.pick<std::int64_t>({10, 1'000'000}));
      Words scalars = random_words(draw, 2 * fast.scalars, 300);
      for (std::int64_t scalar = 0; scalar < fast.scalars; ++scalar) scalars[at(scalar)] = draw.percent(70) ? ~std::uint32_t{0} : 0;
      fast.run(*GetParam(), costs, step % kQuad, lanes, scalars), plain.run_plainly(costs, step % kQuad, lanes, scalars);
      ASSERT_EQ(fast.arrive, plain.arrive) << "seed " << seed << ", step " << step;
      ASSERT_EQ(fast.finish, plain.finish) << "seed " << seed << ", step " << step;
      ASSERT_EQ(fast.slowest, plain.slowest) << "seed " << seed << ", step " << step;
    }
  }
}

// Many steps at once are the same as one after the other.
TEST_P(KernelsOfSet, RunsOfStepsDriftLikeSteps) {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    Draw draw(seed);
    DriftRun run;
    run.domain = draw.pick({DriftDomain::Lanes, DriftDomain::All});
    run.lane_stride = draw.pick<std::int64_t>({16, 16, 32, 48}), run.scalar_count = draw.between(1, 17);
    run.first = draw.between(0, 9), run.past = run.first + draw.between(0, 60);
    run.slack = draw.pick<std::int64_t>({4, 5, 7, 8, 33}), run.slot = draw.between(0, run.slack - 1);
    const std::int64_t elements = run.scalar_count * run.lane_stride, domains = run.domain == DriftDomain::All ? 1 : run.lane_stride;
    const Bytes costs = random_bytes(draw, (run.past + kQuad - 1) / kQuad * kQuad * elements, draw.pick<std::int64_t>({1, 9, 255}));
    run.costs = costs.data();
    const std::int64_t longest = draw.pick<std::int64_t>({20, 1000, 3'000'000'000});
    Words arrive = random_words(draw, domains, longest), finish = random_words(draw, elements, longest);
    Words slowest = random_words(draw, domains * run.slack, longest), arrive_at_once = arrive, finish_at_once = finish, slowest_at_once = slowest;
    DriftStep one;
    one.domain = run.domain, one.scalar_count = run.scalar_count, one.lane_stride = run.lane_stride;
    one.arrive = arrive.data(), one.finish = finish.data();
    for (std::int64_t step = run.first; step < run.past; ++step) {
      one.costs = costs.data() + step / kQuad * elements * kQuad, one.step_of_quad = static_cast<int>(step % kQuad);
      one.slowest = slowest.data() + (run.slot + step - run.first) % run.slack * domains;
      GetParam()->drift(one);
    }
    run.arrive = arrive_at_once.data(), run.finish = finish_at_once.data(), run.slowest = slowest_at_once.data();
    GetParam()->drift_run(run);
    ASSERT_EQ(arrive_at_once, arrive) << "seed " << seed;
    ASSERT_EQ(finish_at_once, finish) << "seed " << seed;
    ASSERT_EQ(slowest_at_once, slowest) << "seed " << seed;
  }
}

TEST_P(KernelsOfSet, FullestBanksAreCounted) {
  Draw draw(1);
  for (const std::int64_t banks : {8, 16, 32, 64})
    for (const std::int64_t count : {0, 1, 3, 8, 16, 17, 33}) {
      std::vector<std::uint64_t> words;
      for (std::int64_t i = 0; i < count; ++i) {
        const std::uint64_t word = draw.next();
        words.push_back(draw.pick<std::uint64_t>({0, ~0ULL, word, word & draw.next(), word | draw.next(), 1ULL << 63}));
      }
      Bytes most(at(count), 0xAA), expected;
      for (const std::uint64_t word : words) {
        std::uint8_t fullest = 0;
        for (std::int64_t bank = 0; bank < banks; ++bank) {
          std::uint8_t ones = 0;
          for (std::int64_t bit = bank; bit < 64; bit += banks) ones = static_cast<std::uint8_t>(ones + (word >> bit & 1));
          fullest = std::max(fullest, ones);
        }
        expected.push_back(fullest);
      }
      GetParam()->fullest_banks(words.data(), count, banks, most.data());
      EXPECT_EQ(most, expected) << banks << " banks, " << count << " words";
    }
}

TEST_P(KernelsOfSet, PlanesAreSpread) {
  Draw draw(1);
  for (const std::int64_t elements : {4, 16, 20, 48})
    for (std::int64_t planes = 1; planes <= 4; ++planes) {
      const std::int64_t plane_bytes = elements * kQuad + draw.pick<std::int64_t>({0, 16, 5});
      const Bytes bytes = random_bytes(draw, elements * kQuad * 4, 255);
      Words words(at(elements * kQuad), 0);
      Bytes expected(at(4 * plane_bytes), 0xAA), to = expected;
      for (std::int64_t i = 0; i < elements * kQuad; ++i)
        for (std::int64_t plane = 0; plane < 4; ++plane) {
          words[at(i)] |= static_cast<std::uint32_t>(bytes[at(i * 4 + plane)]) << (8 * plane);
          if (plane < planes) expected[at(plane * plane_bytes + i)] = bytes[at(i * 4 + plane)];
        }
      GetParam()->spread(words.data(), elements, planes, to.data(), plane_bytes);
      EXPECT_EQ(to, expected) << elements << " elements, " << planes << " planes";
    }
}

// The loop that everything is measured by leaves nothing out.
TEST_P(KernelsOfSet, ThePeakCountsEveryOne) {
  Draw draw(1);
  for (const std::int64_t bytes : {64, 128, 640, 4096}) {
    const Bytes a = random_bytes(draw, bytes, 255), b = random_bytes(draw, bytes, 255);
    std::uint64_t ones = 0;
    for (std::int64_t i = 0; i < bytes; ++i) ones += static_cast<std::uint64_t>(std::popcount(static_cast<unsigned>(a[at(i)] & b[at(i)])));
    EXPECT_EQ(GetParam()->and_count(a.data(), b.data(), bytes, 1), ones) << bytes;
    EXPECT_EQ(GetParam()->and_count(a.data(), b.data(), bytes, 35), 35 * ones) << bytes;
  }
}

INSTANTIATE_TEST_SUITE_P(Sets, KernelsOfSet, testing::ValuesIn(available_kernels().begin(), available_kernels().end()),
                         [](const testing::TestParamInfo<const Kernels*>& test) { return std::string(test.param->name); });

TEST(Kernels, AreChosenByName) {
  const std::string_view best = kernels().name;
  EXPECT_EQ(best, available_kernels().front()->name);
  for (const Kernels* set : available_kernels()) {
    const ChosenKernels chosen(set->name);
    EXPECT_EQ(&kernels(), set);
  }
  EXPECT_FALSE(choose_kernels("abacus"));
  EXPECT_FALSE(choose_kernels(""));
  EXPECT_EQ(kernels().name, best);
}

TEST(Kernels, PlanesAreAPowerOfTwo) {
  for (const Kernels* set : available_kernels())
    for (int window = 1; window <= 64; ++window) {
      const int planes = planes_of(*set, window);
      EXPECT_TRUE(std::has_single_bit(static_cast<unsigned>(planes)));
      EXPECT_GE(planes * set->plane_bits, window);
      EXPECT_TRUE(planes == 1 || planes / 2 * set->plane_bits < window);
    }
}

}  // namespace
}  // namespace skeptic
