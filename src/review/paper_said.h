// What a paper says of its own design, for a review to quote.
#pragma once

#include <string>
#include <vector>

namespace skeptic {

struct PaperQuote {
  std::string key, value;  ///< of the design file
  int page = 1;
  std::string words;
};

/// A key of which the paper says more than one thing.
struct PaperDoubt {
  bool contradiction = false;  ///< the readings cannot hold together; else one statement has several
  std::vector<PaperQuote> readings;
};

struct PaperSaid {
  std::string file;
  std::vector<PaperQuote> quotes;
  std::vector<PaperDoubt> doubts;
};

}  // namespace skeptic
