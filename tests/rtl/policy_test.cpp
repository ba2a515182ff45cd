// The policy units against the choice of patterns (machine model, section 8): maps of units, whole and cut off, with ties at the limits.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <string>
#include <vector>

#include "base/random.h"
#include "rtl/model.h"
#include "simulate/choose.h"
#include "sparsity/prune.h"

namespace skeptic::rtl_test {
namespace {

constexpr int kBits = 8, kElements = 8, kPatternBits = 2, kTested = 2, kFraction = 16;
/// Units of 3 vectors x 16 channels: six beats, fewer at the end of an image.
constexpr int kPixels = 3, kChannels = 16, kPadded = 40, kVectorsPerImage = 7;
constexpr int kCountBits = 6, kSumBits = 2 * kBits + 6;  // 48 positions

/// A map whose values are whole numbers of eight bits: any, few with many ties, mostly zeros, all zeros, at the ends of the range.
PaddedMap random_map(Random& random, int images) {
  PaddedMap map{images * kVectorsPerImage, kPadded, {}};
  for (int unit = 0; unit < images * kVectorsPerImage * kPadded / 8; ++unit) {
    const std::uint64_t kind = random.below(6), zeros = random.below(9);
    for (int p = 0; p < 8; ++p) {
      std::int64_t value = static_cast<std::int64_t>(random.below(256)) - 128;
      if (kind == 1) value = value % 2;
      if (kind == 2) value = 0;
      if (kind == 3) value = value < 0 ? -128 : 127;
      if (random.below(8) < zeros) value = 0;
      map.values.push_back(static_cast<float>(value));
    }
  }
  return map;
}

/// The unit's maps for the design's list, as `choose` sees them.
struct Case {
  Operand operand;
  Units units;
};

Case case_of(const std::vector<std::string>& patterns, Policy policy) {
  Case made;
  made.operand.chosen = Chosen::RunTime;
  for (const std::string& text : patterns) made.operand.patterns.push_back(parse_pattern(text));
  Decision decide;
  decide.policy = std::move(policy);
  decide.pixels = kPixels, decide.channels = kChannels;
  made.operand.decide = decide;
  made.units.pixels = kPixels, made.units.channels = kChannels;
  made.units.vectors_per_image = kVectorsPerImage;
  made.units.units_per_image = (kVectorsPerImage + kPixels - 1) / kPixels;
  made.units.units_per_vector = (kPadded + kChannels - 1) / kChannels;
  return made;
}

Instance instance_of(PolicyKind kind) {
  std::vector<std::pair<std::string, std::int64_t>> parameters{
      {"ELEMENTS", kElements}, {"BITS", kBits}, {"TESTED", kTested}, {"PATTERN_BITS", kPatternBits}};
  std::vector<Port> inputs{{"valid", 1}, {"first", 1}, {"last", 1}, {"value", kElements * kBits}};
  const std::vector<Port> outputs{{"decided", 1}, {"pattern", kPatternBits}};
  if (kind == PolicyKind::Density) {
    parameters.emplace_back("COUNT_BITS", kCountBits);
    inputs.push_back({"limit", kTested * kCountBits});
    return {"policy_density", parameters, inputs, outputs};
  }
  inputs.push_back({"keep", kTested * kElements});
  if (kind == PolicyKind::Cover) return {"policy_cover", parameters, inputs, outputs};
  parameters.emplace_back("ABSOLUTE", 1);
  parameters.emplace_back("SUM_BITS", kSumBits);
  parameters.emplace_back("FRACTION", kFraction);
  inputs.push_back({"share", kFraction + 1});
  return {"policy_energy", parameters, inputs, outputs};
}

/// The most nonzeros of a unit of so many positions that the machine model lets pass.
std::uint64_t limit_of(double density, std::int64_t positions) {
  std::uint64_t most = 0;
  while (static_cast<std::int64_t>(most) < positions && static_cast<double>(most + 1) / static_cast<double>(positions) <= density) ++most;
  return most;
}

/// Units that a policy unit decides otherwise than choose_patterns; `picked` counts how often each pattern was picked.
std::size_t mismatches(Model& model, const Case& made, const PaddedMap& map, std::vector<std::size_t>& picked, int elements = kElements) {
  Units units = made.units;
  Mask slots(map.vectors, map.padded);
  choose_patterns(made.operand, map, nullptr, units, slots);
  const Policy& policy = made.operand.decide->policy;
  std::vector<Mask> keeps;
  for (int t = 0; t < kTested; ++t)
    keeps.push_back(slots_of(made.operand.patterns[static_cast<std::size_t>(t)], map.values, map.vectors, map.padded));
  std::vector<std::uint64_t> decided;
  const auto cycle = [&] {
    model.cycle();
    if (model.output(0, "decided").get() != 0) decided.push_back(model.output(0, "pattern").get());
  };
  if (policy.kind == PolicyKind::Energy) model.input(0, "share").set(static_cast<std::uint64_t>(std::ceil(policy.limits[0] * (1 << kFraction))));
  Random random(9);
  for (std::int64_t unit = 0; unit < units.count(); ++unit) {
    const std::int64_t per_image = units.units_per_image * units.units_per_vector, image = unit / per_image;
    const std::int64_t pixel = unit % per_image / units.units_per_vector * kPixels, from = unit % units.units_per_vector * kChannels;
    const std::int64_t rows = std::min<std::int64_t>(kPixels, kVectorsPerImage - pixel), to = std::min<std::int64_t>(from + kChannels, kPadded);
    for (std::int64_t row = 0; row < rows; ++row)
      for (std::int64_t p = from; p < to; p += elements) {
        if (random.below(10) == 0) {  // beats need not follow each other
          model.input(0, "valid").set(0);
          cycle();
        }
        const std::int64_t vector = image * kVectorsPerImage + pixel + row;
        model.input(0, "valid").set(1);
        model.input(0, "first").set(row == 0 && p == from);
        model.input(0, "last").set(row == rows - 1 && p + elements >= to);
        for (int e = 0; e < elements; ++e) {  // what lies past the unit is 0
          const float value = p + e < to ? map.values[static_cast<std::size_t>(vector * kPadded + p + e)] : 0;
          model.input(0, "value").set(e * kBits, kBits, static_cast<std::uint64_t>(static_cast<std::int64_t>(value)));
        }
        for (int t = 0; t < kTested; ++t)
          if (policy.kind == PolicyKind::Density)
            model.input(0, "limit").set(t * kCountBits, kCountBits, limit_of(policy.limits[static_cast<std::size_t>(t)], rows * (to - from)));
          else
            for (int e = 0; e < elements; ++e)
              model.input(0, "keep").set(t * elements + e, 1, p + e < to && keeps[static_cast<std::size_t>(t)].get(vector, p + e));
        cycle();
      }
  }
  model.input(0, "valid").set(0);
  for (int i = 0; i < 3; ++i) cycle();
  if (decided.size() != units.pattern.size()) return units.pattern.size();
  std::size_t wrong = 0;
  picked.resize(made.operand.patterns.size());
  for (std::size_t i = 0; i < decided.size(); ++i) wrong += decided[i] != units.pattern[i], ++picked[units.pattern[i]];
  return wrong;
}

struct PolicyCase {
  std::string name;
  PolicyKind kind;
  std::vector<std::vector<double>> limits;
};

class RtlPolicy : public testing::TestWithParam<PolicyCase> {};

TEST_P(RtlPolicy, PicksWhatTheMachineModelPicks) {
  Model model(shipped_sources(), {instance_of(GetParam().kind)});
  std::vector<std::size_t> picked;
  std::size_t units = 0;
  for (std::size_t i = 0; i < GetParam().limits.size(); ++i) {
    Random random(10 + i);
    const Case made = case_of(i % 2 == 0 ? std::vector<std::string>{"2:8", "4:8", "dense"} : std::vector<std::string>{"1:4", "2:4/1:2", "6:8"},
                              Policy{GetParam().kind, GetParam().limits[i]});
    const PaddedMap map = random_map(random, 12'000 / static_cast<int>(GetParam().limits.size()));
    EXPECT_EQ(mismatches(model, made, map, picked), 0u) << i;
    units += static_cast<std::size_t>(map.vectors / kVectorsPerImage * made.units.units_per_image * made.units.units_per_vector);
  }
  EXPECT_GE(units, 100'000u);
  for (const std::size_t count : picked) EXPECT_GT(count, 1000u) << "a pattern that is hardly ever picked proves nothing";
}

// Shares are multiples of 2^-16, which the unit holds exactly.
INSTANTIATE_TEST_SUITE_P(Kinds, RtlPolicy,
                         testing::Values(PolicyCase{"Cover", PolicyKind::Cover, {{}, {}}},
                                         PolicyCase{"Density", PolicyKind::Density, {{0.25, 0.5, 1}, {0.1, 0.3, 1}, {0.0, 1.0, 1}}},
                                         PolicyCase{"Energy", PolicyKind::Energy, {{0.9375}, {0.5}, {0.75}, {61604.0 / 65536}, {1.0}}}),
                         [](const testing::TestParamInfo<PolicyCase>& test) { return test.param.name; });

/// Beats of two units of eight elements, what joins them, and what chooses: with the ports of a policy unit of sixteen elements.
std::string wide(PolicyKind kind) {
  const std::string head = "module wide (\n  input logic clock, input logic valid, input logic first, input logic last, input logic [127:0] value,\n";
  const std::string tail = "  output logic decided, output logic [1:0] pattern);\n";
  const std::string rest = ".clock(clock), .valid(valid), .first(first), .last(last), .decided(decided), .pattern(pattern)";
  if (kind == PolicyKind::Density)
    return head + "  input logic [11:0] limit,\n" + tail +
           "  logic [3:0] a, b;\n  logic [4:0] both;\n"
           "  density_count #(.ELEMENTS(8), .BITS(8), .COUNT_BITS(4)) low (.value(value[63:0]), .count(a));\n"
           "  density_count #(.ELEMENTS(8), .BITS(8), .COUNT_BITS(4)) high (.value(value[127:64]), .count(b));\n"
           "  sum_tree #(.COUNT(2), .WORDS(1), .BITS(4), .SUM_BITS(5)) tree (.value({b, a}), .sum(both));\n"
           "  density_choice #(.TESTED(2), .PATTERN_BITS(2), .COUNT_BITS(6)) choice (" +
           rest + ", .beat({1'b0, both}), .limit(limit));\nendmodule\n";
  const std::string keeps = "  input logic [31:0] keep,\n";
  if (kind == PolicyKind::Cover)
    return head + keeps + tail +
           "  logic [1:0] a, b, any;\n"
           "  cover_losses #(.ELEMENTS(8), .BITS(8), .TESTED(2)) low (.value(value[63:0]), .keep({keep[23:16], keep[7:0]}), .loses(a));\n"
           "  cover_losses #(.ELEMENTS(8), .BITS(8), .TESTED(2)) high (.value(value[127:64]), .keep({keep[31:24], keep[15:8]}), .loses(b));\n"
           "  any_tree #(.COUNT(2), .WORDS(2)) tree (.value({b, a}), .any(any));\n"
           "  cover_choice #(.TESTED(2), .PATTERN_BITS(2)) choice (" +
           rest + ", .beat(any));\nendmodule\n";
  return head + keeps + "  input logic [16:0] share,\n" + tail +
         "  logic [56:0] a, b;\n  logic [59:0] both;\n"
         "  energy_sums #(.ELEMENTS(8), .BITS(8), .ABSOLUTE(1), .TESTED(2), .SUM_BITS(19)) low (\n"
         "      .value(value[63:0]), .keep({keep[23:16], keep[7:0]}), .sums(a));\n"
         "  energy_sums #(.ELEMENTS(8), .BITS(8), .ABSOLUTE(1), .TESTED(2), .SUM_BITS(19)) high (\n"
         "      .value(value[127:64]), .keep({keep[31:24], keep[15:8]}), .sums(b));\n"
         "  sum_tree #(.COUNT(2), .WORDS(3), .BITS(19), .SUM_BITS(20)) tree (.value({b, a}), .sum(both));\n"
         "  energy_choice #(.TESTED(2), .PATTERN_BITS(2), .SUM_BITS(22)) choice (" +
         rest + ", .share(share),\n      .beat({2'b0, both[59:40], 2'b0, both[39:20], 2'b0, both[19:0]}));\nendmodule\n";
}

Instance wide_instance(PolicyKind kind) {
  Instance made = instance_of(kind);
  made.module = "wide";
  made.parameters.clear();
  for (Port& port : made.inputs) port.width *= port.name == "value" || port.name == "keep" ? 2 : 1;
  return made;
}

class RtlPolicyInParts : public testing::TestWithParam<PolicyCase> {};

TEST_P(RtlPolicyInParts, PicksWhatTheMachineModelPicks) {
  Sources sources = shipped_sources();
  sources["wide"] = wide(GetParam().kind);
  Model model(sources, {wide_instance(GetParam().kind)});
  std::vector<std::size_t> picked;
  std::size_t units = 0;
  for (std::size_t i = 0; i < GetParam().limits.size(); ++i) {
    Random random(30 + i);
    const Case made = case_of({"2:8", "4:8", "dense"}, Policy{GetParam().kind, GetParam().limits[i]});
    const PaddedMap map = random_map(random, 2'400 / static_cast<int>(GetParam().limits.size()));
    EXPECT_EQ(mismatches(model, made, map, picked, 2 * kElements), 0u) << i;
    units += static_cast<std::size_t>(map.vectors / kVectorsPerImage * made.units.units_per_image * made.units.units_per_vector);
  }
  EXPECT_GE(units, 20'000u);  // the parts are those of RtlPolicy, here joined by a tree
  for (const std::size_t count : picked) EXPECT_GT(count, 200u);
}

INSTANTIATE_TEST_SUITE_P(Kinds, RtlPolicyInParts,
                         testing::Values(PolicyCase{"Cover", PolicyKind::Cover, {{}}},
                                         PolicyCase{"Density", PolicyKind::Density, {{0.1, 0.3, 1}, {0.25, 0.5, 1}}},
                                         PolicyCase{"Energy", PolicyKind::Energy, {{0.9375}, {0.5}}}),
                         [](const testing::TestParamInfo<PolicyCase>& test) { return test.param.name; });

/// A tree that leaves the last unit out.
TEST(RtlPolicyEnergy, ABeatThatIsNotJoinedIsFound) {
  Sources sources = with_mistake(shipped_sources(), "sum_tree", "c < COUNT", "c < COUNT - 1");
  sources["wide"] = wide(PolicyKind::Energy);
  Model model(sources, {wide_instance(PolicyKind::Energy)});
  std::vector<std::size_t> picked;
  Random random(22);
  EXPECT_GT(mismatches(model, case_of({"2:8", "4:8", "dense"}, {PolicyKind::Energy, {0.5}}), random_map(random, 500), picked, 2 * kElements), 0u);
}

/// 0.94 is no multiple of 2^-16: the unit asks for ceil(0.94 * 65536) = 61604 parts, and never keeps less than 0.94.
TEST(RtlPolicyEnergy, RoundsTheShareUp) {
  Model model(shipped_sources(), {instance_of(PolicyKind::Energy)});
  std::vector<std::size_t> picked;
  Random random(20);
  const PaddedMap map = random_map(random, 2000);
  EXPECT_EQ(mismatches(model, case_of({"2:8", "4:8", "dense"}, {PolicyKind::Energy, {61604.0 / 65536}}), map, picked), 0u);
  std::vector<std::size_t> nominal;
  // The same hardware beside the share as it was written: equal, or one more position kept; on these maps equal.
  EXPECT_EQ(mismatches(model, case_of({"2:8", "4:8", "dense"}, {PolicyKind::Energy, {0.94}}), map, nominal), 0u);
}

TEST(RtlPolicyEnergy, ALimitThatIsPassedByEqualityIsFound) {
  const Sources broken = with_mistake(shipped_sources(), "energy_choice", ">= wanted", "> wanted");
  Model model(broken, {instance_of(PolicyKind::Energy)});
  std::vector<std::size_t> picked;
  Random random(21);
  EXPECT_GT(mismatches(model, case_of({"2:8", "4:8", "dense"}, {PolicyKind::Energy, {0.5}}), random_map(random, 500), picked), 0u);
}

}  // namespace
}  // namespace skeptic::rtl_test
