#include "app/output_file.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <system_error>

#include "base/diagnostic.h"
#include "base/file.h"

namespace skeptic {

bool same_file(const std::string& a, const std::string& b) {
  std::error_code error;
  if (std::filesystem::equivalent(a, b, error)) return std::filesystem::is_regular_file(a, error);
  const auto whole = [&](const std::string& name) { return std::filesystem::weakly_canonical(std::filesystem::absolute(name, error), error); };
  return !std::filesystem::exists(a, error) && !std::filesystem::exists(b, error) && whole(a) == whole(b);
}

void check_output(const std::string& file, const std::vector<std::string>& inputs) {
  if (file.empty() || file == "-") return;
  for (const std::string& input : inputs)
    if (!input.empty() && same_file(file, input))
      throw UserError(
          Diagnostic{DiagnosticId::FileUnwritable, Place{file, 0, 0, {}}, "is an input of this command, and would be lost", {}, "name another file"});
  check_writable(file);
}

void check_outputs(const std::vector<NamedOutput>& outputs, const std::vector<std::string>& inputs) {
  const auto fail = [](std::string message, std::string expected) {
    throw UserError(Diagnostic{DiagnosticId::CommandLine, {}, std::move(message), std::move(expected), {}});
  };
  for (auto one = outputs.begin(); one != outputs.end(); ++one) {
    if (one->file.empty()) continue;
    for (auto other = outputs.begin(); other != one; ++other) {
      if (other->file.empty()) continue;
      if (one->file == "-" && other->file == "-")
        fail(fmt::format("{} - and {} - would both write to standard output", other->option, one->option), "a file for one of the two");
      if (one->file != "-" && other->file != "-" && same_file(one->file, other->file))
        fail(fmt::format("{} and {} would both write {}", other->option, one->option, one->file), "a file for each");
    }
    check_output(one->file, inputs);
  }
}

void write_text(const std::string& file, const std::string& text) {
  if (file == "-")
    std::fwrite(text.data(), 1, text.size(), stdout);
  else
    write_file(file, text);
}

}  // namespace skeptic
