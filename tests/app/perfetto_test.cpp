// --perfetto: the trace of a run, and what it does not go with.
#include <map>

#include "program.h"
#include "report/trace_events.h"

namespace skeptic::app_test {
namespace {

class PerfettoOption : public ProgramTest {};

TEST_F(PerfettoOption, IsATraceOfTheReportedCycles) {
  const Result result = skeptic({"simulate", "ampere-2to4", "--network", "resnet20", "--json", "a.json", "--perfetto", "a.trace"});
  ASSERT_EQ(result.code, 0) << result.err;
  const skeptic::Json trace = skeptic::Json::parse(contents(folder() / "a.trace"));
  EXPECT_EQ(broken_rule(trace), "");
  const Json counts = Json::parse(contents(folder() / "a.json"));
  std::size_t layer = 0;
  std::int64_t cycles = 0;
  for (const skeptic::Json& event : trace["traceEvents"]) {
    if (event["ph"] != "X" || event["cat"] != "layer") continue;
    const Json& reported = counts["layers"][layer++];
    EXPECT_EQ(event["name"], reported["name"]);
    EXPECT_EQ(event["args"]["from"], cycles);
    EXPECT_EQ(event["args"]["cycles"], reported["cycles"]);
    for (const auto& [key, slots] : reported["stack"].items()) EXPECT_EQ(event["args"]["lane_slots"].value(key, std::int64_t{0}), slots) << key;
    cycles += event["args"]["cycles"].get<std::int64_t>();
  }
  EXPECT_EQ(layer, counts["layers"].size());
  EXPECT_EQ(cycles, counts["cycles"]);
  // The same on one thread, and the counts are those of a run without it.
  ASSERT_EQ(skeptic_on_one_core({"simulate", "ampere-2to4", "--network", "resnet20", "--perfetto", "b.trace"}).code, 0);
  EXPECT_EQ(contents(folder() / "b.trace"), contents(folder() / "a.trace"));
  ASSERT_EQ(skeptic({"simulate", "ampere-2to4", "--network", "resnet20", "--json", "b.json"}).code, 0);
  EXPECT_EQ(contents(folder() / "b.json"), contents(folder() / "a.json"));
}

/// What each process of a trace takes in layers, by number.
std::map<int, std::int64_t> cycles_of(const std::string& text) {
  const skeptic::Json trace = skeptic::Json::parse(text);
  std::map<int, std::int64_t> cycles;
  for (const skeptic::Json& event : trace["traceEvents"])
    if (event["ph"] == "X" && event["cat"] == "layer") cycles[event["pid"].get<int>()] += event["args"]["cycles"].get<std::int64_t>();
  return cycles;
}

TEST_F(PerfettoOption, OfTwoDesignsHasBoth) {
  const Result result =
      skeptic({"compare", "dense", "ampere-2to4", "--network", "resnet20", "--layers", "conv1", "--json", "c.json", "--perfetto", "c.trace"});
  ASSERT_EQ(result.code, 0) << result.err;
  const std::string trace = contents(folder() / "c.trace");
  EXPECT_EQ(broken_rule(skeptic::Json::parse(trace)), "");
  const Json counts = Json::parse(contents(folder() / "c.json"));
  EXPECT_EQ(cycles_of(trace), (std::map<int, std::int64_t>{{1, counts["proposal"]["cycles"].get<std::int64_t>()},
                                                           {2, counts["baseline"]["cycles"].get<std::int64_t>()}}));
  const Result many = skeptic({"compare", "dense", "ampere-2to4", "s2ta", "--network", "resnet20", "--perfetto", "c.trace"});
  EXPECT_EQ(many.code, 2);
  EXPECT_EQ(many.err,
            "error: --perfetto is for two designs [command-line]\n  expected: two designs, without --library\n  skeptic simulate DESIGN --perfetto "
            "FILE writes it of one\n");
}

TEST_F(PerfettoOption, OfAReviewIsWhatWasReviewed) {
  const Result result = skeptic({"review", SKEPTIC_SOURCE "/examples/dynamic-4of8.yaml", "--network", "resnet20", "--layers", "conv1",
                                 "--accuracy-on", "none", "--json", "r.json", "--perfetto", "r.trace"});
  ASSERT_EQ(result.code, 0) << result.err;
  const std::string trace = contents(folder() / "r.trace");
  EXPECT_EQ(broken_rule(skeptic::Json::parse(trace)), "");
  EXPECT_EQ(cycles_of(trace).size(), 2u);
  EXPECT_NE(trace.find("dynamic 4:8 on resnet20"), std::string::npos);
  EXPECT_NE(trace.find("ampere-2to4 on resnet20"), std::string::npos);
}

TEST_F(PerfettoOption, GoesToStandardOutputAlone) {
  const Result result = skeptic({"simulate", "ampere-2to4", "--network", "resnet20", "--layers", "conv1", "--perfetto", "-"});
  ASSERT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(broken_rule(skeptic::Json::parse(result.out)), "");
}

TEST_F(PerfettoOption, WhatItDoesNotGoWith) {
  const Arguments small{"simulate", "ampere-2to4", "--network", "resnet20"};
  const auto with = [&](const Arguments& more) {
    Arguments all = small;
    all.insert(all.end(), more.begin(), more.end());
    return all;
  };
  refused(with({"--json", "-", "--perfetto", "-"}),
          "error: --json - and --perfetto - would both write to standard output [command-line]\n  expected: a file for one of the two\n");
  refused(with({"--json", "a", "--perfetto", "./a"}),
          "error: --json and --perfetto would both write ./a [command-line]\n  expected: a file for each\n");
  refused(
      with({"--shapes", "2", "--perfetto", "a"}),
      "error: --perfetto does not go with --shapes, which counts a layer for others that do not run [command-line]\n  expected: one of the two\n");
}

TEST_F(PerfettoOption, AnInputIsKeptAndNothingIsHalfWritten) {
  write("own.yaml", contents(example("dynamic-4of8")));
  const std::string before = contents(folder() / "own.yaml");
  const Result own = skeptic({"simulate", "own.yaml", "--network", "resnet20", "--perfetto", "own.yaml"});
  EXPECT_EQ(own.code, 2);
  EXPECT_NE(own.err.find("own.yaml"), std::string::npos);
  EXPECT_NE(own.err.find("[file-unwritable]"), std::string::npos) << own.err;
  EXPECT_EQ(contents(folder() / "own.yaml"), before);
  const Result nowhere = skeptic({"simulate", "ampere-2to4", "--network", "resnet20", "--json", "a.json", "--perfetto", "no/such/folder/t"});
  EXPECT_EQ(nowhere.code, 2);
  EXPECT_NE(nowhere.err.find("[file-unwritable]"), std::string::npos) << nowhere.err;
  EXPECT_EQ(files(), (std::set<std::string>{"own.yaml"}));
}

}  // namespace
}  // namespace skeptic::app_test
