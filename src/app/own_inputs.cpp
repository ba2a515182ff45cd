#include "app/own_inputs.h"

#include <filesystem>
#include <system_error>

#include "base/diagnostic.h"

namespace skeptic {

void keep_inputs(const std::string& output, const std::vector<std::string>& inputs) {
  if (output.empty() || output == "-") return;
  for (const std::string& input : inputs) {
    std::error_code neither;
    if (input.empty() || !std::filesystem::equivalent(output, input, neither) || neither) continue;
    throw UserError(
        Diagnostic{DiagnosticId::FileUnwritable, Place{output, 0, 0, {}}, "is an input of this command, and would be lost", {}, "name another file"});
  }
}

}  // namespace skeptic
