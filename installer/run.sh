#!/usr/bin/env bash
# Installs what is needed, builds, and opens the console on a demo store. See --help.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=installer/common.sh
. "$root/installer/common.sh"

usage() {
    cat <<'TEXT'
Usage: ./installer/run.sh [--build-only] [-- ARGUMENT…]

Installs what building and running need (Debian 12; asks sudo where you are not root), builds the
console and the command line, and opens the console on a demo store. The store is made on first
use in your data directory. Without a display the same workflow is played as text.

  --build-only   install and build, then stop and say where the programs are
  --help         this text

Arguments behind -- are handed to the console, for example a store of your own:
  ./installer/run.sh -- --store PATH
TEXT
}

build_only=no
arguments=("$@")
while [ $# -gt 0 ]; do
    case $1 in
    --help | -h)
        usage
        exit 0
        ;;
    --build-only)
        build_only=yes
        shift
        ;;
    --)
        shift
        break
        ;;
    *) stop "there is no option $1; see --help. What the console shall get stands behind --" ;;
    esac
done

here=$PWD
cd "$root"
mapfile -t packages < <(read_lists installer/packages.txt)
# A session of Wayland alone, without X11, needs Qt's part for it.
if [ -n "${WAYLAND_DISPLAY:-}" ] && [ -z "${DISPLAY:-}" ]; then
    packages+=(qt6-wayland)
fi
install_packages "${packages[@]}"
leave_sudo "${arguments[@]}"
build release build/release lockbox lockbox-console

programs=$root/build/release/bin
if [ "$build_only" = yes ]; then
    say "Built: $programs/lockbox and $programs/lockbox-console"
    exit 0
fi
# Paths among the arguments are meant from where one stands.
cd "$here"
if [ -z "${DISPLAY:-}" ] && [ -z "${WAYLAND_DISPLAY:-}" ]; then
    [ $# = 0 ] || say "The console can't be opened, so its arguments are not used: $*"
    say "There is no display here, so the workflow is played as text by the command line (lockbox demo play)."
    exec "$programs/lockbox" demo play
fi
say "Opening the console."
# The demo, whatever store LOCKBOX_STORE names for the command line.
[ $# != 0 ] || set -- --demo
exec "$programs/lockbox-console" "$@"
