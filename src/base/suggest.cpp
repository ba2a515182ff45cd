#include "base/suggest.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace skeptic {

int edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = static_cast<int>(i);
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j) {
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}

namespace {

constexpr std::size_t kLongestWord = 200, kShortestPart = 4;

/// A typing mistake away from a word: a third of its length.
bool near(std::string_view word, std::string_view wanted, int distance) {
  return distance <= std::max<int>(1, static_cast<int>(std::max(word.size(), wanted.size())) / 3);
}

/// The distance to the nearest part of a name that is put together: "activation-density", "layer1.0.conv2"; nothing where none is near.
std::optional<int> distance_to_part(std::string_view word, std::string_view name) {
  std::optional<int> best;
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find_first_of("-._", at), name.size());
    const std::string_view part = name.substr(at, end - at);
    if (part.size() >= kShortestPart) {
      const int distance = edit_distance(word, part);
      if (near(word, part, distance) && (!best || distance < *best)) best = distance;
    }
    at = end + 1;
  }
  return best;
}

}  // namespace

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
  if (word.size() > kLongestWord) return {};
  const std::string* best = nullptr;
  int best_distance = 0;
  const auto consider = [&](const std::string& candidate, std::optional<int> distance) {
    if (distance && (best == nullptr || *distance < best_distance)) best = &candidate, best_distance = *distance;
  };
  for (const std::string& candidate : candidates) {
    const int distance = edit_distance(word, candidate);
    if (near(word, candidate, distance)) consider(candidate, distance);
  }
  if (best == nullptr)
    for (const std::string& candidate : candidates) consider(candidate, distance_to_part(word, candidate));
  return best == nullptr ? std::string{} : "did you mean \"" + *best + "\"?";
}

}  // namespace skeptic
