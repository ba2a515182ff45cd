#include "app/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace skeptic {

ProgressLine::ProgressLine() : terminal_(isatty(STDERR_FILENO) == 1), start_(std::chrono::steady_clock::now()) {}

ProgressLine::~ProgressLine() { clear(); }

void ProgressLine::clear() {
  if (terminal_) fmt::print(stderr, "\r\033[K");
}

void ProgressLine::show(const Progress& progress) {
  if (!terminal_) return;
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  std::string left;
  if (progress.share > 0.02 && progress.share < 1 && seconds > 1)
    left = fmt::format(", {:.0f} s left", seconds * (1 - progress.share) / progress.share);
  fmt::print(stderr, "\r\033[K{:3.0f} %  {}{}", 100 * progress.share, progress.doing, left);
  std::fflush(stderr);
}

}  // namespace skeptic
