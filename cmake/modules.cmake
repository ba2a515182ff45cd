# skeptic_module(NAME DEPENDS … [EMBED FOLDER…]): the library of src/NAME. EMBED makes the YAML files of a folder part of the binary, so that
# `skeptic` needs no files beside it.
function(skeptic_module name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;EMBED" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cpp ${CMAKE_SOURCE_DIR}/src/${name}/*/*.cpp)
  foreach(folder IN LISTS ARG_EMBED)
    file(GLOB data CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.yaml)
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
  target_include_directories(skeptic_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
endfunction()
