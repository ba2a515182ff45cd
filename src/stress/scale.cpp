#include "stress/scale.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cost/roofline.h"

namespace skeptic {
namespace {

constexpr std::int64_t kMostArrays = 4096;
constexpr double kKept = 0.9;                ///< of the speed-up of one array
constexpr double kMostBandwidth = 8 * 1e15;  ///< bits a second: what the design file takes
constexpr double kGigabyte = 8e9;            ///< bits

double dram_bits(const NetworkCounts& counts) {
  double bits = 0;
  for (const LayerCounts& layer : counts.layers)
    bits += static_cast<double>(layer.weights.dram_bits + layer.activations.dram_bits + layer.store_bits);
  return bits;
}

/// Choices taken: the consumer's with repetition, the producer's once a unit.
double decided(const ResolvedDesign& design, const NetworkCounts& counts) {
  if (!design.activations.run_time()) return 0;
  if (design.activations.decide->by == DecideBy::Consumer) return static_cast<double>(counts.decided_units());
  double units = 0;
  for (const LayerCounts& layer : counts.layers)
    for (const std::int64_t chosen : layer.choices.units) units += static_cast<double>(chosen);
  return units;
}

ScalePoint measure(Laboratory& laboratory, const Contest& contest, const Setting& setting, std::int64_t arrays) {
  const Contest at = with_arrays(contest, arrays);
  const Comparison compared = compare(laboratory, at, setting);
  const NetworkCounts& counts = laboratory.run(at.proposal, setting);
  return {arrays, compared.speedup(), compared.proposal_seconds, counts.stack(), dram_bits(counts), decided(resolve(at.proposal.design()), counts)};
}

Slot grown_most(const ScalePoint& from, const ScalePoint& to) {
  Slot grown = Slot::Load;
  for (const SlotRow& row : kStack)
    if (row.slot != Slot::Vector && to.share(row.slot) - from.share(row.slot) > to.share(grown) - from.share(grown)) grown = row.slot;
  return grown;
}

Subject with_bandwidth(const Subject& subject, double times) {
  const double stated = resolve(subject.design()).dram_bandwidth.value();
  return subject.with("memory.dram.bandwidth", fmt::format("{:.9g} GB/s", std::min(kMostBandwidth, stated * times) / kGigabyte));
}

/// How many times the stated bandwidth keeps the speed-up above `least`.
std::optional<double> bandwidth_that_keeps(Laboratory& laboratory, const Contest& contest, const Setting& setting, double least) {
  const double stated =
      std::max(resolve(contest.proposal.design()).dram_bandwidth.value(), resolve(contest.baseline.design()).dram_bandwidth.value());
  const auto keeps = [&](double times) {
    const Contest wider{with_bandwidth(contest.proposal, times), with_bandwidth(contest.baseline, times)};
    return compare(laboratory, wider, setting).speedup() >= least;
  };
  const double most = kMostBandwidth / stated;
  double enough = 1;
  if (!keeps(enough) && !keeps(most)) return std::nullopt;
  while (!keeps(enough)) enough = std::min(2 * enough, most);
  double ratio = 2;
  for (int step = 0; enough > 1 && step < 5; ++step) {
    ratio = std::sqrt(ratio);
    if (keeps(enough / ratio)) enough /= ratio;
  }
  return enough;
}

/// "1.5 TB/s"; a unit that begins with a space keeps it behind the prefix.
std::string scaled(double value, std::string_view unit) {
  constexpr std::string_view kPrefixes[] = {"", "k", "M", "G", "T", "P"};
  std::size_t prefix = 0;
  while (value >= 999.5 && prefix + 1 < std::size(kPrefixes)) value /= 1000, ++prefix;
  return prefix == 0 && unit.starts_with(' ') ? fmt::format("{:.3g}{}", value, unit) : fmt::format("{:.3g} {}{}", value, kPrefixes[prefix], unit);
}

std::string bytes_a_second(double bits) { return scaled(bits / 8, "B/s"); }

/// What a slot waits for.
std::string_view resource(Slot slot) {
  switch (slot) {
    case Slot::Load:
      return "the DRAM channel, reading";
    case Slot::Store:
      return "the DRAM channel, writing";
    case Slot::Select:
      return "the decision units";
    case Slot::Decode:
      return "the decoders";
    case Slot::Feed:
      return "the read ports";
    case Slot::BankConflict:
      return "the banks";
    case Slot::Edge:
      return "the tiles, too few or too ragged for all arrays";
    case Slot::Imbalance:
      return "the barrier: arrays and elements wait for slower ones";
    default:
      return "the array itself";
  }
}

std::string give_way_line(const Scaling& scaling) {
  const ScalePoint& there = scaling.gives_way ? scaling.points[*scaling.gives_way] : scaling.all();
  const std::string grown = fmt::format("{}: `{}` takes {:.1f} % of the lane slots of one array, and {:.1f} % of those of {}",
                                        resource(scaling.grown), row(scaling.grown).key,
                                        100 * scaling.one().share(scaling.grown), 100 * there.share(scaling.grown), there.arrays);
  if (!scaling.gives_way) return fmt::format("nothing gives way: each keeps nine tenths of the pace of one; what grows most is {}", grown);
  return fmt::format("at {} arrays each runs at {:.0f} % of the pace of one; what gives way first is {}", there.arrays, 100 * scaling.pace(there),
                     grown);
}

std::string speedup_line(const Scaling& scaling) {
  if (!scaling.slower)
    return fmt::format("the speed-up over the baseline never falls by a tenth: {:.2f}x with one array, {:.2f}x with all", scaling.one().speedup,
                       scaling.all().speedup);
  const ScalePoint& there = scaling.points[*scaling.slower];
  return fmt::format("the speed-up over the baseline falls by a tenth at {} arrays, from {:.2f}x to {:.2f}x, and is {:.2f}x with all", there.arrays,
                     scaling.one().speedup, there.speedup, scaling.all().speedup);
}

std::string dram_line(const Scaling& scaling) {
  std::string text = fmt::format("DRAM: at the pace of one array {} arrays draw {}, and the channel has {}", scaling.all().arrays,
                                 bytes_a_second(scaling.dram_drawn), bytes_a_second(scaling.dram_given));
  if (scaling.dram_short) text += fmt::format("; it is short from {} on", *scaling.dram_short);
  if (!scaling.dram_keeps)
    text += "; no bandwidth brings the speed-up of one array back";
  else if (*scaling.dram_keeps > scaling.dram_given)
    text += fmt::format("; {} would bring the speed-up back to nine tenths of one array's", bytes_a_second(*scaling.dram_keeps));
  return text;
}

std::string buffer_line(const BufferNeed& need, std::int64_t arrays) {
  const auto all = [&](const Rational& width) { return scaled(static_cast<double>(arrays) * width.value(), "bit/cycle"); };
  return fmt::format("{}: {} banks in all arrays, read at {}, {}", need.buffer, arrays * need.banks_given * need.sets, all(need.width_needed),
                     need.width_given ? fmt::format("and {} are given", all(*need.width_given)) : std::string("and no width is stated"));
}

}  // namespace

double peak_operations(const ResolvedDesign& design) { return 2 * static_cast<double>(design.multipliers()) * design.clock.value(); }

std::vector<std::int64_t> array_counts(const ResolvedDesign& design) {
  ResolvedDesign one = design;
  one.arrays = 1;
  std::vector<std::int64_t> counts{1};
  while (static_cast<double>(counts.back()) * peak_operations(one) < kScaleTarget && counts.back() < kMostArrays) counts.push_back(2 * counts.back());
  return counts;
}

Contest with_arrays(const Contest& contest, std::int64_t arrays) {
  const std::string count = fmt::format("{}", arrays);
  return {contest.proposal.with("fabric.arrays", count), contest.baseline.with("fabric.arrays", count)};
}

Scaling measure_scaling(Laboratory& laboratory, const Contest& contest, const Setting& setting) {
  const ResolvedDesign design = resolve(contest.proposal.with("fabric.arrays", "1").design());
  Scaling found;
  for (const std::int64_t arrays : array_counts(design)) found.points.push_back(measure(laboratory, contest, setting, arrays));
  const double arrays = static_cast<double>(found.all().arrays);
  found.multipliers = design.multipliers();
  found.clock = design.clock.value();
  found.peak = arrays * peak_operations(design);

  for (std::size_t i = 0; i < found.points.size(); ++i) {
    if (!found.gives_way && found.pace(found.points[i]) < kKept) found.gives_way = i;
    if (!found.slower && found.points[i].speedup < kKept * found.one().speedup) found.slower = i;
  }
  found.grown = grown_most(found.one(), found.gives_way ? found.points[*found.gives_way] : found.all());

  found.dram_given = design.dram_bandwidth.value();
  const auto drawn = [&](const ScalePoint& point) { return point.dram_bits * static_cast<double>(point.arrays) / found.one().seconds; };
  found.dram_drawn = drawn(found.all());
  for (const ScalePoint& point : found.points)
    if (!found.dram_short && drawn(point) > found.dram_given) found.dram_short = point.arrays;
  if (const auto times = bandwidth_that_keeps(laboratory, with_arrays(contest, found.all().arrays), setting, kKept * found.one().speedup))
    found.dram_keeps = *times * found.dram_given;

  if (const auto& decide = design.activations.decide) {
    found.decision_units = found.all().arrays;
    found.decided_needed = found.all().decided * arrays / found.one().seconds;
    if (decide->by == DecideBy::Consumer && decide->when == DecideWhen::Tile) found.decided_given = decide->rate.value() * found.clock * arrays;
  }
  const Roofline roofs = roofline(design, laboratory.run(contest.proposal.with("fabric.arrays", "1"), setting));
  double metadata_bytes = 0;
  for (const MemoryRoof& memory : roofs.total.memories)
    if (memory.roof != Roof::Dram) metadata_bytes += memory.metadata_bytes;
  if (roofs.total.seconds > 0) found.metadata_bits = arrays * 8 * metadata_bytes / (roofs.total.seconds * found.clock);
  found.buffers = buffer_needs(design);
  return found;
}

std::vector<std::string> scaling_lines(const Scaling& scaling) {
  const std::int64_t arrays = scaling.all().arrays;
  std::vector<std::string> lines;
  lines.push_back(fmt::format("{} array{} of {} multipliers reach {} at their peak, and run {:.3g} times as fast as one", arrays,
                              arrays == 1 ? "" : "s", scaling.multipliers, scaled(scaling.peak, "OPS"),
                              scaling.one().seconds / scaling.all().seconds));
  lines.push_back(give_way_line(scaling));
  lines.push_back(speedup_line(scaling));
  lines.push_back(dram_line(scaling));
  if (scaling.decision_units > 0) {
    std::string text = fmt::format("decisions: {} units, which at the pace of one array choose for {}", scaling.decision_units,
                                   scaled(scaling.decided_needed, " groups a second"));
    if (scaling.decided_given > 0) text += fmt::format(", and can for {}", scaled(scaling.decided_given, " groups a second"));
    if (scaling.one().decided > 0)
      text += fmt::format("; {:.3g} times as many choices as one array makes, since each array chooses for what it loads",
                          scaling.all().decided / scaling.one().decided);
    lines.push_back(text);
  }
  lines.push_back(fmt::format("metadata: {} of indices are read from the buffers at that pace, {}", scaled(scaling.metadata_bits, "bit/cycle"),
                              bytes_a_second(scaling.metadata_bits * scaling.clock)));
  for (const BufferNeed& need : scaling.buffers) lines.push_back(buffer_line(need, arrays));
  return lines;
}

}  // namespace skeptic
