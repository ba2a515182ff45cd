// What designs add: units, parameters, copies, by hand; and the files that are written for them.
#include "rtl/added.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "app/temporary_folder.h"
#include "app/tool_process.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "rtl/decision.h"
#include "rtl/library.h"
#include "rtl/manifest.h"

namespace skeptic {
namespace {

ResolvedDesign example(const std::string& name) { return resolve(load_design(std::string(SKEPTIC_SOURCE) + "/examples/" + name + ".yaml")); }

std::vector<std::string> summary(const std::vector<AddedUnit>& units) {
  std::vector<std::string> lines;
  for (const AddedUnit& unit : units) lines.push_back(std::to_string(unit.copies) + " " + unit.name + ": " + text_of(unit.component));
  return lines;
}

TEST(Added, ADenseMachineAddsNothing) { EXPECT_TRUE(added_units(resolve(load_design("dense")), {}).empty()); }

TEST(Added, StaticTwoOfFour) {
  // 256 elements, two lanes of four inputs: the window is one group.
  EXPECT_EQ(summary(added_units(resolve(load_design("ampere-2to4")), {})),
            (std::vector<std::string>{"256 activation_multiplexers: operand_multiplexer LANES=2 INPUTS=4 BITS=16 INDEX_BITS=2",
                                      "1 elements_array: pe_array ROWS=16 COLUMNS=16 DOMAIN=0 WINDOW=4 LANES=2 SLACK=1 BITS=16 SUM_BITS=32"}));
}

TEST(Added, AChoiceAtRunTime) {
  // A unit of 16 x 64 = 1024 elements a cycle: 128 groups of eight, 64 beats of sixteen. Sums of 16 squares of 16 bits: 32 + 4 bits; of 1024: 32
  // + 10. The values that the elements take: the weights of a window of eight, 2:4, are four; the activations may be dense. Outputs are stored as
  // they are, and what is pruned is packed for the buffer: 1024 / 8 windows a cycle.
  const std::vector<AddedUnit> units = added_units(example("dynamic-4of8"), {});
  EXPECT_EQ(summary(units),
            (std::vector<std::string>{
                "128 activation_select_2of8: selector LEVELS=1 KEEP0=2 OF0=8 BLOCK0=1 KEEP1=1 OF1=2 BLOCK1=1 BITS=16 ABSOLUTE=1 STAGES=0 GROUP=8",
                "128 activation_select_4of8: selector LEVELS=1 KEEP0=4 OF0=8 BLOCK0=1 KEEP1=1 OF1=2 BLOCK1=1 BITS=16 ABSOLUTE=1 STAGES=0 GROUP=8",
                "64 energy_sums_unit: energy_sums ELEMENTS=16 BITS=16 ABSOLUTE=1 TESTED=2 SUM_BITS=36",
                "4 sum_tree_unit: sum_tree COUNT=16 WORDS=3 BITS=36 SUM_BITS=40", "1 sum_tree_unit_2: sum_tree COUNT=4 WORDS=3 BITS=40 SUM_BITS=42",
                "1 energy_choice_unit: energy_choice TESTED=2 PATTERN_BITS=2 SUM_BITS=42", "1 modes: mode_table UNITS=64 UNIT_BITS=6 PATTERN_BITS=2",
                "128 encode_values: packer WINDOW=8 SLOTS=8 BITS=16", "16 weight_mask: position_mask WINDOW=8 SLOTS=4 INDEX_BITS=3",
                "256 pairs: intersection WINDOW=8 LANES=2 COUNT_BITS=4",
                "256 weight_multiplexers: operand_multiplexer LANES=2 INPUTS=4 BITS=16 INDEX_BITS=2",
                "256 activation_multiplexers: operand_multiplexer LANES=2 INPUTS=8 BITS=16 INDEX_BITS=3",
                "1 elements_array: pe_array ROWS=16 COLUMNS=16 DOMAIN=0 WINDOW=8 LANES=2 SLACK=1 BITS=16 SUM_BITS=32"}));
  EXPECT_THAT(left_out(example("dynamic-4of8")), testing::ElementsAre("the decision's state: SRAM"));
}

TEST(Added, ProducersCountAndQueuesHoldSteps) {
  Design design = load_design(std::string(SKEPTIC_SOURCE) + "/examples/dynamic-4of8.yaml");
  design = with(with(design, "operands.activations.decide.by", "producer"), "operands.activations.decide.policy", "{density: [0.2, 0.5, 1]}");
  design = with(with(design, "fabric.sync.slack", "4"), "fabric.sync.domain", "row");
  // 100 GB/s at 1.41 GHz are 567.4 bits a cycle: 36 outputs of 16 bits, three beats of sixteen, five windows of eight.
  const std::vector<std::string> lines = summary(added_units(resolve(design), {true, 2}));
  EXPECT_THAT(lines, testing::Contains("5 activation_select_2of8: selector LEVELS=1 KEEP0=2 OF0=8 BLOCK0=1 KEEP1=1 OF1=2 BLOCK1=1 BITS=16 ABSOLUTE=0 "
                                       "STAGES=2 GROUP=8"));
  EXPECT_THAT(lines, testing::Contains("3 density_count_unit: density_count ELEMENTS=16 BITS=16 COUNT_BITS=5"));
  EXPECT_THAT(lines, testing::Contains("1 sum_tree_unit: sum_tree COUNT=3 WORDS=1 BITS=5 SUM_BITS=7"));
  EXPECT_THAT(lines, testing::Contains("1 density_choice_unit: density_choice TESTED=2 PATTERN_BITS=2 COUNT_BITS=11"));
  EXPECT_THAT(lines, testing::Contains("3 producer_counts: producer_counters UNITS=4 UNIT_BITS=2 ELEMENTS=16 BITS=16 COUNT_BITS=11"));
  EXPECT_THAT(lines, testing::Contains("5 encode_values: packer WINDOW=8 SLOTS=8 BITS=16"));
  // A step as it arrives: four weights and their offsets, eight activations and their mask, and whether it is the last: 64 + 8 + 128 + 8 + 1.
  EXPECT_THAT(lines, testing::Contains("256 step_queues: step_queue SLACK=4 WINDOW=8 PAYLOAD=209"));
}

TEST(Added, OneBeatNeedsNoTree) {
  Design design = load_design(std::string(SKEPTIC_SOURCE) + "/examples/dynamic-4of8.yaml");
  design = with(design, "operands.activations.decide.rate", "0.015625 units/cycle");  // sixteen elements a cycle
  const std::vector<std::string> lines = summary(added_units(resolve(design), {}));
  EXPECT_THAT(lines, testing::Contains("1 energy_sums_unit: energy_sums ELEMENTS=16 BITS=16 ABSOLUTE=1 TESTED=2 SUM_BITS=36"));
  EXPECT_THAT(lines, testing::Not(testing::Contains(testing::HasSubstr("sum_tree"))));
  design = with(design, "operands.activations.decide.policy", "cover");
  const std::vector<std::string> cover = summary(added_units(resolve(design), {}));
  EXPECT_THAT(cover, testing::Contains("1 cover_losses_unit: cover_losses ELEMENTS=16 BITS=16 TESTED=2"));
  EXPECT_THAT(cover, testing::Contains("1 cover_choice_unit: cover_choice TESTED=2 PATTERN_BITS=2"));
}

// Sixteen banks of one port: the eight positions of a step start at multiples of eight, in either half of the banks.
TEST(Added, GatheredOperandsHaveACrossbar) {
  ResolvedDesign design = resolve(load_design("ampere-2to4"));
  design.window = 8;
  design.activations.read = Read::Gather;
  design.activations_buffer.banks = 16;
  design.activations_buffer.ports = 1;
  EXPECT_THAT(summary(added_units(design, {})),
              testing::Contains("16 activation_gather: gather POSITIONS=8 BANKS=16 PORTS=1 STEP=8 SHIFT_BITS=1 MEMBER_BITS=1 BITS=16"));
}

TEST(Added, APatternWithoutASelector) {
  Design design = with(load_design("ampere-2to4"), "operands.activations.pattern", "\"1:2@16/1:2@4/1:2\"");
  try {
    added_units(resolve(design), {});
    FAIL();
  } catch (const UserError& error) {
    EXPECT_STREQ(error.what(),
                 "error: there is no selector for 1:2@16/1:2@4/1:2 of ampere-2to4 [unsupported-rtl]\n"
                 "  expected: a pattern of one or two levels that choose, on single rows\n");
  }
}

TEST(Added, TheLatencyIsThatOfTheSlowestSelectorAndThePolicy) {
  const ResolvedDesign design = example("dynamic-4of8");
  const std::vector<AddedUnit> units = added_units(design, {});
  // A clock of 1.41 GHz has a cycle of 0.709 ns. Selectors of 1.0 and 1.6 ns: two and three cycles. Sums of 1.2 ns and trees of 0.3 and 0.1 are one
  // path, three cycles, up to the first of the choice's two edges; its own longest path, 2.2 ns, takes four more.
  std::vector<Synthesised> results(units.size() - 1, Synthesised{10, 0.5, 3, 5, 10, 30, "lib", "made up"});
  results[0].delay = 1.0, results[1].delay = 1.6, results[2].delay = 1.2, results[3].delay = 0.3, results[4].delay = 0.1;
  results[5].delay = 2.2;
  const DesignSynthesis synthesis = design_synthesis(design, units, results, std::nullopt);
  EXPECT_EQ(synthesis.decision_latency, 3 + 3 + 4);
  EXPECT_EQ(synthesis.stated_latency, 15);
  EXPECT_EQ(synthesis.decision_path, "activation_select_4of8 3 + energy_sums_unit with sum_tree_unit with sum_tree_unit_2 3 + energy_choice_unit 4");
  const std::string text = text_of(synthesis);
  EXPECT_NE(text.find("The decision takes at least 10 cycles at 1.41 GHz as lib has it ("), std::string::npos) << text;
  // Copies: 128 + 128 + 64 + 4 + 1 + 1 + 1 + 128 + 16 + 3 x 256.
  EXPECT_EQ(synthesis.nand2_equivalents(), 5 * 1239);
  EXPECT_EQ(synthesis.area(), 10 * 1239);
}

TEST(Added, CoverDecidesInOnePath) {
  ResolvedDesign design = example("dynamic-4of8");
  design.activations.decide->policy = {PolicyKind::Cover, {}};
  const std::vector<AddedUnit> units = added_units(design, {});
  std::vector<Synthesised> results(units.size() - 1, Synthesised{10, 0.3, 3, 5, 10, 30, "lib", "made up"});
  // Losses, tree and choice: 0.9 ns, two cycles of 0.709; the selector one.
  EXPECT_EQ(design_synthesis(design, units, results, std::nullopt).decision_path,
            "activation_select_2of8 1 + cover_losses_unit with any_tree_unit with cover_choice_unit 2");
}

TEST(Manifest, EveryModuleSaysWhatItIs) {
  EXPECT_EQ(rtl_module("keep_first").about, "the KEEP entries of OF that stand first");
  EXPECT_EQ(rtl_module("intersection").about,
            "the AND of both masks, the pairs of a two-sided processing element, and where each pair's values stand among the stored ones");
  EXPECT_EQ(rtl_module("selector").uses, (std::vector<std::string>{"delay", "magnitude", "prune_level"}));
  EXPECT_EQ(with_used_modules({"compressor"}), (std::vector<std::string>{"compressor", "prefix_sum"}));
  for (const RtlModule& module : rtl_modules())
    EXPECT_TRUE(module.about.size() > 20 && module.about.size() < 200) << module.name << ": " << module.about;
}

TEST(Manifest, FilesAreAModuleEach) {
  const ResolvedDesign design = example("dynamic-4of8");
  const std::vector<AddedUnit> units = added_units(design, {});
  const std::vector<RtlFile> files = rtl_files_of(design, units, "");
  EXPECT_EQ(files.back().name, "README.md");
  for (const RtlFile& file : files) {
    if (!file.name.ends_with(".sv")) continue;
    const std::string name = file.name.substr(0, file.name.size() - 3);
    EXPECT_EQ(file.text.find("\nmodule "), file.text.rfind("\nmodule ")) << name;
    EXPECT_NE(file.text.find("\nmodule " + name + " #("), std::string::npos) << name;
    EXPECT_NE(files.back().text.find("| " + name + " |"), std::string::npos) << name;
  }
}

/// Everything that is written, and every module with its own parameters, as Verilator's strictest warnings and Yosys have it.
TEST(Manifest, FilesAreLintCleanAndYosysReadsThem) {
  const TemporaryFolder folder;
  std::set<std::string> seen;
  for (const std::string name : {"dynamic-4of8", "two-sided", "only-4of8", "gathered"}) {
    ResolvedDesign design = example(name == "gathered" ? "only-4of8" : name);
    if (name == "gathered") design.activations.read = Read::Gather;
    const std::vector<AddedUnit> units = added_units(design, {false, 3});
    for (const RtlFile& file : rtl_files_of(design, units, "")) write_file(folder.name() + "/" + file.name, file.text);
    for (const AddedUnit& unit : units) {
      if (!seen.insert(text_of(unit.component)).second) continue;
      std::vector<std::string> arguments{"--lint-only", "-Wall", "-y", ".", unit.name + ".sv"};
      if (unit.whole_array()) arguments.insert(arguments.end(), {"-GROWS=2", "-GCOLUMNS=2"});  // 256 elements take long
      const std::string output = run_tool(run_tool_process, {"verilator", arguments, folder.name(), {}}, "verilator");
      EXPECT_EQ(output, "") << name << " " << unit.name;
    }
  }
  std::string script;
  for (const RtlModule& module : rtl_modules()) {
    write_file(folder.name() + "/" + module.name + ".sv", module.text);
    script += "read_verilog -sv " + module.name + ".sv\n";
  }
  for (const RtlModule& module : rtl_modules()) {
    if (module.name != "pe_array") script += "design -save all\nhierarchy -check -top " + module.name + "\nproc\ncheck -assert\ndesign -load all\n";
    const std::string output =
        run_tool(run_tool_process, {"verilator", {"--lint-only", "-Wall", "-y", ".", module.name + ".sv"}, folder.name(), {}}, "verilator");
    EXPECT_EQ(output, "") << module.name;
  }
  write_file(folder.name() + "/read.ys", script);
  const std::string output = run_tool(run_tool_process, {"yosys", {"-q", "-s", "read.ys"}, folder.name(), {}}, "yosys");
  EXPECT_EQ(output.find("Warning"), std::string::npos) << output;
}

}  // namespace
}  // namespace skeptic
