// A design's values as types, defaults filled in. Nothing comes back for what is unknown, or optional and absent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "design/design.h"

namespace skeptic {

class Lookup {
 public:
  explicit Lookup(const Design& design) : design_(design) {}

  std::optional<Rational> number(std::string_view path) const { return get<Rational>(path); }
  std::optional<std::int64_t> integer(std::string_view path) const;
  std::optional<std::string> word(std::string_view path) const { return get<std::string>(path); }
  std::optional<std::vector<std::string>> words(std::string_view path) const { return get<std::vector<std::string>>(path); }
  std::optional<Encoding> encoding(std::string_view path) const { return get<Encoding>(path); }
  std::optional<Policy> policy(std::string_view path) const { return get<Policy>(path); }
  std::optional<Pattern> pattern(std::string_view path) const { return get<Pattern>(path); }
  std::optional<std::vector<Pattern>> patterns(std::string_view path) const { return get<std::vector<Pattern>>(path); }
  bool all(std::string_view path) const { return get<All>(path).has_value(); }

  /// Every pattern that an operand ("weights", "activations") can take; nothing where it is not known.
  std::optional<std::vector<Pattern>> listed(std::string_view operand) const;
  /// The granule: positions after which windows and all groups start together (machine-model, section 1).
  std::optional<std::int64_t> granule() const;
  /// Where a key is written; the design as a whole where it is a default.
  Place place(std::string_view path) const;

 private:
  template <typename T>
  std::optional<T> get(std::string_view path) const;
  const Design& design_;
};

/// A granule beyond this has no machine; larger ones stop here, so that no product overflows.
inline constexpr std::int64_t kLongestGranule = 65536;

}  // namespace skeptic
