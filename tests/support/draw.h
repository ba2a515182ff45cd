// Random choices of a test's generator: from a seed, or from a fuzzer's bytes as long as they last, so that a changed byte changes one choice.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>

namespace skeptic {

/// SplitMix64: the same choices on every machine.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_(seed) {}
  /// Two bytes a choice; what follows them comes from a hash of all of them.
  explicit Draw(std::span<const std::uint8_t> bytes) : bytes_(bytes) {
    for (const std::uint8_t byte : bytes) state_ = (state_ ^ byte) * 0x100000001b3ULL;
  }
  std::uint64_t next() {
    if (bytes_.size() >= 2) {
      const std::uint64_t two = bytes_[0] | static_cast<std::uint64_t>(bytes_[1]) << 8;
      bytes_ = bytes_.subspan(2);
      return two;
    }
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15ULL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  /// Both ends included.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool percent(std::int64_t chance) { return between(0, 99) < chance; }
  template <typename T>
  T pick(std::initializer_list<T> choices) {
    return choices.begin()[between(0, static_cast<std::int64_t>(choices.size()) - 1)];
  }

 private:
  std::uint64_t state_ = 0xcbf29ce484222325ULL;
  std::span<const std::uint8_t> bytes_;
};

}  // namespace skeptic
