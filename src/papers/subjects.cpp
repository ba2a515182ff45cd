#include "papers/subjects.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace skeptic::papers {
namespace {

constexpr std::array<std::string_view, 14> kOwnWords{"we",   "our",      "ours", "us",   "i",    "my",        "ourselves",
                                                     "your", "proposed", "mine", "here", "idea", "currently", "so"};
/// A name behind one of these is what something is compared with, and not who acts.
constexpr std::array<std::string_view, 28> kComparing{
    "than",   "over",   "against", "versus", "vs",      "to", "with",      "as",        "from", "by",   "relative", "unlike", "beyond", "extends",
    "extend", "builds", "like",    "follow", "follows", "on", "following", "resembles", "of",   "upon", "takes",    "below",  "above",  "behind"};
/// What is ours and measures others.
constexpr std::array<std::string_view, 14> kOurTools{"model", "simulator", "simulation", "simulations", "experiments", "runs",   "measurements",
                                                     "setup", "testbed",   "tests",      "framework",   "hands",       "models", "estimate"};
constexpr std::array<std::string_view, 20> kOthersWords{
    "others",   "competitors", "competing", "competitor", "existing",  "conventional", "legacy",     "academic", "traditional", "literature",
    "baseline", "baselines",   "incumbent", "authors",    "proposals", "industry",     "commercial", "state",    "rivals",      "nvidia"};
constexpr std::array<std::string_view, 21> kPriorNouns{
    "work",   "works",   "art",    "design",  "designs", "accelerator",   "accelerators", "approach", "approaches", "generation", "proposals",
    "scheme", "schemes", "method", "methods", "chip",    "architectures", "studies",      "papers",   "research",   "efforts"};

}  // namespace

bool cited(const Sentence& sentence, std::size_t at) {
  constexpr std::array<std::string_view, 26> kVerbs{"imposes", "prunes",   "applies", "stores",   "computes", "settles", "achieves",
                                                    "achieve", "extends",  "extend",  "beats",    "reports",  "report",  "uses",
                                                    "use",     "proposes", "propose", "exploits", "supports", "skips",   "reaches",
                                                    "attains", "gains",    "decides", "employs",  "requires"};
  if (!one_of(sentence.tokens[at], kVerbs)) return false;
  const std::size_t from = at == 0 ? 0 : sentence.tokens[at - 1].end, to = sentence.tokens[at].begin;
  return to > from && sentence.text.substr(from, to - from).find('[') != std::string::npos;
}

std::optional<Standing> subject_of(const Sentence& sentence, std::size_t begin, std::size_t end) {
  const auto& tokens = sentence.tokens;
  const std::size_t horizon = std::min(end, begin + 7);
  // "It beats SCNN by 2.3x": ours, whoever was spoken of before
  if (tokens[begin].is("it") && begin + 2 < end && any_of(tokens[begin + 1], {"beats", "outperforms", "surpasses", "exceeds"}) &&
      tokens[begin + 2].kind == TokenKind::Design)
    return Standing::Own;
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
         (tokens[i + 1].word == "one" ||
          any_of(tokens[i + 1], {"paper", "work", "report", "design", "chip", "version", "generation", "revision", "silicon"})))) {
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
      return Standing::Own;
    }
    // "Zhang et al. report …", "The paper by Zhang et al. assumes …"
    if (token.is("et") && i + 1 < end && tokens[i + 1].is("al") && i > begin + 1 &&
        (!behind_comparison() || tokens[i - 2].is("by") || (tokens[i - 2].is("of") && tokens[begin].is("the"))))
      return Standing::Other;
    // "[11] achieves …"
    if ((i <= begin + 1 || (i > begin && any_of(tokens[i - 1], {"of", "by", "in"}))) && cited(sentence, i)) return Standing::Other;
    // "Samsung's mobile NPU skips …"
    if (token.possessive && i < begin + 2 &&
        any_of(token, {"samsung", "google", "apple", "qualcomm", "huawei", "intel", "amd", "arm", "mediatek", "tesla", "graphcore", "cerebras"}) &&
        !(i + 1 < end &&
          (tokens[i + 1].kind == TokenKind::Number || tokens[i + 1].unit == UnitKind::Node || any_of(tokens[i + 1], {"process", "node"}))))
      return Standing::Other;
    // "Reviewer 2 believes …", "R3 infers …", "The submission says …"
    const bool reviewer = any_of(token, {"reviewer", "reviewers", "referee"}) ||
                          (token.word.size() == 2 && token.word[0] == 'r' && std::isdigit(static_cast<unsigned char>(token.word[1])) != 0);
    if ((reviewer && (i < begin + 2 || (i < begin + 5 && token.word.size() == 2))) ||
        (token.is("submission") && i == begin + 1 && tokens[begin].is("the")))
      for (std::size_t j = i + 1; j < std::min(end, i + 4); ++j)
        if (any_of(tokens[j], {"believes", "believe", "infers", "infer", "assumes", "assume", "computes", "compute", "thinks", "suspects", "says",
                               "said", "gave", "understands", "guesses", "reads"}))
          return Standing::Other;
    // "The host, a laptop with …"
    if (any_of(token, {"host", "laptop", "testbed", "oscilloscope"}) && i == begin + 1 && any_of(tokens[begin], {"the", "our", "a"}) && i + 1 < end &&
        any_of(tokens[i + 1], {",", "has", "runs", "is", "computer"}))
      return Standing::Other;
    // "The two others, ResNet-50 and VGG-16, gain …": of networks
    if (any_of(token, {"others", "other"}) && i < begin + 4)
      for (std::size_t j = i + 1; j < std::min(tokens.size(), i + 4); ++j)
        if (tokens[j].kind == TokenKind::Network) return {};
    // "The 2019 paper has 2.6x at this place": what is ours no longer
    if (token.kind == TokenKind::Number && token.number >= 1990 && token.number <= 2035 && i == begin + 1 && tokens[begin].is("the") && i + 1 < end &&
        any_of(tokens[i + 1], {"paper", "version", "report", "chip", "poster", "submission"}))
      return Standing::Absent;
    // "The dense design has 3.1 mm2", "This crippled variant reaches …", "our model of it reaches …"
    if (token.is("dense") && i == begin + 1 && tokens[begin].is("the") && i + 2 < end &&
        any_of(tokens[i + 1], {"design", "machine", "array", "chip", "one"}) && any_of(tokens[i + 2], {"has", "occupies", "measures"}))
      return Standing::Other;
    if (i == begin + 1 && any_of(tokens[begin], {"this", "the", "a", "that"}) && i + 1 < end && any_of(tokens[i + 1], {"variant", "version"}) &&
        any_of(token, {"crippled", "reduced", "stripped", "simplified", "restricted", "ablated", "naive", "weakened"}))
      return Standing::Absent;
    if (token.is("our") && i + 3 < end && tokens[i + 1].is("model") && tokens[i + 2].is("of") &&
        (any_of(tokens[i + 3], {"it", "them"}) || tokens[i + 3].kind == TokenKind::Design))
      return Standing::Other;
    // "Our GPU runs at …", "On the GPU a batch of 128 is needed", "NVLink provides …"
    if (i < begin + 3 && any_of(token, {"gpu", "gpus", "tpu", "tpus", "jetson", "nvlink", "pcie", "cpu", "cpus"}) &&
        (i == begin || any_of(tokens[i - 1], {"the", "our", "a", "an", "on", "mobile", "desktop", "host"})) &&
        !(i + 1 < end && any_of(tokens[i + 1], {"tensor", "kernels", "kernel", "like"})))
      return Standing::Other;
    // "Many accelerators use …", "Typical edge accelerators have …"
    if (i == begin && any_of(token, {"typical", "many", "most", "several", "mobile", "edge", "conventional"}))
      for (std::size_t j = i + 1; j < std::min(end, i + 4); ++j)
        if (any_of(tokens[j], {"accelerators", "designs", "chips", "socs", "processors", "gpus", "npus", "phones"})) return Standing::Other;
    // "The reference design has …", "For the dense reference we chose …"
    if (token.is("reference") && i < begin + 4 &&
        (tokens[begin].is("the") || (tokens[begin].is("for") && i > begin + 1 && tokens[begin + 1].is("the"))) && i + 1 < end &&
        any_of(tokens[i + 1], {"design", "machine", "array", "accelerator", "we", "has", "is", "uses", ","}))
      return Standing::Other;
    // "Modern GPUs offer …", "The neural engines in current telephones …"
    if (any_of(token, {"modern", "today's", "current", "contemporary", "today", "commodity"}))
      for (std::size_t j = i + 1; j < std::min(end, i + 4); ++j)
        if (any_of(tokens[j],
                   {"gpus", "cpus", "npus", "tpus", "phones", "telephones", "smartphones", "processors", "accelerators", "servers", "socs"}))
          return Standing::Other;
    if ((token.is("present") || token.is("current")) && i + 1 < end &&
        (tokens[i + 1].word == "one" ||
         any_of(tokens[i + 1], {"design", "chip", "version", "machine", "device", "revision", "silicon", "generation"})))
      return Standing::Own;
    // "In DSTC, both operands are …"
    if (token.kind == TokenKind::Design && i == begin + 1 && tokens[begin].is("in") && i + 2 < end && tokens[i + 1].is(",") &&
        !any_of(tokens[i + 2], {"we", "our"}) && tokens[i + 2].kind != TokenKind::Own)
      return Standing::Other;
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
      return all ? Standing::Own : Standing::Other;
    }
    // "Wang and Lee [9] exploit …", "Liu and colleagues showed …"
    if (i == begin + 1 && token.is("and") && tokens[begin].kind == TokenKind::Word && tokens[begin].capital && i + 2 < end &&
        (any_of(tokens[i + 1], {"colleagues", "others", "coworkers"}) ||
         (tokens[i + 1].capital && tokens[i + 1].kind == TokenKind::Word && !tokens[i + 2].capital && tokens[i + 2].kind == TokenKind::Word &&
          !tokens[begin].word.ends_with("s") && !tokens[i + 1].word.ends_with("s"))))
      return Standing::Other;
    if (token.kind == TokenKind::Word && one_of(token.word, kOthersWords)) {
      if (token.is("state") && !(i + 2 < end && tokens[i + 1].is("of"))) continue;
      if (token.is("commercial") && i + 1 < end && (tokens[i + 1].unit == UnitKind::Node || tokens[i + 1].is("process"))) continue;
      // "Baseline and ours are synthesised for 1 GHz"
      if (token.is("baseline") && i + 2 < end && tokens[i + 1].is("and") && (tokens[i + 2].kind == TokenKind::Own || tokens[i + 2].is("ours")))
        return Standing::Own;
      // "The area of the baseline is …"
      const bool of = token.is("baseline") && i > begin + 2 && tokens[i - 1].is("the") && tokens[i - 2].is("of") && tokens[begin].is("the");
      if (of) return Standing::Other;
      const bool many = i > begin + 1 && tokens[i - 1].is("of") && any_of(tokens[i - 2], {"number", "variety", "handful", "body", "series", "range"});
      if (behind_comparison() && i > begin + 1 && !many) continue;
      return Standing::Other;
    }
    if ((token.is("prior") || token.is("recent") || token.is("previous") || token.is("earlier") || token.is("related") || token.is("published")) &&
        i + 1 < end && one_of(tokens[i + 1].word, kPriorNouns)) {
      if (behind_comparison()) continue;
      return Standing::Other;
    }
  }
  return {};
}

}  // namespace skeptic::papers
