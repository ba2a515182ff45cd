#include "report/simulation.h"

#include <gtest/gtest.h>

#include "report/comparison.h"
#include "stress/proposals.h"

namespace skeptic {
namespace {

/// What design.md promises to programs, of the whole and of every layer.
void expect_promised(const Json& json) {
  for (const char* key : {"cycles", "compute_cycles", "lanes", "dropped"}) {
    ASSERT_TRUE(json.contains(key)) << key;
    EXPECT_TRUE(json[key].is_number_integer()) << key;
  }
  ASSERT_EQ(json["stack"].size(), kStack.size());
  std::int64_t slots = 0;
  for (const SlotRow& row : kStack) {
    ASSERT_TRUE(json["stack"].contains(std::string(row.key))) << row.key;
    ASSERT_TRUE(json["stack"][std::string(row.key)].is_number_integer()) << row.key;
    slots += json["stack"][std::string(row.key)].get<std::int64_t>();
  }
  EXPECT_EQ(slots, json["cycles"].get<std::int64_t>() * json["lanes"].get<std::int64_t>());
}

TEST(SimulationJson, HasTheKeysThatProgramsRead) {
  Laboratory laboratory;
  for (const Subject& subject : {static_2to4(), example("dynamic-4of8"), example("two-sided")}) {
    const NetworkCounts& counts = laboratory.run(subject, resnet20());
    const Json json = Json::parse(simulation_json(counts, energy(resolve(subject.design()), counts)).dump());
    expect_promised(json);
    EXPECT_EQ(json["cycles"], counts.cycles());
    EXPECT_EQ(json["dropped"], counts.dropped());
    ASSERT_EQ(json["layers"].size(), counts.layers.size());
    std::int64_t cycles = 0, compute = 0, dropped = 0;
    for (const Json& layer : json["layers"]) {
      expect_promised(layer);
      EXPECT_TRUE(layer.contains("name"));
      cycles += layer["cycles"].get<std::int64_t>();
      compute += layer["compute_cycles"].get<std::int64_t>();
      dropped += layer["dropped"].get<std::int64_t>();
    }
    EXPECT_EQ(cycles, json["cycles"]);
    EXPECT_EQ(compute, json["compute_cycles"]);
    EXPECT_EQ(dropped, json["dropped"]);
    double joules = 0;
    for (const auto& [key, value] : json["energy"].items())
      if (key != "total") joules += value.get<double>();
    EXPECT_NEAR(joules, json["energy"]["total"].get<double>(), 1e-9 * joules);
  }
}

TEST(SimulationJson, IsTheSameBytesAgain) {
  Laboratory one, two;
  const auto text = [](Laboratory& laboratory) { return simulation_json(laboratory.run(example("dynamic-4of8"), one_layer()), std::nullopt).dump(); };
  EXPECT_EQ(text(one), text(two));
}

TEST(SimulationJson, WithoutATechnologyThereIsNoEnergy) {
  Laboratory laboratory;
  EXPECT_FALSE(simulation_json(laboratory.run(static_2to4(), one_layer()), std::nullopt).contains("energy"));
}

TEST(SimulationText, NamesCyclesAndLeftOutLayers) {
  Laboratory laboratory;
  const Subject subject = static_2to4().with("vector", "none");
  const NetworkCounts& counts = laboratory.run(subject, resnet20());
  const std::string text = simulation_text(resolve(subject.design()), counts, false);
  EXPECT_EQ(text.find('\033'), std::string::npos);
  EXPECT_FALSE(counts.left_out.empty());
  EXPECT_NE(text.find("Left out, because the design has no vector unit: " + std::to_string(counts.left_out.size()) + " element-wise layers"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("layer3.2.conv2"), std::string::npos);
}

TEST(ComparisonJson, HoldsSpeedupAndGains) {
  Laboratory laboratory;
  const Contest contest{example("dynamic-4of8"), static_2to4()};
  const Comparison comparison = compare(laboratory, contest, one_layer());
  const std::vector<AreaGain> gains = gains_at_equal_area(laboratory, contest, one_layer());
  const Json json = comparison_json(comparison, gains, {});
  EXPECT_EQ(json["speedup"].get<double>(), comparison.speedup());
  EXPECT_EQ(json["proposal"]["cycles"], comparison.proposal_cycles);
  EXPECT_EQ(json["baseline"]["cycles"], comparison.baseline_cycles);
  ASSERT_EQ(json["equal_area"].size(), gains.size());
  for (const AreaGain& gain : gains) EXPECT_EQ(json["equal_area"][std::string(row(gain.denominator).key)].get<double>(), gain.gain);
}

TEST(InventoryJson, PartsAddUpToTheWhole) {
  const Inventory parts = inventory(resolve(example("dynamic-4of8").design()));
  const Json json = inventory_json(parts);
  double area = 0;
  for (const Json& part : json["parts"]) {
    area += part["area_mm2"].get<double>();
    EXPECT_FALSE(part["source"].get<std::string>().empty()) << part["part"];
    EXPECT_FALSE(part["confidence"].get<std::string>().empty());
  }
  EXPECT_NEAR(area, json["arrays_with_buffers_mm2"].get<double>(), 1e-9 * area);
  EXPECT_LT(json["arrays_mm2"].get<double>(), json["arrays_with_buffers_mm2"].get<double>());
}

}  // namespace
}  // namespace skeptic
