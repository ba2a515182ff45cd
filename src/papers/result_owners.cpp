#include "papers/result_owners.h"

#include <algorithm>
#include <array>

namespace skeptic::papers {
namespace {

enum class Side { Nobody, Ours, Others };

class Owners {
 public:
  Owners(const Sentence& sentence, const std::vector<std::vector<Mark>>& lists) : sentence_(sentence), tokens_(sentence.tokens), lists_(lists) {
    for (const std::vector<Mark>& list : lists) owners_.emplace_back(list.size());
    for (std::size_t l = 0; l < lists.size(); ++l)
      for (std::size_t n = 0; n < lists[l].size(); ++n)
        if (lists[l][n].unit != UnitKind::Points) flat_.push_back({&lists[l][n], &owners_[l][n]});
  }

  std::vector<std::vector<Owner>> all() {
    beaten_by();
    beaten_in_order();
    sides([&](const Mark& mark) { return named_behind(mark); });
    sides([&](const Mark& mark) { return named_before(mark); });
    sides([&](const Mark& mark) { return named_by_bracket(mark); });
    in_order();
    listed_with_ours();
    against();
    instead();
    possessives();
    return std::move(owners_);
  }

 private:
  struct One {
    const Mark* mark;
    Owner* owner;
  };

  bool at(std::size_t i, std::initializer_list<std::string_view> words) const { return i < tokens_.size() && any_of(tokens_[i], words); }
  Side side(std::size_t i) const {
    if (i >= tokens_.size()) return Side::Nobody;
    if (tokens_[i].kind == TokenKind::Own || any_of(tokens_[i], {"ours", "we"})) return Side::Ours;
    if (tokens_[i].kind == TokenKind::Design) return Side::Others;
    if (any_of(tokens_[i], {"work", "works"}) && at(i - 1, {"prior", "previous", "earlier", "related", "existing"})) return Side::Others;
    return Side::Nobody;
  }
  /// `i` is the last word of what a result can be over: "SCNN", "the dense array".
  std::string opponent(std::size_t i) const {
    if (i >= tokens_.size()) return {};
    const bool dense = any_of(tokens_[i], {"array", "baseline", "accelerator", "machine", "design", "one"}) && at(i - 1, {"dense", "unpruned"});
    return dense ? "dense" : opponent_at(tokens_, i);
  }
  bool mark_within(std::size_t from, std::size_t to) const {
    return std::any_of(flat_.begin(), flat_.end(), [&](const One& one) { return one.mark->begin >= from && one.mark->begin < to; });
  }

  /// "beats SCNN by 2.3x and SparTen by 1.4x", "is ahead of SCNN by 2.3x and of the dense array by 3.1x"
  void beaten_by() {
    bool before = false, passive = false;
    for (const One& one : flat_) {
      std::size_t by = one.mark->begin;
      for (std::size_t back = 0; back < 3 && by > 0 && at(by - 1, {"about", "roughly", "up", "to", "approximately", "some", "over", "nearly"});
           ++back)
        --by;
      if (by < 2 || !at(by - 1, {"by"})) {
        before = passive = false;
        continue;
      }
      // "SCNN is faster than ours by 4 %"
      if (side(by - 2) == Side::Ours && by > 2 && at(by - 3, {"than", "over", "beats", "outperforms"})) one.owner->standing = Standing::Other;
      // "beats its closest competitor, S2TA, by 1.3x"
      const std::size_t name = by > 2 && at(by - 2, {","}) ? by - 3 : by - 2;
      const std::string other = opponent(name);
      // "The dense array is outrun by 2.8x, TensorDash by 1.7x and S2TA by 1.2x"
      if (other.empty()) {
        before = passive = at(by - 2, {"outrun", "beaten", "outperformed", "surpassed", "exceeded", "overtaken", "outpaced"});
        continue;
      }
      bool wins = before;
      for (std::size_t i = name; i-- > 0 && !wins && !mark_within(i, name);) {
        wins = at(i, {"outperforms", "outperform", "outperforming", "beats",   "beat",     "beating",   "surpasses",  "surpass",
                      "surpassing",  "exceeds",    "exceed",        "outruns", "outpaces", "exceeding", "outrunning", "leads",
                      "lead",        "on",         "than",          "over",    "of",       "upon"});
        if (at(i, {";", "by"}) || (at(i, {","}) && i + 1 < name)) break;
      }
      if (wins) one.owner->over = other;
      if (wins && passive) one.owner->standing = Standing::Own;
      before = wins;
    }
  }

  /// "SCNN and SparTen are outperformed by 1.2x and 1.4x"
  void beaten_in_order() {
    for (std::size_t l = 0; l < lists_.size(); ++l) {
      const std::vector<Mark>& list = lists_[l];
      const std::size_t begin = list.front().begin;
      if (list.size() < 2 || begin < 4 || !at(begin - 1, {"by"}) ||
          !at(begin - 2, {"outperformed", "beaten", "surpassed", "exceeded", "outrun", "outpaced"}))
        continue;
      std::vector<std::string> named;
      for (std::size_t i = 0; i < begin; ++i)
        if (tokens_[i].kind == TokenKind::Design) named.push_back(tokens_[i].value);
      if (named.size() != list.size()) continue;
      for (std::size_t n = 0; n < list.size(); ++n) owners_[l][n] = {Standing::Own, named[n]};
    }
  }

  /// "1.9x for ours"
  Side named_behind(const Mark& mark) const {
    if (!at(mark.end, {"for", "by", "with"})) return Side::Nobody;
    return side(at(mark.end + 1, {"the"}) ? mark.end + 2 : mark.end + 1);
  }
  /// "ours 2.2x", "SCNN is 1.1x", and not "than SCNN 1.1x"
  Side named_before(const Mark& mark) const {
    std::size_t i = mark.begin;
    while (i > 0 && mark.begin - i < 2 &&
           at(i - 1, {"is", "are", "achieves", "reaches", "attains", "gets", "obtains", "delivers", "only", "with", "at", "by", ":", "yields"}))
      --i;
    // "[11] achieves 1.4x and we 1.8x"
    const std::size_t from = i == 0 ? 0 : tokens_[i - 1].end;
    if (tokens_[i].begin > from && sentence_.text.substr(from, tokens_[i].begin - from).find('[') != std::string::npos) return Side::Others;
    if (i == 0) return Side::Nobody;
    const Side one = side(i - 1);
    if (one == Side::Others && i > 1 &&
        at(i - 2, {"than", "over", "to", "against", "versus", "vs", "of", "on", "with", "the", "outperforms", "beats"}))
      return Side::Nobody;
    return tokens_[i - 1].possessive ? Side::Nobody : one;
  }
  /// "ours (2.1x)"
  Side named_by_bracket(const Mark& mark) const {
    return mark.begin > 1 && at(mark.begin - 1, {"("}) && at(mark.end, {")"}) ? side(mark.begin - 2) : Side::Nobody;
  }

  /// Where one of ours and one of somebody else's stand in the same way, each number is of whom it stands beside.
  template <class Named>
  void sides(Named named) {
    bool ours = false, others = false;
    for (const One& one : flat_) {
      ours = ours || named(*one.mark) == Side::Ours;
      others = others || named(*one.mark) == Side::Others;
    }
    if (!ours) return;
    for (const One& one : flat_)
      if (const Side side = named(*one.mark); side == Side::Ours) {
        one.owner->standing = Standing::Own;
        if (others && one.owner->over.empty()) one.owner->over = reference();
      } else if (side == Side::Others && others) {
        one.owner->standing = Standing::Other;
      }
  }

  /// What all are compared with, where each has a number of its own: "over dense: SCNN 1.6x, ours 2.2x", "relative to SparTen".
  std::string reference() const {
    for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
      const bool compares = at(i, {"over", "than", "against", "versus", "vs"}) ||
                            (at(i, {"to", "with"}) && at(i - 1, {"compared", "relative", "normalised", "normalized"}));
      if (!compares) continue;
      for (std::size_t j = i + 1; j < std::min(tokens_.size(), i + 5) && tokens_[j].kind != TokenKind::Mark; ++j)
        if (const std::string other = opponent(j); !other.empty()) return other;
    }
    return {};
  }

  /// "SCNN, S2TA and ours are 1.3x, 1.6x and 1.9x faster than dense"
  void in_order() {
    for (std::size_t l = 0; l < lists_.size(); ++l) {
      const std::vector<Mark>& list = lists_[l];
      const auto says = [&](std::size_t i) {
        return at(i, {"are", "achieve", "reach", "attain", "run", "deliver", "obtain", "show", "have", "were"});
      };
      std::size_t verb = list.front().begin;
      while (verb > 0 && list.front().begin - verb < 4 && !says(verb)) --verb;
      if (list.size() < 2 || !says(verb)) continue;
      std::vector<Side> named;
      std::size_t i = verb;
      for (; i > 0 && (side(i - 1) != Side::Nobody || at(i - 1, {",", "and", "the"})); --i)
        if (const Side one = side(i - 1); one != Side::Nobody) named.insert(named.begin(), one);
      if (named.size() != list.size() || std::find(named.begin(), named.end(), Side::Ours) == named.end()) continue;
      for (std::size_t n = 0; n < list.size(); ++n) owners_[l][n].standing = named[n] == Side::Ours ? Standing::Own : Standing::Other;
    }
  }

  /// "Speed-up of SCNN, SparTen and ours over the dense array (1.2x, 1.6x, 2.0x)": as many names as numbers, ours among them.
  void listed_with_ours() {
    for (std::size_t l = 0; l < lists_.size(); ++l) {
      const std::vector<Mark>& list = lists_[l];
      if (list.size() < 2 || owners_[l][0].standing) continue;
      std::vector<Side> named;
      for (std::size_t i = 0; i < list.front().begin; ++i) {
        if (const Side one = side(i); one != Side::Nobody && !tokens_[i].is("we"))
          named.push_back(one);
        else if (!at(i, {",", "and"}))
          named.clear();
        if (named.size() != list.size() || std::find(named.begin(), named.end(), Side::Ours) == named.end() || side(i + 1) != Side::Nobody ||
            (at(i + 1, {",", "and"}) && side(i + 2) != Side::Nobody) || std::count(named.begin(), named.end(), Side::Others) == 0)
          continue;
        for (std::size_t n = 0; n < list.size(); ++n) owners_[l][n].standing = named[n] == Side::Ours ? Standing::Own : Standing::Other;
        break;
      }
    }
  }

  /// "0.1 % vs. 0.4 %": the second is what the first is compared with.
  void against() {
    for (const One& one : flat_)
      if (one.mark->begin > 1 && at(one.mark->begin - 1, {"vs", "versus"}) && tokens_[one.mark->begin - 2].kind == TokenKind::Quantity)
        one.owner->standing = Standing::Other;
  }

  /// "Without it we would see 1.9x instead of 2.1x": the second is what there is. "1.15x before and 1.24x after": so it is here.
  void instead() {
    bool supposed = false;
    for (std::size_t i = 0; i < tokens_.size(); ++i) supposed = supposed || at(i, {"would", "without"}) || (i == 0 && at(i, {"were", "had", "if"}));
    for (std::size_t k = 0; k + 1 < flat_.size(); ++k) {
      const Mark &one = *flat_[k].mark, &two = *flat_[k + 1].mark;
      const bool traded = two.begin > 1 && at(two.begin - 1, {"of"}) && at(two.begin - 2, {"instead"}) && supposed;
      const bool then = at(one.end, {"before"}) && at(two.end, {"after"});
      if (traded || then) flat_[k].owner->standing = Standing::Absent, flat_[k + 1].owner->standing = Standing::Own;
    }
  }

  /// "exceeds SparTen's 1.6x", "the 2.8x of SparTen"
  void possessives() {
    for (std::size_t k = 0; k < flat_.size(); ++k) {
      const Mark& mark = *flat_[k].mark;
      if (flat_[k].owner->standing) continue;
      const bool theirs = mark.begin > 0 && tokens_[mark.begin - 1].kind == TokenKind::Design && tokens_[mark.begin - 1].possessive && k > 0;
      const bool of = mark.begin > 0 && at(mark.begin - 1, {"the"}) && at(mark.end, {"of", "that"}) && side(mark.end + 1) == Side::Others;
      if (theirs || of) flat_[k].owner->standing = Standing::Other;
    }
  }

  const Sentence& sentence_;
  const std::vector<Token>& tokens_;
  const std::vector<std::vector<Mark>>& lists_;
  std::vector<std::vector<Owner>> owners_;
  std::vector<One> flat_;
};

}  // namespace

std::vector<std::vector<Owner>> owners_of(const Sentence& sentence, const std::vector<std::vector<Mark>>& lists) {
  return Owners(sentence, lists).all();
}

}  // namespace skeptic::papers
