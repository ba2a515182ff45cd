// skeptic review, as its reader has it.
#include <algorithm>

#include "evidence.h"

namespace skeptic::app_test {
namespace {

/// A network of three layers: as real as the whole, and sooner done.
const std::string kThreeLayers = "layer1.0.conv1,layer2.1.conv1,layer3.1.conv1";

const std::vector<std::string> kHeadings{"The Mirror", "The Novelty Gap", "The Mechanism Stress Test", "The Twist", "Verdict", "Questions"};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// Characters, not bytes.
std::size_t columns(const std::string& line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

const Json& section(const Json& review, const std::string& heading) {
  for (const Json& part : review["sections"])
    if (part["heading"] == heading) return part;
  throw std::runtime_error("no section " + heading);
}

/// All sentences of a section, with a line each.
std::string words(const Json& part) {
  std::string text;
  for_each_sentence(part, [&](const Json& sentence) { text += sentence["text"].get<std::string>() + "\n"; });
  return text;
}

class Review : public EvidenceTest {
 protected:
  Json reviewed(Arguments arguments) const {
    arguments.insert(arguments.begin(), "review");
    arguments.insert(arguments.end(), {"--json", "-"});
    // Networks that run take seconds each; where they are not the question, they stay out.
    if (std::find(arguments.begin(), arguments.end(), "--accuracy-on") == arguments.end())
      arguments.insert(arguments.end(), {"--accuracy-on", "none"});
    const Result result = skeptic(arguments);
    EXPECT_EQ(result.code, 0) << testing::PrintToString(arguments);
    EXPECT_EQ(result.err, "") << testing::PrintToString(arguments);
    Json review = result.json();
    expect_whole(review);
    return review;
  }

  /// Six parts in order, and no number without a record.
  static void expect_whole(const Json& review) {
    std::vector<std::string> headings;
    for (const Json& part : review["sections"]) {
      headings.push_back(part["heading"]);
      EXPECT_FALSE(words(part).empty()) << headings.back();
    }
    EXPECT_EQ(headings, kHeadings);
    expect_judgement(review["verdict"]["judgement"]);

    const Json& records = review["evidence"];
    EXPECT_FALSE(records.empty());
    std::set<std::size_t> used;
    for_each_sentence(review, [&](const Json& sentence) {
      for (const Json& index : sentence["evidence"]) {
        ASSERT_TRUE(index.is_number_unsigned() || index.get<std::int64_t>() >= 0) << sentence;
        ASSERT_LT(index.get<std::size_t>(), records.size()) << sentence;
        used.insert(index.get<std::size_t>());
        const std::string text = records[index.get<std::size_t>()]["text"];
        EXPECT_NE(sentence["text"].get<std::string>().find(text), std::string::npos) << text << " is not in " << sentence;
      }
    });
    EXPECT_EQ(used.size(), records.size()) << "records that no sentence uses";
    for (const Json& record : records) {
      EXPECT_TRUE(record["command"].get<std::string>().starts_with("skeptic ")) << record;
      EXPECT_NE(record["what"], "") << record;
      EXPECT_NE(record["designs"], "") << record;
      EXPECT_TRUE(record["network"] != "" ? record["inputs"] != "" : record["source"] != "") << record;
      EXPECT_TRUE(says_its_value(record)) << record;
    }
  }
  static void expect_judgement(const Json& judgement) {
    EXPECT_TRUE(judgement == "kill" || judgement == "fix" || judgement == "pursue") << judgement;
  }
};

// The promise that everything else stands on: the commands of a review give its numbers, each of them.
TEST_F(Review, EveryNumberIsReproducedByItsCommand) {
  const Json review = reviewed({example("dynamic-4of8"), "--network", "resnet20"});
  EXPECT_GE(review["evidence"].size(), 50u);
  expect_reproduced(review);
}

// On a network that ran: the spread over its inputs, and its answers whole, as the baseline prunes and as the proposal does.
TEST_F(Review, EveryNumberOfANetworkThatRanIsReproduced) {
  if (!std::filesystem::exists(std::filesystem::canonical(SKEPTIC_BINARY).parent_path() / "skeptic-learn"))
    GTEST_SKIP() << "skeptic-learn is not built";
  const Json review = reviewed({example("dynamic-4of8"), "--network", "skewed64", "--accuracy-on", "shapes-cnn"});
  std::size_t answers = 0, spread = 0;
  for (const Json& record : review["evidence"]) {
    if (record["network"] != "shapes-cnn") continue;
    const std::string command = record["command"];
    answers += command.ends_with("# top1") ? 1 : 0;
    spread += command.find("speedup_of_batch.") != std::string::npos ? 1 : 0;
    const std::optional<double> value = repeated(record);
    ASSERT_TRUE(value) << record;
    EXPECT_EQ(*value, record["value"].get<double>()) << record;
  }
  EXPECT_EQ(answers, 3u);
  EXPECT_EQ(spread, 4u);
}

TEST_F(Review, EveryNumberOfAProposalWithUnknownsIsReproduced) { expect_reproduced(reviewed({example("vague"), "--network", "resnet20"})); }

TEST_F(Review, EveryNumberOfOtherTensorsAndSetKeysIsReproduced) {
  expect_reproduced(
      reviewed({example("two-sided"), "--network", "resnet20", "--layers", "layer1.1.conv1,layer3.1.conv1", "--zeros", "0.7", "--spread", "0.2",
                "--seed", "5", "--batch", "2", "--set", "operands.activations.read=window", "--set", "memory.dram.bandwidth=50 GB/s"}));
}

TEST_F(Review, MarkdownAndTerminalSayTheSame) {
  const Result result = skeptic({"review", example("dynamic-4of8"), "--network", "resnet20", "--accuracy-on", "none", "--full", "--json",
                                 "review.json", "--markdown", "review.md"});
  ASSERT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(files(), (std::set<std::string>{"review.json", "review.md"}));
  const Json review = Json::parse(contents(folder() / "review.json"));
  expect_whole(review);
  std::vector<std::string> headings = kHeadings;
  headings.push_back("Evidence");

  // Markdown: the same sections, links that lead somewhere, every record with its command.
  const std::string markdown = contents(folder() / "review.md");
  std::vector<std::string> markdown_headings;
  for (const std::string& line : lines_of(markdown))
    if (line.starts_with("## ")) markdown_headings.push_back(line.substr(3));
  EXPECT_EQ(markdown_headings, headings);
  std::set<std::string> links;
  for (std::size_t at = 0; (at = markdown.find("](#", at)) != std::string::npos; ++at)
    links.insert(markdown.substr(at + 3, markdown.find(')', at) - at - 3));
  EXPECT_EQ(links.size(), review["evidence"].size());
  for (const std::string& link : links) EXPECT_NE(markdown.find("<a id=\"" + link + "\"></a>"), std::string::npos) << link << " leads nowhere";
  for (const Json& record : review["evidence"])
    EXPECT_NE(markdown.find("\n   " + record["command"].get<std::string>() + "\n"), std::string::npos) << record;
  EXPECT_NE(markdown.find("[" + review["evidence"][0]["text"].get<std::string>() + "](#e1)"), std::string::npos);

  // Terminal: the same sections, nothing but text, and lines that fit.
  EXPECT_EQ(result.out.find('\x1b'), std::string::npos);
  EXPECT_EQ(result.out.find('\r'), std::string::npos);
  std::set<std::string> titles;
  for (const Json& part : review["sections"])
    for (const Json& block : part["details"])
      if (block["kind"] == "table") titles.insert("  " + block["title"].get<std::string>());
  std::vector<std::string> terminal_headings;
  bool in_table = false;
  std::size_t tables = 0;
  for (const std::string& line : lines_of(result.out)) {
    if (std::find(headings.begin(), headings.end(), line) != headings.end()) terminal_headings.push_back(line);
    in_table = !line.empty() && (in_table || titles.contains(line));
    tables += titles.contains(line) ? 1 : 0;
    const bool in_evidence = !terminal_headings.empty() && terminal_headings.back() == "Evidence";
    const bool is_command = line.find_first_not_of(' ') == line.find("skeptic ") && line.starts_with("    ");
    if (in_table || in_evidence || is_command) continue;
    EXPECT_LE(columns(line), 100u) << line;
  }
  EXPECT_EQ(terminal_headings, headings);
  EXPECT_GE(tables, titles.size());
  EXPECT_GE(titles.size(), 3u);

  // Without --full: the summary on a screen, four pages of sixty lines at most, and no tables.
  const std::vector<std::string> lines = lines_of(skeptic({"render", "review.json"}).out);
  const auto first_part = std::find(lines.begin(), lines.end(), kHeadings.front());
  ASSERT_NE(first_part, lines.end());
  EXPECT_LE(first_part - lines.begin(), 30);
  EXPECT_LE(lines.size(), 240u);
  EXPECT_EQ(std::find(lines.begin(), lines.end(), "Evidence"), lines.end());
  for (const std::string& title : titles) EXPECT_EQ(std::find(lines.begin(), lines.end(), title), lines.end()) << title;
  EXPECT_EQ(skeptic({"render", "review.json", "--full"}).out, result.out);
}

TEST_F(Review, SameBytesTwiceAndOnOneCore) {
  const Arguments arguments{"review", example("vague"), "--network", "resnet20", "--layers", kThreeLayers, "--accuracy-on", "none", "--json", "-"};
  const Result first = skeptic(arguments), second = skeptic(arguments), alone = skeptic_on_one_core(arguments);
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_EQ(first.out, second.out);
  EXPECT_EQ(first.out, alone.out);
}

// What the proposal leaves open is asked for by name, with what it is worth at both ends of its range.
TEST_F(Review, UnknownsBecomeQuestions) {
  const Json review = reviewed({example("vague"), "--network", "resnet20"});
  const Json& questions = section(review, "Questions");
  for (const std::string key : {"latency", "rate", "state"}) {
    const std::string path = "operands.activations.decide." + key;
    EXPECT_NE(words(section(review, "The Mirror")).find(path), std::string::npos) << words(section(review, "The Mirror"));
    std::size_t asked = 0;
    for_each_sentence(questions, [&](const Json& sentence) {
      if (!sentence["text"].get<std::string>().starts_with("What is " + path + "? ")) return;
      ++asked;
      EXPECT_GE(sentence["evidence"].size(), 1u) << sentence;
      const std::string text = sentence["text"];
      EXPECT_TRUE(text.find("Up to ") != std::string::npos || text.find("no value of it makes you faster") != std::string::npos ||
                  text.find("there is no break-even in between") != std::string::npos ||
                  text.find("changes nothing that I measure") != std::string::npos)
          << text;
    });
    EXPECT_EQ(asked, 1u) << path;
  }
}

// A break-even is one: at the cycle that the question names the lead is there, one later it is gone.
TEST_F(Review, BreakEvenOfAnUnknown) {
  const std::string latency = "operands.activations.decide.latency";
  const Arguments design{example("dynamic-4of8"), "ampere-2to4"};
  const Arguments setting{
      "--network", "resnet20", "--layers", kThreeLayers, "--set", "fabric.sync.slack=4", "--set", "operands.activations.decide.when=use"};
  Arguments arguments = design;
  arguments.insert(arguments.end(), setting.begin(), setting.end());
  arguments.insert(arguments.end(), {"--set", latency + "=unknown"});
  const Json review = reviewed(arguments);
  std::string question;
  for_each_sentence(section(review, "Questions"), [&](const Json& sentence) {
    if (sentence["text"].get<std::string>().starts_with("What is " + latency)) question = sentence["text"];
  });
  ASSERT_TRUE(question.starts_with("What is " + latency + "? Up to ")) << question;
  const int cycles = std::atoi(question.c_str() + question.find("Up to ") + 6);
  const auto speedup = [&](int at) {
    Arguments compare{"compare"};
    compare.insert(compare.end(), design.begin(), design.end());
    compare.insert(compare.end(), setting.begin(), setting.end());
    compare.insert(compare.end(), {"--set", latency + "=" + std::to_string(at) + " cycles", "--json", "-"});
    return skeptic(compare).json()["speedup"].get<double>();
  };
  // Where the claim of 1.3 holds at no latency, the lead over the baseline is what ends.
  const double threshold = question.find("your claim ends") != std::string::npos ? 1.3 : 1.0;
  EXPECT_GE(speedup(cycles), threshold) << question;
  EXPECT_LT(speedup(cycles + 1), threshold) << question;
}

TEST_F(Review, AChangedParameterIsNotAPaper) {
  const Json review = reviewed({example("only-4of8"), "--network", "resnet20"});
  const std::string gap = words(section(review, "The Novelty Gap"));
  EXPECT_NE(gap.find("changed a parameter"), std::string::npos) << gap;
  EXPECT_NE(gap.find("that is not a paper"), std::string::npos) << gap;
  EXPECT_NE(gap.find("operands.weights.pattern"), std::string::npos) << gap;
  EXPECT_NE(review["verdict"]["judgement"], "pursue");
}

TEST_F(Review, ClaimGivesTheBaselineAndASecondDesignReplacesIt) {
  const Json claimed = reviewed({example("dynamic-4of8"), "--network", "skewed64"});
  EXPECT_EQ(claimed["title"], "dynamic 4:8 against ampere-2to4");
  EXPECT_EQ(words(section(claimed, "The Novelty Gap")).find("not a paper"), std::string::npos) << "it adds mechanisms";
  const Json replaced = reviewed({example("dynamic-4of8"), "dense", "--network", "skewed64"});
  EXPECT_EQ(replaced["title"], "dynamic 4:8 against dense");
  // A claim over one design is no claim over another, and the review says which it holds the idea to.
  const std::string two = "These are two comparisons: you state nothing over dense, and I hold it to the number that you state over ampere-2to4.";
  EXPECT_NE(words(section(replaced, "The Mirror")).find(two), std::string::npos) << words(section(replaced, "The Mirror"));
  EXPECT_EQ(words(section(claimed, "The Mirror")).find("two comparisons"), std::string::npos);
  EXPECT_NE(words(section(replaced, "The Mechanism Stress Test")).find("over ampere-2to4: "), std::string::npos)
      << words(section(replaced, "The Mechanism Stress Test"));
}

// Two ends that are equal are not told as a range.
TEST_F(Review, UnknownsThatMoveNothing) {
  const auto summary = [&](const std::string& unknown) {
    std::string text;
    for_each_sentence(reviewed({example("dynamic-4of8"), "--network", "skewed64", "--set", unknown + "=unknown"})["summary"],
                      [&](const Json& sentence) { text += sentence["text"].get<std::string>() + "\n"; });
    return text;
  };
  const std::string same = summary("operands.activations.decide.state");
  EXPECT_NE(same.find("Its unknowns do not move that."), std::string::npos) << same;
  const std::string moved = summary("memory.dram.bandwidth");
  EXPECT_EQ(moved.find("Its unknowns do not move that."), std::string::npos) << moved;
  EXPECT_NE(moved.find("at their harshest"), std::string::npos) << moved;
}

TEST_F(Review, MarkdownOnStandardOutputStandsAlone) {
  const Result output = skeptic({"review", example("dynamic-4of8"), "--network", "skewed64", "--accuracy-on", "none", "--markdown", "-"});
  EXPECT_EQ(output.code, 0) << output.err;
  EXPECT_TRUE(output.out.starts_with("# dynamic 4:8 against ampere-2to4\n")) << output.out.substr(0, 200);
  EXPECT_TRUE(files().empty());
}

TEST_F(Review, RecordedTensors) {
  const std::string weights = SKEPTIC_SHARED "/data/weights/resnet20_cifar10_pruned_2to4.safetensors",
                    activations = SKEPTIC_SHARED "/data/reference/resnet20_image0_activations.safetensors";
  if (!std::filesystem::exists(weights) || !std::filesystem::exists(activations)) GTEST_SKIP() << weights << " or " << activations << " is not there";
  const Json review = reviewed({example("dynamic-4of8"), "--network", "resnet20", "--weights", weights, "--activations", activations});
  std::size_t recorded = 0;
  std::set<std::string> repeated_commands;
  for (const Json& record : review["evidence"]) {
    const std::string command = record["command"];
    if (command.find("--activations") == std::string::npos) continue;
    ++recorded;
    if (repeated_commands.size() == 6 || record["unit"] == "cycles" || !repeated_commands.insert(command.substr(0, command.find("   # "))).second)
      continue;
    const std::optional<double> value = repeated(record);
    ASSERT_TRUE(value) << record;
    EXPECT_NEAR(*value, record["value"].get<double>(), 1e-9 * std::abs(record["value"].get<double>()) + 1e-15) << record;
  }
  EXPECT_GE(recorded, 30u);
  EXPECT_EQ(repeated_commands.size(), 6u);
}

}  // namespace
}  // namespace skeptic::app_test
