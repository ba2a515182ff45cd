// skeptic simulate, as another program uses it.
#include "program.h"
#include "support/random_trace.h"

namespace skeptic::app_test {
namespace {

constexpr std::array kStackKeys{"useful", "ineffectual", "underfill", "empty", "bank_conflict", "switch", "select",
                                "feed",   "edge",        "imbalance", "load",  "decode",        "store",  "vector"};

/// The promises of the JSON: integers, the fourteen keys, and a stack that loses nothing.
void expect_counts(const Json& counts) {
  for (const char* key : {"cycles", "compute_cycles", "lanes", "dropped"}) EXPECT_TRUE(counts.at(key).is_number_integer()) << key;
  const Json& stack = counts.at("stack");
  EXPECT_EQ(stack.size(), kStackKeys.size());
  std::int64_t sum = 0;
  for (const char* key : kStackKeys) {
    ASSERT_TRUE(stack.at(key).is_number_integer()) << key;
    EXPECT_GE(stack.at(key).get<std::int64_t>(), 0) << key;
    sum += stack.at(key).get<std::int64_t>();
  }
  EXPECT_EQ(sum, counts.at("cycles").get<std::int64_t>() * counts.at("lanes").get<std::int64_t>());
}

class Simulate : public ProgramTest {
 protected:
  Simulate() {
    write("W.npy", ones_npy({4, 16}));
    write("A.npy", ones_npy({16, 4}));
    write("V.npy", ones_npy({4, 3, 3, 8}));
    write("X.npy", ones_npy({1, 4, 4, 8}));
  }

  Json simulated(Arguments arguments) const {
    SCOPED_TRACE(testing::PrintToString(arguments));
    arguments.insert(arguments.begin(), "simulate");
    arguments.insert(arguments.end(), {"--json", "-"});
    const Result result = skeptic(arguments);
    EXPECT_EQ(result.code, 0);
    EXPECT_EQ(result.err, "");
    const Json json = result.json();
    expect_counts(json);
    EXPECT_GE(json.at("layers").size(), 1u);
    std::int64_t cycles = 0;
    for (const Json& layer : json.at("layers")) {
      expect_counts(layer);
      cycles += layer.at("cycles").get<std::int64_t>();
    }
    EXPECT_EQ(cycles, json.at("cycles").get<std::int64_t>());
    return json;
  }
};

// 4 x 16 x 4 multiplications, all useful; with 2:4 weights, half of them.
TEST_F(Simulate, Product) {
  EXPECT_EQ(simulated({"dense", "--weights", "W.npy", "--activations", "A.npy"})["stack"]["useful"], 256);
  EXPECT_EQ(simulated({"ampere-2to4", "--weights", "W.npy", "--activations", "A.npy"})["stack"]["useful"], 128);
}

// 2:4 keeps half of W; as an activation it is not pruned.
TEST_F(Simulate, ProductOfTwoActivations) {
  EXPECT_EQ(simulated({"ampere-2to4", "--weights", "W.npy", "--activations", "A.npy", "--matmul"})["stack"]["useful"], 256);
  write("heads.npy", ones_npy({2, 4, 16}));
  write("values.npy", ones_npy({2, 16, 4}));
  EXPECT_EQ(simulated({"ampere-2to4", "--weights", "heads.npy", "--activations", "values.npy", "--matmul"})["stack"]["useful"], 512);
}

// An output row of the 4 x 4 image has 2, 3, 3, 2 taps of the kernel inside: (2+3+3+2)^2 taps of 8 channels, for 4 filters. Without padding 2 x 2
// pixels have all 9 taps. A stride of 2 with padding has rows and columns 0 and 2: (2+3)^2 taps.
TEST_F(Simulate, Convolution) {
  EXPECT_EQ(simulated({"dense", "--weights", "V.npy", "--activations", "X.npy", "--stride", "1", "--pad", "1"})["stack"]["useful"], 100 * 8 * 4);
  EXPECT_EQ(simulated({"dense", "--weights", "V.npy", "--activations", "X.npy", "--stride", "1"})["stack"]["useful"], 4 * 9 * 8 * 4);
  EXPECT_EQ(simulated({"dense", "--weights", "V.npy", "--activations", "X.npy", "--stride", "2", "--pad", "1"})["stack"]["useful"], 25 * 8 * 4);
}

// Each of the two groups has 2 filters on 4 of the 8 channels.
TEST_F(Simulate, Groups) {
  write("grouped.npy", ones_npy({4, 3, 3, 4}));
  EXPECT_EQ(
      simulated({"dense", "--weights", "grouped.npy", "--activations", "X.npy", "--stride", "1", "--pad", "1", "--groups", "2"})["stack"]["useful"],
      100 * 4 * 4);
}

// A unit of four pixels ends with its image: four columns are one unit of one image, or two units of two.
TEST_F(Simulate, ImagesOfAProduct) {
  Arguments arguments{example("dynamic-4of8"),
                      "--weights",
                      "W.npy",
                      "--activations",
                      "A.npy",
                      "--set",
                      "operands.activations.decide.unit={pixels: 4, channels: all}"};
  const Json one = simulated(arguments);
  EXPECT_EQ(one["images"], 1);
  EXPECT_EQ(one["decided_units"], 1);
  arguments.insert(arguments.end(), {"--images", "2"});
  const Json two = simulated(arguments);
  EXPECT_EQ(two["images"], 2);
  EXPECT_EQ(two["decided_units"], 2);
  EXPECT_EQ(two["stack"]["useful"], one["stack"]["useful"]);
}

// 1:2 on 64 ones drops 32.
TEST_F(Simulate, Dropped) {
  const Json json = simulated({"dense", "--weights", "W.npy", "--activations", "A.npy", "--set", "operands.activations.pattern=\"1:2\""});
  EXPECT_EQ(json["dropped"], 32);
  EXPECT_EQ(json["stack"]["useful"], 128);
}

TEST_F(Simulate, JsonOnStandardOutputStandsAlone) {
  const Result output = skeptic({"simulate", "dense", "--weights", "W.npy", "--activations", "A.npy", "--json", "-"});
  EXPECT_EQ(output.out.front(), '{');
  EXPECT_TRUE(output.out.ends_with("\n}\n"));
  EXPECT_TRUE(Json::accept(output.out));
  const Result file = skeptic({"simulate", "dense", "--weights", "W.npy", "--activations", "A.npy", "--json", "out.json"});
  EXPECT_EQ(contents(folder() / "out.json"), output.out);
  EXPECT_EQ(file.out.find('{'), std::string::npos);
  EXPECT_EQ(files(), (std::set<std::string>{"A.npy", "V.npy", "W.npy", "X.npy", "out.json"}));
}

TEST_F(Simulate, TextInAPipeHasNoEscapeCodes) {
  for (const Arguments& arguments : {Arguments{"simulate", example("dynamic-4of8"), "--network", "resnet20", "--layers", "conv1,layer2.0.conv1"},
                                     Arguments{"simulate", "dense", "--weights", "W.npy", "--activations", "A.npy"}}) {
    const Result result = skeptic(arguments);
    EXPECT_EQ(result.code, 0);
    EXPECT_EQ(result.err, "");
    EXPECT_NE(result.out.find(" cycles, "), std::string::npos);
    EXPECT_NE(result.out.find("where the multipliers' cycles go"), std::string::npos);
    EXPECT_EQ(result.out.find('\x1b'), std::string::npos);
    EXPECT_EQ(result.out.find('\r'), std::string::npos);
  }
}

TEST_F(Simulate, SameBytesTwiceAndOnOneCore) {
  write("mixed-V.npy", mixed_npy({24, 3, 3, 32}, 1));
  write("mixed-X.npy", mixed_npy({2, 9, 9, 32}, 2));
  for (const Arguments& arguments :
       {Arguments{"simulate", example("two-sided"), "--weights", "mixed-V.npy", "--activations", "mixed-X.npy", "--pad", "1", "--json", "-"},
        Arguments{"simulate", example("dynamic-4of8"), "--network", "resnet20", "--batch", "2", "--json", "-"}}) {
    const Result first = skeptic(arguments), second = skeptic(arguments), alone = skeptic_on_one_core(arguments);
    EXPECT_EQ(first.code, 0);
    EXPECT_EQ(first.out, second.out);
    EXPECT_EQ(first.out, alone.out);
  }
}

TEST_F(Simulate, OptionsOfANetwork) {
  const Json all = simulated({"ampere-2to4", "--network", "resnet20"});
  const Json part = simulated({"ampere-2to4", "--network", "resnet20", "--layers", "conv1,layer3.2.conv2"});
  ASSERT_EQ(part["layers"].size(), 2u);
  for (const Json& layer : part["layers"])
    EXPECT_NE(std::find(all["layers"].begin(), all["layers"].end(), layer), all["layers"].end())
        << layer["name"] << " is another layer when it runs alone";
  const Arguments skipping{example("two-sided"), "--network", "resnet20", "--layers", "layer2.1.conv1", "--zeros"};
  const auto with_zeros = [&](const std::string& zeros) {
    Arguments arguments = skipping;
    arguments.push_back(zeros);
    return simulated(arguments)["stack"]["useful"].get<std::int64_t>();
  };
  EXPECT_GT(with_zeros("0.2"), with_zeros("0.8"));
  EXPECT_EQ(with_zeros("1"), 0);
  EXPECT_NE(simulated({example("two-sided"), "--network", "resnet20", "--layers", "layer2.1.conv1", "--seed", "7"}),
            simulated({example("two-sided"), "--network", "resnet20", "--layers", "layer2.1.conv1"}));
}

// A tensor that is read from a file the user wrote, through the same door as the contract's.
TEST_F(Simulate, ContractCases) {
  const std::filesystem::path cases = SKEPTIC_SHARED "/contract";
  if (!std::filesystem::exists(cases)) GTEST_SKIP() << cases << " is not there";
  int run = 0;
  for (const auto& entry : std::filesystem::directory_iterator(cases)) {
    if (!entry.is_directory()) continue;
    Arguments arguments{(entry.path() / "design.yaml").string(), "--weights", (entry.path() / "weights.npy").string(), "--activations",
                        (entry.path() / "activations.npy").string()};
    if (std::filesystem::exists(entry.path() / "convolution.json")) {
      const Json convolution = Json::parse(contents(entry.path() / "convolution.json"));
      arguments.insert(arguments.end(), {"--stride", convolution["stride"].dump(), "--pad", convolution["pad"].dump()});
    }
    const Json expected = Json::parse(contents(entry.path() / "expected.json")), found = simulated(arguments);
    for (const auto& [key, value] : expected.items()) EXPECT_EQ(found.at(key), value) << entry.path() << " " << key;
    ++run;
  }
  EXPECT_GE(run, 40);
}

class SimulateTrace : public Simulate {
 protected:
  SimulateTrace() { write_random_trace((folder() / "t.trace").string(), small_network(), trace_header(5)); }
  void refused(Arguments arguments, const std::string& errors) const {
    SCOPED_TRACE(testing::PrintToString(arguments));
    arguments.insert(arguments.begin(), {"simulate", "dense"});
    const Result result = skeptic(arguments);
    EXPECT_EQ(result.code, 2);
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.err, errors);
  }
};

TEST_F(SimulateTrace, EveryInputByItselfOneOrSome) {
  const Json all = simulated({example("dynamic-4of8"), "--trace", "t.trace"});
  EXPECT_EQ(all["network"], "small");
  EXPECT_EQ(all["inputs"], 5);
  EXPECT_EQ(all["images"], 1);
  EXPECT_EQ(all["open_loop"], true);
  ASSERT_EQ(all["batch_cycles"].size(), 5u);
  const Json third = simulated({example("dynamic-4of8"), "--trace", "t.trace", "--input", "2"});
  EXPECT_EQ(third["cycles"], all["batch_cycles"][2]);
  EXPECT_EQ(third["inputs"], 1);
  write("small.yaml", small_network().text);
  const Json two = simulated({example("dynamic-4of8"), "--trace", "t.trace", "--inputs", "2", "--network", "small.yaml", "--layers", "conv2,fc"});
  EXPECT_EQ(two["inputs"], 2);
  EXPECT_EQ(two["layers"].size(), 2u);
  const Json pairs = simulated({example("dynamic-4of8"), "--trace", "t.trace", "--batch", "2"});
  EXPECT_EQ(pairs["inputs"], 4);  // the fifth has no partner
  EXPECT_EQ(pairs["images"], 2);
  EXPECT_EQ(pairs["batch_cycles"].size(), 2u);
}

TEST_F(SimulateTrace, SameBytesTwiceAndOnOneCore) {
  write_random_trace((folder() / "many.trace").string(), small_network(), trace_header(70));
  const Arguments arguments{"simulate", example("dynamic-4of8"), "--trace", "many.trace", "--json", "-"};
  const Result first = skeptic(arguments), second = skeptic(arguments), alone = skeptic_on_one_core(arguments);
  EXPECT_EQ(first.code, 0);
  EXPECT_EQ(first.out, second.out);
  EXPECT_EQ(first.out, alone.out);
}

TEST_F(SimulateTrace, TextHasTheDistribution) {
  const Result result = skeptic({"simulate", "ampere-2to4", "--trace", "t.trace"});
  EXPECT_EQ(result.code, 0);
  EXPECT_EQ(result.err, "");
  EXPECT_TRUE(result.out.starts_with("ampere-2to4 on small, sum of 5 inputs\n")) << result.out;
  EXPECT_NE(result.out.find("open-loop: "), std::string::npos);
  EXPECT_NE(result.out.find("cycles of one input (quantiles by nearest rank)\n  p50 "), std::string::npos) << result.out;
}

TEST_F(SimulateTrace, Compared) {
  const Json json = skeptic({"compare", example("two-sided"), "dense", "--trace", "t.trace", "--json", "-"}).json();
  EXPECT_EQ(json["network"], "small");
  EXPECT_EQ(json["inputs"], 5);
  ASSERT_EQ(json["batch_speedups"].size(), 5u);
  EXPECT_EQ(json["batch_speedups"][3],
            skeptic({"compare", example("two-sided"), "dense", "--trace", "t.trace", "--input", "3", "--json", "-"}).json()["speedup"]);
  for (const char* key : {"p50", "p90", "p99", "mean", "min", "max"}) EXPECT_GT(json["speedup_of_batch"][key].get<double>(), 0) << key;
}

TEST_F(SimulateTrace, WhatDoesNotGoTogether) {
  for (const char* option : {"--zeros", "--spread", "--channel-zeros", "--seed"})
    refused({"--trace", "t.trace", option, "0"},
            std::string("error: ") + option + " does not go with --trace, which holds all tensors [command-line]\n  expected: one of the two\n");
  refused({"--trace", "t.trace", "--weights", "w.safetensors", "--activations", "a.safetensors"},
          "error: --weights does not go with --trace, which holds all tensors [command-line]\n  expected: one of the two\n");
  refused({"--trace", "t.trace", "--network", "resnet20"},
          "t.trace: error: is a trace of \"small\", not of \"resnet20\" [trace-network]\n  expected: --network small, or none\n");
  refused({"--trace", "t.trace", "--input", "1", "--inputs", "2"},
          "error: --input and --inputs exclude each other [command-line]\n  expected: one of the two\n");
  refused({"--trace", "t.trace", "--input", "1", "--batch", "2"},
          "error: --input is one input, and --batch is more [command-line]\n  expected: --inputs N with --batch\n");
  refused({"--trace", "t.trace", "--input", "5"},
          "t.trace: error: input 5 is asked for; the trace has 5 [trace-format]\n  expected: inputs from 0 to 4\n");
  refused({"--trace", "none.trace"}, "none.trace: error: no such file [file-missing]\n");
  write_random_trace((folder() / "masks.trace").string(), small_network(), trace_header(2, TraceStore::Masks));
  const Result masks = skeptic({"simulate", example("dynamic-4of8"), "--trace", "masks.trace"});
  EXPECT_EQ(masks.code, 2);
  EXPECT_NE(masks.err.find("dynamic 4:8 chooses what it drops by magnitude"), std::string::npos) << masks.err;
  EXPECT_NE(masks.err.find("[trace-masks]"), std::string::npos) << masks.err;
}

}  // namespace
}  // namespace skeptic::app_test
