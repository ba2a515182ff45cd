// Designs by name or file, and the chain of `extends` behind them.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/embedded.h"
#include "base/file.h"
#include "base/suggest.h"
#include "design/inherit.h"
#include "design/mechanism.h"
#include "design/read.h"
#include "design/schema.h"

namespace skeptic {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kLongestChain = 16;

/// The designs that are being loaded, the outermost first.
struct Link {
  std::string identity;  ///< equal for equal files, however they are named
  std::string shown;
};
using Chain = std::vector<Link>;

bool names_file(const std::string& text) { return text.find('/') != std::string::npos || text.ends_with(".yaml") || text.ends_with(".yml"); }

std::string identity_of(const std::string& file) {
  std::error_code error;
  const fs::path canonical = fs::weakly_canonical(file, error);
  return error ? file : canonical.string();
}

const EmbeddedFile* library_file(const std::string& name) {
  for (const EmbeddedFile& file : designs_files())
    if (file.name == name) return &file;
  return nullptr;
}

[[noreturn]] void no_such_design(const std::string& name, Place place) {
  const std::vector<std::string> names = library_designs();
  throw UserError(Diagnostic{DiagnosticId::DesignUnknownDesign, std::move(place), fmt::format("no design {}", in_quotes(name)),
                             "a design of the library (skeptic designs), or a file that ends in .yaml", did_you_mean(name, names)});
}

Design build(Source source, bool in_library, Chain chain);

/// The design that `written.extends` names. `folder`: where the extending file lies.
Design load_parent(const Written& written, const std::string& file, bool in_library, const Chain& chain) {
  const std::string& name = written.extends;
  Link link{"library " + name, name};
  if (names_file(name)) {
    if (in_library) no_such_design(name, written.extends_place);
    const std::string path = (fs::path(file).parent_path() / name).lexically_normal().string();
    link = {identity_of(path), path};
  }
  const bool again = std::any_of(chain.begin(), chain.end(), [&](const Link& other) { return other.identity == link.identity; });
  if (again || chain.size() >= kLongestChain) {
    std::string way;
    for (const Link& step : chain) way += step.shown + " → ";
    throw UserError(Diagnostic{
        DiagnosticId::DesignExtendsCycle, written.extends_place,
        again ? fmt::format("{} extends itself", in_quotes(link.shown)) : fmt::format("more than {} designs extend each other", kLongestChain),
        "a design that does not lead back to this one", way + link.shown});
  }
  Chain longer = chain;
  longer.push_back(link);
  if (!names_file(name)) {
    const EmbeddedFile* embedded = library_file(name);
    if (embedded == nullptr) no_such_design(name, written.extends_place);
    return build(Source("designs/" + name + ".yaml", std::string(embedded->text)), true, std::move(longer));
  }
  std::error_code error;
  if (!fs::exists(link.shown, error))
    throw UserError(Diagnostic{DiagnosticId::FileMissing, written.extends_place, fmt::format("no such file: {}", in_quotes(link.shown)), {}, {}});
  return build(Source(link.shown, read_file(link.shown, kLargestDesign)), false, std::move(longer));
}

void check_version(const Written& written, const YamlNode& root, const Source& source, Errors& errors) {
  const bool tried = std::any_of(root.keys.begin(), root.keys.end(), [](const YamlNode& key) { return key.text == "skeptic"; });
  if (!written.has_version && !tried)
    errors.add(DiagnosticId::DesignVersion, source.place({}), "the file does not say which version of the format it is in", "skeptic: 1");
}

Design build(Source source, bool in_library, Chain chain) {
  Errors errors;
  const YamlNode root = parse_yaml(source, errors);
  if (root.shape != YamlNode::Shape::Mapping) {
    const bool empty = root.shape == YamlNode::Shape::Nothing;
    errors.add(DiagnosticId::YamlShape, source.place(root.mark), fmt::format("the file is {}", empty ? "empty" : shape_name(root.shape)),
               "a mapping that starts with skeptic: 1");
    errors.check();
  }
  const Written written = read_written(root, "", source, errors);
  check_version(written, root, source, errors);

  Design design;
  bool complete_parent = true;
  if (!written.extends.empty()) {
    try {
      design = load_parent(written, source.file(), in_library, chain);
    } catch (const UserError& error) {
      complete_parent = false;
      // What is wrong with `extends` itself stands in this file; the rest in the other.
      for (const Diagnostic& one : error.diagnostics()) {
        if (one.place.file == source.file())
          errors.add(one.id, one.place, one.message, one.expected, one.suggestion);
        else
          errors.append({one});
      }
    }
  }
  design.own.clear();
  // Labels name one file's design and not its children.
  std::erase_if(design.values, [](const auto& value) { return find_row(value.first)->role == Role::Label; });
  design.claims = written.claims;
  design.source = in_library ? chain.back().shown : source.file();
  design.extends = written.extends;
  design.name = written.name.empty() ? fs::path(design.source).stem().string() : written.name;
  apply(design, written);
  if (complete_parent) {
    check_exclusions(design, errors);
    check_mechanisms(design, errors);
    check_required(design, written, errors);
  }
  errors.check();
  complete(design);
  return design;
}

}  // namespace

Design parse_design(std::string_view text, const std::string& file) {
  return build(Source(file, std::string(text)), false, {{identity_of(file), file}});
}

Design load_design(const std::string& file_or_name) {
  if (names_file(file_or_name)) return parse_design(read_file(file_or_name, kLargestDesign), file_or_name);
  const EmbeddedFile* embedded = library_file(file_or_name);
  if (embedded == nullptr) no_such_design(file_or_name, {});
  return build(Source("designs/" + file_or_name + ".yaml", std::string(embedded->text)), true, {{"library " + file_or_name, file_or_name}});
}

std::vector<std::string> library_designs() {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : designs_files()) names.emplace_back(file.name);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace skeptic
