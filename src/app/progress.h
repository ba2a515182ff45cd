// Progress on a terminal: what is being done, how far it is, how long it will take.
#pragma once

#include <chrono>
#include <string>

#include "stress/laboratory.h"

namespace skeptic {

/// One line of standard error that is written over; nothing where that is no terminal.
class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  void show(const Progress& progress);
  void clear();

 private:
  bool terminal_;
  std::chrono::steady_clock::time_point start_;
};

}  // namespace skeptic
