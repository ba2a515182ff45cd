// A trace: what the layers of a network really saw, for a number of inputs. One safetensors file with metadata, readable by any tool
// (docs/traces.md).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "workload/layer.h"
#include "workload/operands.h"

namespace skeptic {

enum class TraceStore {
  Values,  ///< F32
  Masks,   ///< one bit a value, nonzero or not; packed along the innermost dimension, the first in the lowest bit of a byte
};

/// What a trace's metadata say. Everything is text in the file.
struct TraceHeader {
  std::string network;  ///< its name, of the Network that a writer is given; the table itself is kept beside it
  std::string design;   ///< whose pruning was part of the forward pass; empty: nobody's
  std::string pruning;  ///< pruning_key of that design (simulate/pruned.h); empty: nothing was pruned
  std::int64_t inputs = 0;
  TraceStore store = TraceStore::Values;
  std::map<std::string, std::string> facts;  ///< weights, images, preprocessing, command, top1, …: for people
};

/// The fact of a trace that holds, as a JSON list, the words of the command line that say which network ran on which inputs.
inline constexpr std::string_view kTraceArguments = "arguments";

/// Writes a trace input by input; memory is that of what it is handed. The file appears under its name in finish(); until then, and where that is
/// never called, there is only a file beside it that the destructor removes.
///
/// Tensors, for N inputs: `activations/LAYER` for every layer that the array can run: [N][height][width][channels] (convolution), [N][tokens][K]
/// (linear), [N][heads][tokens][K] (matmul); `weights/LAYER`: [M][R][S][C/groups], [M][K], F32 always; of a matmul [N][heads][M][K], an activation
/// like the other. `logits`: F32 [N][classes]; `labels`: I64 [N], -1 where an input has none.
class TraceWriter {
 public:
  /// `header.inputs` is at least 1, and `network` has its text. Throws UserError, FileUnwritable, as all that follows does.
  TraceWriter(std::string file, TraceHeader header, const Network& network, std::int64_t classes);
  ~TraceWriter();
  TraceWriter(const TraceWriter&) = delete;
  TraceWriter& operator=(const TraceWriter&) = delete;

  /// In any order, from any thread; everything is written once, and all of it before finish().
  void write_weights(const Layer& layer, std::span<const float> weights);
  /// `weights` of a matmul alone.
  void write_operands(const Layer& layer, std::int64_t first, std::int64_t inputs, std::span<const float> activations,
                      std::span<const float> weights);
  /// `labels` may be empty: none is known.
  void write_outputs(std::int64_t first, std::int64_t inputs, std::span<const float> logits, std::span<const std::int64_t> labels);
  /// `facts` join those of the header. The keys of the header itself are no facts.
  void finish(const std::map<std::string, std::string>& facts);

 private:
  struct File;
  std::unique_ptr<File> file_;
};

/// A trace that is read slice by slice; safe to read from several threads.
class Trace {
 public:
  /// Throws UserError: what a safetensors file can have wrong, and TraceFormat: no trace, or one whose tensors do not fit its table.
  explicit Trace(const std::string& file);
  ~Trace();

  const std::string& file() const;
  const TraceHeader& header() const;
  const Network& network() const;
  /// Of a layer that is no matmul.
  std::vector<float> weights(const Layer& layer) const;
  /// The operands of one layer for some inputs; of a trace of masks, activations are 1 and 0. Throws UserError: TraceFormat past the last input,
  /// TensorNonFinite.
  LayerOperands operands(const Layer& layer, std::int64_t first, std::int64_t inputs) const;
  /// The same without the weights, unless they are those of a matmul.
  LayerOperands activations(const Layer& layer, std::int64_t first, std::int64_t inputs) const;
  std::vector<float> logits() const;
  std::vector<std::int64_t> labels() const;

 private:
  struct File;
  std::shared_ptr<const File> file_;
};

}  // namespace skeptic
