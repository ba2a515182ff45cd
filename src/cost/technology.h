// A technology: what one primitive of logic and one macro of SRAM cost, every number with its source and its confidence.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rtl/synthesis_estimate.h"

namespace skeptic {

/// Best first; a figure made of several has the worst of theirs.
enum class Confidence { A, B, C, R };

struct ConfidenceRow {
  Confidence confidence;
  std::string_view letter;
  std::string_view meaning;
};

inline constexpr std::array kConfidences{
    ConfidenceRow{Confidence::A, "A", "read in the primary artefact, or recomputed exactly"},
    ConfidenceRow{Confidence::B, "B", "read in a transcription of the named table, or a standard model applied to such figures"},
    ConfidenceRow{Confidence::C, "C", "an estimate: scaled to another node, or beyond the table"},
    ConfidenceRow{Confidence::R, "R", "unverified: recalled, or as the design states it"},
};

constexpr std::string_view letter(Confidence confidence) { return kConfidences[static_cast<std::size_t>(confidence)].letter; }
constexpr Confidence worse(Confidence a, Confidence b) { return a < b ? b : a; }

/// A number that knows where it comes from.
struct Figure {
  double value = 0;
  Confidence confidence = Confidence::A;
  std::string source;
};

enum class Primitive { Multiplier, Adder, Comparator, Register, Mux2, Gate };

struct PrimitiveRow {
  Primitive primitive;
  std::string_view key;
  std::string_view event;    ///< what its energy is for
  std::string_view scaling;  ///< how area and energy follow the width
};

inline constexpr std::array kPrimitives{
    PrimitiveRow{Primitive::Multiplier, "multiplier", "multiplication", "the product of its operands' bits"},
    PrimitiveRow{Primitive::Adder, "adder", "addition", "bits"},
    PrimitiveRow{Primitive::Comparator, "comparator", "comparison", "bits"},
    PrimitiveRow{Primitive::Register, "register", "write", "bits"},
    PrimitiveRow{Primitive::Mux2, "mux2", "selection", "bits; a multiplexer of n inputs is n-1 of them"},
    PrimitiveRow{Primitive::Gate, "gate", "evaluation", "gates of two inputs"},
};

/// One primitive: square millimetres, and joules an event.
struct Logic {
  Figure area;
  Figure energy;
};

/// A primitive at the width that its source gives.
struct LogicReference {
  Figure area;
  double area_width = 1;
  Figure energy;
  double energy_width = 1;
};

/// One column of an SRAM table: a value a size. Square millimetres, joules an access of the whole port, or watts.
struct SramColumn {
  std::vector<double> values;
  Confidence confidence = Confidence::A;
  std::string source;
};

struct SramTable {
  std::int64_t port_bits = 64;
  std::vector<std::int64_t> size_bits;  ///< ascending
  SramColumn area, read, write;
  std::optional<SramColumn> leakage;
};

/// What synthesis says of a module of rtl/, and for people, who says so: "synthesised, shipped table".
struct ModuleSource {
  std::function<SynthesisEstimate(const RtlComponent&)> of;
  std::string name;
};

struct Technology {
  std::int64_t node = 0;  ///< nanometres
  std::string title;
  std::string note;  ///< what a report prints beside numbers of this technology
  std::array<LogicReference, kPrimitives.size()> logic;
  std::vector<SramTable> sram;                  ///< by ascending port
  Figure nand2;                                 ///< square millimetres of the smallest NAND of two inputs
  Figure fo4;                                   ///< seconds: an inverter that drives four of its kind
  Figure toggle;                                ///< joules of a change of that inverter's output
  std::shared_ptr<const ModuleSource> modules;  ///< where the modules of rtl/ come from; nothing: the shipped table of syntheses
  Figure logic_leakage;                         ///< watts a square millimetre of logic
  std::optional<Figure> sram_leakage;           ///< watts a square millimetre of macros, where the tables have no leakage of their own
  double port_height = 0, port_width = 0;       ///< what one more port adds to a cell, as shares of its size
  Confidence port_confidence = Confidence::A;
  std::string port_source;
};

/// The nodes that have a table, ascending.
std::vector<std::int64_t> technology_nodes();
/// Throws UserError, TechnologyUnknown.
Technology load_technology(std::int64_t node);

/// A module of rtl/, and where its numbers come from.
SynthesisEstimate synthesised(const Technology& technology, const RtlComponent& component);
std::string_view synthesised_by(const Technology& technology);
/// The same node with modules from `source`, and where they are in a library of the node itself (`library`), with that library's units.
Technology with_modules(Technology technology, ModuleSource source, const std::optional<LibraryUnits>& library);

/// One primitive of `bits` bits; not for multipliers.
Logic logic(const Technology& technology, Primitive primitive, std::int64_t bits = 1);
/// An integer multiplier of a x b bits: area and energy are the reference's times a·b over its width squared.
Logic multiplier(const Technology& technology, std::int64_t a, std::int64_t b);

}  // namespace skeptic
