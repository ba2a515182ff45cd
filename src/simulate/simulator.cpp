#include "simulate/simulator.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <exception>

#include "base/diagnostic.h"
#include "base/parallel.h"
#include "base/suggest.h"
#include "simulate/auto_tile.h"
#include "simulate/layer_work.h"
#include "simulate/vector_unit.h"

namespace skeptic {
namespace {

/// Everything that the choice of an automatic tile depends on; a superset is fine.
std::string tile_key(const ResolvedDesign& design) {
  std::string key = work_key(design);
  if (design.tile) {
    const auto side = [](std::optional<std::int64_t> size) { return size.value_or(-1); };
    key += fmt::format(" | {} {} {}", side(design.tile->m), side(design.tile->n), side(design.tile->k));
  }
  const std::int64_t latency = design.activations.run_time() ? design.activations.decide->latency : 0;
  const std::string rate = design.activations.run_time() ? design.activations.decide->rate.text() : "-";
  return key + fmt::format(" | {} {} {} {} {} {} {}", design.dram_rate().text(), design.buffers, design.accumulator_bits.value_or(-1),
                           design.decode_rate ? design.decode_rate->text() : "-", design.output_bits, latency, rate);
}

/// The last entries by key; older ones are forgotten.
template <typename Value>
class Recent {
 public:
  explicit Recent(std::size_t limit) : limit_(limit) {}
  template <typename Make>
  std::shared_ptr<const Value> get(const std::string& key, const Make& make) {
    for (const auto& [known, value] : entries_)
      if (known == key) return value;
    auto value = std::make_shared<const Value>(make());
    entries_.emplace_back(key, value);
    if (entries_.size() > limit_) entries_.pop_front();
    return value;
  }

 private:
  std::size_t limit_;
  std::deque<std::pair<std::string, std::shared_ptr<const Value>>> entries_;
};

}  // namespace

/// What is kept of one layer. A run visits a layer on one thread, and runs follow each other, so nothing is locked.
struct Simulator::LayerCache {
  const Layer* layer = nullptr;
  std::optional<LayerOperands> operands;
  BlockTables tables;
  Recent<Tile> tiles{256};
  Recent<LayerWork> works{12};

  std::shared_ptr<const LayerWork> work(const ResolvedDesign& design, const TensorSource& source, std::int64_t images) {
    if (!operands) operands = source.operands(*layer, images);
    std::optional<Geometry> shape;
    const auto shape_of = [&]() -> const Geometry& {
      if (!shape) shape = geometry(design, *layer, *operands);
      return *shape;
    };
    const std::shared_ptr<const Tile> tile = tiles.get(tile_key(design), [&] { return choose_tile(design, shape_of(), layer->name, tables); });
    const std::string key = fmt::format("{} | {} {} {}", work_key(design), tile->m, tile->n, tile->k);
    return works.get(key, [&] { return layer_work(design, shape_of(), *operands, *tile); });
  }
};

namespace {

/// The first layer that the array runs and that reads this layer's output whole, through element-wise layers that keep its size.
const Layer* first_reader(const Network& network, const ResolvedDesign& design, const Layer& producer) {
  std::vector<std::string> carriers{producer.name};
  for (const Layer& layer : network.layers) {
    const bool reads = std::any_of(layer.inputs.begin(), layer.inputs.end(),
                                   [&](const std::string& input) { return std::find(carriers.begin(), carriers.end(), input) != carriers.end(); });
    if (!reads) continue;
    if (layer.kind == LayerKind::Elementwise) {
      if (layer.elements_out == producer.output_elements()) carriers.push_back(layer.name);
    } else if (layer.kind != LayerKind::Matmul && !on_vector_unit(design, layer)) {
      return layer.input_elements() == producer.output_elements() ? &layer : nullptr;
    }
  }
  return nullptr;
}

}  // namespace

Simulator::Simulator(Network network, std::shared_ptr<const TensorSource> source, std::int64_t images, const std::vector<std::string>& layers)
    : network_(std::move(network)), source_(std::move(source)), images_(images), selection_(layers) {
  std::vector<std::string> names;
  for (const Layer& layer : network_.layers) names.push_back(layer.name);
  for (const std::string& wanted : layers)
    if (std::find(names.begin(), names.end(), wanted) == names.end())
      throw UserError(Diagnostic{
          DiagnosticId::NetworkLayer, {}, fmt::format("network {} has no layer \"{}\"", network_.name, wanted), {}, did_you_mean(wanted, names)});
  for (const Layer& layer : network_.layers) {
    if (!layers.empty() && std::find(layers.begin(), layers.end(), layer.name) == layers.end()) continue;
    layers_.push_back(std::make_unique<LayerCache>());
    layers_.back()->layer = &layer;
  }
}

Simulator::~Simulator() = default;

NetworkCounts Simulator::run(const ResolvedDesign& design, const std::function<void(std::int64_t, std::int64_t)>& progress) {
  const auto count = static_cast<std::int64_t>(layers_.size());
  std::vector<std::shared_ptr<const LayerWork>> works(layers_.size());
  std::vector<std::exception_ptr> errors(layers_.size());
  std::atomic<std::int64_t> done = 0;
  parallel_for(count, [&](std::int64_t i) {
    const Layer& layer = *layers_[static_cast<std::size_t>(i)]->layer;
    if (layer.kind != LayerKind::Elementwise && !on_vector_unit(design, layer)) try {
        works[static_cast<std::size_t>(i)] = layers_[static_cast<std::size_t>(i)]->work(design, *source_, images_);
      } catch (...) {
        errors[static_cast<std::size_t>(i)] = std::current_exception();
      }
    if (progress) progress(++done, count);
  });
  for (const std::exception_ptr& error : errors)
    if (error) std::rethrow_exception(error);

  NetworkCounts counts;
  counts.network = network_.name;
  counts.images = images_;
  counts.lanes = design.multipliers();
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const Layer& layer = *layers_[i]->layer;
    if (works[i] != nullptr) {
      std::int64_t output_bits = -1;
      if (design.outputs_as_read) {
        const Layer* reader = first_reader(network_, design, layer);
        for (std::size_t j = 0; reader != nullptr && j < layers_.size(); ++j)
          if (layers_[j]->layer == reader) output_bits = works[j]->activation_bits;
      }
      counts.layers.push_back(layer_counts(design, layer, layer.macs() * images_, *works[i], output_bits));
    } else if (on_vector_unit(design, layer)) {
      if (selection_.empty() || layer.depthwise()) counts.layers.push_back(vector_counts(design, layer, images_));
    } else {
      counts.left_out.push_back(layer.name);
    }
  }
  return counts;
}

}  // namespace skeptic
