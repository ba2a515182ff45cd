// The exact text of every error of a design file.
#include <gtest/gtest.h>

#include "designs.h"

namespace skeptic {
namespace {

TEST(DesignDiagnostics, FileMissing) {
  EXPECT_EQ(error_of([] { load_design("no/such.yaml"); }), "no/such.yaml: error: no such file [file-missing]\n");
}

TEST(DesignDiagnostics, FileUnreadable) {
  const Folder folder;
  EXPECT_EQ(replaced(error_of([&] { load_design(folder.path() + "/"); }), folder.path(), "F"),
            "F/: error: this is a folder, not a file [file-unreadable]\n");
  const std::string large = folder.write("large.yaml", std::string((1 << 20) + 1, ' '));
  EXPECT_EQ(replaced(error_of([&] { load_design(large); }), folder.path(), "F"),
            "F/large.yaml: error: is larger than 1048576 bytes [file-unreadable]\n");
  EXPECT_EQ(error_of([] { parse_design(std::string((1 << 20) + 1, ' '), "x.yaml"); }),
            "x.yaml: error: is larger than 1048576 bytes [file-unreadable]\n");
}

TEST(DesignDiagnostics, YamlSyntax) {
  EXPECT_EQ(parse_error("fabric: [1, 2\n"), "x.yaml:3:1: error: not YAML: end of sequence flow not found [yaml-syntax]\n");
  EXPECT_EQ(parse_error("clock: 1: 2\n"),
            "x.yaml:2:9: error: not YAML: illegal map value [yaml-syntax]\n"
            "  clock: 1: 2\n"
            "          ^\n");
  for (const char quote : {'"', '\''})
    EXPECT_EQ(parse_error(std::string("clock: ") + quote + "1 GHz\n"),
              std::string("x.yaml:2:8: error: not YAML: a quote is not closed [yaml-syntax]\n"
                          "  clock: ") +
                  quote +
                  "1 GHz\n"
                  "         ^\n");
  EXPECT_EQ(parse_error("name: a\xFFz\n"),
            "x.yaml:2:8: error: not YAML: not UTF-8 text [yaml-syntax]\n"
            "  name: a\xFFz\n"
            "         ^\n");
  EXPECT_EQ(parse_error(std::string("name: a\0b\n", 10)),
            "x.yaml:2:8: error: not YAML: not UTF-8 text [yaml-syntax]\n"
            "  name: a?b\n"
            "         ^\n");
}

TEST(DesignDiagnostics, YamlShapeOfTheFile) {
  EXPECT_EQ(error_of([] { parse_design("hello", "x.yaml"); }),
            "x.yaml:1:1: error: the file is a single value [yaml-shape]\n"
            "  hello\n"
            "  ^\n"
            "  expected: a mapping that starts with skeptic: 1\n");
  EXPECT_EQ(error_of([] { parse_design("# nothing\n", "x.yaml"); }),
            "x.yaml:1:1: error: the file is empty [yaml-shape]\n"
            "  # nothing\n"
            "  ^\n"
            "  expected: a mapping that starts with skeptic: 1\n");
  EXPECT_EQ(child_error("---\nclock: 1 GHz\n"),
            "x.yaml:3:1: error: a second document starts here [yaml-shape]\n"
            "  ---\n"
            "  ^\n"
            "  expected: one design a file\n");
}

TEST(DesignDiagnostics, YamlShapeOfAKey) {
  EXPECT_EQ(child_error("fabric:\n  array: [16, 16]\n"),
            "x.yaml:4:10: error: fabric.array is a list [yaml-shape]\n"
            "    array: [16, 16]\n"
            "           ^\n"
            "  expected: a mapping with m, n and k\n");
  EXPECT_EQ(child_error("fabric: {sync: 4}\n"),
            "x.yaml:3:16: error: fabric.sync is \"4\" [yaml-shape]\n"
            "  fabric: {sync: 4}\n"
            "                 ^\n"
            "  expected: a mapping with domain and slack\n");
  EXPECT_EQ(child_error("fabric: {lanes: {of: 2}}\n"),
            "x.yaml:3:17: error: fabric.lanes is a mapping [yaml-shape]\n"
            "  fabric: {lanes: {of: 2}}\n"
            "                  ^\n"
            "  expected: an integer from 1 to 64\n");
  EXPECT_EQ(child_error("memory:\n  buffers:\nclock: 1 GHz\n"),
            "x.yaml:4:3: error: memory.buffers has no value [yaml-shape]\n"
            "    buffers:\n"
            "    ^\n"
            "  expected: an integer from 1 to 16\n");
  EXPECT_EQ(child_error("? [a]\n: 1\n"),
            "x.yaml:3:3: error: a key is a list [yaml-shape]\n"
            "  ? [a]\n"
            "    ^\n"
            "  expected: a word\n");
}

TEST(DesignDiagnostics, AnchorsAliasesAndTags) {
  EXPECT_EQ(child_error("clock: &c 1 GHz\ntechnology: !node 7nm\nvector: {lanes: *c}\n"),
            "x.yaml:3:8: error: anchors are not read [yaml-shape]\n"
            "  clock: &c 1 GHz\n"
            "         ^\n"
            "  expected: the value itself\n"
            "x.yaml:4:13: error: tags are not read [yaml-shape]\n"
            "  technology: !node 7nm\n"
            "              ^\n"
            "  expected: the value itself\n"
            "x.yaml:5:17: error: aliases are not read [yaml-shape]\n"
            "  vector: {lanes: *c}\n"
            "                  ^\n"
            "  expected: the value itself\n");
}

TEST(DesignDiagnostics, Version) {
  EXPECT_EQ(error_of([] { parse_design("extends: dense\n", "x.yaml"); }),
            "x.yaml:1:1: error: the file does not say which version of the format it is in [design-version]\n"
            "  extends: dense\n"
            "  ^\n"
            "  expected: skeptic: 1\n");
  EXPECT_EQ(error_of([] { parse_design("skeptic: 2\nextends: dense\n", "x.yaml"); }),
            "x.yaml:1:10: error: skeptic is 2 [design-version]\n"
            "  skeptic: 2\n"
            "           ^\n"
            "  expected: 1\n"
            "  this program reads version 1 of the format\n");
}

TEST(DesignDiagnostics, UnknownKey) {
  EXPECT_EQ(child_error("fabric:\n  lane: 2\n"),
            "x.yaml:4:3: error: unknown key \"lane\" in fabric [design-unknown-key]\n"
            "    lane: 2\n"
            "    ^\n"
            "  expected: kind, delivery, array, arrays, slices, lanes, window, empty-window, order, sync, balance or decode\n"
            "  did you mean \"lanes\"?\n");
  EXPECT_EQ(child_error("window: 8\n"),
            "x.yaml:3:1: error: unknown key \"window\" [design-unknown-key]\n"
            "  window: 8\n"
            "  ^\n"
            "  expected: skeptic, name, extends, citation, year, claims, runs, clock, fabric, operands, tile, vector, memory, chip or technology\n"
            "  there is \"fabric.window\"\n");
  EXPECT_EQ(child_error("claims: [{speedup: 2, over: dense, on: resnet50, bath: 1}]\n"),
            "x.yaml:3:50: error: unknown key \"bath\" in the claim [design-unknown-key]\n"
            "  claims: [{speedup: 2, over: dense, on: resnet50, bath: 1}]\n"
            "                                                   ^\n"
            "  expected: speedup, over, on or batch\n"
            "  did you mean \"batch\"?\n");
}

TEST(DesignDiagnostics, ControlCharactersAreNotPrinted) {
  EXPECT_EQ(child_error("\"\\e[2J\": 1\n"),
            "x.yaml:3:1: error: unknown key \"?[2J\" [design-unknown-key]\n"
            "  \"\\e[2J\": 1\n"
            "  ^\n"
            "  expected: skeptic, name, extends, citation, year, claims, runs, clock, fabric, operands, tile, vector, memory, chip or technology\n");
}

TEST(DesignDiagnostics, DuplicateKey) {
  EXPECT_EQ(child_error("fabric:\n  lanes: 2\n  window: 8\n  lanes: 4\n"),
            "x.yaml:6:3: error: \"lanes\" is written twice in fabric [design-duplicate-key]\n"
            "    lanes: 4\n"
            "    ^\n"
            "  first written in line 4\n");
}

TEST(DesignDiagnostics, MissingKey) {
  EXPECT_EQ(error_of([] { parse_design(replaced(kSmall, "  lanes: 2\n", ""), "x.yaml"); }),
            "x.yaml:5:3: error: fabric.lanes is not written [design-missing-key]\n"
            "    array: {m: 4, n: 4}\n"
            "    ^\n"
            "  expected: an integer from 1 to 64\n"
            "  write unknown where it is not decided yet\n");
  EXPECT_EQ(error_of([] { parse_design(replaced(kSmall, "technology: 7nm\n", ""), "x.yaml"); }),
            "x.yaml:1:1: error: technology is not written [design-missing-key]\n"
            "  skeptic: 1\n"
            "  ^\n"
            "  expected: a technology node from 1 nm to 250 nm\n"
            "  write unknown where it is not decided yet\n");
  EXPECT_EQ(child_error("claims:\n  - {speedup: 2, on: resnet50}\n"),
            "x.yaml:4:5: error: the claim has no over [design-missing-key]\n"
            "    - {speedup: 2, on: resnet50}\n"
            "      ^\n"
            "  expected: a text\n");
}

TEST(DesignDiagnostics, Value) {
  EXPECT_EQ(child_error("fabric: {lanes: two}\n"),
            "x.yaml:3:17: error: fabric.lanes is not a number: \"two\" [design-value]\n"
            "  fabric: {lanes: two}\n"
            "                  ^\n"
            "  expected: an integer from 1 to 64\n");
  EXPECT_EQ(child_error("fabric: {lanes: 1.5}\n"),
            "x.yaml:3:17: error: fabric.lanes is \"1.5\", not an integer [design-value]\n"
            "  fabric: {lanes: 1.5}\n"
            "                  ^\n"
            "  expected: an integer from 1 to 64\n");
  EXPECT_EQ(child_error("memory: {weights: {size: 0.3 B}}\n"),
            "x.yaml:3:26: error: memory.weights.size is 0.3 B, not a whole number of bits [design-value]\n"
            "  memory: {weights: {size: 0.3 B}}\n"
            "                           ^\n"
            "  expected: a storage size from 8 bits to 1024 MiB, in bits, B, KB, KiB, MB or MiB\n");
  EXPECT_EQ(child_error("clock: 1.2345678901 GHz\n"),
            "x.yaml:3:8: error: clock has more than 9 significant digits [design-value]\n"
            "  clock: 1.2345678901 GHz\n"
            "         ^\n"
            "  expected: a frequency from 1 MHz to 100 GHz, in Hz, kHz, MHz or GHz\n");
  EXPECT_EQ(child_error("name: unknown\n"),
            "x.yaml:3:7: error: name cannot be unknown [design-value]\n"
            "  name: unknown\n"
            "        ^\n"
            "  expected: a text\n");
  EXPECT_EQ(child_error("operands: {activations: {chosen: unknown}}\n"),
            "x.yaml:3:34: error: operands.activations.chosen cannot be unknown [design-value]\n"
            "  operands: {activations: {chosen: unknown}}\n"
            "                                   ^\n"
            "  expected: offline, learned, fixed or run-time\n");
  EXPECT_EQ(child_error("operands: {weights: {encoding: run-length}}\n"),
            "x.yaml:3:32: error: operands.weights.encoding is \"run-length\" [design-value]\n"
            "  operands: {weights: {encoding: run-length}}\n"
            "                                 ^\n"
            "  expected: none, bitmask, offset, combinatorial, run-length r (1 to 16 bits) or csr\n"
            "  write the bits of a run, such as run-length 4\n");
  EXPECT_EQ(child_error("name: \"\"\n"),
            "x.yaml:3:7: error: name is empty [design-value]\n"
            "  name: \"\"\n"
            "        ^\n"
            "  expected: a text\n");
  EXPECT_EQ(child_error("name: \"a\\eb\"\n"),
            "x.yaml:3:7: error: name is longer than 200 bytes or holds control characters [design-value]\n"
            "  name: \"a\\eb\"\n"
            "        ^\n"
            "  expected: a text\n");
}

TEST(DesignDiagnostics, Unit) {
  EXPECT_EQ(child_error("clock: 1.41\n"),
            "x.yaml:3:8: error: clock has no unit [design-unit]\n"
            "  clock: 1.41\n"
            "         ^\n"
            "  expected: a frequency from 1 MHz to 100 GHz, in Hz, kHz, MHz or GHz\n");
  EXPECT_EQ(child_error("memory:\n  dram: {bandwidth: 100 Gb/s}\n"),
            "x.yaml:4:21: error: memory.dram.bandwidth has the unit \"Gb/s\" [design-unit]\n"
            "    dram: {bandwidth: 100 Gb/s}\n"
            "                      ^\n"
            "  expected: a bandwidth from 1 MB/s to 1000 TB/s, in MB/s, MiB/s, GB/s, GiB/s, TB/s or TiB/s\n"
            "  did you mean \"GB/s\"?\n");
  EXPECT_EQ(child_error("clock: 15 cycles\n"),
            "x.yaml:3:8: error: clock has the unit \"cycles\" [design-unit]\n"
            "  clock: 15 cycles\n"
            "         ^\n"
            "  expected: a frequency from 1 MHz to 100 GHz, in Hz, kHz, MHz or GHz\n");
  EXPECT_EQ(child_error("fabric: {window: 8 cycles}\n"),
            "x.yaml:3:18: error: fabric.window takes no unit: \"8 cycles\" [design-unit]\n"
            "  fabric: {window: 8 cycles}\n"
            "                   ^\n"
            "  expected: an integer from 1 to 64\n");
}

TEST(DesignDiagnostics, Choice) {
  EXPECT_EQ(child_error("fabric: {order: m-out}\n"),
            "x.yaml:3:17: error: fabric.order cannot be \"m-out\" [design-choice]\n"
            "  fabric: {order: m-out}\n"
            "                  ^\n"
            "  expected: m-outer or n-outer\n"
            "  did you mean \"m-outer\"?\n");
  EXPECT_EQ(child_error("operands: {weights: {encoding: offst}}\n"),
            "x.yaml:3:32: error: operands.weights.encoding cannot be \"offst\" [design-choice]\n"
            "  operands: {weights: {encoding: offst}}\n"
            "                                 ^\n"
            "  expected: none, bitmask, offset, combinatorial, run-length r (1 to 16 bits) or csr\n"
            "  did you mean \"offset\"?\n");
  EXPECT_EQ(child_error("operands: {activations: {chosen: run-time, decide: {policy: {energie: 1}}}}\n"),
            "x.yaml:3:62: error: operands.activations.decide.policy cannot be \"energie\" [design-choice]\n"
            "  operands: {activations: {chosen: run-time, decide: {policy: {energie: 1}}}}\n"
            "                                                               ^\n"
            "  expected: cover, {energy: x} with 0 < x <= 1, or {density: [d1, …]} with one limit a pattern, nondecreasing, from 0 to 1\n"
            "  did you mean \"energy\"?\n");
}

TEST(DesignDiagnostics, Range) {
  EXPECT_EQ(child_error("fabric: {window: 65}\n"),
            "x.yaml:3:18: error: fabric.window is 65 [design-range]\n"
            "  fabric: {window: 65}\n"
            "                   ^\n"
            "  expected: an integer from 1 to 64\n");
  for (const char* value : {"0", "4097", "-1"})
    EXPECT_EQ(child_error(std::string("fabric: {arrays: ") + value + "}\n"), std::string("x.yaml:3:18: error: fabric.arrays is ") + value +
                                                                                 " [design-range]\n  fabric: {arrays: " + value +
                                                                                 "}\n                   ^\n"
                                                                                 "  expected: an integer from 1 to 4096\n");
  EXPECT_EQ(child_error("clock: 1 Hz\n"),
            "x.yaml:3:8: error: clock is 1 Hz [design-range]\n"
            "  clock: 1 Hz\n"
            "         ^\n"
            "  expected: a frequency from 1 MHz to 100 GHz, in Hz, kHz, MHz or GHz\n");
  EXPECT_EQ(child_error("clock: 1000000000000000000000000 GHz\n"),
            "x.yaml:3:8: error: clock is \"1000000000000000000000000 GHz\" [design-range]\n"
            "  clock: 1000000000000000000000000 GHz\n"
            "         ^\n"
            "  expected: a frequency from 1 MHz to 100 GHz, in Hz, kHz, MHz or GHz\n");
  const std::string head = "operands: {activations: {chosen: run-time, ";
  EXPECT_EQ(child_error(head + "patterns: [\"4:8\", \"2:8\"]}}\n"),
            "x.yaml:3:62: error: \"2:8\" is sparser than the pattern before it [design-range]\n"
            "  operands: {activations: {chosen: run-time, patterns: [\"4:8\", \"2:8\"]}}\n"
            "                                                               ^\n"
            "  expected: a list of patterns, sparsest first\n");
  EXPECT_EQ(child_error(head + "decide: {policy: {energy: 0}}}}\n"),
            "x.yaml:3:70: error: operands.activations.decide.policy has the limit 0 [design-range]\n"
            "  operands: {activations: {chosen: run-time, decide: {policy: {energy: 0}}}}\n"
            "                                                                       ^\n"
            "  expected: cover, {energy: x} with 0 < x <= 1, or {density: [d1, …]} with one limit a pattern, nondecreasing, from 0 to 1\n");
  EXPECT_EQ(child_error(head + "decide: {policy: {density: [0.5, 0.25]}}}}\n"),
            "x.yaml:3:77: error: operands.activations.decide.policy has limits that fall [design-range]\n"
            "  operands: {activations: {chosen: run-time, decide: {policy: {density: [0.5, 0.25]}}}}\n"
            "                                                                              ^\n"
            "  expected: cover, {energy: x} with 0 < x <= 1, or {density: [d1, …]} with one limit a pattern, nondecreasing, from 0 to 1\n");
}

TEST(DesignDiagnostics, Pattern) {
  EXPECT_EQ(child_error("operands: {weights: {pattern: \"5:4\"}}\n"),
            "x.yaml:3:32: error: \"5:4\" keeps 5 of 4 [design-pattern]\n"
            "  operands: {weights: {pattern: \"5:4\"}}\n"
            "                                 ^\n"
            "  expected: N:M with N <= M\n");
  // The caret stands on the level that is wrong, with and without quotes.
  EXPECT_EQ(child_error("operands: {weights: {pattern: 2:4/3:2}}\n"),
            "x.yaml:3:35: error: \"3:2\" keeps 3 of 2 [design-pattern]\n"
            "  operands: {weights: {pattern: 2:4/3:2}}\n"
            "                                    ^\n"
            "  expected: N:M with N <= M\n");
  EXPECT_EQ(child_error("operands: {weights: {pattern: sparse}}\n"),
            "x.yaml:3:31: error: \"sparse\" is not a pattern [design-pattern]\n"
            "  operands: {weights: {pattern: sparse}}\n"
            "                                ^\n"
            "  expected: \"dense\", \"unstructured\", or levels such as \"2:4\", \"2:4/1:2\", \"2:4@16x16/1:2\"\n");
}

TEST(DesignDiagnostics, ConflictInOneFile) {
  EXPECT_EQ(child_error("operands:\n  activations: {chosen: run-time, pattern: \"2:4\"}\n"),
            "x.yaml:4:44: error: one pattern does not go with chosen: run-time [design-conflict]\n"
            "    activations: {chosen: run-time, pattern: \"2:4\"}\n"
            "                                             ^\n"
            "  expected: patterns, the list that is chosen from\n"
            "  or write chosen: offline, learned or fixed\n");
  EXPECT_EQ(child_error("operands:\n  activations: {patterns: [\"2:4\", dense]}\n"),
            "x.yaml:4:27: error: operands.activations.patterns does not go with chosen: fixed [design-conflict]\n"
            "    activations: {patterns: [\"2:4\", dense]}\n"
            "                            ^\n"
            "  expected: chosen: run-time\n");
  EXPECT_EQ(child_error("operands:\n  activations: {chosen: run-time, patterns: [\"2:4@4x4\", dense]}\n"),
            "x.yaml:4:46: error: \"2:4@4x4\" shares rows, and a list cannot hold such patterns [design-conflict]\n"
            "    activations: {chosen: run-time, patterns: [\"2:4@4x4\", dense]}\n"
            "                                               ^\n"
            "  expected: patterns without xR\n");
}

TEST(DesignDiagnostics, UnknownDesign) {
  EXPECT_EQ(error_of([] { load_design("ampere-2to5"); }),
            "error: no design \"ampere-2to5\" [design-unknown-design]\n"
            "  expected: a design of the library (skeptic designs), or a file that ends in .yaml\n"
            "  did you mean \"ampere-2to4\"?\n");
  EXPECT_EQ(parse_error("extends: volta\n"),
            "x.yaml:2:10: error: no design \"volta\" [design-unknown-design]\n"
            "  extends: volta\n"
            "           ^\n"
            "  expected: a design of the library (skeptic designs), or a file that ends in .yaml\n");
}

TEST(DesignDiagnostics, Unsupported) {
  EXPECT_EQ(child_error("fabric: {kind: systolic}\n"),
            "x.yaml:3:16: error: fabric.kind cannot be \"systolic\" [design-choice]\n"
            "  fabric: {kind: systolic}\n"
            "                 ^\n"
            "  expected: inner-product, outer-product, row-product, cartesian-product or flexible\n"
            "  write fabric.delivery: systolic, and here what meets in the array\n");
  EXPECT_EQ(child_error("operands:\n  weights:\n    chosen: run-time\n    patterns: [\"2:4\", dense]\n"),
            "x.yaml:5:13: error: weights chosen at run time are not simulated by this version [unsupported-combination]\n"
            "      chosen: run-time\n"
            "              ^\n"
            "  expected: offline, learned or fixed\n"
            "x.yaml:6:5: error: weights chosen at run time are not simulated by this version [unsupported-combination]\n"
            "      patterns: [\"2:4\", dense]\n"
            "      ^\n"
            "  expected: pattern, with chosen: offline, learned or fixed\n");
}

// Columns count characters, so that the caret stands below what it means.
TEST(DesignDiagnostics, CaretBehindWideText) {
  EXPECT_EQ(child_error("claims: [{speedup: 2, over: dense, on: größer, x: 1}]\n"),
            "x.yaml:3:48: error: unknown key \"x\" in the claim [design-unknown-key]\n"
            "  claims: [{speedup: 2, over: dense, on: größer, x: 1}]\n"
            "                                                 ^\n"
            "  expected: speedup, over, on or batch\n");
}

TEST(DesignDiagnostics, AllErrorsOfAFileInTheOrderOfTheirPlaces) {
  const std::string text = R"(skeptic: 1
clock: 1.41
fabric:
  array: {m: 0, n: 16}
  lane: 2
  window: 4
  order: inner
operands:
  weights: {bits: 16, pattern: "5:4"}
  activations: {bits: 16}
memory:
  dram: {bandwidth: fast}
  weights: {size: 512 KiB, size: 256 KiB}
  activations: 3
technology: 7nm
)";
  std::vector<std::string> ids;
  std::vector<int> lines;
  try {
    parse_design(text, "x.yaml");
  } catch (const UserError& error) {
    for (const Diagnostic& one : error.diagnostics()) {
      ids.emplace_back(name(one.id));
      lines.push_back(one.place.line);
    }
  }
  // fabric.lanes and operands.outputs.bits are missing where their mappings start; what stands below `activations: 3` is not missing as well.
  EXPECT_EQ(ids, (std::vector<std::string>{"design-unit", "design-missing-key", "design-range", "design-unknown-key", "design-choice",
                                           "design-missing-key", "design-pattern", "design-value", "design-duplicate-key", "yaml-shape"}));
  EXPECT_EQ(lines, (std::vector<int>{2, 4, 4, 5, 7, 9, 9, 12, 13, 14}));
}

}  // namespace
}  // namespace skeptic
