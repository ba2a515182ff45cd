// Synthesis for the command line: a library, tools that run in a folder of their own, and results that are kept from one run to the next.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/temporary_folder.h"
#include "rtl/synthesis_table.h"

namespace skeptic {

struct SessionOptions {
  std::vector<std::string> liberty;  ///< files of one library; the default library where empty
  std::string cache;                 ///< folder; nothing is kept where empty
  ToolLimits limits;
};

/// --synthesise, --liberty, --tool-seconds, --tool-megabytes, --cache, --no-cache.
struct SynthesisOptions {
  bool synthesise = false, no_cache = false;
  SessionOptions session;
  void add_to(CLI::App& command, const std::string& what);
  /// After parsing: what goes with what, and where results are kept. Throws UserError.
  void check(bool table = false);
};

class SynthesisSession {
 public:
  /// Reads the library. Throws UserError.
  explicit SynthesisSession(SessionOptions options);
  SynthesisSession(const SynthesisSession&) = delete;
  SynthesisSession& operator=(const SynthesisSession&) = delete;

  /// From the folder of results, or from the tools. Throws UserError.
  Synthesised synthesise(const RtlComponent& component);
  const LibraryUnits& units();
  const std::string& library_hash() const { return hash_; }

 private:
  /// The folder in which the tools run, which has the library's file.
  const SynthesisTools& tools();
  std::string units_key() const;
  std::string cached(const std::string& key) const;
  void keep(const std::string& key, const std::string& value) const;

  SessionOptions options_;
  Liberty liberty_;
  std::string hash_;
  std::optional<LibraryUnits> units_;
  std::optional<TemporaryFolder> folder_;  ///< of the tools
  std::optional<SynthesisTools> tools_;
};

/// Where results are kept: below XDG_CACHE_HOME, or .cache in the user's folder; empty where neither is known.
std::string default_cache();

}  // namespace skeptic
