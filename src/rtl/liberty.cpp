#include "rtl/liberty.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cctype>
#include <cstdlib>
#include <set>

#include "base/diagnostic.h"
#include "base/file.h"

namespace skeptic {
namespace {

[[noreturn]] void fail(const std::string& file, int line, std::string message, std::string suggestion = {}) {
  throw UserError(Diagnostic{DiagnosticId::LibertyFormat, Place{file, line, 0, {}}, std::move(message), {}, std::move(suggestion)});
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kAround = " \t\r\n\"\\";
  const std::size_t first = text.find_first_not_of(kAround);
  return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(kAround) - first + 1);
}

/// A statement of a group: an attribute (`name : value ;` or `name ( value ) ;`) or a group (`name ( value ) { … }`).
struct Statement {
  std::string_view name, value;
  bool group = false;
  std::size_t first = 0, past = 0;  ///< of the whole statement in the text
  std::size_t body = 0;             ///< of a group: behind its brace
};

/// Reads the statements of a text one after the other.
class Reader {
 public:
  Reader(const std::string& file, std::string_view text) : file_(file), text_(text) {}

  /// The next statement from `place` on, which then stands behind it; a group is entered, not passed. Nothing at the end of a group, which is passed,
  /// or of the text.
  std::optional<Statement> next(std::size_t& place) const {
    skip(place, " \t\r\n;");
    if (place == text_.size()) return std::nullopt;
    if (text_[place] == '}') {
      ++place;
      return std::nullopt;
    }
    Statement statement;
    statement.first = place;
    while (place < text_.size() && std::string_view(" \t\r\n:;(){}").find(text_[place]) == std::string_view::npos) ++place;
    statement.name = text_.substr(statement.first, place - statement.first);
    if (statement.name.empty()) fail(file_, line(place), "does not parse as Liberty: a name is expected");
    skip(place, " \t\r\n");
    const char sign = place < text_.size() ? text_[place] : '\0';
    if (sign != ':' && sign != '(')
      fail(file_, line(statement.first),
           fmt::format("does not parse as Liberty: \":\" or \"(\" is expected behind \"{}\"", statement.name.substr(0, 40)));
    ++place;
    const std::size_t start = place;
    place = sign == ':' ? end_of_value(place) : end_of_arguments(place);
    statement.value = trimmed(text_.substr(start, place - start));
    if (sign == '(') {
      ++place;
      std::size_t behind = place;
      skip(behind, " \t\r\n");
      if (behind < text_.size() && text_[behind] == '{') {
        statement.group = true;
        place = statement.body = behind + 1;
      }
    }
    statement.past = place;
    return statement;
  }

  /// Behind the end of a group that was entered.
  std::size_t past_group(const Statement& group) const {
    int depth = 1;
    for (std::size_t place = group.body; place < text_.size(); ++place) {
      if (text_[place] == '"') {
        place = text_.find('"', place + 1);
        if (place == std::string_view::npos) break;
      } else if (text_.compare(place, 2, "/*") == 0) {
        place = text_.find("*/", place);
        if (place == std::string_view::npos) break;
      } else if (text_[place] == '{') {
        ++depth;
      } else if (text_[place] == '}' && --depth == 0) {
        return place + 1;
      }
    }
    fail(file_, line(group.first), fmt::format("ends within \"{} ({})\", which begins here", group.name, group.value.substr(0, 40)),
         "is the file complete?");
  }

  int line(std::size_t place) const {
    return 1 + static_cast<int>(std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(std::min(place, text_.size())), '\n'));
  }

 private:
  void skip(std::size_t& place, std::string_view characters) const {
    while (place < text_.size()) {
      if (characters.find(text_[place]) != std::string_view::npos || text_[place] == '\\') {
        ++place;
      } else if (text_.compare(place, 2, "/*") == 0) {
        const std::size_t end = text_.find("*/", place + 2);
        place = end == std::string_view::npos ? text_.size() : end + 2;
      } else if (text_.compare(place, 2, "//") == 0) {
        place = std::min(text_.find('\n', place), text_.size());
      } else {
        return;
      }
    }
  }

  std::size_t end_of_value(std::size_t place) const {
    for (; place < text_.size() && std::string_view(";\n}").find(text_[place]) == std::string_view::npos; ++place)
      if (text_[place] == '"') place = closing_quote(place);
    return place;
  }

  std::size_t end_of_arguments(std::size_t place) const {
    const std::size_t first = place;
    for (int depth = 1; place < text_.size(); ++place) {
      if (text_[place] == '"') place = closing_quote(place);
      if (text_[place] == '(') ++depth;
      if (text_[place] == ')' && --depth == 0) return place;
    }
    fail(file_, line(first), "does not parse as Liberty: a parenthesis is not closed", "is the file complete?");
  }

  std::size_t closing_quote(std::size_t place) const {
    const std::size_t end = text_.find('"', place + 1);
    if (end == std::string_view::npos) fail(file_, line(place), "does not parse as Liberty: a quotation mark is not closed", "is the file complete?");
    return end;
  }

  const std::string& file_;
  std::string_view text_;
};

double number(std::string_view text) { return std::strtod(std::string(text).c_str(), nullptr); }

LibertyPin pin_of(const Reader& reader, const Statement& group) {
  LibertyPin pin{std::string(group.value), false, {}, 0};
  for (std::size_t place = group.body;;) {
    const auto statement = reader.next(place);
    if (!statement) return pin;
    if (statement->group) {
      place = reader.past_group(*statement);
    } else if (statement->name == "direction") {
      pin.output = statement->value == "output";
    } else if (statement->name == "function") {
      pin.function = statement->value;
    } else if (statement->name == "capacitance") {
      pin.capacitance = number(statement->value);
    }
  }
}

LibertyCell cell_of(const Reader& reader, const Statement& group) {
  LibertyCell cell;
  cell.name = group.value;
  for (std::size_t place = group.body;;) {
    const auto statement = reader.next(place);
    if (!statement) return cell;
    if (statement->group) {
      if (statement->name == "pin") cell.pins.push_back(pin_of(reader, *statement));
      cell.flip_flop |= statement->name == "ff";
      place = reader.past_group(*statement);
    } else if (statement->name == "area") {
      cell.area = number(statement->value);
    } else if (statement->name == "dont_use") {
      cell.avoided = statement->value == "true";
    }
  }
}

/// "1ps" in nanoseconds.
double time_of(std::string_view unit) {
  const double scale = unit.ends_with("ps") ? 1e-3 : unit.ends_with("us") ? 1e3 : 1;
  return (number(unit) > 0 ? number(unit) : 1) * scale;
}

/// "1,pf" in picofarads.
double capacitance_of(std::string_view unit) {
  const bool femto =
      unit.find("ff") != std::string_view::npos || unit.find("fF") != std::string_view::npos || unit.find("FF") != std::string_view::npos;
  return (number(unit) > 0 ? number(unit) : 1) * (femto ? 1e-3 : 1);
}

/// Adds the cells of one file; of all but the first, with those of its tables that are not there yet, to the text, whose closing brace is left out.
void add_file(Liberty& liberty, std::set<std::string>& tables, const std::string& file, const std::string& text) {
  if (text.starts_with("\x1f\x8b"))
    fail(file, 0, "is compressed with gzip, which the tools do not read",
         fmt::format("gunzip -c {} > {}", file, file.ends_with(".gz") ? file.substr(0, file.size() - 3) : file + ".lib"));
  const Reader reader(file, text);
  std::size_t place = 0;
  const auto library = reader.next(place);
  if (!library || !library->group || library->name != "library") fail(file, 1, "is no Liberty file: it does not begin with \"library (NAME) {\"");
  const bool first = liberty.name.empty();
  Liberty own;
  const std::size_t cells = liberty.cells.size();
  std::string added;
  std::size_t past = reader.past_group(*library);
  for (place = library->body; place < past;) {
    auto statement = reader.next(place);
    if (!statement) break;
    if (!statement->group) {
      if (statement->name == "time_unit") own.time_unit = time_of(statement->value);
      if (statement->name == "capacitive_load_unit") own.capacitance_unit = capacitance_of(statement->value);
      continue;
    }
    place = reader.past_group(*statement);
    if (statement->name == "cell") liberty.cells.push_back(cell_of(reader, *statement));
    const bool table = statement->name.ends_with("_template") && tables.insert(fmt::format("{} {}", statement->name, statement->value)).second;
    if (!first && (table || statement->name == "cell")) added += text.substr(statement->first, place - statement->first) + "\n";
  }
  if (liberty.cells.size() == cells) fail(file, reader.line(library->first), "has no cells");
  if (first) {
    liberty.name = library->value;
    liberty.time_unit = own.time_unit, liberty.capacitance_unit = own.capacitance_unit;
    liberty.text = text.substr(0, past - 1);
  } else {
    if (own.time_unit != liberty.time_unit || own.capacitance_unit != liberty.capacitance_unit)
      fail(file, 0, fmt::format("has other units than {}", liberty.files.front()), "files of one library have the same units");
    liberty.text += added;
  }
  liberty.power = liberty.power || text.find("internal_power") != std::string::npos;
  liberty.files.push_back(file);
}

}  // namespace

Liberty parse_liberty(const std::vector<std::string>& files, const std::vector<std::string>& texts) {
  assert(!files.empty() && files.size() == texts.size());
  Liberty liberty;
  std::set<std::string> tables;
  for (std::size_t i = 0; i < files.size(); ++i) add_file(liberty, tables, files[i], texts[i]);
  liberty.text += "}\n";
  return liberty;
}

Liberty read_liberty(const std::vector<std::string>& files) {
  std::vector<std::string> texts;
  for (const std::string& file : files) texts.push_back(read_file(file, std::uint64_t{1} << 30));
  return parse_liberty(files, texts);
}

}  // namespace skeptic
