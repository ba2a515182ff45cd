// Dependencies run one way: the includes of src/ against the modules of CMakeLists.txt.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "structure/tree.h"

namespace skeptic::structure {
namespace {

/// By module, the modules that it may include: itself, and those it depends on directly or through others. From the lines
/// `skeptic_module(NAME DEPENDS skeptic_OTHER …)`, which name only modules of earlier lines.
std::map<std::string, std::set<std::string>> allowed_modules(std::vector<std::string>& mistakes) {
  std::map<std::string, std::set<std::string>> allowed;
  const std::regex row(R"(^skeptic_module\((\w+)\s+DEPENDS (.*)\)$)"), dependency(R"(skeptic_(\w+))");
  for (const std::string& line : lines_of(text_of("CMakeLists.txt"))) {
    std::smatch match;
    if (!std::regex_match(line, match, row)) continue;
    const std::string module = match[1], dependencies = match[2];
    std::set<std::string>& below = allowed[module];
    below.insert(module);
    for (auto found = std::sregex_iterator(dependencies.begin(), dependencies.end(), dependency); found != std::sregex_iterator(); ++found) {
      const std::string name = (*found)[1];
      if (!allowed.contains(name)) mistakes.push_back(module + " depends on " + name + ", which stands below it or nowhere");
      below.insert(allowed[name].begin(), allowed[name].end());
    }
  }
  return allowed;
}

TEST(Includes, RunDownwards) {
  std::vector<std::string> mistakes;
  const auto allowed = allowed_modules(mistakes);
  ASSERT_TRUE(allowed.contains("base") && allowed.contains("simulate") && allowed.contains("report")) << "CMakeLists.txt was not understood";
  EXPECT_TRUE(allowed.at("simulate").contains("base")) << "dependencies are transitive";

  const std::regex include(R"re(^\s*#\s*include\s+"([^"]+)")re");
  for (const std::string& file : files_below("src")) {
    if (!is_source(file)) continue;
    const std::string module = file.substr(4, file.find('/', 4) - 4);
    if (module != "app" && !allowed.contains(module)) mistakes.push_back(file + " is in no module of CMakeLists.txt");
    for (const std::string& line : lines_of(text_of(file))) {
      std::smatch match;
      if (!std::regex_search(line, match, include)) continue;
      const std::string target = match[1];
      const std::string other = target.substr(0, target.find('/'));
      if (!std::filesystem::exists(root() / "src" / target)) {
        mistakes.push_back(file + " includes \"" + target + "\", which is not module/file.h");
      } else if (module != "app" && allowed.contains(module) && !allowed.at(module).contains(other)) {
        mistakes.push_back(file + " includes \"" + target + "\": " + module + " may not depend on " + other);
      } else if (module == "app" && other != "app" && !allowed.contains(other)) {
        mistakes.push_back(file + " includes \"" + target + "\", which is in no module");
      }
    }
  }
  EXPECT_THAT(mistakes, testing::IsEmpty());
}

TEST(Includes, EveryHeaderIsIncludedOnce) {
  std::vector<std::string> without;
  for (const std::string& file : files_below("src"))
    // "-inl.h" is included once for every instruction set (Highway), and guards itself against more.
    if (file.ends_with(".h") && text_of(file).find(file.ends_with("-inl.h") ? "HWY_TARGET_TOGGLE" : "#pragma once\n") == std::string::npos)
      without.push_back(file);
  EXPECT_THAT(without, testing::IsEmpty());
}

}  // namespace
}  // namespace skeptic::structure
