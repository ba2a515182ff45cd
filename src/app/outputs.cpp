#include "app/outputs.h"

namespace skeptic {
void OutputOptions::add_to(CLI::App& command) {
  for (std::size_t i = 0; i < kRendererCount; ++i)
    command.add_option(std::string(renderers()[i].option), files_[i], std::string(renderers()[i].meaning) + "; - is standard output")
        ->type_name("FILE");
}

void OutputOptions::check(const std::vector<std::string>& inputs, const std::vector<NamedOutput>& more) const {
  std::vector<NamedOutput> outputs = more;
  for (std::size_t i = 0; i < kRendererCount; ++i) outputs.push_back({renderers()[i].option, files_[i]});
  check_outputs(outputs, inputs);
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
