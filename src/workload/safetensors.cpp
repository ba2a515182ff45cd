// safetensors: the header's length (8 bytes, little-endian), a JSON header, raw values. The header is read as a stream of JSON events, so that
// neither its depth nor its length can make it cost more memory than the tensors that it names.
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <optional>
#include <set>

#include "base/json.h"
#include "workload/elements.h"
#include "workload/tensor_formats.h"

namespace skeptic {
namespace {

constexpr std::uint64_t kLongestHeader = 100'000'000;
constexpr std::size_t kMostDimensions = 64;
constexpr std::string_view kMetadata = "__metadata__";

struct Entry {
  std::string name;
  std::optional<std::string> dtype;
  std::optional<std::vector<std::uint64_t>> shape, offsets;
};

/// Receives the events of {"name": {"dtype": string, "shape": [sizes], "data_offsets": [begin, end]}, "__metadata__": {string: string}}.
class HeaderEvents : public nlohmann::json_sax<Json> {
 public:
  std::vector<Entry> entries;
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
    if (depth_ == 2 && in_metadata_) return true;
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
      in_metadata_ = value == kMetadata;
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

std::vector<Entry> read_header(std::string_view text, const TensorOrigin& origin) {
  if (text.substr(0, 1) != "{") origin.fail(DiagnosticId::TensorFormat, "has a header that is not a JSON mapping", "`{` as its first character");
  HeaderEvents events;
  if (!Json::sax_parse(text.begin(), text.end(), &events)) origin.fail(DiagnosticId::TensorFormat, events.problem, events.expected);
  return std::move(events.entries);
}

struct Placed {
  const ElementTypeRow* type;
  std::vector<std::int64_t> shape;
  std::uint64_t begin, end;
};

/// Checks one entry by itself.
Placed place(const Entry& entry, const TensorOrigin& origin) {
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
  return {&*type, std::move(shape), begin, end};
}

/// Sorts the tensors by their place. The format leaves no byte of the values without a tensor, and none with two.
void require_contiguous(std::vector<std::pair<Placed, const Entry*>>& placed, std::uint64_t available, const std::string& file) {
  std::sort(placed.begin(), placed.end(),
            [](const auto& a, const auto& b) { return std::pair(a.first.begin, a.first.end) < std::pair(b.first.begin, b.first.end); });
  std::uint64_t covered = 0;
  for (const auto& [tensor, entry] : placed) {
    const TensorOrigin origin{file, entry->name};
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

Tensors parse_safetensors(std::string_view bytes, const std::string& file) {
  const TensorOrigin origin{file, {}};
  if (bytes.size() < 8)
    origin.fail(DiagnosticId::TensorTruncated, fmt::format("ends after {} bytes, inside the length of its header", bytes.size()), "at least 8 bytes");
  std::uint64_t length = 0;
  for (int i = 7; i >= 0; --i) length = length << 8 | static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
  if (length > kLongestHeader)
    origin.fail(DiagnosticId::TensorFormat, fmt::format("claims a header of {} bytes", length), fmt::format("at most {}", kLongestHeader));
  if (length > bytes.size() - 8)
    origin.fail(DiagnosticId::TensorTruncated, fmt::format("ends after {} bytes, inside its header", bytes.size()),
                fmt::format("at least {} bytes", length + 8));

  const std::string_view values = bytes.substr(8 + length);
  const std::vector<Entry> entries = read_header(bytes.substr(8, length), origin);
  std::vector<std::pair<Placed, const Entry*>> placed;
  for (const Entry& entry : entries) placed.emplace_back(place(entry, {file, entry.name}), &entry);
  require_contiguous(placed, values.size(), file);

  Tensors tensors;
  for (auto& [tensor, entry] : placed) {
    Tensor result{std::move(tensor.shape), decode_elements(values.substr(tensor.begin, tensor.end - tensor.begin), *tensor.type, false)};
    require_finite(result, *tensor.type, {file, entry->name});
    tensors.emplace(entry->name, std::move(result));
  }
  return tensors;
}

std::string safetensors_bytes(const Tensors& tensors, const std::map<std::string, std::string>& metadata, const std::string& file) {
  Json header = Json::object();
  if (!metadata.empty()) header[std::string(kMetadata)] = metadata;
  std::uint64_t offset = 0;
  for (const auto& [name, tensor] : tensors) {
    assert(tensor.elements() == static_cast<std::int64_t>(tensor.values.size()));
    if (name == kMetadata) TensorOrigin{file, name}.fail(DiagnosticId::TensorFormat, "has a name that safetensors reserves");
    const std::uint64_t end = offset + tensor.values.size() * 4;
    header[name] = {{"dtype", "F32"}, {"shape", tensor.shape}, {"data_offsets", {offset, end}}};
    offset = end;
  }
  std::string text;
  try {
    text = header.dump();
  } catch (const Json::type_error&) {
    TensorOrigin{file, {}}.fail(DiagnosticId::TensorFormat, "cannot be written: a tensor's name or the metadata are not UTF-8");
  }
  text.resize((text.size() + 7) / 8 * 8, ' ');
  std::string bytes;
  bytes.reserve(8 + text.size() + offset);
  for (int i = 0; i < 8; ++i) bytes += static_cast<char>(text.size() >> (8 * i) & 0xff);
  bytes += text;
  for (const auto& [name, tensor] : tensors)
    for (const float value : tensor.values) {
      const auto bits = std::bit_cast<std::uint32_t>(value);
      for (int i = 0; i < 4; ++i) bytes += static_cast<char>(bits >> (8 * i) & 0xff);
    }
  return bytes;
}

}  // namespace skeptic
