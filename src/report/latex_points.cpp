// Points: curves along an axis, layers under a roof, designs and their front, and a map of cells.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/chart_table.h"
#include "report/latex_plot.h"
#include "report/latex_text.h"

namespace skeptic::latex {
namespace {

template <typename Place>
std::string coordinates(const std::vector<ChartPoint>& points, const Place& place) {
  std::string text;
  for (const ChartPoint& point : points)
    if (std::isfinite(point.x) && std::isfinite(point.y)) text += fmt::format(" ({},{})", coordinate(place(point.x)), coordinate(point.y));
  return text;
}

std::string coordinates(const std::vector<ChartPoint>& points) {
  return coordinates(points, [](double x) { return x; });
}

/// The x axis of a chart of lines: its range, its ticks, and how far along it a value lies.
struct Across {
  double low = 0, high = 1, constant = 0;  ///< of a wide axis that starts at 0, what is drawn is ln(1 + x / constant)
  bool logarithmic = false, categories = false;
  std::string options;
  double below = 0;  ///< more room for slanted names

  Across(const Chart& chart, double assumed);
  /// Where a value is drawn.
  double place(double x) const { return constant > 0 ? logarithm(1 + x / constant) : x; }
  /// The same on the picture, from any start and in any unit.
  double along(double x) const { return logarithmic ? logarithm(x) : place(x); }
};

/// Of the values of a wide axis as many as have room.
Ticks roomy_ticks(const Across& across, std::vector<double> values, const std::string& unit, double assumed) {
  std::sort(values.begin(), values.end());
  Ticks ticks;
  double free = -assumed;
  for (const double x : values) {
    const std::string label = (std::abs(x) >= 100000 ? short_number(x) : chart_number(x)) + (unit == "×" || unit == " %" ? unit : "");
    const double at = (across.along(x) - across.along(across.low)) / (across.along(across.high) - across.along(across.low)) * assumed;
    if (at - text_width(label) / 2 < free) continue;
    free = at + text_width(label) / 2 + 4;
    ticks.add(x, label);
  }
  return ticks;
}

Across::Across(const Chart& chart, double assumed) {
  std::vector<double> values;
  Span span;
  double least_positive = 0;
  for (const ChartSeries& series : chart.series)
    for (const ChartPoint& point : series.points) {
      if (!std::isfinite(point.x)) continue;
      if (std::find(values.begin(), values.end(), point.x) == values.end()) values.push_back(point.x);
      span.take(point.x);
      if (point.x > 0 && (least_positive == 0 || point.x < least_positive)) least_positive = point.x;
    }
  categories = chart.x.scale == Scale::Categories;
  if (categories) {
    const Ticks ticks = category_ticks(chart.x);
    const double count = static_cast<double>(std::max<std::size_t>(1, ticks.at.size()));
    low = -0.4, high = count - 0.6;
    options = fmt::format("{}, {}", range_options('x', low, high), tick_options('x', ticks));
    if (ticks.width > assumed / count) options += ", xticklabel style={rotate=30, anchor=north east, inner sep=1pt}", below = ticks.width / 2;
    return;
  }
  span.widen();
  low = span.low, high = span.high;
  const bool wide = chart.x.scale == Scale::Logarithmic;
  logarithmic = wide && low > 0;
  if (wide && !logarithmic && low >= 0) constant = least_positive > 0 ? least_positive : 1;
  Ticks ticks = wide ? roomy_ticks(*this, values, chart.x.unit, assumed) : even_ticks(low, high, 5, chart.x.unit);
  for (double& at : ticks.at) at = place(at);
  options = fmt::format("{}, {}", range_options('x', place(low), place(high)), tick_options('x', ticks));
  if (logarithmic) options += ", xmode=log";
}

/// Names of levels, to the right of the axis: apart from each other, each as near to its line as that allows.
void name_levels(Plot& plot, std::vector<ChartMark> levels, double low, double high, double height) {
  constexpr double kLine = 8;
  std::stable_sort(levels.begin(), levels.end(), [](const ChartMark& a, const ChartMark& b) { return a.at < b.at; });
  double free = -kLine;
  for (const ChartMark& level : levels) {
    const double own = (level.at - low) / (high - low) * height, at = std::max(own, free + kLine);
    free = at;
    plot.draw(fmt::format("\\draw[skeptic level] ({{rel axis cs:0,{0:.4f}}}) -- ({{rel axis cs:1,{0:.4f}}});", own / height));
    plot.draw(fmt::format("\\node[skeptic note, anchor=west] at ([xshift=2pt, yshift={:.1f}pt]rel axis cs:1,{:.4f}) {{{}}};", at - own, own / height,
                          latex_text(level.label)));
  }
}

}  // namespace

std::string lines(const Chart& chart) {
  const double assumed = chart.small ? 145 : 360, height = chart.small ? 92 : 150;
  const Across across(chart, assumed);
  Span up;
  for (const ChartSeries& series : chart.series)
    for (const ChartPoint& point : series.points) up.take(point.y);
  std::vector<ChartMark> levels;
  double right = 8;
  for (const ChartMark& mark : chart.marks)
    if (mark.kind == MarkKind::Level) levels.push_back(mark), up.take(mark.at), right = std::max(right, text_width(mark.label) + 8);
  const double room = 0.08 * (up.width() > 0 ? up.width() : up.high != 0 ? std::abs(up.high) : 1);
  const double low = up.low >= 0 ? std::max(0.0, up.low - room) : up.low - room, high = up.high + room;
  const Ticks values = even_ticks(low, high, 4, chart.y.unit);
  Plot plot;
  if (across.constant > 0) plot.draw(fmt::format("% x is drawn at ln(1 + x/{})", coordinate(across.constant)));
  plot.begin_axis(fmt::format("{}, {}, {}, ymajorgrids, xlabel={{{}}}, ylabel={{{}}}", across.options, range_options('y', low, high),
                              tick_options('y', values), latex_text(axis_title(chart.x)), latex_text(axis_title(chart.y))),
                  values.width + 20, right, height);
  std::string ranges;
  for (const ChartMark& mark : chart.marks) {
    if (mark.kind != MarkKind::Range) continue;
    const double from = std::clamp(mark.at, across.low, across.high), to = std::clamp(mark.to, across.low, across.high);
    plot.draw(fmt::format("\\path[skeptic range] (axis cs:{0},{2}) rectangle (axis cs:{1},{3});", coordinate(across.place(from)),
                          coordinate(across.place(to)), coordinate(low), coordinate(high)));
    ranges = mark.label;
  }
  name_levels(plot, levels, low, high, height);
  const std::vector<std::string> names = names_of_series(chart);
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    const auto name = static_cast<std::size_t>(std::find(names.begin(), names.end(), chart.series[i].name) - names.begin());
    plot.draw(fmt::format("\\addplot[{}] coordinates {{{} }};", series_style(name),
                          coordinates(chart.series[i].points, [&](double x) { return across.place(x); })));
  }
  std::vector<std::string> broken;
  for (const ChartMark& mark : chart.marks) {
    if (mark.kind != MarkKind::Break) continue;
    plot.draw(fmt::format("\\addplot[skeptic break] coordinates {{ ({},{}) }};", coordinate(across.place(mark.at)), coordinate(mark.to)));
    if (std::find(broken.begin(), broken.end(), mark.label) == broken.end()) broken.push_back(mark.label);
  }
  plot.end_axis();
  if (names.size() > 1)
    for (std::size_t i = 0; i < names.size(); ++i) plot.key(line_sample(series_style(i)), names[i]);
  for (const std::string& label : broken) plot.key(mark_sample("skeptic break"), label);
  if (!ranges.empty()) plot.key("\\tikz\\path[skeptic range] (0,0) rectangle (9pt,5pt);", ranges);
  return plot.text();
}

std::string roofline(const Chart& chart) {
  Span across, up;
  for (const ChartSeries& series : chart.series)
    for (const ChartPoint& point : series.points)
      if (point.x > 0 && point.y > 0) across.take(point.x), up.take(point.y);
  if (!across.any) across.take(1), up.take(1);
  const double left = across.low / 1.25, right = across.high * 1.25, low = up.low / 1.25, high = up.high * 1.25;
  const Ticks values = decade_ticks(low, high);
  Plot plot;
  plot.begin_axis(fmt::format("xmode=log, ymode=log, {}, {}, {}, {}, xmajorgrids, ymajorgrids, xlabel={{{}}}, ylabel={{{}}}",
                              range_options('x', left, right), tick_options('x', decade_ticks(left, right)), range_options('y', low, high),
                              tick_options('y', values), latex_text(axis_title(chart.x)), latex_text(axis_title(chart.y))),
                  values.width + 20, 10, 190);
  const std::vector<std::string> names = names_of_series(chart, true);
  std::size_t roof = 0, points = 0;
  for (const ChartSeries& series : chart.series) {
    if (series.role == SeriesRole::Bound)
      plot.draw(fmt::format("\\addplot[{}, no marks] coordinates {{{} }};", series_style(roof++), coordinates(series.points)));
    else
      plot.draw(fmt::format("\\addplot[{}, only marks, opacity=0.8] coordinates {{{} }};", series_style(points++), coordinates(series.points)));
  }
  plot.end_axis();
  for (std::size_t i = 0; i < names.size(); ++i) plot.key(line_sample(series_style(i)), names[i]);
  return plot.text();
}

namespace {

/// A rectangle on the picture.
struct Box {
  double left, low, right, high;
  bool meets(const Box& other) const { return left < other.right && other.left < right && low < other.high && other.low < high; }
};

/// Where the name of a point stands, so that it covers neither another name nor a point; nothing where there is no room.
struct Placing {
  double width, height;
  std::vector<Box> taken;

  /// x and y of a shift, and the anchor.
  std::string place(double x, double y, const std::string& name) {
    const double w = text_width(name), h = 8;
    struct Side {
      const char* anchor;
      double dx, dy;  ///< of the lower left corner, in widths and heights of the name
    };
    static constexpr Side kSides[] = {{"south west", 0, 0}, {"south east", -1, 0}, {"north west", 0, -1}, {"north east", -1, -1},
                                      {"south", -0.5, 0.2}, {"north", -0.5, -1.2}, {"west", 0.02, -0.5},  {"east", -1.02, -0.5}};
    for (const double away : {3.0, 7.0, 12.0, 18.0})
      for (const Side& side : kSides) {
        const double dx = (side.dx > -0.4 ? 1 : side.dx < -0.6 ? -1 : 0) * away, dy = (side.dy >= 0 ? 1 : side.dy < -0.6 ? -1 : 0) * away;
        const double left = x + dx + side.dx * w, low = y + dy + side.dy * h;
        const Box box{left, low, left + w, low + h};
        if (box.left < 0 || box.right > width + 30 || box.low < 0 || box.high > height + 6) continue;
        if (std::any_of(taken.begin(), taken.end(), [&](const Box& other) { return box.meets(other); })) continue;
        taken.push_back(box);
        return fmt::format("anchor={}, xshift={:.0f}pt, yshift={:.0f}pt", side.anchor, dx, dy);
      }
    return {};
  }
};

}  // namespace

std::string scatter(const Chart& chart) {
  Span across, up;
  for (const ChartSeries& series : chart.series)
    for (const ChartPoint& point : series.points) across.take(point.x), up.take(point.y);
  across.widen(), up.widen();
  const bool log_x = chart.x.scale == Scale::Logarithmic && across.low > 0, log_y = chart.y.scale == Scale::Logarithmic && up.low > 0;
  const auto ends = [](const Span& span, bool logarithmic) {
    const double more = 0.08 * span.width();
    return logarithmic ? std::pair(span.low / 1.25, span.high * 1.25) : std::pair(span.low - more, span.high + more);
  };
  const auto [left, right] = ends(across, log_x);
  const auto [low, high] = ends(up, log_y);
  const Ticks places = log_x ? decade_ticks(left, right, chart.x.unit) : even_ticks(left, right, 6, chart.x.unit);
  const Ticks values = log_y ? decade_ticks(low, high, chart.y.unit) : even_ticks(low, high, 5, chart.y.unit);
  constexpr double kHeight = 190, kAssumed = 380;
  Plot plot;
  plot.begin_axis(fmt::format("{}{}{}, {}, {}, {}, xmajorgrids, ymajorgrids, xlabel={{{}}}, ylabel={{{}}}", log_x ? "xmode=log, " : "",
                              log_y ? "ymode=log, " : "", range_options('x', left, right), tick_options('x', places), range_options('y', low, high),
                              tick_options('y', values), latex_text(axis_title(chart.x)), latex_text(axis_title(chart.y))),
                  values.width + 20, 34, kHeight);
  std::vector<std::string> named;
  std::vector<std::pair<const ChartSeries*, std::string>> styles;
  for (const ChartSeries& series : chart.series) {
    if (series.role == SeriesRole::Bound) {
      plot.draw(fmt::format("\\addplot[const plot, no marks, skepticup, line width=0.8pt, dash pattern=on 4pt off 2pt] coordinates {{{} }};",
                            coordinates(series.points)));
      for (const ChartPoint& point : series.points) named.push_back(point.label);
      continue;
    }
    const bool own = styles.empty();
    styles.emplace_back(&series, series.role == SeriesRole::Aside ? "skeptic aside" : own ? "skeptic own" : "skeptic other");
    if (own)
      for (const ChartPoint& point : series.points) named.push_back(point.label);
  }
  for (const auto& [series, style] : styles) plot.draw(fmt::format("\\addplot[{}] coordinates {{{} }};", style, coordinates(series->points)));
  const auto on_picture = [&](const ChartPoint& point) {
    const auto share = [](double value, double from, double to, bool logarithmic) {
      return logarithmic ? (logarithm(value) - logarithm(from)) / (logarithm(to) - logarithm(from)) : (value - from) / (to - from);
    };
    return std::pair(share(point.x, left, right, log_x) * kAssumed, share(point.y, low, high, log_y) * kHeight);
  };
  Placing placing{kAssumed, kHeight, {}};
  for (const auto& [series, style] : styles)
    for (const ChartPoint& point : series->points) {
      const auto [x, y] = on_picture(point);
      placing.taken.push_back({x - 3, y - 3, x + 3, y + 3});
    }
  for (const auto& [series, style] : styles)
    for (const ChartPoint& point : series->points) {
      if (std::find(named.begin(), named.end(), point.label) == named.end()) continue;
      const auto [x, y] = on_picture(point);
      if (const std::string where = placing.place(x, y, point.label); !where.empty())
        plot.draw(fmt::format("\\node[skeptic note, text=black, {}] at (axis cs:{},{}) {{{}}};", where, coordinate(point.x), coordinate(point.y),
                              latex_text(point.label)));
    }
  plot.end_axis();
  for (const auto& [series, style] : styles) plot.key(mark_sample(style), series->name);
  for (const ChartSeries& series : chart.series)
    if (series.role == SeriesRole::Bound)
      plot.key("\\tikz[baseline=-2.2pt]\\draw[skepticup, line width=0.8pt, dash pattern=on 4pt off 2pt] (0,0) -- (18pt,0);", series.name);
  return plot.text();
}

namespace {

/// Of 0 … 100, between the two of the four colours of a map that are nearest.
std::string heat(double value) {
  const double at = std::clamp(value, 0.0, 100.0) / 100 * 3;
  const int colour = std::min(2, static_cast<int>(at));
  return fmt::format("skepticheat{}!{:.0f}!skepticheat{}", colour + 1, (at - colour) * 100, colour);
}

}  // namespace

std::string heat_map(const Chart& chart) {
  const std::vector<std::string> panels = panels_of(chart);
  const double columns = static_cast<double>(std::max<std::size_t>(1, chart.x.categories.size())),
               rows = static_cast<double>(std::max<std::size_t>(1, chart.y.categories.size()));
  const double side = 160, height = std::clamp(side * rows / columns, 40.0, 200.0);
  // As many names as have room.
  const auto thinned = [](const ChartAxis& axis, std::size_t most) {
    Ticks ticks;
    const std::size_t every = (axis.categories.size() + most - 1) / most;
    for (std::size_t i = 0; i < axis.categories.size(); i += std::max<std::size_t>(1, every)) ticks.add(static_cast<double>(i), axis.categories[i]);
    return ticks;
  };
  const Ticks across = thinned(chart.x, 8), down = thinned(chart.y, height < 100 ? 4 : 8);
  Plot plot;
  for (const std::string& panel : panels) {
    const bool first = panel == panels.front();
    plot.begin_axis(
        fmt::format("title={{{}}}, y dir=reverse, {}, {}, {}, {}{}, xlabel={{{}}}{}, x tick style={{draw=none}}, y tick style={{draw=none}}",
                    latex_text(panel), range_options('x', -0.5, columns - 0.5), range_options('y', -0.5, rows - 0.5), tick_options('x', across),
                    tick_options('y', down), first ? "" : ", yticklabels={}", latex_text(axis_title(chart.x)),
                    first ? fmt::format(", ylabel={{{}}}", latex_text(axis_title(chart.y))) : ""),
        down.width + 18, 8, height, std::max<std::size_t>(2, panels.size()));
    for (const ChartSeries& series : chart.series) {
      if (series.panel != panel) continue;
      for (const ChartPoint& point : series.points)
        if (point.value)
          plot.draw(fmt::format("\\skepticcell{{{}}}{{{}}}{{{}}}{{{}}}", coordinate(point.x), coordinate(point.y), heat(*point.value),
                                coordinate(*point.value)));
    }
    plot.end_axis();
  }
  plot.key("\\skepticheat", fmt::format("{}, 0 to 100{}", chart.value_title, chart.value_unit));
  return plot.text();
}

}  // namespace skeptic::latex
