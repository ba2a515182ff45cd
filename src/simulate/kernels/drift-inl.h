// The recurrence of elements that drift apart: see DriftStep. Included once for every instruction set.
#if defined(SKEPTIC_KERNELS_DRIFT_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef SKEPTIC_KERNELS_DRIFT_INL
#undef SKEPTIC_KERNELS_DRIFT_INL
#else
#define SKEPTIC_KERNELS_DRIFT_INL
#endif

#include <hwy/highway.h>

#include "simulate/kernels/kernels.h"

#if HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128  // too short vectors: portable.h
HWY_BEFORE_NAMESPACE();
namespace skeptic {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Times = hn::ScalableTag<std::uint32_t>;
using TimeVector = hn::Vec<Times>;

/// A vector of [lane], or 0.
HWY_INLINE TimeVector lanes_or_zero(const std::uint32_t* of_lanes, std::int64_t lane) {
  return of_lanes == nullptr ? hn::Zero(Times()) : hn::LoadU(Times(), of_lanes + lane);
}

/// A step's costs of one vector of lanes.
template <int kStep>
struct StepOfQuad {
  static HWY_INLINE TimeVector get(const std::uint8_t* costs) {
    const TimeVector four = hn::LoadU(Times(), reinterpret_cast<const std::uint32_t*>(costs));
    if constexpr (kStep == 0) return hn::And(four, hn::Set(Times(), 0xFF));
    if constexpr (kStep == 3) return hn::ShiftRight<24>(four);
    return hn::And(hn::ShiftRight<8 * kStep>(four), hn::Set(Times(), 0xFF));
  }
};

/// Costs with what switching adds; of an element without work both are 0.
template <int kStep>
HWY_INLINE TimeVector cost_of(const DriftStep& step, std::int64_t scalar, std::int64_t lane, TimeVector switches) {
  const TimeVector cost = StepOfQuad<kStep>::get(step.costs + (scalar * step.lane_stride + lane) * kQuad);
  if (step.lane_switch == nullptr) return cost;
  return hn::Add(cost, hn::And(switches, hn::Set(Times(), step.scalar_works[scalar])));
}

template <int kStep>
void drift_lanes(const DriftStep& step) {
  const Times times;
  for (std::int64_t lane = 0; lane < step.lane_stride; lane += static_cast<std::int64_t>(hn::Lanes(times))) {
    const TimeVector fed = hn::Add(hn::LoadU(times, step.arrive + lane), lanes_or_zero(step.lane_feed, lane));
    const TimeVector arrive = hn::Add(hn::Max(fed, hn::LoadU(times, step.slowest + lane)), lanes_or_zero(step.lane_wait, lane));
    hn::StoreU(arrive, times, step.arrive + lane);
    const TimeVector switches = lanes_or_zero(step.lane_switch, lane);
    TimeVector slowest = hn::Zero(times);
    std::uint32_t* finishes = step.finish + lane;
    for (std::int64_t scalar = 0; scalar < step.scalar_count; ++scalar, finishes += step.lane_stride) {
      const TimeVector finish = hn::Add(hn::Max(hn::LoadU(times, finishes), arrive), cost_of<kStep>(step, scalar, lane, switches));
      hn::StoreU(finish, times, finishes);
      slowest = hn::Max(slowest, finish);
    }
    hn::StoreU(slowest, times, step.slowest + lane);
  }
}

template <int kStep>
void drift_all(const DriftStep& step) {
  const Times times;
  const std::uint32_t fed = *step.arrive + (step.lane_feed == nullptr ? 0 : *step.lane_feed);
  *step.arrive = (fed > *step.slowest ? fed : *step.slowest) + (step.lane_wait == nullptr ? 0 : *step.lane_wait);
  const TimeVector arrive = hn::Set(times, *step.arrive);
  TimeVector slowest = hn::Zero(times);
  for (std::int64_t lane = 0; lane < step.lane_stride; lane += static_cast<std::int64_t>(hn::Lanes(times))) {
    const TimeVector switches = lanes_or_zero(step.lane_switch, lane);
    std::uint32_t* finishes = step.finish + lane;
    for (std::int64_t scalar = 0; scalar < step.scalar_count; ++scalar, finishes += step.lane_stride) {
      const TimeVector finish = hn::Add(hn::Max(hn::LoadU(times, finishes), arrive), cost_of<kStep>(step, scalar, lane, switches));
      hn::StoreU(finish, times, finishes);
      slowest = hn::Max(slowest, finish);
    }
  }
  *step.slowest = hn::GetLane(hn::MaxOfLanes(times, slowest));
}

template <int kStep>
void drift_each(const DriftStep& step) {
  const Times times;
  for (std::int64_t lane = 0; lane < step.lane_stride; lane += static_cast<std::int64_t>(hn::Lanes(times))) {
    const TimeVector feed_of_lane = lanes_or_zero(step.lane_feed, lane), wait = lanes_or_zero(step.lane_wait, lane);
    const TimeVector switches = lanes_or_zero(step.lane_switch, lane);
    std::int64_t at = lane;
    for (std::int64_t scalar = 0; scalar < step.scalar_count; ++scalar, at += step.lane_stride) {
      const TimeVector feed = step.scalar_feed == nullptr ? feed_of_lane : hn::Max(feed_of_lane, hn::Set(times, step.scalar_feed[scalar]));
      const TimeVector fed = hn::Add(hn::LoadU(times, step.arrive + at), feed);
      const TimeVector arrive = hn::Add(hn::Max(fed, hn::LoadU(times, step.slowest + at)), wait);
      hn::StoreU(arrive, times, step.arrive + at);
      const TimeVector finish = hn::Add(hn::Max(hn::LoadU(times, step.finish + at), arrive), cost_of<kStep>(step, scalar, lane, switches));
      hn::StoreU(finish, times, step.finish + at);
      hn::StoreU(finish, times, step.slowest + at);
    }
  }
}

template <int kStep>
void drift_by_domain(const DriftStep& step) {
  switch (step.domain) {
    case DriftDomain::Lanes:
      return drift_lanes<kStep>(step);
    case DriftDomain::All:
      return drift_all<kStep>(step);
    case DriftDomain::Each:
      return drift_each<kStep>(step);
  }
}

inline void drift(const DriftStep& step) {
  switch (step.step_of_quad) {
    case 0:
      return drift_by_domain<0>(step);
    case 1:
      return drift_by_domain<1>(step);
    case 2:
      return drift_by_domain<2>(step);
    default:
      return drift_by_domain<3>(step);
  }
}

/// Four steps at once: with a slack of four they arrive by what came before them.
struct QuadArrivals {
  TimeVector of[kQuad];
};

/// One element of every lane through steps [kFirst, kPast) of a quad; `slowest` becomes what is larger.
template <int kFirst, int kPast>
HWY_INLINE void drift_quad(const std::uint8_t* costs, std::uint32_t* finishes, const QuadArrivals& arrive, QuadArrivals& slowest) {
  const Times times;
  const TimeVector low = hn::Set(times, 0xFF), four = hn::LoadU(times, reinterpret_cast<const std::uint32_t*>(costs));
  TimeVector finish = hn::LoadU(times, finishes);
  const auto step = [&](int s, TimeVector cost) {
    finish = hn::Add(hn::Max(finish, arrive.of[s]), cost);
    slowest.of[s] = hn::Max(slowest.of[s], finish);
  };
  if constexpr (kFirst <= 0) step(0, hn::And(four, low));
  if constexpr (kFirst <= 1 && kPast > 1) step(1, hn::And(hn::ShiftRight<8>(four), low));
  if constexpr (kFirst <= 2 && kPast > 2) step(2, hn::And(hn::ShiftRight<16>(four), low));
  if constexpr (kPast > 3) step(3, hn::ShiftRight<24>(four));
  hn::StoreU(finish, times, finishes);
}

template <int kFirst, int kPast>
void drift_quad_of_lanes(const DriftRun& run, const std::uint8_t* costs, std::uint32_t* const* slowest_of) {
  const Times times;
  for (std::int64_t lane = 0; lane < run.lane_stride; lane += static_cast<std::int64_t>(hn::Lanes(times))) {
    QuadArrivals arrive, slowest;
    TimeVector last = hn::LoadU(times, run.arrive + lane);
    for (int s = kFirst; s < kPast; ++s) {
      arrive.of[s] = last = hn::Max(last, hn::LoadU(times, slowest_of[s] + lane));
      slowest.of[s] = hn::Zero(times);
    }
    hn::StoreU(last, times, run.arrive + lane);
    const std::uint8_t* of_scalar = costs + lane * kQuad;
    std::uint32_t* finishes = run.finish + lane;
    for (std::int64_t scalar = 0; scalar < run.scalar_count; ++scalar, of_scalar += run.lane_stride * kQuad, finishes += run.lane_stride)
      drift_quad<kFirst, kPast>(of_scalar, finishes, arrive, slowest);
    for (int s = kFirst; s < kPast; ++s) hn::StoreU(slowest.of[s], times, slowest_of[s] + lane);
  }
}

template <int kFirst, int kPast>
void drift_quad_of_all(const DriftRun& run, const std::uint8_t* costs, std::uint32_t* const* slowest_of) {
  const Times times;
  QuadArrivals arrive, slowest;
  for (int s = kFirst; s < kPast; ++s) {
    *run.arrive = *run.arrive > *slowest_of[s] ? *run.arrive : *slowest_of[s];
    arrive.of[s] = hn::Set(times, *run.arrive);
    slowest.of[s] = hn::Zero(times);
  }
  for (std::int64_t at = 0; at < run.scalar_count * run.lane_stride; at += static_cast<std::int64_t>(hn::Lanes(times)))
    drift_quad<kFirst, kPast>(costs + at * kQuad, run.finish + at, arrive, slowest);
  for (int s = kFirst; s < kPast; ++s) *slowest_of[s] = hn::GetLane(hn::MaxOfLanes(times, slowest.of[s]));
}

template <int kFirst, int kPast>
void drift_steps(const DriftRun& run, const std::uint8_t* costs, std::uint32_t* const* slowest_of) {
  if (run.domain == DriftDomain::All)
    drift_quad_of_all<kFirst, kPast>(run, costs, slowest_of);
  else
    drift_quad_of_lanes<kFirst, kPast>(run, costs, slowest_of);
}

inline void drift_run(const DriftRun& run) {
  using Steps = void (*)(const DriftRun&, const std::uint8_t*, std::uint32_t* const*);
  static constexpr Steps kSteps[kQuad][kQuad] = {// by first and last step
                                                 {drift_steps<0, 1>, drift_steps<0, 2>, drift_steps<0, 3>, drift_steps<0, 4>},
                                                 {nullptr, drift_steps<1, 2>, drift_steps<1, 3>, drift_steps<1, 4>},
                                                 {nullptr, nullptr, drift_steps<2, 3>, drift_steps<2, 4>},
                                                 {nullptr, nullptr, nullptr, drift_steps<3, 4>}};
  const std::int64_t domains = run.domain == DriftDomain::All ? 1 : run.lane_stride, quad_bytes = run.scalar_count * run.lane_stride * kQuad;
  std::int64_t slot = run.slot;
  for (std::int64_t at = run.first; at < run.past;) {
    const std::int64_t first = at % kQuad, past = run.past - at < kQuad - first ? first + run.past - at : kQuad;
    std::uint32_t* slowest[kQuad] = {};
    for (std::int64_t s = first; s < past; ++s) {
      slowest[s] = run.slowest + slot * domains;
      if (++slot == run.slack) slot = 0;
    }
    kSteps[first][past - 1](run, run.costs + at / kQuad * quad_bytes, slowest);
    at += past - first;
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace skeptic
HWY_AFTER_NAMESPACE();
#endif

#endif
