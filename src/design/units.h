// Quantities with units, read into exact rationals of a base unit: no cycle may depend on how a decimal is rounded.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/rational.h"

namespace skeptic {

enum class Dimension { None, Frequency, Cycles, Storage, Bandwidth, Width, EnergyPerBit, Area, Length, UnitRate, GranuleRate };

struct DimensionRow {
  Dimension dimension;
  std::string_view noun;  ///< with its article, for messages
  std::string_view base;  ///< the unit that values are held in
  bool whole;             ///< only whole numbers of the base unit make sense
};

inline constexpr std::array kDimensions{
    DimensionRow{Dimension::None, "a number", "", false},
    DimensionRow{Dimension::Frequency, "a frequency", "hertz", true},
    DimensionRow{Dimension::Cycles, "a time", "cycles", true},
    DimensionRow{Dimension::Storage, "a storage size", "bits", true},
    DimensionRow{Dimension::Bandwidth, "a bandwidth", "bits per second", false},
    DimensionRow{Dimension::Width, "a width", "bits per cycle", false},
    DimensionRow{Dimension::EnergyPerBit, "an energy per bit", "joules per bit", false},
    DimensionRow{Dimension::Area, "an area", "square millimetres", false},
    DimensionRow{Dimension::Length, "a technology node", "nanometres", true},
    DimensionRow{Dimension::UnitRate, "a rate of decisions", "units per cycle", false},
    DimensionRow{Dimension::GranuleRate, "a rate of decoding", "granules per cycle", false},
};

const DimensionRow& row(Dimension dimension);

struct Unit {
  Dimension dimension;
  std::string_view name;
  std::int64_t numerator;  ///< one of this unit is numerator/denominator of the base unit
  std::int64_t denominator;
  bool shown;  ///< named in messages and documentation; the others are accepted spellings
};

inline constexpr std::int64_t kKibi = 1024, kMebi = kKibi * 1024, kGibi = kMebi * 1024, kTebi = kGibi * 1024;

inline constexpr std::array kUnits{
    Unit{Dimension::Frequency, "Hz", 1, 1, true},
    Unit{Dimension::Frequency, "kHz", 1'000, 1, true},
    Unit{Dimension::Frequency, "MHz", 1'000'000, 1, true},
    Unit{Dimension::Frequency, "GHz", 1'000'000'000, 1, true},
    Unit{Dimension::Cycles, "cycles", 1, 1, true},
    Unit{Dimension::Cycles, "cycle", 1, 1, false},
    Unit{Dimension::Storage, "bits", 1, 1, true},
    Unit{Dimension::Storage, "bit", 1, 1, false},
    Unit{Dimension::Storage, "B", 8, 1, true},
    Unit{Dimension::Storage, "KB", 8'000, 1, true},
    Unit{Dimension::Storage, "KiB", 8 * kKibi, 1, true},
    Unit{Dimension::Storage, "MB", 8'000'000, 1, true},
    Unit{Dimension::Storage, "MiB", 8 * kMebi, 1, true},
    Unit{Dimension::Bandwidth, "B/s", 8, 1, false},
    Unit{Dimension::Bandwidth, "KB/s", 8'000, 1, false},
    Unit{Dimension::Bandwidth, "KiB/s", 8 * kKibi, 1, false},
    Unit{Dimension::Bandwidth, "MB/s", 8'000'000, 1, true},
    Unit{Dimension::Bandwidth, "MiB/s", 8 * kMebi, 1, true},
    Unit{Dimension::Bandwidth, "GB/s", 8'000'000'000, 1, true},
    Unit{Dimension::Bandwidth, "GiB/s", 8 * kGibi, 1, true},
    Unit{Dimension::Bandwidth, "TB/s", 8'000'000'000'000, 1, true},
    Unit{Dimension::Bandwidth, "TiB/s", 8 * kTebi, 1, true},
    Unit{Dimension::Width, "bits/cycle", 1, 1, true},
    Unit{Dimension::Width, "bit/cycle", 1, 1, false},
    Unit{Dimension::Width, "B/cycle", 8, 1, true},
    Unit{Dimension::EnergyPerBit, "pJ/bit", 1, 1'000'000'000'000, true},
    Unit{Dimension::Area, "mm2", 1, 1, true},
    Unit{Dimension::Length, "nm", 1, 1, true},
    Unit{Dimension::UnitRate, "units/cycle", 1, 1, true},
    Unit{Dimension::UnitRate, "unit/cycle", 1, 1, false},
    Unit{Dimension::GranuleRate, "granules/cycle", 1, 1, true},
    Unit{Dimension::GranuleRate, "granule/cycle", 1, 1, false},
};

/// "Hz, kHz, MHz or GHz": the units that are shown.
std::string unit_names(Dimension dimension);

enum class QuantityFault {
  NotANumber,     ///< does not start with a decimal number
  NoUnit,         ///< a number alone
  WrongUnit,      ///< a unit of another dimension, or none at all
  TooManyDigits,  ///< more than kSignificantDigits
  NotWhole,       ///< a fraction of a base unit that has none
  OutOfReach,     ///< beyond 64 bits
};

struct QuantityError {
  QuantityFault fault;
  std::string unit;  ///< as written; empty where there is none
};

/// With these, a bandwidth divided by a clock of whole hertz is exact in 64 bits.
inline constexpr int kSignificantDigits = 9;

/// "1.41 GHz", "7nm", "-3 cycles"; `Dimension::None` takes a number without a unit.
std::variant<Rational, QuantityError> parse_quantity(std::string_view text, Dimension dimension);

}  // namespace skeptic
