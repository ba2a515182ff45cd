#include "simulate/drift_times.h"

#include <algorithm>

namespace skeptic {
namespace {

constexpr std::int64_t kLongest = std::int64_t{1} << 31;

}  // namespace

DriftTimes::DriftTimes(const Shape& shape) : shape_(shape) {
  const std::int64_t elements = shape.scalars * shape.lane_stride;
  domains_ = static_cast<std::size_t>(shape.domain == DriftDomain::All ? 1 : shape.domain == DriftDomain::Lanes ? shape.lane_stride : elements);
  for (int variant = 0; variant < kVariants; ++variant) {
    if (simplest(static_cast<Variant>(variant), shape.feeds, shape.waits) != static_cast<Variant>(variant)) continue;
    Times& times = times_[static_cast<std::size_t>(variant)];
    times.arrive.resize(domains_), times.base.resize(domains_);
    times.slowest.resize(domains_ * static_cast<std::size_t>(shape.slack));
    times.finish.resize(static_cast<std::size_t>(elements));
  }
}

void DriftTimes::start() {
  slot_ = 0, since_base_ = 0;
  for (Times& times : times_) {
    std::fill(times.arrive.begin(), times.arrive.end(), 0), std::fill(times.base.begin(), times.base.end(), 0);
    std::fill(times.slowest.begin(), times.slowest.end(), 0), std::fill(times.finish.begin(), times.finish.end(), 0);
  }
}

/// For so many steps more.
void DriftTimes::make_room(std::int64_t steps) {
  if (since_base_ + shape_.longest_step * (shape_.slack + 1 + steps) >= kLongest) {
    for (Times& times : times_) rebase(times);
    since_base_ = 0;
  }
  since_base_ += shape_.longest_step * steps;
}

void DriftTimes::advance(const std::uint8_t* costs, std::int64_t first, std::int64_t past) {
  constexpr std::int64_t kAtOnce = 4096;
  const std::int64_t quad_bytes = shape_.scalars * shape_.lane_stride * kQuad;
  if (shape_.slack < kQuad || shape_.domain == DriftDomain::Each || shape_.longest_step * kAtOnce >= kLongest / 2) {
    DriftCosts step;
    for (std::int64_t at = first; at < past; ++at) {
      step.costs = costs + at / kQuad * quad_bytes, step.step_of_quad = static_cast<int>(at % kQuad);
      advance(step);
    }
    return;
  }
  Times& times = times_[static_cast<std::size_t>(Variant::NoFeeds)];
  for (std::int64_t at = first; at < past; at += kAtOnce) {
    DriftRun run;
    run.domain = shape_.domain;
    run.costs = costs;
    run.first = at, run.past = std::min(past, at + kAtOnce);
    run.scalar_count = shape_.scalars, run.lane_stride = shape_.lane_stride;
    run.slack = shape_.slack, run.slot = slot_;
    run.arrive = times.arrive.data(), run.finish = times.finish.data(), run.slowest = times.slowest.data();
    make_room(run.past - run.first);
    kernels().drift_run(run);
    slot_ = (slot_ + run.past - run.first) % shape_.slack;
  }
}

void DriftTimes::advance(const DriftCosts& step) {
  make_room(1);
  run(times_[static_cast<std::size_t>(Variant::NoFeeds)], step, false, false);
  if (shape_.feeds) run(times_[static_cast<std::size_t>(Variant::NoWaits)], step, true, false);
  if (shape_.waits) run(times_[static_cast<std::size_t>(Variant::Full)], step, true, true);
  slot_ = (slot_ + 1) % shape_.slack;
}

void DriftTimes::run(Times& times, const DriftCosts& step, bool feeds, bool waits) {
  DriftStep one;
  one.domain = shape_.domain;
  one.step_of_quad = step.step_of_quad;
  one.lane_stride = shape_.lane_stride;
  std::uint32_t* slowest = times.slowest.data() + static_cast<std::size_t>(slot_) * domains_;
  // Domains of one element each have their own feeds and waits in every slice; all others stretch over the slices.
  const std::int64_t parts = shape_.domain == DriftDomain::Each ? shape_.slices : 1;
  one.scalar_count = shape_.scalars / parts;
  for (std::int64_t part = 0; part < parts; ++part) {
    const std::int64_t scalar = part * one.scalar_count, lane = part * shape_.lane_stride, element = scalar * shape_.lane_stride;
    one.costs = step.costs + element * kQuad;
    one.lane_switch = step.lane_switch == nullptr ? nullptr : step.lane_switch + lane;
    one.scalar_works = step.scalar_works == nullptr ? nullptr : step.scalar_works + scalar;
    one.lane_feed = feeds && step.lane_feed != nullptr ? step.lane_feed + lane : nullptr;
    one.scalar_feed = feeds && step.scalar_feed != nullptr ? step.scalar_feed + scalar : nullptr;
    one.lane_wait = waits && step.lane_wait != nullptr ? step.lane_wait + lane : nullptr;
    one.arrive = times.arrive.data() + (parts > 1 ? element : 0);
    one.finish = times.finish.data() + element;
    one.slowest = slowest + (parts > 1 ? element : 0);
    kernels().drift(one);
  }
}

void DriftTimes::rebase(Times& times) {
  if (times.arrive.empty()) return;
  // Nothing finishes before its step arrives, and what was slowest before that does not hold up any step to come.
  const std::vector<std::uint32_t> passed = times.arrive;
  for (std::size_t domain = 0; domain < domains_; ++domain) times.base[domain] += passed[domain], times.arrive[domain] = 0;
  for (std::size_t at = 0; at < times.slowest.size(); ++at) times.slowest[at] -= std::min(times.slowest[at], passed[at % domains_]);
  for (std::size_t at = 0; at < times.finish.size(); ++at) times.finish[at] -= passed[at % domains_];
}

std::int64_t DriftTimes::end(Variant variant) const {
  const Times& times = times_[static_cast<std::size_t>(simplest(variant, shape_.feeds, shape_.waits))];
  // No element finishes after the slowest of its domain in the last step.
  const std::uint32_t* slowest = times.slowest.data() + static_cast<std::size_t>((slot_ + shape_.slack - 1) % shape_.slack) * domains_;
  std::int64_t last = 0;
  for (std::size_t domain = 0; domain < domains_; ++domain) last = std::max(last, times.base[domain] + slowest[domain]);
  return last;
}

}  // namespace skeptic
