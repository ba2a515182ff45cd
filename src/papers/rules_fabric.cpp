// Arrays, elements, balancing.
#include <array>

#include "papers/rule.h"

namespace skeptic::papers {
namespace {

constexpr std::array kRules{
    PhraseRule{"rows-and-columns", "fabric.array.m fabric.array.n", "", "{int} rows|lines .. {int} columns", "The array has 16 rows and 32 columns.",
               "The table has 3 rows."},
    PhraseRule{"rows-of", "fabric.array.m fabric.array.n", "",
               "{int} rows of|with {int} pes|elements|units|cells|processing|macs|multipliers|columns|mac", "32 rows of 16 PEs"},
    PhraseRule{"rows-each", "fabric.array.m fabric.array.n", "",
               "{int} rows , each|every|all with|of|has|having|containing|holding|counting|comprising {int} "
               "pes|elements|units|cells|processing|macs|multipliers",
               "There are 32 rows, each with 16 processing elements."},
    PhraseRule{"columns-of", "fabric.array.n fabric.array.m", "", "{int} columns of|with {int} pes|elements|units|cells|processing|macs|rows",
               "40 columns of 24 elements"},
    PhraseRule{"tall-and-wide", "fabric.array.m fabric.array.n", "",
               "{int} pes|elements|units|cells|rows? tall|high|deep .. {int} pes|elements|units|cells|columns? wide|across|broad",
               "The engine is 32 PEs tall and 16 PEs wide."},
    PhraseRule{"rows-number", "fabric.array.m fabric.array.n", "", "rows number|are|= {int} .. columns number|are|=? {int}",
               "Rows number 16, columns 24."},
    PhraseRule{"columns-and-rows", "fabric.array.n fabric.array.m", "", "{int} columns .. {int} rows",
               "There are 32 columns and 16 rows of elements."},
    PhraseRule{"product-of-elements", "fabric.array.m fabric.array.n", "",
               "{int} \xC3\x97|x|by {int} sparse|systolic|output|2d|identical|pe|mac|multiplier|processing_element|square|regular? "
               "array|arrays|grid|mesh|matrix|pes|processing|systolic|elements|cells|macs|mac|multiply|tensor|units|multipliers|lattice",
               "a 16x16 array", "a feature map of 56 x 56"},
    PhraseRule{"array-of-product", "fabric.array.m fabric.array.n", "",
               "array|grid|mesh|lattice|geometry|arranged|organised|organized|laid_out|elements|pes|organisation|organization|dimensions|macs|matrix|"
               "lanes_of_a_tile|lanes_per_tile|"
               "engines_per_tile .. {int} \xC3\x97|x|by {int} "
               "!convolution*|kernel*|pixel*|feature*|block*|tile*|\xC3\x97|x",
               "The array is square, sixteen by sixteen.", "1x1 convolutions"},
    PhraseRule{"product-each", "fabric.array.m fabric.array.n", "", "( {int} \xC3\x97|x|by {int} each )", "4 clusters (64 x 64 each)"},
    PhraseRule{"array-volume", "fabric.array.m fabric.array.n fabric.array.k", "",
               "array|grid|mesh|pes .. {int} \xC3\x97|x|by {int} \xC3\x97|x|by {int}", "an array of 16 x 16 x 4"},
    PhraseRule{"label-rows", "fabric.array.m", "",
               "rows of_the_array|of_the_grid|of_the_mesh|in_the_array|of_pes|of_elements|of_processing_elements? : {int}", "Rows of the array: 64"},
    PhraseRule{"label-columns", "fabric.array.n", "",
               "columns of_the_array|of_the_grid|of_the_mesh|in_the_array|of_pes|of_elements|of_processing_elements? : {int}",
               "Columns of the array: 8"},
    PhraseRule{"label-height", "fabric.array.m", "", "array|grid|mesh|engine height|rows|row_count m|r|h? : {int}", "Array height: 32"},
    PhraseRule{"label-width", "fabric.array.n", "", "array|grid|mesh|engine width|columns|column_count|cols n|c|w? : {int}", "Array width: 32"},
    PhraseRule{"label-slices", "fabric.array.k", "", "slices ... : {int}", "Slices per output (k): 2"},
    PhraseRule{"slices", "fabric.array.k", "", "{int} slices|reduction_slices|k_slices|way_reduction", "The reduction is spread over two slices."},
    PhraseRule{"split-ways", "fabric.array.k", "", "reduction .. {int} ways|way|parts|lanes_of_reduction", "The reduction is split four ways."},
    PhraseRule{"no-slices", "fabric.array.k", "1", "not|never|no .. divided|split|sliced|slices .. reduction|slices|slice",
               "We have not divided the reduction among slices."},
    PhraseRule{"arrays", "fabric.arrays", "",
               "comprises|comprise|consists_of|consist_of|contains|has|unites|integrates|combines|with|includes|are|carries|houses|instantiates|"
               "replicates|: {int} identical|independent|such|parallel|sparse|separate|compute|equal? "
               "arrays|clusters|cores|quadrants|macros|chiplets|tensor_cores|engines|sub_arrays|subarrays",
               "The chip comprises four clusters.", "It has 16 PEs."},
    PhraseRule{"each-of-arrays", "fabric.arrays", "",
               "each|every|either of|one_of the|our|its? {int} identical? clusters|arrays|cores|tiles|engines|quadrants",
               "640 elements in each of two clusters"},
    PhraseRule{"one-array", "fabric.arrays", "1",
               "single|one|only_one|just_one such|compute|systolic|pe|processing? array|core|tile|cluster !has|of|with|are|row|column|may|,|can .. "
               "instantiated|present|built|integrated|on_chip|on_the_chip|per_chip|is_used|is_enough|is_provided|exists",
               "Only one such core is present."},
    PhraseRule{"arrays-first", "fabric.arrays", "", "{int} arrays|clusters|cores|quadrants|engines .. each|every|share",
               "Four arrays. Each has 16 rows."},
    PhraseRule{
        "chip-of-arrays", "fabric.arrays", "",
        "chip|device|soc|die|processor|accelerator|system|part|machine|design|processors|engine "
        "contains|has|hosts|comprises|integrates|holds|carries|"
        "consists_of|with|houses|is_made_of|of|includes|features|packs|unites|is_built_from|combines|offers|does_contain|does_have|does_comprise "
        "{int} identical|such|equal|sparse|independent? tiles|tile|cores|core|clusters|cluster|arrays|array|engines|engine|slices|quadrants|macros",
        "The chip contains twelve tiles."},
    PhraseRule{"arrays-per-chip", "fabric.arrays", "",
               "{int} slice|slices|arrays|array|engines|engine|cores|core|tiles|clusters per|to_a|on_a|on_the|on_each chip|die|device",
               "One slice per chip."},
    PhraseRule{"arrays-on-chip", "fabric.arrays", "",
               "{int} such|of_these|identical|of_them engines|arrays|cores|tiles|clusters? are|is|sit|share|make|form|fit|populate "
               "integrated|on|placed|instantiated|the|up|a|one|replicated",
               "Four such engines are integrated on the chip."},
    PhraseRule{"identical-arrays", "fabric.arrays", "", "{int} identical|independent|such arrays|clusters|cores|engines|tiles|copies",
               "eight identical arrays"},
    PhraseRule{"arrays-of", "fabric.arrays", "", "{int} word? arrays|clusters|cores|tiles|engines|grids of <int> \xC3\x97|x|by <int>",
               "32 tiles of 32 x 32 processing elements"},
    PhraseRule{"arrays-each", "fabric.arrays", "", "{int} tiles|blocks|macros|clusters|cores|arrays|engines .. each .. <int> \xC3\x97|x|by <int>",
               "16 tiles, each with a 16 x 16 array"},
    PhraseRule{"arrays-bracket", "fabric.arrays", "", "in|with|: {int} <word> ( <int> \xC3\x97|x|by <int> each )",
               "4,096 MACs in 4 clusters (32 x 32 each)"},
    PhraseRule{"lead-arrays", "fabric.arrays", "", "{int} arrays|clusters|cores|quadrants .", "Four arrays."},
    PhraseRule{
        "label-arrays-on-chip", "fabric.arrays", "",
        "engines|arrays|cores|tiles|clusters|engine|macros on_the_chip|on_chip|per_chip|in_total|in_all|on_the_die|of_the_chip|altogether : {int}",
        "Engines on the chip: 2"},
    PhraseRule{"window-group-of", "fabric.window", "",
               "from|out_of|among|of|over|within|on a|an|the|one|same|each|this? group|set|stretch|run|span|range|vector of {int} "
               "positions|candidates|operands|operand|entries !of_a|x|by|of_each",
               "All multipliers take their operands from one group of sixteen positions."},
    PhraseRule{"label-arrays", "fabric.arrays", "", "arrays|clusters|cores|tiles|number_of_arrays|number_of_cores|number_of_clusters : {int}",
               "Clusters: 4"},
    PhraseRule{"multipliers-per", "fabric.lanes", "",
               "{int} <bits>? parallel|small|8x8? multipliers|multiplier|macs|mac|lanes|multiply|mults|mac_units|multiplier_lanes "
               "per|to_a|to_each|to_every|to_one|a|for_each|for_every|in_each|in_every|inside_each|each single? @pe|processing|pe",
               "4 multipliers per PE", "1024 multipliers in total"},
    PhraseRule{
        "element-has-multipliers", "fabric.lanes", "",
        "@pe !rows|array|arrays|grid|matrix .. "
        "@has|multiplies|performs|computes|executes|does|do|equipped|fitted|consists|built|hosts|sports|can|possesses|owns|having|gets|bundles|"
        "groups|offers|operates|commands .. {int} <bits>? "
        "parallel? multipliers|multiplier|lanes|macs|mac|mac_lanes|multiplications|parallel|products|pairs|multiply|mac_units & ~ "
        "pooling|vector_unit",
        "Each PE has two multipliers.", "The array has 2048 multipliers."},
    PhraseRule{"elements-with-each", "fabric.lanes", "", "pes|elements|units|cells|of_which .. {int} multipliers|macs|lanes each",
               "64 processing elements with 16 multipliers each"},
    PhraseRule{
        "multipliers-apiece", "fabric.lanes", "",
        "{int} <bits>? multipliers|multiplier|macs|mac|mac_units|mac_lanes|fmas|fma|fma_units|multiply_accumulate_units apiece|each !array|tile|core|"
        "cluster|row|column & ~ cores|clusters",
        "with one multiplier each"},
    PhraseRule{"multiplier-at-each", "fabric.lanes", "",
               "{int} <bits>? multipliers|multiplier|macs|mac|fmas at|in|on every|each crossing|position|intersection|grid|site|place|node",
               "a single multiplier at every crossing"},
    PhraseRule{"each-has", "fabric.lanes", "",
               "each|every_one|all_of_them|they|each_of_them|each_of_these|each_of_which|each_one|every_one_of_them "
               "contains|contain|has|have|holds|houses|carries {int} <bits>? multipliers|multiplier|macs|mac|mac_units",
               "Each has four multipliers."},
    PhraseRule{"lanes-number", "fabric.lanes", "", "multipliers|lanes|macs of|in|per|inside a|an|each|every|one @pe number|are|is {int}",
               "The lanes of a PE number four."},
    PhraseRule{"which-contains", "fabric.lanes", "",
               "@pe , which|each has|contains|holds|contain|hold|have|comprises|of_which_has {int} <bits>? multipliers|multiplier|macs|mac|lanes",
               "A PE, which contains four multipliers, is fed by two buffers."},
    PhraseRule{"multipliers-slash", "fabric.lanes", "", "{int} multipliers|macs|mac|mults / @pe", "4 MACs/PE"},
    PhraseRule{"multipliers-of-an", "fabric.lanes", "", "{int} multipliers|macs|lanes of|in a|an|each|every|one @pe|processing_element",
               "the four multipliers of a PE"},
    PhraseRule{"inside-an-element", "fabric.lanes", "",
               "inside|in|within a|an|each|every|one @pe|processing_element sit|sits|are|live|work|there_are|operate|reside {int} <bits>? parallel? "
               "multipliers|"
               "multiplier|macs|mac|lanes",
               "Inside a PE sit three multipliers."},
    PhraseRule{"lane-element", "fabric.lanes", "", "{int} lane|multiplier|mac design|pe|element|unit|cell|datapath|pes|elements",
               "The PE is a two-lane design."},
    PhraseRule{"multiplies-up-to", "fabric.lanes", "",
               "@pe|processing_element .. multiplies|performs|computes|executes|issues|retires|does|handles|sustains up_to|at_most? {int} "
               "multiplications|multiply_accumulates|multiply_accumulate_operations|macs|products|pairs|multiply_adds|mac_operations !of",
               "A PE issues up to four products per cycle."},
    PhraseRule{"of-which-there-is", "fabric.lanes", "", ", of which there is|are {int} per|in|to|for each|every|an|a? @pe",
               "the multiplier, of which there is one per element"},
    PhraseRule{"pairs-per-cycle", "fabric.lanes", "", "multiplies {int} pairs|surviving|operand", "An element multiplies four pairs per cycle."},
    PhraseRule{"one-pair", "fabric.lanes", "1", "@pe .. multiplies one pair|surviving", "A unit multiplies one pair per cycle."},
    PhraseRule{"per-element", "fabric.lanes", "", ": ... {int} per cell|pe|element", "Multipliers: 1,152 in total, 2 per cell"},
    PhraseRule{"label-lanes", "fabric.lanes", "",
               "lanes|multipliers|macs|multiplier|mults per|/|in_a|in_each|of_a|of_an|in_an|in_one|within_an|inside_an|for_each|each "
               "array? @pe|processing|pe element? : {int}",
               "Multipliers per PE: 8"},
    PhraseRule{"label-lanes-of-any", "fabric.lanes", "",
               "multipliers|macs of|per|in a|an|each !chip|core|engine|array|tile|cluster|die|island|processor|bank <word> : {int}",
               "Multipliers of a crossing: 4"},
    PhraseRule{"label-arrays-of-any", "fabric.arrays", "", "engines|islands|clusters|arrays : {int}", "Engines: 6"},
    PhraseRule{"label-lanes-plain", "fabric.lanes", "", "lanes : {int}", "Lanes: 4"},
    PhraseRule{"positions-before-it", "fabric.window", "", "{int} positions|candidates|activations before|at it|them|hand|a_time",
               "An element has sixteen positions before it."},
    PhraseRule{"window-of", "fabric.window", "", "window|windows|chunk|chunks of {int}", "a window of eight positions"},
    PhraseRule{"window-wide", "fabric.window", "", "window|chunk|step .. {int} positions|entries|elements|values wide?",
               "Cell window: 8 positions wide"},
    PhraseRule{"position-window", "fabric.window", "", "{int} position|entry|element|wide|value window|windows|chunk|chunks", "an 8-position window"},
    PhraseRule{"looks-at", "fabric.window", "",
               "picks_from|draws_from|operands_from|reads_from|looks_over|looks_into|looks_at|look_at|sees|see|considers|surveys|examines|inspects|"
               "scans|covers|searches|views|view|observes|chooses_from|selects_from|selects_among|out_of|compares|inspect|regards|scan|consider|"
               "examine|spans|"
               "is_handed|is_given|is_fed|handed|peeks_at|searched_over|reaches|is_shown|is_offered|is_presented_with a? "
               "window_of|group_of|set_of|block_of|stretch_of? {int} "
               "positions|candidates|consecutive|operand|entries|values",
               "A PE sees eight positions at once."},
    PhraseRule{"block-of-length", "fabric.window", "",
               "processes|handles|takes|consumes|receives|gets a|one block|window|chunk|slice with|of length|size of? {int}",
               "A PE processes a block with length of 8 in each beat."},
    PhraseRule{"candidates-per", "fabric.window", "",
               "{int} candidate|candidates|operand positions? per|for_each|for_every|to_each @pe|multiplier|lane|cycle|step",
               "16 candidates per lane"},
    PhraseRule{"window-length", "fabric.window", "", "window|lookahead_window|search_window|operand_window .. length|depth|size|width of|is|= {int}",
               "a window with a length of 16"},
    PhraseRule{"chunk-has", "fabric.window", "",
               "chunk|window|windows|chunks|step has|have|holds|contains|spans|span|is|are|considers|covers|cover|consists_of {int}",
               "A chunk has 64 positions."},
    PhraseRule{"from-candidates", "fabric.window", "",
               "from|among|amongst|out_of {int} candidate|consecutive|neighbouring|adjacent|operand|input|possible|pairs? "
               "positions|candidates|values|entries|operands",
               "It picks from sixteen candidate positions."},
    PhraseRule{"one-of-inputs", "fabric.window", "",
               "selects|select|picks|pick|chooses|choose one|1 of|out_of|from|among its? {int} inputs|positions|candidates|operands|entries|places",
               "Each multiplier selects one of eight inputs."},
    PhraseRule{"to-one-multiplexer", "fabric.window", "", "{int} to one|1 multiplexer|multiplexers|mux|muxes|selector|selectors",
               "a four-to-one multiplexer"},
    PhraseRule{"number-to-one", "fabric.window", "", "{int} : 1 multiplexer|multiplexers|mux|muxes|selector", "an 8:1 mux"},
    PhraseRule{"height-and-width", "fabric.array.m fabric.array.n", "",
               "{int} pes|elements|units|cells|rows? in_height|of_height|vertically .. {int} pes|elements|units|cells|columns? "
               "in_width|of_width|horizontally",
               "The array measures 28 elements in height and 36 in width."},
    PhraseRule{"height-of", "fabric.array.m fabric.array.n", "", "height of|is|: {int} pes|elements|units|cells|rows? .. width of|is|: {int}",
               "a height of 16 PEs and a width of 32"},
    PhraseRule{"pair-of-arrays", "fabric.arrays", "2", "pair of identical|independent|such|sparse? arrays|cores|tiles|clusters|engines",
               "The chip integrates a pair of arrays."},
    PhraseRule{"arrays-of-these", "fabric.arrays", "", "{int} of these|those|such arrays|cores|tiles|clusters|engines|grids",
               "There are four of these arrays."},
    PhraseRule{
        "copies-of-array", "fabric.arrays", "",
        "{int} copies|instances|replicas|copy|instance|replica of the|this|such|our|an? compute|systolic|pe? array|core|tile|cluster|engine|grid",
        "Four copies of the array share the buffers."},
    PhraseRule{"replicated-times", "fabric.arrays", "",
               "array|core|tile|cluster|engine|grid|it .. instantiated|replicated|repeated|copied|placed|present|stamped {factor}",
               "The array is instantiated four times."},
    PhraseRule{"twofold-core", "fabric.arrays", "2", "dual core|array|engine|tile|cluster", "It is a dual-core machine."},
    PhraseRule{"fourfold-core", "fabric.arrays", "4", "quad core|array|engine|tile|cluster", "Willow is a quad-core design."},
    PhraseRule{"has-one-array", "fabric.arrays", "1",
               "has|have|use|uses|build|builds|built|employ|employs|contains|contain|comprises|consists_of|carries|there_is just|only|but|exactly|a? "
               "one|1|single physical|compute|systolic|pe|such? array|grid !of_weights|row|column",
               "We use a single array."},
    PhraseRule{"arrays-alike", "fabric.arrays", "",
               "the|both|all|these|its|our {int} arrays|cores|tiles|clusters|engines "
               "are|run|work|share|operate|process|receive|hold|have|divide|split|meet|sit|draw|talk",
               "The two cores are identical."},
    PhraseRule{
        "next-positions", "fabric.window", "",
        "selects_among|selects_from|chooses_among|chooses_from|picks_among|among|searches|search|scans|scan|inspects|inspect|examines|examine|"
        "considers|consider|sees|see|watches|compares|looks_through|looks_at|reads|"
        "takes_in|consumes|covers|is_presented_with|walks_through|steps_through|advances_by|works_through|works_on the|its|up_to? next? {int} "
        "consecutive|adjacent|reduction|operand|neighbouring|candidate|successive? positions|candidates|pairs|operands|activations !per|x|by|of_each",
        "Each PE searches the next 16 positions for work."},
    PhraseRule{"any-of-positions", "fabric.window", "",
               "any_of|one_of|either_of|out_of|from_among|within_a_span_of|span_of|range_of|horizon_of|reach_of|lookahead_of|look_ahead_of|"
               "lookahead_is|look_ahead_is|reach_is|span_is the|its? next? {int} consecutive|adjacent|operand|candidate|neighbouring? "
               "positions|candidates|operands|entries|steps",
               "A multiplier can draw its operand from any of 8 positions."},
    PhraseRule{"label-window", "fabric.window", "",
               "window|chunk|window_size|chunk_size of? a|an|the|each? pe|element|cell|processing_element? (? positions? )? : {int}",
               "Window (positions): 32"},
    PhraseRule{"label-positions", "fabric.window", "",
               "positions|candidates|operands "
               "looked_at|inspected|seen|considered|examined|searched|compared|per_step|per_window|per_cycle|per_element|per_pe|"
               "in_view|in_a_window ... : {int}",
               "Positions looked at: 16"},
    PhraseRule{"inner-product", "fabric.kind", "inner-product", "inner product|products", "It computes an output as an inner product."},
    PhraseRule{"dot-product", "fabric.kind", "inner-product",
               "computes|forms|form|compute|performs|evaluates|takes? a|one|whole|complete? dot product|products "
               "unit|units|organisation|dataflow|formulation|lane|lanes? & ~ flexible|any_size|reconfigurable",
               "Each PE is a dot-product unit."},
    PhraseRule{"output-stationary-sum", "fabric.kind", "inner-product",
               "reduces|reduce|sums|accumulates|accumulate|adds to|into|in|for|all|its? one|a|its|own? single|own|products? "
               "output|sum|result|dot_product|outputs !tile|feature|buffer",
               "Every element reduces to one output."},
    PhraseRule{"outer-product", "fabric.kind", "outer-product", "outer product|products", "The array computes outer products."},
    PhraseRule{"row-product", "fabric.kind", "row-product", "gustavson|row_wise_product|row_by_row_product|row_product|row_products",
               "It follows Gustavson's algorithm."},
    PhraseRule{"cartesian-product", "fabric.kind", "cartesian-product", "cartesian product|products", "Each PE forms the Cartesian product.",
               "SCNN forms the Cartesian product."},
    PhraseRule{"flexible-fabric", "fabric.kind", "flexible", "flexible|reconfigurable fabric|interconnect|network|engine|dot_product",
               "in a fully flexible fabric"},
    PhraseRule{"distribution-network", "fabric.kind", "flexible", "distribution network .. adder|reduction|forwarding|tree|and",
               "a switched distribution network and a forwarding adder tree"},
    PhraseRule{"sort", "fabric.balance", "sort",
               "sort|sorts|sorted|sorting|ranks|orders|ordered|reorders|reordered|rearranges|rearranged .. "
               "filters|rows|kernels|weights|channels|output|columns !steals",
               "The compiler sorts filters by density."},
    PhraseRule{"weights-stay", "fabric.order", "m-outer", "weight_stationary|weights_are_stationary|weights_stay_in_place",
               "The dataflow is weight stationary."},
    PhraseRule{"activations-stay", "fabric.order", "n-outer",
               "input_stationary|activation_stationary|activations_are_stationary|inputs_are_stationary", "The array is input stationary."},
    PhraseRule{"sorting-of-filters", "fabric.balance", "sort", "filter|filters|row|kernel|channel sorting|reordering|ordering",
               "Imbalance is met by offline filter sorting."},
    PhraseRule{"alike-together", "fabric.balance", "sort",
               "similar|alike|equal|like|comparable|equally|similarly "
               "number|numbers|density|densities|length|lengths|work|dense|long|sparsity|counts|load .. "
               "neighbours|neighbors|together|adjacent|grouped|side|sorting|sorted",
               "Rows of similar density are made neighbours."},
    PhraseRule{"order-of-density", "fabric.balance", "sort",
               "filters|rows|kernels|channels|weights .. in|by decreasing|increasing|descending|ascending|order order? of "
               "density|length|sparsity|nonzeros|work",
               "Filters are assigned to rows in decreasing order of density."},
    PhraseRule{"sorted-filters", "fabric.balance", "sort",
               "filters|rows|kernels|channels|weights .. sorted|ordered|reordered|ranked .. by|according|density|number",
               "Filters are sorted by density."},
    PhraseRule{"pair", "fabric.balance", "pair",
               "dense|heavy|heaviest|densest|full|busiest filter|row|kernel|rows|filters|and|with|one|ones .. "
               "sparse|light|sparsest|lightest|empty|emptiest ... paired|together|collocated|share|one_pe|one_element|same",
               "A dense filter and a sparse one are paired in one element."},
    PhraseRule{
        "pairs", "fabric.balance", "pair",
        "pair|pairs|pairing|paired|collocates|matches|couples|combines|co_schedules|joins .. dense|heavy|heaviest|densest|busy|long .. with|and",
        "It pairs a dense with a sparse filter."},
    PhraseRule{"interleave", "fabric.balance", "interleave", "interleav*|deals_out|round_robin|dealt .. rows|filters|channels|kernels|turn",
               "Rows are interleaved among the elements, filters in turn."},
    PhraseRule{"paired-with", "fabric.balance", "pair",
               "paired|coupled|matched|married|teamed|combined|collocated|bundled|co_located|twinned|partnered .. with|to .. "
               "short|light|sparse|lighter|shorter|sparser|sparsest|lightest|shortest|dense|long|heavy|densest|longest|heaviest|complementary",
               "A long channel is paired with a short one."},
    PhraseRule{
        "many-with-few", "fabric.balance", "pair",
        "many|most|heavy|full|fullest|long .. shares|share|joined|teamed|meets|together .. with .. few|fewest|little|light|less|emptiest|short",
        "A half-tile with many weights shares its element with one that has few."},
    PhraseRule{"paired-on-one", "fabric.balance", "pair",
               "filters|rows|kernels|channels|ones|opposite_ends .. paired|coupled|combined|put_together|joined on|in|within|onto .. "
               "one|same|single|an element|pe|slot|unit|lane|cell",
               "Filters from opposite ends are paired on one element."},
    PhraseRule{"dealt-in-turn", "fabric.balance", "interleave",
               "rows|filters|channels|kernels|weights|output_channels|nonzeros|columns .. "
               "dealt|distributed|assigned|spread|handed|mapped|scattered|allocated ... round_robin|interleaved|in_turn|cyclically|modulo",
               "Rows are dealt to tiles round-robin."},
    PhraseRule{"co-scheduled", "fabric.balance", "pair",
               "dense|heavy|long row|filter|kernel .. co_scheduled|combined|matched|coupled|scheduled|shares .. with a? sparse|light|short",
               "A dense row is always co-scheduled with a sparse row."},
    PhraseRule{"interleaved", "fabric.balance", "interleave",
               "rows|filters|channels|kernels ... interleaved|interleaves|dealt_in_turn|dealt_out|round_robin",
               "Filters are interleaved across PEs."},
    PhraseRule{"stealing", "fabric.balance", "work-stealing", "steal|steals|stealing|stolen", "An idle element steals from its neighbour."},
    PhraseRule{"takes-over", "fabric.balance", "work-stealing",
               "out_of_work|idle|starving|hungry|starved|without_work|in_want|spare|exhausted|unemployed|run_dry|finished|nothing_to_do|empty ... "
               "takes|take|fetches|grabs|relieves|helps over|half|work|chunks|part|from|its|the|a",
               "A row that is out of work takes over a step of the fullest row."},
    PhraseRule{"borrows-from-later", "fabric.balance", "look-ahead",
               "borrow|borrows|borrowed|take|takes|taken|pull|pulls|fetch|fetches|promote|promotes|promoted|draw|draws|pick|picks .. from .. "
               "later|steps_ahead|step_ahead|positions_ahead|the_future|the_next|in_time|ahead_of_time",
               "A lane may borrow a value from two steps ahead."},
    PhraseRule{"borrows-beside", "fabric.balance", "look-aside",
               "borrow|borrows|take|takes|pull|pulls|fetch|fetches|promote|promoted|draw|draws|help|helps|lend|lends .. "
               "adjacent|neighbouring|neighboring|adjoining|next|other|lateral lane|lanes|multiplier|multipliers",
               "A lane can take an operand from an adjacent lane."},
    PhraseRule{"excess-is-moved", "fabric.balance", "displace",
               "excess|surplus|overflowing|superfluous|supernumerary|leftover|too_many .. "
               "moved|move|handed|passed|sent|given|pushed|goes|go|moves|forwarded .. "
               "neighbour*|neighbor*|adjacent|next|element_below|element_beside",
               "Excess nonzeros are moved to the neighbouring PE."},
    PhraseRule{"look-ahead", "fabric.balance", "look-ahead", "look|looks|looking|lookahead ahead|up_to|of|by|window",
               "Lanes look ahead up to two positions."},
    PhraseRule{"look-aside", "fabric.balance", "look-aside", "look|looks|looking|lookahead|ahead ... aside",
               "Lanes look ahead in time and aside to a neighbour."},
    PhraseRule{"lookaside", "fabric.balance", "look-aside", "lookaside|look_aside", "a lookaside of five"},
    PhraseRule{"displace", "fabric.balance", "displace",
               "displac*|shifted|shifts|spill|spills .. work|nonzeros|values|neighbour*|neighbor*|products|overflow",
               "Overflowing nonzeros are displaced to a neighbour."},
    PhraseRule{"integrates-cores", "fabric.arrays", "",
               "chip|die|device|soc|processor|card integrates|contains|has|holds|carries|comprises|consists_of {int} <word> "
               "cores|engines|arrays|clusters|tiles",
               "The chip integrates two CNN cores."},
};

}  // namespace

std::span<const PhraseRule> fabric_rules() { return kRules; }

}  // namespace skeptic::papers
