#include "design/units.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <set>

namespace skeptic {
namespace {

Rational value(std::string_view text, Dimension dimension) { return std::get<Rational>(parse_quantity(text, dimension)); }
QuantityFault fault(std::string_view text, Dimension dimension) { return std::get<QuantityError>(parse_quantity(text, dimension)).fault; }

TEST(Units, AreExact) {
  EXPECT_EQ(value("1.41 GHz", Dimension::Frequency), Rational(1'410'000'000));
  EXPECT_EQ(value("1410 MHz", Dimension::Frequency), Rational(1'410'000'000));
  EXPECT_EQ(value("7nm", Dimension::Length), Rational(7));
  EXPECT_EQ(value("7 nm", Dimension::Length), Rational(7));
  EXPECT_EQ(value("200 KiB", Dimension::Storage), Rational(200 * 8192));
  EXPECT_EQ(value("200 KB", Dimension::Storage), Rational(1'600'000));
  EXPECT_EQ(value("0.5 MiB", Dimension::Storage), Rational(4'194'304));
  EXPECT_EQ(value("100 GB/s", Dimension::Bandwidth), Rational(800'000'000'000));
  EXPECT_EQ(value("1 GiB/s", Dimension::Bandwidth), Rational(8'589'934'592));
  EXPECT_EQ(value("64.0 GB/s", Dimension::Bandwidth), Rational(512'000'000'000));
  EXPECT_EQ(value("128 B/cycle", Dimension::Width), Rational(1024));
  EXPECT_EQ(value("1024 bits/cycle", Dimension::Width), Rational(1024));
  EXPECT_EQ(value("3.9 pJ/bit", Dimension::EnergyPerBit), Rational(39, 10'000'000'000'000));
  EXPECT_EQ(value("1 unit/cycle", Dimension::UnitRate), Rational(1));
  EXPECT_EQ(value("0.0625 units/cycle", Dimension::UnitRate), Rational(1, 16));
  EXPECT_EQ(value("16 granules/cycle", Dimension::GranuleRate), Rational(16));
  EXPECT_EQ(value("-3 cycles", Dimension::Cycles), Rational(-3));
  EXPECT_EQ(value("+1 cycle", Dimension::Cycles), Rational(1));
  EXPECT_EQ(value("0 cycles", Dimension::Cycles), Rational(0));
  EXPECT_EQ(value("000.50", Dimension::None), Rational(1, 2));
  EXPECT_EQ(value("5.", Dimension::None), Rational(5));
  EXPECT_EQ(value(".5", Dimension::None), Rational(1, 2));
}

TEST(Units, SayWhatIsWrong) {
  EXPECT_EQ(fault("", Dimension::None), QuantityFault::NotANumber);
  EXPECT_EQ(fault(".", Dimension::None), QuantityFault::NotANumber);
  EXPECT_EQ(fault("-", Dimension::None), QuantityFault::NotANumber);
  EXPECT_EQ(fault("fast", Dimension::Frequency), QuantityFault::NotANumber);
  EXPECT_EQ(fault("1.41", Dimension::Frequency), QuantityFault::NoUnit);
  EXPECT_EQ(fault("1.41 ", Dimension::Frequency), QuantityFault::NoUnit);
  EXPECT_EQ(fault("1.4.1 GHz", Dimension::Frequency), QuantityFault::WrongUnit);
  EXPECT_EQ(fault("1 ghz", Dimension::Frequency), QuantityFault::WrongUnit);
  EXPECT_EQ(fault("1 GB", Dimension::Bandwidth), QuantityFault::WrongUnit);
  EXPECT_EQ(fault("3 cycles", Dimension::None), QuantityFault::WrongUnit);
  EXPECT_EQ(fault("1e3", Dimension::None), QuantityFault::WrongUnit);
  EXPECT_EQ(fault("1.234567891", Dimension::None), QuantityFault::TooManyDigits);
  EXPECT_EQ(fault("0.3 B", Dimension::Storage), QuantityFault::NotWhole);
  EXPECT_EQ(fault("1.5 cycles", Dimension::Cycles), QuantityFault::NotWhole);
  EXPECT_EQ(fault("1.00000001 MHz", Dimension::Frequency), QuantityFault::NotWhole);
  EXPECT_EQ(fault("100000000000000000000 GHz", Dimension::Frequency), QuantityFault::OutOfReach);
  EXPECT_EQ(fault("0.00000000000000000001 MB/s", Dimension::Bandwidth), QuantityFault::OutOfReach);
  EXPECT_EQ(fault("999999999000000000 TB/s", Dimension::Bandwidth), QuantityFault::OutOfReach);
}

TEST(Units, EachNameIsWrittenOnce) {
  std::set<std::pair<Dimension, std::string_view>> names;
  for (const Unit& unit : kUnits) EXPECT_TRUE(names.emplace(unit.dimension, unit.name).second) << unit.name;
  for (const DimensionRow& dimension : kDimensions)
    if (dimension.dimension != Dimension::None) {
      EXPECT_FALSE(unit_names(dimension.dimension).empty()) << dimension.noun;
    }
  EXPECT_EQ(unit_names(Dimension::Frequency), "Hz, kHz, MHz or GHz");
  EXPECT_EQ(unit_names(Dimension::Cycles), "cycles");
}

// A whole part and three decimals, against integer arithmetic on thousandths.
TEST(Units, DecimalsAgreeWithIntegers) {
  EXPECT_TRUE(rc::check([] {
    const auto thousandths = *rc::gen::inRange<std::int64_t>(0, 500'000);
    const Unit unit = *rc::gen::elementOf(kUnits);
    const std::string digits = std::to_string(thousandths + 1000);
    std::string text = std::to_string(thousandths / 1000) + "." + digits.substr(digits.size() - 3) + " " + std::string(unit.name);
    const auto read = parse_quantity(text, unit.dimension);
    const Rational expected = Rational(thousandths, 1000) * Rational(unit.numerator) / Rational(unit.denominator);
    if (row(unit.dimension).whole && expected.denominator() != 1)
      RC_ASSERT(std::get<QuantityError>(read).fault == QuantityFault::NotWhole);
    else
      RC_ASSERT(std::get<Rational>(read) == expected);
  }));
}

TEST(Units, AnyTextIsReadOrRefused) {
  EXPECT_TRUE(rc::check([](const std::string& text) {
    for (const DimensionRow& dimension : kDimensions) (void)parse_quantity(text, dimension.dimension);
  }));
}

}  // namespace
}  // namespace skeptic
