// What the axes do to a case, by what they vary. Each function is named in the table (axes.cpp).
#pragma once

#include "stress/axis.h"

namespace skeptic {

// Inputs.
AxisPlan activation_density(const AxisCase& of);
AxisPlan varied_inputs(const AxisCase& of);
AxisPlan channel_spread(const AxisCase& of);
AxisPlan channel_halves(const AxisCase& of);
AxisPlan row_spread(const AxisCase& of);
AxisPlan balance(const AxisCase& of);
AxisPlan adversarial_mask(const AxisCase& of);
AxisPlan activation_functions(const AxisCase& of);
AxisPlan previous_input(const AxisCase& of);

// The decision.
AxisPlan decision_latency(const AxisCase& of);
AxisPlan decision_rate(const AxisCase& of);
AxisPlan switch_cost(const AxisCase& of);
AxisPlan index_storage(const AxisCase& of);

// Memory and precision.
AxisPlan metadata_width(const AxisCase& of);
AxisPlan banks(const AxisCase& of);
AxisPlan dram_bandwidth(const AxisCase& of);
AxisPlan read_width(const AxisCase& of);
AxisPlan precision(const AxisCase& of);

// Shapes.
AxisPlan batch_size(const AxisCase& of);
AxisPlan ragged_sizes(const AxisCase& of);
AxisPlan odd_layers(const AxisCase& of);
AxisPlan attention_products(const AxisCase& of);

// Size.
AxisPlan scale(const AxisCase& of);

/// The setting on synthetic tensors; of large networks the largest layers alone, which the plan's note says.
Setting synthetic_part(const Setting& setting, AxisPlan& plan);
/// The same with half of the weights zero, and samples of the rows' spread in percent, which is left to be set; nothing, and a plan that spares the
/// design, where it skips no zeros of weights one by one.
std::optional<Setting> uneven_rows(const AxisCase& of, AxisPlan& plan);
/// A rate in a file's words, which have nine digits: rounded up, so that what takes a whole number of cycles takes none more.
std::string rate_text(double rate, std::string_view unit);
/// The same keys set on both designs.
Contest on_both(const Contest& contest, const std::vector<std::pair<std::string, std::string>>& sets);

}  // namespace skeptic
