// A mask: one bit a position, rows packed in 64-bit words.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace skeptic {

/// `rows` x `columns` bits; bits past `columns` in a row's last word are always 0.
class Mask {
 public:
  Mask() = default;
  Mask(std::int64_t rows, std::int64_t columns)
      : rows_(rows), columns_(columns), words_((columns + 63) / 64), bits_(static_cast<std::size_t>(rows * words_), 0) {}

  std::int64_t rows() const { return rows_; }
  std::int64_t columns() const { return columns_; }
  bool get(std::int64_t row, std::int64_t column) const { return (bits_[index(row, column)] >> (column & 63)) & 1; }
  void set(std::int64_t row, std::int64_t column) { bits_[index(row, column)] |= std::uint64_t{1} << (column & 63); }
  std::span<const std::uint64_t> row(std::int64_t r) const { return {bits_.data() + r * words_, static_cast<std::size_t>(words_)}; }
  std::span<std::uint64_t> row(std::int64_t r) { return {bits_.data() + r * words_, static_cast<std::size_t>(words_)}; }
  /// `length` <= 64 bits of a row from `column` on, the first in the lowest bit; positions past the end are 0.
  std::uint64_t bits(std::int64_t row, std::int64_t column, int length) const {
    const std::size_t word = index(row, column);
    const int shift = static_cast<int>(column & 63);
    std::uint64_t value = bits_[word] >> shift;
    if (shift + length > 64 && (column >> 6) + 1 < words_) value |= bits_[word + 1] << (64 - shift);
    return length == 64 ? value : value & ((std::uint64_t{1} << length) - 1);
  }
  /// Ones of a row in [from, to).
  std::int64_t count(std::int64_t row, std::int64_t from, std::int64_t to) const;
  std::int64_t count() const;
  friend bool operator==(const Mask&, const Mask&) = default;

 private:
  std::size_t index(std::int64_t row, std::int64_t column) const { return static_cast<std::size_t>(row * words_ + (column >> 6)); }
  std::int64_t rows_ = 0, columns_ = 0, words_ = 0;
  std::vector<std::uint64_t> bits_;
};

}  // namespace skeptic
