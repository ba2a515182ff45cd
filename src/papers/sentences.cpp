// Where sentences end, what a section is about, and all sentences of a paper.
#include <algorithm>
#include <array>
#include <cctype>

#include "papers/sentence.h"

namespace skeptic::papers {
namespace {

constexpr std::array<std::string_view, 22> kAbbreviations{"e.g.",    "i.e.",  "vs.",  "al.",  "fig.", "sec.", "dr.",  "univ.",
                                                          "approx.", "resp.", "cf.",  "etc.", "eq.",  "no.",  "tab.", "dept.",
                                                          "incl.",   "max.",  "min.", "avg.", "sq.",  "ca."};

constexpr std::size_t kLongestPiece = 1200;  ///< bytes; a text without full stops is cut between words

/// Whether a paper asks for designs: what shall be is then a wish, and a definition in a specification.
bool asks(const Layout& layout) {
  for (const Passage& passage : layout.passages)
    for (const std::string_view phrase :
         {"call for", "request for", "proposers", "bidders", "tender", "submissions", "make proposals", "the challenge"})
      if (small_letters(passage.text).find(phrase) != std::string::npos) return true;
  return false;
}

/// "A first chip, Hyssop-0, was made …", "We have built one chip before.": what is told from there on is of an earlier one.
bool introduces_earlier(const Sentence& sentence) {
  const std::string text = " " + small_letters(sentence.text);
  for (const std::string_view words : {" first chip",
                                       " one chip before",
                                       " earlier chip",
                                       " previous chip",
                                       " former chip",
                                       " predecessor",
                                       " an earlier prototype",
                                       " a previous prototype",
                                       " the previous generation",
                                       " our last chip",
                                       " our first silicon",
                                       " our earlier work",
                                       " our previous accelerator",
                                       " our earlier accelerator",
                                       " the first, a ",
                                       " the first version",
                                       " replaces ",
                                       " successor of ",
                                       " successor to ",
                                       " succeeds "})
    if (text.find(words) != std::string::npos) return true;
  return false;
}

/// "The first version had 2:4 weights; the present one has 4:8": where it goes over to what is there; the number of tokens where it does not.
std::ptrdiff_t turn_to_the_present(const Sentence& sentence) {
  const auto& tokens = sentence.tokens;
  for (std::size_t i = 1; i + 2 < tokens.size(); ++i)
    if (tokens[i].is(";") && ((tokens[i + 1].is("this") && tokens[i + 2].word == "one") ||
                              (tokens[i + 1].is("the") && any_of(tokens[i + 2], {"present", "current", "final", "latest", "new"}))))
      return static_cast<std::ptrdiff_t>(i);
  return static_cast<std::ptrdiff_t>(tokens.size());
}

/// "[4] S. Writer et al., "A title," Proc. Some, 2022.": an entry of a list of references that no heading announces.
bool is_reference(const std::string& text) {
  if (text.size() < 20 || text[0] != '[' || std::isdigit(static_cast<unsigned char>(text[1])) == 0) return false;
  const std::size_t close = text.find(']');
  if (close == std::string::npos || close > 4) return false;
  bool year = false;
  for (std::size_t at = text.find("20"); at != std::string::npos && !year; at = text.find("20", at + 1))
    year = at + 4 <= text.size() && std::isdigit(static_cast<unsigned char>(text[at + 2])) != 0 &&
           std::isdigit(static_cast<unsigned char>(text[at + 3])) != 0;
  return year;
}

/// "An early version on an FPGA runs at 180 MHz.": beside the design, and not at its clock.
bool prototype_on_fpga(const Sentence& sentence) {
  bool fpga = false, beside = false;
  for (const Token& token : sentence.tokens) {
    fpga = fpga || token.is("fpga") || token.is("field-programmable") || token.is("programmable");
    for (const std::string_view word : {"early", "version", "only", "instead", "first", "demonstrator", "tested", "verified"})
      beside = beside || token.is(word);
  }
  return fpga && beside;
}

bool told_as_past(const Sentence& sentence) {
  for (const Token& token : sentence.tokens)
    for (const std::string_view verb :
         {"was", "were", "had", "ran", "reached", "contained", "occupied", "measured", "consumed", "worked", "used", "chose", "took"})
      if (token.is(verb)) return true;
  return false;
}

/// Whether a sentence goes on about an earlier chip: told as past, and not of this one.
bool goes_on_in_the_past(const Sentence& sentence) {
  for (const Token& token : sentence.tokens) {
    if (token.kind == TokenKind::Own || token.is("we") || token.is("our") || token.is("this") || token.is("present")) return false;
    if (token.is("is") || token.is("are") || token.is("has") || token.is("have")) return false;
  }
  return told_as_past(sentence);
}

/// Whether a paper proposes what it describes: its "would" is then its "does".
bool proposes(const Layout& layout) {
  int would = 0, sentences = 0;
  for (const Passage& passage : layout.passages) {
    if (section_kind(passage.section) == SectionKind::References || section_kind(passage.section) == SectionKind::Others) continue;
    for (const auto& [begin, end] : cut_sentences(passage.text)) {
      const std::string words = " " + small_letters(passage.text.substr(begin, end - begin));
      ++sentences;
      for (const std::string_view wish : {" would ", " i'd ", " we'd ", " will ", " shall ", " hope ", " intend "})
        if (words.find(wish) != std::string::npos) {
          ++would;
          break;
        }
    }
  }
  bool named = false;  // "Proposal for a Master's project"
  for (std::size_t p = 0; p < std::min<std::size_t>(layout.passages.size(), 6); ++p)
    named = named || small_letters(layout.passages[p].text.substr(0, 200)).find("proposal") != std::string::npos;
  return would >= 4 && sentences >= 8 && (named ? 12 : 6) * would >= sentences;
}

/// The number of a heading: "1.2" of "1.2 Training".
std::string heading_number(const std::string& heading) {
  std::size_t end = 0;
  while (end < heading.size() && (std::isdigit(static_cast<unsigned char>(heading[end])) != 0 || heading[end] == '.')) ++end;
  std::string number = heading.substr(0, end);
  while (!number.empty() && number.back() == '.') number.pop_back();
  return number;
}

/// The part of a passage that quotes somebody: from its beginning to the closing mark, behind which no verb follows.
std::pair<std::size_t, std::size_t> quotation(const std::string& text) {
  if (text.rfind("> ", 0) == 0) return {0, text.size()};
  const std::size_t open = text.find('"');
  if (open == std::string::npos || open > 6 || text.find(':') < open) return {0, 0};
  const std::size_t close = text.find('"', open + 1);
  if (close == std::string::npos || close < open + 30) return {0, 0};
  const bool ends = text[close - 1] == '.' || text[close - 1] == '?' || text[close - 1] == '!' || text[close - 1] == ')';
  return ends ? std::pair{std::size_t{0}, close} : std::pair<std::size_t, std::size_t>{0, 0};
}

/// "What I would like to do": of the proposal itself, and not of what comes behind it.
bool wished(const std::string& heading) {
  const std::string text = small_letters(heading);
  for (const std::string_view word : {"future", "outlook", "later", "open", "next", "more time", "missing", "another"})
    if (text.find(word) != std::string::npos) return false;
  return text.find("would") != std::string::npos || text.find("wish") != std::string::npos || text.find("shall") != std::string::npos;
}

/// Whether a paper speaks of its authors as others do: "The authors have built one device." Papers that say "we" mean others' authors by that.
bool impersonal(const Layout& layout) {
  int persons = 0;
  for (const Passage& passage : layout.passages) {
    const std::string text = " " + small_letters(passage.text) + " ";
    for (const std::string_view word : {" we ", " our ", " us ", " i ", " my "})
      for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++persons;
  }
  return persons < 3;
}

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> cut_sentences(const std::string& text) {
  std::vector<std::pair<std::size_t, std::size_t>> cuts;
  std::size_t start = 0;
  int brackets = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(') ++brackets;
    if (text[i] == ')' && brackets > 0) --brackets;
    if (i - start >= kLongestPiece && text[i] == ' ') {
      cuts.emplace_back(start, i);
      start = i + 1;
      continue;
    }
    if (brackets > 0 && i - start < 400 && text[i] != '.') continue;
    if (text[i] != '.' && text[i] != '!' && text[i] != '?') continue;
    std::size_t end = i + 1;
    while (end < text.size() && (text[end] == '"' || text[end] == ')' || text[end] == '!' || text[end] == '?')) ++end;
    if (end < text.size() && text[end] != ' ') continue;
    std::size_t word = i;
    while (word > start && text[word - 1] != ' ' && text[word - 1] != '(') --word;
    const std::string last = small_letters(text.substr(word, i + 1 - word));
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
  for (const char c : small_letters(heading)) text += std::isalpha(static_cast<unsigned char>(c)) != 0 ? c : ' ';
  text += ' ';
  const auto has = [&](std::string_view word) { return text.find(word) != std::string::npos; };
  if (has(" references ") || has("bibliograph") || has("acknowledg")) return SectionKind::References;
  if (has("future") || has("outlook") || has("roadmap") || has("next step") || has("another term") || has("what next") || has("what is next") ||
      has(" coming") || has(" shall ") || has("requirement") || has(" wanted ") || has(" sought ") ||
      (has("submission") && !has("anonymous") && !has(" submission to ")) || has("wish") || has("open question") || has("open item") ||
      has("open issue") || has("comes next") || has("road ahead") || has("open point") || has("open problem") || has("not in this version") ||
      has("what is missing") || has(" if i had ") || has(" if we had ") || has("more time") || has(" later ") || has(" to do ") || has(" todo ") ||
      has(" one day ") ||
      (has(" would ") && (has(" time ") || has(" if ") || has(" next ") || has(" differently ") || has(" more ") || has(" also "))) ||
      has(" for the next ") || has(" not yet "))
    return SectionKind::Future;
  if (has(" related") || has(" prior ") || has("background") || has("state of the art") || has("others") || has("nobody else") ||
      has("everybody else") || has("competition") || has("previous work") || has("other people"))
    return SectionKind::Others;
  return SectionKind::Own;
}

std::vector<Sentence> sentences_of(const Layout& layout, const OwnName& own) {
  std::vector<Sentence> all;
  const bool asked = asks(layout), proposed = !asked && proposes(layout), of_authors = impersonal(layout);
  std::string above;  // the heading "1" over "1.2", where it says whose its parts are
  for (std::size_t p = 0; p < layout.passages.size(); ++p) {
    const Passage& passage = layout.passages[p];
    std::string heading = passage.section;
    // What a proposal would do is what it proposes.
    if (proposed && section_kind(heading) == SectionKind::Future && wished(heading)) heading.clear();
    // What a specification requires of its design is the design.
    if (!asked && small_letters(heading).find("requirement") != std::string::npos && small_letters(heading).find("future") == std::string::npos)
      heading.clear();
    const std::string number = heading_number(heading);
    if (number.find('.') == std::string::npos)
      above = number.empty() ? std::string() : heading;
    else if (!above.empty() && section_kind(heading) == SectionKind::Own && section_kind(above) != SectionKind::Own &&
             heading_number(above) == number.substr(0, number.find('.')))
      heading = above;
    if (is_reference(passage.text)) continue;
    if (section_kind(heading) == SectionKind::References && passage.kind != PassageKind::Footnote && passage.kind != PassageKind::Caption) continue;
    const bool others = section_kind(heading) == SectionKind::Others && passage.kind != PassageKind::Footnote;
    Standing before = section_kind(heading) == SectionKind::Others && others ? Standing::Other : Standing::Own;
    bool first = true, earlier = false;
    const std::pair<std::size_t, std::size_t> quoted = quotation(passage.text);
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
      if (others || section_kind(heading) != SectionKind::Others) sentence.section = heading;
      // Requirements of a specification say what the design is.
      if (!asked && section_kind(heading) == SectionKind::Future && small_letters(heading).find("requirement") != std::string::npos)
        sentence.section.clear();
      sentence.passage = p;
      sentence.tokens = tokens_of(sentence.text, own.names);
      write_out(sentence, own);
      if (sentence.tokens.size() > kLongestSentence) sentence.tokens.resize(kLongestSentence);
      for (std::size_t i = 1; of_authors && i < sentence.tokens.size(); ++i)
        if (sentence.tokens[i].is("authors") && sentence.tokens[i - 1].is("the") &&
            !(i + 1 < sentence.tokens.size() && sentence.tokens[i + 1].is("of")))
          sentence.tokens[i].word = "we";
      if (!asked)  // "MUST NOT", in a specification
        for (Token& token : sentence.tokens)
          if ((token.is("must") || token.is("shall") || token.is("should")) &&
              std::isupper(static_cast<unsigned char>(sentence.text[token.begin + 1])) != 0)
            token.word = "does";
      if (!asked && section_kind(heading) != SectionKind::Future)
        for (Token& token : sentence.tokens)
          if (token.is("shall") && !sentence.tokens.front().is("we") && !sentence.tokens.front().is("i")) token.word = "does";
      if (proposed && section_kind(heading) != SectionKind::Future)
        for (Token& token : sentence.tokens)
          if (token.is("would") || token.is("will") || token.is("hope") || token.is("hoped") || token.is("plan") || token.is("shall"))
            token.word = "does";
      while (sentence.lead < sentence.tokens.size() && sentence.tokens[sentence.lead].begin < lead) ++sentence.lead;
      const Standpoint at = passage.where(begin);
      sentence.page = at.page;
      sentence.line = at.line;
      judge_clauses(sentence, before);
      const bool introduces = introduces_earlier(sentence) ||
                              std::any_of(sentence.tokens.begin(),
                                          sentence.tokens.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(sentence.tokens.size(), 6)),
                                          [](const Token& one) { return one.earlier; });
      earlier = introduces || (earlier && goes_on_in_the_past(sentence));
      if ((introduces && told_as_past(sentence)) || (earlier && !introduces) || prototype_on_fpga(sentence)) {
        const std::ptrdiff_t turn = turn_to_the_present(sentence);
        std::fill(sentence.standing.begin(), sentence.standing.begin() + turn, Standing::Absent);
        std::fill(sentence.standing.begin() + turn, sentence.standing.end(), Standing::Own);
        sentence.past = true;
      }
      // Words of others that are answered: a passage in quotation marks, a line of a letter behind ">".
      if (quoted.first < quoted.second && begin >= quoted.first && begin < quoted.second)
        std::fill(sentence.standing.begin(), sentence.standing.end(), Standing::Other);
      before = sentence.subject;
      sentence.number = all.size() + 1;
      all.push_back(std::move(sentence));
    }
  }
  return all;
}

}  // namespace skeptic::papers
