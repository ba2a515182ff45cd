#include "report/inputs.h"

#include <fmt/format.h>

#include <algorithm>

namespace skeptic {
namespace {

constexpr std::int64_t kBins = 8;
constexpr int kBar = 40;

/// Equal bins from the least to the most, as wide as whole cycles allow.
std::string histogram(const std::vector<std::int64_t>& cycles, std::int64_t least, std::int64_t most, const std::string& word, const Style& style) {
  const std::int64_t width = (most - least + kBins) / kBins;
  std::vector<std::int64_t> bins(static_cast<std::size_t>((most - least) / width + 1), 0);
  for (const std::int64_t of_batch : cycles) ++bins[static_cast<std::size_t>((of_batch - least) / width)];
  const std::int64_t fullest = *std::max_element(bins.begin(), bins.end());
  std::string text;
  for (std::size_t bin = 0; bin < bins.size(); ++bin) {
    const std::int64_t from = least + static_cast<std::int64_t>(bin) * width;
    const double share = static_cast<double>(bins[bin]) / static_cast<double>(fullest);
    text += fmt::format("  {:>16} … {:<16}{:>8}  {}\n", grouped(from), grouped(std::min(most, from + width - 1)), grouped(bins[bin]),
                        bins[bin] > 0 ? style.bar(share, kBar) : "");
  }
  return fmt::format("  {:>35}{:>8}\n", "cycles", word == "input" ? "inputs" : "batches") + text;
}

}  // namespace

std::string inputs_words(std::int64_t images, std::int64_t inputs) {
  if (inputs == images) return fmt::format("{} image{}", images, images == 1 ? "" : "s");
  return fmt::format("sum of {} inputs{}", grouped(inputs), images > 1 ? fmt::format(" in batches of {}", images) : "");
}

std::string batch_word(std::int64_t images) { return images > 1 ? "batch" : "input"; }

std::string batches_text(std::int64_t images, const std::vector<std::int64_t>& batch_cycles, const Style& style) {
  if (batch_cycles.size() < 2) return {};
  const std::string word = batch_word(images);
  const Distribution<std::int64_t> found = distribution(batch_cycles);
  std::string text = fmt::format("\n  cycles of one {} (quantiles by nearest rank)\n", word);
  text += fmt::format("  p50 {}, p90 {}, p99 {}; mean {}, least {}, most {}\n", grouped(found.p50), grouped(found.p90), grouped(found.p99),
                      fmt::format("{:.1f}", found.mean), grouped(found.min), grouped(found.max));
  if (found.min == found.max) return text;
  return text + histogram(batch_cycles, found.min, found.max, word, style);
}

std::string loop_words(bool open_loop, const std::string& pruned_by) {
  if (!open_loop) return pruned_by.empty() ? "" : fmt::format("closed loop: the activations were measured with the pruning of {}", pruned_by);
  std::string text = "open-loop: the activations were measured without this design's pruning; its effect on later layers is not in them";
  if (!pruned_by.empty()) text += fmt::format(" (the trace was pruned by {})", pruned_by);
  return text;
}

}  // namespace skeptic
