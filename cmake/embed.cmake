# Writes the YAML and SystemVerilog files of a folder as one C++ source: std::span<const EmbeddedFile> FOLDER_files(), sorted by name.
file(GLOB files ${ROOT}/${FOLDER}/*.yaml ${ROOT}/${FOLDER}/*.sv)
list(SORT files)
set(index 0)
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME_WLE)
  file(READ ${file} content HEX)
  # Compilers limit the length of string literals, not of arrays.
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${content}")
  string(APPEND arrays "const char kFile${index}[] = {${bytes}'\\0'};\n")
  string(APPEND rows "    {\"${name}\", {kFile${index}, sizeof(kFile${index}) - 1}},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE ${OUTPUT} "// Generated from ${FOLDER}/.
#include \"base/embedded.h\"
namespace skeptic {
namespace {
${arrays}const EmbeddedFile kFiles[] = {
${rows}    {{}, {}},
};
}  // namespace
std::span<const EmbeddedFile> ${FOLDER}_files() { return {kFiles, ${index}}; }
}  // namespace skeptic
")
