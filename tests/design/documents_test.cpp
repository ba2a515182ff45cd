// docs/design-file.md and docs/design.schema.json are written from the schema. SKEPTIC_WRITE_DOCS=1 writes them anew.
#include "design/documents.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "base/file.h"
#include "base/json.h"
#include "design/schema.h"

namespace skeptic {
namespace {

void expect_document(const std::string& name, const std::string& text) {
  const std::string file = std::string(SKEPTIC_SOURCE) + "/docs/" + name;
  if (std::getenv("SKEPTIC_WRITE_DOCS") != nullptr) write_file(file, text);
  EXPECT_TRUE(read_file(file) == text) << "docs/" << name
                                       << " is not what the schema says; SKEPTIC_WRITE_DOCS=1 build/tests/design_test writes it anew";
}

TEST(Documents, TheDesignFile) { expect_document("design-file.md", design_file_markdown()); }

TEST(Documents, TheJsonSchema) { expect_document("design.schema.json", design_file_schema()); }

TEST(Documents, TheMechanisms) { expect_document("mechanisms.md", mechanisms_markdown()); }

TEST(Documents, TheLibrary) { expect_document("designs.md", designs_markdown()); }

TEST(Documents, EveryKeyIsInTheMarkdown) {
  const std::string text = design_file_markdown();
  for (const Row& row : schema()) EXPECT_NE(text.find("\n| `" + std::string(row.path) + "` | "), std::string::npos) << row.path;
}

/// The fragment below `properties` of a fragment, or of the first alternative that has them.
const Json* property(const Json& fragment, const std::string& key) {
  if (fragment.contains("properties")) return fragment["properties"].contains(key) ? &fragment["properties"][key] : nullptr;
  if (fragment.contains("items")) return property(fragment["items"], key);
  if (fragment.contains("anyOf"))
    for (const Json& alternative : fragment["anyOf"])
      if (const Json* found = property(alternative, key)) return found;
  return nullptr;
}

TEST(Documents, EveryKeyIsInTheJsonSchema) {
  const Json root = Json::parse(design_file_schema());
  for (const Row& row : schema()) {
    const Json* fragment = &root;
    std::string path(row.path);
    while (fragment != nullptr && !path.empty()) {
      const std::size_t dot = path.find('.');
      std::string key = path.substr(0, dot);
      if (key.ends_with("[]")) key.resize(key.size() - 2);
      fragment = property(*fragment, key);
      path = dot == std::string::npos ? "" : path.substr(dot + 1);
    }
    ASSERT_NE(fragment, nullptr) << row.path;
    if (!is_group(row.path)) {
      EXPECT_EQ((*fragment)["description"], row.documentation) << row.path;
    }
  }
}

}  // namespace
}  // namespace skeptic
