// Traces: what is written comes back, slice by slice; the bytes are those that docs/traces.md promises; damaged files are refused.
#include "workload/trace_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <filesystem>
#include <random>

#include "base/file.h"
#include "workload/network_file.h"
#include "workload/tensor.h"
#include "workload/trace_layout.h"
#include "workload/user_error.h"

namespace skeptic {
namespace {

using ::testing::ElementsAre;

/// A convolution of 3 channels on 2 x 2 pixels, a product of two activations with 2 heads, a linear layer of 9 inputs on 4 tokens.
const std::string kTable =
    "name: small\ntitle: a small network\nsource: made for a test\nactivation: relu\ninput: [3, 2, 2]\nlayers:\n"
    "  - {name: conv, kind: convolution, inputs: [input], in: 3, out: 9, image: 2, kernel: 1}\n"
    "  - {name: relu, kind: relu, inputs: [conv], elements: 36}\n"
    "  - {name: product, kind: matmul, inputs: [relu, relu], heads: 2, in: 9, out: 2, tokens: 2}\n"
    "  - {name: fc, kind: linear, inputs: [relu], in: 9, out: 1, tokens: 4}\n";

class TraceFile : public ::testing::Test {
 protected:
  TraceFile() : folder_(std::filesystem::temp_directory_path() / ("skeptic-trace-" + std::to_string(std::random_device()()))) {
    std::filesystem::create_directories(folder_);
    network_ = parse_network(kTable, "small.yaml");
    network_.text = kTable;
  }
  ~TraceFile() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  const Layer& layer(const std::string& name) const { return *network_.find(name); }

  static std::vector<float> values(std::int64_t count, float from) {
    std::vector<float> made;
    for (std::int64_t i = 0; i < count; ++i) made.push_back(i % 3 == 1 ? 0.0F : from + static_cast<float>(i));
    return made;
  }
  /// Input i of a layer starts at 100 i + 1.
  static float start(std::int64_t input) { return static_cast<float>(100 * input + 1); }

  /// Two inputs, the second first.
  void write(const std::string& file, TraceStore store, const std::map<std::string, std::string>& facts = {{"top1", "0.5"}}) const {
    TraceHeader header;
    header.design = "some design", header.pruning = "2:4", header.inputs = 2, header.store = store, header.facts = {{"images", "made up"}};
    TraceWriter writer(file, header, network_, 3);
    EXPECT_FALSE(std::filesystem::exists(file));
    for (const std::int64_t input : {1, 0}) {
      writer.write_operands(layer("conv"), input, 1, values(12, start(input)), {});
      writer.write_operands(layer("product"), input, 1, values(36, start(input)), values(36, start(input) + 50));
      writer.write_operands(layer("fc"), input, 1, values(36, start(input)), {});
    }
    writer.write_weights(layer("conv"), values(27, 5));
    writer.write_weights(layer("fc"), values(9, -20));
    writer.write_outputs(0, 1, std::vector<float>{1, 2, 3}, std::vector<std::int64_t>{std::int64_t{1} << 40});
    writer.write_outputs(1, 1, std::vector<float>{4, 5, 6}, {});
    writer.finish(facts);
  }

  std::filesystem::path folder_;
  Network network_;
};

TEST_F(TraceFile, ValuesComeBack) {
  write(path("t"), TraceStore::Values);
  const Trace trace(path("t"));
  EXPECT_EQ(trace.file(), path("t"));
  EXPECT_EQ(trace.header().network, "small");
  EXPECT_EQ(trace.header().design, "some design");
  EXPECT_EQ(trace.header().pruning, "2:4");
  EXPECT_EQ(trace.header().inputs, 2);
  EXPECT_EQ(trace.header().store, TraceStore::Values);
  EXPECT_EQ(trace.header().facts, (std::map<std::string, std::string>{{"images", "made up"}, {"top1", "0.5"}}));
  EXPECT_EQ(trace.network().layers.size(), 4u);
  for (const std::int64_t input : {0, 1}) {
    EXPECT_EQ(trace.operands(layer("conv"), input, 1).activations, values(12, start(input)));
    EXPECT_EQ(trace.operands(layer("product"), input, 1).activations, values(36, start(input)));
    EXPECT_EQ(trace.operands(layer("product"), input, 1).weights, values(36, start(input) + 50));
    EXPECT_EQ(trace.operands(layer("fc"), input, 1).activations, values(36, start(input)));
  }
  const LayerOperands both = trace.operands(layer("conv"), 0, 2);
  std::vector<float> expected = values(12, start(0)), second = values(12, start(1));
  expected.insert(expected.end(), second.begin(), second.end());
  EXPECT_EQ(both.images, 2);
  EXPECT_EQ(both.activations, expected);
  EXPECT_EQ(both.weights, values(27, 5));
  EXPECT_EQ(trace.weights(layer("fc")), values(9, -20));
  EXPECT_THAT(trace.logits(), ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_THAT(trace.labels(), ElementsAre(std::int64_t{1} << 40, -1));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);  // no partial file
}

TEST_F(TraceFile, MasksAreOnesAndZeros) {
  write(path("t"), TraceStore::Masks);
  const Trace trace(path("t"));
  const auto ones = [](std::vector<float> of) {
    for (float& value : of) value = value != 0 ? 1.0F : 0.0F;
    return of;
  };
  for (const std::int64_t input : {0, 1}) {
    EXPECT_EQ(trace.operands(layer("conv"), input, 1).activations, ones(values(12, start(input))));
    EXPECT_EQ(trace.operands(layer("product"), input, 1).weights, ones(values(36, start(input))));
    EXPECT_EQ(trace.operands(layer("fc"), input, 1).activations, ones(values(36, start(input))));
  }
  EXPECT_EQ(trace.weights(layer("fc")), values(9, -20));  // weights are values always
}

// Any reader of safetensors sees the shapes of docs/traces.md. A row of fc's input is 9 values, 2 bytes: of 101101101, the first value in the lowest
// bit, 0b01101101 = 109 and 1; the second row starts at value 9, the same modulo 3. A pixel of conv's input is 3 values: 101 = 5.
TEST_F(TraceFile, AnyToolReadsIt) {
  write(path("t.safetensors"), TraceStore::Masks);
  const Tensors tensors = read_safetensors(path("t.safetensors"));
  EXPECT_EQ(tensors.at("activations/fc").shape, (std::vector<std::int64_t>{2, 4, 2}));
  EXPECT_THAT(tensors.at("activations/fc").values, ElementsAre(109, 1, 109, 1, 109, 1, 109, 1, 109, 1, 109, 1, 109, 1, 109, 1));
  EXPECT_EQ(tensors.at("activations/conv").shape, (std::vector<std::int64_t>{2, 2, 2, 1}));
  EXPECT_THAT(tensors.at("activations/conv").values, ElementsAre(5, 5, 5, 5, 5, 5, 5, 5));
  EXPECT_EQ(tensors.at("weights/conv").shape, (std::vector<std::int64_t>{9, 1, 1, 3}));
  EXPECT_EQ(tensors.at("weights/product").shape, (std::vector<std::int64_t>{2, 2, 2, 2}));
  EXPECT_EQ(tensors.at("logits").shape, (std::vector<std::int64_t>{2, 3}));
  EXPECT_EQ(tensors.at("labels").shape, (std::vector<std::int64_t>{2}));
  EXPECT_EQ(tensors.size(), 8u);
  const std::string bytes = read_file(path("t.safetensors"));
  EXPECT_EQ((8 + static_cast<unsigned char>(bytes[0])) % 64, 0);  // the values are aligned
}

// Facts that outgrow the room of the header move the values; they arrive all the same.
TEST_F(TraceFile, FactsOfAnyLength) {
  const std::string longest(300'000, 'x');
  write(path("t"), TraceStore::Values, {{"command", longest}});
  write(path("short"), TraceStore::Values);
  const Trace trace(path("t")), other(path("short"));
  EXPECT_EQ(trace.header().facts.at("command"), longest);
  for (const std::int64_t input : {0, 1})
    EXPECT_EQ(trace.operands(layer("fc"), input, 1).activations, other.operands(layer("fc"), input, 1).activations);
  EXPECT_EQ(trace.logits(), other.logits());
}

TEST_F(TraceFile, NothingIsLeftOfWhatIsNotFinished) {
  {
    TraceHeader header;
    header.inputs = 2;
    TraceWriter writer(path("t"), header, network_, 3);
    writer.write_weights(layer("fc"), values(9, 1));
    EXPECT_TRUE(std::filesystem::exists(path("t.partial")));
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
  TraceHeader header;
  header.inputs = 1;
  EXPECT_EQ(user_error([&] { TraceWriter(path("none/t"), header, network_, 3); }),
            path("none/t") + ": error: cannot be written [file-unwritable]\n  check that its folder exists and can be written to\n");
}

}  // namespace
}  // namespace skeptic
