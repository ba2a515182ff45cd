// What a design inherits, from where, and what its own `chosen` and `tile` drop.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "designs.h"

namespace skeptic {
namespace {

using testing::ElementsAre;

std::string written(const Design& design, std::string_view path) {
  const Value* value = design.find(path);
  return value == nullptr ? "-" : value->written;
}

Design child(const std::string& text) { return parse_design("skeptic: 1\nextends: ampere-2to4\n" + text, "folder/child.yaml"); }

TEST(Extends, OnlyTheDifferenceIsWritten) {
  const Design design = child("fabric: {window: 8, array: {n: 8}}\nclock: 1 GHz\n");
  EXPECT_EQ(design.name, "child");
  EXPECT_EQ(design.extends, "ampere-2to4");
  EXPECT_EQ(design.source, "folder/child.yaml");
  EXPECT_THAT(design.own, ElementsAre("clock", "fabric.array.n", "fabric.window"));
  EXPECT_EQ(written(design, "fabric.array.m"), "16");
  EXPECT_EQ(written(design, "fabric.array.n"), "8");
  EXPECT_EQ(written(design, "fabric.window"), "8");
  EXPECT_EQ(design.find("fabric.window")->place.file, "folder/child.yaml");
  EXPECT_EQ(design.find("fabric.lanes")->place.file, "designs/ampere-2to4.yaml");
}

TEST(Extends, NameAndClaimsAreNotInherited) {
  const Folder folder;
  folder.write("a.yaml", "skeptic: 1\nname: first\nextends: dense\nclaims: [{speedup: 2x, over: dense, on: resnet50}]\n");
  EXPECT_EQ(replaced(error_of([&] { load_design(folder.path() + "/a.yaml"); }), folder.path(), "F"),
            "F/a.yaml:4:20: error: speedup takes no unit: \"2x\" [design-unit]\n"
            "  claims: [{speedup: 2x, over: dense, on: resnet50}]\n"
            "                     ^\n"
            "  expected: a number from 0.01 to 100000\n");
  folder.write("a.yaml", "skeptic: 1\nname: first\nextends: dense\nclaims: [{speedup: 2.5, over: dense, on: resnet50}]\n");
  const std::string b = folder.write("b.yaml", "skeptic: 1\nextends: a.yaml\n");
  const Design first = load_design(folder.path() + "/a.yaml");
  ASSERT_EQ(first.claims.size(), 1U);
  EXPECT_EQ(first.claims[0].speedup, Rational(5, 2));
  EXPECT_EQ(first.claims[0].over, "dense");
  EXPECT_EQ(first.claims[0].on, "resnet50");
  EXPECT_EQ(first.claims[0].batch, 1);
  EXPECT_EQ(first.claims[0].place.line, 4);
  const Design second = load_design(b);
  EXPECT_EQ(second.name, "b");
  EXPECT_TRUE(second.claims.empty());
  EXPECT_TRUE(second.own.empty());
}

TEST(Extends, ChosenDropsTheKeysOfTheOtherKind) {
  const Design run_time = child("operands: {activations: {chosen: run-time, patterns: [\"2:4\", dense], decide: {by: producer}}}\n");
  EXPECT_EQ(written(run_time, "operands.activations.pattern"), "-");
  EXPECT_EQ(written(run_time, "operands.activations.patterns"), "[\"2:4\", dense]");

  const Folder folder;
  const std::string parent = folder.write("parent.yaml", "skeptic: 1\n" + to_yaml(run_time).substr(std::string("skeptic: 1\n").size()));
  const std::string fixed = folder.write("sub/fixed.yaml", "skeptic: 1\nextends: ../parent.yaml\noperands: {activations: {chosen: fixed}}\n");
  const Design design = load_design(fixed);
  EXPECT_EQ(written(design, "operands.activations.patterns"), "-");
  EXPECT_EQ(written(design, "operands.activations.decide.by"), "-");
  EXPECT_EQ(written(design, "operands.activations.pattern"), "-");
  EXPECT_TRUE(design.unknowns().empty());
}

TEST(Extends, TileWordAndTileSizesReplaceEachOther) {
  const Design sizes = child("tile: {m: 32, k: all}\n");
  EXPECT_EQ(written(sizes, "tile"), "-");
  EXPECT_EQ(written(sizes, "tile.m"), "32");
  EXPECT_EQ(written(sizes, "tile.k"), "all");
  EXPECT_EQ(written(sizes, "tile.n"), "-");
  const Design word = with(sizes, "tile", "auto");
  EXPECT_EQ(written(word, "tile"), "auto");
  EXPECT_EQ(written(word, "tile.m"), "-");
}

TEST(Extends, NoneTakesBackWhatIsOptional) {
  const Design design = child("vector: none\nmemory: {weights: {width: none}, accumulators: none}\n");
  EXPECT_EQ(written(design, "vector.lanes"), "-");
  EXPECT_EQ(written(design, "memory.weights.width"), "-");
  EXPECT_EQ(written(design, "memory.activations.width"), "1024 bits/cycle");
  EXPECT_EQ(written(design, "memory.accumulators.size"), "-");
  EXPECT_EQ(child_error("clock: none\n"),
            "x.yaml:3:8: error: clock is not a number: \"none\" [design-value]\n"
            "  clock: none\n"
            "         ^\n"
            "  expected: a frequency from 1 MHz to 100 GHz, in Hz, kHz, MHz or GHz\n");
}

TEST(Extends, WhatIsLeftOutOfAMechanismIsUnknown) {
  const Design bare = child("operands: {activations: {chosen: run-time}}\n");
  const std::string decide = "operands.activations.decide.";
  EXPECT_THAT(bare.unknowns(), ElementsAre("operands.activations.patterns", decide + "by", decide + "when", decide + "policy", decide + "unit.pixels",
                                           decide + "unit.channels", decide + "latency", decide + "rate", decide + "switch", decide + "state"));
  EXPECT_THAT(bare.own, ElementsAre("operands.activations.chosen"));

  // A producer's choice has no latency of its own in this model, and a choice at use no rate.
  const Design producer =
      child("operands: {activations: {chosen: run-time, patterns: [\"2:4\", dense], decide: {by: producer, unit: {pixels: 1}}}}\n");
  EXPECT_THAT(producer.unknowns(), ElementsAre(decide + "policy", decide + "unit.channels", decide + "switch", decide + "state"));
  const Design at_use =
      child("operands: {activations: {chosen: run-time, patterns: [\"2:4\", dense], decide: {by: consumer, when: use, rate: unknown}}}\n");
  EXPECT_THAT(at_use.unknowns(), ElementsAre(decide + "policy", decide + "unit.pixels", decide + "unit.channels", decide + "latency",
                                             decide + "switch", decide + "state"));
  EXPECT_EQ(at_use.find(decide + "latency")->place.line, 3);
}

TEST(Extends, AWholeMechanismCanBeUnknown) {
  const Design design = child("operands: {activations: {chosen: run-time, patterns: [\"2:4\", dense], decide: unknown}}\nvector: unknown\n");
  EXPECT_EQ(design.unknowns().size(), 10U);
  EXPECT_EQ(written(design, "vector.lanes"), "unknown");
  EXPECT_EQ(written(design, "operands.activations.decide.stored"), "-");
}

TEST(Extends, ErrorsOfTheParentStandInTheParent) {
  const Folder folder;
  folder.write("parent.yaml", "skeptic: 1\nextends: dense\nfabric:\n  lane: 2\n");
  const std::string file = folder.write("child.yaml", "skeptic: 1\nextends: parent.yaml\nclock: fast\n");
  EXPECT_EQ(replaced(error_of([&] { load_design(file); }), folder.path(), "F"),
            "F/child.yaml:3:8: error: clock is not a number: \"fast\" [design-value]\n"
            "  clock: fast\n"
            "         ^\n"
            "  expected: a frequency from 1 MHz to 100 GHz, in Hz, kHz, MHz or GHz\n"
            "F/parent.yaml:4:3: error: unknown key \"lane\" in fabric [design-unknown-key]\n"
            "    lane: 2\n"
            "    ^\n"
            "  expected: kind, delivery, array, arrays, slices, lanes, window, empty-window, order, sync, balance or decode\n"
            "  did you mean \"lanes\"?\n");
}

TEST(Extends, AParentThatIsMissing) {
  const Folder folder;
  const std::string file = folder.write("child.yaml", "skeptic: 1\nextends: ../nowhere.yaml\n");
  EXPECT_EQ(replaced(error_of([&] { load_design(file); }), std::filesystem::path(folder.path()).parent_path().string(), "T"),
            replaced("T/F/child.yaml:2:10: error: no such file: \"T/nowhere.yaml\" [file-missing]\n"
                     "  extends: ../nowhere.yaml\n"
                     "           ^\n",
                     "F", std::filesystem::path(folder.path()).filename().string()));
}

TEST(Extends, Cycles) {
  const Folder folder;
  const std::string a = folder.write("a.yaml", "skeptic: 1\nextends: b.yaml\n");
  folder.write("b.yaml", "skeptic: 1\nextends: ./sub/../a.yaml\n");
  EXPECT_EQ(replaced(error_of([&] { load_design(a); }), folder.path() + "/", ""),
            "b.yaml:2:10: error: \"a.yaml\" extends itself [design-extends-cycle]\n"
            "  extends: ./sub/../a.yaml\n"
            "           ^\n"
            "  expected: a design that does not lead back to this one\n"
            "  a.yaml → b.yaml → a.yaml\n");
  const std::string self = folder.write("self.yaml", "skeptic: 1\nextends: self.yaml\n");
  EXPECT_EQ(replaced(error_of([&] { load_design(self); }), folder.path() + "/", ""),
            "self.yaml:2:10: error: \"self.yaml\" extends itself [design-extends-cycle]\n"
            "  extends: self.yaml\n"
            "           ^\n"
            "  expected: a design that does not lead back to this one\n"
            "  self.yaml → self.yaml\n");
}

TEST(Extends, LongChainsEnd) {
  const Folder folder;
  for (int i = 0; i < 40; ++i) folder.write(std::to_string(i) + ".yaml", "skeptic: 1\nextends: " + std::to_string(i + 1) + ".yaml\n");
  EXPECT_NE(error_of([&] { load_design(folder.path() + "/0.yaml"); }).find("more than 16 designs extend each other [design-extends-cycle]"),
            std::string::npos);
}

TEST(Extends, AFileInTheFolderOfTheExtendingFile) {
  const Folder folder;
  folder.write("base/base.yaml", kSmall);
  folder.write("base/middle.yaml", "skeptic: 1\nextends: base.yaml\nfabric: {window: 16}\n");
  const std::string file = folder.write("top.yaml", "skeptic: 1\nextends: base/middle.yaml\nfabric: {lanes: 4}\n");
  const Design design = load_design(file);
  EXPECT_EQ(written(design, "fabric.window"), "16");
  EXPECT_EQ(written(design, "fabric.lanes"), "4");
  EXPECT_EQ(written(design, "memory.weights.size"), "64 KiB");
}

}  // namespace
}  // namespace skeptic
