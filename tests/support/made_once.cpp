#include "support/made_once.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstdint>

namespace skeptic {

namespace fs = std::filesystem;

void made_once(const fs::path& file, const std::function<void(const fs::path& folder, const fs::path& made)>& make) {
  if (fs::exists(file)) return;
  struct Lock {
    int handle;
    explicit Lock(const std::string& name) : handle(open(name.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644)) { flock(handle, LOCK_EX); }
    ~Lock() { close(handle); }
  } const lock(file.string() + ".lock");
  if (fs::exists(file)) return;
  const fs::path folder = file.string() + fmt::format(".{}", getpid());
  fs::create_directories(folder);
  const fs::path made = folder / file.filename();
  make(folder, made);
  fs::rename(made, file);
  fs::remove_all(folder);
}

std::string name_for(const std::string& text) {
  std::uint64_t a = 0xcbf29ce484222325, b = 0x9ae16a3b2f90404f;
  for (const unsigned char c : text) a = (a ^ c) * 0x100000001b3, b = (b ^ c) * 0x100000001b3 + (b >> 47);
  return fmt::format("{:016x}{:016x}", a, b);
}

}  // namespace skeptic
