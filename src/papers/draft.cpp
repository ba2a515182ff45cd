// A paper as a draft of a design file. What cannot stand beside the rest is left out with the reason, so that the file reads.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>

#include "design/design.h"
#include "design/plausible.h"
#include "design/resolved.h"
#include "design/schema.h"
#include "design/value.h"
#include "papers/names.h"
#include "papers/paper.h"

namespace skeptic::papers {
namespace {

/// A text for a comment or a quoted scalar: UTF-8 without control characters.
std::string printable(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::size_t length = byte < 0x80                   ? 1
                               : byte >= 0xC2 && byte < 0xE0 ? 2
                               : byte >= 0xE0 && byte < 0xF0 ? 3
                               : byte >= 0xF0 && byte < 0xF5 ? 4
                                                             : 0;
    bool whole = length > 0 && i + length <= text.size();
    for (std::size_t j = 1; whole && j < length; ++j) whole = (static_cast<unsigned char>(text[i + j]) & 0xC0) == 0x80;
    if (!whole || byte < 0x20 || byte == 0x7F || (length == 2 && byte == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0)) {
      plain += byte < 0x20 ? ' ' : '?';
      ++i;
      continue;
    }
    plain += text.substr(i, length);
    i += length;
  }
  return plain;
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : printable(text)) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

std::string place(const Stated& stated) {
  return fmt::format("page {}{}: \"{}\"", stated.page, stated.line > 0 ? fmt::format(", line {}", stated.line) : "", printable(stated.quote));
}

struct Line {
  std::string value, comment;
};

/// The longest beginning of so many bytes that ends with a whole character, for what a design file limits.
std::string at_most(const std::string& text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  std::size_t end = bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

class Writer {
 public:
  Writer(const Paper& paper, PaperRole role, std::span<const std::int64_t> nodes) : paper_(paper), role_(role) {
    for (const Entry& entry : paper_.entries) take(entry);
    if (const auto line = lines_.find("technology"); line != lines_.end()) take_nearest(line->second, nodes);
    complete();
  }

  Draft write() {
    // Every round takes out one key that the rest does not allow; there are fewer keys than rounds.
    for (int round = 0; round < 120; ++round) {
      const std::string text = yaml();
      Design design;
      try {
        design = parse_design(text, "draft.yaml");
      } catch (const UserError& error) {
        if (!mend(error)) break;
        continue;
      }
      if (assume(design)) continue;
      try {
        resolve(known(design));
      } catch (const UserError& error) {
        const bool refused = std::any_of(error.diagnostics().begin(), error.diagnostics().end(), [&](const Diagnostic& one) {
          if (one.id == DiagnosticId::UnsupportedEncoding) return role_ == PaperRole::Baseline;
          return name(one.id).substr(0, 11) != "unsupported" && one.id != DiagnosticId::DesignUnknownValue;
        });
        if (refused && mend(error)) continue;
      }
      break;
    }
    return {paper_.name.empty() ? "draft" : paper_.name, yaml()};
  }

 private:
  /// The design with a value for every unknown, for what holds between keys.
  static Design known(Design design) {
    for (const std::string& path : design.unknowns()) {
      const std::vector<std::string> values = unknown_range(design, path);
      if (!values.empty()) design = with(design, path, values.front());
    }
    return design;
  }

  /// What nobody writes because it goes without saying, and what a baseline that has to run leaves open; false where there is nothing of the kind.
  bool assume(const Design& design) {
    bool assumed = false;
    for (const std::string operand : {"operands.weights", "operands.activations"}) {
      const auto written = [&](const char* key) {
        const Value* value = design.find(operand + key);
        return value == nullptr ? std::string() : value->written;
      };
      const std::string encoding = written(".encoding"), skip = written(".skip");
      const bool of_choices = encoding == "offset" || encoding == "combinatorial" || written(".chosen") == "run-time",
                 of_zeros = encoding.starts_with("run-length");
      if ((!of_choices && !of_zeros) || (!skip.empty() && skip != "none") || lines_.count(operand + ".skip") > 0) continue;
      lines_[operand + ".skip"] = {of_zeros ? "zeros" : "pattern", "assumed: what is not kept is skipped, or leaving it out saves no time"};
      assumed = true;
    }
    if (role_ == PaperRole::Proposal || assumed) return assumed;
    for (const std::string& path : design.unknowns()) {
      const std::vector<std::string> values = unknown_range(design, path);
      if (values.empty()) continue;
      lines_[path] = {values.front(),
                      fmt::format("assumed: not stated; a baseline has to run, and plausible is {} to {}", values.front(), values.back())};
      assumed = true;
    }
    return assumed;
  }

  void take(const Entry& entry) {
    const Stated& first = entry.values.front();
    if (entry.key == "name" || entry.key.rfind("claims.", 0) == 0) return;
    if (entry.key == "fabric.balance") {
      Line& line = lines_[entry.key];
      line.value = line.value.empty() ? "[" + first.value + "]" : line.value.substr(0, line.value.size() - 1) + ", " + first.value + "]";
      line.comment += (line.comment.empty() ? "" : "; ") + place(first);
      return;
    }
    if (std::find(std::begin(kReportedKeys), std::end(kReportedKeys), entry.key) != std::end(kReportedKeys)) return;
    const Row* row = find_row(entry.key);
    if (row == nullptr) return;
    if (entry.agreement == Agreement::One) {
      lines_[entry.key] = {formatted(entry.key, first.value), place(first)};
      return;
    }
    std::string candidates;
    for (const Stated& one : entry.values) candidates += fmt::format("{}{} ({})", candidates.empty() ? "" : "; ", one.value, place(one));
    const std::string what = entry.agreement == Agreement::Ambiguous ? "ambiguous" : "contradictory";
    const bool open = role_ == PaperRole::Proposal && !row->plausible.empty();
    lines_[entry.key] = {open ? "unknown" : formatted(entry.key, first.value), fmt::format("{}: {}", what, candidates)};
  }

  /// Nodes between those that areas are known of: a baseline's "16nm" as "22nm", a proposal's left to the baseline, and the paper's words beside it.
  void take_nearest(Line& line, std::span<const std::int64_t> nodes) const {
    const double stated = std::strtod(line.value.c_str(), nullptr);
    if (stated <= 0 || nodes.empty()) return;
    const auto off = [&](std::int64_t node) { return std::abs(std::log(static_cast<double>(node) / stated)); };
    const std::int64_t nearest = *std::min_element(nodes.begin(), nodes.end(), [&](std::int64_t a, std::int64_t b) { return off(a) < off(b); });
    if (static_cast<double>(nearest) == stated) return;
    const std::string said = fmt::format("stated is {}: {}", line.value, line.comment);
    if (role_ == PaperRole::Proposal)
      line = {"unknown",
              fmt::format("no areas and energies are known of its node: the baseline's is taken, or write {}nm, the nearest; {}", nearest, said)};
    else
      line = {fmt::format("{}nm", nearest), "the nearest node that areas and energies are known of; " + said};
  }

  static std::string formatted(const std::string& key, const std::string& value) {
    const bool pattern = key.size() > 8 && key.substr(key.size() - 8) == ".pattern";
    return pattern && value.find(':') != std::string::npos ? "\"" + value + "\"" : value;
  }

  void complete() {
    if (role_ == PaperRole::Baseline && !paper_.library.empty())
      lines_["extends"] = {paper_.library, "the library has the design of this paper: what the paper does not say is as there"};
    const bool extends = lines_.count("extends") > 0;
    if (!extends && role_ == PaperRole::Baseline) {
      lines_["extends"] = {"dense", "assumed: what the paper does not say is as in the library's dense array"};
      if (lines_.count("fabric.lanes") > 0 && lines_.count("fabric.window") == 0)
        lines_["fabric.window"] = {lines_["fabric.lanes"].value, "assumed: as many positions as multipliers"};
    }
    if (lines_.count("extends") == 0)
      for (const Row& row : schema())
        if (row.presence == Presence::Required && row.path != "skeptic" && row.path.substr(0, 6) != "claims" &&
            lines_.count(std::string(row.path)) == 0) {
          if (row.path == "operands.outputs.bits" && lines_.count("operands.activations.bits") > 0 &&
              lines_["operands.activations.bits"].value != "unknown")
            lines_[std::string(row.path)] = {lines_["operands.activations.bits"].value, "assumed: as the activations"};
          else
            lines_[std::string(row.path)] = {row.plausible.empty() ? std::string(row.minimum) : "unknown", "not stated"};
        }
    const bool run_time = lines_.count("operands.activations.chosen") > 0 && lines_["operands.activations.chosen"].value == "run-time";
    if (run_time)
      for (const Row& row : schema())
        if (row.presence == Presence::Question && lines_.count(std::string(row.path)) == 0) lines_[std::string(row.path)] = {"unknown", "not stated"};
    for (const Missing& missing : paper_.unknown) {
      const Row* row = find_row(missing.key);
      if (row == nullptr || row->plausible.empty() || lines_.count(missing.key) > 0 || row->presence == Presence::Required) continue;
      if (missing.key.rfind("operands.weights.", 0) == 0 || (run_time && role_ == PaperRole::Proposal))
        lines_[missing.key] = {"unknown", "not stated"};
    }
    if (role_ == PaperRole::Baseline)
      for (auto line = lines_.begin(); line != lines_.end();)
        line = line->second.value == "unknown" && !run_time ? lines_.erase(line) : std::next(line);
  }

  /// What an error points at is left out; false where it points at nothing of ours.
  bool mend(const UserError& error) {
    for (const Diagnostic& diagnostic : error.diagnostics()) {
      // What the design has that is extended does not go with what the paper says.
      if (diagnostic.place.file.rfind("designs/", 0) == 0 && lines_.count("extends") > 0) {
        left_out_.push_back(fmt::format("extends: {}: {}", lines_["extends"].value, printable(diagnostic.message)));
        lines_.erase("extends");
        complete();
        return true;
      }
      const auto at = by_line_.find(diagnostic.place.line);
      std::string path = at == by_line_.end() ? std::string() : at->second;
      if (path.empty() || lines_.count(path) == 0)
        for (const Row& row : schema())
          if (lines_.count(std::string(row.path)) > 0 && diagnostic.message.find(row.path) != std::string::npos) path = row.path;
      if (path.empty() || lines_.count(path) == 0 || path == "extends") {
        // A key that is missing, named by the message.
        for (const Row& row : schema())
          if (lines_.count(std::string(row.path)) == 0 && !row.plausible.empty() &&
              diagnostic.message.find(std::string(row.path)) != std::string::npos) {
            lines_[std::string(row.path)] = {"unknown", "not stated"};
            return true;
          }
        if (path == "extends" && lines_.count(path) > 0) {
          left_out_.push_back(fmt::format("extends: {}: {}", lines_[path].value, printable(diagnostic.message)));
          lines_.erase(path);
          complete();
          return true;
        }
        continue;
      }
      const Line line = lines_[path];
      const Row* row = find_row(path);
      lines_.erase(path);
      left_out_.push_back(fmt::format("{}: {}  ({}): {}", path, line.value, line.comment, printable(diagnostic.message)));
      if (row != nullptr && row->presence == Presence::Required && lines_.count("extends") == 0)
        lines_[path] = {line.value == "unknown" ? std::string(alternatives(row->plausible).front()) : "unknown", "left open, see below"};
      return true;
    }
    return false;
  }

  void text(std::string& out, const std::string& line) {
    out += line + "\n";
    ++number_;
  }

  std::string yaml() {
    by_line_.clear();
    number_ = 0;
    std::string out;
    text(out, fmt::format("# A draft from {}{}. Read it against the paper: every value has its page, what was not found is `unknown`.",
                          printable(paper_.file), role_ == PaperRole::Baseline ? ", as a baseline" : ""));
    text(out, "skeptic: 1");
    if (!paper_.name.empty()) text(out, "name: " + quoted(at_most(paper_.name, kLongestName)));
    speedups(out);
    std::vector<std::string> open;
    for (const Row& row : schema()) {
      const std::string path(row.path);
      const auto line = lines_.find(path);
      if (line == lines_.end()) continue;
      std::vector<std::string> parts;
      for (std::size_t at = 0; at < path.size();) {
        const std::size_t dot = std::min(path.find('.', at), path.size());
        parts.push_back(path.substr(at, dot - at));
        at = dot + 1;
      }
      std::size_t same = 0;
      while (same < open.size() && same + 1 < parts.size() && open[same] == parts[same]) ++same;
      for (std::size_t level = same; level + 1 < parts.size(); ++level) text(out, std::string(2 * level, ' ') + parts[level] + ":");
      open.assign(parts.begin(), parts.end() - 1);
      by_line_[number_ + 1] = path;
      text(out, fmt::format("{}{}: {}{}", std::string(2 * (parts.size() - 1), ' '), parts.back(), line->second.value,
                            line->second.comment.empty() ? "" : "  # " + line->second.comment));
    }
    comments(out);
    return out;
  }

  /// Claims on networks and over designs that can be run; the others as comments, to be given a file of their own.
  void speedups(std::string& out) {
    std::vector<std::string> elsewhere;
    bool first = true;
    for (const Entry& entry : paper_.entries) {
      if (entry.key != "claims.speedup") continue;
      const Stated& one = entry.values.front();
      if (one.on.empty() || one.over.empty()) continue;
      std::string more;
      for (std::size_t i = 1; i < entry.values.size(); ++i) more += fmt::format("; but {} ({})", entry.values[i].value, place(entry.values[i]));
      const std::string claim = fmt::format("  - {{speedup: {}, over: {}, on: {}{}}}  # {}{}", one.value, quoted(one.over), quoted(one.on),
                                            one.batch.empty() ? "" : ", batch: " + one.batch, place(one), more);
      if (!of_library(one.on, NameKind::Network) || !(one.over == "dense" || of_library(one.over, NameKind::Design))) {
        elsewhere.push_back(claim);
        continue;
      }
      if (first) text(out, "claims:");
      first = false;
      text(out, claim);
    }
    if (!elsewhere.empty())
      text(out, "# Claimed, and not to be run without a file of the network (on: my-network.yaml) or of the design (over: my-design.yaml):");
    for (const std::string& claim : elsewhere) text(out, "#" + claim.substr(1));
  }

  void comments(std::string& out) {
    bool first = true;
    const auto heading = [&](const char* words) {
      if (first) text(out, std::string("# ") + words);
      first = false;
    };
    for (const Entry& entry : paper_.entries) {
      if (std::find(std::begin(kReportedKeys), std::end(kReportedKeys), entry.key) == std::end(kReportedKeys)) continue;
      heading("Stated too, without a key:");
      for (const Stated& one : entry.values)
        text(out, fmt::format("#   {}: {}{}{}  ({})", entry.key, printable(one.value), one.on.empty() ? "" : " on " + printable(one.on),
                              one.over.empty() ? "" : " over " + printable(one.over), place(one)));
    }
    first = true;
    for (const std::string& reason : left_out_) {
      heading("Found, and left out because it does not stand beside the rest:");
      text(out, "#   " + reason);
    }
  }

  const Paper& paper_;
  PaperRole role_;
  std::map<std::string, Line> lines_;  ///< by schema path
  std::vector<std::string> left_out_;
  std::map<int, std::string> by_line_;
  int number_ = 0;
};

}  // namespace

Draft draft_of(const Paper& paper, PaperRole role, std::span<const std::int64_t> nodes) { return Writer(paper, role, nodes).write(); }

}  // namespace skeptic::papers
