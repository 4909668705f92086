#!/usr/bin/env bash
# Kills what serves a lockbox while many work with it, and judges afterwards. See --help.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
# shellcheck source=installer/common.sh
. "$root/installer/common.sh"

usage() {
    cat <<'TEXT'
Usage: ./tests/cluster/run.sh [OPTION…]

Three copies of lockboxd before three PostgreSQL servers under patroni (etcd, synchronous, TLS and
SCRAM), all on loopback and not as root. Clients file and decide without pause while copies and
leaders are killed (kill -9) in turn and come up again. Afterwards it is judged whether every
acknowledged decision is there, every request has one decision, every log is linear and verifies,
every mail came once, and the clients' histories are linearizable (linearizability.py).

Builds lockboxd in build/tests, and installs what is missing (Debian 12). Takes about a minute a
round, and ten more at the end: so long a killed sender of mails has what it had in hand.

  --store STORE        postgres, or sqlite: one copy on a file, which is killed [postgres]
  --rounds N           how often something is killed [10]
  --clients N          how many are at work [50]
  --quiet-seconds N    how long all is left in peace after each round [10]
  --mail-patience N    seconds to wait for mails of killed senders; 0: don't wait, count them [700]
  --seed TEXT          the same choices of the clients again; not the same order of events
  --program FILE       a lockboxd that is there already; nothing is built or installed
  --hang               instead of killing a leader, have its patroni hang: without a watchdog its
                       server goes on to answer what it knows, and stale reads are to be expected
  --keep               leave what was written: histories, configuration, logs of all processes
  --help               this text

Exit codes: 0 all is as it must be, 1 it is not, 2 wrong usage.
TEXT
}

program=
options=()
arguments=("$@")
while [ $# -gt 0 ]; do
    case $1 in
    --help | -h)
        usage
        exit 0
        ;;
    --program)
        [ $# -gt 1 ] || stop "--program takes a file"
        program=$2
        shift
        ;;
    *) options+=("$1") ;;
    esac
    shift
done

if [ -z "$program" ]; then
    cd "$root"
    mapfile -t packages < <(read_lists installer/packages.txt tests/packages.txt tests/cluster/packages.txt)
    install_packages "${packages[@]}"
    leave_sudo "${arguments[@]}"
    say "Building lockboxd"
    cmake --preset ci --log-level=WARNING
    cmake --build --preset ci --parallel "$(jobs_for_machine)" --target lockboxd
    program=$root/build/tests/bin/lockboxd
fi
exec /usr/bin/python3 -B "$root/tests/cluster/cluster.py" "$program" "${options[@]}"
