// Every key of a design file is documented, and some module gives it its effect.
#include "design/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "structure/tree.h"

namespace skeptic::structure {
namespace {

TEST(Schema, EveryKeySaysWhatItMeansAndWhoReadsIt) {
  for (const Row& row : schema()) {
    EXPECT_FALSE(row.documentation.empty()) << row.path;
    EXPECT_FALSE(row.read_by.empty()) << row.path << " is read by no module";
    for (const std::string& module : alternatives(row.read_by))
      EXPECT_TRUE(std::filesystem::is_directory(root() / "src" / module)) << row.path << " is read by " << module << ", which is no module";
  }
}

TEST(Schema, EveryKeyIsInTheDocumentation) {
  std::string documentation;
  for (const std::string& file : files_below("docs"))
    if (file.ends_with(".md")) documentation += text_of(file);
  std::vector<std::string> undocumented;
  for (const Row& row : schema())
    if (documentation.find("`" + std::string(row.path) + "`") == std::string::npos) undocumented.emplace_back(row.path);
  EXPECT_THAT(undocumented, testing::IsEmpty()) << "each key stands in backquotes in a file of docs/";
}

}  // namespace
}  // namespace skeptic::structure
