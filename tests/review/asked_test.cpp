// What a review runs: an idea does not choose the platform that its baseline stands on.
#include "review/asked.h"

#include <gtest/gtest.h>

#include "stress/proposals.h"

namespace skeptic {
namespace {

double bandwidth(const Subject& subject) { return resolve(subject.design()).dram_bandwidth.value(); }

ReviewRequest request(const Subject& proposal) {
  ReviewRequest made{proposal, static_2to4(), one_layer(), true, true};
  made.accuracy_on.clear();
  return made;
}

TEST(Platform, WhatTheFileLeavesUnknownIsTheBaselinesToo) {
  Laboratory laboratory;
  const Subject proposal = example("dynamic-4of8").with("memory.dram.bandwidth", "unknown");
  EXPECT_EQ(what_is_asked(request(proposal)).platform, std::vector<std::string>{"memory.dram.bandwidth"});
  const AxisCase found = axis_case(laboratory, request(proposal));
  EXPECT_NE(bandwidth(found.contest.baseline), bandwidth(static_2to4()));
  EXPECT_EQ(bandwidth(found.contest.baseline), bandwidth(found.contest.proposal));
  // Neither end is kinder because the baseline is starved: a machine as good as its baseline is so on every platform.
  const Subject same = static_2to4().with("memory.dram.bandwidth", "unknown");
  for (const UnknownFinding& unknown : unknowns_of(laboratory, same, what_is_asked(request(same))).unknowns) {
    EXPECT_EQ(unknown.at_kind, 1.0);
    EXPECT_EQ(unknown.at_harsh, 1.0);
  }
}

TEST(Platform, WhatTheFileStatesIsItsOwn) {
  Laboratory laboratory;
  const Subject proposal = example("dynamic-4of8").with("memory.dram.bandwidth", "50 GB/s");
  EXPECT_TRUE(what_is_asked(request(proposal)).platform.empty());
  const AxisCase found = axis_case(laboratory, request(proposal));
  EXPECT_EQ(bandwidth(found.contest.baseline), bandwidth(static_2to4()));
  EXPECT_EQ(bandwidth(found.contest.proposal), bandwidth(proposal));
}

}  // namespace
}  // namespace skeptic
