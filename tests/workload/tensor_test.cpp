#include "workload/tensor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "workload/user_error.h"

namespace skeptic {
namespace {

using ::testing::ElementsAre;

/// A folder of its own for the test that asks, removed with it.
class TensorFiles : public ::testing::Test {
 protected:
  TensorFiles()
      : folder_(std::filesystem::path(::testing::TempDir()) /
                ("skeptic_tensors_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()))) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~TensorFiles() override { std::filesystem::remove_all(folder_); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

 private:
  std::filesystem::path folder_;
};

TEST_F(TensorFiles, AreReadByTheirEnding) {
  write_npy(path("weights.npy"), {{2}, {1, 2}});
  EXPECT_THAT(read_tensors(path("weights.npy")).at("weights").values, ElementsAre(1, 2));
  EXPECT_THAT(read_npy(path("weights.npy")).shape, ElementsAre(2));
  write_safetensors(path("w.safetensors"), {{"a", {{1}, {3}}}}, {});
  EXPECT_THAT(read_tensors(path("w.safetensors")).at("a").values, ElementsAre(3));
}

TEST_F(TensorFiles, OfOtherEndingsAreRefused) {
  EXPECT_EQ(user_error([] { read_tensors("model.pt"); }),
            "model.pt: error: is not known to be a tensor file by its ending [tensor-format]\n  expected: .npy, .npz or .safetensors\n");
}

TEST_F(TensorFiles, ThatDoNotExist) {
  for (const char* ending : {".npy", ".npz", ".safetensors"}) {
    const std::string file = path("none") + ending;
    EXPECT_EQ(user_error([&] { read_tensors(file); }), file + ": error: no such file [file-missing]\n");
  }
}

TEST_F(TensorFiles, OfTheContractAreRead) {
  const std::filesystem::path contract = std::filesystem::path(SKEPTIC_SHARED) / "contract";
  if (!std::filesystem::exists(contract)) GTEST_SKIP() << "no folder " << contract;
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(contract)) {
    if (entry.path().extension() != ".npy") continue;
    const Tensor tensor = read_npy(entry.path().string());
    EXPECT_EQ(tensor.elements(), static_cast<std::int64_t>(tensor.values.size()));
    ++files;
  }
  EXPECT_EQ(files, 80);
}

TEST(Tensor, Elements) {
  EXPECT_EQ((Tensor{{2, 3, 4}, {}}.elements()), 24);
  EXPECT_EQ((Tensor{{}, {}}.elements()), 1);
  EXPECT_EQ((Tensor{{5, 0}, {}}.elements()), 0);
}

}  // namespace
}  // namespace skeptic
