// A Resolved design: everything has a value, in the machine model's own terms. The only thing that `simulate` and `cost` read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/rational.h"
#include "design/design.h"
#include "sparsity/encoding.h"
#include "sparsity/pattern.h"

namespace skeptic {

enum class Slices { Interleaved, Blocked };
enum class Order { MOuter, NOuter };
enum class Domain { Array, Row, Column, Pe };
enum class Balance { None, Sort, Pair, Interleave };
enum class Skip { None, Pattern, Zeros };
enum class Read { Window, Gather };
enum class Chosen { Offline, Learned, Fixed, RunTime };
enum class DecideBy { Consumer, Producer };
enum class DecideWhen { Tile, Use };
enum class Stored { None, Bitmask };
enum class DecideFrom { ThisInput, PreviousInput };

/// Who picks an activation pattern at run time, when, from what, and at which cost (machine-model, section 8).
struct Decision {
  DecideBy by = DecideBy::Consumer;
  DecideWhen when = DecideWhen::Tile;
  Stored stored = Stored::None;
  DecideFrom from = DecideFrom::ThisInput;
  Policy policy;
  std::int64_t pixels = 1;               ///< vectors of a unit
  std::optional<std::int64_t> channels;  ///< channels of a unit; all where absent
  std::int64_t latency = 0;              ///< cycles
  Rational rate{1};                      ///< units per cycle
  std::int64_t switch_cycles = 0;
  std::int64_t state_bits = 0;  ///< storage that the mechanism needs; charged by cost
};

struct Operand {
  std::int64_t bits = 16;
  Chosen chosen = Chosen::Offline;
  Pattern pattern;                ///< the fixed pattern; dense where patterns are chosen at run time
  std::vector<Pattern> patterns;  ///< the run-time list, sparsest first; empty where the pattern is fixed
  bool permuted = false;          ///< input channels stand in the order that suits the pattern; weights alone (simulate/permuted.h)
  Skip skip = Skip::None;
  Encoding encoding;
  Read read = Read::Window;
  std::optional<Decision> decide;  ///< present exactly where `chosen: run-time`

  bool run_time() const { return decide.has_value(); }
  /// Every pattern that the operand can take.
  std::vector<Pattern> listed() const { return run_time() ? patterns : std::vector<Pattern>{pattern}; }
};

struct OperandBuffer {
  std::int64_t size_bits = 0;
  std::int64_t banks = 1;
  std::int64_t ports = 1;
  std::optional<Rational> width;  ///< bits per cycle; unlimited where absent
};

/// `all` where absent.
struct TileSize {
  std::optional<std::int64_t> m, n, k;
};

struct ResolvedDesign {
  std::string name;
  Rational clock{1'000'000'000};  ///< hertz
  std::int64_t array_m = 1, array_n = 1, array_k = 1;
  std::int64_t arrays = 1;  ///< copies of everything on the chip, on one DRAM channel (machine-model-notes.md, "Arrays on one channel")
  Slices slices = Slices::Interleaved;
  std::int64_t lanes = 1;
  std::int64_t window = 1;
  std::int64_t empty_window = 1;
  Order order = Order::MOuter;
  Domain domain = Domain::Array;
  std::int64_t slack = 1;
  Balance balance = Balance::None;      ///< the order of the rows of W (simulate/row_order.h)
  std::optional<Rational> decode_rate;  ///< granules per cycle; line rate where absent
  Operand weights, activations;
  std::int64_t output_bits = 16;
  bool outputs_as_read = false;
  std::optional<TileSize> tile;  ///< `auto` where absent
  std::optional<std::int64_t> vector_lanes;
  Rational dram_bandwidth{1};  ///< bits per second
  double dram_energy = 0;      ///< joules per bit
  OperandBuffer weights_buffer, activations_buffer;
  std::optional<std::int64_t> accumulator_bits;
  std::int64_t buffers = 2;
  std::optional<double> chip_area;  ///< square millimetres
  std::int64_t technology = 7;      ///< node, nanometres

  /// L = m·n·k·lanes, the multipliers of one array; and of all arrays.
  std::int64_t array_multipliers() const { return array_m * array_n * array_k * lanes; }
  std::int64_t multipliers() const { return arrays * array_multipliers(); }
  /// DRAM bits per cycle.
  Rational dram_rate() const { return dram_bandwidth / clock; }
};

/// Fills in defaults and checks what holds between keys (window >= lanes, gather needs slack 1, encodings and skips, units and granules).
/// Throws UserError, DesignUnknownValue where a value is `unknown`: replace unknowns first (`with`).
ResolvedDesign resolve(const Design& design);

}  // namespace skeptic
