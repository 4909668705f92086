#!/usr/bin/env bash
# installer/server.sh on a folder of its own: what it sets up is served, signed in to with its code over TLS by its own authority, brought up to date, and
# taken away again. Arguments: the project's folder, and the one with the built programs.
set -Eeuo pipefail
project=$1 built=$2
work=$(mktemp -d)
service=''
clean_up() {
    [ -z "$service" ] || kill -KILL "$service" 2>/dev/null || true
    rm -rf -- "$work"
}
trap clean_up EXIT
trap 'echo "FAILED in line $LINENO" >&2; tail -n 20 "$work"/*.log >&2' ERR

for variable in "${!LOCKBOX@}"; do unset "$variable"; done
unset DBUS_SESSION_BUS_ADDRESS DISPLAY WAYLAND_DISPLAY
export HOME=$work/home XDG_DATA_HOME=$work/home/data
mkdir -p "$XDG_DATA_HOME"
place=$work/place
port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

setup() { timeout 60 "$project/installer/server.sh" --root "$place" --built "$work/built" "$@" </dev/null; }
check() { # WORDS, then a command that must be right
    local words=$1
    shift
    "$@" || { echo "FAILED: $words" && false; }
}
has() { grep -qF -- "$2" "$1" || { echo "FAILED: \"$2\" is not in $1:" && cat "$1" && false; }; }
refused() { # WORDS OPTION…
    local words=$1
    shift
    if setup "$@" >"$work/refused.log" 2>&1; then echo "FAILED: not refused: $*" && false; fi
    has "$work/refused.log" "$words"
}
serve() {
    local tries before
    before=$(grep -c ' listening ' "$work/service.log" || true)
    # As it was told: the words behind "Start it".
    read -r -a start < <(sed -n 's/^Start it  *//p' "$work/first.log")
    "${start[@]}" >>"$work/service.log" 2>&1 &
    service=$!
    for ((tries = 0; tries < 600; ++tries)); do
        [ "$(grep -c ' listening ' "$work/service.log")" = "$before" ] || return 0
        kill -0 "$service" || break
        sleep 0.1
    done
    echo "FAILED: it does not listen" && false
}
client() { timeout 60 "$place/usr/local/bin/lockbox" --store "https://localhost:$port" --as ada@contoso.com "$@"; }

mkdir "$work/built"
touch "$work/service.log"
cp "$built/lockboxd" "$built/lockbox" "$work/built"

# What makes no sense is refused before anything is done.
refused "there is no option --nonsense" --nonsense
refused "--port is 70000" --port 70000
refused "--port is http" --port http
refused "below 1024" --port 443
refused "--name needs a value" --name
refused "that is no name of a host" --name "a b"
refused "--certificate needs --key" --certificate "$work/none.pem"
refused "holds a password" --postgres "postgresql://lockbox:secret@localhost/lockbox"
refused "--tenant-name" --admin ada@contoso.com
check "nothing is made" test ! -e "$place"
setup --dry-run >"$work/dry.log"
has "$work/dry.log" "Nothing was changed"
check "a dry run makes nothing" test ! -e "$place"

first=(--name localhost --port "$port" --tenant-name "Contoso Ltd" --admin ada@contoso.com)
setup "${first[@]}" >"$work/first.log"
settings=$place/etc/lockboxd state=$place/var/lib/lockboxd
mode() { stat -c %a "$1"; }
check "the key is kept from others" test "$(mode "$settings/key.pem")" = 640
check "the authority's key too" test "$(mode "$settings/ca-key.pem")" = 600
check "the configuration too" test "$(mode "$settings/lockboxd.toml")" = 640
check "and the store" test "$(mode "$state") $(mode "$state/lockbox.store")" = "700 600"
authority=$(sed -nE 's/^Certificate to trust ([^ ]+) .*/\1/p' "$work/first.log")
code=$(sed -nE 's/^One-time code +([^ ]+) .*/\1/p' "$work/first.log")
check "the authority's certificate is named" test "$authority" = "$settings/ca.pem"
check "it stands for the server's" openssl verify -x509_strict -CAfile "$authority" "$settings/certificate.pem" >/dev/null

# It may vouch for this server's names only.
openssl req -newkey rsa:2048 -nodes -subj /CN=other.example -addext subjectAltName=DNS:other.example -keyout "$work/other.key" -out "$work/other.csr" 2>/dev/null
openssl x509 -req -in "$work/other.csr" -CA "$authority" -CAkey "$settings/ca-key.pem" -days 1 -copy_extensions copyall -out "$work/other.pem" 2>/dev/null
check "another name is not vouched for" test "$(openssl verify -CAfile "$authority" "$work/other.pem" >"$work/other.log" 2>&1 || echo no)" = no
has "$work/other.log" "permitted subtree violation"

serve
printf '%s\n' "$code" "correct horse battery" "correct horse battery" | client --ca "$authority" sign-in --code >"$work/client.log"
client --ca "$authority" user add eve@contoso.com --name "Eve Example" --email eve@contoso.com >>"$work/client.log"
check "without the authority nobody trusts it" test "$(client user list >"$work/untrusted.log" 2>&1 || echo no)" = no
has "$work/untrusted.log" "trusted"

# Again, with other programs: an upgrade. What people made stays.
printf x >>"$work/built/lockboxd"
cp "$settings/lockboxd.toml" "$settings/key.pem" "$work"
setup --port 9999 >"$work/second.log"
has "$work/second.log" "not used, since the server is set up already: --port"
has "$work/second.log" "$place/usr/local/bin/lockboxd is installed"
has "$work/second.log" "the configuration is kept"
has "$work/second.log" "the certificate is kept"
has "$work/second.log" "the store is up to date"
check "no second code" test -z "$(sed -n '/One-time code/p' "$work/second.log")"
check "the configuration is the same" cmp "$work/lockboxd.toml" "$settings/lockboxd.toml"
check "the key is the same" cmp "$work/key.pem" "$settings/key.pem"
copies=("$state"/backups/before-upgrade-*)
check "a copy of the store is there" test -s "${copies[0]}/lockbox.store"
has "$work/second.log" "${copies[0]}"
kill -TERM "$service"
wait "$service"
service=''
serve
client --ca "$authority" user list >"$work/users.log"
has "$work/users.log" "eve@contoso.com"

# The same programs once more: nothing to copy.
setup >"$work/third.log"
has "$work/third.log" "lockboxd is this version already"
check "no further copy" test "$(find "$state/backups" -mindepth 1 -maxdepth 1 | wc -l)" = 1

# A new certificate: by the same authority, and taken by the running service.
cp "$settings/certificate.pem" "$work/old.pem"
setup --new-certificate >"$work/fourth.log"
check "it is another" test "$(cmp -s "$work/old.pem" "$settings/certificate.pem" || echo other)" = other
for ((tries = 0; tries < 300; ++tries)); do
    ! grep -q 'the certificate is taken' "$work/service.log" || break
    sleep 0.1
done
has "$work/service.log" "the certificate is taken"
client --ca "$authority" user list >"$work/users.log"

# Copied while people work, as docs/operations.md says, and put back elsewhere.
"${start[@]:0:3}" backup "$work/copy" >"$work/backup.log"
has "$work/backup.log" "Its log has "
kill -TERM "$service"
wait "$service"
service=''
setup --uninstall >"$work/uninstall.log"
check "the programs are gone" test ! -e "$place/usr/local/bin/lockboxd"
check "the store is not" test -s "$state/lockbox.store"
check "the configuration neither" test -s "$settings/lockboxd.toml"
setup >"$work/back.log"
serve
client --ca "$authority" user list >"$work/users.log"
has "$work/users.log" "eve@contoso.com"
kill -TERM "$service"
wait "$service"
service=''
echo "all right"
