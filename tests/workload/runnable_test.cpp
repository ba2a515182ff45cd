#include "workload/runnable.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <vector>

#include "workload/checkpoint.h"
#include "workload/network_file.h"

namespace skeptic {
namespace {

/// What stands against running a network of these rows.
std::string problems(const std::string& input, const std::string& rows) {
  return format(run_problems(parse_network("name: n\ntitle: t\nsource: s\nactivation: relu\ninput: " + input + "\nlayers:\n" + rows, "n.yaml")));
}

TEST(Runnable, EveryNetworkOfTheLibrary) {
  for (const std::string& name : library_networks()) EXPECT_EQ(format(run_problems(load_network(name))), "") << name;
  for (const std::string names : {"timm", "torchvision", "torch", "huggingface"})
    EXPECT_EQ(format(run_problems(load_network("vit:image=8,patch=4,width=24,depth=2,names=" + names))), "") << names;
}

TEST(Runnable, EveryKindOfRow) {
  EXPECT_EQ(problems("[2, 5, 5]",
                     "  - {name: c, kind: convolution, inputs: [input], in: 2, out: 4, image: 5, kernel: 2, weights: c.weight, batch-norm: b}\n"
                     "  - {name: b, kind: batch-norm, inputs: [c], elements: 64, parameters: 8}\n"
                     "  - {name: s, kind: pad-channels, inputs: [b], reads: [16], elements-in: 16, elements-out: 24}\n"
                     "  - {name: p, kind: average-pool, inputs: [b], channels: 4, image: 4, kernel: 2, stride: 2}\n"
                     "  - {name: k, kind: concat, inputs: [s, p], elements: 40}\n"
                     "  - {name: m, kind: multiply, inputs: [k, k], elements: 40}\n"
                     "  - {name: l, kind: linear, inputs: [m], in: 40, out: 6, weights: l.weight}\n"
                     "  - {name: g, kind: softmax, inputs: [l], elements: 6}\n"),
            "");
}

TEST(Runnable, TensorsWithoutNames) {
  EXPECT_EQ(problems("[2, 4, 4]",
                     "  - {name: c, kind: convolution, inputs: [input], in: 2, out: 4, image: 4, kernel: 1}\n"
                     "  - {name: p, kind: position, inputs: [c], elements-in: 64, elements-out: 68}\n"
                     "  - {name: r, kind: relu, inputs: [p], elements: 68, parameters: 1}\n"
                     "  - {name: h, kind: held, inputs: [r], parameters: 9}\n"),
            "error: network \"n\" cannot be run: its table names no weights for row \"c\" [network-layer]\n"
            "error: network \"n\" cannot be run: its table names no tensors for row \"p\" [network-layer]\n"
            "error: network \"n\" cannot be run: its table names no tensors for row \"r\" [network-layer]\n");
  EXPECT_EQ(problems("[2, 4, 4]", "  - {name: h, kind: held, inputs: [input], parameters: 9}\n"),
            "error: network \"n\" cannot be run: no row computes anything [network-layer]\n"
            "  expected: a row that is not held\n");
}

// Sizes fit, and what lies in them does not. What reads a row that cannot be run is spared a second error.
TEST(Runnable, ValuesThatLieOtherwise) {
  const std::string n = "error: network \"n\" cannot be run: row ";
  EXPECT_EQ(problems("[4, 2, 2]",
                     "  - {name: a, kind: linear, inputs: [input], in: 4, out: 6, tokens: 4, weights: a.weight}\n"
                     "  - {name: r, kind: relu, inputs: [a], elements: 24}\n"
                     "  - {name: c, kind: convolution, inputs: [input], in: 1, out: 4, image: 4, kernel: 1, weights: c.weight}\n"
                     "  - {name: p, kind: max-pool, inputs: [input], channels: 1, image: 4, kernel: 1}\n"
                     "  - {name: l, kind: layer-norm, inputs: [input], elements: 16, parameters: 8}\n"
                     "  - {name: b, kind: batch-norm, inputs: [input], elements: 16, parameters: 4}\n"
                     "  - {name: s, kind: pad-channels, inputs: [input], reads: [8], elements-in: 8, elements-out: 16}\n"
                     "  - {name: e, kind: embedding, inputs: [input], elements-in: 16, elements-out: 32, parameters: 80, tensors: [x, y, z], "
                     "rows: [20, 16, 4]}\n"
                     "  - {name: o, kind: position, inputs: [input], elements-in: 16, elements-out: 18, parameters: 20, tensors: [x, y]}\n"),
            n + "\"a\" reads [4, 2, 2] [network-layer]\n  expected: [4, 4]\n" +                                           //
                n + "\"c\" reads [4, 2, 2] [network-layer]\n  expected: [1, 4, 4]\n" +                                    //
                n + "\"p\" reads [4, 2, 2] [network-layer]\n  expected: [1, 4, 4]\n" +                                    //
                n + "\"l\" reads [4, 2, 2] [network-layer]\n  expected: [tokens, 4]\n" +                                  //
                n + "\"b\" reads [4, 2, 2] [network-layer]\n  expected: [2, height, width]\n" +                           //
                n + "\"s\" reads [4, 2, 2] [network-layer]\n  expected: an image of 8 elements at every other pixel\n" +  //
                n + "\"e\" reads [4, 2, 2] [network-layer]\n  expected: [16]\n" +                                         //
                n + "\"o\" reads [4, 2, 2] [network-layer]\n  expected: [2, height, width]\n");
  EXPECT_EQ(problems("[4, 2, 2]",
                     "  - {name: w, kind: convolution, inputs: [input], in: 4, out: 1, image: 2, kernel: 1, weights: w.weight}\n"
                     "  - {name: p, kind: max-pool, inputs: [input], channels: 4, image: 2, kernel: 2}\n"
                     "  - {name: a, kind: add, inputs: [w, p], elements: 4}\n"
                     "  - {name: k, kind: concat, inputs: [w, p], elements: 8}\n"),
            n + "\"a\" reads [1, 2, 2] and [4, 1, 1] [network-layer]\n  expected: inputs of one shape\n" + n +
                "\"k\" reads [1, 2, 2] and [4, 1, 1] [network-layer]\n  expected: images of one height and width\n");
}

TEST(Runnable, Attention) {
  const std::string rows =
      "  - {name: s, kind: matmul, inputs: [input], reads: [32], heads: 2, in: 2, out: 4, tokens: 4}\n"
      "  - {name: x, kind: softmax, inputs: [s], elements: 32}\n"
      "  - {name: c, kind: matmul, inputs: [x, input], reads: [32, 16], heads: 2, in: 4, out: 2, tokens: 4}\n";
  EXPECT_EQ(problems("[4, 12]", rows), "");
  EXPECT_EQ(problems("[12, 4]", rows),
            "error: network \"n\" cannot be run: row \"s\" reads [12, 4] [network-layer]\n"
            "  expected: [4, 4] and [4, 4], or [4, 12]\n");
  EXPECT_EQ(problems("[4, 4]",
                     "  - {name: v, kind: linear, inputs: [input], in: 4, out: 4, tokens: 4, weights: v.weight}\n"
                     "  - {name: s, kind: matmul, inputs: [input, v], heads: 2, in: 2, out: 4, tokens: 4}\n"
                     "  - {name: x, kind: softmax, inputs: [s], elements: 32}\n"
                     "  - {name: c, kind: matmul, inputs: [x, v], heads: 4, in: 2, out: 2, tokens: 4}\n"),
            "error: network \"n\" cannot be run: row \"c\" reads [2, 4, 4] and [4, 4] [network-layer]\n"
            "  expected: [4, 4, 2] and [2, 8] or [2, 24]\n");
}

// A table that others wrote, say inside a trace: whatever is read of it can be described.
TEST(Runnable, DamagedTablesAreDescribedOrRefused) {
  const std::vector<std::string> good{
      load_network("vit:image=8,patch=4,width=6,depth=1,heads=2,preprocess=cifar10").text,
      load_network("vit:image=8,patch=4,width=6,depth=1,names=huggingface").text,
      "name: n\ntitle: t\nsource: s\nactivation: relu\ninput: [2, 9, 9]\npreprocess: {mean: [1, 2], scale: 1e-2}\nlayers:\n"
      "  - {name: p, kind: max-pool, inputs: [input], channels: 2, image: 9, kernel: 3, stride: 2, pad: 1, ceil: true}\n"
      "  - {name: k, kind: concat, inputs: [p, p], elements: 100}\n"
      "  - {name: z, kind: pad-channels, inputs: [k], reads: [36], elements-in: 36, elements-out: 72}\n"
      "  - {name: b, kind: batch-norm, inputs: [z], elements: 72, parameters: 16}\n"};
  const bool holds = rc::check("a damaged table gives a network or a UserError", [&] {
    std::string text = *rc::gen::elementOf(good);
    const int changes = *rc::gen::inRange(0, 4);
    for (int i = 0; i < changes; ++i)
      text[*rc::gen::inRange<std::size_t>(0, text.size())] = *rc::gen::elementOf(std::string("0123456789[]{}:,- \nabcimr"));
    try {
      const Network network = parse_network(text, "n.yaml");
      for (const Diagnostic& problem : run_problems(network)) RC_ASSERT(problem.id == DiagnosticId::NetworkLayer);
      for (const auto& [name, shape] : expected_tensors(network))
        RC_ASSERT(std::all_of(shape.begin(), shape.end(), [](std::int64_t size) { return size > 0; }));
    } catch (const UserError& error) {
      RC_ASSERT(!error.diagnostics().empty());
    }
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace skeptic
