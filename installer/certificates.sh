# The self-made certificate of installer/server.sh; sourced, not run. Uses that script's functions and settings.
# shellcheck shell=bash
: "${root:?}"
# shellcheck disable=SC2154 # server.sh sets them
: "${own_certificate=}${own_key=}${settings=}${name=}${new_certificate=}${dry_run=}"

# What the certificate is made out to: the name that was given, and this machine's names and addresses.
names_of_machine() {
    local one
    for one in "$name" "$(hostname)" "$(hostname -f 2>/dev/null)" localhost 127.0.0.1 ::1 $(hostname -I 2>/dev/null); do
        case $one in
        '') ;;
        *:*) printf 'IP:%s\n' "$one" ;;
        *[!0-9.]*) printf 'DNS:%s\n' "$one" ;;
        *) printf 'IP:%s\n' "$one" ;;
        esac
    done | sort -u | paste -sd, -
}

# The authority may vouch for these names only: who steals its key can't play anybody else to those who trust it.
constraints_of() {
    tr , '\n' <<<"$1" | sed -E -e 's|^IP:(.*:.*)$|permitted;IP:\1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff|' \
        -e 's|^IP:([0-9.]+)$|permitted;IP:\1/255.255.255.255|' -e 's|^DNS:|permitted;DNS:|' | paste -sd, -
}

# openssl, with its chatter only where it fails.
quietly() {
    local said
    said=$("$@" 2>&1) || stop "$(printf 'the certificate could not be made:\n%s' "$said")"
}

make_authority() { # FOLDER NAMES
    quietly openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 \
        -subj "/CN=Customer Lockbox authority of $(cut -c1-30 <<<"$name")" \
        -addext "basicConstraints=critical,CA:TRUE,pathlen:0" -addext "keyUsage=critical,keyCertSign,cRLSign" \
        -addext "nameConstraints=critical,$(constraints_of "$2")" -keyout "$1/ca-key.pem" -out "$1/ca.pem"
}

make_server_certificate() { # FOLDER NAMES
    quietly openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$(cut -c1-60 <<<"$name")" \
        -addext "subjectAltName=$2" -addext "extendedKeyUsage=serverAuth" -addext "keyUsage=critical,digitalSignature" \
        -keyout "$1/key.pem" -out "$1/request.pem"
    quietly openssl x509 -req -in "$1/request.pem" -CA "$1/ca.pem" -CAkey "$1/ca-key.pem" -days 825 \
        -set_serial "0x$(openssl rand -hex 16)" -copy_extensions copyall -out "$1/certificate.pem" \
        -extfile <(printf 'authorityKeyIdentifier=keyid\nsubjectKeyIdentifier=hash\n')
}

# fits FOLDER: the authority stands for the certificate.
fits() { openssl verify -x509_strict -CAfile "$1/ca.pem" "$1/certificate.pem" >/dev/null 2>&1; }

# A running service takes them when both have been there for a moment.
put_pair() { # FOLDER
    put 640 root:lockboxd "$settings/key.pem" <"$1/key.pem"
    put 644 root:root "$settings/certificate.pem" <"$1/certificate.pem"
}

make_self_made() {
    local names
    names=$(names_of_machine)
    work=$(mktemp -d)
    if [ -e "$settings/ca-key.pem" ]; then
        cp -- "$settings/ca.pem" "$settings/ca-key.pem" "$work"
        make_server_certificate "$work" "$names"
    fi
    if ! fits "$work"; then
        make_authority "$work" "$names"
        make_server_certificate "$work" "$names"
        fits "$work" || stop "the certificate that was made does not fit its authority: $(openssl verify -CAfile "$work/ca.pem" "$work/certificate.pem" 2>&1 | tail -n 1)"
        put 600 root:root "$settings/ca-key.pem" <"$work/ca-key.pem"
        put 644 root:root "$settings/ca.pem" <"$work/ca.pem"
        note "an authority is made: whoever signs in is to trust $settings/ca.pem"
    fi
    put_pair "$work"
    rm -rf -- "$work"
    work=''
    note "a certificate is made for $names, good until $(openssl x509 -in "$settings/certificate.pem" -noout -enddate | cut -d= -f2)"
}

make_certificates() {
    local days=$((60 * 86400))
    if [ -n "$own_certificate" ]; then
        [ "$(openssl x509 -in "$own_certificate" -noout -pubkey)" = "$(openssl pkey -in "$own_key" -pubout)" ] ||
            stop "$own_key is not the key of $own_certificate"
        put 640 root:lockboxd "$settings/key.pem" <"$own_key"
        put 644 root:root "$settings/certificate.pem" <"$own_certificate"
        note "the certificate is taken from $own_certificate"
    elif [ ! -e "$settings/certificate.pem" ] || [ "$new_certificate" = yes ]; then
        if [ "$dry_run" = yes ]; then
            printf 'would: make a certificate for %s\n' "$(names_of_machine)"
        else
            make_self_made
        fi
    elif openssl x509 -in "$settings/certificate.pem" -noout -checkend "$days" >/dev/null; then
        note "the certificate is kept: $settings/certificate.pem"
        openssl x509 -in "$settings/certificate.pem" -noout -ext subjectAltName 2>/dev/null | grep -qwF -- "$name" ||
            note "it is not made out to $name: --new-certificate makes one that is"
    elif [ -e "$settings/ca-key.pem" ] && [ "$dry_run" = no ]; then
        make_self_made
    else
        note "the certificate ends within 60 days: $settings/certificate.pem"
    fi
}
