// Networks of one layer: "conv:in=64,out=64,image=14,kernel=3" is the name of one, for experiments on a shape that no library network has.
#pragma once

#include <string>
#include <string_view>

namespace skeptic {

/// "conv:", "linear:" or "attention:" and what follows.
bool is_layer_name(std::string_view name);

/// The text of the table: an activation function and the layer, which is called `layer`; or the products of attention, `scores` and `context`, behind
/// a projection (docs/networks.md has the keys). Throws UserError,
/// NetworkFamily, with everything that is wrong with the name at once.
std::string layer_table(const std::string& name);

}  // namespace skeptic
