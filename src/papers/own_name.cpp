// What a paper calls its own design: before the colon of the title, where it is presented, and how often.
#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>

#include "papers/names.h"
#include "papers/sentence.h"

namespace skeptic::papers {
namespace {

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

constexpr std::array<std::string_view, 41> kPresenting{
    "present",    "propose",   "introduce",  "describe",  "called",       "named",      "call",      "documents", "introducing",
    "presenting", "meet",      "machine",    "processor", "architecture", "christened", "codenamed", "baptised",  "develop",
    "presents",   "proposes",  "introduces", "describes", "accelerator",  "engine",     "built",     "chip",      "title",
    "it",         "dubbed",    "define",     "defines",   "specify",      "specifies",  "specified", "covers",    "summarises",
    "summarizes", "nicknamed", "name",       "termed",    "unveil"};
/// Words with a capital that are no names, between spaces.
constexpr std::string_view kCommon =
    " One Both Three Four Half Who What When Where Let Can Is Are Do Does No Not Less More Fewer Beyond From Into Without Between Ways Zero Zeros"
    " Ratio Ratios Pattern Patterns Block Mask Masks Chip Fast Small Simple Efficient Energy Accelerator Accelerators Neural Network Networks"
    " Inference Training Transformers Transformer Vision Language Models Model Edge Hardware Architecture Engine Processor Array Core Structured"
    " Unstructured Hierarchical Adaptive Learned Fine-Grained Low-Power Systolic Tensor Matrix Convolutional Deep Proposals Proposal Technical"
    " Draft Version White Paper Datasheet Product Brief Challenge RFP Workshop Towards Toward How Why Making Exploiting Skipping Attention The A"
    " An In We Our This It Its All Each Every Of On At For To With And Weights Activations Weight Activation Table Figure Section Dynamic Sparse"
    " Sparsity Run-Time Report Design NVIDIA DRAM SRAM PE PEs MAC MACs GPU CPU HBM2 HBM LPDDR5 LPDDR4 ReLU GELU INT8 FP16 RTL TSMC Top-1 CNN CNNs"
    " DNN DNNs ViT Python Two Call Abstract N M K I Project Extended Revision Rev Poster Position Letter Memo Note Notes Specification Data Sheet"
    " Application Thesis Chapter Preliminary Short Working Brief Handbook Manual Guide Overview Summary Rebuttal Response Subject Re Date From"
    " If As By Not Yes Then So But And Or Its Their Some Most Many Any Such Since Because Although However Thus Hence Here There That These Those "
    "They You"
    " Your He She Only Also Even Still Once After Before While During Under Over Both Either Neither Nothing Everything Each Same Other Another "
    "Further"
    " GHz MHz KHz KB MB GB TB KiB MiB GiB TOPS GOPS TFLOPS TFLOP MACs FPS PPA TDP NM UM KBytes"
    " Department Issue Appendix Part Demo Tutorial Update Status"
    " MUST SHOULD MAY NOT SHALL REQUIRED OPTIONAL RECOMMENDED Deliverable Deliverables Work Package Packages Partner Partners Editor Editors "
    "Obsoletes Expires Intended Standards Track Draft Memo "
    "Distribution "
    "Category Network Request Comments Copyright Notice Must Should May "
    " Author Authors Notebook Week Weeks Group Meeting Minutes Blog Post Posted Slide Slides Talk Seminar Lecture Course Student Students Bachelor "
    "Master "
    "University Institute Faculty College School Laboratory Lab Company Inc Ltd Corp Dear Hello Hi Thank Thanks Best Regards Kind Reviewer Reviewers "
    "Submission Committee Editor Question Answer Answers Speaker Title Working Internal External Confidential Monday Tuesday Wednesday Thursday "
    "Friday "
    "January February March April May June July August September October November December Section Sections Tables Figures Step Item Requirement "
    "Requirements Definition Terms Claim Claims Field Background Summary Introduction Conclusion Conclusions Results Result Method Methods Setup "
    "Evaluation Experiments Discussion Related Work Prior Future Outlook References Acknowledgement Acknowledgements Contact Top Token Tokens "
    "Producer "
    "Consumer "
    " ";

bool common(const std::string& word) {
  const bool code = word.size() == 2 && (word[0] == 'R' || word[0] == 'D' || word[0] == 'S' || word[0] == 'F') &&
                    std::isdigit(static_cast<unsigned char>(word[1])) != 0;  // a reviewer
  const std::size_t known = name_at(word).length;
  if (known > 0 && known < word.size() && word[known] == '-') return true;                     // "Ampere-type"
  const bool numeral = word.size() < 6 && word.find_first_not_of("IVX") == std::string::npos;  // "Table II"
  return word.size() < 2 || code || numeral || kCommon.find(" " + word + " ") != std::string_view::npos || name_at(word).length == word.size();
}

}  // namespace

namespace {

/// A paper whose title opens with a design of the library and that speaks of it again and again is that design's own paper.
OwnName library_design(const Layout& layout) {
  std::string title = layout.title;
  for (const std::string_view before : {"The ", "Introducing ", "Inside ", "Meet "})
    if (title.rfind(before, 0) == 0) title.erase(0, before.size());
  const Name name = name_at(title);
  if (name.length == 0 || name.kind != NameKind::Design || !name.library) return {};
  const std::string behind = small_letters(title.substr(name.length));
  bool opens = behind.find_first_not_of(' ') == std::string::npos || behind[behind.find_first_not_of(' ')] == ':' || behind.rfind(" --", 0) == 0;
  for (const std::string_view word : {" tensor core", " architecture", " gpu", " white", " accelerator", " in depth", " data"})
    opens = opens || behind.rfind(word, 0) == 0;
  if (!opens) return {};
  OwnName own;
  own.library = name.id;
  own.name = title.substr(0, name.length);
  own.quote = layout.title;
  std::set<std::string> printed{small_letters(own.name)};
  int times = 0;
  for (const Passage& passage : layout.passages) {
    if (section_kind(passage.section) == SectionKind::References || passage.text == layout.title) continue;
    for (std::size_t at = 0; at < passage.text.size(); ++at) {
      if (at > 0 && std::isalnum(static_cast<unsigned char>(passage.text[at - 1])) != 0) continue;
      const Name here = name_at(std::string_view(passage.text).substr(at));
      if (here.length == 0 || here.id != name.id) continue;
      printed.insert(small_letters(passage.text.substr(at, here.length)));
      ++times;
      at += here.length - 1;
    }
  }
  if (times < 2) return {};
  own.names.assign(printed.begin(), printed.end());
  std::stable_sort(own.names.begin(), own.names.end(), [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  return own;
}

/// "goes by the name of Name", "a matrix engine, hereafter Name", "Name, the subject of this paper"
bool introduced_by(const std::vector<std::string>& words, std::size_t at) {
  std::string before, behind;
  for (std::size_t i = at > 4 ? at - 4 : 0; i < at; ++i) before += " " + small_letters(words[i]);
  for (std::size_t i = at + 1; i < std::min(words.size(), at + 6); ++i) behind += small_letters(words[i]) + " ";
  for (const std::string_view words_before : {" by the name of", " hereafter", " henceforth", " hereinafter", " gave the name", " whose name is",
                                              " known in our group as", " product designated", " is known as", " we call it", " named it",
                                              " called it", " christened it", " goes by the name", " under the project name"})
    if (before.ends_with(words_before)) return true;
  for (const std::string_view words_behind :
       {", the subject of this ", ", as it was named", ", as we call it", ", as we named it", "is what we call "})
    if (behind.starts_with(words_behind)) return true;
  return false;
}

}  // namespace

OwnName own_name(const Layout& layout) {
  if (OwnName own = library_design(layout); !own.library.empty()) return own;
  std::map<std::string, double> score;  // by small letters
  std::map<std::string, std::string> printed;
  std::map<std::string, int> page, count, plain;
  std::set<std::string> uncapital;
  std::map<std::string, int> inside;  // between words in small letters
  std::map<std::string, std::string> quote;
  const auto add = [&](const std::string& name, double points) {
    if (name.empty() || common(name)) return;
    score[small_letters(name)] += points;
    printed.emplace(small_letters(name), name);
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
  // What stands before a colon or a dash may be a kind of document: "Extended abstract: Name -- what it is".
  const auto segments = [&](const std::string& text, double points) {
    std::string plain_dashes = text;
    for (std::size_t at = plain_dashes.find("--"); at != std::string::npos; at = plain_dashes.find("--")) plain_dashes.replace(at, 2, " : ");
    const std::vector<std::string> words = words_of(plain_dashes);
    bool kind_of_document = true;  // "Extended abstract: Name"
    for (std::size_t from = 0; from < words.size();) {
      std::size_t to = from;
      while (to < words.size() && words[to] != ":" && words[to] != "--" && words[to] != "-" && words[to] != "|" && words[to] != "," &&
             words[to] != "(")
        ++to;
      if (to - from >= 1 && to - from <= 3 && (to < words.size() || from > 0))
        for (std::size_t i = from; i < to; ++i)
          if (capital(words[i]) && (from > 0 || to < words.size())) add(words[i], to - from > 1 ? 1 : from == 0 ? points : 0.6 * points);
      if (from > 0 && kind_of_document && to == from + 1 && capital(words[from])) add(words[from], 5);
      for (std::size_t i = from; i < to; ++i) kind_of_document = kind_of_document && common(words[i]);
      // "name, a compiler and a core": in small letters, where it opens a part of the title
      if (to == from + 1 && to + 1 < words.size() && words[to] == "," && (words[to + 1] == "a" || words[to + 1] == "an") && !capital(words[from]) &&
          words[from].size() > 2)
        add(words[from], 8), uncapital.insert(words[from]);
      from = to + 1;
    }
  };
  segments(layout.title, 2);
  // "# wrasse": a title that is one word in small letters
  if (title.size() == 1 && title[0].size() > 2 && !capital(title[0])) add(title[0], 8), uncapital.insert(title[0]);
  std::size_t opening = 0;
  for (const Passage& passage : layout.passages) {
    if (++opening > 4) break;
    if ((passage.kind == PassageKind::Heading || passage.kind == PassageKind::Title) && passage.text != layout.title) segments(passage.text, 4);
  }
  if (const std::size_t open = layout.title.find('"'); open != std::string::npos)  // FTL-80 "Fettle"
    if (const std::size_t close = layout.title.find('"', open + 1); close != std::string::npos && close - open < 20) {
      const std::vector<std::string> quoted = words_of(layout.title.substr(open + 1, close - open - 1));
      if (quoted.size() == 1 && capital(quoted[0])) add(quoted[0], 9);
    }
  if (const std::size_t open = layout.title.find('"'); open != std::string::npos && open > 0)  // Meeting: "Name, or how to …"
    segments(layout.title.substr(open + 1), 5);
  const std::string lower_title = small_letters(layout.title);
  if (lower_title.find("call for") != std::string::npos || lower_title.find("request for") != std::string::npos ||
      lower_title.find("challenge") != std::string::npos)
    heads.clear();
  // A title that is nothing but a name
  if (!separate && title.size() <= 3 && heads.size() == title.size())
    for (const std::string& word : heads) add(word, 6);
  if (separate && head <= 4)
    for (const std::string& word : heads) add(word, head <= 2 ? 6 : 3);
  else
    for (const std::string& word : heads) add(word, 1);
  for (const Passage& passage : layout.passages) {
    if (section_kind(passage.section) == SectionKind::References) continue;
    const bool of_title = passage.text == layout.title || layout.title.rfind(passage.text, 0) == 0;
    const std::vector<std::string> words = words_of(passage.text);
    for (const std::string& word : words)
      if (!word.empty() && std::islower(static_cast<unsigned char>(word[0])) != 0) ++plain[word];
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (!capital(words[i]) || common(words[i])) continue;
      // A firm
      if (i + 1 < words.size() &&
          (words[i + 1] == "Semiconductors" || words[i + 1] == "Semiconductor" || words[i + 1] == "Silicon" || words[i + 1] == "Inc" ||
           words[i + 1] == "Ltd" || words[i + 1] == "Devices" || words[i + 1] == "Technologies" || words[i + 1] == "Labs" ||
           words[i + 1] == "Systems" || words[i + 1] == "Computing" || words[i + 1] == "Compute" || words[i + 1] == "Research"))
        continue;
      const std::string key = small_letters(words[i]);
      if (!of_title) ++count[key];
      if (i > 0 && (std::islower(static_cast<unsigned char>(words[i - 1][0])) != 0 || common(words[i - 1])) && i + 1 < words.size() &&
          std::islower(static_cast<unsigned char>(words[i + 1][0])) != 0)
        ++inside[key];
      printed.emplace(key, words[i]);
      for (std::size_t back = 1; back <= 3 && back <= i; ++back) {
        const std::string before = small_letters(words[i - back]);
        if (before == "." || before == ";") break;
        if (std::find(kPresenting.begin(), kPresenting.end(), before) == kPresenting.end()) continue;
        if (before == "call" && std::isupper(static_cast<unsigned char>(words[i - back][0])) != 0) continue;
        if (before == "it" && !(i > back && small_letters(words[i - back - 1]) == "call")) continue;
        const bool noun = before == "accelerator" || before == "engine" || before == "chip" || before == "machine" || before == "processor" ||
                          before == "architecture";
        if (noun && words[i - 1] != "," && back != 1) continue;
        if (before == "title" && back == 2) add(words[i], 3);  // "Working title: Name"
        // "is called Name"; "a circuit, called the Looker" may be a part of it
        if (back == 1 && (before == "called" || before == "named" || before == "dubbed" || before == "christened" || before == "codenamed" ||
                          before == "nicknamed" || before == "baptised" || before == "propose" || before == "present" || before == "introduce"))
          add(words[i], 3);
        // "A third chip, Ombrello, is being planned": not the one that is described
        const std::string which = i > back ? small_letters(words[i - back - 1]) : std::string();
        if (noun && (which == "third" || which == "next" || which == "future" || which == "earlier" || which == "previous" || which == "first"))
          continue;
        add(words[i], noun && words[i - 1] == "," ? 5 : noun || before == "built" ? 2.5 : 4);
        break;
      }
      if (introduced_by(words, i)) add(words[i], 6);
      // "the Name engine walks …"
      if (i > 0 && i + 1 < words.size() && (words[i - 1] == "the" || words[i - 1] == "The" || words[i - 1] == "our"))
        for (const char* noun : {"slice", "prototype", "NPU", "coprocessor", "engine", "accelerator", "chip", "core", "machine", "array", "processor",
                                 "architecture", "tile", "design", "datapath"})
          if (words[i + 1] == noun) add(words[i], 2.5);
      // "a small design, Name, that …"
      if (i > 1 && i + 1 < words.size() && words[i - 1] == "," && words[i + 1] == ",")
        for (const char* noun : {"design", "accelerator", "machine", "chip", "processor", "core", "array", "engine", "prototype", "architecture",
                                 "unit", "system", "datapath", "scheme", "compiler", "dialect", "tile", "coprocessor"})
          if (words[i - 2] == noun) add(words[i], 5);
      // "Name is an accelerator", "Name, an accelerator"
      if (i + 2 < words.size() && (words[i + 1] == "is" || words[i + 1] == ",") &&
          (words[i + 2] == "a" || words[i + 2] == "an" || words[i + 2] == "the"))
        for (std::size_t ahead = i + 3; ahead < std::min(words.size(), i + 9); ++ahead)
          if (words[ahead] == "accelerator" || words[ahead] == "engine" || words[ahead] == "chip" || words[ahead] == "processor" ||
              words[ahead] == "idea" || words[ahead] == "architecture" || words[ahead] == "core" || words[ahead] == "design" ||
              words[ahead] == "array")
            add(words[i], words[i + 1] == "is" && words[i + 2] != "the" ? 5 : 3);
    }
  }
  std::string best;
  double most = 0;
  for (auto& [key, points] : score) {
    const bool small_name = uncapital.count(key) > 0 && plain[key] > 2;
    if (!small_name && (plain[key] > 1 || (plain[key] > 0 && points < 5))) continue;  // an ordinary word of this paper
    const int times = std::max(count[key], small_name ? plain[key] : 0);
    if (times == 0) points = std::min(points, 4.5);  // in the title alone
    // What opens the title and is spoken of again and again
    const bool opens = !title.empty() && small_letters(title[0]) == key && times > 2;
    const double total = points + std::min(8.0, 1.0 * times) + (opens ? 4 : 0);
    if (total > most && (times > 1 || points >= (times == 0 ? 4.5 : 5))) most = total, best = key;
  }
  if (best.empty()) {  // the name that the text has most, within sentences
    int times = 1;
    for (const auto& [key, within] : inside)
      if (count[key] > times && within > 0 && plain[key] == 0) times = count[key], best = key;
  }
  OwnName own;
  if (best.empty()) return own;
  own.name = printed[best];
  own.names = {best};
  // A second word of the title's head that is a type or a version: "IgnisCore X1".
  for (std::size_t i = 0; i + 1 < head + 0 && i + 1 < title.size(); ++i)
    if (small_letters(title[i]) == best) {
      const std::string& next = title[i + 1];
      if (next.find_first_of("0123456789") != std::string::npos && capital(next)) {
        own.name += " " + next;
        own.names.insert(own.names.begin(), small_letters(own.name));
        own.names.push_back(small_letters(next));
      }
    } else if (small_letters(title[i + 1]) == best && capital(title[i]) && !common(title[i]) &&
               best.find_first_of("0123456789") != std::string::npos) {
      own.name = title[i] + " " + title[i + 1];
      own.names = {small_letters(own.name), best, small_letters(title[i])};
    }
  // "Whimbrel W1": a type behind the name of its family
  if (best.size() == 2 && std::isdigit(static_cast<unsigned char>(best[1])) != 0) {
    std::map<std::string, int> families;
    int times = 0;
    for (const Passage& passage : layout.passages) {
      const std::vector<std::string> words = words_of(passage.text);
      for (std::size_t i = 1; i < words.size(); ++i)
        if (small_letters(words[i]) == best) ++times, families[capital(words[i - 1]) && !common(words[i - 1]) ? words[i - 1] : ""]++;
    }
    families.erase("");
    const auto most_often = std::max_element(families.begin(), families.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most_often != families.end() && 2 * most_often->second >= times) {
      const std::string family = most_often->first, whole = family + " " + own.name;
      own.names.insert(own.names.begin(), small_letters(whole));
      const bool alone = count[small_letters(family)] > most_often->second;
      own.name = alone ? family : whole;
      if (alone) own.names.insert(own.names.begin() + 1, small_letters(family));
    }
  }
  // As it is written most: not in capitals where the text has it otherwise.
  const auto in = [&](const std::string& text, const std::string& name) {
    const std::string lower = small_letters(text);
    for (std::size_t at = lower.find(name); at != std::string::npos; at = lower.find(name, at + 1))
      if ((at == 0 || std::isalnum(static_cast<unsigned char>(lower[at - 1])) == 0) &&
          (at + name.size() == lower.size() || std::isalnum(static_cast<unsigned char>(lower[at + name.size()])) == 0))
        return at;
    return std::string::npos;
  };
  for (const Passage& passage : layout.passages) {
    if (passage.kind == PassageKind::Title || passage.kind == PassageKind::Heading) continue;
    const std::size_t at = in(passage.text, small_letters(own.name));
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

std::vector<std::string> earlier_names(const Layout& layout, const OwnName& own) {
  std::set<std::string> names;
  for (const Passage& passage : layout.passages) {
    if (section_kind(passage.section) == SectionKind::References) continue;
    const std::vector<std::string> words = words_of(passage.text);
    for (std::size_t i = 1; i < words.size(); ++i) {
      const std::string small = small_letters(words[i]);
      if (!capital(words[i]) || words[i].size() < 3 || common(words[i]) || std::find(own.names.begin(), own.names.end(), small) != own.names.end())
        continue;
      std::string before, behind;
      for (std::size_t j = i > 4 ? i - 4 : 0; j < i; ++j) before += " " + small_letters(words[j]);
      for (std::size_t j = i + 1; j < std::min(words.size(), i + 5); ++j) behind += small_letters(words[j]) + " ";
      bool earlier = false;
      for (const std::string_view cue : {" predecessor",
                                         " predecessor ,",
                                         " first chip ,",
                                         " the first ,",
                                         " test chip",
                                         " test chip ,",
                                         " forerunner",
                                         " forerunner ,",
                                         " earlier chip ,",
                                         " earlier chip",
                                         " previous chip ,",
                                         " previous chip",
                                         " previous design ,",
                                         " earlier design ,",
                                         " first design ,",
                                         " earlier accelerator ,",
                                         " previous accelerator ,",
                                         " third chip ,",
                                         " next chip ,",
                                         " second chip ,",
                                         " the third ,"})
        earlier = earlier || before.ends_with(cue);
      for (const std::string_view cue :
           {", its predecessor", ", the predecessor", ", our earlier", ", our previous", ", our first", ", our test chip", ", our prototype"})
        earlier = earlier || behind.starts_with(cue);
      // "The second, Umbrette, is what the numbers are about"
      if (earlier && !(before.ends_with(" second chip ,") && !own.names.empty())) names.insert(small);
    }
  }
  return {names.begin(), names.end()};
}

}  // namespace skeptic::papers
