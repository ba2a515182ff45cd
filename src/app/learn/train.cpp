// skeptic train: a checkpoint from nothing but a network's table and images.
#include "learn/train.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <csignal>
#include <memory>

#include "app/learn/commands.h"
#include "app/options.h"
#include "app/output_file.h"
#include "app/progress.h"
#include "base/diagnostic.h"
#include "learn/trace.h"

namespace skeptic {
namespace {

struct Options {
  std::string network, images = "generated:shapes-train", test = "generated:shapes", file;
  std::int64_t test_count = 2000;
  TrainOptions train;
};

volatile std::sig_atomic_t interrupted = 0;

int run_train(const Options& options) {
  check_output(options.file);
  const Network network = load_network(options.network);
  const std::unique_ptr<InputSource> inputs = image_inputs(options.images, network), test = image_inputs(options.test, network);
  if (inputs->size() < options.train.images)
    throw UserError(Diagnostic{DiagnosticId::CommandLine,
                               {},
                               fmt::format("--images-seen {} of {}", options.train.images, inputs->describe()),
                               fmt::format("at most {}", inputs->size()),
                               {}});
  if (inputs->label(0) < 0)
    throw UserError(Diagnostic{DiagnosticId::CommandLine, {}, fmt::format("{} have no labels", inputs->describe()), "labelled images", {}});
  Model model(network, initial_parameters(network, options.train.seed));
  std::signal(SIGINT, [](int) { interrupted = 1; });
  ProgressLine line;
  train(model, *inputs, options.train, [&](const TrainProgress& at) {
    line.show({fmt::format("image {} of {}, loss {:.3f}, {:.1f} % right", at.images, at.of, at.loss, 100 * at.accuracy),
               static_cast<double>(at.images) / static_cast<double>(at.of)});
    return interrupted == 0;
  });
  line.clear();
  if (interrupted != 0) {
    fmt::print(stderr, "interrupted: nothing was written\n");
    return 130;
  }
  TraceRequest request;
  request.inputs = std::min(options.test_count, test->size());
  const TraceReport report = trace(model, *test, request, [](std::int64_t, std::int64_t) { return true; });
  const std::string top1 = fmt::format("{} of {}", report.correct, report.labelled);
  const std::string command = fmt::format("skeptic train --network {} --images {} --seen {} --batch {} --rate {} --decay {} --smoothing {} --seed {}",
                                          options.network, options.images, options.train.images, options.train.batch, options.train.rate,
                                          options.train.decay, options.train.smoothing, options.train.seed);
  write_checkpoint(model, options.file, {{"network", network.name}, {"command", command}, {"test", options.test}, {"top1", top1}});
  fmt::print("{}: {} right of {}; written to {}\n", network.name, top1, options.test, options.file);
  return 0;
}

}  // namespace

LearnCommand add_train(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("train", "Trains a small network, densely, on labelled images");
  command->add_option("--network", options->network, "A network of the library, or a .yaml table")->required()->type_name("NAME");
  command->add_option("--images", options->images, "Labelled images (generated:shapes-train)")->type_name("PATH");
  command->add_option("--test", options->test, "Labelled images for the accuracy that is reported (generated:shapes)")->type_name("PATH");
  command->add_option("--test-count", options->test_count, "So many of them (2000)")->type_name("N")->check(CLI::Range(1, 10'000'000));
  command->add_option("--seen", options->train.images, "Images that are seen, each once (50000)")->type_name("N")->check(CLI::Range(1, 100'000'000));
  command->add_option("--batch", options->train.batch, "Images a step (64)")->type_name("N")->check(CLI::Range(1, 4096));
  command->add_option("--rate", options->train.rate, "Learning rate at its highest (0.002)")->type_name("X")->check(CLI::Range(0.0, 10.0));
  command->add_option("--decay", options->train.decay, "Weight decay (0.05)")->type_name("X")->check(CLI::Range(0.0, 10.0));
  command->add_option("--smoothing", options->train.smoothing, "Label smoothing (0.1)")->type_name("X")->check(CLI::Range(0.0, 0.9));
  command->add_option("--seed", options->train.seed, "Seed of the first weights (1)")->type_name("N");
  command->add_option("--out", options->file, "The checkpoint, .safetensors")->required()->type_name("FILE");
  command->footer(
      "Example, what made one of the checkpoints that Skeptic ships:\n"
      "  skeptic train --network shapes-cnn --seen 60000 --out shapes-cnn.safetensors");
  return [options] { return run_train(*options); };
}

}  // namespace skeptic
