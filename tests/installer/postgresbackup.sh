#!/usr/bin/env bash
# Backups of a store on PostgreSQL, as docs/operations.md says: taken while people work, put back in another place, verified, and served; and server.sh before such
# a store. Arguments: the project's folder, and the one with the built programs.
set -Eeuo pipefail
project=$1 built=$2
bin=/usr/lib/postgresql/15/bin
work=$(mktemp -d)
service='' writer=''
clean_up() {
    for process in "$writer" "$service"; do
        [ -z "$process" ] || kill -KILL "$process" 2>/dev/null || true
    done
    for server in "$work"/*/postmaster.pid; do
        [ ! -e "$server" ] || as_postgres "$bin/pg_ctl" -D "$(dirname "$server")" -m immediate -w -t 30 stop >/dev/null 2>&1 || true
    done
    rm -rf -- "$work"
}
trap clean_up EXIT
trap 'echo "FAILED in line $LINENO" >&2; tail -n 20 "$work"/*.log >&2' ERR
check() { # WORDS, then a command that must be right
    local words=$1
    shift
    "$@" || { echo "FAILED: $words" >&2 && false; }
}

# A server refuses to run as root.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}
[ "$(id -u)" != 0 ] || chown postgres "$work"
chmod 755 "$work"
as_postgres mkdir "$work/archive"
export LC_ALL=C HOME=$work/home XDG_DATA_HOME=$work/home
for variable in "${!LOCKBOX@}" "${!PG@}"; do unset "$variable"; done
unset DBUS_SESSION_BUS_ADDRESS DISPLAY WAYLAND_DISPLAY
mkdir "$HOME"
read -r port other api < <(/usr/bin/python3 -c '
import socket
all = [socket.socket() for _ in range(3)]
for one in all: one.bind(("127.0.0.1", 0))
print(*(one.getsockname()[1] for one in all))')

start_server() { # FOLDER
    as_postgres "$bin/pg_ctl" -D "$1" -l "$1/server.log" -w -t 60 start >/dev/null
}
sql() { psql -X -q -At -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "${3:-$port}" -U postgres -d "$1" -c "$2"; }
address() { printf 'postgresql://%s@127.0.0.1:%s/%s?sslmode=disable' "$1" "$3" "$2"; }
# lockboxd_of DATABASE PORT LOG-FOLDER ARGUMENT…
lockboxd_of() {
    LOCKBOXD_STORE_POSTGRES=$(address lockbox "$1" "$2") LOCKBOXD_STORE_LOG_FOLDER=$3 LOCKBOXD_LISTEN_PORT=$api \
        LOCKBOXD_PASSWORD_PASSES=1 LOCKBOXD_PASSWORD_MEMORY_MIB=8 timeout 120 "$built/lockboxd" "${@:4}"
}
serve() { # DATABASE PORT LOG-FOLDER
    local tries
    : >"$work/service.log"
    LOCKBOXD_STORE_POSTGRES=$(address lockbox "$1" "$2") LOCKBOXD_STORE_LOG_FOLDER=$3 LOCKBOXD_LISTEN_PORT=$api \
        LOCKBOXD_PASSWORD_PASSES=1 LOCKBOXD_PASSWORD_MEMORY_MIB=8 "$built/lockboxd" serve 2>>"$work/service.log" &
    service=$!
    for ((tries = 0; tries < 600; ++tries)); do
        ! grep -q ' listening ' "$work/service.log" || return 0
        kill -0 "$service" || break
        sleep 0.1
    done
    echo "FAILED: it does not listen" >&2 && false
}
end_service() {
    kill -TERM "$service"
    wait "$service"
    service=''
}
client() { timeout 60 "$built/lockbox" --store "http://127.0.0.1:$api" --as ada@contoso.com "$@"; }
add() { client user add "$1@contoso.com" --name "$1" --email "$1@contoso.com" >/dev/null; }
count_of() { client user list | grep -c '@contoso.com .*@contoso.com'; }

as_postgres "$bin/initdb" -D "$work/data" -A trust -U postgres --no-sync >/dev/null
as_postgres tee -a "$work/data/postgresql.conf" >/dev/null <<SETTINGS
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
archive_mode = on
archive_command = 'cp %p $work/archive/%f'
SETTINGS
start_server "$work/data"
sql postgres "CREATE ROLE lockbox_owner LOGIN"
sql postgres "CREATE ROLE lockbox_service NOLOGIN"
sql postgres "CREATE ROLE lockbox LOGIN IN ROLE lockbox_service"
sql postgres "CREATE DATABASE lockbox OWNER lockbox_owner"
LOCKBOXD_OWNER_URL=$(address lockbox_owner lockbox "$port") lockboxd_of lockbox "$port" "$work/log" init \
    --tenant Contoso --domain contoso.com --admin ada@contoso.com >"$work/init.log"
serve lockbox "$port" "$work/log"
code=$(grep -oE '([0-9A-Z]{4}-){3}[0-9A-Z]{4}' "$work/init.log")
printf '%s\n' "$code" "correct horse battery" | client sign-in --code >"$work/client.log"

# Both are taken while somebody writes.
echo 0 >"$work/written"
(
    for ((number = 1; number <= 1000; ++number)); do
        [ ! -e "$work/enough" ] || exit 0
        add "user$number"
        echo "$number" >"$work/written.new"
        mv "$work/written.new" "$work/written"
    done
) &
writer=$!
written() { cat "$work/written"; }
wait_for_writes() { # HOW-MANY more
    local until=$(($(written) + $1)) tries
    for ((tries = 0; tries < 600; ++tries)); do
        [ "$(written)" -lt "$until" ] || return 0
        sleep 0.1
    done
    echo "FAILED: nobody writes" >&2 && false
}
wait_for_writes 5
cp -a "$work/log" "$work/log-copy"
least=$(written)
as_postgres pg_dump -h 127.0.0.1 -p "$port" -U postgres -Fc -f "$work/lockbox.dump" lockbox
as_postgres pg_basebackup -h 127.0.0.1 -p "$port" -U postgres -D "$work/base" -X stream -c fast --no-sync
check "the owner is kept from the rows, too" test "$(pg_dump -h 127.0.0.1 -p "$port" -U lockbox_owner -f "$work/none" lockbox 2>/dev/null || echo refused)" = refused
wait_for_writes 5
touch "$work/enough"
wait "$writer"
writer=''
all=$(count_of)
moment=$(sql postgres "SELECT clock_timestamp()")
add later
check "it is there" test "$(count_of)" = $((all + 1))
end_service
sql postgres "SELECT pg_switch_wal()" >/dev/null

# The dump, in another database.
sql postgres "CREATE DATABASE lockbox2 OWNER lockbox_owner"
as_postgres pg_restore -h 127.0.0.1 -p "$port" -U postgres -d lockbox2 --exit-on-error "$work/lockbox.dump"
lockboxd_of lockbox2 "$port" "$work/log-copy" doctor >"$work/doctor.log"
check "its log is right" grep -q '^the log is right' "$work/doctor.log"
serve lockbox2 "$port" "$work/log-copy"
there=$(count_of)
check "it is one moment of the writing: $there of $all" test "$there" -gt "$least" -a "$there" -le "$all"
add again
end_service

# The base backup, brought to the moment before the last write.
as_postgres tee -a "$work/base/postgresql.conf" >/dev/null <<SETTINGS
port = $other
archive_mode = off
restore_command = 'cp $work/archive/%f %p'
recovery_target_time = '$moment'
recovery_target_action = promote
SETTINGS
as_postgres touch "$work/base/recovery.signal"
start_server "$work/base"
for ((tries = 0; tries < 300; ++tries)); do
    [ "$(sql lockbox "SELECT pg_is_in_recovery()" "$other")" = t ] || break
    sleep 0.1
done
lockboxd_of lockbox "$other" "$work/log-copy" doctor >"$work/doctor.log"
check "its log is right" grep -q '^the log is right' "$work/doctor.log"
serve lockbox "$other" "$work/log-copy"
check "all is there up to that moment" test "$(count_of)" = "$all"
end_service

# In the place of the former one, whose pins know more: an alarm, until somebody says that it is meant.
for server in data base; do as_postgres "$bin/pg_ctl" -D "$work/$server" -m fast -w -t 60 stop >/dev/null; done
sed -i "s/^port = $other/port = $port/" "$work/base/postgresql.conf"
start_server "$work/base"
check "the older state is found out" test "$(lockboxd_of lockbox "$port" "$work/log" doctor >/dev/null 2>"$work/alarm.log" || echo alarm)" = alarm
check "and told" grep -q 'rolled back' "$work/alarm.log"
lockboxd_of lockbox "$port" "$work/log" repin >/dev/null
lockboxd_of lockbox "$port" "$work/log" doctor >"$work/doctor.log"
serve lockbox "$port" "$work/log"
add afterwards
end_service

# server.sh on a store there: made as its owner, kept by an upgrade, joined by another machine.
sql postgres "CREATE DATABASE lockbox3 OWNER lockbox_owner"
setup() { # PLACE OPTION…
    LOCKBOXD_STORE_POSTGRES="$(address lockbox lockbox3 "$port")&target_session_attrs=read-write" LOCKBOXD_OWNER_URL=$(address lockbox_owner lockbox3 "$port") \
        timeout 120 "$project/installer/server.sh" --root "$work/$1" --built "$built" --name localhost "${@:2}" </dev/null
}
setup one --tenant-name Fabrikam --admin ada@fabrikam.com >"$work/setup.log"
check "a code is printed" grep -q '^One-time code ' "$work/setup.log"
check "the store's address is kept as it is" grep -qF '&target_session_attrs=read-write"' "$work/one/etc/lockboxd/lockboxd.toml"
setup one >"$work/setup.log"
check "an upgrade makes no second tenant" grep -q 'the store is up to date' "$work/setup.log"
setup two --join >"$work/setup.log"
check "nor does another machine" test -z "$(sed -n '/One-time code/p' "$work/setup.log")"
setup two >"$work/setup.log"
check "nor when that is brought up to date" grep -q 'the store is up to date' "$work/setup.log"
"$work/two/usr/local/bin/lockboxd" --config "$work/two/etc/lockboxd/lockboxd.toml" doctor >"$work/doctor.log"
check "which sees the same store" grep -q '^the log is right: 2 events' "$work/doctor.log"
echo "all right"
