// How well a reader does on the corpus: what it states against what a careful expert takes from the paper.
#pragma once

#include <string>
#include <vector>

#include "papers/paper.h"

namespace skeptic::papers {

struct Score {
  int stated = 0;                      ///< key and value pairs that the reader states
  int right = 0;                       ///< of these, expected ones
  int expected = 0;                    ///< key and value pairs that are expected
  int found = 0;                       ///< of these, stated ones
  int results = 0, results_whole = 0;  ///< results that were found; of these, with the expected network and opponent
  int pages = 0, pages_right = 0;      ///< values that were found; of these, with the expected page
  std::vector<std::string> wrong, missed;
  double precision() const { return stated == 0 ? 1 : static_cast<double>(right) / stated; }
  double recall() const { return expected == 0 ? 1 : static_cast<double>(found) / expected; }
  Score& operator+=(const Score& other);
};

/// `expected`: the text of an expected.yaml.
Score score_of(const Paper& paper, const std::string& expected);

}  // namespace skeptic::papers
