// skeptic compare, designs, cost, show, document, and the help.
#include <cmath>
#include <iomanip>
#include <sstream>

#include "program.h"

namespace skeptic::app_test {
namespace {

class Commands : public ProgramTest {
 protected:
  Result done(const Arguments& arguments) const {
    const Result result = skeptic(arguments);
    EXPECT_EQ(result.code, 0) << testing::PrintToString(arguments);
    EXPECT_EQ(result.err, "") << testing::PrintToString(arguments);
    EXPECT_EQ(result.out.find('\x1b'), std::string::npos) << testing::PrintToString(arguments);
    return result;
  }
};

TEST_F(Commands, CompareIsTheRatioOfTwoSimulations) {
  const Json json = done({"compare", example("dynamic-4of8"), "ampere-2to4", "--network", "skewed64", "--json", "-"}).json();
  const Json proposal = done({"simulate", example("dynamic-4of8"), "--network", "skewed64", "--json", "-"}).json();
  const Json baseline = done({"simulate", "ampere-2to4", "--network", "skewed64", "--json", "-"}).json();
  EXPECT_EQ(json["proposal"]["cycles"], proposal["cycles"]);
  EXPECT_EQ(json["baseline"]["cycles"], baseline["cycles"]);
  // Both clocks are 1.41 GHz.
  EXPECT_NEAR(json["speedup"].get<double>(), baseline["cycles"].get<double>() / proposal["cycles"].get<double>(), 1e-12);
  // The proposal is the larger one, so that at equal area its baseline has more multipliers.
  for (const char* denominator : {"arrays", "arrays with buffers"}) {
    EXPECT_GT(json["equal_area"][denominator].get<double>(), 0);
    EXPECT_LE(json["equal_area"][denominator].get<double>(), json["speedup"].get<double>());
  }
}

TEST_F(Commands, ADesignAgainstItself) {
  const Json json = done({"compare", "ampere-2to4", "ampere-2to4", "--network", "skewed64", "--json", "-"}).json();
  EXPECT_EQ(json["speedup"], 1.0);
  EXPECT_EQ(json["equal_area"]["arrays"], 1.0);
  EXPECT_EQ(json["equal_area"]["arrays with buffers"], 1.0);
  const Json cost = done({"cost", "ampere-2to4", "--against", "ampere-2to4", "--json", "-"}).json();
  EXPECT_EQ(cost["over_baseline"]["added_mm2"], 0.0);
  EXPECT_TRUE(cost["over_baseline"]["parts"].empty());
}

TEST_F(Commands, CompareSetsKeysOfEitherSide) {
  const Json twice =
      done({"compare", "dense", "dense", "--network", "skewed64", "--set", "clock=2 GHz", "--set-baseline", "clock=1 GHz", "--json", "-"}).json();
  const Json once =
      done({"compare", "dense", "dense", "--network", "skewed64", "--set", "clock=1 GHz", "--set-baseline", "clock=2 GHz", "--json", "-"}).json();
  EXPECT_NEAR(twice["speedup"].get<double>() * once["speedup"].get<double>(), 1.0, 1e-12);
  EXPECT_GT(twice["speedup"].get<double>(), 1.5);
  const std::string text = done({"compare", "dense", "ampere-2to4", "--network", "skewed64"}).out;
  EXPECT_NE(text.find("dense against ampere-2to4 on skewed64, 1 image"), std::string::npos) << text;
  EXPECT_NE(text.find("at equal area, arrays with buffers"), std::string::npos) << text;
}

TEST_F(Commands, CostAddsUp) {
  for (const std::string& design : {std::string("dense"), std::string("ampere-2to4"), example("dynamic-4of8"), example("two-sided")}) {
    const Json json = done({"cost", design, "--json", "-"}).json();
    double sum = 0;
    for (const Json& part : json["parts"]) {
      EXPECT_NEAR(part["area_mm2"].get<double>(), part["count"].get<double>() * part["area_each_mm2"].get<double>(),
                  1e-9 * part["area_mm2"].get<double>())
          << part["part"];
      EXPECT_NE(part["source"], "") << part["part"];
      sum += part["area_mm2"].get<double>();
    }
    EXPECT_NEAR(json["arrays_with_buffers_mm2"].get<double>(), sum, 1e-9 * sum) << design;
    EXPECT_LT(json["arrays_mm2"], json["arrays_with_buffers_mm2"]) << design;
  }
}

TEST_F(Commands, CostOfWhatIsAdded) {
  const Json json = done({"cost", example("dynamic-4of8"), "--against", "ampere-2to4", "--json", "-"}).json(),
             baseline = done({"cost", "ampere-2to4", "--json", "-"}).json();
  const double added = json["arrays_with_buffers_mm2"].get<double>() - baseline["arrays_with_buffers_mm2"].get<double>();
  EXPECT_NEAR(json["over_baseline"]["added_mm2"].get<double>(), added, 1e-12);
  double sum = 0;
  for (const Json& part : json["over_baseline"]["parts"]) sum += part["after_mm2"].get<double>() - part["before_mm2"].get<double>();
  EXPECT_NEAR(sum, added, 1e-12);
  const std::string text = done({"cost", example("dynamic-4of8"), "--against", "ampere-2to4"}).out;
  EXPECT_NE(text.find("decision state"), std::string::npos) << text;
  EXPECT_NE(text.find("Confidence: A read or recomputed"), std::string::npos) << text;
}

// Three designs or more: a row each, at the area of the first.
TEST_F(Commands, CompareLinesUpManyDesigns) {
  const Arguments designs{"compare", example("dynamic-4of8"), "dense", "ampere-2to4", "s2ta", "--network", "skewed64"};
  Arguments as_json = designs;
  as_json.insert(as_json.end(), {"--json", "-"});
  const Json json = done(as_json).json();
  ASSERT_EQ(json["designs"].size(), 4u);
  EXPECT_EQ(json["designs"][0]["name"], "dynamic 4:8");
  EXPECT_EQ(json["designs"][0]["speedup"], 1.0);
  EXPECT_FALSE(json.contains("speedup"));  // of two alone
  for (const Json& design : json["designs"]) {
    EXPECT_GT(design["energy_J"].get<double>(), 0) << design;
    EXPECT_NEAR(design["energy_delay_Js"].get<double>(), design["energy_J"].get<double>() * design["seconds"].get<double>(),
                1e-12 * design["energy_delay_Js"].get<double>());
    EXPECT_NEAR(design["energy_ratio"].get<double>(), design["energy_J"].get<double>() / json["designs"][0]["energy_J"].get<double>(), 1e-12);
  }
  // A row says what `simulate` and `cost` say of the design.
  const Json alone = done({"simulate", "s2ta", "--network", "skewed64", "--json", "-"}).json();
  EXPECT_EQ(json["designs"][3]["own_cycles"], alone["cycles"]);
  EXPECT_EQ(json["designs"][3]["dropped_energy_share"], alone["dropped_energy_share"]);
  EXPECT_EQ(json["designs"][3]["own_area_mm2"], done({"cost", "s2ta", "--json", "-"}).json()["arrays_with_buffers_mm2"]);
  // Of two, the table has the same numbers as the verdict's rule.
  const Json two = done({"compare", example("dynamic-4of8"), "ampere-2to4", "--network", "skewed64", "--json", "-"}).json();
  EXPECT_NEAR(two["designs"][1]["speedup"].get<double>() * two["equal_area"]["arrays with buffers"].get<double>(), 1, 1e-12);
  EXPECT_EQ(two["designs"][1]["speedup"], json["designs"][2]["speedup"]);
  const std::string text = done(designs).out;
  // The area of `cost`: what is added to it there is in tests/cost.
  const double own = done({"cost", example("dynamic-4of8"), "--json", "-"}).json()["arrays_with_buffers_mm2"];
  std::ostringstream area;
  area << std::setprecision(4) << own;
  EXPECT_TRUE(text.starts_with("4 designs on skewed64, 1 image: each design's array grown or shrunk to the area of dynamic 4:8, " + area.str() +
                               " mm2 with buffers\n"))
      << text;
  EXPECT_NE(text.find("What these runs leave out:"), std::string::npos) << text;
  EXPECT_NE(text.find("the fill and drain of the array take no cycles here. (s2ta)"), std::string::npos) << text;
}

TEST_F(Commands, CompareWithTheLibrary) {
  const Json json = done({"compare", "highlight", "--library", "--network", "resnet20", "--layers", "layer3.1.conv1", "--json", "-"}).json();
  const Json library = done({"designs", "--json", "-"}).json();
  std::size_t run = 0;
  for (const Json& design : library["designs"]) run += design["runs"].get<bool>() ? 1 : 0;
  EXPECT_EQ(json["designs"].size(), run);  // highlight is one of them
  EXPECT_EQ(json["designs"][0]["name"], "highlight");
  EXPECT_TRUE(json["not_run"].empty());
}

TEST_F(Commands, DesignsListsTheLibraryAsMechanisms) {
  const Json json = done({"designs", "--json", "-"}).json();
  EXPECT_GE(json["designs"].size(), 26u);
  std::map<std::string, Json> by_name;
  for (const Json& design : json["designs"]) by_name[design["name"]] = design;
  EXPECT_EQ(by_name["scnn"]["waits_for"], "the Cartesian-product fabric");
  EXPECT_EQ(by_name["scnn"]["runs"], false);
  EXPECT_EQ(by_name["highlight"]["runs"], true);
  EXPECT_EQ(by_name["highlight"]["year"], 2023);
  EXPECT_EQ(by_name["dense"]["year"], nullptr);
  EXPECT_EQ(by_name["highlight"]["mechanisms"][0], (Json{{"facet", "activations.gate"}, {"value", "zeros"}}));
  const std::string text = done({"designs"}).out;
  EXPECT_NE(text.find("  2017  scnn                 waits for the Cartesian-product fabric\n"), std::string::npos) << text;
  EXPECT_LT(text.find("scnn"), text.find("highlight"));  // by year
}

TEST_F(Commands, DesignsShowsOne) {
  const Json json = done({"designs", "show", "s2ta", "--json", "-"}).json();
  EXPECT_EQ(json["citation"],
            "Liu et al., S2TA, Exploiting Structured Sparsity for Energy-Efficient Mobile CNN Acceleration, HPCA 2022, arXiv 2107.07983");
  EXPECT_EQ(json["parameters"]["operands.activations.pattern"], "4:8");
  EXPECT_EQ(json["parameters"]["fabric.array.n"], "32");
  EXPECT_EQ(json["left_out"].size(), 3u);
  EXPECT_NE(json["prior_art"]["nearest"]["name"], "s2ta");  // itself left out
  const std::string text = done({"designs", "show", "highlight"}).out;
  for (const std::string part : {"highlight (2023), runs\n", "  weights.pattern: hierarchical\n", "Wu et al., HighLight, MICRO 2023",
                                 "  operands.weights.pattern                    2:4/2:4\n", "What a simulation leaves out\n"})
    EXPECT_NE(text.find(part), std::string::npos) << part << " is not in\n" << text;
}

// What cannot be simulated yet is held against the library all the same.
TEST_F(Commands, DesignsShowsWhatAProposalIsMadeOf) {
  const Json json = done({"designs", "show", SKEPTIC_SOURCE "/tests/review/proposals/lane-borrowing.yaml", "--json", "-"}).json();
  EXPECT_EQ(json["waits_for"], "look-ahead");
  EXPECT_EQ(json["prior_art"]["smallest_cover"], (Json{"nvidia-a100", "tensordash"}));
  EXPECT_TRUE(json["prior_art"]["not_in_library"].empty());
  EXPECT_TRUE(json["prior_art"]["same_structure"].empty());
  EXPECT_EQ(
      done({"designs", "show", SKEPTIC_SOURCE "/tests/review/proposals/changed-ratio.yaml", "--json", "-"}).json()["prior_art"]["same_structure"],
      (Json{"ampere-2to4", "nvidia-a100", "nvidia-h100"}));
}

TEST_F(Commands, ShowListsTheNetworks) {
  const std::string networks = done({"show", "networks"}).out;
  for (const std::string row : {"resnet50         4,089,184,256 multiplications   25,557,032 parameters",
                                "vit-b-16        17,563,828,224 multiplications   86,567,656 parameters",
                                "deit-s           4,598,882,304 multiplications   22,050,664 parameters",
                                "mobilenetv2        300,774,272 multiplications    3,504,872 parameters",
                                "bert-base       11,173,625,856 multiplications  109,482,240 parameters"})
    EXPECT_NE(networks.find(row), std::string::npos) << row << " is not in\n" << networks;
}

TEST_F(Commands, AShownDesignIsTheDesign) {
  for (const std::string& design :
       {std::string("dense"), std::string("ampere-2to4"), example("dynamic-4of8"), example("two-sided"), example("only-4of8")}) {
    ASSERT_EQ(shell("skeptic show '" + design + "' > shown.yaml").code, 0);
    EXPECT_EQ(done({"show", "shown.yaml"}).out, contents(folder() / "shown.yaml")) << design;
    const Arguments setting{"--network", "resnet20", "--layers", "conv1,layer2.0.conv1,layer3.2.conv2", "--json", "-"};
    Arguments original{"simulate", design}, shown{"simulate", "shown.yaml"};
    original.insert(original.end(), setting.begin(), setting.end());
    shown.insert(shown.end(), setting.begin(), setting.end());
    EXPECT_EQ(done(shown).out, done(original).out) << design;
    EXPECT_EQ(done({"cost", "shown.yaml", "--json", "-"}).out, done({"cost", design, "--json", "-"}).out) << design;
  }
}

TEST_F(Commands, AShownProposalKeepsWhatIsUnknown) {
  const std::string shown = done({"show", example("vague")}).out;
  EXPECT_NE(shown.find("latency: unknown"), std::string::npos) << shown;
  write("shown.yaml", shown);
  EXPECT_EQ(done({"show", "shown.yaml"}).out, shown);
}

TEST_F(Commands, ShowAppliesSets) {
  EXPECT_NE(done({"show", "dense", "--set", "fabric.lanes=1", "--set", "fabric.sync.slack=4"}).out.find("slack: 4"), std::string::npos);
}

TEST_F(Commands, DocumentsAreTheFilesOfTheRepository) {
  EXPECT_EQ(done({"document", "design-file"}).out, contents(SKEPTIC_SOURCE "/docs/design-file.md"));
  EXPECT_EQ(done({"document", "schema"}).out, contents(SKEPTIC_SOURCE "/docs/design.schema.json"));
  EXPECT_EQ(done({"document", "diagnostics"}).out, contents(SKEPTIC_SOURCE "/docs/diagnostics.md"));
}

TEST_F(Commands, HelpAndVersion) {
  EXPECT_EQ(done({"--version"}).out, "skeptic 0.1.0\n");
  const std::string help = done({"--help"}).out;
  for (const std::string command : {"review", "simulate", "compare", "designs", "cost", "show", "document"}) {
    EXPECT_NE(help.find("\n  " + command + " "), std::string::npos) << command;
    EXPECT_NE(done({command, "--help"}).out.find("Example"), std::string::npos) << command;
  }
  EXPECT_EQ(skeptic({}).code, 2);
  EXPECT_EQ(skeptic({"simulat"}).code, 2);
  EXPECT_EQ(skeptic({"simulate", "dense", "--wights", "W.npy"}).code, 2);
}

}  // namespace
}  // namespace skeptic::app_test
