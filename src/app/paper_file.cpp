#include "app/paper_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <csignal>
#include <filesystem>

#include "app/temporary_folder.h"
#include "app/tool_process.h"
#include "base/file.h"

namespace skeptic {
namespace {

constexpr std::uint64_t kLargestFile = std::uint64_t{256} << 20;  ///< bytes of a paper
constexpr std::int64_t kSeconds = 20, kMegabytes = 1024;

[[noreturn]] void fail(DiagnosticId id, const std::string& file, std::string message, std::string expected, std::string suggestion = {}) {
  throw UserError(Diagnostic{id, Place{file, 0, 0, {}}, std::move(message), std::move(expected), std::move(suggestion)});
}

std::string ending_of(const std::string& file) {
  std::string ending = std::filesystem::path(file).extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return ending;
}

/// Papers by their names, which are not read: only so that it is said.
bool word_processors(const std::string& file) {
  constexpr std::array<std::string_view, 6> kEndings{".docx", ".doc", ".odt", ".rtf", ".ps", ".pages"};
  return std::find(kEndings.begin(), kEndings.end(), ending_of(file)) != kEndings.end();
}

/// pdftotext, asked to be quiet, says nothing of passwords.
bool wants_password(const std::string& file) {
  const ToolResult asked = run_tool_process({"pdfinfo", {std::filesystem::absolute(file).string()}, {}, {kSeconds, kMegabytes}});
  return asked.output.find("Incorrect password") != std::string::npos;
}

/// What pdftotext says of the words on every page.
std::string boxes_of(const std::string& file) {
  run_tool(run_tool_process, {"pdftotext", {"-v"}, {}, {kSeconds, kMegabytes}}, "poppler-utils");  // says what to install
  const TemporaryFolder folder;
  const std::string output = folder.file("words.xhtml");
  // prlimit bounds what it writes; the pages beyond those that are read are not looked at.
  const ToolCommand command{"prlimit",
                            {fmt::format("--fsize={}", papers::kLongestText), "pdftotext", "-q", "-bbox-layout", "-enc", "UTF-8", "-l",
                             std::to_string(papers::kMostPages + 1), std::filesystem::absolute(file).string(), output},
                            folder.name(),
                            {kSeconds, kMegabytes}};
  const ToolResult result = run_tool_process(command);
  if (result.end == ToolEnd::TimeLimit)
    fail(DiagnosticId::ProgramLimit, file, fmt::format("pdftotext needs more than {} s for it", kSeconds), "a paper",
         "print the pages that matter to a new PDF");
  if (result.end == ToolEnd::MemoryLimit)
    fail(DiagnosticId::ProgramLimit, file, fmt::format("pdftotext needs more than {} MB of memory for it", kMegabytes), "a paper",
         "print the pages that matter to a new PDF");
  if (result.end == ToolEnd::Killed && result.code == SIGXFSZ)
    fail(DiagnosticId::PaperPages, file, fmt::format("the text of this paper is more than {} MiB", papers::kLongestText >> 20), "a paper",
         "give the pages that describe the idea");
  if (result.code != 0 && wants_password(file))
    fail(DiagnosticId::PaperFormat, file, "the PDF is encrypted", "a PDF that opens without a password", "save it without one");
  if (result.end != ToolEnd::Exited || result.code != 0 || !std::filesystem::exists(output))
    fail(DiagnosticId::PaperFormat, file, "the PDF is damaged or cut off: pdftotext cannot read it", "a whole PDF");
  return read_file(output, papers::kLongestText + 1);
}

}  // namespace

bool is_paper(const std::string& file) {
  papers::SourceKind kind;
  return ending_of(file) == ".pdf" || word_processors(file) || papers::is_source(file, kind);
}

papers::Layout load_paper(const std::string& file) {
  const std::string bytes = read_file(file, kLargestFile);
  if (bytes.empty()) fail(DiagnosticId::PaperFormat, file, "the file is empty", "a paper: .pdf, .txt, .md, .html or .tex");
  papers::SourceKind kind;
  const bool pdf = bytes.substr(0, 1024).find("%PDF-") != std::string::npos;
  if (papers::is_source(file, kind) && !bytes.starts_with("%PDF-")) return papers::arrange_source(bytes, kind, file);
  if (!pdf && (ending_of(file) == ".yaml" || ending_of(file) == ".yml"))
    fail(DiagnosticId::PaperFormat, file, "this is a design file, not a paper", "a paper: .pdf, .txt, .md, .html or .tex",
         "skeptic review reads it as it is");
  if (!pdf)
    fail(DiagnosticId::PaperFormat, file, "the file is no PDF", "a paper: .pdf, .txt, .md, .html or .tex",
         word_processors(file) ? "save it as a PDF" : "");
  return papers::arrange(papers::parse_boxes(boxes_of(file), file), file);
}

}  // namespace skeptic
