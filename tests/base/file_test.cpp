#include "base/file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/diagnostic.h"

namespace skeptic {
namespace {

namespace fs = std::filesystem;

/// A folder of its own for each test.
class File : public testing::Test {
 protected:
  File() {
    std::string name = (fs::temp_directory_path() / "skeptic-file-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~File() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  template <typename Action>
  static std::string error_of(const Action& action) {
    try {
      action();
    } catch (const UserError& error) {
      return error.what();
    }
    return "no error";
  }

  fs::path folder_;
};

TEST_F(File, ComesBackByteForByte) {
  const std::string content("a\0b\r\n\xff", 6);
  write_file(path("x"), content);
  EXPECT_EQ(read_file(path("x")), content);
  write_file(path("x"), "");
  EXPECT_EQ(read_file(path("x")), "");
}

TEST_F(File, Missing) {
  EXPECT_EQ(error_of([&] { read_file(path("x")); }), path("x") + ": error: no such file [file-missing]\n");
  EXPECT_EQ(error_of([&] { read_file(""); }), "error: no such file [file-missing]\n");
}

TEST_F(File, AFolderIsNoFile) {
  EXPECT_EQ(error_of([&] { read_file(folder_.string()); }), folder_.string() + ": error: this is a folder, not a file [file-unreadable]\n");
}

TEST_F(File, APipeIsNotWaitedFor) {
  ASSERT_EQ(mkfifo(path("pipe").c_str(), 0600), 0);
  EXPECT_EQ(error_of([&] { read_file(path("pipe")); }),
            path("pipe") + ": error: this is a pipe, not a file [file-unreadable]\n  write what comes out of it to a file first\n");
}

TEST_F(File, LargerThanTheLimit) {
  write_file(path("x"), "12345");
  EXPECT_EQ(read_file(path("x"), 5), "12345");
  EXPECT_EQ(error_of([&] { read_file(path("x"), 4); }), path("x") + ": error: is larger than 4 bytes [file-unreadable]\n");
}

TEST_F(File, WithoutPermission) {
  write_file(path("x"), "secret");
  fs::permissions(path("x"), fs::perms::none);
  fs::permissions(folder_, fs::perms::others_exec, fs::perm_options::add);
  // The superuser may read everything, and is nobody while it tries.
  const bool superuser = ::geteuid() == 0;
  constexpr uid_t kNobody = 65534;
  ASSERT_TRUE(!superuser || ::seteuid(kNobody) == 0);
  const std::string error = error_of([&] { read_file(path("x")); });
  ASSERT_TRUE(!superuser || ::seteuid(0) == 0);
  EXPECT_EQ(error, path("x") + ": error: cannot be read [file-unreadable]\n  check the file's permissions\n");
}

TEST_F(File, UnwritableLeavesNothing) {
  const std::string file = path("no/such/folder/x");
  EXPECT_EQ(error_of([&] { write_file(file, "a"); }),
            file + ": error: cannot be written [file-unwritable]\n  check that its folder exists and can be written to\n");
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(File, AFailedWriteKeepsTheOldContent) {
  // A folder that is not empty cannot be replaced by a file.
  fs::create_directories(path("x/y"));
  EXPECT_EQ(error_of([&] { write_file(path("x"), "a"); }), path("x") + ": error: cannot be written: Is a directory [file-unwritable]\n");
  EXPECT_TRUE(fs::is_directory(path("x/y")));
  EXPECT_FALSE(fs::exists(path("x.partial")));
}

TEST_F(File, PipesAreWrittenNotReplaced) {
  const std::string pipe = path("pipe");
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  const int reader = open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
  ASSERT_GE(reader, 0);
  check_writable(pipe);
  write_file(pipe, "content");
  char bytes[16] = {};
  EXPECT_EQ(read(reader, bytes, sizeof(bytes)), 7);
  EXPECT_STREQ(bytes, "content");
  EXPECT_TRUE(fs::is_fifo(pipe));
  close(reader);
}

TEST_F(File, AFullDisk) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "there is no /dev/full";
  fs::create_symlink("/dev/full", path("x.partial"));
  EXPECT_EQ(error_of([&] { write_file(path("x"), std::string(100'000, 'a')); }),
            path("x") + ": error: cannot be written to its end [file-unwritable]\n  is the disk full?\n");
  EXPECT_FALSE(fs::exists(path("x")));
}

}  // namespace
}  // namespace skeptic
