// The last values of a function by key.
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>

namespace skeptic {

/// Holds the last `limit` entries; older ones are forgotten, and live on with whoever has asked for them.
template <typename Value>
class Recent {
 public:
  explicit Recent(std::size_t limit) : limit_(limit) {}
  /// Null where it is not held.
  std::shared_ptr<const Value> find(const std::string& key) const {
    const std::size_t hash = std::hash<std::string>{}(key);
    const auto found = std::find_if(entries_.rbegin(), entries_.rend(), [&](const Entry& entry) { return entry.hash == hash && entry.key == key; });
    return found == entries_.rend() ? nullptr : found->value;
  }
  template <typename Make>
  std::shared_ptr<const Value> get(const std::string& key, const Make& make) {
    if (auto known = find(key)) return known;
    auto value = std::make_shared<const Value>(make());
    entries_.push_back({std::hash<std::string>{}(key), key, value});
    if (entries_.size() > limit_) entries_.pop_front();
    return value;
  }

 private:
  struct Entry {
    std::size_t hash;  ///< keys are long, and alike for long
    std::string key;
    std::shared_ptr<const Value> value;
  };
  std::size_t limit_;
  std::deque<Entry> entries_;
};

}  // namespace skeptic
