#include "report/chart_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "report/style.h"

namespace skeptic {
namespace {

std::string titled(const std::string& title, const std::string& unit) {
  const std::string bare = unit.starts_with(' ') ? unit.substr(1) : unit;
  return bare.empty() ? title : title.empty() ? bare : fmt::format("{} ({})", title, bare);
}

bool in_panels(const Chart& chart) {
  return std::any_of(chart.series.begin(), chart.series.end(), [](const ChartSeries& series) { return !series.panel.empty(); });
}

/// A row a place, a column a series.
ChartTable by_place(const Chart& chart) {
  const bool panels = in_panels(chart);
  std::vector<std::string> names;
  for (const ChartSeries& series : chart.series)
    if (std::find(names.begin(), names.end(), series.name) == names.end()) names.push_back(series.name);
  ChartTable table;
  if (panels) table.header.emplace_back("of");
  table.header.push_back(titled(chart.x.title, chart.x.scale == Scale::Categories ? "" : chart.x.unit));
  table.keys = table.header.size();
  for (const std::string& name : names) table.header.push_back(titled(name.empty() ? chart.y.title : name, chart.y.unit));
  std::map<std::pair<std::string, double>, std::size_t> places;
  for (const ChartSeries& series : chart.series) {
    const auto column = static_cast<std::size_t>(std::find(names.begin(), names.end(), series.name) - names.begin());
    for (const ChartPoint& point : series.points) {
      const auto [found, fresh] = places.emplace(std::pair{series.panel, point.x}, table.rows.size());
      if (fresh) {
        std::vector<std::string> row(table.header.size());
        if (panels) row[0] = series.panel;
        row[table.keys - 1] = chart.x.step > 0 ? fmt::format("{} to {}", chart_place(chart.x, point.x), chart_place(chart.x, point.x + chart.x.step))
                                               : chart_place(chart.x, point.x);
        table.rows.push_back(std::move(row));
      }
      table.rows[found->second][table.keys + column] = chart_number(point.y);
    }
  }
  if (panels) return table;
  // Series that were measured at different places: in the order of the axis.
  std::vector<std::pair<double, std::size_t>> order;
  for (const auto& [place, at] : places) order.emplace_back(place.second, at);
  std::sort(order.begin(), order.end());
  std::vector<std::vector<std::string>> rows;
  for (const auto& [x, at] : order) rows.push_back(std::move(table.rows[at]));
  table.rows = std::move(rows);
  return table;
}

/// A row a point.
ChartTable by_point(const Chart& chart) {
  ChartTable table{{"", "of", titled(chart.x.title, chart.x.unit), titled(chart.y.title, chart.y.unit)}, {}, 2};
  for (const ChartSeries& series : chart.series)
    for (const ChartPoint& point : series.points)
      table.rows.push_back({point.label, series.name, chart_place(chart.x, point.x), chart_number(point.y)});
  return table;
}

/// A row a row of the map, a column a column of it.
ChartTable by_cell(const Chart& chart) {
  const bool panels = in_panels(chart);
  ChartTable table;
  if (panels) table.header.emplace_back("of");
  table.header.push_back(chart.y.title);
  table.keys = table.header.size();
  double last = 0;
  for (const ChartSeries& series : chart.series)
    for (const ChartPoint& point : series.points) last = std::max(last, point.x);
  for (int column = 0; column <= static_cast<int>(last); ++column) table.header.push_back(chart_place(chart.x, column));
  for (const ChartSeries& series : chart.series) {
    std::map<double, std::size_t> rows;
    for (const ChartPoint& point : series.points) {
      const auto [found, fresh] = rows.emplace(point.y, table.rows.size());
      if (fresh) {
        table.rows.emplace_back(table.header.size());
        if (panels) table.rows.back()[0] = series.panel;
        table.rows.back()[table.keys - 1] = chart_place(chart.y, point.y);
      }
      table.rows[found->second][table.keys + static_cast<std::size_t>(point.x)] = point.value ? chart_number(*point.value) : "";
    }
  }
  return table;
}

}  // namespace

std::string chart_number(double value) {
  if (std::abs(value) < 9e15 && value == std::floor(value)) return grouped(static_cast<std::int64_t>(value));
  if (std::abs(value) >= 10000 && std::abs(value) < 9e15) return grouped(std::llround(value));
  return fmt::format("{:.4g}", value);
}

std::string chart_place(const ChartAxis& axis, double x) {
  if (axis.scale != Scale::Categories) return chart_number(x) + axis.unit;
  const auto index = static_cast<std::size_t>(x);
  return index < axis.categories.size() ? axis.categories[index] : chart_number(x);
}

ChartTable chart_table(const Chart& chart) {
  switch (chart.kind) {
    case ChartKind::Scatter:
    case ChartKind::Roofline:
      return by_point(chart);
    case ChartKind::HeatMap:
      return by_cell(chart);
    default:
      return by_place(chart);
  }
}

}  // namespace skeptic
