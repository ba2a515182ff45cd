// skeptic-bench: simulated dense multiplications a second, this machine's AND+POPCNT peak, and their ratio, in one run; each case is first compared
// with the naive twin.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <tbb/global_control.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>

#include "base/diagnostic.h"
#include "base/file.h"
#include "base/json.h"
#include "base/random.h"
#include "cases.h"
#include "simulate/kernels/kernels.h"
#include "sweeps.h"

namespace skeptic::bench {
namespace {

/// Half of the first-level cache of the smallest machines: both arrays stay in it.
constexpr std::int64_t kPeakBytes = 8192;
constexpr std::int64_t kPeakRounds = 256;
constexpr double kChoiceTarget = 1.5e9;

/// Keeps the best of the repetitions, by name, and prints nothing.
class Best : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      const auto rate = run.counters.find("rate");
      if (run.error_occurred || run.run_type != Run::RT_Iteration || rate == run.counters.end()) continue;
      double& best = rates_[run.benchmark_name().substr(0, run.benchmark_name().find('/'))];
      best = std::max(best, static_cast<double>(rate->second));
    }
  }
  double rate(const std::string& name) const { return rates_.at(name); }

 private:
  std::map<std::string, double> rates_;
};

/// Things a second that `body` does, `things` of them each time: the best of some repetitions.
double measure(const std::string& name, std::int64_t things, double seconds, int repetitions, const std::function<std::int64_t()>& body) {
  benchmark::ClearRegisteredBenchmarks();
  benchmark::RegisterBenchmark(name.c_str(),
                               [&](benchmark::State& state) {
                                 for (auto _ : state) benchmark::DoNotOptimize(body());
                                 state.counters["rate"] =
                                     benchmark::Counter(static_cast<double>(things), benchmark::Counter::kIsIterationInvariantRate);
                               })
      ->MinTime(seconds)
      ->Repetitions(repetitions)
      ->MeasureProcessCPUTime();
  Best best;
  benchmark::RunSpecifiedBenchmarks(&best, "^" + name);
  return best.rate(name);
}

double peak(double seconds, int repetitions) {
  std::vector<std::uint8_t> a(kPeakBytes), b(kPeakBytes);
  Random random(1);
  for (std::uint8_t& byte : a) byte = static_cast<std::uint8_t>(random.next());
  for (std::uint8_t& byte : b) byte = static_cast<std::uint8_t>(random.next());
  return measure("peak", 8 * kPeakBytes * kPeakRounds, seconds, repetitions,
                 [&] { return static_cast<std::int64_t>(kernels().and_count(a.data(), b.data(), kPeakBytes, kPeakRounds)); });
}

struct Options {
  std::string target, json;
  std::vector<std::string> cases;
  double seconds = 0.2;
  int repetitions = 5;
  int threads = 1;
  bool check = false;
};

struct Result {
  const CaseRow* row;
  double macs = 0, peak = 0, twin = 0;
};

struct SweepResult {
  const SweepRow* row;
  SweepTime time;
};

Json json_of(const Options& options, const std::vector<Result>& results, double choice, const std::vector<SweepResult>& sweeps) {
  Json json{{"kernels", kernels().name}, {"vector_bits", kernels().vector_bits}, {"threads", options.threads}, {"cases", Json::array()}};
  for (const Result& result : results) {
    Json row{{"name", result.row->name},
             {"meaning", result.row->meaning},
             {"macs_per_second", result.macs},
             {"peak_bit_positions_per_second", result.peak},
             {"share_of_peak", result.macs / result.peak},
             {"twin_macs_per_second", result.twin},
             {"over_twin", result.macs / result.twin}};
    if (result.row->share > 0) row["share_wanted"] = result.row->share;
    if (result.row->macs > 0) row["macs_per_second_wanted"] = result.row->macs;
    json["cases"].push_back(std::move(row));
  }
  for (const SweepResult& sweep : sweeps)
    json["sweeps"].push_back({{"name", sweep.row->name},
                              {"meaning", sweep.row->meaning},
                              {"seconds_of_one", sweep.time.one},
                              {"runs", sweep.time.all / sweep.time.one},
                              {"runs_wanted", kSweepTarget}});
  if (choice > 0) json["choice"] = {{"values_per_second", choice}, {"values_per_second_wanted", kChoiceTarget}};
  return json;
}

int run(const Options& options) {
  if (!options.target.empty() && !choose_kernels(options.target)) {
    std::string names;
    for (const Kernels* kernels : available_kernels()) names += fmt::format("{}{}", names.empty() ? "" : ", ", kernels->name);
    fmt::print(stderr, "error: no kernels \"{}\" on this machine\n  expected: {}\n", options.target, names);
    return 2;
  }
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(options.threads));
  std::vector<const CaseRow*> rows;
  for (const CaseRow& row : kCases)
    if (options.cases.empty() || std::find(options.cases.begin(), options.cases.end(), row.name) != options.cases.end()) rows.push_back(&row);
  fmt::print("kernels {}, vectors of {} bits, {} thread{}; ResNet-50, array 16 x 16\n", kernels().name, kernels().vector_bits, options.threads,
             options.threads == 1 ? "" : "s");
  std::vector<Result> results;
  for (const CaseRow* row : rows) {
    const TwinRun twin = compare_with_twin(*row);
    if (!twin.same) {
      fmt::print(stderr, "error: {}\n", twin.difference);
      return 1;
    }
    results.push_back({row, 0, 0, twin.macs_per_second});
  }
  if (options.check) {
    fmt::print("{} cases agree with the naive twin\n", rows.size());
    return 0;
  }
  fmt::print("  {:<14}{:>12}{:>14}{:>8}{:>9}{:>12}\n", "case", "dense MAC/s", "peak, bits/s", "share", "wanted", "over twin");
  for (Result& result : results) {
    const Prepared prepared(*result.row, 0);
    result.peak = peak(options.seconds / 2, options.repetitions);
    result.macs = measure("case", prepared.macs(), options.seconds, options.repetitions, [&] { return prepared.run(); });
    result.peak = std::max(result.peak, peak(options.seconds / 2, options.repetitions));
    fmt::print("  {:<14}{:>12.3g}{:>14.3g}{:>8.3f}{:>9}{:>12.3g}  {}\n", result.row->name, result.macs, result.peak, result.macs / result.peak,
               result.row->share > 0 ? fmt::format("{:.2f}", result.row->share) : "", result.macs / result.twin, result.row->meaning);
    std::fflush(stdout);
  }
  double choice_rate = 0;
  if (options.cases.empty() || std::find(options.cases.begin(), options.cases.end(), "choice") != options.cases.end()) {
    const Choice choice;
    choice_rate = measure("choice", choice.values(), options.seconds, options.repetitions, [&] { return choice.run(); });
    fmt::print("  {:<14}{:>12.3g}  activation values a second through a choice between 4:8 and dense (wanted: {:.2g})\n", "choice", choice_rate,
               kChoiceTarget);
  }
  std::vector<SweepResult> sweeps;
  for (const SweepRow& row : kSweeps) {
    if (!options.cases.empty() && std::find(options.cases.begin(), options.cases.end(), "sweeps") == options.cases.end()) break;
    const SweepTime time = time_sweep(row);
    if (!time.same) {
      fmt::print(stderr, "error: {}: the sweep's last value differs from a run of its own\n", row.name);
      return 1;
    }
    if (sweeps.empty())
      fmt::print("\n  32 values of a key on ResNet-50, in runs of one value ({:.2f} CPU seconds; wanted: {:.1f})\n", time.one, kSweepTarget);
    fmt::print("  {:<16}{:>6.2f}  {}\n", row.name, time.all / time.one, row.meaning);
    std::fflush(stdout);
    sweeps.push_back({&row, time});
  }
  if (options.json == "-") fmt::print("{}\n", json_of(options, results, choice_rate, sweeps).dump(1));
  if (!options.json.empty() && options.json != "-") write_file(options.json, json_of(options, results, choice_rate, sweeps).dump(1) + "\n");
  return 0;
}

}  // namespace
}  // namespace skeptic::bench

int main(int argc, char** argv) {
  CLI::App app("How fast the simulator is: simulated dense multiplications a second beside this machine's AND+POPCNT peak and the naive twin",
               "skeptic bench");
  skeptic::bench::Options options;
  std::vector<std::string> names{"choice", "sweeps"};
  for (const auto& row : skeptic::bench::kCases) names.emplace_back(row.name);
  app.add_option("cases", options.cases, "Run these cases alone (default: all)")->check(CLI::IsMember(names));
  app.add_option("--target", options.target, "Use these kernels: AVX3_DL, AVX2, portable (default: the best of this machine)")->type_name("NAME");
  app.add_option("--threads", options.threads, "Threads (default: 1)")->check(CLI::Range(1, 1024));
  app.add_option("--seconds", options.seconds, "Of each measurement")->check(CLI::Range(0.001, 60.0));
  app.add_option("--repetitions", options.repetitions, "Of each measurement; the best one counts")->check(CLI::Range(1, 100));
  app.add_option("--json", options.json, "Write the figures as JSON; - is standard output")->type_name("FILE");
  app.add_flag("--check", options.check, "Compare every case with the naive twin, and measure nothing");
  app.footer("Examples:\n  skeptic bench\n  skeptic bench lockstep drift --seconds 1 --json speed.json\n  skeptic bench --target portable --check");
  try {
    app.parse(argc, argv);
    char* words[] = {argv[0]};
    int count = 1;
    benchmark::Initialize(&count, words);
    return skeptic::bench::run(options);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    fmt::print(stderr, "error: {}\n  try: skeptic bench --help\n", error.what());
    return 2;
  } catch (const skeptic::UserError& error) {
    fmt::print(stderr, "{}", error.what());
    return 2;
  }
}
