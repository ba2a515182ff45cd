#include "stress/laboratory.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>

#include "base/diagnostic.h"
#include "base/parallel.h"
#include "base/shell.h"
#include "design/hash.h"
#include "design/placed.h"
#include "simulate/limits.h"
#include "simulate/pruned.h"

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

namespace {

std::string trace_key(const TraceRecipe& recipe, const Subject* subject) {
  std::string key = fmt::format("{}", fmt::join(recipe.words, " "));
  if (subject != nullptr) key += "\n" + pruning_key(resolve(subject->design()));
  return key;
}

/// Null where the design drops nothing, as it would be without one.
const Subject* pruning(const Subject* subject) { return subject == nullptr || pruning_key(resolve(subject->design())).empty() ? nullptr : subject; }

}  // namespace

void Laboratory::run_networks(const std::vector<Setting>& settings, const std::vector<const Subject*>& subjects) {
  struct Wanted {
    TraceRecipe recipe;
    const Subject* subject;
    std::optional<MadeTrace> made{};
  };
  std::map<std::string, Wanted> wanted;
  for (const Setting& setting : settings)
    if (const std::optional<TraceRecipe> recipe = setting.recipe(); recipe && tracer_)
      for (const Subject* subject : subjects) {
        const std::string key = trace_key(*recipe, pruning(subject));
        if (!traces_.contains(key)) wanted.emplace(key, Wanted{*recipe, pruning(subject)});
      }
  std::vector<Wanted*> runs;
  for (auto& [key, one] : wanted) runs.push_back(&one);
  parallel_for(static_cast<std::int64_t>(runs.size()), [&](std::int64_t i) {
    Wanted& one = *runs[static_cast<std::size_t>(i)];
    try {
      one.made = tracer_(one.recipe, one.subject);
    } catch (const UserError&) {
      // Told by trace().
    }
  });
  for (auto& [key, one] : wanted)
    if (one.made) traces_[key] = std::move(*one.made);
}

const MadeTrace& Laboratory::trace(const TraceRecipe& recipe, const Subject* subject) {
  const std::string key = trace_key(recipe, subject);
  const auto known = traces_.find(key);
  if (known != traces_.end()) return known->second;
  if (!tracer_)
    throw UserError(Diagnostic{DiagnosticId::ProgramMissing,
                               {},
                               "skeptic-learn, which runs networks, is not beside this program",
                               "a trace that is taken as it is, or synthetic tensors",
                               "build it with ./run build; it needs libtorch-dev"});
  return traces_[key] = tracer_(recipe, subject);
}

std::vector<ShapeShare> Laboratory::representatives(const Setting& setting) {
  Setting whole = setting;
  whole.shapes = 0, whole.layers.clear();
  return largest_shapes(network(whole), setting.layers, static_cast<std::size_t>(setting.shapes));
}

Setting Laboratory::one_of_each_shape(const Setting& setting) {
  Setting some = setting;
  some.shapes = 0;
  const std::vector<ShapeShare> shapes = representatives(setting);
  if (!shapes.empty()) some.layers.clear();  // what multiplies nothing has no shape, and runs as it is
  for (const ShapeShare& shape : shapes) some.layers.push_back(shape.layer);
  return some;
}

NetworkCounts Laboratory::counted_by_shape(const Subject& subject, const Setting& setting) {
  const std::vector<ShapeShare> shapes = representatives(setting);
  NetworkCounts counts = run(subject, one_of_each_shape(setting));
  if (shapes.empty()) return counts;
  std::vector<LayerCounts> layers;
  for (const LayerCounts& layer : counts.layers) {
    const auto shape = std::find_if(shapes.begin(), shapes.end(), [&](const ShapeShare& one) { return one.layer == layer.name; });
    layers.insert(layers.end(), shape == shapes.end() ? 1 : static_cast<std::size_t>(shape->layers), layer);
  }
  counts.layers = std::move(layers);
  counts.batch_cycles = {counts.cycles()};
  return counts;
}

Simulator& Laboratory::simulator(const Setting& setting, const Subject* subject) {
  if (setting.shapes > 0) return simulator(one_of_each_shape(setting), subject);
  const std::optional<TraceRecipe> recipe = setting.recipe();
  std::string key = setting.flags();
  // Designs that drop nothing, or the same, see the same inputs.
  const bool prunes = recipe && subject != nullptr && !pruning_key(resolve(subject->design())).empty();
  if (prunes) key += "\n" + pruning_key(resolve(subject->design()));
  Held& held = simulators_[key];
  held.used = ++uses_;
  if (!held.simulator) make(held, setting, subject, prunes);
  if (subject != nullptr && held.bytes == 0) {
    const Simulator& made = *held.simulator;
    const auto bytes = [&](Runs runs) {
      return memory_of(resolve(subject->design()), made.network(), made.batches(), setting.layers, threads(), runs);
    };
    const auto most = [&](std::int64_t limit) { return limit > 0 ? static_cast<double>(limit) : std::numeric_limits<double>::infinity(); };
    held.bytes = bytes(held.runs);
    if (held.runs == Runs::Many && held.bytes > std::min(most(memory_limit_), most(kept_limit_))) {
      held.runs = Runs::One, held.bytes = bytes(Runs::One);
      make(held, setting, subject, prunes);
    }
    make_room(held);
  }
  return *held.simulator;
}

void Laboratory::make(Held& held, const Setting& setting, const Subject* subject, bool prunes) {
  const std::optional<TraceRecipe> recipe = setting.recipe();
  Setting measured = setting;
  if (recipe && (prunes || !setting.traced())) measured.trace = trace(*recipe, prunes ? subject : nullptr).file;
  if (prunes && setting.traced()) check_same_inputs(setting.trace, measured.trace);
  if (runs_ == Runs::One) held.runs = Runs::One;
  Workload workload = load_workload(measured);
  held.simulator = std::make_unique<Simulator>(std::move(workload.network), std::move(workload.source), workload.batches, setting.layers, held.runs);
}

/// Counts that were found stay; what is let go is made anew where another design asks for it.
void Laboratory::make_room(const Held& for_this) {
  if (kept_limit_ <= 0) return;
  double kept = 0;
  for (const auto& [key, held] : simulators_) kept += held.bytes;
  while (kept > static_cast<double>(kept_limit_) && simulators_.size() > 1) {
    auto oldest = simulators_.end();
    for (auto held = simulators_.begin(); held != simulators_.end(); ++held)
      if (&held->second != &for_this && (oldest == simulators_.end() || held->second.used < oldest->second.used)) oldest = held;
    kept -= oldest->second.bytes;
    simulators_.erase(oldest);
  }
}

std::optional<Accuracy> Laboratory::accuracy(const Setting& setting, const Subject* subject) {
  const std::optional<TraceRecipe> recipe = setting.recipe();
  if (!recipe) return std::nullopt;
  const Json& report = trace(*recipe, pruning(subject)).report;
  if (!report.contains("labelled")) return std::nullopt;
  return Accuracy{report.at("correct").get<std::int64_t>(), report.at("labelled").get<std::int64_t>()};
}

const NetworkCounts& Laboratory::run(const Subject& subject, const Setting& setting) {
  const std::string key = content_hash(subject.design()) + setting.flags();
  const auto known = counts_.find(key);
  if (known != counts_.end()) return known->second;
  if (setting.shapes > 0) {
    NetworkCounts counts = counted_by_shape(subject, setting);
    return counts_[key] = std::move(counts);
  }
  return counts_[key] = simulated(subject, setting, nullptr);
}

NetworkCounts Laboratory::run(const Subject& subject, const Setting& setting, NetworkTimeline& recorded) {
  return simulated(subject, setting, &recorded);
}

NetworkCounts Laboratory::simulated(const Subject& subject, const Setting& setting, NetworkTimeline* recorded) {
  const ResolvedDesign design = resolve(subject.design());
  try {
    Simulator& on = simulator(setting, &subject);
    check_memory(design, on.network(), on.batches(), setting.layers, memory_limit_);
    told_ = 0;
    const auto progress = [&](std::int64_t done, std::int64_t of) { tell(done, of, on.batches()); };
    return on.run(design, report_ ? std::function<void(std::int64_t, std::int64_t)>(progress) : nullptr, recorded);
  } catch (const UserError& error) {
    throw UserError(placed(subject.design(), error.diagnostics()));
  }
}

std::unique_ptr<Laboratory> Laboratory::beside() const {
  auto other = std::make_unique<Laboratory>();
  other->limit_memory(memory_limit_);
  other->keep_at_most(kept_limit_);
  return other;
}

const Network& Laboratory::network(const Setting& setting) {
  const auto known = networks_.find(setting.flags());
  return known != networks_.end() ? known->second : networks_.emplace(setting.flags(), simulator(setting, nullptr).network()).first->second;
}

std::string Laboratory::describe_inputs(const Setting& setting) {
  // A trace that was made here lies somewhere else the next time.
  if (const std::optional<TraceRecipe> recipe = setting.recipe(); recipe && !setting.traced())
    return "measured by " + trace_command(*recipe, nullptr);
  return simulator(setting, nullptr).source().describe();
}

std::string Laboratory::command(const Subject& subject, const Setting& setting) { return "skeptic simulate " + subject.words() + setting.flags(); }

void Laboratory::say(const std::string& doing, double share, double until) {
  progress_ = {doing, share};
  until_ = until;
  if (report_) report_(progress_);
}

void Laboratory::tell(std::int64_t done, std::int64_t of, const Batches& batches) {
  if (until_ <= progress_.share && batches.count == 1) return;
  const std::lock_guard lock(telling_);
  if (done * 1000 / of <= told_) return;
  told_ = done * 1000 / of;
  Progress now = progress_;
  if (until_ > now.share) now.share += (until_ - now.share) * static_cast<double>(done) / static_cast<double>(of);
  if (batches.count > 1) now.doing += fmt::format(", input {} of {}", done * batches.inputs() / of, batches.inputs());
  report_(now);
}

void Laboratory::forget(const Setting& setting) {
  if (setting.shapes > 0) return forget(one_of_each_shape(setting));
  const std::string flags = setting.flags();
  std::erase_if(simulators_, [&](const auto& entry) { return entry.first == flags || entry.first.starts_with(flags + "\n"); });
}

}  // namespace skeptic
