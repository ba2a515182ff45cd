#include "simulate/kernels/kernels.h"

// Compiled once for every instruction set that is wanted: AVX-512 with vector POPCNT, which Highway 1.0.3 leaves out by default, AVX2, and what any
// machine runs.
#define HWY_WANT_AVX3_DL
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "simulate/kernels/kernels.cpp"
#include <hwy/foreach_target.h>
// The targets are included above, before anything else.
#include <hwy/highway.h>

#include "simulate/kernels/costs-inl.h"
#include "simulate/kernels/drift-inl.h"
#include "simulate/kernels/portable.h"
#include "sparsity/kernels/kernels.h"
#include "sparsity/kernels/targets.h"

HWY_BEFORE_NAMESPACE();
namespace skeptic {
namespace HWY_NAMESPACE {

const Kernels* kernels_of_target() {
#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128
  using namespace portable;
  static const Kernels kKernels{"portable", kPlaneBits, 64,        costs,         largest_of_steps, sum_of_largest,
                                sum_steps,  drift,      drift_run, fullest_banks, spread,           and_count};
#else
  static const Kernels kKernels{hwy::TargetName(HWY_TARGET),
                                kPlaneBits,
                                static_cast<int>(8 * hwy::HWY_NAMESPACE::Lanes(Bytes())),
                                costs,
                                largest_of_steps,
                                sum_of_largest,
                                sum_steps,
                                drift,
                                drift_run,
                                fullest_banks,
                                spread,
                                and_count};
#endif
  return &kKernels;
}

}  // namespace HWY_NAMESPACE
}  // namespace skeptic
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace skeptic {
namespace {

HWY_EXPORT(kernels_of_target);

TargetSets<Kernels>& sets() {
  static TargetSets<Kernels> sets(HWY_TARGETS, [] { return HWY_DYNAMIC_DISPATCH(kernels_of_target)(); });
  return sets;
}

}  // namespace

std::span<const Kernels* const> available_kernels() { return sets().all(); }
const Kernels& kernels() { return sets().chosen(); }
bool choose_kernels(std::string_view name) { return sets().choose(name) && choose_pruning_kernels(name); }

int planes_of(const Kernels& kernels, std::int64_t window) {
  int planes = 1;
  while (planes * kernels.plane_bits < window) planes *= 2;
  return planes;
}

}  // namespace skeptic
#endif
