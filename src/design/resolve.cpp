// From what was written to a machine.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "design/conflicts.h"
#include "design/inherit.h"
#include "design/lookup.h"
#include "design/mechanism.h"
#include "design/resolved.h"
#include "design/schema.h"

namespace skeptic {
namespace {

template <typename Enum, std::size_t size>
using Words = std::array<std::pair<std::string_view, Enum>, size>;

constexpr Words<Slices, 2> kSlices{{{"interleaved", Slices::Interleaved}, {"blocked", Slices::Blocked}}};
constexpr Words<Order, 2> kOrders{{{"m-outer", Order::MOuter}, {"n-outer", Order::NOuter}}};
constexpr Words<Domain, 4> kDomains{{{"array", Domain::Array}, {"row", Domain::Row}, {"column", Domain::Column}, {"pe", Domain::Pe}}};
constexpr Words<Balance, 3> kBalances{{{"sort", Balance::Sort}, {"pair", Balance::Pair}, {"interleave", Balance::Interleave}}};
constexpr Words<Skip, 3> kSkips{{{"none", Skip::None}, {"pattern", Skip::Pattern}, {"zeros", Skip::Zeros}}};
constexpr Words<Read, 2> kReads{{{"window", Read::Window}, {"gather", Read::Gather}}};
constexpr Words<Chosen, 4> kChosen{
    {{"offline", Chosen::Offline}, {"learned", Chosen::Learned}, {"fixed", Chosen::Fixed}, {"run-time", Chosen::RunTime}}};
constexpr Words<DecideBy, 2> kDeciders{{{"consumer", DecideBy::Consumer}, {"producer", DecideBy::Producer}}};
constexpr Words<DecideWhen, 2> kTimes{{{"tile", DecideWhen::Tile}, {"use", DecideWhen::Use}}};
constexpr Words<Stored, 2> kStores{{{"none", Stored::None}, {"bitmask", Stored::Bitmask}}};
constexpr Words<DecideFrom, 2> kSources{{{"this-input", DecideFrom::ThisInput}, {"previous-input", DecideFrom::PreviousInput}}};

template <typename Enum, std::size_t size>
Enum choice(const Lookup& design, std::string_view path, const Words<Enum, size>& words, Enum otherwise) {
  const std::optional<std::string> written = design.word(path);
  for (const auto& [word, meaning] : words)
    if (written == word) return meaning;
  return otherwise;
}

Decision decision(const Lookup& design) {
  const std::string prefix = "operands.activations.decide.";
  Decision made;
  made.by = choice(design, prefix + "by", kDeciders, made.by);
  made.when = choice(design, prefix + "when", kTimes, made.when);
  made.stored = choice(design, prefix + "stored", kStores, made.stored);
  made.from = choice(design, prefix + "from", kSources, made.from);
  made.policy = *design.policy(prefix + "policy");
  made.pixels = *design.integer(prefix + "unit.pixels");
  made.channels = design.integer(prefix + "unit.channels");
  // Latency and rate are absent only where they are moot.
  made.latency = design.integer(prefix + "latency").value_or(made.latency);
  made.rate = design.number(prefix + "rate").value_or(made.rate);
  made.switch_cycles = *design.integer(prefix + "switch");
  made.state_bits = *design.integer(prefix + "state");
  return made;
}

Operand operand(const Lookup& design, const std::string& name) {
  const std::string prefix = "operands." + name + ".";
  Operand made;
  made.bits = *design.integer(prefix + "bits");
  made.chosen = choice(design, prefix + "chosen", kChosen, made.chosen);
  made.skip = choice(design, prefix + "skip", kSkips, made.skip);
  made.encoding = *design.encoding(prefix + "encoding");
  made.read = choice(design, prefix + "read", kReads, made.read);
  if (made.chosen == Chosen::RunTime) {
    made.patterns = *design.patterns(prefix + "patterns");
    made.decide = decision(design);
  } else {
    made.pattern = *design.pattern(prefix + "pattern");
  }
  return made;
}

OperandBuffer buffer(const Lookup& design, const std::string& name) {
  const std::string prefix = "memory." + name + ".";
  return {*design.integer(prefix + "size"), *design.integer(prefix + "banks"), *design.integer(prefix + "ports"), design.number(prefix + "width")};
}

/// `pair` sorts first, so `sort` beside it says no more; other lists are conflicts.
Balance row_balance(const Lookup& design) {
  Balance found = Balance::None;
  for (const std::string& word : design.words("fabric.balance").value_or(std::vector<std::string>{}))
    for (const auto& [known, order] : kBalances)
      if (word == known) found = std::max(found, order);
  return found;
}

void check_known(const Design& design, Errors& errors) {
  for (const std::string& path : design.unknowns()) {
    const Row& row = *find_row(path);
    const std::vector<std::string> ends = alternatives(row.plausible);
    const bool words = row.kind == Kind::Choice || row.kind == Kind::Encoding || row.kind == Kind::Pattern || row.kind == Kind::PatternList ||
                       row.kind == Kind::Policy;
    errors.add(
        DiagnosticId::DesignUnknownValue, design.find(path)->place, fmt::format("{} is unknown", path), expectation(row),
        fmt::format("plausible: {}; try one with --set '{}={}'", words ? one_of(ends) : ends.front() + " to " + ends.back(), path, ends.front()));
  }
}

}  // namespace

ResolvedDesign resolve(const Design& whole) {
  Errors errors;
  check_required(whole, {}, errors);
  check_simulated(whole, errors);
  errors.check();  // What cannot run is not asked for its sizes.
  check_mechanisms(whole, errors);
  check_known(whole, errors);
  check_conflicts(whole, errors);
  errors.check();

  const Lookup design(whole);
  ResolvedDesign made;
  made.name = whole.name;
  made.clock = *design.number("clock");
  made.array_m = *design.integer("fabric.array.m");
  made.array_n = *design.integer("fabric.array.n");
  made.array_k = *design.integer("fabric.array.k");
  made.arrays = *design.integer("fabric.arrays");
  made.slices = choice(design, "fabric.slices", kSlices, made.slices);
  made.lanes = *design.integer("fabric.lanes");
  made.window = *design.integer("fabric.window");
  made.empty_window = *design.integer("fabric.empty-window");
  made.order = choice(design, "fabric.order", kOrders, made.order);
  made.domain = choice(design, "fabric.sync.domain", kDomains, made.domain);
  made.slack = *design.integer("fabric.sync.slack");
  made.balance = row_balance(design);
  made.decode_rate = design.number("fabric.decode.rate");
  made.weights = operand(design, "weights");
  made.weights.permuted = design.word("operands.weights.permutation") == "channels";
  made.activations = operand(design, "activations");
  made.output_bits = *design.integer("operands.outputs.bits");
  made.outputs_as_read = design.word("operands.outputs.encoding") == "as-read";
  const bool sizes = std::any_of(whole.values.begin(), whole.values.end(), [](const auto& value) { return value.first.starts_with("tile."); });
  if (sizes) made.tile = TileSize{design.integer("tile.m"), design.integer("tile.n"), design.integer("tile.k")};
  made.vector_lanes = design.integer("vector.lanes");
  made.dram_bandwidth = *design.number("memory.dram.bandwidth");
  made.dram_energy = design.number("memory.dram.energy")->value();
  made.weights_buffer = buffer(design, "weights");
  made.activations_buffer = buffer(design, "activations");
  made.accumulator_bits = design.integer("memory.accumulators.size");
  made.buffers = *design.integer("memory.buffers");
  if (const auto area = design.number("chip.area")) made.chip_area = area->value();
  made.technology = *design.integer("technology");
  return made;
}

}  // namespace skeptic
