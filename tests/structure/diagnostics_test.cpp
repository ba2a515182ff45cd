// Every diagnostic has a row, a test that asserts its exact text, and a line in the documentation; and some code that reports it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "structure/tree.h"

namespace skeptic::structure {
namespace {

std::string all_text(const std::string& folder, const std::set<std::string>& except) {
  std::string text;
  for (const std::string& file : files_below(folder))
    if (is_source(file) && !except.contains(file)) text += text_of(file);
  return text;
}

TEST(Diagnostics, TheDocumentIsTheTable) {
  EXPECT_EQ(text_of("docs/diagnostics.md"), diagnostics_document()) << "./run document diagnostics > docs/diagnostics.md writes it anew";
}

TEST(Diagnostics, EveryIdHasATest) {
  // The tests of the format itself name ids without causing them.
  const std::string tests = all_text("tests", {"tests/base/diagnostic_test.cpp"});
  std::vector<std::string> untested;
  for (const DiagnosticRow& row : kDiagnostics)
    if (tests.find("[" + std::string(row.name) + "]") == std::string::npos) untested.emplace_back(row.name);
  EXPECT_THAT(untested, testing::IsEmpty());
}

bool has_word(const std::string& text, const std::string& word) {
  for (std::size_t place = text.find(word); place != std::string::npos; place = text.find(word, place + 1))
    if (std::isalnum(static_cast<unsigned char>(text[place + word.size()])) == 0) return true;
  return false;
}

TEST(Diagnostics, EveryIdIsReportedSomewhere) {
  const std::string sources = all_text("src", {"src/base/diagnostic_ids.h"});
  const std::string table = text_of("src/base/diagnostic_ids.h");
  const std::regex row(R"(DiagnosticRow\{(DiagnosticId::\w+),)");
  std::vector<std::string> unreported;
  std::size_t rows = 0;
  for (auto found = std::sregex_iterator(table.begin(), table.end(), row); found != std::sregex_iterator(); ++found, ++rows)
    if (!has_word(sources, (*found)[1])) unreported.push_back((*found)[1]);
  EXPECT_EQ(rows, kDiagnostics.size());
  EXPECT_THAT(unreported, testing::IsEmpty());
}

}  // namespace
}  // namespace skeptic::structure
