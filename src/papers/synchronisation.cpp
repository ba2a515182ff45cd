// Which elements wait for each other, from who acts and what they do: "the PEs of a row step jointly", "columns may slip by two beats".
#include <algorithm>
#include <array>
#include <string_view>

#include "papers/collect.h"
#include "papers/pattern_match.h"

namespace skeptic::papers {
namespace {

enum class Who { None, Row, Column, Element, Array };

/// Words that say that some go together, and words that say that they do not.
constexpr std::string_view kTogether =
    "lockstep|lock_step|in_step|in_unison|synchronously|synchronous|synchronised|synchronized|same_pace|same_beat|same_step|jointly|step_together|"
    "advance_together|advances_together|move_together|moves_together|move_on_together|march_together|proceed_together|progress_together|as_one|"
    "step_as|single_instruction_stream|one_instruction_stream|single_program_counter|one_program_counter|same_program_counter|common_program_counter|"
    "wait_for_its_slowest|waits_for_its_slowest|"
    "wait_for_the_slowest|waits_for_the_slowest|wait_for_each_other|wait_for_one_another|share_a_schedule|share_one_schedule|share_the_schedule|"
    "share_a_sequencer|share_one_sequencer|share_a_controller|share_one_controller|share_a_step|shares_a_schedule|shares_one_schedule|"
    "common_sequencer|common_schedule|same_schedule|same_stream|one_stream|common_stream|same_tick|steps_together|make_the_step|"
    "common_step|common_strobe|one_strobe|share_a_clock_of_steps|step_counter|one_drum|"
    "same_drum|same_moment|same_instant|same_time|one_beat|single_broadcast|one_"
    "broadcast|takes_its_step_at|stall_together|stalls_as|stall_as|tied_together|move_in_time|under_one_controller|"
    "under_a_single_controller|one_control|locked_together|rigidly_coupled|tightly_coupled|hand_in_hand|synchronise_with|in_concert|tick_together";
constexpr std::string_view kApart =
    "drift|drifts|slip|slips|skew|run_ahead|runs_ahead|get_ahead|gets_ahead|go_ahead|ahead_of|ahead|distance|differ_by|may_part|can_part|part_by|"
    "steps_ahead|"
    "apart|lag|lags|lag_behind|"
    "independently|independent_of_each|independent_of_one|independent_of_the_other|mutually_independent|decoupled|own_pace|own_speed|own_rate|"
    "own_time|own_rhythm|free_of_each|free_of_one|free_running|free_run|freely|out_of_step|desynchronise|desynchronize|desynchronised|"
    "asynchronous|asynchronously|do_not_wait|does_not_wait|never_wait|never_waits|need_not_wait|without_waiting|precede_another|precede|lead_another|"
    "lead_the|separate_by|diverge|stray|elastic|elastically|out_of_sync|wander|fall_behind|falls_behind|leave_behind";

struct Noun {
  std::string_view word;
  Who who;
  bool plural;
};
constexpr std::array kNouns{Noun{"row", Who::Row, false},         Noun{"rows", Who::Row, true},           Noun{"column", Who::Column, false},
                            Noun{"columns", Who::Column, true},   Noun{"line", Who::Row, false},          Noun{"lines", Who::Row, true},
                            Noun{"pe", Who::Element, false},      Noun{"pes", Who::Element, true},        Noun{"element", Who::Element, false},
                            Noun{"elements", Who::Element, true}, Noun{"cell", Who::Element, false},      Noun{"cells", Who::Element, true},
                            Noun{"lane", Who::Element, false},    Noun{"lanes", Who::Element, true},      Noun{"unit", Who::Element, false},
                            Noun{"units", Who::Element, true},    Noun{"node", Who::Element, false},      Noun{"nodes", Who::Element, true},
                            Noun{"mac", Who::Element, false},     Noun{"macs", Who::Element, true},       Noun{"array", Who::Array, false},
                            Noun{"grid", Who::Array, false},      Noun{"mesh", Who::Array, false},        Noun{"everything", Who::Array, false},
                            Noun{"everybody", Who::Array, false}, Noun{"everyone", Who::Array, false},    Noun{"machine", Who::Array, false},
                            Noun{"fabric", Who::Array, false},    Noun{"processors", Who::Element, true}, Noun{"worker", Who::Element, false},
                            Noun{"workers", Who::Element, true},  Noun{"multipliers", Who::Element, true}};

const Noun* noun_at(const Token& token) {
  if (token.kind != TokenKind::Word) return nullptr;
  const auto* found = std::find_if(kNouns.begin(), kNouns.end(), [&](const Noun& one) { return one.word == token.word; });
  return found == kNouns.end() ? nullptr : found;
}

struct Actor {
  Who who = Who::None, group = Who::None;  ///< "the elements of a row": elements, grouped by rows
  bool each = false;                       ///< "each row", "a row"
};

/// "… of one row", "within the same column": the noun at `at` says who belongs together.
bool groups(const std::vector<Token>& tokens, std::size_t at) {
  std::size_t i = at;
  for (int words = 0; i > 0 && words < 4; ++words) {
    --i;
    if (any_of(tokens[i], {"of", "in", "within", "along", "inside", "on", "sharing", "from", "per", "across"})) return true;
    if (!any_of(tokens[i], {"one", "a", "the", "each", "every", "same", "given", "any", "single", "its", "that"}) && tokens[i].value != "1")
      return false;
  }
  return false;
}

bool single(const std::vector<Token>& tokens, std::size_t at) {
  return at > 0 && (any_of(tokens[at - 1], {"each", "every", "a", "one", "any", "entire", "whole"}) || tokens[at - 1].value == "1");
}

Actor actor_before(const Sentence& sentence, std::size_t cue) {
  const auto& tokens = sentence.tokens;
  Actor actor;
  for (std::size_t i = cue; i-- > (cue > 14 ? cue - 14 : 0);) {
    if (tokens[i].is(";") || tokens[i].is("?")) break;
    const Noun* noun = noun_at(tokens[i]);
    if (noun == nullptr) continue;
    if (i + 1 < tokens.size() && noun_at(tokens[i + 1]) != nullptr) continue;  // "row engines", "array elements": the next noun counts
    if (actor.group == Who::None && groups(tokens, i) && !noun->plural) {
      actor.group = noun->who;
      continue;
    }
    // "each row of PEs"
    if (i > 1 && tokens[i - 1].is("of") && noun->plural) {
      const Noun* whole = noun_at(tokens[i - 2]);
      if (whole != nullptr && !whole->plural && (whole->who == Who::Row || whole->who == Who::Column)) {
        actor.who = whole->who;
        actor.each = single(tokens, i - 2);
        return actor;
      }
    }
    actor.who = noun->who;
    actor.each = single(tokens, i);
    // "Within a column eight elements hear one stream", "Along a row, its elements …"
    if (actor.who == Who::Element && actor.group == Who::None && noun->plural)
      for (std::size_t j = i; j-- > (i > 10 ? i - 10 : 0) && !tokens[j].is(";");)
        if (const Noun* line = noun_at(tokens[j]); line != nullptr && (line->who == Who::Row || line->who == Who::Column) && !line->plural && j > 1 &&
                                                   any_of(tokens[j - 2], {"within", "along", "inside", "in"})) {
          actor.group = line->who;
          break;
        }
    return actor;
  }
  return actor;
}

/// "in lockstep within a row", "decoupled between columns".
Actor actor_behind(const Sentence& sentence, std::size_t cue) {
  const auto& tokens = sentence.tokens;
  Actor actor;
  for (std::size_t i = cue; i < std::min(tokens.size(), cue + 6); ++i) {
    if (tokens[i].kind == TokenKind::Mark) break;
    const Noun* noun = noun_at(tokens[i]);
    if (noun == nullptr) continue;
    if (i > 0 && any_of(tokens[i - 1], {"between", "among", "by", "all", "every", "whole", "entire"}) &&
        (noun->plural || !any_of(tokens[i - 1], {"between", "among", "by", "all"}))) {
      actor.who = noun->who;
      return actor;
    }
    if (groups(tokens, i)) actor.group = noun->who;
    return actor;
  }
  return actor;
}

std::string_view domain_of(const Actor& actor, bool together) {
  const auto name = [](Who who) -> std::string_view {
    return who == Who::Row ? "row" : who == Who::Column ? "column" : who == Who::Element ? "pe" : who == Who::Array ? "array" : "";
  };
  if (together) {
    if (actor.group != Who::None) return name(actor.group);
    if (actor.who == Who::None) return {};
    if ((actor.who == Who::Row || actor.who == Who::Column) && actor.each) return name(actor.who);
    return "array";
  }
  if (actor.who == Who::None || actor.who == Who::Array) return {};
  return name(actor.who);
}

constexpr std::string_view kSteps =
    "step|steps|beat|beats|window|windows|chunk|chunks|entry|entries|region|regions|patch|patches|group|groups|tile|tiles|iteration|iterations|"
    "nonzeros|nonzero|slot|slots|place|places|vector|vectors|block|blocks|round|rounds|rows_of_tiles|operands|pairs|time_steps|schedule_steps";

/// By how many steps: "up to sixteen nonzeros ahead of the slowest", "separate by no more than six steps".
void read_slack(const Sentence& sentence, const Match& cue, Collector& collector) {
  static const PhrasePattern steps("{int} " + std::string(kSteps));
  const Match* nearest = nullptr;
  const std::vector<Match> all = steps.find(sentence);
  for (const Match& one : all) {
    const std::size_t gap = one.begin >= cue.end ? one.begin - cue.end : cue.begin >= one.end ? cue.begin - one.end : 0;
    if (gap > 10 || sentence.tokens[one.captured[0]].number < 1 || sentence.tokens[one.captured[0]].number > 1024) continue;
    bool apart = false;
    for (std::size_t i = std::min(one.begin, cue.begin); i < std::max(one.begin, cue.begin); ++i)
      apart = apart || any_of(sentence.tokens[i], {";", "because", "every", "takes", "where"});
    if (!apart && nearest == nullptr) nearest = &one;
  }
  if (nearest == nullptr) return;
  collector.add(sentence, "fabric.sync.slack", sentence.tokens[nearest->captured[0]].value, std::min(nearest->begin, cue.begin),
                std::max(nearest->end, cue.end), "steps-apart", 2, sentence.standing[cue.begin]);
}

}  // namespace

namespace {

std::vector<PhrasePattern> patterns(std::initializer_list<std::string_view> texts) {
  std::vector<PhrasePattern> all;
  for (const std::string_view text : texts) all.emplace_back(text);
  return all;
}

std::vector<Match> found(const std::vector<PhrasePattern>& all, const Sentence& sentence) {
  std::vector<Match> matches;
  for (const PhrasePattern& one : all)
    for (Match& match : one.find(sentence)) matches.push_back(std::move(match));
  return matches;
}

}  // namespace

void read_synchronisation(const Sentence& sentence, Collector& collector) {
  static const std::vector<PhrasePattern> together =
      patterns({kTogether,
                "share|shares|sharing|governed_by|driven_by|steered_by|stepped_by|obey|obeys|under a|one|the|single|common|its? single|common? "
                "step|clock|schedule|sequencer|controller|program_counter|instruction_stream|step_counter|stall|heartbeat|token",
                "synchronises|synchronizes all|every", "stalls|stops|halts|delays|blocks the? whole|entire|all",
                "steps|moves|advances|steps_on|proceeds as a? unit|whole|block|body", "barrier after|at|behind every|each step|window|chunk|cycle"});
  static const std::vector<PhrasePattern> apart =
      patterns({kApart, "its|their own queue|queues|fifo|fifos|schedule|sequencer|controller|program_counter|step_counter|clock|pace|stream_of_steps",
                "a private queue|fifo", "more_than {int} steps|windows|chunks|beats|entries|tiles of|in|ahead"});
  // Looking ahead in a queue is no drift.
  static const PhrasePattern looks("borrow|borrows|borrowed|promoted|look_ahead|lookahead|look_aside|looks_ahead|looking_ahead");
  const bool looking = !looks.find(sentence).empty();
  static const PhrasePattern strict(
      "lockstep|lock_step|in_step|in_unison|same_beat|same_step|same_moment|same_instant|single_program_counter|one_program_counter|"
      "single_instruction_stream|one_drum|same_drum|single_broadcast|one_broadcast|as_one|no_slack|without_slack");
  for (const bool joint : {true, false})
    for (const Match& match : found(joint ? together : apart, sentence)) {
      const Standing standing = standing_of(sentence, {match.literal.front()});
      const int negation = sentence.negation[match.begin];
      // "no element may be more than eight steps ahead": up to eight
      static const PhrasePattern bound("more_than|further_than|by_over {int}");
      const bool bounded = !joint && !bound.find(sentence).empty();
      const bool negated = !bounded && negation >= 0 && match.begin - static_cast<std::size_t>(negation) < 5;
      if (sentence.standing[match.begin] == Standing::Absent || (standing == Standing::Absent && !negated && !bounded)) continue;
      if ((negated && !joint) || (looking && !joint)) continue;
      Actor actor = actor_behind(sentence, match.end);
      if (actor.who == Who::None && actor.group == Who::None) actor = actor_before(sentence, match.begin);
      // "Each runs at its own pace.", "…; each goes at its own pace": who was named before
      if (actor.who == Who::None && actor.group == Who::None) {
        std::size_t start = match.begin;
        while (start > 0 && !any_of(sentence.tokens[start - 1], {";", "."})) --start;
        if (any_of(sentence.tokens[start], {"each", "they", "every", "it", "all", "these"})) {
          actor.who = static_cast<Who>(collector.actor);
          actor.each = any_of(sentence.tokens[start], {"each", "every", "it"});
          for (std::size_t i = 0; i < start; ++i)
            if (const Noun* noun = noun_at(sentence.tokens[i]); noun != nullptr && noun->who != Who::Array) actor.who = noun->who;
        }
      }
      const std::string_view domain = domain_of(actor, joint && !negated);
      if (domain.empty() && !(joint && !negated && !strict.find(sentence).empty() && actor.group == Who::None)) continue;
      if (!domain.empty())
        collector.add(sentence, "fabric.sync.domain", std::string(domain), match.begin, match.end, joint ? "who-goes-together" : "who-runs-apart", 1,
                      sentence.standing[match.begin]);
      // No queue and no drift where the whole array takes one step.
      if (joint && !negated && (domain == "array" || domain.empty()) && !strict.find(sentence).empty())
        collector.add(sentence, "fabric.sync.slack", "1", match.begin, match.end, "one-step", 1, sentence.standing[match.begin]);

      if (!joint) read_slack(sentence, match, collector);
    }
  for (const Token& token : sentence.tokens)
    if (const Noun* noun = noun_at(token); noun != nullptr && noun->who != Who::Array) collector.actor = static_cast<int>(noun->who);
}

}  // namespace skeptic::papers
