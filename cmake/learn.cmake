# skeptic-learn: the program on libtorch, which runs and trains networks. `skeptic` itself is not linked with it.

# The checkpoints that Skeptic ships become part of the binary as they are.
file(GLOB shipped CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/networks/weights/*.safetensors)
list(SORT shipped)
set(index 0)
set(symbols "")
set(rows "")
foreach(file IN LISTS shipped)
  get_filename_component(name ${file} NAME_WE)
  string(APPEND symbols "SHIPPED(kShipped${index}, \"${file}\")\n")
  string(APPEND rows "    {\"${name}\", {kShipped${index}, static_cast<std::size_t>(kShipped${index}_end - kShipped${index})}},\n")
  math(EXPR index "${index} + 1")
endforeach()
set(generated ${CMAKE_BINARY_DIR}/generated/shipped_files.cpp)
file(CONFIGURE OUTPUT ${generated} @ONLY CONTENT "// Generated from networks/weights/.
#include \"learn/shipped.h\"
#define SHIPPED(symbol, file)                                                                                            \\
  __asm__(\".section .rodata\\n.balign 16\\n.global \" #symbol \"\\n\" #symbol \":\\n.incbin \\\"\" file \"\\\"\\n.global \" #symbol \"_end\\n\" #symbol \"_end:\\n.previous\\n\"); \\
  extern \"C\" const char symbol[], symbol##_end[];
${symbols}
namespace skeptic {
const ShippedWeights* shipped_weights(std::string_view network) {
  static const ShippedWeights kShipped[] = {
${rows}    {{}, {}},
  };
  for (const ShippedWeights& row : kShipped)
    if (!row.name.empty() && row.name == network) return &row;
  return nullptr;
}
}  // namespace skeptic
")
set_source_files_properties(${generated} PROPERTIES OBJECT_DEPENDS "${shipped}")
target_sources(skeptic_learn PRIVATE ${generated})

file(GLOB learn_sources CONFIGURE_DEPENDS src/app/learn/*.cpp)
add_executable(skeptic-learn ${learn_sources} src/app/exit_code.cpp src/app/options.cpp src/app/output_file.cpp src/app/progress.cpp)
target_link_libraries(skeptic-learn PRIVATE skeptic_learn skeptic_stress CLI11::CLI11 skeptic_flags)
skeptic_precompile(skeptic-learn skeptic_learn)
