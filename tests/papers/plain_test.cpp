// Sentences and tables as papers have them, each alone in a paper on a design called Quern: what it says of Quern, and what it does not.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "papers/stated.h"

namespace skeptic::papers {
namespace {

// plain.txt: `passage || fact; fact`, \n for the end of a line, # for headings. A fact is `key=value`, `key=a|b` for several values that are all,
// `!key` where nothing may be stated, `!key=value` where not this; a result is value@over@on. `? ` before a passage: it does not hold yet.
struct Line {
  int number = 0;
  bool open = false;
  std::string text;
  std::vector<std::string> facts;
};

std::vector<std::string> parts(const std::string& text, const std::string& between) {
  std::vector<std::string> all;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(between, at), text.size());
    all.push_back(text.substr(at, end - at));
    at = end + between.size();
  }
  return all;
}

std::vector<Line> lines() {
  std::ifstream file(std::filesystem::path(SKEPTIC_SOURCE) / "tests/papers/plain.txt");
  std::vector<Line> all;
  int number = 0;
  for (std::string text; std::getline(file, text);) {
    ++number;
    if (text.empty() || text[0] == '#') continue;
    Line line;
    line.number = number;
    line.open = text.rfind("? ", 0) == 0;
    const std::vector<std::string> sides = parts(line.open ? text.substr(2) : text, " || ");
    if (sides.size() != 2) {
      ADD_FAILURE() << "plain.txt:" << number << ": no ` || `";
      continue;
    }
    for (const std::string& part : parts(sides[0], "\\n")) line.text += (line.text.empty() ? "" : "\n") + part;
    line.facts = parts(sides[1], "; ");
    all.push_back(std::move(line));
  }
  return all;
}

/// The values that a paper of this passage states of Quern, results with what they are over and on.
std::vector<std::string> stated_of(const Paper& paper, const std::string& key) {
  std::vector<std::string> all;
  for (const Entry& entry : paper.entries) {
    if (entry.key != key) continue;
    for (const Stated& one : entry.values) {
      std::string value = one.value;
      std::erase(value, '"');
      if (key.rfind("claims.", 0) == 0) value += "@" + one.over + "@" + one.on;
      all.push_back(std::move(value));
    }
  }
  return all;
}

/// `2.1@dense` is any result of 2.1 over the dense machine.
bool matches(const std::string& wanted, const std::string& found) { return found == wanted || found.rfind(wanted + "@", 0) == 0; }

bool holds(const Paper& paper, std::string fact) {
  const bool never = fact[0] == '!';
  if (never) fact.erase(0, 1);
  const std::size_t equals = fact.find('=');
  const std::vector<std::string> found = stated_of(paper, fact.substr(0, equals));
  if (equals == std::string::npos) return found.empty();
  const std::vector<std::string> wanted = parts(fact.substr(equals + 1), "|");
  const auto is_wanted = [&](const std::string& value) {
    return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& one) { return matches(one, value); });
  };
  if (never) return std::none_of(found.begin(), found.end(), is_wanted);
  return std::all_of(found.begin(), found.end(), is_wanted) && std::all_of(wanted.begin(), wanted.end(), [&](const std::string& one) {
           return std::any_of(found.begin(), found.end(), [&](const std::string& value) { return matches(one, value); });
         });
}

TEST(Plain, SentencesSayWhatTheySay) {
  std::size_t held = 0, open = 0;
  for (const Line& line : lines()) {
    const Paper paper =
        read_paper(arrange_source("# Quern: an engine for sparse networks\n\nQuern is an accelerator.\n\n## Architecture\n\n" + line.text + "\n",
                                  SourceKind::Markdown, "plain.md"));
    for (const std::string& fact : line.facts) {
      const bool here = holds(paper, fact);
      if (line.open) {
        ++open;
        EXPECT_FALSE(here) << "plain.txt:" << line.number << ": holds now, take the question mark away: " << fact << "\n  " << line.text;
        continue;
      }
      held += here ? 1 : 0;
      EXPECT_TRUE(here) << "plain.txt:" << line.number << ": " << fact << ", and not "
                        << testing::PrintToString(stated_of(paper, fact.substr(fact[0] == '!' ? 1 : 0, fact.find('=') - (fact[0] == '!' ? 1 : 0))))
                        << "\n  " << line.text;
    }
  }
  EXPECT_GE(held, 1400U);
  RecordProperty("held", static_cast<int>(held));
  std::cout << "plain sentences: " << held << " facts of " << held + open << " are read as they are meant\n";
}

}  // namespace
}  // namespace skeptic::papers
