// How most papers say it, where no other table of rules has it.
#include <array>

#include "papers/rule.h"

namespace skeptic::papers {
namespace {

constexpr std::array kRules{
    // When the pattern of activations is chosen.
    PhraseRule{"run-time-in-brackets", "operands.activations.chosen", "run-time", "activations : ... ( run_time|runtime|online|on_line|dynamic )",
               "Activations: 1:4, 2:4 or dense (run time)."},
    PhraseRule{"while-the-network-runs", "operands.activations.chosen", "run-time",
               "mode|pattern|ratio|bound|density .. picked|chosen|selected|decided|set ... while_the_network_runs|while_the_network_is_running",
               "The mode is picked per tile while the network runs."},
    PhraseRule{"classified-on-line", "operands.activations.chosen", "run-time",
               "activations ... classified|chosen|picked|selected|decided on_line|online", "Activations are classified on-line."},
    PhraseRule{"run-in-modes", "operands.activations.chosen", "run-time",
               "activation block|tile|group|vector with .. nonzeros|nonzero ... run|executed|processed|handled in|at|as {ratio} mode",
               "An activation block with at most two nonzeros is run in 2:8 mode."},
    PhraseRule{
        "from-tile-to-tile", "granularity", "per {1}",
        "changes|change|varies|vary|differs|differ from {word} to tile|block|token|layer|row|group|head|channel & bound|pattern|ratio|mode|density|n",
        "The bound changes from tile to tile."},
    // Who chooses, when, and from what.
    PhraseRule{"reader-not-writer", "operands.activations.decide.by", "consumer",
               "reader|consumer .. not .. writer|producer .. decide|decides|choose|chooses|chosen", "The reader, not the writer, decides."},
    PhraseRule{"at-the-load-port", "operands.activations.decide.by", "consumer",
               "at|in|of the load|read port|side|path|unit .. make|makes the? choice|decision", "Counters at the load port make the choice."},
    PhraseRule{"deferred-to-consumer", "operands.activations.decide.by", "consumer", "deferred|left to the consumer|reader",
               "The choice is deferred to the consumer."},
    PhraseRule{"whole-tile-there", "operands.activations.decide.when", "tile",
               "as_soon_as|once|when|after the? whole|entire|complete|full tile has|is|was? arrived|loaded|read|in_the_buffer|been|there",
               "The choice is made as soon as the whole tile has arrived in the buffer."},
    PhraseRule{"looks-at-what-is-there", "operands.activations.decide.from", "this-input",
               "consults|inspects|examines|looks_at|decides_from|chooses_from|decided_from|selects_from the? current|actual|present|very "
               "tile|block|values|activations|group|data|input",
               "It consults the current tile."},
    PhraseRule{"next-from-current", "operands.activations.decide.from", "previous-layer",
               "predicts|predict|predicted|predicting ... next|following|subsequent layer|layers|layer's",
               "A small MLP predicts the neurons of the next layer."},
    PhraseRule{"nonzeros-survive", "operands.activations.decide.policy", "cover",
               "all|every|each nonzero|nonzeros|non_zero|non_zeros values|value|activations|activation? "
               "survive|survives|are_kept|is_kept|are_preserved|is_preserved|are_retained|is_retained|remain",
               "All nonzero values survive."},
    PhraseRule{"nonzeros-never-dropped", "operands.activations.decide.policy", "cover",
               "nonzeros|non_zeros|nonzero|non_zero values|value|activations? are|is never|ever|not dropped|lost|discarded|pruned|cut",
               "Nonzeros are never dropped."},
    PhraseRule{"available-with-delay", "operands.activations.decide.latency", "",
               "pattern|choice|decision|mode|result .. available|ready|known with|after a|an? delay|latency of {cycles}",
               "The pattern becomes available with a delay of 14 cycles."},
    PhraseRule{"does-so-in", "operands.activations.decide.latency", "", "does|do so|this|it in|within a|only? {cycles}", "It does so in 2 cycles."},
    PhraseRule{"decides-at-once", "operands.activations.decide.latency", "0 cycles",
               "decision|decisions|choice|choices come|comes|are|is|arrive at|with|without zero|no|any latency|delay|extra_cycles",
               "Decisions come at zero latency."},
    PhraseRule{"settles-in", "operands.activations.decide.latency", "",
               "decider|selector|decision|predictor|classifier|comparator|comparators ... settles|settle|responds|finishes|completes|converges "
               "in|within|after "
               "only? {cycles}",
               "Our decider settles in 3 cycles."},
    PhraseRule{"time-as-cycles", "operands.activations.decide.latency", "",
               "decision|decide|selector|classifier|choice ... {time} , which_is|or|i_e|that_is ,? {cycles}",
               "The decision requires 5 ns, which is 5 cycles."},
    PhraseRule{"no-extra-cycle-to-change", "operands.activations.decide.switch", "0 cycles",
               "going|changing|switching|moving|change|switch from|between .. pattern|patterns|mode|modes|bound|ratio ... "
               "takes|costs|needs|requires|take|cost "
               "no extra|additional? cycle|cycles|time",
               "Going from one pattern to another takes no extra cycle."},
    PhraseRule{"no-bubble", "operands.activations.decide.switch", "0 cycles",
               "no|without bubble|bubbles|stall|stalls|penalty .. when|as|if .. pattern|mode|bound|ratio changes|switches|differs|is_changed",
               "No bubble is inserted when the pattern changes."},
    // What zeros cost.
    PhraseRule{"neither-stored-nor-multiplied", "operands.weights.skip", "zeros",
               "zero weights|weight are|is neither stored|kept|fetched|loaded|read nor multiplied|computed|executed|issued",
               "Zero weights are neither stored nor multiplied."},
    PhraseRule{"activations-neither-fetched", "operands.activations.skip", "zeros",
               "zero activations|activation are|is neither stored|kept|fetched|loaded|read nor multiplied|computed|executed|issued",
               "Zero activations are neither fetched nor multiplied."},
    PhraseRule{"squeezed-out", "operands.?.skip", "zeros",
               "zeros|zeroes ... squeezed_out|filtered_out|compacted_away|removed|eliminated before they|it enter|enters|reach|reaches",
               "Zeros of activations are squeezed out before they enter the PE."},
    PhraseRule{
        "only-nonzero-activations", "operands.activations.skip", "zeros",
        "fetches|loads|reads|processes|receives|consumes|computes|multiplies only the? nonzero|non_zero|effectual activations|inputs|activation",
        "The PE fetches only nonzero activations."},
    PhraseRule{"ineffectual-either", "operands.*.skip", "zeros", "@skip ineffectual .. on|of|from|in either|both side|sides|operand|operands|tensors",
               "The PE skips ineffectual computations on either side."},
    PhraseRule{"compressed-in-memory-only", "operands.activations.skip", "none",
               "compressed|compression .. in|for memory|dram|storage only & datapath|array|pes|computes|works|operates & dense|decompressed|expanded",
               "Activations are compressed in memory only; the datapath computes on the decompressed tensor."},
    PhraseRule{"array-sees-zeros", "operands.?.skip", "none",
               "zeros|zeroes & array|datapath|pes|pe|multipliers sees|see|receives|receive|processes|process them_all|all_of_them|every_zero",
               "Zeros of the activations are removed in DRAM, but the array sees them all."},
    PhraseRule{"weights-as-any-other", "operands.weights.skip", "none",
               "zeros|zero|zeroes in|of|among the? weights|weight .. multiplied .. as|like any|every|all",
               "The zeros in weights are multiplied as any other value."},
    PhraseRule{"zero-weights-not-skipped", "operands.weights.skip", "none", "not|never skip|skips|exploit|exploits zero weights|weight",
               "Willow does not skip zero weights."},
    PhraseRule{"flag-of-each", "operands.?.encoding", "bitmask", "<bits> flag|tag per|for each? activation|weight|value ... zero|nonzero",
               "A 1-bit flag per activation denotes whether it is zero."},
    PhraseRule{"skips-by-pattern", "operands.?.skip", "pattern", "skipping .. relies|rests|depends|based on the? pattern|mask|structure",
               "Skipping relies on the pattern, not on the values."},
};

}  // namespace

std::span<const PhraseRule> plain_rules() { return kRules; }

}  // namespace skeptic::papers
