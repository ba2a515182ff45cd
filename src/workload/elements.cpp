#include "workload/elements.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>

namespace skeptic {
namespace {

template <typename Bits>
Bits load(const char* at, bool big_endian) {
  Bits bits = 0;
  for (std::size_t i = 0; i < sizeof(Bits); ++i) {
    const std::size_t place = big_endian ? sizeof(Bits) - 1 - i : i;
    bits = static_cast<Bits>(bits | static_cast<Bits>(static_cast<Bits>(static_cast<unsigned char>(at[i])) << (8 * place)));
  }
  return bits;
}

/// IEEE 754 binary16: 1 sign, 5 exponent and 10 fraction bits.
float half(std::uint16_t bits) {
  const std::uint32_t sign = static_cast<std::uint32_t>(bits & 0x8000u) << 16;
  const std::uint32_t exponent = (bits >> 10) & 31u;
  const std::uint32_t fraction = bits & 0x3ffu;
  if (exponent == 31) return std::bit_cast<float>(sign | 0x7f800000u | fraction << 13);
  if (exponent > 0) return std::bit_cast<float>(sign | (exponent + 112) << 23 | fraction << 13);
  const float magnitude = static_cast<float>(fraction) * 0x1p-24f;
  return sign != 0 ? -magnitude : magnitude;
}

template <typename Bits, typename Convert>
std::vector<float> decode(std::string_view bytes, bool big_endian, const Convert& convert) {
  std::vector<float> values(bytes.size() / sizeof(Bits));
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = convert(load<Bits>(bytes.data() + i * sizeof(Bits), big_endian));
  return values;
}

}  // namespace

void TensorOrigin::fail(DiagnosticId id, const std::string& message, std::string expected, std::string suggestion) const {
  const std::string subject = tensor.empty() ? std::string{} : fmt::format("tensor {} ", quoted_name(tensor));
  throw UserError(Diagnostic{id, Place{file, 0, 0, {}}, subject + message, std::move(expected), std::move(suggestion)});
}

std::string quoted_name(std::string_view name) {
  constexpr std::size_t kLongest = 120;
  std::string text = "\"";
  for (const char c : name.substr(0, kLongest)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7f || c == '"' || c == '\\')
      text += fmt::format("\\x{:02x}", byte);
    else
      text += c;
  }
  return text + (name.size() > kLongest ? "…\"" : "\"");
}

std::string shape_text(const std::vector<std::int64_t>& shape) { return fmt::format("[{}]", fmt::join(shape, ", ")); }

std::optional<std::int64_t> element_count(const std::vector<std::int64_t>& shape) {
  constexpr std::int64_t kMost = std::int64_t{1} << 59;  // 8 bytes each still fit 62 bits
  std::int64_t count = 1;
  bool empty = false;
  for (const std::int64_t size : shape) {
    if (size < 0) return std::nullopt;
    if (size == 0) {
      empty = true;
      continue;
    }
    if (size > kMost / count) return std::nullopt;
    count *= size;
  }
  return empty ? 0 : count;
}

std::vector<float> decode_elements(std::string_view bytes, const ElementTypeRow& type, bool big_endian) {
  assert(bytes.size() % static_cast<std::size_t>(type.bytes) == 0);
  const auto number = [](auto value) { return static_cast<float>(value); };
  switch (type.type) {
    case ElementType::Bool:
      return decode<std::uint8_t>(bytes, big_endian, [](std::uint8_t b) { return b != 0 ? 1.0f : 0.0f; });
    case ElementType::I8:
      return decode<std::uint8_t>(bytes, big_endian, [](std::uint8_t b) { return static_cast<float>(static_cast<std::int8_t>(b)); });
    case ElementType::I16:
      return decode<std::uint16_t>(bytes, big_endian, [](std::uint16_t b) { return static_cast<float>(static_cast<std::int16_t>(b)); });
    case ElementType::I32:
      return decode<std::uint32_t>(bytes, big_endian, [](std::uint32_t b) { return static_cast<float>(static_cast<std::int32_t>(b)); });
    case ElementType::I64:
      return decode<std::uint64_t>(bytes, big_endian, [](std::uint64_t b) { return static_cast<float>(static_cast<std::int64_t>(b)); });
    case ElementType::U8:
      return decode<std::uint8_t>(bytes, big_endian, number);
    case ElementType::U16:
      return decode<std::uint16_t>(bytes, big_endian, number);
    case ElementType::U32:
      return decode<std::uint32_t>(bytes, big_endian, number);
    case ElementType::U64:
      return decode<std::uint64_t>(bytes, big_endian, number);
    case ElementType::F16:
      return decode<std::uint16_t>(bytes, big_endian, half);
    case ElementType::BF16:
      return decode<std::uint16_t>(bytes, big_endian, [](std::uint16_t b) { return std::bit_cast<float>(static_cast<std::uint32_t>(b) << 16); });
    case ElementType::F32: {
      if (big_endian || std::endian::native != std::endian::little)
        return decode<std::uint32_t>(bytes, big_endian, [](std::uint32_t b) { return std::bit_cast<float>(b); });
      std::vector<float> values(bytes.size() / 4);
      if (!values.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
      return values;
    }
    case ElementType::F64:
      return decode<std::uint64_t>(bytes, big_endian, [](std::uint64_t b) { return static_cast<float>(std::bit_cast<double>(b)); });
  }
  return {};
}

void require_finite(const Tensor& tensor, const ElementTypeRow& type, const TensorOrigin& origin) {
  const auto not_finite = [](float value) { return !std::isfinite(value); };
  const auto first = std::find_if(tensor.values.begin(), tensor.values.end(), not_finite);
  if (first == tensor.values.end()) return;
  const auto count = std::count_if(first, tensor.values.end(), not_finite);
  std::vector<std::int64_t> index(tensor.shape.size());
  std::int64_t rest = first - tensor.values.begin();
  for (std::size_t d = index.size(); d-- > 0;) {
    index[d] = rest % tensor.shape[d];
    rest /= tensor.shape[d];
  }
  const std::string value = std::isnan(*first) ? "NaN" : *first > 0 ? "infinity" : "-infinity";
  origin.fail(DiagnosticId::TensorNonFinite,
              fmt::format("holds {} at {}{}; values that are not finite: {} of {}", value, shape_text(index),
                          type.type == ElementType::F64 && !std::isnan(*first) ? " (in single precision)" : "", count, tensor.values.size()),
              "finite numbers");
}

}  // namespace skeptic
