#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <bit>
#include <cstdint>
#include <string>
#include <vector>

#include "workload/tensor_formats.h"
#include "workload/user_error.h"

namespace skeptic {
namespace {

using ::testing::ElementsAre;

/// A .npy of version 1.0 whose header is exactly `header`.
std::string npy(const std::string& header, const std::string& data) {
  std::string bytes("\x93NUMPY\x01\x00", 8);
  bytes += static_cast<char>(header.size() & 0xff);
  bytes += static_cast<char>(header.size() >> 8);
  return bytes + header + data;
}

std::string described(const std::string& descr, const std::string& shape, const std::string& order = "False") {
  return "{'descr': '" + descr + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }\n";
}

template <typename Bits>
std::string little(const std::vector<Bits>& values) {
  std::string bytes;
  for (const Bits value : values)
    for (std::size_t i = 0; i < sizeof(Bits); ++i) bytes += static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i) & 0xff);
  return bytes;
}

std::string floats(const std::vector<float>& values) {
  std::vector<std::uint32_t> bits;
  for (const float value : values) bits.push_back(std::bit_cast<std::uint32_t>(value));
  return little(bits);
}

std::string error_of(const std::string& bytes) {
  return user_error([&] { parse_npy(bytes, "w.npy"); });
}

constexpr const char* kTypes = "  expected: float16, float32, float64, bool, or integers of 8 to 64 bits\n";

TEST(Npy, ReadsFloats) {
  const Tensor tensor = parse_npy(npy(described("<f4", "(2, 3)"), floats({1, -2, 0, 0.5f, 4, -0.0f})), "w.npy");
  EXPECT_THAT(tensor.shape, ElementsAre(2, 3));
  EXPECT_THAT(tensor.values, ElementsAre(1, -2, 0, 0.5f, 4, 0));
}

TEST(Npy, ReadsEveryElementType) {
  const auto values = [](const std::string& descr, const std::string& data, int count) {
    return parse_npy(npy(described(descr, "(" + std::to_string(count) + ",)"), data), "w.npy").values;
  };
  EXPECT_THAT(values("|b1", std::string("\x00\x01\x07", 3), 3), ElementsAre(0, 1, 1));
  EXPECT_THAT(values("|i1", "\x80\x7f", 2), ElementsAre(-128, 127));
  EXPECT_THAT(values("|u1", "\x80\xff", 2), ElementsAre(128, 255));
  EXPECT_THAT(values("<i2", little<std::uint16_t>({0x8000, 2}), 2), ElementsAre(-32768, 2));
  EXPECT_THAT(values("<u2", little<std::uint16_t>({0x8000, 2}), 2), ElementsAre(32768, 2));
  EXPECT_THAT(values("<i4", little<std::uint32_t>({0xffffffff, 7}), 2), ElementsAre(-1, 7));
  EXPECT_THAT(values("<u4", little<std::uint32_t>({0xffffffff, 7}), 2), ElementsAre(4294967296.0f, 7));
  EXPECT_THAT(values("<i8", little<std::uint64_t>({~std::uint64_t{0}}), 1), ElementsAre(-1));
  EXPECT_THAT(values("<u8", little<std::uint64_t>({std::uint64_t{1} << 63}), 1), ElementsAre(0x1p63f));
  // 1, -2, the largest half, the smallest normal one, the smallest one of all, -0.
  EXPECT_THAT(values("<f2", little<std::uint16_t>({0x3c00, 0xc000, 0x7bff, 0x0400, 0x0001, 0x8000}), 6),
              ElementsAre(1, -2, 65504, 0x1p-14f, 0x1p-24f, 0));
  EXPECT_THAT(values("<f8", little<std::uint64_t>({std::bit_cast<std::uint64_t>(0.1)}), 1), ElementsAre(0.1f));
}

TEST(Npy, ReadsBigEndianAndFortranOrder) {
  EXPECT_THAT(parse_npy(npy(described(">f4", "(1,)"), std::string("\x3f\x80\x00\x00", 4)), "w.npy").values, ElementsAre(1));
  EXPECT_THAT(parse_npy(npy(described(">i2", "(2,)"), std::string("\x01\x00\xff\xfe", 4)), "w.npy").values, ElementsAre(256, -2));
  // [[1, 2, 3], [4, 5, 6]] by columns; and a cube whose element (i, j, k) is 100 i + 10 j + k.
  EXPECT_THAT(parse_npy(npy(described("<f4", "(2, 3)", "True"), floats({1, 4, 2, 5, 3, 6})), "w.npy").values, ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_THAT(parse_npy(npy(described("<f4", "(2, 2, 2)", "True"), floats({0, 100, 10, 110, 1, 101, 11, 111})), "w.npy").values,
              ElementsAre(0, 1, 10, 11, 100, 101, 110, 111));
}

TEST(Npy, ReadsScalarsAndEmptyTensors) {
  const Tensor scalar = parse_npy(npy(described("<f4", "()"), floats({3})), "w.npy");
  EXPECT_TRUE(scalar.shape.empty());
  EXPECT_THAT(scalar.values, ElementsAre(3));
  const Tensor empty = parse_npy(npy(described("<f4", "(0, 5)"), ""), "w.npy");
  EXPECT_EQ(empty.elements(), 0);
  EXPECT_TRUE(empty.values.empty());
}

TEST(Npy, ReadsVersions2And3AndKeysInAnyOrder) {
  const std::string header = "{\"shape\":(1,),\"fortran_order\":False,\"descr\":\"<f4\"}";
  for (const char version : {'\x02', '\x03'}) {
    std::string bytes("\x93NUMPY", 6);
    bytes += version;
    bytes += '\0';
    bytes += little<std::uint32_t>({static_cast<std::uint32_t>(header.size())}) + header + floats({2});
    EXPECT_THAT(parse_npy(bytes, "w.npy").values, ElementsAre(2));
  }
}

TEST(Npy, RoundTrip) {
  const Tensor tensor{{2, 1, 2}, {1.5f, -2, 0, 1e-30f}};
  const std::string bytes = npy_bytes(tensor);
  EXPECT_EQ(bytes.size(), 128u + 16u);  // NumPy aligns the values to 64 bytes
  EXPECT_EQ(bytes.substr(0, 10), std::string("\x93NUMPY\x01\x00\x76\x00", 10));
  EXPECT_EQ(bytes.substr(10, 62), "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1, 2), }");
  EXPECT_EQ(bytes[127], '\n');
  const Tensor again = parse_npy(bytes, "w.npy");
  EXPECT_EQ(again.shape, tensor.shape);
  EXPECT_EQ(again.values, tensor.values);
  EXPECT_THAT(parse_npy(npy_bytes({{3}, {1, 2, 3}}), "w.npy").shape, ElementsAre(3));
}

TEST(NpyErrors, NonFiniteValues) {
  EXPECT_EQ(error_of(npy(described("<f4", "(2, 3)"), floats({1, 2, 3, 4, std::bit_cast<float>(0x7fc00000u), std::bit_cast<float>(0xff800000u)}))),
            "w.npy: error: holds NaN at [1, 1]; values that are not finite: 2 of 6 [tensor-non-finite]\n  expected: finite numbers\n");
  EXPECT_EQ(error_of(npy(described("<f2", "(1,)"), little<std::uint16_t>({0xfc00}))),
            "w.npy: error: holds -infinity at [0]; values that are not finite: 1 of 1 [tensor-non-finite]\n  expected: finite numbers\n");
  EXPECT_EQ(error_of(npy(described("<f8", "(1,)"), little<std::uint64_t>({std::bit_cast<std::uint64_t>(1e300)}))),
            "w.npy: error: holds infinity at [0] (in single precision); values that are not finite: 1 of 1 [tensor-non-finite]\n"
            "  expected: finite numbers\n");
  // The index is that of the array, not of the order in the file.
  EXPECT_EQ(error_of(npy(described("<f4", "(2, 3)", "True"), floats({1, 2, 3, std::bit_cast<float>(0x7f800000u), 5, 6}))),
            "w.npy: error: holds infinity at [1, 1]; values that are not finite: 1 of 6 [tensor-non-finite]\n  expected: finite numbers\n");
}

TEST(NpyErrors, NotNumpy) {
  EXPECT_EQ(error_of("PK\x03\x04 and more"), "w.npy: error: is not a NumPy array [tensor-format]\n  expected: \\x93NUMPY in its first six bytes\n");
  EXPECT_EQ(error_of(std::string("\x93NUMPY\x09\x00\x00\x00", 10)),
            "w.npy: error: has version 9.0 of NumPy's format [tensor-format]\n  expected: 1.0, 2.0 or 3.0\n");
}

TEST(NpyErrors, Truncated) {
  EXPECT_EQ(error_of(""), "w.npy: error: ends after 0 bytes, inside its header [tensor-truncated]\n  expected: at least 10 bytes\n");
  const std::string bytes = npy_bytes({{2, 2}, {1, 2, 3, 4}});
  EXPECT_EQ(error_of(bytes.substr(0, 60)),
            "w.npy: error: ends after 60 bytes, inside its header [tensor-truncated]\n  expected: at least 128 bytes\n");
  EXPECT_EQ(error_of(bytes.substr(0, 139)),
            "w.npy: error: ends after 11 bytes of values [tensor-truncated]\n  expected: 16 bytes, [2, 2] of float32\n");
  EXPECT_EQ(error_of(bytes + "x"), "w.npy: error: has 17 bytes of values [tensor-format]\n  expected: 16 bytes, [2, 2] of float32\n");
}

TEST(NpyErrors, AbsurdSizes) {
  std::string bytes("\x93NUMPY\x02\x00", 8);
  EXPECT_EQ(error_of(bytes + "\xff\xff\xff\xff"), "w.npy: error: claims a header of 4294967295 bytes [tensor-format]\n  expected: at most 1048576\n");
  EXPECT_EQ(error_of(npy(described("<f4", "(4294967296, 4294967296)"), "")),
            "w.npy: error: has the shape [4294967296, 4294967296], too large for any memory [tensor-format]\n");
  EXPECT_EQ(error_of(npy(described("<f4", "(9223372036854775807, 0, 9223372036854775807)"), "")),
            "w.npy: error: has the shape [9223372036854775807, 0, 9223372036854775807], too large for any memory [tensor-format]\n");
  EXPECT_EQ(error_of(npy(described("<f4", "(1000000000000,)"), "1234")),
            "w.npy: error: ends after 4 bytes of values [tensor-truncated]\n  expected: 4000000000000 bytes, [1000000000000] of float32\n");
}

TEST(NpyErrors, Types) {
  EXPECT_EQ(error_of(npy(described("|O", "(1,)"), "cos\nsystem\n")),
            std::string("w.npy: error: holds pickled Python objects, which are never read [tensor-type]\n") + kTypes);
  EXPECT_EQ(error_of(npy(described("<c8", "(1,)"), "12345678")), std::string("w.npy: error: has elements of type \"<c8\" [tensor-type]\n") + kTypes);
  EXPECT_EQ(error_of(npy("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,)}", "1234")),
            "w.npy: error: is a structured array [tensor-type]\n  expected: one number an element\n");
  for (const char* descr : {"", "f4", "=f4", "|f4", "<f3", "<f16", "<U4", "V2", "<M8", "<f4\\x00"})
    EXPECT_NE(error_of(npy(described(descr, "(1,)"), "1234")), "") << descr;
}

TEST(NpyErrors, Headers) {
  const auto header = [](const std::string& text) { return error_of(npy(text, "1234")); };
  EXPECT_EQ(header("{'descr': '<f4', 'fortran_order': False, 'shape': (1)}"),
            "w.npy: error: has \")}\" at byte 52 of its header's text [tensor-format]\n  expected: ','\n");
  EXPECT_EQ(header("{'descr': '<f4', 'fortran_order': False}"),
            "w.npy: error: has the end at byte 40 of its header's text [tensor-format]\n"
            "  expected: 'descr', 'fortran_order' and 'shape', once each\n");
  EXPECT_EQ(header("{'descr': '<f4', 'descr': '<f8', 'fortran_order': False, 'shape': (1,)}"),
            "w.npy: error: has \"'descr': '<f8', \" at byte 17 of its header's text [tensor-format]\n"
            "  expected: 'descr', 'fortran_order' and 'shape', once each\n");
  EXPECT_EQ(header("{'descr': '<f4', 'fortran_order': 1, 'shape': (1,)}"),
            "w.npy: error: has \"1, 'shape': (1,)\" at byte 34 of its header's text [tensor-format]\n  expected: True or False\n");
  EXPECT_EQ(header("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}"),
            "w.npy: error: has \"-1,)}\" at byte 51 of its header's text [tensor-format]\n"
            "  expected: a size from 0 to 9223372036854775807\n");
  EXPECT_EQ(header("{'descr': '<f4', 'fortran_order': False, 'shape': (18446744073709551617,)}"),
            "w.npy: error: has \"1844674407370955\" at byte 51 of its header's text [tensor-format]\n"
            "  expected: a size from 0 to 9223372036854775807\n");
  EXPECT_EQ(header("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} + __import__('os')"),
            "w.npy: error: has \"+ __import__('os\" at byte 56 of its header's text [tensor-format]\n  expected: nothing behind '}'\n");
  for (const char* text :
       {"", "{", "{'descr'", "{'descr': '<f4", "{'descr': '<f4' 'shape': (1,)}", "[]", "{'shape': (1,,)}", "{'shape': (1 2)}", "{'shape': [1]}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2//2,)}", "{'descr': '<f4', 'fortran_order': False, 'shape': (1L,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1.0,)}", "{'descr': '<f4', 'fortran_order': Falsehood, 'shape': (1,)}",
        "{'descr': '\\x3cf4', 'fortran_order': False, 'shape': (1,)}"})
    EXPECT_NE(header(text), "") << text;
}

/// Damages `bytes` in a few places, or cuts them.
std::string damaged(std::string bytes) {
  const int changes = *rc::gen::inRange(0, 6);
  for (int i = 0; i < changes && !bytes.empty(); ++i) {
    const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
    bytes[at] =
        *rc::gen::arbitrary<bool>() ? static_cast<char>(*rc::gen::inRange(0, 256)) : *rc::gen::elementOf(std::string("0123456789(),'{}<>|: \n"));
  }
  if (*rc::gen::arbitrary<bool>()) bytes.resize(*rc::gen::inRange<std::size_t>(0, bytes.size() + 1));
  return bytes;
}

TEST(NpyErrors, DamagedFilesAreReadOrRefused) {
  const bool holds = rc::check("a damaged .npy gives a tensor whose size is its shape's, or a UserError", [] {
    const auto rows = *rc::gen::inRange<std::int64_t>(0, 4), columns = *rc::gen::inRange<std::int64_t>(0, 4);
    const Tensor tensor{{rows, columns}, std::vector<float>(static_cast<std::size_t>(rows * columns), 1.5f)};
    try {
      const Tensor result = parse_npy(damaged(npy_bytes(tensor)), "w.npy");
      RC_ASSERT(result.elements() == static_cast<std::int64_t>(result.values.size()));
    } catch (const UserError& error) {
      RC_ASSERT(error.diagnostics().size() == 1u);
    }
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace skeptic
