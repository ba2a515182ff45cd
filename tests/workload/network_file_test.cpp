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

TEST(NetworkFile, ReadsWhatTensorsAreCalled) {
  const std::string rows =
      "  - {name: c, kind: convolution, inputs: [input], in: 3, out: 4, image: 8, kernel: 1, bias: true, batch-norm: c.bn, epsilon: 1e-3, weights: "
      "c.in_weight}\n"
      "  - {name: b, kind: batch-norm, inputs: [c], elements: 256, parameters: 8}\n"
      "  - {name: o, kind: position, inputs: [b], elements-in: 256, elements-out: 260, parameters: 264, tensors: [cls, pos]}\n"
      "  - {name: n, kind: layer-norm, inputs: [o], elements: 260, parameters: 8, tensors: other, epsilon: 1e-12}\n"
      "  - {name: l, kind: linear, inputs: [n], reads: [4], in: 4, out: 2, bias: true, weights: l.weight}\n";
  const Network network = parse_network(kHead + rows, "n.yaml");
  const Layer &c = network.layers[0], &b = network.layers[1], &o = network.layers[2], &n = network.layers[3], &l = network.layers[4];
  EXPECT_EQ(c.bias_name, "c.in_bias");
  EXPECT_EQ(c.norm_name, "c.bn");
  EXPECT_EQ(c.epsilon, 1e-3);
  EXPECT_EQ(c.parameters, 4 * (3 + 1 + 2));
  EXPECT_EQ(b.norm_name, "b");
  EXPECT_EQ(b.epsilon, 1e-5);
  EXPECT_THAT(o.tensor_names, testing::ElementsAre("cls", "pos"));
  EXPECT_EQ(n.norm_name, "other");
  EXPECT_EQ(n.epsilon, 1e-12);
  EXPECT_EQ(l.bias_name, "l.bias");
  EXPECT_THAT(network.input, testing::ElementsAre(3, 8, 8));
  EXPECT_EQ(network.text, kHead + rows);
  EXPECT_EQ(network.output(), &l);
}

TEST(NetworkFile, ReadsHowImagesBecomeInputs) {
  const auto of = [](const std::string& keys) {
    const std::string rows = "layers:\n  - {name: r, kind: softmax, inputs: [input], elements: 8}\n";
    return parse_network("name: n\ntitle: t\nsource: s\nactivation: relu\n" + keys + rows, "n.yaml").preprocessing;
  };
  EXPECT_EQ(of("input: [8, 1, 1]\n").mean, std::vector<double>(8, 0));
  EXPECT_EQ(of("input: [8, 1, 1]\n").deviation, std::vector<double>(8, 1));
  EXPECT_TRUE(of("input: [8]\n").mean.empty());
  EXPECT_EQ(of("input: [2, 2, 2]\npreprocess: {mean: [1, -2.5], deviation: [1e1, 2], scale: 0.5, resize: 9, order: bgr}\n"),
            (Preprocessing{{1, -2.5}, {10, 2}, 0.5, 9, true}));
  EXPECT_EQ(parse_network(kHead + "  - {name: r, kind: relu, inputs: [input], elements: 192}\n", "n.yaml").preprocessing, Preprocessing{});
}

TEST(NetworkFile, ConcatTakesInputsOfAnySize) {
  const Network network =
      parse_network(kHead +
                        "  - {name: p, kind: max-pool, inputs: [input], channels: 3, image: 8, kernel: 3, stride: 2, ceil: true}\n"
                        "  - {name: c, kind: convolution, inputs: [p], in: 3, out: 5, image: 4, kernel: 1}\n"
                        "  - {name: k, kind: concat, inputs: [p, c], elements: 128}\n",
                    "n.yaml");
  EXPECT_EQ(network.layers[0].elements_out, 3 * 16);  // 0, 2, 4 and, sticking out, 6
  EXPECT_EQ(network.layers[2].elements_in, 128);
  EXPECT_EQ(network.layers[2].operations, 0);
}

TEST(NetworkFileErrors, NamesOfTensors) {
  EXPECT_EQ(error_of("  - {name: c, kind: convolution, inputs: [input], in: 3, out: 4, image: 8, kernel: 1, bias: true, weights: c.kernel}\n"
                     "  - {name: d, kind: convolution, inputs: [input], in: 3, out: 4, image: 8, kernel: 1, batch-norm: true, epsilon: 1.5}\n"
                     "  - {name: n, kind: layer-norm, inputs: [c], elements: 256, parameters: 6}\n"
                     "  - {name: m, kind: layer-norm, inputs: [c], elements: 256}\n"),
            "n.yaml:7:108: error: a bias has no name beside \"c.kernel\" [network-layer]\n"
            "    - {name: c, kind: convolution, inputs: [input], in: 3, out: 4, image: 8, kernel: 1, bias: true, weights: c.kernel}\n"
            "                                                                                                             ^\n"
            "  expected: a name that ends in \"weight\", in whose place the bias's ends in \"bias\"\n"
            "n.yaml:8:99: error: \"batch-norm\" is not a name [network-layer]\n"
            "    - {name: d, kind: convolution, inputs: [input], in: 3, out: 4, image: 8, kernel: 1, batch-norm: true, epsilon: 1.5}\n"
            "                                                                                                    ^\n"
            "  expected: what stands before .weight, .bias, .running_mean and .running_var in a checkpoint; no such key where there is none\n"
            "n.yaml:8:114: error: \"epsilon\" is not small [network-layer]\n"
            "    - {name: d, kind: convolution, inputs: [input], in: 3, out: 4, image: 8, kernel: 1, batch-norm: true, epsilon: 1.5}\n"
            "                                                                                                                   ^\n"
            "  expected: a number from 0 to 1\n"
            "n.yaml:9:73: error: 6 parameters are not a scale and a shift for each channel of 256 elements [network-layer]\n"
            "    - {name: n, kind: layer-norm, inputs: [c], elements: 256, parameters: 6}\n"
            "                                                                          ^\n"
            "  expected: two for each channel\n"
            "n.yaml:10:5: error: a row of kind layer-norm lacks the key \"parameters\" [network-layer]\n"
            "    - {name: m, kind: layer-norm, inputs: [c], elements: 256}\n"
            "      ^\n"
            "  expected: name, kind, inputs, elements, parameters\n");
  EXPECT_EQ(error_of("  - {name: a, kind: position, inputs: [input], elements-in: 192, elements-out: 192, parameters: 7, tensors: [a, b]}\n"
                     "  - {name: b, kind: position, inputs: [input], elements-in: 192, elements-out: 195, parameters: 195, tensors: [a, b]}\n"
                     "  - {name: c, kind: position, inputs: [input], elements-in: 192, elements-out: 195, parameters: 198, tensors: [a, b, c]}\n"
                     "  - {name: d, kind: position, inputs: [input], elements-in: 192, elements-out: 195, parameters: 198, tensors: [a, []]}\n"),
            "n.yaml:7:109: error: no class token makes 192 elements of 192 [network-layer]\n"
            "    - {name: a, kind: position, inputs: [input], elements-in: 192, elements-out: 192, parameters: 7, tensors: [a, b]}\n"
            "                                                                                                              ^\n"
            "  expected: one token more out than in, as wide as the others\n"
            "n.yaml:8:111: error: 195 parameters are not a class token and 65 positions of 3 [network-layer]\n"
            "    - {name: b, kind: position, inputs: [input], elements-in: 192, elements-out: 195, parameters: 195, tensors: [a, b]}\n"
            "                                                                                                                ^\n"
            "  expected: parameters: 198\n"
            "n.yaml:9:111: error: \"tensors\" is not a list of 2 [yaml-shape]\n"
            "    - {name: c, kind: position, inputs: [input], elements-in: 192, elements-out: 195, parameters: 198, tensors: [a, b, c]}\n"
            "                                                                                                                ^\n"
            "  expected: the class token and the positions\n"
            "n.yaml:10:115: error: a tensor's name is not a word [yaml-shape]\n"
            "    - {name: d, kind: position, inputs: [input], elements-in: 192, elements-out: 195, parameters: 198, tensors: [a, []]}\n"
            "                                                                                                                    ^\n"
            "  expected: one value\n");
  const std::string row = "  - {name: e, kind: embedding, inputs: [input], elements-in: 192, elements-out: 384, parameters: 404, ";
  EXPECT_EQ(error_of(row + "tensors: [a, b, c]}\n"),
            "n.yaml:7:112: error: \"tensors\" without \"rows\" [network-layer]\n"
            "  " +
                row + "tensors: [a, b, c]}\n" + std::string(113, ' ') + "^\n" +
                "  expected: the names of three tables, and how many rows each has\n");
  EXPECT_EQ(error_of(row + "tensors: [a, b, c], rows: [10, 192, 1]}\n"),
            "n.yaml:7:129: error: 404 parameters are not 203 rows of 2 [network-layer]\n"
            "  " +
                row + "tensors: [a, b, c], rows: [10, 192, 1]}\n" + std::string(130, ' ') + "^\n" + "  expected: parameters: 406\n");
  EXPECT_EQ(error_of(row + "tensors: [a, b, c], rows: [100, 100, 2]}\n"),
            "n.yaml:7:129: error: 192 tokens have 100 positions [network-layer]\n"
            "  " +
                row + "tensors: [a, b, c], rows: [100, 100, 2]}\n" + std::string(130, ' ') + "^\n" + "  expected: a position for every token\n");
}

TEST(NetworkFileErrors, Preprocessing) {
  const auto whole = [](const std::string& keys) {
    return user_error([&] {
      parse_network("name: n\ntitle: t\nsource: s\nactivation: relu\n" + keys + "layers:\n  - {name: r, kind: relu, inputs: [input], elements: 8}\n",
                    "n.yaml");
    });
  };
  EXPECT_EQ(whole("input: [2, 2, 2]\npreprocess: {mean: [1], deviation: [0, x], scale: [], resize: 0, order: grb, crop: 3}\n"),
            "n.yaml:6:78: error: preprocess has no key \"crop\" [network-layer]\n"
            "  preprocess: {mean: [1], deviation: [0, x], scale: [], resize: 0, order: grb, crop: 3}\n"
            "                                                                               ^\n"
            "  expected: mean, deviation, scale, resize, order\n"
            "n.yaml:6:20: error: \"mean\" is not a list of 2 [network-layer]\n"
            "  preprocess: {mean: [1], deviation: [0, x], scale: [], resize: 0, order: grb, crop: 3}\n"
            "                     ^\n"
            "  expected: a number for every channel of the input\n"
            "n.yaml:6:37: error: a deviation is not above 0 [network-layer]\n"
            "  preprocess: {mean: [1], deviation: [0, x], scale: [], resize: 0, order: grb, crop: 3}\n"
            "                                      ^\n"
            "n.yaml:6:40: error: \"deviation\" is not a number [network-layer]\n"
            "  preprocess: {mean: [1], deviation: [0, x], scale: [], resize: 0, order: grb, crop: 3}\n"
            "                                         ^\n"
            "  expected: a number, as 0.5 or 1e-6\n"
            "n.yaml:6:51: error: \"scale\" is not a number [network-layer]\n"
            "  preprocess: {mean: [1], deviation: [0, x], scale: [], resize: 0, order: grb, crop: 3}\n"
            "                                                    ^\n"
            "  expected: a number, as 0.5 or 1e-6\n"
            "n.yaml:6:63: error: \"resize\" is not a size [network-layer]\n"
            "  preprocess: {mean: [1], deviation: [0, x], scale: [], resize: 0, order: grb, crop: 3}\n"
            "                                                                ^\n"
            "  expected: a whole number from 1 to 1000000000\n"
            "n.yaml:6:73: error: there is no order \"grb\" [network-layer]\n"
            "  preprocess: {mean: [1], deviation: [0, x], scale: [], resize: 0, order: grb, crop: 3}\n"
            "                                                                          ^\n"
            "  expected: rgb or bgr\n"
            "  did you mean \"rgb\"?\n");
  EXPECT_EQ(whole("input: [8]\npreprocess: {resize: 4}\n"),
            "n.yaml:6:13: error: \"preprocess\" is for images [network-layer]\n"
            "  preprocess: {resize: 4}\n"
            "              ^\n"
            "  expected: an input of [channels, height, width], or no such key\n");
  EXPECT_EQ(whole("input: [2, 2, 2]\npreprocess: rgb\n"),
            "n.yaml:6:13: error: \"preprocess\" is not a mapping [yaml-shape]\n"
            "  preprocess: rgb\n"
            "              ^\n"
            "  expected: {mean: […], deviation: […], resize: 256}\n");
}

TEST(NetworkFileErrors, PartsOfInputs) {
  EXPECT_EQ(error_of("  - {name: r, kind: relu, inputs: [input], reads: [64], elements: 64}\n"
                     "  - {name: l, kind: linear, inputs: [input], reads: [100], in: 100, out: 4}\n"
                     "  - {name: m, kind: linear, inputs: [input], reads: [96], in: 48, out: 4, tokens: 2}\n"
                     "  - {name: c, kind: convolution, inputs: [input, input], in: 6, out: 4, image: 8, kernel: 1}\n"
                     "  - {name: k, kind: concat, inputs: [input], elements: 192}\n"),
            "n.yaml:7:51: error: \"r\" leaves open what it reads of 192 elements [network-layer]\n"
            "    - {name: r, kind: relu, inputs: [input], reads: [64], elements: 64}\n"
            "                                                    ^\n"
            "  expected: all of its input; linear rows may read the first token, matmul rows queries, keys and values, pad-channels rows every other "
            "pixel\n"
            "n.yaml:8:53: error: \"l\" leaves open what it reads of 192 elements [network-layer]\n"
            "    - {name: l, kind: linear, inputs: [input], reads: [100], in: 100, out: 4}\n"
            "                                                      ^\n"
            "  expected: all of its input, or the first of its tokens\n"
            "n.yaml:9:53: error: \"m\" leaves open what it reads of 192 elements [network-layer]\n"
            "    - {name: m, kind: linear, inputs: [input], reads: [96], in: 48, out: 4, tokens: 2}\n"
            "                                                      ^\n"
            "  expected: all of its input, or the first of its tokens\n"
            "n.yaml:10:42: error: \"c\" has 2 inputs [network-layer]\n"
            "    - {name: c, kind: convolution, inputs: [input, input], in: 6, out: 4, image: 8, kernel: 1}\n"
            "                                           ^\n"
            "  expected: one input; rows of kind concat, add and multiply bring several together\n"
            "n.yaml:11:37: error: \"k\" has one input [network-layer]\n"
            "    - {name: k, kind: concat, inputs: [input], elements: 192}\n"
            "                                      ^\n"
            "  expected: two inputs or more\n");
  EXPECT_EQ(error_of("  - {name: s, kind: matmul, inputs: [input], reads: [64], heads: 2, in: 4, out: 4, tokens: 4}\n"
                     "  - {name: t, kind: softmax, inputs: [input], elements: 192}\n"
                     "  - {name: c, kind: matmul, inputs: [t, input], reads: [32, 32], heads: 2, in: 4, out: 4, tokens: 4}\n"),
            "n.yaml:7:53: error: \"s\" does not read queries and keys [network-layer]\n"
            "    - {name: s, kind: matmul, inputs: [input], reads: [64], heads: 2, in: 4, out: 4, tokens: 4}\n"
            "                                                      ^\n"
            "  expected: two inputs: 32 queries, 32 keys; or one of 96 queries, keys and values\n"
            "n.yaml:9:56: error: \"c\" does not read attention weights and values [network-layer]\n"
            "    - {name: c, kind: matmul, inputs: [t, input], reads: [32, 32], heads: 2, in: 4, out: 4, tokens: 4}\n"
            "                                                         ^\n"
            "  expected: two inputs: 32 attention weights; 32 values, or 96 queries, keys and values\n");
}

TEST(NetworkFileErrors, UnknownAndMissingKeys) {
  EXPECT_EQ(error_of("  - {name: c, kind: convolution, inputs: [input], in: 3, out: 4, image: 8, kernal: 3}\n"),
            "n.yaml:7:76: error: a row of kind convolution has no key \"kernal\" [network-layer]\n"
            "    - {name: c, kind: convolution, inputs: [input], in: 3, out: 4, image: 8, kernal: 3}\n"
            "                                                                             ^\n"
            "  expected: name, kind, inputs, in, out, image, kernel, reads, stride, pad, groups, bias, batch-norm, epsilon, weights, activations\n"
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
      "  expected: convolution, linear, matmul, relu, relu6, squared-relu, gelu, silu, softmax, layer-norm, batch-norm, add, multiply, concat, "
      "max-pool, average-pool, pad-channels, position, embedding, held\n";
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
  EXPECT_EQ(error_of("  - {name: p, kind: max-pool, inputs: [input], channels: 3, image: 8, kernel: 3, pad: 2}\n"),
            "n.yaml:7:5: error: the padding is over half of the window [network-layer]\n"
            "    - {name: p, kind: max-pool, inputs: [input], channels: 3, image: 8, kernel: 3, pad: 2}\n"
            "      ^\n"
            "  expected: a window with something of the image in it\n");
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
            "  expected: relu, relu6, squared-relu, gelu, silu\n"
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
