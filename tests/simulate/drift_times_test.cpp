// Times of elements that drift apart, whose 32 bits move on with a base, against the model's recurrence in 64 bits.
#include "simulate/drift_times.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "simulate/chosen_kernels.h"
#include "support/draw.h"

namespace skeptic {
namespace {

/// One variant of the recurrence (machine-model, section 4), element by element. Elements are [slice][scalar][lane].
struct Recurrence {
  const DriftTimes::Shape& shape;
  std::vector<std::int64_t> arrive, finish;
  std::vector<std::vector<std::int64_t>> slowest;  ///< by step mod slack

  explicit Recurrence(const DriftTimes::Shape& of_shape)
      : shape(of_shape),
        arrive(static_cast<std::size_t>(shape.scalars * shape.lane_stride), 0),
        finish(arrive),
        slowest(static_cast<std::size_t>(shape.slack), arrive) {}

  std::size_t domain(std::int64_t scalar, std::int64_t lane) const {
    return static_cast<std::size_t>(shape.domain == DriftDomain::All     ? 0
                                    : shape.domain == DriftDomain::Lanes ? lane
                                                                         : scalar * shape.lane_stride + lane);
  }

  void advance(std::int64_t step, const DriftCosts& costs, bool feeds, bool waits) {
    const std::vector<std::int64_t> before = arrive;
    std::vector<std::int64_t>& oldest = slowest[static_cast<std::size_t>(step % shape.slack)];
    std::vector<std::int64_t> now(oldest.size(), 0);
    const bool each = shape.domain == DriftDomain::Each;
    for (std::int64_t scalar = 0; scalar < shape.scalars; ++scalar)
      for (std::int64_t lane = 0; lane < shape.lane_stride; ++lane) {
        const std::size_t d = domain(scalar, lane), element = static_cast<std::size_t>(scalar * shape.lane_stride + lane);
        const std::int64_t part = each ? scalar / (shape.scalars / shape.slices) : 0, of_lane = shape.domain == DriftDomain::All ? 0 : lane;
        const std::size_t own = static_cast<std::size_t>(part * shape.lane_stride + of_lane);
        std::int64_t feed = feeds ? costs.lane_feed[own] : 0;
        if (feeds && each) feed = std::max<std::int64_t>(feed, costs.scalar_feed[scalar]);
        arrive[d] = std::max(before[d] + feed, oldest[d]) + (waits ? costs.lane_wait[own] : 0);
        const std::uint32_t added = costs.lane_switch[part * shape.lane_stride + lane] & costs.scalar_works[scalar];
        finish[element] = std::max(finish[element], arrive[d]) + costs.costs[element * kQuad + static_cast<std::size_t>(costs.step_of_quad)] + added;
        now[d] = std::max(now[d], finish[element]);
      }
    oldest = now;
  }
  std::int64_t end() const { return *std::max_element(finish.begin(), finish.end()); }
};

struct Words {
  std::vector<std::uint32_t> values;
  Words(Draw& draw, std::int64_t count, std::int64_t largest, std::int64_t chance) {
    for (std::int64_t i = 0; i < count; ++i) values.push_back(draw.percent(chance) ? static_cast<std::uint32_t>(draw.between(0, largest)) : 0);
  }
};

void expect_same(Draw& draw) {
  DriftTimes::Shape shape{};
  shape.domain = draw.pick({DriftDomain::Lanes, DriftDomain::All, DriftDomain::Each});
  shape.lane_stride = 16, shape.slices = draw.between(1, 2), shape.scalars = shape.slices * draw.between(1, 3);
  shape.slack = draw.pick<std::int64_t>({1, 2, 5, 16});
  shape.feeds = draw.percent(60), shape.waits = draw.percent(60);
  const std::int64_t feed = draw.pick<std::int64_t>({9, 1'000'000, 100'000'000}), wait = draw.pick<std::int64_t>({20, 1'000'000, 1 << 27}),
                     switches = draw.pick<std::int64_t>({0, 1'000'000, 20'000'000});
  ASSERT_TRUE(DriftTimes::fits(shape.slack, 255 + switches));
  shape.longest_step = 255 + feed + wait + switches;
  DriftTimes times(shape);
  for (int round = 0; round < 2; ++round) {  // a tile begins afresh
    times.start();
    Recurrence simple(shape), fed(shape), full(shape);
    for (std::int64_t step = 0; step < 200; ++step) {
      const std::int64_t lanes = shape.slices * shape.lane_stride, elements = shape.scalars * shape.lane_stride;
      std::vector<std::uint8_t> costs(static_cast<std::size_t>(elements * kQuad));
      for (std::uint8_t& cost : costs) cost = static_cast<std::uint8_t>(draw.next());
      const Words lane_feed(draw, lanes, feed, 70), scalar_feed(draw, shape.scalars, feed, 70), lane_wait(draw, lanes, wait, 20),
          lane_switch(draw, lanes, switches, 40);
      Words works(draw, shape.scalars, 0, 0);
      for (std::uint32_t& mask : works.values) mask = draw.percent(70) ? ~std::uint32_t{0} : 0;
      DriftCosts given;
      given.costs = costs.data(), given.step_of_quad = static_cast<int>(step % kQuad);
      given.lane_switch = lane_switch.values.data(), given.scalar_works = works.values.data();
      if (shape.feeds) given.lane_feed = lane_feed.values.data();
      if (shape.feeds && shape.domain == DriftDomain::Each) given.scalar_feed = scalar_feed.values.data();
      if (shape.waits) given.lane_wait = lane_wait.values.data();
      times.advance(given);
      simple.advance(step, given, false, false), fed.advance(step, given, shape.feeds, false), full.advance(step, given, shape.feeds, shape.waits);
      ASSERT_EQ(times.end(Variant::NoFeeds), simple.end()) << "step " << step;
      ASSERT_EQ(times.end(Variant::NoWaits), fed.end()) << "step " << step;
      ASSERT_EQ(times.end(Variant::Full), full.end()) << "step " << step;
    }
  }
}

TEST(DriftTimes, AreTheModelsOnEveryInstructionSet) {
  for (const Kernels* set : available_kernels()) {
    const ChosenKernels chosen(set->name);
    for (std::uint64_t seed = 0; seed < 25; ++seed) {
      SCOPED_TRACE(testing::Message() << set->name << ", seed " << seed);
      Draw draw(seed);
      ASSERT_NO_FATAL_FAILURE(expect_same(draw));
    }
  }
}

}  // namespace
}  // namespace skeptic
