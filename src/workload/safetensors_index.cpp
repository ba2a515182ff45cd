#include "workload/safetensors_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "base/json.h"

namespace skeptic {
namespace {

constexpr std::uint64_t kLongestHeader = 100'000'000;
constexpr std::size_t kMostDimensions = 64;

struct Entry {
  std::string name;
  std::optional<std::string> dtype;
  std::optional<std::vector<std::uint64_t>> shape, offsets;
};

/// Receives the events of {"name": {"dtype": string, "shape": [sizes], "data_offsets": [begin, end]}, "__metadata__": {string: string}}.
class HeaderEvents : public nlohmann::json_sax<Json> {
 public:
  std::vector<Entry> entries;
  std::map<std::string, std::string> metadata;
  std::string problem;  ///< why parsing stopped; empty where it did not
  std::string expected;

  bool null() override { return stop("null", "strings, sizes, lists and mappings as safetensors has them"); }
  bool boolean(bool) override { return stop("true or false", "strings, sizes, lists and mappings as safetensors has them"); }
  bool number_integer(number_integer_t value) override { return stop(fmt::format("{}", value), "sizes and offsets of 0 and more"); }
  bool number_float(number_float_t, const string_t& text) override { return stop(text.substr(0, 40), "whole sizes and offsets below 2^64"); }
  bool binary(binary_t&) override { return stop("binary data", "text"); }
  bool number_unsigned(number_unsigned_t value) override {
    if (list_ == nullptr) return stop(fmt::format("{}", value), "sizes and offsets in lists");
    if (list_->size() == kMostDimensions) return stop("a longer list", fmt::format("lists of at most {} sizes", kMostDimensions));
    list_->push_back(value);
    return true;
  }
  bool string(string_t& value) override {
    if (depth_ == 2 && in_metadata_) {
      metadata[key_] = value;
      return true;
    }
    if (depth_ != 2 || key_ != "dtype" || list_ != nullptr) return stop(quoted_name(value), "a string as value of `dtype` alone");
    entries.back().dtype = value;
    return true;
  }
  bool start_object(std::size_t) override {
    if (depth_ >= 2 || list_ != nullptr) return stop("a mapping within a tensor's", "a mapping of tensors");
    ++depth_;
    keys_.clear();
    return true;
  }
  bool end_object() override {
    --depth_;
    in_metadata_ = false;
    return true;
  }
  bool start_array(std::size_t) override {
    if (depth_ != 2 || in_metadata_ || list_ != nullptr || (key_ != "shape" && key_ != "data_offsets"))
      return stop("a list", "lists as values of `shape` and `data_offsets` alone");
    list_ = &(key_ == "shape" ? entries.back().shape : entries.back().offsets).emplace();
    return true;
  }
  bool end_array() override {
    list_ = nullptr;
    return true;
  }
  bool key(string_t& value) override {
    if (!(depth_ == 1 ? names_ : keys_).insert(value).second) return stop(fmt::format("the key {} twice", quoted_name(value)), "each name once");
    if (depth_ == 1) {
      in_metadata_ = value == kSafetensorsMetadata;
      if (!in_metadata_) entries.push_back({value, {}, {}, {}});
    } else if (!in_metadata_ && value != "dtype" && value != "shape" && value != "data_offsets") {
      return stop(fmt::format("the key {}", quoted_name(value)), "`dtype`, `shape` and `data_offsets`");
    }
    key_ = value;
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    problem = fmt::format("has a header that is not JSON at byte {}", position);
    return false;
  }

 private:
  bool stop(const std::string& what, std::string expected_instead) {
    problem = fmt::format("has {} in its header{}", what, depth_ > 0 && !key_.empty() ? fmt::format(", behind {}", quoted_name(key_)) : "");
    expected = std::move(expected_instead);
    return false;
  }
  int depth_ = 0;
  bool in_metadata_ = false;
  std::string key_;
  std::vector<std::uint64_t>* list_ = nullptr;
  std::set<std::string> names_, keys_;
};

HeaderEvents read_header(std::string_view text, const TensorOrigin& origin) {
  if (text.substr(0, 1) != "{") origin.fail(DiagnosticId::TensorFormat, "has a header that is not a JSON mapping", "`{` as its first character");
  HeaderEvents events;
  if (!Json::sax_parse(text.begin(), text.end(), &events)) origin.fail(DiagnosticId::TensorFormat, events.problem, events.expected);
  return events;
}

/// Checks one entry by itself.
IndexedTensor place(const Entry& entry, const TensorOrigin& origin) {
  if (!entry.dtype || !entry.shape || !entry.offsets)
    origin.fail(DiagnosticId::TensorFormat, fmt::format("lacks `{}`", !entry.dtype ? "dtype" : !entry.shape ? "shape" : "data_offsets"));
  const auto type =
      std::find_if(kElementTypes.begin(), kElementTypes.end(), [&](const ElementTypeRow& row) { return row.safetensors == *entry.dtype; });
  if (type == kElementTypes.end())
    origin.fail(DiagnosticId::TensorType, fmt::format("has elements of type {}", quoted_name(*entry.dtype)),
                "F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8 or BOOL");
  std::vector<std::int64_t> shape;
  for (const std::uint64_t size : *entry.shape) shape.push_back(size > INT64_MAX ? INT64_MAX : static_cast<std::int64_t>(size));
  const std::optional<std::int64_t> count = element_count(shape);
  if (!count) origin.fail(DiagnosticId::TensorFormat, fmt::format("has the shape {}, too large for any memory", shape_text(shape)));
  if (entry.offsets->size() != 2 || (*entry.offsets)[0] > (*entry.offsets)[1])
    origin.fail(DiagnosticId::TensorFormat, "has `data_offsets` that are not a range", "[begin, end] with begin <= end");
  const std::uint64_t begin = (*entry.offsets)[0], end = (*entry.offsets)[1];
  const std::uint64_t expected = static_cast<std::uint64_t>(*count) * static_cast<std::uint64_t>(type->bytes);
  if (end - begin != expected)
    origin.fail(DiagnosticId::TensorFormat, fmt::format("has `data_offsets` of {} bytes", end - begin),
                fmt::format("{} bytes, {} of {}", expected, shape_text(shape), type->name));
  return {entry.name, &*type, std::move(shape), begin, end};
}

/// Sorts the tensors by their place. The format leaves no byte of the values without a tensor, and none with two.
void require_contiguous(std::vector<IndexedTensor>& tensors, std::uint64_t available, const std::string& file) {
  std::sort(tensors.begin(), tensors.end(),
            [](const IndexedTensor& a, const IndexedTensor& b) { return std::pair(a.begin, a.end) < std::pair(b.begin, b.end); });
  std::uint64_t covered = 0;
  for (const IndexedTensor& tensor : tensors) {
    const TensorOrigin origin{file, tensor.name};
    if (tensor.begin < covered)
      origin.fail(DiagnosticId::TensorFormat, fmt::format("starts at byte {} of the values, inside another tensor", tensor.begin));
    if (tensor.begin > covered)
      origin.fail(DiagnosticId::TensorFormat,
                  fmt::format("starts at byte {} of the values, behind a gap of {} bytes", tensor.begin, tensor.begin - covered));
    if (tensor.end > available)
      origin.fail(DiagnosticId::TensorTruncated, fmt::format("ends at byte {} of the values, of which the file holds {}", tensor.end, available));
    covered = tensor.end;
  }
  if (covered != available)
    TensorOrigin{file, {}}.fail(DiagnosticId::TensorFormat, fmt::format("has {} bytes behind its last tensor", available - covered));
}

}  // namespace

std::uint64_t safetensors_header_length(std::string_view start, std::uint64_t file_bytes, const std::string& file) {
  const TensorOrigin origin{file, {}};
  if (start.size() < kSafetensorsLengthBytes)
    origin.fail(DiagnosticId::TensorTruncated, fmt::format("ends after {} bytes, inside the length of its header", start.size()), "at least 8 bytes");
  std::uint64_t length = 0;
  for (std::size_t i = kSafetensorsLengthBytes; i-- > 0;) length = length << 8 | static_cast<unsigned char>(start[i]);
  if (length > kLongestHeader)
    origin.fail(DiagnosticId::TensorFormat, fmt::format("claims a header of {} bytes", length), fmt::format("at most {}", kLongestHeader));
  if (length > file_bytes - kSafetensorsLengthBytes)
    origin.fail(DiagnosticId::TensorTruncated, fmt::format("ends after {} bytes, inside its header", file_bytes),
                fmt::format("at least {} bytes", length + kSafetensorsLengthBytes));
  return length;
}

SafetensorsIndex parse_safetensors_index(std::string_view header, std::uint64_t value_bytes, const std::string& file) {
  HeaderEvents events = read_header(header, {file, {}});
  SafetensorsIndex index;
  index.metadata = std::move(events.metadata);
  for (const Entry& entry : events.entries) index.tensors.push_back(place(entry, {file, entry.name}));
  require_contiguous(index.tensors, value_bytes, file);
  return index;
}

std::string safetensors_start(const std::string& header) {
  std::string bytes;
  for (std::size_t i = 0; i < kSafetensorsLengthBytes; ++i) bytes += static_cast<char>(header.size() >> (8 * i) & 0xff);
  return bytes + header;
}

}  // namespace skeptic
