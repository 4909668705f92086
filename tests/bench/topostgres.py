#!/usr/bin/env python3
"""Copies a store's file, row by row, into an empty database with the schema of a store on a server.

Usage: topostgres.py STORE URL

URL is a superuser's, as libpq takes it: "postgresql://postgres@127.0.0.1:5432/store". Every row comes over as it is, the
log's with their hashes. For the benchmarks of docs/performance.md; psql must be installed.
"""
import sqlite3
import subprocess
import sys
import unicodedata

TABLES = ["tenant", "account", "account_role", "request", "request_count", "event", "log", "log_node", "log_checkpoint",
          "notification", "notice", "outbox"]


def psql(url, sql):
    done = subprocess.run(["psql", url, "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", sql], check=True, capture_output=True, text=True)
    return done.stdout.split("\n")[:-1]


def field(value):
    if value is None:
        return "\\N"
    if isinstance(value, bytes):
        return "\\\\x" + value.hex()
    if isinstance(value, int):
        return str(value)
    return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def copy(url, table, columns, rows):
    begun = subprocess.Popen(["psql", url, "-Xq", "-v", "ON_ERROR_STOP=1", "-c", "SET session_replication_role = replica",
                              "-c", f"COPY {table} ({', '.join(columns)}) FROM STDIN"], stdin=subprocess.PIPE, text=True)
    with begun.stdin as target:
        for row in rows:
            target.write("\t".join(map(field, row)) + "\n")
    if begun.wait() != 0:
        sys.exit(f"{table} could not be copied")
    print(table, flush=True)


def words(text):
    """As core/store/cutwords.cpp cuts them."""
    found, word = set(), ""
    for c in unicodedata.normalize("NFD", text):
        kind = unicodedata.category(c)
        if kind[0] in "LN" or kind == "Co":
            word += c.casefold()
        elif kind[0] != "M":
            found.add(word)
            word = ""
    return (found | {word}) - {""}


def vectors(rows):
    for key, tenant, *texts in rows:
        yield key, tenant, " ".join(f"'{word}'" for word in sorted(words(" ".join(texts))))


def main(store, url):
    source = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    indexes = psql(url, "SELECT indexdef FROM pg_indexes JOIN pg_class ON relname = indexname JOIN pg_index ON indexrelid = pg_class.oid"
                        " WHERE schemaname = 'public' AND NOT indisprimary AND NOT indisunique")
    for name in psql(url, "SELECT relname FROM pg_index JOIN pg_class ON indexrelid = pg_class.oid"
                          " WHERE relnamespace = 'public'::regnamespace AND NOT indisprimary AND NOT indisunique"):
        psql(url, f"DROP INDEX {name}")
    for table in TABLES:
        columns = psql(url, "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public'"
                            f" AND table_name = '{table}' AND is_generated = 'NEVER' ORDER BY ordinal_position")
        copy(url, table, columns, source.execute(f"SELECT {', '.join(columns)} FROM {table}"))
    copy(url, "request_search", ["key", "tenant", "words"],
         vectors(source.execute("SELECT key, tenant, reference, service, reason, requestor FROM request")))
    for definition in indexes:
        psql(url, definition)
    for table in ["tenant", "account", "request", "event", "notice", "outbox"]:
        psql(url, f"SELECT setval(pg_get_serial_sequence('{table}', 'key'), coalesce(max(key), 0) + 1, false) FROM {table}")
    psql(url, "VACUUM ANALYZE")


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] in ("-h", "--help"):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
