// The simulator and the naive twin return the same integers, whatever case the bytes choose (tests/support/random_case.h).
#include <cstdio>

#include "fuzz/check.h"
#include "support/twin_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace skeptic;
  const std::string difference = difference_from_twin(random_case(std::span(data, size)));
  if (!difference.empty()) std::fputs(difference.c_str(), stderr);
  fuzz::check(difference.empty(), "the simulator and the twin agree");
  return 0;
}
