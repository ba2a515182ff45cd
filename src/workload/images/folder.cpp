#include "workload/images/folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cctype>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <map>
#include <utility>

#include "base/diagnostic.h"
#include "base/file.h"
#include "base/suggest.h"
#include "workload/elements.h"
#include "workload/images/decode.h"

namespace skeptic {
namespace {

constexpr const char* kLabelsName = "labels.txt";
constexpr std::size_t kMostErrors = 200;
constexpr std::int64_t kHighestLabel = 1'000'000'000;

struct ImageFile {
  std::string path, name;
  std::optional<std::int64_t> label;
};

class FileSet : public ImageSet {
 public:
  FileSet(std::vector<ImageFile> files, std::string description) : files_(std::move(files)), description_(std::move(description)) {}

  std::int64_t size() const override { return static_cast<std::int64_t>(files_.size()); }

  Image image(std::int64_t index) const override {
    assert(0 <= index && index < size());
    const ImageFile& file = files_[static_cast<std::size_t>(index)];
    Image image = decode_image(read_file(file.path, kMostImageBytes), file.path);
    image.label = file.label;
    return image;
  }

  std::string describe() const override { return description_; }

 private:
  std::vector<ImageFile> files_;
  std::string description_;
};

bool named_as_image(std::string name) {
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return name.ends_with(".png") || name.ends_with(".jpg") || name.ends_with(".jpeg");
}

/// Reads `labels.txt` into the labels of `files`, which are sorted by name; returns what is wrong.
Diagnostics read_labels(const std::string& file, std::vector<ImageFile>& files) {
  Diagnostics wrong;
  const std::string text = read_file(file, kMostImageBytes);
  std::vector<std::string> names;
  names.reserve(files.size());
  for (const ImageFile& image : files) names.push_back(image.name);
  int number = 0;
  for (std::size_t start = 0; start < text.size() && wrong.size() < kMostErrors;) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    std::string line = text.substr(start, end - start);
    start = end + 1;
    ++number;
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) line.pop_back();
    if (line.empty() || line.front() == '#') continue;
    const auto report = [&](std::string message, std::string expected, std::string suggestion = {}) {
      wrong.push_back({DiagnosticId::ImageLabel, Place{file, number, 1, {}}, std::move(message), std::move(expected), std::move(suggestion)});
    };
    // The label is the last word: names may hold blanks.
    const std::size_t blank = line.find_last_of(" \t");
    const std::string word = blank == std::string::npos ? std::string{} : line.substr(blank + 1);
    std::int64_t label = 0;
    const auto [rest, error] = std::from_chars(word.data(), word.data() + word.size(), label);
    if (word.empty() || error != std::errc{} || rest != word.data() + word.size() || label < 0 || label > kHighestLabel) {
      report(fmt::format("{} is no file and label", quoted_name(line)), fmt::format("a file's name, a blank, a label from 0 to {}", kHighestLabel));
      continue;
    }
    const std::string name = line.substr(0, line.find_last_not_of(" \t", blank) + 1);
    const auto found = std::lower_bound(names.begin(), names.end(), name);
    if (found == names.end() || *found != name)
      report(fmt::format("{} is no image of the folder", quoted_name(name)), {}, names.size() <= 10'000 ? did_you_mean(name, names) : std::string{});
    else if (std::optional<std::int64_t>& place = files[static_cast<std::size_t>(found - names.begin())].label; place)
      report(fmt::format("{} has a label already", quoted_name(name)), "one line a file");
    else
      place = label;
  }
  return wrong;
}

std::string first_bytes(const std::string& file) {
  std::array<char, 8> bytes{};
  std::ifstream stream(file, std::ios::binary);
  if (!stream) fail_image(DiagnosticId::FileUnreadable, file, "cannot be read", {}, "check the file's permissions");
  stream.read(bytes.data(), bytes.size());
  return {bytes.data(), static_cast<std::size_t>(stream.gcount())};
}

}  // namespace

std::unique_ptr<ImageSet> open_folder(const std::string& folder) {
  std::error_code error;
  std::vector<ImageFile> files;
  Diagnostics wrong;
  std::size_t others = 0;
  bool has_labels = false;
  std::filesystem::directory_iterator entry(folder, error);
  for (; !error && entry != std::filesystem::directory_iterator{}; entry.increment(error)) {
    const std::string path = entry->path().string(), name = entry->path().filename().string();
    std::error_code ignored;
    const bool file = entry->is_regular_file(ignored);
    if (file && name == kLabelsName)
      has_labels = true;
    else if (file && image_kind(first_bytes(path)) != ImageKind::None)
      files.push_back({path, name, {}});
    else if (file && named_as_image(name))
      wrong.push_back({DiagnosticId::ImageFormat, Place{path, 0, 0, {}}, "is neither a PNG nor a JPEG by its first bytes", {}, {}});
    else
      ++others;
  }
  if (error) fail_image(DiagnosticId::FileUnreadable, folder, "cannot be listed: " + error.message());
  std::sort(files.begin(), files.end(), [](const ImageFile& a, const ImageFile& b) { return a.name < b.name; });
  std::sort(wrong.begin(), wrong.end(), [](const Diagnostic& a, const Diagnostic& b) { return a.place.file < b.place.file; });
  const std::string set_aside = fmt::format("{} other file{}", others, others == 1 ? "" : "s");
  if (files.empty() && wrong.empty())
    fail_image(DiagnosticId::ImageSetUnknown, folder, fmt::format("holds no images, and {}", set_aside), "PNG or JPEG files in the folder itself");
  if (has_labels)
    for (Diagnostic& diagnostic : read_labels((std::filesystem::path(folder) / kLabelsName).string(), files)) wrong.push_back(std::move(diagnostic));
  if (!wrong.empty()) throw UserError(std::move(wrong));

  std::string description = fmt::format("{} image{} of the folder {}", files.size(), files.size() == 1 ? "" : "s", folder);
  if (!has_labels) description += ", without labels";
  if (others > 0) description += fmt::format(", {} ignored", set_aside);
  return std::make_unique<FileSet>(std::move(files), std::move(description));
}

std::unique_ptr<ImageSet> open_image(const std::string& file) {
  auto set = std::make_unique<FileSet>(std::vector<ImageFile>{{file, file, {}}}, fmt::format("the image {}", file));
  set->image(0);
  return set;
}

}  // namespace skeptic
