#include "sweeps.h"

#include <fmt/format.h>

#include <ctime>
#include <memory>

#include "design/design.h"
#include "design/resolved.h"
#include "simulate/simulator.h"
#include "workload/sources.h"

namespace skeptic::bench {
namespace {

constexpr int kValues = 32;

ResolvedDesign design_of(const SweepRow& row) {
  return resolve(
      parse_design(fmt::format("skeptic: 1\nname: swept\nextends: ampere-2to4\nfabric: {{window: 8}}\ntile: {}\noperands:\n"
                               "  activations:\n    chosen: run-time\n    patterns: [\"2:8\", \"4:8\", dense]\n"
                               "    skip: pattern\n    encoding: bitmask\n"
                               "    decide: {{by: consumer, when: tile, stored: none, from: this-input, policy: {{energy: 0.94}},\n"
                               "             unit: {{pixels: 16, channels: 64}}, latency: 0 cycles, rate: 1 unit/cycle, switch: 4 cycles,\n"
                               "             state: 0 KiB}}\nmemory:\n  weights: {{size: 4 MiB}}\n  activations: {{size: 8 MiB}}\n",
                               row.tile),
                   "swept.yaml"));
}

ResolvedDesign with_value(const SweepRow& row, ResolvedDesign design, int value) {
  if (row.key == SweptKey::Latency) design.activations.decide->latency = 8 * value;
  if (row.key == SweptKey::Bandwidth) design.dram_bandwidth = design.dram_bandwidth * Rational(16 + value) / Rational(16);
  if (row.key == SweptKey::Buffers) design.buffers = 1 + value % 8;
  return design;
}

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

}  // namespace

SweepTime time_sweep(const SweepRow& row) {
  const Network network = load_network("resnet50");
  const auto source = std::make_shared<SyntheticSource>(network, SyntheticOptions{});
  const ResolvedDesign design = design_of(row);
  SweepTime time;
  const double start = cpu_seconds();
  Simulator simulator(network, source, Batches{});
  NetworkCounts counts;
  for (int value = 0; value < kValues; ++value) {
    counts = simulator.run(with_value(row, design, value));
    if (value == 0) time.one = cpu_seconds() - start;
  }
  time.all = cpu_seconds() - start;
  const NetworkCounts alone = Simulator(network, source, Batches{}, {}, Runs::One).run(with_value(row, design, kValues - 1));
  time.same = alone.layers == counts.layers;
  return time;
}

}  // namespace skeptic::bench
