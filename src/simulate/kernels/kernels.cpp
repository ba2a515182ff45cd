#include "simulate/kernels/kernels.h"

#include <atomic>

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

HWY_BEFORE_NAMESPACE();
namespace skeptic {
namespace HWY_NAMESPACE {

const Kernels* kernels_of_target() {
#if HWY_TARGET == HWY_SCALAR
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

std::vector<const Kernels*> find_kernels() {
  std::vector<const Kernels*> found;
  const std::int64_t supported = hwy::SupportedTargets();
  for (int bit = 0; bit < 63; ++bit) {  // better targets have lower bits
    const std::int64_t target = std::int64_t{1} << bit;
    if ((supported & target & HWY_TARGETS) == 0) continue;
    hwy::GetChosenTarget().Update(target);
    found.push_back(HWY_DYNAMIC_DISPATCH(kernels_of_target)());
  }
  hwy::GetChosenTarget().Update(supported);
  return found;
}

const std::vector<const Kernels*>& found_kernels() {
  static const std::vector<const Kernels*> found = find_kernels();
  return found;
}

std::atomic<const Kernels*>& chosen() {
  static std::atomic<const Kernels*> kernels = found_kernels().front();
  return kernels;
}

}  // namespace

std::span<const Kernels* const> available_kernels() { return found_kernels(); }

const Kernels& kernels() { return *chosen().load(std::memory_order_relaxed); }

bool choose_kernels(std::string_view name) {
  for (const Kernels* kernels : found_kernels())
    if (kernels->name == name) {
      chosen().store(kernels);
      return true;
    }
  return false;
}

int planes_of(const Kernels& kernels, std::int64_t window) {
  int planes = 1;
  while (planes * kernels.plane_bits < window) planes *= 2;
  return planes;
}

}  // namespace skeptic
#endif
