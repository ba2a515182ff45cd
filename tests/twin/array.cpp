#include "twin/array.h"

#include <algorithm>

namespace skeptic::twin {
namespace {

using std::int64_t;

struct Element {
  int64_t i = 0, j = 0, l = 0;  ///< in m, n and k
};

/// Elements that consume one stream of steps, and the places of the array that they span.
struct DomainElements {
  std::set<int64_t> rows, columns, slices;
  std::vector<int64_t> elements;
};

/// One step of one wave.
struct Step {
  int64_t row = 0, rows = 0, column = 0, columns = 0;
  std::vector<std::optional<int64_t>> windows;  ///< by slice
};

/// Everything that one step costs, before any synchronisation.
struct StepCosts {
  std::vector<bool> idle;           ///< by element
  std::vector<int64_t> cost;        ///< by element
  std::vector<int64_t> feed, wait;  ///< by domain
};

std::vector<Element> elements_of(const ResolvedDesign& design) {
  std::vector<Element> elements;
  for (int64_t i = 0; i < design.array_m; ++i)
    for (int64_t j = 0; j < design.array_n; ++j)
      for (int64_t l = 0; l < design.array_k; ++l) elements.push_back({i, j, l});
  return elements;
}

std::vector<DomainElements> domains_of(const ResolvedDesign& design) {
  std::map<std::vector<int64_t>, DomainElements> domains;
  const std::vector<Element> elements = elements_of(design);
  for (std::size_t p = 0; p < elements.size(); ++p) {
    const Element& e = elements[p];
    std::vector<int64_t> name;
    if (design.domain == Domain::Row) name = {e.i};
    if (design.domain == Domain::Column) name = {e.j};
    if (design.domain == Domain::Pe) name = {e.i, e.j, e.l};
    DomainElements& domain = domains[name];
    domain.rows.insert(e.i);
    domain.columns.insert(e.j);
    domain.slices.insert(e.l);
    domain.elements.push_back(static_cast<int64_t>(p));
  }
  std::vector<DomainElements> list;
  for (const auto& [name, domain] : domains) list.push_back(domain);
  return list;
}

std::vector<Step> steps_of(const ResolvedDesign& design, const Product& product, const Tile& tile) {
  std::vector<std::pair<int64_t, int64_t>> rows, columns;  // first and count
  for (int64_t m = tile.row; m < tile.row_end; m += design.array_m) rows.emplace_back(m, std::min(design.array_m, tile.row_end - m));
  for (int64_t n = tile.column; n < tile.column_end; n += design.array_n) columns.emplace_back(n, std::min(design.array_n, tile.column_end - n));
  const auto dealt = deal(design, product, tile);
  std::vector<Step> steps;
  const auto wave = [&](const auto& row, const auto& column) {
    for (const auto& windows : dealt) steps.push_back({row.first, row.second, column.first, column.second, windows});
  };
  if (design.order == Order::MOuter) {
    for (const auto& row : rows)
      for (const auto& column : columns) wave(row, column);
  } else {
    for (const auto& column : columns)
      for (const auto& row : rows) wave(row, column);
  }
  return steps;
}

/// The run of one tile; the members are what every rule of a step reads.
class TileSimulation {
 public:
  TileSimulation(const ResolvedDesign& design, const Operand& weights, const Product& product, const Tile& tile, LastPatterns& last)
      : design_(design),
        weights_(weights),
        product_(product),
        last_(last),
        elements_(elements_of(design)),
        domains_(domains_of(design)),
        steps_(steps_of(design, product, tile)),
        seen_(domains_.size()) {
    run_.busy.assign(elements_.size(), 0);
  }

  TileRun run() {
    std::vector<StepCosts> costs;
    for (const Step& step : steps_) costs.push_back(step_costs(step));
    const int64_t ct = finish(costs, true, true), ct1 = finish(costs, false, true), ct2 = finish(costs, false, false);
    const int64_t lanes = design_.array_multipliers();
    run_.cycles = ct;
    run_.stack[Slot::Select] = (ct - ct1) * lanes;
    run_.stack[Slot::Feed] = (ct1 - ct2) * lanes;
    for (std::size_t p = 0; p < elements_.size(); ++p) {
      int64_t idle = 0;
      for (const StepCosts& step : costs) {
        run_.busy[p] += step.cost[p];
        if (step.idle[p]) idle += *std::max_element(step.cost.begin(), step.cost.end());
      }
      const int64_t left = ct2 - run_.busy[p], edge = std::min(left, idle);
      run_.stack[Slot::Edge] += design_.lanes * edge;
      run_.stack[Slot::Imbalance] += design_.lanes * (left - edge);
    }
    return run_;
  }

 private:
  int64_t tap(int64_t window) const { return window * design_.window / product_.padded_channels; }
  int64_t channel(int64_t window) const { return window * design_.window % product_.padded_channels; }
  std::optional<int64_t> vector_of(int64_t column, int64_t window) const { return product_.source[column][tap(window)]; }
  bool weight_slot(int64_t row, int64_t position) const { return product_.weights.mask[row][position]; }
  bool activation_slot(int64_t column, int64_t position) const {
    const auto vector = product_.source[column][position / product_.padded_channels];
    const int64_t c = position % product_.padded_channels;
    return vector ? product_.activations.mask[*vector][c] : product_.outside_mask[c];
  }
  float activation(int64_t column, int64_t position) const {
    const auto vector = product_.source[column][position / product_.padded_channels];
    return vector ? product_.activations.values[*vector][position % product_.padded_channels] : 0.0F;
  }

  /// f of a column of the wave (activations) or of a row (weights).
  int64_t activation_conflict(const Step& step, int64_t column) const {
    std::map<int64_t, int64_t> used;
    for (const auto& window : step.windows) {
      if (!window || !vector_of(column, *window)) continue;
      for (int64_t position = *window * design_.window; position < (*window + 1) * design_.window; ++position) {
        bool wanted = false;
        for (int64_t m = step.row; m < step.row + step.rows; ++m) wanted = wanted || weight_slot(m, position);
        if (wanted && activation_slot(column, position)) ++used[position % design_.activations_buffer.banks];
      }
    }
    return fullest(used, design_.activations_buffer.ports);
  }
  int64_t weight_conflict(const Step& step, int64_t row) const {
    std::map<int64_t, int64_t> used;
    for (const auto& window : step.windows) {
      if (!window) continue;
      for (int64_t position = *window * design_.window; position < (*window + 1) * design_.window; ++position) {
        bool wanted = false;
        for (int64_t n = step.column; n < step.column + step.columns; ++n) wanted = wanted || activation_slot(n, position);
        if (wanted && weight_slot(row, position)) ++used[position % design_.weights_buffer.banks];
      }
    }
    return fullest(used, design_.weights_buffer.ports);
  }
  static int64_t fullest(const std::map<int64_t, int64_t>& used, int64_t ports) {
    int64_t cycles = 0;
    for (const auto& [bank, count] : used) cycles = std::max(cycles, ceil_divide(count, ports));
    return cycles;
  }

  StepCosts step_costs(const Step& step) {
    StepCosts costs;
    costs.idle.assign(elements_.size(), true);
    costs.cost.assign(elements_.size(), 0);
    std::vector<int64_t> column_conflict(step.columns, 0), row_conflict(step.rows, 0);
    if (design_.activations.read == Read::Gather)
      for (int64_t j = 0; j < step.columns; ++j) column_conflict[j] = activation_conflict(step, step.column + j);
    if (weights_.read == Read::Gather)
      for (int64_t i = 0; i < step.rows; ++i) row_conflict[i] = weight_conflict(step, step.row + i);

    for (std::size_t d = 0; d < domains_.size(); ++d) {
      const DomainElements& domain = domains_[d];
      const bool switches = switches_patterns(static_cast<int64_t>(d), step);
      run_.switches += switches;
      costs.wait.push_back(wait(d, step));
      costs.feed.push_back(feed(domain, step));
      for (const int64_t p : domain.elements) {
        const Element& e = elements_[p];
        if (e.i >= step.rows || e.j >= step.columns || !step.windows[e.l]) continue;
        costs.idle[p] = false;
        costs.cost[p] =
            element_cost(step.row + e.i, step.column + e.j, *step.windows[e.l], std::max(column_conflict[e.j], row_conflict[e.i]), switches);
      }
    }
    return costs;
  }

  /// The cost of an element that is not idle; its slots go to the stack.
  int64_t element_cost(int64_t row, int64_t column, int64_t window, int64_t conflict, bool switches) {
    int64_t x = 0, useful = 0;
    for (int64_t position = window * design_.window; position < (window + 1) * design_.window; ++position) {
      if (!weight_slot(row, position) || !activation_slot(column, position)) continue;
      ++x;
      useful += product_.weights.values[row][position] != 0 && activation(column, position) != 0;
    }
    const int64_t cost0 = ceil_divide(x, design_.lanes);
    const int64_t cost1 = std::max(design_.empty_window, cost0);
    const int64_t cost2 = x > 0 ? std::max(cost1, conflict) : cost1;
    const int64_t cost = switches ? cost2 + design_.activations.decide->switch_cycles : cost2;
    run_.stack[Slot::Useful] += useful;
    run_.stack[Slot::Ineffectual] += x - useful;
    run_.stack[Slot::Underfill] += cost0 * design_.lanes - x;
    run_.stack[Slot::Empty] += (cost1 - cost0) * design_.lanes;
    run_.stack[Slot::BankConflict] += (cost2 - cost1) * design_.lanes;
    run_.stack[Slot::Switch] += (cost - cost2) * design_.lanes;
    return cost;
  }

  /// (vector, granule) that column j of the array touches in a step, in the domain's slices.
  std::vector<std::pair<int64_t, int64_t>> touched(const DomainElements& domain, const Step& step, int64_t j) const {
    std::vector<std::pair<int64_t, int64_t>> list;
    if (j >= step.columns) return list;
    for (const int64_t l : domain.slices)
      if (step.windows[l])
        if (const auto vector = vector_of(step.column + j, *step.windows[l]))
          list.emplace_back(*vector, channel(*step.windows[l]) / product_.granule);
    return list;
  }

  bool switches_patterns(int64_t d, const Step& step) {
    if (!design_.activations.run_time()) return false;
    bool switches = false;
    for (const int64_t j : domains_[d].columns) {
      std::set<int64_t> patterns;
      for (const auto& [vector, granule] : touched(domains_[d], step, j)) patterns.insert(product_.pattern[vector][granule]);
      if (patterns.empty()) continue;
      const auto before = last_.find({d, j});
      if (before != last_.end() && before->second != patterns) switches = true;
      last_[{d, j}] = patterns;
    }
    return switches;
  }

  int64_t wait(std::size_t d, const Step& step) {
    const auto& decide = design_.activations.decide;
    if (!decide || decide->by != DecideBy::Consumer || decide->when != DecideWhen::Use) return 0;
    const std::size_t before = seen_[d].size();
    for (const int64_t j : domains_[d].columns)
      for (const auto& [vector, granule] : touched(domains_[d], step, j)) seen_[d].insert(product_.unit[vector][granule]);
    const auto added = static_cast<int64_t>(seen_[d].size() - before);
    run_.decided_at_use += added;
    return added > 0 ? decide->latency : 0;
  }

  static Rational window_bits(const Operand& operand, int64_t window, int64_t slots, int64_t metadata, int64_t granule) {
    if (operand.encoding.kind == EncodingKind::None) return Rational(window * operand.bits);
    return Rational(slots * operand.bits) + Rational(window * metadata, granule);
  }

  int64_t feed(const DomainElements& domain, const Step& step) {
    Rational weights, activations;
    for (const int64_t l : domain.slices) {
      if (!step.windows[l]) continue;
      const int64_t window = *step.windows[l], first = window * design_.window;
      for (const int64_t i : domain.rows) {
        if (i >= step.rows) continue;
        int64_t slots = 0;
        for (int64_t position = first; position < first + design_.window; ++position) slots += weight_slot(step.row + i, position);
        const Granule& granule = product_.weights.granules[step.row + i][first / product_.granule];
        weights = weights + window_bits(weights_, design_.window, slots, granule.metadata, product_.granule);
      }
      for (const int64_t j : domain.columns) {
        if (j >= step.columns) continue;
        const auto vector = vector_of(step.column + j, window);
        if (!vector) continue;
        int64_t slots = 0;
        for (int64_t position = first; position < first + design_.window; ++position) slots += activation_slot(step.column + j, position);
        const Granule& granule = product_.activations.granules[*vector][channel(window) / product_.granule];
        activations = activations + window_bits(design_.activations, design_.window, slots, granule.metadata, product_.granule);
      }
    }
    run_.weights_read = run_.weights_read + weights;
    run_.activations_read = run_.activations_read + activations;
    const auto count = static_cast<int64_t>(domains_.size());
    int64_t cycles = 0;
    if (design_.weights_buffer.width) cycles = std::max(cycles, ceil_divide(Rational(count) * weights, *design_.weights_buffer.width));
    if (design_.activations_buffer.width) cycles = std::max(cycles, ceil_divide(Rational(count) * activations, *design_.activations_buffer.width));
    return cycles;
  }

  /// The recurrences of section 4, with or without waits and feeds; the largest finish.
  int64_t finish(const std::vector<StepCosts>& costs, bool waits, bool feeds) const {
    std::vector<std::vector<int64_t>> finished;  // by step and element
    std::vector<int64_t> arrived(domains_.size(), 0);
    int64_t largest = 0;
    for (std::size_t t = 0; t < costs.size(); ++t) {
      std::vector<int64_t> now(elements_.size(), 0);
      for (std::size_t d = 0; d < domains_.size(); ++d) {
        int64_t room = 0;
        if (static_cast<int64_t>(t) >= design_.slack)
          for (const int64_t q : domains_[d].elements) room = std::max(room, finished[t - design_.slack][q]);
        arrived[d] = std::max(arrived[d] + (feeds ? costs[t].feed[d] : 0), room) + (waits ? costs[t].wait[d] : 0);
        for (const int64_t p : domains_[d].elements) {
          const int64_t start = std::max(t > 0 ? finished[t - 1][p] : 0, arrived[d]);
          now[p] = start + costs[t].cost[p];
          largest = std::max(largest, now[p]);
        }
      }
      finished.push_back(now);
    }
    return largest;
  }

  const ResolvedDesign& design_;
  const Operand& weights_;
  const Product& product_;
  LastPatterns& last_;
  std::vector<Element> elements_;
  std::vector<DomainElements> domains_;
  std::vector<Step> steps_;
  std::vector<std::set<int64_t>> seen_;  ///< by domain: the units that this tile has touched
  TileRun run_;
};

}  // namespace

TileRun run_tile(const ResolvedDesign& design, const Operand& weights, const Product& product, const Tile& tile, LastPatterns& last) {
  return TileSimulation(design, weights, product, tile, last).run();
}

}  // namespace skeptic::twin
