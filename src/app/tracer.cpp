#include "app/tracer.h"

#include <fmt/format.h>

#include <memory>
#include <mutex>
#include <optional>

#include "app/sibling_program.h"
#include "app/temporary_folder.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "stress/laboratory.h"

namespace skeptic {

Tracer learn_tracer() {
  if (file_of(kLearnProgram).empty()) return {};
  struct Made {
    std::mutex naming;  // networks may run side by side
    std::optional<TemporaryFolder> folder;
    int count = 0;
    std::string next() {
      const std::lock_guard lock(naming);
      if (!folder) folder.emplace();
      return folder->file(fmt::format("{}", count++));
    }
  };
  return [made = std::make_shared<Made>()](const TraceRecipe& recipe, const Subject* subject) {
    const std::string name = made->next(), file = name + ".trace", report = name + ".json";
    std::vector<std::string> words{"trace"};
    words.insert(words.end(), recipe.words.begin(), recipe.words.end());
    if (subject != nullptr) {
      words.insert(words.end(), {"--design", subject->reference()});
      for (const auto& [key, value] : subject->sets()) words.insert(words.end(), {"--set", key + "=" + value});
    }
    words.insert(words.end(), {"--out", file, "--json", report});
    const ProgramResult result = run_program(kLearnProgram, words);
    if (result.code != 0)
      throw UserError(Diagnostic{DiagnosticId::ProgramFailed,
                                 {},
                                 "the network did not run: " + trace_command(recipe, subject),
                                 {},
                                 result.errors.substr(0, result.errors.find_last_not_of('\n') + 1)});
    return MadeTrace{file, Json::parse(read_file(report))};
  };
}

}  // namespace skeptic
