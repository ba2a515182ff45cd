// skeptic mirror: what a paper says, in its own words, and a draft of a design file.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "app/commands.h"
#include "app/options.h"
#include "app/output_file.h"
#include "app/paper_draft.h"
#include "app/paper_file.h"
#include "cost/technology.h"
#include "papers/paper.h"
#include "report/style.h"

namespace skeptic {
namespace {

struct Options {
  std::string file, baseline, out, role = "proposal";
  JsonOption json;
  bool explain = false;
};

std::string at(const papers::Stated& one) { return fmt::format("p. {}{}", one.page, one.line > 0 ? fmt::format(", line {}", one.line) : ""); }

std::string result_of(const papers::Stated& one) {
  return fmt::format("{}{}{}{}", one.value, one.over.empty() ? "" : " over " + one.over, one.on.empty() ? "" : " on " + one.on,
                     one.batch.empty() ? "" : " at batch " + one.batch);
}

class Printer {
 public:
  Printer(const papers::Paper& paper, bool explain) : paper_(paper), explain_(explain) {}

  void print() const {
    fmt::print("{}\n{}\n\n", style_.heading(paper_.name.empty() ? paper_.file : paper_.name),
               style_.faint(fmt::format("{}, {} page{}", paper_.file, paper_.pages, paper_.pages == 1 ? "" : "s")));
    if (paper_.entries.empty())
      fmt::print("I recognise nothing here that papers on accelerators say. Is this one, in English, and is it text?\n\n");
    section("What I understood", papers::Agreement::One);
    section("Contradictions: which one holds?", papers::Agreement::Contradictory);
    section("More than one reading: which one is meant?", papers::Agreement::Ambiguous);
    others();
    unknowns();
  }

 private:
  void value(const std::string& key, const papers::Stated& one) const {
    const bool claim = key.rfind("claims.", 0) == 0;
    fmt::print("  {:<44} {}\n", key, style_.bold(claim ? result_of(one) : one.value));
    std::string source = fmt::format("{}: \"{}\"", at(one), one.quote);
    if (explain_) source += fmt::format("  [{}]", one.rule);
    fmt::print("      {}\n", style_.faint(wrapped(source, terminal_width(), "      ", 6)));
  }

  void section(const char* title, papers::Agreement agreement) const {
    bool first = true;
    for (const papers::Entry& entry : paper_.entries) {
      if (entry.agreement != agreement) continue;
      if (first) fmt::print("{}\n", style_.heading(title));
      first = false;
      for (const papers::Stated& one : entry.values) value(entry.key, one);
    }
    if (!first) fmt::print("\n");
  }

  void others() const {
    if (paper_.of_others.empty()) return;
    fmt::print("{}\n", style_.heading("Stated of others, negated or planned: not taken as its own"));
    for (const papers::Stated& one : paper_.of_others)
      fmt::print("  {:<44} {}\n      {}\n", one.key, one.value,
                 style_.faint(wrapped(fmt::format("{}: \"{}\"", at(one), one.quote), terminal_width(), "      ", 6)));
    fmt::print("\n");
  }

  void unknowns() const {
    if (paper_.unknown.empty()) return;
    fmt::print("{}\n", style_.heading("Not said, and needed"));
    for (const papers::Missing& missing : paper_.unknown) {
      fmt::print("  {}\n", missing.key);
      if (!explain_) continue;
      if (missing.near.empty()) fmt::print("      {}\n", style_.faint("no sentence comes near"));
      for (const papers::NearMiss& near : missing.near)
        fmt::print("      {}\n",
                   style_.faint(wrapped(fmt::format("nearly {} (p. {}): \"{}\"", near.rule, near.page, near.quote), terminal_width(), "      ", 6)));
    }
    fmt::print("\n");
  }

  const papers::Paper& paper_;
  bool explain_;
  Style style_{colour_wanted()};
};

Json json_of(const papers::Stated& one) {
  Json json{{"value", one.value}, {"page", one.page}, {"quote", one.quote}, {"rule", one.rule}};
  if (one.line > 0) json["line"] = one.line;
  if (!one.over.empty()) json["over"] = one.over;
  if (!one.on.empty()) json["on"] = one.on;
  if (!one.batch.empty()) json["batch"] = one.batch;
  return json;
}

Json json_of(const papers::Paper& paper, const papers::Draft& draft) {
  Json json{{"file", paper.file},         {"name", paper.name},       {"pages", paper.pages}, {"stated", Json::array()},
            {"of_others", Json::array()}, {"unknown", Json::array()}, {"draft", draft.yaml}};
  for (const papers::Entry& entry : paper.entries) {
    Json values = Json::array();
    for (const papers::Stated& one : entry.values) values.push_back(json_of(one));
    json["stated"].push_back({{"key", entry.key},
                              {"agreement", entry.agreement == papers::Agreement::One         ? "one"
                                            : entry.agreement == papers::Agreement::Ambiguous ? "ambiguous"
                                                                                              : "contradictory"},
                              {"values", std::move(values)}});
  }
  for (const papers::Stated& one : paper.of_others) {
    Json item = json_of(one);
    item["key"] = one.key;
    json["of_others"].push_back(std::move(item));
  }
  for (const papers::Missing& missing : paper.unknown) {
    Json near = Json::array();
    for (const papers::NearMiss& one : missing.near) near.push_back({{"rule", one.rule}, {"page", one.page}, {"quote", one.quote}});
    json["unknown"].push_back({{"key", missing.key}, {"near", std::move(near)}});
  }
  return json;
}

int mirror(const Options& options) {
  std::vector<std::string> inputs{options.file};
  if (!options.baseline.empty()) inputs.push_back(options.baseline);
  check_outputs({{"--out", options.out}, {"--json", options.json.file}}, inputs);
  const papers::Paper paper = papers::read_paper(load_paper(options.file));
  const papers::Draft draft =
      papers::draft_of(paper, options.role == "baseline" ? papers::PaperRole::Baseline : papers::PaperRole::Proposal, technology_nodes());
  if (!options.out.empty()) write_draft(options.out, draft.yaml, options.file);
  const bool quiet = options.json.to_standard_output() || options.out == "-";
  if (!quiet) Printer(paper, options.explain).print();
  Json json = json_of(paper, draft);
  if (!options.baseline.empty()) {
    const papers::Paper baseline = papers::read_paper(load_paper(options.baseline));
    if (!quiet) Printer(baseline, options.explain).print();
    json["baseline"] = json_of(baseline, papers::draft_of(baseline, papers::PaperRole::Baseline, technology_nodes()));
  }
  if (options.json.wanted()) options.json.write(json);
  if (!quiet && options.out.empty())
    fmt::print("skeptic mirror {} --out draft.yaml writes this as a design file, to correct and to review.\n", options.file);
  return 0;
}

}  // namespace

Command add_mirror(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("mirror", "Say what a paper states, page by page, and draft its design file");
  command->add_option("paper", options->file, "A paper: .pdf, .txt, .md, .html or .tex")->required()->type_name("PAPER");
  command->add_option("--baseline", options->baseline, "The paper that it compares with, read beside it")->type_name("PAPER");
  command->add_option("--out", options->out, "Write the draft of the design file; - is standard output")->type_name("FILE");
  options->json.add_to(*command);
  command->add_flag("--explain", options->explain, "The rule of each value, and what nearly matched for each unknown");
  command->add_option("--role", options->role, "What the draft is for: a proposal's open values are `unknown`, a baseline has to run")
      ->type_name("ROLE")
      ->check(CLI::IsMember({"proposal", "baseline"}));
  command->footer(
      "Examples:\n"
      "  skeptic mirror proposal.pdf\n"
      "  skeptic mirror proposal.pdf --baseline proposal_call.pdf --out draft.yaml\n"
      "  skeptic mirror proposal.pdf --explain\n\n"
      "docs/papers.md has the grammar.");
  return [options] { return mirror(*options); };
}

}  // namespace skeptic
