#include "papers/score.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>

#include "papers/token.h"

namespace skeptic::papers {
namespace {

struct Item {
  std::string key, value, on, over;
  int page = 0;
  bool optional = false;  ///< a reading that need not be found, and is right where it is
  bool hit = false;
};

std::string lower(std::string text) {
  for (char& letter : text) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return text;
}

std::string flat(const YAML::Node& node) {
  if (node.IsScalar()) return node.as<std::string>();
  std::string text;
  if (node.IsSequence()) {
    for (const auto& one : node) text += (text.empty() ? "[" : ", ") + flat(one);
    return text + "]";
  }
  if (node.IsMap())
    for (const auto& one : node) text += (text.empty() ? "{" : ", ") + one.first.as<std::string>() + ": " + flat(one.second);
  return text + "}";
}

/// Letters, digits and points: lists and policies are equal whatever their brackets and quotes.
std::string bare(const std::string& text) {
  std::string plain;
  for (const char c : lower(text))
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == ':' || c == ',' || c == '@' || c == '/' || c == '-') plain += c;
  return plain;
}

bool union_key(const std::string& key) { return key == "prior-work" || key == "networks" || key == "datasets" || key == "fabric.balance"; }

bool same(const std::string& key, const std::string& a, const std::string& b) {
  if (same_value(a, b) || bare(a) == bare(b)) return true;
  if (key == "operands.activations.decide.policy") {  // "0.10" is 0.1
    const auto numbers = [](const std::string& text) {
      std::vector<double> all;
      for (std::size_t at = text.find_first_of("0123456789"); at != std::string::npos;) {
        char* end = nullptr;
        all.push_back(std::strtod(text.c_str() + at, &end));
        at = text.find_first_of("0123456789", static_cast<std::size_t>(end - text.c_str()));
      }
      return all;
    };
    if (!numbers(a).empty() && numbers(a) == numbers(b) && bare(a).substr(0, 4) == bare(b).substr(0, 4)) return true;
  }
  if (key == "granularity") {  // free text: the same unit is meant
    // "per unit of 8 pixels x 32 channels" says what "per unit" says, and more
    if (lower(a).rfind(lower(b) + " of ", 0) == 0 || lower(b).rfind(lower(a) + " of ", 0) == 0) return true;
    for (const char* unit :
         {"tile", "block", "token", "region", "head", "row", "pixel", "channel", "layer", "vector", "group", "frame", "patch", "strip", "window"})
      if (lower(a).find(unit) != std::string::npos) return lower(b).find(unit) != std::string::npos;
    return false;
  }
  if (key == "claims.accuracy") {
    // "0.9 percentage points", "0.9 points", and 0.9 in a column of points
    const auto points = [](const std::string& text) {
      const std::size_t unit = text.find_first_not_of("+-0123456789.");
      const std::string word = unit == std::string::npos ? "" : text.substr(unit);
      return word.empty() || word == " points" || word == " point" || word == " percentage points" || word == " mAP" || word == " F1"
                 ? std::abs(std::strtod(text.c_str(), nullptr))
                 : -1.0;
    };
    if (points(a) > 0 && points(a) == points(b)) return true;
  }
  if (key == "claims.accuracy" || key == "claims.energy" || key == "claims.area") {
    // Of a change, the sign may be in the words.
    const auto positive = [](const std::string& text) { return !text.empty() && text[0] == '-' ? text.substr(1) : text; };
    if (same_value(positive(a), positive(b))) return true;
    // "a thirty-second part": 1/32 or its percent
    const auto share = [](const std::string& text) {
      const double number = std::strtod(text.c_str(), nullptr);
      const std::size_t slash = text.find('/');
      return text.find('%') != std::string::npos ? number / 100
             : slash != std::string::npos        ? number / std::strtod(text.c_str() + slash + 1, nullptr)
                                                 : -1.0;
    };
    return share(a) > 0 && std::abs(share(a) - share(b)) < 1e-9;
  }
  return false;
}

void add(std::vector<Item>& items, const std::string& key, const YAML::Node& value, Item item) {
  item.key = key;
  if (union_key(key) && value.IsSequence()) {
    for (const auto& one : value) {
      item.value = flat(one);
      const bool known =
          std::any_of(items.begin(), items.end(), [&](const Item& other) { return other.key == key && same(key, other.value, item.value); });
      if (!known) items.push_back(item);
    }
    return;
  }
  item.value = flat(value);
  items.push_back(item);
}

std::string text_of(const YAML::Node& node, const char* key) { return node[key] ? flat(node[key]) : std::string(); }

}  // namespace

Score& Score::operator+=(const Score& other) {
  stated += other.stated, right += other.right, expected += other.expected, found += other.found;
  results += other.results, results_whole += other.results_whole, pages += other.pages, pages_right += other.pages_right;
  wrong.insert(wrong.end(), other.wrong.begin(), other.wrong.end());
  missed.insert(missed.end(), other.missed.begin(), other.missed.end());
  return *this;
}

Score score_of(const Paper& paper, const std::string& expected) {
  const YAML::Node root = YAML::Load(expected);
  std::vector<Item> items;
  for (const auto& claim : root["claims"]) {
    Item item;
    item.on = text_of(claim, "on"), item.over = text_of(claim, "over");
    item.page = claim["page"] ? claim["page"].as<int>() : 0;
    add(items, claim["key"].as<std::string>(), claim["value"], item);
  }
  for (const char* part : {"ambiguous", "contradictions"})
    for (const auto& claim : root[part])
      for (const auto& value : claim["values"]) {
        if (flat(value) == "unknown") continue;
        Item item;
        item.on = text_of(claim, "on"), item.over = text_of(claim, "over");
        add(items, claim["key"].as<std::string>(), value, item);
      }
  Score score;
  for (const Entry& entry : paper.entries)
    for (const Stated& one : entry.values) {
      ++score.stated;
      // The expected result with the same value; of several, the one on the same network.
      Item* match = nullptr;
      for (Item& item : items) {
        if (item.key != one.key || !same(one.key, item.value, one.value)) continue;
        const auto fits = [&](const Item& other) {
          return (folded(other.on) == folded(one.on) ? 2 : 0) + (folded(other.over) == folded(one.over) ? 1 : 0) - (other.hit ? 4 : 0);
        };
        if (match == nullptr || fits(item) > fits(*match)) match = &item;
      }
      if (match == nullptr || (match->hit && one.key.rfind("claims.", 0) == 0)) {
        score.wrong.push_back(one.key + " = " + one.value + (one.on.empty() ? "" : " on " + one.on) + (one.over.empty() ? "" : " over " + one.over) +
                              "  [" + one.rule + ", p" + std::to_string(one.page) + "] " + one.quote);
        continue;
      }
      ++score.right;
      if (match->hit) continue;
      match->hit = true;
      // A value may stand among claims and among readings.
      for (Item& item : items)
        if (item.key == match->key && item.page * match->page == 0 && item.on.empty() + match->on.empty() > 0 && same(one.key, item.value, one.value))
          item.hit = true;
      if (match->page > 0) ++score.pages, score.pages_right += match->page == one.page ? 1 : 0;
      if (one.key.rfind("claims.", 0) == 0) {
        ++score.results;
        score.results_whole +=
            (match->on.empty() || folded(match->on) == folded(one.on)) && (match->over.empty() || folded(match->over) == folded(one.over)) ? 1 : 0;
      }
    }
  for (const Item& item : items) {
    ++score.expected;
    score.found += item.hit ? 1 : 0;
    if (!item.hit)
      score.missed.push_back(item.key + " = " + item.value + (item.on.empty() ? "" : " on " + item.on) +
                             (item.over.empty() ? "" : " over " + item.over) + "  p" + std::to_string(item.page));
  }
  return score;
}

}  // namespace skeptic::papers
