#include "app/tool_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <string>
#include <system_error>
#include <vector>

namespace skeptic {
namespace {

using Clock = std::chrono::steady_clock;

std::array<int, 2> make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  return ends;
}

/// In the child: becomes the tool, or writes errno to `trouble`. Only calls that are safe after fork.
[[noreturn]] void become(const ToolCommand& command, char* const* arguments, int output, int trouble) {
  setpgid(0, 0);
  const auto bytes = static_cast<rlim_t>(command.limits.megabytes) << 20;
  const rlimit memory{bytes, bytes}, core{0, 0};
  setrlimit(RLIMIT_AS, &memory);
  setrlimit(RLIMIT_CORE, &core);
  const int nothing = open("/dev/null", O_RDONLY);
  dup2(nothing, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  int error = 0;
  if (!command.folder.empty() && chdir(command.folder.c_str()) != 0) error = errno;
  if (error == 0) {
    execvp(arguments[0], arguments);
    error = errno;
  }
  [[maybe_unused]] const ssize_t written = write(trouble, &error, sizeof error);
  _exit(127);
}

/// What is kept of a tool's output; the rest is read and dropped.
constexpr std::size_t kMostOutput = std::size_t{64} << 20;

/// Reads until the other end is closed or time is up; false then.
bool read_until(int from, Clock::time_point end, std::string& output) {
  std::array<char, 65536> bytes{};
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    if (left <= 0) return false;
    pollfd waiting{from, POLLIN, 0};
    const int ready = poll(&waiting, 1, static_cast<int>(std::min<std::int64_t>(left, 60'000)));
    if (ready <= 0) continue;
    const ssize_t size = read(from, bytes.data(), bytes.size());
    if (size <= 0) return true;
    output.append(bytes.data(), std::min(static_cast<std::size_t>(size), kMostOutput - output.size()));
  }
}

/// How tools say that memory is not to be had.
bool speaks_of_memory(const std::string& output) {
  return output.find("bad_alloc") != std::string::npos || output.find("ut of memory") != std::string::npos ||
         output.find("annot allocate memory") != std::string::npos || output.find("emory exhausted") != std::string::npos;
}

}  // namespace

ToolResult run_tool_process(const ToolCommand& command) {
  std::vector<std::string> words{command.program};
  words.insert(words.end(), command.arguments.begin(), command.arguments.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const std::array<int, 2> output = make_pipe(), trouble = make_pipe();
  const Clock::time_point end = Clock::now() + std::chrono::seconds(command.limits.seconds);
  const pid_t child = fork();
  if (child < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (child == 0) become(command, arguments.data(), output[1], trouble[1]);
  setpgid(child, child);  // here too: whoever comes first
  close(output[1]);
  close(trouble[1]);

  ToolResult result;
  int error = 0;
  const bool started = read(trouble[0], &error, sizeof error) <= 0;
  const bool in_time = read_until(output[0], end, result.output);
  if (!in_time) kill(-child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  close(output[0]);
  close(trouble[0]);
  if (!started) {
    if (error != ENOENT) result.output = std::system_category().message(error) + "\n", result.code = 127;
    result.end = error == ENOENT ? ToolEnd::Missing : ToolEnd::Exited;
  } else if (!in_time) {
    result.end = ToolEnd::TimeLimit;
  } else {
    const bool failed = !WIFEXITED(status) || WEXITSTATUS(status) != 0;
    result.code = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
    result.end = failed && speaks_of_memory(result.output) ? ToolEnd::MemoryLimit : WIFEXITED(status) ? ToolEnd::Exited : ToolEnd::Killed;
  }
  return result;
}

}  // namespace skeptic
