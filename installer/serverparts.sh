# The parts of installer/server.sh that make account, configuration, store and service; sourced, not run. Uses that script's functions and settings.
# shellcheck shell=bash
# shellcheck disable=SC2034 # server.sh reads code and is_stopped
: "${root:?}"
# shellcheck disable=SC2154 # server.sh sets them
: "${place=}${state=}${settings=}${programs=}${unit=}${store=}${postgres=}${address=}${port=}${name=}${tenant=}${domain=}${admin=}"
# shellcheck disable=SC2154
: "${dry_run=}${join=}${start=}${programs_changed=}"

make_account() {
    [ -z "$place" ] || return 0
    getent passwd lockboxd >/dev/null && return
    act useradd --system --user-group --home-dir "$state" --no-create-home --shell /usr/sbin/nologin \
        --comment "Customer Lockbox service" lockboxd
    note "the account lockboxd is made"
}

# Each setting by its line in the commented example, so that all others can be read there.
write_settings() {
    if [ -e "$settings/lockboxd.toml" ]; then
        note "the configuration is kept: $settings/lockboxd.toml"
        return
    fi
    note "the configuration is written: $settings/lockboxd.toml"
    if [ "$dry_run" = yes ]; then
        put 640 root:lockboxd "$settings/lockboxd.toml" </dev/null
        return
    fi
    local text
    text=$("$programs/lockboxd" example-config)
    set_line() { # KEY VALUE
        grep -qE "^#* ?$1 = " <<<"$text" || stop "lockboxd knows no setting $1"
        # shellcheck disable=SC2016 # awk's own
        text=$(line="$1 = $2" awk -v start="^#* ?$1 = " '!done && $0 ~ start { print ENVIRON["line"]; done = 1; next } { print }' <<<"$text")
    }
    if [ -n "$postgres" ]; then
        set_line postgres "\"$postgres\""
        text=$(sed -E 's/^path = /#path = /' <<<"$text")
    else
        set_line path "\"$store\""
    fi
    set_line log_folder "\"$state/log\""
    set_line address "\"$address\""
    set_line port "$port"
    set_line certificate "\"$settings/certificate.pem\""
    set_line key "\"$settings/key.pem\""
    put 640 root:lockboxd "$settings/lockboxd.toml" <<<"$text"
}

# What the configuration says, so that an upgrade need not be told again.
setting() { sed -nE "s/^$1 = \"?([^\"]*)\"?$/\1/p" "$settings/lockboxd.toml" 2>/dev/null | head -n 1; }

write_unit() {
    [ -z "$place" ] || return 0
    local text
    text=$(sed "s|^ExecStart=/usr/bin/lockboxd |ExecStart=$programs/lockboxd |" "$root/installer/systemd/lockboxd.service")
    if [ -e "$unit" ] && [ "$text" = "$(cat "$unit")" ]; then
        return
    fi
    folder 755 root:root "$(dirname "$unit")"
    put 644 root:root "$unit" <<<"$text"
    note "the service is set up: $unit"
}

stop_service() {
    has_systemd && systemctl is-active --quiet lockboxd || return 0
    is_stopped=yes
    act systemctl stop lockboxd
}

make_store() {
    code=''
    if [ "$dry_run" = yes ]; then
        printf 'would: lockboxd init --tenant %q --domain %q --admin %q\n' "$tenant" "$domain" "$admin"
        return
    fi
    local said
    said=$(lockboxd init --tenant "$tenant" --domain "$domain" --admin "$admin") || stop "the store could not be made; see the message above"
    code=$(grep -oE '\b([0-9A-Z]{4}-){3}[0-9A-Z]{4}\b' <<<"$said" | head -n 1)
    # What it says of a server's store that the service may not use yet.
    grep GRANT <<<"$said" || true
    # A store on a server does not show whether it is there.
    [ -z "$postgres" ] || put 644 root:root "$settings/initialised" <<<"The store on the server was made by server.sh."
    note "the store is made, with $admin as its first administrator"
}

# Nothing is changed in a store that could not be copied first.
update_store() {
    if [ -e "$store" ] && [ "$programs_changed" = yes ]; then
        local copy
        copy=$state/backups/before-upgrade-$(date -u +%Y%m%dT%H%M%SZ)
        folder 700 lockboxd:lockboxd "$state/backups"
        if [ "$dry_run" = yes ]; then
            printf 'would: lockboxd backup %q\n' "$copy"
        else
            lockboxd backup "$copy" >/dev/null || stop "the store could not be copied, so nothing in it was changed"
        fi
        note "the store as it was is kept in $copy"
    fi
    if [ "$dry_run" = yes ]; then
        printf 'would: lockboxd migrate\n'
        return
    fi
    [ "$join" = no ] || put 644 root:root "$settings/initialised" <<<"The store on the server was joined by server.sh."
    lockboxd migrate >/dev/null || stop "the store could not be brought up to date; see the message above"
    note "the store is up to date"
}

# Asks over TLS, as a console does; waits for the first answer.
is_ready() {
    local host=127.0.0.1 listening tries
    listening=$(setting address)
    case $listening in '' | 0.0.0.0) ;; ::) host='[::1]' ;; *:*) host="[$listening]" ;; *) host=$listening ;; esac
    for ((tries = 0; tries < 60; ++tries)); do
        if printf 'GET /readyz HTTP/1.0\r\nHost: %s\r\n\r\n' "$name" |
            timeout 10 openssl s_client -quiet -connect "$host:$(setting port)" 2>/dev/null | grep -q '^ready'; then
            return 0
        fi
        sleep 0.5
    done
    return 1
}

start_service() {
    if has_systemd && [ "$start" = yes ]; then
        act systemctl daemon-reload
        act systemctl enable --quiet lockboxd
        act systemctl restart lockboxd
        [ "$dry_run" = yes ] || is_ready || stop "the service does not answer; journalctl -u lockboxd says why"
        is_stopped=no
        note "the service runs"
    fi
}
