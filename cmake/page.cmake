# The page that --html writes: its script and style, bundled by node from report/ into a source of the module report. Where node or npm is missing,
# or npm cannot fetch what it needs, everything else builds, and --html says why there is no page.
find_program(SKEPTIC_NODE NAMES node nodejs DOC "Node, which bundles the page")
find_program(SKEPTIC_NPM NAMES npm DOC "npm, which fetches what the page is made of")
option(SKEPTIC_PAGE "Build the page that --html writes, with node and npm" ON)

set(page_folder ${CMAKE_BINARY_DIR}/page)
set(page_source ${CMAKE_BINARY_DIR}/generated/page_files.cpp)
set(page_fetched ${page_folder}/fetched)
file(GLOB page_inputs CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/report/*.js ${CMAKE_SOURCE_DIR}/report/*.css)
set(SKEPTIC_PAGE_BUILT OFF)
if(SKEPTIC_PAGE AND SKEPTIC_NODE AND SKEPTIC_NPM)
  set(SKEPTIC_PAGE_BUILT ON)
  # Fetched again where the list of packages has changed; bundled again where that or a source of the page has.
  set(page_settings -DROOT=${CMAKE_SOURCE_DIR} -DFOLDER=${page_folder} -DOUTPUT=${page_source} -DFETCHED=${page_fetched} -DNODE=${SKEPTIC_NODE} -DNPM=${SKEPTIC_NPM})
  add_custom_command(
    OUTPUT ${page_fetched}
    COMMAND ${CMAKE_COMMAND} ${page_settings} -DSTEP=fetch -P ${CMAKE_SOURCE_DIR}/cmake/page_build.cmake
    DEPENDS ${CMAKE_SOURCE_DIR}/report/package.json ${CMAKE_SOURCE_DIR}/report/package-lock.json ${CMAKE_SOURCE_DIR}/report/.npmrc
            ${CMAKE_SOURCE_DIR}/cmake/page_build.cmake
    COMMENT "Fetching what the page is made of"
    VERBATIM)
  add_custom_command(
    OUTPUT ${page_source}
    COMMAND ${CMAKE_COMMAND} ${page_settings} -DSTEP=bundle -P ${CMAKE_SOURCE_DIR}/cmake/page_build.cmake
    DEPENDS ${page_fetched} ${page_inputs} ${CMAKE_SOURCE_DIR}/report/build.mjs
    COMMENT "Bundling the page"
    VERBATIM)
else()
  if(NOT SKEPTIC_PAGE)
    set(page_missing "it was configured without a page")
  elseif(NOT SKEPTIC_NODE)
    set(page_missing "node was missing when this Skeptic was built")
  else()
    set(page_missing "npm was missing when this Skeptic was built")
  endif()
  message(STATUS "No page: ${page_missing}; --html will say so")
  set(page_text "// Generated: no page.\n#include \"report/page.h\"\nnamespace skeptic {\nconst PageParts& page_parts() {\n  static const PageParts none{{}, {}, {}, {}, \"${page_missing}\"};\n  return none;\n}\n}  // namespace skeptic\n")
  file(CONFIGURE OUTPUT ${page_source} CONTENT "${page_text}" @ONLY)
endif()
