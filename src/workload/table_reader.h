// Reads the values of a YAML table, and collects what is wrong with them: place, line, what was expected.
#pragma once

#include <yaml-cpp/yaml.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"

namespace skeptic {

/// A mapping whose keys are words, known and unique.
using TableKeys = std::map<std::string, YAML::Node>;

class TableReader {
 public:
  static constexpr std::int64_t kLargestSize = 1'000'000'000;

  TableReader(std::string_view text, std::string file);

  /// The text's one mapping; nothing, and an error, where it is something else.
  std::optional<YAML::Node> root(const std::string& expected);
  const Diagnostics& diagnostics() const { return diagnostics_; }

  void error(DiagnosticId id, const YAML::Mark& mark, std::string message, std::string expected = {}, std::string suggestion = {});
  /// An error of the network's table.
  void wrong(const YAML::Node& node, std::string message, std::string expected = {}, std::string suggestion = {});

  /// `what` names the mapping in diagnostics. Unknown keys and keys that are there twice are errors and left out; missing ones are errors.
  TableKeys mapping(const YAML::Node& node, const std::string& what, const std::vector<std::string>& required,
                    const std::vector<std::string>& optional);

  // The values of keys. An absent key reads as nothing, `absent` or false; so does one that is wrong, which is an error.
  std::optional<std::string> word(const TableKeys& keys, const std::string& key);
  std::optional<std::int64_t> size(const YAML::Node& node, const std::string& key, std::int64_t least);
  std::int64_t size(const TableKeys& keys, const std::string& key, std::int64_t least, std::int64_t absent);
  /// `7`, or `[7, 1]`: height and width.
  std::pair<std::int64_t, std::int64_t> extent(const TableKeys& keys, const std::string& key, std::int64_t least, std::int64_t absent);
  std::optional<double> number(const YAML::Node& node, const std::string& key);
  bool flag(const TableKeys& keys, const std::string& key);

 private:
  std::string_view text_;
  std::string file_;
  std::vector<std::string_view> lines_;
  Diagnostics diagnostics_;
};

}  // namespace skeptic
