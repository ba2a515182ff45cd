#include "simulate/fit_check.h"

#include <fmt/format.h>

#include <atomic>
#include <cmath>
#include <exception>
#include <memory>

#include "base/parallel.h"
#include "base/shell.h"
#include "design/resolved.h"
#include "simulate/simulator.h"
#include "workload/fit/fitted_source.h"
#include "workload/sources.h"

namespace skeptic {
namespace {

using Source = std::shared_ptr<const TensorSource>;

/// Activations of one source, weights of another; both operands of a matmul are activations.
class MixedSource : public TensorSource {
 public:
  MixedSource(Source activations, Source weights) : activations_(std::move(activations)), weights_(std::move(weights)) {}
  LayerOperands operands(const Layer& layer, std::int64_t first, std::int64_t images) const override {
    LayerOperands operands = activations_->activations(layer, first, images);
    if (layer.kind != LayerKind::Matmul) operands.weights = weights_->operands(layer, 0, 1).weights;
    return operands;
  }
  LayerOperands activations(const Layer& layer, std::int64_t first, std::int64_t images) const override {
    return activations_->activations(layer, first, images);
  }
  std::string describe() const override { return activations_->describe(); }
  bool masks() const override { return activations_->masks(); }

 private:
  Source activations_, weights_;
};

/// Of every layer that the fit has, in its order.
std::vector<std::int64_t> imbalance(const Fit& fit, const Source& source, const ResolvedDesign& design, std::int64_t inputs) {
  std::vector<std::string> names;
  for (const LayerFit& layer : fit.layers) names.push_back(layer.name);
  Simulator simulator(fit.network, source, Batches{0, inputs, 1}, names);
  const NetworkCounts counts = simulator.run(design);
  std::vector<std::int64_t> slots(fit.layers.size(), 0);
  for (const LayerCounts& layer : counts.layers)
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] == layer.name) slots[i] = layer.stack[Slot::Imbalance];
  return slots;
}

WorkDistribution work(const Layer& layer, const TensorSource& source, const ResolvedDesign& design, std::int64_t inputs) {
  WorkDistribution sum;
  if (layer.kind == LayerKind::Matmul) {
    for (std::int64_t i = 0; i < inputs; ++i) sum += work_distribution(design, layer, source.operands(layer, i, 1));
    return sum;
  }
  const WorkCounter counter(design, layer, source.operands(layer, 0, 1));
  for (std::int64_t i = 0; i < inputs; ++i) sum += counter.count(source.activations(layer, i, 1));
  return sum;
}

}  // namespace

Design fit_design(const FitDesignRow& row) {
  Design design = load_design("dense");
  for (const auto& [path, value] : row.sets)
    if (!path.empty()) design = with(std::move(design), std::string(path), std::string(value));
  return design;
}

std::string fit_design_words(const FitDesignRow& row) {
  std::string words = "dense";
  for (const auto& [path, value] : row.sets)
    if (!path.empty()) words += " --set " + shell_word(fmt::format("{}={}", path, value));
  return words;
}

FitLoad& FitLoad::operator+=(const FitLoad& other) {
  imbalance += other.imbalance;
  work += other.work;
  return *this;
}

double relative_error(double real, double drawn) {
  if (real == drawn) return 0;
  return real == 0 ? HUGE_VAL : (drawn - real) / real;
}

FitError FitCheck::worst(bool drawn_weights) const {
  FitError worst{designs.front().design, kFitFigures.data(), 0};
  for (const FitDesignCheck& design : designs)
    for (const FitFigureRow& figure : kFitFigures) {
      const FitLoad& drawn = drawn_weights ? design.total.all : design.total.activations;
      const double error = relative_error(figure.of(design.total.real), figure.of(drawn));
      if (std::abs(error) > std::abs(worst.error)) worst = {design.design, &figure, error};
    }
  return worst;
}

bool FitCheck::holds(bool drawn_weights) const { return std::abs(worst(drawn_weights).error) <= kFitTolerance; }

FitCheck check_fit(std::shared_ptr<const Trace> trace, std::shared_ptr<const Fit> fit, std::int64_t inputs, std::uint64_t seed,
                   const std::function<void(std::int64_t, std::int64_t)>& progress) {
  const Source real = std::make_shared<TraceSource>(trace), all = std::make_shared<FittedSource>(fit, "the fit", seed);
  const std::array<Source, 3> sources{real, std::make_shared<MixedSource>(all, real), all};
  constexpr std::array<FitLoad FitComparison::*, 3> kLoads{&FitComparison::real, &FitComparison::activations, &FitComparison::all};
  const auto layers = static_cast<std::int64_t>(fit->layers.size()), kinds = static_cast<std::int64_t>(sources.size());
  const std::int64_t steps = static_cast<std::int64_t>(kFitDesigns.size()) * (kinds + layers * kinds);
  std::atomic<std::int64_t> done = 0;
  const auto step = [&] {
    if (progress) progress(++done, steps);
  };
  FitCheck check{inputs, seed, {}};
  for (const FitDesignRow& row : kFitDesigns) {
    const ResolvedDesign design = resolve(fit_design(row));
    FitDesignCheck of_design{&row, std::vector<FitComparison>(fit->layers.size()), {}};
    for (std::size_t s = 0; s < sources.size(); ++s) {
      const std::vector<std::int64_t> slots = imbalance(*fit, sources[s], design, inputs);
      for (std::size_t i = 0; i < slots.size(); ++i) (of_design.layers[i].*kLoads[s]).imbalance = slots[i];
      step();
    }
    std::vector<std::exception_ptr> errors(static_cast<std::size_t>(layers * kinds));
    parallel_for(layers * kinds, [&](std::int64_t i) {
      const std::size_t at = static_cast<std::size_t>(i / kinds), s = static_cast<std::size_t>(i % kinds);
      try {
        const Layer& layer = *fit->network.find(fit->layers[at].name);
        // Counted already where an earlier design has the same masks.
        const bool counted = row.work < check.designs.size();
        (of_design.layers[at].*kLoads[s]).work =
            counted ? (check.designs[row.work].layers[at].*kLoads[s]).work : work(layer, *sources[s], design, inputs);
      } catch (...) {
        errors[static_cast<std::size_t>(i)] = std::current_exception();
      }
      step();
    });
    for (const std::exception_ptr& error : errors)
      if (error) std::rethrow_exception(error);
    for (std::size_t i = 0; i < of_design.layers.size(); ++i) {
      FitComparison& layer = of_design.layers[i];
      layer.layer = fit->layers[i].name;
      for (const auto load : kLoads) of_design.total.*load += layer.*load;
    }
    check.designs.push_back(std::move(of_design));
  }
  return check;
}

}  // namespace skeptic
