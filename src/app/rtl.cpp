// skeptic rtl DESIGN: what the design adds over a dense machine as SystemVerilog, and what it takes in gates.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

#include "app/commands.h"
#include "app/options.h"
#include "app/output_file.h"
#include "app/progress.h"
#include "app/synthesis_session.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "cost/decision_path.h"
#include "cost/technology.h"
#include "rtl/decision.h"
#include "rtl/manifest.h"

namespace skeptic {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string design, out, table;
  SetOptions set;
  AddedOptions added;
  bool from_table = false;
  SynthesisOptions synthesis;
  std::int64_t node = 0;
  JsonOption json;
};

/// The library of the shipped table that stands for all: the one that anybody can install.
constexpr std::string_view kTableLibrary = "osu018_stdcells";

[[noreturn]] void fail(DiagnosticId id, const std::string& file, std::string message, std::string expected, std::string suggestion) {
  throw UserError(Diagnostic{id, Place{file, 0, 0, {}}, std::move(message), std::move(expected), std::move(suggestion)});
}

/// Writes all files beside the folder first, so that a failure leaves none of them.
void write_files(std::string folder, const std::vector<RtlFile>& files) {
  while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
  const fs::path beside = fs::path(folder + ".partial");
  std::error_code error;
  if (fs::exists(folder, error) && !fs::is_directory(folder, error)) fail(DiagnosticId::FileUnwritable, folder, "is a file, not a folder", {}, {});
  const std::string readme = folder + "/README.md";
  if (fs::exists(readme, error) && !read_file(readme).starts_with(kReadmeStart))
    fail(DiagnosticId::FileUnwritable, readme, "is not one that this command wrote, and would be lost", {}, "name another folder");
  fs::create_directories(beside, error);
  if (error) fail(DiagnosticId::FileUnwritable, folder, "cannot be made: " + error.message(), {}, {});
  try {
    for (const RtlFile& file : files) write_file((beside / file.name).string(), file.text);
    fs::create_directories(folder);
    for (const RtlFile& file : files) fs::rename(beside / file.name, fs::path(folder) / file.name);
  } catch (const fs::filesystem_error& trouble) {
    fs::remove_all(beside, error);
    fail(DiagnosticId::FileUnwritable, folder, "cannot be written: " + trouble.code().message(), {}, {});
  } catch (...) {
    fs::remove_all(beside, error);
    throw;
  }
  fs::remove_all(beside, error);
}

std::vector<Synthesised> from_tools(const Options& options, const std::vector<AddedUnit>& units) {
  SynthesisSession session(options.synthesis.session);
  ProgressLine line;
  std::vector<Synthesised> results;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (units[i].whole_array()) continue;
    line.show(Progress{"synthesising " + units[i].name, static_cast<double>(i) / static_cast<double>(units.size())});
    results.push_back(session.synthesise(units[i].component));
  }
  return results;
}

std::vector<Synthesised> from_table(const std::vector<AddedUnit>& units) {
  std::vector<Synthesised> results;
  Diagnostics missing;
  for (const AddedUnit& unit : units) {
    if (unit.whole_array()) continue;
    if (const auto found = shipped_synthesis().find(unit.component, kTableLibrary))
      results.push_back(*found);
    else
      missing.push_back({DiagnosticId::RtlTable,
                         {},
                         fmt::format("{} is not in the shipped table: {}", unit.name, text_of(unit.component)),
                         {},
                         "--synthesise runs Yosys and OpenSTA instead"});
  }
  if (!missing.empty()) throw UserError(std::move(missing));
  return results;
}

/// A design of which what no module depends on is filled in, where it is unknown: storage and cycles that cost and simulation need.
struct Unstated {
  Design design;
  bool latency = false;
};

Unstated with_what_modules_need(Design design) {
  Unstated unstated{std::move(design), false};
  for (const auto& [path, value] :
       {std::pair{"operands.activations.decide.state", "0 KiB"}, std::pair{"operands.activations.decide.latency", "0 cycles"},
        std::pair{"operands.activations.decide.switch", "0 cycles"}}) {
    const std::vector<std::string> unknowns = unstated.design.unknowns();
    if (std::find(unknowns.begin(), unknowns.end(), path) == unknowns.end()) continue;
    unstated.design = with(unstated.design, path, value);
    unstated.latency = unstated.latency || std::string_view(path).ends_with("latency");
  }
  return unstated;
}

bool has_table(std::int64_t node) {
  const std::vector<std::int64_t> nodes = technology_nodes();
  return std::find(nodes.begin(), nodes.end(), node) != nodes.end();
}

/// What `cost` and the reviews take for the decision's least latency, beside what this library says.
void add_bound(const ResolvedDesign& design, DesignSynthesis& synthesis) {
  if (!synthesis.decision_latency || !has_table(design.technology)) return;
  const std::optional<DecisionPath> path = decision_path(design, load_technology(design.technology));
  if (!path) return;
  synthesis.bound_cycles = path->cycles();
  synthesis.bound = fmt::format("Reviews and skeptic cost take {} cycles for the least: {} ({}).", path->cycles(), path->rule, path->text());
}

/// Of the technology table, which `cost` takes too; between the shipped libraries where there is none of the node.
NodeUnits units_at(std::int64_t node) {
  if (!has_table(node)) return node_units(shipped_synthesis(), node);
  const Technology technology = load_technology(node);
  return {technology.nand2.value * 1e6, technology.fo4.value * 1e9, technology.toggle.value * 1e12,
          letter(worse(worse(technology.nand2.confidence, technology.fo4.confidence), technology.toggle.confidence)).front(),
          fmt::format("NAND2: {}; FO4: {}; toggle: {}", technology.nand2.source, technology.fo4.source, technology.toggle.source)};
}

/// Synthesises the common components in one library, and puts the results into the file, beside those of other libraries.
int write_table(const Options& options) {
  SynthesisTable table;
  if (fs::exists(options.table)) table = parse_synthesis_table(read_file(options.table));
  table.flow = flow_hash();
  SynthesisSession session(options.synthesis.session);
  const LibraryUnits units = session.units();
  std::erase_if(table.libraries, [&](const TableLibrary& row) { return row.units.library == units.library; });
  std::erase_if(table.results, [&](const TableResult& row) { return row.library == units.library; });
  table.libraries.push_back({units, options.node, session.library_hash()});
  ProgressLine line;
  const std::vector<RtlComponent> components = common_components();
  for (std::size_t i = 0; i < components.size(); ++i) {
    line.show(Progress{"synthesising " + components[i].module, static_cast<double>(i) / static_cast<double>(components.size())});
    const Synthesised result = session.synthesise(components[i]);
    table.results.push_back({text_of(components[i]), rtl_hash(components[i]), units.library, result.area, result.delay, result.energy});
  }
  write_file(options.table, text_of(table));
  return 0;
}

int rtl(Options options) {
  if (!options.table.empty()) {
    if (options.node == 0) fail(DiagnosticId::CommandLine, {}, "--table needs the library's node", "--node NM", {});
    check_output(options.table, options.synthesis.session.liberty);
    options.synthesis.check(true);
    return write_table(options);
  }
  if (options.design.empty()) fail(DiagnosticId::CommandLine, {}, "no design is named", "skeptic rtl DESIGN --out DIR", {});
  if (options.synthesis.synthesise && options.from_table)
    fail(DiagnosticId::CommandLine, {}, "--synthesise and --from-table exclude each other", "one of the two", {});
  options.synthesis.check();
  std::vector<std::string> inputs = options.synthesis.session.liberty;
  inputs.push_back(options.design);
  options.json.check(inputs);
  const bool synthesise = options.synthesis.synthesise;
  if (options.out.empty() && !synthesise && !options.from_table)
    fail(DiagnosticId::CommandLine, {}, "nothing is asked for", "--out DIR, --synthesise or --from-table", {});

  const Unstated unstated = with_what_modules_need(options.set.apply(options.design).design());
  const ResolvedDesign design = resolve(unstated.design);
  const std::vector<AddedUnit> units = added_units(design, options.added);
  std::string results;
  Json json{{"design", design.name}};
  if (synthesise || options.from_table) {
    const bool own = !options.synthesis.session.liberty.empty();
    DesignSynthesis synthesis = design_synthesis(design, units, synthesise ? from_tools(options, units) : from_table(units),
                                                 own ? std::nullopt : std::optional(units_at(design.technology)));
    if (unstated.latency) synthesis.stated_latency.reset();
    add_bound(design, synthesis);
    results = text_of(synthesis);
    json = json_of(synthesis);
  }
  const std::vector<RtlFile> files = rtl_files_of(design, units, results);
  if (!options.out.empty()) {
    write_files(options.out, files);
    json["folder"] = options.out;
    json["files"] = Json::array();
    for (const RtlFile& file : files) json["files"].push_back(file.name);
  }
  if (options.json.wanted()) options.json.write(json);
  if (options.json.to_standard_output()) return 0;
  if (units.empty()) fmt::print("{} adds nothing over a dense machine for which there is SystemVerilog\n", design.name);
  if (!options.out.empty()) fmt::print("{} files written to {}; README.md there says what is what\n", files.size(), options.out);
  fmt::print("{}{}", !options.out.empty() && !results.empty() ? "\n" : "", results);
  return 0;
}

}  // namespace

Command add_rtl(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("rtl", "What a design adds over a dense machine, as SystemVerilog; and its area and delay in gates");
  command->add_option("design", options->design, "A design")->type_name("DESIGN");
  command->add_option("--out", options->out, "Write the modules and a README into this folder")->type_name("DIR");
  options->set.add_to(*command);
  command->add_option("--stages", options->added.stages, "Ranks of registers in the selectors (0: combinational)")
      ->type_name("N")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{64}));
  command->add_flag("--magnitudes", options->added.magnitudes,
                    "Values come as magnitudes (unsigned, or the bits below a floating-point sign), not as two's complement");
  options->synthesis.add_to(*command, "area, critical path, energy, stages at the design's clock");
  command->add_flag("--from-table", options->from_table, "Take the results from the table that Skeptic ships; needs no tools");
  command->add_option("--table", options->table, "Synthesise common parameters into a table, as the shipped one is; needs --node")->type_name("FILE");
  command->add_option("--node", options->node, "The library's node in nanometres, for --table")->type_name("NM")->check(CLI::Range(1, 1000));
  options->json.add_to(*command);
  command->footer(
      "Examples:\n"
      "  skeptic rtl examples/dynamic-4of8.yaml --out gates                   the modules\n"
      "  skeptic rtl examples/dynamic-4of8.yaml --synthesise                  area, delay, decision latency, by way of osu018\n"
      "  skeptic rtl DESIGN --synthesise --liberty a.lib --liberty b.lib      in a library of its own, here of two files\n"
      "  skeptic rtl DESIGN --from-table --json -                             without tools, for common parameters");
  return [options] { return rtl(*options); };
}

}  // namespace skeptic
