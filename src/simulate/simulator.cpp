#include "simulate/simulator.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <span>

#include "base/diagnostic.h"
#include "base/parallel.h"
#include "base/suggest.h"
#include "simulate/auto_tile.h"
#include "simulate/layer_work.h"
#include "simulate/limits.h"
#include "simulate/permuted.h"
#include "simulate/pruned.h"
#include "simulate/recent.h"
#include "simulate/vector_unit.h"

namespace skeptic {
namespace {

/// Batches whose work is held before it is added up.
constexpr std::int64_t kAtOnce = 16;
/// Up to so many batches, of so many activations in all, are kept with their work for the runs to come.
constexpr std::int64_t kMostValues = std::int64_t{1} << 25;

/// Everything that the choice of an automatic tile depends on; a superset is fine.
std::string tile_key(const ResolvedDesign& design) {
  std::string key = work_key(design);
  if (design.tile) {
    const auto side = [](std::optional<std::int64_t> size) { return size.value_or(-1); };
    key += fmt::format(" | {} {} {}", side(design.tile->m), side(design.tile->n), side(design.tile->k));
  }
  const std::int64_t latency = design.activations.run_time() ? design.activations.decide->latency : 0;
  const std::string rate = design.activations.run_time() ? design.activations.decide->rate.text() : "-";
  return key + fmt::format(" | {} {} {} {} {} {} {} {}", design.arrays, design.dram_rate().text(), design.buffers,
                           design.accumulator_bits.value_or(-1), design.decode_rate ? design.decode_rate->text() : "-", design.output_bits, latency,
                           rate);
}

}  // namespace

/// What is kept of one layer. A run prepares a layer on one thread, and visits each of its batches on one; runs follow each other. So nothing is
/// locked.
struct Simulator::LayerCache {
  using Weights = std::vector<std::shared_ptr<const GroupWeights>>;
  using Packed = std::vector<std::shared_ptr<const PackedWeights>>;
  using Activations = std::vector<std::shared_ptr<const ActivationSide>>;
  using Arrays = std::vector<std::shared_ptr<const GroupArray>>;

  /// What is kept of one batch on it.
  struct Batch {
    std::optional<LayerOperands> operands;
    Recent<Weights> weights{kKeptDesigns};  ///< of a matmul, by weights_key
    Recent<Activations> activations{kKeptDesigns};
    Recent<Arrays> arrays{kKeptDesigns};
    Recent<LayerWork> works{12};
  };

  const Layer* layer = nullptr;
  ShapeCache* shape = nullptr;
  std::optional<LayerOperands> shared;  ///< weights alone, the same for every input; of a matmul there are none
  Recent<Weights> weights{kKeptDesigns};
  Recent<Packed> packed{kKeptDesigns};
  Recent<std::vector<WeightLoads>> loads{8};
  std::vector<Batch> batches;  ///< none where there are too many to keep
};

/// What layers of one shape share.
struct Simulator::ShapeCache {
  /// A tile, or why there is none.
  struct Choice {
    Tile tile;
    std::exception_ptr error;
  };
  const Layer* layer = nullptr;  ///< the first of them
  BlockTables tables;
  Recent<Geometry> shapes{4};
  Recent<Choice> tiles{256};

  std::shared_ptr<const Geometry> shape(const ResolvedDesign& design, std::int64_t images) {
    return shapes.get(fmt::format("{}", granule_size(design, *layer)), [&] { return geometry(design, *layer, images); });
  }
  std::shared_ptr<const Choice> tile(const ResolvedDesign& design, std::int64_t images, const std::string& key) {
    return tiles.get(key, [&] {
      Choice choice;
      try {
        choice.tile = choose_tile(design, *shape(design, images), layer->name, tables);
      } catch (const UserError&) {
        choice.error = std::current_exception();
      }
      return choice;
    });
  }
};

/// One design on all batches.
struct Simulator::Run {
  /// A layer on the design, whatever the input.
  struct Prepared {
    std::shared_ptr<const Geometry> shape;
    Tile tile;
    std::string sides, arrays, key;                      ///< of the granule; of what is laid out for the array; of the layer's work
    std::shared_ptr<const LayerCache::Weights> weights;  ///< none where they are made on the way, group by group
    std::shared_ptr<const LayerCache::Packed> packed;
    std::shared_ptr<const std::vector<WeightLoads>> loads;
    const std::vector<std::int32_t>* order = nullptr;  ///< of the input channels, where it is another than the network's
  };

  const ResolvedDesign& design;
  const TensorSource& source;
  const Batches& batches;
  const Permutations* permutations;  ///< none where channels stay
  bool keeps;                        ///< what does not depend on the tile
  std::string design_key = work_key(design), of_tiles = tile_key(design);
  bool looks_back = design.activations.run_time() && design.activations.decide->from == DecideFrom::PreviousInput;

  Prepared prepare(LayerCache& cache) const {
    const Layer& layer = *cache.layer;
    Prepared made;
    made.shape = cache.shape->shape(design, batches.images);
    const bool matmul = layer.kind == LayerKind::Matmul;
    if (!cache.shared) {
      LayerOperands first = source.operands(layer, batches.first, batches.images);
      check_weights(layer, *made.shape, first);
      cache.shared.emplace();
      if (!matmul) cache.shared->weights = std::move(first.weights);
      if (!cache.batches.empty()) cache.batches.front().operands = std::move(first);
    }
    const std::shared_ptr<const ShapeCache::Choice> choice = cache.shape->tile(design, batches.images, of_tiles);
    if (choice->error) std::rethrow_exception(choice->error);
    made.tile = choice->tile;
    made.sides = fmt::format(" | {}", made.shape->granule);
    made.arrays = design_key + (packs_suit_any_tile(design, *made.shape) ? "" : fmt::format(" | {}", made.tile.k));
    made.key = fmt::format("{} | {} | {} {} {}", design_key, design.arrays, made.tile.m, made.tile.n, made.tile.k);
    if (permutations != nullptr) made.order = permutations->of(layer, design.weights.pattern);
    const auto known = [&](const LayerCache::Batch& batch) { return batch.works.find(made.key) != nullptr; };
    const bool all_known = !cache.batches.empty() && std::all_of(cache.batches.begin(), cache.batches.end(), known);
    // One input makes its weights on the way, so that they take no memory.
    if (matmul || all_known || (batches.count == 1 && !keeps)) return made;
    made.weights = cache.weights.get(weights_key(design) + made.sides, [&] {
      LayerOperands room;
      return all_weights(made, permuted(layer, *cache.shared, made.order, room));
    });
    made.packed = cache.packed.get(made.arrays, [&] {
      LayerCache::Packed packed;
      for (const auto& weights : *made.weights) packed.push_back(packed_weights(design, *made.shape, weights->side, made.tile));
      return packed;
    });
    made.loads = cache.loads.get(fmt::format("{}{} | {} {}", weights_key(design), made.sides, made.tile.m, made.tile.k), [&] {
      std::vector<WeightLoads> loads;
      for (const auto& weights : *made.weights) loads.push_back(weight_loads(*made.shape, made.tile, weights->side));
      return loads;
    });
    return made;
  }

  std::shared_ptr<const LayerWork> work(LayerCache& cache, const Prepared& prepared, std::int64_t batch) const {
    if (cache.batches.empty()) {
      LayerCache::Batch passing;
      return std::make_shared<const LayerWork>(make_work(cache, prepared, batch, passing, false));
    }
    LayerCache::Batch& kept = cache.batches[static_cast<std::size_t>(batch)];
    return kept.works.get(prepared.key, [&] { return make_work(cache, prepared, batch, kept, keeps); });
  }

 private:
  LayerCache::Weights all_weights(const Prepared& prepared, const LayerOperands& operands) const {
    LayerCache::Weights weights;
    for (std::int64_t group = 0; group < prepared.shape->groups; ++group)
      weights.push_back(std::make_shared<const GroupWeights>(group_weights(design, *prepared.shape, operands, group)));
    return weights;
  }

  LayerWork make_work(const LayerCache& cache, const Prepared& prepared, std::int64_t batch, LayerCache::Batch& kept, bool keep) const {
    const Layer& layer = *cache.layer;
    const Geometry& shape = *prepared.shape;
    const auto run = [&](const auto& group) { return layer_work(design, shape, prepared.tile, group, prepared.loads.get()); };
    const auto run_kept = [&](const LayerCache::Arrays& arrays) {
      return run([&](std::int64_t group) { return arrays[static_cast<std::size_t>(group)]; });
    };
    if (const auto arrays = kept.arrays.find(prepared.arrays)) return run_kept(*arrays);
    const std::int64_t first = batches.first + batch * batches.images;
    const bool matmul = layer.kind == LayerKind::Matmul;
    std::optional<LayerOperands>& operands = kept.operands;
    if (!operands) {
      operands = source.activations(layer, first, batches.images);
      if (!matmul) operands->weights = {};
    }
    if (looks_back && first > 0 && operands->before.empty()) operands->before = source.activations(layer, first - 1, 1).activations;
    check_activations(layer, shape, *operands);
    if (matmul) check_weights(layer, shape, *operands);
    LayerOperands room, weights_room;
    const LayerOperands& seen = permuted(layer, *operands, prepared.order, room);
    const LayerOperands& of_weights = matmul || prepared.weights ? seen : permuted(layer, *cache.shared, prepared.order, weights_room);
    std::shared_ptr<const LayerCache::Weights> weights = prepared.weights;
    std::shared_ptr<const LayerCache::Activations> activations;
    if (keep) {
      if (!weights) weights = kept.weights.get(weights_key(design) + prepared.sides, [&] { return all_weights(prepared, of_weights); });
      activations = kept.activations.get(activations_key(design) + prepared.sides, [&] {
        LayerCache::Activations sides;
        for (std::int64_t group = 0; group < shape.groups; ++group)
          sides.push_back(std::make_shared<const ActivationSide>(activation_side(design, shape, seen, group)));
        return sides;
      });
    }
    const auto make_group = [&](std::int64_t group) {
      const auto g = static_cast<std::size_t>(group);
      std::shared_ptr<const GroupWeights> weights_of_group =
          weights ? (*weights)[g] : std::make_shared<const GroupWeights>(group_weights(design, shape, of_weights, group));
      std::shared_ptr<const PackedWeights> packed =
          prepared.packed ? (*prepared.packed)[g] : packed_weights(design, shape, weights_of_group->side, prepared.tile);
      std::shared_ptr<const ActivationSide> side =
          activations ? (*activations)[g] : std::make_shared<const ActivationSide>(activation_side(design, shape, seen, group));
      return std::make_shared<const GroupArray>(
          group_array(design, prepared.shape, std::move(weights_of_group), std::move(packed), std::move(side), keep));
    };
    if (!keep) return run(make_group);
    const auto arrays = kept.arrays.get(prepared.arrays, [&] {
      LayerCache::Arrays made;
      for (std::int64_t group = 0; group < shape.groups; ++group) made.push_back(make_group(group));
      return made;
    });
    return run_kept(*arrays);
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

/// body(i) for i in [0, count) in parallel; throws what the lowest i has thrown.
template <typename Body>
void for_all(std::int64_t count, const Body& body) {
  std::vector<std::exception_ptr> errors(static_cast<std::size_t>(count));
  parallel_for(count, [&](std::int64_t i) {
    try {
      body(i);
    } catch (...) {
      errors[static_cast<std::size_t>(i)] = std::current_exception();
    }
  });
  for (const std::exception_ptr& error : errors)
    if (error) std::rethrow_exception(error);
}

/// Sums are taken batch by batch, so that they do not depend on which was ready first.
void add_batch(NetworkCounts& counts, std::span<std::optional<LayerCounts>> batch) {
  const bool first = counts.batch_cycles.empty();
  std::int64_t cycles = 0;
  std::size_t at = 0;
  for (std::optional<LayerCounts>& layer : batch) {
    if (!layer) continue;
    cycles += layer->cycles;
    if (first)
      counts.layers.push_back(std::move(*layer));
    else
      counts.layers[at++] += *layer;
  }
  counts.batch_cycles.push_back(cycles);
}

}  // namespace

Simulator::Simulator(Network network, std::shared_ptr<const TensorSource> source, Batches batches, const std::vector<std::string>& layers, Runs runs)
    : network_(std::move(network)), source_(std::move(source)), batches_(batches), selection_(layers), runs_(runs) {
  std::vector<std::string> names;
  for (const Layer& layer : network_.layers) names.push_back(layer.name);
  for (const std::string& wanted : layers)
    if (std::find(names.begin(), names.end(), wanted) == names.end())
      throw UserError(Diagnostic{
          DiagnosticId::NetworkLayer, {}, fmt::format("network {} has no layer \"{}\"", network_.name, wanted), {}, did_you_mean(wanted, names)});
  std::int64_t values = 0;
  std::map<std::string, ShapeCache*> known;
  for (const Layer& layer : network_.layers) {
    if (!layers.empty() && std::find(layers.begin(), layers.end(), layer.name) == layers.end()) continue;
    layers_.push_back(std::make_unique<LayerCache>());
    layers_.back()->layer = &layer;
    if (layer.kind == LayerKind::Elementwise) continue;
    values += layer.input_elements();
    ShapeCache*& shape = known[shape_key(layer)];
    if (shape == nullptr) {
      shape = shapes_.emplace_back(std::make_unique<ShapeCache>()).get();
      shape->layer = &layer;
    }
    layers_.back()->shape = shape;
  }
  const bool few = batches.count == 1 || (batches.count <= kKeptBatches && values <= kMostValues / batches.inputs());
  for (const auto& cache : layers_)
    if (few && cache->layer->kind != LayerKind::Elementwise) cache->batches.resize(static_cast<std::size_t>(batches.count));
}

Simulator::~Simulator() = default;

NetworkCounts Simulator::run(const ResolvedDesign& design, const std::function<void(std::int64_t, std::int64_t)>& progress,
                             NetworkTimeline* recorded) {
  if (source_->masks() && prunes_by_magnitude(design))
    throw UserError(Diagnostic{DiagnosticId::TraceMasks,
                               {},
                               fmt::format("{} chooses what it drops by magnitude, and has no values to go by: {}", design.name, source_->describe()),
                               "a trace of values",
                               "trace again with `--store values`"});
  if (design.weights.permuted && !permutations_) permutations_ = std::make_unique<Permutations>(network_, *source_, batches_.first);
  const Run run{design, *source_, batches_, design.weights.permuted ? permutations_.get() : nullptr, runs_ == Runs::Many};
  const auto layers = static_cast<std::int64_t>(layers_.size());
  const auto on_array = [&](std::int64_t i) {
    const Layer& layer = *layers_[static_cast<std::size_t>(i)]->layer;
    return layer.kind != LayerKind::Elementwise && !on_vector_unit(design, layer);
  };
  if (run.permutations != nullptr) {
    std::vector<const Layer*> of_array;
    for (std::int64_t i = 0; i < layers; ++i)
      if (on_array(i)) of_array.push_back(layers_[static_cast<std::size_t>(i)]->layer);
    run.permutations->find(of_array, design.weights.pattern);
  }
  std::vector<ShapeCache*> shapes;
  for (std::int64_t i = 0; i < layers; ++i)
    if (on_array(i)) shapes.push_back(layers_[static_cast<std::size_t>(i)]->shape);
  std::sort(shapes.begin(), shapes.end());
  shapes.erase(std::unique(shapes.begin(), shapes.end()), shapes.end());
  for_all(static_cast<std::int64_t>(shapes.size()), [&](std::int64_t i) {
    ShapeCache& shape = *shapes[static_cast<std::size_t>(i)];
    shape.shape(design, batches_.images);  // found here, so that layers only look it up
    shape.tile(design, batches_.images, run.of_tiles);
  });
  std::vector<Run::Prepared> prepared(layers_.size());
  for_all(layers, [&](std::int64_t i) {
    if (on_array(i)) prepared[static_cast<std::size_t>(i)] = run.prepare(*layers_[static_cast<std::size_t>(i)]);
  });

  long double slots = 0;
  for (const Run::Prepared& layer : prepared)
    if (layer.shape != nullptr) slots += slots_bound(design, *layer.shape, layer.tile) * static_cast<long double>(batches_.count);
  check_slots(design, network_.name, slots);

  NetworkCounts counts;
  counts.network = network_.name;
  if (recorded != nullptr) *recorded = {network_.name, {}};
  counts.images = batches_.images;
  counts.inputs = batches_.inputs();
  counts.lanes = design.multipliers();
  const std::vector<std::int64_t> readers = readers_of(design);
  std::atomic<std::int64_t> done = 0;
  for (std::int64_t from = 0; from < batches_.count; from += kAtOnce) {
    const std::int64_t these = std::min(kAtOnce, batches_.count - from);
    std::vector<std::shared_ptr<const LayerWork>> works(static_cast<std::size_t>(these * layers));
    for_all(these * layers, [&](std::int64_t at) {
      const std::size_t i = static_cast<std::size_t>(at % layers);
      if (on_array(at % layers)) works[static_cast<std::size_t>(at)] = run.work(*layers_[i], prepared[i], from + at / layers);
      if (progress) progress(++done, batches_.count * layers);
    });
    std::vector<std::optional<LayerCounts>> of_layers(works.size());
    std::vector<LayerTimeline> times(recorded != nullptr && from == 0 ? layers_.size() : 0);
    for_all(these * layers, [&](std::int64_t at) {
      const std::span of_batch(works.begin() + at / layers * layers, layers_.size());
      const auto place = static_cast<std::size_t>(at);
      of_layers[place] = counts_of(design, at % layers, of_batch, readers, place < times.size() ? &times[place] : nullptr);
    });
    for (std::size_t i = 0; i < times.size(); ++i)
      if (of_layers[i]) recorded->layers.push_back(std::move(times[i]));
    for (std::int64_t batch = 0; batch < these; ++batch)
      add_batch(counts, std::span(of_layers).subspan(static_cast<std::size_t>(batch * layers), layers_.size()));
  }
  for (std::int64_t i = 0; i < layers; ++i)
    if (!on_array(i) && !on_vector_unit(design, *layers_[static_cast<std::size_t>(i)]->layer))
      counts.left_out.push_back(layers_[static_cast<std::size_t>(i)]->layer->name);

  const bool drops = counts.dropped() > 0 || counts.dropped_weights() > 0;
  counts.pruned_by = source_->pruned_by();
  counts.open_loop = source_->measured() && source_->pruning() != pruning_key(design) && (drops || !source_->pruning().empty());
  return counts;
}

std::vector<std::int64_t> Simulator::readers_of(const ResolvedDesign& design) const {
  std::vector<std::int64_t> readers(layers_.size(), -1);
  for (std::size_t i = 0; design.outputs_as_read && i < layers_.size(); ++i)
    if (const Layer* reader = first_reader(network_, design, *layers_[i]->layer))
      for (std::size_t j = 0; j < layers_.size(); ++j)
        if (layers_[j]->layer == reader) readers[i] = static_cast<std::int64_t>(j);
  return readers;
}

std::optional<LayerCounts> Simulator::counts_of(const ResolvedDesign& design, std::int64_t index,
                                                std::span<const std::shared_ptr<const LayerWork>> works, const std::vector<std::int64_t>& readers,
                                                LayerTimeline* recorded) const {
  const Layer& layer = *layers_[static_cast<std::size_t>(index)]->layer;
  if (const LayerWork* work = works[static_cast<std::size_t>(index)].get()) {
    const std::int64_t reader = readers[static_cast<std::size_t>(index)];
    const LayerWork* of_reader = reader < 0 ? nullptr : works[static_cast<std::size_t>(reader)].get();
    return layer_counts(design, layer, layer.macs() * batches_.images, *work, of_reader == nullptr ? -1 : of_reader->activation_bits, recorded);
  }
  if (!on_vector_unit(design, layer) || (!selection_.empty() && !layer.depthwise())) return std::nullopt;
  LayerCounts counts = vector_counts(design, layer, batches_.images);
  if (recorded != nullptr) recorded->counts = counts;
  return counts;
}

}  // namespace skeptic
