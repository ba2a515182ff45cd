// The cells that area and delay are expressed in, found by what they compute.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/diagnostic.h"
#include "rtl/liberty.h"

namespace skeptic {
namespace {

/// Evaluates a function, from the weakest operator to the strongest: +|, ^, *&, !.
class Evaluation {
 public:
  Evaluation(std::string_view text, const std::vector<std::string>& names, unsigned row) : text_(text), names_(names), row_(row) {}

  std::optional<bool> run() {
    const bool value = either();
    blanks();
    return failed_ || place_ != text_.size() ? std::nullopt : std::optional(value);
  }

 private:
  bool either() {
    bool value = exclusive();
    while (takes("+|")) value = exclusive() || value;
    return value;
  }
  bool exclusive() {
    bool value = both();
    while (takes("^")) value = both() != value;
    return value;
  }
  bool both() {
    bool value = one();
    for (;;) {
      blanks();
      const bool beside = place_ < text_.size() && (word(text_[place_]) || text_[place_] == '(' || text_[place_] == '!');
      if (!takes("*&") && !beside) return value;
      value = one() && value;
      if (failed_) return false;
    }
  }
  bool one() {
    if (takes("!")) return !one();
    bool value = false;
    if (takes("(")) {
      value = either();
      if (!takes(")")) failed_ = true;
    } else {
      value = named();
    }
    while (takes("'")) value = !value;
    return value;
  }
  bool named() {
    blanks();
    const std::size_t first = place_;
    while (place_ < text_.size() && word(text_[place_])) ++place_;
    const auto found = std::find(names_.begin(), names_.end(), text_.substr(first, place_ - first));
    if (found == names_.end()) {
      failed_ = true;
      return false;
    }
    return row_ >> (found - names_.begin()) & 1;
  }
  static bool word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
  void blanks() {
    while (place_ < text_.size() && text_[place_] == ' ') ++place_;
  }
  bool takes(std::string_view signs) {
    blanks();
    if (failed_ || place_ >= text_.size() || signs.find(text_[place_]) == std::string_view::npos) return false;
    ++place_;
    return true;
  }

  std::string_view text_;
  const std::vector<std::string>& names_;
  unsigned row_;
  std::size_t place_ = 0;
  bool failed_ = false;
};

/// Whether a cell computes, from all of its `inputs` inputs, 0 where all are 1 and 1 elsewhere: an inverter for one, a NAND for more.
bool is_nand(const LibertyCell& cell, std::size_t inputs) {
  std::vector<std::string> names;
  std::string function;
  std::size_t outputs = 0;
  for (const LibertyPin& pin : cell.pins)
    if (pin.output)
      function = pin.function, ++outputs;
    else
      names.push_back(pin.name);
  if (names.size() != inputs || outputs != 1 || function.empty()) return false;
  for (unsigned row = 0; row < 1U << inputs; ++row)
    if (function_value(function, names, row) != std::optional(row + 1 != 1U << inputs)) return false;
  return true;
}

/// The smaller comes first; of equals the one with the shorter name, which is the plainer cell (inv_1 before clkinv_1).
bool before(const LibertyCell& a, const LibertyCell& b) { return a.area != b.area ? a.area < b.area : a.name.size() < b.name.size(); }

template <typename Fits>
const LibertyCell* smallest(const Liberty& liberty, std::string_view kind, const Fits& fits) {
  const LibertyCell* found = nullptr;
  for (const LibertyCell& cell : liberty.cells)
    if (!cell.avoided && cell.area > 0 && fits(cell) && (found == nullptr || before(cell, *found))) found = &cell;
  if (found == nullptr)
    throw UserError(Diagnostic{DiagnosticId::LibertyCell, Place{liberty.files.front(), 0, 0, {}},
                               fmt::format("library {} has no {} among its {} cells", liberty.name, kind, liberty.cells.size()),
                               "an inverter, a NAND of two inputs and a flip-flop that may be used",
                               "a library in several files needs all of them: --liberty A --liberty B"});
  return found;
}

}  // namespace

std::optional<bool> function_value(std::string_view function, const std::vector<std::string>& names, unsigned row) {
  return Evaluation(function, names, row).run();
}

UnitCells unit_cells(const Liberty& liberty) {
  UnitCells cells;
  cells.flip_flop = smallest(liberty, "flip-flop", [](const LibertyCell& cell) { return cell.flip_flop; });
  cells.inverter = smallest(liberty, "inverter", [](const LibertyCell& cell) { return is_nand(cell, 1); });
  cells.nand2 = smallest(liberty, "NAND of two inputs", [](const LibertyCell& cell) { return is_nand(cell, 2); });
  return cells;
}

}  // namespace skeptic
