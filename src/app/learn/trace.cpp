// skeptic trace: runs a network on real inputs and keeps what its layers saw.
#include "learn/trace.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <csignal>
#include <memory>
#include <mutex>

#include "app/learn/commands.h"
#include "app/options.h"
#include "app/output_file.h"
#include "app/progress.h"
#include "base/diagnostic.h"
#include "base/parallel.h"
#include "learn/checkpoint_file.h"
#include "learn/shipped.h"
#include "learn/trace_report.h"
#include "workload/shipped_networks.h"

namespace skeptic {
namespace {

struct Options {
  std::string network, weights, images, tokens, file, store = "values", design;
  std::int64_t first = 0, memory_limit_mb = 0;
  std::optional<std::int64_t> count, keep, resize;
  std::vector<double> mean, deviation;
  double threshold = 0;
  SetOptions set;
  JsonOption json;
};

volatile std::sig_atomic_t interrupted = 0;

[[noreturn]] void fail(std::string message, std::string expected) {
  throw UserError(Diagnostic{DiagnosticId::CommandLine, {}, std::move(message), std::move(expected), {}});
}

/// By default four fifths of the machine's memory.
std::int64_t memory_limit(const Options& options) {
  if (options.memory_limit_mb > 0) return options.memory_limit_mb << 20;
  return static_cast<std::int64_t>(sysconf(_SC_PHYS_PAGES)) * sysconf(_SC_PAGESIZE) / 5 * 4;
}

Model model_for(const Options& options) {
  if (!options.weights.empty()) return load_model(options.network, options.weights, memory_limit(options));
  if (const ShippedWeights* shipped = shipped_weights(options.network))
    return model_of(load_network(options.network), shipped->bytes, fmt::format("networks/weights/{}.safetensors", shipped->name));
  fail(fmt::format("network {} has no weights of its own", options.network), "--weights FILE.safetensors");
}

/// The model with the options' preprocessing in place of the network's own.
Model preprocessed(Model model, const Options& options) {
  Network network = model.network();
  if (!options.mean.empty()) network.preprocessing.mean = options.mean;
  if (!options.deviation.empty()) network.preprocessing.deviation = options.deviation;
  if (options.resize) network.preprocessing.resize = *options.resize;
  return {std::move(network), model.parameters()};
}

std::unique_ptr<InputSource> inputs_for(const Options& options, const Network& network) {
  if (!options.images.empty() && !options.tokens.empty()) fail("--images and --tokens exclude each other", "one of them");
  const bool tokens = network.input.size() == 1;
  if (tokens && options.tokens.empty()) fail(fmt::format("network {} reads tokens", network.name), "--tokens FILE.npy, [inputs, tokens]");
  if (!tokens && !options.tokens.empty()) fail(fmt::format("network {} reads images", network.name), "--images PATH");
  if (tokens) return token_inputs(options.tokens, network);
  if (!options.images.empty()) return image_inputs(options.images, network);
  if (shipped_weights(options.network) != nullptr) return image_inputs(std::string(kShippedImages), network);
  fail("there are no images to run on", "--images with a folder of PNG and JPEG files, a CIFAR-10 .bin, or an idx .gz");
}

std::string name(const Preprocessing& preprocessing) {
  return fmt::format("(v·{:g} - [{:g}]) / [{:g}]{}{}", preprocessing.scale, fmt::join(preprocessing.mean, ", "),
                     fmt::join(preprocessing.deviation, ", "), preprocessing.resize > 0 ? fmt::format(", resized to {}", preprocessing.resize) : "",
                     preprocessing.bgr ? ", blue first" : "");
}

/// The command line's words that say what was run on which inputs: with a design beside them they make the trace of its closed loop.
std::vector<std::string> input_arguments(const Options& options, const TraceRequest& request) {
  std::vector<std::string> words{"--network", options.network};
  const auto add = [&](const char* option, const std::string& value) { words.insert(words.end(), {option, value}); };
  if (!options.weights.empty()) add("--weights", options.weights);
  if (!options.images.empty()) add("--images", options.images);
  if (!options.tokens.empty()) add("--tokens", options.tokens);
  if (options.first > 0) add("--first", fmt::format("{}", options.first));
  add("--count", fmt::format("{}", request.inputs));
  if (request.kept < request.inputs) add("--keep", fmt::format("{}", request.kept));
  if (options.threshold > 0) add("--threshold", fmt::format("{}", options.threshold));
  if (options.resize) add("--resize", fmt::format("{}", *options.resize));
  if (!options.mean.empty()) add("--mean", fmt::format("{}", fmt::join(options.mean, ",")));
  if (!options.deviation.empty()) add("--deviation", fmt::format("{}", fmt::join(options.deviation, ",")));
  return words;
}

int run_trace(const Options& options) {
  const std::vector<std::string> read{options.network, options.weights, options.images, options.tokens, options.design};
  check_outputs({{"--out", options.file}, {"--json", options.json.file}}, read);
  TraceRequest request;
  if (options.store != "values" && options.store != "masks") fail("--store " + options.store, "values or masks");
  request.store = options.store == "masks" ? TraceStore::Masks : TraceStore::Values;
  if (!options.design.empty()) request.design = resolve(options.set.apply(options.design).design());
  const Model model = preprocessed(model_for(options), options);
  const std::unique_ptr<InputSource> inputs = inputs_for(options, model.network());
  request.first = options.first;
  request.threshold = options.threshold;
  request.file = options.file;
  const std::int64_t available = inputs->size() - request.first;
  request.inputs = options.count.value_or(std::min<std::int64_t>(available, kDefaultInputs));
  if (request.inputs > available)
    fail(fmt::format("inputs {} to {} are asked for; there are {}", request.first, request.first + request.inputs - 1, inputs->size()),
         fmt::format("--first and --count within {}", inputs->describe()));
  request.kept = options.file.empty() ? 0 : std::min(options.keep.value_or(request.inputs), request.inputs);
  const std::int64_t needed = memory_of(model, threads());
  if (needed > memory_limit(options))
    throw UserError(Diagnostic{DiagnosticId::TensorMemory,
                               {},
                               fmt::format("tracing {} takes {} MB of memory", model.network().name, needed >> 20),
                               fmt::format("at most {} MB", memory_limit(options) >> 20),
                               "--memory-limit raises the limit"});
  const std::string weights = options.weights.empty() ? "shipped with Skeptic" : options.weights;
  const std::string source = fmt::format("{} inputs from {} of {}", request.inputs, request.first, inputs->describe());
  request.facts = {{"weights", weights},
                   {"source", source},
                   {"preprocessing", name(model.network().preprocessing)},
                   {"threshold", fmt::format("{:g}", options.threshold)},
                   {std::string(kTraceArguments), Json(input_arguments(options, request)).dump()}};

  std::signal(SIGINT, [](int) { interrupted = 1; });
  ProgressLine line;
  std::mutex mutex;
  TraceReport report;
  try {
    report = trace(model, *inputs, request, [&](std::int64_t done, std::int64_t of) {
      const std::lock_guard lock(mutex);
      line.show({fmt::format("input {} of {}", done, of), static_cast<double>(done) / static_cast<double>(of)});
      return interrupted == 0;
    });
  } catch (const Interrupted&) {
    line.clear();
    fmt::print(stderr, "interrupted: nothing was written\n");
    return 130;
  }
  line.clear();
  const TraceTitle title{model.network().name, source, weights, request.design ? request.design->name : "", options.threshold, options.file};
  if (options.json.wanted()) options.json.write(trace_json(title, report));
  if (!options.json.to_standard_output()) fmt::print("{}", trace_text(title, report));
  return 0;
}

}  // namespace

LearnCommand add_trace(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("trace", "Runs a network on real inputs and keeps what its layers see");
  command->add_option("--network", options->network, "A network of the library (skeptic show networks), a .yaml table, or vit:KEY=VALUE,…")
      ->required()
      ->type_name("NAME");
  command->add_option("--weights", options->weights, "Its checkpoint, .safetensors; the networks that Skeptic ships need none")->type_name("FILE");
  command->add_option("--images", options->images, "Images: a folder or file of PNG or JPEG, a CIFAR-10 .bin, an idx .gz, or generated:shapes")
      ->type_name("PATH");
  command->add_option("--tokens", options->tokens, "Token numbers for a network of text, .npy [inputs, tokens]")->type_name("FILE");
  command->add_option("--first", options->first, "The first input (0)")->type_name("I")->check(CLI::Range(std::int64_t{0}, std::int64_t{1} << 40));
  command->add_option("--count", options->count, "Inputs to run (all, at most 1000)")->type_name("N")->check(CLI::Range(1, 10'000'000));
  command->add_option("--keep", options->keep, "Of these, so many go into the file (all)")->type_name("N")->check(CLI::Range(1, 10'000'000));
  command->add_option("--out", options->file, "Write the trace, .safetensors")->type_name("FILE");
  command->add_option("--store", options->store, "What the file holds of the activations: values, or masks of what is not zero")->type_name("WHAT");
  command->add_option("--design", options->design, "Closed loop: this design's pruning is part of the network")->type_name("DESIGN");
  options->set.add_to(*command);
  command->add_option("--threshold", options->threshold, "Activations behind GELU or SiLU under this share of their root mean square become zero")
      ->type_name("X")
      ->check(CLI::Range(0.0, 100.0));
  command->add_option("--resize", options->resize, "Scale the shorter side to so many pixels, then cut the centre")
      ->type_name("PIXELS")
      ->check(CLI::Range(1, 8192));
  command->add_option("--mean", options->mean, "Subtracted from the channels, in units of 0 … 1")->delimiter(',')->type_name("R,G,B");
  command->add_option("--deviation", options->deviation, "The channels are divided by this")->delimiter(',')->type_name("R,G,B");
  command->add_option("--memory-limit", options->memory_limit_mb, "Megabytes that it may take (four fifths of the machine's)")
      ->type_name("MB")
      ->check(CLI::Range(1, 1 << 24));
  options->json.add_to(*command);
  command->footer(
      "Examples:\n"
      "  skeptic trace --network shapes-cnn --count 500                      a network that Skeptic ships, on images that it makes\n"
      "  skeptic trace --network resnet20 --weights resnet20.safetensors --images test.bin --count 1000 --out dense.trace\n"
      "  skeptic trace --network resnet20 --weights resnet20.safetensors --images test.bin --design proposal.yaml --out pruned.trace\n"
      "  skeptic simulate proposal.yaml --trace pruned.trace                 then every input is simulated by itself");
  return [options] { return run_trace(*options); };
}

}  // namespace skeptic
