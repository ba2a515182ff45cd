#include "stress/laboratory.h"

#include <fmt/format.h>

#include "base/diagnostic.h"
#include "base/shell.h"
#include "design/hash.h"
#include "design/placed.h"

namespace skeptic {

Subject Subject::with(const std::string& path, const std::string& value) const {
  Subject changed = *this;
  changed.design_ = skeptic::with(design_, path, value);
  // Later keys win over earlier ones, so a repeated key counts where it was set last.
  std::erase_if(changed.sets_, [&](const auto& set) { return set.first == path; });
  changed.sets_.emplace_back(path, value);
  return changed;
}

Subject Subject::with(const std::vector<std::pair<std::string, std::string>>& sets) const {
  Subject changed = *this;
  for (const auto& [path, value] : sets) changed = changed.with(path, value);
  return changed;
}

std::string Subject::words() const {
  std::string text = shell_word(reference_);
  for (const auto& [path, value] : sets_) text += " --set " + shell_word(path + "=" + value);
  return text;
}

Simulator& Laboratory::simulator(const Setting& setting) {
  std::unique_ptr<Simulator>& simulator = simulators_[setting.flags()];
  if (!simulator) {
    Network network = load_network(setting.network);
    std::shared_ptr<const TensorSource> source = tensor_source(setting, network);
    simulator = std::make_unique<Simulator>(std::move(network), std::move(source), setting.images, setting.layers);
  }
  return *simulator;
}

const NetworkCounts& Laboratory::run(const Subject& subject, const Setting& setting) {
  const std::string key = content_hash(subject.design()) + setting.flags();
  const auto known = counts_.find(key);
  if (known != counts_.end()) return known->second;
  const ResolvedDesign design = resolve(subject.design());
  try {
    return counts_[key] = simulator(setting).run(design);
  } catch (const UserError& error) {
    counts_.erase(key);
    throw UserError(placed(subject.design(), error.diagnostics()));
  }
}

const Network& Laboratory::network(const Setting& setting) { return simulator(setting).network(); }

std::string Laboratory::describe_inputs(const Setting& setting) { return simulator(setting).source().describe(); }

std::string Laboratory::command(const Subject& subject, const Setting& setting) { return "skeptic simulate " + subject.words() + setting.flags(); }

void Laboratory::say(const std::string& doing, double share) {
  progress_ = {doing, share};
  if (report_) report_(progress_);
}

void Laboratory::forget(const Setting& setting) { simulators_.erase(setting.flags()); }

}  // namespace skeptic
