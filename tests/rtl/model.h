// Modules of rtl/ as they run: built by Verilator and the compiler into a library that this process loads. One model holds several instances side by
// side, each with its own parameters, on one clock.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace skeptic::rtl_test {

using Sources = std::map<std::string, std::string>;  ///< text by module

/// The modules of rtl/ as they are shipped.
Sources shipped_sources();
/// With one text in one module replaced, which must be there once: a planted mistake.
Sources with_mistake(Sources sources, const std::string& module, const std::string& text, const std::string& mistake);

struct Port {
  std::string name;
  int width = 1;
};

/// A module with parameters. Its ports other than `clock`, with their widths as the test computes them.
struct Instance {
  std::string module;
  std::vector<std::pair<std::string, std::int64_t>> parameters;
  std::vector<Port> inputs, outputs;
};

/// Bits of one port.
class Bits {
 public:
  Bits() = default;
  Bits(std::uint32_t* words, int width) : words_(words), width_(width) {}
  int width() const { return width_; }
  /// Up to 64 bits from `first` on.
  std::uint64_t get(int first, int count) const;
  std::uint64_t get() const { return get(0, width_); }
  void set(int first, int count, std::uint64_t value);
  void set(std::uint64_t value) { set(0, width_, value); }

 private:
  std::uint32_t* words_ = nullptr;
  int width_ = 0;
};

class Model {
 public:
  /// Builds it, or takes it from an earlier build of the same sources. What the tools say against it is thrown.
  Model(const Sources& sources, std::vector<Instance> instances);
  ~Model();
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  Bits input(std::size_t instance, std::string_view port);
  Bits output(std::size_t instance, std::string_view port);
  /// Outputs follow the inputs; no clock edge.
  void settle();
  /// The same, and then a rising edge: outputs are those before it.
  void cycle();

 private:
  struct Library;
  std::vector<Instance> instances_;
  std::vector<std::uint32_t> in_, out_;
  std::vector<std::vector<Bits>> inputs_, outputs_;  ///< by instance and port
  std::unique_ptr<Library> library_;
};

}  // namespace skeptic::rtl_test
