// What a choice at run time covers, how long it takes, and how it waits.
#include <array>

#include "papers/rule.h"

namespace skeptic::papers {
namespace {

constexpr std::array kRules{
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
    PhraseRule{"cycles-of-latency", "operands.activations.decide.latency", "", "{cycles} of latency|delay|decision|wait|waiting|lookahead|thinking",
               "eleven cycles of latency"},
    PhraseRule{"waiting-takes", "operands.activations.decide.latency", "",
               "lookup|look_up|classification|grading|grader|selector|comparator|counting|classifier|ranking|tally|wait "
               "takes|adds|costs|needs|requires|lasts|is|has|: "
               ".. {cycles}",
               "The lookup takes 2 cycles."},
    PhraseRule{"lookup-after", "operands.activations.decide.latency", "",
               "lookup|result|answer|grade|class|profile|known|available .. {cycles} after|behind|later",
               "The grade is known 6 cycles after the last value."},
    PhraseRule{"zero-waiting", "operands.activations.decide.latency", "0 cycles",
               "zero waiting|wait|decision_latency|added_latency|extra_latency|stall_for_the_decision", "Zero waiting."},
    PhraseRule{
        "off-critical-path", "operands.activations.decide.latency", "0 cycles",
        "@choose|decision|grading .. hidden|overlapped|off_the_critical_path|invisible .. completely|entirely|fully|so_that_no|no_latency|zero",
        "The decision is hidden completely."},
    PhraseRule{"from-one-to-next", "operands.activations.decide.switch", "",
               "from_one|between @unit to_the_next|to_another|and_the_next|of_different .. {cycles}",
               "Going from one patch to the next takes 2 cycles."},
    PhraseRule{"unit-differs", "operands.activations.decide.switch", "",
               "differs|differ|changes|change|different|alternate|alternates ... @unit|pattern|mode|grade|code|profile ... {cycles}",
               "If the code differs from that of the neighbouring block, the selectors need 3 cycles.", "The decision takes 3 cycles."},
    PhraseRule{
        "reprofiling", "operands.activations.decide.switch", "",
        "re_profiling|reprofiling|retuning|re_steering|resetting|re_arming|turnaround|turn_around|re_configuring|reconfiguring|reconfiguration|"
        "switchover|hand_over|changeover .. {cycles}",
        "Reconfiguring takes 2 cycles."},
    PhraseRule{"unit-every-cycles", "operands.activations.decide.rate", "1/{1} units/cycle",
               "one|1|a|new|another @unit !to_the_next|to .. every|each|per|once_every {cycles}", "One strip can be processed every 4 cycles."},
    PhraseRule{
        "unit-per-clk", "operands.activations.decide.rate", "{1} units/cycle",
        "{int} "
        "strip|strips|patch|patches|piece|pieces|chunk|chunks|region|regions|lookup|lookups|class|classes|grade|grades|slab|slabs|segment|segments "
        "per|a|each|every clk|cycle|clock|tick|beat",
        "1 region per clk"},
    PhraseRule{"unit-each-cycle", "operands.activations.decide.rate", "1 units/cycle",
               "one|a|a_new|another tile|block|token|region|decision|strip|patch|choice|verdict|unit|group .. each|every|per cycle|clock",
               "It decides one tile every cycle."},
    PhraseRule{"rests-as-bitmask", "operands.activations.decide.stored", "bitmask",
               "rest|rests|reside|resides|sit|sits|wait|waits|live|lives|lie|lies|stored|held|kept|stay|stays|parked|spilled|written ... "
               "dram|external_memory|external|off_chip|main_memory ... bitmask|bit_mask|bitmap|mask ... and|together|with|plus|nonzero|nonzeros",
               "Until the choice is made the tensor rests in DRAM as a bitmask with its nonzeros."},
    PhraseRule{"plain-in-dram", "operands.activations.decide.stored", "none",
               "tensor|activations|map|maps|feature|tile|tiles|values ... dram|external_memory|off_chip|main_memory|memory .. : "
               "plain|uncompressed|dense|raw|in_full",
               "The tensor in DRAM: plain, uncompressed."},
    PhraseRule{
        "uncompressed-until", "operands.activations.decide.stored", "none",
        "rest|rests|reside|resides|sit|sits|wait|waits|live|lies|lie|stay|stays|stored|kept|written .. uncompressed|dense|plain|raw|in_full ... "
        "dram|external_memory|off_chip|memory|until",
        "It waits uncompressed in DRAM until it is chosen."},
    PhraseRule{"last-value-to-pattern", "operands.activations.decide.latency", "",
               "last|final value|nonzero|element|activation .. to|until .. pattern|decision|choice|verdict|selection|structure .. {cycles}",
               "from last nonzero to pattern 6 cycles"},
    PhraseRule{"latency-that-remains", "operands.activations.decide.latency", "",
               "latency|delay|wait|waiting .. is|of|amounts|remains|takes|costs|: .. {cycles} per|after|until|for|before",
               "the latency that remains is 3 cycles per tile"},
    PhraseRule{"flushes", "operands.activations.decide.switch", "",
               "from_one|between pattern|patterns|structure|mode|modes|grade|density|ratio|structures "
               "to_the_next|to_another|and_the_next|and_another? ... {cycles}",
               "Going over from one pattern to the next flushes the stage: four cycles."},
    PhraseRule{"new-tag", "operands.activations.decide.switch", "",
               "new|another|different|other tag|pattern|structure|mode|code|grade|label|density ... "
               "reconfigures|reconfigure|resets|costs|takes|needs|stalls|flushes|drains|loses|waits|idles .. {cycles}",
               "When it meets a new tag, a reader reconfigures in one cycle.", "A new pattern is chosen every 4 cycles."},
    PhraseRule{"tiles-a-cycle", "operands.activations.decide.rate", "{1} units/cycle", "{int} @unit / cycle|clk|clock", "2 pieces/cycle"},
    PhraseRule{"unpacked-in-dram", "operands.activations.decide.stored", "none",
               "dram|external_memory|off_chip|memory ... they|it|lie|lies|kept|stored|tile|tensor|wait|waits ... "
               "unpacked|uncompressed|dense|as_it_was_written|as_written|without_any_compression|plain|without_compression",
               "In DRAM, by contrast, they lie unpacked."},
    PhraseRule{"per-pixel-all", "operands.activations.decide.unit.channels", "all",
               "pixel|pixels|token|tokens|position|positions|group|tile|region .. all|every of? the|its|their? channels|channel|features",
               "once per pixel and for all of its channels"},
    PhraseRule{"per-one-pixel", "operands.activations.decide.unit.pixels", "1",
               "per|each|every|single|one pixel|token|position .. all|every of? the|its|their? channels|channel|features",
               "once per pixel and for all of its channels"},
    PhraseRule{"channels-together", "operands.activations.decide.unit.channels", "all",
               "all|every the|of|its? .. channels|channel|features .. together|jointly|share|at_once|in_common|alike",
               "All channels of a token count together."},
    PhraseRule{"tokens-together", "operands.activations.decide.unit.pixels", "",
               "{int} consecutive|neighbouring|adjacent|cached? tokens|pixels|positions|vectors .. "
               "together|form|forms|make|makes|share|shares|as_a_group|as_one",
               "We take 16 tokens together as a group."},
    PhraseRule{"group-of-tokens", "operands.activations.decide.unit.pixels", "",
               "group|groups|tile|tiles|block|blocks|run|runs|bundle|strip|strips|unit|units|stretch of|spans|covers|comprises|with|: {int} "
               "consecutive|neighbouring|adjacent|cached|query|successive? tokens|pixels|positions|vectors|queries !and|by|x|times|with|per|of",
               "groups of 16 tokens"},
    PhraseRule{"tokens-per-group", "operands.activations.decide.unit.pixels", "",
               "tokens|pixels|positions per_group|per_tile|per_block|per_decision|per_unit|in_a_group|in_a_tile : {int}", "Tokens per group : 16"},
    PhraseRule{"granularity-tokens", "granularity", "per {1}",
               "!window|windows|array|chip {word} of|spans|covers|comprises <int> consecutive|neighbouring|adjacent|cached|successive? "
               "tokens|pixels|queries",
               "groups of 16 tokens"},
    PhraseRule{
        "dram-unchanged", "operands.activations.decide.stored", "none",
        "dram|memory|off_chip|external_memory .. nothing|not|unchanged|uncompressed .. changed|change|changes|compressed|packed|saved|touched|,|.",
        "In the DRAM nothing is changed."},
    PhraseRule{"going-from", "operands.activations.decide.switch", "",
               "going|moving|passing|stepping|crossing|alternating|changing|shifting|switching from|between ... "
               "costs|takes|needs|flushes|adds|requires|stalls|: ... {cycles}",
               "Going from a packed pixel to an unpacked one costs the array one cycle."},
    PhraseRule{"neighbours-disagree", "operands.activations.decide.switch", "", "disagree|disagrees|unequal|unlike|mismatch ... {cycles}",
               "When neighbouring patches disagree the array waits for 3 cycles."},
    PhraseRule{"answer-comes", "operands.activations.decide.latency", "",
               "answer|verdict|pattern|result|decision comes|arrives|appears|is_there|falls|is_out in|within|after a|about|just|only? {cycles}",
               "The answer comes in 2 cycles."},
    PhraseRule{"verdict-reached", "operands.activations.decide.latency", "",
               "@choose|verdict|pattern|class .. reached|settled|obtained|formed|computed|finished|complete .. {cycles}",
               "A verdict is reached after 9 clock cycles."},
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
    PhraseRule{"cycles-elapse", "operands.activations.decide.latency", "",
               "{cycles} elapse|pass|lie|go_by|separate|intervene ... decision|choice|pattern|verdict|selection|format",
               "Six cycles elapse between the last value and the decision.", "Six cycles pass when the pattern changes."},
    PhraseRule{"no-penalty-for-switching", "operands.activations.decide.switch", "0 cycles",
               "no|zero|without penalty|cost|bubble|bubbles|overhead|stall|delay for|when|on|in|of|at "
               "switching|switch|changing|change|pattern_changes|mode_changes",
               "There is no penalty for switching."},
    PhraseRule{"each-cycle-one", "operands.activations.decide.rate", "1 units/cycle",
               "each|every|per cycle|clock one|a|1 @unit .. decided|processed|handled|classified|accepted|chosen",
               "With each cycle one strip can be decided."},
    PhraseRule{"reading-the-table", "operands.activations.decide.latency", "",
               "reading|look_up|lookup|consulting|access .. table|history|tally|counts|directory .. needs|takes|costs|requires|: .. {cycles}",
               "The reading of the history needs 1 cycle."},
    PhraseRule{"saved-without-compression", "operands.activations.decide.stored", "none",
               "dram|external_memory|off_chip|main_memory .. saved|stored|kept|held|lies|written|rests|remains .. "
               "without_any_compression|without_compression|uncompressed|dense|raw",
               "The feature map in DRAM is saved without any compression."},
    PhraseRule{"from-last-value", "operands.activations.decide.latency", "",
               "from|between the last|final value|nonzero|element|activation|word|one ... to|until|and .. {cycles}",
               "From the last value of a tile to its bound we count 9 cycles."},
    PhraseRule{"from-last-value-takes", "operands.activations.decide.latency", "",
               "last|final value|nonzero|element|activation|word ... takes|needs|costs|lasts|count|counts|pass|elapse .. {cycles}",
               "From the last value to the tier takes nine cycles."},
    PhraseRule{"cycles-after-last", "operands.activations.decide.latency", "",
               "@choose|choice|pattern|verdict|decision|result|it|available|out|known .. {cycles} after|behind|past the|its? last|final "
               "value|nonzero|element|word|mask",
               "The choice is out 12 cycles after last value."},
    PhraseRule{"latency-from-last", "operands.activations.decide.latency", "",
               "{cycles} from|after|behind|counted_from|past the|its|a? last|final value|nonzero|element|word|mask|activation|one",
               "The decision is made by the reader and takes 12 cycles from the last value."},
    PhraseRule{
        "spends-on-reloading", "operands.activations.decide.switch", "",
        "spends|loses|waits|idles|stalls|pauses .. {cycles} .. on|for|to|while|in reload*|reprogram*|reset*|reconfigur*|refill*|switch*|setting|set",
        "A column that goes from one tier to another spends one cycle on reloading its selectors."},
    PhraseRule{"inserts-bubble", "operands.activations.decide.switch", "1 cycle",
               "change|changes|changing|switch|switching|different|differs|transition ... one|a|single bubble|bubble_cycle",
               "A change of pattern between consecutive tiles inserts one bubble."},
    PhraseRule{"cycles-per-change", "operands.activations.decide.switch", "",
               "{cycles} per|for_each|for_every|at_each|at_every|with_each|on_each|on_every|a change|switch|transition|changeover|reconfiguration",
               "We measured 4 cycles per change."},
    PhraseRule{"changing-takes", "operands.activations.decide.switch", "",
               "changing|going|moving|passing|switching from one|a bound|pattern|tier|mode|ratio|density|n|structure ... takes|costs|needs|requires "
               "{cycles}",
               "Changing from one bound to another takes 1 cycle."},
    PhraseRule{"every-other-cycle", "operands.activations.decide.rate", "0.5 units/cycle",
               "one|a|new|another tile|unit|block|token|region|strip|decision every other|second cycle|clock",
               "It starts a new tile every other cycle."},
    PhraseRule{"can-be-decided", "operands.activations.decide.rate", "{1} units/cycle",
               "{int} tile|tiles|unit|units|block|blocks|token|tokens|region|regions|strip|strips can|may be "
               "decided|classified|handled|chosen|processed in|per|within a|one|each|every cycle|clock",
               "Two units can be decided in a cycle."},
    PhraseRule{"dense-in-dram", "operands.activations.decide.stored", "none",
               "is|are|stays|stay|remains|lies|lie dense|uncompressed|raw|plain in|within the? dram|main|off_chip|external",
               "It is dense in DRAM, for its producer knows nothing of tiers."},
    PhraseRule{"in-dram-form", "operands.activations.decide.stored", "bitmask",
               "dram|off_chip|external_memory|main_memory .. activations|it|they|tensor|tensors|maps .. have|has|take|takes|are|is|keep .. "
               "bitmask|bit_mask|bitmap",
               "In DRAM activations have the form of a bitmask and packed values."},
    PhraseRule{"stay-so-in-dram", "operands.activations.decide.stored", "bitmask",
               "bitmask|bit_mask|bitmap ... stay|stays|remain|remains|also|likewise .. in|in_the dram|off_chip|main_memory",
               "They are kept as a bitmask with packed nonzeros and stay so in DRAM."},
    PhraseRule{"one-in-cycles", "operands.activations.decide.rate", "1/{1} units/cycle",
               "handle|handles|process|processes|decide|decides|classify|classifies|serve one|a|1 tile|unit|block|token|region|strip|chunk "
               "in|within|every|per {cycles}",
               "It can handle one tile in 16 cycles."},
    PhraseRule{"change-costs-no-cycle", "operands.activations.decide.switch", "0 cycles",
               "change|changing|switching|changeover ... costs|takes|needs|adds|requires no cycle|cycles|time|extra",
               "A change of budget from one chunk to the next costs no cycle at all."},
    PhraseRule{"units-per-cycle-number", "operands.activations.decide.rate", "{1} units/cycle",
               "handles|processes|decides|sustains|accepts|serves {number} units|tiles|blocks|tokens|regions|decisions per|a|each cycle|clock",
               "It handles 0.5 units per cycle."},
};

}  // namespace

std::span<const PhraseRule> timing_rules() { return kRules; }

}  // namespace skeptic::papers
