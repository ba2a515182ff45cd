// Names that say less than others of the same paper.
#include <algorithm>

#include "papers/collect.h"

namespace skeptic::papers {

void drop_lesser_names(std::vector<Stated>& own, const OwnName& name) {
  const std::vector<Stated> all = own;
  const std::string base = folded(name.name);
  const bool versioned = base.find_first_of("0123456789") != std::string::npos;
  const auto lesser = [&](const Stated& one) {
    const auto beside = [&](auto&& which) {
      return std::any_of(all.begin(), all.end(), [&](const Stated& other) { return other.key == one.key && which(other); });
    };
    // "CIFAR" beside CIFAR-100
    if (one.key == "datasets")
      return beside([&](const Stated& other) { return other.value.size() > one.value.size() && other.value.rfind(one.value + "-", 0) == 0; });
    // "OPT" beside OPT-1.3B
    if (one.key == "networks")
      return one.value.find_first_of("0123456789-") == std::string::npos && beside([&](const Stated& other) {
               return other.value.size() > one.value.size() && folded(other.value).rfind(folded(one.value), 0) == 0;
             });
    // The paper itself is no prior work, and neither are sizes of it; others' statements name prior work too.
    if (one.key != "prior-work") return false;
    if (!base.empty() && !versioned && folded(one.value).rfind(base, 0) == 0) return true;
    // Another size or version of it: "NUTMEG-8" where the paper presents NUTMEG-16
    const auto stem = [](const std::string& text) { return text.substr(0, text.find_first_of("0123456789")); };
    if (stem(base).size() > 3 && stem(base) == stem(folded(one.value)) && base != stem(base)) return true;
    return std::find(name.names.begin(), name.names.end(), folded(one.value)) != name.names.end();
  };
  own.erase(std::remove_if(own.begin(), own.end(), lesser), own.end());
}

}  // namespace skeptic::papers
