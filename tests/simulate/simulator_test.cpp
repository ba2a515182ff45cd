// Networks on designs: totals, threads, what is kept between runs, outputs as read, and what holds for every design that the project ships.
#include "simulate/simulator.h"

#include <gtest/gtest.h>
#include <tbb/global_control.h>

#include <atomic>
#include <filesystem>
#include <random>

#include "base/file.h"
#include "design/design.h"
#include "design/mechanism.h"
#include "simulate/designs.h"
#include "simulate/simulate.h"
#include "support/random_case.h"
#include "workload/sources.h"

namespace skeptic {
namespace {

const std::string kExample = SKEPTIC_SOURCE "/examples/dynamic-4of8.yaml";

std::shared_ptr<const TensorSource> synthetic(const Network& network, std::optional<double> zeros = {}) {
  SyntheticOptions options;
  options.zeros = zeros;
  return std::make_shared<SyntheticSource>(network, options);
}

Simulator resnet20(std::int64_t images, const std::vector<std::string>& layers = {}, std::optional<double> zeros = {}, Runs runs = Runs::Many) {
  const Network network = load_network("resnet20");
  return Simulator(network, synthetic(network, zeros), Batches{0, 1, images}, layers, runs);
}

ResolvedDesign example(const std::vector<std::pair<std::string, std::string>>& sets = {}) {
  Design design = load_design(kExample);
  for (const auto& [path, value] : sets) design = with(design, path, value);
  return resolve(design);
}

void expect_same(const NetworkCounts& a, const NetworkCounts& b) {
  ASSERT_EQ(a.layers.size(), b.layers.size());
  for (std::size_t i = 0; i < a.layers.size(); ++i) EXPECT_EQ(a.layers[i], b.layers[i]) << a.layers[i].name;
  EXPECT_EQ(a.left_out, b.left_out);
  EXPECT_EQ(a.lanes, b.lanes);
  EXPECT_EQ(a.images, b.images);
  EXPECT_EQ(a.network, b.network);
}

/// Small and different layers of ResNet-20, so that a test runs many designs.
const std::vector<std::string> kSomeLayers{"layer2.0.conv1", "layer3.0.conv1", "layer3.2.conv2", "linear"};

TEST(Simulator, TotalsAreSumsOfLayers) {
  const NetworkCounts counts = resnet20(2).run(example());
  EXPECT_EQ(counts.images, 2);
  EXPECT_EQ(counts.lanes, 512);
  EXPECT_EQ(counts.layers.size(), load_network("resnet20").layers.size());
  std::int64_t cycles = 0, compute = 0, dropped = 0, units = 0, switches = 0, metadata = 0, macs = 0;
  double energy = 0, dropped_energy = 0;
  Stack stack;
  for (const LayerCounts& layer : counts.layers) {
    cycles += layer.cycles, compute += layer.compute_cycles, dropped += layer.choices.dropped, units += layer.decided_units,
        switches += layer.switches;
    metadata += layer.weights.dram_metadata_bits + layer.activations.dram_metadata_bits, macs += layer.macs;
    energy += layer.activation_energy, dropped_energy += layer.choices.dropped_energy;
    for (const SlotRow& row : kStack) stack[row.slot] += layer.stack[row.slot];
  }
  EXPECT_EQ(counts.cycles(), cycles);
  EXPECT_EQ(counts.compute_cycles(), compute);
  EXPECT_EQ(counts.dropped(), dropped);
  EXPECT_EQ(counts.decided_units(), units);
  EXPECT_EQ(counts.switches(), switches);
  EXPECT_EQ(counts.metadata_bits(), metadata);
  EXPECT_EQ(counts.stack(), stack);
  EXPECT_EQ(stack.total(), cycles * counts.lanes);
  EXPECT_EQ(counts.dropped_energy_share(), dropped_energy / energy);
  EXPECT_GT(counts.dropped_energy_share(), 0);
  EXPECT_LT(counts.dropped_energy_share(), 0.06);  // every unit keeps 94 %
  EXPECT_EQ(macs, 2 * 40'551'040);
}

TEST(Simulator, LayersAreThoseOfSimulateLayer) {
  const Network network = load_network("resnet20");
  const auto source = synthetic(network);
  const NetworkCounts counts = Simulator(network, source, 2, kSomeLayers).run(example());
  ASSERT_EQ(counts.layers.size(), kSomeLayers.size());
  for (std::size_t i = 0; i < kSomeLayers.size(); ++i) {
    const Layer& layer = *network.find(kSomeLayers[i]);
    EXPECT_EQ(counts.layers[i], simulate_layer(example(), layer, source->operands(layer, 0, 2))) << layer.name;
  }
}

TEST(Simulator, TheNumberOfThreadsChangesNothing) {
  const auto with_threads = [](std::size_t threads) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    return resnet20(1).run(example());
  };
  const NetworkCounts one = with_threads(1);
  expect_same(one, with_threads(2));
  expect_same(one, with_threads(4));
}

TEST(Simulator, RepeatedRunsAreTheSame) {
  Simulator simulator = resnet20(1, kSomeLayers);
  const NetworkCounts first = simulator.run(example());
  expect_same(first, simulator.run(example()));
  expect_same(first, resnet20(1, kSomeLayers).run(example()));
}

// What is kept between runs must not show: every run of a sweep equals that of a simulator of its own, in one order and in the other. The sweeps
// change what is not part of the work that is kept (latency per tile, bandwidth, decode rate, outputs), what is (latency at use, switch cycles,
// widths, policy, slack), and the tile.
TEST(Simulator, SweepsEqualSeparateRuns) {
  std::vector<std::vector<std::pair<std::string, std::string>>> settings;
  const std::string decide = "operands.activations.decide.";
  for (const char* latency : {"0 cycles", "15 cycles", "400 cycles"})
    for (const char* when : {"tile", "use"}) settings.push_back({{decide + "latency", latency}, {decide + "when", when}});
  for (const char* bandwidth : {"1 GB/s", "10 GB/s", "1000 GB/s"}) settings.push_back({{"memory.dram.bandwidth", bandwidth}});
  for (const char* rate : {"1 unit/cycle", "0.125 unit/cycle"}) settings.push_back({{decide + "rate", rate}});
  settings.push_back({{"fabric.decode.rate", "1 granule/cycle"}});
  settings.push_back({{"fabric.decode.rate", "16 granules/cycle"}});
  settings.push_back({{decide + "switch", "0 cycles"}});
  settings.push_back({{decide + "policy", "{energy: 0.5}"}});
  settings.push_back({{decide + "policy", "cover"}});
  settings.push_back({{decide + "unit.pixels", "4"}});
  settings.push_back({{decide + "stored", "bitmask"}});
  settings.push_back({{decide + "by", "producer"}});
  settings.push_back({{"memory.activations.width", "512 bits/cycle"}});
  settings.push_back({{"memory.weights.size", "32 KiB"}});
  settings.push_back({{"memory.buffers", "1"}});
  settings.push_back({{"operands.outputs.bits", "32"}});
  settings.push_back({{"operands.outputs.encoding", "as-read"}});
  settings.push_back({{"fabric.sync.slack", "2"}});
  settings.push_back({{"tile.m", "all"}, {"tile.n", "all"}, {"tile.k", "all"}});
  settings.push_back({{"tile.m", "all"}, {"tile.n", "all"}, {"tile.k", "all"}, {"fabric.order", "n-outer"}});
  settings.push_back({{"tile.m", "16"}, {"tile.n", "32"}, {"tile.k", "all"}});
  settings.push_back({{"clock", "0.7 GHz"}});
  std::vector<NetworkCounts> fresh;
  for (const auto& sets : settings) fresh.push_back(resnet20(1, kSomeLayers, {}, Runs::One).run(example(sets)));

  Simulator simulator = resnet20(1, kSomeLayers);
  for (std::size_t i = 0; i < settings.size(); ++i) {
    SCOPED_TRACE(settings[i].front().first + " = " + settings[i].front().second);
    expect_same(simulator.run(example(settings[i])), fresh[i]);
  }
  for (std::size_t i = settings.size(); i-- > 0;) {
    SCOPED_TRACE("back: " + settings[i].front().first + " = " + settings[i].front().second);
    expect_same(simulator.run(example(settings[i])), fresh[i]);
  }
  // And the sweep is not one of settings without effect.
  EXPECT_LT(fresh[0].cycles(), fresh[4].cycles());                  // latency 0 against 400, per tile
  EXPECT_LT(fresh[1].compute_cycles(), fresh[5].compute_cycles());  // the same at use
  EXPECT_GT(fresh[6].cycles(), fresh[8].cycles());                  // 1 against 1000 GB/s
}

/// One layer's operands, as they were drawn.
class Drawn : public TensorSource {
 public:
  explicit Drawn(LayerOperands operands) : operands_(std::move(operands)) {}
  LayerOperands operands(const Layer&, std::int64_t, std::int64_t) const override { return operands_; }
  std::string describe() const override { return "values of a test"; }

 private:
  LayerOperands operands_;
};

/// Designs that differ from one in what masks and step costs do not depend on, or in the tile.
std::vector<ResolvedDesign> neighbours(const ResolvedDesign& design) {
  std::vector<ResolvedDesign> found(5, design);
  found[0].tile.reset();
  found[1].tile.reset(), found[1].buffers = 1, found[1].dram_bandwidth = design.dram_bandwidth * Rational(1, 5);
  found[2].tile.reset(), found[2].dram_bandwidth = design.dram_bandwidth * Rational(9);
  found[3].tile = TileSize{};
  if (design.activations.decide) found[4].activations.decide->latency += 7;
  return found;
}

/// The counts, or the text of the error.
std::optional<NetworkCounts> counts_of(Simulator& simulator, const ResolvedDesign& design) {
  try {
    return simulator.run(design);
  } catch (const UserError&) {
    return std::nullopt;
  }
}

TEST(Simulator, SweepsOfRandomDesignsEqualSeparateRuns) {
  int ran = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const RandomCase random = random_case(seed);
    if (!random.operands.before.empty()) continue;  // a simulator asks the source for the input before
    Network network;
    network.name = "drawn";
    network.layers = {random.layer};
    const auto source = std::make_shared<Drawn>(random.operands);
    std::vector<ResolvedDesign> designs = neighbours(random.design);
    designs.insert(designs.begin() + 2, random.design), designs.push_back(random.design);
    Simulator many(network, source, random.operands.images);
    for (const ResolvedDesign& design : designs) {
      Simulator one(network, source, Batches{0, 1, random.operands.images}, {}, Runs::One);
      const std::optional<NetworkCounts> expected = counts_of(one, design), found = counts_of(many, design);
      ASSERT_EQ(found.has_value(), expected.has_value()) << random.text();
      if (!found) continue;
      ++ran;
      expect_same(*found, *expected);
      ASSERT_FALSE(HasFailure()) << random.text();
    }
  }
  EXPECT_GT(ran, 1200);
}

TEST(Simulator, ReportsProgressForEveryLayer) {
  Simulator simulator = resnet20(1, kSomeLayers);
  std::atomic<std::int64_t> calls = 0, most = 0;
  simulator.run(example(), [&](std::int64_t done, std::int64_t of) {
    ++calls;
    if (done == of) ++most;
    EXPECT_EQ(of, 4);
  });
  EXPECT_EQ(calls, 4);
  EXPECT_EQ(most, 1);
}

/// A folder that is removed with its files.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / ("skeptic-simulate-" + std::to_string(std::random_device()()))) {
    std::filesystem::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string write(const std::string& name, const std::string& text) const {
    write_file((path_ / name).string(), text);
    return (path_ / name).string();
  }

 private:
  std::filesystem::path path_;
};

/// fc1 writes 4 values for each of 2 tokens, fc2 reads them behind a ReLU.
const std::string kTwoLayers =
    "name: two\ntitle: two layers\nsource: made for a test\nactivation: relu\ninput: [4, 2]\nlayers:\n"
    "  - {name: fc1, kind: linear, inputs: [input], in: 4, out: 4, tokens: 2}\n"
    "  - {name: relu, kind: relu, inputs: [fc1], elements: 8}\n"
    "  - {name: fc2, kind: linear, inputs: [relu], in: 4, out: 2, tokens: 2}\n";

/// Weights are ones; fc1 reads ones, fc2 the vectors 1 0 2 0 and 0 0 0 3.
class TwoLayers : public TensorSource {
 public:
  LayerOperands operands(const Layer& layer, std::int64_t, std::int64_t images) const override {
    LayerOperands made{images, std::vector<float>(static_cast<std::size_t>(layer.in_channels * layer.out_channels), 1.0F), {}};
    if (layer.name == "fc2")
      made.activations = {1, 0, 2, 0, 0, 0, 0, 3};
    else
      made.activations.assign(8, 1.0F);
    made.activations.resize(static_cast<std::size_t>(layer.tokens * layer.in_channels));
    return made;
  }
  std::string describe() const override { return "values of a test"; }
};

/// Activations of 7 bits whose zeros are skipped and found by a bitmask; outputs as read.
ResolvedDesign as_read_design() {
  ResolvedDesign design = paper_design();
  design.activations.bits = 7;
  design.activations.skip = Skip::Zeros;
  design.activations.encoding.kind = EncodingKind::Bitmask;
  design.outputs_as_read = true;
  design.tile->n = 1;
  return design;
}

// fc2 reads (2·7 + 4) + (1·7 + 4) = 29 bits. fc1 stores them in two tiles of 4 of its 8 elements: ceil(29·4/8) = 15 each. fc2's own outputs have no
// reader: 2·2·8 = 32 bits, dense.
TEST(AsRead, OutputsTakeWhatTheirReaderLoads) {
  const Folder folder;
  const Network network = load_network(folder.write("two.yaml", kTwoLayers));
  Simulator simulator(network, std::make_shared<TwoLayers>(), 1);
  NetworkCounts counts = simulator.run(as_read_design());
  ASSERT_EQ(counts.layers.size(), 2u);
  EXPECT_EQ(counts.layers[0].store_bits, 30);
  EXPECT_EQ(counts.layers[1].store_bits, 32);
  EXPECT_EQ(counts.layers[1].activations.dram_bits, 29);
  EXPECT_EQ(counts.left_out, std::vector<std::string>{"relu"});

  // A vector unit between the two changes nothing of it.
  ResolvedDesign design = as_read_design();
  design.vector_lanes = 4;
  counts = simulator.run(design);
  ASSERT_EQ(counts.layers.size(), 3u);
  EXPECT_EQ(counts.layers[0].store_bits, 30);
  EXPECT_EQ(counts.layers[1].stack[Slot::Vector], counts.layers[1].cycles * counts.lanes);
  EXPECT_TRUE(counts.left_out.empty());

  design.outputs_as_read = false;
  EXPECT_EQ(simulator.run(design).layers[0].store_bits, 8 * 8);
}

// A reader of another size (here of one token of the two) is not one whose bits the tensor could be stored in: dense, 8·8 bits.
TEST(AsRead, AReaderOfAPartLeavesThemDense) {
  std::string part = kTwoLayers;
  part.replace(part.find("inputs: [relu], in: 4, out: 2, tokens: 2"), 40, "inputs: [relu], reads: [4], in: 4, out: 2, tokens: 1");
  const Folder folder;
  const Network network = load_network(folder.write("part.yaml", part));
  const NetworkCounts counts = Simulator(network, std::make_shared<TwoLayers>(), 1).run(as_read_design());
  EXPECT_EQ(counts.layers[0].store_bits, 8 * 8);
}

TEST(Simulator, LeavesOutElementwiseLayersWithoutAVectorUnit) {
  const Network network = load_network("resnet20");
  const ResolvedDesign with_unit = resolve(load_design("dense")), without_unit = resolve(without(load_design("dense"), "vector"));
  ASSERT_TRUE(with_unit.vector_lanes);
  ASSERT_FALSE(without_unit.vector_lanes);
  Simulator simulator(network, synthetic(network), 1);
  const NetworkCounts with_counts = simulator.run(with_unit), counts = simulator.run(without_unit);
  std::vector<std::string> elementwise;
  for (const Layer& layer : network.layers)
    if (layer.kind == LayerKind::Elementwise) elementwise.push_back(layer.name);
  EXPECT_EQ(elementwise.size(), 31u);  // 19 ReLUs, 9 additions, 2 shortcuts, the pool
  EXPECT_EQ(counts.left_out, elementwise);
  EXPECT_EQ(counts.layers.size() + elementwise.size(), network.layers.size());
  EXPECT_EQ(counts.stack()[Slot::Vector], 0);
  EXPECT_TRUE(with_counts.left_out.empty());
  EXPECT_EQ(with_counts.layers.size(), network.layers.size());
  EXPECT_GT(with_counts.stack()[Slot::Vector], 0);
}

TEST(Simulator, UnknownLayersAreNamedWithASuggestion) {
  EXPECT_EQ(error_of([] {
              resnet20(1, {"linear", "layer1.0.conv7"});
            }),
            "error: network resnet20 has no layer \"layer1.0.conv7\" [network-layer]\n"
            "  did you mean \"layer1.0.conv1\"?\n");
  EXPECT_EQ(error_of([] { resnet20(1, {"attention"}); }), "error: network resnet20 has no layer \"attention\" [network-layer]\n");
}

// The first layer, in the network's order, that has an error is the one that is reported, on any number of threads.
TEST(Simulator, TheFirstLayersErrorIsReported) {
  ResolvedDesign design = example();
  design.tile = TileSize{};  // whole layers
  design.weights_buffer.size_bits = 8 * 1024 * 16;
  for (int run = 0; run < 3; ++run)
    EXPECT_EQ(error_of([&] { resnet20(1).run(design); }).substr(0, 80),
              "error: layer layer2.0.conv2: the tile does not fit memory.weights: its block tak");
}

/// Designs of the library that run, and the examples in which nothing is unknown.
std::vector<std::string> shipped_designs() {
  std::vector<std::string> found;
  for (const std::string& name : library_designs())
    if (!waits_for(load_design(name))) found.push_back(name);
  for (const auto& entry : std::filesystem::directory_iterator(SKEPTIC_SOURCE "/examples")) {
    if (entry.path().extension() != ".yaml") continue;
    try {
      resolve(load_design(entry.path().string()));
      found.push_back(entry.path().string());
    } catch (const UserError& error) {
      if (error.diagnostics().front().id != DiagnosticId::DesignUnknownValue) throw;
    }
  }
  return found;
}

TEST(Simulator, InvariantsOfEveryShippedDesign) {
  const std::vector<std::string> designs = shipped_designs();
  ASSERT_GE(designs.size(), 4u);
  Simulator simulator = resnet20(1);
  for (const std::string& name : designs) {
    SCOPED_TRACE(name);
    const NetworkCounts counts = simulator.run(resolve(load_design(name)));
    for (const LayerCounts& layer : counts.layers) {
      SCOPED_TRACE(layer.name);
      EXPECT_EQ(layer.stack.total(), layer.cycles * layer.lanes);
      for (const SlotRow& row : kStack) EXPECT_GE(layer.stack[row.slot], 0) << row.key;
      EXPECT_LE(layer.stack[Slot::Useful], layer.macs);
      EXPECT_LE(layer.compute_cycles, layer.cycles);
      for (const std::int64_t value :
           {layer.weights.dram_bits, layer.weights.buffer_read_bits, layer.activations.dram_bits, layer.activations.buffer_read_bits,
            layer.store_bits, layer.decided_units, layer.switches, layer.choices.dropped, layer.vector_operations, layer.tiles})
        EXPECT_GE(value, 0);
      EXPECT_LE(layer.weights.dram_metadata_bits, layer.weights.dram_bits);
      EXPECT_LE(layer.activations.dram_metadata_bits, layer.activations.dram_bits);
      EXPECT_GE(layer.choices.dropped_energy, 0);
      EXPECT_LE(layer.choices.dropped_energy, layer.activation_energy);
      std::int64_t busy = 0;
      for (const std::int64_t element : layer.pe_busy) {
        EXPECT_GE(element, 0);
        EXPECT_LE(element, layer.compute_cycles);
        busy += element;
      }
      // What the elements do, in lane slots, is what the stack says that they do.
      const Stack& stack = layer.stack;
      if (!layer.pe_busy.empty()) {
        EXPECT_EQ(busy * layer.lanes / static_cast<std::int64_t>(layer.pe_busy.size()), stack[Slot::Useful] + stack[Slot::Ineffectual] +
                                                                                            stack[Slot::Underfill] + stack[Slot::Empty] +
                                                                                            stack[Slot::BankConflict] + stack[Slot::Switch]);
      }
    }
  }
}

// The example is not degenerate: on ResNet-20 with its real weights and activations every pattern of its list is picked for at least one unit in
// twenty.
TEST(DynamicExample, PicksEveryPatternOnRealActivations) {
  const std::string weights = SKEPTIC_SHARED "/data/weights/resnet20_cifar10.safetensors";
  const std::string activations = SKEPTIC_SHARED "/data/reference/resnet20_image0_activations.safetensors";
  if (!std::filesystem::exists(weights) || !std::filesystem::exists(activations)) GTEST_SKIP() << "no recorded tensors at " << activations;
  const Network network = load_network("resnet20");
  const NetworkCounts counts = Simulator(network, std::make_shared<RecordedSource>(network, weights, activations), 1).run(example());
  std::vector<std::int64_t> units(example().activations.patterns.size(), 0);
  std::int64_t all = 0;
  for (const LayerCounts& layer : counts.layers)
    for (std::size_t pattern = 0; pattern < layer.choices.units.size(); ++pattern) {
      units[pattern] += layer.choices.units[pattern];
      all += layer.choices.units[pattern];
    }
  ASSERT_EQ(units.size(), 3u);
  for (std::size_t pattern = 0; pattern < units.size(); ++pattern)
    EXPECT_GE(20 * units[pattern], all) << example().activations.patterns[pattern].text() << " on " << units[pattern] << " of " << all << " units";
}

// Its cycles follow the activations: the more zeros, the fewer. The baseline's, static, do not.
TEST(DynamicExample, ActivationDensityChangesItsComputeCycles) {
  Simulator few = resnet20(1, {}, 0.3), many = resnet20(1, {}, 0.7);
  EXPECT_GT(few.run(example()).compute_cycles(), many.run(example()).compute_cycles());
  const ResolvedDesign baseline = resolve(load_design("ampere-2to4"));
  EXPECT_EQ(few.run(baseline).compute_cycles(), many.run(baseline).compute_cycles());
}

}  // namespace
}  // namespace skeptic
