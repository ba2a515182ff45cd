// The normal fields behind a tensor's zeros.
#pragma once

#include "workload/fit/moments.h"

namespace skeptic {

struct FittedFields {
  std::vector<CommonField> common;
  std::vector<std::vector<double>> loadings;  ///< [field][channel]
  BlobShares own{};
};

/// Common fields from the covariances between channels, blobs from those between neighbours, lasting parts from what the inputs have in common. Reads
/// every input once.
FittedFields fit_fields(const Moments& moments, const InputReader& input);

}  // namespace skeptic
