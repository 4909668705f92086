#!/usr/bin/env bash
# Builds the benchmarks and measures. See --help and docs/performance.md.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)

usage() {
    cat <<'TEXT'
Usage: ./tests/bench/run.sh [--requests N] [--store FILE] [--service] [BENCHMARK-OPTION…]

Builds optimised, makes a demo store of a million requests unless it is there already (4.4 GB in
the temporary folder, a few minutes), and prints a table: what the product takes, what the same
statements take in the plain sqlite3 library in the same run, and the ratio; then how long the
console takes to start and how much memory it needs.

  --requests N    a store of that many requests
  --store FILE    where the store is, or shall be
  --service       the service instead: lists and searches through lockboxd against the same store without it, and how soon 5,000 consoles
                  know of a decision. Each is a program of its own with more options: build/bench/bin/lockbox_bench_lists --help,
                  lockbox_bench_feed --help
  --help          this text

Needs installer/packages.txt and libbenchmark-dev.
TEXT
}

options=()
service=
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
    --service) service=yes ;;
    *) options+=("$1") ;;
    esac
    shift
done

cd "$root"
cmake --preset bench >/dev/null
programs=(lockbox_bench)
[ -z "$service" ] || programs=(lockbox_bench_lists lockbox_bench_feed)
cmake --build --preset bench --target "${programs[@]}" >&2

echo "$(nproc) × $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(awk '/MemTotal/ {printf "%.0f GiB", $2 / 1048576}' /proc/meminfo), $(uname -sr)"
for program in "${programs[@]}"; do
    "build/bench/bin/$program" ${options[@]+"${options[@]}"}
done
