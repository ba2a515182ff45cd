# Headers that nearly every source reads, parsed once a build. A source includes what it uses all the same; SKEPTIC_PRECOMPILE=OFF shows where it does not.
option(SKEPTIC_PRECOMPILE "Precompile common headers" ON)
set(SKEPTIC_COMMON_HEADERS <algorithm> <cstdint> <functional> <map> <memory> <optional> <string> <string_view> <variant> <vector> <fmt/format.h>)

# skeptic_precompile(TARGET FIRST HEADER…): all targets that name the same FIRST share its precompiled headers.
function(skeptic_precompile target first)
  if(NOT SKEPTIC_PRECOMPILE)
    return()
  endif()
  if(target STREQUAL first)
    target_precompile_headers(${target} PRIVATE ${ARGN})
  else()
    target_precompile_headers(${target} REUSE_FROM ${first})
  endif()
endfunction()

# skeptic_module(NAME DEPENDS … [EMBED FOLDER…] [PRECOMPILE HEADER…]): the library of src/NAME. PRECOMPILE: headers of its own beside the common ones. EMBED makes the YAML and SystemVerilog files of a folder part of the binary, so that
# `skeptic` needs no files beside it.
function(skeptic_module name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;EMBED;PRECOMPILE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cpp ${CMAKE_SOURCE_DIR}/src/${name}/*/*.cpp)
  foreach(folder IN LISTS ARG_EMBED)
    file(GLOB data CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.yaml ${CMAKE_SOURCE_DIR}/${folder}/*.sv)
    set(generated ${CMAKE_BINARY_DIR}/generated/${folder}_files.cpp)
    add_custom_command(
      OUTPUT ${generated}
      COMMAND ${CMAKE_COMMAND} -DFOLDER=${folder} -DROOT=${CMAKE_SOURCE_DIR} -DOUTPUT=${generated} -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
      DEPENDS ${data} ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
      VERBATIM)
    list(APPEND sources ${generated})
  endforeach()
  add_library(skeptic_${name} STATIC ${sources})
  target_link_libraries(skeptic_${name} PUBLIC ${ARG_DEPENDS} PRIVATE skeptic_flags)
  if(ARG_PRECOMPILE)
    skeptic_precompile(skeptic_${name} skeptic_${name} ${SKEPTIC_COMMON_HEADERS} ${ARG_PRECOMPILE})
  else()
    skeptic_precompile(skeptic_${name} skeptic_base ${SKEPTIC_COMMON_HEADERS})
  endif()
  target_include_directories(skeptic_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
endfunction()
