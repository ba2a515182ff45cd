#include "app/outputs.h"

#include <fmt/format.h>

#include "app/output_file.h"
#include "base/diagnostic.h"

namespace skeptic {
namespace {

[[noreturn]] void fail(std::string message, std::string expected) {
  throw UserError(Diagnostic{DiagnosticId::CommandLine, {}, std::move(message), std::move(expected), {}});
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
    check_output(file, inputs);
  }
  for (std::size_t i = 0; i < kRendererCount; ++i)  // what cannot be rendered is told now, not after an hour
    if (!files_[i].empty() && renderers()[i].check != nullptr) renderers()[i].check();
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

}  // namespace skeptic
