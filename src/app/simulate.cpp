// skeptic simulate DESIGN: cycles and cycle stack, on a network or on two tensors.
#include "simulate/simulate.h"

#include <fmt/format.h>

#include <memory>

#include "app/commands.h"
#include "app/options.h"
#include "app/output_file.h"
#include "app/progress.h"
#include "app/timeline_option.h"
#include "app/tracer.h"
#include "base/diagnostic.h"
#include "design/placed.h"
#include "report/perfetto.h"
#include "report/simulation.h"
#include "workload/tensor.h"

namespace skeptic {
namespace {

struct Options {
  std::string design, weights, activations;
  SettingOptions setting;
  SetOptions set;
  JsonOption json;
  TimelineOption timeline;
  std::optional<std::int64_t> stride, pad;
  std::int64_t groups = 1, images = 1;
  bool matmul = false;
};

std::string shape_text(const Tensor& tensor) {
  std::string text = "[";
  for (const std::int64_t size : tensor.shape) text += fmt::format("{}{}", text.size() > 1 ? ", " : "", size);
  return text + "]";
}

[[noreturn]] void misshapen(const std::string& file, const Tensor& tensor, const std::string& expected) {
  throw UserError(
      Diagnostic{DiagnosticId::LayerTensorShape, Place{file, 0, 0, {}}, "shape " + shape_text(tensor) + " does not fit the layer", expected, {}});
}

struct Product {
  Layer layer;
  LayerOperands operands;
};

/// W [M,K] and A [K,N]; as matmul also W [groups,M,K] and A [groups,K,N].
Product matrix_product(const Options& options, Tensor weights, Tensor activations) {
  Product product;
  Layer& layer = product.layer;
  layer.kind = options.matmul ? LayerKind::Matmul : LayerKind::Linear;
  const std::size_t rank = options.matmul && weights.shape.size() == 3 ? 3 : 2;
  if (weights.shape.size() != rank) misshapen(options.weights, weights, "[M, K]; for a convolution [M, R, S, C] with --stride and --pad");
  if (activations.shape.size() != rank || activations.shape[rank - 2] != weights.shape[rank - 1] ||
      (rank == 3 && activations.shape[0] != weights.shape[0]))
    misshapen(options.activations, activations,
              fmt::format("{}K, N] with K = {}, as the weights {} have", rank == 3 ? "[heads, " : "[", weights.shape[rank - 1], shape_text(weights)));
  const std::int64_t products = rank == 3 ? weights.shape[0] : 1;
  const std::int64_t depth = weights.shape[rank - 1], columns = activations.shape[rank - 1];
  layer.out_channels = weights.shape[rank - 2];
  layer.in_channels = depth;
  product.operands.images = options.images;
  const std::int64_t divided = options.matmul ? products : columns;
  if (divided % options.images != 0)
    misshapen(options.activations, activations,
              fmt::format("a number of {} that is a multiple of {} images", options.matmul ? "heads" : "columns", options.images));
  layer.groups = options.matmul ? products / options.images : 1;
  layer.tokens = options.matmul ? columns : columns / options.images;
  product.operands.weights = std::move(weights.values);
  product.operands.activations.resize(activations.values.size());
  for (std::int64_t p = 0; p < products; ++p)
    for (std::int64_t k = 0; k < depth; ++k)
      for (std::int64_t n = 0; n < columns; ++n)
        product.operands.activations[static_cast<std::size_t>((p * columns + n) * depth + k)] =
            activations.values[static_cast<std::size_t>((p * depth + k) * columns + n)];
  return product;
}

/// W [M,R,S,C/groups] and X [images,H,W,C].
Product convolution(const Options& options, Tensor weights, Tensor activations) {
  if (weights.shape.size() != 4) misshapen(options.weights, weights, "[M, R, S, C] for a convolution");
  if (activations.shape.size() != 4) misshapen(options.activations, activations, "[images, H, W, C] for a convolution");
  Product product;
  Layer& layer = product.layer;
  layer.kind = LayerKind::Convolution;
  layer.groups = options.groups;
  layer.out_channels = weights.shape[0];
  layer.kernel_height = weights.shape[1], layer.kernel_width = weights.shape[2];
  layer.in_channels = activations.shape[3];
  layer.in_height = activations.shape[1], layer.in_width = activations.shape[2];
  layer.stride = options.stride.value_or(1);
  layer.pad_height = layer.pad_width = options.pad.value_or(0);
  if (weights.shape[3] * options.groups != layer.in_channels)
    misshapen(options.activations, activations,
              fmt::format("{} channels, as the weights {} have{}", weights.shape[3] * options.groups, shape_text(weights),
                          options.groups > 1 ? fmt::format(" in {} groups", options.groups) : ""));
  if (layer.out_channels % options.groups != 0)
    misshapen(options.weights, weights, fmt::format("a number of output channels that is a multiple of {} groups", options.groups));
  if (layer.in_height + 2 * layer.pad_height < layer.kernel_height || layer.in_width + 2 * layer.pad_width < layer.kernel_width)
    misshapen(options.activations, activations,
              fmt::format("an image, with its padding, of at least the kernel's {} x {}", layer.kernel_height, layer.kernel_width));
  product.operands.images = activations.shape[0];
  product.operands.weights = std::move(weights.values);
  product.operands.activations = std::move(activations.values);
  return product;
}

bool is_array_file(const std::string& file) { return file.size() > 4 && file.substr(file.size() - 4) == ".npy"; }

/// `recorded`: null where no times are wanted.
NetworkCounts run(const Options& options, const Subject& subject, const ResolvedDesign& design, NetworkTimeline* recorded) {
  if (is_array_file(options.weights) || is_array_file(options.activations)) {
    const bool convolves = options.stride.has_value() || options.pad.has_value();
    Tensor weights = read_npy(options.weights), activations = read_npy(options.activations);
    Product product = convolves ? convolution(options, std::move(weights), std::move(activations))
                                : matrix_product(options, std::move(weights), std::move(activations));
    product.layer.name = convolves ? "convolution" : "product";
    NetworkCounts counts;
    counts.network = product.layer.name;
    counts.images = counts.inputs = product.operands.images;
    counts.lanes = design.multipliers();
    try {
      LayerTimeline times;
      if (recorded != nullptr) times = layer_timeline(design, product.layer, product.operands);
      counts.layers.push_back(recorded != nullptr ? times.counts : simulate_layer(design, product.layer, product.operands));
      if (recorded != nullptr) *recorded = {counts.network, {std::move(times)}};
      counts.batch_cycles.push_back(counts.cycles());
    } catch (const UserError& error) {
      throw UserError(placed(subject.design(), error.diagnostics()));
    }
    return counts;
  }
  ProgressLine line;
  Laboratory laboratory([&](const Progress& progress) { line.show(progress); }, learn_tracer());
  laboratory.limit_memory(options.setting.memory_limit());
  laboratory.expect_one_run();
  laboratory.say("simulating " + design.name, 0, 1);
  if (recorded != nullptr) return laboratory.run(subject, options.setting.setting, *recorded);
  return laboratory.run(subject, options.setting.setting);
}

/// Where results go, and whether there are times to write. Throws UserError.
void check_results(const Options& options) {
  options.timeline.check(options.setting.setting);
  std::vector<std::string> inputs = files_of(options.setting.setting);
  inputs.push_back(options.design);
  check_outputs({{"--json", options.json.file}, options.timeline.output()}, inputs);
}

/// Options of one kind of run beside those of the other.
void check_together(const Options& options, const CLI::App& command) {
  const bool arrays = is_array_file(options.weights) || is_array_file(options.activations);
  const std::vector<std::string> of_networks{"--network",       "--trace",           "--fit",           "--input",  "--inputs",
                                             "--batch",         "--layers",          "--zeros",         "--spread", "--weight-zeros",
                                             "--weight-spread", "--image-deviation", "--channel-zeros", "--seed"};
  const std::vector<std::string> of_arrays{"--stride", "--pad", "--groups", "--images", "--matmul"};
  for (const std::string& option : arrays ? of_networks : of_arrays)
    if (command.count(option) > 0)
      throw UserError(Diagnostic{DiagnosticId::CommandLine,
                                 {},
                                 option + (arrays ? " does not go with .npy tensors, which are one layer" : " goes with .npy tensors alone"),
                                 arrays ? "a network, or two .npy files" : "--weights W.npy and --activations A.npy",
                                 {}});
}

/// Nothing where the design's technology has no table: its cycles are none the worse.
std::optional<Energy> energy_of(const ResolvedDesign& design, const NetworkCounts& counts) {
  try {
    return energy(design, counts);
  } catch (const UserError&) {
    return std::nullopt;
  }
}

int simulate(const Options& options, const CLI::App& command) {
  Options checked = options;
  checked.setting.setting.weights_file = options.weights;
  checked.setting.setting.activations_file = options.activations;
  checked.setting.check(command);
  check_together(checked, command);
  check_results(checked);
  const Subject subject = checked.set.apply(checked.design);
  const ResolvedDesign design = resolve(subject.design());
  NetworkTimeline timeline;
  const NetworkCounts counts = run(checked, subject, design, checked.timeline.wanted() ? &timeline : nullptr);
  // All is made before the first file is written.
  const std::string trace =
      checked.timeline.wanted() ? trace_events({{timeline, design, static_cast<std::int64_t>(counts.batch_cycles.size())}}) : std::string();
  if (checked.json.wanted()) checked.json.write(simulation_json(counts, energy_of(design, counts)));
  checked.timeline.write(trace);
  if (!checked.json.to_standard_output() && !checked.timeline.to_standard_output())
    fmt::print("{}", simulation_text(design, counts, colour_wanted()));
  return 0;
}

}  // namespace

Command add_simulate(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("simulate", "Cycles and cycle stack of a design, per layer and in total");
  command->add_option("design", options->design, "A design file, or a name of the library")->required()->type_name("DESIGN");
  options->setting.add_to(*command);
  command->add_option("--weights", options->weights, "Weights: .npy of one product or convolution, or a network's .safetensors")->type_name("FILE");
  command->add_option("--activations", options->activations, "Activations: .npy, or recorded ones as .safetensors")->type_name("FILE");
  command->add_option("--stride", options->stride, "The .npy files are a convolution with this stride")->type_name("N")->check(CLI::Range(1, 1024));
  command->add_option("--pad", options->pad, "… and this padding on every side")->type_name("N")->check(CLI::Range(0, 1024));
  command->add_option("--groups", options->groups, "… in so many groups")->type_name("N")->check(CLI::Range(1, 1 << 20));
  command->add_option("--images", options->images, "Images that the columns of a product belong to")->type_name("N")->check(CLI::Range(1, 1 << 20));
  command->add_flag("--matmul", options->matmul, "Both .npy files are activations: W is never pruned");
  options->set.add_to(*command);
  options->json.add_to(*command);
  options->timeline.add_to(*command);
  command->footer(
      "Examples:\n"
      "  skeptic simulate ampere-2to4 --network resnet50\n"
      "  skeptic simulate ampere-2to4 --network resnet50 --layers conv1 --perfetto conv1.json   every tile, for ui.perfetto.dev\n"
      "  skeptic simulate examples/dynamic-4of8.yaml --network resnet50 --zeros 0.6 --json -\n"
      "  skeptic simulate ampere-2to4 --trace resnet20.trace --inputs 100                      real inputs, one by one\n"
      "  skeptic simulate ampere-2to4 --fit resnet20.fit.json --inputs 1000                    a thousand inputs drawn to be like them\n"
      "  skeptic simulate design.yaml --weights W.npy --activations A.npy            one product, W [M,K], A [K,N]\n"
      "  skeptic simulate design.yaml --weights W.npy --activations X.npy --stride 1 --pad 1   W [M,R,S,C], X [images,H,W,C]");
  return [options, command] { return simulate(*options, *command); };
}

}  // namespace skeptic
