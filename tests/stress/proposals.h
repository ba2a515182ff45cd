// Proposals and settings that simulate in milliseconds, for the tests of everything above `simulate`.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "base/file.h"
#include "stress/comparison.h"

namespace skeptic {

using Settings = std::vector<std::pair<std::string, std::string>>;

inline std::string example_file(const std::string& name) { return SKEPTIC_SOURCE "/examples/" + name + ".yaml"; }
inline Subject example(const std::string& name) { return Subject::load(example_file(name)); }
inline Subject static_2to4() { return Subject::load("ampere-2to4"); }

/// ResNet-20 on synthetic tensors, or some of its layers.
inline Setting resnet20(std::vector<std::string> layers = {}) {
  Setting setting;
  setting.network = "resnet20";
  setting.layers = std::move(layers);
  return setting;
}
/// 64 channels in and out, 8 x 8 pixels.
inline Setting one_layer() { return resnet20({"layer3.1.conv1"}); }

/// One product of 512 x 1024 x 64: large enough that an array which grows by a row or a column is faster for it.
inline Setting wide_layer() {
  const std::string file = testing::TempDir() + "skeptic-wide-" + std::to_string(getpid()) + ".yaml";
  write_file(file,
             "name: wide\ntitle: one wide layer\nsource: made for tests\nactivation: relu\ninput: [64, 32, 32]\nlayers:\n"
             "  - {name: relu, kind: relu, inputs: [input], elements: 65536}\n"
             "  - {name: conv, kind: convolution, inputs: [relu], in: 64, out: 512, image: 32, kernel: 1}\n");
  Setting setting;
  setting.network = file;
  setting.layers = {"conv"};
  return setting;
}

/// The arguments that a shell makes of a command line.
inline std::vector<std::string> shell_arguments(const std::string& words) {
  std::vector<std::string> arguments;
  FILE* shell = popen(("printf '%s\\036' " + words).c_str(), "r");
  std::string word;
  for (int c = std::fgetc(shell); c != EOF; c = std::fgetc(shell)) {
    if (c == '\036') {
      arguments.push_back(word);
      word.clear();
    } else {
      word += static_cast<char>(c);
    }
  }
  EXPECT_EQ(pclose(shell), 0);
  return arguments;
}

/// A design as its command line makes it again: a reference, then --set KEY=VALUE.
inline Subject repeated(const std::string& words) {
  const std::vector<std::string> arguments = shell_arguments(words);
  Subject subject = Subject::load(arguments.at(0));
  for (std::size_t i = 1; i + 1 < arguments.size(); i += 2) {
    EXPECT_EQ(arguments[i], "--set");
    const std::size_t equals = arguments[i + 1].find('=');
    subject = subject.with(arguments[i + 1].substr(0, equals), arguments[i + 1].substr(equals + 1));
  }
  return subject;
}

}  // namespace skeptic
