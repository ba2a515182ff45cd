// What a design holds once it has inherited: the rules of `extends`, of mechanisms that need several keys, and of keys that exclude each other.
#pragma once

#include <string>
#include <string_view>

#include "design/design.h"
#include "design/errors.h"
#include "design/read.h"

namespace skeptic {

inline constexpr std::string_view kActivations = "operands.activations";

/// Lays what a file (or a setting) writes over `design`, key by key. `chosen` takes the keys of the other kind of choice out of what is inherited,
/// `tile: auto` a mapping and a mapping `tile: auto`; `none` takes an optional key out.
void apply(Design& design, const Written& written);

/// Adds `unknown` for every key that is left out of a mechanism that is there and has no safe default.
void complete(Design& design);

/// Adds DesignMissingKey for required keys, where their mapping stands in what was written. A key that is there and wrong is not missing.
void check_required(const Design& design, const Written& written, Errors& errors);
/// Adds DesignConflict for keys that exclude each other.
void check_exclusions(const Design& design, Errors& errors);

/// Whether the value of a key makes no difference in this design, so that it need not be known: the latency of a producer's choice.
bool is_moot(const Design& design, std::string_view path);
/// The word of a Choice key, its default where it is not written; empty where it is unknown or has neither.
std::string word(const Design& design, std::string_view path);
bool chooses_at_run_time(const Design& design);

/// Takes out a key and everything below it.
void erase(Design& design, std::string_view path);
/// Where the design as a whole stands.
Place place_of(const Design& design);

}  // namespace skeptic
