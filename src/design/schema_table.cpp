#include <array>

#include "design/schema.h"

namespace skeptic {
namespace {

// Defaults are what an expert would assume without asking because it cannot flatter the design; whatever could is required, or a question.
// One row is a paragraph.
// clang-format off
constexpr std::array kRows{
    Row{.path = "skeptic", .kind = Kind::Integer, .minimum = "1", .maximum = "1", .role = Role::Label, .read_by = "design",
        .documentation = "The version of the format. Every file has it."},
    Row{.path = "name", .kind = Kind::Text, .presence = Presence::Default, .role = Role::Label, .read_by = "report",
        .documentation = "What reports call the design. Left out: the file's name without its ending. Not inherited."},
    Row{.path = "extends", .kind = Kind::Text, .presence = Presence::Optional, .role = Role::Label, .read_by = "design",
        .documentation = "A design of the library, or a file relative to this one, that this design changes. Everything that is not written is "
                         "inherited."},
    Row{.path = "citation", .kind = Kind::Text, .presence = Presence::Optional, .role = Role::Label, .read_by = "design",
        .documentation = "The paper or manual that the design is taken from. Not inherited."},
    Row{.path = "year", .kind = Kind::Integer, .presence = Presence::Optional, .minimum = "1950", .maximum = "2100", .role = Role::Label,
        .read_by = "design",
        .documentation = "When it was published. Not inherited."},

    Row{.path = "claims[].speedup", .kind = Kind::Number, .minimum = "0.01", .maximum = "100000", .role = Role::Label, .read_by = "review",
        .documentation = "Claimed cycles of `over` divided by cycles of this design."},
    Row{.path = "claims[].over", .kind = Kind::Text, .role = Role::Label, .read_by = "review",
        .documentation = "The design that the claim compares with: a name of the library, or a file."},
    Row{.path = "claims[].on", .kind = Kind::Text, .role = Role::Label, .read_by = "review",
        .documentation = "The network of the claim."},
    Row{.path = "claims[].batch", .kind = Kind::Integer, .presence = Presence::Default, .fallback = "1", .minimum = "1", .maximum = "65536",
        .role = Role::Label, .read_by = "review",
        .documentation = "Images of one run. One by default: a larger batch spreads decisions and metadata over more work, so it must be stated."},

    Row{.path = "runs", .kind = Kind::Choice, .choices = "inference | training", .presence = Presence::Default, .fallback = "inference",
        .role = Role::Mechanism, .read_by = "design",
        .documentation = "What the machine is for. Of `training`, this version simulates the forward pass alone, and says so."},
    Row{.path = "clock", .kind = Kind::Quantity, .dimension = Dimension::Frequency, .minimum = "1 MHz", .maximum = "100 GHz",
        .plausible = "500 MHz | 2 GHz", .read_by = "simulate",
        .documentation = "The frequency of the array. DRAM bits per cycle are the bandwidth divided by it."},

    Row{.path = "fabric.kind", .kind = Kind::Choice, .choices = "inner-product | outer-product | row-product | cartesian-product | flexible",
        .presence = Presence::Default, .fallback = "inner-product", .role = Role::Mechanism, .read_by = "design",
        .documentation = "How products meet. This version simulates `inner-product`: each element of the array reduces windows of one output. A "
                         "design of another kind is compared by its mechanisms."},
    Row{.path = "fabric.delivery", .kind = Kind::Choice, .choices = "broadcast | systolic | mesh", .presence = Presence::Default,
        .fallback = "broadcast", .role = Role::Mechanism, .read_by = "design",
        .documentation = "How operands reach the elements: on wires that many share, from neighbour to neighbour, or through a network of routers. "
                         "It takes no cycles in this version, which leaves out fill and drain, and says so."},
    Row{.path = "fabric.array.m", .kind = Kind::Integer, .minimum = "1", .maximum = "4096", .plausible = "4 | 64", .read_by = "simulate",
        .documentation = "Rows of the array: outputs of as many rows of W at once."},
    Row{.path = "fabric.array.n", .kind = Kind::Integer, .minimum = "1", .maximum = "4096", .plausible = "4 | 64", .read_by = "simulate",
        .documentation = "Columns of the array: as many output positions at once."},
    Row{.path = "fabric.array.k", .kind = Kind::Integer, .presence = Presence::Default, .fallback = "1", .minimum = "1", .maximum = "256",
        .plausible = "1 | 4", .read_by = "simulate",
        .documentation = "Slices that share the reduction of one output. One: no slices."},
    Row{.path = "fabric.arrays", .kind = Kind::Integer, .presence = Presence::Default, .fallback = "1", .minimum = "1", .maximum = "4096",
        .plausible = "1 | 64", .read_by = "simulate",
        .documentation = "Copies of everything on the chip (array, buffers, deciders, decoders, vector unit) that share the one DRAM channel. Tiles "
                         "are dealt to them in turn, and a layer starts when all have finished the one before (machine-model-notes.md)."},
    Row{.path = "fabric.slices", .kind = Kind::Choice, .choices = "interleaved | blocked", .presence = Presence::Default, .fallback = "interleaved",
        .plausible = "interleaved | blocked", .role = Role::Mechanism, .read_by = "simulate",
        .documentation = "How windows are dealt to the slices: in turn, or in one contiguous run a tap. Without slices both are the same."},
    Row{.path = "fabric.lanes", .kind = Kind::Integer, .minimum = "1", .maximum = "64", .plausible = "1 | 8", .read_by = "simulate",
        .documentation = "Multipliers of one element of the array; at most `window`."},
    Row{.path = "fabric.window", .kind = Kind::Integer, .minimum = "1", .maximum = "64", .plausible = "4 | 32", .read_by = "simulate",
        .documentation = "Positions of the reduction that an element looks at in a step."},
    Row{.path = "fabric.empty-window", .kind = Kind::Integer, .presence = Presence::Default, .fallback = "1", .minimum = "0", .maximum = "16",
        .plausible = "0 | 1", .read_by = "simulate",
        .documentation = "Cycles of a window without work. 0 is an ideal skipper, an upper bound that every report names."},
    Row{.path = "fabric.order", .kind = Kind::Choice, .choices = "m-outer | n-outer", .presence = Presence::Default, .fallback = "m-outer",
        .plausible = "m-outer | n-outer", .role = Role::Mechanism, .read_by = "simulate",
        .documentation = "The outer loop over waves and tiles: which operand stays while the other streams."},
    Row{.path = "fabric.sync.domain", .kind = Kind::Choice, .choices = "array | row | column | pe", .presence = Presence::Default,
        .fallback = "array", .plausible = "array | row | column | pe", .role = Role::Mechanism, .read_by = "simulate",
        .documentation = "Elements that consume one stream of steps together. The whole array by default: one broadcast, the least hardware."},
    Row{.path = "fabric.sync.slack", .kind = Kind::Integer, .presence = Presence::Default, .fallback = "1", .minimum = "1", .maximum = "1024",
        .plausible = "1 | 8", .role = Role::Mechanism, .read_by = "simulate",
        .documentation = "Steps by which elements of a domain may drift apart. 1 is lockstep; more needs operand queues, which cost charges."},
    Row{.path = "fabric.balance", .kind = Kind::ChoiceList,
        .choices = "sort | pair | interleave | work-stealing | displace | look-ahead | look-aside", .presence = Presence::Optional,
        .role = Role::Mechanism, .read_by = "simulate",
        .documentation = "What evens out the work of elements that meet different numbers of zeros, beside the queues of `fabric.sync.slack`. This "
                         "version simulates one order of the rows of the weights (`sort`, `pair` or `interleave`; machine-model-notes.md), and "
                         "compares designs that have something else without simulating them."},
    Row{.path = "fabric.decode.rate", .kind = Kind::Quantity, .dimension = Dimension::GranuleRate, .presence = Presence::Optional,
        .minimum = "0.000001 granules/cycle", .maximum = "1000000 granules/cycle", .plausible = "1 granules/cycle | 64 granules/cycle",
        .read_by = "simulate",
        .documentation = "Granules that the decoder turns into values and slots in a cycle. Left out: line rate."},

    Row{.path = "operands.precision", .kind = Kind::Choice, .choices = "fixed | bit-serial | borrowed | decomposed",
        .presence = Presence::Default, .fallback = "fixed", .role = Role::Mechanism, .read_by = "design",
        .documentation = "Whether the bits of a value depend on zeros: of its own bits, of its neighbours, or of a split into sparse parts. This "
                         "version simulates `fixed`."},

    Row{.path = "operands.weights.bits", .kind = Kind::Integer, .minimum = "1", .maximum = "64", .plausible = "4 | 16", .read_by = "simulate",
        .documentation = "Bits of one value."},
    Row{.path = "operands.weights.pattern", .kind = Kind::Pattern, .presence = Presence::Default, .fallback = "dense", .plausible = "1:4 | dense",
        .role = Role::Mechanism, .read_by = "simulate",
        .documentation = "The sparsity pattern that weights are pruned to. Its form (levels, blocks, rows that share a choice) is structure; N and "
                         "M are parameters."},
    Row{.path = "operands.weights.chosen", .kind = Kind::Choice, .choices = "offline | learned | fixed", .presence = Presence::Default,
        .fallback = "offline", .role = Role::Mechanism, .read_by = "review",
        .documentation = "Who found the mask: pruning before deployment, the training, or nobody (one pattern imposed on the values as they come)."},
    Row{.path = "operands.weights.from", .kind = Kind::Choice, .choices = "values | gradients | activations", .presence = Presence::Default,
        .fallback = "values", .role = Role::Mechanism, .read_by = "design",
        .documentation = "What the mask was found from: the weights' magnitudes, what training did to them, or also the activations that they meet. "
                         "Weights that Skeptic prunes itself are always pruned by magnitude, which it then says."},
    Row{.path = "operands.weights.per", .kind = Kind::Choice, .choices = "network | layer | row", .presence = Presence::Default,
        .fallback = "network", .role = Role::Mechanism, .read_by = "design",
        .documentation = "Whether all weights have one pattern, or each layer or row its own numbers in the pattern's form. This version simulates "
                         "the one that `pattern` writes, and says so."},
    Row{.path = "operands.weights.metadata", .kind = Kind::Choice, .choices = "with-values | on-chip | in-code", .presence = Presence::Default,
        .fallback = "with-values", .role = Role::Mechanism, .read_by = "design",
        .documentation = "Where the metadata of the encoding live: beside the values in DRAM, in a table on the chip, or in the instructions, which "
                         "needs no encoding. This version charges those of an encoding to DRAM, and says so."},
    Row{.path = "operands.weights.permutation", .kind = Kind::Choice, .choices = "none | channels", .presence = Presence::Default,
        .fallback = "none", .plausible = "none | channels", .role = Role::Mechanism, .read_by = "simulate",
        .documentation = "`channels`: input channels stand in an order in which the pattern keeps more of the weights' magnitude, found before "
                         "deployment and free at run time; layers that share a tensor share its order. It needs a pattern of levels, `offline` or "
                         "`learned`."},
    Row{.path = "operands.weights.skip", .kind = Kind::Choice, .choices = "none | pattern | zeros", .presence = Presence::Default,
        .fallback = "none", .plausible = "none | pattern | zeros", .role = Role::Mechanism, .read_by = "simulate",
        .documentation = "What the array leaves out: nothing, positions that the pattern excludes, or zeros."},
    Row{.path = "operands.weights.gate", .kind = Kind::Choice, .choices = "none | zeros", .presence = Presence::Default, .fallback = "none",
        .role = Role::Mechanism, .read_by = "design",
        .documentation = "`zeros`: a multiplication with a zero is not switched, which saves energy and no time. This version charges it in full, and "
                         "says so."},
    Row{.path = "operands.weights.encoding", .kind = Kind::Encoding, .presence = Presence::Default, .fallback = "none",
        .plausible = "none | bitmask | offset | combinatorial", .role = Role::Mechanism, .read_by = "simulate",
        .documentation = "How values are stored and which metadata travel with them."},
    Row{.path = "operands.weights.read", .kind = Kind::Choice, .choices = "window | gather", .presence = Presence::Default, .fallback = "window",
        .plausible = "window | gather", .role = Role::Mechanism, .read_by = "simulate",
        .documentation = "Whole windows, or only the positions that are needed, which may conflict in the banks."},

    Row{.path = "operands.activations.bits", .kind = Kind::Integer, .minimum = "1", .maximum = "64", .plausible = "4 | 16", .read_by = "simulate",
        .documentation = "Bits of one value."},
    Row{.path = "operands.activations.pattern", .kind = Kind::Pattern, .presence = Presence::Default, .fallback = "dense",
        .plausible = "1:4 | dense", .role = Role::Mechanism, .read_by = "simulate",
        .documentation = "The one pattern that is imposed on activations. Not with `chosen: run-time`, which has `patterns`."},
    Row{.path = "operands.activations.chosen", .kind = Kind::Choice, .choices = "offline | learned | fixed | run-time",
        .presence = Presence::Default, .fallback = "fixed", .role = Role::Mechanism, .read_by = "simulate",
        .documentation = "Who picks the pattern. `run-time` needs `patterns` and `decide`."},
    Row{.path = "operands.activations.patterns", .kind = Kind::PatternList, .presence = Presence::Question,
        .plausible = "[\"2:8\", \"4:8\", dense] | [\"4:8\", dense]", .role = Role::Mechanism, .read_by = "simulate",
        .documentation = "The patterns that the run-time choice has, sparsest first. No default: the list is the idea."},
    Row{.path = "operands.activations.rule", .kind = Kind::Choice, .choices = "top-n | threshold", .presence = Presence::Default,
        .fallback = "top-n", .role = Role::Mechanism, .read_by = "design",
        .documentation = "How a fixed pattern is imposed: the largest N of each M, or, with `pattern: unstructured`, whatever is above a threshold "
                         "that was set beforehand. This version simulates `top-n`. Without effect for `chosen: run-time`, which has a policy."},
    Row{.path = "operands.activations.from", .kind = Kind::Choice, .choices = "values | weights", .presence = Presence::Default,
        .fallback = "values", .role = Role::Mechanism, .read_by = "design",
        .documentation = "What a fixed pattern looks at: the magnitudes of the values, or also the weights that they meet. This version selects by "
                         "magnitude, and says so. Without effect for `chosen: run-time`, which has `decide.from`."},
    Row{.path = "operands.activations.per", .kind = Kind::Choice, .choices = "network | layer", .presence = Presence::Default,
        .fallback = "network", .role = Role::Mechanism, .read_by = "design",
        .documentation = "Whether the activations of every layer have one fixed pattern, or each layer its own numbers in the pattern's form. This "
                         "version simulates the one that `pattern` writes, and says so. Without effect for `chosen: run-time`."},
    Row{.path = "operands.activations.metadata", .kind = Kind::Choice, .choices = "with-values | on-chip", .presence = Presence::Default,
        .fallback = "with-values", .role = Role::Mechanism, .read_by = "design",
        .documentation = "Where the metadata of the encoding live: beside the values in DRAM, or in a table on the chip. This version charges those "
                         "of an encoding to DRAM, and says so."},
    Row{.path = "operands.activations.skip", .kind = Kind::Choice, .choices = "none | pattern | zeros", .presence = Presence::Default,
        .fallback = "none", .plausible = "none | pattern | zeros", .role = Role::Mechanism, .read_by = "simulate",
        .documentation = "What the array leaves out: nothing, positions that the pattern excludes, or zeros."},
    Row{.path = "operands.activations.gate", .kind = Kind::Choice, .choices = "none | zeros", .presence = Presence::Default, .fallback = "none",
        .role = Role::Mechanism, .read_by = "design",
        .documentation = "`zeros`: a multiplication with a zero is not switched, which saves energy and no time. This version charges it in full, and "
                         "says so."},
    Row{.path = "operands.activations.encoding", .kind = Kind::Encoding, .presence = Presence::Default, .fallback = "none",
        .plausible = "none | bitmask | offset | combinatorial", .role = Role::Mechanism, .read_by = "simulate",
        .documentation = "How values are stored and which metadata travel with them."},
    Row{.path = "operands.activations.read", .kind = Kind::Choice, .choices = "window | gather", .presence = Presence::Default, .fallback = "window",
        .plausible = "window | gather", .role = Role::Mechanism, .read_by = "simulate",
        .documentation = "Whole windows, or only the positions that are needed, which may conflict in the banks."},
    Row{.path = "operands.activations.decide.by", .kind = Kind::Choice, .choices = "consumer | producer", .presence = Presence::Question,
        .plausible = "consumer | producer", .role = Role::Mechanism, .read_by = "simulate",
        .documentation = "Who decides: the layer that reads the tensor, or the previous one as it writes it. No default: it decides where latency "
                         "and metadata fall."},
    Row{.path = "operands.activations.decide.when", .kind = Kind::Choice, .choices = "tile | use", .presence = Presence::Question,
        .plausible = "tile | use", .role = Role::Mechanism, .read_by = "simulate",
        .documentation = "When the consumer decides: for a whole tile before it computes, or at the first step that touches a unit. Without effect "
                         "for `by: producer`."},
    Row{.path = "operands.activations.decide.stored", .kind = Kind::Choice, .choices = "none | bitmask", .presence = Presence::Default,
        .fallback = "none", .plausible = "none | bitmask", .role = Role::Mechanism, .read_by = "simulate",
        .documentation = "How the tensor lies in DRAM before the consumer decides. `none` by default: nothing is saved that was not stated. "
                         "Without effect for `by: producer`."},
    Row{.path = "operands.activations.decide.from", .kind = Kind::Choice, .choices = "this-input | previous-input | previous-layer",
        .presence = Presence::Default, .fallback = "this-input", .plausible = "this-input | previous-input", .role = Role::Mechanism,
        .read_by = "simulate",
        .documentation = "The statistics that the choice looks at. `this-input` by default: the values themselves, no prediction. `previous-layer`, a "
                         "prediction before the values exist, is compared and not simulated."},
    Row{.path = "operands.activations.decide.policy", .kind = Kind::Policy, .presence = Presence::Question, .plausible = "cover | {energy: 0.9}",
        .role = Role::Mechanism, .read_by = "simulate",
        .documentation = "The rule that picks: `cover` (drops no nonzero), `{energy: x}` (keeps at least x of the sum of squares) or `{density: "
                         "[d1, …]}` (one limit a pattern, nondecreasing). No default: accuracy hangs on it."},
    Row{.path = "operands.activations.decide.unit.pixels", .kind = Kind::Integer, .presence = Presence::Question, .minimum = "1",
        .maximum = "1048576", .plausible = "1 | 64", .read_by = "simulate",
        .documentation = "Consecutive vectors (pixels or tokens) of one image that share a pattern."},
    Row{.path = "operands.activations.decide.unit.channels", .kind = Kind::IntegerOrAll, .presence = Presence::Question, .minimum = "1",
        .maximum = "1048576", .plausible = "64 | all", .read_by = "simulate",
        .documentation = "Channels that share a pattern: a multiple of the granule (the window and all groups of the patterns), or `all`."},
    Row{.path = "operands.activations.decide.latency", .kind = Kind::Quantity, .dimension = Dimension::Cycles, .presence = Presence::Question,
        .minimum = "0 cycles", .maximum = "1000000 cycles", .plausible = "0 cycles | 64 cycles", .read_by = "simulate",
        .documentation = "From the last value that the choice needs to the choice. No default: 0 would be free hardware. Without effect for `by: "
                         "producer`."},
    Row{.path = "operands.activations.decide.rate", .kind = Kind::Quantity, .dimension = Dimension::UnitRate, .presence = Presence::Question,
        .minimum = "0.000001 units/cycle", .maximum = "1000000 units/cycle", .plausible = "0.0625 units/cycle | 4 units/cycle",
        .read_by = "simulate",
        .documentation = "Units decided in a cycle: every value of a unit must be read for it. Without effect for `by: producer` and for `when: "
                         "use`."},
    Row{.path = "operands.activations.decide.switch", .kind = Kind::Quantity, .dimension = Dimension::Cycles, .presence = Presence::Question,
        .minimum = "0 cycles", .maximum = "1000000 cycles", .plausible = "0 cycles | 32 cycles", .read_by = "simulate",
        .documentation = "Cycles that a step takes longer when its patterns differ from those of the step before."},
    Row{.path = "operands.activations.decide.state", .kind = Kind::Quantity, .dimension = Dimension::Storage, .presence = Presence::Question,
        .minimum = "0 bits", .maximum = "1024 MiB", .plausible = "0 KiB | 512 KiB", .read_by = "cost",
        .documentation = "Storage that the mechanism adds: statistics, index buffers, tables. It takes no time, and area and energy."},
    Row{.path = "operands.outputs.bits", .kind = Kind::Integer, .minimum = "1", .maximum = "64", .plausible = "8 | 32", .read_by = "simulate",
        .documentation = "Bits of one stored output."},
    Row{.path = "operands.outputs.encoding", .kind = Kind::Choice, .choices = "none | as-read", .presence = Presence::Default, .fallback = "none",
        .plausible = "none | as-read", .role = Role::Mechanism, .read_by = "simulate",
        .documentation = "Outputs are stored dense, or as the first layer that reads them loads them (networks only)."},

    Row{.path = "tile", .kind = Kind::Choice, .choices = "auto", .presence = Presence::Default, .fallback = "auto", .read_by = "simulate",
        .documentation = "`auto`: of the tiles that fit the buffers the one that ends first when nothing waits for values, searched for every layer. It is "
                         "chosen before any input is seen, so that with values it can be off by a percent. Or a mapping with m, n and k."},
    Row{.path = "tile.m", .kind = Kind::IntegerOrAll, .presence = Presence::Default, .fallback = "all", .minimum = "1", .maximum = "1000000000",
        .plausible = "64 | all", .read_by = "simulate",
        .documentation = "Rows of the output in a tile: a multiple of fabric.array.m, or `all`. `all` where a sibling is written and this is not."},
    Row{.path = "tile.n", .kind = Kind::IntegerOrAll, .presence = Presence::Default, .fallback = "all", .minimum = "1", .maximum = "1000000000",
        .plausible = "64 | all", .read_by = "simulate",
        .documentation = "Columns of the output in a tile: a multiple of fabric.array.n, or `all`. `all` where a sibling is written and this is "
                         "not."},
    Row{.path = "tile.k", .kind = Kind::IntegerOrAll, .presence = Presence::Default, .fallback = "all", .minimum = "1", .maximum = "1000000000",
        .plausible = "256 | all", .read_by = "simulate",
        .documentation = "Positions of the reduction in a tile: a multiple of the granule times fabric.array.k, or `all`. `all` where a sibling is "
                         "written and this is not."},

    Row{.path = "vector.lanes", .kind = Kind::Integer, .presence = Presence::Optional, .minimum = "1", .maximum = "1048576", .plausible = "16 | 256",
        .read_by = "simulate",
        .documentation = "Operations that the vector unit does in a cycle (depthwise convolutions, element-wise layers). Left out: there is none; "
                         "element-wise layers are left out of the result, which says so."},

    Row{.path = "memory.dram.bandwidth", .kind = Kind::Quantity, .dimension = Dimension::Bandwidth, .minimum = "1 MB/s", .maximum = "1000 TB/s",
        .plausible = "25 GB/s | 2 TB/s", .read_by = "simulate",
        .documentation = "Of the one channel that loads and stores share."},
    Row{.path = "memory.dram.energy", .kind = Kind::Quantity, .dimension = Dimension::EnergyPerBit, .presence = Presence::Default,
        .fallback = "4 pJ/bit", .minimum = "0 pJ/bit", .maximum = "1000 pJ/bit", .plausible = "4 pJ/bit | 20 pJ/bit", .read_by = "cost",
        .documentation = "Energy of a bit moved. The default is HBM2's (3.9 pJ/bit, O'Connor et al., MICRO 2017), the least that is published for "
                         "DRAM."},
    Row{.path = "memory.weights.size", .kind = Kind::Quantity, .dimension = Dimension::Storage, .minimum = "8 bits", .maximum = "1024 MiB",
        .plausible = "64 KiB | 2 MiB", .read_by = "simulate",
        .documentation = "Size of the buffer, all its parts (`memory.buffers`) together."},
    Row{.path = "memory.weights.banks", .kind = Kind::Integer, .presence = Presence::Default, .fallback = "1", .minimum = "1", .maximum = "4096",
        .plausible = "1 | 32", .read_by = "simulate",
        .documentation = "Banks of each row's set. They matter for `read: gather` alone; one by default, the slowest."},
    Row{.path = "memory.weights.ports", .kind = Kind::Integer, .presence = Presence::Default, .fallback = "1", .minimum = "1", .maximum = "64",
        .plausible = "1 | 2", .read_by = "simulate",
        .documentation = "Reads of a bank in a cycle."},
    Row{.path = "memory.weights.width", .kind = Kind::Quantity, .dimension = Dimension::Width, .presence = Presence::Optional,
        .minimum = "1 bits/cycle", .maximum = "1000000000 bits/cycle", .plausible = "256 bits/cycle | 4096 bits/cycle", .read_by = "simulate",
        .documentation = "What the buffer delivers to the array, metadata included. Left out: unlimited."},
    Row{.path = "memory.activations.size", .kind = Kind::Quantity, .dimension = Dimension::Storage, .minimum = "8 bits", .maximum = "1024 MiB",
        .plausible = "64 KiB | 2 MiB", .read_by = "simulate",
        .documentation = "Size of the buffer, all its parts (`memory.buffers`) together."},
    Row{.path = "memory.activations.banks", .kind = Kind::Integer, .presence = Presence::Default, .fallback = "1", .minimum = "1", .maximum = "4096",
        .plausible = "1 | 32", .read_by = "simulate",
        .documentation = "Banks of each column's set. They matter for `read: gather` alone; one by default, the slowest."},
    Row{.path = "memory.activations.ports", .kind = Kind::Integer, .presence = Presence::Default, .fallback = "1", .minimum = "1", .maximum = "64",
        .plausible = "1 | 2", .read_by = "simulate",
        .documentation = "Reads of a bank in a cycle."},
    Row{.path = "memory.activations.width", .kind = Kind::Quantity, .dimension = Dimension::Width, .presence = Presence::Optional,
        .minimum = "1 bits/cycle", .maximum = "1000000000 bits/cycle", .plausible = "256 bits/cycle | 4096 bits/cycle", .read_by = "simulate",
        .documentation = "What the buffer delivers to the array, metadata included. Left out: unlimited."},
    Row{.path = "memory.accumulators.size", .kind = Kind::Quantity, .dimension = Dimension::Storage, .presence = Presence::Optional,
        .minimum = "32 bits", .maximum = "1024 MiB", .plausible = "16 KiB | 1 MiB", .read_by = "simulate",
        .documentation = "Room for the partial sums of a tile, 32 bits each. Left out: any tile has room."},
    Row{.path = "memory.buffers", .kind = Kind::Integer, .presence = Presence::Default, .fallback = "2", .minimum = "1", .maximum = "16",
        .plausible = "1 | 3", .read_by = "simulate",
        .documentation = "Tiles that are in the buffers at once. 2 is double buffering: the next tile loads while this one computes."},

    Row{.path = "chip.area", .kind = Kind::Quantity, .dimension = Dimension::Area, .presence = Presence::Optional, .minimum = "0.001 mm2",
        .maximum = "10000 mm2", .plausible = "1 mm2 | 800 mm2", .read_by = "cost",
        .documentation = "The whole chip's, for comparison at equal area of the chip. Left out: that comparison is not made."},
    Row{.path = "technology", .kind = Kind::Quantity, .dimension = Dimension::Length, .minimum = "1 nm", .maximum = "250 nm",
        .plausible = "7nm | 45nm", .read_by = "cost",
        .documentation = "The node of the technology table that area and energy are taken from."},
};
// clang-format on

}  // namespace

std::span<const Row> schema() { return kRows; }

}  // namespace skeptic
