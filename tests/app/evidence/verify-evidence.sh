#!/usr/bin/env bash
# verify-evidence.sh DIR: checks an evidence folder with openssl and coreutils alone, by the public formats:
# C2SP signed-note, tlog-checkpoint and tlog-proof, RFC 6962's hashes, RFC 9162 2.1.3.2. Fails with what is wrong.
set -euo pipefail
export LC_ALL=C
cd -- "$1"
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

wrong() { echo "wrong: $*" >&2; exit 1; }
hex() { od -An -v -tx1 | tr -d ' \n'; }
bytes() { printf '%s' "$1" | tr a-f A-F | basenc --base16 -d; }
# The bytes of a base64 text. A second spelling of the same bytes is refused (RFC 4648 3.5).
unbase64() {
    base64 -d <<< "$1" > "$work/bytes" && [ "$(base64 -w 0 "$work/bytes")" = "$1" ] || wrong "base64 $1"
    cat "$work/bytes"
}
sha() { sha256sum | cut -d ' ' -f 1; }
leaf_hash() { { printf '\000'; printf '%s' "$1"; } | sha; }
node_hash() { { printf '\001'; bytes "$1$2"; } | sha; }

# The key: name+id+base64(1, public key); the id are the first bytes of SHA-256(name, newline, 1, public key).
vkey=$(< key.vkey) name=${vkey%%+*} rest=${vkey#*+}
id=${rest%%+*} key=$(unbase64 "${rest#*+}" | hex)
[ "${key:0:2}" = 01 ] && [ ${#key} = 66 ] || wrong "key.vkey is no Ed25519 key"
[ "$id" = "$({ printf '%s\n' "$name"; bytes "$key"; } | sha | cut -c 1-8)" ] || wrong "key.vkey's id"
[ "$(openssl pkey -pubin -in key.pem -outform DER | hex)" = "302a300506032b6570032100${key:2}" ] || wrong "key.pem"

# The checkpoint: name, size and root, an empty line, "— name base64(id, signature)".
{ read -r origin && read -r size && read -r root64 && read -r empty && read -r dash signer signature; } < checkpoint
[ "$(wc -l < checkpoint)" = 5 ] && [ -z "$empty" ] && [ "$dash" = — ] || wrong "checkpoint's form"
[ "$origin" = "$name" ] && [ "$signer" = "$name" ] || wrong "checkpoint is another log's"
[ "$(unbase64 "$signature" | head -c 4 | hex)" = "$id" ] || wrong "checkpoint's key id"
unbase64 "$signature" | tail -c +5 > "$work/signature"
head -n 3 checkpoint > "$work/text"
openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in "$work/text" -sigfile "$work/signature" > "$work/out" ||
    wrong "checkpoint's signature"
root=$(unbase64 "$root64" | hex)

# check SEQ LEAF: the proof of that number leads from the leaf to the root.
check() {
    local file at=$(($1 - 1)) last=$((size - 1)) hash sibling line
    file=$(printf 'proofs/%08d.tlog-proof' "$1")
    [ -f "$file" ] || wrong "$file is missing"
    hash=$(leaf_hash "$2")
    exec 4< "$file"
    read -r line <&4 && [ "$line" = c2sp.org/tlog-proof@v1 ] || wrong "$file's first line"
    read -r line <&4 && [ "$line" = "index $at" ] || wrong "$file's index"
    while read -r line <&4 && [ -n "$line" ]; do
        sibling=$(unbase64 "$line" | hex)
        [ ${#sibling} = 64 ] && [ $last -gt 0 ] || wrong "$file's hashes"
        if ((at % 2 || at == last)); then
            hash=$(node_hash "$sibling" "$hash")
            while ((at % 2 == 0 && at > 0)); do ((at /= 2, last /= 2)) || :; done
        else
            hash=$(node_hash "$hash" "$sibling")
        fi
        ((at /= 2, last /= 2)) || :
    done
    cmp -s - checkpoint <&4 || wrong "$file's checkpoint"
    exec 4<&-
    [ $last = 0 ] && [ "$hash" = "$root" ] || wrong "$file does not lead to the root"
}

count=0 before=0
while IFS= read -r event; do
    [[ $event =~ \"seq\":([0-9]+)[,}] ]] || wrong "an event without a number"
    seq=${BASH_REMATCH[1]}
    [ "$seq" -gt "$before" ] || wrong "event $seq behind event $before"
    check "$seq" "$event"
    before=$seq count=$((count + 1))
done < events.jsonl
[ $count -gt 0 ] && [ "$(find proofs -mindepth 1 | wc -l)" = $count ] || wrong "there are not as many proofs as events"
echo "$count events stand in the log $origin of $size events, as the key $id has signed it."
