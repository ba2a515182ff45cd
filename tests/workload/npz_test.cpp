#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <zlib.h>

#include <string>
#include <vector>

#include "workload/tensor_formats.h"
#include "workload/user_error.h"

namespace skeptic {
namespace {

using ::testing::ElementsAre;

std::string number(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xff);
  return text;
}

std::string deflated(const std::string& content) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, content.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

struct Entry {
  std::string name = {}, content = {};
  bool deflate = false;
  int flags = 0;
  int method = -1;              // -1: as `deflate` says
  std::int64_t size = -1;       // in the directory; -1: the content's
  std::string local_name = {};  // empty: the name
  std::int64_t local = -1;      // where the directory puts it; -1: where it is
  bool zip64_local = false;     // as numpy.savez writes it: the local header's sizes are in an extra field
};

std::string zip(const std::vector<Entry>& entries, const std::string& comment = {}, int disk = 0) {
  std::string bytes, directory;
  for (const Entry& entry : entries) {
    const std::string data = entry.deflate ? deflated(entry.content) : entry.content;
    const std::uint64_t size = entry.size < 0 ? entry.content.size() : static_cast<std::uint64_t>(entry.size);
    const std::uint64_t local = entry.local < 0 ? bytes.size() : static_cast<std::uint64_t>(entry.local);
    const std::string& local_name = entry.local_name.empty() ? entry.name : entry.local_name;
    const auto check = crc32(0, reinterpret_cast<const Bytef*>(entry.content.data()), static_cast<uInt>(entry.content.size()));
    const int method = entry.method >= 0 ? entry.method : entry.deflate ? 8 : 0;
    const std::string common =
        number(static_cast<std::uint64_t>(entry.flags), 2) + number(static_cast<std::uint64_t>(method), 2) + number(0, 4) + number(check, 4);
    const std::string extra = entry.zip64_local ? number(1, 2) + number(16, 2) + number(size, 8) + number(data.size(), 8) : "";
    bytes += "PK\x03\x04" + number(45, 2) + common + (entry.zip64_local ? std::string(8, '\xff') : number(data.size(), 4) + number(size, 4)) +
             number(local_name.size(), 2) + number(extra.size(), 2) + local_name + extra + data;
    directory += "PK\x01\x02" + number(45, 2) + number(45, 2) + common + number(data.size(), 4) + number(size, 4) + number(entry.name.size(), 2) +
                 number(0, 2) + number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4) + number(local, 4) + entry.name;
  }
  const std::uint64_t start = bytes.size();
  return bytes + directory + "PK\x05\x06" + number(static_cast<std::uint64_t>(disk), 2) + number(0, 2) + number(entries.size(), 2) +
         number(entries.size(), 2) + number(directory.size(), 4) + number(start, 4) + number(comment.size(), 2) + comment;
}

const Tensor kPair{{2}, {1, 2}};

std::string error_of(const std::string& bytes) {
  return user_error([&] { parse_npz(bytes, "t.npz"); });
}

TEST(Npz, ReadsStoredAndDeflatedMembers) {
  const Tensor large{{40, 50}, std::vector<float>(2000, 0.25f)};
  const Tensors tensors = parse_npz(zip({{.name = "a.npy", .content = npy_bytes(kPair)},
                                         {.name = "layer/b.npy", .content = npy_bytes(large), .deflate = true},
                                         {.name = "c.npy", .content = npy_bytes(kPair), .zip64_local = true}},
                                        "a comment"),
                                    "t.npz");
  ASSERT_EQ(tensors.size(), 3u);
  EXPECT_THAT(tensors.at("a").values, ElementsAre(1, 2));
  EXPECT_THAT(tensors.at("layer/b").shape, ElementsAre(40, 50));
  EXPECT_EQ(tensors.at("layer/b").values, large.values);
  EXPECT_THAT(tensors.at("c").values, ElementsAre(1, 2));
  EXPECT_TRUE(parse_npz(zip({}), "t.npz").empty());
}

TEST(NpzErrors, NotAnArchive) {
  EXPECT_EQ(error_of("hello"), "t.npz: error: is not a ZIP archive [tensor-format]\n  expected: an archive as numpy.savez writes it\n");
  EXPECT_EQ(error_of(""), "t.npz: error: is not a ZIP archive [tensor-format]\n  expected: an archive as numpy.savez writes it\n");
  const std::string bytes = zip({{.name = "a.npy", .content = npy_bytes(kPair)}});
  EXPECT_EQ(error_of(bytes.substr(0, bytes.size() - 1)),
            "t.npz: error: ends after " + std::to_string(bytes.size() - 1) + " bytes, without the directory of its members [tensor-truncated]\n");
}

TEST(NpzErrors, WhatIsNotSupported) {
  const std::string content = npy_bytes(kPair);
  EXPECT_EQ(error_of(zip({{.name = "a.npy", .content = content, .flags = 1}})),
            "t.npz: error: tensor \"a.npy\" is encrypted [tensor-format]\n  expected: a member that is not encrypted\n");
  EXPECT_EQ(error_of(zip({{.name = "a.npy", .content = content, .size = 0xffffffff}})),
            "t.npz: error: tensor \"a.npy\" has zip64 sizes, which are not supported [tensor-format]\n  expected: a member under 4 GiB\n");
  EXPECT_EQ(error_of(zip({{.name = "a.npy", .content = content, .method = 14}})),
            "t.npz: error: tensor \"a.npy\" is compressed by method 14 [tensor-format]\n  expected: 0 (stored) or 8 (deflated)\n");
  EXPECT_EQ(error_of(zip({{.name = "a.txt", .content = content}})),
            "t.npz: error: tensor \"a.txt\" is not an array by its ending [tensor-format]\n  expected: members that end in .npy\n");
  EXPECT_EQ(error_of(zip({{.name = "a.npy", .content = content}}, "", 1)),
            "t.npz: error: is one of several parts of an archive [tensor-format]\n  expected: an archive in one file\n");
  std::string zip64 = zip({{.name = "a.npy", .content = content}});
  zip64.insert(zip64.size() - 22, "PK\x06\x07" + std::string(16, '\0'));
  EXPECT_EQ(error_of(zip64), "t.npz: error: is a zip64 archive, which is not supported [tensor-format]\n  expected: an archive under 4 GiB\n");
}

TEST(NpzErrors, Damage) {
  const std::string content = npy_bytes(kPair);
  const Entry good{.name = "a.npy", .content = content};
  EXPECT_EQ(error_of(zip({good, good})), "t.npz: error: tensor \"a.npy\" is in the archive twice [tensor-format]\n");
  EXPECT_EQ(error_of(zip({good, {.name = "a.npy", .content = content, .local = 0}})),
            "t.npz: error: tensor \"a.npy\" shares its bytes with another member [tensor-format]\n");
  EXPECT_EQ(error_of(zip({{.name = "a.npy", .content = content, .local = 5}})),
            "t.npz: error: tensor \"a.npy\" has no header at byte 5, where the directory puts it [tensor-format]\n");
  EXPECT_EQ(error_of(zip({{.name = "a.npy", .content = content, .local = 4000000000}})),
            "t.npz: error: tensor \"a.npy\" has no header at byte 4000000000, where the directory puts it [tensor-format]\n");
  EXPECT_EQ(error_of(zip({{.name = "a.npy", .content = content, .local_name = "b.npy"}})),
            "t.npz: error: tensor \"a.npy\" has another name in its own header than in the directory [tensor-format]\n");
  EXPECT_EQ(error_of(zip({{.name = "a.npy", .content = content, .size = 5}})),
            "t.npz: error: tensor \"a.npy\" is stored in another size than its own [tensor-format]\n");
  EXPECT_EQ(error_of(zip({{.name = "a.npy", .content = content, .deflate = true, .size = 100}})),
            "t.npz: error: tensor \"a.npy\" is damaged: it does not inflate to the size that the directory gives [tensor-format]\n");
  EXPECT_EQ(error_of(zip({{.name = "a.npy", .content = content, .method = 8}})),
            "t.npz: error: tensor \"a.npy\" is damaged: it does not inflate to the size that the directory gives [tensor-format]\n");
  std::string flipped = zip({good});
  flipped[flipped.find("(2,)") + 1] = '3';
  EXPECT_EQ(error_of(flipped), "t.npz: error: tensor \"a.npy\" is damaged: its checksum is wrong [tensor-format]\n");
  EXPECT_EQ(error_of(zip({{.name = "a.npy", .content = "\x93NUM"}})),
            "t.npz: error: tensor \"a\" ends after 4 bytes, inside its header [tensor-truncated]\n  expected: at least 10 bytes\n");
  std::string directory = zip({good});
  directory[directory.find("PK\x01\x02")] = 'X';
  EXPECT_EQ(error_of(directory), "t.npz: error: has a damaged directory: entry 1 of 1 [tensor-format]\n");
}

TEST(NpzErrors, BombsAreRefusedBeforeMemoryIsTaken) {
  const std::string content = npy_bytes(kPair);
  EXPECT_EQ(error_of(zip({{.name = "a.npy", .content = "", .deflate = true, .size = 0xfffffffe}})),
            "t.npz: error: tensor \"a.npy\" claims 4294967294 bytes out of 2 [tensor-format]\n  expected: deflated data\n");
  const Entry half{.name = "a.npy", .content = content, .size = 0x80000001};
  EXPECT_EQ(error_of(zip({half, {.name = "b.npy", .content = content, .size = 0x80000001}})),
            "t.npz: error: holds more than 4294967296 bytes [tensor-format]\n");
}

TEST(NpzErrors, DamagedFilesAreReadOrRefused) {
  const std::string good =
      zip({{.name = "a.npy", .content = npy_bytes(kPair)}, {.name = "b.npy", .content = npy_bytes(kPair), .deflate = true}}, "comment");
  const bool holds = rc::check("a damaged .npz gives tensors or a UserError", [&] {
    std::string bytes = good;
    const int changes = *rc::gen::inRange(0, 4);
    for (int i = 0; i < changes; ++i) bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = static_cast<char>(*rc::gen::inRange(0, 256));
    if (*rc::gen::arbitrary<bool>()) bytes.resize(*rc::gen::inRange<std::size_t>(0, bytes.size() + 1));
    try {
      for (const auto& [name, tensor] : parse_npz(bytes, "t.npz")) RC_ASSERT(tensor.elements() == static_cast<std::int64_t>(tensor.values.size()));
    } catch (const UserError& error) {
      RC_ASSERT(error.diagnostics().size() == 1u);
    }
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace skeptic
