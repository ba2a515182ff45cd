// What a paper states: of its own design, of others, twice and differently, or not at all. read_paper is the way in; draft_of makes a design file of
// it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "papers/layout.h"

namespace skeptic::papers {

/// A value with the words that state it.
struct Stated {
  std::string key;    ///< a key of the design file, or one of kReportedKeys
  std::string value;  ///< as a design file writes it
  int page = 1, line = 0;
  std::size_t sentence = 0;  ///< its place in the paper; equal for what one sentence states
  std::string quote;
  std::string rule;      ///< a row of docs/papers.md
  std::string over, on;  ///< of a result: what it is relative to (a library's name where there is one), and the network
  std::string batch;     ///< of a result
  bool planned = false;  ///< said of what is to be, or might be: the paper's own only where it says nothing else of the key
  int weight = 2;        ///< 3: states it outright; 2: states it; 1: says it in passing
};

enum class Agreement {
  One,            ///< all statements agree
  Ambiguous,      ///< several readings of one statement, or a range
  Contradictory,  ///< statements that cannot hold together
};

/// A key with everything that is stated of it.
struct Entry {
  std::string key;
  Agreement agreement = Agreement::One;
  std::vector<Stated> values;  ///< one each of equal values, in the order of the paper; the first is the draft's
};

/// A sentence that nearly matched a rule of a key that is not stated.
struct NearMiss {
  std::string rule, quote;
  int page = 1, line = 0;
};

struct Missing {
  std::string key;
  std::vector<NearMiss> near;
};

struct Paper {
  std::string file, title, name;
  std::string library;  ///< the library's design that the paper is about; empty for others
  int pages = 1;
  std::vector<Entry> entries;     ///< in the order of keys(): claims.* and lists have one entry a value
  std::vector<Stated> of_others;  ///< stated of prior work, baselines, wishes, earlier versions
  std::vector<Missing> unknown;   ///< what a design of its kind needs and the paper does not say
  const Entry* find(std::string_view key) const;
};

/// Keys that a paper states and a design file does not have; the draft has them as comments.
inline constexpr std::string_view kReportedKeys[] = {"multipliers", "peak",     "claims.energy", "claims.area", "claims.accuracy",
                                                     "networks",    "datasets", "batch",         "granularity", "prior-work"};

Paper read_paper(const Layout& layout);

enum class PaperRole { Proposal, Baseline };

struct Draft {
  std::string name;
  std::string yaml;  ///< a design file: every value with its page and words as a comment
};

/// A design file that load_design reads. A proposal's open questions are `unknown`; a baseline, which has to run, has what the library's nearest
/// design has. `nodes`: the technology nodes in nm that areas and energies are known of; another node is written as the nearest of them, by ratio,
/// with the paper's own beside it. Without `nodes` every node stands as it is stated.
Draft draft_of(const Paper& paper, PaperRole role, std::span<const std::int64_t> nodes = {});

/// docs/papers.md.
std::string papers_markdown();

}  // namespace skeptic::papers
