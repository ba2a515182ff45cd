// The program as its users meet it: started as a process, in a folder of its own, seen by its output and its exit code.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace skeptic::app_test {

using Json = nlohmann::json;
using Arguments = std::vector<std::string>;

struct Result {
  int code = -1;  ///< exit code; 128 + the signal for a crash
  std::string out, err;
  Json json() const { return Json::parse(out); }
};

inline std::string contents(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  EXPECT_TRUE(stream) << file << " cannot be read";
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

inline std::string example(const std::string& name) { return std::string(SKEPTIC_SOURCE "/examples/") + name + ".yaml"; }

/// A folder that exists as long as the test, and the program run in it. `skeptic` is on the PATH, so that a command of a review runs as it is
/// written.
class ProgramTest : public ::testing::Test {
 protected:
  ProgramTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "skeptic-app-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    root_ = pattern;
    std::filesystem::create_directories(root_ / "bin");
    std::filesystem::create_directories(folder());
    std::filesystem::create_symlink(std::filesystem::canonical(SKEPTIC_BINARY), root_ / "bin" / "skeptic");
  }
  ~ProgramTest() override { std::filesystem::remove_all(root_); }

  std::filesystem::path folder() const { return root_ / "work"; }
  void write(const std::string& name, const std::string& content) const { std::ofstream(folder() / name, std::ios::binary) << content; }
  std::set<std::string> files() const {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder()))
      names.insert(entry.path().lexically_relative(folder()).string());
    return names;
  }

  Result skeptic(Arguments arguments) const {
    arguments.insert(arguments.begin(), "skeptic");
    return start((root_ / "bin" / "skeptic").string(), std::move(arguments));
  }
  /// The same, allowed one core alone.
  Result skeptic_on_one_core(Arguments arguments) const {
    cpu_set_t all, one;
    EXPECT_EQ(sched_getaffinity(0, sizeof(all), &all), 0);
    CPU_ZERO(&one);
    for (std::size_t core = 0; core < CPU_SETSIZE && CPU_COUNT(&one) == 0; ++core)
      if (CPU_ISSET(core, &all)) CPU_SET(core, &one);
    EXPECT_EQ(sched_setaffinity(0, sizeof(one), &one), 0);
    Result result = skeptic(std::move(arguments));
    EXPECT_EQ(sched_setaffinity(0, sizeof(all), &all), 0);
    return result;
  }
  Result shell(const std::string& command) const { return start("/bin/sh", {"sh", "-c", command}); }
  /// Ends with that text alone, and leaves the folder as it was.
  void refused(const Arguments& arguments, const std::string& text) const {
    SCOPED_TRACE(testing::PrintToString(arguments));
    const std::set<std::string> before = files();
    const Result result = skeptic(arguments);
    EXPECT_EQ(result.code, 2);
    EXPECT_EQ(result.err, text);
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(files(), before);
  }

 private:
  /// Standard output through a pipe, as `skeptic … | less` has it; errors into an unnamed file.
  Result start(const std::string& program, Arguments arguments) const {
    std::vector<std::string> variables;
    for (char** variable = environ; *variable != nullptr; ++variable)
      if (std::strncmp(*variable, "PATH=", 5) != 0) variables.emplace_back(*variable);
    variables.push_back("PATH=" + (root_ / "bin").string() + ":/usr/bin:/bin");
    const auto pointers = [](std::vector<std::string>& texts) {
      std::vector<char*> list;
      for (std::string& text : texts) list.push_back(text.data());
      list.push_back(nullptr);
      return list;
    };
    std::vector<char*> argv = pointers(arguments), environment = pointers(variables);

    int out[2];
    if (pipe2(out, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    std::FILE* errors = std::tmpfile();
    if (errors == nullptr) throw std::runtime_error("no temporary file");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out[1], 1);
    posix_spawn_file_actions_adddup2(&actions, fileno(errors), 2);
    posix_spawn_file_actions_addchdir_np(&actions, folder().c_str());
    pid_t child = 0;
    const int failed = posix_spawn(&child, program.c_str(), &actions, nullptr, argv.data(), environment.data());
    posix_spawn_file_actions_destroy(&actions);
    close(out[1]);
    if (failed != 0) throw std::runtime_error("cannot start " + program + ": " + std::strerror(failed));

    Result result;
    char part[1 << 14];
    for (ssize_t size = 0; (size = read(out[0], part, sizeof(part))) > 0;) result.out.append(part, static_cast<std::size_t>(size));
    close(out[0]);
    int status = 0;
    waitpid(child, &status, 0);
    result.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    std::rewind(errors);
    for (std::size_t size = 0; (size = std::fread(part, 1, sizeof(part), errors)) > 0;) result.err.append(part, size);
    std::fclose(errors);
    return result;
  }

  std::filesystem::path root_;
};

/// float32, little-endian, as NumPy writes it.
inline std::string npy_bytes(const std::vector<std::int64_t>& shape, const std::vector<float>& values) {
  std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (";
  for (const std::int64_t size : shape) header += std::to_string(size) + ", ";
  header += "), }";
  header.append((64 - (10 + header.size() + 1) % 64) % 64, ' ');
  header += '\n';
  std::string bytes("\x93NUMPY\x01\x00", 8);
  bytes += static_cast<char>(header.size() & 0xff);
  bytes += static_cast<char>(header.size() >> 8);
  bytes += header;
  bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
  return bytes;
}

/// A tensor of ones.
inline std::string ones_npy(const std::vector<std::int64_t>& shape) {
  return npy_bytes(
      shape, std::vector<float>(static_cast<std::size_t>(std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>())), 1.0F));
}

/// A tensor of small whole numbers, many of them zeros.
inline std::string mixed_npy(const std::vector<std::int64_t>& shape, std::uint32_t seed) {
  std::vector<float> values(static_cast<std::size_t>(std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>())));
  for (float& value : values) {
    seed = seed * 1664525U + 1013904223U;
    const auto drawn = static_cast<int>(seed >> 24 & 15);
    value = drawn < 7 ? 0.0F : static_cast<float>(drawn - 11);
  }
  return npy_bytes(shape, values);
}

/// The length of the header, in eight bytes, the header, and what follows it.
inline std::string safetensors_bytes(std::uint64_t length, const std::string& header, const std::string& values) {
  std::string bytes;
  for (int i = 0; i < 8; ++i) bytes += static_cast<char>(length >> (8 * i) & 0xff);
  return bytes + header + values;
}

}  // namespace skeptic::app_test
