#include "rtl/model.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <filesystem>
#include <regex>
#include <stdexcept>

#include "app/tool_process.h"
#include "base/file.h"
#include "rtl/library.h"
#include "support/made_once.h"

namespace skeptic::rtl_test {
namespace {

namespace fs = std::filesystem;

int words_of(int width) { return (width + 31) / 32; }

std::string tool(const std::string& program, std::vector<std::string> arguments) {
  return run_tool(run_tool_process, ToolCommand{program, std::move(arguments), {}, {600, 16384}}, program == "verilator" ? "verilator" : "g++");
}

std::string range(int width) { return width == 1 ? "" : fmt::format(" [{}:0]", width - 1); }

/// A module with all instances, and the C++ that sets and reads its ports.
struct Bench {
  std::string verilog, cpp;
  int in_words = 0, out_words = 0;
};

Bench bench_of(const Sources& sources, const std::vector<Instance>& instances) {
  Bench bench;
  std::string ports, body, set, get;
  for (std::size_t i = 0; i < instances.size(); ++i) {
    const Instance& instance = instances[i];
    std::string parameters, connections;
    // By its text: a test may bring a module of its own.
    static const std::regex clock(R"(\binput\s+(logic\s+)?clock\b)");
    const bool clocked = std::regex_search(sources.at(instance.module), clock);
    for (const auto& [name, value] : instance.parameters) parameters += fmt::format("{}.{}({})", parameters.empty() ? "" : ", ", name, value);
    if (clocked) connections = ".clock(clock)";
    const auto connect = [&](const Port& port, std::string_view direction) {
      ports += fmt::format(",\n  {} logic{} i{}_{}", direction, range(port.width), i, port.name);
      connections += fmt::format("{}.{}(i{}_{})", connections.empty() ? "" : ", ", port.name, i, port.name);
    };
    for (const Port& port : instance.inputs) {
      connect(port, "input");
      set += fmt::format("  put(m->i{}_{}, in + {});\n", i, port.name, bench.in_words);
      bench.in_words += words_of(port.width);
    }
    for (const Port& port : instance.outputs) {
      connect(port, "output");
      get += fmt::format("  take(m->i{}_{}, out + {});\n", i, port.name, bench.out_words);
      bench.out_words += words_of(port.width);
    }
    body += fmt::format("  {} #({}) i{} ({});\n", instance.module, parameters, i, connections);
  }
  bench.verilog = fmt::format("module bench (\n  input logic clock{}\n);\n{}endmodule\n", ports, body);
  bench.cpp = R"(#include "Vbench.h"
#include "verilated.h"
#include <cstdint>
#include <type_traits>
namespace {
template <typename T> void put(T& port, const std::uint32_t* words) {
  if constexpr (!std::is_integral_v<T>) { for (std::size_t w = 0; w < sizeof(T) / 4; ++w) port[w] = words[w]; }
  else if constexpr (sizeof(T) == 8) port = words[0] | static_cast<std::uint64_t>(words[1]) << 32;
  else port = static_cast<T>(words[0]);
}
template <typename T> void take(const T& port, std::uint32_t* words) {
  if constexpr (!std::is_integral_v<T>) { for (std::size_t w = 0; w < sizeof(T) / 4; ++w) words[w] = port[w]; }
  else if constexpr (sizeof(T) == 8) words[0] = static_cast<std::uint32_t>(port), words[1] = static_cast<std::uint32_t>(port >> 32);
  else words[0] = port;
}
struct Model { VerilatedContext context; Vbench bench{&context}; };
}
double sc_time_stamp() { return 0; }
extern "C" void* bench_make() { return new Model; }
extern "C" void bench_drop(void* model) { delete static_cast<Model*>(model); }
extern "C" void bench_step(void* model, const std::uint32_t* in, std::uint32_t* out, int edge) {
  Vbench* m = &static_cast<Model*>(model)->bench;
  m->clock = 0;
)" + set + "  m->eval();\n" +
              get + "  if (edge) { m->clock = 1; m->eval(); }\n}\n";
  return bench;
}

std::string verilator_root() {
  std::string root = tool("verilator", {"--getenv", "VERILATOR_ROOT"});
  while (!root.empty() && root.back() == '\n') root.pop_back();
  return root;
}

/// What all models share.
fs::path run_time(const std::string& root) {
  const fs::path object = fs::path(SKEPTIC_MODELS) / "verilated.o";
  made_once(object, [&](const fs::path& folder, const fs::path& made) {
    const std::string source = (folder / "all.cpp").string();
    write_file(source, "#include \"verilated.cpp\"\n#include \"verilated_threads.cpp\"\n");
    tool(SKEPTIC_COMPILER, {"-std=c++17", "-O1", "-fPIC", "-w", "-I" + root + "/include", "-c", source, "-o", made.string()});
  });
  return object;
}

fs::path built(const Sources& sources, const Bench& bench) {
  std::string everything = bench.verilog + bench.cpp;
  for (const auto& [name, text] : sources) everything += name + "\n" + text;
  const fs::path library = fs::path(SKEPTIC_MODELS) / (name_for(everything) + ".so");
  fs::create_directories(SKEPTIC_MODELS);
  made_once(library, [&](const fs::path& folder, const fs::path& made) {
    const std::string root = verilator_root(), base = folder.string();
    for (const auto& [name, text] : sources) write_file(base + "/" + name + ".sv", text);
    write_file(base + "/bench.sv", bench.verilog);
    tool("verilator", {"--cc", "-O3", "-Wno-lint", "-Wno-style", "-fno-inline", "-fno-gate", "--x-assign", "fast", "--x-initial", "fast", "--prefix",
                       "Vbench", "--top-module", "bench", "-y", base, "-Mdir", base + "/made", base + "/bench.sv"});
    std::string all = bench.cpp;
    for (const auto& file : fs::directory_iterator(base + "/made"))
      if (file.path().extension() == ".cpp") all += "#include \"" + file.path().filename().string() + "\"\n";
    write_file(base + "/made/all.cpp", all);
    tool(SKEPTIC_COMPILER, {"-std=c++17", "-O1", "-fPIC", "-shared", "-w", "-I" + root + "/include", "-I" + root + "/include/vltstd",
                            "-I" + base + "/made", base + "/made/all.cpp", run_time(root).string(), "-lpthread", "-o", made.string()});
  });
  return library;
}

}  // namespace

Sources shipped_sources() {
  Sources sources;
  for (const RtlModule& module : rtl_modules()) sources[module.name] = module.text;
  return sources;
}

Sources with_mistake(Sources sources, const std::string& module, const std::string& text, const std::string& mistake) {
  std::string& source = sources.at(module);
  const std::size_t place = source.find(text);
  if (place == std::string::npos || source.find(text, place + 1) != std::string::npos)
    throw std::logic_error(module + " does not hold this once: " + text);
  source.replace(place, text.size(), mistake);
  return sources;
}

std::uint64_t Bits::get(int first, int count) const {
  std::uint64_t value = 0;
  for (int done = 0; done < count;) {
    const int place = (first + done) % 32, taken = std::min(32 - place, count - done);
    const std::uint64_t part = words_[(first + done) / 32] >> place & (0xffffffffu >> (32 - taken));
    value |= part << done;
    done += taken;
  }
  return value;
}

void Bits::set(int first, int count, std::uint64_t value) {
  for (int done = 0; done < count;) {
    const int place = (first + done) % 32, taken = std::min(32 - place, count - done);
    const std::uint32_t mask = 0xffffffffu >> (32 - taken) << place;
    std::uint32_t& word = words_[(first + done) / 32];
    word = (word & ~mask) | (static_cast<std::uint32_t>(value >> done) << place & mask);
    done += taken;
  }
}

namespace {

std::vector<Bits> places(const std::vector<Port>& ports, std::uint32_t*& words) {
  std::vector<Bits> bits;
  for (const Port& port : ports) {
    bits.emplace_back(words, port.width);
    words += words_of(port.width);
  }
  return bits;
}

Bits named(const std::vector<Port>& ports, const std::vector<Bits>& bits, std::string_view name) {
  for (std::size_t i = 0; i < ports.size(); ++i)
    if (ports[i].name == name) return bits[i];
  throw std::logic_error("no port " + std::string(name));
}

}  // namespace

struct Model::Library {
  void* handle = nullptr;
  void* model = nullptr;
  void (*drop)(void*) = nullptr;
  void (*step)(void*, const std::uint32_t*, std::uint32_t*, int) = nullptr;
  ~Library() {
    if (model != nullptr) drop(model);
    if (handle != nullptr) dlclose(handle);
  }
};

Model::Model(const Sources& sources, std::vector<Instance> instances) : instances_(std::move(instances)), library_(std::make_unique<Library>()) {
  const Bench bench = bench_of(sources, instances_);
  in_.assign(static_cast<std::size_t>(bench.in_words), 0);
  out_.assign(static_cast<std::size_t>(bench.out_words), 0);
  std::uint32_t *in = in_.data(), *out = out_.data();
  for (const Instance& instance : instances_) inputs_.push_back(places(instance.inputs, in)), outputs_.push_back(places(instance.outputs, out));
  const fs::path file = built(sources, bench);
  library_->handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library_->handle == nullptr) throw std::runtime_error(dlerror());
  library_->drop = reinterpret_cast<void (*)(void*)>(dlsym(library_->handle, "bench_drop"));
  library_->step = reinterpret_cast<void (*)(void*, const std::uint32_t*, std::uint32_t*, int)>(dlsym(library_->handle, "bench_step"));
  library_->model = reinterpret_cast<void* (*)()>(dlsym(library_->handle, "bench_make"))();
}

Model::~Model() = default;

Bits Model::input(std::size_t instance, std::string_view port) { return named(instances_[instance].inputs, inputs_[instance], port); }
Bits Model::output(std::size_t instance, std::string_view port) { return named(instances_[instance].outputs, outputs_[instance], port); }
void Model::settle() { library_->step(library_->model, in_.data(), out_.data(), 0); }
void Model::cycle() { library_->step(library_->model, in_.data(), out_.data(), 1); }

}  // namespace skeptic::rtl_test
