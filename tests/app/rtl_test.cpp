// `skeptic rtl`: what it writes and says, and what users see who lack a tool, a library or a row of the table.
#include "program.h"

namespace skeptic::app_test {
namespace {

class RtlProgram : public ProgramTest {
 protected:
  void refused(Arguments arguments, const std::string& text) const {
    SCOPED_TRACE(testing::PrintToString(arguments));
    const std::set<std::string> before = files();
    arguments.insert(arguments.begin(), "rtl");
    const Result result = skeptic(arguments);
    EXPECT_EQ(result.code, 2);
    EXPECT_EQ(result.err, text);
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(files(), before);
  }
  /// A tool that is not the real one, first on the path of shell().
  void fake(const std::string& tool, const std::string& script) const {
    std::filesystem::create_directories(folder() / "fake");
    write("fake/" + tool, "#!/bin/sh\n" + script);
    std::filesystem::permissions(folder() / "fake" / tool, std::filesystem::perms::owner_all);
  }
  Result with_path(const std::string& path, const std::string& arguments) const {
    return shell("PATH=" + path + " ../bin/skeptic rtl ampere-2to4 --synthesise --no-cache --out gates" + arguments);
  }
};

TEST_F(RtlProgram, WritesTheModulesThatAreAdded) {
  const Result result = skeptic({"rtl", example("only-4of8"), "--out", "gates", "--json", "out.json"});
  EXPECT_EQ(result.err, "");
  ASSERT_EQ(result.code, 0);
  const std::set<std::string> expected{"gates",
                                       "gates/README.md",
                                       "gates/activation_multiplexers.sv",
                                       "gates/compressor.sv",
                                       "gates/elements_array.sv",
                                       "gates/operand_multiplexer.sv",
                                       "gates/pe_array.sv",
                                       "gates/prefix_sum.sv",
                                       "gates/processing_element.sv",
                                       "gates/step_queue.sv",
                                       "out.json"};
  EXPECT_EQ(files(), expected);
  EXPECT_EQ(result.out, "9 files written to gates; README.md there says what is what\n");
  EXPECT_EQ(Json::parse(contents(folder() / "out.json"))["files"].size(), 9);
  // Once more into the same folder, beside a file of the user's.
  write("gates/mine.txt", "kept");
  EXPECT_EQ(skeptic({"rtl", example("only-4of8"), "--out", "gates"}).code, 0);
  EXPECT_EQ(contents(folder() / "gates/mine.txt"), "kept");
}

TEST_F(RtlProgram, ADenseMachineAddsNothing) {
  const Result result = skeptic({"rtl", "dense", "--out", "gates"});
  EXPECT_EQ(result.code, 0);
  EXPECT_EQ(files(), (std::set<std::string>{"gates", "gates/README.md"}));
  EXPECT_TRUE(result.out.starts_with("dense adds nothing over a dense machine for which there is SystemVerilog\n")) << result.out;
}

TEST_F(RtlProgram, SynthesisAndItsCacheAndTheTableAgree) {
  const Arguments run{"rtl", "ampere-2to4", "--synthesise", "--cache", "kept", "--json", "-"};
  const Result first = skeptic(run);
  EXPECT_EQ(first.err, "");
  ASSERT_EQ(first.code, 0);
  const Json json = first.json();
  ASSERT_EQ(json["units"].size(), 1);
  EXPECT_EQ(json["units"][0]["copies"], 256);
  EXPECT_EQ(json["units"][0]["source"], "Yosys and OpenSTA on osu018_stdcells");
  EXPECT_EQ(json["units"][0]["delay_is"], "a lower bound, without wires");
  EXPECT_EQ(json["node_nm"], 7);
  EXPECT_EQ(json["node_confidence"], "C");
  // With what was kept, no tool is needed.
  const Result again = shell("PATH=/nowhere ../bin/skeptic rtl ampere-2to4 --synthesise --cache kept --json -");
  EXPECT_EQ(again.err, "");
  const Json kept = again.json();
  EXPECT_EQ(kept["units"], json["units"]);
  const Json table = skeptic({"rtl", "ampere-2to4", "--from-table", "--json", "-"}).json();
  EXPECT_NEAR(table["units"][0]["nand2_equivalents"].get<double>(), json["units"][0]["nand2_equivalents"].get<double>(), 0.01);
  EXPECT_NEAR(table["units"][0]["fo4_depth"].get<double>(), json["units"][0]["fo4_depth"].get<double>(), 1e-3);
  EXPECT_NEAR(table["units"][0]["toggles"].get<double>(), json["units"][0]["toggles"].get<double>(), 0.01);
  EXPECT_EQ(table["units"][0]["source"], "Skeptic's table of syntheses, osu018_stdcells");
}

TEST_F(RtlProgram, TheDecisionsLatencyNeedsNoTools) {
  const Result result = shell("PATH=/nowhere ../bin/skeptic rtl " + example("dynamic-4of8") + " --from-table");
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(result.code, 0);
  EXPECT_NE(
      result.out.find(
          " cycles at 1.41 GHz as osu018_stdcells has it (activation_select_2of8 1 + energy_sums_unit with sum_tree_unit with sum_tree_unit_2 "),
      std::string::npos)
      << result.out;
  EXPECT_NE(result.out.find("; the design states 15.\n"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find("Delays are lower bounds: cells alone, without wires"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find("Energy is of a cycle in which every net changes 0.35 times"), std::string::npos) << result.out;
  // The bound of reviews stands beside it, with its rule.
  const Json json = skeptic({"rtl", example("dynamic-4of8"), "--from-table", "--json", "-"}).json();
  const Json cost = skeptic({"cost", example("dynamic-4of8"), "--json", "-"}).json();
  EXPECT_EQ(json["review_bound_cycles"], cost["decision"]["least_cycles"]);
  EXPECT_LE(json["review_bound_cycles"], json["decision_latency_cycles"]);
  EXPECT_NE(result.out.find("Reviews and skeptic cost take " + json["review_bound_cycles"].dump() +
                            " cycles for the least: of each module the fewest FO4 delays in any of the 5 libraries of Skeptic's shipped table"),
            std::string::npos)
      << result.out;
}

TEST_F(RtlProgram, AsksOnlyForWhatModulesNeed) {
  const Result result =
      skeptic({"rtl", example("vague"), "--out", "gates", "--from-table", "--set", "operands.activations.decide.rate=1 units/cycle"});
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(result.code, 0);
  EXPECT_NE(result.out.find("The decision takes at least "), std::string::npos) << result.out;
  EXPECT_EQ(result.out.find("the design states"), std::string::npos) << result.out;  // it is unknown
  const Result asked = skeptic({"rtl", example("vague"), "--out", "gates"});
  EXPECT_EQ(asked.code, 2);
  EXPECT_NE(asked.err.find("operands.activations.decide.rate is unknown [design-unknown-value]"), std::string::npos) << asked.err;
  EXPECT_EQ(asked.err.find("decide.state"), std::string::npos) << asked.err;
}

TEST_F(RtlProgram, InputsAreNotWrittenOver) {
  const std::string text = "skeptic: 1\nname: mine\nextends: ampere-2to4\n";
  write("mine.yaml", text);
  const std::string expected = "mine.yaml: error: is an input of this command, and would be lost [file-unwritable]\n  name another file\n";
  refused({"mine.yaml", "--from-table", "--json", "mine.yaml"}, expected);
  const Result cost = skeptic({"cost", "mine.yaml", "--json", "./mine.yaml"});
  EXPECT_EQ(cost.code, 2);
  EXPECT_EQ(cost.err, "./" + expected);
  EXPECT_EQ(contents(folder() / "mine.yaml"), text);
}

TEST_F(RtlProgram, ToolsThatAreNotThere) {
  Result result = with_path("/nowhere", "");
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.err, "error: sta is not to be found [program-missing]\n  apt-get install opensta\n");
  fake("sta", "echo '1.0 slack'; echo '2.0 slack'\n");
  result = with_path("$PWD/fake", "");
  EXPECT_EQ(result.err, "error: yosys is not to be found [program-missing]\n  apt-get install yosys\n");
  EXPECT_FALSE(std::filesystem::exists(folder() / "gates"));
}

TEST_F(RtlProgram, ToolsThatFail) {
  fake("yosys", "echo 'reading'; echo 'ERROR: no such file'; exit 1\n");
  Result result = with_path("$PWD/fake:$PATH", "");
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.err, "error: yosys fails with exit code 1; its last lines:\n  reading\n  ERROR: no such file [program-failed]\n");
  fake("yosys", "echo 'mapping'; exec sleep 60\n");
  result = with_path("$PWD/fake:$PATH", " --tool-seconds 2");
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.err,
            "error: yosys needs more than 2 s; its last lines:\n  mapping [program-limit]\n"
            "  allow more with --tool-seconds and --tool-megabytes, or ask for less\n");
  fake("yosys", "exec tail /dev/zero\n");
  result = with_path("$PWD/fake:$PATH", " --tool-megabytes 400");
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.err,
            "error: yosys needs more than 400 MB of memory; its last lines:\n  tail: memory exhausted [program-limit]\n"
            "  allow more with --tool-seconds and --tool-megabytes, or ask for less\n");
  fake("sta", "echo 'Error: syntax error'; echo 'skeptic: stopped'\n");
  result = with_path("$PWD/fake:$PATH", "");
  EXPECT_EQ(result.err, "error: sta does not time the netlist; its last lines:\n  Error: syntax error [program-failed]\n");
  EXPECT_FALSE(std::filesystem::exists(folder() / "gates"));
}

TEST_F(RtlProgram, LibrariesThatAreNone) {
  write("packed.lib.gz", "\x1f\x8b\x08");
  refused({"ampere-2to4", "--synthesise", "--out", "gates", "--liberty", "packed.lib.gz"},
          "packed.lib.gz: error: is compressed with gzip, which the tools do not read [liberty-format]\n  gunzip -c packed.lib.gz > packed.lib\n");
  refused({"ampere-2to4", "--synthesise", "--liberty", "none.lib"}, "none.lib: error: no such file [file-missing]\n");
  write("text.lib", "hello\n");
  refused({"ampere-2to4", "--synthesise", "--liberty", "text.lib"},
          "text.lib:1:0: error: does not parse as Liberty: \":\" or \"(\" is expected behind \"hello\" [liberty-format]\n");
  write("gates.lib",
        "library (gates) { cell (I) { area : 1; pin (A) { direction : input; } pin (Y) { direction : output; function : \"!A\"; } } }\n");
  refused({"ampere-2to4", "--synthesise", "--liberty", "gates.lib"},
          "gates.lib: error: library gates has no flip-flop among its 1 cells [liberty-cell]\n"
          "  expected: an inverter, a NAND of two inputs and a flip-flop that may be used\n"
          "  a library in several files needs all of them: --liberty A --liberty B\n");
}

TEST_F(RtlProgram, WhatDoesNotGoTogether) {
  refused({}, "error: no design is named [command-line]\n  expected: skeptic rtl DESIGN --out DIR\n");
  refused({"dense"}, "error: nothing is asked for [command-line]\n  expected: --out DIR, --synthesise or --from-table\n");
  refused({"dense", "--synthesise", "--from-table"},
          "error: --synthesise and --from-table exclude each other [command-line]\n  expected: one of the two\n");
  refused({"dense", "--out", "d", "--liberty", "a.lib"},
          "error: --liberty goes with --synthesise alone [command-line]\n  expected: --synthesise --liberty FILE\n");
  refused({"dense", "--table", "t.yaml"}, "error: --table needs the library's node [command-line]\n  expected: --node NM\n");
  write("file", "");
  refused({"dense", "--out", "file"}, "file: error: is a file, not a folder [file-unwritable]\n");
  write("README.md", "mine");
  refused({"dense", "--out", "."},
          "./README.md: error: is not one that this command wrote, and would be lost [file-unwritable]\n  name another folder\n");
}

TEST_F(RtlProgram, RowsThatTheTableDoesNotHave) {
  refused({"ampere-2to4", "--from-table", "--set", "operands.activations.bits=11"},
          "error: activation_multiplexers is not in the shipped table: operand_multiplexer LANES=2 INPUTS=4 BITS=11 INDEX_BITS=2 [rtl-table]\n"
          "  --synthesise runs Yosys and OpenSTA instead\n");
}

}  // namespace
}  // namespace skeptic::app_test
