#include "papers/sentence.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "papers/absent_phrases.h"

namespace skeptic::papers {
namespace {

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
/// What is ours and measures others.
constexpr std::array<std::string_view, 14> kOurTools{"model", "simulator", "simulation", "simulations", "experiments", "runs",   "measurements",
                                                     "setup", "testbed",   "tests",      "framework",   "hands",       "models", "estimate"};
constexpr std::array<std::string_view, 20> kOthersWords{
    "others",   "competitors", "competing", "competitor", "existing",  "conventional", "legacy",     "academic", "traditional", "literature",
    "baseline", "baselines",   "incumbent", "authors",    "proposals", "industry",     "commercial", "state",    "rivals",      "nvidia"};
constexpr std::array<std::string_view, 21> kPriorNouns{
    "work",   "works",   "art",    "design",  "designs", "accelerator",   "accelerators", "approach", "approaches", "generation", "proposals",
    "scheme", "schemes", "method", "methods", "chip",    "architectures", "studies",      "papers",   "research",   "efforts"};
constexpr std::array<std::string_view, 27> kAbsentWords{"will",       "would",   "might",     "plan",    "plans",      "planned",   "planning",
                                                        "hoped",      "hope",    "hopefully", "tried",   "considered", "initially", "originally",
                                                        "formerly",   "ideal",   "ideally",   "shall",   "maybe",      "perhaps",   "hypothetical",
                                                        "eventually", "someday", "envision",  "imagine", "attempted",  "earlier"};
constexpr std::array<std::string_view, 16> kNegations{"nothing", "not",   "no",      "never", "neither", "nor",    "without", "none",
                                                      "cannot",  "don't", "doesn't", "isn't", "didn't",  "aren't", "won't",   "lacks"};

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

/// "[11] achieves …": a verb whose subject is a citation.
bool cited(const Sentence& sentence, std::size_t at) {
  constexpr std::array<std::string_view, 26> kVerbs{"imposes", "prunes",   "applies", "stores",   "computes", "settles", "achieves",
                                                    "achieve", "extends",  "extend",  "beats",    "reports",  "report",  "uses",
                                                    "use",     "proposes", "propose", "exploits", "supports", "skips",   "reaches",
                                                    "attains", "gains",    "decides", "employs",  "requires"};
  if (!one_of(sentence.tokens[at], kVerbs)) return false;
  const std::size_t from = at == 0 ? 0 : sentence.tokens[at - 1].end, to = sentence.tokens[at].begin;
  return to > from && sentence.text.substr(from, to - from).find('[') != std::string::npos;
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
    if (token.kind == TokenKind::Word && i > 0 && one_of(token.word, kAnywhere)) starts = true;
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
    if (token.is("our") && i + 1 < end &&
        any_of(tokens[i + 1], {"gpu", "cpu", "gpus", "server", "workstation", "closest", "competitor", "competitors"}))
      continue;
    if (token.kind == TokenKind::Own || (token.kind == TokenKind::Word && one_of(token.word, kOwnWords) && !(token.is("so") || token.is("here"))) ||
        (token.is("this") && i + 1 < end &&
         any_of(tokens[i + 1], {"paper", "work", "report", "design", "chip", "one", "version", "generation", "revision", "silicon"}))) {
      // "unlike ours", "than Willow", "over our design"
      const auto compares = [&](const Token& one) {
        return one.is("than") || one.is("unlike") || one.is("over") || one.is("against") || one.is("to") || one.is("like") || one.is("versus") ||
               one.is("vs");
      };
      if (i > begin && compares(tokens[i - 1])) continue;
      // "in our model SparTen reaches …"
      if (token.is("our") && i > begin && i + 1 < end &&
          (tokens[i - 1].is("in") || tokens[i - 1].is("on") || tokens[i - 1].is("by") || tokens[i - 1].is("with")) &&
          one_of(tokens[i + 1].word, kOurTools))
        continue;
      subject = Standing::Own;
      return true;
    }
    // "Zhang et al. report …", "The paper by Zhang et al. assumes …"
    if (token.is("et") && i + 1 < end && tokens[i + 1].is("al") && i > begin + 1 &&
        (!behind_comparison() || tokens[i - 2].is("by") || (tokens[i - 2].is("of") && tokens[begin].is("the")))) {
      subject = Standing::Other;
      return true;
    }
    // "[11] achieves …"
    if ((i <= begin + 1 || (i > begin && any_of(tokens[i - 1], {"of", "by", "in"}))) && cited(sentence, i)) {
      subject = Standing::Other;
      return true;
    }
    // "Our GPU runs at …", "On the GPU a batch of 128 is needed", "NVLink provides …"
    if (i < begin + 3 && any_of(token, {"gpu", "gpus", "tpu", "tpus", "jetson", "nvlink", "pcie", "cpu", "cpus"}) &&
        (i == begin || any_of(tokens[i - 1], {"the", "our", "a", "an", "on", "mobile", "desktop", "host"})) &&
        !(i + 1 < end && any_of(tokens[i + 1], {"tensor", "kernels", "kernel", "like"}))) {
      subject = Standing::Other;
      return true;
    }
    // "Many accelerators use …", "Typical edge accelerators have …"
    if (i == begin && any_of(token, {"typical", "many", "most", "several", "mobile", "edge", "conventional"}))
      for (std::size_t j = i + 1; j < std::min(end, i + 4); ++j)
        if (any_of(tokens[j], {"accelerators", "designs", "chips", "socs", "processors", "gpus", "npus", "phones"})) {
          subject = Standing::Other;
          return true;
        }
    // "The reference design has …", "For the dense reference we chose …"
    if (token.is("reference") && i < begin + 4 &&
        (tokens[begin].is("the") || (tokens[begin].is("for") && i > begin + 1 && tokens[begin + 1].is("the"))) && i + 1 < end &&
        any_of(tokens[i + 1], {"design", "machine", "array", "accelerator", "we", "has", "is", "uses", ","})) {
      subject = Standing::Other;
      return true;
    }
    // "Modern GPUs offer …", "The neural engines in current telephones …"
    if (any_of(token, {"modern", "today's", "current", "contemporary", "today", "commodity"}))
      for (std::size_t j = i + 1; j < std::min(end, i + 4); ++j)
        if (any_of(tokens[j],
                   {"gpus", "cpus", "npus", "tpus", "phones", "telephones", "smartphones", "processors", "accelerators", "servers", "socs"})) {
          subject = Standing::Other;
          return true;
        }
    if ((token.is("present") || token.is("current")) && i + 1 < end &&
        any_of(tokens[i + 1], {"design", "chip", "version", "machine", "device", "one", "revision", "silicon", "generation"})) {
      subject = Standing::Own;
      return true;
    }
    // "In DSTC, both operands are …"
    if (token.kind == TokenKind::Design && i == begin + 1 && tokens[begin].is("in") && i + 2 < end && tokens[i + 1].is(",") &&
        !any_of(tokens[i + 2], {"we", "our"}) && tokens[i + 2].kind != TokenKind::Own) {
      subject = Standing::Other;
      return true;
    }
    if (token.kind == TokenKind::Design) {
      // "The sparse tensor core of X supports …": a part of it is its own
      bool part = i > begin + 1 && tokens[i - 1].is("of") && (any_of(tokens[begin], {"the", "a"}) || (i == begin + 2 && tokens[begin].capital));
      for (std::size_t j = begin; part && j + 1 < i; ++j)
        part = tokens[j].kind == TokenKind::Word && (!one_of(tokens[j].word, kComparing) || tokens[j].is("of")) && tokens[j].kind != TokenKind::Own &&
               !tokens[j].is("our");
      // "Outer-product accelerators such as X …", "Engines like X …": of all of them
      constexpr std::array<std::string_view, 12> kKinds{"accelerators", "designs", "architectures", "chips",   "machines", "engines",
                                                        "processors",   "works",   "proposals",     "schemes", "systems",  "approaches"};
      const bool kind = (i > begin + 2 && tokens[i - 1].is("as") && tokens[i - 2].is("such") && one_of(tokens[i - 3], kKinds)) ||
                        (i > begin + 1 && (tokens[i - 1].is("like") || tokens[i - 1].is("including")) && one_of(tokens[i - 2], kKinds));
      if (behind_comparison() && !part && !kind) continue;
      // "SCNN, SparTen and ours all have …"
      std::size_t next = i + 1;
      while (next < end && (tokens[next].kind == TokenKind::Design || any_of(tokens[next], {",", "and"}))) ++next;
      const bool all = next > i + 1 && next + 1 < end && (tokens[next].kind == TokenKind::Own || tokens[next].is("ours")) &&
                       any_of(tokens[next + 1], {"all", "have", "has", "use", "are", "both", "run"});
      subject = all ? Standing::Own : Standing::Other;
      return true;
    }
    // "Wang and Lee [9] exploit …", "Liu and colleagues showed …"
    if (i == begin + 1 && token.is("and") && tokens[begin].kind == TokenKind::Word && tokens[begin].capital && i + 2 < end &&
        (any_of(tokens[i + 1], {"colleagues", "others", "coworkers"}) ||
         (tokens[i + 1].capital && tokens[i + 1].kind == TokenKind::Word && !tokens[i + 2].capital && tokens[i + 2].kind == TokenKind::Word &&
          !tokens[begin].word.ends_with("s") && !tokens[i + 1].word.ends_with("s")))) {
      subject = Standing::Other;
      return true;
    }
    if (token.kind == TokenKind::Word && one_of(token.word, kOthersWords)) {
      if (token.is("state") && !(i + 2 < end && tokens[i + 1].is("of"))) continue;
      if (token.is("commercial") && i + 1 < end && (tokens[i + 1].unit == UnitKind::Node || tokens[i + 1].is("process"))) continue;
      // "The area of the baseline is …"
      // "Baseline and ours are synthesised for 1 GHz"
      if (token.is("baseline") && i + 2 < end && tokens[i + 1].is("and") && (tokens[i + 2].kind == TokenKind::Own || tokens[i + 2].is("ours"))) {
        subject = Standing::Own;
        return true;
      }
      const bool of = token.is("baseline") && i > begin + 2 && tokens[i - 1].is("the") && tokens[i - 2].is("of") && tokens[begin].is("the");
      if (of) {
        subject = Standing::Other;
        return true;
      }
      const bool many = i > begin + 1 && tokens[i - 1].is("of") && any_of(tokens[i - 2], {"number", "variety", "handful", "body", "series", "range"});
      if (behind_comparison() && i > begin + 1 && !many) continue;
      subject = Standing::Other;
      return true;
    }
    if ((token.is("prior") || token.is("recent") || token.is("previous") || token.is("earlier") || token.is("related") || token.is("published")) &&
        i + 1 < end && one_of(tokens[i + 1].word, kPriorNouns)) {
      if (behind_comparison()) continue;
      subject = Standing::Other;
      return true;
    }
  }
  return false;
}

bool results_within(const std::vector<Token>& tokens, std::size_t begin, std::size_t end) {
  return std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(begin), tokens.begin() + static_cast<std::ptrdiff_t>(end), [](const Token& one) {
    return one.kind == TokenKind::Quantity && (one.unit == UnitKind::Factor || one.unit == UnitKind::Percent || one.unit == UnitKind::Points);
  });
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

/// Where a sentence goes over to what a baseline has, "We compare with a dense baseline having …", "Our baseline is …", "We modelled SparTen with …";
/// the number of tokens in other sentences.
std::size_t told_of_baseline(const std::vector<Token>& tokens) {
  constexpr std::array<std::string_view, 14> kBuilds{"reimplemented", "reimplement", "model",     "modelled",   "modeled", "simulate", "simulated",
                                                     "implemented",   "implement",   "configure", "configured", "scaled",  "scale",    "built"};
  const std::size_t none = tokens.size();
  if (none < 6 || results_within(tokens, 0, none)) return none;
  const auto at = [&](std::size_t i, std::initializer_list<std::string_view> words) { return i < none && any_of(tokens[i], words); };
  for (const Token& token : tokens)
    if (token.kind == TokenKind::Own || any_of(token, {"both", "ours"})) return none;
  // "Our dense baseline is …", "The baseline has …", "As a baseline, we use …"
  if (at(0, {"our", "the"}))
    for (std::size_t i = 1; i < 4; ++i)
      if (at(i, {"baseline", "baselines"}) && at(i + 1, {"is", "are", "has", "have", "uses", "consists", "comprises", "array", "accelerator"}))
        return 0;
  // "Our baseline SparTen configuration has …"
  if (at(0, {"our", "the"}) && at(1, {"baseline"}) && tokens[2].kind == TokenKind::Design) return 0;
  if (at(0, {"as"}) && (at(1, {"baseline"}) || at(2, {"baseline", "reference"}) || at(3, {"baseline", "reference"}))) return 0;
  if (!at(0, {"we", "i"}) && !(at(0, {"for"}) && at(1, {"comparison"}))) return none;
  bool compares = at(1, {"compare", "compared"}), builds = false, baseline = false;
  for (std::size_t i = 1; i < none; ++i) {
    builds = builds || one_of(tokens[i], kBuilds);
    if (at(i, {"our"})) return none;
    baseline = baseline || (compares && at(i, {"baseline", "array", "accelerator", "machine"})) ||
               (builds && (at(i, {"baseline"}) || (tokens[i].kind == TokenKind::Design && i < 6)));
    if (baseline && at(i, {"having", "with", "that", "which", "using", "in", "at", "consisting"})) return i;
  }
  return none;
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

/// What a sentence says of a machine that it compares with: "Relative to a dense array with 4096 MACs", "the 4096-MAC baseline", "4.1 mm2 of the
/// baseline", "24 MiB in the TPU", "CSC is used by EIE".
void told_of_compared(Sentence& sentence) {
  const auto& tokens = sentence.tokens;
  const std::size_t count = tokens.size();
  const auto at = [&](std::size_t i, std::initializer_list<std::string_view> words) { return i < count && any_of(tokens[i], words); };
  const auto quantity = [&](std::size_t i) {
    return i < count && (tokens[i].kind == TokenKind::Number || (tokens[i].kind == TokenKind::Quantity && tokens[i].unit != UnitKind::Factor &&
                                                                 tokens[i].unit != UnitKind::Percent && tokens[i].unit != UnitKind::Points));
  };
  const auto others = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) sentence.standing[i] = Standing::Other;
  };
  for (std::size_t i = 0; i < count; ++i) {
    const bool baseline = at(i, {"baseline", "reference"}) && !at(i + 1, {"design", "model", "accuracy", "network", "implementation"});
    const bool machine = baseline || (at(i, {"array", "accelerator", "machine", "design"}) && i > 0 && at(i - 1, {"dense", "baseline", "reference"}));
    if (!machine) continue;
    std::size_t article = i;
    while (article > 0 && i - article < 6 && !at(article, {"the", "a", "an"}) && tokens[article].kind != TokenKind::Mark) --article;
    if (!at(article, {"the", "a", "an"})) continue;
    // "the 4096-MAC baseline"
    for (std::size_t j = article; j < i; ++j)
      if (quantity(j) && !at(j - 1, {"same"})) others(j, i + 1);
    // "relative to a dense array with 4096 MACs"
    const bool compared = article > 0 && (at(article - 1, {"than", "over", "against", "versus", "vs"}) ||
                                          (article > 1 && at(article - 1, {"to", "with"}) && at(article - 2, {"relative", "compared"})));
    if (compared && at(i + 1, {"with", "of", "having", "at"}) && !at(i + 2, {"the", "equal", "same"})) {
      std::size_t end = i + 2;
      while (end < count && !at(end, {",", ";", "."}) && !at(end, {"and"})) ++end;
      for (std::size_t j = i + 2; j < end; ++j)
        if (quantity(j)) sentence.standing[j] = Standing::Other;
    }
    // "against 4.1 mm2 of the baseline"
    if (article > 1 && at(article - 1, {"of", "in", "for"}) && quantity(article - 2) && tokens[article - 2].kind == TokenKind::Quantity)
      others(article - 2, i + 1);
  }
  // "Compared to an A100 GPU with 2:4 sparsity, …", "On an A100 with batch size 128, …": up to the comma
  if (count > 3 && (at(0, {"on"}) || (at(0, {"compared", "relative"}) && at(1, {"to", "with"})))) {
    std::size_t name = at(0, {"on"}) ? 1 : 2;
    while (name < count && at(name, {"a", "an", "the", "nvidia", "nvidia's", "gpu", "commercial"})) ++name;
    for (std::size_t i = name + 1; name < count && tokens[name].kind == TokenKind::Design && i < count && !at(i, {",", ";"}); ++i)
      if (quantity(i) || tokens[i].kind == TokenKind::Ratio) sentence.standing[i] = Standing::Other;
  }
  // "Compared to the 256x256 array of the TPU, ours …"
  if (count > 4 && at(0, {"compared", "relative"}) && at(1, {"to", "with"})) {
    std::size_t comma = 2;
    bool named = false;
    while (comma < count && !at(comma, {","})) named = named || tokens[comma].kind == TokenKind::Design, ++comma;
    if (named && comma + 1 < count && (tokens[comma + 1].kind == TokenKind::Own || at(comma + 1, {"we", "our", "ours"})))
      for (std::size_t i = 2; i < comma; ++i)
        if (quantity(i) || tokens[i].kind == TokenKind::Ratio) sentence.standing[i] = Standing::Other;
  }
  // "CSC, which EIE uses, needs …": up to there
  for (std::size_t i = 1; i + 3 < count; ++i)
    if (at(i, {"which"}) && tokens[i + 1].kind == TokenKind::Design && at(i + 2, {"uses", "needs", "employs", "adopts", "has"}))
      for (std::size_t j = 0; j < count && !at(j, {";"}); ++j)
        if (sentence.standing[j] == Standing::Own && tokens[j].kind != TokenKind::Own) sentence.standing[j] = Standing::Other;
  // "Although CSR is compact …, we opt for bitmaps"
  if (count > 5 && at(0, {"although", "though", "while"}))
    for (std::size_t i = 1; i + 2 < count; ++i)
      if (at(i, {","}) && (at(i + 1, {"we"}) || tokens[i + 1].kind == TokenKind::Own) &&
          at(i + 2, {"opt", "opts", "prefer", "prefers", "choose", "chose", "chooses"})) {
        for (std::size_t j = 0; j < i; ++j) sentence.standing[j] = Standing::Absent;
        break;
      }
  // "We run the A100 at batch 64"
  for (std::size_t i = 1; i + 2 < count; ++i)
    if (at(i - 1, {"run", "runs", "ran"}) && at(i, {"the"}) && tokens[i + 1].kind == TokenKind::Design)
      for (std::size_t j = i + 2; j < count && !at(j, {",", ";"}); ++j)
        if (quantity(j)) sentence.standing[j] = Standing::Other;
  // "On an NVIDIA V100, we use FP16 and a batch of 64."
  if (count > 3 && tokens[0].is("on"))
    for (std::size_t i = 1; i < std::min<std::size_t>(count - 1, 5); ++i)
      if (tokens[i].kind == TokenKind::Design && tokens[i + 1].is(",")) {
        for (std::size_t j = 0; j < count && !tokens[j].is(";") && tokens[j].kind != TokenKind::Own; ++j)
          if (quantity(j)) sentence.standing[j] = Standing::Other;
        break;
      }
  // "With HBM2 (256 GB/s), Willow would no longer …": only supposed
  if (count > 3 && at(0, {"with", "given"}))
    for (std::size_t i = 2; i + 1 < count && !tokens[i].is(";"); ++i)
      if (at(i + 1, {"would"}) && (tokens[i].kind == TokenKind::Own || at(i, {"it", "we", "design"})) && !at(i + 2, {"measure", "occupy"})) {
        for (std::size_t j = 0; j < i; ++j)
          if (quantity(j)) sentence.standing[j] = Standing::Absent;
        break;
      }
  // "was first synthesised in 65 nm, then ported to 28 nm"
  for (std::size_t i = 0; i + 2 < count; ++i)
    if (tokens[i].is("first") && at(i + 1, {"synthesised", "synthesized", "built", "implemented", "fabricated", "designed", "mapped"}))
      for (std::size_t j = i + 2; j < count; ++j)
        if (tokens[j].is("then")) {
          for (std::size_t k = i; k < j; ++k) sentence.standing[k] = Standing::Absent;
          break;
        }
  // "takes 15 cycles in Antler, but only 4 in Willow": a name that no list has
  for (std::size_t i = 0; i + 3 < count; ++i)
    if (quantity(i) && at(i + 1, {"in"}) && tokens[i + 2].kind == TokenKind::Word && tokens[i + 2].capital && tokens[i + 3].kind == TokenKind::Mark)
      for (std::size_t j = i + 3; j + 1 < count; ++j)
        if (at(j, {"in"}) && tokens[j + 1].kind == TokenKind::Own) others(i, i + 1);
  // "24 MiB in the TPU"
  for (std::size_t i = 0; i + 2 < count; ++i) {
    const std::size_t name = at(i + 2, {"the"}) ? i + 3 : i + 2;
    if (quantity(i) && tokens[i].kind == TokenKind::Quantity && at(i + 1, {"in", "of", "for"}) && name < count &&
        tokens[name].kind == TokenKind::Design)
      sentence.standing[i] = Standing::Other;
  }
  // "published in 16 nm", "the 65 nm results of Eyeriss"
  for (std::size_t i = 0; i < count; ++i) {
    if (tokens[i].unit != UnitKind::Node) continue;
    const bool published = i > 1 && at(i - 1, {"in", "at", "for"}) && at(i - 2, {"published", "reported"});
    const bool results =
        at(i + 1, {"results", "numbers", "figures"}) && at(i + 2, {"of", "from"}) && i + 3 < count && tokens[i + 3].kind == TokenKind::Design;
    const bool numbers = i > 2 && at(i - 1, {"for", "in"}) && at(i - 2, {"are"}) && at(i - 3, {"numbers", "energies"});
    if (published || results || numbers) sentence.standing[i] = Standing::Other;
  }
  // "CSC is used by EIE": up to the end of its clause, where nothing of ours is in it
  for (std::size_t i = 1; i + 2 < count; ++i) {
    if (!at(i, {"used", "employed", "adopted", "chosen"}) || !at(i + 1, {"by", "in"}) || tokens[i + 2].kind != TokenKind::Design ||
        !at(i - 1, {"is", "are", "was", "were", ","}))
      continue;
    const int clause = sentence.clause[i];
    bool ours = false;
    for (std::size_t j = 0; j < count; ++j)
      ours = ours || (sentence.clause[j] == clause && (tokens[j].kind == TokenKind::Own || at(j, {"we", "our", "also", "here"})));
    if (ours) continue;
    for (std::size_t j = 0; j < count; ++j)
      if (sentence.clause[j] == clause && sentence.standing[j] == Standing::Own) sentence.standing[j] = Standing::Other;
  }
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
    bool found = !relative && subject_of(sentence, begin, end, subject);
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
    if (!found && relative) subject_of(sentence, begin, end, subject);
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
      if (tokens[i].kind == TokenKind::Word && one_of(tokens[i].word, kAbsentWords) && !estimate && !of_each(tokens, begin, i)) absent = true;
      for (const AbsentPhrase& phrase : kAbsentPhrases)
        if (!phrase.sentence && phrase_at(tokens, i, phrase.words) && !of_values(tokens, begin, i, phrase.words)) {
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
