// What a paper calls its own design: before the colon of the title, where it is presented, and how often.
#include <algorithm>
#include <array>
#include <cctype>
#include <map>

#include "papers/sentence.h"

namespace skeptic::papers {
namespace {

std::string small(std::string_view text) {
  std::string result;
  for (const char c : text) result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

bool capital(const std::string& word) { return !word.empty() && std::isupper(static_cast<unsigned char>(word[0])) != 0; }

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text + " ") {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '+' || static_cast<unsigned char>(c) >= 0x80) {
      word += c;
    } else {
      while (!word.empty() && word.back() == '-') word.pop_back();
      if (!word.empty()) words.push_back(word);
      word.clear();
      if (c != ' ') words.emplace_back(1, c);
    }
  }
  return words;
}

constexpr std::array<std::string_view, 29> kPresenting{
    "present",    "propose",   "introduce",   "describe",     "called",     "named",     "call",     "documents", "introducing", "presenting",
    "meet",       "machine",   "processor",   "architecture", "christened", "codenamed", "baptised", "develop",   "presents",    "proposes",
    "introduces", "describes", "accelerator", "engine",       "built",      "chip",      "title",    "it",        "dubbed"};
constexpr std::array<std::string_view, 87> kCommon{
    "Proposals", "Proposal", "Technical", "Draft",   "Version",  "White",    "Paper",    "Datasheet",  "Product",     "Brief",     "Challenge",
    "RFP",       "Workshop", "Towards",   "Toward",  "How",      "Why",      "Making",   "Exploiting", "Skipping",    "Attention", "The",
    "A",         "An",       "In",        "We",      "Our",      "This",     "It",       "Its",        "All",         "Each",      "Every",
    "Of",        "On",       "At",        "For",     "To",       "With",     "And",      "Weights",    "Activations", "Weight",    "Activation",
    "Table",     "Figure",   "Section",   "Dynamic", "Sparse",   "Sparsity", "Run-Time", "Report",     "Design",      "NVIDIA",    "DRAM",
    "SRAM",      "PE",       "PEs",       "MAC",     "MACs",     "GPU",      "CPU",      "HBM2",       "HBM",         "LPDDR5",    "LPDDR4",
    "ReLU",      "GELU",     "INT8",      "FP16",    "RTL",      "TSMC",     "Top-1",    "CNN",        "CNNs",        "DNN",       "DNNs",
    "ViT",       "Python",   "Two",       "Call",    "Abstract", "N",        "M",        "K",          "I",           "Project"};

bool common(const std::string& word) {
  return word.size() < 2 || std::find(kCommon.begin(), kCommon.end(), word) != kCommon.end() || name_at(word).length == word.size();
}

}  // namespace

OwnName own_name(const Layout& layout) {
  std::map<std::string, double> score;  // by small letters
  std::map<std::string, std::string> printed;
  std::map<std::string, int> page, count, plain;
  std::map<std::string, std::string> quote;
  const auto add = [&](const std::string& name, double points) {
    if (name.empty() || common(name)) return;
    score[small(name)] += points;
    printed.emplace(small(name), name);
  };
  const std::vector<std::string> title = words_of(layout.title);
  // "Name: what it is", "Name -- what it is", "Name"
  std::size_t head = 0;
  while (head < title.size() && title[head] != ":" && title[head] != "--" && title[head] != "-" && title[head] != "(" && title[head] != "?" &&
         title[head] != ",")
    ++head;
  const std::size_t dash = layout.title.find(" -- ") == std::string::npos ? layout.title.find(" - ") : layout.title.find(" -- ");
  if (dash != std::string::npos) {
    const std::size_t before = words_of(layout.title.substr(0, dash)).size();
    head = std::min(head, before);
  }
  const bool separate = head < title.size() || dash != std::string::npos;
  std::vector<std::string> heads;
  for (std::size_t i = 0; i < head; ++i)
    if (capital(title[i])) heads.push_back(title[i]);
  const std::string lower_title = small(layout.title);
  if (lower_title.find("call for") != std::string::npos || lower_title.find("request for") != std::string::npos ||
      lower_title.find("challenge") != std::string::npos)
    heads.clear();
  if (separate && head <= 4)
    for (const std::string& word : heads) add(word, head <= 2 ? 6 : 3);
  else
    for (const std::string& word : heads) add(word, 1);
  for (const Passage& passage : layout.passages) {
    if (section_kind(passage.section) == SectionKind::References) continue;
    const std::vector<std::string> words = words_of(passage.text);
    for (const std::string& word : words)
      if (!word.empty() && std::islower(static_cast<unsigned char>(word[0])) != 0) ++plain[word];
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (!capital(words[i]) || common(words[i])) continue;
      const std::string key = small(words[i]);
      ++count[key];
      printed.emplace(key, words[i]);
      for (std::size_t back = 1; back <= 3 && back <= i; ++back) {
        const std::string before = small(words[i - back]);
        if (before == "." || before == ";") break;
        if (std::find(kPresenting.begin(), kPresenting.end(), before) == kPresenting.end()) continue;
        if (before == "call" && std::isupper(static_cast<unsigned char>(words[i - back][0])) != 0) continue;
        if (before == "it" && !(i > back && small(words[i - back - 1]) == "call")) continue;
        const bool noun = before == "accelerator" || before == "engine" || before == "chip" || before == "machine" || before == "processor" ||
                          before == "architecture";
        if (noun && words[i - 1] != "," && back != 1) continue;
        add(words[i], noun && words[i - 1] == "," ? 5 : noun || before == "built" ? 2.5 : 4);
        break;
      }
      // "Name is an accelerator", "Name, an accelerator"
      if (i + 2 < words.size() && (words[i + 1] == "is" || words[i + 1] == ",") &&
          (words[i + 2] == "a" || words[i + 2] == "an" || words[i + 2] == "the"))
        for (std::size_t ahead = i + 3; ahead < std::min(words.size(), i + 9); ++ahead)
          if (words[ahead] == "accelerator" || words[ahead] == "engine" || words[ahead] == "chip" || words[ahead] == "processor" ||
              words[ahead] == "idea" || words[ahead] == "architecture" || words[ahead] == "core" || words[ahead] == "design" ||
              words[ahead] == "array")
            add(words[i], 3);
    }
  }
  std::string best;
  double most = 0;
  for (auto& [key, points] : score) {
    if (plain[key] > 1 || (plain[key] > 0 && points < 5)) continue;  // an ordinary word of this paper
    const double total = points + std::min(8.0, 1.0 * count[key]);
    if (total > most && (count[key] > 1 || points >= 5)) most = total, best = key;
  }
  OwnName own;
  if (best.empty()) return own;
  own.name = printed[best];
  own.names = {best};
  // A second word of the title's head that is a type or a version: "IgnisCore X1".
  for (std::size_t i = 0; i + 1 < head + 0 && i + 1 < title.size(); ++i)
    if (small(title[i]) == best) {
      const std::string& next = title[i + 1];
      if (next.find_first_of("0123456789") != std::string::npos && capital(next)) {
        own.name += " " + next;
        own.names.insert(own.names.begin(), small(own.name));
        own.names.push_back(small(next));
      }
    } else if (small(title[i + 1]) == best && capital(title[i]) && !common(title[i]) && best.find_first_of("0123456789") != std::string::npos) {
      own.name = title[i] + " " + title[i + 1];
      own.names = {small(own.name), best, small(title[i])};
    }
  // As it is written most: not in capitals where the text has it otherwise.
  const auto in = [&](const std::string& text, const std::string& name) {
    const std::string lower = small(text);
    for (std::size_t at = lower.find(name); at != std::string::npos; at = lower.find(name, at + 1))
      if ((at == 0 || std::isalnum(static_cast<unsigned char>(lower[at - 1])) == 0) &&
          (at + name.size() == lower.size() || std::isalnum(static_cast<unsigned char>(lower[at + name.size()])) == 0))
        return at;
    return std::string::npos;
  };
  for (const Passage& passage : layout.passages) {
    if (passage.kind == PassageKind::Title || passage.kind == PassageKind::Heading) continue;
    const std::size_t at = in(passage.text, own.names.front());
    if (at == std::string::npos) continue;
    own.name = passage.text.substr(at, own.name.size());
    own.page = passage.where(at).page;
    const std::size_t start = at < 40 ? 0 : passage.text.find(' ', at - 40) + 1;
    own.quote = passage.text.substr(
        start, std::min(passage.text.find(' ', std::min(passage.text.size(), at + own.name.size() + 20)), passage.text.size()) - start);
    break;
  }
  if (own.quote.empty()) own.quote = layout.title;
  return own;
}

}  // namespace skeptic::papers
