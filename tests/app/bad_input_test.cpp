// What a user who made a mistake sees: the exact text, exit code 2, nothing on standard output, and no file that was not there before.
#include <cmath>
#include <limits>

#include "program.h"

namespace skeptic::app_test {
namespace {

class BadInput : public ProgramTest {
 protected:
  BadInput() {
    write("W.npy", ones_npy({4, 16}));
    write("A.npy", ones_npy({16, 4}));
    write("V.npy", ones_npy({4, 3, 3, 8}));
    write("X.npy", ones_npy({1, 4, 4, 8}));
  }

  void refused(Arguments arguments, const std::string& text) const {
    SCOPED_TRACE(testing::PrintToString(arguments));
    const std::set<std::string> before = files();
    Arguments to_file = arguments;
    if (arguments.front() != "show" && arguments.front() != "document") {
      to_file.insert(to_file.end(), {"--json", "out.json"});
      if (arguments.front() == "review") to_file.insert(to_file.end(), {"--markdown", "out.md"});
    }
    const Result result = skeptic(to_file);
    EXPECT_EQ(result.code, 2);
    EXPECT_EQ(result.err, text);
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(files(), before);
    if (to_file.size() == arguments.size()) return;
    arguments.insert(arguments.end(), {"--json", "-"});
    const Result to_output = skeptic(arguments);
    EXPECT_EQ(to_output.code, 2);
    EXPECT_EQ(to_output.err, text);
    EXPECT_EQ(to_output.out, "");
  }

  /// A product of two good tensors on this design.
  void refused_design(const std::string& name, const std::string& text) const {
    refused({"simulate", name, "--weights", "W.npy", "--activations", "A.npy"}, text);
  }
  void refused_product(const std::string& activations, const std::string& text) const {
    refused({"simulate", "dense", "--weights", "W.npy", "--activations", activations}, text);
  }
};

TEST_F(BadInput, MissingFile) {
  refused_design("none.yaml", "none.yaml: error: no such file [file-missing]\n");
  refused({"review", "none.yaml"}, "none.yaml: error: no such file [file-missing]\n");
  refused({"compare", "dense", "none.yaml", "--network", "resnet20"}, "none.yaml: error: no such file [file-missing]\n");
  refused({"cost", "none.yaml"}, "none.yaml: error: no such file [file-missing]\n");
  refused({"show", "none.yaml"}, "none.yaml: error: no such file [file-missing]\n");
  refused_product("none.npy", "none.npy: error: no such file [file-missing]\n");
  refused({"simulate", "dense", "--network", "none.yaml"}, "none.yaml: error: no such file [file-missing]\n");
  refused({"simulate", "dense", "--network", "resnet20", "--weights", "none.safetensors", "--activations", "none.safetensors"},
          "none.safetensors: error: no such file [file-missing]\n");
}

TEST_F(BadInput, FolderAsDesign) {
  std::filesystem::create_directory(folder() / "folder.yaml");
  refused_design("folder.yaml", "folder.yaml: error: this is a folder, not a file [file-unreadable]\n");
}

TEST_F(BadInput, EmptyDesign) {
  write("design.yaml", "");
  refused_design("design.yaml",
                 "design.yaml:1:1: error: the file is empty [yaml-shape]\n"
                 "  expected: a mapping that starts with skeptic: 1\n");
}

TEST_F(BadInput, AClaimOverNothing) {
  write("design.yaml", "skeptic: 1\nname: c\nextends: ampere-2to4\nclaims:\n  - {speedup: 1.5, over: ampere2to4, on: resnet-20}\n");
  refused({"review", "design.yaml"},
          "design.yaml:5:5: error: the claim's over: no design \"ampere2to4\" [design-unknown-design]\n"
          "    - {speedup: 1.5, over: ampere2to4, on: resnet-20}\n"
          "      ^\n"
          "  expected: a design of the library (skeptic designs), or a file that ends in .yaml\n"
          "  did you mean \"ampere-2to4\"?\n"
          "design.yaml:5:5: error: the claim's on: there is no network \"resnet-20\" [network-unknown]\n"
          "    - {speedup: 1.5, over: ampere2to4, on: resnet-20}\n"
          "      ^\n"
          "  expected: bert-base, deit-s, mobilenetv2, resnet18, resnet20, resnet32, resnet50, resnet56, shapes-cnn, shapes-vit, shapes-vit-relu, "
          "skewed64, "
          "squeezenet1.0, squeezenet1.0-caffe, squeezenet1.1, vit-b-16, vit:…, conv:…, linear:…, attention:…, or a file that ends in .yaml\n"
          "  did you mean \"resnet20\"?\n");
}

TEST_F(BadInput, ACommandBelowACommand) {
  refused({"designs", "shwo", "highlight"},
          "error: skeptic designs has no command \"shwo\" [command-line]\n"
          "  did you mean \"show\"?\n");
}

TEST_F(BadInput, NotYaml) {
  write("design.yaml", "skeptic: 1\nname: [a\n");
  refused_design("design.yaml", "design.yaml:3:1: error: not YAML: end of sequence flow not found [yaml-syntax]\n");
}

TEST_F(BadInput, WrongUnit) {
  write("design.yaml", "skeptic: 1\nname: u\nextends: dense\nclock: 3 KiB\n");
  refused_design("design.yaml",
                 "design.yaml:4:8: error: clock has the unit \"KiB\" [design-unit]\n"
                 "  clock: 3 KiB\n"
                 "         ^\n"
                 "  expected: a frequency from 1 MHz to 100 GHz, in Hz, kHz, MHz or GHz\n");
}

TEST_F(BadInput, PatternThatKeepsMoreThanItHas) {
  write("design.yaml", "skeptic: 1\nname: p\nextends: ampere-2to4\noperands:\n  weights: {pattern: \"5:4\"}\n");
  refused_design("design.yaml",
                 "design.yaml:5:23: error: \"5:4\" keeps 5 of 4 [design-pattern]\n"
                 "    weights: {pattern: \"5:4\"}\n"
                 "                        ^\n"
                 "  expected: N:M with N <= M\n");
}

TEST_F(BadInput, WindowSmallerThanLanes) {
  write("design.yaml", "skeptic: 1\nname: w\nextends: ampere-2to4\nfabric: {window: 4, lanes: 8}\n");
  refused_design("design.yaml",
                 "design.yaml:4:18: error: the window of 4 is smaller than the 8 lanes [design-conflict]\n"
                 "  fabric: {window: 4, lanes: 8}\n"
                 "                   ^\n"
                 "  expected: fabric.window >= fabric.lanes\n");
}

TEST_F(BadInput, GatherWithSlack) {
  write("design.yaml",
        "skeptic: 1\nname: g\nextends: dense\nfabric: {sync: {slack: 4}}\noperands: {activations: {skip: zeros, encoding: bitmask, read: gather}}\n");
  refused_design("design.yaml",
                 "design.yaml:4:24: error: activations read by gather do not go with a slack of 4 [design-conflict]\n"
                 "  fabric: {sync: {slack: 4}}\n"
                 "                         ^\n"
                 "  expected: fabric.sync.slack: 1\n"
                 "  or operands.activations.read: window\n");
}

TEST_F(BadInput, TwoErrorsOfOneFileAreBothReported) {
  write("design.yaml", "skeptic: 1\nname: two\nextends: dense\nclock: 3 KiB\noperands:\n  weights: {pattern: \"5:4\"}\n");
  refused_design("design.yaml",
                 "design.yaml:4:8: error: clock has the unit \"KiB\" [design-unit]\n"
                 "  clock: 3 KiB\n"
                 "         ^\n"
                 "  expected: a frequency from 1 MHz to 100 GHz, in Hz, kHz, MHz or GHz\n"
                 "design.yaml:6:23: error: \"5:4\" keeps 5 of 4 [design-pattern]\n"
                 "    weights: {pattern: \"5:4\"}\n"
                 "                        ^\n"
                 "  expected: N:M with N <= M\n");
}

// 4 rows x 16 positions x 16 bits are 128 bytes, twice because of `buffers: 2`.
TEST_F(BadInput, TileThatDoesNotFitItsBuffer) {
  write("design.yaml", "skeptic: 1\nname: t\nextends: dense\ntile: {m: all, n: all, k: all}\nmemory: {weights: {size: 64 B}}\n");
  refused_design("design.yaml",
                 "design.yaml:5:26: error: layer product: the tile does not fit memory.weights: its block takes 0.12 KiB (128 bytes), 2 of them 0.25 "
                 "KiB (256 bytes), "
                 "and the buffer has 0.06 KiB (64 bytes) "
                 "[layer-buffer]\n"
                 "  memory: {weights: {size: 64 B}}\n"
                 "                           ^\n"
                 "  expected: memory.weights.size of at least 0.25 KiB (256 bytes), or a smaller tile\n");
}

TEST_F(BadInput, ShapesOfAProduct) {
  write("A8.npy", ones_npy({8, 4}));
  refused_product("A8.npy",
                  "A8.npy: error: shape [8, 4] does not fit the layer [layer-tensor-shape]\n"
                  "  expected: [K, N] with K = 16, as the weights [4, 16] have\n");
  refused_product("X.npy",
                  "X.npy: error: shape [1, 4, 4, 8] does not fit the layer [layer-tensor-shape]\n"
                  "  expected: [K, N] with K = 16, as the weights [4, 16] have\n");
  refused({"simulate", "dense", "--weights", "V.npy", "--activations", "X.npy"},
          "V.npy: error: shape [4, 3, 3, 8] does not fit the layer [layer-tensor-shape]\n"
          "  expected: [M, K]; for a convolution [M, R, S, C] with --stride and --pad\n");
  refused({"simulate", "dense", "--weights", "W.npy", "--activations", "A.npy", "--images", "3"},
          "A.npy: error: shape [16, 4] does not fit the layer [layer-tensor-shape]\n"
          "  expected: a number of columns that is a multiple of 3 images\n");
}

TEST_F(BadInput, ShapesOfAConvolution) {
  write("X6.npy", ones_npy({1, 4, 4, 6}));
  refused({"simulate", "dense", "--weights", "V.npy", "--activations", "X6.npy", "--pad", "1"},
          "X6.npy: error: shape [1, 4, 4, 6] does not fit the layer [layer-tensor-shape]\n"
          "  expected: 8 channels, as the weights [4, 3, 3, 8] have\n");
  refused({"simulate", "dense", "--weights", "W.npy", "--activations", "X.npy", "--stride", "1"},
          "W.npy: error: shape [4, 16] does not fit the layer [layer-tensor-shape]\n"
          "  expected: [M, R, S, C] for a convolution\n");
  refused({"simulate", "dense", "--weights", "V.npy", "--activations", "A.npy", "--pad", "1"},
          "A.npy: error: shape [16, 4] does not fit the layer [layer-tensor-shape]\n"
          "  expected: [images, H, W, C] for a convolution\n");
  refused({"simulate", "dense", "--weights", "V.npy", "--activations", "X.npy", "--pad", "1", "--groups", "2"},
          "X.npy: error: shape [1, 4, 4, 8] does not fit the layer [layer-tensor-shape]\n"
          "  expected: 16 channels, as the weights [4, 3, 3, 8] have in 2 groups\n");
  write("X2.npy", ones_npy({1, 2, 4, 8}));
  refused({"simulate", "dense", "--weights", "V.npy", "--activations", "X2.npy", "--stride", "1"},
          "X2.npy: error: shape [1, 2, 4, 8] does not fit the layer [layer-tensor-shape]\n"
          "  expected: an image, with its padding, of at least the kernel's 3 x 3\n");
}

TEST_F(BadInput, NotANumberAndInfinity) {
  std::vector<float> values(64, 1.0F);
  values[5] = std::numeric_limits<float>::quiet_NaN();
  write("nan.npy", npy_bytes({16, 4}, values));
  refused_product("nan.npy",
                  "nan.npy: error: holds NaN at [1, 1]; values that are not finite: 1 of 64 [tensor-non-finite]\n"
                  "  expected: finite numbers\n");
  values[5] = 1.0F;
  values[63] = -std::numeric_limits<float>::infinity();
  write("infinite.npy", npy_bytes({16, 4}, values));
  refused_product("infinite.npy",
                  "infinite.npy: error: holds -infinity at [15, 3]; values that are not finite: 1 of 64 [tensor-non-finite]\n"
                  "  expected: finite numbers\n");
}

TEST_F(BadInput, TruncatedNpy) {
  const std::string whole = ones_npy({16, 4});
  write("cut.npy", whole.substr(0, whole.size() - 6));
  refused_product("cut.npy",
                  "cut.npy: error: ends after 250 bytes of values [tensor-truncated]\n"
                  "  expected: 256 bytes, [16, 4] of float32\n");
  write("header.npy", whole.substr(0, 40));
  refused_product("header.npy",
                  "header.npy: error: ends after 40 bytes, inside its header [tensor-truncated]\n"
                  "  expected: at least 128 bytes\n");
  write("empty.npy", "");
  refused_product("empty.npy",
                  "empty.npy: error: ends after 0 bytes, inside its header [tensor-truncated]\n"
                  "  expected: at least 10 bytes\n");
  write("text.npy", "these are words");
  refused_product("text.npy",
                  "text.npy: error: is not a NumPy array [tensor-format]\n"
                  "  expected: \\x93NUMPY in its first six bytes\n");
}

TEST_F(BadInput, SafetensorsOfANetwork) {
  const auto refused_tensors = [&](const std::string& text) {
    refused({"simulate", "dense", "--network", "resnet20", "--layers", "conv1", "--weights", "w.safetensors", "--activations", "w.safetensors"},
            text);
  };
  const std::string header = R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}})";
  write("w.safetensors", safetensors_bytes(header.size(), header, std::string(10, '\0')));
  refused_tensors("w.safetensors: error: tensor \"a\" ends at byte 16 of the values, of which the file holds 10 [tensor-truncated]\n");
  write("w.safetensors", safetensors_bytes(header.size(), header.substr(0, 20), ""));
  refused_tensors(
      "w.safetensors: error: ends after 28 bytes, inside its header [tensor-truncated]\n"
      "  expected: at least 63 bytes\n");
  write("w.safetensors", safetensors_bytes(std::uint64_t{1} << 60, "{}", ""));
  refused_tensors(
      "w.safetensors: error: claims a header of 1152921504606846976 bytes [tensor-format]\n"
      "  expected: at most 100000000\n");
  write("w.safetensors", safetensors_bytes(header.size(), header, std::string("\0\0\0\0\0\0\x80\x7f\0\0\0\0\0\0\0\0", 16)));
  refused_tensors(
      "w.safetensors: error: tensor \"a\" holds infinity at [1]; values that are not finite: 1 of 4 [tensor-non-finite]\n"
      "  expected: finite numbers\n");
}

TEST_F(BadInput, SafetensorsThatDoNotFitTheNetwork) {
  const std::string header = R"({"conv1.weight":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}})";
  write("w.safetensors", safetensors_bytes(header.size(), header, std::string(16, '\0')));
  write("one.yaml",
        "name: one\ntitle: one layer\nsource: a test\nactivation: relu\ninput: [3, 32, 32]\nlayers:\n"
        "  - {name: conv1, kind: convolution, inputs: [input], in: 3, out: 16, image: 32, kernel: 3, pad: 1, weights: conv1.weight, activations: "
        "input}\n");
  for (const std::string command : {"simulate", "compare", "review"}) {
    Arguments arguments{command, "ampere-2to4", "--network", "one.yaml", "--weights", "w.safetensors", "--activations", "w.safetensors"};
    if (command != "simulate") arguments.insert(arguments.begin() + 2, "dense");
    refused(arguments,
            "w.safetensors: error: tensor \"conv1.weight\", the weights of layer \"conv1\", has the shape [4] [layer-tensor-shape]\n"
            "  expected: a tensor of shape [16, 3, 3, 3]\n"
            "w.safetensors: error: there is no tensor \"input\", the activations of layer \"conv1\" [tensor-missing]\n"
            "  expected: a tensor of shape [3, 32, 32]\n");
  }
}

TEST_F(BadInput, UnknownNames) {
  refused(
      {"simulate", "dense", "--network", "resnet21"},
      "error: there is no network \"resnet21\" [network-unknown]\n"
      "  expected: bert-base, deit-s, mobilenetv2, resnet18, resnet20, resnet32, resnet50, resnet56, shapes-cnn, shapes-vit, shapes-vit-relu, "
      "skewed64, squeezenet1.0, squeezenet1.0-caffe, squeezenet1.1, vit-b-16, vit:…, conv:…, linear:…, attention:…, or a file that ends in .yaml\n"
      "  did you mean \"resnet20\"?\n");
  refused({"simulate", "dense", "--network", "resnet20", "--layers", "conv2"},
          "error: network resnet20 has no layer \"conv2\" [network-layer]\n"
          "  did you mean \"conv1\"?\n");
  const std::string design =
      "error: no design \"ampere-2to5\" [design-unknown-design]\n"
      "  expected: a design of the library (skeptic designs), or a file that ends in .yaml\n"
      "  did you mean \"ampere-2to4\"?\n";
  refused({"simulate", "ampere-2to5", "--network", "resnet20"}, design);
  refused({"compare", "dense", "ampere-2to5", "--network", "resnet20"}, design);
  refused({"review", "ampere-2to5"}, design);
  refused({"review", "dense", "ampere-2to5"}, design);
  refused({"cost", "dense", "--against", "ampere-2to5"}, design);
  refused({"show", "ampere-2to5"}, design);
  refused({"document", "schemas"},
          "error: no document \"schemas\" [command-line]\n"
          "  expected: design-file, schema, mechanisms, designs, axes, papers, diagnostics\n");
}

TEST_F(BadInput, CompareWithNothingOrWithASetThatIsNobodys) {
  refused({"compare", "dense"},
          "error: there is nothing to compare dense with [command-line]\n"
          "  expected: a second design, or --library: every design of the library that runs\n"
          "  for example: skeptic compare dense ampere-2to4\n");
  const std::string set =
      "error: --set-baseline is for the second of two designs [command-line]\n"
      "  expected: two designs, without --library\n"
      "  --set changes the first of any number\n";
  refused({"compare", "dense", "ampere-2to4", "s2ta", "--set-baseline", "clock=1 GHz", "--network", "resnet20"}, set);
  refused({"compare", "dense", "--library", "--set-baseline", "clock=1 GHz", "--network", "resnet20"}, set);
  refused({"compare", "dense", "ampere-2to4", "s2tb", "--network", "resnet20"},
          "error: no design \"s2tb\" [design-unknown-design]\n"
          "  expected: a design of the library (skeptic designs), or a file that ends in .yaml\n"
          "  did you mean \"s2ta\"?\n");
  // One that waits for a fabric cannot be lined up when it is asked for; --library leaves it out.
  refused({"compare", "dense", "ampere-2to4", "scnn", "--network", "resnet20"},
          "designs/scnn.yaml:12:9: error: scnn is compared by its mechanisms and not simulated: it waits for the Cartesian-product fabric "
          "[unsupported-fabric]\n"
          "    kind: cartesian-product\n"
          "          ^\n"
          "  expected: fabric.kind: inner-product\n"
          "  skeptic designs lists what runs, skeptic designs show tells what it is made of\n");
}

TEST_F(BadInput, DesignsThatAreNone) {
  refused({"designs", "show", "highlite"},
          "error: no design \"highlite\" [design-unknown-design]\n"
          "  expected: a design of the library (skeptic designs), or a file that ends in .yaml\n"
          "  did you mean \"highlight\"?\n");
  refused({"designs", "show", "none.yaml"}, "none.yaml: error: no such file [file-missing]\n");
  refused({"show", "designs"},
          "error: the designs of the library are a command of their own [command-line]\n"
          "  expected: skeptic designs\n");
}

TEST_F(BadInput, SetOfAWrongKeyOrValue) {
  refused({"simulate", "dense", "--set", "fabric.lane=2"},
          "--set:1:1: error: unknown key \"lane\" in fabric [design-unknown-key]\n"
          "  fabric.lane=2\n"
          "  ^\n"
          "  expected: kind, delivery, array, arrays, slices, lanes, window, empty-window, order, sync, balance or decode\n"
          "  did you mean \"lanes\"?\n");
  refused({"simulate", "dense", "--set", "fabric.lanes"},
          "error: --set fabric.lanes has no key [command-line]\n"
          "  expected: --set KEY=VALUE, e.g. --set fabric.sync.slack=4\n");
  refused({"simulate", "dense", "--set", "=4"},
          "error: --set =4 has no key [command-line]\n"
          "  expected: --set KEY=VALUE, e.g. --set fabric.sync.slack=4\n");
  refused({"simulate", "dense", "--set", "fabric.lanes=two"},
          "--set:1:14: error: fabric.lanes is not a number: \"two\" [design-value]\n"
          "  fabric.lanes=two\n"
          "               ^\n"
          "  expected: an integer from 1 to 64\n");
}

TEST_F(BadInput, TensorsComeInPairs) {
  const std::string text =
      "error: recorded tensors come in pairs [command-line]\n"
      "  expected: both --weights FILE and --activations FILE\n";
  refused({"simulate", "dense", "--weights", "W.npy"}, text);
  refused({"simulate", "dense", "--activations", "A.npy"}, text);
  refused({"review", "dense", "--network", "resnet20", "--weights", "w.safetensors"}, text);
}

TEST_F(BadInput, OptionsOutOfTheirRange) {
  refused({"simulate", "dense", "--network", "resnet20", "--batch", "0"},
          "error: --batch: Value 0 not in range 1 to 4096 [command-line]\n  skeptic simulate --help shows what it takes\n");
  refused({"review", "dense", "--batch", "0"},
          "error: --batch: Value 0 not in range 1 to 4096 [command-line]\n  skeptic review --help shows what it takes\n");
  for (const Arguments& option :
       {Arguments{"--zeros", "1.5"}, Arguments{"--spread", "-1"}, Arguments{"--stride", "0"}, Arguments{"--groups", "none"}}) {
    const Result result = skeptic({"simulate", "dense", "--network", "resnet20", option[0], option[1]});
    EXPECT_EQ(result.code, 2) << option[0];
    EXPECT_EQ(result.out, "") << option[0];
    EXPECT_TRUE(result.err.starts_with("error: " + option[0] + ": Value " + option[1] + " not in range")) << result.err;
  }
}

TEST_F(BadInput, NothingToCompareWith) {
  refused({"review", "dense", "--network", "resnet20"},
          "dense: error: there is no baseline to review the proposal against [command-line]\n"
          "  expected: a second design on the command line, a claim with `over`, or `extends`\n"
          "  for example: skeptic review proposal.yaml ampere-2to4\n");
}

TEST_F(BadInput, UnknownValueInOneRun) {
  const Result result = skeptic({"simulate", example("vague"), "--network", "resnet20"});
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.out, "");
  EXPECT_NE(result.err.find("[design-unknown-value]"), std::string::npos) << result.err;
  for (const std::string key : {"latency", "rate", "state"})
    EXPECT_NE(result.err.find("operands.activations.decide." + key), std::string::npos) << result.err;
}

TEST_F(BadInput, MoreMemoryThanIsAllowed) {
  const Result result = skeptic({"simulate", "dense", "--network", "resnet50", "--batch", "4096", "--memory-limit", "1000", "--json", "out.json"});
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.out, "");
  EXPECT_TRUE(result.err.starts_with("error: simulating resnet50 on dense takes about ")) << result.err;
  EXPECT_TRUE(
      result.err.ends_with(" MB of memory [tensor-memory]\n  expected: at most 1000 MB\n"
                           "  a smaller --batch, some --layers, or a higher --memory-limit\n"))
      << result.err;
  EXPECT_FALSE(std::filesystem::exists(folder() / "out.json"));
}

TEST_F(BadInput, BenchmarksThatAreNot) {
  const Result target = skeptic({"bench", "--target", "none"});
  EXPECT_EQ(target.code, 2);
  EXPECT_EQ(target.out, "");
  EXPECT_TRUE(target.err.starts_with("error: no kernels \"none\" on this machine\n  expected: ")) << target.err;
  const Result wrong = skeptic({"bench", "nothing"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_TRUE(wrong.err.ends_with("  try: skeptic bench --help\n")) << wrong.err;
}

TEST_F(BadInput, JsonIntoAFolderThatDoesNotExist) {
  const std::set<std::string> before = files();
  const Result result = skeptic({"simulate", "dense", "--weights", "W.npy", "--activations", "A.npy", "--json", "none/out.json"});
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.err, "none/out.json: error: cannot be written [file-unwritable]\n  check that its folder exists and can be written to\n");
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(files(), before);
}

TEST_F(BadInput, AnOlderResultSurvivesAFailedRun) {
  write("out.json", "precious");
  EXPECT_EQ(skeptic({"simulate", "none.yaml", "--json", "out.json"}).code, 2);
  EXPECT_EQ(contents(folder() / "out.json"), "precious");
}

}  // namespace
}  // namespace skeptic::app_test
