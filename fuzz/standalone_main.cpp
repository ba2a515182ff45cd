// Runs a fuzzer without libFuzzer: on files, then on mutations of them that are the same in every run.
//
//   fuzz_NAME [-mutations=N] [-seed=S] [-keep] FILE_OR_FOLDER…
//
// A failure is an abort or a sanitizer's report. The input at fault can be had with -keep: each input is then written to fuzz.input before it runs.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/random.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using skeptic::Random;

void run(const std::string& input, bool keep) {
  if (keep) skeptic::write_file("fuzz.input", input);
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

/// A place in a text, its end included.
std::size_t place(Random& random, const std::string& text) { return random.below(text.size() + 1); }

std::string piece(Random& random, const std::string& text) { return text.substr(place(random, text), 1 + random.below(32)); }

/// One small change: a bit, a byte, a number of extreme size, or a piece that is cut, doubled, or taken from another seed.
void mutate(Random& random, const std::vector<std::string>& seeds, std::string& text) {
  constexpr std::string_view kNumbers[] = {"0",
                                           "-1",
                                           "65536",
                                           "18446744073709551616",
                                           "1e999",
                                           "nan",
                                           std::string_view("\xff\xff\xff\xff\xff\xff\xff\x7f", 8),
                                           std::string_view("\0\0\0\0\0\0\0\x10", 8)};
  switch (random.below(6)) {
    case 0:
      if (!text.empty()) text[random.below(text.size())] ^= static_cast<char>(1u << random.below(8));
      break;
    case 1:
      if (!text.empty()) text[random.below(text.size())] = static_cast<char>(random.below(256));
      break;
    case 2:
      text.insert(place(random, text), kNumbers[random.below(std::size(kNumbers))]);
      break;
    case 3:
      text.erase(place(random, text), 1 + random.below(32));
      break;
    case 4:
      text.insert(place(random, text), piece(random, text));
      break;
    default:
      text.insert(place(random, text), piece(random, seeds[random.below(seeds.size())]));
      break;
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t mutations = 0, seed = 1;
  bool keep = false;
  std::vector<std::string> seeds;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument.starts_with("-mutations=")) {
      mutations = std::strtoull(argv[i] + 11, nullptr, 10);
    } else if (argument.starts_with("-seed=")) {
      seed = std::strtoull(argv[i] + 6, nullptr, 10);
    } else if (argument == "-keep") {
      keep = true;
    } else if (std::filesystem::is_directory(argument)) {
      std::vector<std::string> files;
      for (const auto& entry : std::filesystem::directory_iterator(argument)) files.push_back(entry.path().string());
      std::sort(files.begin(), files.end());
      for (const std::string& file : files) seeds.push_back(skeptic::read_file(file));
    } else {
      seeds.push_back(skeptic::read_file(argv[i]));
    }
  }
  if (seeds.empty()) {
    std::fputs("no inputs: name files or folders of them\n", stderr);
    return 2;
  }
  for (const std::string& input : seeds) run(input, keep);
  Random random(seed);
  for (std::uint64_t i = 0; i < mutations; ++i) {
    std::string input = seeds[random.below(seeds.size())];
    for (std::uint64_t changes = 1 + random.below(4); changes > 0; --changes) mutate(random, seeds, input);
    run(input, keep);
  }
  std::printf("%zu inputs and %llu mutations of them\n", seeds.size(), static_cast<unsigned long long>(mutations));
  return 0;
}
