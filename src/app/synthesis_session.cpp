#include "app/synthesis_session.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
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

std::string folder_of_its_own() {
  std::string name = (std::filesystem::temp_directory_path() / "skeptic-rtl-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category(), name);
  return name;
}

}  // namespace

SynthesisSession::SynthesisSession(SessionOptions options) : options_(std::move(options)), liberty_(read_liberty(library_files(options_.liberty))) {
  unit_cells(liberty_);  // a library without them is refused before anything runs
  hash_ = hash_of(liberty_.text);
}

SynthesisSession::~SynthesisSession() {
  std::error_code ignored;
  if (tools_) std::filesystem::remove_all(tools_->folder, ignored);
}

const SynthesisTools& SynthesisSession::tools() {
  if (!tools_) {
    tools_ = SynthesisTools{run_tool_process, folder_of_its_own(), options_.limits};
    units_ = measure_units(liberty_, *tools_);
    keep(units_key(), fmt::format("{}\n", units_->fo4));
  }
  return *tools_;
}

std::string SynthesisSession::units_key() const { return hash_of("units " + hash_ + synthesis_flow()); }

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
  LibraryUnits kept{liberty_.name, cells.inverter->name, cells.nand2->name, cells.flip_flop->name, cells.nand2->area, 0};
  if (std::istringstream stream(cached(units_key())); stream >> kept.fo4) return *(units_ = kept);
  tools();
  return *units_;
}

Synthesised SynthesisSession::synthesise(const RtlComponent& component) {
  const std::string key = hash_of(rtl_hash(component) + hash_ + synthesis_flow());
  Synthesised result;
  if (std::istringstream stream(cached(key)); stream >> result.area >> result.delay) {
    const LibraryUnits& own = units();
    result.nand2_equivalents = result.area / own.nand2_area;
    result.fo4_depth = result.delay / own.fo4;
    result.library = own.library;
    result.source = fmt::format("Yosys and OpenSTA on {}", own.library);
    return result;
  }
  const SynthesisTools& running = tools();
  result = skeptic::synthesise(component, units(), running);
  keep(key, fmt::format("{} {}\n", result.area, result.delay));
  return result;
}

std::string default_cache() {
  if (const char* folder = std::getenv("XDG_CACHE_HOME"); folder != nullptr && *folder != '\0') return std::string(folder) + "/skeptic/rtl";
  if (const char* folder = std::getenv("HOME"); folder != nullptr && *folder != '\0') return std::string(folder) + "/.cache/skeptic/rtl";
  return {};
}

}  // namespace skeptic
