#include "papers/sentence.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace skeptic::papers {
namespace {

template <std::size_t N>
bool one_of(const std::string& word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string small(std::string_view text) {
  std::string result;
  for (const char c : text) result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

/// Words behind which a new clause begins where a comma stands before them, and those that begin one anywhere.
constexpr std::array<std::string_view, 14> kAfterComma{"which",    "who",    "whose",  "where", "while", "whereas", "but",
                                                       "although", "though", "unlike", "yet",   "so",    "like",    "because"};
constexpr std::array<std::string_view, 5> kAnywhere{"whereas", "unlike", "although", "but", "while"};
constexpr std::array<std::string_view, 14> kOwnWords{"we",   "our",      "ours", "us",   "i",    "my",        "ourselves",
                                                     "your", "proposed", "mine", "here", "idea", "currently", "so"};
/// A name behind one of these is what something is compared with, and not who acts.
constexpr std::array<std::string_view, 25> kComparing{
    "than",    "over",   "against", "versus", "vs",     "to",      "with", "as",        "from",      "by", "relative", "unlike", "beyond",
    "extends", "extend", "builds",  "like",   "follow", "follows", "on",   "following", "resembles", "of", "upon",     "takes"};
constexpr std::array<std::string_view, 20> kOthersWords{
    "others",   "competitors", "competing", "competitor", "existing",  "conventional", "legacy",     "academic", "traditional", "literature",
    "baseline", "baselines",   "incumbent", "authors",    "proposals", "industry",     "commercial", "state",    "rivals",      "nvidia"};
constexpr std::array<std::string_view, 16> kPriorNouns{"work",     "works",      "design",     "designs",      "accelerator", "accelerators",
                                                       "approach", "approaches", "generation", "proposals",    "scheme",      "schemes",
                                                       "method",   "methods",    "chip",       "architectures"};
constexpr std::array<std::string_view, 27> kAbsentWords{"will",       "would",   "might",     "plan",    "plans",      "planned",   "planning",
                                                        "hoped",      "hope",    "hopefully", "tried",   "considered", "initially", "originally",
                                                        "formerly",   "ideal",   "ideally",   "shall",   "maybe",      "perhaps",   "hypothetical",
                                                        "eventually", "someday", "envision",  "imagine", "attempted",  "earlier"};
constexpr std::array<std::string_view, 15> kNegations{"not",   "no",      "never", "neither", "nor",    "without", "none", "cannot",
                                                      "don't", "doesn't", "isn't", "didn't",  "aren't", "won't",   "lacks"};

struct AbsentPhrase {
  std::string_view words;
  bool sentence;  ///< of all of the sentence, else of the clause
};
constexpr std::array kAbsentPhrases{
    AbsentPhrase{"future work", true},      AbsentPhrase{"in the future", true},     AbsentPhrase{"under investigation", true},
    AbsentPhrase{"being considered", true}, AbsentPhrase{"next version", true},      AbsentPhrase{"next generation", true},
    AbsentPhrase{"coming soon", true},      AbsentPhrase{"next year", true},         AbsentPhrase{"not built", true},
    AbsentPhrase{"not been built", true},   AbsentPhrase{"are planned", true},       AbsentPhrase{"is planned", true},
    AbsentPhrase{"first version", true},    AbsentPhrase{"early version", true},     AbsentPhrase{"earlier version", true},
    AbsentPhrase{"previous version", true}, AbsentPhrase{"first floor plan", true},  AbsentPhrase{"in the beginning", true},
    AbsentPhrase{"was estimated", true},    AbsentPhrase{"were estimated", true},    AbsentPhrase{"not yet", false},
    AbsentPhrase{"in principle", false},    AbsentPhrase{"first prototype", true},   AbsentPhrase{"earlier draft", true},
    AbsentPhrase{"previous chip", true},    AbsentPhrase{"predecessor", true},       AbsentPhrase{"was dropped", true},
    AbsentPhrase{"were dropped", true},     AbsentPhrase{"upper bound", true},       AbsentPhrase{"left for future", true},
    AbsentPhrase{"we expect two", true},    AbsentPhrase{"could be", false},         AbsentPhrase{"left out", false},
    AbsentPhrase{"previous design", true},  AbsentPhrase{"random choice", true},     AbsentPhrase{"not a goal", true},
    AbsentPhrase{"under study", true},      AbsentPhrase{"under development", true}, AbsentPhrase{"for comparison", false},
    AbsentPhrase{"an oracle", true},        AbsentPhrase{"instead of", false},       AbsentPhrase{"rather than", false},
    AbsentPhrase{"as opposed to", false},   AbsentPhrase{"were it", true},           AbsentPhrase{"had been", false},
    AbsentPhrase{"must not", false},        AbsentPhrase{"us whether", true},        AbsentPhrase{"our ceiling", false},
};

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
    bool starts = i > 0 && is_break(sentence.tokens[i - 1]);
    if (i > 0 && token.is("(")) starts = true;
    if (comma && token.kind == TokenKind::Word && one_of(token.word, kAfterComma)) starts = true;
    if (comma && (token.is("of") || token.is("in")) && i + 1 < sentence.tokens.size() &&
        (sentence.tokens[i + 1].is("which") || sentence.tokens[i + 1].is("contrast")))
      starts = true;
    const bool relative = token.is("which") || token.is("whose") || token.is("who") || token.is("where");
    if (comma && compared) starts = true, compared = relative;  // "unlike X, which …, we …" ends at the comma behind
    if (token.kind == TokenKind::Word && i > 0 && one_of(token.word, kAnywhere)) starts = true;
    if (i > 1 && sentence.tokens[i - 1].is("and") && sentence.tokens[i - 2].is(",") &&
        (token.kind == TokenKind::Own || token.kind == TokenKind::Design || token.is("we") || token.is("it") || token.is("unlike")))
      starts = true;
    if (comma && (token.kind == TokenKind::Design || token.kind == TokenKind::Own) && i + 1 < sentence.tokens.size() &&
        sentence.tokens[i + 1].kind == TokenKind::Word && !sentence.tokens[i + 1].is("and") && !sentence.tokens[i + 1].is("or"))
      starts = true;
    if (starts) ++id;
    if (token.is("unlike") || (token.is("contrast") && i + 1 < sentence.tokens.size())) compared = true;
    sentence.clause.push_back(id);
  }
}

/// Who is spoken of in the tokens of one clause; nothing where it does not say.
bool subject_of(const Sentence& sentence, std::size_t begin, std::size_t end, Standing& subject) {
  const auto& tokens = sentence.tokens;
  const std::size_t horizon = std::min(end, begin + 7);
  for (std::size_t i = begin; i < horizon; ++i) {
    const Token& token = tokens[i];
    const auto behind_comparison = [&] {
      for (std::size_t back = i; back > begin && i - back < 3;) {
        --back;
        if (tokens[back].kind == TokenKind::Word && one_of(tokens[back].word, kComparing)) return true;
        if (tokens[back].kind == TokenKind::Mark || tokens[back].kind == TokenKind::Quantity) break;
      }
      return false;
    };
    if (token.kind == TokenKind::Own || (token.kind == TokenKind::Word && one_of(token.word, kOwnWords) && !(token.is("so") || token.is("here"))) ||
        (token.is("this") && i + 1 < end &&
         (tokens[i + 1].is("paper") || tokens[i + 1].is("work") || tokens[i + 1].is("report") || tokens[i + 1].is("design") ||
          tokens[i + 1].is("chip")))) {
      // "unlike ours", "than Willow", "over our design"
      const auto compares = [&](const Token& one) {
        return one.is("than") || one.is("unlike") || one.is("over") || one.is("against") || one.is("to") || one.is("like") || one.is("versus") ||
               one.is("vs");
      };
      if (i > begin && compares(tokens[i - 1])) continue;
      subject = Standing::Own;
      return true;
    }
    if (token.kind == TokenKind::Design) {
      if (behind_comparison()) continue;
      subject = Standing::Other;
      return true;
    }
    if (token.kind == TokenKind::Word && one_of(token.word, kOthersWords)) {
      if (token.is("state") && !(i + 2 < end && tokens[i + 1].is("of"))) continue;
      if (behind_comparison() && i > begin + 1) continue;
      subject = Standing::Other;
      return true;
    }
    if ((token.is("prior") || token.is("previous") || token.is("earlier") || token.is("related") || token.is("published")) && i + 1 < end &&
        one_of(tokens[i + 1].word, kPriorNouns)) {
      if (behind_comparison()) continue;
      subject = Standing::Other;
      return true;
    }
  }
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
  for (std::size_t i = 0; i < count; ++i)
    for (const AbsentPhrase& phrase : kAbsentPhrases)
      if (phrase.sentence && phrase_at(tokens, i, phrase.words)) whole_absent = true;
  for (std::size_t begin = 0; begin < count;) {
    std::size_t end = begin;
    while (end < count && sentence.clause[end] == sentence.clause[begin]) ++end;
    Standing subject = whole;
    const Token& head = tokens[begin].is("(") && begin + 1 < end ? tokens[begin + 1] : tokens[begin];
    const bool relative = head.is("which") || head.is("whose") || head.is("who") || head.is("where");
    bool found = !relative && subject_of(sentence, begin, end, subject);
    if (!found && first && (head.is("it") || head.is("its") || head.is("they") || head.is("their") || head.is("these") || head.is("both")))
      subject = before;
    if (!found && first && !head.is("it") && !head.is("its") && phrase_at(tokens, begin, "in its")) subject = before;
    // "Sanger: 17% of area"
    if (!found && !first && begin > 1 && tokens[begin - 1].is(":") && tokens[begin - 2].kind == TokenKind::Design) subject = Standing::Other;
    if (!first && (phrase_at(tokens, begin, "in contrast") || phrase_at(tokens, begin, "unlike"))) subject = Standing::Other;
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
    if (!found && relative) subject_of(sentence, begin, end, subject);
    if (first) {
      if (head.is("unlike") || (head.is("in") && begin + 1 < end && tokens[begin + 1].is("contrast")) || phrase_at(tokens, begin, "compared to") ||
          phrase_at(tokens, begin, "compared with"))
        ;  // the main clause says who
      else
        whole = subject, first = false;
    }
    bool absent = whole_absent;
    for (std::size_t i = begin; i < end; ++i) {
      if (tokens[i].kind == TokenKind::Word && one_of(tokens[i].word, kAbsentWords)) absent = true;
      for (const AbsentPhrase& phrase : kAbsentPhrases)
        if (!phrase.sentence && phrase_at(tokens, i, phrase.words)) {
          // "rather than X": what follows it
          if (phrase.words == "rather than" || phrase.words == "instead of" || phrase.words == "as opposed to")
            for (std::size_t j = i; j < end; ++j) sentence.standing[j] = Standing::Absent;
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
      if (negation >= 0 && tokens[static_cast<std::size_t>(negation)].is("without") &&
          (i > static_cast<std::size_t>(negation) + 2 || tokens[i].is("and")))
        negation = -1;
      if (tokens[i].kind == TokenKind::Word && one_of(tokens[i].word, kNegations) &&
          !(tokens[i].is("no") && i + 1 < end && (tokens[i + 1].is("more") || tokens[i + 1].is("longer") || tokens[i + 1].is("less"))) &&
          !(tokens[i].is("not") && i + 1 < end && tokens[i + 1].is("only")))
        negation = static_cast<int>(i);
      sentence.negation[i] = negation;
    }
    begin = end;
  }
  // Who is compared with, in a comparison that opens the sentence, is somebody else all the same.
  sentence.subject = whole;
}

constexpr std::array<std::string_view, 22> kAbbreviations{"e.g.",    "i.e.",  "vs.",  "al.",  "fig.", "sec.", "dr.",  "univ.",
                                                          "approx.", "resp.", "cf.",  "etc.", "eq.",  "no.",  "tab.", "dept.",
                                                          "incl.",   "max.",  "min.", "avg.", "sq.",  "ca."};

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> cut_sentences(const std::string& text) {
  std::vector<std::pair<std::size_t, std::size_t>> cuts;
  std::size_t start = 0;
  int brackets = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(') ++brackets;
    if (text[i] == ')' && brackets > 0) --brackets;
    if (brackets > 0 && i - start < 400 && text[i] != '.') continue;
    if (text[i] != '.' && text[i] != '!' && text[i] != '?') continue;
    std::size_t end = i + 1;
    while (end < text.size() && (text[end] == '"' || text[end] == ')' || text[end] == '!' || text[end] == '?')) ++end;
    if (end < text.size() && text[end] != ' ') continue;
    std::size_t word = i;
    while (word > start && text[word - 1] != ' ' && text[word - 1] != '(') --word;
    const std::string last = small(text.substr(word, i + 1 - word));
    if (text[i] == '.' && (one_of(last, kAbbreviations) || (last.size() == 2 && std::isalpha(static_cast<unsigned char>(last[0])) != 0 &&
                                                            std::isupper(static_cast<unsigned char>(text[word])) != 0)))
      continue;
    std::size_t next = end;
    while (next < text.size() && text[next] == ' ') ++next;
    const bool mixed = next + 1 < text.size() && std::isupper(static_cast<unsigned char>(text[next + 1])) != 0;  // "mAP"
    if (next < text.size() && std::islower(static_cast<unsigned char>(text[next])) != 0 && text[i] == '.' && !mixed) continue;
    cuts.emplace_back(start, end);
    start = next;
    i = next == 0 ? i : next - 1;
  }
  if (start < text.size() && text.find_first_not_of(' ', start) != std::string::npos) cuts.emplace_back(start, text.size());
  return cuts;
}

SectionKind section_kind(const std::string& heading) {
  std::string text = " ";  // words between spaces
  for (const char c : small(heading)) text += std::isalpha(static_cast<unsigned char>(c)) != 0 ? c : ' ';
  text += ' ';
  const auto has = [&](std::string_view word) { return text.find(word) != std::string::npos; };
  if (has(" references ") || has("bibliograph") || has("acknowledg")) return SectionKind::References;
  if (has("future") || has("outlook") || has("roadmap") || has("next step") || has("another term") || has("what next") || has("what is next") ||
      has(" coming") || has(" shall ") || has("requirement") || has("submission") || has("wish") || has("open question"))
    return SectionKind::Future;
  if (has(" related") || has(" prior ") || has("background") || has("state of the art") || has("others") || has("nobody else") ||
      has("everybody else") || has("competition") || has("previous work") || has("other people"))
    return SectionKind::Others;
  return SectionKind::Own;
}

Sentence sentence_of(std::string text, const OwnName& own, Standing before) {
  Sentence sentence;
  sentence.text = std::move(text);
  sentence.tokens = tokens_of(sentence.text, own.names);
  if (sentence.tokens.size() > kLongestSentence) sentence.tokens.resize(kLongestSentence);
  cut_clauses(sentence);
  judge(sentence, before);
  return sentence;
}

std::vector<Sentence> sentences_of(const Layout& layout, const OwnName& own) {
  std::vector<Sentence> all;
  for (std::size_t p = 0; p < layout.passages.size(); ++p) {
    const Passage& passage = layout.passages[p];
    if (section_kind(passage.section) == SectionKind::References && passage.kind != PassageKind::Footnote && passage.kind != PassageKind::Caption)
      continue;
    const bool others = section_kind(passage.section) == SectionKind::Others && passage.kind != PassageKind::Footnote;
    Standing before = section_kind(passage.section) == SectionKind::Others && others ? Standing::Other : Standing::Own;
    bool first = true;
    for (const auto& [begin, end] : cut_sentences(passage.text)) {
      const std::string words = passage.text.substr(begin, end - begin);
      Sentence sentence;
      std::size_t lead = 0;
      if (first && !passage.lead.empty()) {
        sentence.text = passage.lead + " : " + words;
        lead = passage.lead.size() + 3;
      } else {
        sentence.text = words;
      }
      first = false;
      sentence.kind = passage.kind;
      if (others || section_kind(passage.section) != SectionKind::Others) sentence.section = passage.section;
      sentence.passage = p;
      sentence.tokens = tokens_of(sentence.text, own.names);
      if (sentence.tokens.size() > kLongestSentence) sentence.tokens.resize(kLongestSentence);
      while (sentence.lead < sentence.tokens.size() && sentence.tokens[sentence.lead].begin < lead) ++sentence.lead;
      const Standpoint at = passage.where(begin);
      sentence.page = at.page;
      sentence.line = at.line;
      cut_clauses(sentence);
      judge(sentence, before);
      before = sentence.subject;
      all.push_back(std::move(sentence));
    }
  }
  return all;
}

}  // namespace skeptic::papers
