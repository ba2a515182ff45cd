// Words that say something of the machine together, in whatever order: taken where nothing says it outright.
#include <array>

#include "papers/rule.h"

namespace skeptic::papers {
namespace {

constexpr std::array kRules{
    // Who decides, when, from what.
    PhraseRule{
        "producer-somewhere", "operands.activations.decide.by", "producer",
        "producer|producing_layer|layer_that_writes|layer_that_produces|layer_upstream|layer_which_writes|writing_layer|writer|whoever_fills|whoever_"
        "writes|"
        "write_back|post_processing|relu_of_the_layer_before|behind_the_relu|behind_the_activation_function|drains|written_out|output_of_the_layer & "
        "@choose|pattern|patterns|density|densities|graded|labels|selector|sparsity & "
        "~ consumer|consuming|reader|reading_layer|next_layer|layer_after|bitmap|suppose|assume|before_it_was|first_tape_out|pipeline",
        "The writer of a map settles its density.", "The consumer chooses the pattern."},
    PhraseRule{"consumer-somewhere", "operands.activations.decide.by", "consumer",
               "consumer|consumers|consuming_layer|layer_that_reads|layer_which_reads|reader|reading_layer|next_layer|layer_consuming|layer_reading|"
               "layer_after|about_to_read|about_to_consume|readers|fetch_unit|loading_layer|layer_using|layer_that_is_to_use|layer_that_uses|read_"
               "path|the_latter & "
               "@choose|chose|settle|settles|settled|pattern|patterns|density|densities|mind|decides|makes_the_choice|judgement|judges|verdict|turns_"
               "them_into|determine|takes_a_count & "
               "~ merely|obey|obeys|never_waits|writer|in_advance|ready_before|previous_layer_decides|producer_decides|written_by_the_producer|"
               "ready_well|select_the_pattern_of|statistics_of_layer",
               "The reading layer settles the density of its input.", "The layer that writes chooses the pattern."},
    PhraseRule{
        "history-somewhere", "operands.activations.decide.from", "previous-input",
        "previous|preceding|before|earlier|history|predecessor|predecessors|behind & frame|frames|image|images|inference|inferences|input|history & "
        "@choose|pattern|patterns|density|densities|steers & "
        "called|suggested|showed|looked|based|based_on|statistics|reuses|remember*|steers|uses|resemble|map|from|everything & "
        "~ no_history|nor_history|not|rather_observes|observes|final_value|current|cycles",
        "Each later image uses the patterns that its predecessor suggested: the choice rests on the previous image.", "There is no history."},
    PhraseRule{"layer-before-tells", "operands.activations.decide.from", "previous-layer",
               "layer & preceding|previous|before|ahead & sparsity|density|densities|statistics|activations & "
               "forecast|forecasts|foresee*|predict*|expect|next_layer's|tell_us|ready|told & ~ history|frame|image",
               "From the density of the preceding layer we predict the next layer's pattern."},
    PhraseRule{
        "values-themselves", "operands.activations.decide.from", "this-input",
        "being_processed|itself|actual_contents|at_hand|themselves|it_got|numbers_it|about_to_be|very_tile|incoming_values|own_values|own_nonzeros|"
        "just_been_handed|goes_through_all|own_energy|turns_out_to_contain|what_it_finds|input_looks|tile_contains|values_have_become_known|"
        "have_become_known|tile_in_hand|frame_in_hand|very_input & "
        "tile|image|block|frame|values|contents|numbers|input|region|token & "
        "@choose|looks|look|counts|count|decision|rule|policy|based|comparator|settles|labels|determined|assigned|thinned|selector & "
        "~ never|rather|previous|history|weights",
        "The decision is based on the image being processed.", "The weights themselves are counted."},
    PhraseRule{"nonzeros-fit", "operands.activations.decide.policy", "cover",
               "nonzero|nonzeros|not_zero|but_zeros|except_zeros|only_zeros & "
               "fit|fits|victim|sacrificed|none_of_them_is_lost|overflow|room|accommodate*|sacrosanct|drop_no|drops_no|discards_nothing|drops_"
               "nothing|no_value|all_of_them|covers|hold_all & "
               "pattern|patterns|tile|density|it|sparsest|version|cycle|ever|candidate|group & ~ energy|percent|threshold|squares",
               "A pattern is admissible if it has room for all nonzero values.", "Nonzeros are fetched in one cycle."},
    PhraseRule{"energy-somewhere", "operands.activations.decide.policy", "{energy: {1}}",
               "{percent} & energy|squares|fidelity & @keep|carry|carries|pattern|patterns|lost|sum|rule|criterion|selector|tile|ship & "
               "~ less|lower|save|saves|saving|savings|reduc*|more|joule|consum*|nj|pj|draft|dram",
               "92% of the energy is what the pattern keeps.", "It saves 20% of the energy."},
    PhraseRule{"energy-as-number", "operands.activations.decide.policy", "{energy: {1}}",
               "{number} & energy|squares|fidelity|share_of & @keep|carry|carries|pattern|patterns|sum|bound|criterion|stop|survives & "
               "~ less|lower|save|saves|saving|savings|reduc*|more|joule|consum*|nj|pj|future|x",
               "The fidelity is 0.94: the retained values carry that share of the sum of squares.", "It needs 0.8 nJ of energy."},
    PhraseRule{"pixels-of-a-decision", "operands.activations.decide.unit.pixels", "",
               "{int} adjacent|neighbouring|neighboring|consecutive|successive? pixels|pixel|tokens|vectors & "
               "decision|decisions|decided|pattern|patterns|choice|header|ruled|governed|density|sparsity_selection & "
               "~ rows|columns|array|bank|banks|buffer|cycles_per|used_to|image_of|images",
               "One pattern header serves a run of 24 pixels.", "The image has 64 pixels."},
    PhraseRule{"extent-in-pixels", "operands.activations.decide.unit.pixels", "",
               "strip|strips|region|regions|parcel|parcels|chunk|chunks|patch|patches|unit is|are|comprises|covers|measures|has|spans|,|: "
               "formed_of|made_of|just? {int} consecutive|neighbouring|adjacent|neighboring|successive? pixels|pixel|tokens",
               "A strip is 8 pixels long.", "The image is 64 pixels wide."},
    PhraseRule{"extent-in-all-channels", "operands.activations.decide.unit.channels", "all",
               "strip|strips|region|regions|parcel|parcels|chunk|chunks|patch|patches|unit & pixels|pixel|tokens & "
               "all_channels|all_their_channels|all_its_channels|all_the_channels|as_deep_as|every_one_of_their_channels|full_depth|whole_depth",
               "A strip is 8 pixels long and as deep as the feature map."},
    PhraseRule{
        "channels-of-a-decision", "operands.activations.decide.unit.channels", "",
        "{int} channels|channel & decision|decisions|decided|pattern|patterns|choice|header|ruled|governed|density|sparsity_selection & "
        "pixels|pixel|tokens|vectors|unit|units|depth|deep|slab|slabs & ~ rows|columns|array|bank|banks|buffer|used_to|output_channels|next_version",
        "Decision units span 128 channels.", "The layer has 128 channels."},
    PhraseRule{"all-channels-of-a-decision", "operands.activations.decide.unit.channels", "all",
               "every_channel|all_channels|all_the_channels|all_of_its_channels|all_of_their_channels|full_depth|whole_depth|entire_depth|"
               "how_many_channels|all_its_channels|for_all_channels & "
               "decision|decided|pattern|patterns|choice|header|ruled|governed|density|one_choice|assigned",
               "In depth the pattern serves every channel.", "All channels are pruned."},
    PhraseRule{"unit-somewhere", "granularity", "per {1}",
               "each|every|any|per activation|output|such|adjacent? !group|groups|layer {word} & "
               "@choose|pattern|patterns|density|densities|graded|settled|answer & ~ used_to|each_of|prior",
               "Every region has a density to itself: each region a pattern.", "Each array has a density."},
    PhraseRule{"granularity-is", "granularity", "per {1}",
               "granularity of the? decision|decisions|choice|selection|pattern|patterns? is|: one|a|an|each|every activation|output|single? {word}",
               "The granularity of the decision is one activation row."},
    PhraseRule{"granularity-of", "granularity", "per {1}", "granularity of a|an|one|each|every|single activation|output|single? {word}",
               "Selection happens at the granularity of a token."},
    PhraseRule{"decision-every", "operands.activations.decide.rate", "1/{1} units/cycle",
               "every|each {cycles} a|one|another new|next|further? decision|choice|unit|tile|pattern ... "
               "made|decided|chosen|starts|begins|accepted|finished",
               "Every 16 cycles a new decision can be made."},
    PhraseRule{"tile-by-tile", "granularity", "per {1}",
               "@choose|pattern|patterns|density|densities|graded|sparse|dense & by|for|each|output|another|whole|activation|a {word} "
               "tile|block|window|row|group|region|patch|image|token|layer|head",
               "The choice is made for each output window."},
    PhraseRule{"cycles-until-known", "operands.activations.decide.latency", "",
               "{cycles} & known|decision|decides|decided|choice|chosen|pattern|selector|verdict|answer|judgement & "
               "after|later|latency|between|brings|last_value|last_element|last_activation|last_operand|there_pass|elapse|final & "
               "~ per|every|each|change|changes|new_pattern|switch*|prototype|dram|scan|scanning|differ|disagree|penalty|stall|initiation",
               "The pattern of a tile is known 6 cycles after its last value.", "A change of pattern costs 6 cycles."},
    PhraseRule{"units-in-a-cycle", "operands.activations.decide.rate", "{1} units/cycle",
               "{number} of_a|of_an? decision? units|unit|decisions|blocks|tiles|tile|block|choices & "
               "per_cycle|a_cycle|each_cycle|every_cycle|in_a_cycle|per_clock|a_single_cycle|"
               "/_cycle|in_each & ~ multipl*|macs|products|values_per|bytes",
               "The scan proceeds at 0.8 units per cycle."},
    PhraseRule{"interval-of-decisions", "operands.activations.decide.rate", "1/{1} units/cycle",
               "{cycles} & interval|takes|each|every & unit|decision|selector & no_other|nothing_else|initiation|issued|per_unit|in_the_meantime & "
               "~ stall|switch*|pattern_change",
               "The selector takes four cycles over a unit and accepts no other in the meantime.", "A decision takes four cycles."},
    PhraseRule{"at-the-first-need", "operands.activations.decide.when", "use",
               "first_touch|first_use|on_demand|first_time|touches|postpone*|there_and_then|hits_upon|reaches|way_through|just_in_time|lazy|lazily & "
               "@choose|pattern|undecided|decided|selection|triggers & ~ alternative|evaluated|contrary|colleague|alternatively",
               "Whenever the sequencer hits upon an undecided unit, the selector chooses there and then."},
    PhraseRule{
        "whole-tile-first", "operands.activations.decide.when", "tile",
        "whole_tile|entire_tile|tile|all_of_it|every_unit|each_and_every & before|then|first|afterwards|begins|beforehand|when_the_last|only_after & "
        "@choose|settles|settled|decided|pattern|patterns|scanner|counts|judged & "
        "starts|started|start|begins|multiplication|computation|compute|computing|issues|first_step|first_product|array & "
        "~ touch|demand|lazy|reaches|producer|writes|written|known_before",
        "The consumer settles all patterns of the tile before the first multiplication."},
    PhraseRule{"waits-as-a-mask", "operands.activations.decide.stored", "bitmask",
               "dram|off_chip|external_memory|external & mask|bitmap|bitmaps|bit_per|occupancy_word|presence_bits|presence_mask|bits & "
               "until|till|before|await*|undecided|later|wait*|has_been_chosen|selection|by_the_layer_after|knows_nothing & "
               "~ considered|expect|had|most_of|sparten|plain",
               "Until its reader has chosen, a map lies in DRAM as a mask and the nonzeros."},
    PhraseRule{"waits-as-it-is", "operands.activations.decide.stored", "none",
               "dram|off_chip|external_memory|external|memory|raw & "
               "plain|plainly|dense|raw|uncompressed|without_compression|in_place|as_they_are|occupies|ordinary|all_its_zeros|zeros_and_all & "
               "until|till|before|await*|undecided|wait*|chosen|decision|choose|decided & ~ "
               "had|predecessor|bitmask|packed|left_dense|kept_dense|runs_dense|stays_dense|runs",
               "Tensors lie in DRAM uncompressed until their consumer has chosen."},
    PhraseRule{"lies-in-full", "operands.activations.decide.stored", "none",
               "dram|external_memory|off_chip & in_full|zeros_and_all|nothing_removed|noughts_included|plainly|each_value_in_its_place & "
               "tensor|tensors|activations|activation|map|maps|layer|values|lie|lies & ~ weight|weights|unpruned|psum",
               "In DRAM a tensor lies in full."},
    PhraseRule{"compressed-on-load", "operands.activations.decide.stored", "none",
               "dram|off_chip|external_memory & dense_format|dense_form|uncompressed|dense & "
               "compressed_on_the_fly|when_they_are_loaded|when_it_is_loaded|on_load|while_they_are_loaded|as_they_are_loaded & ~ weight|weights",
               "Tensors are kept in DRAM in dense format and compressed on the fly when they are loaded."},
    PhraseRule{"picked-in-cycles", "operands.activations.decide.latency", "",
               "selects|chooses|decides|picks|determines .. pattern|format|ratio|density ... in|within {cycles}",
               "A comparator tree selects the pattern from the count of the tile in 5 cycles."},
    PhraseRule{"storage-of-the-choice", "operands.activations.decide.state", "",
               "{size} & selector|selection|decision|deciding|decides|mechanism|history|statistics|choices|choice|remember* & "
               "adds|storage|state|registers|set_aside|flip_flops|remember|fits|gets_by|additional|extra & "
               "~ would|thresholds|buffer|weight|weights|accumulators|cost",
               "Behind the ReLU the selector adds 4.5 KB of state."},
    PhraseRule{
        "cycles-of-a-change", "operands.activations.decide.switch", "",
        "{cycles} & change|changes|changed|differ|different|disagree|another_pattern|reconfigur*|between_densities|between_patterns|new_pattern|"
        "old_pattern|unlike_density|other_patterns|retag*|not_that_of|forerunner|does_not_remain|if_it_does_not & "
        "lost|cost|costs|adds|bubble|penalty|prolonged|takes|take|inserted|delay|run_empty|lengthen|holds|turned & "
        "~ latency_of|last_value|last_year|chip_took|after_its",
        "A bubble of eight cycles is inserted whenever steps use different densities; it costs 8 cycles.", "The pattern is known after 8 cycles."},
    // Arrays and what runs together.
    PhraseRule{"every-with-every", "fabric.kind", "cartesian-product",
               "every_nonzero_weight|each_nonzero_weight|all_nonzero_weights & every_nonzero_activation|each_nonzero_activation|"
               "all_nonzero_activations & multiplied|multiplies|product|products|meets",
               "Every nonzero weight is multiplied by every nonzero activation of its channel."},
    PhraseRule{"every-with-every-skips", "operands.*.skip", "zeros",
               "every_nonzero_weight|each_nonzero_weight|all_nonzero_weights & every_nonzero_activation|each_nonzero_activation|"
               "all_nonzero_activations & multiplied|multiplies|product|products|meets",
               "Every nonzero weight is multiplied by every nonzero activation of its channel."},
    PhraseRule{"number-of-multipliers", "multipliers", "", "multipliers number|in_the_engine_is|on_the_chip_is|in_all_is {int}",
               "The multipliers number 768.", "Multipliers per element: 8"},
    PhraseRule{"positions-seen", "fabric.window", "",
               "{int} candidate|consecutive|neighbouring|adjacent? positions|places|operands|candidates|channels|inputs & "
               "element|pe|pes|elements|step|cell|lanes|multipliers|at_a_time & "
               "sees|see|visible|offered|shown|surveys|scans|inspects|looks|look|spans|covers|long|window|stride|strides|fetched|loaded|chunk|slice|"
               "in_view|reach|choice|"
               "candidate|share & "
               "~ group_of|pattern_is|kept|tile|tiles|output_channels|per_word|decision|pixels",
               "At each step the element is offered the next 24 positions.", "A tile covers 64 channels."},
    PhraseRule{"window-agreed", "fabric.window", "",
               "window|windows .. {int} & element|pe|multipliers|mults_per_pe|positions & ~ windows_ahead|windows_deep|steps|queue*|fifo|slack|ahead",
               "The window of each element is 10."},
    PhraseRule{"its-multipliers", "fabric.lanes", "",
               "its|the|whose|with|of|contains|has|comprising|owns|using {int} parallel? multipliers|multiplier|lanes|mults & "
               "pe|pes|element|elements|cell|cells & "
               "~ array|chip|total|overall|engines|core|cores|die|altogether|row|rows|in_all|scnn|per_cycle",
               "The element hands one pair to each of its six multipliers.", "The chip has 1024 multipliers in its elements."},
    PhraseRule{"multipliers-and-window", "fabric.lanes", "",
               "{int} parallel? multipliers|lanes|mults & window|positions|candidate|operands|pe|element & "
               "pick|share|find|fed|serve|idle|sit|busy|register|each_step|form|scans|looks & "
               "~ array|chip|total|overall|engines|core|cores|die|altogether|in_all|scnn|per_cycle|banks",
               "Seven multipliers pick their operands out of a window of 28."},
    PhraseRule{"engine-times", "fabric.arrays", "", "replicate|replicated|instantiated|copied .. {factor}", "We replicate the engine twelve times."},
    PhraseRule{"clones", "fabric.arrays", "", "{int} tensor|compute|identical? engines|cores|arrays|clusters are clones|copies|twins",
               "Its seven engines are clones."},
    PhraseRule{"pair-of-multipliers", "fabric.lanes", "2", "pair|couple of multipliers|macs & element|elements|pe|pes|cell|cells",
               "Its elements are small: a pair of multipliers and an adder."},
    PhraseRule{"count-of-multipliers", "fabric.lanes", "", "multiplier|multipliers count|number|per .. element|pe|pe_was|cell ... {int} .|,|;|were|:",
               "The multiplier count per element was settled early: five."},
    PhraseRule{"rows-somewhere", "fabric.array.m", "",
               "{int} rows|lines & pe|pes|element|elements|array|engine|mesh|grid|core|cluster|decoder|sequencer|columns & "
               "~ "
               "table|image|pixels|kernel|tile|bank|banks|feature|heatmap|sub_array|window|other|prototype|pixel|map|maps|dram|activations|merge*|"
               "merging|radix|fiber*",
               "To each of the 22 rows of the array belongs a decoder.", "The table has 22 rows."},
    PhraseRule{"columns-somewhere", "fabric.array.n", "",
               "{int} columns & pe|pes|element|elements|array|engine|mesh|grid|core|cluster|decoder|sequencer|rows & "
               "~ "
               "table|image|pixels|kernel|tile|bank|banks|feature|heatmap|sub_array|window|other|prototype|pixel|map|maps|dram|activations|merge*|"
               "merging|radix|fiber*",
               "The 11 columns of the array share a decoder.", "The table has 11 columns."},
    PhraseRule{"vertically", "fabric.array.m", "", "vertically|vertical .. {int}", "Vertically the array measures 36 elements, horizontally 18."},
    PhraseRule{"horizontally", "fabric.array.n", "", "horizontally|horizontal .. {int}",
               "Vertically the array measures 36 elements, horizontally 18."},
    PhraseRule{"rows-as-letter", "fabric.array.m", "", "m|r|rows =|was_set_to|to {int} & rows & columns|cols",
               "With M = 48 rows and N = 12 columns the array is tall."},
    PhraseRule{"columns-as-letter", "fabric.array.n", "", "n|c|cols|columns =|was_set_to|to {int} & rows & columns|cols",
               "With M = 48 rows and N = 12 columns the array is tall."},
    PhraseRule{"arrays-somewhere", "fabric.arrays", "",
               "{int} identical|small|such|equal|separate|independent? arrays|cores|engines|clusters|tiles & "
               "chip|die|dram|identical|multipliers|complete|between_them|shares|sequencer & "
               "~ per|would|prototype|tiles_of|tile|one_large|odd|each_array",
               "On the die there are 24 engines, each a complete accelerator.", "Each array computes 4 tiles."},
    PhraseRule{"element-at-own-pace", "fabric.sync.domain", "pe",
               "pe|element|elements|pes & fifo_of_its_own|own_fifo|own_queue|as_soon_as|stops_only|gets_away|lead|leads|never_wait|nobody_waits & "
               "neighbour|neighbours|neighbor|peers|others|slowest|own|each_other & ~ row|column|whole_array|columns_are|steal*|idle|work_of",
               "Every PE pulls from a FIFO of its own and may lead the slowest of its peers."},
    PhraseRule{"columns-at-own-pace", "fabric.sync.domain", "column",
               "column|columns & early|slip|ahead|advance|elastic|loose|program_counter|leash|skid|separate|fastest|let & "
               "steps|step|windows|queue|queues|buffers|each_other|own|limits|others & ~ row|rows|easy|refrained|columnist|neither",
               "Columns may slip against each other by 14 steps."},
    PhraseRule{
        "rows-at-own-pace", "fabric.sync.domain", "row",
        "row|rows & early|slip|ahead|advance|elastic|loose|program_counter|leash|skid|separate|fastest|autonomous|kept_apart|running|confined & "
        "steps|step|windows|queue|queues|buffers|each_other|own|limits|others|row & ~ column|columns|easy|refrained|neither|weight_matrix",
        "Each row has been given a leash of eleven steps."},
    PhraseRule{"array-as-one", "fabric.sync.domain", "array",
               "array|elements|pes|every_pe|grid|wave|lanes & "
               "single_sequencer|one_step_counter|same_tick|same_moment|one_advance|lock_stepped|slowest|barrier|released|finished|digested|at_once|"
               "step_together|domain_of_synchronisation|one_rhythm & "
               "all|whole|entire|every|strictly|any & ~ row|rows|column|columns|ahead|leash|up_to|no_global|steal*|no_barrier",
               "One sequencer drives all elements: the slowest of the grid tells when all may go on, at once."},
    PhraseRule{"steps-of-leeway", "fabric.sync.slack", "",
               "{int} steps|step|windows|window|entries|entry|chunks & "
               "ahead|lead|leash|slip|early|in_advance|gets_away|get_away|separate|drift|before_the_last|kept_apart|limits|elastic & "
               "~ look*|borrow*|promot*|takes|simulated|dram|forward|future|stages|cycles",
               "Each row has been given a leash of eleven steps.", "It looks two steps ahead."},
    PhraseRule{
        "no-leeway", "fabric.sync.slack", "1",
        "no_queue|no_queues|no_elastic|no_slack|slack_of_one|no_elasticity|no_buffering & step|steps|array|grid|elements|anywhere|all|rule|whole",
        "There is no elastic buffering anywhere in the grid."},
    PhraseRule{"slack-agreed", "fabric.sync.slack", "", "slack ... to|of|is|at {int} & ~ swept|sweep|doubling_it|between|from_2",
               "Doubling the slack from 9 to 18 helped."},
    PhraseRule{"works-for-others", "fabric.balance", "work-stealing",
               "idle|empty|drained|finish|finished & queue|list|lists|work|queues & "
               "raids|redistribut*|reassign*|rebalanc*|help|helps|handed_over|relieves|takes_over|another_one_does|helps_itself|robs|fetches & ~ "
               "planned|next_generation",
               "An idle element raids the queue of its neighbour.", "Queues are empty."},
    PhraseRule{"dealt-like-cards", "fabric.balance", "interleave",
               "deals|dealt|interleave|interleaved|interleaving|round_robin|like_cards & rows|filters|channels|kernels|wave & ~ "
               "work_stealing|neither|that_order|reduction|slices",
               "Rows of weights are dealt to the array like cards."},
    PhraseRule{"surplus-to-neighbour", "fabric.balance", "displace",
               "surplus|overflow|excess|too_much|more_nonzeros_than_slots & sheds|displaced|displacement|moved|pushed|neighbouring_row|beneath & "
               "row|rows|work|weights|element",
               "Work that would overflow a row is displaced to the row beneath."},
    PhraseRule{"from-the-future", "fabric.balance", "look-ahead",
               "future|forward_in_time|ahead_in_time|steps_into|next_window|window_that_follows|further_on_in|following_window & "
               "lane|operand|operands|stream|lanes|pair & promotes|drawn|draw|looks|take|takes|fetch|fetches|fetched & ~ "
               "neither|queue|queues|weights_of_the",
               "A lane looks two steps into the future of its stream and promotes what it finds."},
    PhraseRule{"from-the-side", "fabric.balance", "look-aside",
               "left|side|aside|adjacent_lane|neighbouring_lane|lane_next_to|sideways & borrows|borrow|takes_over|helps|aiding|reach_over|fetch & "
               "lane|lanes & ~ neither",
               "A lane without a pair borrows one from the lane to its left."},
    PhraseRule{"filled-and-empty", "fabric.balance", "pair",
               "pair|pairs|paired|marries|married|weds|couples|coupled|couple|joins|puts & "
               "filled|dense|densest|heavy|most|crowded|heavily_populated|fullest & "
               "empty|sparse|sparsest|nearly_empty|emptiest|thinly_populated|light|equal_total|fewest|least & "
               "filters|filter|rows|channels|members|ones|one|tiles",
               "Pairs of filters are formed, one well filled and the other nearly empty."},
    PhraseRule{"ordered-by-density", "fabric.balance", "sort",
               "ordered|ordering|sort|sorted|reorder|reordered|arranges|arranged & "
               "density|number_of_nonzeros|nonzeros|compile_time|order_of_population|number_of_their_entries & filters|rows|channels|kernels & "
               "~ would|neither|group|absolute",
               "An ordering of filters by density closes the gap."},
    // Memories and what is processed together.
    PhraseRule{"ports-somewhere", "memory.?.ports", "",
               "{int} read? port|ports|r & buffer|buffers|memory|memories|sram|bank|banks|store|macro & "
               "weight|weights|filter|kernels|filters|activation|activations|feature_map|input|inputs & "
               "~ write|network|tried|ruled|looked|would|writes|abandoned|wanted",
               "Weights come from four banks of the buffer with a second one never needed: 1 port in each memory."},
    PhraseRule{"reads-of-a-bank", "memory.?.ports", "",
               "{int} reads|read & per_bank|same_bank|a_bank|each_bank|one_bank|bank_and_cycle & cycle|clock & ~ would|tried|banks_of_dram",
               "The activation SRAM serves two reads per bank and cycle."},
    PhraseRule{"one-port", "memory.?.ports", "1",
               "single_ported|single_port|one_port|a_single_port|port_each|one_each & "
               "weight|weights|filter|kernels|filters|activation|activations|feature_map|input|inputs & "
               "buffer|buffers|memory|memories|sram|bank|banks|store|macro & ~ write|tried|ruled|looked|would|second",
               "An activation memory is cut into 64 single-ported banks."},
    PhraseRule{"two-ports", "memory.?.ports", "2",
               "dual_ported|dual_port|two_ported|double_ported|second_port|pair_of_ports|read_twice & "
               "weight|weights|filter|kernels|filters|activation|activations|feature_map|input|inputs & "
               "buffer|buffers|memory|memories|sram|bank|banks|store|macro|side & ~ tried|ruled|looked|would|abandoned|cost",
               "Dual-ported macros are used for the feature-map buffer."},
    PhraseRule{"ports-of-its-banks", "memory.?.ports", "2",
               "each_bank|every_bank|a_bank|banks|bank & read_at_two_addresses|at_two_addresses|be_read_twice|read_twice & "
               "~ write|tried|would|dram|accumulator*|looked|wanted",
               "Each bank can be read at two addresses in a cycle."},
    PhraseRule{"port-of-its-banks", "memory.?.ports", "1",
               "each_bank|every_bank|a_bank|per_bank|banks|each_of_which|macro & only_one_port|has_one_port|one_port_each|answer_a_single_read|"
               "the_one_port|single_read|port_each|needs_only_one & ~ write|tried|would|dram|second|looked|two",
               "Of its banks each can answer a single read in a cycle: one port each."},
    PhraseRule{"bits-that-leave-it", "memory.?.width", "{1} bits/cycle",
               "{bits} & per_cycle|every_cycle|each_cycle|a_cycle|every_clock & that_memory|leave_it|leaves_it|the_buffer|it_puts|put_out|hands_over|"
               "buffer_thus|that_of_the & ~ dram|off_chip|would|index|mask|each_bank|each_of|instead|accumul*",
               "Each cycle the buffer thus delivers 840 bits."},
    PhraseRule{"banks-somewhere", "memory.?.banks", "",
               "{int} banks|bank & weight|weights|filter|kernels|filters|activation|activations|feature_map & "
               "buffer|buffers|memory|memories|sram|store|spread|divided|cut|broken|side & ~ "
               "write|tried|would|dram|were_enough|each_buffer|conflict|conflicts",
               "Kernels are spread over fourteen banks."},
    PhraseRule{
        "bits-out-of-buffer", "memory.?.width", "{1} bits/cycle",
        "{bits} & per_cycle|every_cycle|each_cycle|every_clock|a_cycle|every_clock_edge|in_the_cycle|cycle & "
        "weight|weights|filter|filters|activation|activations|feature_map & "
        "buffer|buffers|memory|memories|sram|store|enter|array|port|row & ~ dram|off_chip|would|work|tempting|index|mask|each_bank|each_of|instead",
        "A row of the activation buffer is 288 bits, all of which go to the array in a cycle."},
    PhraseRule{"bytes-out-of-buffer", "memory.?.width", "{1}/cycle",
               "{size} & per_cycle|every_cycle|each_cycle|every_clock|a_cycle|every_clock_edge|in_the_cycle|cycle & "
               "weight|weights|filter|filters|activation|activations|feature_map & "
               "~ dram|off_chip|would|capacity|kb|large|whole",
               "Every clock, 96 bytes of activations travel to the array in a cycle."},
    PhraseRule{"images-together", "batch", "",
               "{int} images|image|utterances|prompts|sequences|samples|frames|sentences|inputs|requests & "
               "batch|batches|mini_batches|one_pass|at_once|in_parallel|per_run|in_one_go|unit_of_work|share & ~ "
               "second|training|calibration|averages_over|fps|only",
               "Eight utterances share one pass over the weights, a batch."},
    PhraseRule{"batch-as-letter", "batch", "", "b = {int} & images|image|batch|token|tokens|latency|speed|run|setting",
               "With B = 128, where B is the number of images per run, it was measured."},
    // What it starts from.
    PhraseRule{
        "upon-another", "extends", "{1}",
        "{design} & extend|extends|extended|extension|build_on|builds_on|built_on|built_upon|derivative|point_of_departure|fork|parent|inherits|"
        "inherited|augment|augments|retrofit|improves_upon|carried_over|starts_life|modification|drop_in_upgrade|upgrade|graft|grafts|erected|"
        "take_up|we_took|we_take|serves_as_our|descends|offspring|rests_on|add_to_it|ancestor & "
        "~ neither|not|seemed|workshop|would|could_be|like|unlike|contrary|authors|other",
        "The RTL is a fork of SparTen."},
};

}  // namespace

std::span<const PhraseRule> any_order_machine_rules() { return kRules; }

}  // namespace skeptic::papers
