// Results that are told by what they save or take: "in half the time", "SparTen needs 1.3 times our cycles", "nine tenths of the energy".
#include <array>

#include "papers/rule.h"

namespace skeptic::papers {
namespace {

constexpr std::string_view kSpeed = "claims.speedup", kEnergy = "claims.energy", kArea = "claims.area", kAccuracy = "claims.accuracy";

constexpr std::array kRules{
    // Time of ours.
    ResultRule{"share-of-time", kSpeed, Way::Share, Whose::Told,
               "in|within|needs|takes|requires|only|at about|roughly|only|just? {part} of? the|its|that? execution|inference|run? "
               "time|cycles|latency|runtime|clocks",
               "It is done in two thirds of the cycles that SCNN takes.", "1.5"},
    ResultRule{"share-of-what", kSpeed, Way::Share, Whose::Told, "in {part} of what .. needs|takes|needed|took|requires",
               "ResNet-50 in a third of what the dense chip needs.", "3"},
    ResultRule{"time-falls-to", kSpeed, Way::Share, Whose::Told,
               "time|cycles|latency|runtime .. fell|falls|drops|dropped|shrinks|shrank|goes_down|comes_down|came_down|sinks|sank|down to "
               "about|only|just? {part}",
               "The time fell to 58 % of that of the dense design.", "1.72"},
    ResultRule{"time-is-share", kSpeed, Way::Share, Whose::Told,
               "time|runtime|latency|cycles relative|normalised|normalized to the|a? dense array|baseline|design? ( {part}",
               "The time relative to the dense array (0.52 for ResNet-50) is in Table 4.", "1.92"},
    ResultRule{"time-comes-down", kSpeed, Way::Saved, Whose::Told,
               "time|cycles|latency|runtime .. falls|fell|sink|sinks|sank|comes_down|came_down|goes_down|is_cut|was_cut|are_cut by about|only|some? "
               "{part}",
               "Time on DeiT-S comes down by a quarter.", "1.33"},
    ResultRule{"time-is-saved", kSpeed, Way::Saved, Whose::Told, "{part} of the time|cycles|latency|runtime is|are saved|spared|gone",
               "A third of the time is saved.", "1.5"},
    ResultRule{"saved-and-time", kSpeed, Way::Saved, Whose::Told, "saved and {part} of the time|cycles|latency",
               "A half of the energy is saved and a third of the time.", "1.5"},
    ResultRule{"saves-time", kSpeed, Way::Saved, Whose::Told, "saves|save|saved|saving|spares {part} of the time|cycles|latency|runtime",
               "It saves 40 % of the cycles.", "1.67"},
    ResultRule{"less-time-by", kSpeed, Way::Saved, Whose::Told, "less|fewer time|cycles than .. by {part}",
               "Ours needs less time than SparTen by 15%.", "1.18"},
    ResultRule{"less-of-time", kSpeed, Way::Saved, Whose::Told, "{part} less|fewer|shorter time|cycles|latency|runtime",
               "It takes a third less time.", "1.5"},
    // Work in the same time.
    ResultRule{"as-many-a-second", kSpeed, Way::Factor, Whose::Told,
               "{times} as_many|more|the|of_the|that_many images|frames|sequences|inferences|tokens|queries|samples|requests per|a|each second|s",
               "We deliver two and a half times as many sequences per second as the dense engine.", "2.5"},
    ResultRule{"times-the-rate", kSpeed, Way::Factor, Whose::Told, "{times} the|its frame|image|inference|token rate|throughput",
               "It runs at 1.7x the frame rate of the dense mode.", "1.7"},
    ResultRule{"gains-percent", kSpeed, Way::More, Whose::Told, "gains|gain ... only|just|about? {percent} ,? over|against",
               "MobileNetV2 gains as well, though only 12%, over the dense array.", "1.12"},
    ResultRule{"beat-by-percent", kSpeed, Way::More, Whose::Told,
               "beat|beats|beating|outrun|outruns|lead|leads <design> by {percent} & ~ energy|area", "We beat HighLight by 18% on ResNet-50.",
               "1.18"},
    ResultRule{"beat-it-by-percent", kSpeed, Way::More, Whose::Told,
               "beat|beats|beating|outrun|outruns|lead|leads it|them by {percent} & ~ energy|area", "We beat it by 18% on ResNet-50.", "1.18"},
    ResultRule{"by-percent-faster", kSpeed, Way::More, Whose::Told, "by {percent} faster|quicker", "It is by 40 percents faster than S2TA.", "1.4"},
    // Time of others.
    ResultRule{"in-our-favour", kSpeed, Way::Factor, Whose::Ours, "{factor} in our favour|favor", "1.16x in our favour.", "1.16"},
    ResultRule{"theirs-longer", kSpeed, Way::More, Whose::Theirs, "{part} longer & ~ battery|battery_life|words|lines",
               "SCNN took 31 percent longer for the same network, ResNet-50.", "1.31"},
    ResultRule{"theirs-as-long", kSpeed, Way::Factor, Whose::Theirs, "takes|took|needs|needed|requires|take|need {times} as|so long",
               "The dense array takes 1.8 times as long as Willow.", "1.8"},
    ResultRule{"theirs-of-our-time", kSpeed, Way::Factor, Whose::Theirs,
               "takes|took|needs|needed|requires|spends|take|need {times} our cycles|time|latency|runtime",
               "SparTen needs 1.3 times our cycles on ResNet-50.", "1.3"},
    ResultRule{"theirs-slower-by", kSpeed, Way::Factor, Whose::Theirs, "slower by a? factor? of? {times}",
               "The dense array is slower by a factor of 2.8 on VGG-16.", "2.8"},
    ResultRule{"theirs-slower", kSpeed, Way::Factor, Whose::Theirs, "is|are|was|were only|about|a|by? {times} slower !than",
               "On MobileNetV2, a dense design of the same area is only 1.09x slower.", "1.09"},
    ResultRule{"theirs-behind", kSpeed, Way::Factor, Whose::Theirs, "falls|fall|fell|lies|lags|stays|left behind .. by a? factor? of? {times}",
               "On VGG-16, SCNN falls behind by a factor of 2.4.", "2.4"},
    // Energy.
    ResultRule{"energy-smaller", kEnergy, Way::Percent, Whose::Told, "{percent} smaller & energy|joules",
               "Compared to dense the energy per token is 61% smaller on Llama-2-7B.", "61%"},
    ResultRule{"theirs-of-our-energy", kEnergy, Way::Factor, Whose::Theirs,
               "takes|took|needs|uses|spends|consumes|draws|burns .. {times} our|its|the energy|joules",
               "The dense array takes 1.8 times as long as Willow on ResNet-50, and 2.2 times its energy.", "2.2"},
    ResultRule{"theirs-more-energy", kEnergy, Way::More, Whose::Theirs, "{part} more energy|joules|power & ~ efficient",
               "SCNN burned 20 percent more energy.", "1.2"},
    ResultRule{"energy-saved", kEnergy, Way::Percent, Whose::Told, "{part} of the|its|their|this energy|joules|power is|are saved|spared|gone",
               "46 % of the energy is saved.", "46%"},
    ResultRule{"of-energy-saved", kEnergy, Way::Percent, Whose::Told, "energy ... , {part} is|are saved|spared|gone",
               "Of the energy that the dense array spends, a fifth is saved.", "20%"},
    ResultRule{"energy-economised", kEnergy, Way::Percent, Whose::Told,
               "energy is|are|was economised|economized|reduced|lowered|decreased|cut for|on|at {percent}", "Also the energy is economised for 33 %.",
               "33%"},
    ResultRule{"less-of-energy", kEnergy, Way::Percent, Whose::Told, "{part} less|lower|fewer of? the? energy|joules|power|millijoules",
               "It consumes by 25 percents less of energy.", "25%"},
    ResultRule{"less-millijoules", kEnergy, Way::Percent, Whose::Told, "mj|j|uj|millijoules|joules|energy ... {part} less|fewer|lower !time|cycles",
               "An inference costs 4.1 mJ of energy, which is 41 % less than what the dense machine spends.", "41%"},
    ResultRule{"less-energy-by", kEnergy, Way::Percent, Whose::Told, "less|lower energy|power by {part}", "It needs less energy by 10%.", "10%"},
    ResultRule{"energy-sinks", kEnergy, Way::Percent, Whose::Told, "energy sinks|sink|sank|falls|fell|comes_down|goes_down by {part}",
               "Cycles sink by 28% and energy sinks by 33%.", "33%"},
    ResultRule{"as-many-a-joule", kEnergy, Way::Factor, Whose::Told, "joule|millijoule|watt .. {times} as_many|more|the|as_much",
               "One joule buys 1.8 times as many inferences of ResNet-50.", "1.8"},
    ResultRule{"work-per-watt", kEnergy, Way::Factor, Whose::Told,
               "{times} the|its|their|as_much|as_many|better|higher|more throughput|performance|images|frames|inferences|tokens per watt|joule",
               "It has 2.3 times the throughput per watt.", "2.3"},
    ResultRule{"efficiency-rises", kEnergy, Way::More, Whose::Told, "energy efficiency ... rises|grows|improves|increases|climbs by {part}",
               "Energy efficiency, in TOPS/W, rises by 60%.", "1.6"},
    ResultRule{"share-of-energy", kEnergy, Way::Part, Whose::Told,
               "on|with|at|for|by_on|for_only|with_only|at_only {part} of its|their energy|joules|power",
               "It gets by on sixty per cent of its energy.", "60%"},
    ResultRule{"thriftier", kEnergy, Way::Percent, Whose::Told, "thriftier|thrifty|more_frugal ( by? {percent}",
               "It is faster (1.6x) and thriftier (by 30%).", "30%"},
    // Accuracy.
    ResultRule{"part-of-point-missing", kAccuracy, Way::Points, Whose::Told, "all but|within {points}",
               "Fine-tuning restores all but a quarter of a point.", "0.25 points"},
    ResultRule{"none-loses-more", kAccuracy, Way::Points, Whose::Ours,
               "none|no_network|no_model|neither|nothing .. loses|lose|lost|drops more than {points}",
               "None of the networks loses more than 0.7 points.", "0.7 points"},
    ResultRule{"drop-of-number", kAccuracy, Way::Points, Whose::Told,
               "accuracy|top|before|map|f1|bleu ... drop|loss|decrease of only|just|about? {number}",
               "A ResNet-50 that had 76.1 before has 75.7 after, a drop of 0.4.", "0.4 points"},
    ResultRule{"loss-in-measure", kAccuracy, Way::Points, Whose::Told,
               "loss|drop in|of map|f1|miou|bleu|accuracy|top_1 was|is|of|: only|just|about? {number}",
               "After four weeks of fine-tuning the loss in mAP was 0.6.", "0.6 points"},
    ResultRule{"gave-up", kAccuracy, Way::Points, Whose::Told, "map|f1|miou|bleu|accuracy ... gave|gives|give up {number} & ~ percent",
               "In mIoU, the network gave up 0.9.", "0.9 points"},
    ResultRule{"pays-of-accuracy", kAccuracy, Way::Percent, Whose::Told,
               "pay|pays|costs|cost|lose|loses|sacrifices {percent} of map|accuracy|top|f1|miou", "It pays 1% of mAP.", "1%"},
    // Area.
    ResultRule{"area-grows-by", kArea, Way::Percent, Whose::Told,
               "area|silicon|die grows|rises|increases|grew|rose|is_increased|goes_up|went_up ... by only|about|a_mere? {part} & ~ would",
               "Area grows from 4.0 to 4.2 mm2, that is by 5 %.", "5%"},
    ResultRule{"larger-by-mere", kArea, Way::Percent, Whose::Told,
               "larger|bigger than .. array|design|baseline|machine|one|core|accelerator by a_mere|only|just|merely|some|about? {part}",
               "Ours is larger than the dense array by a mere 2.7 percent.", "2.7%"},
    ResultRule{"above-as-built", kArea, Way::Percent, Whose::Ours, "as_built|in_all|altogether ,? it is {percent} above|larger|bigger",
               "If it were pipelined, area would rise; as built, it is 3.1 % above the dense array.", "3.1%"},
    ResultRule{"of-the-die", kArea, Way::Percent, Whose::Told,
               "account|accounts|accounting|takes|take|occupies|occupy|makes_up|make_up|costs|is|are for? about|only|just|roughly|less_than? {part} "
               "of the|its|our? chip|die|total|floor_plan|core "
               "& ~ sram|srams|buffers|multipliers|memory|memories|dram",
               "The crossbar and its arbiters account for a twentieth of the die.", "5%"},
    ResultRule{"of-which-new", kArea, Way::Percent, Whose::Told,
               "<area> , of which {part} is|are|goes|belongs .. selector|selection|logic|decider|predictor|crossbar|unit|new",
               "It fits in 0.94 mm2, of which a fifth is the selection logic.", "20%"},
    ResultRule{"extra-area-budgeted", kArea, Way::Percent, Whose::Ours,
               "budget|budgets|allow|allows|estimate|estimates|expect|expects {part} of|in|for extra|additional|more|added area|silicon",
               "We budget 7 % of extra area for it.", "7%"},
    // No results.
    ResultRule{"fewer-operations", kSpeed, Way::Nothing, Whose::Told,
               "multiplications|operations|macs|flops|parameters|weights|accesses|bytes "
               "drop|drops|fall|falls|fell|shrink|shrinks|decrease|decreases|reduced|sink|sinks .. {times}",
               "The number of multiplications drops by a factor of 5.2.", ""},
    ResultRule{"share-of-power", kSpeed, Way::Nothing, Whose::Told, "{part} of the power",
               "At equal speed it draws 0.7 of the power of the dense array.", ""},
    ResultRule{"dram-alone", kEnergy, Way::Nothing, Whose::Told, "dram|buffers|sram|logic alone .. {part}",
               "The bill for DRAM alone is down 44 % in energy.", ""},
};

}  // namespace

std::span<const ResultRule> result_rules() { return kRules; }

}  // namespace skeptic::papers
