// A design with one key set, or taken out.
#include <fmt/format.h>

#include "design/inherit.h"
#include "design/read.h"
#include "design/schema.h"

namespace skeptic {
namespace {

void check_path(const std::string& path, Place place) {
  place.column = 1;
  Errors errors;
  const bool item = path.starts_with("claims[]");
  if (path == "skeptic" || path == "extends")
    errors.add(DiagnosticId::DesignValue, place, fmt::format("{} belongs to a file and cannot be set", path));
  else if (item || path.empty() || (path != "claims" && find_row(path) == nullptr && !is_group(path)))
    unknown_key(path, place, errors);
  errors.check();
}

}  // namespace

Design with(Design design, const std::string& path, const std::string& value) {
  const Source source("--set", value, path + "=");
  check_path(path, source.place({}));
  Errors errors;
  const Written written = read_written(parse_yaml(source, errors), path, source, errors);
  errors.check();
  if (!written.name.empty()) design.name = written.name;
  if (written.has_claims) design.claims = written.claims;
  apply(design, written);
  check_exclusions(design, errors);
  errors.check();
  complete(design);
  return design;
}

Design without(Design design, const std::string& path) {
  check_path(path, Source("--set", path).place({}));
  if (path == "claims") design.claims.clear();
  erase(design, path);
  complete(design);
  return design;
}

}  // namespace skeptic
