#include "workload/network_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

#include "workload/user_error.h"

namespace skeptic {
namespace {

const std::string kHead =
    "name: n\n"
    "title: t\n"
    "source: s\n"
    "activation: relu\n"
    "input: [3, 8, 8]\n"
    "layers:\n";

/// The error of a network whose rows are these; its first row is line 7.
std::string error_of(const std::string& rows) {
  return user_error([&] { parse_network(kHead + rows, "n.yaml"); });
}

TEST(NetworkFile, ReadsEveryKindOfRow) {
  const Network network = parse_network(
      kHead +
          "  - {name: c, kind: convolution, inputs: [input], in: 3, out: 4, image: 8, kernel: [3, 1], stride: 2, pad: [1, 0], bias: true, "
          "weights: c.weight, activations: input}\n"
          "  - {name: r, kind: relu, inputs: [c], elements: 64}\n"
          "  - {name: p, kind: max-pool, inputs: [r], channels: 4, image: 4, kernel: 2, stride: 2}\n"
          "  - {name: l, kind: linear, inputs: [p], in: 4, out: 6, tokens: 4, bias: true}\n"
          "  - {name: m, kind: matmul, inputs: [l], reads: [16], heads: 1, in: 2, out: 4, tokens: 4}\n"
          "  - {name: a, kind: add, inputs: [m, m, p], elements: 16}\n"
          "  - {name: e, kind: position, inputs: [a], elements-in: 16, elements-out: 20, parameters: 7}\n"
          "  - {name: h, kind: held, inputs: [e], parameters: 9}\n",
      "n.yaml");
  ASSERT_EQ(network.layers.size(), 8u);
  EXPECT_EQ(network.activation, "relu");
  const Layer& c = network.layers[0];
  EXPECT_EQ(c.macs(), 4 * 3 * 3 * 4 * 4);
  EXPECT_EQ(c.parameters, 4 * 9 + 4);
  EXPECT_EQ(c.pad_height, 1);
  EXPECT_EQ(c.pad_width, 0);
  EXPECT_EQ(c.weights_name, "c.weight");
  EXPECT_EQ(c.activations_name, "input");
  EXPECT_EQ(network.layers[2].operations, 4 * 2 * 2 * 4);
  EXPECT_EQ(network.layers[2].elements_in, 64);
  EXPECT_EQ(network.layers[2].elements_out, 16);
  EXPECT_EQ(network.layers[5].elements_in, 48);
  EXPECT_EQ(network.layers[5].operations, 32);
  EXPECT_EQ(network.layers[6].operations, 20);
  EXPECT_EQ(network.parameters(), 40 + (4 * 6 + 6) + 7 + 9);
}

TEST(NetworkFileErrors, UnknownAndMissingKeys) {
  EXPECT_EQ(error_of("  - {name: c, kind: convolution, inputs: [input], in: 3, out: 4, image: 8, kernal: 3}\n"),
            "n.yaml:7:76: error: a row of kind convolution has no key \"kernal\" [network-layer]\n"
            "    - {name: c, kind: convolution, inputs: [input], in: 3, out: 4, image: 8, kernal: 3}\n"
            "                                                                             ^\n"
            "  expected: name, kind, inputs, in, out, image, kernel, reads, stride, pad, groups, bias, batch-norm, weights, activations\n"
            "  did you mean \"kernel\"?\n"
            "n.yaml:7:5: error: a row of kind convolution lacks the key \"kernel\" [network-layer]\n"
            "    - {name: c, kind: convolution, inputs: [input], in: 3, out: 4, image: 8, kernal: 3}\n"
            "      ^\n"
            "  expected: name, kind, inputs, in, out, image, kernel\n");
  EXPECT_EQ(error_of("  - {name: c, kind: relu, inputs: [input], elements: 192, elements: 192}\n"),
            "n.yaml:7:59: error: the key \"elements\" is here twice [network-layer]\n"
            "    - {name: c, kind: relu, inputs: [input], elements: 192, elements: 192}\n"
            "                                                            ^\n"
            "  expected: each key once\n");
}

TEST(NetworkFileErrors, Kinds) {
  const std::string kinds =
      "  expected: convolution, linear, matmul, relu, relu6, gelu, silu, softmax, layer-norm, batch-norm, add, multiply, max-pool, average-pool, "
      "pad-channels, "
      "position, embedding, held\n";
  // The second row reads a row that could not be read: that is one error, not two.
  EXPECT_EQ(error_of("  - {name: c, kind: convolutoin, inputs: [input], in: 3}\n"
                     "  - {name: r, kind: relu, inputs: [c], elements: 64}\n"),
            "n.yaml:7:21: error: there is no kind of row \"convolutoin\" [network-layer]\n"
            "    - {name: c, kind: convolutoin, inputs: [input], in: 3}\n"
            "                      ^\n" +
                kinds + "  did you mean \"convolution\"?\n");
  EXPECT_EQ(error_of("  - {name: c}\n"), "n.yaml:7:5: error: a row lacks the key \"kind\" [network-layer]\n    - {name: c}\n      ^\n" + kinds);
}

TEST(NetworkFileErrors, ShapesThatDoNotFit) {
  EXPECT_EQ(error_of("  - {name: c, kind: convolution, inputs: [input], in: 4, out: 4, image: 8, kernel: 1}\n"),
            "n.yaml:7:42: error: \"c\" takes 256 elements; its inputs hold 192 [network-layer]\n"
            "    - {name: c, kind: convolution, inputs: [input], in: 4, out: 4, image: 8, kernel: 1}\n"
            "                                           ^\n"
            "  expected: inputs of that size, or `reads`: how many elements are read of each\n");
  EXPECT_EQ(error_of("  - {name: r, kind: relu, inputs: [input], elements: 192}\n"
                     "  - {name: a, kind: add, inputs: [input, r], elements: 100}\n"),
            "n.yaml:8:35: error: \"input\" holds 192 elements; \"a\" takes 100 of each input [network-layer]\n"
            "    - {name: a, kind: add, inputs: [input, r], elements: 100}\n"
            "                                    ^\n"
            "n.yaml:8:42: error: \"r\" holds 192 elements; \"a\" takes 100 of each input [network-layer]\n"
            "    - {name: a, kind: add, inputs: [input, r], elements: 100}\n"
            "                                           ^\n");
  EXPECT_EQ(error_of("  - {name: r, kind: relu, inputs: [input], reads: [200], elements: 200}\n"),
            "n.yaml:7:52: error: 200 elements are read of an input that holds 192 [network-layer]\n"
            "    - {name: r, kind: relu, inputs: [input], reads: [200], elements: 200}\n"
            "                                                     ^\n");
  EXPECT_EQ(error_of("  - {name: r, kind: relu, inputs: [input], reads: [100, 92], elements: 192}\n"),
            "n.yaml:7:51: error: \"reads\" does not match \"inputs\" [network-layer]\n"
            "    - {name: r, kind: relu, inputs: [input], reads: [100, 92], elements: 192}\n"
            "                                                    ^\n"
            "  expected: a list of 1: how many elements are read of each input\n");
  EXPECT_EQ(error_of("  - {name: a, kind: add, inputs: [input], elements: 192}\n"),
            "n.yaml:7:34: error: \"a\" has one input [network-layer]\n"
            "    - {name: a, kind: add, inputs: [input], elements: 192}\n"
            "                                   ^\n"
            "  expected: two inputs or more\n");
}

TEST(NetworkFileErrors, SizesThatCannotBe) {
  EXPECT_EQ(error_of("  - {name: c, kind: convolution, inputs: [input], in: 3, out: 0, image: 8, kernel: 1.5}\n"),
            "n.yaml:7:63: error: \"out\" is not a size [network-layer]\n"
            "    - {name: c, kind: convolution, inputs: [input], in: 3, out: 0, image: 8, kernel: 1.5}\n"
            "                                                                ^\n"
            "  expected: a whole number from 1 to 1000000000\n"
            "n.yaml:7:84: error: \"kernel\" is not a size [network-layer]\n"
            "    - {name: c, kind: convolution, inputs: [input], in: 3, out: 0, image: 8, kernel: 1.5}\n"
            "                                                                                     ^\n"
            "  expected: a whole number from 1 to 1000000000\n");
  EXPECT_EQ(error_of("  - {name: c, kind: convolution, inputs: [input], in: 3, out: 4, image: 8, kernel: 11, pad: 1}\n"),
            "n.yaml:7:5: error: the kernel is larger than the padded image [network-layer]\n"
            "    - {name: c, kind: convolution, inputs: [input], in: 3, out: 4, image: 8, kernel: 11, pad: 1}\n"
            "      ^\n"
            "  expected: a kernel of at most 10 x 10\n");
  EXPECT_EQ(error_of("  - {name: c, kind: convolution, inputs: [input], in: 3, out: 4, image: 8, kernel: 1, groups: 2}\n"),
            "n.yaml:7:5: error: 2 groups do not divide 3 input and 4 output channels [network-layer]\n"
            "    - {name: c, kind: convolution, inputs: [input], in: 3, out: 4, image: 8, kernel: 1, groups: 2}\n"
            "      ^\n");
  EXPECT_EQ(error_of("  - {name: l, kind: linear, inputs: [input], in: 999999999, out: 999999999, tokens: 999999999}\n"),
            "n.yaml:7:5: error: the row is larger than any machine could run [network-layer]\n"
            "    - {name: l, kind: linear, inputs: [input], in: 999999999, out: 999999999, tokens: 999999999}\n"
            "      ^\n"
            "  expected: at most 1000000000000000 multiplications and elements\n");
  EXPECT_EQ(error_of("  - {name: c, kind: convolution, inputs: [input], in: 3, out: 4, image: 8, kernel: [1, 2, 3], bias: yes}\n"),
            "n.yaml:7:84: error: \"kernel\" has 3 sizes [network-layer]\n"
            "    - {name: c, kind: convolution, inputs: [input], in: 3, out: 4, image: 8, kernel: [1, 2, 3], bias: yes}\n"
            "                                                                                     ^\n"
            "  expected: one size, or [height, width]\n"
            "n.yaml:7:101: error: \"bias\" is neither true nor false [network-layer]\n"
            "    - {name: c, kind: convolution, inputs: [input], in: 3, out: 4, image: 8, kernel: [1, 2, 3], bias: yes}\n"
            "                                                                                                      ^\n"
            "  expected: true or false\n");
}

TEST(NetworkFileErrors, Names) {
  EXPECT_EQ(error_of("  - {name: conv, kind: relu, inputs: [input], elements: 192}\n"
                     "  - {name: conv, kind: relu, inputs: [cnov], elements: 192}\n"
                     "  - {name: input, kind: relu, inputs: [], elements: 192}\n"),
            "n.yaml:8:12: error: two rows are called \"conv\" [network-layer]\n"
            "    - {name: conv, kind: relu, inputs: [cnov], elements: 192}\n"
            "             ^\n"
            "  expected: a name of its own for every row\n"
            "n.yaml:8:39: error: no earlier row is called \"cnov\" [network-layer]\n"
            "    - {name: conv, kind: relu, inputs: [cnov], elements: 192}\n"
            "                                        ^\n"
            "  expected: \"input\" or the name of a row above\n"
            "  did you mean \"conv\"?\n"
            "n.yaml:9:12: error: a row is called \"input\" [network-layer]\n"
            "    - {name: input, kind: relu, inputs: [], elements: 192}\n"
            "             ^\n"
            "  expected: another name: \"input\" is the network's input\n"
            "n.yaml:9:39: error: \"inputs\" is not a list of names [yaml-shape]\n"
            "    - {name: input, kind: relu, inputs: [], elements: 192}\n"
            "                                        ^\n"
            "  expected: the rows that are read, as [conv1], or [input]\n");
}

TEST(NetworkFileErrors, TheWholeFile) {
  const auto whole = [](const std::string& text) { return user_error([&] { parse_network(text, "n.yaml"); }); };
  EXPECT_EQ(whole(""),
            "n.yaml: error: is not one mapping [yaml-shape]\n  expected: one table with the keys name, title, source, activation, input, layers\n");
  EXPECT_EQ(whole("- a\n"),
            "n.yaml: error: is not one mapping [yaml-shape]\n  expected: one table with the keys name, title, source, activation, input, layers\n");
  // On the first of these a parser that asks for document after document never ends.
  for (const char* text : {",name: n\n", "a: 1\n---\nb: 2\n"})
    EXPECT_EQ(whole(text),
              "n.yaml: error: is not one mapping [yaml-shape]\n  expected: one table with the keys name, title, source, activation, input, layers\n")
        << text;
  EXPECT_EQ(whole("name: [\n"), "n.yaml:2:1: error: end of sequence flow not found [yaml-syntax]\n");
  EXPECT_EQ(whole("name: n\ntitle: t\nsource: s\nactivation: rleu\ninput: 3\nlayers: []\n"),
            "n.yaml:4:13: error: \"rleu\" is not an activation function [network-layer]\n"
            "  activation: rleu\n"
            "              ^\n"
            "  expected: relu, relu6, gelu, silu\n"
            "  did you mean \"relu\"?\n"
            "n.yaml:5:8: error: \"input\" is not a list of sizes [yaml-shape]\n"
            "  input: 3\n"
            "         ^\n"
            "  expected: the shape of one image, as [3, 224, 224]\n"
            "n.yaml:6:9: error: \"layers\" is not a list of rows [yaml-shape]\n"
            "  layers: []\n"
            "          ^\n"
            "  expected: one row a layer: - {name: conv1, kind: convolution, …}\n");
  EXPECT_EQ(error_of("  - conv1\n"),
            "n.yaml:7:5: error: a row is not a mapping [yaml-shape]\n    - conv1\n      ^\n  expected: {name: conv1, kind: convolution, …}\n");
}

TEST(NetworkFileErrors, DamagedFilesAreReadOrRefused) {
  const std::string good = kHead +
                           "  - {name: c, kind: convolution, inputs: [input], in: 3, out: 4, image: 8, kernel: 3, pad: 1}\n"
                           "  - {name: r, kind: relu, inputs: [c], elements: 256}\n"
                           "  - {name: m, kind: matmul, inputs: [r], reads: [16], heads: 1, in: 2, out: 4, tokens: 4}\n";
  const bool holds = rc::check("a damaged table gives a network or a UserError", [&] {
    std::string text = good;
    const int changes = *rc::gen::inRange(1, 5);
    for (int i = 0; i < changes; ++i)
      text[*rc::gen::inRange<std::size_t>(0, text.size())] =
          *rc::gen::elementOf(std::string("0123456789[]{}:,-\"'&*!|>#% \n\t\x01\xff"
                                          "abcimr"));
    if (*rc::gen::arbitrary<bool>()) text.resize(*rc::gen::inRange<std::size_t>(0, text.size() + 1));
    try {
      RC_ASSERT(parse_network(text, "n.yaml").macs() >= 0);
    } catch (const UserError& error) {
      RC_ASSERT(!error.diagnostics().empty());
    }
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace skeptic
