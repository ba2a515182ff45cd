// On which network a result is, over what, and whether it is the paper's own.
#include <algorithm>
#include <array>

#include "papers/collect.h"
#include "papers/result_marks.h"

namespace skeptic::papers {
namespace {

/// What is aimed at, or possible at best.
constexpr std::array<std::string_view, 17> kNotMeasured{"aim",     "aims",         "aiming",     "aimed",  "theoretical", "theoretically",
                                                        "ideal",   "objective",    "objectives", "goal",   "goals",       "targeting",
                                                        "ceiling", "hypothetical", "budget",     "option", "roofline"};

/// "we beat", "Ours outruns" before a number that stands behind "by": the verb; the number's token where there is none.
std::size_t our_win(const std::vector<Token>& tokens, std::size_t begin) {
  constexpr std::array<std::string_view, 10> kWinning{"beat",    "beats",      "lead",        "leads",   "outrun",
                                                      "outruns", "outperform", "outperforms", "surpass", "surpasses"};
  for (std::size_t j = 1; j + 1 < begin && tokens[begin - 1].is("by"); ++j)
    if (one_of(tokens[j], kWinning) && (tokens[j - 1].is("we") || tokens[j - 1].is("i") || tokens[j - 1].kind == TokenKind::Own)) return j;
  return begin;
}

/// "We expect a speed-up of 2x", "should be 2x faster", "the projected gain": what nobody has measured yet.
bool hoped_for(const std::vector<Token>& tokens, std::size_t begin) {
  for (std::size_t j = begin; j-- > 0 && begin - j < 14 && !tokens[j].is(";");) {
    const auto next = [&](std::initializer_list<std::string_view> words) { return j + 1 < tokens.size() && any_of(tokens[j + 1], words); };
    const auto before = [&](std::initializer_list<std::string_view> words) { return j > 0 && any_of(tokens[j - 1], words); };
    if (any_of(tokens[j], {"expect", "anticipate", "anticipated", "projected", "extrapolate", "foresee"}) && !next({"from"})) return true;
    if (tokens[j].is("expected") && !before({"than", "as"}) && !next({",", "from"})) return true;
    if (tokens[j].is("project") && before({"we", "i"})) return true;
    if (tokens[j].is("should") && (next({"reach", "run", "achieve", "deliver"}) || (next({"be"}) && begin - j < 5))) return true;
  }
  return false;
}

/// "2.4x on average", "their geomean (1.8x)", where another number stands closer to the network.
bool averaged(const std::vector<Token>& tokens, const Mark& mark) {
  for (std::size_t j = mark.end; j < std::min(tokens.size(), mark.end + 3); ++j)
    if (any_of(tokens[j], {"average", "averaged", "mean"})) return true;
  for (std::size_t j = mark.begin; j-- > 0 && mark.begin - j < 14 && tokens[j].kind != TokenKind::Quantity && tokens[j].kind != TokenKind::Network;)
    if (any_of(tokens[j], {"average", "geomean", "mean", "averages"})) return true;
  return false;
}

/// The opponents listed from token `from` on: "SCNN, SparTen and the dense array", "S2TA/SparTen", "SparTen (the dense baseline)".
std::vector<std::string> opponents_from(const std::vector<Token>& tokens, std::size_t from) {
  std::vector<std::string> others;
  std::size_t last = from;
  for (std::size_t j = from; j < tokens.size() && j < last + 5; ++j) {
    if (const std::string other = opponent_at(tokens, j); !other.empty()) {
      others.push_back(other);
      last = j;
    } else if (!any_of(tokens[j], {",", "and", "/", "(", ")", "the", "a", "an", "baseline", "array", "accelerator", "machine", "design"})) {
      break;
    }
  }
  return others;
}

}  // namespace

std::string opponent_at(const std::vector<Token>& tokens, std::size_t j) {
  if (tokens[j].kind == TokenKind::Design) return tokens[j].value;
  if (tokens[j].is("dense") || tokens[j].is("unpruned")) return "dense";
  if (tokens[j].is("without") && j + 2 < tokens.size() && (tokens[j + 1].is("sparsity") || tokens[j + 2].is("sparsity"))) return "dense";
  return {};
}

std::string network_of(const Sentence& sentence, const std::vector<Mark>& list, std::size_t n, const std::vector<std::string>& listed,
                       const std::vector<std::string>& before) {
  const auto& tokens = sentence.tokens;
  const auto word = [&](std::size_t i, std::string_view text) { return i < tokens.size() && tokens[i].is(text); };
  const Mark& mark = list[n];
  // Right behind it or before it, inside of its list.
  const std::size_t stop = n + 1 < list.size() ? list[n + 1].begin : tokens.size();
  const auto joined = [&](std::size_t i) {
    return word(i, "on") || word(i, "for") || word(i, "in") || word(i, "complete") || word(i, "of") || word(i, "(") || word(i, "at");
  };
  // "on MobileNetV2 (1.2x) and on VGG-16 (3.3x)"
  if (mark.begin > 1 && tokens[mark.begin - 1].is("(") && tokens[mark.begin - 2].kind == TokenKind::Network && word(mark.end, ")"))
    return tokens[mark.begin - 2].value;
  // "…; on ResNet-50 by 1.8x and 1.3x"
  for (std::size_t j = list.front().begin; j-- > 1;) {
    if (tokens[j].kind == TokenKind::Quantity) break;
    if (tokens[j].kind == TokenKind::Network && word(j - 1, "on") && j > 1 && word(j - 2, ";")) return tokens[j].value;
  }
  bool inside = false;  // "1.3x on A, 1.2x on B": every mark has its own
  for (std::size_t i = list.front().end; i < list.back().begin; ++i) inside = inside || tokens[i].kind == TokenKind::Network;
  // "1.3x and 1.6x on A and B", in this order; or of the sentence before.
  if (list.size() > 1 && !inside) {
    const std::vector<std::string>& networks = listed.empty() ? before : listed;
    if (networks.size() == list.size()) return networks[n];
  }
  if (listed.size() == 2)
    for (std::size_t j = mark.end; j < std::min(stop, mark.end + 9); ++j)
      if (word(j, "former") || word(j, "latter")) return listed[word(j, "former") ? 0 : 1];
  const bool named_before = std::any_of(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(mark.begin),
                                        [](const Token& one) { return one.kind == TokenKind::Network; });
  for (std::size_t j = mark.end; j < std::min(stop, mark.end + 6); ++j) {
    if (tokens[j].is(",") && named_before) break;
    if (tokens[j].kind == TokenKind::Quantity && tokens[j].unit == mark.unit) break;
    if (tokens[j].kind == TokenKind::Network && joined(j - 1)) return tokens[j].value;
  }
  // A network that stands closer to another number is that one's.
  const auto of_another = [&](std::size_t j) {
    const auto far = [&](std::size_t i) { return i < j ? j - i : i - j; };
    for (std::size_t i = 0; i < tokens.size(); ++i)
      if (i != mark.begin && tokens[i].kind == TokenKind::Quantity && tokens[i].unit == mark.unit && far(i) < far(mark.begin)) return true;
    return false;
  };
  const bool average = averaged(tokens, mark);
  for (std::size_t j = mark.begin; j-- > 0;)
    if (tokens[j].kind == TokenKind::Network) return average && of_another(j) ? std::string() : tokens[j].value;
  for (std::size_t j = mark.end; j < tokens.size(); ++j)
    if (tokens[j].kind == TokenKind::Network) return average && of_another(j) ? std::string() : tokens[j].value;
  return {};
}

std::string over_of(const Sentence& sentence, const std::vector<Mark>& list) {
  const auto& tokens = sentence.tokens;
  const std::size_t begin = list.front().begin, end = list.back().end;
  if (!list.front().over.empty()) return list.front().over;
  // "TensorDash falls behind us by 1.67x"
  if (const std::size_t other = other_is_worse(sentence, list); other < tokens.size()) return opponent_at(tokens, other);
  // "faster than SCNN by 2.1x and than SparTen by 1.4x"
  if (begin > 2 && tokens[begin - 1].is("by"))
    if (const std::string near = opponent_at(tokens, begin - 2); !near.empty() && one_of(tokens[begin - 3], kBehindOver)) return near;
  for (std::size_t j = end; j < tokens.size(); ++j) {
    if (tokens[j].kind == TokenKind::Quantity && tokens[j].unit == list.front().unit && j > end + 2) break;
    const std::string other = opponent_at(tokens, j);
    if (other.empty()) continue;
    for (std::size_t back = j; back-- > (j > 8 ? j - 8 : 0);)
      if (one_of(tokens[back], kBehindOver)) return other;
  }
  for (std::size_t j = begin; j-- > 0;) {
    const std::string other = opponent_at(tokens, j);
    if (other.empty()) continue;
    // "over a V100 with cuSPARSE": with what, and not with whom
    const bool tool = j > 1 && tokens[j - 1].is("with") && tokens[j - 2].kind == TokenKind::Design;
    for (std::size_t back = j; back-- > (j > 4 ? j - 4 : 0) && !tool;)
      if (one_of(tokens[back], kBehindOver) || tokens[back].is("outperforms")) return other;
  }
  // "… SparTen does well, and we beat it by 1.06x"
  if (const std::size_t win = our_win(tokens, begin); win < begin && tokens[win + 1].is("it"))
    for (std::size_t j = win; j-- > 0;)
      if (const std::string other = opponent_at(tokens, j); !other.empty()) return other;
  return {};
}

std::vector<std::string> overs_behind(const Sentence& sentence, const std::vector<Mark>& list) {
  const auto& tokens = sentence.tokens;
  if (list.size() < 2) return {};
  for (std::size_t j = list.back().end; j < std::min(tokens.size(), list.back().end + 7); ++j) {
    if (tokens[j].kind == TokenKind::Quantity || tokens[j].is(";")) return {};
    if (!any_of(tokens[j], {"than", "over", "against", "versus", "vs", "as", "to", "with"})) continue;
    if (std::vector<std::string> others = opponents_from(tokens, j + 1); others.size() == list.size()) return others;
  }
  // "the dense baseline, S2TA and SparTen, over which it is 2.2x, 1.3x and 1.5x faster"
  for (std::size_t j = 1; j + 1 < list.front().begin; ++j)
    if (tokens[j].is("over") && tokens[j + 1].is("which"))
      for (std::size_t from = j; from-- > 0;)
        if (std::vector<std::string> others = opponents_from(tokens, from); others.size() == list.size() && !opponent_at(tokens, from).empty())
          return others;
  return {};
}

std::string over_in_order(const Sentence& sentence, const std::vector<Mark>& list, std::size_t n) {
  const auto& tokens = sentence.tokens;
  if (list.size() < 2) return {};
  std::vector<std::string> others;
  std::size_t last = 0;
  for (std::size_t j = 0; j < list.front().begin; ++j) {
    const std::string other = opponent_at(tokens, j);
    if (other.empty()) continue;
    const bool opens =
        j > 0 && (one_of(tokens[j - 1], kBehindOver) || any_of(tokens[j - 1], {"beat", "beats", "outperforms", "outruns", "surpasses"}) ||
                  (j > 1 && tokens[j - 1].is("the") && one_of(tokens[j - 2], kBehindOver)));
    bool joined = !others.empty() && j - last < 7;
    for (std::size_t k = last + 1; k < j && joined; ++k)
      joined = tokens[k].kind != TokenKind::Word || any_of(tokens[k], {"and", "or", "the", "to", "baseline", "array"});
    if (!joined) others.clear();
    if (!joined && !opens) continue;
    others.push_back(other);
    last = j;
  }
  return others.size() == list.size() ? others[n] : std::string();
}

bool compared_behind(const std::vector<Token>& tokens, std::size_t at) {
  for (std::size_t i = at + 1; i + 1 < std::min(tokens.size(), at + 7); ++i) {
    if (!any_of(tokens[i], {"as", "than"})) continue;
    const std::size_t name = i + 1 + (any_of(tokens[i + 1], {"the", "a", "an"}) ? 1 : 0);
    if (name < tokens.size() && !opponent_at(tokens, name).empty()) return true;
  }
  return false;
}

std::size_t other_is_worse(const Sentence& sentence, const std::vector<Mark>& list) {
  const auto& tokens = sentence.tokens;
  const std::size_t begin = list.front().begin, end = list.back().end, nobody = tokens.size();
  const auto ours = [&](std::size_t i) {
    return tokens[i].kind == TokenKind::Own || tokens[i].is("ours") || tokens[i].is("our") || tokens[i].is("we") || tokens[i].is("us");
  };
  // Who it is said of: the last design before the number, with none of ours before it.
  std::size_t other = nobody;
  for (std::size_t j = begin; j-- > 0 && other == nobody;)
    if (!opponent_at(tokens, j).empty()) other = j;
  if (other == nobody) return nobody;
  for (std::size_t j = other > 3 ? other - 3 : 0; j < other; ++j)
    if (one_of(tokens[j], kBehindOver) && !tokens[j].is("of") && !tokens[j].is("with") && !tokens[j].is("as") && !tokens[j].is("from")) return nobody;
  constexpr std::array<std::string_view, 10> kBehind{"slower", "behind", "trails", "lags", "lag", "lagging", "loses", "trail", "worse", "trailing"};
  constexpr std::array<std::string_view, 14> kBeaten{"beaten",   "outrun",  "overtaken", "passed",   "exceeded",    "outperformed", "surpassed",
                                                     "outpaced", "outdone", "bettered",  "defeated", "outstripped", "left",         "topped"};
  for (std::size_t j = 0; j < begin; ++j) {
    if (one_of(tokens[j], kBehind))
      for (std::size_t k = j + 1; k < std::min(begin, j + 4); ++k)
        if (ours(k)) return other;
    const bool passive = j > other && (tokens[j - 1].is("is") || tokens[j - 1].is("are") || tokens[j - 1].is("was") || tokens[j - 1].is("were") ||
                                       tokens[j - 1].is("be") || tokens[j - 1].is("and"));
    if (passive && one_of(tokens[j], kBeaten)) return other;
  }
  // "is 1.06x slower than we are", "needs 1.2x the cycles of ours", "runs at a pace 1.84x below ours"
  for (std::size_t j = 0; j < other; ++j)
    if (ours(j) && j + 6 > other) return nobody;
  bool more = false;
  for (std::size_t j = end; j < std::min(tokens.size(), end + 5) && !more; ++j) {
    for (const std::string_view word : {"slower", "longer", "below", "behind", "worse"}) more = more || tokens[j].is(word);
    more = more || (j + 1 < tokens.size() && tokens[j].is("the") &&
                    (tokens[j + 1].is("cycles") || tokens[j + 1].is("energy") || tokens[j + 1].is("time") || tokens[j + 1].is("joules")));
    more = more || (j + 1 < tokens.size() && tokens[j].is("more") && (tokens[j + 1].is("energy") || tokens[j + 1].is("cycles")));
    more = more || (j + 1 < tokens.size() && tokens[j].is("as") && (tokens[j + 1].is("long") || tokens[j + 1].is("many")));
    more = more || (tokens[j].is("our") && j + 1 < tokens.size() && (tokens[j + 1].is("energy") || tokens[j + 1].is("time")));
    if (!more) continue;
    if (tokens[j].is("as") && tokens[j + 1].is("long")) return compared_behind(tokens, end - 1) ? nobody : other;
    for (std::size_t k = j; k < std::min(tokens.size(), j + 12); ++k)
      if (ours(k)) return other;
  }
  return nobody;
}

Standing standing_of_result(const Sentence& sentence, const std::vector<Mark>& list, std::size_t n) {
  const auto& tokens = sentence.tokens;
  const auto word = [&](std::size_t i, std::string_view text) { return i < tokens.size() && tokens[i].is(text); };
  if (other_is_worse(sentence, list) < tokens.size()) return Standing::Own;
  Standing standing = standing_of(sentence, {list[n].begin});
  const std::size_t begin = list.front().begin;
  // "2.15x over the dense array is reached on BERT-base by ours"
  for (std::size_t j = list.back().end; j + 1 < std::min(tokens.size(), list.back().end + 12) && standing == Standing::Other; ++j)
    if (tokens[j].is("by") && (tokens[j + 1].is("ours") || tokens[j + 1].is("us") || tokens[j + 1].kind == TokenKind::Own)) standing = Standing::Own;
  // "There SparTen does well, and I beat it by 1.06x": ours, whoever the sentence is about
  if (standing == Standing::Other && our_win(tokens, begin) < begin) standing = Standing::Own;
  // "SparTen, which is 4x over dense"; "X's published speed-up of 162x"
  for (std::size_t j = begin > 6 ? begin - 6 : 0; j < begin; ++j)
    if (tokens[j].is("published") || tokens[j].is("reports") || tokens[j].is("literature") || tokens[j].is("claims") ||
        (tokens[j].is("reported") && !(j + 1 < tokens.size() && any_of(tokens[j + 1], {"above", "earlier", "before", "here"}))) ||
        tokens[j].is("quote") || tokens[j].is("quotes")) {
      const bool ours = std::any_of(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(begin),
                                    [](const Token& one) { return one.kind == TokenKind::Own || one.is("we"); });
      if (!ours) standing = Standing::Other;
    }
  // "The gain of the A100 is limited to a factor of two."
  const auto anywhere = [&](auto&& that) { return std::any_of(tokens.begin(), tokens.end(), that); };
  const bool bound = std::any_of(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(begin), [](const Token& one) {
    return any_of(one, {"limited", "bounded", "most", "capped"});
  });
  if (bound && list[n].bare && anywhere([](const Token& one) { return one.kind == TokenKind::Design; }) && !anywhere([](const Token& one) {
        return one.kind == TokenKind::Own || any_of(one, {"we", "our"});
      }))
    standing = Standing::Other;
  if (standing != Standing::Own) return standing;
  // "Speed was never the aim: 1.04x is all there is." "The aim was energy, and there the reduction is 31 %."
  const auto only_named = [&](std::size_t j) {
    if (!(word(j + 1, "was") || word(j + 1, ":"))) return false;
    for (std::size_t k = j + 1; k < begin; ++k)
      if (tokens[k].is(",") || tokens[k].is(":")) return true;
    return false;
  };
  const auto ended = [&](std::size_t j) {  // "in theory 4x; in practice 2.9x"
    return std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(std::min(j, begin)), tokens.begin() + static_cast<std::ptrdiff_t>(begin),
                       [](const Token& one) {
                         return any_of(one, {";", "realised", "realized", "practice", "actual", "actually", "measured"});
                       });
  };
  for (std::size_t j = 0; j < tokens.size(); ++j) {
    const bool peak = any_of(tokens[j], {"peak", "maximum", "maximal"}) && (word(j + 1, "speedup") || word(j + 1, "gain"));
    if ((one_of(tokens[j], kNotMeasured) || peak || (word(j, "theory") && j > 0 && word(j - 1, "in"))) && !only_named(j) && !ended(j) &&
        (j < begin ? begin - j < 12 || tokens[j].is("objectives") || tokens[j].is("goals") : j - begin < 4))
      return Standing::Absent;
  }
  if (list[n].unit == UnitKind::Factor && hoped_for(tokens, begin)) return Standing::Absent;
  // "Reported gains vary: 2.1x here, 1.6x there"; "Taking the code from two layers below raises the loss to 2.1 points."
  if (word(list[n].end, "in") && word(list[n].end + 1, "theory")) return Standing::Absent;
  if (word(0, "reported") || word(0, "published")) return Standing::Other;
  // "Before fine-tuning, ResNet-50 was down 3.4 points."
  if (word(0, "before") && sentence.clause[list[n].begin] <= 1 && (word(1, "fine_tuning") || word(1, "retraining") || word(1, "fine")))
    return Standing::Absent;
  // "(was: 3.4x)"
  for (std::size_t j = begin; j-- > 0 && begin - j < 3;)
    if (tokens[j].is("was") && j > 0 && (tokens[j - 1].is("(") || (tokens[j - 1].is(",") && j > 1 && tokens[j - 2].kind == TokenKind::Quantity)))
      return Standing::Absent;
  if (word(0, "when") && begin > 2 && word(begin - 1, "to"))
    for (const std::string_view verb : {"drops", "decreases", "falls", "shrinks", "sinks", "declines"})
      if (word(begin - 2, verb)) return Standing::Absent;
  const bool gerund = tokens[0].kind == TokenKind::Word && tokens[0].word.size() > 5 && tokens[0].word.substr(tokens[0].word.size() - 3) == "ing";
  const std::size_t at = list[n].begin;
  if (gerund && at > 2 && word(at - 1, "to"))
    for (std::size_t j = 2; j < begin; ++j)
      for (const std::string_view verb : {"raises", "lowers", "drops", "reduces", "increases", "brings", "cuts", "lifts", "pushes"})
        if (tokens[j].is(verb)) return Standing::Absent;
  // "Raising the preserved fraction to 97 % lowers the loss": a setting
  if (gerund && word(at - 1, "to") && at < 8 &&
      std::none_of(tokens.begin() + 1, tokens.begin() + static_cast<std::ptrdiff_t>(at), [](const Token& one) {
        return any_of(one, {"raises", "lowers", "drops", "reduces", "increases", "brings", "cuts", "lifts", "pushes", "leads", "is"});
      }))
    return Standing::Absent;
  // "With queues of depth two, the speed-up falls to 1.49x", where parts are left out
  const std::string section = small_letters(sentence.section);
  if ((section.find("ablation") != std::string::npos || section.find("sensitivity") != std::string::npos) && word(at - 1, "to") && at > 1 &&
      any_of(tokens[at - 2], {"falls", "drops", "shrinks", "decreases", "sinks", "diminishes"}))
    return Standing::Absent;
  // "Without the queue the speed-up falls from 1.9x to 1.5x"
  if (at > 2 && word(at - 1, "to") && tokens[at - 2].kind == TokenKind::Quantity && at > 3 && word(at - 3, "from"))
    for (std::size_t j = 0; j < at - 3; ++j)
      if (any_of(tokens[j], {"without", "removed", "disabled", "ablation"})) return Standing::Absent;
  // "With the steal network switched off, the gain shrinks from 1.31x to 1.08x."
  const bool off = std::any_of(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(begin), [](const Token& one) {
    return any_of(one, {"switched", "disabled", "turned", "removed", "omitted"});
  });
  if (off && word(0, "with") && !word(at - 1, "from")) return Standing::Absent;
  // A part is taken out: "If the elasticity is removed, the speed-up decreases to 3.9x."
  if ((word(0, "if") && !word(1, "only")) || word(0, "without") || word(0, "removing") || word(0, "disabling") || word(0, "omitting"))
    for (std::size_t j = 0; j < begin; ++j)
      if (tokens[j].is(",") && sentence.tokens[0].kind == TokenKind::Word && !word(1, "you") && !word(1, "we")) return Standing::Absent;
  return standing;
}

}  // namespace skeptic::papers
