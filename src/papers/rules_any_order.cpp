// Words that say something of the operands together, in whatever order: taken where nothing says it outright.
#include <array>

#include "papers/rule.h"

namespace skeptic::papers {
namespace {

constexpr std::array kRules{
    // What is kept, and who says so.
    PhraseRule{
        "weights-by-size", "operands.weights.from", "values",
        "@weights|pruned|prune|prunes|pruning|pruner|mask|masks|quad & "
        "magnitudes|magnitude|magnitudes|absolute|modulus|moduli|l1|by_size|closest_to_zero|nearest_to_zero|smallest|largest|strongest|weakest|"
        "heaviest|small_weights|big_weights|their_size|lowest & "
        "@keep|prune|prunes|pruned|discard*|drop*|remove*|ship|cleared|clears|cut|importance|criterion|yardstick|guide|saliency|rank*|selected|"
        "chosen|spared|ignored|cast_aside|settled|sorting|sorts|go|goes|stay|stays|set_to_zero|zeroed|let_in|rank|sparing|survive|question & "
        "~ "
        "activation*|inputs|input|gradient*|calibration|feature|features|token|tokens|fisher|hessian|buffer|scale|learned|root_mean_square|rms|word|"
        "be_they",
        "L1 norm is our only yardstick for the importance of weights.", "The largest activations are kept."},
    PhraseRule{"weights-by-inputs", "operands.weights.from", "activations",
               "@weights|weight|mask|masks|saliency|importance|pruned & norm|norms|statistics|calibration|reproduces|correlation|correlations & "
               "input|inputs|activation|activations|channel|calibration & "
               "rank*|score*|mask|masks|saliency|importance|criterion|prun*|select*|choose*|remove*|@keep",
               "We multiply each weight by the norm of its input channel before we rank.", "The gradient ranks the weights."},
    PhraseRule{
        "weights-by-gradients", "operands.weights.from", "gradients",
        "gradient|gradients|gradient_based|fisher|hessian|taylor|second_order|first_order|movement|sensitivity_of_the_loss & "
        "@weights|pruned|mask|masks|saliency & "
        "remove|removed|removal|prune*|pruning|chosen|choose|spared|select*|rank*|score*|importance|criterion|@keep|saliency|dispensable|retained & "
        "~ straight_through|straight|neither",
        "By the gradients of the last epoch we have chosen the weights that can be spared.", "Gradients update the weights."},
    PhraseRule{
        "weights-before-the-chip", "operands.weights.chosen", "offline",
        "@weights|mask|masks|network|model|pruned|group & prune*|pruned|pruning|cut_down|discard*|chosen|remove*|mask|masks|sparsified|thinned|"
        "selected|zeroed|eliminated|shrunk|settled|stay & "
        "offline|off_line|prior_to_the_first|weeks_before|ahead_of_any_run|ahead_of_deployment|by_the_customer|by_the_software|export_time|at_export|"
        "finished_model|finished_network|deployment_tool|script|vendor|afterwards|compiler|toolchain|workstation|laptop|server|before_deployment|"
        "before_the_chip|before_the_model|before_they_are|before_it_is|"
        "after_training|after_the_fact|when_training|training_is_over|retrained|fine_tuned|held_constant|kept_constant|frozen|flashed|"
        "downloaded|at_compile_time|ahead_of_time|once_only|only_once|data_centre|post_training|host|before_delivery|before_the_binary|before_he_"
        "uploads|"
        "before_shipping|before_it_ships|customer|toolchain_has|weeks_ahead|training_had_ended|ahead_of_delivery|trained_checkpoint & "
        "~ "
        "activation_*|activations_are|tile|tiles|run_time|learned|learnt|straight_through|during_training|while_training|optimised|optimized|"
        "backpropagation|"
        "nonzero|excludes|fine_tuned_is",
        "The compiler discards all but the largest weights long before the chip sees the network.", "Weights are learned during training."},
    PhraseRule{
        "weights-in-training", "operands.weights.chosen", "learned",
        "mask|masks|pattern|positions|position|weights|zeros|topology & training|epoch|epochs|optimiser|optimizer|straight_through|backpropagation|"
        "initialisation|network_trains|network_learns|backward_pass|gradient_descent|trained & "
        "found|comes_out|come_out|receive|receives|revive|revived|may_change|moves|evolves|evolve|grow|grown|regrown|recompute*|re_selected|"
        "reselected|co_adapt|co_adapts|jointly|emerge|emerges|learned|learnt|along_with|part_of_training|part_of_the_training|into_being|"
        "settled_on|derived_anew|revised|optimised|optimized|updating|logits|finds_the_mask|mask_itself|accumulate|product_of_training|gate|grow_"
        "back|settled_on|while_it_is_trained|while_the_network_trains|"
        "gates|as_the_epochs & "
        "~ activation*|after_training|held_constant|before_training|would|not_given|fine_tun*",
        "From the first epoch on, masked weights receive updates through a straight-through estimator.", "The masks are found after training."},
    PhraseRule{
        "weights-as-they-come", "operands.weights.chosen", "fixed",
        "weight|weights & forced|imposes|imposed|constraint|applies|passes|let_in & "
        "as_they_come|as_the_values_come|come_off_dram|enters_the_chip|at_load_time|any_model|whichever_network|untouched & ~ activation*|tile",
        "One ratio is forced upon the weights as they come."},
    PhraseRule{
        "weights-wherever-they-are", "operands.weights.pattern", "unstructured",
        "@weights|weight & wherever_they|wherever_it & removed|pruned|prune|prunes|dropped|discarded|stand|lie|are & ~ activation*|block|blocks",
        "The weights of smallest magnitude are removed, wherever they stand."},
    PhraseRule{"weights-by-hardware", "operands.weights.chosen", "fixed",
               "@weights & whichever|whatever|any|no_training|no_offline|no_pruning & load|loads|loader|array|arrives|fetched|way & "
               "drop*|lets_through|passes|largest|smallest|closest & ~ activation*|tile|tiles",
               "The load unit lets through the two largest of any four weights, whatever the network.", "The compiler prunes any weights."},
    PhraseRule{"activations-by-size", "operands.activations.from", "values",
               "activation|activations|value|values|token|tokens|entries|inputs & "
               "magnitude|magnitudes|absolute|modulus|moduli|largest|greatest|strongest|nearest_to_zero|closest_to_zero|smallest|large|biggest & "
               "@keep|drop*|discard*|cleared|remove*|criterion|rank*|ranked|selected|selects|select|chosen|passed_on|upper|lets|sorts|orders|sorted|"
               "first|go_on & "
               "~ weight|weights|filter|filters|norm|norms|threshold|thresholds|error|calibration|gradients|neighbour*",
               "Large activations are kept and small ones dropped.", "The largest weights are kept."},
    PhraseRule{"activations-by-columns-of-weights", "operands.activations.from", "weights",
               "norm|norms & weight_column|weight_columns|column_of_weights|columns_of_the_weights|column_norms|weights_they_are|weights_it_is|"
               "weights_that_it_will|weights_they_will & activation|activations|value|values|magnitude|score",
               "Each value is scored by its size times the norm of the weight column that waits for it."},
    PhraseRule{"activations-by-weights", "operands.activations.from", "weights",
               "activation|activations|value|values & weight|weights|filter|filters & norm|norms|average|root_mean_square|contribution|l1|l2 & "
               "times|product|importance|saliency|score|scores|scales|weighed|weighted & "
               "~ importance_of_a_weight|score_of_a_weight|weights_are_pruned|magnitude_of_the_weight|each_weight|a_weight|wanda|mask|pruned",
               "The importance of a value is its magnitude times the norm of the weights it meets.", "Weights are ranked by the norm of their rows."},
    PhraseRule{"activations-left-as-made", "operands.activations.chosen", "fixed",
               "activation|activations|they|them|values & rectifier|relu|zero|nought & "
               "nobody_decides|nobody_prunes|nothing_is_imposed|not_one_is_discarded|no_others|removes_no_activation|add_nothing|adds_nothing|"
               "nothing_is_added|leave_alone|left_alone|leave_them_alone|as_relu_produces|as_they_come_out|as_they_leave|as_relu_leaves|as_the_relu_"
               "leaves|rely_on|as_the_rectifier|"
               "as_the_relu|must_not_alter & ~ weights_are",
               "Nobody prunes the activations: what the rectifier has zeroed is zero."},
    PhraseRule{
        "activations-one-pattern", "operands.activations.chosen", "fixed",
        "activation|activations & "
        "invariably|immutable|invariable|hard_wired|hardwired|rigid|cast_in_silicon|wired_in|one_and_the_same|same_for_all|same_on_every|same_for_"
        "every|every_layer_alike|same_from_the_first|never_changes|does_not_change|no_tuning_knob|unconditionally|for_every_input_alike|on_all_"
        "inputs|all_inputs|"
        "every_image|every_input|each_input|on_all_layers|in_each_layer|never_follows|invariant|one_pattern_for|no_input|whatever_layer|"
        "irrespective_of_the_input|a_constant|always & "
        "~ unless|varies|run_time|zero|zeros|dynamic*|depends|every_input_sequence|settles|chosen_for|picked_for|is_chosen",
        "The pattern of the activations is 2:4, invariably.", "Weights are hard-wired."},
    PhraseRule{"activations-in-training", "operands.activations.chosen", "learned",
               "activation|activations|tokens & mask|masks|selection|selected|which|patterns|pattern|gate & "
               "learn|learnt|learned|trained_jointly|trained_with|trained_together|jointly_with_the_network|training_arrived|by_training_itself|"
               "training_decides|"
               "training_settled|regulariser|penalty & ~ after_training|would|not_done_so|mask_of_the_weights|weight_masks",
               "The activation masks are trained jointly with the network.", "The masks of the weights are learned."},
    PhraseRule{
        "activations-calibrated-mask", "operands.activations.chosen", "offline",
        "activation|activations|inputs & mask|masks|positions|selection|channels|pattern|keep & "
        "calibration|offline|frozen|beforehand|once|in_advance|before_deployment|before_the_chip|profiling|search|compiler|recorded_traces|server & "
        "found|fixed|fixes|computed|frozen|determined|decided|outcome|which|told & "
        "~ weight|weights|threshold|thresholds|run_time|learned",
        "The mask of the activations was found once, on calibration data, and frozen.", "The thresholds are calibrated."},
    PhraseRule{
        "activations-live", "operands.activations.chosen", "run-time",
        "activation|activations|tile|tiles|token|tokens|region|input|values & <ratio> & "
        "during_execution|during_inference|at_inference_time|at_run_time|at_runtime|online|on_the_fly|live|while_inference|while_it_is_processed|"
        "as_it_comes|as_they_come_along|as_the_machine|just_before_issue|dynamically|depending_on_the_input|in_response_to|by_the_hardware|"
        "it_is_the_hardware|in_flight|while_it_runs|as_it_runs & "
        "~ weights|weight|one_pattern|invariably|for_every_input_alike|not_built|constant",
        "During execution a state machine moves the activations among 2:8, 4:8 and 6:8.", "Weights are 2:4 at run time."},
    PhraseRule{
        "activations-live-patterns", "operands.activations.chosen", "run-time",
        "activation|activations|tile|tiles|token|tokens|region|input|values & patterns|densities|modes|ratios|gears|pattern & "
        "during_execution|during_inference|at_inference_time|at_run_time|at_runtime|online|on_the_fly|live|while_inference|while_it_is_processed|"
        "as_it_comes|as_they_come_along|as_the_machine|just_before_issue|dynamically|depending_on_the_input|in_response_to|by_the_hardware|"
        "it_is_the_hardware|in_flight|while_it_runs|as_it_runs & "
        "~ weights|weight|one_pattern|invariably|for_every_input_alike|not_built|constant",
        "For each activation tile one of the patterns applies at inference time.", "The patterns of the weights are known at run time."},
    PhraseRule{
        "choice-on-the-fly", "operands.activations.chosen", "run-time",
        "mode|modes|mode_bit|choice|pattern|patterns|shifting|all_of_this|density & computed|made|takes_place|happens|picked|changes|set|chosen & "
        "on_the_fly|at_inference_time|during_inference|at_run_time|at_runtime|online|live|dynamically & ~ weight|weights|not|never|without|no",
        "The mode bit is computed on the fly.", "The pattern of the weights is not chosen at run time."},
    PhraseRule{
        "no-weight-zeros", "operands.weights.pattern", "dense",
        "@weights & nobody_prunes|nothing_is_pruned|nothing_was_pruned|none_are_removed|none_is_removed|arrive_dense|computed_dense|stored_dense|"
        "no_weight_is|sparse_weights_:_no|no_pruning & ~ activation*",
        "Nobody prunes anything: weights arrive dense."},
    PhraseRule{
        "anywhere-free", "operands.?.pattern", "unstructured",
        "no_bound|no_quota|neither_quota|no_block|no_blocks|no_group|no_groups|demands_nothing|free_form|any_position|wherever_they_lie|wherever_"
        "they_fall|"
        "wherever_it|wherever_they_happen|wherever_you_like|up_to_the_pruning|fine_grained|as_it_finds_them|as_they_find_them|where_they_will|"
        "no_constraint|whatever_places|in_no_particular_place|no_regularity|without_regularity|no_regard_to_position|without_any_prescribed|"
        "regardless_of_position|arbitrary_places|as_relu_leaves|as_the_rectifier & "
        "zero|zeros|weight|weights|activation|activations|sparsity|positions|absent & ~ structured|dense|none_are_removed",
        "No group, no block: a weight may be absent at any position."},
    PhraseRule{"taken-one-by-one", "operands.activations.read", "gather",
               "activation|activations|partner|words|positions|operands & "
               "individually|individual|random|scattered|single_values|one_by_one|needed|wanted|requested|match|nothing_but|no_others|only|just & "
               "fetch|fetches|fetched|fetching|read|reads|request|requested|presents|collect|collected|address|addresses|leave|picked_up & ~ "
               "whole|entire_window|full_row|line|weights_are|skip*",
               "Just the positions that match a surviving weight leave the activation buffer; only they are read.", "Whole windows are read."},
    PhraseRule{"taken-by-the-line", "operands.?.read", "window",
               "whole|entire|complete|full|contiguous|adjacent & window|windows|row|line|lines|values|runs & "
               "read|reads|fetched|accessed|delivers|hands_over|come_in|come|comes & ~ instead_of|gather*|needed|nothing_but",
               "The activation buffer hands over a complete line of contiguous values; it is read as a whole."},
    PhraseRule{"zeros-counted-before", "operands.?.encoding", "run-length {1}",
               "zeros|zero & preceded|precedes|before|between|ahead|run|runs|lies|distance|since|in_front & "
               "count|counts|counter|number|how_many|field|counted|skip|lengths & {bits} & "
               "~ offset|index_per|leading_zeros|mask|history",
               "Every nonzero activation is preceded by six bits that say how many zeros came before it."},
    PhraseRule{
        "says-where-in-group", "operands.?.encoding", "offset",
        "<bits> & where|place|position|pointer|pointers|address|index|indices & group|segment|block|quad|quadruple|octet|survivor|survivors|kept & "
        "~ one_bit|possible|number_of|combination|zeros|pair_of|ways|legal|admissible|mask|bitmap|bit_mask|masks",
        "Each survivor travels with three bits that say where in its group it used to sit."},
    // How it is stored.
    PhraseRule{
        "flags-before", "operands.?.encoding", "bitmask",
        "map|maps|flags|mask_bits|mask_bit|bitmap|presence_bits|occupancy_vector|presence_vector|byte_of_flags|ones_and_noughts|"
        "mask_of_one_byte & before|front|ahead|precede|precedes|preceded|accompan*|brings|behind|for_each|for_every|per_position|occupied|own_bit|"
        "opens|lies|lie & position|positions|group|octet|window|values|weight|weights|activation|activations|occupied|follow & "
        "~ dram|tile|feature|unit|decision|until|weight_map|considered",
        "In front of every sixteen values stand sixteen flags, and what is marked follows."},
    PhraseRule{"byte-of-presence", "operands.?.encoding", "bitmask",
               "byte|bits|bit & still_there|is_there|are_there|which_of_them_follow|which_are_there|whose_bits|whose_ones|set_where|who_is_present & "
               "front|precede|precedes|preceded|before|for_each|a_value_follows & ~ dram|tile",
               "One byte stands in front of a group, whose bits tell which of the eight are there."},
    PhraseRule{"number-of-ways", "operands.?.encoding", "combinatorial",
               "ways|different_ways|masks_exist|combinations|possible_pairs|all_such_masks|such_masks|possible_masks & <bits> & "
               "number|numbered|name|names|says|tells|say|index|enumerat*|which|suffice|writes",
               "A group can look in 28 ways, and five bits are stored to say which."},
    PhraseRule{"which-was-numbered", "operands.?.encoding", "combinatorial",
               "numbered_them|number_them|we_number|its_ordinal|ordinal_number|number_of_the_way|enumerative & mask|masks|choices|ways|pairs|store",
               "Seventy masks exist, and we number them."},
    PhraseRule{"index-of-each-nonzero", "operands.?.encoding", "offset",
               "<bits> & index_bits_a|index_bits_per|bit_index|bit_tag|bit_offsets|offsets_of|names_its_place|its_place_in|their_positions_are & "
               "nonzero|survivor|surviving|group|weight|value|activation|sixteen|kept & ~ zeros|considered|instead|place_of",
               "Its place in the group is given by 3 bits per nonzero."},
    PhraseRule{
        "gap-in-bits", "operands.?.encoding", "run-length {1}",
        "zeros|zero & zero_count|run_field|bits_of_run|distance|number_is_written|counts_the_zeros|number_of_zeros & {bits} & ~ history|mask|flags",
        "A 4-bit run field before each value holds the number of zeros."},
    PhraseRule{"three-arrays", "operands.?.encoding", "csr",
               "column_numbers|column_number|column_indices|column_index & row_extents|row_starts|row_pointers|row_lengths|row_pointer|extents & "
               "row|rows|weights|weight|matrix & ~ ruled_out|outweigh*",
               "The matrix becomes three arrays: values, column numbers and row extents."},
    PhraseRule{"bare-values", "operands.?.encoding", "none",
               "bare_values|no_metadata|without_an_index|without_any_index|no_index|no_map|without_a_map|uncompressed|without_any_compression|"
               "without_compression|plain_dense|zeros_and_all|do_not_compress & weights|weight|activations|activation & "
               "~ until|tile|compressed_before|in_dram_until|prior",
               "The memory holds bare values of the weights."},
    PhraseRule{"mask-of-ones", "operands.?.encoding", "bitmask",
               "mask|masks|header|bits|vector|bitmap|word|map|flag|flags|presence & ones|1|set|bit|bits|occupied|presence & "
               "tell|tells|mark|marks|indicate*|say|says|show|shows|means|denote* & "
               "position|positions|weights|values|present|occupied|nonzero|entries|which|activation",
               "A 16-bit header, whose ones mark the weights that follow, comes first.", "The index tells which is kept."},
    PhraseRule{"population-of-mask", "operands.?.encoding", "bitmask",
               "population_count|popcount|leading_one|priority_encoder|set_bit|ands & mask|masks|bitmap|bit_masks|bit_vectors|flags",
               "A leading-one detector walks the mask of the weights."},
    PhraseRule{"rows-counts-columns", "operands.?.encoding", "csr",
               "row|rows|filter & number|count|pointer|pointers|length|lengths|how_long & column|columns|index & "
               "nonzero|nonzeros|value|values|weight|weights|length",
               "For every row we keep the number of its nonzeros, and for every nonzero weight its column.", "The array has rows and columns."},
    PhraseRule{"number-of-the-mask", "operands.?.encoding", "combinatorial",
               "number|numbers|numbered|ordinal|rank|code|codes|name|names|index|identif* & admissible|legal|possible|permitted|lexicographic|ways|"
               "combination|combinations|subsets|shapes|arrangements & "
               "mask|masks|group|groups|two|three|four|of & ~ run_length|modes|patterns_are",
               "A six-bit ordinal names one of the legal masks of the group.", "There are three possible patterns."},
    PhraseRule{"nothing-but-values", "operands.?.encoding", "none",
               "no|nor|neither|without & mask|masks|index|indices|metadata|pointer|pointers|bitmaps|bitmap & "
               "raw|plain|one_after_the_other|zeros_included|stored|go_with|format|laid_out|as_they_are|holes & ~ weights_that|reads|reader",
               "The weights are stored raw: there is no mask and no index.", "No index is read by the array."},
    PhraseRule{"plain-array", "operands.?.encoding", "none",
               "plain|ordinary|raw|uncompressed & dense|array|matrix|form|tensor|stored & stored|written|kept|held|laid_out|lie|lies & "
               "~ prior|compressed|until|before",
               "Weights are written to DRAM as a plain dense array."},
    // What costs no time.
    PhraseRule{"removed-cost-nothing", "operands.?.skip", "pattern",
               "gone|went|absent|excluded|excludes|leaves_out|left_out|thrown_away|struck_out|not_there|deleted|removed|forbids|leave_out|sieves|"
               "others|no_offset_names|not_permitted & "
               "no|not|never|neither|nor|none|nothing|nobody & time|step|steps|cycle|cycles|slot|slots|multiplier|multipliers|lane|beat & "
               "~ zero|zeros|zeroes|accuracy|wait|waits|ahead|idle|network|dram|buffer|row|rows|anywhere|pe|element|column|apart|advance|gets_away",
               "The five that are gone cost no time."},
    PhraseRule{"never-seen", "operands.?.skip", "pattern",
               "gone|absent|excluded|excludes|leaves_out|left_out|removed|pruned|others|pattern|other|not_there & never|no|none|nor & "
               "sees|see|seen|meets|visits|visited|issued|loaded|spared & multiplier|multipliers|array|lane|element|elements|engine & "
               "~ zero|zeros|zeroes|network|idle",
               "The array never sees the ones that are gone."},
    PhraseRule{"time-of-the-pattern", "operands.?.skip", "pattern",
               "pattern|group|kept|block|window|tile & "
               "one_step|two_steps|a_single_step|half_the_time|half_the_steps|half_of_the_steps|quarter_of_the_time|quarter_of_the_steps|"
               "one_cycle|two_cycles|one_two|four_steps & tile|group|block|window|element|instead_of|done & "
               "~ ahead|apart|latency|decision|decides|selector|change|zeros|slack|queue|behind|in_front|chosen|choice",
               "A tile at 4:8 is done in half the time."},
    PhraseRule{"share-of-the-time", "operands.?.skip", "pattern",
               "tile|tiles|group|block|window|pattern & <number> of_the time|steps|cycles & done|takes|needs|finished|processed & "
               "~ ahead|latency|decision|selector|overhead|total|idle|multiplier|busy|layer|network",
               "A tile at 4:16 is done in a quarter of the time."},
    PhraseRule{"none-is-skipped", "operands.?.skip", "none",
               "none_of_them_is_skipped|none_of_them_are_skipped|none_is_skipped|none_are_skipped|skips_none & weights|weight|activations|activation",
               "Weights are dense and none of them is skipped."},
    PhraseRule{"zero-as-any", "operands.?.skip", "none",
               "zero|zeros|zeroes|black|nought|zero_or_not & "
               "as_any_other|like_any_other|like_its_neighbours|one_more_operand|as_much_time|as_if_it_were_not|"
               "zero_or_not|is_multiplied_like|by_each|given_its_turn|like_everything_else & ~ stored|lie|kept|costs_no|no_time|memory",
               "A zero is one more operand, like any other."},
    PhraseRule{"gated-activations", "operands.activations.skip", "none",
               "zero|zeros|zero_valued & activation|activations & "
               "gate|gates|gated|gating|clock_gated|disable|disables|disabled|turns_off|switches_off|merely_disable & ~ "
               "skip|skips|skipping|skipped|cycles_are_saved|weight|weights|gated_count|gate_equivalents",
               "Zero activations gate the input registers of the multiplier.", "Zero activations are skipped and gate nothing."},
    PhraseRule{"gated-weights", "operands.weights.skip", "none",
               "zero|zeros|zero_valued & weight|weights & gate|gates|gated|gating|clock_gated|disable|disables|turns_off|switches_off & ~ "
               "skip|skips|skipping|skipped|activation*|gate_equivalents",
               "When a weight is zero the multiplier is clock-gated."},
    PhraseRule{"no-mechanism-for-weights", "operands.weights.skip", "none",
               "no|without zero_skipping|skipping|zero_skip mechanism|mechanisms|logic|hardware|support for|of|on the? @weights",
               "There is no zero-skipping logic for weights."},
    PhraseRule{"zeros-in-weights-not-skipped", "operands.weights.skip", "none", "zero|zeros in|of|among the? @weights are|is not|never @skip",
               "Zeros in the weights are not skipped."},
    PhraseRule{"not-activation-sparsity", "operands.activations.pattern", "dense",
               "not|never|without support|supporting|exploit|use|exploiting|leverage activation sparsity",
               "Willow does not support activation sparsity."},
    PhraseRule{"looked-for-by-nobody", "operands.?.skip", "none",
               "zero|zeros|zeroes & nor|not|never|nobody|nothing|no & look_for|looks_for|searches|search_for|notice|noticed|test_for & "
               "~ inside|within|pattern|permitted",
               "Nobody looks for zeros among the activations."},
    PhraseRule{"either-kind-of-zero", "operands.*.skip", "zeros",
               "neither_kind|either_kind|neither_operand|kind_of_zero|both_kinds|neither_sort|whichever_side & zero|zeros & "
               "multiplied|multiplier|multipliers|time|slot|occupies|occupy|cycle & ~ still|like",
               "Neither kind of zero is ever multiplied."},
    PhraseRule{"zeros-vanish", "operands.?.skip", "zeros",
               "zero|zeros & vanish*|squeezed_out|jumps_over|jump_over|disappear* & multiplier|multipliers|stream|cycle|time|array|elements & "
               "~ stored|dram|memory|buffer|storage",
               "Every zero vanishes before it can waste a multiplier."},
    PhraseRule{"only-activations-are-skipped", "operands.weights.skip", "none",
               "skipping|skipped & restricted_to_activations|confined_to_activations|only_for_activations|only_activations & zero|zeros",
               "Zero skipping is restricted to activations."},
    PhraseRule{"zeros-never-enter", "operands.?.skip", "zeros",
               "zero|zeros|zeroes & never|not|none|no|nor|neither & "
               "enter|enters|reach|reaches|scheduled|issued|occupy|occupies|sees|see|slot|slots|arrive|arrives|presented|admitted|spent & "
               "~ exploit|exploited|detect*|skipped|threshold|provision|cost_a_full|still|look_for|expanded|decompressed|only_compressed",
               "Zeros never enter the FIFO of the weights."},
    PhraseRule{"next-nonzero", "operands.?.skip", "zeros",
               "next|following|from_nonzero & nonzero|nonzeros|non_zero|set_bit & "
               "jump|jumps|hop|hops|advance|advances|moves|straight|proceeds|goes|leaps|skips|walks|steps",
               "The sequencer jumps straight to the next nonzero weight."},
    PhraseRule{
        "time-of-nonzeros", "operands.?.skip", "zeros",
        "time|steps|cycles|duration & proportional|as_many|number_of|population_count|only_as_long|scales & nonzero|nonzeros|ones_in|population_"
        "count & ~ dense|not|never|irrespective|independent|regardless",
        "A layer takes as many steps as it has nonzero weights."},
    PhraseRule{"zeros-like-others", "operands.?.skip", "none",
               "zero|zeros|zeroes & multiplied|worked_off|march|issued|pass|passes|computed|computes|treated & "
               "regardless|by_each|one_after_the_other|every_one_of_them|computes_with_them|like_any|like_every*|as_any|like_anything|like_the_rest|"
               "like_all|as_usual|as_every*|cycle_by_cycle & ~ stored|encoded|kept|included",
               "Zeros among the weights are multiplied like anything else."},
    PhraseRule{"zeros-cost-a-cycle", "operands.?.skip", "none",
               "zero|zeros|zeroes|zero_or_not & still|nevertheless|all_the_same|nothing_saves|no|not|nothing|yet|but|remains|given & "
               "cost|costs|takes|cycle|cycles|save|saves|saved|spent|slot|turn & cycle|cycles|slot|time & ~ "
               "pattern|never|nothing_but|no_cycle_is|cost_no|costs_no|occupy_no|takes_no|take_no|neither|no_slot",
               "A zero among the weights still costs its cycle."},
    PhraseRule{
        "no-skipping", "operands.?.skip", "none",
        "skipping|skip|leaving_out|leave_out & no|not|nor|never|without & at_all|not_pay|no_means|no_attempt|no_provision|does_not|do_not|cannot & "
        "weight|weights|activation|activations|zero|zeros",
        "There is no skipping of zero weights at all."},
    PhraseRule{"excluded-not-brought", "operands.?.skip", "pattern",
               "pruned|dropped|excluded|outside|discarded|absent|rejected|the_rest|the_other|the_others|forbids|by_pattern & "
               "never|not|no|out|spared|skips|neither & "
               "brought|issued|fetched|scheduled|addressed|processed|multiplied|computation|entries|computed|loaded|visits|visited|slot|bypasses & "
               "~ zero|zeros|gradient*|once|offline",
               "Weights that were pruned away are never brought to the multipliers."},
};

}  // namespace

std::span<const PhraseRule> any_order_rules() { return kRules; }

}  // namespace skeptic::papers
