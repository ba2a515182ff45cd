// The array of processing elements against the simulator, cycle by cycle, and its sums against the matrix product: random tensors and real masks;
// slack 1, 2, 4; 1, 2, 4 lanes; every domain.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "rtl/model.h"
#include "simulate/simulate.h"
#include "sparsity/prune.h"

namespace skeptic::rtl_test {
namespace {

constexpr int kRows = 4, kColumns = 4, kElements = kRows * kColumns, kWindow = 8, kBits = 4, kSumBits = 16;

struct Shape {
  Domain domain;
  int slack, lanes;

  int domains() const {
    switch (domain) {
      case Domain::Array:
        return 1;
      case Domain::Row:
        return kRows;
      case Domain::Column:
        return kColumns;
      case Domain::Pe:
        break;
    }
    return kElements;
  }
  int domain_of(int row, int column) const {
    switch (domain) {
      case Domain::Array:
        return 0;
      case Domain::Row:
        return row;
      case Domain::Column:
        return column;
      case Domain::Pe:
        break;
    }
    return row * kColumns + column;
  }
  bool weights_drift() const { return domain == Domain::Column || domain == Domain::Pe; }
  bool activations_drift() const { return domain == Domain::Row || domain == Domain::Pe; }
};

Instance instance_of(const Shape& shape) {
  const int d = shape.domains(), w = shape.weights_drift() ? kElements : kRows, a = shape.activations_drift() ? kElements : kColumns;
  return {"pe_array",
          {{"ROWS", kRows},
           {"COLUMNS", kColumns},
           {"DOMAIN", static_cast<int>(shape.domain)},
           {"WINDOW", kWindow},
           {"LANES", shape.lanes},
           {"SLACK", shape.slack},
           {"BITS", kBits},
           {"SUM_BITS", kSumBits}},
          {{"reset", 1},
           {"offer", d},
           {"last", d},
           {"enable", kElements},
           {"weight_mask", w * kWindow},
           {"weights", w * kWindow * kBits},
           {"activation_mask", a * kWindow},
           {"activations", a * kWindow * kBits}},
          {{"ready", d}, {"working", kElements}, {"result_valid", kElements}, {"result", kElements * kSumBits}}};
}

/// One matrix product: weights [M,K], vectors [N,K], K a multiple of the window; values fit kBits.
struct Product {
  std::string pattern = "dense";  ///< of the weights, whose slots are taken where they are skipped by pattern
  Skip weights_skip = Skip::Zeros, activations_skip = Skip::Zeros;
  std::int64_t rows = 0, columns = 0, depth = 0;
  std::vector<float> weights, vectors;
};

/// The design that the array is: a step a cycle for each domain, because a step's operands are exactly as wide as the buffers' ports.
ResolvedDesign design_of(const Shape& shape, const Product& product) {
  ResolvedDesign design;
  design.array_m = kRows, design.array_n = kColumns;
  design.window = kWindow, design.lanes = shape.lanes;
  design.domain = shape.domain, design.slack = shape.slack;
  design.weights.bits = design.activations.bits = design.output_bits = kBits;
  design.weights.pattern = parse_pattern(product.pattern);
  design.weights.skip = product.weights_skip;
  design.activations.skip = product.activations_skip;
  design.activations.chosen = Chosen::Fixed;
  design.tile = TileSize{};
  const std::int64_t window_bits = kWindow * kBits;
  design.weights_buffer.size_bits = design.activations_buffer.size_bits = std::int64_t{1} << 30;
  design.weights_buffer.width = Rational((shape.weights_drift() ? kElements : kRows) * window_bits);
  design.activations_buffer.width = Rational((shape.activations_drift() ? kElements : kColumns) * window_bits);
  design.dram_bandwidth = Rational(std::int64_t{1} << 40);
  return design;
}

std::int64_t simulated_cycles(const Shape& shape, const Product& product) {
  Layer layer;
  layer.name = "product";
  layer.kind = LayerKind::Linear;
  layer.out_channels = product.rows, layer.in_channels = product.depth, layer.tokens = product.columns;
  LayerOperands operands;
  operands.weights = product.weights, operands.activations = product.vectors;
  return simulate_layer(design_of(shape, product), layer, operands).compute_cycles;
}

/// What an array is handed, and what has come out of it.
class Run {
 public:
  Run(Model& model, std::size_t instance, const Shape& shape, const Product& product)
      : model_(model), instance_(instance), shape_(shape), product_(product), next_(static_cast<std::size_t>(shape.domains()), 0) {
    const Pattern pattern = parse_pattern(product.pattern);
    slots_ = slots_of(pattern, product.weights, product.rows, product.depth);
    windows_ = product.depth / kWindow;
    wave_columns_ = (product.columns + kColumns - 1) / kColumns;
    steps_ = (product.rows + kRows - 1) / kRows * wave_columns_ * windows_;
    outputs_.assign(kElements, 0);
    for (const char* port : {"offer", "last", "enable", "weight_mask", "weights", "activation_mask", "activations"})
      ports_.push_back(model.input(instance, port));
    ready_ = model.output(instance, "ready"), working_ = model.output(instance, "working");
    valid_ = model.output(instance, "result_valid"), result_ = model.output(instance, "result");
  }

  bool ended() const { return cycles_.has_value(); }
  std::int64_t cycles() const { return *cycles_; }
  std::size_t wrong_sums() const { return wrong_sums_; }
  std::size_t sums() const { return sums_; }

  /// Puts each domain's next step on its ports.
  void offer() {
    for (int d = 0; d < shape_.domains(); ++d) {
      const bool more = next_[static_cast<std::size_t>(d)] < steps_;
      ports_[0].set(d, 1, more);
      if (more) put(d, next_[static_cast<std::size_t>(d)]);
    }
  }

  /// After a cycle: what its outputs were before the edge. `now` counts the edges before this one.
  void observe(std::int64_t now) {
    bool handed = false;
    for (int d = 0; d < shape_.domains(); ++d)
      if (ports_[0].get(d, 1) != 0 && ready_.get(d, 1) != 0) ++next_[static_cast<std::size_t>(d)], handed = true;
    for (int p = 0; p < kElements; ++p)
      if (valid_.get(p, 1) != 0) check(p);
    const bool all_handed = std::all_of(next_.begin(), next_.end(), [&](std::int64_t next) { return next == steps_; });
    if (!handed && all_handed && working_.get(0, kElements) == 0 && !cycles_) cycles_ = now;
  }

 private:
  /// The row and the column of element p in a wave; nothing beyond the edge.
  std::optional<std::pair<std::int64_t, std::int64_t>> place(int p, std::int64_t wave) const {
    const std::int64_t row = wave / wave_columns_ * kRows + p / kColumns, column = wave % wave_columns_ * kColumns + p % kColumns;
    if (row >= product_.rows || column >= product_.columns) return std::nullopt;
    return std::pair{row, column};
  }

  float weight(std::int64_t row, std::int64_t k) const {
    return slots_.get(row, k) ? product_.weights[static_cast<std::size_t>(row * product_.depth + k)] : 0.0F;
  }
  float activation(std::int64_t column, std::int64_t k) const { return product_.vectors[static_cast<std::size_t>(column * product_.depth + k)]; }

  void put(int domain, std::int64_t step) {
    const std::int64_t wave = step / windows_, first = step % windows_ * kWindow;
    ports_[1].set(domain, 1, step % windows_ == windows_ - 1);
    for (int p = 0; p < kElements; ++p) {
      const int row = p / kColumns, column = p % kColumns;
      if (shape_.domain_of(row, column) != domain) continue;
      const auto at = place(p, wave);
      ports_[2].set(p, 1, at.has_value());
      if (!at) continue;
      const int w = shape_.weights_drift() ? p : row, a = shape_.activations_drift() ? p : column;
      for (int k = 0; k < kWindow; ++k) {
        const float x = weight(at->first, first + k), y = activation(at->second, first + k);
        const bool kept_x =
                       product_.weights_skip == Skip::None || (product_.weights_skip == Skip::Pattern ? slots_.get(at->first, first + k) : x != 0),
                   kept_y = product_.activations_skip == Skip::None || y != 0;
        ports_[3].set(w * kWindow + k, 1, kept_x);
        ports_[4].set((w * kWindow + k) * kBits, kBits, static_cast<std::uint64_t>(static_cast<std::int64_t>(x)));
        ports_[5].set(a * kWindow + k, 1, kept_y);
        ports_[6].set((a * kWindow + k) * kBits, kBits, static_cast<std::uint64_t>(static_cast<std::int64_t>(y)));
      }
    }
  }

  /// A sum that element p shows: that of its next output.
  void check(int p) {
    std::int64_t& wave = outputs_[static_cast<std::size_t>(p)];
    while (!place(p, wave)) ++wave;
    const auto at = *place(p, wave);
    std::int64_t sum = 0;
    for (std::int64_t k = 0; k < product_.depth; ++k) sum += static_cast<std::int64_t>(weight(at.first, k) * activation(at.second, k));
    wrong_sums_ += result_.get(p * kSumBits, kSumBits) != (static_cast<std::uint64_t>(sum) & ((1u << kSumBits) - 1));
    ++wave, ++sums_;
  }

  Model& model_;
  std::size_t instance_;
  Shape shape_;
  const Product& product_;
  Mask slots_;
  std::int64_t windows_ = 0, wave_columns_ = 0, steps_ = 0;
  std::vector<std::int64_t> next_;     ///< by domain: the step that it is handed next
  std::vector<std::int64_t> outputs_;  ///< by element: the wave of its next sum
  std::vector<Bits> ports_;
  Bits ready_, working_, valid_, result_;
  std::optional<std::int64_t> cycles_;
  std::size_t wrong_sums_ = 0, sums_ = 0;
};

struct Outcome {
  std::vector<std::int64_t> cycles, simulated;
  std::size_t wrong_sums = 0, sums = 0;
};

Outcome outcome(Model& model, const std::vector<Shape>& shapes, const Product& product) {
  std::vector<Run> runs;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    model.input(i, "offer").set(0);
    model.input(i, "reset").set(1);
    runs.emplace_back(model, i, shapes[i], product);
  }
  model.cycle();
  model.cycle();
  for (std::size_t i = 0; i < shapes.size(); ++i) model.input(i, "reset").set(0);
  const std::int64_t most = 40 * (product.rows + kRows) * (product.columns + kColumns) * product.depth / kElements + 100;
  for (std::int64_t now = 0; now < most && !std::all_of(runs.begin(), runs.end(), [](const Run& run) { return run.ended(); }); ++now) {
    for (Run& run : runs) run.offer();
    model.cycle();
    for (Run& run : runs) run.observe(now);
  }
  model.cycle();
  Outcome result;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    result.cycles.push_back(runs[i].ended() ? runs[i].cycles() : -1);
    result.simulated.push_back(simulated_cycles(shapes[i], product));
    result.wrong_sums += runs[i].wrong_sums();
    result.sums += runs[i].sums();
  }
  return result;
}

std::vector<Instance> instances_of(const std::vector<Shape>& shapes) {
  std::vector<Instance> instances;
  for (const Shape& shape : shapes) instances.push_back(instance_of(shape));
  return instances;
}

/// Shapes of one slack.
std::vector<Shape> shapes_of(int slack) {
  std::vector<Shape> shapes;
  for (const Domain domain : {Domain::Array, Domain::Row})
    for (const int lanes : {1, 2, 4}) shapes.push_back({domain, slack, lanes});
  if (slack == 2) shapes.insert(shapes.end(), {Shape{Domain::Column, slack, 2}, Shape{Domain::Pe, slack, 2}});
  return shapes;
}

/// Rows and columns that differ in their zeros, so that elements drift.
std::vector<float> random_values(Random& random, std::int64_t rows, std::int64_t depth) {
  std::vector<float> values;
  for (std::int64_t row = 0; row < rows; ++row) {
    const std::uint64_t zeros = random.below(11);
    for (std::int64_t k = 0; k < depth; ++k)
      values.push_back(random.below(10) < zeros ? 0.0F : static_cast<float>(static_cast<std::int64_t>(random.below(16)) - 8));
  }
  return values;
}

Product random_product(Random& random, std::int64_t rows, std::int64_t columns, std::int64_t depth) {
  Product product{"dense", Skip::Zeros, Skip::Zeros, rows, columns, depth, {}, {}};
  product.weights = random_values(random, rows, depth);
  product.vectors = random_values(random, columns, depth);
  return product;
}

/// Text of 0 and 1, the first rows of it.
std::vector<float> real_mask(const std::filesystem::path& file, std::int64_t rows, std::int64_t depth) {
  std::ifstream stream(file);
  std::vector<float> values;
  for (char c = 0; static_cast<std::int64_t>(values.size()) < rows * depth && stream.get(c);)
    if (c == '0' || c == '1') values.push_back(c == '1' ? 1.0F : 0.0F);
  return values;
}

class RtlArray : public testing::TestWithParam<int> {};

TEST_P(RtlArray, TakesTheCyclesOfTheSimulator) {
  const std::vector<Shape> shapes = shapes_of(GetParam());
  Model model(shipped_sources(), instances_of(shapes));
  Random random(static_cast<std::uint64_t>(GetParam()));
  std::size_t sums = 0;
  const auto expect = [&](const Product& product) {
    const Outcome result = outcome(model, shapes, product);
    EXPECT_EQ(result.cycles, result.simulated) << product.rows << " x " << product.columns << " x " << product.depth;
    EXPECT_EQ(result.wrong_sums, 0u);
    EXPECT_EQ(result.sums, shapes.size() * static_cast<std::size_t>(product.rows * product.columns));
    sums += result.sums;
  };
  // Whole waves; waves with missing rows and columns, whose elements are idle; one step an output; a single element.
  expect(random_product(random, 8, 8, 64));
  for (int i = 0; i < 12; ++i)
    expect(random_product(random, 1 + static_cast<std::int64_t>(random.below(13)), 1 + static_cast<std::int64_t>(random.below(13)),
                          kWindow * (1 + static_cast<std::int64_t>(random.below(6)))));
  expect(random_product(random, 13, 11, kWindow));
  // Slots of a pattern that may hold zeros; activations that skip nothing.
  Product pattern = random_product(random, 9, 10, 48);
  pattern.pattern = "2:4", pattern.weights_skip = Skip::Pattern;
  expect(pattern);
  pattern.activations_skip = Skip::None;
  expect(pattern);
  EXPECT_GT(sums, 2000u);
}

TEST_P(RtlArray, TakesTheCyclesOfTheSimulatorOnRealMasks) {
  const std::filesystem::path folder = std::filesystem::path(SKEPTIC_SHARED) / "data" / "masks";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no masks at " << folder;
  const std::vector<Shape> shapes = shapes_of(GetParam());
  Model model(shipped_sources(), instances_of(shapes));
  struct Real {
    std::string layer;
    std::int64_t rows, columns, depth;
  };
  for (const Real& real : {Real{"L07", 34, 30, 64}, Real{"L13", 22, 13, 128}, Real{"L25", 10, 16, 256}}) {
    const Product product{"dense",
                          Skip::Zeros,
                          Skip::Zeros,
                          real.rows,
                          real.columns,
                          real.depth,
                          real_mask(folder / (real.layer + "_weights.txt"), real.rows, real.depth),
                          real_mask(folder / (real.layer + "_iacts.txt"), real.columns, real.depth)};
    ASSERT_EQ(static_cast<std::int64_t>(product.weights.size()), real.rows * real.depth);
    ASSERT_EQ(static_cast<std::int64_t>(product.vectors.size()), real.columns * real.depth);
    const Outcome result = outcome(model, shapes, product);
    EXPECT_EQ(result.cycles, result.simulated) << real.layer;
    EXPECT_EQ(result.wrong_sums, 0u);
  }
}

INSTANTIATE_TEST_SUITE_P(Slack, RtlArray, testing::Values(1, 2, 4),
                         [](const testing::TestParamInfo<int>& test) { return std::to_string(test.param); });

/// One row and one column, two lanes, slack 1, two windows of three and no pairs: the first is handed over at edge 1 and takes cycles 1 and 2, the
/// second, empty, cycle 3. Four cycles.
TEST(RtlArrayByHand, FourCycles) {
  const std::vector<Shape> shapes = shapes_of(1);
  Model model(shipped_sources(), instances_of(shapes));
  const Product product{"dense",
                        Skip::Zeros,
                        Skip::Zeros,
                        1,
                        1,
                        16,
                        {1, 2, 0, 3, 4, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0},
                        {1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1}};
  const Outcome result = outcome(model, shapes, product);
  EXPECT_EQ(result.cycles[1], 4);
  EXPECT_EQ(result.cycles[0], 5) << "one lane: three cycles for three pairs";
  EXPECT_EQ(result.cycles[2], 3) << "four lanes";
  EXPECT_EQ(result.cycles, result.simulated);
}

TEST(RtlArrayMistake, AQueueWithOnePlaceMoreIsFound) {
  const std::vector<Shape> shapes{{Domain::Array, 1, 2}, {Domain::Row, 2, 1}, {Domain::Array, 4, 2}};
  const Sources broken = with_mistake(shipped_sources(), "step_queue", "localparam PLACES = SLACK;", "localparam PLACES = SLACK + 1;");
  Model model(broken, instances_of(shapes));
  Random random(5);
  const Outcome result = outcome(model, shapes, random_product(random, 16, 16, 64));
  for (std::size_t i = 0; i < shapes.size(); ++i) EXPECT_LT(result.cycles[i], result.simulated[i]) << i;
  EXPECT_EQ(result.wrong_sums, 0u) << "the sums are right: only the cycles tell";
}

TEST(RtlArrayMistake, APlaceThatIsFreedOneEdgeLateIsFound) {
  const std::vector<Shape> shapes{{Domain::Array, 1, 2}, {Domain::Row, 2, 1}};
  const Sources broken =
      with_mistake(shipped_sources(), "step_queue", "assign room = !held[next] || (finishing && active == next);", "assign room = !held[next];");
  Model model(broken, instances_of(shapes));
  Random random(6);
  const Outcome result = outcome(model, shapes, random_product(random, 16, 16, 64));
  for (std::size_t i = 0; i < shapes.size(); ++i) EXPECT_GT(result.cycles[i], result.simulated[i]) << i;
}

}  // namespace
}  // namespace skeptic::rtl_test
