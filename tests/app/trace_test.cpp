// skeptic trace, train and what follows from a trace, as users meet them. Where skeptic-learn was not built they are skipped.
#include "program.h"

namespace skeptic::app_test {
namespace {

const std::string kData = SKEPTIC_SHARED "/data/";

class Trace : public ProgramTest {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(std::filesystem::canonical(SKEPTIC_BINARY).parent_path() / "skeptic-learn"))
      GTEST_SKIP() << "skeptic-learn is not built";
  }
  static bool have_data() { return std::filesystem::exists(kData + "weights"); }

  /// Exit code 2, the text, and nothing on standard output or in the folder that was not there.
  void refused(const Arguments& arguments, const std::string& errors) const {
    SCOPED_TRACE(testing::PrintToString(arguments));
    const std::set<std::string> before = files();
    const Result result = skeptic(arguments);
    EXPECT_EQ(result.code, 2);
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.err, errors);
    EXPECT_EQ(files(), before);
  }
};

TEST_F(Trace, AShippedNetworkNeedsNothing) {
  const Result result = skeptic({"trace", "--network", "shapes-cnn", "--count", "200", "--out", "t.trace", "--keep", "4", "--json", "-"});
  EXPECT_EQ(result.err, "");
  ASSERT_EQ(result.code, 0);
  const Json json = result.json();
  EXPECT_EQ(json["inputs"], 200);
  EXPECT_GT(json["top1"].get<double>(), 0.8);
  EXPECT_EQ(json["functions"].size(), 13);
  EXPECT_EQ(json["logits"].size(), 16);
  EXPECT_EQ(files(), std::set<std::string>{"t.trace"});

  const Json simulated = skeptic({"simulate", "dense", "--trace", "t.trace", "--json", "-"}).json();
  EXPECT_EQ(simulated["inputs"], 4);
  EXPECT_EQ(simulated["batch_cycles"].size(), 4);
  EXPECT_EQ(simulated["open_loop"], false);
}

/// The same trace, and the same simulation of it, on one core as on all.
TEST_F(Trace, TheSameOnAnyNumberOfThreads) {
  const Arguments arguments{"trace", "--network", "shapes-vit-relu", "--count", "40", "--design", example("dynamic-4of8"), "--out"};
  Arguments many = arguments, one = arguments;
  many.push_back("many.trace");
  one.push_back("one.trace");
  ASSERT_EQ(skeptic(many).code, 0);
  ASSERT_EQ(skeptic_on_one_core(one).code, 0);
  EXPECT_TRUE(contents(folder() / "many.trace") == contents(folder() / "one.trace"));
}

TEST_F(Trace, OpenAndClosedLoop) {
  ASSERT_EQ(skeptic({"trace", "--network", "shapes-cnn", "--count", "4", "--out", "whole.trace"}).code, 0);
  ASSERT_EQ(skeptic({"trace", "--network", "shapes-cnn", "--count", "4", "--design", example("dynamic-4of8"), "--out", "closed.trace"}).code, 0);
  const auto simulated = [&](Arguments more) {
    Arguments arguments{"simulate", example("dynamic-4of8"), "--json", "-"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return skeptic(arguments).json();
  };
  const Json open = simulated({"--trace", "whole.trace"}), given = simulated({"--trace", "closed.trace"}),
             made = simulated({"--trace", "whole.trace", "--closed-loop"}), shipped = simulated({"--network", "shapes-cnn", "--inputs", "4"});
  EXPECT_EQ(open["open_loop"], true);
  for (const Json* closed : {&given, &made, &shipped}) {
    EXPECT_EQ((*closed)["open_loop"], false);
    EXPECT_EQ((*closed)["batch_cycles"], given["batch_cycles"]);
  }
  EXPECT_NE(open["batch_cycles"], given["batch_cycles"]);
}

TEST_F(Trace, TrainingLearns) {
  write("net.yaml", contents(SKEPTIC_SOURCE "/networks/shapes-cnn.yaml"));
  const Result result = skeptic({"train", "--network", "net.yaml", "--seen", "1280", "--test-count", "200", "--out", "w.safetensors"});
  EXPECT_EQ(result.err, "");
  ASSERT_EQ(result.code, 0);
  const Json json =
      skeptic({"trace", "--network", "net.yaml", "--weights", "w.safetensors", "--images", "generated:shapes", "--count", "200", "--json", "-"})
          .json();
  EXPECT_GT(json["top1"].get<double>(), 0.15);  // one in ten is chance; 200 images have a standard error of two per cent
}

TEST_F(Trace, TrainingIsTheSameOnAnyNumberOfThreads) {
  Arguments many{"train", "--network", "shapes-vit", "--seen", "192", "--test-count", "10", "--out", "many.safetensors"}, one = many;
  one.back() = "one.safetensors";
  ASSERT_EQ(skeptic(many).code, 0);
  ASSERT_EQ(skeptic_on_one_core(one).code, 0);
  EXPECT_TRUE(contents(folder() / "many.safetensors") == contents(folder() / "one.safetensors"));
}

TEST_F(Trace, WrongInputIsNamed) {
  write("broken.png", "this is no image");
  refused({"trace", "--network", "resnet20"},
          "error: network resnet20 has no weights of its own [command-line]\n"
          "  expected: --weights FILE.safetensors\n");
  refused({"trace", "--network", "shapes-cnn", "--images", "broken.png", "--out", "t.trace"},
          "broken.png: error: holds no images: it is neither PNG, JPEG nor idx by its first bytes, nor CIFAR-10 (.bin) by its ending [image-format]\n"
          "  expected: a folder, a PNG or JPEG file, a .bin of CIFAR-10, an idx file (plain or .gz), or generated:shapes\n");
  // How much it takes depends on the machine's threads.
  EXPECT_TRUE(skeptic({"trace", "--network", "shapes-cnn", "--memory-limit", "1"}).err.starts_with("error: tracing shapes-cnn takes "));
  refused({"trace", "--network", "shapes-cnn", "--store", "bits"},
          "error: --store bits [command-line]\n"
          "  expected: values or masks\n");
}

TEST_F(Trace, WrongCheckpointsAndTracesAreNamed) {
  if (!have_data()) GTEST_SKIP() << "../shared/data is not here";
  const std::string weights = kData + "weights/resnet32_cifar10.safetensors", images = kData + "images/cifar10/test_first1000.bin";
  const Result other = skeptic({"trace", "--network", "resnet20", "--weights", weights, "--images", images, "--out", "t.trace"});
  EXPECT_EQ(other.code, 2);
  EXPECT_TRUE(other.err.find("[checkpoint-network]") != std::string::npos) << other.err;
  EXPECT_TRUE(files().empty());
  const Result limited = skeptic({"trace", "--network", "resnet32", "--weights", weights, "--images", images, "--memory-limit", "2"});
  EXPECT_EQ(limited.err, weights +
                             ": error: a checkpoint of 1 MB takes 5 MB of memory [tensor-memory]\n"
                             "  expected: at most 2 MB\n"
                             "  --memory-limit raises the limit\n");
}

/// Without the program beside it: what is missing, and what to do. A failure of it is told with its own words.
TEST_F(Trace, TheProgramIsMissedByName) {
  std::filesystem::create_directories(folder() / "alone");
  std::filesystem::copy_file(std::filesystem::canonical(SKEPTIC_BINARY), folder() / "alone" / "skeptic");
  EXPECT_EQ(shell("alone/skeptic trace --network shapes-cnn").err,
            "error: skeptic-learn, which runs networks, is not beside this program [program-missing]\n"
            "  build it with ./run build; it needs libtorch-dev\n");
  EXPECT_EQ(shell("alone/skeptic simulate dense --network shapes-cnn").err,
            "error: skeptic-learn, which runs networks, is not beside this program [program-missing]\n"
            "  expected: a trace that is taken as it is, or synthetic tensors\n"
            "  build it with ./run build; it needs libtorch-dev\n");
  write("alone/skeptic-learn", "#!/bin/sh\necho 'error: out of order [command-line]' >&2\nexit 2\n");
  std::filesystem::permissions(folder() / "alone" / "skeptic-learn", std::filesystem::perms::owner_all);
  EXPECT_EQ(shell("alone/skeptic simulate dense --network shapes-cnn").err,
            "error: the network did not run: skeptic trace --network shapes-cnn --count 500 --keep 16 [program-failed]\n"
            "  error: out of order [command-line]\n");
}

}  // namespace
}  // namespace skeptic::app_test
