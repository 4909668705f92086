#!/usr/bin/env bash
# Installs what the tests need, builds, and runs all tests without a display. See --help.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=installer/common.sh
. "$root/installer/common.sh"

usage() {
    cat <<'TEXT'
Usage: ./tests/run.sh [--asan] [CTEST-OPTION…]

Installs what building and the tests need (Debian 12; asks sudo where you are not root), builds
with warnings as errors, runs all tests without a display and ends with ctest's summary. Fails
where a test failed, and where none ran.

  --asan        under the address and undefined-behaviour sanitizers, in a build folder of its own
  -R REGEX      only the tests whose name fits (an option of ctest, as -E, -L and the others)
  --help        this text
TEXT
}

preset=ci
folder=build/tests
arguments=("$@")
options=()
while [ $# -gt 0 ]; do
    case $1 in
    --help | -h)
        usage
        exit 0
        ;;
    --asan)
        preset=ci-asan
        folder=build/tests-asan
        ;;
    *) options+=("$1") ;;
    esac
    shift
done

cd "$root"
mapfile -t packages < <(read_lists installer/packages.txt tests/packages.txt)
install_packages "${packages[@]}"
leave_sudo "${arguments[@]}"
build "$preset" "$folder"

# A person's own store, account or display must not leak into the tests.
unset LOCKBOX_STORE LOCKBOX_USER DISPLAY WAYLAND_DISPLAY
export LSAN_OPTIONS="suppressions=$root/tests/lsan.supp:print_suppressions=0"
export UBSAN_OPTIONS=print_stacktrace=1
say "Running the tests"
exec ctest --preset "$preset" "${options[@]}" </dev/null
