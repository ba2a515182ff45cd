// What runs together, and how far apart.
#include <array>

#include "papers/rule.h"

namespace skeptic::papers {
namespace {

constexpr std::array kRules{
    PhraseRule{"array-lockstep", "fabric.sync.domain", "array",
               "whole|entire|all|array|pes|units|elements|cells|everything !of|in|within ... "
               "lockstep|lock_step|in_step|in_unison|synchronously|synchronous|synchronised|synchronized|advance_together|advances_together|moves_on_"
               "together|move_on_together|moves_together|proceed_together|same_pace|single_stream",
               "The whole array advances in lockstep.", "The elements of a row advance in lockstep."},
    PhraseRule{"cells-together", "fabric.sync.domain", "array", "all pes|cells|elements|units|macs ... together",
               "All cells of the array advance together."},
    PhraseRule{"all-wait", "fabric.sync.domain", "array", "all pes|elements|units|cells|lanes !of|in|within|along .. wait|waits|stall",
               "All PEs wait for the slowest one."},
    PhraseRule{"one-broadcast", "fabric.sync.domain", "array",
               "one|single|common broadcast|stream|controller|sequencer .. whole|entire|all array|pes|elements|array",
               "A single stream of steps feeds the whole array."},
    PhraseRule{"row-together", "fabric.sync.domain", "row",
               "pes|elements|units|cells|seats|those|lanes|all|multipliers .. of|in|within|along|on one|a|the|each|every|same same? row ... "
               "together|coupled|hand_in_hand|step|lockstep|share|one_stream|synchron*|same_stream|in_unison",
               "Elements of a row go hand in hand."},
    PhraseRule{"column-together", "fabric.sync.domain", "column",
               "pes|elements|units|cells|seats|those|lanes|all|multipliers .. of|in|within|along|on one|a|the|each|every|same same? column ... "
               "together|coupled|hand_in_hand|step|lockstep|share|one_stream|synchron*|same_stream|in_unison",
               "The elements of a column advance together."},
    PhraseRule{"rows-apart", "fabric.sync.domain", "row",
               "rows may|can|do_not_wait|are_independent|are_decoupled|run_independently|drift|proceed|lie|advance|may_be|move .. "
               "drift|apart|independent*|wait|decoupled|ahead|step|for|each|own",
               "Rows may drift apart by four steps."},
    PhraseRule{"columns-apart", "fabric.sync.domain", "column",
               "columns may|can|do_not_wait|are_independent|are_decoupled|run_independently|drift|proceed|lie|advance|may_be|move .. "
               "drift|apart|independent*|wait|decoupled|ahead|step|for|each|own",
               "Columns may drift apart by at most 4 windows."},
    PhraseRule{
        "element-ahead", "fabric.sync.domain", "pe",
        "a|each|every|an|any pe|element|unit|cell can|may|is_allowed .. ahead|at_most|up_to|independently .. ahead|steps|windows|chunks|tiles|of",
        "A PE can run at most two tiles ahead of its neighbours."},
    PhraseRule{
        "own-column", "fabric.sync.domain", "column",
        "each|every column has|keeps|follows|owns|runs|proceeds|advances|is its_own|at_its_own|on_its_own|independently|a_separate|independent",
        "Each column has its own controller."},
    PhraseRule{"own-row", "fabric.sync.domain", "row",
               "each|every row has|keeps|follows|owns|runs|proceeds|advances|is its_own|at_its_own|on_its_own|independently|a_separate|independent",
               "Each row has its own sequencer."},
    PhraseRule{"columns-decoupled", "fabric.sync.domain", "column", "columns are|can|run|is|get decoupled|buffered|elastic|asynchronous",
               "The columns are decoupled by queues."},
    PhraseRule{"rows-decoupled", "fabric.sync.domain", "row",
               "rows are|can|run|is|get decoupled|buffered|elastic|asynchronous|synchronise_only|synchronize_only",
               "The rows are decoupled by queues."},
    PhraseRule{"rows-synchronise-only", "fabric.sync.domain", "row", "rows synchronise|synchronize only",
               "Rows synchronise only at the end of a tile."},
    PhraseRule{"columns-synchronise-only", "fabric.sync.domain", "column", "columns synchronise|synchronize only",
               "Columns synchronise only at the end of a tile."},
    PhraseRule{"columns-lockstep", "fabric.sync.domain", "array",
               "columns|rows|lanes|arrays operate|run|advance|proceed|work .. lockstep|in_step|together|in_unison", "Columns operate in lockstep."},
    PhraseRule{"per-column", "fabric.sync.domain", "column", "sync* .. per|by|each|column_by column|column", "Synchronisation is per column."},
    PhraseRule{"per-row", "fabric.sync.domain", "row", "sync* .. per|by|each|row_by row|row", "Synchronisation is per row."},
    PhraseRule{"drift-label-rows", "fabric.sync.domain", "row", "drift|slack .. between rows", "drift between rows (steps): 6"},
    PhraseRule{"drift-label-columns", "fabric.sync.domain", "column", "drift|slack .. between columns", "drift between columns: 4"},
    PhraseRule{
        "independent-elements", "fabric.sync.domain", "pe",
        "pes|elements|units|element|pe|cell|cells ... "
        "independently|independent_of_one|independent_of_each|asynchronously|own_drum|own_pace|own_speed|on_its_own|free_running|decoupled_from",
        "Elements run independently of each other.", "Rows run independently."},
    PhraseRule{"no-drift", "fabric.sync.slack", "1", "cannot|never|not|may_not|neither drift|lead|slip|run_ahead|get_ahead|lie",
               "Elements cannot drift apart."},
    PhraseRule{"no-queues", "fabric.sync.slack", "1",
               "no|without|neither|nor any? queues|queue|elastic_buffers|slack|elasticity|fifos|skew between|among|at_all|.|nor|,|or",
               "There are no queues between elements."},
    PhraseRule{"steps-ahead", "fabric.sync.slack", "",
               "up_to|at_most|most|within|as_many_as|by|limit|than|being .. {int} steps|windows|chunks|groups|tiles|iterations .. "
               "ahead|apart|behind|between|drift|out_of|in_front|after",
               "An element may be up to eight steps ahead."},
    PhraseRule{"run-ahead", "fabric.sync.slack", "",
               "run|get|be|move|slip|drift ahead|apart ... up_to|at_most|most|than|by {int} steps|windows|chunks|groups|cycles",
               "It may run ahead of the others by up to 4 steps."},
    PhraseRule{"queue-of-number", "fabric.sync.slack", "",
               "queue|queues|fifo|fifos of|with {int} !bits|kb|bytes|multipliers|steps_instead|entries_instead & ~ "
               "prefetch|request|instruction|result|dram|output",
               "Each PE has a queue of 8."},
    PhraseRule{"queue-depth", "fabric.sync.slack", "", "queue|queues|fifo|fifos .. depth|deep .. {int}",
               "A FIFO of depth 8 decouples every element."},
    PhraseRule{"limit-of-steps", "fabric.sync.slack", "", "limit|slack|skew being|is|of|to {int} steps|windows|chunks",
               "The limit being eight steps."},
    PhraseRule{
        "apart-steps", "fabric.sync.slack", "",
        "drift|apart|lag|slip|out_of_step|desynchron* .. up_to|at_most|most|than|by|as_many_as .. {int} steps|windows|chunks|groups|entries|cycles",
        "Columns may drift apart by at most 4 windows."},
    PhraseRule{
        "ahead-steps", "fabric.sync.slack", "",
        "{int} <word> ahead|apart|out_of_step|in_front|behind_the_slowest|behind_its|behind_another & ~ decision|decisions|predicts|predictor|logic",
        "six chunks apart"},
    PhraseRule{"between-steps", "fabric.sync.slack", "", "up_to|at_most {int} steps|windows|chunks .. lie|between|separate",
               "Up to three steps may lie between rows."},
    PhraseRule{
        "queue-of", "fabric.sync.slack", "",
        "queue|queues|fifo|fifos .. !fewer_than|less_than|more_than {int} entries|steps|windows|chunks|deep|entry|places|slots !the|instead & ~ "
        "prefetch|request|instruction|result|dram|output",
        "queues that are sixteen entries deep"},
    PhraseRule{"deep-queue", "fabric.sync.slack", "",
               "{int} entry|deep|entries|step|chunk|slot|place|window|entries_deep elastic|small|skew|input|decoupling|operand|private? "
               "queue|queues|fifo|fifos|operand|deep|buffer",
               "an eight-entry queue"},
    PhraseRule{"label-drift", "fabric.sync.slack", "", "drift|slack|queue_depth|queue_per_pe|queue .. : {int}", "drift between rows: 6"},
    PhraseRule{
        "row-until-slowest", "fabric.sync.domain", "row",
        "a|each|every|the row !of_weights .. proceed|proceeds|advance|advances|move|moves|continue|continues|step|steps|go|goes|waits|stalls|finish "
        ".. when|until|before|once|after|for|as_soon_as ... slowest|all|every|last|longest",
        "A row cannot proceed before its slowest PE has finished."},
    PhraseRule{
        "column-until-slowest", "fabric.sync.domain", "column",
        "a|each|every|the column !of_weights .. proceed|proceeds|advance|advances|move|moves|continue|continues|step|steps|go|goes|waits|stalls|"
        "finish .. when|until|before|once|after|for|as_soon_as ... slowest|all|every|last|longest",
        "A column moves on when its slowest PE is done."},
    PhraseRule{
        "array-until-slowest", "fabric.sync.domain", "array",
        "array|grid|mesh|machine|fabric .. proceed|proceeds|advance|advances|move|moves|continue|continues|step|steps|go|goes|waits|stalls|wait "
        ".. when|until|before|once|after|for|as_soon_as ... slowest|all|every|last|longest",
        "The entire array moves on only when its slowest PE has finished."},
    PhraseRule{"global-barrier", "fabric.sync.domain", "array",
               "global|array_wide|machine_wide|chip_wide|grid_wide|common barrier|step|stall|lockstep|synchronisation|synchronization|sync",
               "There is a global barrier after each window."},
    PhraseRule{"barrier-for-all", "fabric.sync.domain", "array",
               "barrier ... all|every|entire|whole pes|pe|elements|element|units|cells|cell|array|grid", "A barrier closes each step for all PEs."},
    PhraseRule{"row-wise", "fabric.sync.domain", "row",
               "row wise|level|granular|based|local lockstep|barrier|barriers|synchronis*|synchroniz*|sync|stepping",
               "The array uses row-wise lockstep."},
    PhraseRule{"column-wise", "fabric.sync.domain", "column",
               "column wise|level|granular|based|local lockstep|barrier|barriers|synchronis*|synchroniz*|sync|stepping",
               "The array uses column-level barriers."},
    PhraseRule{"one-control-a-row", "fabric.sync.domain", "row",
               "one|1|single|common|shared|per_row|row controller|sequencer|program_counter|scheduler|control|step_counter|stall_signal .. "
               "per|of_a|of_one|of_each|of_every|in_a|in_each|for_a|for_each|for_every|along_a|by_the_pes_of_a|pes_of_a row",
               "One controller drives all PEs of a row."},
    PhraseRule{"one-control-a-column", "fabric.sync.domain", "column",
               "one|1|single|common|shared|per_column|column controller|sequencer|program_counter|scheduler|control|step_counter|stall_signal .. "
               "per|of_a|of_one|of_each|of_every|in_a|in_each|for_a|for_each|for_every|along_a|by_the_pes_of_a|pes_of_a column",
               "One sequencer is provided per column."},
    PhraseRule{"control-is-shared", "fabric.sync.domain", "column",
               "control|sequencer|schedule|program_counter|step is|are shared|common .. of|in|within|along a|one|each|the|every column",
               "Control is shared by the PEs of a column."},
    PhraseRule{"control-is-shared-in-row", "fabric.sync.domain", "row",
               "control|sequencer|schedule|program_counter|step is|are shared|common .. of|in|within|along a|one|each|the|every row",
               "Control is shared by the PEs of a row."},
    PhraseRule{"moves-on-when-done", "fabric.sync.domain", "pe",
               "a|each|every|any pe|element|cell|unit moves|proceeds|goes|advances|continues|starts|begins|takes .. "
               "as_soon_as|when|once|immediately_after|the_moment it|its",
               "Each PE moves on as soon as it has finished."},
    PhraseRule{"columns-separately", "fabric.sync.domain", "column",
               "columns|column is|are synchronised|synchronized|stepped|controlled|sequenced|driven separately|individually|independently|apart|on",
               "Columns are synchronised separately."},
    PhraseRule{"rows-separately", "fabric.sync.domain", "row",
               "rows|row is|are synchronised|synchronized|stepped|controlled|sequenced|driven separately|individually|independently|apart|on",
               "Rows are sequenced individually."},
    PhraseRule{"lead-limited", "fabric.sync.slack", "",
               "lead|lag|distance|slip|skew|gap|drift|difference|head_start ... "
               "limited_to|bounded_by|restricted_to|capped_at|at_most|not_exceed|no_more_than|of_at_most|within|up_to|confined_to|never_exceeds|"
               "exceed {int} "
               "steps|windows|chunks|tiles|groups|entries|beats|iterations|positions",
               "The lead of a row over the slowest is limited to six steps."},
    PhraseRule{
        "may-lead-by", "fabric.sync.slack", "",
        "lead|leads|lag|lags|trail|trails|outrun|outpace|precede|differ|deviate .. by|up_to|at_most only|up_to|at_most|as_much_as|as_many_as? {int} "
        "steps|windows|chunks|tiles|groups|entries|beats|iterations",
        "A row may lead by eight steps."},
    PhraseRule{"queue-before-each", "fabric.sync.slack", "",
               "queue|queues|fifo|fifos|elastic_buffer|skid_buffer ... has|have|holds|hold|of|with|takes|stores|keeps {int} "
               "entries|steps|windows|chunks|places|slots|operands|pairs|positions & ~ prefetch|request|instruction|result|dram|output",
               "The operand FIFO in front of each PE has eight entries."},
    PhraseRule{
        "steps-in-queue", "fabric.sync.slack", "",
        "up_to|at_most|with {int} steps|entries|windows|chunks|operands|tasks in|of its|the|a|each|every|their|input? queue|queues|fifo|fifos|own",
        "Each goes at its own pace, with up to 32 steps in its queue."},
    PhraseRule{"nobody-ahead", "fabric.sync.slack", "1",
               "nobody|no_one|none_of_them may|can|is|must|will ever? run_ahead|get_ahead|ahead|drift|lead|slip|advance_alone",
               "Nobody may run ahead in it."},
    PhraseRule{"one-domain", "fabric.sync.domain", "array",
               "array|engine|grid is|forms|are|as|: a|one|1|single synchronisation|synchronization|sync|lockstep domain|unit|group|region",
               "An array is one synchronisation domain."},
    PhraseRule{"row-domain", "fabric.sync.domain", "row",
               "row is|forms|are|as|: a|one|1|single|its|own synchronisation|synchronization|sync|lockstep domain|unit|group|region",
               "A row is one synchronisation domain."},
    PhraseRule{"step-skew", "fabric.sync.slack", "", "{int} step|window|chunk|tile|entry skew|slack|slip|drift|lead|elasticity",
               "The rows have a four-step slack."},
};

}  // namespace

std::span<const PhraseRule> together_rules() { return kRules; }

}  // namespace skeptic::papers
