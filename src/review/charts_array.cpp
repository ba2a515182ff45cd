// Charts of two designs on a setting: cycles, roofline, utilisation.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/numbers.h"
#include "cost/roofline.h"
#include "design/hash.h"
#include "review/charts.h"

namespace skeptic {
namespace {

/// More do not fit a page: layers of a chart, kinds of cycles in it, and rows and columns of an array.
constexpr std::size_t kMostLayers = 24, kMostSlots = 8;
constexpr std::int64_t kMostSide = 32;
constexpr double kGiga = 1e9;

/// Layers of the array, in their order. Those of the vector unit are the same for both designs, and many.
std::vector<std::size_t> on_the_array(const NetworkCounts& counts) {
  std::vector<std::size_t> layers;
  for (std::size_t i = 0; i < counts.layers.size(); ++i)
    if (!counts.layers[i].pe_busy.empty()) layers.push_back(i);
  return layers;
}

/// Of them those to show by themselves, in their order: what takes most of either design's cycles.
std::vector<std::size_t> largest(std::vector<std::size_t> layers, const NetworkCounts& a, const NetworkCounts& b) {
  if (layers.size() <= kMostLayers + 1) return layers;
  std::stable_sort(layers.begin(), layers.end(), [&](std::size_t left, std::size_t right) {
    return a.layers[left].cycles + b.layers[left].cycles > a.layers[right].cycles + b.layers[right].cycles;
  });
  layers.resize(kMostLayers);
  std::sort(layers.begin(), layers.end());
  return layers;
}

/// The kinds of cycles to show by themselves: useful ones, then what takes most.
std::vector<Slot> largest_slots(const Stack& a, const Stack& b) {
  std::vector<Slot> slots;
  for (const SlotRow& row : kStack)
    if (row.slot != Slot::Vector && a[row.slot] + b[row.slot] > 0) slots.push_back(row.slot);
  std::stable_sort(slots.begin(), slots.end(), [&](Slot left, Slot right) {
    if ((left == Slot::Useful) != (right == Slot::Useful)) return left == Slot::Useful;
    return a[left] + b[left] > a[right] + b[right];
  });
  if (slots.size() > kMostSlots) slots.resize(kMostSlots - 1);
  return slots;
}

double cycles_of(const LayerCounts& layer, Slot slot) {
  return layer.lanes > 0 ? static_cast<double>(layer.stack[slot]) / static_cast<double>(layer.lanes) : 0;
}

/// Of layers that the array does not run.
double vector_cycles(const NetworkCounts& counts) {
  double cycles = 0;
  for (const LayerCounts& layer : counts.layers) cycles += cycles_of(layer, Slot::Vector);
  return cycles;
}

const LayerCounts& slowest(const NetworkCounts& counts) {
  return *std::max_element(counts.layers.begin(), counts.layers.end(),
                           [](const LayerCounts& a, const LayerCounts& b) { return a.cycles < b.cycles; });
}

std::string command(const Subject& subject, const Setting& setting, const char* key) {
  return fmt::format("{} --json -   # {}", Laboratory::command(subject, setting), key);
}

}  // namespace

std::pair<std::string, std::string> names_of(const Contest& contest) {
  const std::string &proposal = contest.proposal.design().name, &baseline = contest.baseline.design().name;
  if (proposal != baseline) return {proposal, baseline};
  return {proposal + " (proposal)", baseline + " (baseline)"};
}

Chart cycles_chart(Laboratory& laboratory, const Contest& contest, const Setting& setting, Evidence& evidence) {
  const NetworkCounts &baseline = laboratory.run(contest.baseline, setting), &proposal = laboratory.run(contest.proposal, setting);
  const auto [proposal_name, baseline_name] = names_of(contest);
  Chart chart{.kind = ChartKind::StackedBars, .id = "cycles", .title = "Where the cycles go, layer by layer"};
  chart.x = {"layer", "", Scale::Categories};
  chart.y = {"cycles", "", Scale::Linear};
  const std::vector<std::size_t> all = on_the_array(proposal), layers = largest(all, baseline, proposal);
  const std::vector<Slot> slots = largest_slots(baseline.stack(), proposal.stack());
  for (const std::size_t layer : layers) {
    const std::string& name = proposal.layers[layer].name;
    const bool taken = std::find(chart.x.categories.begin(), chart.x.categories.end(), name) != chart.x.categories.end();
    chart.x.categories.push_back(taken ? fmt::format("{}, layer {}", name, layer + 1) : name);
  }
  if (layers.size() < all.size()) chart.x.categories.push_back(fmt::format("the other {}", all.size() - layers.size()));
  const bool element_wise = vector_cycles(baseline) + vector_cycles(proposal) > 0;
  if (element_wise) chart.x.categories.emplace_back("element-wise layers");
  for (const auto& [name, counts] : {std::pair{baseline_name, &baseline}, std::pair{proposal_name, &proposal}}) {
    const auto add = [&](const std::string& slot_name, const auto& cycles) {
      ChartSeries series{slot_name, name, SeriesRole::Data, {}};
      double left = 0;
      for (const std::size_t layer : all)
        if (!std::binary_search(layers.begin(), layers.end(), layer)) left += cycles(counts->layers[layer]);
      for (std::size_t i = 0; i < layers.size(); ++i) series.points.push_back({static_cast<double>(i), cycles(counts->layers[layers[i]]), {}, {}});
      if (layers.size() < all.size()) series.points.push_back({static_cast<double>(layers.size()), left, {}, {}});
      chart.series.push_back(std::move(series));
    };
    for (const Slot slot : slots) add(std::string(row(slot).key), [&](const LayerCounts& layer) { return cycles_of(layer, slot); });
    if (slots.size() == kMostSlots - 1)
      add("everything else", [&](const LayerCounts& layer) {
        double cycles = 0;
        for (const SlotRow& row : kStack)
          if (row.slot != Slot::Vector && std::find(slots.begin(), slots.end(), row.slot) == slots.end()) cycles += cycles_of(layer, row.slot);
        return cycles;
      });
    if (element_wise) {
      ChartSeries series{"element-wise layers", name, SeriesRole::Data, {}};
      series.points.push_back({static_cast<double>(chart.x.categories.size() - 1), vector_cycles(*counts), {}, {}});
      chart.series.push_back(std::move(series));
    }
  }
  chart.caption =
      say("{} takes {}, {} takes {}. The layer that takes you longest is {}.", quoted(baseline_name), evidence.cycles(contest.baseline, setting),
          quoted(proposal_name), evidence.cycles(contest.proposal, setting), quoted(slowest(proposal).name));
  const auto shares = [&](const NetworkCounts& counts) {
    std::string text;
    const Stack stack = counts.stack();
    for (const Slot slot : slots)
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", row(slot).key,
                          percent(static_cast<double>(stack[slot]) / static_cast<double>(std::max<std::int64_t>(1, stack.total()))));
    if (element_wise)
      text += fmt::format(", element-wise layers {}", percent(static_cast<double>(stack[Slot::Vector]) / static_cast<double>(stack.total())));
    return text;
  };
  chart.alternative = fmt::format("Stacked bars of cycles by layer. Of all lane slots of {}: {}. Of {}: {}.", baseline_name, shares(baseline),
                                  proposal_name, shares(proposal));
  chart.commands = {command(contest.baseline, setting, "layers"), command(contest.proposal, setting, "layers")};
  return chart;
}

Chart roofline_chart(Laboratory& laboratory, const Contest& contest, const Setting& setting, Evidence& evidence) {
  const auto [proposal_name, baseline_name] = names_of(contest);
  Chart chart{.kind = ChartKind::Roofline, .id = "roofline", .title = "Roofline of both designs"};
  chart.x = {"multiplications a byte of DRAM", "", Scale::Logarithmic};
  chart.y = {"billion multiplications a second", "", Scale::Logarithmic};
  const Subject* subjects[] = {&contest.baseline, &contest.proposal};
  const std::string* names[] = {&baseline_name, &proposal_name};
  Roofline roofs[2];
  double least = 0, most = 0;
  for (int side = 0; side < 2; ++side) {
    roofs[side] = roofline(resolve(subjects[side]->design()), laboratory.run(*subjects[side], setting));
    ChartSeries points{*names[side], {}, SeriesRole::Data, {}};
    for (const RooflineRow& layer : roofs[side].layers) {
      if (layer.vector || layer.memories.empty() || !layer.memories.front().intensity || !(layer.attained > 0)) continue;
      const double x = *layer.memories.front().intensity;
      if (!(x > 0)) continue;  // nothing is multiplied
      least = least == 0 ? x : std::min(least, x), most = std::max(most, x);
      points.points.push_back({x, layer.attained / kGiga, {}, layer.name});
    }
    chart.series.push_back(std::move(points));
  }
  std::string bound;
  for (int side = 0; side < 2; ++side) {
    const RooflineRow& total = roofs[side].total;
    if (total.memories.empty() || !total.memories.front().bandwidth || !(least > 0)) continue;
    const double bandwidth = *total.memories.front().bandwidth, ridge = total.peak / bandwidth;
    ChartSeries roof{*names[side] + ", roof", {}, SeriesRole::Bound, {}};
    const double from = std::min(least, ridge) / 2, to = std::max(most, ridge) * 2;
    for (const double x : {from, ridge, to}) roof.points.push_back({x, std::min(total.peak, x * bandwidth) / kGiga, {}, {}});
    chart.series.push_back(std::move(roof));
    std::size_t below = 0, all = 0;
    for (const RooflineRow& layer : roofs[side].layers)
      if (!layer.vector) ++all, below += layer.binds == Roof::Dram ? 1 : 0;
    bound += fmt::format(" Of {}, the DRAM channel bounds {} of {} layers, and the network attains {} of its ceiling.", *names[side], below, all,
                         percent(total.share()));
  }
  const auto attained = [&](int side) {
    const double share = roofs[side].total.share();
    return evidence.add({fmt::format("share of its ceiling that {} attains on {}", *names[side], setting.network),
                         share,
                         percent(share),
                         "share",
                         fmt::format("skeptic cost {}{} --json -   # roofline.total.share_of_ceiling", subjects[side]->words(), setting.flags()),
                         fmt::format("{} ({})", subjects[side]->design().name, content_hash(subjects[side]->design())),
                         setting.network,
                         evidence.inputs(setting),
                         setting.seed,
                         {}});
  };
  chart.caption =
      say("A point is a layer, by the multiplications that are done: what is skipped does not count. The slope is the DRAM channel, the flat part "
          "all multipliers in every cycle. {} attains {} of its ceiling, "
          "{} attains {}.",
          quoted(baseline_name), attained(0), quoted(proposal_name), attained(1));
  chart.alternative = "Points by layer under the roof of each design." + bound;
  for (const Subject* subject : subjects)
    chart.commands.push_back(fmt::format("skeptic cost {}{} --json -   # roofline.layers", subject->words(), setting.flags()));
  return chart;
}

Chart utilisation_chart(Laboratory& laboratory, const Contest& contest, const Setting& setting, Evidence& evidence) {
  const auto [proposal_name, baseline_name] = names_of(contest);
  Chart chart{.kind = ChartKind::HeatMap, .id = "utilisation", .title = "Which elements of the array work"};
  chart.x = {"column", "", Scale::Categories};
  chart.y = {"row", "", Scale::Categories};
  chart.value_title = "busy", chart.value_unit = " %";
  std::string told;
  const Subject* subjects[] = {&contest.baseline, &contest.proposal};
  const std::string* names[] = {&baseline_name, &proposal_name};
  for (int side = 0; side < 2; ++side) {
    const ResolvedDesign design = resolve(subjects[side]->design());
    const NetworkCounts& counts = laboratory.run(*subjects[side], setting);
    std::vector<double> busy(static_cast<std::size_t>(design.array_m * design.array_n), 0.0);
    const std::vector<std::int64_t> cycles_busy = counts.busy_cycles();
    for (std::size_t pe = 0; pe < cycles_busy.size(); ++pe)
      busy[pe / static_cast<std::size_t>(design.array_k)] += static_cast<double>(cycles_busy[pe]);
    double cycles = 0;
    for (const LayerCounts& layer : counts.layers)
      if (!layer.pe_busy.empty()) cycles += static_cast<double>(layer.cycles);
    const double whole = cycles * static_cast<double>(design.array_k * design.arrays);
    const std::int64_t by_m = (design.array_m + kMostSide - 1) / kMostSide, by_n = (design.array_n + kMostSide - 1) / kMostSide;
    const auto named = [](std::vector<std::string>& categories, std::int64_t at, std::int64_t by, std::int64_t side_length) {
      const std::int64_t from = at * by + 1, to = std::min(side_length, from + by - 1);
      if (static_cast<std::int64_t>(categories.size()) == at)
        categories.push_back(by == 1 ? fmt::format("{}", from) : fmt::format("{}–{}", from, to));
    };
    ChartSeries cells{*names[side], *names[side], SeriesRole::Data, {}};
    double least = 100, most = 0;
    for (std::int64_t m = 0; m * by_m < design.array_m; ++m)
      for (std::int64_t n = 0; n * by_n < design.array_n; ++n) {
        named(chart.y.categories, m, by_m, design.array_m), named(chart.x.categories, n, by_n, design.array_n);
        double sum = 0, elements = 0;
        for (std::int64_t i = m * by_m; i < std::min(design.array_m, (m + 1) * by_m); ++i)
          for (std::int64_t j = n * by_n; j < std::min(design.array_n, (n + 1) * by_n); ++j)
            sum += busy[static_cast<std::size_t>(i * design.array_n + j)], ++elements;
        const double share = whole > 0 ? 100 * sum / (elements * whole) : 0;
        least = std::min(least, share), most = std::max(most, share);
        cells.points.push_back({static_cast<double>(n), static_cast<double>(m), share, {}});
      }
    chart.series.push_back(std::move(cells));
    told += fmt::format(" {}: from {} to {} of the time.", *names[side], percent(least / 100), percent(most / 100));
  }
  const auto starved = [&](int side) {
    const std::int64_t number = laboratory.run(*subjects[side], setting).starved_elements();
    return evidence.simulated(*subjects[side], setting,
                              fmt::format("elements of {} busy for under half of the busiest one's cycles, on {}", *names[side], setting.network),
                              static_cast<double>(number), grouped(number), "elements", "starved_elements");
  };
  chart.caption = say("Share of the cycles of all layers on the array for which an element computes. Of {}, {} elements starve; of {}, {}.",
                      quoted(baseline_name), starved(0), quoted(proposal_name), starved(1));
  chart.alternative = "A map of the array by row and column." + told;
  for (const Subject* subject : subjects) chart.commands.push_back(command(*subject, setting, "busy_cycles"));
  return chart;
}

}  // namespace skeptic
