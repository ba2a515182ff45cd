// The inner loops of the array, one set for every instruction set (Highway picks the best that the machine has). All sets give the same integers.
//
// Layout. An *element* is a row or a column of the array. One side of the array is the *lanes*: its elements lie side by side in vectors. The other
// is the *scalars*: one of its elements at a time meets all lanes. Four consecutive steps of an element lie together, a *quad*, so that a vector of
// bytes is some lanes by four steps, and 32 bits of a scalar's meet all of them. A window is cut into *planes* of 8 or 4 bits, a byte each, from the
// lowest position on: 8 where the machine counts the ones of bytes, 4 where it looks them up.
//
//     words: [quad][plane][element, padded to kLaneGroup][step of the quad]
//
// so with an AND and a count a plane, a vector holds popcount(S_w AND S_a) of its lanes in four steps.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace skeptic {

/// Steps that lie together; lanes of a side come in multiples of kLaneGroup.
inline constexpr std::int64_t kQuad = 4, kLaneGroup = 16;
inline constexpr std::int64_t padded_lanes(std::int64_t elements) { return (elements + kLaneGroup - 1) / kLaneGroup * kLaneGroup; }

/// Quads of steps of one wave and slice.
struct CostSegment {
  const std::uint8_t* lanes = nullptr;    ///< words of the lanes
  const std::uint8_t* scalars = nullptr;  ///< words of the scalars
  std::int64_t quads = 0;
  const std::uint8_t* empty = nullptr;   ///< [16][lane][step]: least cost of an element by the steps of the quad that it is active in; 0 of idle ones
  const std::uint8_t* active = nullptr;  ///< [quad]: bit s: the slice has a window in step s
  const std::uint8_t* lane_reads = nullptr;    ///< [quad][lane][step]: cycles to gather the lane's operands
  const std::uint8_t* scalar_reads = nullptr;  ///< [quad][scalar, padded][step]: likewise
  std::uint8_t* most = nullptr;                ///< [quad][lane][step]: becomes the largest cost of any scalar, if that is larger
  std::uint8_t* costs = nullptr;               ///< [quad][scalar][lane][step]; not written where null
};

/// Segments of one slice with the same number of scalars: their elements are the same elements of the array. Costs are in cycles and below 256.
struct CostBlock {
  std::span<const CostSegment> segments;
  std::int64_t lane_stride = kLaneGroup;    ///< lanes of a plane, padded
  std::int64_t scalar_stride = kLaneGroup;  ///< scalars of a plane, padded
  std::int64_t scalar_count = 0;            ///< those that have work
  std::int64_t planes = 1;                  ///< 1, 2, 4, 8 or 16
  int multipliers = 1, window = 1;          ///< of an element; positions
  int largest_cost = 1;                     ///< no cost is larger
  int largest_empty = 1;                    ///< the largest of `empty`; at most 31
  bool gathers = false;                     ///< whether lane_reads and scalar_reads are given
  std::int64_t costs_of_quad = 0;           ///< scalars of a quad of `costs`

  std::uint32_t* busy = nullptr;          ///< [scalar][lane]: its costs are added
  std::uint32_t* empty_cycles = nullptr;  ///< [lane]: Σ (cost1 - cost0) is added
  std::uint32_t* read_cycles = nullptr;   ///< [lane]: Σ (cost2 - cost1) is added
};

/// What the elements of a domain share: when their steps arrive.
enum class DriftDomain { Lanes, All, Each };

/// One step of the recurrence of elements that drift apart (machine-model, section 4). Times are in cycles since a base that the caller keeps.
struct DriftStep {
  DriftDomain domain = DriftDomain::Lanes;
  const std::uint8_t* costs = nullptr;  ///< [scalar][lane][step of the quad]
  int step_of_quad = 0;
  std::int64_t scalar_count = 0, lane_stride = kLaneGroup;
  const std::uint32_t* lane_switch = nullptr;   ///< [lane]: added to the cost of elements with work; null: nothing
  const std::uint32_t* scalar_works = nullptr;  ///< [scalar]: all ones where the scalar has work, else 0; given where lane_switch is
  const std::uint32_t* lane_feed = nullptr;     ///< [lane]; null: 0
  const std::uint32_t* scalar_feed = nullptr;   ///< [scalar], of domains that are one element each; null: 0
  const std::uint32_t* lane_wait = nullptr;     ///< [lane]; null: 0
  std::uint32_t* arrive = nullptr;              ///< [lane]; [1] of All; [scalar][lane] of Each
  std::uint32_t* finish = nullptr;              ///< [scalar][lane]
  std::uint32_t* slowest = nullptr;             ///< as `arrive`: the largest finish of the step `slack` before; becomes that of this step
};

/// Steps [first, past) of a wave, with nothing but costs: no switches, feeds or waits; slack >= 4. Domains are Lanes or All.
struct DriftRun {
  DriftDomain domain = DriftDomain::Lanes;
  const std::uint8_t* costs = nullptr;  ///< [quad][scalar][lane][step]
  std::int64_t first = 0, past = 0, scalar_count = 0, lane_stride = kLaneGroup;
  std::int64_t slack = 4, slot = 0;  ///< slot: the step's place in `slowest`
  std::uint32_t* arrive = nullptr;   ///< as in DriftStep
  std::uint32_t* finish = nullptr;
  std::uint32_t* slowest = nullptr;  ///< [slack][domain]: of the steps before; the place of a step is taken by the one `slack` behind it
};

/// One instruction set.
struct Kernels {
  std::string_view name;  ///< "AVX2", "AVX3_DL" (AVX-512 with vector POPCNT), "portable", …
  int plane_bits;         ///< 8 or 4
  int vector_bits;
  void (*costs)(const CostBlock&);
  /// largest[4·quad + step]: the largest of all lanes.
  void (*largest_of_steps)(const std::uint8_t* most, std::int64_t lane_stride, std::int64_t quads, std::uint8_t* largest);
  /// Σ over steps of the largest of all lanes.
  std::int64_t (*sum_of_largest)(const std::uint8_t* most, std::int64_t lane_stride, std::int64_t quads);
  /// sums[lane] += steps [first, past) of `most`.
  void (*sum_steps)(const std::uint8_t* most, std::int64_t lane_stride, std::int64_t first, std::int64_t past, std::uint32_t* sums);
  void (*drift)(const DriftStep&);
  void (*drift_run)(const DriftRun&);
  /// most[i]: the largest number of ones of words[i] in any of `banks` banks, where bit b lies in bank b mod banks. Banks: 8, 16, 32 or 64.
  void (*fullest_banks)(const std::uint64_t* words, std::int64_t count, std::int64_t banks, std::uint8_t* most);
  /// Lays out up to four planes of a quad: words[element][step], whose bytes are planes, to `planes` rows of [element][step], `plane_bytes` apart.
  /// Elements are a multiple of four.
  void (*spread)(const std::uint32_t* words, std::int64_t elements, std::int64_t planes, std::uint8_t* to, std::int64_t plane_bytes);
  /// Bit positions that a loop of one AND and one count a vector goes through, on two arrays of `bytes` each (a multiple of 64), `rounds` times; and
  /// the ones that it found, so that nothing is left out.
  std::uint64_t (*and_count)(const std::uint8_t* a, const std::uint8_t* b, std::int64_t bytes, std::int64_t rounds);
};

/// Those that this machine runs, the best first.
std::span<const Kernels* const> available_kernels();
/// The set in use: the best, unless another was chosen.
const Kernels& kernels();
/// Chooses a set by its name for what is pruned and simulated from now on; false where the machine has none of that name. Not while something runs.
bool choose_kernels(std::string_view name);

/// Planes of a window, rounded up to a power of two.
int planes_of(const Kernels& kernels, std::int64_t window);

}  // namespace skeptic
