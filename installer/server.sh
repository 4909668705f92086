#!/usr/bin/env bash
# Sets up lockboxd on this machine, or brings it up to date. See --help.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=installer/common.sh
. "$root/installer/common.sh"
# shellcheck source=installer/certificates.sh
. "$root/installer/certificates.sh"
# shellcheck source=installer/serverparts.sh
. "$root/installer/serverparts.sh"

usage() {
    cat <<'TEXT'
Usage: ./installer/server.sh [OPTION…]

Sets up a Customer Lockbox server on this machine (Debian 12, as root): programs, an account of
their own, a certificate, the configuration, the store with its first administrator, and the
service. Started again it brings all of that up to date: store, configuration and certificate
stay, and a copy of the store as it was is kept in the folder backups beside it. At the end it prints the address,
the certificate that consoles are to trust, and the one-time code for signing in.

  --name HOST          what consoles call this server (default: the machine's full name)
  --address IP         where it listens (default: 0.0.0.0, all addresses)
  --port NUMBER        (default: 8443)
  --tenant-name NAME   the customer's name; asked for where it is not given
  --domain DOMAIN      the customer's domain (default: the administrator's)
  --admin UPN          the first administrator; asked for where it is not given
  --postgres URL       the store is on this PostgreSQL server instead of a file. A password does not
                       belong here, where everybody on the machine could read it: name the URL in
                       LOCKBOXD_STORE_POSTGRES instead. LOCKBOXD_OWNER_URL is the tables' owner's.
  --join               with --postgres: the store is served by another machine already, and this
                       one joins it. Copy that machine's /var/lib/lockboxd/log/keys here
  --certificate FILE   a certificate of your own, PEM with its chain, instead of a self-made one
  --key FILE           its private key
  --new-certificate    makes the self-made certificate anew, for example for another --name
  --built FOLDER       takes the programs from there instead of building them
  --prefix FOLDER      where programs go, in bin (default: /usr/local)
  --root FOLDER        everything goes below this folder and belongs to you: for a trial. No
                       packages, no account and no service are made
  --foreground         serves in the foreground at the end, until Ctrl+C
  --no-start           starts nothing
  --dry-run            says what would be done, and changes nothing
  --uninstall          removes programs and service; store, configuration and certificate stay
  --help               this text

An upgrade asks for nothing: what is set, the configuration says.
TEXT
}

name='' address=0.0.0.0 port=8443 tenant='' domain='' admin='' postgres=${LOCKBOXD_STORE_POSTGRES:-}
own_certificate='' own_key='' built='' prefix=/usr/local place='' start=yes
join=no new_certificate=no dry_run=no uninstall=no programs_changed=no is_stopped=no work=''
done_words=() told=()

read_options() {
    while [ $# -gt 0 ]; do
        case $1 in
        --name | --address | --port | --tenant-name | --domain | --admin | --postgres | --certificate | --key | --built | --prefix | --root)
            [ -n "${2:-}" ] || stop "$1 needs a value; see --help"
            ;;
        esac
        case $1 in --address | --port | --tenant-name | --domain | --admin | --postgres) told+=("$1") ;; esac
        case $1 in
        --help | -h)
            usage
            exit 0
            ;;
        --name) name=$2 && shift ;;
        --address) address=$2 && shift ;;
        --port) port=$2 && shift ;;
        --tenant-name) tenant=$2 && shift ;;
        --domain) domain=$2 && shift ;;
        --admin) admin=$2 && shift ;;
        --postgres)
            case $2 in *password=* | *://*:*@*) stop "the URL of --postgres holds a password; set LOCKBOXD_STORE_POSTGRES instead" ;; esac
            postgres=$2 && shift
            ;;
        --certificate) own_certificate=$2 && shift ;;
        --key) own_key=$2 && shift ;;
        --built) built=$2 && shift ;;
        --prefix) prefix=$2 && shift ;;
        --root) place=$2 && shift ;;
        --join) join=yes ;;
        --new-certificate) new_certificate=yes ;;
        --foreground) start=foreground ;;
        --no-start) start=no ;;
        --dry-run) dry_run=yes ;;
        --uninstall) uninstall=yes ;;
        *) stop "there is no option $1; see --help" ;;
        esac
        shift
    done
    [ -z "$own_certificate" ] || [ -n "$own_key" ] || stop "--certificate needs --key"
    [ -z "$own_key" ] || [ -n "$own_certificate" ] || stop "--key needs --certificate"
    [ "$join" = no ] || [ -n "$postgres" ] || stop "--join needs --postgres"
    case $port in '' | *[!0-9]* | ??????* | 0) stop "--port is $port: it is a number from 1 to 65535" ;; esac
    # A right that the service does not have.
    [ "$port" -ge 1024 ] || stop "--port is $port: the service may not listen below 1024; consoles can be told any port"
    [ "$port" -le 65535 ] || stop "--port is $port: it is a number from 1 to 65535"
    local value
    # They become parts of files that others read.
    for value in "$name" "$address" "$prefix" "$place" "$postgres"; do
        case $value in *[\'\"\\[:cntrl:]]*) stop "quotes and backslashes can't be in: $value" ;; esac
    done
    case $name in *[!A-Za-z0-9.:-]* | -*) stop "--name is $name: that is no name of a host" ;; esac
}

# A way as everybody will see it; made where it is not there yet.
absolute() { [ -z "$1" ] || realpath -m -- "$1"; }

find_places() {
    place=$(absolute "$place")
    [ "$place" != / ] || place=''
    prefix=$(absolute "$prefix")
    built=$(absolute "$built")
    own_certificate=$(absolute "$own_certificate")
    own_key=$(absolute "$own_key")
    programs=$place$prefix/bin
    settings=$place/etc/lockboxd
    state=$place/var/lib/lockboxd
    unit=$place/etc/systemd/system/lockboxd.service
    store=$state/lockbox.store
    # An upgrade keeps the name that the certificate was made for.
    [ -n "$name" ] || [ ! -e "$settings/certificate.pem" ] ||
        name=$(openssl x509 -in "$settings/certificate.pem" -noout -subject -nameopt multiline | sed -n 's/^ *commonName *= //p')
    name=${name:-$(hostname -f 2>/dev/null || hostname)}
}

check_system() {
    local id='' version=''
    if [ -r /etc/os-release ]; then
        id=$(. /etc/os-release && printf %s "${ID:-}")
        version=$(. /etc/os-release && printf %s "${VERSION_ID:-0}")
    fi
    { [ "$id" = debian ] && [ "${version%%.*}" -ge 12 ]; } ||
        stop "this system is ${id:-unknown} ${version}: server.sh is for Debian 12 or newer; docs/operations.md says what to do by hand"
    [ -n "$place" ] || [ "$dry_run" = yes ] || [ "$(id -u)" = 0 ] ||
        stop "setting up a server takes root: sudo $0 …  (or try it below a folder of your own with --root FOLDER)"
}

# Does what is given, or says it.
act() {
    if [ "$dry_run" = yes ]; then
        printf 'would: %s\n' "$*"
    else
        "$@"
    fi
}

note() { done_words+=("$*"); }
has_systemd() { [ -z "$place" ] && [ -d /run/systemd/system ]; }

# As the service's account, told by its configuration alone.
as_service() (
    for one in "${!LOCKBOX@}"; do [ "$one" = LOCKBOXD_OWNER_URL ] || unset "$one"; done
    if [ -n "$place" ]; then
        exec "$@"
    fi
    exec runuser -u lockboxd -- "$@"
)
lockboxd() { as_service "$programs/lockboxd" --config "$settings/lockboxd.toml" "$@"; }

# own MODE OWNER PATH: in a trial everything is the caller's.
own() {
    chmod "$1" "$3"
    [ -n "$place" ] || chown "$2" "$3"
}

# put MODE OWNER FILE: the standard input becomes the file, never half of it.
put() {
    if [ "$dry_run" = yes ]; then
        cat >/dev/null
        printf 'would: write %s (mode %s, %s)\n' "$3" "$1" "$2"
        return
    fi
    local half=$3.new
    (umask 077 && cat >"$half")
    own "$1" "$2" "$half"
    mv -f -- "$half" "$3"
}

folder() { # MODE OWNER PATH
    [ -d "$3" ] && [ "$dry_run" = yes ] && return
    act mkdir -p -- "$3"
    act own "$1" "$2" "$3"
}

ask() { # NAME WORDS OPTION
    local -n asked=$1
    [ -z "$asked" ] || return 0
    [ "$dry_run" = no ] || { asked=… && return 0; }
    [ -t 0 ] || stop "a new store needs $3; see --help"
    read -r -p "$2: " asked
    [ -n "$asked" ] || stop "a new store needs $3"
}

is_new() { [ "$join" = no ] && [ ! -e "$settings/initialised" ] && [ ! -e "$store" ]; }

get_packages() {
    [ -z "$place" ] || return 0
    local lists=(installer/server-packages.txt) packages
    [ -n "$built" ] || lists+=(installer/packages.txt)
    mapfile -t packages < <(read_lists "${lists[@]}")
    if [ "$dry_run" = yes ]; then
        local missing
        mapfile -t missing < <(missing_of "${packages[@]}")
        printf 'would: install packages: %s\n' "${missing[*]:-none is missing}"
        return
    fi
    install_packages "${packages[@]}"
}

build_programs() {
    local one
    [ -n "$built" ] || act build release build/release lockboxd lockbox
    built=${built:-$root/build/release/bin}
    for one in lockboxd lockbox; do
        [ "$dry_run" = yes ] || [ -x "$built/$one" ] || stop "there is no program $built/$one"
    done
    [ "$dry_run" = yes ] || "$built/lockboxd" --version >/dev/null || stop "$built/lockboxd does not run on this system"
}

install_programs() {
    local one
    folder 755 root:root "$programs"
    for one in lockboxd lockbox; do
        if cmp -s "$built/$one" "$programs/$one"; then
            note "$programs/$one is this version already"
            continue
        fi
        # Under another name first: the old one may be running.
        act install -m 755 "$built/$one" "$programs/$one.new"
        act mv -f "$programs/$one.new" "$programs/$one"
        programs_changed=yes
        note "$programs/$one is installed"
    done
}

# However it ends.
clean_up() {
    local code=$?
    [ -z "$work" ] || rm -rf -- "$work"
    if [ "$code" != 0 ] && [ "$is_stopped" = yes ]; then
        say "The service is stopped. When what is wrong has been put right: systemctl start lockboxd" >&2
    fi
}

print_summary() {
    local words url
    for words in "${done_words[@]}"; do printf '  %s\n' "$words"; done
    [ "$dry_run" = no ] || return 0
    url=https://$name:$(setting port)
    printf '\nAddress             %s\n' "$url"
    [ ! -e "$settings/ca.pem" ] || printf 'Certificate to trust %s (hand it to everybody who signs in)\n' "$settings/ca.pem"
    if [ -n "${code:-}" ]; then
        printf 'One-time code       %s (for %s; good for 24 hours)\n' "$code" "$admin"
        printf 'Sign in             lockbox --store %s%s --as %s sign-in --code\n' "$url" \
            "$([ ! -e "$settings/ca.pem" ] || printf ' --ca %s' "$settings/ca.pem")" "$admin"
    fi
    if ! has_systemd && [ "$start" = yes ]; then
        printf 'Start it            %s%s --config %s serve\n' "$([ -n "$place" ] || printf 'runuser -u lockboxd -- ')" \
            "$programs/lockboxd" "$settings/lockboxd.toml"
    fi
}

remove_programs() {
    if has_systemd && systemctl cat lockboxd >/dev/null 2>&1; then
        act systemctl disable --now --quiet lockboxd
    fi
    act rm -f "$programs/lockboxd" "$programs/lockbox" "$unit"
    if has_systemd; then act systemctl daemon-reload; fi
    say "Programs and service are removed. Kept: $settings, $state and the account lockboxd."
}

main() {
    read_options "$@"
    find_places
    check_system
    cd "$root"
    trap clean_up EXIT
    if [ "$uninstall" = yes ]; then
        remove_programs
        return
    fi
    local is_first=no
    if is_new; then
        is_first=yes
        ask tenant "The customer's name" --tenant-name
        ask admin "The first administrator's user principal name (name@domain)" --admin
        domain=${domain:-${admin#*@}}
    elif [ "${#told[@]}" != 0 ] && [ "$join" = no ]; then
        note "not used, since the server is set up already: ${told[*]}"
    fi
    get_packages
    build_programs
    make_account
    stop_service
    install_programs
    folder 755 root:root "$settings"
    folder 700 lockboxd:lockboxd "$state"
    write_settings
    make_certificates
    write_unit
    [ "$dry_run" = yes ] || lockboxd check-config >/dev/null || stop "the configuration is not right; see the message above"
    if [ "$is_first" = yes ]; then make_store; else update_store; fi
    start_service
    say "$([ "$dry_run" = yes ] && printf 'Nothing was changed. This would be so:' || printf 'Done:')"
    print_summary
    if [ "$start" = foreground ] && [ "$dry_run" = no ]; then
        say "Serving until Ctrl+C."
        lockboxd serve
    fi
}

main "$@"
