// Metamorphic: more of a resource is never slower. Tiles are given, since `auto` chooses another one where resources are others.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/diagnostic.h"
#include "simulate/simulate.h"
#include "support/random_case.h"

namespace skeptic {
namespace {

std::optional<std::int64_t> cycles_of(const RandomCase& random) {
  try {
    return simulate_layer(random.design, random.layer, random.operands, random.output_bits).cycles;
  } catch (const UserError&) {
    return std::nullopt;  // buffers too small for the layer: as well with more
  }
}

/// `more` changes the case and says whether there was something to change.
template <typename More>
void never_slower(std::uint64_t seed, const More& more) {
  RandomCase random = random_case(seed);
  if (!random.design.tile || !more(random.design)) RC_DISCARD("nothing to give more of");
  const RandomCase given = random_case(seed);
  const std::optional<std::int64_t> before = cycles_of(given), after = cycles_of(random);
  RC_ASSERT(before.has_value() == after.has_value());
  if (before) RC_ASSERT(*after <= *before);
}

RC_GTEST_PROP(NeverSlower, WithMoreBandwidth, (std::uint64_t seed)) {
  never_slower(seed, [](ResolvedDesign& design) {
    design.dram_bandwidth = design.dram_bandwidth * Rational(3, 2);
    return true;
  });
}

RC_GTEST_PROP(NeverSlower, WithWiderReadPorts, (std::uint64_t seed)) {
  never_slower(seed, [](ResolvedDesign& design) {
    if (!design.weights_buffer.width && !design.activations_buffer.width) return false;
    for (OperandBuffer* buffer : {&design.weights_buffer, &design.activations_buffer})
      if (buffer->width) *buffer->width = *buffer->width * Rational(4, 3);
    return true;
  });
}

bool gathers(const ResolvedDesign& design) { return design.weights.read == Read::Gather || design.activations.read == Read::Gather; }

// Twice as many, so that what lay in one bank lies in two and nothing new in either. (Five banks can be slower than four.)
RC_GTEST_PROP(NeverSlower, WithTwiceTheBanks, (std::uint64_t seed)) {
  never_slower(seed, [](ResolvedDesign& design) {
    design.weights_buffer.banks *= 2, design.activations_buffer.banks *= 2;
    return gathers(design);
  });
}

RC_GTEST_PROP(NeverSlower, WithAnotherPort, (std::uint64_t seed)) {
  never_slower(seed, [](ResolvedDesign& design) {
    ++design.weights_buffer.ports, ++design.activations_buffer.ports;
    return gathers(design);
  });
}

RC_GTEST_PROP(NeverSlower, WithMoreSlack, (std::uint64_t seed)) {
  never_slower(seed, [](ResolvedDesign& design) {
    ++design.slack;
    return !gathers(design);  // which runs in lockstep alone
  });
}

}  // namespace
}  // namespace skeptic
