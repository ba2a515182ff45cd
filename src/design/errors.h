// The errors of one file, collected while the whole of it is read, and thrown together in the order of their positions.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/diagnostic.h"

namespace skeptic {

class Errors {
 public:
  void add(DiagnosticId id, Place place, std::string message, std::string expected = {}, std::string suggestion = {}) {
    own_.push_back({id, std::move(place), std::move(message), std::move(expected), std::move(suggestion)});
  }
  /// Errors of a file that this one extends: they follow its own.
  void append(const Diagnostics& inherited) { inherited_.insert(inherited_.end(), inherited.begin(), inherited.end()); }
  bool empty() const { return own_.empty() && inherited_.empty(); }

  Diagnostics sorted() const {
    Diagnostics all = own_;
    std::stable_sort(all.begin(), all.end(), [](const Diagnostic& a, const Diagnostic& b) {
      return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
    });
    all.insert(all.end(), inherited_.begin(), inherited_.end());
    return all;
  }
  /// Throws UserError where there are any.
  void check() const {
    if (!empty()) throw UserError(sorted());
  }

 private:
  Diagnostics own_, inherited_;
};

/// A user's text in double quotes, for a message: control characters as '?', cut after 60 bytes.
std::string in_quotes(std::string_view text);

}  // namespace skeptic
