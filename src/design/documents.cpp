#include "design/documents.h"

#include <fmt/format.h>

#include "base/markdown.h"
#include "design/schema.h"
#include "sparsity/encoding.h"

namespace skeptic {
namespace {

constexpr std::string_view kIntroduction = R"(# The design file

<!-- Written from the schema table in src/design/schema_table.cpp. Do not edit: SKEPTIC_WRITE_DOCS=1 build/tests/design_test writes it anew. -->

A design is a YAML file. It starts from `skeptic: 1`; quantities carry their units; a key that does not exist is an error. All errors of a file are
reported together, each with its line and column. Files are UTF-8, at most 1 MiB; anchors, aliases and tags are not read.

```yaml
skeptic: 1
name: dynamic 4:8
extends: ampere-2to4
claims:
  - {speedup: 1.3, over: ampere-2to4, on: resnet50, batch: 1}
operands:
  activations:
    chosen: run-time
    patterns: ["2:8", "4:8", dense]
    decide: {by: consumer, when: tile, latency: 15 cycles, rate: unknown}
```

## Inheritance

`extends` names a design of the library or a file relative to this one. A mapping is merged key by key, so only the difference is written.

- `name`, `citation`, `year` and `claims` are the file's own: they are not inherited.
- `chosen: run-time` drops an inherited `pattern`; any other `chosen` drops inherited `patterns` and `decide`. Written together in one design they are an error.
- `tile: auto` drops inherited sizes, and a size drops an inherited `auto`.
- `none` takes back what is optional: `vector: none`, `chip: none`, `fabric: {decode: none}`, `fabric: {balance: none}`, `memory: {accumulators: none}`, `width: none`.
- A setting on the command line (`--set key=value`) follows the same rules, as though a file extended the design with this one key. Its value is YAML,
  so `--set 'operands.activations.decide={by: producer, switch: 2 cycles}'` sets two keys and leaves the others.

## What is left out, and `unknown`

A key is *required* (an error where it is neither written nor inherited), has a *default* (what an expert would assume unasked, because it cannot
flatter the design), is *optional* (the thing is then not there), or is a *question*: part of a mechanism that is there and has no safe default. A
question that is left out is `unknown`, exactly as if the word were written. `decide: unknown` makes every question of the mechanism unknown.

A value that is `unknown` stands for its plausible range: the review measures the claim at both ends and in the middle, and looks for the break-even
between the best and the worst. What is unknown of the platform (`clock`, `technology`, `memory.dram`) is no part of the idea: the baseline stands on the
same one. A single simulation needs every value to be known, unless it makes no difference: with `by: producer` the keys `when`, `stored`, `latency` and `rate`
do not, nor does `rate` with `when: use`.

## Roles

Two designs differ in structure where a *mechanism* differs, and only in size where a *parameter* does. Of a pattern, the form is mechanism (one
level or several, blocks, shared rows) and its numbers are parameters: 4:8 against 2:4 is a change of parameter. Of an encoding and a policy, the name is
mechanism and the numbers are parameters; of `slack`, whether it is more than 1; of a unit's `channels`, whether it is `all`. [Mechanisms](mechanisms.md)
lists them all, with the papers that had them first. A *label* changes no machine.

Some mechanisms are there to compare designs by, and are not simulated: a design that has one loads, shows and compares, and its simulation is refused
with what it waits for, or runs without it and says so, where it is the same machine.
)";

std::string code(std::string_view text) { return fmt::format("`{}`", table_cell(text)); }

std::string codes(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + code(word);
  return text;
}

std::string left_out(const Row& row) {
  if (row.presence == Presence::Default) return row.fallback.empty() ? "" : code(row.fallback);
  return std::string(name(row.presence));
}

std::string if_unknown(const Row& row) {
  const std::vector<std::string> values = alternatives(row.plausible);
  if (values.empty()) return "must be known";
  const bool ends = row.kind == Kind::Integer || row.kind == Kind::Number || row.kind == Kind::Quantity || row.kind == Kind::IntegerOrAll;
  return ends ? fmt::format("{} to {}", code(values.front()), code(values.back())) : codes(values);
}

template <typename Wanted>
std::string section(std::string_view title, const Wanted& wanted) {
  std::string text =
      fmt::format("\n### {}\n\n| key | takes | left out | unknown | role | read by | meaning |\n|---|---|---|---|---|---|---|\n", title);
  for (const Row& row : schema())
    if (wanted(row))
      text += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", code(row.path), table_cell(expectation(row)), left_out(row), if_unknown(row),
                          name(row.role), row.read_by, table_cell(row.documentation));
  return text;
}

std::string units() {
  std::string text =
      "\n## Quantities\n\nA decimal number of at most 9 significant digits, a unit, with or without a space between them. Values are exact fractions "
      "of the base unit.\n\n";
  text += "| quantity | units | base unit |\n|---|---|---|\n";
  for (const DimensionRow& dimension : kDimensions) {
    if (dimension.dimension == Dimension::None) continue;
    std::vector<std::string> names;
    for (const Unit& unit : kUnits)
      if (unit.dimension == dimension.dimension) names.emplace_back(unit.name);
    text += fmt::format("| {} | {} | {}{} |\n", dimension.noun, codes(names), dimension.base, dimension.whole ? ", whole" : "");
  }
  return text;
}

std::string patterns_and_encodings() {
  std::string text = R"(
## Patterns

`dense`, `unstructured`, or levels joined by `/`, outermost first: `N:M`, `N:M@B` or `N:M@BxR`. A level keeps N of every M consecutive blocks; a block is B
positions (left out: the group of the next inner level, 1 for the innermost). `xR`, on the outermost level alone, makes a block R rows tall. In quotes:
other YAML readers take 2:4 for a number in base 60. Examples: `"2:4"`, `"2:4/1:2"`, `"2:4@16/1:2"`, `"2:4@16x16/1:2"`.

## Encodings

| encoding | stores | needs |
|---|---|---|
)";
  for (const EncodingRow& row : kEncodings) {
    const std::string shown = row.kind == EncodingKind::RunLength ? "run-length r" : std::string(row.name);
    const std::string_view needs = row.needs_pattern ? "`skip: pattern`" : row.needs_zeros ? "`skip: zeros`, `tile.k: all`" : "";
    text += fmt::format("| {} | {} | {} |\n", code(shown), row.meaning, needs);
  }
  return text;
}

}  // namespace

std::string design_file_markdown() {
  std::string text(kIntroduction);
  text += units();
  text += patterns_and_encodings();
  text += "\n## Keys\n";
  text += section("Of the file itself", [](const Row& row) { return row.path.find('.') == std::string_view::npos && !is_group(row.path); });
  for (const std::string& group : children(""))
    if (is_group(group) || group == "claims")
      text += section(group, [&](const Row& row) { return is_below(row.path, group) || (group == "claims" && row.path.starts_with("claims[")); });
  return text;
}

}  // namespace skeptic
