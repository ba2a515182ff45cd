// Mechanisms told by what they do, in whatever order: who, when, what is left out, how it lies in memory. Taken where nothing says it outright.
#include <array>

#include "papers/rule.h"

namespace skeptic::papers {
namespace {

constexpr std::array kRules{
    // Weights: when, by what, in which pattern.
    PhraseRule{"settled-once-offline", "operands.weights.chosen", "offline",
               "weight|weights|mask|masks|pruned|pruning|sparsified|which|one_time|sparsity & "
               "settled|done|made|decided|found|fixed|pruned|drawn_up|completed|sparsified|obtained & "
               "once_and_for_all|once|one_time|long_before|afterwards|before & "
               "server|workstation|after_training|before_the_network|before_the_chip|before_deployment|loaded|no_training_follows|has_seen_an_image|"
               "got_hold_of|pytorch|trained_model|finished_model|pruning & ~ activation*|tile|tiles|run_time|input|threshold|calibration",
               "Which two is settled once, after training, before the network is ever loaded."},
    PhraseRule{"repaired-on-workstation", "operands.weights.chosen", "offline",
               "epochs|retraining|fine_tuning|repair & workstation|server|tool_chain|toolchain & ~ activation*|tile|learned|while",
               "Then three epochs of repair follow on the workstation."},
    PhraseRule{"sparse-while-learned", "operands.weights.chosen", "learned",
               "@weights|mask|masks & while_they_were_being_learned|while_they_are_learned|while_being_learned|trainable_parameter|"
               "back_propagation_finds|backpropagation_finds|in_every_training_step|in_each_training_step & ~ activation*",
               "Weights were made sparse while they were being learned."},
    PhraseRule{"any-regularity", "operands.?.pattern", "unstructured",
               "no_regularity|not_demand_any_regularity|free_of_any_structure|no_pattern_is_asked|no_pattern_that|no_quota|without_regard_for|"
               "may_stand_anywhere|stand_anywhere|lie_anywhere|fall_where_they|anywhere_at_all & "
               "@weights|weight|pruning|activation|activations|survivors|zeros|remaining|value|values",
               "Pruning is by magnitude and free of any structure.", "Activations obey 2:4."},
    PhraseRule{
        "less-important-of-row", "operands.weights.pattern", "unstructured",
        "in_every_row|in_each_row|of_every_row|of_each_row & less_important|least_important|smallest|weakest & <percent> & ~ activation*|group|block",
        "In every row the less important 60 % is put to zero."},
    PhraseRule{"no-weight-thrown-away", "operands.weights.pattern", "dense",
               "throws_away|throw_away|prune|prunes|drop|drops|remove|removes & "
               "no_weight|no_weights|not_a_single_weight|weights_whatsoever|none_of_the_weights & ~ "
               "network|as_they",
               "It throws away no weight at all."},
    PhraseRule{"no-weight-removed", "operands.weights.pattern", "dense",
               "no weight|weights was|were|is|are removed|pruned|dropped|deleted & ~ after|afterwards|any_more", "No weight was removed."},
    PhraseRule{"weights-all-present", "operands.weights.pattern", "dense", "weights are|remain all present|there|kept", "Weights are all present."},
    PhraseRule{"weights-left-alone", "operands.weights.pattern", "dense",
               "weights|weight & "
               "are_left_alone|is_left_alone|are_all_there|remain_untouched|are_untouched|are_not_touched|did_not_prune_them|runs_as_it_is & ~ "
               "activations_are|activations_remain",
               "The weights are left alone."},
    PhraseRule{"largest-of-each-weight", "operands.weights.from", "values",
               "greatest_in_absolute|largest_in_absolute|sums_the_absolute|rank_the_weights|settled_by_their_size|smaller_norm|larger_norm|wherever_"
               "they_are_small & "
               "weight|weights|two|filter|filters|block|blocks|four & ~ activation*|input|inputs|gradient*|column",
               "The tool chain sums the absolute values of the four weights and takes the two largest sums."},
    PhraseRule{"weights-with-input-norm", "operands.weights.from", "activations",
               "absolute|magnitude|its_magnitude & times|multiplied_by|weigh_it & "
               "norm_of_the_input|norm_of_the_inputs|norm_of_its_input|activations|input_channel & "
               "weight|importance|rank|score|counts",
               "The importance of a weight is its magnitude times the norm of the inputs that it meets."},
    PhraseRule{"gradient-regrown", "operands.weights.from", "gradients", "regrown|grown_back|regrow & gradient|gradients",
               "Weights are regrown where the gradient is largest."},
    PhraseRule{
        "mask-grows-in-training", "operands.weights.chosen", "learned",
        "mask|masks|zeros|weights & "
        "grows_during|grow_during|find_its_own_mask|finds_its_own|training_finds_out|grew_up_sparse|is_found_during|while_it_is_being_trained & ~ "
        "activation*|after_training|when_the_training",
        "The mask grows during the training run."},
    PhraseRule{"removed-on-host", "operands.weights.chosen", "offline",
               "removal|removed|struck_out|pruned|pruning|weights|which & "
               "on_the_host|on_a_workstation|before_the_network_is_shipped|before_the_model_was_shipped|before_a_network_is_loaded|"
               "before_deployment|before_shipping & ~ activation*|limit|threshold|run_time",
               "The removal is done on the host, before a network is loaded."},
    PhraseRule{"strength-of-gradient", "operands.weights.from", "gradients",
               "gradient|gradients & how_strong|sum_up|accumulated & may_remain|remain|stay|survive|sum",
               "We sum up for each weight how strong its gradient was, and who has a high sum may remain."},
    // Activations: when and by what they are pruned.
    PhraseRule{"activations-left-alone", "operands.activations.pattern", "dense",
               "activation|activations & leave_them_alone|are_left_alone|nobody_touches|left_untouched & ~ weights|weight|relu|rectifier",
               "Activations are 8-bit, and we leave them alone."},
    PhraseRule{"cut-offs-in-stone", "operands.activations.chosen", "fixed",
               "cut_off|cut_offs|cutoff|cutoffs|threshold|thresholds & "
               "cast_in_stone|never_change|never_changes|frozen|is_trained|are_trained|does_not_depend_on_the_input|"
               "one_for_each_layer|from_then_on & ~ @weights|run_time|decide|adapts",
               "From then on the cut-offs are cast in stone: whatever is smaller is set to zero."},
    PhraseRule{"same-in-every-layer", "operands.activations.chosen", "fixed",
               "activation|activations|value|values|results|sorter|comparator & "
               "every_layer|all_layers|always_and_everywhere|for_every_input|for_every_token|no_exceptions & "
               "keep|keeps|kept|passes|largest|greatest|pruned|zeroed|comparator|two_of|three_of|four_of & ~ "
               "chosen|choose|chooses|run_time|selects|skip*|@weights",
               "Three out of eight activations are kept, in every layer, for every input."},
    PhraseRule{"rectifier-leaves", "operands.activations.pattern", "unstructured",
               "activation|activations|rectifier & rectifier|relu & "
               "as_they_come|exactly_as|nothing_else_is_removed|drop_nothing|no_value_is_pruned|not_one_value|"
               "not_one_is|left_them|gave_them|nothing_is_done & ~ weights_are",
               "We leave the activations exactly as ReLU left them."},
    PhraseRule{"rectifier-leaves-fixed", "operands.activations.chosen", "fixed",
               "activation|activations|rectifier & rectifier|relu & "
               "as_they_come|exactly_as|nothing_else_is_removed|drop_nothing|no_value_is_pruned|not_one_value|"
               "not_one_is|left_them|gave_them|nothing_is_done & ~ weights_are",
               "We leave the activations exactly as ReLU left them."},
    PhraseRule{"own-while-it-runs", "operands.activations.chosen", "run-time",
               "activation|activations|tile|tiles & pattern|patterns|density|format|bound|mode|verdict & "
               "while_the_network_runs|at_run_time|as_it_is_written|as_the_tile_is_written|first_touched|afresh_on_each|afresh_for_each|chooses_anew|"
               "decides_for_itself|"
               "when_the_array_first|judged_afresh|no_forecast|not_a_forecast & ~ weights|fixed_beforehand|offline",
               "Each tile of activations gets its own pattern while the network runs."},
    PhraseRule{"tile-by-itself", "granularity", "per {1}",
               "pattern|density|choice|choose|chooses|chosen|ratio & for|each|every {word} anew|individually|afresh|separately|of_its_own & ~ "
               "layer|weights|if|when",
               "It selects the pattern of activations for every tile anew."},
    // Who decides, when, from what.
    PhraseRule{"about-to-use", "operands.activations.decide.by", "consumer",
               "layer|reader|consumer & about_to_use|about_to_read|that_reads|as_it_reads|is_the_reader|reader_of_a_tile|next_reader & "
               "inspects|decides|chooses|choosing|look|looks|responsible|verdict|counts|choose",
               "The layer that is about to use a tile inspects it."},
    PhraseRule{
        "layer-before-decides", "operands.activations.decide.by", "producer",
        "layer_before|output_stage|write_back|written_back|falls_to_the_layer_that_writes|layer_that_writes|finished_a_tile|writes_its_output & "
        "makes_up_its_mind|choice|stamps|settle|settles|pattern_is_found|test_is_made|decides|chooses & ~ rejected|no_part|not_the|weights",
        "It is the layer before that makes up its mind."},
    PhraseRule{"before-the-array-may-start", "operands.activations.decide.when", "tile",
               "whole_tile|before_the_first_multiplication|before_its_first_multiplication|only_then & "
               "before_the_array|before_the_first|release|released|holds_until|"
               "until_the_tile|on_its_way|may_start",
               "The counter runs over the whole tile before the array may start."},
    PhraseRule{"first-touched", "operands.activations.decide.when", "use",
               "first_touched|first_touches|first_needs_it|first_needed & pattern|choice|decision|counters|decided|pick & ~ weights",
               "The choice is made when a unit is first touched by the array."},
    PhraseRule{"zeros-squeezed-in-dram", "operands.activations.decide.stored", "bitmask",
               "dram|between_layers|before_anybody|until_its_reader & zeros_squeezed|nonzero_bytes|nonzeros_follow|non_zero_values & "
               "map|mask|bitmap|position & ~ weights",
               "Between layers a tensor sits in DRAM with its zeros squeezed out: a map with one bit for each position comes first."},
    PhraseRule{"tile-itself-consulted", "operands.activations.decide.from", "this-input",
               "tile_itself|the_very_tile|its_own_values|values_are_there|already_there|already_have_arrived & "
               "consults|decides|counted|chosen|looks|inspects & ~ weights|"
               "previous|last_frame|frame_before",
               "What the controller consults is the tile itself."},
    PhraseRule{"same-tile-last-frame", "operands.activations.decide.from", "previous-input",
               "last_frame|frame_before|one_frame_ago|one_frame_earlier|image_before|one_frame_old|previous_frame|preceding_frame & "
               "pattern|counts|full|table|density|fraction|statistics|memory|remembers & ~ dropped|hid|considered",
               "The pattern is picked from the counts that the same tile had in the last frame."},
    PhraseRule{"none-lost", "operands.activations.decide.policy", "cover",
               "loses_nothing|no_value_gets_lost|room_for_everything|suffice_for_all|nothing_gets_lost|not_a_single_activation_is_pruned & "
               "pattern|patterns|sparsest|candidate|slots|dense|decider & ~ accuracy",
               "The sparsest pattern is taken that loses nothing."},
    PhraseRule{
        "every-nth-cycle", "operands.activations.decide.rate", "0.5 units/cycle",
        "tile|block|unit & judged|accepts|accepted|finishes|settles|decided|handled|enters & every_second_cycle|every_other_cycle|each_second_cycle",
        "A new tile can be judged every second cycle."},
    PhraseRule{"every-fourth-cycle", "operands.activations.decide.rate", "0.25 units/cycle",
               "tile|block|unit & judged|accepts|accepted|finishes|settles|decided|handled|judge & "
               "every_fourth_cycle|each_fourth_cycle|every_four_cycles",
               "The unit accepts a new tile in every fourth cycle."},
    PhraseRule{"select-lines-rewritten", "operands.activations.decide.switch", "",
               "rewritten|set_anew|be_set_anew|drains|emptied|unlike_patterns|change_of_pattern|different_ratio|differ|pattern_changes & {cycles} & "
               "loses|lost|stands_still|without_a_product|costs|array|multiplexers|selectors|select_lines|it_happens & ~ costs_nothing",
               "The select lines of the array are rewritten, and the array loses 3 cycles."},
    PhraseRule{"switch-hidden", "operands.activations.decide.switch", "0 cycles", "switching|switch|change_of_pattern costs nothing|no_time|no_cycle",
               "Switching costs nothing, as the multiplexers are set while the present tile still computes."},
    PhraseRule{"matter-of-cycles", "operands.activations.decide.latency", "", "is|are a matter of {cycles}",
               "Fetching a count and comparing it twice is a matter of six cycles."},
    PhraseRule{"mind-made-up-in", "operands.activations.decide.latency", "",
               "makes_up_its_mind|verdict|to_decide|decision|settle|settles|done_after|judged|it_decides|choice & {cycles} & "
               "needs|takes|after|late|wait|counted_from|go_by|is_out|settle|hence|long & ~ every|each|loses|switch*|was|used_to|on_our_first",
               "The verdict on a block is out 11 cycles after its last value has been counted."},
    PhraseRule{"adjacent-pixels-unit", "operands.activations.decide.unit.pixels", "",
               "{int} horizontally|vertically? adjacent|neighbouring|neighboring|consecutive|successive pixels|tokens & "
               "unit|strip|choice|consists|share|verdict|piece & channels|channel|same & ~ weights",
               "A strip, our unit of choice, consists of four horizontally adjacent pixels and all channels they have."},
    PhraseRule{"channels-deep", "operands.activations.decide.unit.channels", "", "{int} channels deep & strip|block|tile|unit|pixels|piece",
               "A strip has 8 neighbouring pixels of one row and is 128 channels deep."},
    PhraseRule{"cycles-go-by", "operands.activations.decide.latency", "",
               "{cycles} go_by|pass|elapse & pattern|decision|verdict|choice & count|last|value|arrival & ~ switch*",
               "From the last count to the pattern 22 cycles go by."},
    PhraseRule{"looking-up-takes", "operands.activations.decide.latency", "", "looking|looked|look up|it .. takes|needs|costs|lasts {cycles}",
               "Looking it up takes 6 cycles."},
    PhraseRule{"all-channels-alike", "operands.activations.decide.unit.channels", "all",
               "all_channels|all_its_channels|all_of_its_channels|all_their_channels|for_all_channels|over_all_channels|all_of_its_activations & "
               "pattern|choice|decision|verdict|chosen|decided|same & ~ weights",
               "A decision is taken over all channels at once."},
    PhraseRule{"token-for-itself", "operands.activations.decide.unit.pixels", "1",
               "each_token|each_pixel|every_token|every_pixel|one_pixel|one_token|tokens_are_treated_one_at_a_time|next_pixel & "
               "decides_for_itself|chooses_anew|own_pattern|gets_its_own|choose_their_own|make_up_a_unit|consecutive_activations & ~ weights",
               "Each token decides for itself."},
    PhraseRule{"over-before-first-step", "operands.activations.decide.when", "tile",
               "all_strips|all_blocks|all_units|all_groups|gone_over & of_a_tile|in_that_tile|of_the_tile|with_a_tile & "
               "before_it_begins|when_the_first|first_step|first_product|begins_with",
               "It has gone over all strips of a tile when the first step of that tile is issued."},
    PhraseRule{"flags-while-waiting", "operands.activations.decide.stored", "bitmask",
               "dram & waits|wait|not_been_cut|uncut|until_then & flags|flag|mask|bitmap|map|position & ~ weights",
               "Where a tensor waits for its reader, i.e. in DRAM, it is a row of flags."},
    PhraseRule{"units-in-each-cycle", "operands.activations.decide.rate", "{1} units/cycle",
               "finishes|settles|decides|judges|handles|classifies {int} strips|tiles|blocks|units|tokens|regions in|per|a|each each|every? cycle",
               "The unit finishes two strips in each cycle."},
    PhraseRule{"begun-in-every-fourth", "operands.activations.decide.rate", "0.25 units/cycle",
               "begun|started|taken|judged in? every|each fourth cycle", "A fresh strip can be begun in every fourth cycle."},
    PhraseRule{"unlike-patterns-cost", "operands.activations.decide.switch", "",
               "unlike|different|another & pattern|patterns|predecessor|strips|tiles & {cycles} & idles|loses|stalls|stands|selectors|turn|costs & ~ "
               "slack|apart",
               "Between strips of unlike pattern the array loses one cycle while its selectors turn."},
    // What is not multiplied, or is after all.
    PhraseRule{"kept-only-multiplied", "operands.?.skip", "pattern",
               "only_they|only_these|only_the_others|neither_stored_nor|take_no_issue_slot|never_visited|never_sees_the_other|no_issue_slot & "
               "multiplied|computed|issue_slot|"
               "visited|sees|issued & ~ zero|zeros|nonzero|nonzeros",
               "Blocks of weights that were dropped are neither stored nor computed."},
    PhraseRule{"zeros-put-back", "operands.?.skip", "none",
               "zeros_are_put_back|restores_the_zeros|are_put_back|no_product_is_ever_left_out|multiplied_like_any_other|costs_its_cycle|cost_its_"
               "cycle|streamed_in_full & "
               "weight|weights|zero|zeros|activation|activations|input|inputs|array",
               "In front of the array the zeros of the weights are put back."},
    PhraseRule{"only-gated", "operands.?.gate", "zeros",
               "zero|nought|zeros & frozen|hold_what_they_held|clock_gated|not_switched|is_not_switched|nothing_toggles|latches & ~ not_frozen",
               "With zero activations the multiplier is only clock-gated."},
    PhraseRule{
        "gated-and-not-skipped", "operands.?.skip", "none",
        "zero|nought|zeros & frozen|hold_what_they_held|only_clock_gated|merely_gated|cycle_passes_idle|save_power_and_not_time|energy_but_no_time",
        "With zero activations the multiplier is only clock-gated."},
    PhraseRule{"products-take-no-cycle", "operands.?.skip", "zeros",
               "did_not_survive|is_zero|are_zero|zeros|zero|those_that_fall & "
               "take_no_cycle|takes_no_cycle|cost_no_time|never_broadcast|costs_no_cycle|steps_over|are_left_out_of|"
               "jump_over|issues_only_the_others|cycles_of_a_zero_0 & ~ neither|no_pattern_allows|do_not|don't",
               "An activation that is zero is never broadcast: its multiplications take no cycle."},
    PhraseRule{"either-factor-zero", "operands.*.skip", "zeros", "multiplication|product & either_of_its_factors|either_factor & zero",
               "The array steps over a multiplication if either of its factors is zero."},
    PhraseRule{"removed-take-no-cycle", "operands.?.skip", "pattern",
               "removed|struck_out|pruned|went_away|cut|other_six|dropped|discarded & "
               "take_no_cycle|takes_no_cycle|no_cycle_is_spent|never_issued|never_reach|never_reaches|never_multiplied|never_fetched & "
               "~ zero|zeros|nonzero|nonzeros",
               "Removed weights take no cycle."},
    PhraseRule{"not-among-no-slot", "operands.?.skip", "pattern",
               "not_among|that_were_not_kept|that_was_not_kept|training_emptied|other_six|other_four|aren't_there|are_not_there|pruned_away & "
               "gets_no_slot|get_no_slot|not_visited|neither_stored|jumps_over|stepped_across|steps_across|no_time_is_spent & ~ zeros",
               "An activation that is not among the four gets no slot."},
    PhraseRule{"patterns-not-zeros", "operands.*.skip", "pattern", "look|looks|looking for patterns and not for? zeros",
               "We look for patterns and not for zeros."},
    PhraseRule{"nothing-that-is-zero", "operands.*.skip", "zeros", "nothing that is zero & weight & activation & reaches|reach|enters|enter",
               "Nothing that is zero, weight or activation, ever reaches a multiplier."},
    PhraseRule{"zeros-on-neither-side", "operands.*.skip", "zeros", "zeros & neither & side|sides|operand & cost|costs|take|takes & cycle",
               "Zeros cost neither on the one nor on the other side a cycle."},
    PhraseRule{"zero-costs-no-slot", "operands.activations.skip", "zeros",
               "zero|zeros & costs_no_slot|cost_no_slot|take_no_slot|takes_no_slot & ~ weight|weights", "A zero costs no slot in the pipeline."},
    PhraseRule{"cycle-passes", "operands.activations.skip", "none", "zero|zeros & cycle_passes|sleeps_for_this_cycle & multiplier|array",
               "A zero comes in, the multiplier sleeps for this cycle, the cycle passes."},
    // How it lies in memory.
    PhraseRule{"bits-tell-place", "operands.?.encoding", "offset",
               "<bits> & tell|tells|say|says|name|names|give|gives|index_of_its_place|position & "
               "its_place|place|places|where|position|stood|stands|sitting & "
               "~ zeros|zero|count|layer|which_pattern|pattern|run|cycle|mask|bitmask|ports|bank|ones|vector",
               "Two in four weights remain, each with two bits that tell its place."},
    PhraseRule{"which-of-the-ways", "operands.?.encoding", "combinatorial",
               "ways|possibilities|combinations|choices|admissible_masks & number|code|write|index & "
               "which_of_them|which_of_the|says_which|one_of_them|numbered & ~ layer|mode",
               "There are 1820 ways to do this, and the survivors are preceded by a number that says which of them it was."},
    PhraseRule{"place-among-eight", "operands.?.encoding", "offset",
               "its_place|its_position among|inside|within|in the|its group|eight|four|sixteen|<int> & travels|carries|accompanied|beside|with|comes "
               "& ~ zeros|one_bit|mask",
               "A weight carries its place inside the group of eight."},
    PhraseRule{"bit-vectors-accompany", "operands.?.encoding", "bitmask",
               "bit_vector|bit_vectors|vectors_of_bits & accompany|accompanies|accompanied|precede|precedes|stored|beside & ~ dram|ands",
               "Two levels of bit vectors accompany the values."},
    PhraseRule{"column-and-row-count", "operands.?.encoding", "csr",
               "column|its_column|column_index|column_number & each|every row & count|how_many|length|lengths & ~ "
               "array|elements|pes|multipliers|banks|cycles",
               "Each nonzero is accompanied by its column, each row by a count."},
    PhraseRule{"bit-for-each-weight", "operands.?.encoding", "bitmask",
               "<bits> for each|every original? position|weight|activation & packed|values|value|survived|ones & ~ dram|until|between_layers",
               "Beside each packed run of weights lies a word with one bit for each original position."},
    PhraseRule{
        "zeros-before-it", "operands.?.encoding", "run-length {1}",
        "{bits} & how_many_zeros|zeros_went|count_of_the_zeros|counts_the_zeros|count_the_zeros|zeros_passed_over|zeros_that_were & ~ mask|layer",
        "With every nonzero weight goes a five-bit count of the zeros that were left out before it."},
    PhraseRule{"lies-as-it-is", "operands.?.encoding", "none",
               "lie|lies|laid_down|stored|held & as_they_are|as_it_is|uncompressed|with_no_side_information|without_any_map|zeros_included & ~ "
               "dram|results|until|checkpoint|model",
               "Inputs lie in SRAM as they are, zeros included."},
    PhraseRule{"nibble-of-zeros", "operands.?.encoding", "run-length 4",
               "nibble & how_many_zeros|zeros_went|count_of_the_zeros|counts_the_zeros|count_the_zeros|zeros_passed_over & ~ mask|layer",
               "With every nonzero activation goes a nibble that says how many zeros went before it."},
    PhraseRule{"bits-one-each", "operands.?.encoding", "bitmask",
               "<bits> , one|1 for|a|per each|every|a? place|position|run|value|entry|weight|slot & ~ dram|cycle|bank",
               "What is written is a word of sixteen bits, one for each place, with the entries that stayed behind it."},
    // How it is read.
    PhraseRule{"picked-one-at-a-time", "operands.?.read", "gather",
               "picked_out_one|position_by_position|only_these_are_read|scattered_addresses|picked_out_of_the_banks|here_and_there|never_asked_for|"
               "partners_of_its & "
               "bank|banks|memory|buffer|columns|survivors|element|weight",
               "The survivors of an activation row are picked out one at a time from the banks."},
    PhraseRule{"comes-as-windows", "operands.?.read", "window",
               "whole_windows|whole_groups|in_whole_groups|stream_in_order|entire_windows & ~ gather|singly", "Activations come as whole windows."},
    // Arrays, lanes, multipliers.
    PhraseRule{"consists-of-islands", "fabric.arrays", "",
               "consists|composed|made_up of {int} identical|equal? islands|cores|engines|clusters|clones|quadrants|tiers & ~ bits|bit",
               "The chip consists of six islands."},
    PhraseRule{"cores-sit", "fabric.arrays", "",
               "{int} cores|islands|clusters|arrays|engines ,? all_alike? ,? sit|sits|stand|share|hang|are_there|on_the_die|around",
               "Sixteen cores sit around one memory controller."},
    PhraseRule{"there-are-arrays", "fabric.arrays", "", "there are {int} arrays|cores|islands|engines", "There are two arrays."},
    PhraseRule{"square-of-elements", "fabric.array.m fabric.array.n", "",
               "square|rectangle|arrangement , {int} times|by|x {int} & elements|cells|multipliers|pes|island|array|core",
               "In an island the elements make a square, eight times eight."},
    PhraseRule{"arrangement-of-cells", "fabric.array.m fabric.array.n", "",
               "{int} by {int} arrangement|rectangle|square of? cells|elements|pes|multipliers|units", "A core is a 64-by-8 arrangement of cells."},
    PhraseRule{"stand-in-rows", "fabric.array.m fabric.array.n", "", "{int} rows & row is|has|holds|are {int} & elements|element|cells|long",
               "The elements stand in thirty-two rows, and a row is sixteen of them long."},
    PhraseRule{"down-and-across", "fabric.array.m fabric.array.n", "", "{int} down and {int} across",
               "A cluster is a rectangle of elements, thirty-two down and sixteen across."},
    PhraseRule{"make-a-column", "fabric.array.m", "", "{int} such? elements|pes|cells make|form|share a|one column",
               "Twenty-four such elements make a column, and sixteen columns stand side by side."},
    PhraseRule{"columns-side-by-side", "fabric.array.n", "", "{int} columns stand|stands|are|lie side", "Sixteen columns stand side by side."},
    PhraseRule{"pair-of-multipliers-each", "fabric.lanes", "2", "element|pe|cell has|owns|holds a pair of multipliers|macs",
               "An element has a pair of multipliers."},
    PhraseRule{"multipliers-to-spend", "fabric.lanes", "", "has|owns {int} multipliers|macs to spend|spare",
               "An element has two multipliers to spend on them."},
    PhraseRule{"all-values-bits", "operands.weights.bits operands.activations.bits", "{1}",
               "all|both values|operands|numbers|of_them are|have of? {bits}", "All values are of eight bits, weights and activations alike."},
    PhraseRule{"from-top-to-bottom", "fabric.array.m fabric.array.n", "", "{int} .. top to bottom and {int} .. left to right",
               "It has 24 cells from top to bottom and 16 from left to right."},
    PhraseRule{"feeds-multipliers", "fabric.lanes", "", "its {int} multipliers|macs & feeds|work|works|element|cell|pe & ~ array|chip",
               "Its two multipliers work them off."},
    PhraseRule{"tiles-in-rows-of", "fabric.array.m fabric.array.n", "", "<int> tiles|elements|pes|cells , {int} rows of {int}",
               "There are 64 tiles, eight rows of eight."},
    PhraseRule{"forms-all-products", "fabric.lanes", "", "each|every tile|element|pe|cell .. forms|makes|computes all {int} of? their? products",
               "Each tile forms all sixteen of their products."},
    PhraseRule{"lanes-make-up", "fabric.lanes", "", "{int} lanes|multipliers make_up|make|form an|one|each? element|pe|cell",
               "Eight lanes make up an element."},
    PhraseRule{"can-multiply", "fabric.lanes", "",
               "element|pe|cell & can_multiply|multiply|multiplies|takes_at_most {int} of_them|, & ~ bit|bits|array|chip",
               "An element inspects sixteen candidates and can multiply four of them."},
    PhraseRule{"each-crossing", "fabric.lanes", "", "each|every crossing|element|cell there_are|has|sit|holds {int} multipliers",
               "At each crossing there are four multipliers."},
    PhraseRule{"one-multiplier-each", "fabric.lanes", "1", "one multiplier in each|apiece|to_itself",
               "A core is a 64-by-8 arrangement of cells, one multiplier in each."},
    PhraseRule{"multiplier-to-itself", "fabric.lanes", "1", "has a multiplier to itself|of_its_own", "Each has a multiplier to itself."},
    PhraseRule{"multipliers-adding-up", "multipliers", "",
               "hence|makes|making|brings|adds_up|count|altogether|in_all|gives .. {int} multipliers|of_these|of_them|altogether|in_all & ~ "
               "per|each_of|bits",
               "Two slices share the reduction, which brings the multipliers to 3072 multipliers."},
    PhraseRule{"brings-multipliers-to", "multipliers", "", "brings|makes|bringing the multipliers to {int}", "It brings the multipliers to 3072."},
    PhraseRule{"multiplications-take-place", "multipliers", "", "per|each|every cycle , at_most? {int} multiplications take|are",
               "Per cycle, at most 2048 multiplications take place."},
    PhraseRule{"products-each-a-cycle", "multipliers", "{1}*{2}",
               "{int} processors|elements|pes|cells|cores , and every|each one? of_them? forms|computes|makes|does {int} products a|per|each cycle",
               "It has thirty-two processors, and every one of them forms eight products a cycle."},
    PhraseRule{"share-the-reduction", "fabric.array.k", "",
               "reduction & shared_by|shares|share|divide|divided & {int} slices|such_planes|planes|elements",
               "The reduction of each output is shared by 2 such planes."},
    PhraseRule{"elements-make-row", "fabric.array.n", "", "{int} elements|pes|cells|macs make_up|form|in_each|in_every|to a? row",
               "Thirty-two elements make up a row."},
    PhraseRule{"elements-make-column", "fabric.array.m", "", "{int} elements|pes|cells|macs make_up|form|in_each|in_every|to a? column",
               "Sixteen elements make up a column."},
    PhraseRule{"such-rows", "fabric.array.m", "", "{int} such rows", "There are sixteen such rows."},
    PhraseRule{"such-columns", "fabric.array.n", "", "{int} such columns", "There are sixteen such columns."},
    PhraseRule{"square-of-side", "fabric.array.m fabric.array.n", "{1}", "side of {int} elements|pes|multipliers|cells",
               "Our grid is square, with a side of thirty-two elements."},
    PhraseRule{"number-of-rows", "fabric.array.m", "", "number of its|the? rows remains|stays|is at? {int}", "The number of its rows remains at 16."},
    PhraseRule{"number-of-columns", "fabric.array.n", "", "number of its|the? columns remains|stays|is at? {int}",
               "The number of its columns is 64."},
    PhraseRule{"in-number-of", "multipliers", "", "multipliers|macs ... number of {int}",
               "The multipliers, which are in number of 576, are in 24 rows."},
    PhraseRule{"products-in-a-cycle", "multipliers", "",
               "machine|chip|array|engine|quern|accelerator|it .. form|forms|compute|computes|do|does|make|makes {int} products|multiplications "
               "in|per|each|a|every a? cycle|clock "
               "& ~ element|pe|each_of|lane",
               "The machine can form 1024 products in a cycle."},
    PhraseRule{"so-for-each", "granularity", "per {1}", "we do it|so|this for|per each|every? {word} & ~ if",
               "S2TA settles it per layer; we do it for each tile."},
    PhraseRule{"trillion-operations", "peak", "{1} TOPS", "{number} trillion operations per|in|a a? second & ~ effective|sustained",
               "At full tilt it does 4.1 trillion operations in a second."},
    PhraseRule{"operands-are-bytes", "operands.weights.bits operands.activations.bits", "8",
               "operands|numbers|arithmetic|values|both are|is|on signed|unsigned? bytes", "Operands are bytes."},
    PhraseRule{"activation-a-byte", "operands.activations.bits", "8",
               "activation|activations takes_up|takes|take|is|are|fills|occupies a|one|single? full|signed|unsigned? byte|bytes",
               "An activation takes up a full byte."},
    PhraseRule{"weight-a-byte", "operands.weights.bits", "8",
               "weight|weights takes_up|takes|take|is|are|fills|occupies a|one|single? full|signed|unsigned? byte|bytes",
               "A weight takes up a full byte."},
    PhraseRule{"activations-half-precision", "operands.activations.bits", "16", "half precision for|of the? activations",
               "We stayed with half precision for the activations."},
    // Who waits for whom.
    PhraseRule{"not-more-than-steps", "fabric.sync.slack", "",
               "never|not|by|in_advance_of .. by|more more|than than? {int} steps|windows & "
               "then|wait|waits|halts|halt|separate|part|another|foremost & ~ borrow*|look*",
               "Columns may separate, though never by more than three steps."},
    PhraseRule{"advance-by-steps", "fabric.sync.slack", "",
               "in_advance|ahead|apart .. by|of .. more_than|at_most|up_to|as_many_as {int} steps|windows",
               "None is in advance of another by more than 6 steps."},
    PhraseRule{"furthest-ahead", "fabric.sync.slack", "", "{int} is also? the furthest|most .. ahead", "Six is the furthest that any ran ahead."},
    PhraseRule{"own-queue-before-each", "fabric.sync.domain", "pe",
               "no|each|every element|pe|cell waits|own|has & queue|queues & its_own|neighbour|neighbor|before_each|as_long_as & ~ "
               "row|rows|column_waits|columns",
               "No element waits for its neighbour as long as its own queue has something in it."},
    PhraseRule{"no-queue-anywhere", "fabric.sync.slack", "1",
               "not_a_queue|not_even_by_a_single_step & machine|anywhere|array|chip|nobody|between & ~ "
               "column|columns|row|rows",
               "There is not a queue in the machine."},
    PhraseRule{
        "elements-not-waiting", "fabric.sync.domain", "pe",
        "elements|element|crossing|crossings|pes|cells & "
        "not_waiting_one|goes_its_own_way|proceeds_by_itself|none_waits|every_one_for_itself|in_advance_of_another & ~ column|columns|row|rows",
        "The elements are not waiting one for another."},
    PhraseRule{"columns-may-separate", "fabric.sync.domain", "column",
               "columns & may_separate|not_tied|know_nothing_of_one_another|run_ahead_of_another & ~ rows_may|rows_know", "Columns may separate."},
    PhraseRule{"rows-may-part", "fabric.sync.domain", "row", "rows & may_part|know_nothing_of_one_another|not_tied & ~ columns_may",
               "Rows may part from one another by five steps."},
    PhraseRule{"all-step-together", "fabric.sync.domain", "array",
               "all|the .. elements|cells|pes & step_together|same_step_in_the_same_cycle|take_the_same_step|halts_the_chip|one_program_counter & "
               "~ column|row|columns|rows|lanes",
               "All 192 elements step together or not at all."},
    // Balance.
    PhraseRule{"richest-with-poorest", "fabric.balance", "pair",
               "richest|fullest|heaviest|densest & poorest|emptiest|lightest|sparsest & row|rows|filter|filters|kernels|lists|twos|pairs & ~ "
               "not_enough|was_tried|dropped",
               "The richest row is put together with the poorest."},
    PhraseRule{"helps-itself", "fabric.balance", "work-stealing",
               "run_out_of_work|nothing_more_to_do|fallen_idle|idle & helps_itself|takes_over|relieve|take_work|asks_its_neighbours & ~ "
               "considered|removed|dropped|would|rejected",
               "A core that has run out of work helps itself to columns of its neighbour."},
    PhraseRule{"filters-in-order-of", "fabric.balance", "sort",
               "filters|rows & in_the_order_of_how_many|ordered_by_their_nonzeros|in_order_of_their_nonzeros|side_by_side & nonzeros|full & ~ "
               "not_enough|channels",
               "The filters are dealt to the rows in the order of how many nonzeros they have."},
    PhraseRule{"surplus-into-free-slot", "fabric.balance", "displace", "surplus|excess|overflow & free_slot|neighbouring_group|neighboring_group",
               "The surplus is moved into a free slot of a neighbouring group."},
    // What is multiplied with what.
    PhraseRule{"column-with-matching-row", "fabric.kind", "outer-product",
               "column & row & "
               "whole_matrix_of_partial|nothing_to_be_searched|every_nonzero_of_the_one|meets_every_nonzero|by_outer_products|entire_column & ~ scnn",
               "A column of weights is multiplied with a row of activations, so that every nonzero of the one meets every nonzero of the other."},
    PhraseRule{"each-of-former-with-latter", "fabric.kind", "cartesian-product",
               "nonzero|nonzeros & each_of_the_former_with_each|each_with_each|all_to_all_products|every_pair_of_them & ~ scnn",
               "It multiplies the nonzero weights and the nonzero activations of a channel, each with each."},
    PhraseRule{"one-output-an-element", "fabric.kind", "inner-product",
               "one_output|one_dot_product|exactly_one_output & per_element|element|each & ~ outer", "One output, one dot product per element."},
    // Delivery and order.
    PhraseRule{"handed-to-neighbour", "fabric.delivery", "systolic", "hands_both_on|hands_them_on|handed_on|passes_both & neighbour|neighbor",
               "Every cycle each element hands both on to its neighbour."},
    PhraseRule{"long-wires", "fabric.delivery", "broadcast",
               "long_wires|one_bus|pass_all_elements|sees_the_same_value & elements|column|row|everyone",
               "The elements of a column are fed from one bus."},
    PhraseRule{"small-routers", "fabric.delivery", "mesh", "small_routers|routers & element|elements|neighbours",
               "Operands find their way through small routers, one for each element."},
    PhraseRule{"weight-stays-put", "fabric.order", "m-outer",
               "weight|weights & stays_put|stay_put|once_loaded|remains_in_its_element & ~ activation_stays",
               "A weight, once loaded into its element, stays put."},
    // Memories.
    PhraseRule{"two-a-bank-and-cycle", "memory.?.ports", "2", "two per bank and|per|a cycle",
               "The activation memory serves scattered addresses, two per bank and cycle."},
    PhraseRule{"read-at-two-places", "memory.?.ports", "2", "read|readable at two places",
               "Each of the eight banks of the activation buffer can be read at two places in a cycle."},
    PhraseRule{"neither-more-ports", "memory.weights.ports memory.activations.ports", "1",
               "neither|none|both has|have|of_them_has? more_than|only|but one|1|a_single port", "Neither has more than one port."},
    PhraseRule{"banks-that-hold", "memory.activations.banks", "", "{int} banks of <size> each? hold|keep|store|for the? activations|inputs",
               "Sixteen banks of 8 KB each hold the activations."},
    PhraseRule{"banks-that-hold-weights", "memory.weights.banks", "", "{int} banks of <size> each? hold|keep|store|for the? weights|filters",
               "Sixteen banks of 8 KB each hold the weights."},
    PhraseRule{"split-ways-banks", "memory.?.banks", "", "buffer|memory|sram ... split|divided|cut {int} ways",
               "It keeps its weights in a buffer of two megabytes, split thirty-two ways."},
    PhraseRule{"bank-answers", "memory.?.ports", "",
               "bank ... answers|serves|handles {int} request|requests|read|reads|address|addresses a|per|at|in",
               "Each bank of the activation memory answers two reads at once."},
    PhraseRule{"reads-per-bank-and-cycle", "memory.?.ports", "", "{int} reads|requests|addresses per bank and|per|a cycle",
               "The activation banks serve two reads per bank and cycle."},
    PhraseRule{"ports-each", "memory.?.ports", "1", "with? one|1 port each", "The weights lie in 24 banks with one port each."},
    PhraseRule{"bytes-a-clock", "memory.?.width", "{1}/cycle", "{size} a|per|each|every clock|cycle leave|leaves|come|comes|go|goes",
               "64 bytes a clock leave the activation buffer."},
    PhraseRule{"both-exist-twice", "memory.buffers", "2",
               "buffers|buffer|memories & exist_twice|exists_twice|other_half_of_the_buffer|filled_while_the_other", "Both buffers exist twice."},
    PhraseRule{"image-by-image", "batch", "1",
               "image_by_image|picture_by_picture|frame_by_frame|picture_after_picture|image_after_image|frame_after_frame & ~ "
               "menu|chosen|pattern|patterns|mode",
               "The networks run image by image."},
    PhraseRule{"single-images-run", "batch", "1",
               "simulate|simulated|run|ran|measure|measured|process single images|frames|pictures|inputs|sentences",
               "We simulate single images from ImageNet."},
    PhraseRule{"single-run", "batch", "1", "every|each|all run|runs|inference has|have|with a? single input|image", "Every run has a single input."},
    PhraseRule{"one-after-other", "batch", "1", "images|frames|inputs & one_after_the_other|one_by_one|processed_at_a_time|never_together",
               "Images are fed one after the other."},
};

}  // namespace

std::span<const PhraseRule> described_rules() { return kRules; }

}  // namespace skeptic::papers
