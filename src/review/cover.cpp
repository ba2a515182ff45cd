#include "review/cover.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <functional>
#include <utility>

namespace skeptic {
namespace {

/// Every cover has a set that holds the wanted element which the fewest sets hold; so these are tried, with one set fewer left each time.
class Search {
 public:
  Search(const std::vector<CoverSet>& sets, std::uint64_t wanted) : sets_(sets), wanted_(wanted) {}

  std::vector<std::size_t> run() {
    for (std::size_t size = 0; !found_; ++size) {
      assert(size <= sets_.size());
      extend(wanted_, size);
    }
    std::sort(best_.begin(), best_.end());
    return best_;
  }

 private:
  void extend(std::uint64_t missing, std::size_t left) {
    if (missing == 0) return keep();
    if (left == 0) return;
    std::uint64_t rarest = 0;
    std::ptrdiff_t holders = 0;
    for (std::uint64_t rest = missing; rest != 0; rest &= rest - 1) {
      const std::uint64_t bit = rest & (~rest + 1);
      const std::ptrdiff_t count = std::count_if(sets_.begin(), sets_.end(), [&](const CoverSet& set) { return (set.has & bit) != 0; });
      if (rarest == 0 || count < holders) rarest = bit, holders = count;
    }
    int most = 0;
    for (const CoverSet& set : sets_) most = std::max(most, std::popcount(set.has & missing));
    if (static_cast<std::size_t>(most) * left < static_cast<std::size_t>(std::popcount(missing))) return;
    for (std::size_t i = 0; i < sets_.size(); ++i) {
      if ((sets_[i].has & rarest) == 0) continue;
      chosen_.push_back(i);
      extend(missing & ~sets_[i].has, left - 1);
      chosen_.pop_back();
    }
  }

  using Key = std::pair<std::vector<int>, std::vector<std::string>>;
  Key key(const std::vector<std::size_t>& cover) const {
    Key key;
    for (const std::size_t i : cover) {
      key.first.push_back(sets_[i].year);
      key.second.push_back(sets_[i].name);
    }
    std::sort(key.first.begin(), key.first.end(), std::greater<>());
    std::sort(key.second.begin(), key.second.end());
    return key;
  }

  void keep() {
    if (!found_ || key(chosen_) < key(best_)) best_ = chosen_;
    found_ = true;
  }

  const std::vector<CoverSet>& sets_;
  std::uint64_t wanted_;
  bool found_ = false;
  std::vector<std::size_t> chosen_, best_;
};

}  // namespace

std::vector<std::size_t> minimum_cover(const std::vector<CoverSet>& sets, std::uint64_t wanted) { return Search(sets, wanted).run(); }

}  // namespace skeptic
