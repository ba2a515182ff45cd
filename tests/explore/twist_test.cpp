#include "explore/twist.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/diagnostic.h"
#include "design/hash.h"
#include "stress/proposals.h"

namespace skeptic {
namespace {

/// Every mechanism that a row of the table may change, somewhere among these.
std::vector<Subject> designs() {
  return {
      static_2to4(),
      Subject::load("dense"),
      example("dynamic-4of8"),
      example("two-sided"),
      example("only-4of8"),
      example("two-sided")
          .with({{"operands.activations.read", "window"}, {"fabric.array.n", "4"}, {"fabric.array.k", "4"}, {"fabric.slices", "blocked"}}),
      static_2to4().with("fabric.decode", "{rate: 4 granules/cycle}"),
      example("dynamic-4of8").with("operands.activations.decide.by", "producer"),
  };
}

TEST(TwistTable, EveryRowAppliesSomewhereAndAnswersSomething) {
  std::set<std::string_view> names;
  for (const TwistRow& row : twist_table()) {
    SCOPED_TRACE(row.name);
    EXPECT_TRUE(names.insert(row.name).second) << "two rows of one name";
    EXPECT_FALSE(row.idea.empty());
    EXPECT_FALSE(row.mechanism.empty());
    EXPECT_FALSE(row.losses.empty() && row.axes.empty());
    EXPECT_EQ(std::count(row.axes.begin(), row.axes.end(), BrokenAxis::None), 0) << "would answer a proposal that nothing breaks";
    for (const Slot slot : row.losses) EXPECT_TRUE(slot != Slot::Useful && slot != Slot::Vector);
    int applied = 0;
    for (const Subject& subject : designs()) {
      const std::optional<Sets> sets = row.change(resolve(subject.design()));
      if (!sets) continue;
      ASSERT_FALSE(sets->empty());
      try {
        const Subject changed = subject.with(*sets);
        resolve(changed.design());
        EXPECT_NE(content_hash(changed.design()), content_hash(subject.design())) << "changes nothing in " << subject.words();
        ++applied;
      } catch (const UserError& error) {
        ADD_FAILURE() << subject.words() << ": " << error.what();
      }
    }
    EXPECT_GT(applied, 0) << "no design takes it";
  }
}

TEST(TwistTable, EveryLossOfTheArrayAndEveryAxisHasAnAnswer) {
  for (const SlotRow& slot : kStack) {
    if (slot.slot == Slot::Useful || slot.slot == Slot::Vector) continue;
    const auto answers = [&](const TwistRow& row) { return std::count(row.losses.begin(), row.losses.end(), slot.slot) > 0; };
    EXPECT_TRUE(std::any_of(twist_table().begin(), twist_table().end(), answers)) << slot.key;
  }
  for (const BrokenAxis axis :
       {BrokenAxis::DecisionLatency, BrokenAxis::InputVariance, BrokenAxis::ChannelSkew, BrokenAxis::Metadata, BrokenAxis::Area}) {
    const auto answers = [&](const TwistRow& row) { return std::count(row.axes.begin(), row.axes.end(), axis) > 0; };
    EXPECT_TRUE(std::any_of(twist_table().begin(), twist_table().end(), answers)) << name(axis);
  }
}

TEST(LargestLoss, LeavesOutUsefulWorkAndTheVectorUnit) {
  Stack stack;
  stack[Slot::Useful] = 1000;
  stack[Slot::Vector] = 900;
  stack[Slot::Feed] = 20;
  stack[Slot::Load] = 30;
  EXPECT_EQ(largest_loss(stack), Slot::Load);
  stack[Slot::Switch] = 31;
  EXPECT_EQ(largest_loss(stack), Slot::Switch);
}

/// A proposal that breaks in one way.
struct Case {
  const char* description;
  Subject proposal;
  Slot loss;
};

std::vector<Case> cases() {
  return {
      {"two banks for sixteen gathered positions", example("two-sided"), Slot::BankConflict},
      {"a choice whose switches drain the array", example("dynamic-4of8").with("operands.activations.decide.switch", "60 cycles"), Slot::Switch},
      {"ports of a quarter of the line rate",
       static_2to4().with({{"memory.weights.width", "256 bits/cycle"}, {"memory.activations.width", "256 bits/cycle"}}), Slot::Feed},
      {"unpruned tensors over a channel of 2 GB/s", example("dynamic-4of8").with("memory.dram.bandwidth", "2 GB/s"), Slot::Load},
      {"a decoder that cannot keep up", static_2to4().with("fabric.decode", "{rate: 0.05 granules/cycle}"), Slot::Decode},
  };
}

TEST(TwistSearch, ProposalsThatBreakDifferentlyGetDifferentTwists) {
  Laboratory laboratory;
  std::map<std::string_view, std::string> best;
  for (const Case& broken : cases()) {
    SCOPED_TRACE(broken.description);
    const TwistSearch search = search_twist(laboratory, {broken.proposal, static_2to4()}, static_2to4(),
                                            resnet20({"layer1.0.conv1", "layer2.1.conv1", "layer3.1.conv1"}), BrokenAxis::None);
    EXPECT_EQ(search.largest_loss, broken.loss) << kStack[static_cast<std::size_t>(search.largest_loss)].key;
    ASSERT_NE(search.best(), nullptr);
    const TwistTrial& first = *search.best();
    EXPECT_TRUE(first.keyed);
    EXPECT_EQ(std::count(first.row->losses.begin(), first.row->losses.end(), search.largest_loss), 1)
        << first.row->name << " does not answer the loss";
    EXPECT_GT(first.gain, search.gain) << first.row->name << " does not help";
    const auto [at, fresh] = best.emplace(first.row->name, broken.description);
    EXPECT_TRUE(fresh) << first.row->name << " is the Twist of \"" << at->second << "\" as well";
  }
  EXPECT_EQ(best.size(), cases().size());
}

TEST(TwistSearch, TrialsAreSimulatedMeasuredAndSorted) {
  Laboratory laboratory;
  const Contest contest{example("dynamic-4of8"), static_2to4()};
  const TwistSearch search = search_twist(laboratory, contest, static_2to4(), one_layer(), BrokenAxis::Area);
  EXPECT_EQ(search.broken, BrokenAxis::Area);
  ASSERT_GE(search.trials.size(), 2U);
  const Stack stack = laboratory.run(contest.proposal, one_layer()).stack();
  EXPECT_DOUBLE_EQ(search.loss_share, static_cast<double>(stack[search.largest_loss]) / static_cast<double>(stack.total()));
  for (std::size_t i = 0; i < search.trials.size(); ++i) {
    const TwistTrial& trial = search.trials[i];
    SCOPED_TRACE(trial.row->name);
    const auto has = [](const auto& list, auto what) { return std::count(list.begin(), list.end(), what) > 0; };
    EXPECT_EQ(trial.keyed, has(trial.row->losses, search.largest_loss) || has(trial.row->axes, search.broken));
    const TwistTrial& before = search.trials[i == 0 ? 0 : i - 1];
    EXPECT_GE(before.comparable, trial.comparable);
    EXPECT_TRUE(before.comparable != trial.comparable || before.gain >= trial.gain);
    Laboratory fresh;
    EXPECT_EQ(fresh.run(repeated(trial.proposal.words()), one_layer()).cycles(), trial.cycles);
    EXPECT_DOUBLE_EQ(compare(laboratory, {trial.proposal, contest.baseline}, one_layer()).speedup(), trial.speedup);
  }
  // What is static needs no state: it gives area back.
  const auto fixed =
      std::find_if(search.trials.begin(), search.trials.end(), [](const TwistTrial& trial) { return trial.row->name == "static pattern"; });
  ASSERT_NE(fixed, search.trials.end());
  EXPECT_LT(fixed->added_area, 0);
}

TEST(TwistSearch, TheBestHelpsByAPercentAndDropsNoMore) {
  TwistSearch search;
  EXPECT_EQ(search.best(), nullptr);
  search.gain = 1.0;
  search.trials.push_back({&twist_table().front(), static_2to4(), 100, 1.0, 1.01, 0, 0});
  EXPECT_EQ(search.best(), nullptr) << "a percent is noise of the area model";
  search.trials.front().gain = 1.02;
  EXPECT_EQ(search.best(), &search.trials.front());
  search.trials.front().comparable = false;
  EXPECT_EQ(search.best(), nullptr);
}

TEST(TwistSearch, WhereNoAnswerHelpsAllOthersAreTried) {
  // Ineffectual work of a dense array that skips nothing, at a trickle of DRAM: whatever is tried, the channel decides.
  Laboratory laboratory;
  const Contest contest{static_2to4().with("memory.dram.bandwidth", "100 MB/s"), static_2to4()};
  const TwistSearch search =
      search_twist(laboratory, contest, static_2to4().with("memory.dram.bandwidth", "100 MB/s"), one_layer(), BrokenAxis::None);
  const auto keyed = [](const TwistTrial& trial) { return trial.keyed; };
  const bool answered = std::any_of(search.trials.begin(), search.trials.end(),
                                    [&](const TwistTrial& trial) { return trial.keyed && trial.comparable && trial.gain > 1.01 * search.gain; });
  EXPECT_EQ(std::all_of(search.trials.begin(), search.trials.end(), keyed), answered);
}

TEST(TwistSearch, AChangeThatDoesNotFitIsNoTrial) {
  // Buffers that hold little: a longer window or a third buffer may find no tile, and then the row steps aside.
  Laboratory laboratory;
  const Subject narrow =
      static_2to4().with("memory.accumulators.size", "1 KiB").with("memory.weights.size", "2 KiB").with("memory.activations.size", "2 KiB");
  for (const BrokenAxis axis : {BrokenAxis::None, BrokenAxis::Area, BrokenAxis::ChannelSkew, BrokenAxis::Metadata})
    EXPECT_NO_THROW(search_twist(laboratory, {narrow, static_2to4()}, static_2to4(), one_layer(), axis));
}

}  // namespace
}  // namespace skeptic
