#include "papers/sentence.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "papers/absent_phrases.h"
#include "papers/compared.h"
#include "papers/subjects.h"

namespace skeptic::papers {
namespace {

/// Words behind which a new clause begins where a comma stands before them, and those that begin one anywhere.
constexpr std::array<std::string_view, 14> kAfterComma{"which",    "who",    "whose",  "where", "while", "whereas", "but",
                                                       "although", "though", "unlike", "yet",   "so",    "like",    "because"};
constexpr std::array<std::string_view, 5> kAnywhere{"whereas", "unlike", "although", "but", "while"};
constexpr std::array<std::string_view, 27> kAbsentWords{"will",       "would",   "might",     "plan",    "plans",      "planned",   "planning",
                                                        "hoped",      "hope",    "hopefully", "tried",   "considered", "initially", "originally",
                                                        "formerly",   "ideal",   "ideally",   "shall",   "maybe",      "perhaps",   "hypothetical",
                                                        "eventually", "someday", "envision",  "imagine", "attempted",  "earlier"};
constexpr std::array<std::string_view, 16> kNegations{"nothing", "not",   "no",      "never", "neither", "nor",    "without", "none",
                                                      "cannot",  "don't", "doesn't", "isn't", "didn't",  "aren't", "won't",   "lacks"};

/// "when nothing is left out", "at first sight": the words of a phrase without its sense.
bool unlike_itself(const std::vector<Token>& tokens, std::size_t at, std::string_view words) {
  if (words == "left out") return at > 1 && tokens[at - 2].is("nothing");
  return words == "at first" && at + 2 < tokens.size() && any_of(tokens[at + 2], {"sight", "glance", "look", "touch", "use"});
}

bool phrase_at(const std::vector<Token>& tokens, std::size_t at, std::string_view words, std::size_t* length = nullptr) {
  std::size_t count = 0;
  for (std::size_t from = 0; from < words.size();) {
    const std::size_t end = std::min(words.find(' ', from), words.size());
    if (at + count >= tokens.size() || tokens[at + count].word != words.substr(from, end - from)) return false;
    ++count;
    from = end + 1;
  }
  if (length != nullptr) *length = count;
  return true;
}

bool is_break(const Token& token) {
  return token.kind == TokenKind::Mark && (token.word == ";" || token.word == ":" || token.word == "(" || token.word == ")" || token.word == "--" ||
                                           token.word == "?" || token.word == "." || token.word == "!");
}

void cut_clauses(Sentence& sentence) {
  int id = 0;
  bool compared = false;  // "unlike X, …" ends at its comma
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    const Token& token = sentence.tokens[i];
    const bool comma = i > 0 && sentence.tokens[i - 1].is(",");
    const bool symbols = i > 1 && sentence.tokens[i - 1].is(":") && sentence.tokens[i - 2].is("n");  // "N:M"
    bool starts = i > 0 && is_break(sentence.tokens[i - 1]) && !symbols;
    if (i > 0 && token.is("(")) starts = true;
    if (comma && token.kind == TokenKind::Word && one_of(token.word, kAfterComma)) starts = true;
    if (comma && (token.is("of") || token.is("in")) && i + 1 < sentence.tokens.size() &&
        (sentence.tokens[i + 1].is("which") || sentence.tokens[i + 1].is("contrast")))
      starts = true;
    const bool relative = token.is("which") || token.is("whose") || token.is("who") || token.is("where");
    if (comma && compared) starts = true, compared = relative;  // "unlike X, which …, we …" ends at the comma behind
    // "strips of unlike pattern", "is unlike the one before": no comparison with another design
    const bool differs = token.is("unlike") && i > 0 && any_of(sentence.tokens[i - 1], {"of", "is", "are", "in", "with"});
    if (token.kind == TokenKind::Word && i > 0 && one_of(token.word, kAnywhere) && !differs) starts = true;
    if (i > 1 && sentence.tokens[i - 1].is("and") && sentence.tokens[i - 2].is(",") &&
        (token.kind == TokenKind::Own || token.kind == TokenKind::Design || token.is("we") || token.is("it") || token.is("unlike")))
      starts = true;
    if (comma && cited(sentence, i)) starts = true;
    // "Where SparTen gains 1.5x, we gain 2.1x"
    if (comma && (token.is("we") || token.kind == TokenKind::Own) && any_of(sentence.tokens[0], {"where", "while", "whereas"})) starts = true;
    if (comma && (token.kind == TokenKind::Design || token.kind == TokenKind::Own) && i + 1 < sentence.tokens.size() &&
        sentence.tokens[i + 1].kind == TokenKind::Word && !sentence.tokens[i + 1].is("and") && !sentence.tokens[i + 1].is("or"))
      starts = true;
    if (starts) ++id;
    if (token.is("unlike") || (token.is("contrast") && i > 0 && sentence.tokens[i - 1].is("in") && i + 1 < sentence.tokens.size())) compared = true;
    sentence.clause.push_back(id);
  }
}

/// "A variant with 2-bit offsets reached …", "In another embodiment …", "oracle: 1.79x": beside what is proposed.
bool of_a_variant(const std::vector<Token>& tokens) {
  if (tokens.empty() || tokens[0].is("oracle")) return !tokens.empty();
  // "Queues of two windows cost 11 % of the time"
  if (tokens.size() > 2 && tokens[0].is("queues") && tokens[1].is("of") && results_within(tokens, 0, tokens.size())) return true;
  // "The ablated version with a fixed 4:8 pattern attains …", "Willow-Lite, a reduced variant without …"
  if (tokens.size() > 2 && any_of(tokens[0], {"the", "an", "a"}) && any_of(tokens[1], {"ablated", "stripped", "crippled"})) return true;
  for (std::size_t i = 1; tokens[0].kind == TokenKind::Own && i + 3 < std::min<std::size_t>(tokens.size(), 6); ++i)
    if (tokens[i].is(",") && any_of(tokens[i + 1], {"a", "an", "the"}))
      for (std::size_t j = i + 2; j < std::min(tokens.size(), i + 5); ++j)
        if (any_of(tokens[j], {"variant", "ablation"})) return true;
  // "Deeper queues brought little: with 12 entries the gain was …"
  for (const std::string_view more : {"deeper", "larger", "wider", "longer", "shallower", "doubling", "halving", "enlarging"})
    if (tokens[0].is(more)) return true;
  // "Version 1 listed a window of 32": corrected since
  if (tokens.size() > 3 && tokens[0].is("version") && tokens[1].kind == TokenKind::Number)
    for (const std::string_view said : {"listed", "gave", "had", "said", "stated", "reported", "printed", "claimed", "showed", "contained", "used"})
      if (tokens[2].is(said)) return true;
  if (tokens[0].is("when") || tokens[0].is("if") || tokens[0].is("with") || tokens[0].is("using"))
    for (std::size_t i = 1; i < std::min<std::size_t>(tokens.size(), 13); ++i)
      if (tokens[i].is("instead") && !(i + 1 < tokens.size() && tokens[i + 1].is("of"))) return true;
  std::size_t at = tokens[0].is("in") || tokens[0].is("with") || tokens[0].is("for") ? 1 : 0;
  if (at >= tokens.size()) return false;
  const bool other = tokens[at].is("another") || tokens[at].is("other") || tokens[at].is("further") || tokens[at].is("alternative");
  if (!other && !tokens[at].is("a") && !tokens[at].is("an")) return false;
  for (std::size_t i = at + 1; i < std::min(tokens.size(), at + 6); ++i) {
    if (tokens[i].kind == TokenKind::Own || tokens[i].kind == TokenKind::Mark) return false;
    if (tokens[i].is("variant") || tokens[i].is("variants") || tokens[i].is("alternative")) return true;
    if (other && (tokens[i].is("embodiment") || tokens[i].is("embodiments") || tokens[i].is("version") || tokens[i].is("option"))) return true;
  }
  return false;
}

/// "the pattern that would have kept 94 % of it", "more than I had hoped": of what is there.
bool of_each(const std::vector<Token>& tokens, std::size_t begin, std::size_t at) {
  const bool would = tokens[at].is("would") || tokens[at].is("will"), hoped = tokens[at].is("hoped") || tokens[at].is("planned");
  for (std::size_t i = at; i-- > begin && at - i < 5;) {
    if (would && i > begin && at - i < 4 && ((tokens[i].is("that") && !tokens[i + 1].is("of")) || tokens[i].is("which") || tokens[i].is("values")))
      return true;
    if (hoped && tokens[i].is("than")) return true;
  }
  if (tokens[at].is("considered") && at > begin && any_of(tokens[at - 1], {"is", "are"})) return true;
  if (tokens[at].is("earlier") && at > begin)
    for (const std::string_view step : {"frame", "frames", "token", "image", "layer", "block", "step", "ms", "one"})
      if (tokens[at - 1].is(step)) return true;
  // "whoever finished earlier must wait"
  if (tokens[at].is("earlier") && at > begin)
    for (const std::string_view done : {"finished", "finishes", "ends", "ready", "arrives", "done", "cycle", "cycles"})
      if (tokens[at - 1].is(done)) return true;
  // "multiplied as any other number would be"
  for (std::size_t i = at; would && i-- > begin && at - i < 6;)
    if (tokens[i].is("as") || tokens[i].is("than") || (tokens[i].is("like") && !tokens[at + 1].is("have"))) return true;
  return false;
}

/// Whether an absent phrase at `at`, in a clause from `begin` on, is told of values and so of what is there: "the zeros between it and its
/// predecessor", "a count of the zeros that were dropped", "with all zeros left out", "before anything has been left out".
bool of_values(const std::vector<Token>& tokens, std::size_t begin, std::size_t at, std::string_view phrase) {
  const auto before = [&](std::size_t back, std::initializer_list<std::string_view> words) { return at >= back && any_of(tokens[at - back], words); };
  if (phrase == "predecessor") return before(1, {"its"}) && before(2, {"and", "of", "to", "from"});
  if (phrase == "was dropped" || phrase == "were dropped") return before(1, {"that", "which"}) && before(2, {"zeros", "values"});
  if (phrase == "left out")
    return std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(begin), tokens.begin() + static_cast<std::ptrdiff_t>(at), [](const Token& one) {
      return any_of(one, {"zeros", "zero", "positions", "products", "zeroes", "before", "anything", "values"});
    });
  return false;
}

void judge(Sentence& sentence, Standing before) {
  const auto& tokens = sentence.tokens;
  const std::size_t count = tokens.size();
  sentence.standing.assign(count, Standing::Own);
  sentence.negation.assign(count, -1);
  if (count == 0) return;
  const SectionKind section = section_kind(sentence.section);
  Standing whole = section == SectionKind::Others ? before : Standing::Own;
  bool first = true, whole_absent = section == SectionKind::Future || (sentence.text.size() > 1 && sentence.text.back() == '?');
  // What is said of all of a sentence reaches to its semicolon.
  std::vector<int> half(count, 0);
  for (std::size_t i = 1; i < count; ++i) half[i] = half[i - 1] + (tokens[i - 1].is(";") ? 1 : 0);
  std::vector<bool> half_absent(static_cast<std::size_t>(half.back()) + 1, false);
  for (std::size_t i = 0; i < count; ++i)
    for (const AbsentPhrase& phrase : kAbsentPhrases)
      if (phrase.sentence && phrase_at(tokens, i, phrase.words) && !of_values(tokens, 0, i, phrase.words)) {
        half_absent[static_cast<std::size_t>(half[i])] = true;
        whole_absent = whole_absent || (phrase.words.size() > 3 && phrase.words.substr(phrase.words.size() - 3) == " it");
      }
  // "The first Willow test chip": an earlier one
  for (std::size_t i = 0; i + 2 < count; ++i)
    if (any_of(tokens[i], {"first", "previous", "earlier", "initial", "original"}) && tokens[i + 1].kind == TokenKind::Own &&
        any_of(tokens[i + 2], {"test", "chip", "prototype", "silicon", "version", "generation"}))
      half_absent[static_cast<std::size_t>(half[i])] = true;
  // "Doubling either was not enough, so both were doubled: the chip has …"
  std::size_t variant = of_a_variant(tokens) ? count : 0;
  for (std::size_t i = 0; i + 1 < variant; ++i)
    if (tokens[i].is(":") && (tokens[i + 1].kind == TokenKind::Own || tokens[i + 1].is("we") || tokens[i + 1].is("our"))) variant = i;
  bool opposed = false;
  for (std::size_t begin = 0; begin < count;) {
    std::size_t end = begin;
    while (end < count && sentence.clause[end] == sentence.clause[begin]) ++end;
    Standing subject = whole;
    // "However, it …"
    const bool adverb = any_of(tokens[begin], {"however", "moreover", "thus", "therefore", "hence", "furthermore", "still", "also", "nevertheless"});
    const std::size_t ahead = begin + (tokens[begin].is("(") ? 1 : adverb && begin + 2 < end && tokens[begin + 1].is(",") ? 2 : 0);
    const Token& head = ahead < end ? tokens[ahead] : tokens[begin];
    const bool relative = head.is("which") || head.is("whose") || head.is("who") || head.is("where");
    const std::optional<Standing> said = subject_of(sentence, begin, end);
    bool found = !relative && said;
    if (found) subject = *said;
    if (!found && first && (head.is("it") || head.is("its") || head.is("they") || head.is("their") || head.is("these") || head.is("both")))
      subject = before;
    if (!found && first && !head.is("it") && !head.is("its") && phrase_at(tokens, begin, "in its")) subject = before;
    // "Sanger: 17% of area"
    if (!found && !first && begin > 1 && tokens[begin - 1].is(":") && tokens[begin - 2].kind == TokenKind::Design &&
        !(begin > 2 && any_of(tokens[begin - 3], {"over", "than", "against", "versus", "to", "in", "like", "of", "by", "from"})))
      subject = Standing::Other;
    for (const std::string_view common :
         {"it is known", "it is well known", "it is also known", "it has been known", "it has been proposed", "it has been shown",
          "it has been suggested", "it was proposed", "it is common", "it is customary", "it is usual"})
      if (!found && phrase_at(tokens, begin, common)) subject = Standing::Other, found = true;
    if (!first && (phrase_at(tokens, begin, "in contrast") || phrase_at(tokens, begin, "unlike"))) subject = Standing::Other;
    if (!found && begin > 1 && tokens[begin - 1].is("(") && tokens[begin - 2].kind == TokenKind::Own) subject = Standing::Own, found = true;
    // "Accelerators such as SCNN (1024 multipliers, 16 nm)": of it, unless results stand there, which may be over it
    if (!found && begin > 1 && tokens[begin - 1].is("(") && tokens[begin - 2].kind == TokenKind::Design && !results_within(tokens, begin, end))
      subject = Standing::Other, found = true;
    // A relative clause or a bracket behind a name speaks of it.
    if (!found && begin > 0 && (relative || tokens[begin].is("("))) {
      for (std::size_t back = begin; back > 0 && begin - back < (relative ? 4U : 2U);) {
        --back;
        if (tokens[back].kind == TokenKind::Design) {
          subject = Standing::Other, found = true;
          break;
        }
        if (tokens[back].kind == TokenKind::Own) {
          subject = Standing::Own, found = true;
          break;
        }
      }
    }
    if (!found && relative) subject = said.value_or(subject);
    const bool opposes = head.is("unlike") || (head.is("in") && begin + 1 < end && tokens[begin + 1].is("contrast"));
    if (first && opposes && subject == Standing::Own) subject = Standing::Other;
    if (relative && first && opposed) subject = Standing::Other;  // "In contrast to X, where the producer decides, …"
    opposed = opposes || (opposed && relative);
    if (first) {
      if (head.is("unlike") || (head.is("in") && begin + 1 < end && tokens[begin + 1].is("contrast")) || phrase_at(tokens, begin, "compared to") ||
          phrase_at(tokens, begin, "compared with"))
        ;  // the main clause says who
      else
        whole = subject, first = false;
    }
    bool absent = whole_absent || begin < variant || half_absent[static_cast<std::size_t>(half[begin])];
    for (std::size_t i = begin; i < end; ++i) {
      // "the chip would measure 61 mm2": an estimate of what is there
      const bool estimate = tokens[i].is("would") && i + 1 < end &&
                            (tokens[i + 1].is("measure") || tokens[i + 1].is("occupy") || tokens[i + 1].is("cover") || tokens[i + 1].is("fill") ||
                             tokens[i + 1].is("attain"));
      // "everything that a dense core would not have"
      const bool lacked = tokens[i].is("would") && i + 2 < end && tokens[i + 1].is("not") && any_of(tokens[i + 2], {"have", "need", "contain"});
      const bool kept_to = tokens[i].is("planned") && i > 0 && tokens[i - 1].is("as");
      if (tokens[i].kind == TokenKind::Word && one_of(tokens[i].word, kAbsentWords) && !estimate && !lacked && !kept_to && !of_each(tokens, begin, i))
        absent = true;
      for (const AbsentPhrase& phrase : kAbsentPhrases)
        if (!phrase.sentence && phrase_at(tokens, i, phrase.words) && !unlike_itself(tokens, i, phrase.words) &&
            !of_values(tokens, begin, i, phrase.words)) {
          // "rather than X": what follows it
          if (phrase.words == "instead of" && i == 0)  // "Instead of bitmaps (SCNN) or CSC (EIE), …"
            for (std::size_t j = 2; j < count && (!any_of(tokens[j], {",", "it", "we"}) && tokens[j].kind != TokenKind::Own); ++j)
              sentence.standing[j] = Standing::Absent;
          else if (phrase.words == "rather than" || phrase.words == "instead of" || phrase.words == "as opposed to")
            for (std::size_t j = i + 2; j < end && (tokens[0].is("with") || (!any_of(tokens[j], {",", "are", "is", "was", "were", "it", "we"}) &&
                                                                             tokens[j].kind != TokenKind::Own));
                 ++j)
              sentence.standing[j] = Standing::Absent;
          else if (phrase.words.ends_with("favour of") || phrase.words.ends_with("favor of"))
            for (std::size_t j = begin; j < i; ++j) sentence.standing[j] = Standing::Absent;
          else if (phrase.words == "not yet")
            for (std::size_t j = i; j < std::min(end, i + 5); ++j) sentence.standing[j] = Standing::Absent;
          else
            absent = true;
        }
    }
    int negation = -1;
    for (std::size_t i = begin; i < end; ++i) {
      if (sentence.standing[i] != Standing::Absent) sentence.standing[i] = absent ? Standing::Absent : subject;
      if (negation >= 0 && tokens[i].is(",")) negation = -1;
      // "never contains more than two": a bound
      if (negation >= 0 && any_of(tokens[i], {"more", "less"}) && i + 1 < end && tokens[i + 1].is("than") && static_cast<int>(i) - negation < 9)
        negation = -1;
      if (negation >= 0 && tokens[i].is("and") && i + 2 < end && any_of(tokens[i + 1], {"on", "for"}) && tokens[i + 2].kind == TokenKind::Network)
        negation = -1;
      if (negation >= 0 && tokens[i].is("and") && i + 1 < end && any_of(tokens[i + 1], {"remain", "remains", "stay", "stays"})) negation = -1;
      if (negation >= 0 && tokens[static_cast<std::size_t>(negation)].is("without") &&
          (i > static_cast<std::size_t>(negation) + 2 || tokens[i].is("and")))
        negation = -1;
      if (tokens[i].kind == TokenKind::Word && one_of(tokens[i].word, kNegations) &&
          !(tokens[i].is("no") && i + 1 < end && (tokens[i + 1].is("more") || tokens[i + 1].is("longer") || tokens[i + 1].is("less"))) &&
          !(tokens[i].is("nothing") && !(i + 1 < end && (tokens[i + 1].is("is") || tokens[i + 1].is("was")))) &&
          !(tokens[i].is("not") && i + 1 < end && tokens[i + 1].is("only")) &&
          !(i + 1 < end && any_of(tokens[i + 1], {"exceed", "exceeds", "exceeded", "exceeding"})))
        negation = static_cast<int>(i);
      sentence.negation[i] = negation;
    }
    begin = end;
  }
  // "our weights being 3:8 and theirs 4:8"
  for (std::size_t i = 1; i + 1 < count; ++i)
    if (tokens[i].is("theirs"))
      for (std::size_t j = i; j < count && tokens[j].kind != TokenKind::Mark; ++j) sentence.standing[j] = Standing::Other;
  // "S2TA's 65 nm layout": a quantity of it, unless it is a result over it
  for (std::size_t i = 0; i + 1 < count; ++i) {
    if (tokens[i].kind != TokenKind::Design || !tokens[i].possessive) continue;
    for (std::size_t j = i + 1; j < std::min(count, i + 3); ++j)
      if (tokens[j].kind == TokenKind::Quantity && tokens[j].unit != UnitKind::Factor && tokens[j].unit != UnitKind::Percent)
        sentence.standing[j] = Standing::Other;
  }
  told_of_compared(sentence);
  // "with the same 1024 multipliers": ours have them, too
  for (std::size_t i = told_of_baseline(tokens);
       i < count && !any_of(tokens[i], {"same", "identical", "equal"}) && !(i + 1 < count && any_of(tokens[i + 1], {"same", "identical", "equal"}));
       ++i)
    sentence.standing[i] = Standing::Other;
  // "With eight banks, as in X": told of X
  for (std::size_t i = 2; i + 1 < count; ++i)
    if (tokens[i - 1].is("as") && tokens[i].is("in") && tokens[i + 1].kind == TokenKind::Design && tokens[0].is("with"))
      for (std::size_t j = 0; j < i; ++j) sentence.standing[j] = Standing::Other;
  // Who is compared with, in a comparison that opens the sentence, is somebody else all the same.
  sentence.subject = whole;
}

}  // namespace

void judge_clauses(Sentence& sentence, Standing before) {
  cut_clauses(sentence);
  judge(sentence, before);
}

/// Short names of memories and of elements as the words that they stand for, the paper's other chips as designs, and what only sounds like a choice.
void write_out(Sentence& sentence, const OwnName& own) {
  // "found to be the better choice": nothing is chosen
  for (std::size_t i = 1; i < sentence.tokens.size(); ++i)
    if (sentence.tokens[i].is("choice") && any_of(sentence.tokens[i - 1], {"better", "best", "good", "natural", "obvious", "right", "poor", "bad"}))
      sentence.tokens[i].word = "solution";
  for (const auto& [name, word] : own.short_names)
    for (Token& token : sentence.tokens)
      if (token.kind == TokenKind::Word && sentence.text.compare(token.begin, token.end - token.begin, name) == 0) token.word = word;
  for (Token& token : sentence.tokens)
    if (token.kind == TokenKind::Word && token.capital && std::find(own.earlier.begin(), own.earlier.end(), token.word) != own.earlier.end()) {
      token.kind = TokenKind::Design;
      token.value = sentence.text.substr(token.begin, token.end - token.begin);
      token.earlier = true;
    }
}

Sentence sentence_of(std::string text, const OwnName& own, Standing before) {
  Sentence sentence;
  sentence.text = std::move(text);
  sentence.tokens = tokens_of(sentence.text, own.names);
  write_out(sentence, own);
  if (sentence.tokens.size() > kLongestSentence) sentence.tokens.resize(kLongestSentence);
  judge_clauses(sentence, before);
  return sentence;
}

}  // namespace skeptic::papers
