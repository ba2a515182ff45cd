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
               "no_regularity|no_shape_was_asked|no_form_is_prescribed|not_demand_any_regularity|free_of_any_structure|no_pattern_is_asked|no_"
               "pattern_that|no_quota|"
               "without_regard_for|"
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
    PhraseRule{"settled-while-trained", "operands.weights.chosen", "learned",
               "settled|decided|chosen|found|fixed & "
               "while_the_network_was_being_trained|while_the_network_is_being_trained|while_the_network_is_trained|while_it_was_being_trained & ~ "
               "activation*",
               "Which two was settled while the network was being trained."},
    PhraseRule{
        "mask-grows-in-training", "operands.weights.chosen", "learned",
        "mask|masks|zeros|weights & "
        "grows_during|grow_during|find_its_own_mask|finds_its_own|training_finds_out|grew_up_sparse|is_found_during|while_it_is_being_trained & ~ "
        "activation*|after_training|when_the_training",
        "The mask grows during the training run."},
    PhraseRule{"removed-on-host", "operands.weights.chosen", "offline",
               "removal|removed|struck_out|pruned|pruning|weights|which & "
               "on_the_host|on_a_workstation|before_the_network_is_shipped|before_the_model_was_shipped|before_a_network_is_loaded|before_a_model_is_"
               "flashed|before_the_model_is_flashed|before_the_network_is_delivered|"
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
    PhraseRule{"it-is-the-reader", "operands.activations.decide.by", "consumer",
               "it is the reader|consumer ... who|that decides|chooses|settles|judges", "It is the reader of a tensor who decides."},
    PhraseRule{"it-is-the-writer", "operands.activations.decide.by", "producer",
               "it is the writer|producer ... who|that decides|chooses|settles|judges", "It is the writer of a tensor who decides."},
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
               "whole_tile|tile_has_been_fetched|complete_tile|before_the_first_multiplication|before_its_first_multiplication|only_then & "
               "before_the_array|before_its_first|prior_to_the_first|before_the_first|release|released|holds_until|"
               "until_the_tile|on_its_way|may_start",
               "The counter runs over the whole tile before the array may start."},
    PhraseRule{"first-touched", "operands.activations.decide.when", "use",
               "first_touched|first_touches|first_asks_for|first_needs_it|first_needed & pattern|choice|decision|counters|decided|pick & ~ weights",
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
    PhraseRule{"cycles-without-product", "operands.activations.decide.switch", "", "{cycles} without_a_product|without_any_product|in_which_nothing",
               "That is four cycles without a product."},
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
    PhraseRule{"from-last-value-to", "operands.activations.decide.latency", "",
               "from_the_last|from_the_arrival & {cycles} & we_need|we_count|it_takes|are_needed|later & ~ switch*|differ*",
               "From the last value of a patch to its pattern we need 22 cycles."},
    PhraseRule{"notes-occupy", "operands.activations.decide.state", "",
               "norms|notes|verdicts|records|answers|histories ... occupy|occupies|fill|fills|take|takes .. {size}",
               "The norms and the lists of blocks occupy 12 KiB."},
    PhraseRule{"cycles-go-by", "operands.activations.decide.latency", "",
               "{cycles} go_by|pass|elapse & pattern|decision|verdict|choice & count|last|value|arrival & ~ switch*",
               "From the last count to the pattern 22 cycles go by."},
    PhraseRule{"looking-up-takes", "operands.activations.decide.latency", "", "looking|looked|look up|it .. takes|needs|costs|lasts {cycles}",
               "Looking it up takes 6 cycles."},
    PhraseRule{"one-answer-holds", "granularity", "per {1}",
               "one answer|verdict|choice|decision|pattern holds|stands for the|a whole|entire|complete {word}",
               "One answer holds for the whole strip."},
    PhraseRule{"one-can-follow", "operands.activations.decide.rate", "1 units/cycle",
               "further|new|next tile|block|unit|strip can_follow|follows|enters|is_accepted|can_enter in? each|every cycle",
               "A further tile can follow in each cycle."},
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
    PhraseRule{"share-of-steps", "operands.activations.skip", "pattern",
               "at <ratio> takes|needs|lasts|is_done_in only? <part> of? the steps|time|cycles",
               "A segment at 4:8 takes one half of the steps of a dense segment."},
    PhraseRule{"closed-take-no-time", "operands.?.skip", "pattern",
               "closed|others|held_back|holds_back|removed_ones & take_no_time|takes_no_time|costs_no_time|cost_no_time & ~ "
               "zero|zeros|decision|choice|switch*|choosing|table",
               "The 28 others take no time of the array."},
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
               "its_place|its_position among|inside|within|in the|its group|eight|four|sixteen & travels|carries|accompanied|beside|with|comes "
               "& ~ zeros|one_bit|mask",
               "A weight carries its place inside the group of eight."},
    PhraseRule{"bit-vectors-accompany", "operands.?.encoding", "bitmask",
               "bit_vector|bit_vectors|vectors_of_bits & accompany|accompanies|accompanied|precede|precedes|stored|beside & ~ dram|ands",
               "Two levels of bit vectors accompany the values."},
    PhraseRule{
        "row-lengths-and-columns", "operands.?.encoding", "csr",
        "row_lengths|row_length|length_of_each_row|lengths_of_the_rows & column|columns|column_number|column_index & value|values|nonzero|beside",
        "Row lengths stand up front, then a column number beside each value."},
    PhraseRule{"field-of-bits", "operands.?.encoding", "bitmask",
               "field_of_bits|string_of_bits|row_of_bits|vector_of_bits & one_per|one_for|one_each & ~ dram",
               "They have a field of bits, one per position."},
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
};

}  // namespace

std::span<const PhraseRule> described_rules() { return kRules; }

}  // namespace skeptic::papers
