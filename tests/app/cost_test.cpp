// skeptic cost: what it prints for people and writes for programs, and what it refuses.
#include <cmath>

#include "program.h"

namespace skeptic::app_test {
namespace {

class Cost : public ProgramTest {
 protected:
  Json done(Arguments arguments) const {
    arguments.insert(arguments.begin(), "cost");
    arguments.insert(arguments.end(), {"--json", "-"});
    const Result result = skeptic(arguments);
    EXPECT_EQ(result.code, 0) << result.err;
    return result.json();
  }
  void refused(Arguments arguments, const std::string& text) const {
    arguments.insert(arguments.begin(), "cost");
    const Result result = skeptic(arguments);
    EXPECT_EQ(result.code, 2) << testing::PrintToString(arguments);
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.err, text);
  }
};

double number(const Json& json) { return json.get<double>(); }

TEST_F(Cost, PeakPowerAddsUpAndHasASource) {
  for (const std::string& design : {std::string("dense"), std::string("ampere-2to4"), example("dynamic-4of8"), example("two-sided")}) {
    const Json peak = done({design})["peak_power_W"];
    double switching = 0, leaking = 0;
    for (const auto& [group, watts] : peak["groups"].items()) switching += number(watts["switching"]), leaking += number(watts["leaking"]);
    EXPECT_NEAR(number(peak["switching"]), switching, 1e-9 * switching);
    EXPECT_NEAR(number(peak["leaking"]), leaking, 1e-9 * leaking);
    EXPECT_NEAR(number(peak["total"]["value"]), switching + leaking, 1e-9 * switching);
    EXPECT_LT(number(peak["total"]["low"]), number(peak["total"]["value"]));
    EXPECT_GT(number(peak["total"]["high"]), number(peak["total"]["value"]));
    EXPECT_LT(number(peak["arrays"]), number(peak["total"]["value"]));
    EXPECT_NE(peak["leakage_source"], "");
  }
}

TEST_F(Cost, ABaselineIsASecondDesignOrAgainst) {
  const Json second = done({example("dynamic-4of8"), "ampere-2to4"});
  EXPECT_EQ(second, done({example("dynamic-4of8"), "--against", "ampere-2to4"}));
  const Json over = second["over_baseline"];
  EXPECT_EQ(over["baseline"], "ampere-2to4");
  EXPECT_NEAR(number(over["area_ratio"]["value"]), 1 + number(over["share"]), 1e-9);
  EXPECT_NEAR(number(over["added_interval_mm2"]["value"]), number(over["added_mm2"]), 1e-12);
  EXPECT_GT(number(over["added_interval_mm2"]["low"]), 0);
  EXPECT_NEAR(number(over["iso_power"]["proportional"]["growth"]), number(over["peak_power_ratio"]["value"]), 1e-9);
  EXPECT_GE(over["iso_power"]["absolute"]["below"]["m"], over["iso_power"]["proportional"]["below"]["m"]);
  EXPECT_TRUE(over["iso_area"].contains("arrays with buffers"));
}

TEST_F(Cost, ADesignAgainstItselfAddsNothing) {
  const Json over = done({"ampere-2to4", "ampere-2to4"})["over_baseline"];
  for (const char* ratio : {"area_ratio", "peak_power_ratio"})
    for (const char* end : {"low", "value", "high"}) EXPECT_EQ(over[ratio][end], 1.0) << ratio << " " << end;
  for (const char* rule : {"absolute", "proportional"}) {
    EXPECT_EQ(over["iso_power"][rule]["growth"], 1.0);
    EXPECT_EQ(over["iso_power"][rule]["below"], over["iso_power"][rule]["above"]);
  }
}

TEST_F(Cost, ARunHasEnergyRooflineAndBanking) {
  const Json json = done({example("dynamic-4of8"), "--network", "skewed64"});
  const Json run = skeptic({"simulate", example("dynamic-4of8"), "--network", "skewed64", "--json", "-"}).json();
  EXPECT_NEAR(number(json["energy"]["total_J"]), number(run["energy"]["total"]), 1e-15);
  for (const char* leak : {"logic_leakage", "sram_leakage"})
    EXPECT_NEAR(number(json["energy"][std::string(leak) + "_J"]), number(run["energy"][leak]), 1e-15) << leak;
  EXPECT_NEAR(number(json["energy"]["total_J"]),
              number(json["energy"]["dynamic_J"]) + number(json["energy"]["logic_leakage_J"]) + number(json["energy"]["sram_leakage_J"]), 1e-15);
  EXPECT_NEAR(number(json["energy"]["average_W"]), number(json["energy"]["total_J"]) / number(json["energy"]["seconds"]), 1e-9);
  const Json total = json["roofline"]["total"];
  EXPECT_EQ(json["roofline"]["layers"].size(), 2U);
  EXPECT_EQ(total["useful"].get<std::int64_t>(), run["stack"]["useful"].get<std::int64_t>());
  EXPECT_LE(number(total["attained_per_s"]), number(total["ceiling_per_s"]));
  EXPECT_GT(number(total["dram"]["multiplications_per_byte_without_metadata"]), number(total["dram"]["multiplications_per_byte"]));
  // The width that the example's file says it needs.
  for (const char* buffer : {"weights", "activations"}) {
    EXPECT_EQ(json["banking"][buffer]["width_needed"], 1152.0);
    EXPECT_EQ(json["banking"][buffer]["width_given"], 1152.0);
    EXPECT_EQ(json["banking"][buffer]["enough"], true);
  }
  EXPECT_FALSE(done({"dense"}).contains("roofline"));
}

// A row of synthesised logic: what one piece is in NAND2, where that comes from, and how far it may be off.
TEST_F(Cost, LogicSaysWhereItComesFrom) {
  const Json json = done({example("dynamic-4of8")});
  EXPECT_NE(json["logic_from"].get<std::string>().find("rtl/synthesised.yaml"), std::string::npos);
  int synthesised = 0;
  for (const Json& part : json["parts"]) {
    EXPECT_LT(number(part["area_range_mm2"]["low"]), number(part["area_mm2"])) << part["part"];
    EXPECT_GT(number(part["area_range_mm2"]["high"]), number(part["area_mm2"])) << part["part"];
    if (!part.contains("nand2_each")) continue;
    ++synthesised;
    EXPECT_NEAR(number(part["area_each_mm2"]), number(part["nand2_each"]) * 0.05832e-6, 1e-12) << part["part"];  // ASAP7's NAND2
    EXPECT_TRUE(part["source"].get<std::string>().starts_with("area: synthesised, shipped table: ")) << part["source"];
  }
  EXPECT_EQ(synthesised, 9);  // two kinds of multiplexers, intersections, masks, packers, selectors, policy units, their tree, the mode table
}

// At 7 nm and 1.41 GHz: the selector of 4:8, 20.8 x 0.0195 ns, one cycle; then the beats' sums and their trees, and the choice.
TEST_F(Cost, ADecisionHasItsLeastLatency) {
  const Json decision = done({example("dynamic-4of8")})["decision"];
  EXPECT_EQ(decision["stated_cycles"], 15);
  ASSERT_EQ(decision["steps"].size(), 3U);
  EXPECT_NEAR(number(decision["steps"][0]["ns"]), 20.815 * 0.019542, 0.001);
  double fo4 = 0;
  int cycles = 0;
  for (const Json& step : decision["steps"]) {
    fo4 += number(step["fo4_delays"]);
    EXPECT_EQ(step["cycles"], static_cast<int>(std::ceil(number(step["fo4_delays"]) * 0.019542 * 1.41)));
    cycles += step["cycles"].get<int>();
  }
  EXPECT_EQ(decision["least_cycles"], cycles);
  EXPECT_NEAR(number(decision["ns"]), fo4 * 0.019542, 0.001);
  EXPECT_EQ(decision["confidence"], "C");
  EXPECT_FALSE(done({"ampere-2to4"}).contains("decision"));
  const std::string text = skeptic({"cost", example("dynamic-4of8")}).out;
  EXPECT_NE(text.find("a decision of at least " + std::to_string(cycles) + " cycles at 1.41 GHz"), std::string::npos) << text;
  EXPECT_NE(text.find("of each module the fewest FO4 delays"), std::string::npos) << text;
}

// The tools' own numbers: osu018's equivalents at the design's node; and with --liberty its areas as they are.
TEST_F(Cost, ModulesFromTheTools) {
  const Arguments made{"ampere-2to4", "--synthesise", "--cache", "kept"};
  const Json json = done(made);
  EXPECT_NE(json["logic_from"].get<std::string>().find("synthesised now, Yosys and OpenSTA on osu018_stdcells"), std::string::npos);
  const auto multiplexers = [](const Json& report) {
    for (const Json& part : report["parts"])
      if (part["part"] == "activation multiplexers") return part;
    return Json();
  };
  const double nand2 = number(multiplexers(json)["nand2_each"]);
  EXPECT_NEAR(number(multiplexers(json)["area_each_mm2"]), nand2 * 0.05832e-6, 1e-12);
  Arguments own = made;
  own.insert(own.end(), {"--liberty", "/usr/share/qflow/tech/osu018/osu018_stdcells.lib"});
  const Json given = done(own);
  EXPECT_NEAR(number(multiplexers(given)["nand2_each"]), nand2, 1e-9);
  EXPECT_NEAR(number(multiplexers(given)["area_each_mm2"]), nand2 * 24e-6, 1e-9);
  EXPECT_NE(multiplexers(given)["source"].get<std::string>().find("the library that was given, osu018_stdcells"), std::string::npos);
  // As many toggles, each at the node's price: the arithmetic's yardstick.
  const double switching = number(json["peak_power_W"]["groups"]["select"]["switching"]);
  EXPECT_GT(switching, 0);
  EXPECT_NEAR(number(given["peak_power_W"]["groups"]["select"]["switching"]), switching, 1e-9);
}

TEST_F(Cost, TextSaysTheSame) {
  const std::string text = skeptic({"cost", example("dynamic-4of8"), "ampere-2to4", "--network", "skewed64"}).out;
  for (const char* words : {"peak power at 1.41 GHz", "over the baseline", "peak power, arrays in proportion", "what the tables leave open",
                            "energy of the run", "roofline: peak 721.9 G multiplications/s, 2888 G/s of the dense network's", "weight_buffer",
                            "buffers at full rate", "16 streams of 72 bits (4 of 8 positions, 4:8) in 1 cycle"})
    EXPECT_NE(text.find(words), std::string::npos) << words << "\n" << text;
}

TEST_F(Cost, WhatDoesNotGoTogether) {
  refused({"dense", "--liberty", "a.lib"},
          "error: --liberty goes with --synthesise alone [command-line]\n"
          "  expected: --synthesise --liberty FILE\n");
  refused({"dense", "--synthesise", "--liberty", "none.lib"}, "none.lib: error: no such file [file-missing]\n");
  refused({"dense", "ampere-2to4", "--against", "dense"},
          "error: two baselines are given [command-line]\n"
          "  expected: a second design, or --against DESIGN\n");
  refused({"dense", "--set-baseline", "clock=1 GHz"},
          "error: --set-baseline is for a baseline [command-line]\n"
          "  expected: a second design\n");
  refused({"dense", "--zeros", "0.5"},
          "error: --zeros is of a run, and nothing is run [command-line]\n"
          "  expected: --network NAME, --trace FILE or --fit FILE\n");
  refused({"dense", "ampere-2to5"},
          "error: no design \"ampere-2to5\" [design-unknown-design]\n"
          "  expected: a design of the library (skeptic designs), or a file that ends in .yaml\n"
          "  did you mean \"ampere-2to4\"?\n");
  refused({"dense", "--set", "technology=5nm"},
          "error: no technology table for 5nm [technology-unknown]\n"
          "  expected: one of 7nm, 22nm, 32nm, 45nm\n");
}

}  // namespace
}  // namespace skeptic::app_test
