#include "base/shell.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <string>

namespace skeptic {
namespace {

/// What a shell makes of a word.
std::string as_the_shell_reads(const std::string& word) {
  std::string read;
  FILE* pipe = ::popen(("printf %s " + word).c_str(), "r");
  std::array<char, 256> buffer;
  for (std::size_t count; (count = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) read.append(buffer.data(), count);
  EXPECT_EQ(::pclose(pipe), 0);
  return read;
}

TEST(ShellWord, HarmlessWordsStayAsTheyAre) {
  EXPECT_EQ(shell_word("examples/dynamic-4of8.yaml"), "examples/dynamic-4of8.yaml");
  EXPECT_EQ(shell_word("fabric.sync.slack=4"), "fabric.sync.slack=4");
  EXPECT_EQ(shell_word("2:4@16/1:2"), "2:4@16/1:2");
}

TEST(ShellWord, OthersAreQuoted) {
  EXPECT_EQ(shell_word(""), "''");
  EXPECT_EQ(shell_word("my idea.yaml"), "'my idea.yaml'");
  EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
}

TEST(ShellWord, TheShellReadsTheWordItself) {
  for (const std::string word : {"a", "", "a b", "$HOME", "`id`", "it's", "''", "a\nb", "*", "~", "{energy: 0.95}", "\\", "#", "a;b|c&d", "größe"})
    EXPECT_EQ(as_the_shell_reads(shell_word(word)), word);
}

}  // namespace
}  // namespace skeptic
