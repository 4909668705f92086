# Shared by installer/run.sh and tests/run.sh; sourced, not run. The caller sets `root`, the project's folder.
# shellcheck shell=bash
: "${root:?}"

PATH="$PATH:/usr/sbin:/sbin"

say() { printf '==> %s\n' "$*"; }
stop() {
    printf '==> %s\n' "$*" >&2
    exit 1
}

# Prints the package names of the given lists.
read_lists() { sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' -- "$@"; }

# Prints those of the given packages that are not installed.
missing_of() {
    local package
    for package in "$@"; do
        # shellcheck disable=SC2016 # the field name is dpkg's
        dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || printf '%s\n' "$package"
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# Installs what is missing of the given packages. Touches nothing, not even the network, where nothing is.
install_packages() {
    command -v dpkg-query >/dev/null ||
        stop "this is no Debian-like system; install by its own means what installer/packages.txt lists"
    local missing
    mapfile -t missing < <(missing_of "$@")
    if [ "${#missing[@]}" = 0 ]; then
        say "All needed packages are installed."
        return
    fi
    say "Installing ${#missing[@]} packages: ${missing[*]}"
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null ||
            stop "that takes root; let root run: apt-get update && apt-get install --no-install-recommends ${missing[*]}"
        say "That takes root, so sudo may ask for your password."
    fi
    local options=(-qq -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0)
    as_root apt-get "${options[@]}" update </dev/null || stop "the package lists could not be fetched; is the network there?"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" install -y --no-install-recommends "${missing[@]}" \
        </dev/null >/dev/null || stop "the packages could not be installed; see the messages above"
}

# Under sudo only the packages are root's business. Starts the calling script again as the person who typed the command, so
# that neither the build nor the store belongs to root.
leave_sudo() {
    [ "$(id -u)" = 0 ] && [ -n "${SUDO_USER:-}" ] && [ "$SUDO_USER" != root ] || return 0
    if ! runuser -u "$SUDO_USER" -- test -w "$root"; then
        say "Started through sudo, and $SUDO_USER may not write here: building and running as root."
        return 0
    fi
    say "Started through sudo: building and running go on as $SUDO_USER, so that nothing here belongs to root."
    local id home
    id=$(id -u "$SUDO_USER")
    home=$(getent passwd "$SUDO_USER" | cut -d: -f6)
    local settings=(-u SUDO_USER -u SUDO_UID -u SUDO_GID -u SUDO_COMMAND "HOME=$home" "USER=$SUDO_USER" "LOGNAME=$SUDO_USER")
    [ -d "/run/user/$id" ] && settings+=("XDG_RUNTIME_DIR=/run/user/$id")
    exec runuser -u "$SUDO_USER" -- env "${settings[@]}" "$0" "$@"
}

# How many compilers at once: one a core, but no more than memory holds (about 700 MB each).
jobs_for_machine() {
    local cores memory
    cores=$(nproc)
    memory=$(awk '/^MemAvailable:/ { print int($2 / 700000) }' /proc/meminfo)
    [ "${memory:-1}" -lt 1 ] && memory=1
    [ "$memory" -lt "$cores" ] && cores=$memory
    printf '%s' "$cores"
}

# build PRESET FOLDER [TARGET...]: configures where that is needed and builds. Does nothing, quickly, where all is up to date.
build() {
    local preset=$1 folder=$2
    shift 2
    if [ -e "$folder" ] && [ ! -w "$folder" ]; then
        stop "$folder belongs to somebody else; remove it, or run this as its owner"
    fi
    local first=no
    [ -f "$folder/build.ninja" ] || first=yes
    local fresh=()
    if [ -f "$folder/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt"; then
        say "The project was moved since it was last built: starting over."
        fresh=(--fresh)
    fi
    if [ "${#fresh[@]}" != 0 ] || [ ! "$folder/build.ninja" -nt CMakePresets.json ]; then
        say "Configuring (preset $preset)"
        cmake "${fresh[@]}" --preset "$preset" --log-level=WARNING </dev/null >/dev/null || stop "configuring failed; see the messages above"
    fi
    local jobs targets=()
    jobs=$(jobs_for_machine)
    [ $# = 0 ] || targets=(--target "$@")
    if [ "$first" = no ]; then
        say "Building what has changed"
    else
        say "Building with $jobs at once; the first time takes some minutes"
    fi
    cmake --build --preset "$preset" --parallel "$jobs" "${targets[@]}" </dev/null || stop "building failed; see the messages above"
}
