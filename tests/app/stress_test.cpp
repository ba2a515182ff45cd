// skeptic stress as people call it.
#include "program.h"

namespace skeptic::app_test {
namespace {

class StressProgram : public ProgramTest {
 protected:
  static Arguments on_one_layer(const Arguments& more) {
    Arguments arguments{"stress", example("dynamic-4of8"), "ampere-2to4", "--network", "linear:in=64,out=16,tokens=16", "--layers", "layer"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }
  Result done(const Arguments& arguments) const {
    const Result result = skeptic(arguments);
    EXPECT_EQ(result.code, 0) << result.err;
    EXPECT_EQ(result.err, "");
    return result;
  }
};

TEST_F(StressProgram, PrintsTheAxisThatIsAskedFor) {
  const Result result = done(on_one_layer({"--axis", "decision-latency", "--claim", "0.5"}));
  EXPECT_TRUE(result.out.starts_with("dynamic 4:8 against ampere-2to4 on linear:in=64,out=16,tokens=16, claim 0.50x\n\nLatency of the decision"))
      << result.out;
  EXPECT_NE(result.out.find("decided at use"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find("why: select takes"), std::string::npos) << result.out;
  EXPECT_EQ(result.out.find("DRAM bandwidth"), std::string::npos) << result.out;
}

TEST_F(StressProgram, EveryPointCarriesACommandThatRepeatsIt) {
  const Json json = done(on_one_layer({"--axis", "dram-bandwidth", "--axis", "banks", "--json", "-"})).json();
  ASSERT_EQ(json["axes"].size(), 2u);
  ASSERT_EQ(json["axes"][0]["axis"], "dram-bandwidth");
  EXPECT_EQ(json["axes"][1]["spared"], "operands are read by whole windows, and a window never conflicts with itself");
  const Json& points = json["axes"][0]["curves"][0]["points"];
  for (const Json& point : {points.front(), points.back()}) {
    const Result again = shell(point["command"].get<std::string>() + " --json -");
    ASSERT_EQ(again.code, 0) << point["command"] << again.err;
    EXPECT_EQ(again.json()["speedup"], point["result"]) << point["command"];
    // Both curves; the two designs have one clock.
    EXPECT_DOUBLE_EQ(point["baseline_cycles"].get<double>() / point["proposal_cycles"].get<double>(), point["result"].get<double>());
  }
}

TEST_F(StressProgram, TheSameBytesOnAnyNumberOfCores) {
  const Arguments arguments = on_one_layer({"--axis", "activation-density", "--axis", "channel-halves", "--axis", "ragged-sizes", "--json", "-"});
  EXPECT_EQ(done(arguments).out, skeptic_on_one_core(arguments).out);
}

TEST_F(StressProgram, AnInterruptionPrintsWhatIsFinished) {
  const Result result =
      shell("timeout --preserve-status -s INT 2 skeptic stress " + example("dynamic-4of8") + " --network resnet56 --json found.json");
  EXPECT_EQ(result.code, 130) << result.err;
  EXPECT_NE(result.err.find("interrupted: "), std::string::npos) << result.err;
  EXPECT_NE(result.err.find(" axes are finished\n"), std::string::npos) << result.err;
  EXPECT_TRUE(Json::parse(contents(folder() / "found.json")).contains("axes"));
}

TEST_F(StressProgram, TakesHiddenAssumptionsAway) {
  const Json json = done(on_one_layer({"--audit", "--json", "-"})).json();
  EXPECT_TRUE(json["axes"].empty());
  const Json& assumptions = json["audit"]["assumptions"];
  ASSERT_EQ(assumptions.size(), 4u);
  for (const Json& assumption : assumptions) {
    const Result again = shell(assumption["command_together"].get<std::string>() + " --json -");
    ASSERT_EQ(again.code, 0) << assumption["command_together"] << again.err;
    EXPECT_EQ(again.json()["speedup"], assumption["speedup_together"]) << assumption["command_together"];
  }
  EXPECT_EQ(shell(assumptions.back()["command_together"].get<std::string>() + " --json -").json()["equal_area"]["arrays with buffers"],
            json["audit"]["gain_at_equal_area"]);
}

TEST_F(StressProgram, SaysWhichUnknownsItTookAtTheirKindest) {
  const Result result = done({"stress", example("vague"), "--network", "linear:in=64,out=16,tokens=16", "--axis", "batch"});
  EXPECT_NE(result.out.find("unknown, and taken at their kindest: operands.activations.decide.latency = "), std::string::npos) << result.out;
}

TEST_F(StressProgram, WhatIsWrongIsSaidBeforeAnythingIsPrinted) {
  const Result claim = skeptic(on_one_layer({"--claim", "nan"}));
  EXPECT_EQ(claim.code, 2);
  EXPECT_EQ(claim.err, "error: --claim nan is no speed-up [command-line]\n  expected: a number such as 1.3\n");
  EXPECT_EQ(claim.out, "");
  const Result trace = skeptic({"stress", example("dynamic-4of8"), "--trace", "no.trace", "--axis", "batch"});
  EXPECT_EQ(trace.code, 2);
  EXPECT_EQ(trace.err, "no.trace: error: no such file [file-missing]\n");
  EXPECT_EQ(trace.out, "");
}

TEST_F(StressProgram, WrongInputs) {
  const Result axis = skeptic(on_one_layer({"--axis", "bandwith"}));
  EXPECT_EQ(axis.code, 2);
  EXPECT_TRUE(axis.err.starts_with("error: there is no axis \"bandwith\" [command-line]\n")) << axis.err;
  EXPECT_EQ(skeptic(on_one_layer({"--claim", "0"})).code, 2);
  const Result none = skeptic({"stress", "dense", "--network", "resnet20"});
  EXPECT_EQ(none.code, 2);
  EXPECT_TRUE(none.err.starts_with("dense: error: there is no baseline to review the proposal against [command-line]\n")) << none.err;
  const Result layer = skeptic({"simulate", "dense", "--network", "conv:in=64,ot=64,image=14,groups=3"});
  EXPECT_EQ(layer.code, 2);
  EXPECT_EQ(layer.err,
            "error: a conv layer has no key \"ot\" [network-family]\n"
            "  conv:in=64,ot=64,image=14,groups=3\n"
            "             ^\n"
            "  expected: in, out, image, kernel, stride, pad, groups, activation\n"
            "  did you mean \"out\"?\n"
            "error: the name of a conv layer lacks out [network-family]\n"
            "  conv:in=64,ot=64,image=14,groups=3\n"
            "  ^\n"
            "  expected: as conv:in=64,out=64,image=14,kernel=3,pad=1\n");
}

}  // namespace
}  // namespace skeptic::app_test
