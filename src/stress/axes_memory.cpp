// Axes of the memory: metadata, banks, bandwidth, width, and the bits of a value.
#include <fmt/format.h>

#include <cmath>

#include "design/resolved.h"
#include "stress/axis_plans.h"

namespace skeptic {
namespace {

using Sets = std::vector<std::pair<std::string, std::string>>;

std::string slower(double value, std::int64_t percent, const char* unit) { return rate_text(value * 100 / static_cast<double>(percent), unit); }

constexpr const char* kWidth = "bits/cycle";
constexpr double kGigabyte = 8e9;  // bits

Sets narrower(const ResolvedDesign& design, std::int64_t percent) {
  Sets sets;
  if (design.weights_buffer.width) sets.emplace_back("memory.weights.width", slower(design.weights_buffer.width->value(), percent, kWidth));
  if (design.activations_buffer.width)
    sets.emplace_back("memory.activations.width", slower(design.activations_buffer.width->value(), percent, kWidth));
  return sets;
}

const std::vector<std::int64_t> kSlower{100, 120, 150, 200, 400, 800, 1600};

}  // namespace

std::string rate_text(double rate, std::string_view unit) {
  double scale = 1;
  while (rate * scale < 1e8) scale *= 10;
  while (rate * scale >= 1e9) scale /= 10;
  constexpr double kNoise = 1e-3;  // of the ninth digit: what the arithmetic of doubles adds
  return fmt::format("{:.9g} {}", std::ceil(rate * scale - kNoise) / scale, unit);
}

AxisPlan metadata_width(const AxisCase& of) {
  const ResolvedDesign proposal = resolve(of.contest.proposal.design());
  if (proposal.activations.skip == Skip::None) return spared("activations carry no metadata");
  if (!proposal.activations_buffer.width) return spared("the read port is as wide as anybody could wish: its file states none");
  AxisPlan plan;
  plan.samples = kSlower;
  std::vector<std::string_view> encodings{"none", "bitmask"};
  if (proposal.activations.skip == Skip::Pattern) encodings.insert(encodings.end(), {"offset", "combinatorial"});
  for (const std::string_view encoding : encodings)
    plan.ways.push_back({std::string(encoding),
                         [of, width = proposal.activations_buffer.width->value(), encoding = std::string(encoding)](std::int64_t x) {
                           return Trial{{of.contest.proposal.with(
                                             {{"operands.activations.encoding", encoding}, {"memory.activations.width", slower(width, x, kWidth)}}),
                                         of.contest.baseline},
                                        of.setting};
                         },
                         {},
                         encoding == row(proposal.activations.encoding.kind).name});
  return plan;
}

AxisPlan banks(const AxisCase& of) {
  const ResolvedDesign proposal = resolve(of.contest.proposal.design());
  const bool weights = proposal.weights.read == Read::Gather, activations = proposal.activations.read == Read::Gather;
  if (!weights && !activations) return spared("operands are read by whole windows, and a window never conflicts with itself");
  constexpr std::int64_t kMost = 64;
  AxisPlan plan;
  plan.continuous = false;
  for (std::int64_t x = 0; (kMost >> x) > 0; ++x) {
    plan.samples.push_back(x);
    plan.names.push_back(fmt::format("{}", kMost >> x));
  }
  struct Gathered {
    const char *operand, *prefix;
    bool gathers;
  };
  for (const Gathered& side : {Gathered{"weights", "memory.weights", weights}, Gathered{"activations", "memory.activations", activations}})
    for (const char* ports : {"1", "2"}) {
      if (!side.gathers) continue;
      plan.ways.push_back(
          {fmt::format("{}, {} port{} a bank", side.operand, ports, *ports == '1' ? "" : "s"),
           [of, prefix = std::string(side.prefix), ports = std::string(ports)](std::int64_t x) {
             return Trial{
                 {of.contest.proposal.with({{prefix + ".banks", fmt::format("{}", kMost >> x)}, {prefix + ".ports", ports}}), of.contest.baseline},
                 of.setting};
           },
           {},
           (side.operand == std::string_view("weights") ? proposal.weights_buffer : proposal.activations_buffer).ports == ports[0] - '0'});
    }
  return plan;
}

AxisPlan dram_bandwidth(const AxisCase& of) {
  AxisPlan plan;
  plan.samples = kSlower;
  plan.ways = {{"", [of](std::int64_t x) {
                  const auto slow = [&](const Subject& subject) {
                    return subject.with("memory.dram.bandwidth", slower(resolve(subject.design()).dram_bandwidth.value() / kGigabyte, x, "GB/s"));
                  };
                  return Trial{{slow(of.contest.proposal), slow(of.contest.baseline)}, of.setting};
                }}};
  return plan;
}

AxisPlan read_width(const AxisCase& of) {
  if (narrower(resolve(of.contest.proposal.design()), 100).empty()) return spared("its file states no width of a read port");
  AxisPlan plan;
  plan.samples = kSlower;
  plan.ways = {{"", [of](std::int64_t x) {
                  const auto narrow = [&](const Subject& subject) { return subject.with(narrower(resolve(subject.design()), x)); };
                  return Trial{{narrow(of.contest.proposal), narrow(of.contest.baseline)}, of.setting};
                }}};
  return plan;
}

AxisPlan precision(const AxisCase& of) {
  AxisPlan plan;
  plan.continuous = false;
  plan.samples = {0, 1, 2};
  plan.names = {"16 bits", "8 bits", "4 bits"};
  plan.ways = {{"", [of](std::int64_t x) {
                  const std::string bits = fmt::format("{}", 16 >> x);
                  return Trial{
                      on_both(of.contest, {{"operands.weights.bits", bits}, {"operands.activations.bits", bits}, {"operands.outputs.bits", bits}}),
                      of.setting};
                }}};
  return plan;
}

}  // namespace skeptic
