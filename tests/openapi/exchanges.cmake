# What tests ask a service is kept here, and the description as JSON there; tests/openapi says what for.
set(LOCKBOX_EXCHANGES ${CMAKE_BINARY_DIR}/tests/openapi/exchanges)
set(LOCKBOX_OPENAPI_JSON ${CMAKE_BINARY_DIR}/tests/openapi/lockbox.json)

# To be called behind the tests of a folder: those whose name fits keep what they ask and are answered.
function(lockbox_record_exchanges pattern)
    get_property(tests DIRECTORY PROPERTY TESTS)
    list(FILTER tests INCLUDE REGEX "${pattern}")
    foreach(test IN LISTS tests)
        set_property(TEST ${test} APPEND PROPERTY ENVIRONMENT LOCKBOX_TEST_EXCHANGES=${LOCKBOX_EXCHANGES})
        set_property(TEST ${test} APPEND PROPERTY FIXTURES_REQUIRED exchanges_folder)
        set_property(TEST ${test} APPEND PROPERTY FIXTURES_SETUP exchanges)
    endforeach()
endfunction()
