# Two steps of page.cmake. fetch: the packages of report/package-lock.json into FOLDER; where that fails, a note in place of the stamp. bundle: the
# generated source, with the page or with why there is none.
if(STEP STREQUAL "fetch")
  file(MAKE_DIRECTORY ${FOLDER})
  file(COPY ${ROOT}/report/package.json ${ROOT}/report/package-lock.json ${ROOT}/report/.npmrc DESTINATION ${FOLDER})
  execute_process(COMMAND ${NPM} ci --ignore-scripts --prefer-offline --no-audit --no-fund --loglevel=error
                  WORKING_DIRECTORY ${FOLDER} RESULT_VARIABLE failed OUTPUT_QUIET)
  if(failed)
    # Without the stamp the next build tries again.
    message("npm could not fetch what the page is made of: it is left out, and --html will say so")
    file(REMOVE ${FETCHED})
    file(TOUCH ${FOLDER}/not-fetched)
  else()
    file(REMOVE ${FOLDER}/not-fetched)
    file(TOUCH ${FETCHED})
  endif()
elseif(EXISTS ${FOLDER}/not-fetched)
  file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT "// Generated: no page.
#include \"report/page.h\"
namespace skeptic {
const PageParts& page_parts() {
  static const PageParts none{{}, {}, {}, {}, \"npm could not fetch what it is made of when this Skeptic was built\"};
  return none;
}
}  // namespace skeptic
")
else()
  file(GLOB sources ${ROOT}/report/*.js ${ROOT}/report/*.css)
  file(COPY ${sources} DESTINATION ${FOLDER})
  execute_process(COMMAND ${NODE} ${ROOT}/report/build.mjs ${FOLDER} ${OUTPUT} RESULT_VARIABLE failed OUTPUT_QUIET)
  if(failed)
    message(FATAL_ERROR "the page could not be bundled")
  endif()
endif()
