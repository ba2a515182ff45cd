// Experiments: designs on settings, run once each, and the commands that repeat them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "design/design.h"
#include "design/resolved.h"
#include "simulate/simulator.h"
#include "stress/closed_loop.h"
#include "stress/setting.h"
#include "stress/shapes.h"

namespace skeptic {

/// A design as the command line names it: a file or a name of the library, and the keys that were set on top.
class Subject {
 public:
  Subject(std::string reference, Design design) : reference_(std::move(reference)), design_(std::move(design)) {}
  static Subject load(const std::string& reference) { return {reference, load_design(reference)}; }

  const std::string& reference() const { return reference_; }
  const Design& design() const { return design_; }
  const std::vector<std::pair<std::string, std::string>>& sets() const { return sets_; }
  /// The same with a key set, as `--set key=value`. Throws UserError.
  Subject with(const std::string& path, const std::string& value) const;
  Subject with(const std::vector<std::pair<std::string, std::string>>& sets) const;
  /// "designs/x.yaml --set fabric.lanes=4", quoted for a shell.
  std::string words() const;

 private:
  std::string reference_;
  Design design_;
  std::vector<std::pair<std::string, std::string>> sets_;
};

/// What long work reports: what is being done, and how far it is.
struct Progress {
  std::string doing;
  double share = 0;  ///< of everything, 0 … 1
};

class Laboratory {
 public:
  /// `tracer` runs networks, for settings whose inputs are measured here; without one such a setting is a UserError, ProgramMissing.
  explicit Laboratory(std::function<void(const Progress&)> report = {}, Tracer tracer = {})
      : report_(std::move(report)), tracer_(std::move(tracer)) {}

  /// Exact counts, computed once for every (design, setting). Throws UserError.
  const NetworkCounts& run(const Subject& subject, const Setting& setting);
  /// The same, run anew, with the times of the first batch. Precondition: the setting runs all of its layers, and counts none for others.
  NetworkCounts run(const Subject& subject, const Setting& setting, NetworkTimeline& recorded);
  /// The right answers of a network that runs with the subject's pruning inside, without retraining; null: with none. Nothing where the inputs have
  /// no labels or cannot run. Throws UserError.
  std::optional<Accuracy> accuracy(const Setting& setting, const Subject* subject);
  /// Runs the networks of settings that need a run, with each subject's pruning inside (null: with none), as many side by side as there are threads.
  /// What fails is told where it is asked for.
  void run_networks(const std::vector<Setting>& settings, const std::vector<const Subject*>& subjects);
  /// Runs that would take more than so many bytes are UserErrors, TensorMemory; 0: no limit. Little is kept between runs where that passed it.
  void limit_memory(std::int64_t bytes) { memory_limit_ = bytes; }
  /// Tensors and masks of settings that have run are kept up to about so many bytes, the latest first; 0: all of them. A setting that would take
  /// more by itself keeps little between its runs.
  void keep_at_most(std::int64_t bytes) { kept_limit_ = bytes; }
  /// One design runs once: nothing is kept for others.
  void expect_one_run() { runs_ = Runs::One; }
  /// Another with the same limits, silent and without a tracer: for work beside this one's.
  std::unique_ptr<Laboratory> beside() const;
  /// Whether it was given a tracer.
  bool runs_networks() const { return static_cast<bool>(tracer_); }
  /// Stays where it is as long as the laboratory does.
  const Network& network(const Setting& setting);
  /// The layers that stand for their shapes, where the setting asks for them: they run, and count once for every layer of their shape.
  std::vector<ShapeShare> representatives(const Setting& setting);
  std::string describe_inputs(const Setting& setting);
  /// The inputs as they are when nothing is pruned; until the next run.
  const TensorSource& source(const Setting& setting) { return simulator(setting, nullptr).source(); }
  /// "skeptic simulate DESIGN --network …".
  static std::string command(const Subject& subject, const Setting& setting);
  /// Tells what is being done; `share` of everything. Runs until the next say() take it from there to `until`, where that is more.
  void say(const std::string& doing, double share, double until = 0);
  /// Frees the tensors of settings that no later experiment uses.
  void forget(const Setting& setting);

 private:
  Setting one_of_each_shape(const Setting& setting);
  NetworkCounts simulated(const Subject& subject, const Setting& setting, NetworkTimeline* recorded);
  NetworkCounts counted_by_shape(const Subject& subject, const Setting& setting);
  /// Null: the inputs as they are when nothing is pruned.
  Simulator& simulator(const Setting& setting, const Subject* subject);
  /// A simulator, about the bytes that it takes with the design that ran on it first, and when it was last used.
  struct Held {
    std::unique_ptr<Simulator> simulator;
    Runs runs = Runs::Many;
    double bytes = 0;
    std::int64_t used = 0;
  };
  void make(Held& held, const Setting& setting, const Subject* subject, bool prunes);
  void make_room(const Held& for_this);
  const MadeTrace& trace(const TraceRecipe& recipe, const Subject* subject);
  std::function<void(const Progress&)> report_;
  /// Tells how far a run is; from any thread.
  void tell(std::int64_t done, std::int64_t of, const Batches& batches);

  Progress progress_;
  double until_ = 0;
  std::int64_t told_ = 0;  ///< thousandths of the run
  std::mutex telling_;
  Tracer tracer_;
  std::int64_t memory_limit_ = 0, kept_limit_ = 0;
  Runs runs_ = Runs::Many;
  std::map<std::string, MadeTrace> traces_;
  std::map<std::string, Held> simulators_;
  std::map<std::string, Network> networks_;
  std::int64_t uses_ = 0;
  std::map<std::string, NetworkCounts> counts_;
};

}  // namespace skeptic
