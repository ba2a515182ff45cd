#include "rtl/library.h"

#include <algorithm>
#include <cassert>
#include <regex>
#include <set>

#include "base/embedded.h"

namespace skeptic {
namespace {

std::string without_trailing(std::string text, std::string_view characters) {
  while (!text.empty() && characters.find(text.back()) != std::string_view::npos) text.pop_back();
  return text;
}

/// What the files of rtl/ keep to: one parameter and one port a line, `) (` on a line of its own between them, `);` behind them.
RtlModule parsed(std::string_view name, std::string_view text) {
  static const std::regex parameter(R"(^\s*parameter\s+(\w+)\s*=\s*(.*)$)"), port(R"(^\s*(input|output)\s+logic\s*(\[.*\])?\s*(\w+),?$)");
  RtlModule module;
  module.name = name;
  module.text = text;
  const std::size_t about = text.find(": ") + 2;
  module.about = text.substr(about, std::min(text.find(".\n", about), text.find(". ", about)) - about);
  for (std::size_t line = 0; (line = module.about.find("\n// ")) != std::string::npos;) module.about.replace(line, 4, " ");
  std::size_t place = text.find("\nmodule ");
  assert(place != std::string_view::npos);
  ++place;
  for (std::size_t line_end = 0; place < text.size(); place = line_end + 1) {
    line_end = text.find('\n', place);
    const std::string line(text.substr(place, line_end - place));
    if (line == ");") break;
    std::smatch match;
    if (std::regex_match(line, match, parameter)) module.parameters.push_back({match[1], without_trailing(match[2], " ,")});
    if (std::regex_match(line, match, port)) {
      std::string range = match[2];
      range.erase(std::remove(range.begin(), range.end(), ' '), range.end());
      module.ports.push_back({match[1] == "output", range, match[3]});
    }
  }
  return module;
}

std::vector<RtlModule> parsed_modules() {
  std::vector<RtlModule> modules;
  for (const EmbeddedFile& file : rtl_files())
    if (file.text.find("\nmodule ") != std::string_view::npos) modules.push_back(parsed(file.name, file.text));
  std::sort(modules.begin(), modules.end(), [](const RtlModule& a, const RtlModule& b) { return a.name < b.name; });
  for (RtlModule& module : modules)
    for (const RtlModule& other : modules)
      if (module.text.find("  " + other.name + " #(") != std::string::npos) module.uses.push_back(other.name);
  return modules;
}

}  // namespace

std::span<const RtlModule> rtl_modules() {
  static const std::vector<RtlModule> kModules = parsed_modules();
  return kModules;
}

const RtlModule& rtl_module(std::string_view name) {
  const auto modules = rtl_modules();
  const auto found = std::find_if(modules.begin(), modules.end(), [&](const RtlModule& module) { return module.name == name; });
  assert(found != modules.end());
  return *found;
}

std::vector<std::string> with_used_modules(std::vector<std::string> names) {
  std::set<std::string> all;
  while (!names.empty()) {
    const std::string name = std::move(names.back());
    names.pop_back();
    if (!all.insert(name).second) continue;
    const RtlModule& module = rtl_module(name);
    names.insert(names.end(), module.uses.begin(), module.uses.end());
  }
  return {all.begin(), all.end()};
}

}  // namespace skeptic
