// JSON as the project writes it: keys in the order in which they were set, so that equal results are equal bytes.
#pragma once

#include <nlohmann/json.hpp>

namespace skeptic {
using Json = nlohmann::ordered_json;
}
