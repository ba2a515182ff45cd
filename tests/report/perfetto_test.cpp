// A run's times as a trace: valid by the format's rules, and their sums are the cycles and the stack that are reported.
#include "report/perfetto.h"

#include <gtest/gtest.h>

#include "base/diagnostic.h"
#include "report/trace_events.h"
#include "simulate/simulate.h"
#include "support/random_case.h"

namespace skeptic {
namespace {

std::vector<Json> events(const Json& trace, const std::string& phase, const std::string& category = {}) {
  std::vector<Json> found;
  for (const Json& event : trace["traceEvents"])
    if (event["ph"] == phase && (category.empty() || event["cat"] == category)) found.push_back(event);
  return found;
}

/// Two tiles on an array of 4 lanes; load 0-3, 3-6; compute 3-5, 6-8; store 6-7 and 8-9. Of 9 cycles the array computes 4.
NetworkTimeline two_tiles() {
  LayerTimeline layer;
  const PipelineTimes times = run_pipeline({{3, 0, 0, 2, 1}, {3, 0, 0, 2, 1}}, 2, &layer.tiles);
  layer.waits = waits_between(layer.tiles, 1, times.end);
  layer.counts.name = "conv \"1\"";
  layer.counts.cycles = times.end, layer.counts.compute_cycles = 4, layer.counts.lanes = 4, layer.counts.tiles = 2;
  layer.counts.stack[Slot::Useful] = 12, layer.counts.stack[Slot::Imbalance] = 4;
  layer.counts.stack[Slot::Load] = 4 * times.wait_load, layer.counts.stack[Slot::Store] = 4 * times.wait_store;
  return {"net", {layer, layer}};
}

ResolvedDesign four_lanes(std::int64_t hertz) {
  ResolvedDesign design = random_case(2).design;
  design.name = "d<e>";
  design.clock = Rational(hertz);
  design.arrays = 1;
  return design;
}

std::string traced(const NetworkTimeline& timeline, const ResolvedDesign& design, std::int64_t runs, std::int64_t most_slices = kMostTileSlices) {
  return trace_events({{timeline, design, runs}}, most_slices);
}

TEST(Perfetto, TwoTilesOnPaper) {
  const Json trace = Json::parse(traced(two_tiles(), four_lanes(1'000'000'000), 1));
  EXPECT_EQ(broken_rule(trace), "");
  const std::vector<Json> layers = events(trace, "X", "layer"), computes = events(trace, "X", "compute"), waits = events(trace, "X", "wait");
  ASSERT_EQ(layers.size(), 2u);
  EXPECT_EQ(layers[0]["name"], "conv \"1\"");
  EXPECT_EQ(layers[1]["args"]["from"], layers[0]["args"]["cycles"]) << "one layer after the other";
  EXPECT_EQ(layers[0]["args"]["lane_slots"]["useful"], 12);
  ASSERT_EQ(computes.size(), 4u);
  EXPECT_EQ(computes[0]["name"], "tile 0");
  // 3 ns, and the 0.4 that all times are late by.
  EXPECT_EQ(computes[0]["ts"], 0.0034);
  EXPECT_EQ(computes[0]["dur"], 0.002);
  EXPECT_EQ(computes[0]["args"]["from"], 3);
  EXPECT_EQ(computes[0]["args"]["cycles"], 2);
  ASSERT_GE(waits.size(), 2u);
  EXPECT_EQ(waits[0]["name"], "load");
  EXPECT_EQ(waits[0]["args"]["cycles"], 3);
  EXPECT_TRUE(events(trace, "X", "select").empty()) << "a stage of no cycles has no slice";
  const std::vector<Json> counters = events(trace, "C");
  // At first all 4 lanes wait for a load; then 12 of 16 slots are useful and 4 imbalance: 3 lanes and 1.
  EXPECT_EQ(counters[0]["args"], Json::parse(R"({"useful":0,"imbalance":0,"load":4,"store":0})"));
  EXPECT_EQ(counters[1]["args"], Json::parse(R"({"useful":3,"imbalance":1,"load":0,"store":0})"));
  EXPECT_EQ(counters[1]["ts"], 0.0034);
  EXPECT_EQ(counters.back()["args"], Json::parse(R"({"useful":0,"imbalance":0,"load":0,"store":0})"));
}

TEST(Perfetto, SlicesMeetAtEveryClock) {
  for (const std::int64_t hertz : {1'000'000'000, 1'410'000'000, 999'999'937, 3, 2'000'000'000, 700'000'000})
    EXPECT_EQ(broken_rule(Json::parse(traced(two_tiles(), four_lanes(hertz), 1))), "") << hertz;
}

TEST(Perfetto, NamesAreTextAndBytesAreTheSame) {
  NetworkTimeline hostile = two_tiles();
  hostile.network = "\"}]\\ \n \xFF \xE2\x89\xA4";
  const std::string text = traced(hostile, four_lanes(1'000'000'000), 3);
  EXPECT_EQ(broken_rule(Json::parse(text)), "");
  EXPECT_EQ(traced(hostile, four_lanes(1'000'000'000), 3), text);
  EXPECT_NE(text.find("the first of 3 runs"), std::string::npos);
}

// One below the other, both from time zero, and each with counters of its own.
TEST(Perfetto, DesignsHaveProcessesOfTheirOwn) {
  const NetworkTimeline timeline = two_tiles();
  const ResolvedDesign one = four_lanes(1'000'000'000), other = four_lanes(500'000'000);
  const Json trace = Json::parse(trace_events({{timeline, one}, {timeline, other}}));
  EXPECT_EQ(broken_rule(trace), "");
  ASSERT_EQ(trace["otherData"]["designs"].size(), 2u);
  const std::vector<Json> computes = events(trace, "X", "compute"), counters = events(trace, "C");
  ASSERT_EQ(computes.size(), 8u);
  EXPECT_EQ(computes[0]["pid"], 1);
  EXPECT_EQ(computes[4]["pid"], 2);
  EXPECT_EQ(computes[4]["args"], computes[0]["args"]);
  EXPECT_EQ(computes[4]["dur"], 0.004) << "the second clock is half as fast";
  EXPECT_EQ(counters.front()["pid"], 1);
  EXPECT_EQ(counters.back()["pid"], 2);
}

TEST(Perfetto, OfNothingIsAnEmptyTrace) { EXPECT_EQ(broken_rule(Json::parse(traced({"net", {}}, four_lanes(1'000'000'000), 1))), ""); }

/// Sums of a trace against what is reported.
void expect_sums(const LayerTimeline& layer, const ResolvedDesign& design, std::int64_t most_slices) {
  const Json trace = Json::parse(traced({"net", {layer}}, design, 1, most_slices));
  ASSERT_EQ(broken_rule(trace), "");
  const LayerCounts& counts = layer.counts;
  std::map<std::string, std::int64_t> works;
  std::int64_t end = 0, slices = 0;
  for (const auto& stage : {"load", "select", "decode", "compute", "store"})
    for (const Json& slice : events(trace, "X", stage)) {
      const Json& args = slice["args"];
      works[stage] += args.value("works", args["cycles"].get<std::int64_t>());
      end = std::max(end, args["from"].get<std::int64_t>() + args["cycles"].get<std::int64_t>());
      slices += stage == std::string("compute") ? 1 : 0;
    }
  EXPECT_LE(slices, most_slices + layer.arrays);
  EXPECT_EQ(works["compute"], counts.compute_cycles);
  if (counts.cycles > 0) EXPECT_EQ(end, counts.cycles);
  std::int64_t loads = 0, stores = 0;
  for (const TileTimes& tile : layer.tiles) loads += tile.load.length(), stores += tile.store.length();
  EXPECT_EQ(works["load"], loads);
  EXPECT_EQ(works["store"], stores);
  // The counters, each until the next, give the stack; their values have six digits.
  const std::vector<Json> counters = events(trace, "C");
  for (const SlotRow& row : kStack) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < counters.size(); ++i)
      sum += counters[i]["args"].value(std::string(row.key), 0.0) * (counters[i + 1]["ts"].get<double>() - counters[i]["ts"].get<double>()) * 1000;
    EXPECT_NEAR(sum, static_cast<double>(counts.stack[row.slot]), 1e-5 * static_cast<double>(counts.stack.total())) << row.key;
  }
}

TEST(Perfetto, SumsAreTheReportedOnes) {
  std::int64_t ran = 0, several = 0;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    RandomCase random = random_case(seed);
    random.design.clock = Rational(1'000'000'000);  // a cycle a nanosecond; the channel keeps its bits of a cycle
    try {
      const LayerTimeline layer = layer_timeline(random.design, random.layer, random.operands, random.output_bits);
      SCOPED_TRACE(seed);
      for (const std::int64_t most : {std::int64_t{1}, std::int64_t{3}, kMostTileSlices}) expect_sums(layer, random.design, most);
      ++ran, several += layer.arrays > 1 ? 1 : 0;
    } catch (const UserError&) {
      continue;
    }
  }
  EXPECT_GT(ran, 100);
  EXPECT_GT(several, 5);
}

TEST(Perfetto, LongLayersAreMergedAndShortOnesAreNot) {
  NetworkTimeline timeline = two_tiles();
  LayerTimeline longer;
  const std::vector<TileStages> tiles(1000, TileStages{2, 0, 0, 3, 1});
  const PipelineTimes times = run_pipeline(tiles, 2, &longer.tiles);
  longer.waits = waits_between(longer.tiles, 1, times.end);
  longer.counts = timeline.layers[0].counts;
  longer.counts.name = "long", longer.counts.cycles = times.end, longer.counts.compute_cycles = 3000, longer.counts.tiles = 1000;
  timeline.layers.push_back(longer);
  const Json trace = Json::parse(traced(timeline, four_lanes(1'000'000'000), 1, 110));
  EXPECT_EQ(broken_rule(trace), "");
  const std::vector<Json> layers = events(trace, "X", "layer"), computes = events(trace, "X", "compute");
  EXPECT_EQ(layers[0]["args"]["tiles_of_a_slice"], 1);
  EXPECT_EQ(layers[2]["args"]["tiles_of_a_slice"], 10);
  ASSERT_EQ(computes.size(), 4u + 100u);
  EXPECT_EQ(computes[4]["name"], "tiles 0 to 9");
  EXPECT_EQ(computes[4]["args"]["works"], 30);
}

}  // namespace
}  // namespace skeptic
