// Bars: by category, on top of each other or side by side, from level to level, and counts by bin.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/chart_table.h"
#include "report/latex_plot.h"
#include "report/latex_text.h"

namespace skeptic::latex {
namespace {

/// Categories stand to the left of horizontal bars, on a line each, unless one is so long that it takes two.
struct Places {
  Ticks ticks;
  double left, row;
  std::string options;

  Places(const ChartAxis& axis, double row_height) : ticks(category_ticks(axis)), left(std::min(ticks.width, 150.0) + 6), row(row_height) {
    const double last = static_cast<double>(ticks.at.size()) - 0.5;
    options =
        fmt::format("y dir=reverse, ymin=-0.5, ymax={}, {}, y tick style={{draw=none}}", coordinate(std::max(last, 0.5)), tick_options('y', ticks));
    if (ticks.width <= left - 6) return;
    row = std::max(row, 19.0);
    options += fmt::format(", yticklabel style={{text width={:.0f}pt, align=right}}", left - 6);
  }
  double height() const { return row * std::max<double>(1, static_cast<double>(ticks.at.size())); }
};

std::string values_axis(double low, double high, const Ticks& ticks, const std::string& title) {
  return fmt::format("{}, {}, xmajorgrids, xlabel={{{}}}", range_options('x', low, high), tick_options('x', ticks), latex_text(title));
}

/// Across horizontal bars, with its name above them.
std::string level_line(const ChartMark& mark, const Places& places) {
  return fmt::format("\\draw[skeptic level] (axis cs:{0},{1}) -- (axis cs:{0},-0.5) node[skeptic note, anchor=south] {{{2}}};", coordinate(mark.at),
                     coordinate(static_cast<double>(places.ticks.at.size()) - 0.5), latex_text(mark.label));
}

}  // namespace

std::string stacked_bars(const Chart& chart) {
  const std::vector<std::string> parts = names_of_series(chart), panels = panels_of(chart);
  // All panels have one scale.
  std::vector<double> totals(chart.x.categories.size() * panels.size());
  for (const ChartSeries& series : chart.series) {
    const auto panel = static_cast<std::size_t>(std::find(panels.begin(), panels.end(), series.panel) - panels.begin());
    for (const ChartPoint& point : series.points) totals[panel * chart.x.categories.size() + static_cast<std::size_t>(point.x)] += point.y;
  }
  const double highest = totals.empty() ? 0 : *std::max_element(totals.begin(), totals.end()), high = highest > 0 ? highest * 1.02 : 1;
  const Places places(chart.x, 10.5);
  Plot plot;
  for (const std::string& panel : panels) {
    const bool first = panel == panels.front();
    const Ticks ticks = even_ticks(0, high, panels.size() > 1 ? 4 : 6, chart.y.unit);
    plot.begin_axis(
        fmt::format("{}, {}{}, title={{{}}}, xbar stacked, bar width={:.1f}pt", places.options, values_axis(0, high, ticks, axis_title(chart.y)),
                    first ? "" : ", yticklabels={}", latex_text(panel), 0.7 * places.row),
        places.left, 10, places.height(), panels.size());
    for (const ChartSeries& series : chart.series) {
      if (series.panel != panel) continue;
      const auto part = static_cast<std::size_t>(std::find(parts.begin(), parts.end(), series.name) - parts.begin());
      std::string points;
      for (const ChartPoint& point : series.points) points += fmt::format(" ({},{})", coordinate(point.y), coordinate(point.x));
      plot.draw(fmt::format("\\addplot[fill={}, draw=none] coordinates {{{} }};", loss_colour(part), points));
    }
    plot.end_axis();
  }
  for (std::size_t part = 0; part < parts.size(); ++part) plot.key(box_sample(loss_colour(part)), parts[part]);
  return plot.text();
}

std::string waterfall(const Chart& chart) {
  struct Bar {
    double x, from, to;
    bool step;
  };
  std::vector<Bar> all;
  for (const ChartSeries& series : chart.series)
    for (const ChartPoint& point : series.points) all.push_back({point.x, 0, point.y, series.role == SeriesRole::Step});
  std::stable_sort(all.begin(), all.end(), [](const Bar& a, const Bar& b) { return a.x < b.x; });
  Span span;
  span.take(0);
  double before = 0;
  for (Bar& bar : all) {
    bar.from = bar.step ? before : 0;
    before = bar.to;
    span.take(bar.to);
  }
  for (const ChartMark& mark : chart.marks) span.take(mark.at);
  span.widen();
  const double high = span.high + 0.02 * span.width();
  const Places places(chart.x, 14);
  Plot plot;
  plot.begin_axis(
      fmt::format("{}, {}", places.options, values_axis(span.low, high, even_ticks(span.low, high, 6, chart.y.unit), axis_title(chart.y))),
      places.left, 36, places.height());
  for (const ChartMark& mark : chart.marks)
    if (mark.kind == MarkKind::Level) plot.draw(level_line(mark, places));
  bool levels = false, loses = false, gains = false;
  for (const Bar& bar : all) {
    const char* colour = !bar.step ? "skepticlevel" : bar.to < bar.from ? "skepticdown" : "skepticup";
    (!bar.step ? levels : bar.to < bar.from ? loses : gains) = true;
    const double low = std::min(bar.from, bar.to), top = std::max(bar.from, bar.to);
    // Where nothing changes a line stands for the bar.
    plot.draw(fmt::format("\\path[fill={0}, draw={0}, line width=0.6pt] (axis cs:{1},{2}) rectangle (axis cs:{3},{4});", colour, coordinate(low),
                          coordinate(bar.x - 0.3), coordinate(top), coordinate(bar.x + 0.3)));
    plot.draw(fmt::format("\\node[skeptic note, anchor=west, text=black, fill=white] at (axis cs:{},{}) {{{}}};", coordinate(top), coordinate(bar.x),
                          latex_text(chart_number(bar.to) + chart.y.unit)));
  }
  plot.end_axis();
  if (levels) plot.key(box_sample("skepticlevel"), "level");
  if (loses) plot.key(box_sample("skepticdown"), "loses");
  if (gains) plot.key(box_sample("skepticup"), "gains");
  return plot.text();
}

std::string bars(const Chart& chart) {
  const std::vector<std::string> names = names_of_series(chart);
  constexpr double kBar = 7;
  Span span;
  span.take(0);
  for (const ChartSeries& series : chart.series)
    for (const ChartPoint& point : series.points) span.take(point.y);
  span.widen();
  const double high = span.high + 0.02 * span.width(), count = static_cast<double>(names.size());
  const Places places(chart.x, kBar * count + 6);
  Plot plot;
  plot.begin_axis(fmt::format("{}, {}, bar width={:.1f}pt", places.options,
                              values_axis(span.low, high, even_ticks(span.low, high, 6, chart.y.unit), axis_title(chart.y)), kBar - 1),
                  places.left, 36, places.height());
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    const double shift = ((count - 1) / 2 - static_cast<double>(i)) * kBar;
    std::string points, numbers;
    for (const ChartPoint& point : chart.series[i].points) {
      points += fmt::format(" ({},{})", coordinate(point.y), coordinate(point.x));
      numbers += fmt::format("\\node[skeptic note, text=black, anchor=west] at ([yshift={:.1f}pt]axis cs:{},{}) {{{}}};\n", shift,
                             coordinate(std::max(0.0, point.y)), coordinate(point.x), latex_text(fmt::format("{:.3g}", point.y)));
    }
    plot.draw(
        fmt::format("\\addplot[xbar, bar shift={:.1f}pt, fill={}, draw=none] coordinates {{{} }};\n{}", shift, series_colour(i), points, numbers));
  }
  plot.end_axis();
  for (std::size_t i = 0; i < names.size(); ++i) plot.key(box_sample(series_colour(i)), names[i]);
  return plot.text();
}

std::string histogram(const Chart& chart) {
  Span across, up;
  up.take(0);
  for (const ChartSeries& series : chart.series)
    for (const ChartPoint& point : series.points) across.take(point.x), across.take(point.x + chart.x.step), up.take(point.y);
  across.widen(), up.widen();
  // A place far away would leave the bars no room: it is told at the side where it lies.
  const double far = 3 * across.width();
  std::vector<ChartMark> places, beyond;
  for (const ChartMark& mark : chart.marks)
    if (mark.kind == MarkKind::Place) (mark.at < across.low - far || mark.at > across.high + far ? beyond : places).push_back(mark);
  for (const ChartMark& mark : places) across.take(mark.at);
  std::stable_sort(places.begin(), places.end(), [](const ChartMark& a, const ChartMark& b) { return a.at < b.at; });
  const double low = across.low - 0.03 * across.width(), high = across.high + 0.03 * across.width(), top = up.high * 1.04;
  const Ticks counts = even_ticks(0, top, std::min(3.0, std::floor(top)));
  Plot plot;
  plot.begin_axis(fmt::format("{}, {}, {}, {}, ymajorgrids, xlabel={{{}}}, ylabel={{{}}}", range_options('x', low, high),
                              tick_options('x', even_ticks(low, high, 5, chart.x.unit)), range_options('y', 0, top), tick_options('y', counts),
                              latex_text(axis_title(chart.x)), latex_text(axis_title(chart.y))),
                  counts.width + 22, 12, chart.small ? 84 : 130);
  for (const ChartSeries& series : chart.series)
    for (const ChartPoint& point : series.points)
      plot.draw(fmt::format("\\path[fill=skepticup, draw=white, line width=0.2pt] (axis cs:{},0) rectangle (axis cs:{},{});", coordinate(point.x),
                            coordinate(point.x + chart.x.step), coordinate(point.y)));
  // Names stand above the bars, one above the other where they are near each other.
  constexpr double kAssumed = 160, kLine = 8.5;
  std::vector<double> ends;  // of the last name on every line
  for (const ChartMark& mark : places) {
    const double centre = (mark.at - low) / (high - low) * kAssumed, half = text_width(mark.label) / 2 + 2;
    std::size_t line = 0;
    while (line < ends.size() && ends[line] > centre - half) ++line;
    if (line == ends.size()) ends.push_back(0);
    ends[line] = centre + half;
    plot.draw(
        fmt::format("\\draw[skeptic level, draw=black] (axis cs:{0},0) -- ([yshift={2:.1f}pt]axis cs:{0},{1}) node[skeptic note, text=black, "
                    "anchor=south] {{{3}}};",
                    coordinate(mark.at), coordinate(top), kLine * static_cast<double>(line) + 1, latex_text(mark.label)));
  }
  double down = 0;
  for (const ChartMark& mark : beyond) {
    const bool right = mark.at > high;
    const std::string told = mark.label + " at " + chart_place(chart.x, mark.at);
    plot.draw(fmt::format("\\node[skeptic note, text=black, fill=white, anchor=north {}] at ([yshift={:.1f}pt]rel axis cs:{},1) {{{}}};",
                          right ? "east" : "west", -down, right ? 1 : 0,
                          right ? latex_text(told) + " $\\rightarrow$" : "$\\leftarrow$ " + latex_text(told)));
    down += kLine;
  }
  plot.end_axis();
  return plot.text();
}

}  // namespace skeptic::latex
