# SPDX-License-Identifier: MIT
# generated/version.h is looked at in every build and rewritten only when it differs, so that a commit shows in the
# next binary without a new configuration. Included by CMakeLists.txt it makes the target; run as a script
# (cmake -P) it writes the file.

if(NOT CMAKE_SCRIPT_MODE_FILE)
  add_custom_target(talentsim_version_header
    COMMAND ${CMAKE_COMMAND} -D SOURCE_DIR=${PROJECT_SOURCE_DIR} -D HEADER=${PROJECT_BINARY_DIR}/generated/version.h
            -D VERSION=${PROJECT_VERSION} -D "COMPILER=${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}"
            -D INSTRUCTION_SET=${TALENTSIM_ARCH} -P ${CMAKE_CURRENT_LIST_FILE}
    BYPRODUCTS ${PROJECT_BINARY_DIR}/generated/version.h
    COMMENT "Checking the version header" VERBATIM)
  return()
endif()

# Runs git in the source folder; leaves `out` empty when git is absent or refuses.
function(ask_git out)
  execute_process(COMMAND git --no-optional-locks ${ARGN} WORKING_DIRECTORY ${SOURCE_DIR} RESULT_VARIABLE code
                  OUTPUT_VARIABLE text ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT code EQUAL 0)
    set(text "")
  endif()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

set(GIT_COMMIT unknown)
ask_git(top rev-parse --show-toplevel)
file(REAL_PATH "${SOURCE_DIR}" source_path)
if(top STREQUAL source_path)  # sources unpacked inside somebody else's repository are not that repository's commit
  ask_git(commit rev-parse --verify HEAD)
  if(commit)
    ask_git(changes status --porcelain)
    if(changes)
      string(APPEND commit "-dirty")
    endif()
    set(GIT_COMMIT ${commit})
  endif()
endif()

configure_file(${CMAKE_CURRENT_LIST_DIR}/version.h.in ${HEADER} @ONLY)
