// Documents for the tests of the renderers, with numbers that are given.
#pragma once

#include <cmath>
#include <string>
#include <utility>

#include "review/document.h"

namespace skeptic {

inline Record sample_record(std::string what, double value, std::string text) {
  return {std::move(what),
          value,
          std::move(text),
          "ratio of times",
          "skeptic compare a.yaml 'b c' --json -   # speedup",
          "a (0123456789abcdef)",
          "resnet20",
          "synthetic | normal",
          9,
          "a source"};
}

/// Every kind of block but charts, with three records.
inline Document sample() {
  Document document;
  document.title = "dynamic_4:8 against ampere*";
  document.records = {sample_record("speed-up", 1.0449, "1.04×"), sample_record("share", 0.26, "26 %"), sample_record("a|b", 62491, "62,491 cycles")};
  document.verdict = Verdict{Judgement::Kill, say("At equal area you are at {}.", Ref{0}), true};
  document.summary = {say("Measured: {}.", Ref{0}), say("Largest loss: {}.", Ref{1})};
  Section first{"The Mirror", {}};
  first.say(say("You are at {}, says {}.", Ref{0}, Quoted{"a*b|c_d"}));
  first.blocks.emplace_back(Bullets{{say("It takes {}.", Ref{2}), say("Nothing else.")}});
  Section second{"The Twist", {}};
  second.blocks.emplace_back(
      Table{"Pipes | and *stars*", {"key|one", "at"}, {{say("{}", Quoted{"Σ a² | x"}), say("{}", Ref{1})}, {say("short"), say("{}", Ref{0})}}});
  second.blocks.emplace_back(Listing{"skeptic review a.yaml --set 'x=1 | 2'"});
  document.sections = {first, second};
  return document;
}

/// The same with details: a paragraph and a table behind the first section.
inline Document sample_with_details() {
  Document document = sample();
  document.sections[0].detail(Paragraph{say("Behind it: {}.", Ref{2})});
  document.sections[0].detail(Table{"In full", {"what", "at"}, {{say("all"), say("{}", Ref{1})}}});
  return document;
}

inline Chart sample_chart(ChartKind kind, std::string id, std::string title) {
  Chart chart{.kind = kind, .id = std::move(id), .title = std::move(title)};
  chart.caption = say("What is to be seen: {}.", Ref{0});
  chart.alternative = "From high to low.";
  chart.commands = {"skeptic stress a.yaml --json -   # axes.0"};
  return chart;
}

/// A chart of every kind; of lines one on each scale.
inline std::vector<Chart> sample_charts() {
  std::vector<Chart> charts;
  Chart bars = sample_chart(ChartKind::StackedBars, "cycles", "Where the cycles go");
  bars.x = {"layer", "", Scale::Categories, {"conv1", "layer1.0.conv1", "layer1.0.conv2", "fc"}};
  bars.y = {"cycles", ""};
  for (const char* panel : {"ampere-2to4", "dynamic 4:8"})
    for (const auto& [name, share] : {std::pair{"useful", 4.0}, std::pair{"imbalance", 2.0}, std::pair{"load", 1.0}}) {
      ChartSeries series{name, panel, SeriesRole::Data, {}};
      for (int layer = 0; layer < 4; ++layer) series.points.push_back({static_cast<double>(layer), share * 1000 * (layer + 1), {}, {}});
      bars.series.push_back(series);
    }
  charts.push_back(bars);

  Chart roofline = sample_chart(ChartKind::Roofline, "roofline", "Roofline of both designs");
  roofline.x = {"multiplications a byte of DRAM", "", Scale::Logarithmic};
  roofline.y = {"billion multiplications a second", "", Scale::Logarithmic};
  for (const auto& [name, by] : {std::pair{"ampere-2to4", 1.0}, std::pair{"dynamic 4:8", 0.8}}) {
    ChartSeries points{name, {}, SeriesRole::Data, {}};
    for (int layer = 0; layer < 5; ++layer)
      points.points.push_back({3.0 * (layer + 1) * by, 40.0 * (layer + 1) * by, {}, std::string("layer") + std::to_string(layer)});
    roofline.series.push_back(points);
  }
  for (const char* name : {"ampere-2to4, roof", "dynamic 4:8, roof"})
    roofline.series.push_back({name, {}, SeriesRole::Bound, {{1, 12.5, {}, {}}, {57.8, 722, {}, {}}, {120, 722, {}, {}}}});
  charts.push_back(roofline);

  Chart map = sample_chart(ChartKind::HeatMap, "utilisation", "Which elements of the array work");
  map.x = {"column", "", Scale::Categories, {}};
  map.y = {"row", "", Scale::Categories, {}};
  for (int i = 1; i <= 8; ++i) map.x.categories.push_back(std::to_string(i));
  for (int i = 1; i <= 4; ++i) map.y.categories.push_back(std::to_string(i));
  map.value_title = "busy", map.value_unit = " %";
  for (const char* panel : {"ampere-2to4", "dynamic 4:8"}) {
    ChartSeries cells{panel, panel, SeriesRole::Data, {}};
    for (int m = 0; m < 4; ++m)
      for (int n = 0; n < 8; ++n) cells.points.push_back({static_cast<double>(n), static_cast<double>(m), 90.0 - 8 * m - 3 * n, {}});
    map.series.push_back(cells);
  }
  charts.push_back(map);

  Chart scatter = sample_chart(ChartKind::Scatter, "pareto", "Speed against area");
  scatter.x = {"area", " mm²", Scale::Logarithmic};
  scatter.y = {"speed over dynamic 4:8", "×", Scale::Logarithmic};
  scatter.series = {{"dynamic 4:8", {}, SeriesRole::Data, {{0.86, 1, {}, "dynamic 4:8"}}},
                    {"drops no more", {}, SeriesRole::Data, {{0.48, 0.98, {}, "ampere-2to4"}, {1.4, 2.1, {}, "sigma"}, {2.0, 0.6, {}, "scnn"}}},
                    {"drops more", {}, SeriesRole::Aside, {{0.6, 1.6, {}, "s2ta"}}},
                    {"front", {}, SeriesRole::Bound, {{0.48, 0.98, {}, "ampere-2to4"}, {0.86, 1, {}, "dynamic 4:8"}, {1.4, 2.1, {}, "sigma"}}}};
  charts.push_back(scatter);

  Chart waterfall = sample_chart(ChartKind::Waterfall, "assumptions", "From the claim to what is left");
  waterfall.x = {"taken away", "", Scale::Categories, {"claimed", "as stated", "without permutation", "without batch", "at equal area"}};
  waterfall.y = {"speed-up", "×"};
  waterfall.series = {{"level", {}, SeriesRole::Data, {{0, 1.3, {}, {}}, {1, 1.04, {}, {}}, {4, 0.6, {}, {}}}},
                      {"without", {}, SeriesRole::Step, {{2, 0.9, {}, {}}, {3, 0.95, {}, {}}}}};
  waterfall.marks = {{MarkKind::Level, "baseline", 1, 0}};
  charts.push_back(waterfall);

  Chart area = sample_chart(ChartKind::Bars, "area", "Area, by what it is for");
  area.x = {"group", "", Scale::Categories, {"arithmetic", "metadata", "decision"}};
  area.y = {"area", " mm²"};
  area.series = {{"ampere-2to4", {}, SeriesRole::Data, {{0, 0.2, {}, {}}, {1, 0.01, {}, {}}, {2, 0, {}, {}}}},
                 {"dynamic 4:8", {}, SeriesRole::Data, {{0, 0.25, {}, {}}, {1, 0.06, {}, {}}, {2, 0.12, {}, {}}}}};
  charts.push_back(area);

  Chart curve = sample_chart(ChartKind::Lines, "axis-decision-latency", "Latency of the decision");
  curve.x = {"cycles from the values to the choice", " cycles", Scale::Logarithmic};
  curve.y = {"speed-up", "×"};
  curve.series = {{"per tile", {}, SeriesRole::Data, {}}, {"at use", {}, SeriesRole::Data, {}}};
  for (const double x : {0.0, 1.0, 4.0, 16.0, 64.0, 256.0, 1024.0, 4096.0, 16384.0}) {
    curve.series[0].points.push_back({x, 1.4 / (1 + x / 2000), {}, {}});
    curve.series[1].points.push_back({x, 1.45 / (1 + x / 60), {}, {}});
  }
  curve.marks = {{MarkKind::Level, "claim", 1.3, 0}, {MarkKind::Level, "baseline", 1, 0}, {MarkKind::Break, "breaks at 256 cycles", 256, 1.24}};
  curve.small = true;
  charts.push_back(curve);

  Chart density = sample_chart(ChartKind::Lines, "axis-density", "Activation density");
  density.x = {"share of the activations that are not zero", " %"};
  density.y = {"speed-up", "×"};
  density.series = {{"", {}, SeriesRole::Data, {{20, 1.5, {}, {}}, {40, 1.3, {}, {}}, {60, 1.1, {}, {}}, {80, 0.9, {}, {}}, {100, 0.8, {}, {}}}}};
  density.marks = {{MarkKind::Level, "baseline", 1, 0}, {MarkKind::Break, "breaks at 70 %", 70, 0.99}, {MarkKind::Range, "measured inputs", 35, 62}};
  density.small = true;
  charts.push_back(density);

  Chart shapes = sample_chart(ChartKind::Lines, "axis-shapes", "Shapes of layers");
  shapes.x = {"kind of layer", "", Scale::Categories, {"square", "depthwise", "ragged"}};
  shapes.y = {"speed-up", "×"};
  shapes.series = {{"", {}, SeriesRole::Data, {{0, 1.2, {}, {}}, {1, 0.7, {}, {}}, {2, 1.0, {}, {}}}}};
  shapes.marks = {{MarkKind::Level, "baseline", 1, 0}};
  shapes.small = true;
  charts.push_back(shapes);

  Chart inputs = sample_chart(ChartKind::Histogram, "inputs-shapes-cnn", "Speed-up by input, shapes-cnn");
  inputs.x = {"speed-up", "×", Scale::Linear, {}, 0.02};
  inputs.y = {"inputs", ""};
  inputs.series = {
      {"inputs", {}, SeriesRole::Data, {{0.92, 3, {}, {}}, {0.94, 11, {}, {}}, {0.96, 40, {}, {}}, {0.98, 25, {}, {}}, {1.0, 6, {}, {}}}}};
  inputs.marks = {{MarkKind::Place, "median", 0.97, 0}, {MarkKind::Place, "baseline", 1, 0}};
  inputs.small = true;
  charts.push_back(inputs);
  return charts;
}

/// The sample with all charts, and with texts that would be markup if they were not text.
inline Document sample_with_charts() {
  Document document = sample();
  document.title = "<script>alert(1)</script> & \"2:4\" against </title><b>";
  document.records[0].what = "speed-up of </script><img src=x onerror=alert(2)>";
  Section section{"The Mechanism Stress Test", {}};
  section.say(say("A claim by {}.", Quoted{"<b>bold</b> & 'more' </section>"}));
  for (Chart& chart : sample_charts()) section.blocks.emplace_back(std::move(chart));
  auto& first = std::get<Chart>(section.blocks[1]);
  first.title = "Where </script> the <i>cycles</i> go";
  first.x.categories[0] = "conv</script><script>alert(3)</script>\xE2\x80\xA8";
  document.sections.push_back(section);
  return document;
}

}  // namespace skeptic
