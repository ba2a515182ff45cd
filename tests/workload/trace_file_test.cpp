// Traces: what is written comes back, slice by slice; the bytes are those that docs/traces.md promises; damaged files are refused.
#include "workload/trace_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <filesystem>
#include <functional>
#include <limits>
#include <random>

#include "base/file.h"
#include "workload/network_file.h"
#include "workload/safetensors_index.h"
#include "workload/sources.h"
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

/// The text of a trace with another header.
std::string with_header(const std::string& bytes, const std::function<std::string(std::string)>& change) {
  std::uint64_t length = 0;
  for (int i = 7; i >= 0; --i) length = length << 8 | static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
  return safetensors_start(change(bytes.substr(8, length))) + bytes.substr(8 + length);
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}

class TraceErrors : public TraceFile {
 protected:
  TraceErrors() {
    write(path("good"), TraceStore::Masks);
    good_ = read_file(path("good"));
  }
  /// The error of the trace with a part of its header replaced, without the file's name.
  std::string error_with(const std::string& what, const std::string& by) const {
    return error_of(with_header(good_, [&](const std::string& header) { return replaced(header, what, by); }));
  }
  std::string error_of(const std::string& bytes) const {
    write_file(path("bad"), bytes);
    const std::string error = user_error([&] { const Trace trace(path("bad")); });
    return error.starts_with(path("bad")) ? error.substr(path("bad").size()) : error;
  }
  std::string good_;
};

TEST_F(TraceErrors, FilesThatAreNone) {
  EXPECT_EQ(user_error([&] { const Trace trace(path("none")); }), path("none") + ": error: no such file [file-missing]\n");
  EXPECT_EQ(user_error([&] { const Trace trace(path("good/none")); }), path("good/none") + ": error: no such file [file-missing]\n");
  EXPECT_EQ(user_error([&] { const Trace trace(folder_.string()); }), folder_.string() + ": error: this is a folder, not a file [file-unreadable]\n");
  EXPECT_EQ(error_of("1234"), ": error: ends after 4 bytes, inside the length of its header [tensor-truncated]\n  expected: at least 8 bytes\n");
  write_safetensors(path("other"), {{"a", {{1}, {1}}}}, {});
  EXPECT_EQ(
      user_error([&] { const Trace trace(path("other")); }),
      path("other") + ": error: is no trace: its metadata have no \"skeptic-trace\" [trace-format]\n  expected: a file that `skeptic trace` wrote\n");
  EXPECT_NE(error_of(good_.substr(0, good_.size() - 1)).find("[tensor-truncated]"), std::string::npos);
  EXPECT_NE(error_of(good_.substr(0, 100)).find("[tensor-truncated]"), std::string::npos);
}

TEST_F(TraceErrors, Metadata) {
  EXPECT_EQ(error_with(R"("skeptic-trace":"1")", R"("skeptic-trace":"2")"),
            ": error: is a trace of version \"2\" [trace-format]\n  expected: version 1\n");
  EXPECT_EQ(error_with(R"("inputs":"2")", R"("input":"2")"), ": error: its metadata have no \"inputs\" [trace-format]\n");
  for (const char* inputs : {"", "0", "-1", "2x", "9999999999", "99999999999999999999"})
    EXPECT_EQ(
        error_with(R"("inputs":"2")", std::string(R"("inputs":")") + inputs + "\""),
        std::string(": error: its metadata give \"") + inputs + "\" as number of inputs [trace-format]\n  expected: a number from 1 to 2147483648\n");
  EXPECT_EQ(error_with(R"("store":"masks")", R"("store":"bits")"),
            ": error: its metadata give \"bits\" as what it stores [trace-format]\n  expected: values or masks\n");
  EXPECT_EQ(error_with(R"("network":"small")", R"("network":"large")"),
            ": error: is of network \"large\", and holds the table of \"small\" [trace-format]\n");
  const std::string kind = error_with("kind: matmul", "kind: matmull");  // the table's line, for a file within the file
  EXPECT_TRUE(kind.starts_with(":network-table:9:27: error: there is no kind of row \"matmull\" [network-layer]\n")) << kind;
}

TEST_F(TraceErrors, TensorsThatDoNotFitTheTable) {
  EXPECT_EQ(error_with("\"activations/fc\"", "\"activation/fc\""),
            ": error: lacks the tensor \"activations/fc\" [trace-format]\n"
            "  expected: [2, 4, 2] of uint8, as its network's table and its number of inputs ask for\n");
  EXPECT_EQ(error_with(R"("activations/fc":{"dtype":"U8","shape":[2,4,2])", R"("activations/fc":{"dtype":"I8","shape":[2,2,4])"),
            ": error: its tensor \"activations/fc\" is [2, 2, 4] of int8 [trace-format]\n"
            "  expected: [2, 4, 2] of uint8, as its network's table and its number of inputs ask for\n");
  // All at once: twice the inputs fit no tensor that has one for each.
  const std::string three = error_with(R"("inputs":"2")", R"("inputs":"3")");
  for (const char* name : {"labels", "logits", "activations/conv", "activations/product", "weights/product", "activations/fc"})
    EXPECT_NE(three.find(name), std::string::npos) << name;
  EXPECT_EQ(three.find("weights/conv"), std::string::npos);
}

// A file may claim to be larger than the disk: what one input of one layer would take is compared with a limit before anything is read.
TEST_F(TraceErrors, TensorsThatNoMemoryHolds) {
  const std::string table =
      "name: wide\\ntitle: t\\nsource: s\\nactivation: relu\\ninput: [1, 1000000000]\\nlayers:\\n"
      "  - {name: fc, kind: linear, inputs: [input], in: 1000000000, out: 2, tokens: 1}\\n";
  const std::string header =
      R"({"__metadata__":{"skeptic-trace":"1","network":"wide","network-table":")" + table +
      R"(","design":"","pruning":"","inputs":"1","store":"masks"},"labels":{"dtype":"I64","shape":[1],"data_offsets":[0,8]},)"
      R"("logits":{"dtype":"F32","shape":[1,0],"data_offsets":[8,8]},"weights/fc":{"dtype":"F32","shape":[2,1000000000],"data_offsets":[8,8000000008]},)"
      R"("activations/fc":{"dtype":"U8","shape":[1,1,125000000],"data_offsets":[8000000008,8125000008]}})";
  const std::string start = safetensors_start(header);
  write_file(path("sparse"), start);
  std::error_code error;
  std::filesystem::resize_file(path("sparse"), start.size() + 8'125'000'008, error);
  if (error) GTEST_SKIP() << "no sparse files here: " << error.message();
  EXPECT_EQ(user_error([&] { const Trace trace(path("sparse")); }),
            path("sparse") + ": error: its tensor \"weights/fc\" takes 7629 MB of memory [tensor-memory]\n  expected: at most 4096 MB\n");
}

TEST_F(TraceErrors, InputsThatAreNotThere) {
  const Trace trace(path("good"));
  EXPECT_EQ(user_error([&] { trace.operands(layer("fc"), 2, 1); }),
            path("good") + ": error: input 2 is asked for; the trace has 2 [trace-format]\n  expected: inputs from 0 to 1\n");
  EXPECT_NE(user_error([&] { trace.operands(layer("fc"), 0, 3); }), "");
  EXPECT_NE(user_error([&] { trace.operands(layer("fc"), -1, 1); }), "");
  EXPECT_NE(user_error([&] { trace.operands(layer("fc"), std::numeric_limits<std::int64_t>::max(), 1); }), "");
}

TEST_F(TraceErrors, ValuesThatAreNotFinite) {
  TraceHeader header;
  header.inputs = 2;
  {
    TraceWriter writer(path("nan"), header, network_, 1);
    for (const std::int64_t input : {0, 1}) {
      std::vector<float> of_fc = values(36, 1);
      if (input == 1) of_fc[7] = std::numeric_limits<float>::quiet_NaN();
      writer.write_operands(layer("conv"), input, 1, values(12, 1), {});
      writer.write_operands(layer("product"), input, 1, values(36, 1), values(36, 1));
      writer.write_operands(layer("fc"), input, 1, of_fc, {});
    }
    writer.write_weights(layer("conv"), std::vector<float>(27, -std::numeric_limits<float>::infinity()));
    writer.write_weights(layer("fc"), values(9, 1));
    writer.write_outputs(0, 2, values(2, 1), {});
    writer.finish({});
  }
  const Trace trace(path("nan"));
  EXPECT_EQ(trace.operands(layer("fc"), 0, 1).activations, values(36, 1));
  const std::string expected =
      path("nan") + ": error: tensor \"activations/fc\" holds NaN at value 7 of input 1 [tensor-non-finite]\n  expected: finite numbers\n";
  EXPECT_EQ(user_error([&] { trace.operands(layer("fc"), 1, 1); }), expected);
  EXPECT_EQ(user_error([&] { trace.operands(layer("fc"), 0, 2); }), expected);
  EXPECT_EQ(user_error([&] { trace.weights(layer("conv")); }),
            path("nan") + ": error: tensor \"weights/conv\" holds infinity at value 0 [tensor-non-finite]\n  expected: finite numbers\n");
}

TEST_F(TraceErrors, DamagedTracesAreReadOrRefused) {
  const bool holds = rc::check("a damaged trace gives finite operands or a UserError", [&] {
    std::string bytes = good_;
    const std::size_t header = bytes.find("   ");  // the padding of the header is dull
    for (int i = *rc::gen::inRange(1, 5); i > 0; --i)
      bytes[*rc::gen::inRange<std::size_t>(0, header)] =
          *rc::gen::arbitrary<bool>() ? static_cast<char>(*rc::gen::inRange(0, 256)) : *rc::gen::elementOf(std::string("0123456789[]{}:,\"ab "));
    if (*rc::gen::inRange(0, 4) == 0) bytes.resize(*rc::gen::inRange<std::size_t>(0, bytes.size() + 1));
    write_file(path("bad"), bytes);
    try {
      const Trace trace(path("bad"));
      for (const Layer& row : trace.network().layers)
        if (row.kind != LayerKind::Elementwise)
          RC_ASSERT(static_cast<std::int64_t>(trace.operands(row, 0, trace.header().inputs).activations.size()) ==
                    trace.header().inputs * (row.kind == LayerKind::Matmul ? row.groups * row.tokens * row.in_channels : row.input_elements()));
    } catch (const UserError& error) {
      RC_ASSERT(!error.diagnostics().empty());
    }
  });
  EXPECT_TRUE(holds);
}

TEST_F(TraceFile, AsASource) {
  write(path("t"), TraceStore::Masks);
  const TraceSource source(std::make_shared<const Trace>(path("t")));
  EXPECT_EQ(source.describe(), "the trace " + path("t") + ": masks of 2 inputs, measured with the pruning of some design");
  EXPECT_EQ(source.size(), std::optional<std::int64_t>(2));
  EXPECT_TRUE(source.measured() && source.masks());
  EXPECT_EQ(source.pruning(), "2:4");
  EXPECT_EQ(source.pruned_by(), "some design");
  EXPECT_EQ(source.operands(layer("fc"), 1, 1).weights, values(9, -20));
  EXPECT_TRUE(source.activations(layer("fc"), 1, 1).weights.empty());
  EXPECT_EQ(source.activations(layer("product"), 1, 1).weights, source.operands(layer("product"), 1, 1).weights);
  EXPECT_EQ(source.activations(layer("fc"), 1, 1).activations, source.operands(layer("fc"), 1, 1).activations);
}

}  // namespace
}  // namespace skeptic
