// Wordings by the mechanisms that read them: counts of rows and columns, multipliers of an element, copies of an array, who waits for whom, what
// costs no time, how values are stored, and what the sentence before named.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "papers/stated.h"

namespace skeptic::papers {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;
using testing::UnorderedElementsAre;

TEST(Mechanisms, Arrays) {
  each_states({
      {"The datapath is a grid of 24 rows by 40 columns.", {"fabric.array.m = 24", "fabric.array.n = 40"}},
      {"Sixteen rows, each of which has 48 PEs, form the array.", {"fabric.array.m = 16", "fabric.array.n = 48"}},
      {"Its PEs form a 16-row, 32-column mesh.", {"fabric.array.m = 16", "fabric.array.n = 32"}},
      {"The array measures 28 elements in height and 36 in width.", {"fabric.array.m = 28", "fabric.array.n = 36"}},
      {"There are 12 columns, and each column stacks 20 PEs.", {"fabric.array.n = 12", "fabric.array.m = 20"}},
      {"The systolic array's dimensions are 32 (rows) by 64 (columns).", {"fabric.array.m = 32", "fabric.array.n = 64"}},
      {"We implement a 48-by-48 output-stationary array.", {"fabric.array.m = 48", "fabric.array.n = 48"}},
      {"Elements sit on a 20 x 24 lattice.", {"fabric.array.m = 20", "fabric.array.n = 24"}},
      {"PEs are organised in 32 rows and in 16 columns.", {"fabric.array.m = 32", "fabric.array.n = 16"}},
      {"The machine instantiates 256 PEs (16 × 16).", {"fabric.array.m = 16", "fabric.array.n = 16"}},
      {"A 64-by-32 fabric of MAC cells does the work.", {"fabric.array.m = 64", "fabric.array.n = 32"}},
      {"A square array with 32 elements on a side is used.", {"fabric.array.m = 32", "fabric.array.n = 32"}},
      {"The array is 32 elements on each side.", {"fabric.array.m = 32", "fabric.array.n = 32"}},
      {"The array has as many columns as rows, namely 24.", {"fabric.array.m = 24", "fabric.array.n = 24"}},
      {"The array has 24 rows and twice as many columns.", {"fabric.array.m = 24", "fabric.array.n = 48"}},
      {"24 rows and as many columns of PEs are built.", {"fabric.array.m = 24", "fabric.array.n = 24"}},
      {"The fabric consists of 8 rows with 64 cells per row.", {"fabric.array.m = 8", "fabric.array.n = 64"}},
      {"Each of the 8 rows contains 64 cells.", {"fabric.array.m = 8", "fabric.array.n = 64"}},
      {"Each row has 32 PEs, and there are 16 such rows.", {"fabric.array.m = 16", "fabric.array.n = 32"}},
      {"Rows: 16. Columns: 24.", {"fabric.array.m = 16", "fabric.array.n = 24"}},
      {"M = 16 rows and N = 24 columns are instantiated.", {"fabric.array.m = 16", "fabric.array.n = 24"}},
      {"Willow is a 16x32 machine.", {"fabric.array.m = 16", "fabric.array.n = 32"}},
      {"Willow has a 128x128 systolic core.", {"fabric.array.m = 128", "fabric.array.n = 128"}},
      {"The 2D array counts 32 rows times 32 columns.", {"fabric.array.m = 32", "fabric.array.n = 32"}},
      {"Partial sums of four slices are added by a tree.", {"fabric.array.k = 4"}},
  });
}

TEST(Mechanisms, Elements) {
  each_states({
      {"Every PE is made up of four multipliers and an adder tree.", {"fabric.lanes = 4"}},
      {"A PE can do eight multiplications at a time.", {"fabric.lanes = 8"}},
      {"In every PE, four multipliers work side by side.", {"fabric.lanes = 4"}},
      {"The PE performs four MACs per cycle.", {"fabric.lanes = 4"}},
      {"PEs have one multiplier.", {"fabric.lanes = 1"}},
      {"PEs are single-multiplier designs.", {"fabric.lanes = 1"}},
      {"A processing element contains a pair of multipliers.", {"fabric.lanes = 2"}},
      {"Four MAC units make up one PE.", {"fabric.lanes = 4"}},
      {"Four multipliers constitute a processing element.", {"fabric.lanes = 4"}},
      {"Each PE is four lanes wide.", {"fabric.lanes = 4"}},
      {"Each PE comprises a four-wide dot-product unit.", {"fabric.lanes = 4"}},
      {"Each PE holds a dot-product unit of four multipliers.", {"fabric.lanes = 4"}},
      {"Each PE is built around 8 multipliers.", {"fabric.lanes = 8"}},
      {"A single multiplier serves each PE.", {"fabric.lanes = 1"}},
      {"One multiply-accumulate unit sits in each cell.", {"fabric.lanes = 1"}},
      {"Each cell retires 2 MACs a cycle.", {"fabric.lanes = 2"}},
      {"Each PE is provided with two 8-bit multipliers.", {"fabric.lanes = 2"}},
      {"Two multipliers are placed in each PE.", {"fabric.lanes = 2"}},
      {"We give each PE two multipliers.", {"fabric.lanes = 2"}},
      {"The PE examines a window of sixteen operand pairs.", {"fabric.window = 16"}},
      {"Each PE searches the next 16 positions for work.", {"fabric.window = 16"}},
      {"A multiplier can draw its operand from any of 8 positions.", {"fabric.window = 8"}},
      {"The lookahead is eight positions.", {"fabric.window = 8"}},
      {"Operands are chosen within a span of 16 positions.", {"fabric.window = 16"}},
      {"Each step covers 32 positions of the reduction.", {"fabric.window = 32"}},
      {"A PE takes in 32 positions of the reduction at each step.", {"fabric.window = 32"}},
      {"Every step, a PE is presented with 16 activations and 8 weights.", {"fabric.window = 16"}},
      {"The selection window is 16 deep.", {"fabric.window = 16"}},
  });
}

TEST(Mechanisms, Copies) {
  each_states({
      {"The two cores are identical.", {"fabric.arrays = 2"}},
      {"Willow integrates a pair of arrays.", {"fabric.arrays = 2"}},
      {"There are four of these arrays.", {"fabric.arrays = 4"}},
      {"Four copies of the array share the buffers.", {"fabric.arrays = 4"}},
      {"The array is instantiated four times.", {"fabric.arrays = 4"}},
      {"The array is replicated eight times on the die.", {"fabric.arrays = 8"}},
      {"Willow has just one array.", {"fabric.arrays = 1"}},
      {"Two such arrays are operated in parallel.", {"fabric.arrays = 2"}},
      {"A chip consists of 8 tiles.", {"fabric.arrays = 8"}},
      {"We use a single array.", {"fabric.arrays = 1"}},
      {"Willow is a quad-core design.", {"fabric.arrays = 4"}},
      {"It is a dual-core machine.", {"fabric.arrays = 2"}},
  });
}

TEST(Mechanisms, WhoWaits) {
  each_states({
      {"The PEs of a row advance together.", {"fabric.sync.domain = row"}},
      {"All PEs in a column wait for the slowest one.", {"fabric.sync.domain = column"}},
      {"The entire array moves on only when its slowest PE has finished.", {"fabric.sync.domain = array"}},
      {"The whole array stalls until every PE is done.", {"fabric.sync.domain = array"}},
      {"A barrier closes each step for all PEs.", {"fabric.sync.domain = array"}},
      {"There is a global barrier after each window.", {"fabric.sync.domain = array"}},
      {"Each PE proceeds on its own.", {"fabric.sync.domain = pe"}},
      {"Each PE moves on as soon as it has finished.", {"fabric.sync.domain = pe"}},
      {"PEs are decoupled from each other by FIFOs.", {"fabric.sync.domain = pe"}},
      {"Each row keeps its own pace.", {"fabric.sync.domain = row"}},
      {"Columns are synchronised separately.", {"fabric.sync.domain = column"}},
      {"Rows need not wait for one another.", {"fabric.sync.domain = row"}},
      {"All PEs step together.", {"fabric.sync.domain = array"}},
      {"The array operates in lock step.", {"fabric.sync.domain = array"}},
      {"Control is shared by the PEs of a column.", {"fabric.sync.domain = column"}},
      {"One controller drives all PEs of a row.", {"fabric.sync.domain = row"}},
      {"The elements of a row march in unison.", {"fabric.sync.domain = row"}},
      {"PEs may be as much as four windows ahead of their neighbours.", {"fabric.sync.slack = 4"}},
      {"The lead of a row over the slowest is limited to six steps.", {"fabric.sync.slack = 6"}},
      {"Four-deep queues between PEs absorb imbalance.", {"fabric.sync.slack = 4"}},
      {"The skew between rows is at most three windows.", {"fabric.sync.slack = 3"}},
      {"A PE that is four windows ahead stalls.", {"fabric.sync.slack = 4"}},
      {"A row may lead by eight steps.", {"fabric.sync.slack = 8"}},
      {"No PE may be more than two steps in front of another.", {"fabric.sync.slack = 2"}},
      {"The operand FIFO in front of each PE has eight entries.", {"fabric.sync.slack = 8"}},
  });
}

TEST(Mechanisms, Balance) {
  each_states({
      {"Filters are sorted by their number of nonzeros before assignment.", {"fabric.balance = sort"}},
      {"We sort output channels so that rows of similar length run side by side.", {"fabric.balance = sort"}},
      {"Channels with alike numbers of nonzeros are grouped.", {"fabric.balance = sort"}},
      {"Each long filter is combined with a short filter.", {"fabric.balance = pair"}},
      {"An idle PE takes work from a busy one.", {"fabric.balance = work-stealing"}},
      {"Work is stolen by idle rows.", {"fabric.balance = work-stealing"}},
  });
}

TEST(Mechanisms, WhatCostsNoTime) {
  each_states({
      {"On both sides zeros of weights and activations consume no cycle.", {"operands.weights.skip = zeros", "operands.activations.skip = zeros"}},
      {"The weights that a rule excluded take no time.", {"operands.weights.skip = pattern"}},
      {"Dropped activations are passed over.", {"operands.activations.skip = pattern"}},
  });
}

TEST(Mechanisms, HowValuesAreStored) {
  each_states({
      {"Weights are stored with a mask that has one bit for each position.", {"operands.weights.encoding = bitmask"}},
      {"Each activation is preceded by a count of zeros of 4 bits.", {"operands.activations.encoding = run-length 4"}},
      {"Activations are fetched as whole windows.", {"operands.activations.read = window"}},
  });
}

TEST(Mechanisms, TheSentenceBefore) {
  const Paper paper = paper_of(
      "Willow: a sparse accelerator\n\nWe present Willow. Willow has 1 MB of memory for weights and 2 MB of memory for activations. The former has 8 "
      "banks. "
      "Either delivers 4096 bits/cycle.\n");
  EXPECT_THAT(values(paper, "memory.weights.banks"), Contains("8"));
  EXPECT_THAT(values(paper, "memory.weights.width"), Contains("4096 bits/cycle"));
  EXPECT_THAT(values(paper, "memory.activations.width"), Contains("4096 bits/cycle"));
}

TEST(Mechanisms, ThePapersOwnWordForItsElements) {
  const Paper paper = paper_of(
      "Willow: a sparse accelerator\n\nWe present Willow. It has 24 rows by 16 columns of mergers. A merger holds eight multipliers. Each merger "
      "runs at "
      "its own pace.\n");
  EXPECT_THAT(values(paper, "fabric.lanes"), Contains("8"));
  EXPECT_THAT(values(paper, "fabric.sync.domain"), Contains("pe"));
}

TEST(Mechanisms, ResultsThatGoOn) {
  const Paper paper = paper_of(
      "Willow: a sparse accelerator\n\nWe present Willow.\n\nOn ResNet-50 Willow is 2.1x as fast as the dense array and 1.3x as fast as S2TA. With "
      "DeiT-S these numbers are 1.8 and 1.2. TensorDash falls behind us by 1.67x. The threshold is set as 0.9 on BERT-base.\n");
  EXPECT_THAT(results(paper, "claims.speedup"),
              UnorderedElementsAre("2.1 over dense on resnet50", "1.3 over s2ta on resnet50", "1.8 over dense on deit-s", "1.2 over s2ta on deit-s",
                                   "1.67 over tensordash on "));
}

TEST(Mechanisms, WhatAHeadingMeasures) {
  const Paper paper =
      paper_of("Willow: a sparse accelerator\n\nWe present Willow.\n\n3. Energy of an image\n\nOn ResNet-50 we beat the dense array by 1.9x.\n");
  EXPECT_THAT(values(paper, "claims.energy"), ElementsAre("1.9"));
  EXPECT_THAT(values(paper, "claims.speedup"), IsEmpty());
}

TEST(Mechanisms, LimitsOfDensities) {
  const auto policy = [](const std::string& rule) {
    return values(
        paper_of("Willow: a sparse accelerator\n\nWe present Willow. Patterns of activations are chosen at run time.\n\n2. Policy\n\n" + rule + "\n"),
        "operands.activations.decide.policy");
  };
  EXPECT_THAT(policy("A tile takes 2:8 if at most 20% of its values are nonzero, 4:8 if at most 45% are, and otherwise remains dense."),
              ElementsAre("{density: [0.2, 0.45, 1]}"));
  EXPECT_THAT(policy("The rule is plain: the lean tier if d <= 0.22, the half tier if d <= 0.48, otherwise the full tier."),
              ElementsAre("{density: [0.22, 0.48, 1]}"));
  EXPECT_THAT(
      policy("It counts ones. Up to a tenth of ones, the tile is served at one of eight. Up to 45 percent, four. Beyond that it is left alone."),
      ElementsAre("{density: [0.1, 0.45, 1]}"));
  EXPECT_THAT(policy("The pattern follows from comparing the density of the tile with two thresholds, 0.3 and 0.6."),
              ElementsAre("{density: [0.3, 0.6, 1]}"));
  // How often, and how much less, are no limits.
  EXPECT_THAT(policy("About 40% of the tiles end up at 2:8 or less, and few of the nonzeros are lost at 4:8."), IsEmpty());
  EXPECT_THAT(policy("It needs less energy than the dense array and 24% less than 2:4 on the same dense array."), IsEmpty());
}

TEST(Mechanisms, AnEarlierChip) {
  const Paper paper = paper_of(
      "Willow: a sparse accelerator\n\nWe present Willow.\n\nA first chip, Osier, was made in the second year. It had 256 multipliers in 65 nm and "
      "reached 180 MHz. Willow has 1024 multipliers and runs at 400 MHz in 40 nm. A port to 12 nm is being discussed.\n");
  EXPECT_THAT(values(paper, "clock"), ElementsAre("400 MHz"));
  EXPECT_THAT(values(paper, "technology"), ElementsAre("40nm"));
  EXPECT_THAT(values(paper, "multipliers"), ElementsAre("1024"));
}

TEST(Mechanisms, TablesOfMeasuresAndNetworksThatNoListHas) {
  const Paper paper =
      read_paper(arrange_source("# Willow: a sparse accelerator\n\nWe present Willow.\n\nQuality of all networks.\n\n"
                                "| Network | Metric | Dense | Willow |\n|---|---|---|---|\n"
                                "| ResNet-50 | Speed-up | 1.00 | 2.31 |\n| QX-Net7 | Speed-up | 1.00 | 1.87 |\n",
                                SourceKind::Markdown, "paper.md"));
  EXPECT_THAT(results(paper, "claims.speedup"),
              UnorderedElementsAre(StartsWith("2.31 over dense on resnet50"), StartsWith("1.87 over dense on QX-Net7")));
}

TEST(Mechanisms, ColumnsOfSpeedUpsAtBatches) {
  const Paper paper =
      read_paper(arrange_source("# Willow: a sparse accelerator\n\nWe present Willow.\n\n| Network | Latency, batch 1 (ms) | Speed-up over dense, "
                                "batch 1 | Speed-up over dense, batch 8 "
                                "|\n|---|---|---|---|\n| ResNet-50 | 1.02 | 1.57x | 1.76x |\n| BERT-base | 4.90 | 1.65x | 1.82x |\n",
                                SourceKind::Markdown, "paper.md"));
  std::vector<std::string> found;
  for (const Entry& entry : paper.entries)
    if (entry.key == "claims.speedup")
      for (const Stated& one : entry.values) found.push_back(one.value + " at " + one.batch);
  EXPECT_THAT(found, UnorderedElementsAre("1.57 at 1", "1.76 at 8", "1.65 at 1", "1.82 at 8"));
}

TEST(Mechanisms, RowsOfActivationsAreNoElements) {
  const Paper paper = paper_of(
      "Willow: a sparse accelerator\n\nWe present Willow. It has 32 rows and 16 columns of elements. Rows of activations are kept with a bitmask. "
      "Each "
      "activation has 8 bits, and the activation memory is divided into eight banks.\n");
  EXPECT_THAT(values(paper, "operands.activations.encoding"), ElementsAre("bitmask"));
  EXPECT_THAT(values(paper, "memory.activations.banks"), ElementsAre("8"));
  EXPECT_THAT(values(paper, "memory.weights.banks"), IsEmpty());
}

TEST(Mechanisms, AProposalWouldDoWhatItProposes) {
  const Paper paper = paper_of(
      "Willow: a proposal\n\nI would build Willow as an array of 16 rows by 8 columns. It would run at 900 MHz. Each PE would have four multipliers. "
      "Weights would have 8 bits. The memory would be small. It would be made in 22 nm. It would be nice. I would simulate it. This is all.\n");
  EXPECT_THAT(values(paper, "fabric.array.m"), Contains("16"));
  EXPECT_THAT(values(paper, "clock"), Contains("900 MHz"));
}

}  // namespace
}  // namespace skeptic::papers
