// What holds for all files of the repository.
#include "structure/tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <regex>
#include <string>
#include <vector>

namespace skeptic::structure {
namespace {

TEST(Tree, SourcesAreShort) {
  std::vector<std::string> long_files;
  for (const std::string& file : files_below("src"))
    if (is_source(file) && lines_of(text_of(file)).size() > 450) long_files.push_back(file);
  EXPECT_THAT(long_files, testing::IsEmpty());
}

TEST(Tree, NoPathOfOneMachine) {
  // In two parts, so that this file does not hold them.
  const std::array<std::string, 5> folders{std::string("/ho") + "me/", std::string("/ro") + "ot/", std::string("/wo") + "rk/",
                                           std::string("/t") + "mp/", std::string("/Us") + "ers/"};
  for (const std::string& file : files_below("")) {
    const std::string text = text_of(file);
    if (text.find('\0') != std::string::npos) continue;
    for (const std::string& folder : folders) {
      for (std::size_t place = text.find(folder); place != std::string::npos; place = text.find(folder, place + 1)) {
        // A part of a longer path or of an address is none: "src/work/x", "https://example.org/home/x".
        const char before = place > 0 ? text[place - 1] : ' ';
        const bool within = std::isalnum(static_cast<unsigned char>(before)) != 0 || before == '.' || before == '}';
        EXPECT_TRUE(within) << file << ", line " << 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(place), '\n') << ": "
                            << folder;
      }
    }
  }
}

TEST(Tree, TextsEndInOneNewlineAndHoldNoTabs) {
  for (const std::string& file : files_below("")) {
    if (!is_source(file) && !file.ends_with(".md") && !file.ends_with(".yaml") && !file.ends_with("CMakeLists.txt")) continue;
    const std::string text = text_of(file);
    EXPECT_TRUE(text.ends_with("\n") && !text.ends_with("\n\n")) << file;
    EXPECT_EQ(text.find('\t'), std::string::npos) << file;
    EXPECT_EQ(text.find('\r'), std::string::npos) << file;
  }
}

TEST(Tree, EveryLinkLeadsToAFile) {
  const std::regex link(R"(\]\(([^)#\s]+)(#[^)\s]*)?\))");
  std::vector<std::string> broken;
  for (const std::string& file : files_below("")) {
    if (!file.ends_with(".md")) continue;
    const std::string text = text_of(file);
    for (auto found = std::sregex_iterator(text.begin(), text.end(), link); found != std::sregex_iterator(); ++found) {
      const std::string target = (*found)[1];
      if (target.find("://") != std::string::npos) continue;
      if (!std::filesystem::exists((root() / file).parent_path() / target)) broken.push_back(file + ": " + target);
    }
  }
  EXPECT_THAT(broken, testing::IsEmpty());
}

TEST(Tree, TheReadingOrderNamesEveryDocument) {
  const std::string order = text_of("docs/README.md");
  std::vector<std::string> left_out;
  for (const std::string& file : files_below("docs")) {
    const std::string name = file.substr(5);
    if (name != "README.md" && name.find('/') == std::string::npos && order.find("(" + name + ")") == std::string::npos) left_out.push_back(name);
  }
  EXPECT_THAT(left_out, testing::IsEmpty());
}

TEST(Tree, TheScriptIsBashAndItsHelpNamesItsCommands) {
  const std::string script = (root() / "run").string();
  ASSERT_EQ(std::system(("bash -n '" + script + "'").c_str()), 0);
  const std::string text = text_of("run");
  for (const std::string command : {"build", "test", "asan", "coverage", "fuzz", "bench", "format", "tidy", "clean"}) {
    EXPECT_NE(text.find("\n  " + command + ")\n"), std::string::npos) << command;
    EXPECT_NE(text.find("\n  ./run " + command), std::string::npos) << "the help leaves out " << command;
  }
}

TEST(Tree, ThePackageListHasWhatTheBuildFinds) {
  const std::string list = text_of("packages.txt");
  for (const std::string package :
       {"cmake", "ninja-build", "g++", "libfmt-dev", "nlohmann-json3-dev", "libyaml-cpp-dev", "libcli11-dev", "libtbb-dev", "libhwy-dev",
        "zlib1g-dev", "libpng-dev", "libjpeg-dev", "libgtest-dev", "libgmock-dev", "librapidcheck-dev"})
    EXPECT_NE(list.find("\n" + package + " "), std::string::npos) << package;
  const std::string build = text_of("CMakeLists.txt");
  std::size_t found = 0;
  for (std::size_t place = build.find("find_package("); place != std::string::npos; place = build.find("find_package(", place + 1)) ++found;
  EXPECT_EQ(found, 12u) << "a new find_package: is its package in packages.txt?";
}

}  // namespace
}  // namespace skeptic::structure
