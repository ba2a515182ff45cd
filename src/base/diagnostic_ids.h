// The closed set of diagnostics. Each has a row here, a test that asserts its exact text, and a line in docs/diagnostics.md,
// which is generated from this table.
#pragma once

#include <array>
#include <string_view>

namespace skeptic {

enum class DiagnosticId {
  FileMissing,
  FileUnreadable,
  FileUnwritable,
  YamlSyntax,
  YamlShape,
  DesignVersion,
  DesignUnknownKey,
  DesignDuplicateKey,
  DesignMissingKey,
  DesignValue,
  DesignUnit,
  DesignChoice,
  DesignRange,
  DesignPattern,
  DesignConflict,
  DesignUnknownDesign,
  DesignExtendsCycle,
  DesignUnknownValue,
  LayerTile,
  LayerBuffer,
  LayerSlots,
  LayerTensorShape,
  NetworkUnknown,
  NetworkLayer,
  NetworkFamily,
  TensorFormat,
  TensorTruncated,
  TensorType,
  TensorNonFinite,
  TensorMissing,
  TensorExtra,
  CheckpointNetwork,
  ImageFormat,
  ImageTruncated,
  ImageSize,
  ImageLabel,
  ImageSetUnknown,
  TraceFormat,
  TraceNetwork,
  TraceMasks,
  FitFormat,
  FitNetwork,
  TensorMemory,
  TechnologyUnknown,
  CommandLine,
  ProgramMissing,
  ProgramFailed,
  UnsupportedEncoding,
  UnsupportedFabric,
  UnsupportedMechanism,
  UnsupportedCombination,
  UnsupportedImage,
};

struct DiagnosticRow {
  DiagnosticId id;
  std::string_view name;     ///< printed in brackets behind the message
  std::string_view meaning;  ///< one sentence for the documentation
};

inline constexpr std::array kDiagnostics{
    DiagnosticRow{DiagnosticId::FileMissing, "file-missing", "A file that was named does not exist."},
    DiagnosticRow{DiagnosticId::FileUnreadable, "file-unreadable", "A file exists and cannot be read, or is a folder."},
    DiagnosticRow{DiagnosticId::FileUnwritable, "file-unwritable", "A result cannot be written where it was asked for."},
    DiagnosticRow{DiagnosticId::YamlSyntax, "yaml-syntax", "The text is not YAML."},
    DiagnosticRow{DiagnosticId::YamlShape, "yaml-shape", "A mapping, a list or a single value stands where another of them is expected."},
    DiagnosticRow{DiagnosticId::DesignVersion, "design-version", "The file does not start from `skeptic: 1`."},
    DiagnosticRow{DiagnosticId::DesignUnknownKey, "design-unknown-key", "A key that the schema does not have."},
    DiagnosticRow{DiagnosticId::DesignDuplicateKey, "design-duplicate-key", "The same key twice in one mapping."},
    DiagnosticRow{DiagnosticId::DesignMissingKey, "design-missing-key", "A key without a safe default is neither written nor inherited."},
    DiagnosticRow{DiagnosticId::DesignValue, "design-value", "A value is not of the kind that its key takes."},
    DiagnosticRow{DiagnosticId::DesignUnit, "design-unit", "A quantity has no unit, or one of another dimension."},
    DiagnosticRow{DiagnosticId::DesignChoice, "design-choice", "A word that is not among the choices of its key."},
    DiagnosticRow{DiagnosticId::DesignRange, "design-range", "A number is outside the range that its key allows."},
    DiagnosticRow{DiagnosticId::DesignPattern, "design-pattern", "A sparsity pattern does not follow the grammar, or keeps more than it has."},
    DiagnosticRow{DiagnosticId::DesignConflict, "design-conflict", "Two values that cannot hold together."},
    DiagnosticRow{DiagnosticId::DesignUnknownDesign, "design-unknown-design", "A design that is neither in the library nor a file."},
    DiagnosticRow{DiagnosticId::DesignExtendsCycle, "design-extends-cycle", "A design extends itself, directly or through others."},
    DiagnosticRow{DiagnosticId::DesignUnknownValue, "design-unknown-value", "A value is `unknown` where one run needs it to be known."},
    DiagnosticRow{DiagnosticId::LayerTile, "layer-tile", "A tile is not a multiple of the array or of the granule."},
    DiagnosticRow{DiagnosticId::LayerBuffer, "layer-buffer", "A tile does not fit its buffer."},
    DiagnosticRow{DiagnosticId::LayerSlots, "layer-slots", "Counts of lane slots could pass 64 bits."},
    DiagnosticRow{DiagnosticId::LayerTensorShape, "layer-tensor-shape", "A tensor's shape does not fit the layer."},
    DiagnosticRow{DiagnosticId::NetworkUnknown, "network-unknown", "A network that is neither in the library nor a file."},
    DiagnosticRow{DiagnosticId::NetworkLayer, "network-layer",
                  "A key or a row of a network's table is wrong or inconsistent, or names a row that does not exist."},
    DiagnosticRow{DiagnosticId::NetworkFamily, "network-family", "A key or a value in the name of a network of a family is wrong or missing."},
    DiagnosticRow{DiagnosticId::TensorFormat, "tensor-format", "A tensor file does not follow its format."},
    DiagnosticRow{DiagnosticId::TensorTruncated, "tensor-truncated", "A tensor file is shorter than it says."},
    DiagnosticRow{DiagnosticId::TensorType, "tensor-type", "A tensor's element type is not supported."},
    DiagnosticRow{DiagnosticId::TensorNonFinite, "tensor-non-finite", "A tensor holds NaN or infinity."},
    DiagnosticRow{DiagnosticId::TensorMissing, "tensor-missing", "A tensor that is needed is not in the file."},
    DiagnosticRow{DiagnosticId::TensorExtra, "tensor-extra", "A checkpoint holds a tensor that the network does not have."},
    DiagnosticRow{DiagnosticId::CheckpointNetwork, "checkpoint-network", "A file looks like a checkpoint of another network."},
    DiagnosticRow{DiagnosticId::ImageFormat, "image-format", "A file of images is of no known format, or does not follow it."},
    DiagnosticRow{DiagnosticId::ImageTruncated, "image-truncated", "A file of images ends before its images do."},
    DiagnosticRow{DiagnosticId::ImageSize, "image-size", "An image has more pixels than are read, or another size than the network's input."},
    DiagnosticRow{DiagnosticId::ImageLabel, "image-label", "Labels do not fit their images, or are none."},
    DiagnosticRow{DiagnosticId::ImageSetUnknown, "image-set-unknown", "A folder without images, or the name of no generated set."},
    DiagnosticRow{DiagnosticId::TraceFormat, "trace-format",
                  "A safetensors file is no trace, its tensors do not fit its network's table, or an input is past its last."},
    DiagnosticRow{DiagnosticId::TraceNetwork, "trace-network", "A trace is of another network than the one that is named beside it."},
    DiagnosticRow{DiagnosticId::TraceMasks, "trace-masks", "A design prunes by magnitude, and the trace holds masks alone."},
    DiagnosticRow{DiagnosticId::FitFormat, "fit-format", "A file is no fit, does not fit its network's table, or has a number that no fit has."},
    DiagnosticRow{DiagnosticId::FitNetwork, "fit-network", "A fit is of another network than the one that is named beside it."},
    DiagnosticRow{DiagnosticId::TensorMemory, "tensor-memory", "Tensors would take more memory than is allowed."},
    DiagnosticRow{DiagnosticId::TechnologyUnknown, "technology-unknown", "A technology that has no table."},
    DiagnosticRow{DiagnosticId::CommandLine, "command-line", "The command line does not make sense."},
    DiagnosticRow{DiagnosticId::ProgramMissing, "program-missing", "A program that a command starts is not there, or does not start."},
    DiagnosticRow{DiagnosticId::ProgramFailed, "program-failed", "A program that a command starts reports an error."},
    DiagnosticRow{DiagnosticId::UnsupportedEncoding, "unsupported-encoding",
                  "An encoding needs a skip rule or a tile that the design does not have."},
    DiagnosticRow{DiagnosticId::UnsupportedFabric, "unsupported-fabric", "A fabric that this version compares and does not simulate."},
    DiagnosticRow{DiagnosticId::UnsupportedMechanism, "unsupported-mechanism", "A mechanism that this version compares and does not simulate."},
    DiagnosticRow{DiagnosticId::UnsupportedCombination, "unsupported-combination", "Mechanisms that this version does not simulate together."},
    DiagnosticRow{DiagnosticId::UnsupportedImage, "unsupported-image", "An image of a kind that this version does not read."},
};

constexpr std::string_view name(DiagnosticId id) {
  for (const DiagnosticRow& row : kDiagnostics)
    if (row.id == id) return row.name;
  return "?";
}

}  // namespace skeptic
