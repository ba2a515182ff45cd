// Synchronisation: when domains receive their steps, and when PEs finish them (machine-model, section 4).
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "design/resolved.h"

namespace skeptic {

/// The three runs of the recurrence that the cycle stack needs: everything, without waits, without waits and feeds.
enum class Variant { Full, NoWaits, NoFeeds };
inline constexpr int kVariants = 3;

/// PEs of the array and the domains that they belong to; PE p = (slice · rows + row) · columns + column.
struct DomainMap {
  Domain domain;
  std::int64_t rows, columns, slices;
  std::int64_t pes() const { return rows * columns * slices; }
  std::int64_t domains() const {
    switch (domain) {
      case Domain::Array:
        return 1;
      case Domain::Row:
        return rows;
      case Domain::Column:
        return columns;
      case Domain::Pe:
        return pes();
    }
    return 1;
  }
  std::int64_t domain_of(std::int64_t slice, std::int64_t row, std::int64_t column) const {
    switch (domain) {
      case Domain::Array:
        return 0;
      case Domain::Row:
        return row;
      case Domain::Column:
        return column;
      case Domain::Pe:
        return (slice * rows + row) * columns + column;
    }
    return 0;
  }
};

/// What one step brings to each domain. `cost` is the largest of its PEs, the switch included.
struct DomainStep {
  std::vector<std::int64_t> feed, wait, cost;
};

/// A variant that differs in nothing from a simpler one is not run: the simplest that gives the same.
constexpr Variant simplest(Variant variant, bool feeds, bool waits) {
  if (variant == Variant::Full && !waits) variant = Variant::NoWaits;
  if (variant == Variant::NoWaits && !feeds) variant = Variant::NoFeeds;
  return variant;
}

inline std::int64_t last(const std::vector<std::int64_t>& finish) { return *std::max_element(finish.begin(), finish.end()); }

/// slack 1: a domain's PEs start a step together, so one time a domain is enough.
class Lockstep {
 public:
  Lockstep(std::int64_t domains, bool feeds, bool waits) : feeds_(feeds), waits_(waits) {
    for (Times& times : times_) times.arrive.assign(static_cast<std::size_t>(domains), 0), times.finish = times.arrive;
  }

  void advance(const DomainStep& step) {
    run(Variant::NoFeeds, step, false, false);
    if (feeds_) run(Variant::NoWaits, step, true, false);
    if (waits_) run(Variant::Full, step, true, true);
  }

  /// The largest finish.
  std::int64_t end(Variant variant) const { return last(times_[static_cast<std::size_t>(simplest(variant, feeds_, waits_))].finish); }

 private:
  struct Times {
    std::vector<std::int64_t> arrive, finish;
  };

  void run(Variant variant, const DomainStep& step, bool feeds, bool waits) {
    Times& times = times_[static_cast<std::size_t>(variant)];
    for (std::size_t d = 0; d < times.arrive.size(); ++d) {
      const std::int64_t ready = std::max(times.arrive[d] + (feeds ? step.feed[d] : 0), times.finish[d]);
      times.arrive[d] = ready + (waits ? step.wait[d] : 0);
      times.finish[d] = times.arrive[d] + step.cost[d];
    }
  }

  bool feeds_, waits_;
  std::array<Times, kVariants> times_;
};

/// slack > 1: PEs of a domain drift apart by up to `slack` steps.
class Slack {
 public:
  Slack(const DomainMap& map, std::int64_t slack, bool feeds, bool waits) : map_(map), slack_(slack), feeds_(feeds), waits_(waits) {
    for (Times& times : times_) {
      times.arrive.assign(static_cast<std::size_t>(map.domains()), 0);
      times.finish.assign(static_cast<std::size_t>(map.pes()), 0);
      times.slowest.assign(static_cast<std::size_t>(map.domains() * slack), 0);
    }
  }

  /// `cost` of every PE by its number, 0 for idle ones; the switch included.
  void advance(const DomainStep& step, const std::vector<std::int64_t>& cost) {
    run(Variant::NoFeeds, step, cost, false, false);
    if (feeds_) run(Variant::NoWaits, step, cost, true, false);
    if (waits_) run(Variant::Full, step, cost, true, true);
    slot_ = (slot_ + 1) % slack_;
  }

  /// The largest finish.
  std::int64_t end(Variant variant) const { return last(times_[static_cast<std::size_t>(simplest(variant, feeds_, waits_))].finish); }

 private:
  struct Times {
    std::vector<std::int64_t> arrive;   ///< [domain]
    std::vector<std::int64_t> finish;   ///< [PE]
    std::vector<std::int64_t> slowest;  ///< [step mod slack][domain]: the domain's largest finish of that step
  };

  void run(Variant variant, const DomainStep& step, const std::vector<std::int64_t>& cost, bool feeds, bool waits) {
    Times& times = times_[static_cast<std::size_t>(variant)];
    const std::int64_t domains = map_.domains();
    std::int64_t* slowest = times.slowest.data() + slot_ * domains;
    for (std::int64_t d = 0; d < domains; ++d) {
      std::int64_t& arrive = times.arrive[static_cast<std::size_t>(d)];
      arrive =
          std::max(arrive + (feeds ? step.feed[static_cast<std::size_t>(d)] : 0), slowest[d]) + (waits ? step.wait[static_cast<std::size_t>(d)] : 0);
      slowest[d] = 0;
    }
    std::int64_t p = 0;
    for (std::int64_t slice = 0; slice < map_.slices; ++slice)
      for (std::int64_t row = 0; row < map_.rows; ++row)
        for (std::int64_t column = 0; column < map_.columns; ++column, ++p) {
          const std::int64_t d = map_.domain_of(slice, row, column);
          std::int64_t& finish = times.finish[static_cast<std::size_t>(p)];
          finish = std::max(finish, times.arrive[static_cast<std::size_t>(d)]) + cost[static_cast<std::size_t>(p)];
          slowest[d] = std::max(slowest[d], finish);
        }
  }

  DomainMap map_;
  std::int64_t slack_, slot_ = 0;
  bool feeds_, waits_;
  std::array<Times, kVariants> times_;
};

}  // namespace skeptic
