#include "papers/groups.h"

#include <algorithm>

namespace skeptic::papers {

std::vector<Group> groups_of(const std::vector<Stated>& all, const std::string& key) {
  std::vector<Group> groups;
  for (const Stated& one : all) {
    if (one.key != key) continue;
    auto same = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
      return same_value(group.first.value, one.value) &&
             (!is_claim(key) || (folded(group.first.on) == folded(one.on) && folded(group.first.over) == folded(one.over)));
    });
    if (same == groups.end()) {
      groups.push_back({one, one.weight, 1, one.weight});
    } else {
      same->weight += one.weight;
      ++same->count;
      same->strongest = std::max(same->strongest, one.weight);
    }
  }
  return groups;
}

std::vector<Group> believed(std::vector<Group> groups) {
  int strongest = 0;
  for (const Group& group : groups) strongest = std::max(strongest, group.strongest);
  std::vector<Group> kept;
  for (Group& group : groups)
    if (group.strongest >= std::min(strongest, 2)) kept.push_back(std::move(group));
  return kept;
}

void drop_passing(std::vector<Group>& groups) {
  int most = 0;
  for (const Group& group : groups) most = std::max(most, group.weight);
  groups.erase(std::remove_if(groups.begin(), groups.end(),
                              [&](const Group& group) { return group.count == 1 && group.weight < most && 2 * group.weight <= most; }),
               groups.end());
}

}  // namespace skeptic::papers
