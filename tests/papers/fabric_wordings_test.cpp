// The same fact in the words of many: arrays, elements, who waits for whom, memories, numbers of bits, batches.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "papers/stated.h"

namespace skeptic::papers {
namespace {

using testing::Contains;
using testing::IsSupersetOf;
using testing::Not;

TEST(Wordings, RowsAndColumns) {
  for (const char* text :
       {"The array is organised as 32 rows by 16 columns.", "There are 32 rows, each with 16 processing elements.", "We use a 32-by-16 PE array.",
        "Sixteen columns and thirty-two rows of PEs make up the array.", "The engine is 32 PEs tall and 16 PEs wide.",
        "It has 16 columns of 32 elements.", "Rows number 32, columns 16.", "Processing elements are laid out in a grid of 32 x 16."})
    EXPECT_THAT(stated(text), IsSupersetOf({"fabric.array.m = 32", "fabric.array.n = 16"})) << text;
}

TEST(Wordings, Multipliers) {
  for (const char* text :
       {"Every PE performs four multiplications per cycle.", "Each PE contains a quartet of multipliers.", "Inside a PE sit four multipliers.",
        "The PE is a four-lane design.", "The element multiplies up to four pairs at once.", "There are four multipliers in each PE.",
        "The lanes of a PE number four.", "A PE, which contains four multipliers, is small.", "It has 4 MACs/PE."})
    EXPECT_THAT(stated(text), Contains("fabric.lanes = 4")) << text;
  for (const char* text :
       {"In total, 1024 MACs are available.", "There are four multipliers per PE (1024 in all).", "The chip packs 1,024 multipliers."})
    EXPECT_THAT(stated(text), Contains("multipliers = 1024")) << text;
}

TEST(Wordings, Windows) {
  for (const char* text :
       {"A PE looks at 16 positions at a time.", "The window is 16 positions long.", "Operands are picked from sixteen candidates.",
        "Each multiplier selects one of 16 inputs.", "Each element is handed sixteen positions in one step."})
    EXPECT_THAT(stated(text), Contains("fabric.window = 16")) << text;
  EXPECT_THAT(stated("Each multiplier selects one of eight inputs."), Not(Contains("operands.activations.pattern = 1:8")));
}

TEST(Wordings, WhoWaitsForWhom) {
  each_states({
      {"PEs within a row are synchronised.", {"fabric.sync.domain = row"}},
      {"The processing elements of one row step jointly.", {"fabric.sync.domain = row"}},
      {"The elements of a column wait for one another.", {"fabric.sync.domain = column"}},
      {"Each row of PEs keeps its own pace.", {"fabric.sync.domain = row"}},
      {"Columns may slip by at most four beats.", {"fabric.sync.domain = column", "fabric.sync.slack = 4"}},
      {"The skew between columns is limited to four steps.", {"fabric.sync.domain = column", "fabric.sync.slack = 4"}},
      {"No element may be more than eight steps ahead of another.", {"fabric.sync.domain = pe", "fabric.sync.slack = 8"}},
      {"An element can get up to sixteen nonzeros ahead of the slowest.", {"fabric.sync.domain = pe", "fabric.sync.slack = 16"}},
      {"Each PE has its own queue of 12 entries.", {"fabric.sync.domain = pe", "fabric.sync.slack = 12"}},
      {"A stall in one element stalls the whole array.", {"fabric.sync.domain = array"}},
      {"A barrier synchronises all elements after every step.", {"fabric.sync.domain = array"}},
      {"All elements take their steps in lockstep.", {"fabric.sync.domain = array", "fabric.sync.slack = 1"}},
  });
  EXPECT_THAT(stated("Lanes look ahead by up to two steps."), Not(Contains("fabric.sync.slack = 2")));
}

TEST(Wordings, Balancing) {
  each_states({
      {"A long channel is then paired with a short one.", {"fabric.balance = pair"}},
      {"Filters from opposite ends of the order are paired on one element.", {"fabric.balance = pair"}},
      {"Rows are first dealt to tiles round-robin.", {"fabric.balance = interleave"}},
      {"A starving element takes half of the work of its neighbour.", {"fabric.balance = work-stealing"}},
      {"A lane can take an operand from an adjacent lane.", {"fabric.balance = look-aside"}},
      {"Excess nonzeros are moved to the neighbouring PE.", {"fabric.balance = displace"}},
  });
  EXPECT_THAT(stated("Willow sorts them into 8 buckets."), Not(Contains("fabric.balance = sort")));
}

TEST(Wordings, Memories) {
  each_states({
      {"The weight memory is organised in eight banks, the activation memory in twelve.",
       {"memory.weights.banks = 8", "memory.activations.banks = 12"}},
      {"There are 96 KiB for weights and 160 KiB for activations; the former in eight banks, the latter in twelve.",
       {"memory.weights.size = 96 KiB", "memory.activations.size = 160 KiB", "memory.weights.banks = 8", "memory.activations.banks = 12"}},
      {"W- and A-SRAM have 32 and 16 banks, respectively.", {"memory.weights.banks = 32", "memory.activations.banks = 16"}},
      {"The activation store has ten banks with one read and one write port.", {"memory.activations.banks = 10", "memory.activations.ports = 1"}},
      {"The activation SRAM is 16-way banked.", {"memory.activations.banks = 16"}},
      {"The weight buffer is read 512 bits at a time.", {"memory.weights.width = 512 bits/cycle"}},
      {"The activation buffer has a 256-byte wide read port.", {"memory.activations.width = 256 B/cycle"}},
      {"The weight store grew from 96 KiB to 128 KiB.", {"memory.weights.size = 128 KiB"}},
  });
  EXPECT_THAT(stated("The weight store grew from 96 KiB to 128 KiB."), Not(Contains("memory.weights.size = 96 KiB")));
  EXPECT_THAT(stated("The weight memory has 256 KB in ten banks of 32 KB."), Not(Contains("memory.weights.size = 32 KB")));
  EXPECT_THAT(stated("Values are stored with a one-byte bitmask per block of activations."), Not(Contains("memory.activations.size = 1 B")));
}

TEST(Wordings, Bits) {
  for (const char* text : {"Weights have 4 bits, activations have 8.", "Eight bits for activations, four for weights.", "The model is W4A8.",
                           "Weights are INT4, activations i8."})
    EXPECT_THAT(stated(text), IsSupersetOf({"operands.weights.bits = 4", "operands.activations.bits = 8"})) << text;
  EXPECT_THAT(stated("Weights are INT8, activations likewise."), Contains("operands.activations.bits = 8"));
  EXPECT_THAT(stated("A choice number, a 6-bit field, stands before the weights."), Not(Contains("operands.weights.bits = 6")));
}

TEST(Wordings, Batches) {
  for (const char* text :
       {"The batch size was fixed at four.", "We use minibatches of 4.", "Each run used four images.", "There are 4 sequences per batch."})
    EXPECT_THAT(stated(text), Contains("batch = 4")) << text;
  for (const char* text : {"The images of ImageNet are processed singly.", "Nothing is batched; one image at a time is run.",
                           "We evaluate without batching.", "Measurements are for single-image inference."})
    EXPECT_THAT(stated(text), Contains("batch = 1")) << text;
}

TEST(Wordings, WhatIsExtended) {
  for (const char* text : {"Willow descends from the SparTen front end.", "Our starting point is SparTen.",
                           "We take SparTen as our baseline architecture.", "Willow takes up the datapath of SparTen and simplifies it."})
    EXPECT_THAT(stated(text), Contains("extends = sparten")) << text;
}

TEST(Wordings, TheNameOfTheDesign) {
  const auto name_of = [](const std::string& text) { return paper_of(text).name; };
  EXPECT_EQ(name_of("Extended Abstract: Willow -- Guessing Patterns\n\nHeads are creatures of habit. Willow attaches a code to each block.\n"),
            "Willow");
  EXPECT_EQ(name_of("Who Gets to Choose?\n\nI describe a small design, Willow, that fills the gap. With Willow one looks first.\n"), "Willow");
  EXPECT_EQ(name_of("Notebook, week 3\n\nIt's called Willow. It runs language models. Small numbers are ignored by Willow alone.\n"), "Willow");
  EXPECT_EQ(name_of("Meeting: \"Willow, or how to skip\"\n\nWillow skips zeros in both operands. We like Willow.\n"), "Willow");
}

std::vector<std::string> of_table(const std::string& table) {
  const Layout layout = arrange_source("# Willow: a chip\n\nWe present Willow, an accelerator.\n\n" + table, SourceKind::Markdown, "paper.md");
  const Paper paper = read_paper(layout);
  std::vector<std::string> all;
  for (const Entry& entry : paper.entries)
    for (const Stated& one : entry.values) all.push_back(one.key + " = " + one.value);
  return all;
}

TEST(Wordings, TablesOfParameters) {
  EXPECT_THAT(
      of_table(
          "| | size | banks | read width (bits) |\n|---|---|---|---|\n| Weight store | 128 KiB | 8 | 768 |\n| Accumulators | 16 KiB | 8 | - |\n"),
      IsSupersetOf({"memory.weights.size = 128 KiB", "memory.weights.banks = 8", "memory.weights.width = 768 bits/cycle",
                    "memory.accumulators.size = 16 KiB"}));
  EXPECT_THAT(of_table("| | weights | activations |\n|---|---|---|\n| SRAM | 160 kB | 224 kB |\n| banks | 16 | 14 |\n| ports | 1 | 2 |\n"),
              IsSupersetOf({"memory.weights.size = 160 KB", "memory.activations.banks = 14", "memory.activations.ports = 2"}));
  EXPECT_THAT(of_table("| Rows | 20 | Weight RAM | 240 kB |\n|---|---|---|---|\n| Columns | 28 | banks | 12 |\n| Clock | 700 MHz | Node | 28 nm |\n"),
              IsSupersetOf({"fabric.array.m = 20", "fabric.array.n = 28", "memory.weights.size = 240 KB", "memory.weights.banks = 12",
                            "clock = 700 MHz", "technology = 28nm"}));
  const auto typical = of_table(
      "| Parameter | Min | Typ | Max | Unit |\n|---|---|---|---|---|\n| Clock | 100 | 400 | 600 | MHz |\n"
      "| Weight memory | 32 | 96 | 256 | KiB |\n");
  EXPECT_THAT(typical, IsSupersetOf({"clock = 400 MHz", "memory.weights.size = 96 KiB"}));
  EXPECT_THAT(typical, Not(Contains("memory.weights.size = 256 KiB")));
  const auto instances = of_table(
      "| | Array | Mults | Clock | mm2 |\n|---|---|---|---|---|\n| small | 16 x 16 | 1,024 | 1 GHz | 1.9 |\n"
      "| medium (this work) | 32 x 16 | 2,048 | 900 MHz | 3.3 |\n");
  EXPECT_THAT(instances, IsSupersetOf({"fabric.array.m = 32", "multipliers = 2048", "clock = 900 MHz", "chip.area = 3.3 mm2"}));
  EXPECT_THAT(instances, Not(Contains("clock = 1 GHz")));
  EXPECT_THAT(
      of_table("| rows x columns | 32 x 16 |\n|---|---|\n| weights / activations | 4 b / 8 b |\n| Peak | 512 GOPS |\n"),
      IsSupersetOf({"fabric.array.m = 32", "fabric.array.n = 16", "operands.weights.bits = 4", "operands.activations.bits = 8", "peak = 512 GOPS"}));
}

}  // namespace
}  // namespace skeptic::papers
