#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <bit>
#include <string>
#include <vector>

#include "workload/tensor_formats.h"
#include "workload/user_error.h"

namespace skeptic {
namespace {

using ::testing::ElementsAre;

std::string length(std::uint64_t value) {
  std::string bytes;
  for (int i = 0; i < 8; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xff);
  return bytes;
}

std::string file(const std::string& header, const std::string& data) { return length(header.size()) + header + data; }

std::string error_of(const std::string& bytes) {
  return user_error([&] { parse_safetensors(bytes, "w.safetensors"); });
}
std::string header_error(const std::string& header, std::size_t bytes = 0) { return error_of(file(header, std::string(bytes, '\0'))); }

TEST(Safetensors, ReadsEveryElementType) {
  const auto values = [](const std::string& dtype, const std::string& data, int count) {
    const std::string header =
        R"({"t":{"dtype":")" + dtype + R"(","shape":[)" + std::to_string(count) + R"(],"data_offsets":[0,)" + std::to_string(data.size()) + "]}}";
    return parse_safetensors(file(header, data), "w.safetensors").at("t").values;
  };
  EXPECT_THAT(values("BOOL", std::string("\x00\x01", 2), 2), ElementsAre(0, 1));
  EXPECT_THAT(values("I8", "\x80\x7f", 2), ElementsAre(-128, 127));
  EXPECT_THAT(values("U8", "\x80\x7f", 2), ElementsAre(128, 127));
  EXPECT_THAT(values("I16", std::string("\xff\xff\x00\x01", 4), 2), ElementsAre(-1, 256));
  EXPECT_THAT(values("I32", std::string("\xfe\xff\xff\xff", 4), 1), ElementsAre(-2));
  EXPECT_THAT(values("I64", length(~std::uint64_t{2}), 1), ElementsAre(-3));
  EXPECT_THAT(values("F16", std::string("\x00\x3c\x00\xc0", 4), 2), ElementsAre(1, -2));
  EXPECT_THAT(values("BF16", std::string("\x80\x3f\x49\x40", 4), 2), ElementsAre(1, 3.140625f));
  EXPECT_THAT(values("F32", std::string("\x00\x00\x80\x3f", 4), 1), ElementsAre(1));
  EXPECT_THAT(values("F64", length(std::bit_cast<std::uint64_t>(-0.1)), 1), ElementsAre(-0.1f));
}

TEST(Safetensors, RoundTrip) {
  const Tensors tensors{
      {"layer.weight", {{2, 2}, {1, -2, 0.5f, 1e-30f}}}, {"scale", {{}, {3}}}, {"empty", {{0, 4}, {}}}, {"ä \"quoted\"", {{1}, {7}}}};
  const std::string bytes = safetensors_bytes(tensors, {{"source", "a test"}}, "w.safetensors");
  EXPECT_EQ(static_cast<unsigned char>(bytes[0]) % 8, 0);  // the values are aligned
  const Tensors again = parse_safetensors(bytes, "w.safetensors");
  ASSERT_EQ(again.size(), tensors.size());
  for (const auto& [name, tensor] : tensors) {
    EXPECT_EQ(again.at(name).shape, tensor.shape) << name;
    EXPECT_EQ(again.at(name).values, tensor.values) << name;
  }
  EXPECT_EQ(safetensors_bytes(again, {{"source", "a test"}}, "w.safetensors"), bytes);
  EXPECT_EQ(user_error([] {
              safetensors_bytes({{"\xff", {{1}, {7}}}}, {}, "w.safetensors");
            }),
            "w.safetensors: error: cannot be written: a tensor's name or the metadata are not UTF-8 [tensor-format]\n");
  EXPECT_EQ(user_error([] {
              safetensors_bytes({{"__metadata__", {{1}, {7}}}}, {}, "w.safetensors");
            }),
            "w.safetensors: error: tensor \"__metadata__\" has a name that safetensors reserves [tensor-format]\n");
}

TEST(Safetensors, IgnoresMetadata) {
  EXPECT_TRUE(parse_safetensors(file(R"({"__metadata__":{"format":"pt","dtype":"x","shape":"y"}}  )", ""), "w.safetensors").empty());
}

TEST(SafetensorsErrors, HeaderLength) {
  EXPECT_EQ(error_of("1234567"),
            "w.safetensors: error: ends after 7 bytes, inside the length of its header [tensor-truncated]\n  expected: at least 8 bytes\n");
  EXPECT_EQ(error_of(length(std::uint64_t{1} << 60) + "{}"),
            "w.safetensors: error: claims a header of 1152921504606846976 bytes [tensor-format]\n  expected: at most 100000000\n");
  EXPECT_EQ(error_of(length(~std::uint64_t{0}) + "{}"),
            "w.safetensors: error: claims a header of 18446744073709551615 bytes [tensor-format]\n  expected: at most 100000000\n");
  EXPECT_EQ(error_of(length(100) + "{}"),
            "w.safetensors: error: ends after 10 bytes, inside its header [tensor-truncated]\n  expected: at least 108 bytes\n");
}

TEST(SafetensorsErrors, Offsets) {
  const std::string a = R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]})";
  EXPECT_EQ(header_error("{" + a + "}", 7),
            "w.safetensors: error: tensor \"a\" ends at byte 8 of the values, of which the file holds 7 [tensor-truncated]\n");
  EXPECT_EQ(header_error("{" + a + "}", 9), "w.safetensors: error: has 1 bytes behind its last tensor [tensor-format]\n");
  EXPECT_EQ(header_error("{" + a + R"(,"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})", 8),
            "w.safetensors: error: tensor \"b\" starts at byte 4 of the values, inside another tensor [tensor-format]\n");
  EXPECT_EQ(header_error("{" + a + R"(,"b":{"dtype":"F32","shape":[1],"data_offsets":[1000000,1000004]}})", 8),
            "w.safetensors: error: tensor \"b\" starts at byte 1000000 of the values, behind a gap of 999992 bytes [tensor-format]\n");
  EXPECT_EQ(
      header_error(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}})", 8),
      "w.safetensors: error: tensor \"a\" has `data_offsets` that are not a range [tensor-format]\n  expected: [begin, end] with begin <= end\n");
  EXPECT_EQ(header_error(R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})", 8),
            "w.safetensors: error: tensor \"a\" has `data_offsets` of 8 bytes [tensor-format]\n  expected: 12 bytes, [3] of float32\n");
}

TEST(SafetensorsErrors, Shapes) {
  EXPECT_EQ(header_error(R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}})"),
            "w.safetensors: error: tensor \"a\" has the shape [4294967296, 4294967296], too large for any memory [tensor-format]\n");
  EXPECT_EQ(header_error(R"({"a":{"dtype":"F32","shape":[18446744073709551615,0],"data_offsets":[0,0]}})"),
            "w.safetensors: error: tensor \"a\" has the shape [9223372036854775807, 0], too large for any memory [tensor-format]\n");
  EXPECT_EQ(header_error(R"({"a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}})", 1),
            "w.safetensors: error: tensor \"a\" has elements of type \"F8_E4M3\" [tensor-type]\n"
            "  expected: F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8 or BOOL\n");
  EXPECT_EQ(header_error(R"({"a":{"dtype":"F32","shape":[1]}})", 4), "w.safetensors: error: tensor \"a\" lacks `data_offsets` [tensor-format]\n");
}

TEST(SafetensorsErrors, NonFiniteValues) {
  const std::string header = R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2,2],"data_offsets":[4,20]}})";
  std::string data(20, '\0');
  data.replace(16, 4, std::string("\x00\x00\xc0\x7f", 4));
  EXPECT_EQ(
      error_of(file(header, data)),
      "w.safetensors: error: tensor \"b\" holds NaN at [1, 1]; values that are not finite: 1 of 4 [tensor-non-finite]\n  expected: finite numbers\n");
}

TEST(SafetensorsErrors, Headers) {
  EXPECT_EQ(header_error("[1]"),
            "w.safetensors: error: has a header that is not a JSON mapping [tensor-format]\n  expected: `{` as its first character\n");
  EXPECT_EQ(header_error("{\"a\":}"), "w.safetensors: error: has a header that is not JSON at byte 6 [tensor-format]\n");
  EXPECT_EQ(header_error(R"({"a":{"shape":[-1]}})"),
            "w.safetensors: error: has -1 in its header, behind \"shape\" [tensor-format]\n  expected: sizes and offsets of 0 and more\n");
  EXPECT_EQ(header_error(R"({"a":{"shape":[1.5]}})"),
            "w.safetensors: error: has 1.5 in its header, behind \"shape\" [tensor-format]\n  expected: whole sizes and offsets below 2^64\n");
  EXPECT_EQ(header_error(R"({"a":{"shape":[36893488147419103232]}})"),
            "w.safetensors: error: has 36893488147419103232 in its header, behind \"shape\" [tensor-format]\n  expected: whole sizes and offsets "
            "below 2^64\n");
  EXPECT_EQ(header_error(R"({"a":{},"a":{}})"),
            "w.safetensors: error: has the key \"a\" twice in its header, behind \"a\" [tensor-format]\n  expected: each name once\n");
  EXPECT_EQ(
      header_error(R"({"a":{"stride":[1]}})"),
      "w.safetensors: error: has the key \"stride\" in its header, behind \"a\" [tensor-format]\n  expected: `dtype`, `shape` and `data_offsets`\n");
  EXPECT_EQ(header_error(R"({"a\u001b[31m":null})"),
            "w.safetensors: error: has null in its header, behind \"a\\x1b[31m\" [tensor-format]\n"
            "  expected: strings, sizes, lists and mappings as safetensors has them\n");
  for (const char* header :
       {"{\"a\":1}", "{\"a\":[1]}", "{\"a\":\"F32\"}", "{\"a\":{\"dtype\":1}}", "{\"a\":{\"shape\":\"1\"}}", "{\"a\":{\"shape\":[[1]]}}",
        "{\"a\":{\"shape\":[{}]}}", "{\"a\":{\"shape\":{}}}", "{\"a\":{\"dtype\":[1]}}", "{\"__metadata__\":{\"k\":1}}",
        "{\"__metadata__\":{\"k\":{}}}", "{\"__metadata__\":[]}", "{\"__metadata__\":\"x\"}", "{\"a\":true}", "{} {}", "{", ""})
    EXPECT_NE(header_error(header), "") << header;
}

TEST(SafetensorsErrors, DeepHeadersTakeNoStack) {
  EXPECT_NE(header_error("{\"a\":" + std::string(5'000'000, '[')), "");
  EXPECT_NE(header_error("{\"a\":{\"shape\":[" + std::string(5'000'000, '1')), "");
}

TEST(SafetensorsErrors, DamagedFilesAreReadOrRefused) {
  const std::string good = safetensors_bytes({{"a", {{2, 2}, {1, 2, 3, 4}}}, {"b", {{3}, {5, 6, 7}}}}, {{"source", "test"}}, "w");
  const bool holds = rc::check("a damaged .safetensors gives tensors or a UserError", [&] {
    std::string bytes = good;
    const int changes = *rc::gen::inRange(0, 4);
    for (int i = 0; i < changes; ++i) {
      const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
      bytes[at] =
          *rc::gen::arbitrary<bool>() ? static_cast<char>(*rc::gen::inRange(0, 256)) : *rc::gen::elementOf(std::string("0123456789[]{}:,\"ab "));
    }
    if (*rc::gen::arbitrary<bool>()) bytes.resize(*rc::gen::inRange<std::size_t>(0, bytes.size() + 1));
    try {
      for (const auto& [name, tensor] : parse_safetensors(bytes, "w"))
        RC_ASSERT(tensor.elements() == static_cast<std::int64_t>(tensor.values.size()));
    } catch (const UserError& error) {
      RC_ASSERT(error.diagnostics().size() == 1u);
    }
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace skeptic
