// Liberty files: what is read of them, the cells that units are measured in, and what is said against files that are none.
#include "rtl/liberty.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/diagnostic.h"

namespace skeptic {
namespace {

constexpr const char* kInverter = R"LIB(
  cell (INVX1) {
    area : 16;
    pin(A) { direction : input; capacitance : 0.009; }
    pin(Y) { direction : output; function : "(!A)";
      timing() { related_pin : "A"; cell_rise(t) { values ( "0.1, 0.2", \
        "0.3, 0.4" ); } } }
  }
)LIB";
constexpr const char* kNand = R"LIB(
  cell ("NAND2X1") { area : 24; /* a comment with } and { */
    pin("A") { direction : "input"; } pin("B") { direction : "input"; } pin(Y) { direction : output; function : "(A B)'"; } }
)LIB";
constexpr const char* kFlipFlop = R"LIB(
  cell (DFF) { area : 96; ff (IQ, IQN) { clocked_on : "CLK"; next_state : "D"; }
    pin(D) { direction : input; } pin(CLK) { direction : input; } pin(Q) { direction : output; function : "IQ"; } }
)LIB";

std::string library(const std::string& cells, const std::string& units = "time_unit : \"1ns\"; capacitive_load_unit (1,pf);") {
  return "/* made for a test */\nlibrary (small) {\n  " + units + "\n  lu_table_template(t) { variable_1 : input_net_transition; }\n" + cells + "}\n";
}

std::string error_of(const std::string& text) {
  try {
    unit_cells(parse_liberty({"a.lib"}, {text}));
  } catch (const UserError& error) {
    return error.what();
  }
  return {};
}

TEST(Liberty, ReadsCellsPinsAndUnits) {
  const Liberty read = parse_liberty({"a.lib"}, {library(std::string(kInverter) + kNand + kFlipFlop)});
  EXPECT_EQ(read.name, "small");
  ASSERT_EQ(read.cells.size(), 3u);
  EXPECT_EQ(read.cells[0].name, "INVX1");
  EXPECT_EQ(read.cells[0].area, 16);
  ASSERT_EQ(read.cells[0].pins.size(), 2u);
  EXPECT_EQ(read.cells[0].pins[0].capacitance, 0.009);
  EXPECT_EQ(read.cells[0].pins[1].function, "(!A)");
  EXPECT_TRUE(read.cells[2].flip_flop);
  EXPECT_EQ(read.time_unit, 1);
  EXPECT_EQ(parse_liberty({"a.lib"}, {library(kNand, "time_unit : \"1ps\"; capacitive_load_unit (1,ff);")}).time_unit, 1e-3);
  EXPECT_EQ(parse_liberty({"a.lib"}, {library(kNand, "time_unit : \"1ps\"; capacitive_load_unit (1,ff);")}).capacitance_unit, 1e-3);
}

TEST(Liberty, UnitsAreTheSmallestCellsThatMayBeUsed) {
  const std::string others = R"LIB(
    cell (INVX0) { area : 8; dont_use : true; pin(A) { direction : input; } pin(Y) { direction : output; function : "!A"; } }
    cell (INVX2) { area : 20; pin(A) { direction : input; } pin(Y) { direction : output; function : "A'"; } }
    cell (NOR2X1) { area : 12; pin(A) { direction : input; } pin(B) { direction : input; } pin(Y) { direction : output; function : "!(A+B)"; } }
    cell (BUFX1) { area : 4; pin(A) { direction : input; } pin(Y) { direction : output; function : "A"; } }
)LIB";
  const Liberty read = parse_liberty({"a.lib"}, {library(others + kInverter + kNand + kFlipFlop)});
  const UnitCells cells = unit_cells(read);
  EXPECT_EQ(cells.inverter->name, "INVX1");
  EXPECT_EQ(cells.nand2->name, "NAND2X1");
  EXPECT_EQ(cells.flip_flop->name, "DFF");
}

TEST(Liberty, FunctionsAreEvaluated) {
  const std::vector<std::string> names{"A", "B", "C"};
  const auto table = [&](const std::string& function) {
    std::string values;
    for (unsigned row = 0; row < 8; ++row) values += function_value(function, names, row).value() ? '1' : '0';
    return values;
  };
  EXPECT_EQ(table("A"), "01010101");
  EXPECT_EQ(table("!(A & B)"), "11101110");
  EXPECT_EQ(table("(A B)'"), "11101110");
  EXPECT_EQ(table("A*B+C"), "00011111");
  EXPECT_EQ(table("A|B&C"), "01010111");
  EXPECT_EQ(table("A^B^C"), "01101001");
  EXPECT_EQ(table("!A !B"), "10001000");
  EXPECT_EQ(table("((A'))"), "10101010");
  EXPECT_EQ(function_value("A B", {"A"}, 1), std::nullopt);
  EXPECT_EQ(function_value("(A", names, 1), std::nullopt);
  EXPECT_EQ(function_value("", names, 1), std::nullopt);
}

TEST(Liberty, SeveralFilesBecomeOne) {
  const Liberty read = parse_liberty({"a.lib", "b.lib"}, {library(kInverter), library(std::string(kNand) + kFlipFlop)});
  EXPECT_EQ(read.cells.size(), 3u);
  EXPECT_EQ(unit_cells(read).flip_flop->name, "DFF");
  // The text is one library, whose table stands in it once.
  const Liberty again = parse_liberty({"c.lib"}, {read.text});
  EXPECT_EQ(again.cells.size(), 3u);
  EXPECT_EQ(read.text.find("lu_table_template"), read.text.rfind("lu_table_template"));
}

TEST(LibertyErrors, FilesThatAreNoLibraries) {
  EXPECT_EQ(error_of(std::string("\x1f\x8b\x08", 3)),
            "a.lib: error: is compressed with gzip, which the tools do not read [liberty-format]\n"
            "  gunzip -c a.lib > a.lib.lib\n");
  EXPECT_EQ(error_of("module m; endmodule\n"),
            "a.lib:1:0: error: does not parse as Liberty: \":\" or \"(\" is expected behind \"module\" [liberty-format]\n");
  EXPECT_EQ(error_of("cell (A) { }\n"), "a.lib:1:0: error: is no Liberty file: it does not begin with \"library (NAME) {\" [liberty-format]\n");
  EXPECT_EQ(error_of(""), "a.lib:1:0: error: is no Liberty file: it does not begin with \"library (NAME) {\" [liberty-format]\n");
  EXPECT_EQ(error_of(library("")), "a.lib:2:0: error: has no cells [liberty-format]\n");
  EXPECT_EQ(error_of(library(kInverter).substr(0, 300)),
            "a.lib:2:0: error: ends within \"library (small)\", which begins here [liberty-format]\n"
            "  is the file complete?\n");
  EXPECT_EQ(error_of(library("  cell (A { area : 1; }\n")),
            "a.lib:5:0: error: does not parse as Liberty: a parenthesis is not closed [liberty-format]\n  is the file complete?\n");
}

TEST(LibertyErrors, FilesOfDifferentUnits) {
  try {
    parse_liberty({"a.lib", "b.lib"}, {library(kInverter), library(kNand, "time_unit : \"1ps\";")});
    FAIL();
  } catch (const UserError& error) {
    EXPECT_STREQ(error.what(), "b.lib: error: has other units than a.lib [liberty-format]\n  files of one library have the same units\n");
  }
}

TEST(LibertyErrors, MissingCells) {
  const std::string rest =
      " among its 2 cells [liberty-cell]\n  expected: an inverter, a NAND of two inputs and a flip-flop that may be used\n"
      "  a library in several files needs all of them: --liberty A --liberty B\n";
  EXPECT_EQ(error_of(library(std::string(kInverter) + kNand)), "a.lib: error: library small has no flip-flop" + rest);
  EXPECT_EQ(error_of(library(std::string(kInverter) + kFlipFlop)), "a.lib: error: library small has no NAND of two inputs" + rest);
  EXPECT_EQ(error_of(library(std::string(kNand) + kFlipFlop)), "a.lib: error: library small has no inverter" + rest);
}

}  // namespace
}  // namespace skeptic
