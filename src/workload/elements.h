// Elements of a tensor file: their types, how many there are, and their conversion to float.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "workload/tensor.h"

namespace skeptic {

enum class ElementType { Bool, I8, I16, I32, I64, U8, U16, U32, U64, F16, BF16, F32, F64 };

struct ElementTypeRow {
  ElementType type;
  int bytes;
  std::string_view numpy;        ///< kind and size in a NumPy `descr`; empty where NumPy has no such type
  std::string_view safetensors;  ///< `dtype`
  std::string_view name;         ///< in diagnostics
};

inline constexpr std::array kElementTypes{
    ElementTypeRow{ElementType::Bool, 1, "b1", "BOOL", "bool"},   ElementTypeRow{ElementType::I8, 1, "i1", "I8", "int8"},
    ElementTypeRow{ElementType::I16, 2, "i2", "I16", "int16"},    ElementTypeRow{ElementType::I32, 4, "i4", "I32", "int32"},
    ElementTypeRow{ElementType::I64, 8, "i8", "I64", "int64"},    ElementTypeRow{ElementType::U8, 1, "u1", "U8", "uint8"},
    ElementTypeRow{ElementType::U16, 2, "u2", "U16", "uint16"},   ElementTypeRow{ElementType::U32, 4, "u4", "U32", "uint32"},
    ElementTypeRow{ElementType::U64, 8, "u8", "U64", "uint64"},   ElementTypeRow{ElementType::F16, 2, "f2", "F16", "float16"},
    ElementTypeRow{ElementType::BF16, 2, "", "BF16", "bfloat16"}, ElementTypeRow{ElementType::F32, 4, "f4", "F32", "float32"},
    ElementTypeRow{ElementType::F64, 8, "f8", "F64", "float64"},
};

/// Where a tensor comes from: its file, and its name within it (empty where the file is one tensor).
struct TensorOrigin {
  std::string file;
  std::string tensor;

  /// Throws UserError; the message starts with a verb and gets `tensor "name"` before it.
  [[noreturn]] void fail(DiagnosticId id, const std::string& message, std::string expected = {}, std::string suggestion = {}) const;
};

/// A name out of a file, in quotes, safe to print: what is not printable is written \xNN, and a long name is cut.
std::string quoted_name(std::string_view name);

/// `[2, 3]`.
std::string shape_text(const std::vector<std::int64_t>& shape);

/// The product of the dimensions; nothing where that, or the bytes of it, would not fit 62 bits.
std::optional<std::int64_t> element_count(const std::vector<std::int64_t>& shape);

/// `count` elements of `bytes` as floats: integers and doubles are rounded to the nearest, any nonzero bool is 1. Values may be infinite or NaN.
std::vector<float> decode_elements(std::string_view bytes, const ElementTypeRow& type, bool big_endian);

/// Throws UserError, TensorNonFinite, with the index of the first value that is NaN or infinite.
void require_finite(const Tensor& tensor, const ElementTypeRow& type, const TensorOrigin& origin);

}  // namespace skeptic
