// The proposal against the best static design of its own area.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cost/iso_area.h"
#include "stress/comparison.h"

namespace skeptic {

/// A design without run-time choice that the proposal must beat.
struct Opponent {
  std::string title;  ///< "ampere-2to4 as stated", "the proposal's fabric with 4:8 imposed on every unit"
  Subject subject;
  double dropped_energy = 0;  ///< share of the activations' sum of squares that it drops
  std::string barred{};       ///< why it may not oppose; empty where it may
  bool eligible() const { return barred.empty(); }
};

/// The gain at equal area under one denominator: the opponent's array grown (or shrunk) to the proposal's area. A larger array is not always faster
/// (17 rows on 64 outputs are no better than 16), and nobody would build one that is slower, so the opponent takes the best of the interpolation
/// between the integer arrays around the target, and of arrays of its own by powers of two that fit (rival_shapes).
struct AreaGain {
  Denominator denominator{};
  IsoArea iso;
  double proposal_area = 0;         ///< square millimetres, under the denominator
  double cycles = 0;                ///< of the opponent at that area: its best array, which need not be the largest
  std::optional<ArrayShape> array;  ///< the best array; absent where the interpolation between the neighbours of the target is
  /// The best array, or the smaller neighbour of the interpolation.
  const ArrayShape& best_shape() const { return array ? *array : iso.below.shape; }
  double gain = 0;  ///< the grown opponent's time over the proposal's
};

struct EqualArea {
  std::vector<Opponent> opponents;  ///< the stated baseline first
  std::size_t strongest = 0;        ///< among the eligible ones, at the proposal's area, arrays with buffers
  double proposal_dropped_energy = 0;
  double speedup_over_strongest = 0;  ///< each at its own area
  std::vector<AreaGain> gains;        ///< against the strongest, by denominator
};

/// The stated baseline; the baseline with the proposal's weight pattern, where it runs and is as dense; and, where the proposal chooses at run time,
/// its own fabric with each of its structured patterns imposed on every unit.
std::vector<Opponent> opponents(const Contest& contest);

/// What is wrong with an opponent's answers, against the proposal's; empty where nothing is.
using WorseAnswers = std::function<std::string(const Subject&)>;

/// The stated baseline may always oppose; any other drops no larger share of the energy than the proposal, and answers no worse where that is asked.
EqualArea equal_area(Laboratory& laboratory, const Contest& contest, const Setting& setting, const WorseAnswers& worse_answers = {});

/// The subject with another array, as --set writes it.
Subject with_shape(const Subject& subject, ArrayShape shape);

/// Against one opponent under one denominator; nothing for the chip where neither states one.
std::optional<AreaGain> area_gain(Laboratory& laboratory, const Contest& contest, const Setting& setting, Denominator denominator);

/// The same where the opponent's arrays have so many times their area.
double gain_at_growth(Laboratory& laboratory, const Contest& contest, const Setting& setting, double growth);

/// The least and the largest gain at both ends and the middle of what the technology table leaves open of the two areas (cost/interval.h). Not of the
/// chip, whose area is stated.
struct GainInterval {
  double low = 0, high = 0;
};
GainInterval gain_interval(Laboratory& laboratory, const Contest& contest, const Setting& setting, Denominator denominator);

/// The same at equal peak power: the arrays' peak power grows by the ratio of the two totals (cost/power.h).
double gain_at_equal_power(Laboratory& laboratory, const Contest& contest, const Setting& setting);

/// The opponent's energy times its time over the proposal's, each at its own area. Energy as energy() has it, leakage included.
double energy_delay_gain(Laboratory& laboratory, const Contest& contest, const Setting& setting);

/// What else may be held equal, and how far the areas' own uncertainty carries a gain.
struct OtherGains {
  std::vector<std::pair<Denominator, GainInterval>> intervals;  ///< of arrays, and of arrays with buffers
  double power = 0, energy_delay = 0;
};
OtherGains other_gains(Laboratory& laboratory, const Contest& contest, const Setting& setting);

/// By denominator, against one opponent.
std::vector<AreaGain> gains_at_equal_area(Laboratory& laboratory, const Contest& contest, const Setting& setting);

/// Against one opponent alone, arrays with buffers: quicker, for searches.
double gain_at_equal_area(Laboratory& laboratory, const Contest& contest, const Setting& setting,
                          Denominator denominator = Denominator::ArraysAndBuffers);

}  // namespace skeptic
