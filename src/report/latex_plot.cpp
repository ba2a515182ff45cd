#include "report/latex_plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "report/chart_table.h"
#include "report/latex_text.h"
#include "report/style.h"

namespace skeptic::latex {
namespace {

constexpr std::size_t kStyles = 8, kLosses = 9;
constexpr double kCharacter = 3.85;  ///< on average, in words of 7 points
constexpr double kGap = 16;          ///< between panels

/// Units that stand at every number.
bool stands_at_numbers(const std::string& unit) { return unit == "×" || unit == " %" || unit == "%"; }

std::string rounded(double value) {
  // Ticks are round: what is left of 0.1 + 0.2 is no digit of theirs.
  return fmt::format("{:.6g}", value);
}

std::string tick_label(double value, const std::string& unit) {
  const std::string number = std::abs(value) >= 10000 ? short_number(value) : rounded(value);
  return number + (stands_at_numbers(unit) ? unit : "");
}

}  // namespace

void Ticks::add(double place, const std::string& label) {
  at.push_back(place);
  labels.push_back(latex_text(label));
  width = std::max(width, text_width(label));
}

std::string coordinate(double value) { return fmt::format("{:.6g}", value); }

std::string short_number(double value) {
  for (const auto& [scale, letter] : {std::pair{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}})
    if (std::abs(value) >= scale) return fmt::format("{:.4g}{}", value / scale, letter);
  return rounded(value);
}

double logarithm(double value) {
  int exponent = 0;
  double part = std::frexp(value, &exponent);
  if (part < 0.7071) part *= 2, --exponent;  // near 1, which has the logarithm 0
  const double z = (part - 1) / (part + 1), square = z * z;
  double sum = 0, power = z;
  for (int i = 1; i < 40; i += 2, power *= square) sum += power / i;
  return 2 * sum + exponent * 0.693147180559945309;
}

Ticks even_ticks(double low, double high, double about, const std::string& unit) {
  const double wanted = (high - low) / about;
  double step = 1;
  while (step > wanted) step /= 10;
  while (step * 10 <= wanted) step *= 10;
  step *= wanted > 5 * step ? 10 : wanted > 2 * step ? 5 : wanted > step ? 2 : 1;
  Ticks ticks;
  for (double i = std::ceil(low / step - 1e-9) + 0.0; i * step <= high + 1e-9 * step; ++i) ticks.add(i * step, tick_label(i * step, unit));
  return ticks;
}

Ticks decade_ticks(double low, double high, const std::string& unit) {
  static constexpr std::array kFew{1.0, 2.0, 5.0}, kDecades{1.0, 1.0, 1.0};
  static constexpr std::array kMany{1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0};
  Ticks ticks;
  const auto take = [&](const auto& digits) {
    double power = 1;
    while (power > low) power /= 10;
    while (power * 10 <= low) power *= 10;
    for (; power <= high; power *= 10)
      for (const double digit : digits) {
        const double at = digit * power;
        if (at < low || at > high || (!ticks.at.empty() && ticks.at.back() == at)) continue;
        ticks.add(at, tick_label(at, unit));
      }
  };
  if (high / low < 12)
    take(kMany);
  else if (high / low < 20000)
    take(kFew);
  else
    take(kDecades);
  return ticks;
}

Ticks category_ticks(const ChartAxis& axis) {
  Ticks ticks;
  for (std::size_t i = 0; i < axis.categories.size(); ++i) ticks.add(static_cast<double>(i), axis.categories[i]);
  return ticks;
}

double text_width(std::string_view text) { return kCharacter * static_cast<double>(columns(text)) + 2; }

std::string axis_title(const ChartAxis& axis) {
  const std::string unit = axis.unit.starts_with(' ') ? axis.unit.substr(1) : axis.unit;
  if (unit.empty() || stands_at_numbers(axis.unit) || axis.title.find(unit) != std::string::npos) return axis.title;
  return axis.title + ", " + unit;
}

void Span::take(double value) {
  if (!std::isfinite(value)) return;
  low = any ? std::min(low, value) : value;
  high = any ? std::max(high, value) : value;
  any = true;
}

void Span::widen() {
  if (high > low) return;
  const double half = any && low != 0 ? std::abs(low) / 2 : 1;
  low -= half, high += half;
}

std::vector<std::string> names_of_series(const Chart& chart, bool data_alone) {
  std::vector<std::string> names;
  for (const ChartSeries& series : chart.series)
    if ((!data_alone || series.role != SeriesRole::Bound) && std::find(names.begin(), names.end(), series.name) == names.end())
      names.push_back(series.name);
  return names;
}

std::vector<std::string> panels_of(const Chart& chart) {
  std::vector<std::string> panels;
  for (const ChartSeries& series : chart.series)
    if (std::find(panels.begin(), panels.end(), series.panel) == panels.end()) panels.push_back(series.panel);
  if (panels.empty()) panels.emplace_back();
  return panels;
}

std::string series_style(std::size_t index) { return fmt::format("skeptic line {}", index % kStyles); }
std::string series_colour(std::size_t index) { return fmt::format("skepticseries{}", index % kStyles); }
std::string loss_colour(std::size_t index) { return fmt::format("skepticloss{}", index % kLosses); }

void Plot::begin_axis(const std::string& options, double left, double right, double height, std::size_t panels) {
  if (axes_ == 0) text_ += "\\begin{tikzpicture}\n";
  const std::string beside =
      axes_ == 0 ? "name=skeptic0"
                 : fmt::format("name=skeptic{}, at={{(skeptic{}.south east)}}, anchor=south west, xshift={}pt", axes_, axes_ - 1, kGap);
  const auto part = [&](double around) {
    return panels == 1 ? fmt::format("\\dimexpr\\linewidth-{:.0f}pt\\relax", around)
                       : fmt::format("\\dimexpr(\\linewidth-{:.0f}pt)/{}\\relax", around + kGap * static_cast<double>(panels - 1), panels);
  };
  // Titles stay within the picture, in as many lines as they need.
  const double more = panels == 1 ? std::max(0.0, std::min(left, 2 * right) - 8) : 0;
  text_ += fmt::format("\\begin{{axis}}[skeptic, {}, width={}, height={:.0f}pt,\n  xlabel style={{text width={}, align=center}}, ", beside,
                       part(left + right), height, part(left + right - more));
  text_ += fmt::format("ylabel style={{text width={:.0f}pt, align=center}}, title style={{text width={}, align=left}},\n  {}]\n", height + 16,
                       part(left + right), options);
}

void Plot::end_axis() {
  text_ += "\\end{axis}\n";
  ++axes_;
}

void Plot::key(const std::string& sample, std::string_view text) {
  // A short one stays on one line.
  keys_ += fmt::format("\\skeptic{}key{{{}}}{{{}}}%\n", columns(text) > 40 ? "long" : "", sample, latex_text(text));
}

std::string Plot::text() const { return text_ + "\\end{tikzpicture}" + (keys_.empty() ? "\n" : "\n\\skeptickeys{%\n" + keys_ + "}\n"); }

std::string box_sample(const std::string& colour) { return "\\tikz\\fill[" + colour + "] (0,0) rectangle (6pt,5pt);"; }

std::string line_sample(const std::string& style) {
  return "\\tikz[baseline=-2.2pt]\\draw[" + style + "] plot coordinates {(0pt,0pt) (9pt,0pt) (18pt,0pt)};";
}

std::string mark_sample(const std::string& style) { return "\\tikz[baseline=-2.2pt]\\draw[" + style + ", only marks] plot coordinates {(0pt,0pt)};"; }

std::string tick_options(char axis, const Ticks& ticks) {
  std::string at, labels;
  for (std::size_t i = 0; i < ticks.at.size(); ++i) {
    at += (i > 0 ? "," : "") + coordinate(ticks.at[i]);
    labels += fmt::format("{}{{{}}}", i > 0 ? "," : "", ticks.labels[i]);
  }
  return fmt::format("{0}tick={{{1}}}, {0}ticklabels={{{2}}}", axis, at, labels);
}

std::string range_options(char axis, double low, double high) {
  return fmt::format("{0}min={1}, {0}max={2}", axis, coordinate(low), coordinate(high));
}

}  // namespace skeptic::latex
