// What the parts of the grammar share: the statements that were found so far, and of which operand a sentence speaks.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papers/paper.h"
#include "papers/sentence.h"

namespace skeptic::papers {

enum class Operand { None, Weights, Activations, Both };

struct Collected {
  std::vector<Stated> own, others;
};

class Collector {
 public:
  explicit Collector(Collected& collected) : collected_(collected) {}
  /// The tokens [begin, end) of a sentence state a value. A key with `operands.?` takes the operand that is spoken of; `operands.*` both.
  void add(const Sentence& sentence, std::string_view key, std::string value, std::size_t begin, std::size_t end, std::string_view rule,
           int weight = 2, Standing standing = Standing::Own);
  void add(Stated stated, Standing standing = Standing::Own);
  /// Operands of the sentence before, for those that name none.
  Operand context = Operand::None;
  /// Who acted last, row, column or element as read_synchronisation() counts them: "Each runs at its own pace."
  int actor = 0;
  /// Memories of the last sentence that names some, as read_size() counts them: "It holds 640 KB.", "The former has 8 banks."
  std::vector<int> memories;
  /// The last size or width of operands of the sentence before: "That of the activations is twice as large."
  std::optional<Token> last_size;
  /// Of what the last result spoke ("claims.energy"), for sentences that go on: "9x lower."
  std::string metric;
  std::string topic;                  ///< what a heading, also one that runs in ("Energy."), says of the results below it
  std::vector<std::string> networks;  ///< of the last sentence that names some
  /// What the results of the last sentence that has some are relative to, in their order: "With DeepLabv3 these numbers are 2.3 and 1.22."
  std::vector<std::string> overs;

 private:
  Collected& collected_;
};

/// The words of tokens [begin, end) with a little of what is around them.
std::string quote_of(const Sentence& sentence, std::size_t begin, std::size_t end);
/// The operand that tokens [begin, end) speak of: named in them, before them, or behind them in their sentence.
Operand operand_of(const Sentence& sentence, std::size_t begin, std::size_t end);
/// The last operand that a sentence names.
Operand last_operand(const Sentence& sentence);
/// An operand's mention at a token.
Operand mention(const Sentence& sentence, std::size_t at);
/// Of whom tokens speak, and whether they are negated.
Standing standing_of(const Sentence& sentence, const std::vector<std::size_t>& tokens);

/// Whether a clause (or the sentence, where it is negative) has one of these words.
bool word_within(const Sentence& sentence, int clause, std::initializer_list<std::string_view> words);

/// The parts of the grammar.
void read_phrases(const Sentence& sentence, Collector& collector);
/// What words of two sentences in a row say together, where nothing else says it.
void read_phrases_across(const Sentence& before, const Sentence& sentence, Collector& collector);
void read_units(const Sentence& sentence, Collector& collector);
void read_patterns(const Sentence& sentence, Collector& collector);
void read_policy(const std::vector<Sentence>& sentences, Collector& collector);
/// A quantity in bits: of which operand, if of one at all.
void read_bits(const Sentence& sentence, std::size_t i, Standing standing, Collector& collector);
/// Bits that a word says: "W4A8", "a nibble", "activations eight" beside weights of four bits.
void read_bits_in_words(const Sentence& sentence, std::size_t i, Standing standing, Collector& collector);
void read_quantities(const Sentence& sentence, Collector& collector);
void read_names(const Sentence& sentence, Collector& collector);
void read_batch(const Sentence& sentence, Collector& collector);
void read_synchronisation(const Sentence& sentence, Collector& collector);
void read_skipping(const Sentence& sentence, Collector& collector);
void read_storing(const Sentence& sentence, Collector& collector);
void read_geometry(const Sentence& sentence, Collector& collector);

/// What results are relative to and run on, where a sentence does not say: from the paper as a whole.
struct Background {
  std::string over, batch;
  std::vector<std::string> networks;
  OwnName own;
};
void read_results(const Sentence& sentence, const Background& background, Collector& collector);
/// The one measure that a heading names ("Time of an epoch"); empty where it names none, or several.
std::string topic_of(const Sentence& heading);
void read_table(const Table& table, const Background& background, Collector& collector);

/// Takes away names of networks, data sets and prior work that say less than others, and the paper itself.
void drop_lesser_names(std::vector<Stated>& own, const OwnName& name);
/// All statements of a paper, merged: equal ones once, different ones as readings or contradictions, and what nobody states.
Paper merged(const Layout& layout, OwnName own, Collected collected, const std::vector<Sentence>& sentences);

/// What is not stated; `run_time`: patterns of activations are chosen at run time.
std::vector<Missing> missing_of(const Paper& paper, bool run_time, const std::vector<Sentence>& sentences);

/// How a design file writes a quantity of the grammar: in units that it knows.
std::string written(const Token& token);

}  // namespace skeptic::papers
