#include "app/options.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>

#include "app/output_file.h"
#include "base/diagnostic.h"
#include "workload/shipped_networks.h"

namespace skeptic {
namespace {

constexpr std::int64_t kMostInputs = std::int64_t{1} << 31;

[[noreturn]] void fail(std::string message, std::string expected) {
  throw UserError(Diagnostic{DiagnosticId::CommandLine, {}, std::move(message), std::move(expected), {}});
}

}  // namespace

void SettingOptions::add_to(CLI::App& command) {
  command.add_option("--network", setting.network, "Network: a name (resnet50, resnet20, vit-b-16, deit-s, mobilenetv2, bert-base) or a .yaml file")
      ->type_name("NAME");
  command.add_option("--trace", setting.trace, "A trace of a network's inputs (skeptic trace), one after the other")->type_name("FILE");
  command.add_option("--fit", setting.fit, "A fit of a trace (skeptic fit): tensors like those of the trace, as many as are asked for")
      ->type_name("FILE");
  command.add_option("--input", setting.input, "This input of the trace or the fit alone, from 0")
      ->type_name("I")
      ->check(CLI::Range(std::int64_t{0}, kMostInputs));
  command.add_option("--inputs", setting.inputs, "The first N inputs, one after the other (default: all of a trace, one batch of a fit)")
      ->type_name("N")
      ->check(CLI::Range(std::int64_t{1}, kMostInputs));
  command.add_flag("--closed-loop", setting.closed_loop, "On a trace: what a design drops is part of the network, which runs again for it");
  command.add_flag("--synthetic", setting.drawn, "Draw the tensors, though the network has weights and images of its own (shapes-cnn, …)");
  command.add_option("--batch", setting.images, "Images that run together")->type_name("N")->check(CLI::Range(1, 4096));
  command.add_option("--layers", setting.layers, "Run these layers alone (names, separated by commas)")->delimiter(',')->type_name("A,B");
  command
      .add_option("--shapes", setting.shapes,
                  "Run the first layer of each of the N largest shapes, and count it once for every layer of its shape: sooner done than all layers")
      ->type_name("N")
      ->check(CLI::Range(1, 4096));
  command.add_option("--zeros", setting.zeros, "Share of zeros in synthetic activations behind an activation function")
      ->type_name("SHARE")
      ->check(CLI::Range(0.0, 1.0));
  command.add_option("--spread", setting.spread, "Standard deviation of the channels' zeros (default 0.33, as real layers have)")
      ->type_name("SD")
      ->check(CLI::Range(0.0, 0.5));
  command.add_option("--weight-zeros", setting.weight_zeros, "Share of zeros in synthetic weights: the smallest of every row (default 0)")
      ->type_name("SHARE")
      ->check(CLI::Range(0.0, 1.0));
  command.add_option("--weight-spread", setting.weight_spread, "Standard deviation of the rows' zeros (default 0)")
      ->type_name("SD")
      ->check(CLI::Range(0.0, 0.5));
  command.add_option("--image-deviation", setting.image_deviation, "How far the zeros of an image are off, on average (default 0.0125)")
      ->type_name("SHARE")
      ->check(CLI::Range(0.0, 0.5));
  command.add_option("--channel-zeros", setting.channel_zeros, "Zeros by channel, e.g. 0.7,0.1: first half 70 %, second half 10 %")
      ->delimiter(',')
      ->type_name("A,B");
  command.add_option("--memory-limit", memory_limit_mb, "Megabytes that it may take (four fifths of the machine's)")
      ->type_name("MB")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 40));
  command.add_option("--seed", setting.seed, "Seed of synthetic tensors, and of those drawn from a fit")
      ->type_name("N")
      ->check([](const std::string& text) {
        std::uint64_t seed = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
        return error == std::errc() && end == text.data() + text.size() ? std::string() : "a seed is a whole number from 0 to 2^64 - 1: " + text;
      });
}

void SettingOptions::check(const CLI::App& command) {
  // Not every command takes all of them.
  const auto given = [&](const char* name) {
    const CLI::Option* option = command.get_option_no_throw(name);
    return option != nullptr && option->count() > 0;
  };
  network_given = command.count("--network") > 0;
  if (setting.weights_file.empty() != setting.activations_file.empty())
    fail("recorded tensors come in pairs", "both --weights FILE and --activations FILE");
  if (setting.fitted())
    for (const char* option : {"--trace", "--zeros", "--spread", "--weight-zeros", "--weight-spread", "--image-deviation", "--channel-zeros",
                               "--weights", "--activations", "--synthetic", "--closed-loop"})
      if (given(option)) fail(fmt::format("{} does not go with --fit, from which all tensors are drawn", option), "one of the two");
  if (!setting.traced() && !setting.fitted()) {
    if (setting.closed_loop) fail("--closed-loop goes with a trace alone", "--trace FILE");
    if (setting.drawn && !is_shipped(setting.network)) fail("--synthetic: the tensors of " + setting.network + " are synthetic in any case", {});
    for (const char* option : {"--input", "--inputs"})
      if (command.count(option) > 0 && !setting.shipped())
        fail(fmt::format("{} goes with inputs of a trace, of a fit or of a network that runs", option),
             "--trace FILE, --fit FILE, or --network shapes-cnn");
  }
  if (setting.input && setting.inputs) fail("--input and --inputs exclude each other", "one of the two");
  if (setting.input && setting.images > 1) fail("--input is one input, and --batch is more", "--inputs N with --batch");
  if (setting.fitted()) setting = on_fit(std::move(setting), network_given);
  if (!setting.traced()) return;
  for (const char* option : {"--zeros", "--spread", "--weight-zeros", "--weight-spread", "--image-deviation", "--channel-zeros", "--seed",
                             "--weights", "--activations", "--synthetic"})
    if (given(option)) fail(fmt::format("{} does not go with --trace, which holds all tensors", option), "one of the two");
  setting = on_trace(std::move(setting), network_given);
}

std::int64_t SettingOptions::memory_limit() const {
  if (memory_limit_mb > 0) return memory_limit_mb << 20;
  return static_cast<std::int64_t>(sysconf(_SC_PHYS_PAGES)) * sysconf(_SC_PAGESIZE) / 5 * 4;
}

void SetOptions::add_to(CLI::App& command) {
  command.add_option("--set", sets, "Change one key of the design, e.g. --set fabric.sync.slack=4")->type_name("KEY=VALUE")->allow_extra_args(false);
}

Subject SetOptions::apply(const std::string& reference) const {
  Subject subject = Subject::load(reference);
  for (const std::string& text : sets) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) fail("--set " + text + " has no key", "--set KEY=VALUE, e.g. --set fabric.sync.slack=4");
    subject = subject.with(text.substr(0, equals), text.substr(equals + 1));
  }
  return subject;
}

void JsonOption::add_to(CLI::App& command) { command.add_option("--json", file, "Write the facts as JSON; - is standard output")->type_name("FILE"); }

void JsonOption::write(const Json& json) const { write_text(file, json.dump(1) + "\n"); }

void JsonOption::check(const std::vector<std::string>& inputs) const { check_output(file, inputs); }

std::vector<std::string> files_of(const Setting& setting) {
  return {setting.network, setting.trace, setting.fit, setting.weights_file, setting.activations_file};
}

int terminal_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 100;
  return std::clamp<int>(size.ws_col, 72, 120);
}

bool colour_wanted() { return isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr; }

}  // namespace skeptic
