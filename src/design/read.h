// One file, or one setting, read against the schema: what it writes itself, before anything is inherited.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "design/design.h"
#include "design/yaml.h"

namespace skeptic {

struct Written {
  std::string name, extends;
  Place name_place, extends_place;
  std::vector<Claim> claims;
  bool has_version = false, has_claims = false;
  std::map<std::string, Value> values;    ///< by schema path
  std::vector<std::string> removed;       ///< optional groups and keys that were set to `none`
  std::map<std::string, Place> mappings;  ///< where each mapping that the text opens stands
  std::set<std::string> seen;             ///< paths that are written, rightly or wrongly
};

/// Reads a node that stands at `path` ("" is the whole file). What is wrong is added to `errors`.
Written read_written(const YamlNode& node, const std::string& path, const Source& source, Errors& errors);

/// Adds "unknown key" for `path`, with the nearest key that exists. `path` may be a whole dotted path, as `--set` writes it.
void unknown_key(const std::string& path, Place place, Errors& errors);

}  // namespace skeptic
