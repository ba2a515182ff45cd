#include "base/diagnostic.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>

namespace skeptic {
namespace {

TEST(Diagnostic, PlaceLineCaretExpectationAndSuggestion) {
  const Diagnostic diagnostic{
      DiagnosticId::DesignUnknownKey, {"idea.yaml", 7, 3, "  windwo: 8"}, "unknown key \"windwo\"", "a key of fabric", "did you mean \"window\"?"};
  EXPECT_EQ(format(diagnostic),
            "idea.yaml:7:3: error: unknown key \"windwo\" [design-unknown-key]\n"
            "    windwo: 8\n"
            "    ^\n"
            "  expected: a key of fabric\n"
            "  did you mean \"window\"?\n");
}

TEST(Diagnostic, ATabAboveTheCaretIsATab) {
  const Diagnostic diagnostic{DiagnosticId::YamlSyntax, {"idea.yaml", 2, 4, "\ta\t: b"}, "a tab cannot indent", "", ""};
  EXPECT_EQ(format(diagnostic),
            "idea.yaml:2:4: error: a tab cannot indent [yaml-syntax]\n"
            "  \ta\t: b\n"
            "  \t \t^\n");
}

TEST(Diagnostic, ACaretBehindTheLinesEnd) {
  const Diagnostic diagnostic{DiagnosticId::DesignMissingKey, {"idea.yaml", 1, 6, "a:"}, "no value", "", ""};
  EXPECT_EQ(format(diagnostic),
            "idea.yaml:1:6: error: no value [design-missing-key]\n"
            "  a:\n"
            "       ^\n");
}

TEST(Diagnostic, WholeFileAndNoFile) {
  EXPECT_EQ(format(Diagnostic{DiagnosticId::FileMissing, {"a/b.npy", 0, 0, ""}, "no such file", "", ""}),
            "a/b.npy: error: no such file [file-missing]\n");
  EXPECT_EQ(format(Diagnostic{DiagnosticId::CommandLine, {}, "no design", "a design", ""}),
            "error: no design [command-line]\n  expected: a design\n");
}

TEST(Diagnostic, AnErrorCarriesAllOfThem) {
  const UserError error({Diagnostic{DiagnosticId::FileMissing, {"a", 0, 0, ""}, "no such file", "", ""},
                         Diagnostic{DiagnosticId::FileUnreadable, {"b", 0, 0, ""}, "is a folder", "", ""}});
  EXPECT_EQ(error.diagnostics().size(), 2u);
  EXPECT_STREQ(error.what(), "a: error: no such file [file-missing]\nb: error: is a folder [file-unreadable]\n");
}

TEST(Diagnostic, EveryIdHasOneRowInOrder) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kDiagnostics.size(); ++i) {
    const DiagnosticRow& row = kDiagnostics[i];
    EXPECT_EQ(static_cast<std::size_t>(row.id), i) << row.name;
    EXPECT_EQ(name(row.id), row.name);
    EXPECT_EQ(row.meaning.back(), '.') << row.name;
    names.insert(row.name);
  }
  EXPECT_EQ(names.size(), kDiagnostics.size());
  EXPECT_EQ(kDiagnostics.back().id, DiagnosticId::UnsupportedRtl);
}

TEST(Diagnostic, TheDocumentNamesEveryId) {
  const std::string document = diagnostics_document();
  for (const DiagnosticRow& row : kDiagnostics)
    EXPECT_NE(document.find("| `" + std::string(row.name) + "` | " + std::string(row.meaning) + " |\n"), std::string::npos) << row.name;
}

}  // namespace
}  // namespace skeptic
