// The hidden assumptions of a comparison, each taken away alone and all of them together: what is left of the claim, and who needs which.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stress/axis.h"
#include "stress/laboratory.h"

namespace skeptic {

struct AssumptionRow {
  std::string_view name;     ///< "weight-permutation"
  std::string_view assumes;  ///< "channels are permuted before deployment"
  std::string_view without;  ///< "weights keep the order of the network"
  /// The trial without it; what it cannot take away it says in `note`.
  Trial (*remove)(Laboratory&, const Trial&, std::string& note) = nullptr;
};

/// In the order in which they are taken away together.
std::span<const AssumptionRow> assumptions();

/// What an assumption is to the claim.
enum class Dependence {
  Unused,  ///< neither design nor the inputs have anything of it
  Even,    ///< the speed-up is the same without it, to two per cent
  Broken,  ///< the baseline needs it more: without it the speed-up is larger
  Needed,  ///< the proposal needs it more: without it the speed-up is smaller
};
std::string_view name(Dependence dependence);
/// "the claim needs it".
std::string_view words(Dependence dependence);

/// Shares of the weights' magnitude that pruning keeps.
struct Kept {
  double with = 1, without = 1;
};

struct AssumptionFinding {
  const AssumptionRow* row = nullptr;
  Trial alone;     ///< this one taken away
  Trial together;  ///< this one, and all before it
  double speedup_alone = 1, speedup_together = 1;
  double proposal_slower = 1, baseline_slower = 1;  ///< cycles without it alone over those with it
  Kept proposal_kept{}, baseline_kept{};
  Dependence dependence = Dependence::Unused;
  std::string note{};  ///< what could not be taken away, and why
};

struct Audit {
  Trial start;         ///< as stated, on the tensors of the audit
  std::string note{};  ///< on what, where that is not the setting asked for
  double claimed = 1, speedup = 1;
  std::vector<AssumptionFinding> findings{};  ///< by assumption
  const AssumptionFinding& last() const { return findings.back(); }
  /// All taken away, and the baseline grown to the proposal's area (arrays with buffers).
  double at_equal_area = 1;
};

/// "known-dimensions and large-batch"; empty where no assumption is that.
std::string assumptions_that_are(const Audit& audit, Dependence dependence);

/// Drawn tensors, since zeros are taken away; of large networks the layers that stand for their shapes. Throws UserError.
Audit audit(Laboratory& laboratory, const AxisCase& of);

}  // namespace skeptic
