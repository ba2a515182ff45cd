#include "app/synthesis_session.h"

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <system_error>

#include "app/tool_process.h"
#include "base/diagnostic.h"
#include "base/file.h"

namespace skeptic {
namespace {

/// Debian's qflow-tech-osu018.
constexpr const char* kDefaultLibrary = "/usr/share/qflow/tech/osu018/osu018_stdcells.lib";

std::vector<std::string> library_files(const std::vector<std::string>& given) {
  if (!given.empty()) return given;
  std::error_code ignored;
  if (!std::filesystem::exists(kDefaultLibrary, ignored))
    throw UserError(Diagnostic{DiagnosticId::FileMissing,
                               Place{kDefaultLibrary, 0, 0, {}},
                               "the default library is not there",
                               {},
                               "apt-get install qflow-tech-osu018, or --liberty FILE"});
  return {kDefaultLibrary};
}

}  // namespace

void SynthesisOptions::add_to(CLI::App& command, const std::string& what) {
  command.add_flag("--synthesise", synthesise, "Run Yosys and OpenSTA: " + what);
  command.add_option("--liberty", session.liberty, "Cell library of the design's node, unpacked; again for each file of one library (osu018)")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command.add_option("--tool-seconds", session.limits.seconds, "Seconds that one run of a tool may take (600)")
      ->type_name("N")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{86'400}));
  command.add_option("--tool-megabytes", session.limits.megabytes, "Megabytes that one run of a tool may take (4096)")
      ->type_name("N")
      ->check(CLI::Range(std::int64_t{16}, std::int64_t{1} << 20));
  command.add_option("--cache", session.cache, "Folder in which results are kept (~/.cache/skeptic/rtl)")->type_name("DIR");
  command.add_flag("--no-cache", no_cache, "Keep no results, and use none that were kept");
}

void SynthesisOptions::check(bool table) {
  if (no_cache)
    session.cache.clear();
  else if (session.cache.empty())
    session.cache = default_cache();
  if (!session.liberty.empty() && !synthesise && !table)
    throw UserError(Diagnostic{DiagnosticId::CommandLine, {}, "--liberty goes with --synthesise alone", "--synthesise --liberty FILE", {}});
}

SynthesisSession::SynthesisSession(SessionOptions options) : options_(std::move(options)), liberty_(read_liberty(library_files(options_.liberty))) {
  unit_cells(liberty_);  // a library without them is refused before anything runs
  hash_ = hash_of(liberty_.text);
}

const SynthesisTools& SynthesisSession::tools() {
  if (!tools_) {
    tools_ = SynthesisTools{run_tool_process, folder_.emplace().name(), options_.limits};
    units_ = measure_units(liberty_, *tools_);
    keep(units_key(), fmt::format("{} {}\n", units_->fo4, units_->toggle));
  }
  return *tools_;
}

std::string SynthesisSession::units_key() const { return hash_of("units " + hash_ + flow_hash()); }

std::string SynthesisSession::cached(const std::string& key) const {
  if (options_.cache.empty()) return {};
  const std::string file = options_.cache + "/" + key;
  std::error_code ignored;
  return std::filesystem::is_regular_file(file, ignored) ? read_file(file) : std::string();
}

void SynthesisSession::keep(const std::string& key, const std::string& value) const {
  if (options_.cache.empty()) return;
  std::error_code error;
  std::filesystem::create_directories(options_.cache, error);
  if (!error) write_file(options_.cache + "/" + key, value);
}

const LibraryUnits& SynthesisSession::units() {
  if (units_) return *units_;
  const UnitCells cells = unit_cells(liberty_);
  LibraryUnits kept{liberty_.name, cells.inverter->name, cells.nand2->name, cells.flip_flop->name, cells.nand2->area, 0, 0};
  if (std::istringstream stream(cached(units_key())); stream >> kept.fo4 >> kept.toggle) return *(units_ = kept);
  tools();
  return *units_;
}

Synthesised SynthesisSession::synthesise(const RtlComponent& component) {
  const std::string key = hash_of(rtl_hash(component) + hash_ + flow_hash());
  double area = 0, delay = 0, energy = 0;
  if (std::istringstream stream(cached(key)); stream >> area >> delay >> energy)
    return in_units(area, delay, energy, units(), fmt::format("Yosys and OpenSTA on {}", units().library));
  const SynthesisTools& running = tools();
  Synthesised result = skeptic::synthesise(component, units(), running);
  keep(key, fmt::format("{} {} {}\n", result.area, result.delay, result.energy));
  return result;
}

std::string default_cache() {
  if (const char* folder = std::getenv("XDG_CACHE_HOME"); folder != nullptr && *folder != '\0') return std::string(folder) + "/skeptic/rtl";
  if (const char* folder = std::getenv("HOME"); folder != nullptr && *folder != '\0') return std::string(folder) + "/.cache/skeptic/rtl";
  return {};
}

}  // namespace skeptic
