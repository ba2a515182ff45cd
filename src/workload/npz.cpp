// NumPy's .npz: a ZIP archive of .npy members, read by its central directory (PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12, 4.3.16).
// numpy.savez writes zip64 fields into the local headers of small members too; only the central directory's sizes count.
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "workload/elements.h"
#include "workload/tensor_formats.h"

namespace skeptic {
namespace {

constexpr std::size_t kLocalHeader = 30, kCentralHeader = 46, kEndRecord = 22, kZip64Locator = 20;
constexpr std::uint32_t kLocalMagic = 0x04034b50, kCentralMagic = 0x02014b50, kEndMagic = 0x06054b50, kZip64Magic = 0x07064b50;
constexpr std::uint64_t kMostBytes = std::uint64_t{4} << 30;  // of all members together, inflated
constexpr std::uint64_t kHighestRatio = 1032;                 // a bound of the deflate format

std::uint32_t u16(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]) | static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + 1])) << 8;
}
std::uint32_t u32(std::string_view bytes, std::size_t at) { return u16(bytes, at) | u16(bytes, at + 2) << 16; }

struct Member {
  std::string name;
  std::uint32_t method = 0, check = 0, packed = 0, size = 0, local = 0;
};

/// Where the end record starts; its comment, if any, runs exactly to the end of the file.
std::size_t find_end_record(std::string_view bytes, const TensorOrigin& archive) {
  constexpr std::size_t kLongestComment = 65535;
  for (std::size_t back = kEndRecord; back <= std::min(bytes.size(), kEndRecord + kLongestComment); ++back) {
    const std::size_t at = bytes.size() - back;
    if (u32(bytes, at) == kEndMagic && kEndRecord + u16(bytes, at + 20) == back) return at;
  }
  if (bytes.size() >= 4 && u32(bytes, 0) == kLocalMagic)
    archive.fail(DiagnosticId::TensorTruncated, fmt::format("ends after {} bytes, without the directory of its members", bytes.size()));
  archive.fail(DiagnosticId::TensorFormat, "is not a ZIP archive", "an archive as numpy.savez writes it");
}

std::vector<Member> read_directory(std::string_view bytes, const TensorOrigin& archive) {
  const std::size_t end = find_end_record(bytes, archive);
  const std::uint32_t count = u16(bytes, end + 10), size = u32(bytes, end + 12), start = u32(bytes, end + 16);
  if ((end >= kZip64Locator && u32(bytes, end - kZip64Locator) == kZip64Magic) || count == 0xffff || size == 0xffffffff || start == 0xffffffff)
    archive.fail(DiagnosticId::TensorFormat, "is a zip64 archive, which is not supported", "an archive under 4 GiB");
  if (u16(bytes, end + 4) != 0 || u16(bytes, end + 6) != 0 || u16(bytes, end + 8) != count)
    archive.fail(DiagnosticId::TensorFormat, "is one of several parts of an archive", "an archive in one file");
  if (std::uint64_t{start} + size > end) archive.fail(DiagnosticId::TensorFormat, "has a directory that lies outside the file");

  std::vector<Member> members;
  std::string_view directory = bytes.substr(start, size);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (directory.size() < kCentralHeader || u32(directory, 0) != kCentralMagic)
      archive.fail(DiagnosticId::TensorFormat, fmt::format("has a damaged directory: entry {} of {}", i + 1, count));
    const std::size_t name = u16(directory, 28), extra = u16(directory, 30), comment = u16(directory, 32);
    if (directory.size() < kCentralHeader + name + extra + comment)
      archive.fail(DiagnosticId::TensorFormat, fmt::format("has a damaged directory: entry {} of {}", i + 1, count));
    Member member{std::string(directory.substr(kCentralHeader, name)),
                  u16(directory, 10),
                  u32(directory, 16),
                  u32(directory, 20),
                  u32(directory, 24),
                  u32(directory, 42)};
    const TensorOrigin origin{archive.file, member.name};
    if (u16(directory, 8) & 1) origin.fail(DiagnosticId::TensorFormat, "is encrypted", "a member that is not encrypted");
    if (member.packed == 0xffffffff || member.size == 0xffffffff || member.local == 0xffffffff)
      origin.fail(DiagnosticId::TensorFormat, "has zip64 sizes, which are not supported", "a member under 4 GiB");
    if (member.method != 0 && member.method != 8)
      origin.fail(DiagnosticId::TensorFormat, fmt::format("is compressed by method {}", member.method), "0 (stored) or 8 (deflated)");
    members.push_back(std::move(member));
    directory.remove_prefix(kCentralHeader + name + extra + comment);
  }
  if (!directory.empty())
    archive.fail(DiagnosticId::TensorFormat, fmt::format("has {} bytes behind the last entry of its directory", directory.size()));
  return members;
}

/// Where a member's header and data lie in the archive. The header must be there and carry the name that the directory gives.
struct Range {
  std::uint64_t begin, data, end;
};

Range find_member(std::string_view bytes, const Member& member, const TensorOrigin& origin) {
  const std::uint64_t local = member.local;
  if (local + kLocalHeader > bytes.size() || u32(bytes, local) != kLocalMagic)
    origin.fail(DiagnosticId::TensorFormat, fmt::format("has no header at byte {}, where the directory puts it", local));
  const std::uint64_t name = u16(bytes, local + 26), extra = u16(bytes, local + 28);
  const std::uint64_t data = local + kLocalHeader + name + extra;
  if (data + member.packed > bytes.size()) origin.fail(DiagnosticId::TensorFormat, "lies outside the file");
  if (bytes.substr(local + kLocalHeader, name) != member.name)
    origin.fail(DiagnosticId::TensorFormat, "has another name in its own header than in the directory");
  return {local, data, data + member.packed};
}

/// Members that share bytes make a small file inflate to an enormous one.
void require_disjoint(const std::vector<Member>& members, const std::vector<Range>& ranges, const std::string& file) {
  std::vector<std::size_t> order(ranges.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return ranges[a].begin < ranges[b].begin; });
  for (std::size_t i = 1; i < order.size(); ++i)
    if (ranges[order[i]].begin < ranges[order[i - 1]].end)
      TensorOrigin{file, members[order[i]].name}.fail(DiagnosticId::TensorFormat, "shares its bytes with another member");
}

std::string inflate_member(std::string_view packed, const Member& member, const TensorOrigin& origin) {
  // Refused before memory is asked for: no deflated data can be that small.
  if (member.size > (std::uint64_t{member.packed} + 1) * kHighestRatio)
    origin.fail(DiagnosticId::TensorFormat, fmt::format("claims {} bytes out of {}", member.size, member.packed), "deflated data");
  std::string content(member.size, '\0');
  z_stream stream{};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(content.data());
  stream.avail_out = static_cast<uInt>(content.size());
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) origin.fail(DiagnosticId::TensorFormat, "cannot be inflated: out of memory");
  const int result = inflate(&stream, Z_FINISH);
  const bool whole = result == Z_STREAM_END && stream.avail_out == 0 && stream.avail_in == 0;
  inflateEnd(&stream);
  if (!whole) origin.fail(DiagnosticId::TensorFormat, "is damaged: it does not inflate to the size that the directory gives");
  return content;
}

std::string unpack(std::string_view packed, const Member& member, const TensorOrigin& origin) {
  if (member.method == 0 && member.packed != member.size) origin.fail(DiagnosticId::TensorFormat, "is stored in another size than its own");
  std::string content = member.method == 0 ? std::string(packed) : inflate_member(packed, member, origin);
  if (crc32(crc32(0, nullptr, 0), reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size())) != member.check)
    origin.fail(DiagnosticId::TensorFormat, "is damaged: its checksum is wrong");
  return content;
}

}  // namespace

Tensors parse_npz(std::string_view bytes, const std::string& file) {
  const TensorOrigin archive{file, {}};
  const std::vector<Member> members = read_directory(bytes, archive);
  std::uint64_t total = 0;
  std::vector<Range> ranges;
  for (const Member& member : members) {
    ranges.push_back(find_member(bytes, member, {file, member.name}));
    total += member.size;
  }
  if (total > kMostBytes) archive.fail(DiagnosticId::TensorFormat, fmt::format("holds more than {} bytes", kMostBytes));
  require_disjoint(members, ranges, file);

  Tensors tensors;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const Member& member = members[i];
    const TensorOrigin origin{file, member.name};
    constexpr std::string_view kEnding = ".npy";
    if (!member.name.ends_with(kEnding)) origin.fail(DiagnosticId::TensorFormat, "is not an array by its ending", "members that end in .npy");
    const std::string content = unpack(bytes.substr(ranges[i].data, member.packed), member, origin);
    const std::string name = member.name.substr(0, member.name.size() - kEnding.size());
    if (!tensors.emplace(name, parse_npy(content, file, name)).second) origin.fail(DiagnosticId::TensorFormat, "is in the archive twice");
  }
  return tensors;
}

}  // namespace skeptic
