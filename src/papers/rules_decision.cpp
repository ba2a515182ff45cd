// Who picks a pattern at run time, when, from what, by which rule, for how much, and what it costs.
#include <array>

#include "papers/rule.h"

namespace skeptic::papers {
namespace {

constexpr std::array kRules{
    PhraseRule{"picks-at-run-time", "operands.activations.chosen", "run-time", "@choose ... @runtime",
               "The pattern of the activations is chosen at run time.", "Weights are pruned offline."},
    PhraseRule{"run-time-picks", "operands.activations.chosen", "run-time", "@runtime ... @choose|pattern|patterns|n|density|activations",
               "The hardware dynamically chooses the pattern."},
    PhraseRule{"one-of-patterns", "operands.activations.chosen", "run-time",
               "each|every|for_each|for_every|per @unit .. one of|out_of .. patterns|densities|ratios|formats|modes|sparsities|levels",
               "Every tile carries one of three densities."},
    PhraseRule{"gives-one-of", "operands.activations.chosen", "run-time",
               "gives|give|assigns|picks|selects|chooses|grants each|every|for_each|for_every|a @unit .. one .. patterns|densities|ratios|of",
               "It gives each token one of three densities."},
    PhraseRule{"adapts-to-data", "operands.activations.chosen", "run-time",
               "sparsity|density|pattern|ratio .. adapts|varies|follows|depends|changes|is_adapted .. data|input|inference|image|content",
               "The sparsity of the activations adapts to the data during inference."},
    PhraseRule{"for-each-picks", "operands.activations.chosen", "run-time", "for|in each|every @unit .. @choose .. pattern|ratio|density|n|one|mode",
               "For each tile the controller selects a pattern."},
    PhraseRule{"depending-on-content", "operands.activations.chosen", "run-time",
               "depending_on|according_to|based_on|from ... content|data|zeros|nonzeros|values|statistics|density|interesting|input|image|sparsity "
               "... processed|treated|computed|chosen|selected|picked|kept|pattern|as|runs",
               "Depending on its content, a block is processed as 2:8 or 4:8."},
    PhraseRule{"picks-one-of", "operands.activations.chosen", "run-time",
               "picks|selects|chooses|decides|assigns|carries|gets|receives|choose|pick|select ... one|either of|out_of|among|from .. "
               "patterns|densities|ratios|modes|formats|levels|three|two|four|five",
               "The layer picks one of three patterns."},
    PhraseRule{"pattern-again", "operands.activations.chosen", "run-time",
               "takes|uses|reuses|fixes|sets|applies .. pattern|patterns|ratio|density ... next|current|each|every|this "
               "frame|token|tile|image|region|input|block|token's",
               "It takes the same pattern again for the current frame."},
    PhraseRule{"picks-for-each", "operands.activations.chosen", "run-time",
               "picks|selects|chooses|decides|choose|select|pick|decide .. for|tile each|every|by @unit|tile",
               "The layer picks a pattern for each tile."},
    PhraseRule{"layer-that-writes", "operands.activations.decide.by", "producer",
               "layer|unit|stage|one .. that|which|who writes|produces|wrote|produced|generates|emits|computes .. @choose|it|a|the|them",
               "The layer that writes a tile decides.", "The layer that reads the tensor decides."},
    PhraseRule{"producer-side", "operands.activations.decide.by", "producer", "producer|producing|writer|writing side|layer|unit|stage|sided",
               "a producer-side density selector", "It is not a producer-side selector."},
    PhraseRule{"to-the-producer", "operands.activations.decide.by", "producer",
               "@choose|circuit|choice ... to|by|in|at|of|belongs the producer|writer", "moving the choice to the producer"},
    PhraseRule{"as-it-writes", "operands.activations.decide.by", "producer",
               "@choose|decision|pattern ... "
               "write_back|as_it_writes|as_they_are_written|before_it_is_written|while_it_is_written|as_results_leave|output_stage|on_the_way_out|"
               "when_it_writes|while_writing|as_it_is_written|store_path|store_unit|write_path|writeback",
               "The decision is taken in the write-back path."},
    PhraseRule{
        "leaves-output", "operands.activations.decide.by", "producer",
        "as|while|when|before .. results|tile|values|outputs .. leave|leaves|written|drain ... @choose|statistic*|counts|accumulates|measured|sum",
        "While the tile leaves the output stage, the sum of squares is formed and a pattern selected."},
    PhraseRule{"previous-layer-decides", "operands.activations.decide.by", "producer",
               "@choose|unit .. by|at|in|of|with the output? of? the? previous|preceding layer", "The pattern is chosen by the previous layer."},
    PhraseRule{"once-produced", "operands.activations.decide.by", "producer",
               "as_soon_as|once|when|while|after|before .. tile|tensor|values|block|it|they|output|outputs is|are|has_been|have_been|being "
               "produced|written|generated|computed|stored|drained ... pattern|@choose|known",
               "As soon as a tile is produced, its pattern is determined.", "Before a tile is computed, the input is read."},
    PhraseRule{"chosen-before-written", "operands.activations.decide.by", "producer",
               "@choose|determined|known ... before|as|when|while|once .. is|are|being written|produced|stored|generated",
               "The pattern is decided before the tile is written to memory."},
    PhraseRule{"own-input", "operands.activations.decide.by", "consumer", "layer .. @choose ... its|their own? input|inputs",
               "Layer i decides the pattern of its own input."},
    PhraseRule{"layer-that-reads", "operands.activations.decide.by", "consumer",
               "layer|unit|one|stage .. that|which reads|consumes|loads|uses .. @choose|activations|tensor|them|it|the",
               "The choice is made by the layer that consumes the activations."},
    PhraseRule{"consumer-decides", "operands.activations.decide.by", "consumer",
               "consuming|reading|consumer|reader layer|side|decides|picks|makes|chooses|selects|itself|inspects|counts|measures|looks|determines",
               "The consuming layer does the lookup."},
    PhraseRule{"by-the-consumer", "operands.activations.decide.by", "consumer", "@choose .. by|at|in|on the consumer|reader|consuming|reading",
               "It is decided by the consumer."},
    PhraseRule{"while-loading", "operands.activations.decide.by", "consumer",
               "@choose|decision|pattern ... "
               "flows_into|flow_into|before_the_array|enters_the_array|enter_the_array|on_load|while_loading|as_it_is_loaded|as_they_are_loaded|as_"
               "they_are_read|load_path|when_it_is_read|when_they_are_read|on_the_read_path|read_path|before_it_is_consumed|on_its_way_to|on_their_"
               "way_to|fetched_from|from_the_buffer",
               "The decision is made while data flows into the fabric."},
    PhraseRule{"before-array", "operands.activations.decide.by", "consumer",
               "@choose|unit|decision .. in_front_of|before|between .. array|pes|buffer_and|multipliers", "A selector sits in front of the array."},
    PhraseRule{"whole-tile", "operands.activations.decide.when", "tile",
               "@choose|decision|choice|lookup ... before|beginning|start|whole|ahead .. tile|block .. started|starts|begins|computed|enters|,|.|at",
               "The choice is made for a whole tile before it is started."},
    PhraseRule{
        "tile-before", "operands.activations.decide.when", "tile",
        "before a|the|each|every tile|block|region .. starts|begins|is_computed|is_processed|enters|is_started|is_needed|is_consumed|is_fetched",
        "decided before a tile is processed"},
    PhraseRule{"before-computation", "operands.activations.decide.when", "tile",
               "@choose|fixed|known|determined ... before .. computation|processing|execution begins|starts|is",
               "The pattern of each tile is fixed before its computation begins."},
    PhraseRule{"at-beginning", "operands.activations.decide.when", "tile", "at_the beginning|start of a|the|each|every tile|block",
               "at the beginning of the tile"},
    PhraseRule{"at-first-use", "operands.activations.decide.when", "use",
               "@choose|decision|decided ... first_use|first_touch|when_it_is_first|on_demand|first_step_that|as_it_is_used|at_use|moment_of_use",
               "A unit is decided at first use."},
    PhraseRule{"statistics-of-this", "operands.activations.decide.from", "this-input",
               "count|measure|compute|inspecting|counting|measuring|looks_at|look_at|inspects|inspect|watches|watch|examines|accumulates|counts|"
               "measures|reads|computes|analyses|analyzes|scans|monitors|observes|sums|considers|evaluates .. "
               "sum|statistics|data|values|activation|activations|energy|nonzeros|zeros|norm|squares|density|distribution|histogram",
               "The unit counts how many values are nonzero.", "It remembers the previous frame."},
    PhraseRule{"sum-formed", "operands.activations.decide.from", "this-input", "sum of squares|magnitudes|absolute",
               "The sum of squares of its values is formed."},
    PhraseRule{"no-prediction", "operands.activations.decide.from", "this-input", "no|without prediction|predictor|predictors",
               "There is no prediction involved."},
    PhraseRule{"previous-frame", "operands.activations.decide.from", "previous-input",
               "previous|last|preceding|before|earlier frame|token|image|input|sample|inference|request|step|time_step|timestep",
               "It takes the pattern of the previous frame."},
    PhraseRule{"frame-before", "operands.activations.decide.from", "previous-input", "frame|token|image|input|sample before|earlier|ago",
               "The table is filled by the frame before."},
    PhraseRule{"previous-layer-statistics", "operands.activations.decide.from", "previous-layer",
               "predict|predicts|predicted|prediction|predictor|inferred|extrapolated|anticipated ... "
               "previous_layer|preceding_layer|earlier_layer|layer_before|one_block|one_layer|previous_block|preceding_block|layer_ahead|block_ahead",
               "It predicts the density from the previous layer."},
    PhraseRule{"layer-before", "operands.activations.decide.from", "previous-layer",
               "map|statistics|statistic|counts|count|values|sparsity|density|number|histogram .. of|from|in .. "
               "layer_before|previous_layer|preceding_layer|layer_earlier|earlier_layer|previous_block|preceding_block",
               "from statistics of the previous layer"},
    PhraseRule{"block-ahead", "operands.activations.decide.from", "previous-layer", "one|a|single block|layer ahead|in_advance|early|earlier",
               "predicted one block ahead"},
    PhraseRule{"layer-left-behind", "operands.activations.decide.from", "previous-layer",
               "layer_before|previous_layer|preceding_layer .. tells|predicts|left|says|determines|indicates",
               "The layer before tells which parts can be thinned out."},
    PhraseRule{"energy", "operands.activations.decide.policy", "{energy: {1}}",
               "@keep|preserving|cover|covers|amounts|holds|captures|capture|contains|least .. {percent} of .. "
               "energy|squares|total|norm|mass|power|sum|magnitude|l2",
               "retains at least 95% of the energy"},
    PhraseRule{"energy-first", "operands.activations.decide.policy", "{energy: {1}}",
               "energy|sum_of_squares|squares|mass|norm .. exceeds|reaches|at_least|above|stays_above|threshold_of|fraction_of|is .. {percent} .. "
               "total|tile|dense|original|kept|,|.|of",
               "the energy that is kept reaches 90% of the total"},
    PhraseRule{"lossless", "operands.activations.decide.policy", "cover",
               "sparsest|smallest|least|narrowest pattern|one|n|ratio|density|that? .. "
               "drops|loses|cuts|discards|holds|covers|accommodates|fits|contains|keeps .. no|all|every|nothing|its|the .. "
               "nonzero|nonzeros|non_zero|values|value",
               "the sparsest pattern that drops no nonzero"},
    PhraseRule{"covers", "operands.activations.decide.policy", "cover",
               "no|never|without|all nonzero|nonzeros|non_zero|drops .. lost|dropped|discarded|kept|nonzero|nonzeros .. pattern|,|.",
               "no nonzero is dropped by the pattern"},
    PhraseRule{"pixels-and-channels", "operands.activations.decide.unit.pixels operands.activations.decide.unit.channels", "",
               "{int} consecutive|neighbouring|adjacent|output|cached? pixels|tokens|positions|pixel|token|columns|vectors "
               "and|of|by|\xC3\x97|x|with|, {int} channels|keys|features|input|channel|hidden|consecutive",
               "A tile spans 16 consecutive pixels and 64 channels."},
    PhraseRule{
        "pixels-by-channels", "operands.activations.decide.unit.pixels operands.activations.decide.unit.channels", "",
        "{int} pixels|tokens|vectors|pixel|token wide|tall|long? and|of|by|\xC3\x97|x|with|, {int} channels|keys|features|input|channel|hidden",
        "A tile is four pixels of sixty-four channels."},
    PhraseRule{"channels-by-pixels", "operands.activations.decide.unit.channels operands.activations.decide.unit.pixels", "",
               "{int} channels|features|channel and|of|by|\xC3\x97|x|with|,|for {int} consecutive|neighbouring|adjacent? "
               "pixels|tokens|positions|pixel|token|vectors",
               "a block of 64 channels by 8 pixels"},
    PhraseRule{"one-and-channels", "operands.activations.decide.unit.pixels operands.activations.decide.unit.channels", "",
               "covers|spans|holds|comprises|of {int} token|pixel|vector and|of|with {int} channels|features", "covers one token and 128 channels"},
    PhraseRule{"channels-share", "operands.activations.decide.unit.channels", "",
               "shared_by|share|covers|spans|spanning a|one|same? {int} channels|features", "The pattern is shared by 64 channels of a pixel."},
    PhraseRule{"all-channels", "operands.activations.decide.unit.channels", "all",
               "all|entire|whole|every channels|channel|vector|feature of|share|get|gets|at|in|belongs",
               "All channels of the region get the same pattern."},
    PhraseRule{"all-channels-of-one", "operands.activations.decide.unit.pixels", "1", "all channels of a|one|the|each token|pixel|vector",
               "All channels of a token share the choice."},
    PhraseRule{"region-of-pixels", "operands.activations.decide.unit.pixels", "{1}*{2}",
               "regions|region|tiles|tile|blocks|block|patches|windows of {int} by|\xC3\x97|x {int} pixels|neighbouring|adjacent",
               "regions of four by four pixels"},
    PhraseRule{
        "decision-after", "operands.activations.decide.latency", "",
        "@choose|verdict|latency .. "
        "takes|take|ready|delivers|delivered|available|needs|requires|known|arrives|costs|made|latency|adds|decides_in|selects_in|of|: .. {cycles}",
        "The decision is ready 15 cycles after the last value.", "Switching takes 2 cycles."},
    PhraseRule{"decides-in", "operands.activations.decide.latency", "",
               "decides|selects|chooses|picks|decided|selected .. in|within|after a|one|just|only|about|some? {cycles}", "It decides in 3 cycles."},
    PhraseRule{"cycles-to-decide", "operands.activations.decide.latency", "",
               "{cycles} to|for|per|of|after|later decide|choose|select|the_decision|a_decision|decision|selection|the_last|a_tile|the_choice",
               "needs 12 cycles to decide"},
    PhraseRule{"after-cycles", "operands.activations.decide.latency", "",
               "after|within|in a|one|just|only|about|some? {cycles} .. the|a choice|decision|pattern|selection|verdict .. "
               "available|known|ready|made|taken|falls|is|arrives",
               "After 20 cycles the choice is available."},
    PhraseRule{"cycle-decision", "operands.activations.decide.latency", "", "{cycles} decision|latency|selection|selector|delay|decisions",
               "a 15-cycle decision"},
    PhraseRule{"no-time", "operands.activations.decide.latency", "0 cycles",
               "decision|choice|selection costs|takes|needs|adds no|zero time|latency|cycles|delay", "The decision costs no time."},
    PhraseRule{"switch-cost", "operands.activations.decide.switch", "",
               "switch|switches|switching|change|changes|changing|changed|differ|differs|transition|reprogrammed|reprogramming|reconfigur*|reload*|"
               "reloaded|drain|drains|drained|different|moves|turnover ... {cycles}",
               "A change of pattern takes 3 cycles.", "The decision takes 3 cycles."},
    PhraseRule{"free-switch", "operands.activations.decide.switch", "0 cycles",
               "switch|switching|changing|change|changes|transition|transitions .. pattern|patterns|modes|ratio|density|tiles|between .. "
               "free|no_cycles|no_time|nothing|zero_cycles|no_penalty|without_penalty|no_bubble|no_bubbles|no_stall",
               "Changing the pattern is free."},
    PhraseRule{"cycles-to-switch", "operands.activations.decide.switch", "",
               "{cycles} .. "
               "switch|to_change|whenever_the_pattern|bubble|between_patterns|when_the_pattern|per_switch|reconfigur*|mode_switch|pattern_switch|"
               "pattern_change",
               "two cycles to switch"},
    PhraseRule{"units-per-cycle", "operands.activations.decide.rate", "{1} units/cycle",
               "{int} tile|tiles|token|tokens|unit|units|block|blocks|decision|decisions|region|regions|choice|choices|group|groups|verdict|verdicts "
               "per|a|each|every|in_every|in_each cycle|clock",
               "The comparators handle one token per cycle."},
    PhraseRule{"decisions-made", "operands.activations.decide.rate", "{1} units/cycle",
               "{int} decision|decisions|choices|verdicts are|is|can_be made|taken|produced|available|issued .. per|a|each|every|in_every|in_each "
               "cycle|clock",
               "Two decisions are made per cycle."},
    PhraseRule{"decided-per-cycle", "operands.activations.decide.rate", "{1} units/cycle",
               "{int} tile|tiles|token|tokens|unit|units|block|blocks|region|regions .. decided|chosen|classified|handled|processed|selected|served "
               "per|a|each|every|in_every|in_each cycle|clock",
               "One tile is decided per cycle."},
    PhraseRule{"cycle-each", "operands.activations.decide.rate", "1/{1} units/cycle",
               "one|1|a|new tile|token|unit|block|decision|region|choice|verdict every|each {cycles}", "It makes a new decision every 4 cycles."},
    PhraseRule{"stored-bitmask", "operands.activations.decide.stored", "bitmask",
               "lie|lies|stored|held|kept|dram|until|before .. as|in|dram .. bitmask|bit_mask|bitmap .. and|mask|until|nonzero|yet",
               "Until it is chosen, the tensor lies there as a bitmask and packed values."},
    PhraseRule{"stored-dense", "operands.activations.decide.stored", "none",
               "stored|written|lie|lies|kept|held|remain .. dense|uncompressed|whole|unencoded .. dram|memory|off_chip|until|before",
               "The tensor is stored dense in DRAM until the choice is made."},
    PhraseRule{"dram-dense", "operands.activations.decide.stored", "none",
               "dram|memory|off_chip .. dense|uncompressed|in_full .. until|before|and_is_compressed",
               "In DRAM the tensor is dense until it is chosen."},
    PhraseRule{"per-unit", "granularity", "per {1}",
               "@choose|decides|pattern|patterns|density|densities|choice|verdict .. per|for_each|for_every|each|every|of_every|of_each {word}",
               "It decides for every tile.", "The speed-up per watt is high."},
    PhraseRule{"for-each-unit", "granularity", "per {1}", "for|in|of each|every attention? {word} .. @choose",
               "For each tile the controller selects a pattern."},
    PhraseRule{"chosen-for-every", "granularity", "per {1}",
               "@choose|choice|made|taken|set .. for|per|once_per|separately_for|individually_for|for_each|for_every each|every|single|attention? "
               "attention? {word}",
               "The choice is made separately for every attention head."},
    PhraseRule{"unit-is", "granularity", "per {1}",
               "a|each|every {word} is_processed|is_computed|is_treated|is_stored|is_kept|is_run|spans|becomes|is_coded ... <ratio>",
               "A block is processed as 2:8 or 4:8."},
    PhraseRule{"looks-and-decides", "granularity", "per {1}", "at|of|over|in every|each {word} and|, .. @choose",
               "The hardware looks at every block and decides."},
    PhraseRule{"unit-of-pixels", "granularity", "per {1}", "a|each|every {word} is|spans|covers|holds|comprises .. pixels|tokens|channels",
               "A block is some pixels times some channels."},
    PhraseRule{"unit-by-unit", "granularity", "per {1}", "{word} by tile|token|block|region|row|pixel|group|layer|head", "on the fly, tile by tile"},
    PhraseRule{"each-unit-has", "granularity", "per {1}",
               "each|every|gives_each|let_each|letting_each {word} .. carries|gets|receives|picks|own|shares|one_of|has_one",
               "every tile carries one of three densities"},
};

}  // namespace

std::span<const PhraseRule> decision_rules() { return kRules; }

}  // namespace skeptic::papers
