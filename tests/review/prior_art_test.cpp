// A proposal beside the library: the ten that a reviewer meets, and what holds for every design.
#include "review/prior_art.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "base/diagnostic.h"
#include "design/mechanism.h"
#include "design/random_design.h"

namespace skeptic {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Texts = std::vector<std::string>;

Texts texts(const std::vector<Mechanism>& mechanisms) {
  Texts found;
  for (const Mechanism& one : mechanisms) found.push_back(text(one));
  return found;
}

Design proposal(const std::string& name) { return load_design(std::string(SKEPTIC_SOURCE) + "/tests/review/proposals/" + name + ".yaml"); }

Texts names(const PriorArt& prior, const std::vector<std::size_t>& designs) {
  Texts found;
  for (const std::size_t design : designs) found.push_back(prior.library[design].name);
  return found;
}

Texts same(const PriorArt& prior) { return prior.same ? names(prior, prior.same->designs) : Texts{}; }
Texts cover(const PriorArt& prior) { return names(prior, prior.cover); }

Texts absent(const PriorArt& prior) {
  Texts found;
  for (const Credit* credit : prior.not_in_library()) found.push_back(text(credit->mechanism));
  return found;
}

Texts parameters(const PriorArt& prior) {
  Texts found;
  for (const KeyChange& change : prior.same->parameters) found.push_back(change.path);
  return found;
}

TEST(Proposals, AChangedRatioIsAParameter) {
  const PriorArt prior = prior_art(proposal("changed-ratio"));
  EXPECT_THAT(same(prior), ElementsAre("ampere-2to4", "nvidia-a100", "nvidia-h100"));
  EXPECT_THAT(parameters(prior), ElementsAre("fabric.window", "operands.weights.pattern"));
  EXPECT_THAT(absent(prior), IsEmpty());
}

TEST(Proposals, SrSteWithAnotherGranularity) {
  const PriorArt prior = prior_art(proposal("sr-ste-granularity"));
  EXPECT_THAT(same(prior), ElementsAre("sr-ste"));
  EXPECT_THAT(parameters(prior), ElementsAre("fabric.array.n", "fabric.lanes", "fabric.window", "operands.weights.pattern", "memory.weights.width",
                                             "memory.activations.width"));
  EXPECT_EQ(prior.library[prior.nearest].citation,
            "Zhou et al., Learning N:M Fine-grained Structured Sparse Neural Networks From Scratch, ICLR 2021, arXiv 2102.04010");
}

TEST(Proposals, HighLightRenamed) {
  const PriorArt prior = prior_art(proposal("highlight-renamed"));
  EXPECT_THAT(same(prior), ElementsAre("highlight"));
  EXPECT_THAT(parameters(prior), IsEmpty());
}

TEST(Proposals, TwoOfFourOnActivationsIsKnown) {
  const PriorArt prior = prior_art(proposal("activations-2to4"));
  EXPECT_FALSE(prior.same);  // it does not write its outputs as they are read
  EXPECT_EQ(prior.library[prior.nearest].name, "haziza-2to4");
  EXPECT_THAT(texts(prior.from_nearest.removed), ElementsAre("outputs.encoding: as-read"));
  EXPECT_THAT(cover(prior), ElementsAre("haziza-2to4"));
  EXPECT_THAT(absent(prior), IsEmpty());
}

TEST(Proposals, AProducersChoice) {
  const PriorArt prior = prior_art(proposal("producer-choice"));
  EXPECT_FALSE(prior.same);
  EXPECT_THAT(absent(prior), ElementsAre("activations.chosen: producer", "activations.from: statistics", "activations.policy: energy"));
  EXPECT_THAT(cover(prior), ElementsAre("nvidia-a100", "s2ta", "dynax"));
  // Not in the library is not new: the vocabulary has a paper for it.
  EXPECT_EQ(
      prior.not_in_library().front()->term->paper,
      "Liu et al., S2TA, HPCA 2022 (not the same: it prunes as it writes, by one pattern a layer); of a choice among patterns no first is known");
}

TEST(Proposals, LookAheadUnderAnotherName) {
  const PriorArt prior = prior_art(proposal("lane-borrowing"));
  EXPECT_FALSE(prior.same);
  EXPECT_THAT(absent(prior), IsEmpty());
  EXPECT_THAT(cover(prior), ElementsAre("nvidia-a100", "tensordash"));
  for (const Credit& credit : prior.mechanisms)
    if (text(credit.mechanism) == "fabric.balance: look-ahead") {
      EXPECT_THAT(names(prior, credit.designs), ElementsAre("tensordash", "griffin"));
    }
}

TEST(Proposals, BiggerBuffersAreParameters) {
  const PriorArt prior = prior_art(proposal("bigger-buffers"));
  EXPECT_EQ(same(prior).front(), "nvidia-a100");
  EXPECT_THAT(parameters(prior), ElementsAre("memory.weights.size", "memory.activations.size", "memory.accumulators.size"));
}

TEST(Proposals, SparTenWithAChoiceAtRunTime) {
  const PriorArt prior = prior_art(proposal("sparten-with-choice"));
  EXPECT_EQ(prior.library[prior.nearest].name, "sparten");
  EXPECT_THAT(cover(prior), ElementsAre("sparten", "s2ta", "dynax"));
  EXPECT_THAT(absent(prior), ElementsAre("activations.from: statistics", "activations.policy: energy"));
}

TEST(Proposals, AHierarchyOnActivations) {
  const PriorArt prior = prior_art(proposal("activation-hierarchy"));
  EXPECT_THAT(absent(prior), ElementsAre("activations.pattern: hierarchical"));
  EXPECT_EQ(prior.not_in_library().front()->term->paper, "Wu et al., HighLight, MICRO 2023");  // of weights
  EXPECT_THAT(cover(prior), ElementsAre("haziza-2to4"));
}

TEST(Proposals, AnUnknownSelectorIsAQuestion) {
  const PriorArt prior = prior_art(proposal("unknown-selector"));
  EXPECT_THAT(texts(prior.unknown), ElementsAre("activations.chosen: unknown", "activations.policy: unknown", "activations.when: unknown"));
  EXPECT_THAT(absent(prior), ElementsAre("activations.from: statistics"));
  EXPECT_FALSE(prior.same);
  for (const Credit& credit : prior.mechanisms) EXPECT_NE(credit.mechanism.value, "unknown");
}

TEST(PriorArtOfTheLibrary, EveryDesignIsItselfUnlessItHasUnknowns) {
  const std::vector<PriorDesign> library = prior_designs();
  for (const PriorDesign& design : library) {
    const PriorArt prior = prior_art(design.design, library);
    if (prior.unknown.empty()) {
      EXPECT_EQ(same(prior).front(), design.name);
      EXPECT_THAT(parameters(prior), IsEmpty()) << design.name;
    } else {
      EXPECT_FALSE(prior.same) << design.name;
    }
    EXPECT_EQ(prior.library[prior.nearest].name, design.name);
    EXPECT_TRUE(prior.from_nearest.empty()) << design.name;
    EXPECT_EQ(prior.cover.size(), 1u) << design.name;
    EXPECT_THAT(absent(prior), IsEmpty()) << design.name;
  }
}

// "That is a parameter, not a paper": N, M, sizes and latencies of any design, at random.
TEST(PriorArtOfTheLibrary, AnotherSizeIsTheSameStructure) {
  const std::vector<PriorDesign> library = prior_designs();
  int changes = 0, every = 0;
  EXPECT_TRUE(rc::check("parameters are no structure", [&] {
    // In turn, so that none is left out.
    const PriorDesign& design = library[static_cast<std::size_t>(every++) % library.size()];
    const Design changed = other_parameters(design.design, changes);
    RC_ASSERT(structural_difference(design.design, changed).empty());
    RC_ASSERT(delta(design.design, changed).mechanisms.empty());
    const PriorArt prior = prior_art(changed, library);
    if (prior.unknown.empty()) {
      const Texts all = same(prior);
      RC_ASSERT(std::find(all.begin(), all.end(), design.name) != all.end());
    }
  }));
  EXPECT_GE(every, static_cast<int>(library.size()));
  EXPECT_GT(changes, 500);
}

TEST(PriorArtOfTheLibrary, OneMechanismMoreIsTheOneThatIsNotThere) {
  // No design of the library permutes channels.
  const Design design = with(load_design("ampere-2to4"), "operands.weights.permutation", "channels");
  const PriorArt prior = prior_art(design);
  EXPECT_THAT(absent(prior), ElementsAre("weights.permutation: channels"));
  EXPECT_EQ(prior.library[prior.nearest].name, "nvidia-a100");  // of the three that are alike, the one with the earliest year
  EXPECT_THAT(texts(prior.from_nearest.added), ElementsAre("weights.permutation: channels"));
  EXPECT_THAT(prior.from_nearest.removed, IsEmpty());
}

// The same of every design, for every facet that can be added without taking another away.
TEST(PriorArtOfTheLibrary, EveryAddedMechanismShowsAlone) {
  struct Addition {
    const char *key, *value, *shows;
  };
  int added = 0;
  for (const PriorDesign& design : prior_designs())
    for (const auto& [key, value, shows] : {Addition{"fabric.balance", "[work-stealing]", "fabric.balance: work-stealing"},
                                            {"operands.precision", "decomposed", "precision: decomposed"},
                                            {"operands.activations.gate", "zeros", "activations.gate: zeros"},
                                            {"operands.activations.metadata", "on-chip", "activations.metadata: on-chip"},
                                            {"operands.activations.read", "gather", "activations.read: gather"},
                                            {"fabric.delivery", "mesh", "fabric.delivery: mesh"}}) {
      // What is there already, or would be replaced, is no addition.
      if (design.design.find(key) != nullptr && design.design.find(key)->written != "window" && design.design.find(key)->written != "none") continue;
      const StructuralDifference found = structural_difference(design.design, with(design.design, key, value));
      EXPECT_THAT(texts(found.added), ElementsAre(shows)) << design.name;
      EXPECT_THAT(found.removed, IsEmpty()) << design.name;
      ++added;
    }
  EXPECT_GE(added, 100);
}

// Who is credited and is in the library has it, or the credit says what else it did.
TEST(Credits, AgreeWithTheLibrary) {
  const std::vector<PriorDesign> library = prior_designs();
  int checked = 0;
  for (const Term& term : vocabulary()) {
    std::string rest(term.paper);
    while (!rest.empty()) {
      const std::size_t end = rest.find("; ");
      const std::string paper = rest.substr(0, end);
      rest = end == std::string::npos ? "" : rest.substr(end + 2);
      if (paper.find("(not the same: ") != std::string::npos) continue;
      bool named = false, had = false;
      std::string who;
      for (const PriorDesign& design : library) {
        std::string author = design.citation.substr(0, design.citation.find(','));
        if (author.starts_with("After ")) author = author.substr(6);
        if (author.empty() || paper.find(author) == std::string::npos || paper.find(std::to_string(design.year)) == std::string::npos) continue;
        named = true;
        who = design.name;
        for (const Mechanism& one : design.mechanisms) had = had || find_term(one) == &term;
      }
      checked += named ? 1 : 0;
      EXPECT_TRUE(!named || had) << who << " is credited with " << term.facet << ": " << term.value << ", and has it not";
    }
  }
  EXPECT_GE(checked, 20);
}

TEST(KnownTo, OfADatedDesignOnlyWhatIsAsOld) {
  const auto names_known_to = [](const char* name) {
    Texts names;
    for (const PriorDesign& design : known_to(load_design(name))) names.push_back(design.name);
    return names;
  };
  EXPECT_THAT(names_known_to("scnn"), ElementsAre("scnn"));
  EXPECT_THAT(names_known_to("eyeriss-v2"), ElementsAre("eyeriss-v2", "scnn", "sparten", "sparten-unbalanced"));
  EXPECT_EQ(names_known_to("dense").size(), library_designs().size());  // it has no year
  EXPECT_EQ(known_to(proposal("highlight-renamed")).size(), library_designs().size());
}

TEST(Machines, VariantsAreOne) {
  const std::vector<PriorDesign> library = prior_designs();
  const auto left = [&](const Texts& designs) {
    std::vector<std::size_t> all;
    for (const std::string& name : designs)
      for (std::size_t i = 0; i < library.size(); ++i)
        if (library[i].name == name) all.push_back(i);
    Texts found;
    for (const std::size_t i : one_of_each_machine(library, all)) found.push_back(library[i].name);
    return found;
  };
  EXPECT_THAT(left({"sparten-unbalanced", "sparten", "ampere-2to4", "nvidia-a100", "nvidia-h100", "sr-ste", "sparsert", "dstc"}),
              ElementsAre("sparten-unbalanced", "ampere-2to4", "sr-ste", "sparsert", "dstc"));
}

TEST(Covers, BeginWithTheDesignThatIsExtended) {
  const Design design = with(load_design("highlight"), "operands.activations.read", "gather");
  Design extending = design;
  extending.extends = "highlight";
  EXPECT_EQ(cover(prior_art(extending)).front(), "highlight");
}

TEST(NearestDesigns, AddAndLackNothingThatIsUnknown) {
  const PriorArt prior = prior_art(proposal("unknown-selector"));
  for (const auto* side : {&prior.from_nearest.added, &prior.from_nearest.removed})
    for (const Mechanism& one : *side) {
      EXPECT_NE(one.value, "unknown") << one.facet;
      for (const Mechanism& open : prior.unknown) EXPECT_NE(one.facet, open.facet);
    }
}

TEST(StructuralDifferences, OfEveryPair) {
  const std::vector<PriorDesign> library = prior_designs();
  EXPECT_GE(library.size(), 26u);
  for (const PriorDesign& a : library)
    for (const PriorDesign& b : library) {
      const StructuralDifference there = structural_difference(a.design, b.design), back = structural_difference(b.design, a.design);
      EXPECT_EQ(there.added, back.removed) << a.name << " " << b.name;
      EXPECT_EQ(there.removed, back.added) << a.name << " " << b.name;
      EXPECT_EQ(there.empty(), a.mechanisms == b.mechanisms) << a.name << " " << b.name;
      if (a.name == b.name) {
        EXPECT_TRUE(there.empty()) << a.name;
      }
      // The keys say the same: some key of a mechanism differs exactly where the structure does.
      EXPECT_EQ(delta(a.design, b.design).mechanisms.empty(), there.empty()) << a.name << " " << b.name;
    }
}

TEST(StructuralDifferences, ByHand) {
  const StructuralDifference found = structural_difference(load_design("ampere-2to4"), load_design("sr-ste"));
  EXPECT_THAT(texts(found.removed), ElementsAre("weights.chosen: offline"));
  EXPECT_THAT(texts(found.added), ElementsAre("weights.chosen: learned"));
  EXPECT_TRUE(structural_difference(load_design("nvidia-a100"), load_design("nvidia-h100")).empty());
}

TEST(KindsOfNovelty, EveryFacetIsOfOne) {
  for (const Facet& facet : facets()) novelty_kind(facet.name);  // it asserts that there is a row
  EXPECT_EQ(novelty_kind("activations.chosen"), NoveltyKind::Selection);
  EXPECT_EQ(novelty_kind("weights.encoding"), NoveltyKind::Primitive);
  EXPECT_EQ(novelty_kind("weights.pattern"), NoveltyKind::CoDesign);
}

}  // namespace
}  // namespace skeptic
