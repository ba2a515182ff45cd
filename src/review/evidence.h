// Evidence: where every number of a review comes from, and the command that repeats it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/numbers.h"
#include "review/prose.h"
#include "stress/axis_run.h"
#include "stress/comparison.h"
#include "stress/lineup.h"

namespace skeptic {

struct Record {
  std::string what;  ///< "speed-up of dynamic 4:8 over ampere-2to4"
  double value = 0;
  std::string text;  ///< as a sentence prints it: "1.04×", "15 cycles"
  std::string unit;
  std::string command;  ///< repeats it; ends in the JSON key to look at, where the command prints several
  std::string designs;  ///< name and content hash of every design that was run
  std::string network;  ///< empty where nothing was simulated
  std::string inputs;   ///< what the tensors are
  std::uint64_t seed = 0;
  std::string source;  ///< of table numbers: the publication, and the confidence
};

/// The records of one review, in the order in which they are first used. Equal records are one.
class Evidence {
 public:
  explicit Evidence(Laboratory& laboratory) : laboratory_(laboratory) {}

  Ref add(Record record);
  const std::vector<Record>& records() const { return records_; }

  /// What the tensors of a setting are.
  std::string inputs(const Setting& setting) { return laboratory_.describe_inputs(setting); }
  /// Speed-up of a comparison, as "1.04×".
  Ref speedup(const Comparison& comparison);
  /// A number out of a simulation; `key` is where its JSON holds it.
  Ref simulated(const Subject& subject, const Setting& setting, std::string what, double value, std::string text, std::string unit,
                const std::string& key);
  /// Cycles of a run.
  Ref cycles(const Subject& subject, const Setting& setting);
  /// A share of the lane slots, as "26 %".
  Ref share(const Subject& subject, const Setting& setting, const std::string& key, double value);
  /// "skeptic cost PROPOSAL --against BASELINE".
  static std::string cost_command(const Contest& contest);
  /// A number out of `skeptic cost`: what one design adds to another.
  /// `key`: where the JSON of `skeptic cost` holds it.
  Ref costed(const Contest& contest, std::string what, double value, std::string text, std::string unit, std::string source, const std::string& key);
  /// A number out of `skeptic compare`; `key` is where its JSON holds it.
  Ref compared(const Contest& contest, const Setting& setting, std::string what, double value, std::string text, std::string unit,
               const std::string& key);

  /// A number of a place on an axis that has an experiment of its own; `key` says where the JSON of `skeptic stress` holds it.
  Ref along(const AxisCase& of, const AxisRow& axis, std::string what, double value, std::string text, std::string unit, const std::string& key);

  /// An end of the range on an axis in which inputs of `networks` lie: its number, without the axis's unit. Precondition: finding.real.
  Ref measured_end(const AxisCase& of, const AxisFinding& finding, const std::string& networks, bool most);

  /// What was measured at a place of a curve.
  Ref at(const AxisCase& of, const AxisFinding& finding, const AxisCurve& curve, const CurvePoint& point);

  /// A number of one design of a line-up; `key` is where its entry in the JSON of `skeptic compare` holds it.
  Ref lined_up(const Lineup& lineup, std::size_t standing, std::string what, double value, std::string text, std::string unit,
               const std::string& key);

  /// The share of right answers of a network that ran; `subject` null: with nothing pruned.
  Ref accuracy(const Subject* subject, const Setting& setting, const Accuracy& found);

 private:
  std::string named(const Subject& subject) const;
  Laboratory& laboratory_;
  std::vector<Record> records_;
};

/// "1.04×"; "26 %"; "0.0123 mm²".
std::string times(double ratio);
/// "1.042×", "25.38 %": where two that print alike would seem equal.
std::string exact_times(double ratio);
/// As exact as it takes to see on which side of the threshold it lies.
std::string times_beside(double ratio, double threshold);
std::string exact_percent(double share);
std::string percent(double share);
std::string square_millimetres(double area);

}  // namespace skeptic
