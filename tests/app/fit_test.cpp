// skeptic fit, and --fit where tensors are taken, as users meet them; and what is claimed of fits, on real networks.
#include "program.h"
#include "support/random_trace.h"

namespace skeptic::app_test {
namespace {

const std::string kData = SKEPTIC_SHARED "/data/", kImages = kData + "images/cifar10/test_first1000.bin";

class FitProgram : public ProgramTest {
 protected:
  void write_trace(const std::string& name, std::int64_t inputs, TraceStore store = TraceStore::Values) const {
    write_random_trace((folder() / name).string(), small_network(), trace_header(inputs, store));
  }
  /// Exit code 2, the text, and nothing on standard output or in the folder that was not there.
  /// Every figure of the check in total, drawn activations and drawn weights too.
  static void expect_within_a_tenth(const Json& json) {
    const Json& check = json.at("check");
    EXPECT_EQ(check["tolerance"], 0.1);
    EXPECT_EQ(check["holds"], true);
    EXPECT_EQ(check["holds_with_drawn_weights"], true);
    ASSERT_EQ(check["designs"].size(), 3u);
    for (const Json& design : check["designs"])
      for (const char* figure : {"imbalance", "work_mean", "work_deviation", "work_p50", "work_p90", "work_p99", "work_largest"})
        for (const char* drawn : {"drawn_activations", "drawn"}) {
          const double real = design["total"][figure]["real"].get<double>();
          EXPECT_GT(real, 0);
          EXPECT_NEAR(design["total"][figure][drawn].get<double>(), real, 0.1 * real) << design["name"] << ", " << figure << ", " << drawn;
        }
  }
};

TEST_F(FitProgram, AFitIsWrittenAndDrawnFrom) {
  write_trace("t.trace", 20);
  const Result result = skeptic({"fit", "t.trace", "--out", "f.json"});
  EXPECT_EQ(result.err, "");
  ASSERT_EQ(result.code, 0);
  EXPECT_TRUE(result.out.starts_with("drawn tensors load the three machines as the trace does, within ")) << result.out;
  EXPECT_TRUE(result.out.ends_with("\nwritten to f.json; to use it: skeptic simulate DESIGN --fit f.json --inputs 1000\n")) << result.out;
  EXPECT_EQ(files(), (std::set<std::string>{"f.json", "t.trace"}));
  EXPECT_EQ(Json::parse(contents(folder() / "f.json"))["skeptic-fit"], 1);

  const Json simulated = skeptic({"simulate", "dense", "--fit", "f.json", "--inputs", "12", "--json", "-"}).json();
  EXPECT_EQ(simulated["network"], "small");
  EXPECT_EQ(simulated["inputs"], 12);
  EXPECT_EQ(simulated["batch_cycles"].size(), 12);
  EXPECT_EQ(simulated["open_loop"], false);
  const Json pruned = skeptic({"simulate", example("dynamic-4of8"), "--fit", "f.json", "--batch", "4", "--seed", "3", "--json", "-"}).json();
  EXPECT_EQ(pruned["inputs"], 4);
  EXPECT_EQ(pruned["batch_cycles"].size(), 1);
  EXPECT_EQ(pruned["open_loop"], true);
  EXPECT_EQ(skeptic({"compare", example("dynamic-4of8"), "ampere-2to4", "--fit", "f.json", "--inputs", "3", "--layers", "conv2", "--json", "-"})
                .json()["inputs"],
            3);
}

TEST_F(FitProgram, TheSameBytesTwiceAndOnOneCore) {
  write_trace("t.trace", 8);
  ASSERT_EQ(skeptic({"fit", "t.trace", "--out", "many.json", "--json", "many.report"}).code, 0);
  ASSERT_EQ(skeptic_on_one_core({"fit", "t.trace", "--out", "one.json", "--json", "one.report"}).code, 0);
  EXPECT_TRUE(contents(folder() / "many.json") == contents(folder() / "one.json"));
  EXPECT_TRUE(contents(folder() / "many.report") == contents(folder() / "one.report"));
  const Arguments simulate{"simulate", example("two-sided"), "--fit", "one.json", "--inputs", "6", "--json", "-"};
  const Result many = skeptic(simulate), one = skeptic_on_one_core(simulate);
  ASSERT_EQ(many.code, 0) << many.err;
  EXPECT_EQ(many.out, one.out);
}

TEST_F(FitProgram, InputsAndTheCheckAreChosen) {
  write_trace("t.trace", 9, TraceStore::Masks);
  const Json json = skeptic({"fit", "t.trace", "--inputs", "6", "--check", "3", "--seed", "4", "--json", "-"}).json();
  EXPECT_EQ(json["inputs"], 6);
  EXPECT_EQ(json["store"], "masks");
  EXPECT_EQ(json["check"]["inputs"], 3);
  EXPECT_EQ(json["check"]["seed"], 4);
  const Result unchecked = skeptic({"fit", "t.trace", "--inputs", "1", "--check", "0", "--json", "-"});
  EXPECT_EQ(unchecked.json()["inputs"], 1);
  EXPECT_FALSE(unchecked.json().contains("check"));
  EXPECT_TRUE(skeptic({"fit", "t.trace", "--check", "0"}).out.starts_with("small, fitted to 9 inputs of t.trace, masks alone\n"));
}

TEST_F(FitProgram, AReviewRunsOnIt) {
  write_trace("t.trace", 6);
  ASSERT_EQ(skeptic({"fit", "t.trace", "--out", "f.json", "--check", "0"}).code, 0);
  Json fit = Json::parse(contents(folder() / "f.json"));
  fit["named"] = "small.yaml";  // where the scenarios' synthetic tensors find the network
  write("small.yaml", fit["network_table"].get<std::string>());
  write("f.json", fit.dump());
  const Result result = skeptic({"review", example("dynamic-4of8"), "--fit", "f.json", "--inputs", "2", "--accuracy-on", "none", "--json", "-"});
  EXPECT_EQ(result.err, "");
  ASSERT_EQ(result.code, 0);
  EXPECT_NE(result.out.find("tensors of seed 1 drawn from f.json, the fit of 6 inputs of small"), std::string::npos);
  EXPECT_NE(result.out.find(" --fit f.json --inputs 2"), std::string::npos);
}

TEST_F(FitProgram, WrongInputIsNamed) {
  write_trace("t.trace", 4);
  write("no.json", "{}");
  ASSERT_EQ(skeptic({"fit", "t.trace", "--out", "f.json", "--check", "0"}).code, 0);
  refused({"fit", "no.trace"}, "no.trace: error: no such file [file-missing]\n");
  refused({"fit", "t.trace", "--inputs", "5", "--out", "g.json"},
          "t.trace: error: 5 inputs are asked for; the trace has 4 [trace-format]\n  expected: at most 4 inputs\n");
  refused({"fit", "t.trace", "--check", "7", "--out", "g.json"},
          "t.trace: error: 7 inputs are asked for; the trace has 4 [trace-format]\n  expected: at most 4 inputs\n");
  refused({"simulate", "dense", "--fit", "no.json"},
          "no.json: error: is no fit: it has no \"skeptic-fit\" [fit-format]\n  expected: a file that `skeptic fit` wrote\n");
  refused({"simulate", "dense", "--fit", "f.json", "--network", "resnet20"},
          "f.json: error: is a fit of \"small\", not of \"resnet20\" [fit-network]\n  expected: --network small, or none\n");
  refused({"compare", "dense", "dense", "--fit", "f.json", "--batch", "4", "--inputs", "3"},
          "f.json: error: a batch of 4 inputs is asked for, and 3 run [command-line]\n  expected: a batch of at most 3\n");
  for (const Arguments& other : std::vector<Arguments>{
           {"--trace", "t.trace"}, {"--zeros", "0.5"}, {"--spread", "0.1"}, {"--channel-zeros", "0.5,0.1"}, {"--synthetic"}, {"--closed-loop"}}) {
    Arguments arguments{"simulate", "dense", "--fit", "f.json"};
    arguments.insert(arguments.end(), other.begin(), other.end());
    refused(arguments,
            "error: " + other[0] + " does not go with --fit, from which all tensors are drawn [command-line]\n  expected: one of the two\n");
  }
  refused({"simulate", "dense", "--fit", "f.json", "--weights", "w.safetensors", "--activations", "a.safetensors"},
          "error: --weights does not go with --fit, from which all tensors are drawn [command-line]\n  expected: one of the two\n");
  refused({"simulate", "dense", "--network", "resnet20", "--inputs", "3"},
          "error: --inputs goes with inputs of a trace, of a fit or of a network that runs [command-line]\n"
          "  expected: --trace FILE, --fit FILE, or --network shapes-cnn\n");
  const std::string somewhere = (folder() / "no" / "f.json").string();
  EXPECT_EQ(skeptic({"fit", "t.trace", "--out", somewhere}).code, 2);
  EXPECT_FALSE(std::filesystem::exists(folder() / "no"));
}

/// Traces of networks that run: the claim of docs/fit.md.
class FitOfNetworks : public FitProgram {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(std::filesystem::canonical(SKEPTIC_BINARY).parent_path() / "skeptic-learn"))
      GTEST_SKIP() << "skeptic-learn is not built";
  }
  static bool have_data() { return std::filesystem::exists(kData + "weights"); }
  void fits(const std::string& network, const std::string& weights, const std::string& inputs) const {
    Arguments arguments{"trace", "--network", network, "--count", inputs, "--out", "t.trace"};
    if (!weights.empty()) {
      const Arguments files{"--weights", kData + "weights/" + weights, "--images", kImages};
      arguments.insert(arguments.end(), files.begin(), files.end());
    }
    ASSERT_EQ(skeptic(arguments).code, 0);
    for (const char* seed : {"1", "2"}) {
      const Result result = skeptic({"fit", "t.trace", "--seed", seed, "--json", "-"});
      ASSERT_EQ(result.code, 0) << result.err;
      expect_within_a_tenth(result.json());
    }
  }
};

TEST_F(FitOfNetworks, ShapesCnn) { fits("shapes-cnn", "", "16"); }

TEST_F(FitOfNetworks, ResNet20) {
  if (!have_data()) GTEST_SKIP() << "../shared/data is not here";
  fits("resnet20", "resnet20_cifar10.safetensors", "16");
}

class LongFitOfNetworks : public FitOfNetworks {
 protected:
  void SetUp() override {
    FitOfNetworks::SetUp();
    if (!have_data()) GTEST_SKIP() << "../shared/data is not here";
  }
};

TEST_F(LongFitOfNetworks, ResNet20) { fits("resnet20", "resnet20_cifar10.safetensors", "64"); }
TEST_F(LongFitOfNetworks, ResNet32) { fits("resnet32", "resnet32_cifar10.safetensors", "64"); }
TEST_F(LongFitOfNetworks, PrunedResNet20) { fits("resnet20", "resnet20_cifar10_pruned_2to4.safetensors", "64"); }
TEST_F(LongFitOfNetworks, ReluViT) { fits("vit:heads=8,activation=relu,norm=post,preprocess=cifar10", "vit_d128_l6_cifar10.safetensors", "64"); }

}  // namespace
}  // namespace skeptic::app_test
