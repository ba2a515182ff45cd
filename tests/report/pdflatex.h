// LaTeX files, compiled with pdflatex in a folder of their own.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>

namespace skeptic {

struct Typeset {
  bool compiled = false;
  int pages = 0;
  double overfull = 0;  ///< points by which the widest line is too wide
  std::string log, complaints;
};

inline bool has_pdflatex() { return std::system("pdflatex --version >/dev/null 2>&1 && kpsewhich pgfplots.sty >/dev/null 2>&1") == 0; }

/// Twice, as references need it. `name`: of the folder.
inline Typeset typeset(const std::string& name, const std::string& text, const std::string& beside = {}) {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / ("skeptic-latex-" + name + "-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "document.tex", std::ios::binary) << text;
  if (!beside.empty()) std::ofstream(folder / "review.tex", std::ios::binary) << beside;
  Typeset found;
  const std::string command =
      "cd '" + folder.string() + "' && pdflatex -halt-on-error -no-shell-escape -interaction=nonstopmode document >/dev/null 2>&1 </dev/null";
  found.compiled = std::system(command.c_str()) == 0 && std::system(command.c_str()) == 0;
  std::ifstream stream(folder / "document.log", std::ios::binary);
  std::ostringstream log;
  log << stream.rdbuf();
  found.log = log.str();
  std::istringstream lines(found.log);
  const std::regex overfull(R"(^Overfull \\hbox \(([0-9.]+)pt too wide\))"), pages(R"(Output written on .*\(([0-9]+) pages?)");
  for (std::string line; std::getline(lines, line);) {
    std::smatch part;
    if (std::regex_search(line, part, overfull)) found.overfull = std::max(found.overfull, std::stod(part[1]));
    if (std::regex_search(line, part, pages)) found.pages = std::stoi(part[1]);
    if (line.starts_with("!") || (line.find("undefined") != std::string::npos && line.find("Font shape") == std::string::npos) ||
        line.find("Missing character") != std::string::npos || line.find("multiply defined") != std::string::npos)
      found.complaints += line + "\n";
  }
  std::filesystem::remove_all(folder);
  return found;
}

}  // namespace skeptic
