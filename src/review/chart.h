// A chart of a document: what is drawn and from which numbers. How it looks is the renderers' matter.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "review/prose.h"

namespace skeptic {

enum class ChartKind { StackedBars, Lines, Waterfall, Roofline, Scatter, HeatMap, Bars, Histogram };

struct ChartKindRow {
  ChartKind kind;
  std::string_view key;
  std::string_view meaning;
};

inline constexpr std::array kChartKinds{
    ChartKindRow{ChartKind::StackedBars, "stacked-bars", "by category x, the y of its series on top of each other"},
    ChartKindRow{ChartKind::Lines, "lines", "y along x, a line a series; break points, thresholds and a marked range"},
    ChartKindRow{ChartKind::Waterfall, "waterfall", "levels y by category x; a bar from each to the next where the series is a step"},
    ChartKindRow{ChartKind::Roofline, "roofline", "points, and roofs above them, on two logarithmic scales"},
    ChartKindRow{ChartKind::Scatter, "scatter", "points, and the front of those that nothing dominates"},
    ChartKindRow{ChartKind::HeatMap, "heat-map", "a value by column x and row y"},
    ChartKindRow{ChartKind::Bars, "bars", "by category x, the y of its series beside each other"},
    ChartKindRow{ChartKind::Histogram, "histogram", "how many (y) lie in the bin that starts at x"},
};

constexpr const ChartKindRow& row(ChartKind kind) { return kChartKinds[static_cast<std::size_t>(kind)]; }

/// Of Logarithmic 0 is the start, where there is one.
enum class Scale { Linear, Logarithmic, Categories };
inline constexpr std::array<std::string_view, 3> kScales{"linear", "logarithmic", "categories"};

struct ChartAxis {
  std::string title;
  std::string unit{};  ///< behind a number: "×", " %"; empty where it has none
  Scale scale = Scale::Linear;
  std::vector<std::string> categories{};  ///< a place on the axis is the index of one
  double step = 0;                        ///< of a histogram: the width of a bin
};

struct ChartPoint {
  double x = 0, y = 0;
  std::optional<double> value{};  ///< of a cell of a heat map
  std::string label{};            ///< what the point is: a layer, a design
};

enum class SeriesRole {
  Data,
  Bound,  ///< a roof or a front: a line that data stay below
  Step,   ///< of a waterfall: from the level before to its own
  Aside,  ///< data that do not compare with the rest: of a design that drops more
};
inline constexpr std::array<std::string_view, 4> kSeriesRoles{"data", "bound", "step", "aside"};

struct ChartSeries {
  std::string name;
  std::string panel{};  ///< charts beside each other on the same scales; empty: there is one
  SeriesRole role = SeriesRole::Data;
  std::vector<ChartPoint> points{};
};

enum class MarkKind {
  Level,  ///< a value of y: a threshold
  Place,  ///< a value of x
  Range,  ///< of x, from … to: where measured inputs lie
  Break,  ///< a point where a curve falls below a level
};
inline constexpr std::array<std::string_view, 4> kMarkKinds{"level", "place", "range", "break"};

struct ChartMark {
  MarkKind kind{};
  std::string label;
  double at = 0;  ///< y of a level; x of all others
  double to = 0;  ///< the end of a range; y of a break
};

struct Chart {
  ChartKind kind{};
  std::string id;  ///< of letters, digits and hyphens; no two in a document
  std::string title;
  Sentence caption{};         ///< what is to be seen
  std::string alternative{};  ///< the same for those who do not see it, with its numbers
  ChartAxis x{}, y{};
  std::string value_title{}, value_unit{};  ///< of a heat map's cells
  std::vector<ChartSeries> series{};
  std::vector<ChartMark> marks{};
  std::vector<std::string> commands{};  ///< each prints some of the numbers; together all of them
  bool small = false;                   ///< one of many of its kind, side by side
};

}  // namespace skeptic
