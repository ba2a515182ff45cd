// What the charts of a LaTeX file share: an axis of PGFPlots in a line's width, its ticks, and the keys below it. Lengths are points.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "review/chart.h"

namespace skeptic::latex {

/// Places on an axis, and what stands at them.
struct Ticks {
  std::vector<double> at;
  std::vector<std::string> labels;  ///< LaTeX
  double width = 0;                 ///< of the widest label
  void add(double place, const std::string& label);
};

/// About so many round places, with a unit where it is short.
Ticks even_ticks(double low, double high, double about, const std::string& unit = {});
/// 1, 2 and 5 times powers of ten; more of them on a short axis.
Ticks decade_ticks(double low, double high, const std::string& unit = {});
/// The categories of an axis at 0, 1, 2 …
Ticks category_ticks(const ChartAxis& axis);
/// Width of a text at the size of labels.
double text_width(std::string_view text);

/// "area, mm²", where the unit does not stand at the numbers.
std::string axis_title(const ChartAxis& axis);
/// "15k", "2.5M": of large numbers on an axis.
std::string short_number(double value);
/// A coordinate.
std::string coordinate(double value);
/// The natural logarithm by + - * / alone: the same everywhere.
double logarithm(double value);

/// Smallest and largest of some values; a range of no width is widened.
struct Span {
  double low = 0, high = 0;
  bool any = false;
  void take(double value);
  double width() const { return high - low; }
  void widen();
};

/// Names in the order in which they first come.
std::vector<std::string> names_of_series(const Chart& chart, bool data_alone = false);
std::vector<std::string> panels_of(const Chart& chart);

/// Styles by number, again from the start where there are more.
std::string series_style(std::size_t index);  ///< colour, dash and mark of a line
std::string series_colour(std::size_t index);
std::string loss_colour(std::size_t index);

/// A picture: one axis, or several beside each other, and keys.
class Plot {
 public:
  /// An axis: `left` and `right` are kept free for what stands beside it, of a line that `panels` axes share.
  void begin_axis(const std::string& options, double left, double right, double height, std::size_t panels = 1);
  void end_axis();
  void draw(std::string line) { text_ += std::move(line) + "\n"; }
  /// What a colour, a line or a mark stands for.
  void key(const std::string& sample, std::string_view text);
  std::string text() const;

 private:
  std::string text_, keys_;
  std::size_t axes_ = 0;
};

/// Samples for keys.
std::string box_sample(const std::string& colour);
std::string line_sample(const std::string& style);
std::string mark_sample(const std::string& style);

/// "xtick={1, 2}, xticklabels={{a}, {b}}" for x or y.
std::string tick_options(char axis, const Ticks& ticks);
/// "xmin=…, xmax=…".
std::string range_options(char axis, double low, double high);

// One function a kind.
std::string stacked_bars(const Chart& chart);
std::string waterfall(const Chart& chart);
std::string bars(const Chart& chart);
std::string histogram(const Chart& chart);
std::string lines(const Chart& chart);
std::string roofline(const Chart& chart);
std::string scatter(const Chart& chart);
std::string heat_map(const Chart& chart);

}  // namespace skeptic::latex
