// CIFAR-10's binary version (https://www.cs.toronto.edu/~kriz/cifar.html).
#include <fmt/format.h>

#include <cassert>
#include <utility>

#include "workload/images/records.h"

namespace skeptic {
namespace {

constexpr std::size_t kSide = 32, kPlane = kSide * kSide, kRecord = 1 + 3 * kPlane;
constexpr int kClasses = 10;

class CifarSet : public ImageSet {
 public:
  CifarSet(std::string bytes, std::string file) : bytes_(std::move(bytes)), file_(std::move(file)) {}

  std::int64_t size() const override { return static_cast<std::int64_t>(bytes_.size() / kRecord); }

  Image image(std::int64_t index) const override {
    assert(0 <= index && index < size());
    const char* record = bytes_.data() + static_cast<std::size_t>(index) * kRecord;
    Image image{3, kSide, kSide, std::vector<std::uint8_t>(3 * kPlane), static_cast<unsigned char>(*record), fmt::format("{}[{}]", file_, index)};
    for (std::size_t c = 0; c < 3; ++c)
      for (std::size_t i = 0; i < kPlane; ++i) image.pixels[3 * i + c] = static_cast<std::uint8_t>(record[1 + c * kPlane + i]);
    return image;
  }

  std::string describe() const override { return fmt::format("{} images of CIFAR-10 in {}", size(), file_); }

 private:
  std::string bytes_, file_;
};

}  // namespace

std::unique_ptr<ImageSet> parse_cifar(std::string bytes, const std::string& file) {
  if (bytes.empty()) fail_image(DiagnosticId::ImageTruncated, file, "is empty", fmt::format("records of {} bytes", kRecord));
  if (bytes.size() % kRecord != 0)
    fail_image(DiagnosticId::ImageTruncated, file, fmt::format("ends {} bytes into record {}", bytes.size() % kRecord, bytes.size() / kRecord),
               fmt::format("CIFAR-10's records of {} bytes", kRecord));
  for (std::size_t record = 0; record < bytes.size() / kRecord; ++record) {
    const int label = static_cast<unsigned char>(bytes[record * kRecord]);
    if (label >= kClasses)
      fail_image(DiagnosticId::ImageLabel, file, fmt::format("has the label {} in record {}", label, record), "CIFAR-10's labels, 0 to 9");
  }
  return std::make_unique<CifarSet>(std::move(bytes), file);
}

}  // namespace skeptic
