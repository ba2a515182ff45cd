#include "rtl/synthesis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <regex>

#include "base/diagnostic.h"
#include "base/file.h"
#include "rtl/library.h"

namespace skeptic {
namespace {

constexpr std::string_view kYosysPackage = "yosys", kStaPackage = "opensta";
/// Nanoseconds. A longer path has a negative slack, which is as good; a longer period would cost digits, since OpenSTA counts in single precision.
constexpr double kPeriod = 10;
/// Inverters of the chains that the fan-out-of-4 delay is the difference of.
constexpr int kShortChain = 6, kLongChain = 14;

/// Runs commands of OpenSTA up to the first that fails; by itself it would go on. It ends well in either case.
std::string run_sta(const SynthesisTools& tools, const std::string& commands) {
  constexpr std::string_view kStopped = "skeptic: stopped";
  write_file(tools.folder + "/time.tcl", fmt::format("if {{[catch {{\n{}\n}} message]}} {{\n  puts \"$message\\n{}\"\n}}\n", commands, kStopped));
  std::string output = run_tool(tools.run, {"sta", {"-no_init", "-no_splash", "-exit", "time.tcl"}, tools.folder, tools.limits}, kStaPackage);
  const std::size_t stopped = output.find(kStopped);
  if (stopped != std::string::npos || output.find("slack") == std::string::npos)
    throw UserError(Diagnostic{
        DiagnosticId::ProgramFailed, {}, "sta does not time the netlist; its last lines:\n  " + last_lines(output.substr(0, stopped), 5), {}, {}});
  return output;
}

std::string run_yosys(const SynthesisTools& tools, const std::string& script) {
  write_file(tools.folder + "/synthesise.ys", script);
  return run_tool(tools.run, {"yosys", {"-Q", "-T", "-s", "synthesise.ys"}, tools.folder, tools.limits}, kYosysPackage);
}

/// The library and the netlist of `top`, with what all timing has in common: ideal inputs, outputs that drive four inverters.
std::string read_netlist(std::string_view netlist, std::string_view top, double output_load) {
  return fmt::format(
      "read_liberty {}\nread_verilog {}\nlink_design {}\nset_cmd_units -time ns -capacitance pF -power W\n"
      "if {{[llength [get_ports -quiet clock]] > 0}} {{\n  create_clock -name clock -period {} [get_ports clock]\n}} else {{\n"
      "  create_clock -name clock -period {}\n}}\n"
      "set_input_delay 0 -clock clock [all_inputs]\nset_output_delay 0 -clock clock [all_outputs]\nset_load {:.9f} [all_outputs]\n",
      kLibraryFile, netlist, top, kPeriod, kPeriod, output_load);
}

/// The path of a report of paths: the clock's period less the slack.
double path_of(const std::string& report, std::size_t& from) {
  static const std::regex slack(R"((-?[0-9.]+)\s+slack)");
  std::smatch match;
  const auto start = report.begin() + static_cast<std::ptrdiff_t>(from);
  if (!std::regex_search(start, report.end(), match, slack)) return -1;
  from += static_cast<std::size_t>(match.position(0) + match.length(0));
  return kPeriod - std::strtod(match.str(1).c_str(), nullptr);
}

/// Picojoules of a cycle by a report of power: the internal and the switching power of the first row that ends (starts) with `label`.
double energy_of(const std::string& report, const std::string& label, bool in_front) {
  const std::string number = R"(\s+(-?[0-9.]+(?:e[-+]?[0-9]+)?))";
  const std::regex row(in_front ? "\n" + label + number + number : "\n" + number + number + number + number + "\\s+" + label);
  std::smatch match;
  if (!std::regex_search(report, match, row)) return 0;
  constexpr double kPicojoules = 1e12, kNanosecond = 1e-9;
  return (std::strtod(match.str(1).c_str(), nullptr) + std::strtod(match.str(2).c_str(), nullptr)) * kPeriod * kNanosecond * kPicojoules;
}

double capacitance(const LibertyCell& cell) {
  for (const LibertyPin& pin : cell.pins)
    if (!pin.output) return pin.capacitance;
  return 0;
}

const LibertyPin& pin(const LibertyCell& cell, bool output) {
  return *std::find_if(cell.pins.begin(), cell.pins.end(), [&](const LibertyPin& candidate) { return candidate.output == output; });
}

/// A chain of inverters of which each drives four.
void add_chain(std::string& netlist, const LibertyCell& inverter, char name, int length) {
  for (int stage = 0; stage < length; ++stage)
    for (int copy = 0; copy < 4; ++copy) {
      const std::string from = stage == 0 ? "in" : fmt::format("{}{}", name, stage),
                        to = copy == 0 ? fmt::format("{}{}", name, stage + 1) : fmt::format("{}{}_{}", name, stage + 1, copy);
      netlist += fmt::format("  {} u{}{}_{} (.{}({}), .{}({}));\n", inverter.name, name, stage, copy, pin(inverter, false).name, from,
                             pin(inverter, true).name, copy == 0 && stage + 1 == length ? fmt::format("out_{}", name) : to);
    }
}

std::string wires_of_chain(char name, int length) {
  std::string wires;
  for (int stage = 0; stage < length; ++stage)
    for (int copy = 0; copy < 4; ++copy)
      if (copy > 0)
        wires += fmt::format("  wire {}{}_{};\n", name, stage + 1, copy);
      else if (stage + 1 < length)
        wires += fmt::format("  wire {}{};\n", name, stage + 1);
  return wires;
}

/// "read_verilog" of a component's modules, and the choice of the one that is wanted.
std::string read_modules(const RtlComponent& component, const SynthesisTools& tools) {
  std::string script;
  for (const std::string& name : with_used_modules({component.module})) {
    write_file(fmt::format("{}/{}.sv", tools.folder, name), rtl_module(name).text);
    script += fmt::format("read_verilog -sv {}.sv\n", name);
  }
  script += "hierarchy -top " + component.module;
  for (const auto& [name, value] : component.parameters) script += fmt::format(" -chparam {} {}", name, value);
  return script + "\nrename -top top\n";
}

/// Without comments and layout, which change no gate.
std::string bare(const std::string& text) {
  std::string rest;
  for (std::size_t place = 0; place < text.size(); ++place) {
    if (text.compare(place, 2, "//") == 0) place = std::min(text.find('\n', place), text.size() - 1);
    const bool blank = text[place] == ' ' || text[place] == '\n';
    if (!blank || (!rest.empty() && rest.back() != ' ')) rest += blank ? ' ' : text[place];
  }
  return rest;
}

/// The text behind the last occurrence of a label.
std::string behind(const std::string& text, std::string_view label) {
  const std::size_t place = text.rfind(label);
  return place == std::string::npos ? std::string() : text.substr(place + label.size());
}

}  // namespace

std::string_view abc_script() { return "strash; ifraig; scorr; dc2; if -g -K 6; strash; dch -f; map -B 0.9; topo; buffer; upsize; dnsize"; }

std::string synthesis_flow() {
  std::string script(abc_script());
  script.erase(script.find(' '), 0);
  std::string commas;
  for (const char c : script) {
    if (c == ' ' && !commas.empty() && commas.back() == ';') continue;
    commas += c == ' ' ? ',' : c;
  }
  return fmt::format(
      "synth -flatten -top top\ndfflibmap -liberty {0}\nopt\nabc -liberty {0} -constr abc.constr -script +{1}\nsetundef -zero\nsplitnets "
      "-ports\nopt_clean -purge\nstat -liberty {0}\n"
      "write_verilog -noattr -noexpr -nohex -nodec netlist.v\n",
      kLibraryFile, commas);
}

std::string power_commands() { return fmt::format("set_power_activity -global -activity {} -duty {}\nreport_power -digits 6\n", kActivity, kDuty); }

std::string flow_hash() { return hash_of(synthesis_flow() + power_commands()); }

Synthesised in_units(double area, double delay, double energy, const LibraryUnits& units, std::string source) {
  const double toggles = units.toggle > 0 ? energy / units.toggle : 0;
  return {area, delay, energy, area / units.nand2_area, delay / units.fo4, toggles, units.library, std::move(source)};
}

LibraryUnits measure_units(const Liberty& liberty, const SynthesisTools& tools) {
  const UnitCells cells = unit_cells(liberty);
  LibraryUnits units{liberty.name, cells.inverter->name, cells.nand2->name, cells.flip_flop->name, cells.nand2->area, 0, 0};
  write_file(fmt::format("{}/{}", tools.folder, kLibraryFile), liberty.text);
  const double load = 4 * capacitance(*cells.inverter) * liberty.capacitance_unit;                        // picofarads
  write_file(tools.folder + "/abc.constr", fmt::format("set_load {:.6f} [all_outputs]\n", load * 1000));  // ABC counts femtofarads
  std::string netlist =
      "module top (in, out_a, out_b);\n  input in;\n  output out_a, out_b;\n" + wires_of_chain('a', kShortChain) + wires_of_chain('b', kLongChain);
  add_chain(netlist, *cells.inverter, 'a', kShortChain);
  add_chain(netlist, *cells.inverter, 'b', kLongChain);
  write_file(tools.folder + "/chains.v", netlist + "endmodule\n");
  // Far from either end, the inverter of which four are driven.
  const std::string middle = fmt::format("ub{}_0", kLongChain / 2);
  const std::string report =
      run_sta(tools, read_netlist("chains.v", "top", load) +
                         "report_checks -path_delay max -digits 6 -to out_a\nreport_checks -path_delay max -digits 6 -to out_b\n" + power_commands() +
                         fmt::format("report_power -instances [get_cells {}] -digits 6\n", middle));
  std::size_t place = 0;
  const double a = path_of(report, place), b = path_of(report, place);
  // Over an even number of inverters both edges count alike.
  units.fo4 = (b - a) / (kLongChain - kShortChain);
  if (liberty.power) units.toggle = energy_of(report, middle, false) / kActivity;
  write_file(tools.folder + "/load", fmt::format("{:.9f}", load));
  return units;
}

Synthesised synthesise(const RtlComponent& component, const LibraryUnits& units, const SynthesisTools& tools) {
  const std::string log = run_yosys(tools, read_modules(component, tools) + synthesis_flow());
  const std::string statistics = behind(log, "Printing statistics");
  const std::string area = behind(statistics, "Chip area for module '\\top':");
  const double load = std::strtod(read_file(tools.folder + "/load").c_str(), nullptr);
  const std::string report = run_sta(tools, read_netlist("netlist.v", "top", load) + "report_checks -path_delay max -digits 6\n" + power_commands());
  std::size_t place = 0;
  const double delay = path_of(report, place), energy = units.toggle > 0 ? energy_of(report, "Total", true) : 0;
  return in_units(area.empty() ? 0 : std::strtod(area.c_str(), nullptr), delay, energy, units, fmt::format("Yosys and OpenSTA on {}", units.library));
}

std::int64_t count_multiplexers(const RtlComponent& component, const SynthesisTools& tools) {
  const std::string log =
      run_yosys(tools, read_modules(component, tools) + "synth -flatten -run begin:fine\nopt\nsimplemap\nopt_clean -purge\nstat\n");
  return std::strtoll(behind(behind(log, "Printing statistics"), "$_MUX_").c_str(), nullptr, 10);
}

std::string hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return fmt::format("{:016x}", hash);
}

std::string text_of(const RtlComponent& component) {
  std::string text = component.module;
  for (const auto& [name, value] : component.parameters) text += fmt::format(" {}={}", name, value);
  return text;
}

std::string rtl_hash(const RtlComponent& component) {
  std::string text = text_of(component);
  for (const std::string& name : with_used_modules({component.module})) text += "\n" + bare(rtl_module(name).text);
  return hash_of(text);
}

}  // namespace skeptic
