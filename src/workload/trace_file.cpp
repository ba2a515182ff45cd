#include "workload/trace_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>

#include "base/diagnostic.h"
#include "workload/network_file.h"
#include "workload/safetensors_index.h"
#include "workload/trace_layout.h"

namespace skeptic {
namespace {

static_assert(std::endian::native == std::endian::little, "a trace's values are read as they lie in the file");

using Shape = std::vector<std::int64_t>;
constexpr std::int64_t kMostInputs = std::int64_t{1} << 31;
constexpr std::int64_t kMostValues = std::int64_t{1} << 30;  // of one input in one tensor: 4 GiB of floats, whatever the file's size

Diagnostic problem(const std::string& file, DiagnosticId id, std::string message, std::string expected = {}) {
  return {id, Place{file, 0, 0, {}}, std::move(message), std::move(expected), {}};
}

[[noreturn]] void fail(const std::string& file, DiagnosticId id, std::string message, std::string expected = {}) {
  throw UserError(problem(file, id, std::move(message), std::move(expected)));
}

/// A file that is open for reading.
class OpenFile {
 public:
  explicit OpenFile(std::string file) : file_(std::move(file)), descriptor_(open(file_.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0 && (errno == ENOENT || errno == ENOTDIR)) fail(file_, DiagnosticId::FileMissing, "no such file");
    struct stat status {};
    if (descriptor_ < 0 || fstat(descriptor_, &status) != 0) fail(file_, DiagnosticId::FileUnreadable, "cannot be read");
    if (S_ISREG(status.st_mode)) {
      bytes_ = static_cast<std::uint64_t>(status.st_size);
      return;
    }
    close(descriptor_);
    fail(file_, DiagnosticId::FileUnreadable, S_ISDIR(status.st_mode) ? "this is a folder, not a file" : "is not a regular file");
  }
  ~OpenFile() { close(descriptor_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  const std::string& file() const { return file_; }
  std::uint64_t bytes() const { return bytes_; }
  void read(void* to, std::size_t count, std::uint64_t offset) const {
    char* at = static_cast<char*>(to);
    while (count > 0) {
      const ssize_t done = pread(descriptor_, at, count, static_cast<off_t>(offset));
      if (done < 0 && errno == EINTR) continue;
      if (done <= 0) fail(file_, DiagnosticId::FileUnreadable, "cannot be read to its end");
      at += done, count -= static_cast<std::size_t>(done), offset += static_cast<std::uint64_t>(done);
    }
  }

 private:
  std::string file_;
  int descriptor_;
  std::uint64_t bytes_ = 0;
};

/// The eight values that the bits of a byte stand for.
constexpr auto kUnpacked = [] {
  std::array<std::array<float, 8>, 256> table{};
  for (std::size_t byte = 0; byte < 256; ++byte)
    for (std::size_t bit = 0; bit < 8; ++bit) table[byte][bit] = (byte >> bit & 1) != 0 ? 1.0F : 0.0F;
  return table;
}();

void unpack(const std::uint8_t* packed, std::int64_t values, float* to) {
  for (; values >= 8; values -= 8, to += 8) std::memcpy(to, kUnpacked[*packed++].data(), sizeof(kUnpacked[0]));
  if (values > 0) std::copy_n(kUnpacked[*packed].begin(), values, to);
}

const std::string& text_of(const SafetensorsIndex& index, std::string_view key, const std::string& file) {
  const auto found = index.metadata.find(std::string(key));
  if (found == index.metadata.end()) fail(file, DiagnosticId::TraceFormat, fmt::format("its metadata have no \"{}\"", key));
  return found->second;
}

TraceHeader read_trace_header(const SafetensorsIndex& index, const std::string& file) {
  const auto mark = index.metadata.find(std::string(kTraceMark));
  if (mark == index.metadata.end())
    fail(file, DiagnosticId::TraceFormat, fmt::format("is no trace: its metadata have no \"{}\"", kTraceMark), "a file that `skeptic trace` wrote");
  if (mark->second != kTraceVersion)
    fail(file, DiagnosticId::TraceFormat, fmt::format("is a trace of version {}", quoted_name(mark->second)),
         fmt::format("version {}", kTraceVersion));
  TraceHeader header;
  header.network = text_of(index, kTraceNetwork, file);
  header.design = text_of(index, kTraceDesign, file);
  header.pruning = text_of(index, kTracePruning, file);
  const std::string& inputs = text_of(index, kTraceInputs, file);
  const auto [end, error] = std::from_chars(inputs.data(), inputs.data() + inputs.size(), header.inputs);
  if (error != std::errc() || end != inputs.data() + inputs.size() || header.inputs < 1 || header.inputs > kMostInputs)
    fail(file, DiagnosticId::TraceFormat, fmt::format("its metadata give {} as number of inputs", quoted_name(inputs)),
         fmt::format("a number from 1 to {}", kMostInputs));
  const std::string& store = text_of(index, kTraceStore, file);
  const auto known = std::find(kTraceStores.begin(), kTraceStores.end(), store);
  if (known == kTraceStores.end())
    fail(file, DiagnosticId::TraceFormat, fmt::format("its metadata give {} as what it stores", quoted_name(store)), "values or masks");
  header.store = static_cast<TraceStore>(known - kTraceStores.begin());
  for (const auto& [key, value] : index.metadata)
    if (std::find(kTraceKeys.begin(), kTraceKeys.end(), key) == kTraceKeys.end()) header.facts[key] = value;
  return header;
}

}  // namespace

struct Trace::File {
  explicit File(const std::string& name) : open(name) {}

  OpenFile open;
  TraceHeader header;
  Network network;
  std::map<std::string, IndexedTensor, std::less<>> tensors;
  std::uint64_t values = 0;  ///< where they start

  const IndexedTensor& tensor(const std::string& name) const {
    const auto found = tensors.find(name);
    assert(found != tensors.end());
    return found->second;
  }

  /// Values of a tensor that are read together; a mask's bytes are eight each.
  std::int64_t values_read(const TraceTensor& tensor) const {
    const std::int64_t elements = element_count(tensor.shape).value_or(std::numeric_limits<std::int64_t>::max() / 8);
    return elements / (tensor.by_input ? header.inputs : 1) * (tensor.type == ElementType::U8 ? 8 : 1);
  }

  /// Every tensor that the table asks for, with its shape; of logits, classes are as many as there are.
  void check_tensors() const {
    Diagnostics diagnostics;
    const auto report = [&](std::string message, const TraceTensor& wanted) {
      diagnostics.push_back(problem(
          open.file(), DiagnosticId::TraceFormat, std::move(message),
          fmt::format("{} of {}, as its network's table and its number of inputs ask for", shape_text(wanted.shape), element_row(wanted.type).name)));
    };
    std::int64_t classes = 0;
    if (const auto logits = tensors.find("logits"); logits != tensors.end() && logits->second.shape.size() == 2) classes = logits->second.shape[1];
    for (const TraceTensor& wanted : trace_layout(network, header.store, header.inputs, classes)) {
      const auto found = tensors.find(wanted.name);
      if (found == tensors.end())
        report(fmt::format("lacks the tensor {}", quoted_name(wanted.name)), wanted);
      else if (const std::int64_t size = values_read(wanted); size > kMostValues)
        diagnostics.push_back(problem(
            open.file(), DiagnosticId::TensorMemory,
            fmt::format("its tensor {} takes {} MB of memory{}", quoted_name(wanted.name), size >> 18, wanted.by_input ? " for one input" : ""),
            fmt::format("at most {} MB", kMostValues >> 18)));
      else if (found->second.shape != wanted.shape || found->second.type->type != wanted.type)
        report(fmt::format("its tensor {} is {} of {}", quoted_name(wanted.name), shape_text(found->second.shape), found->second.type->name), wanted);
    }
    if (!diagnostics.empty()) throw UserError(std::move(diagnostics));
  }

  /// Throws UserError, TensorNonFinite; `input` is that of the first value where there are several.
  void check_finite(const std::string& name, std::span<const float> floats, std::int64_t first, std::int64_t inputs) const {
    const auto bad = std::find_if(floats.begin(), floats.end(), [](float value) { return !std::isfinite(value); });
    if (bad == floats.end()) return;
    const std::int64_t of_one = static_cast<std::int64_t>(floats.size()) / std::max<std::int64_t>(1, inputs), at = bad - floats.begin();
    TensorOrigin{open.file(), name}.fail(
        DiagnosticId::TensorNonFinite,
        inputs == 0 ? fmt::format("holds {} at value {}", std::isnan(*bad) ? "NaN" : "infinity", at)
                    : fmt::format("holds {} at value {} of input {}", std::isnan(*bad) ? "NaN" : "infinity", at % of_one, first + at / of_one),
        "finite numbers");
  }

  std::vector<float> all(const std::string& name) const {
    const IndexedTensor& from = tensor(name);
    std::vector<float> floats((from.end - from.begin) / sizeof(float));
    open.read(floats.data(), floats.size() * sizeof(float), values + from.begin);
    check_finite(name, floats, 0, 0);
    return floats;
  }

  /// Of a tensor whose first dimension is the inputs; `inner` values lie in a row.
  std::vector<float> slice(const std::string& name, std::int64_t inner, std::int64_t first, std::int64_t inputs) const {
    if (first < 0 || inputs < 1 || first > header.inputs - inputs)
      fail(open.file(), DiagnosticId::TraceFormat, fmt::format("input {} is asked for; the trace has {}", first + inputs - 1, header.inputs),
           fmt::format("inputs from 0 to {}", header.inputs - 1));
    const IndexedTensor& from = tensor(name);
    const std::uint64_t of_one = (from.end - from.begin) / static_cast<std::uint64_t>(header.inputs);
    const std::uint64_t offset = values + from.begin + of_one * static_cast<std::uint64_t>(first);
    const std::size_t bytes = of_one * static_cast<std::uint64_t>(inputs);
    if (header.store == TraceStore::Values) {
      std::vector<float> floats(bytes / sizeof(float));
      open.read(floats.data(), bytes, offset);
      check_finite(name, floats, first, inputs);
      return floats;
    }
    std::vector<std::uint8_t> packed(bytes);
    open.read(packed.data(), bytes, offset);
    const std::int64_t rows = inner == 0 ? 0 : static_cast<std::int64_t>(bytes) / packed_bytes(inner);
    std::vector<float> floats(static_cast<std::size_t>(rows * inner));
    for (std::int64_t r = 0; r < rows; ++r) unpack(packed.data() + r * packed_bytes(inner), inner, floats.data() + r * inner);
    return floats;
  }
};

Trace::Trace(const std::string& file) {
  auto trace = std::make_shared<File>(file);
  const OpenFile& open = trace->open;
  std::string start(std::min<std::uint64_t>(open.bytes(), kSafetensorsLengthBytes), '\0');
  open.read(start.data(), start.size(), 0);
  std::string header(safetensors_header_length(start, open.bytes(), file), '\0');
  open.read(header.data(), header.size(), kSafetensorsLengthBytes);
  trace->values = kSafetensorsLengthBytes + header.size();
  SafetensorsIndex index = parse_safetensors_index(header, open.bytes() - trace->values, file);
  trace->header = read_trace_header(index, file);
  trace->network = parse_network(text_of(index, kTraceTable, file), file + ":" + std::string(kTraceTable));
  if (trace->network.name != trace->header.network)
    fail(file, DiagnosticId::TraceFormat,
         fmt::format("is of network {}, and holds the table of {}", quoted_name(trace->header.network), quoted_name(trace->network.name)));
  for (IndexedTensor& tensor : index.tensors) {
    std::string name = tensor.name;
    trace->tensors.emplace(std::move(name), std::move(tensor));
  }
  trace->check_tensors();
  file_ = std::move(trace);
}

Trace::~Trace() = default;

const std::string& Trace::file() const { return file_->open.file(); }
const TraceHeader& Trace::header() const { return file_->header; }
const Network& Trace::network() const { return file_->network; }

std::vector<float> Trace::weights(const Layer& layer) const {
  assert(layer.kind != LayerKind::Elementwise && layer.kind != LayerKind::Matmul);
  return file_->all(traced_weights_name(layer));
}

LayerOperands Trace::activations(const Layer& layer, std::int64_t first, std::int64_t inputs) const {
  assert(layer.kind != LayerKind::Elementwise);
  LayerOperands operands;
  operands.images = inputs;
  operands.activations = file_->slice(traced_activations_name(layer), layer.in_channels, first, inputs);
  if (layer.kind == LayerKind::Matmul) operands.weights = file_->slice(traced_weights_name(layer), layer.in_channels, first, inputs);
  return operands;
}

LayerOperands Trace::operands(const Layer& layer, std::int64_t first, std::int64_t inputs) const {
  LayerOperands operands = activations(layer, first, inputs);
  if (layer.kind != LayerKind::Matmul) operands.weights = weights(layer);
  return operands;
}

std::vector<float> Trace::logits() const { return file_->all("logits"); }

std::vector<std::int64_t> Trace::labels() const {
  const IndexedTensor& from = file_->tensor("labels");
  std::vector<std::int64_t> labels((from.end - from.begin) / sizeof(std::int64_t));
  file_->open.read(labels.data(), labels.size() * sizeof(std::int64_t), file_->values + from.begin);
  return labels;
}

}  // namespace skeptic
