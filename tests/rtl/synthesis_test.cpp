// Synthesis with Yosys and OpenSTA: check values, the netlist against the RTL that it is of, every library at hand, and the shipped table against
// what the tools say now.
#include "rtl/synthesis.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <cmath>
#include <filesystem>
#include <set>
#include <string>

#include "app/temporary_folder.h"
#include "app/tool_process.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "base/random.h"
#include "rtl/library.h"
#include "rtl/model.h"
#include "rtl/synthesis_table.h"
#include "sparsity/prune.h"

namespace skeptic {
namespace {

constexpr const char* kOsu018 = "/usr/share/qflow/tech/osu018/osu018_stdcells.lib";

RtlComponent selector(const std::string& pattern, int bits, bool absolute, int stages = 0) {
  return {"selector", selector_parameters(parse_pattern(pattern), bits, absolute, stages)};
}

class Synthesis : public testing::Test {
 protected:
  TemporaryFolder folder_;
  SynthesisTools tools_{run_tool_process, folder_.name(), {300, 8192}};
};

TEST_F(Synthesis, TopTwoOfFourInOsu018) {
  const LibraryUnits units = measure_units(read_liberty({kOsu018}), tools_);
  EXPECT_EQ(units.nand2, "NAND2X1");
  EXPECT_EQ(units.inverter, "INVX1");
  EXPECT_EQ(units.nand2_area, 24);
  // An FO4 delay is about 0.5 ns a micron of drawn gate (Ho, Mai and Horowitz, Proceedings of the IEEE 89(4), 2001): 0.09 ns at 0.18 micron.
  EXPECT_GT(units.fo4, 0.07);
  EXPECT_LT(units.fo4, 0.12);
  // Eight bits, all pairs compared: six comparators and a little logic.
  const Synthesised result = synthesise(selector("2:4", 8, false), units, tools_);
  EXPECT_GT(result.delay, 0.7);
  EXPECT_LT(result.delay, 1.5);
  EXPECT_DOUBLE_EQ(result.nand2_equivalents, result.area / 24);
  EXPECT_DOUBLE_EQ(result.fo4_depth, result.delay / units.fo4);
  EXPECT_EQ(result.library, "osu018_stdcells");
  EXPECT_EQ(result.source, "Yosys and OpenSTA on osu018_stdcells");
  // Absolute values come on top; registers cut the path and take room.
  const Synthesised absolute = synthesise(selector("2:4", 8, true), units, tools_), cut = synthesise(selector("2:4", 8, true, 3), units, tools_);
  EXPECT_GT(absolute.delay, result.delay);
  EXPECT_LT(cut.delay, absolute.delay);
  EXPECT_GT(cut.area, absolute.area);
}

/// The longest path of one register bit behind another: from the clock to the output of a flip-flop and to the set-up of the next.
TEST_F(Synthesis, PathsBetweenRegistersCount) {
  const LibraryUnits units = measure_units(read_liberty({kOsu018}), tools_);
  const Synthesised one = synthesise({"delay", {{"WIDTH", 1}, {"STAGES", 1}}}, units, tools_),
                    three = synthesise({"delay", {{"WIDTH", 1}, {"STAGES", 3}}}, units, tools_);
  EXPECT_EQ(one.area, 96);  // DFFPOSX1
  EXPECT_EQ(three.area, 3 * 96);
  EXPECT_GT(three.delay, 0.1);
  EXPECT_LT(three.delay, 1);
}

/// N lanes of M inputs are N(M-1) two-input multiplexers a bit.
TEST_F(Synthesis, OperandMultiplexersInClosedForm) {
  for (const auto& [lanes, inputs, bits] : std::vector<std::tuple<int, int, int>>{{2, 4, 8}, {4, 8, 16}, {2, 16, 8}, {1, 2, 3}}) {
    const int index_bits = static_cast<int>(std::log2(inputs) + 0.5);
    EXPECT_EQ(count_multiplexers({"operand_multiplexer", {{"LANES", lanes}, {"INPUTS", inputs}, {"BITS", bits}, {"INDEX_BITS", index_bits}}}, tools_),
              lanes * (inputs - 1) * bits)
        << lanes << " of " << inputs;
  }
}

/// What Yosys makes of a selector, before it is mapped to cells, keeps what pruning keeps.
TEST_F(Synthesis, TheNetlistIsTheSelector) {
  const RtlComponent component = selector("2:4/1:2", 8, true, 2);
  std::string script;
  for (const std::string& name : with_used_modules({"selector"})) {
    write_file(folder_.name() + "/" + name + ".sv", rtl_module(name).text);
    script += "read_verilog -sv " + name + ".sv\n";
  }
  script += "hierarchy -top selector";
  for (const auto& [name, value] : component.parameters) script += " -chparam " + name + " " + std::to_string(value);
  write_file(folder_.name() + "/net.ys",
             script + "\nrename -top selector\nsynth -flatten\nsplitnets\nopt_clean -purge\nwrite_verilog -noattr net.v\n");
  run_tool(tools_.run, {"yosys", {"-q", "-s", "net.ys"}, folder_.name(), tools_.limits}, "yosys");
  rtl_test::Model model({{"selector", read_file(folder_.name() + "/net.v")}}, {{"selector", {}, {{"value", 64}}, {{"keep", 8}}}});
  Random random(31);
  constexpr int kGroups = 20'000;
  std::vector<float> values;
  for (int i = 0; i < 8 * kGroups; ++i)
    values.push_back(static_cast<float>(static_cast<int>(random.below(i % 16 < 8 ? 256 : 5)) - (i % 16 < 8 ? 128 : 2)));
  const Mask slots = slots_of(parse_pattern("2:4/1:2"), values, kGroups, 8);
  int wrong = 0;
  for (int group = 0; group < kGroups + 2; ++group) {
    for (int p = 0; p < 8 && group < kGroups; ++p)
      model.input(0, "value").set(8 * p, 8, static_cast<std::uint64_t>(static_cast<std::int64_t>(values[static_cast<std::size_t>(8 * group + p)])));
    model.cycle();
    if (group >= 2) wrong += model.output(0, "keep").get() != slots.bits(group - 2, 0, 8);
  }
  EXPECT_EQ(wrong, 0);
}

TEST_F(Synthesis, AToolThatFailsSaysWhy) {
  write_file(folder_.name() + "/" + std::string(kLibraryFile), "library (x) { }\n");
  write_file(folder_.name() + "/load", "0.01");
  try {
    synthesise(selector("1:2", 2, false), {"x", "INV", "NAND", "DFF", 1, 1, 0}, tools_);
    FAIL();
  } catch (const UserError& error) {
    const std::string text = error.what();
    EXPECT_TRUE(text.starts_with("error: yosys fails with exit code 1; its last lines:\n  ")) << text;
    EXPECT_TRUE(text.ends_with(" [program-failed]\n")) << text;
    EXPECT_NE(text.find("ERROR"), std::string::npos) << text;
  }
}

std::string unpacked(const std::filesystem::path& file) {
  std::string text(std::size_t{1} << 16, '\0'), all;
  gzFile stream = gzopen(file.c_str(), "rb");
  for (int size = 0; (size = gzread(stream, text.data(), static_cast<unsigned>(text.size()))) > 0;)
    all.append(text.data(), static_cast<std::size_t>(size));
  gzclose(stream);
  return all;
}

struct LibraryCase {
  std::string name, own_name;
  std::vector<std::string> files;
  std::int64_t node;
};

class SharedLibrary : public testing::TestWithParam<LibraryCase> {};

/// Every library reads, and agrees with its row of the shipped table.
TEST_P(SharedLibrary, IsMeasured) {
  const std::filesystem::path folder = std::filesystem::path(SKEPTIC_SHARED) / "data" / "liberty";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no libraries at " << folder;
  const TemporaryFolder temporary;
  std::vector<std::string> files;
  for (const std::string& file : GetParam().files) {
    files.push_back(temporary.name() + "/" + file);
    write_file(files.back(), unpacked(folder / (file + ".gz")));
  }
  const SynthesisTools tools{run_tool_process, temporary.name(), {300, 8192}};
  const Liberty liberty = read_liberty(files);
  const LibraryUnits units = measure_units(liberty, tools);
  EXPECT_EQ(units.library, GetParam().own_name);
  const TableLibrary* row = shipped_synthesis().library(units.library);
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(row->node, GetParam().node);
  EXPECT_EQ(row->hash, hash_of(liberty.text));
  EXPECT_NEAR(row->units.fo4, units.fo4, 1e-6);
  EXPECT_EQ(row->units.nand2_area, units.nand2_area);
  EXPECT_NEAR(row->units.toggle, units.toggle, 1e-5 * units.toggle);
  // The depth of one and the same logic in FO4 delays depends little on the library: that is what it is for.
  const RtlComponent component = selector("2:4", 8, false);
  const Synthesised now = synthesise(component, units, tools);
  const auto then = shipped_synthesis().find(component, units.library);
  ASSERT_TRUE(then);
  EXPECT_NEAR(now.delay, then->delay, 1e-6);
  EXPECT_NEAR(now.area, then->area, 1e-4 * now.area);
  EXPECT_NEAR(now.energy, then->energy, 1e-4 * now.energy);
  EXPECT_GT(now.toggles / now.nand2_equivalents, 0.15);
  EXPECT_LT(now.toggles / now.nand2_equivalents, 0.6);
  EXPECT_GT(now.fo4_depth, 5);
  EXPECT_LT(now.fo4_depth, 11);
}

INSTANTIATE_TEST_SUITE_P(Files, SharedLibrary,
                         testing::Values(LibraryCase{"sg13g2", "sg13g2_stdcell_typ_1p20V_25C", {"sg13g2_stdcell_typ_1p20V_25C.lib"}, 130},
                                         LibraryCase{"nangate45", "NangateOpenCellLibrary", {"nangate45_typ.lib"}, 45},
                                         LibraryCase{"sky130", "sky130_fd_sc_hd__tt_025C_1v80", {"sky130hd_tt.lib"}, 130},
                                         LibraryCase{"asap7",
                                                     "asap7sc7p5t_SIMPLE_RVT_TT_nldm_211120",
                                                     {"asap7sc7p5t_SIMPLE_RVT_TT_nldm_211120.lib", "asap7sc7p5t_INVBUF_RVT_TT_nldm_220122.lib",
                                                      "asap7sc7p5t_SEQ_RVT_TT_nldm_220123.lib"},
                                                     7}),
                         [](const testing::TestParamInfo<LibraryCase>& test) { return test.param.name; });

TEST(SynthesisTableOf, HoldsTheCommonComponentsAsTheyAreNow) {
  const SynthesisTable& table = shipped_synthesis();
  EXPECT_EQ(table.flow, flow_hash()) << "skeptic rtl --table writes the table anew";
  EXPECT_EQ(table.libraries.size(), 5u);
  for (const TableLibrary& library : table.libraries)
    for (const RtlComponent& component : common_components())
      EXPECT_TRUE(table.find(component, library.units.library)) << text_of(component) << " in " << library.units.library;
  EXPECT_EQ(table.results.size(), table.libraries.size() * common_components().size());
  EXPECT_FALSE(table.find(selector("2:4", 7, false), "osu018_stdcells"));
  EXPECT_FALSE(table.find(common_components().front(), "no such library"));
  EXPECT_EQ(text_of(parse_synthesis_table(text_of(table))), text_of(table));
}

/// A sample of every kind of module, made again.
TEST_F(Synthesis, TheShippedTableIsWhatTheToolsSay) {
  const Liberty liberty = read_liberty({kOsu018});
  const LibraryUnits units = measure_units(liberty, tools_);
  const TableLibrary* row = shipped_synthesis().library("osu018_stdcells");
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(row->hash, hash_of(liberty.text));
  EXPECT_NEAR(row->units.fo4, units.fo4, 1e-6);
  EXPECT_NEAR(row->units.toggle, units.toggle, 1e-6 * units.toggle);
  // A few kinds now; LongTheWholeTable makes every row again.
  const std::set<std::string> sampled{"selector", "compressor", "operand_multiplexer", "density_choice", "mode_table", "packer", "gather"};
  std::set<std::string> seen;
  for (const RtlComponent& component : common_components()) {
    if (!sampled.contains(component.module) || !seen.insert(component.module).second) continue;
    const Synthesised now = synthesise(component, units, tools_);
    const auto then = shipped_synthesis().find(component, "osu018_stdcells");
    ASSERT_TRUE(then) << text_of(component);
    EXPECT_NEAR(then->area, now.area, 1e-5 * now.area) << text_of(component);
    EXPECT_NEAR(then->delay, now.delay, 2e-6) << text_of(component);
    EXPECT_NEAR(then->energy, now.energy, 1e-5 * now.energy) << text_of(component);
    EXPECT_EQ(then->source, "Skeptic's table of syntheses, osu018_stdcells");
  }
  EXPECT_EQ(seen, sampled);
}

TEST_F(Synthesis, LongTheWholeTable) {
  const LibraryUnits units = measure_units(read_liberty({kOsu018}), tools_);
  for (const RtlComponent& component : common_components()) {
    const Synthesised now = synthesise(component, units, tools_);
    const auto then = shipped_synthesis().find(component, "osu018_stdcells");
    ASSERT_TRUE(then) << text_of(component);
    EXPECT_NEAR(then->area, now.area, 1e-5 * now.area) << text_of(component);
    EXPECT_NEAR(then->delay, now.delay, 2e-6) << text_of(component);
    EXPECT_NEAR(then->energy, now.energy, 1e-5 * now.energy) << text_of(component);
  }
}

/// An inverter that drives the ports' load, by hand: the load, and half of C·V² a change. And a library that says nothing of power gives no energy.
TEST_F(Synthesis, EnergyIsInternalPowerAndTheLoads) {
  const Liberty liberty = read_liberty({kOsu018});
  EXPECT_TRUE(liberty.power);
  const LibraryUnits units = measure_units(liberty, tools_);
  // INVX1 takes 0.00932456 pF a pin; four of them at 1.8 V: half of C·V² is 0.0604 pJ a change, and the cell's own loss comes on top.
  const UnitCells cells = unit_cells(liberty);
  const double load = 4 * cells.inverter->pins.front().capacitance * liberty.capacitance_unit, switched = 0.5 * load * 1.8 * 1.8;
  EXPECT_GT(units.toggle, switched);
  EXPECT_LT(units.toggle, 2 * switched);
  // A register's output drives the same load, 0.35 changes a cycle, and its clock works in every one; eight of them are eight times one.
  const Synthesised register_of_one = synthesise({"delay", {{"WIDTH", 1}, {"STAGES", 1}}}, units, tools_),
                    of_eight = synthesise({"delay", {{"WIDTH", 8}, {"STAGES", 1}}}, units, tools_);
  EXPECT_GT(register_of_one.energy, kActivity * switched);
  EXPECT_NEAR(of_eight.energy / register_of_one.energy, 8, 0.01);
  EXPECT_DOUBLE_EQ(of_eight.toggles, of_eight.energy / units.toggle);
  std::string silent = liberty.text;
  for (std::size_t place = 0; (place = silent.find("internal_power()", place)) != std::string::npos;) silent.replace(place, 16, "no_such_power()");
  const Liberty without = parse_liberty({"silent.lib"}, {silent});
  EXPECT_FALSE(without.power);
  const LibraryUnits none = measure_units(without, tools_);
  EXPECT_EQ(none.toggle, 0);
  EXPECT_NEAR(none.fo4, units.fo4, 1e-9);
  EXPECT_EQ(synthesise({"delay", {{"WIDTH", 1}, {"STAGES", 1}}}, none, tools_).toggles, 0);
}

TEST(NodeUnitsOf, NodesOfLibrariesAndBetween) {
  const SynthesisTable table{"", {{{"coarse", "", "", "", 16.0, 0.4, 4.0}, 64, ""}, {{"fine", "", "", "", 1.0, 0.1, 1.0}, 16, ""}}, {}};
  EXPECT_EQ(node_units(table, 16).nand2_area, 1);
  EXPECT_EQ(node_units(table, 16).confidence, 'C');
  EXPECT_EQ(node_units(table, 64).confidence, 'B');
  EXPECT_EQ(node_units(table, 64).source, "measured on coarse");
  // Half way in logarithms: the square roots of the products.
  EXPECT_NEAR(node_units(table, 32).nand2_area, 4, 1e-12);
  EXPECT_NEAR(node_units(table, 32).fo4, 0.2, 1e-12);
  EXPECT_NEAR(node_units(table, 32).toggle, 2, 1e-12);
  EXPECT_EQ(node_units(table, 32).source, "between fine and coarse");
  EXPECT_EQ(node_units(table, 7).nand2_area, 1);
  EXPECT_EQ(node_units(table, 7).source, "fine of 16 nm, the nearest node that was measured");
}

}  // namespace
}  // namespace skeptic
