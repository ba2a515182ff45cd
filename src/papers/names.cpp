#include "papers/names.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "papers/known_names.h"

namespace skeptic::papers {
namespace {

/// Networks that the library has, by their folded names.
constexpr std::array<std::string_view, 13> kLibraryNetworks{"resnet18",      "resnet20",   "resnet32",    "resnet50",  "resnet56",
                                                            "vit-b-16",      "deit-s",     "mobilenetv2", "bert-base", "squeezenet1.0",
                                                            "squeezenet1.1", "shapes-cnn", "shapes-vit"};

bool letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

bool capitals(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return std::islower(static_cast<unsigned char>(c)) != 0; });
}

/// Whether the text starts from the name: in its own case where it is short or all capitals, else in any.
bool starts(std::string_view text, std::string_view name) {
  if (text.size() < name.size()) return false;
  const bool exact = capitals(name) || name.size() < 5;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (text[i] == name[i]) continue;
    if (exact || std::tolower(static_cast<unsigned char>(text[i])) != std::tolower(static_cast<unsigned char>(name[i]))) return false;
  }
  // A name begins with a capital, as printed, unless it is of small letters.
  return !(std::isupper(static_cast<unsigned char>(name[0])) != 0 && std::islower(static_cast<unsigned char>(text[0])) != 0);
}

/// How much of the text behind a family's name is its depth, version or size.
std::size_t suffix(std::string_view text) {
  std::size_t at = 0;
  for (int parts = 0; parts < 5; ++parts) {
    std::size_t next = at;
    const bool joined = next < text.size() && (text[next] == '-' || text[next] == '/' || text[next] == '_' || text[next] == '.');
    const bool apart = next < text.size() && text[next] == ' ';
    if (joined || apart) ++next;
    std::size_t end = next;
    while (end < text.size() &&
           (letter(text[end]) ||
            (text[end] == '.' && end + 1 < text.size() && std::isdigit(static_cast<unsigned char>(text[end + 1])) != 0 && end == next + 1 &&
             (end + 2 >= text.size() || !letter(text[end + 2]) || text[end + 2] == 'B' || text[end + 2] == 'b'))))
      ++end;
    if (end == next) break;
    std::string word;
    for (std::size_t i = next; i < end; ++i) word += static_cast<char>(std::tolower(static_cast<unsigned char>(text[i])));
    const bool size = std::find(kSizes.begin(), kSizes.end(), word) != kSizes.end();
    const bool number = std::isdigit(static_cast<unsigned char>(word[0])) != 0 && word.size() <= 6;
    const bool version =
        word.size() <= 5 && (word[0] == 'v' || word[0] == 'b') && word.size() > 1 && std::isdigit(static_cast<unsigned char>(word[1])) != 0;
    const bool code = word.size() <= 2 || (word.size() <= 4 && std::isalpha(static_cast<unsigned char>(word[0])) != 0 &&
                                           std::all_of(word.begin() + 1, word.end(), [](unsigned char c) { return std::isdigit(c) != 0; }));
    if (apart && !size && !(number && parts == 0 && word.find('.') != std::string::npos) && !version) break;
    if (!apart && !size && !number && !version && !code) break;
    at = end;
  }
  return at;
}

}  // namespace

std::string small_letters(std::string_view text) {
  std::string result;
  for (const char c : text) result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

std::string folded(std::string_view text) {
  std::string plain;
  for (const char c : text)
    if (letter(c)) plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return plain;
}

bool of_library(std::string_view id, NameKind kind) {
  if (kind == NameKind::Network) return std::find(kLibraryNetworks.begin(), kLibraryNetworks.end(), id) != kLibraryNetworks.end();
  return kind == NameKind::Design && std::any_of(std::begin(kDesigns), std::end(kDesigns), [&](const DesignName& one) { return one.id == id; });
}

Name name_at(std::string_view text) {
  Name best;
  const auto ends = [&](std::size_t length) { return length >= text.size() || !letter(text[length]); };
  for (const DesignName& one : kDesigns)
    if (one.printed.size() > best.length && starts(text, one.printed) && ends(one.printed.size()))
      best = {NameKind::Design, std::string(one.id.empty() ? one.printed : one.id), one.printed.size(), !one.id.empty()};
  for (const std::string_view family : kNetworks) {
    if (!starts(text, family)) continue;
    std::size_t length = family.size() + suffix(text.substr(family.size()));
    if (const std::size_t space = text.substr(0, length).find_last_of(' '); space != std::string_view::npos && space >= family.size()) {
      // "MobileNetV2 1.3 times": the number counts something
      std::size_t behind = length;
      while (behind < text.size() && (text[behind] == ' ' || text[behind] == '-')) ++behind;
      for (const std::string_view unit : {"times", "points", "percent", "fold", "%", "x ", "x.", "x,", "\xC3\x97"})
        if (text.substr(behind).starts_with(unit)) length = space;
    }
    if (length <= best.length || !ends(length)) continue;
    // "MobileNetV2f": the mark of a footnote is no part of the name
    std::size_t own = length;
    if (length > 2 && text[length - 1] >= 'a' && text[length - 1] <= 'h' && std::isdigit(static_cast<unsigned char>(text[length - 2])) != 0) --own;
    // "BERT-like", "OPT": a family alone is a name where nothing else is joined to it.
    std::string printed(text.substr(0, own));
    const std::string plain = folded(printed);
    const auto known = std::find_if(kLibraryNetworks.begin(), kLibraryNetworks.end(), [&](std::string_view id) { return folded(id) == plain; });
    best = {NameKind::Network, known != kLibraryNetworks.end() ? std::string(*known) : printed, length, known != kLibraryNetworks.end()};
  }
  for (const DesignName& one : kShortNetworks)
    if (one.printed.size() >= best.length && text.substr(0, one.printed.size()) == one.printed && ends(one.printed.size())) {
      const bool library = std::any_of(kLibraryNetworks.begin(), kLibraryNetworks.end(), [&](std::string_view id) { return id == one.id; });
      best = {NameKind::Network, std::string(one.id), one.printed.size(), library};
    }
  for (const std::string_view set : kDatasets) {
    if (set.size() < best.length || !starts(text, set)) continue;
    std::size_t length = set.size();
    std::string part;  // "ImageNet-1k", "VisDrone-VID"
    if (length + 2 < text.size() && text[length] == '-') {
      std::size_t to = length + 1;
      while (to < text.size() && (std::isupper(static_cast<unsigned char>(text[to])) != 0 || std::isdigit(static_cast<unsigned char>(text[to])) != 0))
        ++to;
      if (to < text.size() && (text[to] == 'k' || text[to] == 'K')) ++to;
      const bool year = std::isdigit(static_cast<unsigned char>(text[length + 1])) != 0 && to - length > 4;
      if (to > length + 1 && to - length < 7 && ends(to))
        part = year || text.substr(length, 2) == "-1" ? "" : std::string(text.substr(length, to - length)), length = to;
    }
    if (!ends(length)) continue;
    // A version belongs to the name: "SQuAD v1.1", "SQuAD 2.0"
    std::size_t version = length;
    if (version + 1 < text.size() && (text[version] == ' ' || text[version] == '-')) ++version;
    const bool letter_v = version < text.size() && version > length && (text[version] == 'v' || text[version] == 'V');
    std::size_t digits = version + (letter_v ? 1 : 0);
    const std::size_t first = digits;
    while (digits < text.size() &&
           (std::isdigit(static_cast<unsigned char>(text[digits])) != 0 ||
            (text[digits] == '.' && digits + 1 < text.size() && std::isdigit(static_cast<unsigned char>(text[digits + 1])) != 0)))
      ++digits;
    const bool numbered = digits == first + 3 && text[first + 1] == '.' && set == "SQuAD";
    std::string suffix;
    if (digits > first && digits - first <= 3 && version > length && (letter_v || numbered) && ends(digits))
      suffix = " " + std::string(text.substr(version, digits - version)), length = digits;
    std::string id = set == "ILSVRC" ? "ImageNet" : std::string(set) + part + suffix;
    if (id == "CIFAR10" || id == "CIFAR100") id.insert(5, "-");
    best = {NameKind::Dataset, id, length, false};
  }
  return best;
}

}  // namespace skeptic::papers
