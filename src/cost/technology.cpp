#include "cost/technology.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cassert>
#include <charconv>

#include "base/diagnostic.h"
#include "base/embedded.h"

namespace skeptic {
namespace {

constexpr double kSquareMicron = 1e-6;  // square millimetres
constexpr double kPicojoule = 1e-12;
constexpr double kMilliwatt = 1e-3;
constexpr double kNanosecond = 1e-9;
constexpr std::int64_t kKibibyte = 8192;  // bits

/// The text of a figure's source: the work, and the step from its number to ours.
std::string source_of(const YAML::Node& file, const YAML::Node& entry) {
  auto text = file["sources"][entry["source"].as<std::string>()].as<std::string>();
  if (entry["step"]) text += "; " + entry["step"].as<std::string>();
  return text;
}

Confidence confidence_of(const YAML::Node& entry) {
  const auto written = entry["confidence"].as<std::string>();
  const auto* found = std::find_if(kConfidences.begin(), kConfidences.end(), [&](const ConfidenceRow& row) { return row.letter == written; });
  assert(found != kConfidences.end());
  return found->confidence;
}

Figure figure_of(const YAML::Node& file, const YAML::Node& entry, double unit) {
  return {entry["value"].as<double>() * unit, confidence_of(entry), source_of(file, entry)};
}

SramColumn column_of(const YAML::Node& file, const YAML::Node& entry, double unit) {
  SramColumn column{entry["values"].as<std::vector<double>>(), confidence_of(entry), source_of(file, entry)};
  for (double& value : column.values) value *= unit;
  return column;
}

SramTable sram_of(const YAML::Node& file, const YAML::Node& entry) {
  SramTable table;
  table.port_bits = entry["port"].as<std::int64_t>();
  for (const auto& size : entry["size"]) table.size_bits.push_back(size.as<std::int64_t>() * kKibibyte);
  table.area = column_of(file, entry["area"], 1);
  table.read = column_of(file, entry["read"], kPicojoule);
  table.write = column_of(file, entry["write"], kPicojoule);
  if (entry["leakage"]) table.leakage = column_of(file, entry["leakage"], kMilliwatt);
  return table;
}

void read_logic(const YAML::Node& file, Technology& technology) {
  for (const PrimitiveRow& row : kPrimitives) {
    const YAML::Node entry = file["logic"][std::string(row.key)];
    technology.logic[static_cast<std::size_t>(row.primitive)] = {figure_of(file, entry["area"], kSquareMicron), entry["area"]["width"].as<double>(),
                                                                 figure_of(file, entry["energy"], kPicojoule), entry["energy"]["width"].as<double>()};
  }
  const YAML::Node ports = file["ports"];
  technology.port_height = ports["height"].as<double>();
  technology.port_width = ports["width"].as<double>();
  technology.port_confidence = confidence_of(ports);
  technology.port_source = source_of(file, ports);
  technology.nand2 = figure_of(file, file["cells"]["nand2"], kSquareMicron);
  technology.toggle = figure_of(file, file["cells"]["toggle"], kPicojoule);
}

Figure scaled(const Figure& figure, const Figure& factor) {
  return {figure.value * factor.value, worse(figure.confidence, factor.confidence),
          fmt::format("{}; times {} ({})", figure.source, factor.value, factor.source)};
}

/// Logic of another node, times the factors of this one; what a port adds is a share of the cell and stays.
void scale_logic(const YAML::Node& file, Technology& technology) {
  const Technology from = load_technology(file["from"].as<std::int64_t>());
  const Figure area = figure_of(file, file["factors"]["area"], 1), energy = figure_of(file, file["factors"]["energy"], 1);
  technology.logic = from.logic;
  for (LogicReference& reference : technology.logic) {
    reference.area = scaled(reference.area, area);
    reference.energy = scaled(reference.energy, energy);
  }
  // A library of the node's own, where there is one.
  technology.nand2 = file["cells"]["nand2"] ? figure_of(file, file["cells"]["nand2"], kSquareMicron) : scaled(from.nand2, area);
  technology.toggle = scaled(from.toggle, energy);
  technology.port_height = from.port_height;
  technology.port_width = from.port_width;
  technology.port_confidence = from.port_confidence;
  technology.port_source = from.port_source;
}

Technology parse_technology(std::string_view text) {
  const YAML::Node file = YAML::Load(std::string(text));
  Technology technology;
  technology.node = file["technology"].as<std::int64_t>();
  technology.title = file["title"].as<std::string>();
  technology.note = file["note"].as<std::string>();
  for (const auto& table : file["sram"]) technology.sram.push_back(sram_of(file, table));
  technology.logic_leakage = figure_of(file, file["leakage"]["logic"], kMilliwatt);
  if (file["leakage"]["sram"]) technology.sram_leakage = figure_of(file, file["leakage"]["sram"], kMilliwatt);
  technology.fo4 = figure_of(file, file["cells"]["fo4"], kNanosecond);
  if (file["from"])
    scale_logic(file, technology);
  else
    read_logic(file, technology);
  return technology;
}

/// "45nm" is 45.
std::int64_t node_of(std::string_view name) {
  std::int64_t node = 0;
  std::from_chars(name.data(), name.data() + name.size(), node);
  return node;
}

}  // namespace

std::vector<std::int64_t> technology_nodes() {
  std::vector<std::int64_t> nodes;
  for (const EmbeddedFile& file : technology_files()) nodes.push_back(node_of(file.name));
  std::sort(nodes.begin(), nodes.end());
  return nodes;
}

Technology load_technology(std::int64_t node) {
  for (const EmbeddedFile& file : technology_files())
    if (node_of(file.name) == node) return parse_technology(file.text);
  std::string known;
  for (const std::int64_t other : technology_nodes()) known += fmt::format("{}{}nm", known.empty() ? "" : ", ", other);
  throw UserError(Diagnostic{DiagnosticId::TechnologyUnknown, {}, fmt::format("no technology table for {}nm", node), "one of " + known, {}});
}

SynthesisEstimate synthesised(const Technology& technology, const RtlComponent& component) {
  return technology.modules ? technology.modules->of(component) : estimate(component);
}

std::string_view synthesised_by(const Technology& technology) {
  return technology.modules ? std::string_view(technology.modules->name) : std::string_view("synthesised, shipped table");
}

Technology with_modules(Technology technology, ModuleSource source, const std::optional<LibraryUnits>& library) {
  technology.modules = std::make_shared<const ModuleSource>(std::move(source));
  if (!library) return technology;
  const std::string own = "the library that was given, " + library->library;
  technology.nand2 = {library->nand2_area * kSquareMicron, Confidence::A, fmt::format("{}; {}, cell area", own, library->nand2)};
  technology.fo4 = {library->fo4 * kNanosecond, Confidence::A, fmt::format("{}; {}, OpenSTA on chains of inverters", own, library->inverter)};
  return technology;
}

Logic logic(const Technology& technology, Primitive primitive, std::int64_t bits) {
  assert(primitive != Primitive::Multiplier);
  const LogicReference& reference = technology.logic[static_cast<std::size_t>(primitive)];
  Logic one{reference.area, reference.energy};
  one.area.value *= static_cast<double>(bits) / reference.area_width;
  one.energy.value *= static_cast<double>(bits) / reference.energy_width;
  return one;
}

Logic multiplier(const Technology& technology, std::int64_t a, std::int64_t b) {
  const LogicReference& reference = technology.logic[static_cast<std::size_t>(Primitive::Multiplier)];
  const auto product = static_cast<double>(a * b);
  Logic one{reference.area, reference.energy};
  one.area.value *= product / (reference.area_width * reference.area_width);
  one.energy.value *= product / (reference.energy_width * reference.energy_width);
  return one;
}

}  // namespace skeptic
