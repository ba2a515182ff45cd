#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "support/random_case.h"

namespace skeptic {
namespace {

std::string text(const Rational& rational) {
  return rational.denominator() == 1 ? fmt::format("{}", rational.numerator()) : fmt::format("{}/{}", rational.numerator(), rational.denominator());
}

std::string all_or(const std::optional<std::int64_t>& size) { return size ? fmt::format("{}", *size) : "all"; }

template <typename Choice, std::size_t count>
std::string_view word(Choice choice, const std::array<std::string_view, count>& words) {
  return words.at(static_cast<std::size_t>(choice));
}

std::string text(const Policy& policy) {
  if (policy.kind == PolicyKind::Cover) return "cover";
  if (policy.kind == PolicyKind::Energy) return fmt::format("{{energy: {}}}", policy.limits.front());
  return fmt::format("{{density: [{}]}}", fmt::join(policy.limits, ", "));
}

std::string text(const Decision& decide) {
  return fmt::format(
      "{{by: {}, when: {}, stored: {}, from: {}, policy: {}, unit: {{pixels: {}, channels: {}}}, latency: {} cycles, rate: {} units/cycle, switch: "
      "{} cycles}}",
      word<DecideBy, 2>(decide.by, {"consumer", "producer"}), word<DecideWhen, 2>(decide.when, {"tile", "use"}),
      word<Stored, 2>(decide.stored, {"none", "bitmask"}), word<DecideFrom, 2>(decide.from, {"this-input", "previous-input"}), text(decide.policy),
      decide.pixels, all_or(decide.channels), decide.latency, text(decide.rate), decide.switch_cycles);
}

std::string text(const Operand& operand) {
  std::string encoding;
  for (const EncodingRow& row : kEncodings)
    if (row.kind == operand.encoding.kind) encoding = row.name;
  if (operand.encoding.kind == EncodingKind::RunLength) encoding += fmt::format(" {}", operand.encoding.run_bits);
  std::string line =
      fmt::format("{{bits: {}, skip: {}, encoding: {}, read: {}", operand.bits, word<Skip, 3>(operand.skip, {"none", "pattern", "zeros"}), encoding,
                  word<Read, 2>(operand.read, {"window", "gather"}));
  if (!operand.run_time()) return line + fmt::format(", pattern: \"{}\"}}", pattern_text(operand.pattern));
  std::string list;
  for (const Pattern& pattern : operand.patterns) list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", pattern_text(pattern));
  return line + fmt::format(", chosen: run-time, patterns: [{}],\n    decide: {}}}", list, text(*operand.decide));
}

std::string text(const OperandBuffer& buffer) {
  return fmt::format("{{size: {} bits, banks: {}, ports: {}{}}}", buffer.size_bits, buffer.banks, buffer.ports,
                     buffer.width ? fmt::format(", width: {} bits/cycle", text(*buffer.width)) : "");
}

std::string text(const std::vector<float>& values, std::int64_t columns) {
  std::string lines;
  for (std::size_t i = 0; i < values.size(); ++i)
    lines += fmt::format("{}{}", values[i], (static_cast<std::int64_t>(i) + 1) % columns == 0 ? "\n" : " ");
  return lines;
}

}  // namespace

std::string pattern_text(const Pattern& pattern) {
  if (pattern.kind == PatternKind::Dense) return "dense";
  if (pattern.kind == PatternKind::Unstructured) return "unstructured";
  std::string joined;
  for (const Level& level : pattern.levels) {
    joined += fmt::format("{}{}:{}@{}", joined.empty() ? "" : "/", level.keep, level.of, level.block);
    if (level.height > 1) joined += fmt::format("x{}", level.height);
  }
  return joined;
}

std::string RandomCase::text() const {
  using skeptic::text;
  const ResolvedDesign& d = design;
  std::string out =
      fmt::format("# random case {}\nclock: {} Hz\nfabric:\n  array: {{m: {}, n: {}, k: {}}}\n  slices: {}\n  lanes: {}\n  window: {}\n", seed,
                  text(d.clock), d.array_m, d.array_n, d.array_k, word<Slices, 2>(d.slices, {"interleaved", "blocked"}), d.lanes, d.window);
  if (d.arrays > 1) out += fmt::format("  arrays: {}\n", d.arrays);
  out += fmt::format("  empty-window: {}\n  order: {}\n  sync: {{domain: {}, slack: {}}}\n", d.empty_window,
                     word<Order, 2>(d.order, {"m-outer", "n-outer"}), word<Domain, 4>(d.domain, {"array", "row", "column", "pe"}), d.slack);
  if (d.balance != Balance::None) out += fmt::format("  balance: [{}]\n", word<Balance, 4>(d.balance, {"none", "sort", "pair", "interleave"}));
  if (d.decode_rate) out += fmt::format("  decode: {{rate: {} granules/cycle}}\n", text(*d.decode_rate));
  out += fmt::format("operands:\n  weights: {}\n  activations: {}\n  outputs: {{bits: {}, encoding: {}}}\n", text(d.weights), text(d.activations),
                     d.output_bits, d.outputs_as_read ? "as-read" : "none");
  out += d.tile ? fmt::format("tile: {{m: {}, n: {}, k: {}}}\n", all_or(d.tile->m), all_or(d.tile->n), all_or(d.tile->k)) : "tile: auto\n";
  out += fmt::format("memory:\n  dram: {{bandwidth: {} bits/s}}\n  weights: {}\n  activations: {}\n", text(d.dram_bandwidth), text(d.weights_buffer),
                     text(d.activations_buffer));
  if (d.accumulator_bits) out += fmt::format("  accumulators: {{size: {} bits}}\n", *d.accumulator_bits);
  out += fmt::format("  buffers: {}\n", d.buffers);
  std::int64_t weight_columns = layer.in_channels;
  if (layer.kind == LayerKind::Convolution) {
    out += fmt::format("# convolution: images {}, groups {}, in {}x{}x{}, out channels {}, kernel {}x{}, stride {}, pad {}x{}", operands.images,
                       layer.groups, layer.in_height, layer.in_width, layer.in_channels, layer.out_channels, layer.kernel_height, layer.kernel_width,
                       layer.stride, layer.pad_height, layer.pad_width);
    weight_columns = layer.kernel_height * layer.kernel_width * layer.in_channels / layer.groups;
  } else {
    out += fmt::format("# {}: images {}, heads {}, M {}, K {}, tokens {}", layer.kind == LayerKind::Matmul ? "matmul" : "linear", operands.images,
                       layer.groups, layer.out_channels, layer.in_channels, layer.tokens);
  }
  out += fmt::format("; output bits {}\n# weights\n{}# activations\n{}", output_bits, text(operands.weights, weight_columns),
                     text(operands.activations, layer.in_channels));
  return out;
}

}  // namespace skeptic
