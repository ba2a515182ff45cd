#include "report/fit.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "report/style.h"

namespace skeptic {
namespace {

/// What channels have in common.
struct Channels {
  std::int64_t dead = 0, always_on = 0, other = 0;
  double spread = 0;     ///< standard deviation of the channels' mean zero fractions
  double deviation = 0;  ///< of a channel's fraction over the inputs, mean
};

Channels channels_of(const TensorFit& fit) {
  Channels found;
  double sum = 0, squares = 0;
  for (const ChannelFit& channel : fit.channels) {
    const double mean = channel.mean();
    sum += mean;
    squares += mean * mean;
    found.deviation += channel.zeros ? channel.zeros->deviation() : 0;
    std::int64_t& kind = !channel.zeros && mean == 1 ? found.dead : !channel.zeros && mean == 0 ? found.always_on : found.other;
    ++kind;
  }
  const double count = static_cast<double>(fit.channels.size());
  found.spread = std::sqrt(std::max(0.0, squares / count - sum / count * (sum / count)));
  found.deviation /= count;
  return found;
}

Json tensor_json(const TensorFit& fit) {
  const Channels channels = channels_of(fit);
  Json lasting = Json::array();
  for (const CommonField& field : fit.common) lasting.push_back(field.lasting);
  Json json{{"density", fit.density},
            {"density_deviation", fit.deviation},
            {"channels", fit.channels.size()},
            {"dead_channels", channels.dead},
            {"always_on_channels", channels.always_on},
            {"channel_spread", channels.spread},
            {"channel_deviation", channels.deviation},
            {"correlation_right", {fit.correlation[0], fit.correlation[1], fit.correlation[2]}},
            {"correlation_down", {fit.correlation[3], fit.correlation[4], fit.correlation[5]}},
            {"channel_correlation", fit.channel_correlation},
            {"common_fields", fit.common.size()},
            {"lasting", lasting}};
  return json;
}

Json layer_json(const LayerFit& layer) {
  Json json = tensor_json(layer.activations);
  json["name"] = layer.name;
  if (layer.second) json["second"] = tensor_json(*layer.second);
  if (layer.weights) {
    json["weights_density"] = layer.weights->density;
    if (!layer.weights->pattern.empty()) json["weights_pattern"] = layer.weights->pattern;
    json["correlation_with_weights_density"] = layer.weight_density ? Json(*layer.weight_density) : Json();
    json["correlation_with_weights_magnitude"] = layer.weight_magnitude ? Json(*layer.weight_magnitude) : Json();
  }
  return json;
}

Json error_json(double real, double drawn) {
  const double error = relative_error(real, drawn);
  return std::isfinite(error) ? Json(error) : Json();
}

Json comparison_json(const FitComparison& comparison) {
  Json json;
  for (const FitFigureRow& row : kFitFigures) {
    const double real = row.of(comparison.real), drawn = row.of(comparison.activations), all = row.of(comparison.all);
    json[std::string(row.key)] = Json{{"real", real},
                                      {"drawn_activations", drawn},
                                      {"error", error_json(real, drawn)},
                                      {"drawn", all},
                                      {"error_with_drawn_weights", error_json(real, all)}};
  }
  return json;
}

Json check_json(const FitCheck& check) {
  Json json{{"inputs", check.inputs},
            {"seed", check.seed},
            {"tolerance", kFitTolerance},
            {"holds", check.holds(false)},
            {"holds_with_drawn_weights", check.holds(true)},
            {"designs", Json::array()}};
  for (const FitDesignCheck& design : check.designs) {
    Json row{{"name", design.design->name},
             {"design", fit_design_words(*design.design)},
             {"total", comparison_json(design.total)},
             {"layers", Json::array()}};
    for (const FitComparison& layer : design.layers) {
      Json of_layer = comparison_json(layer);
      of_layer["name"] = layer.layer;
      row["layers"].push_back(std::move(of_layer));
    }
    json["designs"].push_back(std::move(row));
  }
  return json;
}

constexpr std::size_t kNameColumns = 24;
constexpr int kWidth = 110;

/// A layer's name in its column; a longer one has a line of its own.
std::string name_text(const std::string& name) {
  return columns(name) <= kNameColumns ? name + std::string(kNameColumns - columns(name), ' ')
                                       : fmt::format("{}\n  {}", name, std::string(kNameColumns, ' '));
}

std::string error_text(double error, const Style& style, int width) {
  const std::string shown = std::isfinite(error) ? fmt::format("{:>+{}.1f} %", 100 * error, width - 2) : fmt::format("{:>{}}", "-", width);
  return std::abs(error) > kFitTolerance ? style.bad(shown) : shown;
}

/// The error of `imbalance` on every design.
std::string errors_text(const FitCheck& check, std::size_t layer, const Style& style) {
  std::string text;
  for (const FitDesignCheck& design : check.designs) {
    const FitComparison& found = design.layers[layer];
    const double real = static_cast<double>(found.real.imbalance), drawn = static_cast<double>(found.activations.imbalance);
    text += real == 0 && drawn == 0 ? fmt::format("{:>12}", "none") : error_text(relative_error(real, drawn), style, 12);
  }
  return text;
}

std::string tensor_text(const std::string& name, const TensorFit& tensor, const std::string& weights, const std::string& errors) {
  const Channels channels = channels_of(tensor);
  return fmt::format("  {}{:>6.1f} %{:>9.3f}{:>10.3f}{:>6}{:>8.2f}{:>8.2f}{:>9}{}\n", name_text(name), 100 * tensor.density, tensor.deviation,
                     channels.spread, channels.dead, tensor.correlation[0], tensor.correlation[3], weights, errors);
}

std::string list_of(std::vector<std::string> names) {
  constexpr std::size_t kShown = 5;
  if (names.size() > kShown + 1) {
    const std::string more = fmt::format("and {} more", names.size() - kShown);
    names.resize(kShown);
    names.push_back(more);
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string layers_text(const Fit& fit, const std::optional<FitCheck>& check, const Style& style) {
  std::string text = "\n";
  if (check) text += fmt::format("  {:>82}{:>36}\n", "", "imbalance, error of drawn inputs");
  text += fmt::format("  {:<24}{:>8}{:>9}{:>10}{:>6}{:>8}{:>8}{:>9}", "layer", "nonzero", "inputs", "channels", "dead", "right", "down", "weights");
  for (std::size_t i = 0; check && i < check->designs.size(); ++i) text += fmt::format("{:>12}", check->designs[i].design->name);
  text += "\n";
  std::vector<std::string> dense;
  for (std::size_t i = 0; i < fit.layers.size(); ++i) {
    const LayerFit& layer = fit.layers[i];
    const bool second = layer.second && layer.second->density < 1;
    if (layer.activations.density == 1 && !second) {
      dense.push_back(layer.name);
      continue;
    }
    const std::string weights = layer.weight_magnitude ? fmt::format("{:.2f}", *layer.weight_magnitude) : "";
    text += tensor_text(layer.name, layer.activations, weights, check ? errors_text(*check, i, style) : "");
    if (second) text += tensor_text("  its other operand", *layer.second, "", "");
  }
  if (dense.size() == fit.layers.size())
    text += "  no layer reads zeros\n";
  else if (!dense.empty())
    text += "  " + wrapped(fmt::format("without zeros: {}\n", list_of(std::move(dense))), kWidth, "    ", 2);
  return text +
         style.faint(
             "  " +
             wrapped("Channels are those of the tensor that the layer reads. inputs, channels: standard deviation of the share of zeros over the "
                     "inputs, over the channels; dead: channels that are always zero; right, down: correlation of zeros with those of "
                     "the next pixel in the row, in the column (of tokens: the next token); weights: correlation of a channel's density "
                     "with the magnitude of its weights.\n",
                     kWidth, "  ", 2));
}

/// Every figure in total: a line each, three columns a design.
std::string figures_text(const FitCheck& check, const Style& style) {
  std::string names = fmt::format("\n  {:<16}", ""), titles = fmt::format("  {:<16}", "all layers");
  for (const FitDesignCheck& design : check.designs) {
    names += fmt::format("{:>31}", design.design->name);
    titles += fmt::format("{:>12}{:>9}{:>10}", "trace", "drawn", "all");
  }
  std::string text = names + "\n" + titles + "\n";
  for (const FitFigureRow& row : kFitFigures) {
    std::string key(row.key);
    std::replace(key.begin(), key.end(), '_', ' ');
    text += fmt::format("  {:<16}", key);
    for (const FitDesignCheck& design : check.designs) {
      const double real = row.of(design.total.real);
      text += fmt::format("{:>12.5g}", real) + error_text(relative_error(real, row.of(design.total.activations)), style, 9) +
              error_text(relative_error(real, row.of(design.total.all)), style, 10);
    }
    text += "\n";
  }
  std::string legend =
      "trace: the figure on the trace; drawn: the error of drawn activations on the trace's weights; all: of drawn weights too. "
      "imbalance: lane slots that wait for slower elements; work: multiplications of an element in a step, and (largest) of the "
      "busiest one.";
  for (const FitDesignCheck& design : check.designs) legend += fmt::format(" {}: {}.", design.design->name, design.design->meaning);
  return text + style.faint("  " + wrapped(legend + "\n", kWidth, "  ", 2));
}

std::string off(const FitError& worst) {
  std::string figure(worst.figure->key);
  std::replace(figure.begin(), figure.end(), '_', ' ');
  const std::string far =
      std::isfinite(worst.error) ? fmt::format("{:.1f} % off", 100 * std::abs(worst.error)) : "0 on the trace, and not 0 where drawn";
  return fmt::format("{} of {} is {}", figure, worst.design->name, far);
}

std::string verdict_text(const FitCheck& check, const Style& style) {
  const std::string limit = fmt::format("(limit {:.0f} %)", 100 * kFitTolerance);
  const FitError activations = check.worst(false), all = check.worst(true);
  const double most = std::max(std::abs(activations.error), std::abs(all.error));
  if (!check.holds(false))
    return style.bad("drawn tensors do not load the three machines as the trace does") + fmt::format(": {} {}\n", off(activations), limit);
  if (!check.holds(true))
    return style.warn(fmt::format("drawn activations load the three machines as the trace does, within {:.1f} % {}",
                                  100 * std::abs(activations.error), limit)) +
           fmt::format("; with drawn weights too, {}\n", off(all));
  return style.good(fmt::format("drawn tensors load the three machines as the trace does, within {:.1f} % {}", 100 * most, limit)) + "\n";
}

/// Below this many inputs chance alone may make errors as large as the limit.
constexpr std::int64_t kFewInputs = 16;

std::string inputs_word(std::int64_t inputs) { return fmt::format("{} input{}", grouped(inputs), inputs == 1 ? "" : "s"); }

}  // namespace

Json fit_report_json(const Fit& fit, const std::optional<FitCheck>& check) {
  Json json{{"network", fit.network.name},
            {"trace", fit.trace},
            {"inputs", fit.inputs},
            {"store", fit.masks ? "masks" : "values"},
            {"layers", Json::array()}};
  if (!fit.pruned_by.empty()) json["pruned_by"] = fit.pruned_by;
  for (const LayerFit& layer : fit.layers) json["layers"].push_back(layer_json(layer));
  if (check) json["check"] = check_json(*check);
  return json;
}

std::string fit_report_text(const Fit& fit, const std::optional<FitCheck>& check, bool colour) {
  const Style style{colour};
  std::string text = check ? verdict_text(*check, style) : "";
  text += fmt::format("{}, fitted to {} of {}{}", style.bold(fit.network.name), inputs_word(fit.inputs), fit.trace, fit.masks ? ", masks alone" : "");
  if (!fit.pruned_by.empty()) text += fmt::format(", with the pruning of {}", fit.pruned_by);
  if (check) text += fmt::format("; {} of seed {} drawn, beside as many of the trace", inputs_word(check->inputs), check->seed);
  text += "\n";
  if (check && check->inputs < kFewInputs) text += "so few inputs differ by chance alone: --check takes more\n";
  if (check) text += figures_text(*check, style);
  return text + layers_text(fit, check, style);
}

}  // namespace skeptic
