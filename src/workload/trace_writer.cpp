#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <cassert>
#include <cerrno>
#include <filesystem>
#include <functional>
#include <map>
#include <numeric>
#include <system_error>
#include <utility>

#include "base/diagnostic.h"
#include "base/json.h"
#include "workload/safetensors_index.h"
#include "workload/trace_layout.h"

namespace skeptic {
namespace {

static_assert(std::endian::native == std::endian::little, "a trace is written as the values lie in memory");

/// Kept for the facts that are known at the end; a header that grows beyond it moves the values.
constexpr std::size_t kRoom = 64 << 10;
/// The values start at a multiple of this.
constexpr std::size_t kAlignment = 64;
constexpr std::size_t kChunk = 1 << 20;

[[noreturn]] void fail(const std::string& file, std::string message, std::string suggestion) {
  throw UserError(Diagnostic{DiagnosticId::FileUnwritable, Place{file, 0, 0, {}}, std::move(message), {}, std::move(suggestion)});
}

std::uint64_t product(const std::vector<std::int64_t>& shape) {
  return static_cast<std::uint64_t>(std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>()));
}

struct Placed {
  std::uint64_t begin = 0, bytes = 0;
};

}  // namespace

struct TraceWriter::File {
  std::string file, beside;
  TraceHeader header;
  std::string network, table;
  std::vector<TraceTensor> tensors;
  std::map<std::string, Placed> places;
  std::int64_t classes = 0;
  std::size_t header_bytes = 0;  ///< with its length
  std::uint64_t value_bytes = 0;
  std::atomic<std::uint64_t> written = 0;
  int descriptor = -1;

  ~File() {
    if (descriptor < 0) return;
    close(descriptor);
    std::error_code ignored;
    std::filesystem::remove(beside, ignored);
  }

  [[noreturn]] void fail_at_end() const { fail(file, "cannot be written to its end", "is the disk full?"); }

  void put(const void* bytes, std::size_t count, std::uint64_t offset) const {
    const char* from = static_cast<const char*>(bytes);
    while (count > 0) {
      const ssize_t done = pwrite(descriptor, from, count, static_cast<off_t>(offset));
      if (done < 0 && errno == EINTR) continue;
      if (done <= 0) fail_at_end();
      from += done, count -= static_cast<std::size_t>(done), offset += static_cast<std::uint64_t>(done);
    }
  }

  void put_values(const Placed& place, std::uint64_t offset, const void* bytes, std::size_t count) {
    assert(offset + count <= place.bytes);
    put(bytes, count, header_bytes + place.begin + offset);
    written += count;
  }

  /// The header as it stands, with `room` for more.
  std::string start(std::size_t room) const {
    Json metadata = Json::object();
    metadata[std::string(kTraceMark)] = kTraceVersion;
    metadata[std::string(kTraceNetwork)] = network;
    metadata[std::string(kTraceDesign)] = header.design;
    metadata[std::string(kTracePruning)] = header.pruning;
    metadata[std::string(kTraceInputs)] = std::to_string(header.inputs);
    metadata[std::string(kTraceStore)] = kTraceStores[static_cast<std::size_t>(header.store)];
    for (const auto& [key, value] : header.facts) metadata[key] = value;
    metadata[std::string(kTraceTable)] = table;
    Json json = Json::object();
    json[std::string(kSafetensorsMetadata)] = std::move(metadata);
    for (const TraceTensor& tensor : tensors) {
      const Placed& place = places.at(tensor.name);
      json[tensor.name] = {
          {"dtype", element_row(tensor.type).safetensors}, {"shape", tensor.shape}, {"data_offsets", {place.begin, place.begin + place.bytes}}};
    }
    std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    const std::size_t all = (kSafetensorsLengthBytes + text.size() + room + kAlignment - 1) / kAlignment * kAlignment;
    text.resize(all - kSafetensorsLengthBytes, ' ');
    return safetensors_start(text);
  }

  /// Makes way for a longer header, from the last value on.
  void move_values(std::size_t longer_header) {
    std::vector<char> chunk(kChunk);
    for (std::uint64_t end = value_bytes; end > 0;) {
      const std::size_t count = std::min<std::uint64_t>(kChunk, end);
      end -= count;
      for (std::size_t have = 0; have < count;) {
        const ssize_t done = pread(descriptor, chunk.data() + have, count - have, static_cast<off_t>(header_bytes + end + have));
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) fail_at_end();
        have += static_cast<std::size_t>(done);
      }
      put(chunk.data(), count, longer_header + end);
    }
    header_bytes = longer_header;
  }

  /// Of a tensor whose first dimension is the inputs.
  void put_inputs(const std::string& name, std::int64_t inner, std::int64_t first, std::int64_t inputs, std::span<const float> values) {
    assert(0 <= first && inputs >= 0 && first + inputs <= header.inputs);
    const Placed& place = places.at(name);
    const std::uint64_t of_one = place.bytes / static_cast<std::uint64_t>(header.inputs);
    const std::uint64_t offset = of_one * static_cast<std::uint64_t>(first);
    assert(inner == 0 || values.size() % static_cast<std::size_t>(inner) == 0);
    if (header.store == TraceStore::Values) {
      assert(values.size_bytes() == of_one * static_cast<std::uint64_t>(inputs));
      put_values(place, offset, values.data(), values.size_bytes());
      return;
    }
    const std::int64_t rows = inner == 0 ? 0 : static_cast<std::int64_t>(values.size()) / inner;
    std::vector<std::uint8_t> packed(static_cast<std::size_t>(rows * packed_bytes(inner)), 0);
    assert(packed.size() == of_one * static_cast<std::uint64_t>(inputs));
    for (std::int64_t r = 0; r < rows; ++r)
      for (std::int64_t i = 0; i < inner; ++i)
        if (values[static_cast<std::size_t>(r * inner + i)] != 0.0F)
          packed[static_cast<std::size_t>(r * packed_bytes(inner) + i / 8)] |= static_cast<std::uint8_t>(1U << (i % 8));
    put_values(place, offset, packed.data(), packed.size());
  }
};

TraceWriter::TraceWriter(std::string file, TraceHeader header, const Network& network, std::int64_t classes) : file_(std::make_unique<File>()) {
  assert(header.inputs > 0 && classes >= 0 && !network.text.empty());
  File& trace = *file_;
  trace.file = std::move(file), trace.header = std::move(header), trace.network = network.name, trace.table = network.text, trace.classes = classes;
  trace.beside = trace.file + ".partial";
  trace.tensors = trace_layout(network, trace.header.store, trace.header.inputs, classes);
  for (const TraceTensor& tensor : trace.tensors) {
    const std::uint64_t bytes = product(tensor.shape) * static_cast<std::uint64_t>(element_row(tensor.type).bytes);
    trace.places[tensor.name] = {trace.value_bytes, bytes};
    trace.value_bytes += bytes;
  }
  std::error_code ignored;
  // Nothing but a file may stand there: a trace is written beside it, and takes its place.
  const std::filesystem::file_status status = std::filesystem::status(trace.file, ignored);
  if (!std::filesystem::exists(status) || std::filesystem::is_regular_file(status))
    trace.descriptor = open(trace.beside.c_str(), O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0666);
  if (trace.descriptor < 0) fail(trace.file, "cannot be written", "check that its folder exists and can be written to");
  const std::string start = trace.start(kRoom);
  trace.header_bytes = start.size();
  trace.put(start.data(), start.size(), 0);
  if (ftruncate(trace.descriptor, static_cast<off_t>(trace.header_bytes + trace.value_bytes)) != 0) trace.fail_at_end();
}

TraceWriter::~TraceWriter() = default;

void TraceWriter::write_weights(const Layer& layer, std::span<const float> weights) {
  assert(layer.kind != LayerKind::Elementwise && layer.kind != LayerKind::Matmul);
  const Placed& place = file_->places.at(traced_weights_name(layer));
  assert(weights.size_bytes() == place.bytes);
  file_->put_values(place, 0, weights.data(), weights.size_bytes());
}

void TraceWriter::write_operands(const Layer& layer, std::int64_t first, std::int64_t inputs, std::span<const float> activations,
                                 std::span<const float> weights) {
  file_->put_inputs(traced_activations_name(layer), layer.in_channels, first, inputs, activations);
  if (layer.kind == LayerKind::Matmul)
    file_->put_inputs(traced_weights_name(layer), layer.in_channels, first, inputs, weights);
  else
    assert(weights.empty());
}

void TraceWriter::write_outputs(std::int64_t first, std::int64_t inputs, std::span<const float> logits, std::span<const std::int64_t> labels) {
  assert(0 <= first && first + inputs <= file_->header.inputs);
  assert(logits.size() == static_cast<std::size_t>(inputs * file_->classes));
  assert(labels.empty() || labels.size() == static_cast<std::size_t>(inputs));
  const std::vector<std::int64_t> none(labels.empty() ? static_cast<std::size_t>(inputs) : 0, -1);
  if (labels.empty()) labels = none;
  file_->put_values(file_->places.at("logits"), static_cast<std::uint64_t>(first * file_->classes) * 4, logits.data(), logits.size_bytes());
  file_->put_values(file_->places.at("labels"), static_cast<std::uint64_t>(first) * 8, labels.data(), labels.size_bytes());
}

void TraceWriter::finish(const std::map<std::string, std::string>& facts) {
  File& trace = *file_;
  assert(trace.written == trace.value_bytes);  // nothing is missing, or the file would hold zeros that nobody measured
  for (const auto& [key, value] : facts) {
    assert(std::find(kTraceKeys.begin(), kTraceKeys.end(), key) == kTraceKeys.end());
    trace.header.facts[key] = value;
  }
  std::string start = trace.start(0);
  if (start.size() > trace.header_bytes)
    trace.move_values(start.size());
  else
    start = trace.start(trace.header_bytes - start.size());
  trace.put(start.data(), start.size(), 0);
  if (close(std::exchange(trace.descriptor, -1)) != 0) {
    std::error_code ignored;
    std::filesystem::remove(trace.beside, ignored);
    trace.fail_at_end();
  }
  std::error_code error;
  std::filesystem::rename(trace.beside, trace.file, error);
  if (error) {
    std::error_code ignored;
    std::filesystem::remove(trace.beside, ignored);
    fail(trace.file, "cannot be written: " + error.message(), {});
  }
}

}  // namespace skeptic
