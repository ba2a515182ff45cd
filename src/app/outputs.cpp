#include "app/outputs.h"

#include <fmt/format.h>

#include <filesystem>

#include "app/options.h"
#include "base/diagnostic.h"

namespace skeptic {
namespace {

[[noreturn]] void fail(std::string message, std::string expected) {
  throw UserError(Diagnostic{DiagnosticId::CommandLine, {}, std::move(message), std::move(expected), {}});
}

/// Whether two names are one file; of files that are not there yet, whether they would be.
bool same_file(const std::string& a, const std::string& b) {
  std::error_code error;
  if (std::filesystem::equivalent(a, b, error)) return std::filesystem::is_regular_file(a, error);
  const auto whole = [&](const std::string& name) { return std::filesystem::weakly_canonical(std::filesystem::absolute(name, error), error); };
  return !std::filesystem::exists(a, error) && !std::filesystem::exists(b, error) && whole(a) == whole(b);
}

}  // namespace

void OutputOptions::add_to(CLI::App& command) {
  for (std::size_t i = 0; i < kRendererCount; ++i)
    command.add_option(std::string(renderers()[i].option), files_[i], std::string(renderers()[i].meaning) + "; - is standard output")
        ->type_name("FILE");
}

void OutputOptions::check(const std::vector<std::string>& inputs) const {
  for (std::size_t i = 0; i < kRendererCount; ++i) {
    const std::string& file = files_[i];
    if (file.empty()) continue;
    for (std::size_t other = 0; other < i; ++other) {
      if (files_[other].empty()) continue;
      if (file == "-" && files_[other] == "-")
        fail(fmt::format("{} - and {} - would both write to standard output", renderers()[other].option, renderers()[i].option),
             "a file for one of the two");
      if (file != "-" && files_[other] != "-" && same_file(file, files_[other]))
        fail(fmt::format("{} and {} would both write {}", renderers()[other].option, renderers()[i].option, file), "a file for each");
    }
    if (file == "-") continue;
    for (const std::string& input : inputs)
      if (!input.empty() && same_file(file, input))
        fail(fmt::format("{} {} would overwrite what is read", renderers()[i].option, file), "another file");
    check_output(file);
  }
  // A page that cannot be made is told now, not after an hour.
  for (std::size_t i = 0; i < kRendererCount; ++i)
    if (!files_[i].empty() && renderers()[i].name == "html") render_html(Document{});
}

bool OutputOptions::wanted() const {
  for (const std::string& file : files_)
    if (!file.empty()) return true;
  return false;
}

bool OutputOptions::to_standard_output() const {
  for (const std::string& file : files_)
    if (file == "-") return true;
  return false;
}

void OutputOptions::write(const Rendered& rendered) const {
  std::vector<std::pair<std::string, std::string>> texts;
  for (std::size_t i = 0; i < kRendererCount; ++i)
    if (!files_[i].empty()) texts.emplace_back(files_[i], renderers()[i].render(rendered));
  for (const auto& [file, text] : texts) write_text(file, text);
}

std::vector<std::string> files_of(const Setting& setting) {
  return {setting.network, setting.trace, setting.fit, setting.weights_file, setting.activations_file};
}

}  // namespace skeptic
