// Reviews of proposals of different kinds: no two read alike, none is longer than four pages, and nothing is said without a number, a mechanism or a
// question.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "review/review.h"
#include "review/said.h"
#include "stress/proposals.h"

namespace skeptic {
namespace {

constexpr const char* kExamples[] = {"dynamic-4of8", "two-sided", "vague"};
constexpr const char* kProposals[] = {"activation-hierarchy", "activations-2to4",   "bigger-buffers",      "changed-ratio",
                                      "producer-choice",      "sr-ste-granularity", "sparten-with-choice", "unknown-selector"};

/// Every paragraph and item that a reader of the review proper meets.
std::vector<Sentence> paragraphs(const Document& review) {
  std::vector<Sentence> all{review.verdict->because};
  for (const Section& section : review.sections)
    for (const Block& block : section.blocks) {
      if (const auto* paragraph = std::get_if<Paragraph>(&block)) all.push_back(paragraph->text);
      if (const auto* bullets = std::get_if<Bullets>(&block)) all.insert(all.end(), bullets->items.begin(), bullets->items.end());
    }
  return all;
}

/// As they are printed.
std::set<std::string> sentences(const Document& review) {
  std::set<std::string> all;
  for (const Sentence& paragraph : paragraphs(review)) {
    const std::string text = text_of(review, paragraph);
    std::size_t from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool ends = i + 1 == text.size() || (std::string_view(".?!").find(text[i]) != std::string_view::npos && text[i + 1] == ' ' &&
                                                 i + 2 < text.size() && std::isupper(static_cast<unsigned char>(text[i + 2])) != 0);
      if (!ends) continue;
      all.insert(text.substr(from, i + 1 - from));
      from = i + 2;
    }
  }
  return all;
}

/// Without their numbers: sentences that differ by these alone count as the same.
std::set<std::string> masked(const std::set<std::string>& sentences) {
  std::set<std::string> all;
  for (const std::string& sentence : sentences) {
    std::string out;
    for (const char c : sentence)
      if (std::isdigit(static_cast<unsigned char>(c)) == 0)
        out += c;
      else if (out.empty() || out.back() != '#')
        out += '#';
    all.insert(out);
  }
  return all;
}

struct Shared {
  double share = 0;  ///< of the shorter one's
  std::string text;
};

Shared shared(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::vector<std::string> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  Shared found{static_cast<double>(both.size()) / static_cast<double>(std::min(a.size(), b.size())), {}};
  for (const std::string& one : both) found.text += "  " + one + "\n";
  return found;
}

std::map<std::string, Document> reviews() {
  std::map<std::string, Document> all;
  const auto add = [&](const std::string& name, const std::string& file) {
    Laboratory laboratory;
    all.emplace(name, review(laboratory, {.proposal = Subject::load(file),
                                          .baseline = {},
                                          .setting = one_layer(),
                                          .network_given = true,
                                          .batch_given = true,
                                          .accuracy_on = {}}));
  };
  for (const char* name : kExamples) add(name, example_file(name));
  for (const char* name : kProposals) add(name, std::string(SKEPTIC_SOURCE "/tests/review/proposals/") + name + ".yaml");
  return all;
}

// A page has some 550 words. One test, because the reviews take longest.
TEST(Voice, NoTwoReviewsShareMoreThanFourSentencesInTenAndNoneIsLongerThanFourPages) {
  const std::map<std::string, Document> all = reviews();
  for (const auto& [name, review] : all) {
    std::size_t words = 0;
    for (const Sentence& paragraph : paragraphs(review)) {
      const std::string text = text_of(review, paragraph);
      words += 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), ' '));
    }
    EXPECT_GE(words, 550U) << name;
    EXPECT_LE(words, 2200U) << name;
  }
  double most = 0, most_masked = 0;
  for (auto a = all.begin(); a != all.end(); ++a)
    for (auto b = std::next(a); b != all.end(); ++b) {
      const std::set<std::string> first = sentences(a->second), second = sentences(b->second);
      const Shared printed = shared(first, second), without_numbers = shared(masked(first), masked(second));
      EXPECT_LE(printed.share, 0.4) << a->first << " and " << b->first << " share\n" << printed.text;
      EXPECT_LE(without_numbers.share, 0.45) << a->first << " and " << b->first << " share, numbers apart,\n" << without_numbers.text;
      most = std::max(most, printed.share), most_masked = std::max(most_masked, without_numbers.share);
    }
  std::printf("the most that two reviews share: %.0f %% of the shorter one's sentences, %.0f %% with their numbers left out\n", 100 * most,
              100 * most_masked);
}

}  // namespace
}  // namespace skeptic
