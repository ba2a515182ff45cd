// What is told freely: by counting, by words in any order, over two sentences, in halves of bits, by what follows from the rest of a paper.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "papers/encoding.h"
#include "papers/pattern_match.h"
#include "papers/stated.h"

namespace skeptic::papers {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;
using testing::StartsWith;
using testing::UnorderedElementsAre;

Paper markdown(const std::string& text) {
  return read_paper(arrange_source("# Willow: a sparse accelerator\n\nWe present Willow.\n\n" + text, SourceKind::Markdown, "paper.md"));
}

TEST(FreeWordings, PatternsByCounting) {
  each_states({
      {"Of the weights, half of each quadruple is pruned offline.", {"operands.weights.pattern = 2:4"}},
      {"In every group of ten weights the pruner clears exactly three.", {"operands.weights.pattern = 7:10"}},
      {"The weights of each octet that remain are its three strongest.", {"operands.weights.pattern = 3:8"}},
      {"With N = 2 and M = 16, N of every M weights are kept.", {"operands.weights.pattern = 2:16"}},
      {"Of the masks of the weights, C(8,3) = 56 are possible.", {"operands.weights.pattern = 3:8"}},
      {"A density of three quarters is guaranteed in every group of four weights.", {"operands.weights.pattern = 3:4"}},
      {"Of sixteen consecutive weights the four with the greatest magnitude remain.", {"operands.weights.pattern = 4:16"}},
      {"For the weights the outer level keeps 2:4 blocks; the inner one keeps 1:2.", {"operands.weights.pattern = 2:4/1:2"}},
  });
  EXPECT_THAT(values(markdown("Four of every sixteen weights are retained, and the choice is shared by 32 filters.\n"), "operands.weights.pattern"),
              ElementsAre("4:16@1x32"));
  // Operands that are picked by positions make no pattern, nor do counts of something else.
  EXPECT_THAT(stated("Every group of four activations meets two weights, picked by their indices."),
              Not(Contains(StartsWith("operands.activations.pattern = "))));
  EXPECT_THAT(stated("Every eight weights share three multipliers."), Not(Contains(StartsWith("operands.weights.pattern = "))));
}

TEST(FreeWordings, ListsOfCounts) {
  const Paper paper =
      markdown("At run time, of any sixteen neighbouring activations it keeps four, or eight, or the lot. The reader decides for every tile.\n");
  EXPECT_THAT(values(paper, "operands.activations.patterns"), ElementsAre("[\"4:16\", \"8:16\", dense]"));
  EXPECT_THAT(values(paper, "granularity"), ElementsAre("per tile"));
}

TEST(FreeWordings, AnyOrder) {
  const Sentence forth = sentence_of("By magnitude the weights are pruned.", {}), back = sentence_of("Pruned are the weights, by magnitude.", {}),
                 apart = sentence_of("The weights are pruned; activations are kept by magnitude.", {});
  const PhrasePattern pattern("@weights & magnitude & pruned & ~ gradient*");
  EXPECT_TRUE(pattern.unordered());
  EXPECT_EQ(pattern.find(forth).size(), 1U);
  EXPECT_EQ(pattern.find(back).size(), 1U);
  EXPECT_TRUE(pattern.find(apart).empty());
  EXPECT_TRUE(pattern.find(sentence_of("By magnitude, not by gradients, the weights are pruned.", {})).empty());
  // What is said outright wins over words that stand together.
  EXPECT_THAT(stated("The decision takes 15 cycles, and a change of pattern costs 2 cycles."),
              UnorderedElementsAre("operands.activations.decide.latency = 15 cycles", "operands.activations.decide.switch = 2 cycles"));
}

TEST(FreeWordings, OverTwoSentences) {
  const Paper paper = markdown("Weights are 2:4. The mask belongs to no tool. It is found while the epochs of training pass.\n");
  EXPECT_THAT(values(paper, "operands.weights.chosen"), ElementsAre("learned"));
}

TEST(FreeWordings, Bits) {
  each_states({
      {"Weights and activations are of 4 and 8 bits, respectively.", {"operands.weights.bits = 4", "operands.activations.bits = 8"}},
      {"Four bits are spent for a weight and eight for an activation.", {"operands.weights.bits = 4", "operands.activations.bits = 8"}},
      {"A weight is a nibble.", {"operands.weights.bits = 4"}},
      {"Weights have 8 bits, like the activations.", {"operands.weights.bits = 8", "operands.activations.bits = 8"}},
      {"The multiplier accepts an E4M3 weight.", {"operands.weights.bits = 8"}},
  });
  EXPECT_THAT(stated("Each kept weight travels with three bits that say where in its group it sits."),
              Not(Contains(StartsWith("operands.weights.bits = "))));
  EXPECT_THAT(stated("Both operands are small, and products are summed in FP32."), Not(Contains(StartsWith("operands.weights.bits = "))));
}

TEST(FreeWordings, MixedNumbers) {
  each_states({
      {"Willow measures eleven and a quarter square millimetres.", {"chip.area = 11.25 mm2"}},
      {"On ResNet-50 it is two and a half times as fast as the dense array.", {"claims.speedup = 2.5 over dense on resnet50"}},
      {"The array has thirty-two rows and four-and-twenty columns of elements.", {"fabric.array.m = 32", "fabric.array.n = 24"}},
  });
}

TEST(FreeWordings, OthersThatAreWorse) {
  const auto over = [](const std::string& text) { return results(markdown(text), "claims.speedup"); };
  EXPECT_THAT(over("VEGETA is passed by 1.07x on BERT-base.\n"), ElementsAre(StartsWith("1.07 over vegeta on bert-base")));
  EXPECT_THAT(over("Griffin is 1.06x slower than we are on ResNet-50.\n"), ElementsAre(StartsWith("1.06 over griffin on resnet50")));
  EXPECT_THAT(over("On DeiT-S, SparTen needs 1.2x the cycles of Willow.\n"), ElementsAre(StartsWith("1.2 over sparten on deit-s")));
  EXPECT_THAT(over("We are slower than SparTen by 1.2x.\n"), IsEmpty());
}

TEST(FreeWordings, AccuraciesWithoutTheWord) {
  const auto accuracy = [](const std::string& text) { return values(markdown(text), "claims.accuracy"); };
  EXPECT_THAT(accuracy("The pruned ResNet-50 classifies 75.9% of the images correctly.\n"), ElementsAre("75.9%"));
  EXPECT_THAT(accuracy("ResNet-50 loses 1.2 points of top-1; MobileNetV2 loses 2.4.\n"), UnorderedElementsAre("1.2 points", "2.4 points"));
  EXPECT_THAT(accuracy("The Transformer loses 0.3 BLEU.\n"), ElementsAre("0.3 BLEU"));
  EXPECT_THAT(accuracy("ResNet-50 reaches 91.4% sparsity.\n"), IsEmpty());
}

TEST(FreeWordings, WhatFollowsFromTheRest) {
  const Paper paper = markdown(
      "The choice is made when a tile is first touched. Undecided tensors lie in DRAM uncompressed until the choice. Patterns are 1:4, 2:4 and dense "
      "for activations. A tile with at most 25% nonzeros takes 1:4, one with at most 50% takes 2:4, others are dense.\n");
  EXPECT_THAT(values(paper, "operands.activations.chosen"), ElementsAre("run-time"));
  EXPECT_THAT(values(paper, "operands.activations.decide.by"), ElementsAre("consumer"));
  EXPECT_THAT(values(paper, "operands.activations.decide.from"), ElementsAre("this-input"));
  const Paper both = markdown("The array forms inner products in one layer and row products in the next.\n");
  EXPECT_THAT(values(both, "fabric.kind"), ElementsAre("flexible"));
  // A paper that tells so much of a decision has one, though it lists no patterns.
  const Paper decides = markdown(
      "The consumer of a tile decides. The decision takes 9 cycles. A change of pattern costs 3 cycles. One tile is decided every 2 cycles.\n");
  EXPECT_THAT(values(decides, "operands.activations.decide.latency"), ElementsAre("9 cycles"));
}

TEST(FreeWordings, OtherChipsByTheirNames) {
  const Paper paper = markdown(
      "The first, Parasol, was taped out in 65 nm. It measured 4.4 mm2 and ran at 210 MHz. Willow is made in 28 nm and runs at 500 MHz. On Parasol "
      "all weights had 16 bits. Willow's weights have 8 bits.\n");
  EXPECT_THAT(values(paper, "clock"), ElementsAre("500 MHz"));
  EXPECT_THAT(values(paper, "technology"), ElementsAre("28nm"));
  EXPECT_THAT(values(paper, "operands.weights.bits"), ElementsAre("8"));
  EXPECT_THAT(values(paper, "prior-work"), IsEmpty());
}

TEST(FreeWordings, AuthorsOfAnImpersonalPaper) {
  const std::string text =
      "Willow: a specification\n\nThis memo describes Willow, an accelerator. The authors have built a device in 28 nm. Zero weights MUST NOT cost a "
      "beat.\n";
  EXPECT_THAT(values(paper_of(text), "technology"), ElementsAre("28nm"));
}

TEST(FreeWordings, Tables) {
  const Paper against = markdown(
      "Table 3. Energy saved.\n\n| Network | against dense | against SCNN |\n|---|---|---|\n| ResNet-50 | 58% | 24% |\n| VGG-16 | 63% | 27% |\n");
  EXPECT_THAT(results(against, "claims.energy"),
              UnorderedElementsAre(StartsWith("58% over dense on resnet50"), StartsWith("24% over scnn on resnet50"),
                                   StartsWith("63% over dense on VGG-16"), StartsWith("27% over scnn on VGG-16")));
  const Paper ratio = markdown("| | dense | 2:4 |\n|---|---|---|\n| ResNet-50 | 2.4x | 1.25x |\n| VGG-16 | 3.1x | 1.5x |\n");
  EXPECT_THAT(results(ratio, "claims.speedup"), Contains(StartsWith("1.25 over ampere-2to4 on resnet50")));
  const Paper marks = markdown("| Item | Value |\n|---|---|\n| Clock | 1 GHza |\n| Process | 12 nmb |\n| Columns of PEs | 16c |\n");
  EXPECT_THAT(values(marks, "clock"), ElementsAre("1 GHz"));
  EXPECT_THAT(values(marks, "technology"), ElementsAre("12nm"));
  const Paper plain = paper_of(
      "Willow: a sparse accelerator\n\nWe present Willow.\n\n    network      vs dense    vs SCNN\n    -----------------------------\n"
      "    ResNet-18      3.05       1.12\n    VGG-16         2.20       0.94\n");
  EXPECT_THAT(results(plain, "claims.speedup"), Contains(StartsWith("1.12 over scnn on resnet18")));
}

TEST(FreeWordings, WhatTablesAreOver) {
  // Neither the column nor the caption says what: a loss is against the network itself, the rest against what most results are over.
  const Paper quiet = markdown(
      "Willow is 1.4x faster than S2TA on AlexNet.\n\n| Network | Speed-up | Accuracy loss |\n|---|---|---|\n| ResNet-50 | 1.3x | 0.4 points |\n"
      "| VGG-16 | 1.6x | 0.2 points |\n");
  EXPECT_THAT(results(quiet, "claims.speedup"), Contains(StartsWith("1.3 over s2ta on resnet50")));
  EXPECT_THAT(results(quiet, "claims.accuracy"), Contains(StartsWith("0.4 points over dense on resnet50")));
  // A design of the caption that has a column of its own leaves the others to the dense machine.
  const Paper apart = markdown(
      "Table 2. Willow against the dense machine and DynaX.\n\n| Network | speed-up | speed-up over DynaX |\n|---|---|---|\n| ResNet-50 | 1.9x | "
      "1.1x |\n"
      "| VGG-16 | 2.4x | 0.9x |\n");
  EXPECT_THAT(results(apart, "claims.speedup"),
              UnorderedElementsAre(StartsWith("1.9 over dense on resnet50"), StartsWith("1.1 over dynax on resnet50"),
                                   StartsWith("2.4 over dense on VGG-16"), StartsWith("0.9 over dynax on VGG-16")));
  // Measures over groups of columns, and one that stands alone behind them.
  const Paper groups = markdown(
      "| Network | Cycles | Cycles | Energy | Energy | |\n|---|---|---|---|---|---|\n| | dense | S2TA | dense | S2TA | Acc. |\n"
      "| ResNet-34 | 2.37x | 1.62x | 41% | 24% | -0.5 points |\n| VGG-16 | 1.93x | 1.28x | 33% | 13% | -0.8 points |\n");
  EXPECT_THAT(results(groups, "claims.speedup"), Contains(StartsWith("1.62 over s2ta on ResNet-34")));
  EXPECT_THAT(results(groups, "claims.energy"), Contains(StartsWith("41% over dense on ResNet-34")));
  EXPECT_THAT(values(groups, "claims.accuracy"), Contains("-0.5 points"));
}

TEST(FreeWordings, FactsBehindNamesOfOthers) {
  const auto own = [](const std::string& text) { return stated(text); };
  EXPECT_THAT(own("Accelerators such as SCNN (1,024 multipliers, 1 GHz, 16 nm) exploit sparsity."), IsEmpty());
  EXPECT_THAT(own("It is a systolic array, similar to the one in Google's TPU (65,536 MACs at 700 MHz)."), IsEmpty());
  EXPECT_THAT(own("The TPU, by contrast, has a 256x256 systolic array at 700 MHz."), IsEmpty());
  EXPECT_THAT(own("Outer-product accelerators such as OuterSPACE enjoy perfect reuse of inputs."), Not(Contains(StartsWith("fabric.kind"))));
  EXPECT_THAT(own("Our outer-product array is, like OuterSPACE's, fed by columns."), Contains("fabric.kind = outer-product"));
  EXPECT_THAT(own("We compare with a dense baseline of equal area having 1,024 MAC units."), IsEmpty());
  EXPECT_THAT(own("We compare with a dense array with the same 1,024 multipliers."), Contains("multipliers = 1024"));
  // A bracket of results is over the name before it, and ours.
  EXPECT_THAT(own("Willow outperforms SCNN (2.1x on AlexNet)."), Contains(StartsWith("claims.speedup = 2.1")));
}

TEST(FreeWordings, OpponentsInOrder) {
  const auto over = [](const std::string& text) { return results(markdown(text), "claims.speedup"); };
  EXPECT_THAT(over("Willow is faster than SCNN by 2.1x and than SparTen by 1.4x on VGG-16.\n"),
              UnorderedElementsAre("2.1 over scnn on VGG-16", "1.4 over sparten on VGG-16"));
  EXPECT_THAT(over("Compared with SCNN and S2TA, Willow delivers 1.8x and 1.3x speedups on VGG-16, respectively.\n"),
              UnorderedElementsAre("1.8 over scnn on VGG-16", "1.3 over s2ta on VGG-16"));
}

TEST(FreeWordings, ChannelsOfMemory) {
  EXPECT_THAT(stated("Off-chip traffic is served by 16 HBM channels, each providing 8 GB/s."), ElementsAre("memory.dram.bandwidth = 128 GB/s"));
  EXPECT_THAT(stated("16 channels of 8 GB/s per channel, 128 GB/s in total, feed the chip."), ElementsAre("memory.dram.bandwidth = 128 GB/s"));
}

TEST(FreeWordings, FormatsOfBothOperands) {
  EXPECT_THAT(stated("Both operands are FP16 and accumulation is in FP32."),
              UnorderedElementsAre("operands.weights.bits = 16", "operands.activations.bits = 16"));
  EXPECT_THAT(stated("It exploits unstructured sparsity in both operands."),
              UnorderedElementsAre("operands.weights.pattern = unstructured", "operands.activations.pattern = unstructured"));
  EXPECT_THAT(stated("Willow was fabricated in 22FDX."), ElementsAre("technology = 22nm"));
}

TEST(FreeWordings, AsResearchersWrite) {
  each_states({
      {"The activation buffer is split into 64 single-ported banks.", {"memory.activations.banks = 64", "memory.activations.ports = 1"}},
      {"A dynamic scheduler redistributes work among PEs when a queue runs empty.", {"fabric.balance = work-stealing"}},
      {"The top 50% of activations by magnitude in each group of 16 are kept.", {"operands.activations.pattern = 8:16"}},
      {"Only non-zero activations are broadcast to the PEs.", {"operands.activations.skip = zeros"}},
      {"Imbalance is handled by offline filter sorting.", {"fabric.balance = sort"}},
      {"Quern's rival aside, it is 27% more energy-efficient than SCNN on AlexNet.", {"claims.energy = 1.27 over scnn on AlexNet"}},
  });
  EXPECT_THAT(values(markdown("We evaluate LLaMA-2 7B and Mistral 7B.\n"), "networks"), UnorderedElementsAre("LLaMA-2 7B", "Mistral 7B"));
  EXPECT_THAT(stated("Compared with Griffin, Willow improves performance per area by 1.3x."), Not(Contains(StartsWith("claims."))));
}

TEST(FreeWordings, TimeThatIsSaved) {
  const auto speedup = [](const std::string& text) { return results(markdown(text), "claims.speedup"); };
  EXPECT_THAT(speedup("Compared with DSTC we reduce latency by 34% and energy by 28% on BERT-base.\n"), ElementsAre("1.52 over dstc on bert-base"));
  EXPECT_THAT(speedup("Willow needs 20% fewer cycles than S2TA on ResNet-50.\n"), ElementsAre("1.25 over s2ta on resnet50"));
  EXPECT_THAT(speedup("Willow cuts inference time by 50% over the dense baseline on ResNet-50.\n"), ElementsAre("2 over dense on resnet50"));
  EXPECT_THAT(speedup("The decision takes 20% less time than before.\n"), IsEmpty());
  EXPECT_THAT(values(markdown("Willow needs 20% fewer cycles than S2TA on ResNet-50.\n"), "claims.energy"), IsEmpty());
}

TEST(FreeWordings, WinsInSentencesOfOthers) {
  EXPECT_THAT(results(markdown("SparTen does very well on SqueezeNet, and we beat it by 1.06x only.\n"), "claims.speedup"),
              ElementsAre(StartsWith("1.06 over sparten")));
}

TEST(FreeWordings, PredecessorsOfValues) {
  const std::string text = "Every nonzero weight lies behind five bits that count the zeros between it and its predecessor.";
  EXPECT_THAT(stated(text), Contains("operands.weights.encoding = run-length 5"));
  EXPECT_THAT(stated("Its predecessor stored weights with five bits that count the zeros before each."),
              Not(Contains(StartsWith("operands.weights"))));
  EXPECT_THAT(stated("Zeros that were dropped before a weight are counted in four bits in front of it."),
              Contains("operands.weights.encoding = run-length 4"));
}

TEST(FreeWordings, QueuesThatStandThereAndThatWereTried) {
  EXPECT_THAT(stated("Queues of four steps stand in front of each row, so rows may run four steps ahead of each other."),
              IsSupersetOf({"fabric.sync.domain = row", "fabric.sync.slack = 4"}));
  EXPECT_THAT(stated("Queues of sixteen steps would cost 2% of the area."), IsEmpty());
  EXPECT_THAT(stated("Queues of two windows cost 11% of the time."), IsEmpty());
}

TEST(FreeWordings, TheMemoryThatWasNamed) {
  const Paper paper = markdown("The activation buffer has 16 banks. The buffer delivers 2048 bits per cycle to the array.\n");
  EXPECT_THAT(values(paper, "memory.activations.width"), ElementsAre("2048 bits/cycle"));
  const Paper global = markdown("The global buffer is 512 KB with 32 banks, and the weight buffer is 128 KB.\n");
  EXPECT_THAT(values(global, "memory.activations.size"), ElementsAre("512 KB"));
  EXPECT_THAT(values(global, "memory.activations.banks"), ElementsAre("32"));
  EXPECT_THAT(values(global, "memory.weights.size"), ElementsAre("128 KB"));
}

TEST(FreeWordings, Encodings) {
  EXPECT_EQ(utf8_of("2\xD7 faster"), "2\xC3\x97 faster");               // Windows-1252
  EXPECT_EQ(utf8_of("2\xC3\x97 faster"), "2\xC3\x97 faster");           // UTF-8
  EXPECT_EQ(utf8_of("\xEF\xBB\xBFWillow"), "Willow");                   // with a mark
  EXPECT_EQ(utf8_of(std::string("\xFF\xFEW\0i\0", 6)), "Wi");           // UTF-16, little end first
  EXPECT_EQ(utf8_of(std::string("\xFE\xFF\0W\0i", 6)), "Wi");           // and big end
  EXPECT_EQ(utf8_of(std::string("\xFF\xFEW\0i", 5)), "W\xEF\xBF\xBD");  // cut off
}

TEST(FreeWordings, TextWithoutFullStops) {
  std::string text = "Willow: a sparse accelerator We present Willow which has 64 KB for weights ";
  while (text.size() < 20000) text += "and many more words that say nothing of what is asked here ";
  text += "and Willow runs at 700 MHz in 28 nm";
  const Paper paper = paper_of(text + "\n");
  EXPECT_THAT(values(paper, "clock"), ElementsAre("700 MHz"));
}

}  // namespace
}  // namespace skeptic::papers
