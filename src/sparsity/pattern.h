// A sparsity pattern: which positions of a row may hold a value (machine-model, section 2).
//
//   dense | unstructured | level ("/" level)*        level = N:M | N:M@B | N:M@BxR
//
// Levels are written outermost first. A level keeps N of every M consecutive blocks of B positions; `xR`, on the outermost
// level alone, makes a block R rows tall.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/rational.h"

namespace skeptic {

struct Level {
  std::int64_t keep = 1;    ///< N
  std::int64_t of = 1;      ///< M
  std::int64_t block = 1;   ///< B, positions
  std::int64_t height = 1;  ///< R, rows that share the choice
  std::int64_t group() const { return of * block; }
  friend bool operator==(const Level&, const Level&) = default;
};

enum class PatternKind { Dense, Unstructured, Structured };

struct Pattern {
  PatternKind kind = PatternKind::Dense;
  std::vector<Level> levels;  ///< outermost first; empty unless structured

  bool structured() const { return kind == PatternKind::Structured; }
  /// Positions of the outermost group; 1 where there is none.
  std::int64_t group_length() const { return structured() ? levels.front().group() : 1; }
  /// Rows that share the outermost choice.
  std::int64_t height() const { return structured() ? levels.front().height : 1; }
  /// The share of positions that are slots: the product of N/M; 1 for dense and unstructured.
  Rational density() const;
  /// The text in its shortest form; parse_pattern(text()) gives the same pattern.
  std::string text() const;
  friend bool operator==(const Pattern&, const Pattern&) = default;
};

/// What is wrong with a pattern's text; `column` counts from 0 within the text.
struct PatternError {
  int column = 0;
  std::string message;
  std::string expected;
};

/// Parses a pattern. Throws PatternError: bad grammar, N > M, N or M or B or R of 0, a block that is not a multiple of the inner
/// level's group, xR on an inner level, a group longer than 4096 positions.
Pattern parse_pattern(std::string_view text);

}  // namespace skeptic
