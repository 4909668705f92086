#!/usr/bin/env bash
# Builds the benchmarks and measures. See --help and docs/performance.md.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)

usage() {
    cat <<'TEXT'
Usage: ./tests/bench/run.sh [--requests N] [--store FILE] [BENCHMARK-OPTION…]

Builds optimised, makes a demo store of a million requests unless it is there already (4.4 GB in
the temporary folder, a few minutes), and prints a table: what the product takes, what the same
statements take in the plain sqlite3 library in the same run, and the ratio; then how long the
console takes to start and how much memory it needs.

  --requests N    a store of that many requests
  --store FILE    where the store is, or shall be
  --help          this text

Needs installer/packages.txt and libbenchmark-dev.
TEXT
}

options=()
while [ $# -gt 0 ]; do
    case $1 in
    --help | -h)
        usage
        exit 0
        ;;
    --requests | --store)
        [ $# -ge 2 ] || {
            echo "$1 needs a value; see --help" >&2
            exit 2
        }
        ;;&
    --requests)
        export LOCKBOX_BENCH_REQUESTS=$2
        shift
        ;;
    --store)
        export LOCKBOX_BENCH_STORE=$2
        shift
        ;;
    *) options+=("$1") ;;
    esac
    shift
done

cd "$root"
cmake --preset bench >/dev/null
cmake --build --preset bench --target lockbox_bench >&2

echo "$(nproc) × $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(awk '/MemTotal/ {printf "%.0f GiB", $2 / 1048576}' /proc/meminfo), $(uname -sr)"
exec build/bench/bin/lockbox_bench ${options[@]+"${options[@]}"}
