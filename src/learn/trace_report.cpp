#include "learn/trace_report.h"

#include <fmt/format.h>

#include <algorithm>

namespace skeptic {
namespace {

constexpr std::size_t kLogitsShown = 16;

Json zeros_json(const ZeroReport& zeros) {
  return {
      {"name", zeros.name},
      {"shape", zeros.shape},
      {"zero_fraction", {{"mean", zeros.mean}, {"deviation", zeros.deviation}, {"least", zeros.least}, {"most", zeros.most}}},
      {"channels",
       {{"zero_fraction", zeros.channels}, {"deviation", zeros.channel_deviation}, {"spread", zeros.channel_spread}, {"dead", zeros.dead_channels}}},
      {"largest", zeros.largest}};
}

double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

Json dropped_json(const Dropped& dropped) {
  return {{"dropped_activations", dropped.activations},
          {"dropped_energy_share", share(dropped.energy, dropped.energy_of)},
          {"dropped_weights", dropped.weights},
          {"weights_kept_magnitude", dropped.weights_magnitude > 0 ? dropped.weights_kept / dropped.weights_magnitude : 1.0}};
}

/// Over all values of all activation functions.
double weighted_zeros(const std::vector<ZeroReport>& functions) {
  double zeros = 0, values = 0;
  for (const ZeroReport& function : functions) {
    double size = 1;
    for (const std::int64_t dimension : function.shape) size *= static_cast<double>(dimension);
    zeros += function.mean * size;
    values += size;
  }
  return share(zeros, values);
}

Dropped total(const TraceReport& report) {
  Dropped sum;
  for (const LayerReport& layer : report.layers) {
    sum.activations += layer.dropped.activations, sum.activations_of += layer.dropped.activations_of;
    sum.energy += layer.dropped.energy, sum.energy_of += layer.dropped.energy_of;
    sum.weights += layer.dropped.weights, sum.weights_of += layer.dropped.weights_of;
    sum.weights_magnitude += layer.dropped.weights_magnitude, sum.weights_kept += layer.dropped.weights_kept;
  }
  return sum;
}

std::string zeros_row(const ZeroReport& zeros) {
  return fmt::format("  {:<34}{:>8.2f} %{:>9.2f}{:>8.2f} … {:<8.2f}{:>8.2f}{:>7}\n", zeros.name, 100 * zeros.mean, 100 * zeros.deviation,
                     100 * zeros.least, 100 * zeros.most, 100 * zeros.channel_spread, zeros.dead_channels);
}

std::string zeros_table(const std::string& title, const std::vector<ZeroReport>& rows) {
  std::string text = fmt::format("\n  {:<34}{:>10}{:>9}{:>18}{:>9}{:>7}\n", title, "zeros", "± input", "least … most, %", "channels", "dead");
  for (const ZeroReport& row : rows) text += zeros_row(row);
  return text;
}

}  // namespace

Json trace_json(const TraceTitle& title, const TraceReport& report) {
  Json json{
      {"network", title.network}, {"inputs", report.labels.size()}, {"source", title.inputs}, {"weights", title.weights}, {"design", title.design}};
  if (report.labelled > 0) {
    json["top1"] = share(static_cast<double>(report.correct), static_cast<double>(report.labelled));
    json["correct"] = report.correct;
    json["labelled"] = report.labelled;
  }
  json["weighted_zero_fraction"] = weighted_zeros(report.functions);
  json.update(dropped_json(total(report)));
  if (title.threshold > 0) json["threshold"] = title.threshold;
  json["layers"] = Json::array();
  for (const LayerReport& layer : report.layers) {
    Json row = zeros_json(layer.zeros);
    row.update(dropped_json(layer.dropped));
    json["layers"].push_back(std::move(row));
  }
  json["functions"] = Json::array();
  for (std::size_t i = 0; i < report.functions.size(); ++i) {
    Json row = zeros_json(report.functions[i]);
    if (title.threshold > 0) row["threshold_dropped_energy_share"] = share(report.thresholds[i].energy, report.thresholds[i].energy_of);
    json["functions"].push_back(std::move(row));
  }
  json["attention"] = Json::array();
  for (const ZeroReport& row : report.attention)
    json["attention"].push_back({{"name", row.name}, {"under_0.001", {{"mean", row.mean}, {"deviation", row.deviation}}}});
  json["logits"] = Json::array();
  for (std::size_t n = 0; n < std::min(kLogitsShown, report.labels.size()); ++n) {
    const auto from = report.logits.begin() + static_cast<std::ptrdiff_t>(n) * report.classes;
    json["logits"].push_back(std::vector<float>(from, from + report.classes));
  }
  return json;
}

std::string trace_text(const TraceTitle& title, const TraceReport& report) {
  std::string text = fmt::format("{} on {}\n  weights {}\n", title.network, title.inputs, title.weights);
  const Dropped dropped = total(report);
  if (title.design.empty()) {
    text += "  nothing pruned\n";
  } else {
    text += fmt::format("  closed loop: pruned in every layer as {} does, without retraining\n", title.design);
    text += fmt::format("  weights: {:.2f} % of the nonzeros dropped, {:.2f} % of their magnitude kept\n",
                        100 * share(static_cast<double>(dropped.weights), static_cast<double>(dropped.weights_of)),
                        100 * share(dropped.weights_kept, dropped.weights_magnitude));
    text += fmt::format("  activations: {:.2f} % of the nonzeros dropped, {:.3f} % of the sum of squares\n",
                        100 * share(static_cast<double>(dropped.activations), static_cast<double>(dropped.activations_of)),
                        100 * share(dropped.energy, dropped.energy_of));
  }
  if (report.labelled > 0)
    text += fmt::format("  top-1 {:.2f} %: {} of {} labelled inputs\n",
                        100 * share(static_cast<double>(report.correct), static_cast<double>(report.labelled)), report.correct, report.labelled);
  else
    text += "  top-1 unknown: the inputs have no labels\n";
  if (!report.functions.empty()) {
    text += fmt::format("  {:.2f} % of all values behind activation functions are zero\n", 100 * weighted_zeros(report.functions));
    text += zeros_table("activation function", report.functions);
    if (title.threshold > 0) {
      text += fmt::format("\n  threshold of {:g} times the root mean square: share of the sum of squares that it drops\n", title.threshold);
      for (std::size_t i = 0; i < report.functions.size(); ++i)
        if (report.thresholds[i].energy_of > 0)
          text +=
              fmt::format("  {:<34}{:>8.3f} %\n", report.functions[i].name, 100 * share(report.thresholds[i].energy, report.thresholds[i].energy_of));
    }
  }
  std::vector<ZeroReport> layers;
  for (const LayerReport& layer : report.layers) layers.push_back(layer.zeros);
  text += zeros_table("layer, what it reads", layers);
  if (!title.file.empty()) text += fmt::format("\n  written to {}\n", title.file);
  return text;
}

}  // namespace skeptic
