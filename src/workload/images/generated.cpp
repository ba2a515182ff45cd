#include "workload/images/generated.h"

#include <fmt/format.h>

#include <array>
#include <cassert>
#include <charconv>
#include <utility>
#include <vector>

#include "base/suggest.h"
#include "workload/elements.h"
#include "workload/images/shapes.h"

namespace skeptic {
namespace {

constexpr std::int64_t kMostImages = std::int64_t{1} << 40;

struct GeneratedRow {
  const char* name;
  std::int64_t count;  ///< where none is asked for
};
constexpr std::array kGenerated{GeneratedRow{"shapes", 10'000}, GeneratedRow{"shapes-train", kMostImages}};

class ShapesSet : public ImageSet {
 public:
  ShapesSet(const char* stream, std::uint64_t seed, std::int64_t count) : stream_(stream), seed_(seed), count_(count) {}

  std::int64_t size() const override { return count_; }

  Image image(std::int64_t index) const override {
    assert(0 <= index && index < count_);
    Image image = shapes_image(seed_, stream_, index);
    image.name = fmt::format("{}{}?seed={}[{}]", kGeneratedPrefix, stream_, seed_, index);
    return image;
  }

  std::string describe() const override {
    return fmt::format("{} generated images of the set {}, seed {}", count_ == kMostImages ? "any number of" : std::to_string(count_), stream_,
                       seed_);
  }

 private:
  const char* stream_;
  std::uint64_t seed_;
  std::int64_t count_;
};

/// The number that all of `text` is; nothing where it is none.
template <typename Number>
bool read_number(std::string_view text, Number& number) {
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && rest == text.data() + text.size();
}

}  // namespace

std::unique_ptr<ImageSet> generated_images(const std::string& path) {
  assert(path.starts_with(kGeneratedPrefix));
  const std::string_view words = std::string_view(path).substr(kGeneratedPrefix.size());
  const std::size_t question = std::min(words.find('?'), words.size());
  const std::string name(words.substr(0, question));
  const GeneratedRow* row = nullptr;
  std::vector<std::string> names;
  for (const GeneratedRow& known : kGenerated) {
    names.emplace_back(known.name);
    if (name == known.name) row = &known;
  }
  if (row == nullptr)
    fail_image(DiagnosticId::ImageSetUnknown, path, fmt::format("{} is no generated set", quoted_name(name)),
               "generated:shapes or generated:shapes-train", did_you_mean(name, names));

  std::uint64_t seed = 1;
  std::int64_t count = row->count;
  for (std::size_t start = question + 1; start <= words.size();) {
    const std::size_t end = std::min(words.find('&', start), words.size());
    const std::string_view option = words.substr(start, end - start);
    start = end + 1;
    const bool is_seed = option.starts_with("seed=") && read_number(option.substr(5), seed);
    const bool is_count = option.starts_with("count=") && read_number(option.substr(6), count) && count >= 1 && count <= kMostImages;
    if (!is_seed && !is_count)
      fail_image(DiagnosticId::ImageSetUnknown, path, fmt::format("has the option {}", quoted_name(option)),
                 fmt::format("seed=N, from 0 to 18446744073709551615, or count=N, from 1 to {}", kMostImages));
  }
  return std::make_unique<ShapesSet>(row->name, seed, count);
}

}  // namespace skeptic
