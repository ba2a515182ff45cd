// A design's structure: what determines it, and what must not.
#include "design/mechanism.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

#include "design/resolved.h"
#include "design/schema.h"
#include "designs.h"
#include "random_design.h"

namespace skeptic {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> texts(const std::vector<Mechanism>& mechanisms) {
  std::vector<std::string> found;
  for (const Mechanism& one : mechanisms) found.push_back(text(one));
  return found;
}

std::vector<std::string> mechanisms(const std::string& name) { return texts(mechanisms_of(load_design(name))); }

Design example(const std::string& name) { return load_design(std::string(SKEPTIC_SOURCE) + "/examples/" + name + ".yaml"); }

/// What `b` has and `a` has not, with '+', and the reverse with '-'.
std::vector<std::string> difference(const Design& a, const Design& b) {
  const std::vector<Mechanism> before = mechanisms_of(a), after = mechanisms_of(b);
  std::vector<Mechanism> added, removed;
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(added));
  std::set_difference(before.begin(), before.end(), after.begin(), after.end(), std::back_inserter(removed));
  std::vector<std::string> found;
  for (const Mechanism& one : removed) found.push_back("-" + text(one));
  for (const Mechanism& one : added) found.push_back("+" + text(one));
  return found;
}

TEST(Vocabulary, EveryTermAnswersAFacetOnceAndSaysWhatItIs) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const Term& term : vocabulary()) {
    EXPECT_TRUE(seen.emplace(term.facet, term.value).second) << term.facet << " " << term.value;
    EXPECT_TRUE(std::any_of(facets().begin(), facets().end(), [&](const Facet& facet) { return facet.name == term.facet; })) << term.facet;
    EXPECT_TRUE(term.meaning.ends_with(".")) << term.value;
    EXPECT_EQ(term.paper.empty(), term.year == 0) << term.value;
    if (term.year != 0) {
      EXPECT_NE(term.paper.find(std::to_string(term.year)), std::string_view::npos) << term.value;
    }
  }
  for (const Facet& facet : facets())
    EXPECT_TRUE(std::any_of(vocabulary().begin(), vocabulary().end(), [&](const Term& term) { return term.facet == facet.name; })) << facet.name;
}

TEST(Vocabulary, EveryMechanismKeyHasAFacetAndEveryFacetItsKeys) {
  std::set<std::string> answered;
  for (const Facet& facet : facets())
    for (const std::string prefix : {"weights.", "activations.", ""}) {
      if (facet.operand == prefix.empty()) continue;
      for (const std::string& key : keys_of(prefix + std::string(facet.name))) answered.insert(key);
    }
  for (const Row& row : schema()) {
    if (row.role == Role::Mechanism) {
      EXPECT_TRUE(answered.contains(std::string(row.path))) << row.path;
    }
  }
  EXPECT_THAT(keys_of("weights.encoding"), ElementsAre("operands.weights.encoding"));
  EXPECT_THAT(keys_of("fabric.balance"), ElementsAre("fabric.balance", "fabric.sync.slack"));
  EXPECT_THAT(keys_of("activations.unit"), ElementsAre("operands.activations.decide.unit.channels"));
  EXPECT_THAT(keys_of("encoding"), IsEmpty());
  EXPECT_THAT(keys_of("weights.fabric.kind"), IsEmpty());
  EXPECT_EQ(find_term({"weights.encoding", "bitmask"}), find_term({"activations.encoding", "bitmask"}));
  EXPECT_EQ(find_term({"weights.encoding", "unknown"}), nullptr);
}

// Whatever a design says has a paragraph, or is unknown.
TEST(Vocabulary, RandomDesignsSpeakIt) {
  const Design base = example("dynamic-4of8");
  EXPECT_TRUE(rc::check("every mechanism has a term", [&] {
    const Design design = random_design(base);
    const std::vector<Mechanism> found = mechanisms_of(design);
    RC_ASSERT(std::is_sorted(found.begin(), found.end()));
    RC_ASSERT(std::adjacent_find(found.begin(), found.end()) == found.end());
    for (const Mechanism& one : found) RC_ASSERT(one.value == "unknown" || find_term(one) != nullptr);
    (void)left_out(design);
  }));
}

TEST(Mechanisms, OfTheBaselines) {
  EXPECT_THAT(mechanisms("dense"), ElementsAre("fabric.kind: inner-product", "fabric.order: m-outer", "fabric.sync: array"));
  EXPECT_THAT(mechanisms("ampere-2to4"),
              ElementsAre("fabric.kind: inner-product", "fabric.order: m-outer", "fabric.sync: array", "weights.chosen: offline",
                          "weights.encoding: offset", "weights.from: values", "weights.pattern: single", "weights.skip: structured"));
  EXPECT_EQ(mechanisms("nvidia-a100"), mechanisms("ampere-2to4"));
  EXPECT_EQ(mechanisms("nvidia-h100"), mechanisms("ampere-2to4"));
}

TEST(Mechanisms, OfARunTimeChoice) {
  EXPECT_THAT(texts(mechanisms_of(example("dynamic-4of8"))),
              ElementsAre("activations.chosen: consumer", "activations.encoding: bitmask", "activations.from: statistics",
                          "activations.pattern: run-time-set", "activations.pattern: single", "activations.policy: energy",
                          "activations.skip: structured", "activations.unit: tile", "activations.when: tile", "fabric.kind: inner-product",
                          "fabric.order: m-outer", "fabric.sync: array", "weights.chosen: offline", "weights.encoding: offset",
                          "weights.from: values", "weights.pattern: single", "weights.skip: structured"));
}

/// For each design of the library, what it adds to `dense` (for inner products) or the facets that make it what it is.
TEST(Mechanisms, OfTheLibrary) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> expected{
      {"sr-ste", {"weights.chosen: learned", "weights.pattern: single", "weights.skip: structured"}},
      {"wanda-2to4", {"weights.chosen: offline", "weights.from: activations", "weights.pattern: single"}},
      {"dominosearch", {"weights.pattern: mixed-layers", "weights.pattern: single", "weights.chosen: learned"}},
      {"vegeta", {"weights.pattern: mixed-rows", "fabric.delivery: systolic"}},
      {"highlight", {"weights.pattern: hierarchical", "weights.encoding: offset", "activations.gate: zeros"}},
      {"haziza-2to4", {"activations.chosen: fixed", "activations.policy: top-n", "activations.pattern: single", "outputs.encoding: as-read"}},
      {"amber-pruner", {"activations.from: weights", "activations.pattern: mixed-layers"}},
      {"s2ta", {"activations.skip: structured", "weights.gate: zeros", "weights.encoding: bitmask", "fabric.delivery: systolic"}},
      {"sparten-unbalanced", {"weights.skip: unstructured", "activations.skip: unstructured", "fabric.sync: pe", "fabric.balance: queue"}},
      {"sparten", {"fabric.balance: pair", "fabric.balance: queue", "fabric.balance: sort", "weights.encoding: bitmask"}},
      {"sparsert", {"weights.metadata: in-code", "fabric.kind: row-product"}},
      {"procrustes", {"weights.from: gradients", "runs: training", "fabric.balance: pair"}},
      {"scnn", {"fabric.kind: cartesian-product", "weights.encoding: run-length", "fabric.order: n-outer"}},
      {"eyeriss-v2", {"fabric.delivery: mesh", "weights.encoding: csr", "activations.encoding: csr", "fabric.balance: unknown"}},
      {"sigma", {"fabric.kind: flexible", "fabric.order: unknown"}},
      {"tensordash", {"fabric.balance: look-ahead", "fabric.balance: look-aside", "activations.skip: unstructured"}},
      {"griffin", {"fabric.balance: displace", "fabric.balance: interleave", "fabric.balance: look-ahead", "fabric.balance: look-aside"}},
      {"dstc", {"fabric.kind: outer-product", "weights.skip: unstructured", "activations.skip: unstructured"}},
      {"rm-stc", {"fabric.kind: row-product", "weights.encoding: bitmask"}},
      {"eureka", {"fabric.balance: displace", "weights.skip: unstructured"}},
      {"dynax", {"activations.pattern: run-time-set", "activations.from: previous-layer", "activations.policy: unknown", "activations.unit: tile"}},
      {"teal", {"activations.policy: threshold", "activations.pattern: unstructured", "activations.chosen: fixed"}},
  };
  for (const auto& [name, some] : expected) EXPECT_THAT(mechanisms(name), testing::IsSupersetOf(some)) << name;
  // Every design that is not above is one of the baselines.
  EXPECT_EQ(library_designs().size(), expected.size() + 4);
}

struct Waits {
  const char *name, *what;
};

TEST(Mechanisms, WhatTheLibraryWaitsFor) {
  for (const auto& [name, what] : std::vector<Waits>{{"scnn", "the Cartesian-product fabric"},
                                                     {"eyeriss-v2", "the row-product fabric"},
                                                     {"rm-stc", "the row-product fabric"},
                                                     {"sparsert", "the row-product fabric"},
                                                     {"sigma", "the flexible fabric"},
                                                     {"dstc", "the outer-product fabric"},
                                                     {"teal", "the row-product fabric, activations cut by a threshold"},
                                                     {"tensordash", "look-ahead, look-aside"},
                                                     {"griffin", "displacement of work, look-ahead, look-aside"},
                                                     {"eureka", "displacement of work"},
                                                     {"procrustes", "rows that are paired while weights change"},
                                                     {"dynax", "choices predicted from the previous layer"}})
    EXPECT_EQ(waits_for(load_design(name)), what) << name;
  for (const char* name : {"dense", "ampere-2to4", "nvidia-a100", "nvidia-h100", "sr-ste", "s2ta", "highlight", "sparten", "sparten-unbalanced",
                           "haziza-2to4", "amber-pruner", "wanda-2to4", "dominosearch", "vegeta"})
    EXPECT_EQ(waits_for(load_design(name)), std::nullopt) << name;
}

TEST(Mechanisms, WhatASimulationLeavesOutIsSaid) {
  EXPECT_THAT(left_out(load_design("ampere-2to4")), IsEmpty());
  EXPECT_THAT(left_out(load_design("vegeta")),
              ElementsAre("Operands travel from neighbour to neighbour: the fill and drain of the array take no cycles here.",
                          "Every row has its own pattern of weights: all rows are simulated with the one that is written."));
  EXPECT_THAT(left_out(load_design("wanda-2to4")),
              ElementsAre("The mask comes from weights and activations: weights that are pruned here are pruned by magnitude."));
}

// N, M, sizes, widths, latencies and counts of every design, at random: "that is a parameter, not a paper".
TEST(Mechanisms, NumbersNeverChangeThem) {
  std::vector<Design> designs{example("dynamic-4of8"), example("two-sided"),
                              with(load_design("ampere-2to4"), "operands.weights.pattern", "2:4@16x16/1:2"),
                              with(example("dynamic-4of8"), "operands.activations.decide.unit.channels", "all")};
  for (const std::string& name : library_designs()) designs.push_back(load_design(name));
  int changes = 0;
  EXPECT_TRUE(rc::check("mechanisms stay", [&] {
    const Design design = *rc::gen::elementOf(designs);
    const std::vector<Mechanism> before = mechanisms_of(design);
    const Design changed = other_parameters(design, changes);
    RC_ASSERT(texts(mechanisms_of(changed)) == texts(before));
    RC_ASSERT(waits_for(changed) == waits_for(design));
  }));
  EXPECT_GT(changes, 500);  // so that something was tried
}

struct Edit {
  const char *base, *key, *value;
  std::vector<std::string> change;
};

// One mechanism set is one mechanism more; one that replaces another takes its place.
TEST(Mechanisms, OneEditShowsExactlyItself) {
  const std::string dynamic = std::string(SKEPTIC_SOURCE) + "/examples/dynamic-4of8.yaml";
  const std::string decide = "operands.activations.decide.";
  const std::vector<Edit> edits{
      {"ampere-2to4", "operands.weights.permutation", "channels", {"+weights.permutation: channels"}},
      {"ampere-2to4", "operands.weights.pattern", "\"2:4@4\"", {"+weights.pattern: blocks"}},
      {"ampere-2to4", "operands.weights.pattern", "\"2:4@1x2\"", {"+weights.pattern: tall"}},
      {"ampere-2to4", "operands.weights.pattern", "\"2:4/1:2\"", {"-weights.pattern: single", "+weights.pattern: hierarchical"}},
      {"ampere-2to4", "operands.weights.pattern", "\"4:8\"", {}},
      {"highlight", "operands.weights.pattern", "\"1:2/2:4/2:4\"", {}},
      {"highlight", "operands.weights.pattern", "\"2:4@16/1:2\"", {"+weights.pattern: blocks"}},
      {"ampere-2to4", "operands.weights.per", "layer", {"+weights.pattern: mixed-layers"}},
      {"ampere-2to4", "operands.weights.chosen", "learned", {"-weights.chosen: offline", "+weights.chosen: learned"}},
      {"ampere-2to4", "operands.weights.from", "activations", {"-weights.from: values", "+weights.from: activations"}},
      {"ampere-2to4", "operands.weights.encoding", "combinatorial", {"-weights.encoding: offset", "+weights.encoding: combinatorial"}},
      {"ampere-2to4", "operands.weights.encoding", "none", {"-weights.encoding: offset"}},
      {"ampere-2to4", "operands.weights.metadata", "on-chip", {"+weights.metadata: on-chip"}},
      {"ampere-2to4", "operands.weights.read", "gather", {"+weights.read: gather"}},
      {"ampere-2to4", "operands.weights.gate", "zeros", {"+weights.gate: zeros"}},
      {"dense", "operands.activations.skip", "zeros", {"+activations.skip: unstructured"}},
      {"dense", "operands.activations.skip", "pattern", {}},  // a dense pattern excludes nothing
      {"dense", "operands.activations.encoding", "bitmask", {"+activations.encoding: bitmask"}},
      {"dense", "operands.outputs.encoding", "as-read", {"+outputs.encoding: as-read"}},
      {"dense", "operands.precision", "bit-serial", {"+precision: bit-serial"}},
      {"dense", "runs", "training", {"+runs: training"}},
      {"dense", "fabric.kind", "outer-product", {"-fabric.kind: inner-product", "+fabric.kind: outer-product"}},
      {"dense", "fabric.delivery", "systolic", {"+fabric.delivery: systolic"}},
      {"dense", "fabric.order", "n-outer", {"-fabric.order: m-outer", "+fabric.order: n-outer"}},
      {"dense", "fabric.slices", "blocked", {"+fabric.slices: blocked"}},
      {"dense", "fabric.sync.domain", "row", {"-fabric.sync: array", "+fabric.sync: row"}},
      {"dense", "fabric.sync.slack", "4", {"+fabric.balance: queue"}},
      {"dense", "fabric.balance", "[look-ahead]", {"+fabric.balance: look-ahead"}},
      {"sparten", "fabric.balance", "[sort]", {"-fabric.balance: pair"}},
      {"sparten", "fabric.balance", "none", {"-fabric.balance: pair", "-fabric.balance: sort"}},
      {"dynamic", (decide + "by").c_str(), "producer", {}},
  };
  for (const Edit& edit : edits) {
    if (std::string(edit.base) == "dynamic") continue;
    const Design base = load_design(edit.base);
    EXPECT_EQ(difference(base, with(base, edit.key, edit.value)), edit.change) << edit.base << " " << edit.key << "=" << edit.value;
  }
  const Design base = load_design(dynamic);
  for (const auto& [key, value, change] : std::vector<std::tuple<std::string, std::string, std::vector<std::string>>>{
           {"by", "producer", {"-activations.chosen: consumer", "-activations.when: tile", "+activations.chosen: producer"}},
           {"by", "unknown", {"-activations.chosen: consumer", "+activations.chosen: unknown"}},
           {"when", "use", {"-activations.when: tile", "+activations.when: use"}},
           {"from", "previous-input", {"-activations.from: statistics", "+activations.from: previous-input"}},
           {"policy", "cover", {"-activations.policy: energy", "+activations.policy: cover"}},
           {"policy", "{energy: 0.5}", {}},
           {"stored", "bitmask", {"+activations.stored: bitmask"}},
           {"unit.channels", "all", {"-activations.unit: tile", "+activations.unit: vector"}},
           {"unit.channels", "8", {}},
           {"unit.pixels", "1", {}}})
    EXPECT_EQ(difference(base, with(base, decide + key, value)), change) << key << "=" << value;
  EXPECT_THAT(difference(base, with(base, "operands.activations.patterns", "[\"2:8\", \"3:8\", \"4:8\"]")), IsEmpty());
}

// The example that changes only a ratio does not differ in structure at all.
TEST(Mechanisms, TheStaticRatioExampleHasTheBaselines) { EXPECT_THAT(difference(load_design("ampere-2to4"), example("only-4of8")), IsEmpty()); }

TEST(Contradictions, AreFoundWhenTheFileIsLoaded) {
  EXPECT_EQ(child_error("operands:\n  weights: {metadata: in-code}\n"),
            "x.yaml:4:23: error: operands.weights.metadata: in-code does not go with the encoding offset [design-conflict]\n"
            "    weights: {metadata: in-code}\n"
            "                        ^\n"
            "  expected: operands.weights.encoding: none\n"
            "  or leave operands.weights.metadata out\n");
  EXPECT_EQ(child_error("operands:\n  weights: {pattern: dense, skip: none, encoding: none, from: gradients, per: layer}\n"),
            "x.yaml:4:63: error: operands.weights.from: gradients does not go with dense weights, of which nothing is selected [design-conflict]\n"
            "    weights: {pattern: dense, skip: none, encoding: none, from: gradients, per: layer}\n"
            "                                                                ^\n"
            "  expected: operands.weights.pattern: what is kept\n"
            "  or leave operands.weights.from out\n"
            "x.yaml:4:79: error: operands.weights.per: layer does not go with dense weights [design-conflict]\n"
            "    weights: {pattern: dense, skip: none, encoding: none, from: gradients, per: layer}\n"
            "                                                                                ^\n"
            "  expected: operands.weights.pattern: levels such as \"2:4\"\n"
            "  or leave operands.weights.per out\n");
  EXPECT_EQ(child_error("operands:\n  weights: {chosen: fixed, from: activations}\n"),
            "x.yaml:4:34: error: operands.weights.from: activations does not go with weights that are fixed as they come [design-conflict]\n"
            "    weights: {chosen: fixed, from: activations}\n"
            "                                   ^\n"
            "  expected: operands.weights.chosen: offline or learned\n"
            "  or leave operands.weights.from out\n");
  EXPECT_EQ(child_error("operands:\n  activations: {rule: threshold}\n"),
            "x.yaml:4:23: error: operands.activations.rule: threshold does not go with the pattern dense [design-conflict]\n"
            "    activations: {rule: threshold}\n"
            "                        ^\n"
            "  expected: operands.activations.pattern: unstructured\n"
            "  or leave operands.activations.rule out\n");
  EXPECT_EQ(child_error("operands:\n  activations: {chosen: run-time, patterns: [\"2:4\", dense], rule: threshold}\n"),
            "x.yaml:4:67: error: operands.activations.rule: threshold does not go with chosen: run-time [design-conflict]\n"
            "    activations: {chosen: run-time, patterns: [\"2:4\", dense], rule: threshold}\n"
            "                                                                    ^\n"
            "  expected: operands.activations.decide.policy: the rule of a choice\n"
            "  or leave operands.activations.rule out\n");
}

// Chosen offline, with a decision latency: of either operand.
TEST(Contradictions, ADecisionOfWhatWasDecidedBefore) {
  EXPECT_EQ(child_error("operands:\n  weights: {chosen: offline, decide: {latency: 4 cycles}}\n"),
            "x.yaml:4:30: error: operands.weights.decide does not go with chosen: offline [design-conflict]\n"
            "    weights: {chosen: offline, decide: {latency: 4 cycles}}\n"
            "                               ^\n"
            "  expected: pattern, of what is kept once and for all\n"
            "  what is decided while the machine runs are activations: operands.activations.decide\n");
  EXPECT_EQ(child_error("operands:\n  weights: {patterns: [\"2:4\", dense], chosen: learned}\n"),
            "x.yaml:4:13: error: operands.weights.patterns does not go with chosen: learned [design-conflict]\n"
            "    weights: {patterns: [\"2:4\", dense], chosen: learned}\n"
            "              ^\n"
            "  expected: pattern, of what is kept once and for all\n"
            "  what is decided while the machine runs are activations: operands.activations.decide\n");
  EXPECT_EQ(child_error("operands:\n  weights: {decide: {latency: 4 cycles}}\n"),
            "x.yaml:4:13: error: operands.weights.decide does not go with weights, which are chosen before the machine runs [design-conflict]\n"
            "    weights: {decide: {latency: 4 cycles}}\n"
            "              ^\n"
            "  expected: pattern, of what is kept once and for all\n"
            "  what is decided while the machine runs are activations: operands.activations.decide\n");
  EXPECT_EQ(child_error("operands:\n  activations: {chosen: offline, decide: {latency: 4 cycles}}\n"),
            "x.yaml:4:52: error: operands.activations.decide.latency does not go with chosen: offline [design-conflict]\n"
            "    activations: {chosen: offline, decide: {latency: 4 cycles}}\n"
            "                                                     ^\n"
            "  expected: chosen: run-time\n");
}

TEST(Unsupported, MechanismsThatAreOnlyCompared) {
  const Design design =
      parse_design("skeptic: 1\nextends: dense\nname: mine\nfabric: {kind: outer-product, balance: [displace, work-stealing]}\n", "x.yaml");
  EXPECT_EQ(error_of([&] { resolve(design); }),
            "x.yaml:4:16: error: mine is compared by its mechanisms and not simulated: it waits for the outer-product fabric [unsupported-fabric]\n"
            "  fabric: {kind: outer-product, balance: [displace, work-stealing]}\n"
            "                 ^\n"
            "  expected: fabric.kind: inner-product\n"
            "  skeptic designs lists what runs, skeptic designs show tells what it is made of\n"
            "x.yaml:4:40: error: mine is compared by its mechanisms and not simulated: it waits for work stealing [unsupported-mechanism]\n"
            "  fabric: {kind: outer-product, balance: [displace, work-stealing]}\n"
            "                                         ^\n"
            "  expected: fabric.balance: sort, pair or interleave, or fabric.sync.slack for queues\n"
            "  skeptic designs lists what runs, skeptic designs show tells what it is made of\n"
            "x.yaml:4:40: error: mine is compared by its mechanisms and not simulated: it waits for displacement of work [unsupported-mechanism]\n"
            "  fabric: {kind: outer-product, balance: [displace, work-stealing]}\n"
            "                                         ^\n"
            "  expected: fabric.balance: sort, pair or interleave, or fabric.sync.slack for queues\n"
            "  skeptic designs lists what runs, skeptic designs show tells what it is made of\n");
  // Rows are put in order before deployment, and a machine that trains has no such weights.
  EXPECT_EQ(error_of([] { resolve(parse_design("skeptic: 1\nextends: dense\nname: mine\nruns: training\nfabric: {balance: [sort]}\n", "x.yaml")); }),
            "x.yaml:5:19: error: mine is compared by its mechanisms and not simulated: it waits for rows that are sorted while weights change "
            "[unsupported-mechanism]\n"
            "  fabric: {balance: [sort]}\n"
            "                    ^\n"
            "  expected: runs: inference, whose weights stand still\n"
            "  skeptic designs lists what runs, skeptic designs show tells what it is made of\n");
  // Its unknown sizes are not asked for.
  EXPECT_EQ(error_of([] { resolve(load_design("scnn")); }).find("unknown"), std::string::npos);
}

TEST(UnknownMechanisms, AreRefusedWithTheNearest) {
  EXPECT_EQ(child_error("fabric: {balance: [look-ahed, queue]}\n"),
            "x.yaml:3:20: error: fabric.balance cannot hold \"look-ahed\" [design-choice]\n"
            "  fabric: {balance: [look-ahed, queue]}\n"
            "                     ^\n"
            "  expected: a list of sort, pair, interleave, work-stealing, displace, look-ahead and look-aside\n"
            "  did you mean \"look-ahead\"?\n"
            "x.yaml:3:31: error: fabric.balance cannot hold \"queue\" [design-choice]\n"
            "  fabric: {balance: [look-ahed, queue]}\n"
            "                                ^\n"
            "  expected: a list of sort, pair, interleave, work-stealing, displace, look-ahead and look-aside\n"
            "  a queue is fabric.sync.slack: 2 or more\n");
  EXPECT_EQ(child_error("fabric: {balance: [sort, sort]}\n"),
            "x.yaml:3:26: error: fabric.balance lists sort twice [design-value]\n"
            "  fabric: {balance: [sort, sort]}\n"
            "                           ^\n"
            "  expected: a list of sort, pair, interleave, work-stealing, displace, look-ahead and look-aside\n");
  EXPECT_EQ(child_error("fabric: {balance: []}\n"),
            "x.yaml:3:19: error: fabric.balance lists nothing [design-value]\n"
            "  fabric: {balance: []}\n"
            "                    ^\n"
            "  expected: a list of sort, pair, interleave, work-stealing, displace, look-ahead and look-aside\n"
            "  or none\n");
  EXPECT_EQ(child_error("fabric: {balance: sort}\n"),
            "x.yaml:3:19: error: fabric.balance is a single value [yaml-shape]\n"
            "  fabric: {balance: sort}\n"
            "                    ^\n"
            "  expected: a list of sort, pair, interleave, work-stealing, displace, look-ahead and look-aside\n");
  EXPECT_EQ(child_error("operands: {weights: {from: magnitudes}}\n"),
            "x.yaml:3:28: error: operands.weights.from cannot be \"magnitudes\" [design-choice]\n"
            "  operands: {weights: {from: magnitudes}}\n"
            "                             ^\n"
            "  expected: values, gradients or activations\n");
  EXPECT_EQ(child_error("fabric: {kind: outer-produkt}\n"),
            "x.yaml:3:16: error: fabric.kind cannot be \"outer-produkt\" [design-choice]\n"
            "  fabric: {kind: outer-produkt}\n"
            "                 ^\n"
            "  expected: inner-product, outer-product, row-product, cartesian-product or flexible\n"
            "  did you mean \"outer-product\"?\n");
}

TEST(UnknownMechanisms, ListsOfAnyShapeEndInAnError) {
  for (const std::string& list : std::vector<std::string>{"[[sort]]", "[{sort: pair}]", "{sort: pair}", "[~]", "[sort, [pair, [sort]]]", "[\"\"]",
                                                          "[1]", "[unknown]", "unknown", "[none]", "[sort pair]", "[\xff]"})
    EXPECT_NE(child_error("fabric: {balance: " + list + "}\n"), "") << list;
  EXPECT_EQ(child_error("fabric: {balance: none}\n"), "");
  EXPECT_EQ(child_error("fabric: {balance: [\"sort\", look-ahead]}\n"), "");
  // The order in which they are written makes no difference.
  const Design dense = load_design("dense");
  EXPECT_EQ(with(dense, "fabric.balance", "[pair, sort]").find("fabric.balance")->data,
            with(dense, "fabric.balance", "[sort, pair]").find("fabric.balance")->data);
}

TEST(Labels, AreCheckedAndWrittenOut) {
  EXPECT_EQ(child_error("year: 1066\n"),
            "x.yaml:3:7: error: year is 1066 [design-range]\n"
            "  year: 1066\n"
            "        ^\n"
            "  expected: an integer from 1950 to 2100\n");
  EXPECT_EQ(child_error("citation: \"\"\n"),
            "x.yaml:3:11: error: citation is empty [design-value]\n"
            "  citation: \"\"\n"
            "            ^\n"
            "  expected: a text\n");
  const Design design = parse_design("skeptic: 1\nextends: dense\ncitation: \"A: \\\"B\\\" # C\"\nyear: 2020\n", "x.yaml");
  const Design again = parse_design(to_yaml(design), "again.yaml");
  EXPECT_EQ(again.find("citation")->written, "A: \"B\" # C");
  EXPECT_EQ(again.find("year")->written, "2020");
}

}  // namespace
}  // namespace skeptic
