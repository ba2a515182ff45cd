// Sentences of a paper, and of whom each part of them speaks: of the paper's own design, of others, or of what is not there (yet, or any more).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "papers/layout.h"
#include "papers/token.h"

namespace skeptic::papers {

enum class Standing {
  Own,     ///< of the paper's own design
  Other,   ///< of prior work, baselines, competitors
  Absent,  ///< of future work, wishes, earlier versions, requirements, questions
};

struct Sentence {
  std::string text;
  std::vector<Token> tokens;
  std::vector<int> clause;         ///< by token
  std::vector<Standing> standing;  ///< by token
  std::vector<int> negation;       ///< by token: the negation before it in its clause, -1 without one
  std::size_t lead = 0;            ///< tokens that are only context: what stood before a footnote's mark
  int page = 1, line = 0;
  PassageKind kind = PassageKind::Body;
  std::string section;
  std::size_t passage = 0, number = 0;  ///< its passage's and its own place in the paper
  bool past = false;                    ///< told of an earlier chip, or of a prototype beside the design
  bool row = false;                     ///< made of a row of a table: "label: value"
  Standing subject = Standing::Own;
};

/// What a paper calls its own design; `names` in small letters, the longest first.
struct OwnName {
  std::string name;
  std::vector<std::string> names;
  int page = 1;
  std::string quote;
  std::vector<std::pair<std::string, std::string>> short_names;  ///< of memories: "WB", "weight"
  std::string library{};                                         ///< where it is a design of the library: its name there
  std::vector<std::string> earlier{};                            ///< of the paper's own other chips, in small letters
};
OwnName own_name(const Layout& layout);
/// What a paper calls its earlier chips, and those that are planned: "The first, Parasol, …".
std::vector<std::string> earlier_names(const Layout& layout, const OwnName& own);

/// Short names that a paper gives to memories: "a weight buffer (WB)".
std::vector<std::pair<std::string, std::string>> short_names_of(const Layout& layout);

std::vector<Sentence> sentences_of(const Layout& layout, const OwnName& own);
/// One sentence on its own: a row of a table, or a test.
Sentence sentence_of(std::string text, const OwnName& own, Standing before = Standing::Own);
/// Short names of memories and of elements as the words that they stand for.
void write_out(Sentence& sentence, const OwnName& own);
/// Clauses of a sentence that has its tokens, and of whom each of them speaks.
void judge_clauses(Sentence& sentence, Standing before);
/// Cuts a text where sentences end: (begin, end) by bytes.
std::vector<std::pair<std::size_t, std::size_t>> cut_sentences(const std::string& text);

enum class SectionKind { Own, Others, Future, References };
SectionKind section_kind(const std::string& heading);

}  // namespace skeptic::papers
