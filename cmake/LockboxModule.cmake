# One way to declare a part of the product: a folder is a layer is a target.
#
#   lockbox_module(NAME core_domain SOURCES a.h a.cpp LINKS lockbox_core_base)
#
# makes the static library lockbox_<NAME>. Includes are written from the project's root
# ("core/domain/role.h"), so that a file's layer can be read off each include.

# Designated initialisers leave the other members at their defaults on purpose, hence -Wno-missing-field-initializers.
set(LOCKBOX_COMPILE_OPTIONS -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
    -Wno-missing-field-initializers)
if(LOCKBOX_WARNINGS_AS_ERRORS)
    list(APPEND LOCKBOX_COMPILE_OPTIONS -Werror)
endif()

set(LOCKBOX_SANITIZE_OPTIONS "")
if(LOCKBOX_SANITIZE)
    set(LOCKBOX_SANITIZE_OPTIONS -fsanitize=${LOCKBOX_SANITIZE} -fno-omit-frame-pointer)
    if(LOCKBOX_SANITIZE MATCHES "undefined")
        list(APPEND LOCKBOX_SANITIZE_OPTIONS -fno-sanitize-recover=undefined)
    endif()
endif()

find_program(LOCKBOX_CCACHE ccache)
if(LOCKBOX_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${LOCKBOX_CCACHE})
endif()

function(lockbox_target_defaults target)
    target_compile_options(${target} PRIVATE ${LOCKBOX_COMPILE_OPTIONS} ${LOCKBOX_SANITIZE_OPTIONS})
    target_link_options(${target} PRIVATE ${LOCKBOX_SANITIZE_OPTIONS})
    target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
    target_compile_definitions(${target} PRIVATE
        QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_URL_CAST_FROM_STRING)
endfunction()

function(lockbox_module)
    cmake_parse_arguments(arg "" "NAME" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
    add_library(lockbox_${arg_NAME} STATIC ${arg_SOURCES})
    lockbox_target_defaults(lockbox_${arg_NAME})
    target_link_libraries(lockbox_${arg_NAME} PUBLIC ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
endfunction()

# lockbox_program(NAME lockbox SOURCES main.cpp LINKS lockbox_app_cli)
function(lockbox_program)
    cmake_parse_arguments(arg "" "NAME" "SOURCES;LINKS" ${ARGN})
    add_executable(${arg_NAME} ${arg_SOURCES})
    lockbox_target_defaults(${arg_NAME})
    target_link_libraries(${arg_NAME} PRIVATE ${arg_LINKS})
    set_target_properties(${arg_NAME} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
endfunction()

# lockbox_test(NAME tst_rules SOURCES tst_rules.cpp LINKS lockbox_core_domain [LABELS core])
# makes a Qt Test program and one ctest test of the same name.
function(lockbox_test)
    cmake_parse_arguments(arg "SERIAL" "NAME;TIMEOUT" "SOURCES;LINKS;LABELS;ENVIRONMENT" ${ARGN})
    add_executable(${arg_NAME} ${arg_SOURCES})
    lockbox_target_defaults(${arg_NAME})
    target_link_libraries(${arg_NAME} PRIVATE Qt6::Test ${arg_LINKS})
    target_compile_definitions(${arg_NAME} PRIVATE
        LOCKBOX_SOURCE_DIR="${PROJECT_SOURCE_DIR}" LOCKBOX_BIN_DIR="${PROJECT_BINARY_DIR}/bin")
    add_test(NAME ${arg_NAME} COMMAND ${arg_NAME})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 300)
    endif()
    set_tests_properties(${arg_NAME} PROPERTIES
        TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}" RUN_SERIAL "${arg_SERIAL}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TZ=Europe/Berlin;${arg_ENVIRONMENT}")
endfunction()

# lockbox_test_again(NAME tst_rules_http OF tst_rules ENVIRONMENT A=b [LABELS core])
# makes another ctest test of a program, in another environment.
function(lockbox_test_again)
    cmake_parse_arguments(arg "" "NAME;OF;TIMEOUT" "LABELS;ENVIRONMENT" ${ARGN})
    add_test(NAME ${arg_NAME} COMMAND ${arg_OF})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 300)
    endif()
    set_tests_properties(${arg_NAME} PROPERTIES
        TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TZ=Europe/Berlin;${arg_ENVIRONMENT}")
endfunction()
