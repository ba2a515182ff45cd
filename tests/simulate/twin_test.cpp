// The simulator against the naive twin: random designs and layers over the whole model.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "simulate/chosen_kernels.h"
#include "support/random_case.h"
#include "support/twin_check.h"

namespace skeptic {
namespace {

void expect_same(std::uint64_t from, std::uint64_t past) {
  for (std::uint64_t seed = from; seed < past; ++seed) ASSERT_EQ(difference_from_twin(random_case(seed)), "");
}

TEST(Twin, AgreesOnTwoThousandSeeds) { expect_same(0, 2000); }

TEST(Twin, AgreesOnEveryInstructionSet) {
  for (const Kernels* set : available_kernels()) {
    const ChosenKernels chosen(set->name);
    SCOPED_TRACE(set->name);
    ASSERT_NO_FATAL_FAILURE(expect_same(2000, 2300));
  }
}

RC_GTEST_PROP(Twin, AgreesOnRandomSeeds, (std::uint64_t seed)) { RC_ASSERT(difference_from_twin(random_case(seed)) == ""); }

TEST(LongTwin, AgreesOnAHundredThousandSeeds) { expect_same(2000, 102'000); }

}  // namespace
}  // namespace skeptic
