#include "app/sibling_program.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <filesystem>

#include "base/diagnostic.h"

extern char** environ;

namespace skeptic {
namespace {

std::string found_program(const SiblingProgram& program) {
  std::string file = file_of(program);
  if (file.empty())
    throw UserError(Diagnostic{DiagnosticId::ProgramMissing,
                               {},
                               fmt::format("{}, which {}, is not beside this program", program.name, program.meaning),
                               {},
                               fmt::format("build it with ./run build; it needs {}", program.package)});
  return file;
}

[[noreturn]] void does_not_start(const SiblingProgram& program, int error) {
  throw UserError(Diagnostic{DiagnosticId::ProgramMissing, {}, fmt::format("{} does not start: {}", program.name, std::strerror(error)), {}, {}});
}

}  // namespace

void check_there(const SiblingProgram& program) { found_program(program); }

std::string file_of(const SiblingProgram& program) {
  std::error_code error;
  const std::filesystem::path own = std::filesystem::read_symlink("/proc/self/exe", error);
  const std::filesystem::path file = own.parent_path() / program.name;
  return !error && access(file.c_str(), X_OK) == 0 ? file.string() : std::string();
}

void become(const SiblingProgram& program, char** arguments) {
  const std::string file = found_program(program);
  execv(file.c_str(), arguments);
  does_not_start(program, errno);
}

ProgramResult run_program(const SiblingProgram& program, const std::vector<std::string>& arguments) {
  const std::string file = found_program(program);
  std::vector<std::string> words{file};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  std::array<int, 2> pipe_ends{};
  if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], STDERR_FILENO);
  pid_t child = 0;
  const int failed = posix_spawn(&child, file.c_str(), &actions, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(pipe_ends[1]);
  ProgramResult result;
  if (failed == 0) {
    std::array<char, 4096> bytes{};
    for (ssize_t size = 0; (size = read(pipe_ends[0], bytes.data(), bytes.size())) > 0;)
      result.errors.append(bytes.data(), static_cast<std::size_t>(size));
    int status = 0;
    waitpid(child, &status, 0);
    result.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  close(pipe_ends[0]);
  if (failed != 0) does_not_start(program, failed);
  return result;
}

}  // namespace skeptic
