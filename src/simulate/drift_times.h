// When the elements of an array finish their steps, where they drift apart (machine-model, section 4). Times are kept in 32 bits, since a base that
// moves on with them.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "simulate/kernels/kernels.h"
#include "simulate/recurrence.h"

namespace skeptic {

/// One step, of all scalars of all slices; scalars are numbered [slice][scalar].
struct DriftCosts {
  const std::uint8_t* costs = nullptr;  ///< [scalar][lane][step of the quad]
  int step_of_quad = 0;
  const std::uint32_t* lane_switch = nullptr;   ///< [lane]; null: no switches
  const std::uint32_t* scalar_works = nullptr;  ///< as in DriftStep
  const std::uint32_t* lane_feed = nullptr;     ///< [lane]; of Each [slice][lane]; null where no feed is modelled
  const std::uint32_t* scalar_feed = nullptr;   ///< [scalar], of Each alone
  const std::uint32_t* lane_wait = nullptr;     ///< [lane]; of Each [slice][lane]; null: none
};

class DriftTimes {
 public:
  struct Shape {
    DriftDomain domain;
    std::int64_t lane_stride, scalars, slices, slack;  ///< scalars of all slices
    bool feeds, waits;
    std::int64_t longest_step;  ///< the most that a step adds to a time: cost, feed and wait
  };
  explicit DriftTimes(const Shape& shape);
  /// Whether 32 bits are enough.
  static bool fits(std::int64_t slack, std::int64_t longest_step) { return (slack + 2) * longest_step < (std::int64_t{1} << 29); }

  void start();
  void advance(const DriftCosts& step);
  /// Steps [first, past) of a wave's costs, [quad][scalar][lane][step]; nothing is fed, waited for or switched.
  void advance(const std::uint8_t* costs, std::int64_t first, std::int64_t past);
  /// The largest finish.
  std::int64_t end(Variant variant) const;

 private:
  struct Times {
    std::vector<std::uint32_t> arrive;   ///< of each domain
    std::vector<std::uint32_t> slowest;  ///< [step mod slack][domain]
    std::vector<std::uint32_t> finish;   ///< [scalar][lane]
    std::vector<std::int64_t> base;      ///< of each domain
  };
  void run(Times& times, const DriftCosts& step, bool feeds, bool waits);
  void rebase(Times& times);
  void make_room(std::int64_t steps);

  Shape shape_;
  std::size_t domains_;
  std::int64_t slot_ = 0, since_base_ = 0;
  std::array<Times, kVariants> times_;
};

}  // namespace skeptic
