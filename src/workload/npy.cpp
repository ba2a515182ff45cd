// NumPy's .npy: magic, version, header length, a Python dictionary of three keys, values. The dictionary is read by a parser for exactly
// what numpy.save writes, not by an evaluator of Python.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <charconv>
#include <cstring>
#include <optional>

#include "workload/elements.h"
#include "workload/tensor_formats.h"

namespace skeptic {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::size_t kLongestHeader = std::size_t{1} << 20;
constexpr std::size_t kMostDimensions = 64;

struct Header {
  std::string descr;
  bool fortran_order = false;
  std::vector<std::int64_t> shape;
};

class HeaderParser {
 public:
  HeaderParser(std::string_view text, const TensorOrigin& origin) : text_(text), origin_(origin) {}

  Header parse() {
    Header header;
    bool has_descr = false, has_order = false, has_shape = false;
    take('{');
    while (!taken('}')) {
      const std::size_t start = skip_blanks();
      const std::string key = string();
      take(':');
      if (key == "descr" && !has_descr) {
        has_descr = true;
        header.descr = descr();
      } else if (key == "fortran_order" && !has_order) {
        has_order = true;
        header.fortran_order = boolean();
      } else if (key == "shape" && !has_shape) {
        has_shape = true;
        header.shape = tuple();
      } else {
        fail(start, "'descr', 'fortran_order' and 'shape', once each");
      }
      if (!taken(',') && peek() != '}') fail(at_, "',' or '}'");
    }
    if (skip_blanks() != text_.size()) fail(at_, "nothing behind '}'");
    if (!has_descr || !has_order || !has_shape) fail(at_, "'descr', 'fortran_order' and 'shape', once each");
    return header;
  }

 private:
  [[noreturn]] void fail(std::size_t at, const std::string& expected) const {
    const std::string_view rest = text_.substr(std::min(at, text_.size()), 16);
    origin_.fail(DiagnosticId::TensorFormat,
                 fmt::format("has {} at byte {} of its header's text", rest.empty() ? std::string("the end") : quoted_name(rest), at), expected);
  }
  std::size_t skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
    return at_;
  }
  char peek() { return skip_blanks() < text_.size() ? text_[at_] : '\0'; }
  bool taken(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  void take(char c) {
    if (!taken(c)) fail(at_, fmt::format("'{}'", c));
  }
  std::string string() {
    const char quote = peek();
    if (quote != '\'' && quote != '"') fail(at_, "a string");
    const std::size_t end = text_.find(quote, at_ + 1);
    const std::string_view content = text_.substr(at_ + 1, end == std::string_view::npos ? 0 : end - at_ - 1);
    if (end == std::string_view::npos || content.find_first_of("\\\n") != std::string_view::npos) fail(at_, "a string without escapes");
    at_ = end + 1;
    return std::string(content);
  }
  std::string descr() {
    if (peek() == '[' || peek() == '(') origin_.fail(DiagnosticId::TensorType, "is a structured array", "one number an element");
    return string();
  }
  bool boolean() {
    skip_blanks();
    for (const std::string_view word : {"True", "False"})
      if (text_.substr(at_, word.size()) == word) {
        at_ += word.size();
        return word == "True";
      }
    fail(at_, "True or False");
  }
  std::vector<std::int64_t> tuple() {
    std::vector<std::int64_t> shape;
    take('(');
    bool comma = true;
    while (!taken(')')) {
      if (!comma) fail(at_, "',' or ')'");
      if (shape.size() == kMostDimensions) fail(at_, fmt::format("at most {} dimensions", kMostDimensions));
      shape.push_back(size());
      comma = taken(',');
    }
    // In Python (5) is a number; only (5,) is a tuple.
    if (shape.size() == 1 && !comma) fail(at_ - 1, "','");
    return shape;
  }
  std::int64_t size() {
    skip_blanks();
    std::int64_t value = 0;
    const char* end = text_.data() + text_.size();
    const auto [rest, error] = std::from_chars(text_.data() + at_, end, value);
    if (error != std::errc{} || value < 0) fail(at_, "a size from 0 to 9223372036854775807");
    at_ = static_cast<std::size_t>(rest - text_.data());
    return value;
  }

  std::string_view text_;
  const TensorOrigin& origin_;
  std::size_t at_ = 0;
};

struct NumpyType {
  const ElementTypeRow* row;
  bool big_endian;
};

NumpyType numpy_type(const std::string& descr, const TensorOrigin& origin) {
  const char order = descr.empty() ? '\0' : descr.front();
  const std::string_view kind = std::string_view(descr).substr(std::min<std::size_t>(1, descr.size()));
  if (order == '<' || order == '>' || order == '|')
    for (const ElementTypeRow& row : kElementTypes)
      if (!row.numpy.empty() && row.numpy == kind && (order != '|' || row.bytes == 1)) return {&row, order == '>'};
  const bool objects = kind.substr(0, 1) == "O";
  origin.fail(
      DiagnosticId::TensorType,
      objects ? std::string("holds pickled Python objects, which are never read") : fmt::format("has elements of type {}", quoted_name(descr)),
      "float16, float32, float64, bool, or integers of 8 to 64 bits");
}

/// The values of an array that is stored column-major, row-major.
std::vector<float> row_major(const std::vector<float>& stored, const std::vector<std::int64_t>& shape) {
  std::vector<float> values(stored.size());
  std::vector<std::int64_t> index(shape.size(), 0), stride(shape.size(), 1);
  for (std::size_t d = 1; d < shape.size(); ++d) stride[d] = stride[d - 1] * shape[d - 1];
  std::int64_t from = 0;
  for (float& value : values) {
    value = stored[static_cast<std::size_t>(from)];
    for (std::size_t d = shape.size(); d-- > 0;) {
      from += stride[d];
      if (++index[d] < shape[d]) break;
      from -= index[d] * stride[d];
      index[d] = 0;
    }
  }
  return values;
}

}  // namespace

Tensor parse_npy(std::string_view bytes, const std::string& file, const std::string& tensor) {
  const TensorOrigin origin{file, tensor};
  const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])); };
  if (bytes.substr(0, kMagic.size()) != kMagic.substr(0, std::min(kMagic.size(), bytes.size())))
    origin.fail(DiagnosticId::TensorFormat, "is not a NumPy array", "\\x93NUMPY in its first six bytes");
  const auto need = [&](std::size_t size) {
    if (bytes.size() < size)
      origin.fail(DiagnosticId::TensorTruncated, fmt::format("ends after {} bytes, inside its header", bytes.size()),
                  fmt::format("at least {} bytes", size));
  };
  need(10);
  const std::size_t version = byte(6);
  if (version < 1 || version > 3 || byte(7) != 0)
    origin.fail(DiagnosticId::TensorFormat, fmt::format("has version {}.{} of NumPy's format", version, byte(7)), "1.0, 2.0 or 3.0");
  const std::size_t start = version == 1 ? 10 : 12;
  need(start);
  std::size_t length = byte(8) | byte(9) << 8;
  if (version > 1) length |= byte(10) << 16 | byte(11) << 24;
  if (length > kLongestHeader)
    origin.fail(DiagnosticId::TensorFormat, fmt::format("claims a header of {} bytes", length), fmt::format("at most {}", kLongestHeader));
  need(start + length);

  const Header header = HeaderParser(bytes.substr(start, length), origin).parse();
  const NumpyType type = numpy_type(header.descr, origin);
  const std::optional<std::int64_t> count = element_count(header.shape);
  if (!count) origin.fail(DiagnosticId::TensorFormat, fmt::format("has the shape {}, too large for any memory", shape_text(header.shape)));
  const std::string_view data = bytes.substr(start + length);
  const auto expected = static_cast<std::size_t>(*count) * static_cast<std::size_t>(type.row->bytes);
  const std::string described = fmt::format("{} bytes, {} of {}", expected, shape_text(header.shape), type.row->name);
  if (data.size() < expected) origin.fail(DiagnosticId::TensorTruncated, fmt::format("ends after {} bytes of values", data.size()), described);
  if (data.size() > expected) origin.fail(DiagnosticId::TensorFormat, fmt::format("has {} bytes of values", data.size()), described);

  Tensor result{header.shape, decode_elements(data, *type.row, type.big_endian)};
  if (header.fortran_order && header.shape.size() > 1) result.values = row_major(result.values, header.shape);
  require_finite(result, *type.row, origin);
  return result;
}

std::string npy_bytes(const Tensor& tensor) {
  assert(tensor.elements() == static_cast<std::int64_t>(tensor.values.size()));
  const std::string shape = tensor.shape.size() == 1 ? fmt::format("({},)", tensor.shape[0]) : fmt::format("({})", fmt::join(tensor.shape, ", "));
  std::string header = fmt::format("{{'descr': '<f4', 'fortran_order': False, 'shape': {}, }}", shape);
  // The values start at a multiple of 64 bytes, as NumPy aligns them; the last byte of the header is a newline.
  const std::size_t total = (kMagic.size() + 4 + header.size() + 1 + 63) / 64 * 64;
  header.resize(total - kMagic.size() - 4 - 1, ' ');
  header += '\n';
  std::string bytes(kMagic);
  bytes += {'\x01', '\0', static_cast<char>(header.size() & 0xff), static_cast<char>(header.size() >> 8)};
  bytes += header;
  for (const float value : tensor.values) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    for (int i = 0; i < 4; ++i) bytes += static_cast<char>(bits >> (8 * i) & 0xff);
  }
  return bytes;
}

}  // namespace skeptic
