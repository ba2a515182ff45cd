#include "rtl/manifest.h"

#include <fmt/format.h>

#include <algorithm>

#include "rtl/library.h"

namespace skeptic {
namespace {

std::string value_of(const RtlComponent& component, const RtlParameter& parameter) {
  const auto found =
      std::find_if(component.parameters.begin(), component.parameters.end(), [&](const auto& value) { return value.first == parameter.name; });
  return found == component.parameters.end() ? parameter.value : std::to_string(found->second);
}

}  // namespace

std::string unit_module(const AddedUnit& unit) {
  const RtlModule& module = rtl_module(unit.component.module);
  std::string constants, ports, values, connections;
  // The parameters stand in the header because the ports' widths follow from them; nobody is to give others.
  for (const RtlParameter& parameter : module.parameters) {
    const bool last = &parameter == &module.parameters.back();
    constants += fmt::format("    parameter {} = {}{}\n", parameter.name, value_of(unit.component, parameter), last ? "" : ",");
    values += fmt::format("      .{}({}){}\n", parameter.name, parameter.name, last ? "" : ",");
  }
  for (const RtlPort& port : module.ports) {
    const bool last = &port == &module.ports.back();
    ports += fmt::format("    {} logic {}{}{}\n", port.output ? "output" : "input ", port.range.empty() ? "" : port.range + " ", port.name,
                         last ? "" : ",");
    connections += fmt::format("      .{}({}){}\n", port.name, port.name, last ? "" : ",");
  }
  return fmt::format(
      "// {}: {}.\n//\n// {} copies. What its ports mean stands in {}.sv; its parameters are this design's.\nmodule {} #(\n{}) (\n{});\n  {} #(\n{}  "
      ") unit "
      "(\n{}  );\nendmodule\n",
      unit.name, unit.purpose, unit.copies, module.name, unit.name, constants, ports, module.name, values, connections);
}

std::vector<RtlFile> rtl_files_of(const ResolvedDesign& design, const std::vector<AddedUnit>& units, const std::string& results) {
  std::vector<RtlFile> files;
  std::vector<std::string> used;
  std::string readme = fmt::format("{}{} adds over a dense machine\n\n", kReadmeStart, design.name);
  if (units.empty()) {
    readme += "Nothing for which there is SystemVerilog.\n";
  } else {
    readme +=
        "One module a file, SystemVerilog that Yosys 0.23 and Verilator 5.006 read. A unit is a module of the library with this design's "
        "parameters.\n\n";
    readme += "| unit | copies | module | parameters | what it does |\n|---|---|---|---|---|\n";
  }
  for (const AddedUnit& unit : units) {
    files.push_back({unit.name + ".sv", unit_module(unit)});
    used.push_back(unit.component.module);
    std::string parameters;
    for (const auto& [name, value] : unit.component.parameters) parameters += fmt::format("{}{} {}", parameters.empty() ? "" : ", ", name, value);
    readme += fmt::format("| {} | {} | {} | {} | {} |\n", unit.name, unit.copies, unit.component.module, parameters, unit.purpose);
  }
  if (!units.empty()) readme += "\n| module | |\n|---|---|\n";
  for (const std::string& name : with_used_modules(used)) {
    files.push_back({name + ".sv", rtl_module(name).text});
    readme += fmt::format("| {} | {} |\n", name, rtl_module(name).about);
  }
  const std::vector<std::string> missing = left_out(design);
  if (!missing.empty()) readme += "\nNot here:\n";
  for (const std::string& sentence : missing) readme += "- " + sentence + "\n";
  if (!results.empty()) readme += "\n" + results;
  files.push_back({"README.md", readme});
  return files;
}

}  // namespace skeptic
