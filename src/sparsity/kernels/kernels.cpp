#include "sparsity/kernels/kernels.h"

// As in simulate/kernels/kernels.cpp: AVX-512 with what Highway 1.0.3 leaves out by default, AVX2, and what any machine runs.
#define HWY_WANT_AVX3_DL
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sparsity/kernels/kernels.cpp"
#include <hwy/foreach_target.h>
// The targets are included above, before anything else.
#include <hwy/highway.h>

#include "sparsity/kernels/keep-inl.h"
#include "sparsity/kernels/portable.h"
#include "sparsity/kernels/targets.h"

HWY_BEFORE_NAMESPACE();
namespace skeptic {
namespace HWY_NAMESPACE {

const PruningKernels* pruning_kernels_of_target() {
#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128
  static const PruningKernels kKernels{"portable", portable::nonzeros, portable::keep, portable::squares, portable::add_pairs, portable::compare};
#else
  static const PruningKernels kKernels{hwy::TargetName(HWY_TARGET), nonzeros, keep, squares, add_pairs, compare};
#endif
  return &kKernels;
}

}  // namespace HWY_NAMESPACE
}  // namespace skeptic
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace skeptic {
namespace {

HWY_EXPORT(pruning_kernels_of_target);

TargetSets<PruningKernels>& sets() {
  static TargetSets<PruningKernels> sets(HWY_TARGETS, [] { return HWY_DYNAMIC_DISPATCH(pruning_kernels_of_target)(); });
  return sets;
}

}  // namespace

std::span<const PruningKernels* const> available_pruning_kernels() { return sets().all(); }
const PruningKernels& pruning_kernels() { return sets().chosen(); }
bool choose_pruning_kernels(std::string_view name) { return sets().choose(name); }

}  // namespace skeptic
#endif
