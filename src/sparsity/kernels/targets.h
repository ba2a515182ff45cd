// Sets of functions that are compiled once for every instruction set: those that this machine runs, and the one in use. Included by the sources that
// Highway compiles, after hwy/highway.h.
#pragma once

#include <hwy/targets.h>

#include <atomic>
#include <cstdint>
#include <mutex>
#include <span>
#include <string_view>
#include <vector>

namespace skeptic {

/// Highway's own choice is one for the whole program, so that sets are collected one after another.
inline std::mutex& collecting_targets() {
  static std::mutex mutex;
  return mutex;
}

/// `Set` has a `name`. Best first.
template <typename Set>
class TargetSets {
 public:
  /// `compiled`: HWY_TARGETS; `set_of_target` dispatches to the instruction set that Highway is told to use.
  TargetSets(std::int64_t compiled, const Set* (*set_of_target)()) {
    const std::lock_guard lock(collecting_targets());
    const std::int64_t supported = hwy::SupportedTargets();
    for (int bit = 0; bit < 63; ++bit) {  // better targets have lower bits
      const std::int64_t target = std::int64_t{1} << bit;
      if ((supported & target & compiled) == 0) continue;
      hwy::GetChosenTarget().Update(target);
      found_.push_back(set_of_target());
    }
    hwy::GetChosenTarget().Update(supported);
    chosen_ = found_.front();
  }

  std::span<const Set* const> all() const { return found_; }
  const Set& chosen() const { return *chosen_.load(std::memory_order_relaxed); }
  bool choose(std::string_view name) {
    for (const Set* set : found_)
      if (set->name == name) {
        chosen_.store(set);
        return true;
      }
    return false;
  }

 private:
  std::vector<const Set*> found_;
  std::atomic<const Set*> chosen_;
};

}  // namespace skeptic
